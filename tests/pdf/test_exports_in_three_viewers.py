"""MuPDF, PDFium and poppler show every exported note, and show it where it was made: within a point, by pixels."""

from pathlib import Path

import pymupdf
import pytest
from every_kind import FIELD, KINDS, Placed, placed
from viewers import annotations_by_pdfium, viewers

from dxmeet.domain.page import PageSize
from dxmeet.pdf.client import PdfEngine

SCALE = 2.0
GEOMETRIES = {
    "upright": "/MediaBox [0 0 595 842]",
    "turned 90": "/MediaBox [0 0 595 842] /Rotate 90",
    "turned 180": "/MediaBox [0 0 595 842] /Rotate 180",
    "turned 270": "/MediaBox [0 0 595 842] /Rotate 270",
    "turned backwards": "/MediaBox [0 0 595 842] /Rotate -90",
    "cropped": "/MediaBox [0 0 595 842] /CropBox [50 60 500 700]",
    "cropped and turned": "/MediaBox [0 0 595 842] /CropBox [50 60 500 700] /Rotate 90",
    "an origin of its own": "/MediaBox [-100 -50 495 792] /CropBox [-80 -40 400 700] /Rotate 270",
    "a crop larger than the paper": "/MediaBox [0 0 595 842] /CropBox [-40 -40 700 900] /Rotate 180",
    "boxes inside out": "/MediaBox [595 842 0 0]",
    "large units": "/MediaBox [0 0 300 420] /UserUnit 2",
    "very large units": "/MediaBox [0 0 200 280] /UserUnit 3",
    "large units, turned and cropped": "/MediaBox [10 10 300 420] /CropBox [20 30 280 400] /Rotate 90 /UserUnit 2",
}


def paper(geometry: str) -> bytes:
    """One white page."""
    return (
        "%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids [3 0 R]/Count 1>> endobj\n"
        f"3 0 obj <</Type/Page/Parent 2 0 R/Resources<<>> {geometry}>> endobj\n"
        "trailer <</Root 1 0 R>>\n%%EOF\n"
    ).encode()


def spread_over(size: PageSize) -> list[Placed]:
    """A note of every kind; the last but one field lies in the page's far corner."""
    columns = int((size.width - 30) // FIELD[0])
    places = [(4 + FIELD[0] * (n % columns), 26 + FIELD[1] * (n // columns)) for n in range(len(KINDS) - 2)]
    places += [(size.width - FIELD[0], size.height - FIELD[1]), (0.0, 0.0)]
    return [placed(kind, 1, x, y, size.width) for kind, (x, y) in zip(KINDS, places, strict=True)]


FLAT = ("turned 90", "an origin of its own", "large units, turned and cropped")


@pytest.mark.parametrize(
    ("geometry", "flat"),
    [*((each, False) for each in GEOMETRIES.values()), *((GEOMETRIES[each], True) for each in FLAT)],
    ids=[*GEOMETRIES, *(f"{each}, flat" for each in FLAT)],
)
def test_every_viewer_shows_every_note_where_it_was_made(
    engine: PdfEngine, tmp_path: Path, geometry: str, flat: bool
) -> None:
    source, out = tmp_path / "資料.pdf", tmp_path / "書き込み.pdf"
    source.write_bytes(paper(geometry))
    document = engine.open(source, name="資料.pdf")
    wanted = spread_over(document.pages[0])
    document.close()
    assert engine.export(source, [each.note for each in wanted], out, author="x", name="a", flat=flat) == len(KINDS)
    for name, view in viewers().items():
        before, after = view(source, 1, SCALE, ""), view(out, 1, SCALE, "")
        assert len(before.rows) == len(after.rows)
        found = {each.kind: before.changed(after, each.field) for each in wanted}
        wrong = {each.kind: (found[each.kind], each.seen) for each in wanted if not each.right(found[each.kind])}
        assert not wrong, name
        assert before.same_outside(after, [each.field for each in wanted]), name


def test_as_many_annotations_are_counted_by_another_engine(engine: PdfEngine, tmp_path: Path) -> None:
    source, out = tmp_path / "a.pdf", tmp_path / "b.pdf"
    source.write_bytes(paper(GEOMETRIES["cropped and turned"]))
    wanted = spread_over(PageSize(640.0, 450.0))
    engine.export(source, [each.note for each in wanted], out, author="x", name="a")
    assert annotations_by_pdfium(out) == len(KINDS)
    with pymupdf.open(out) as own:
        assert len(list(own[0].annots())) == len(KINDS)
