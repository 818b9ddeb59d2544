"""A print job's PDF: as many pages as faces, every page where it belongs and as it is shown, the notes on it."""

from datetime import UTC, datetime
from typing import Any

import pymupdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dxmeet.domain.annotation import Note, NoteId, NoteKind
from dxmeet.domain.packet import MaterialId, RevisionId
from dxmeet.domain.page import PageSize, PaperClass, RenderRequest, Tile
from dxmeet.domain.printing import PrintSettings, cost, runs
from dxmeet.errors import PdfPasswordNeeded
from dxmeet.pdf.client import PdfDocument, PdfEngine

A4, A3, WIDE, SLIDE = (595.0, 842.0), (1191.0, 842.0), (842.0, 595.0), (960.0, 540.0)


def imposed(document: PdfDocument, chosen: PrintSettings, notes: tuple[Note, ...] = ()) -> Any:
    faces = [face for run in runs(document.pages, chosen) for face in run]
    return pymupdf.open("pdf", document.imposed(faces, notes, copies=chosen.copies))


def produced(job: Any, sides: int) -> tuple[int, int]:
    """(A4, A3) sheets of a PDF whose pages are printed in this order on this many sides, counted by its own page sizes."""
    sizes = [PageSize(page.rect.width, page.rect.height).paper for page in job]
    counts = [sizes.count(paper) for paper in (PaperClass.A4, PaperClass.A3)]
    assert all(count % sides == 0 for count in counts)
    return counts[0] // sides, counts[1] // sides


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sizes=st.lists(st.sampled_from([A4, A3, WIDE, SLIDE]), min_size=1, max_size=9),
    copies=st.integers(1, 3),
    sides=st.sampled_from([1, 2]),
    nup=st.sampled_from([1, 2, 4]),
    rotation=st.sampled_from([0, 90]),
    data=st.data(),
)
def test_the_pages_of_the_job_are_the_sides_that_were_counted(
    engine: PdfEngine,
    papers: Any,
    sizes: list[tuple[float, float]],
    copies: int,
    sides: int,
    nup: int,
    rotation: int,
    data: st.DataObject,
) -> None:
    document = engine.open(papers.paper(*sizes, rotation=rotation), name="資料1.pdf")
    pages = data.draw(st.sets(st.integers(1, len(sizes)), min_size=1))
    chosen = PrintSettings(tuple(sorted(pages)), copies, sides, nup)
    job = imposed(document, chosen)
    document.close()
    said = cost(document.pages, chosen)
    assert produced(job, sides) == (said.a4, said.a3)
    words = "".join(page.get_text() for page in job)
    for page in range(1, len(sizes) + 1):
        assert words.count(f"資料 {page} ページ") == (copies if page in pages else 0)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_page_is_printed_as_it_is_shown(engine: PdfEngine, papers: Any, rotation: int) -> None:
    """Turned, and cropped: the same pixels as the reader's."""
    document = engine.open(papers.paper(A3, rotation=rotation, crop=(10, 20, 595, 832)), name="図面.pdf")
    chosen = PrintSettings((1,), sides=1)
    (face,) = runs(document.pages, chosen)[0]
    (place,) = face.places
    job = engine.open(document.imposed([face]), name="job")
    scale = place.width / document.pages[0].width
    shown = document.render(RenderRequest(1, scale))
    tile = Tile(round(place.left), round(place.top), shown.width, shown.height)
    printed = job.render(RenderRequest(1, 1.0, 0, tile))
    document.close()
    job.close()
    assert min(shown.data) < 128, "there is something to see"
    different = sum(abs(a - b) > 200 for a, b in zip(shown.data, printed.data, strict=False))
    assert different < len(shown.data) * 0.002


def note(kind: NoteKind, **geometry: Any) -> Note:
    at = datetime(2026, 11, 25, tzinfo=UTC)
    id = NoteId(kind.value.ljust(32, "0"))
    fields: dict[str, Any] = {
        "page": 1,
        "color": "#C62828",
        "width": 2.0,
        "author": "佐藤",
        "created_at": at,
        **geometry,
    }
    return Note(id=id, material=MaterialId("m"), revision=RevisionId("r"), kind=kind, **fields)


def test_notes_are_printed_where_they_are_and_a_sticky_with_its_words(engine: PdfEngine, papers: Any) -> None:
    document = engine.open(papers.paper(A4, A4), name="資料1.pdf")
    notes = (
        note(NoteKind.INK, strokes=(((100.0, 300.0, 0.5), (300.0, 300.0, 0.5)),)),
        note(NoteKind.STICKY, at=(580.0, 500.0), text="内訳を教育総務課に確認"),
        note(NoteKind.TEXT, box=(100.0, 600.0, 300.0, 630.0), text="伸びが大きい", width=11.0),
        note(NoteKind.BOOKMARK, text="基金"),
    )
    job = imposed(document, PrintSettings((1, 2), sides=1, notes=True), notes)
    document.close()
    words = job[0].get_text()
    assert "内訳を教育総務課に確認" in words.replace("\n", "")
    assert "伸びが大きい" in words
    assert "基金" not in words
    assert "教育" not in job[1].get_text()
    stroke = job[0].get_pixmap(clip=(150, 298, 250, 302))
    assert stroke.pixel(50, 2)[0] > 150 > stroke.pixel(50, 2)[1], "red"
    yellow = job[0].get_pixmap(clip=(570, 503, 590, 506))
    assert yellow.pixel(10, 1)[2] < 230 < yellow.pixel(10, 1)[0], "it leans inwards from the edge"
    assert not list(job[0].annots()), "what is printed is drawn"


def test_a_fresh_look_with_other_notes_is_not_the_old_one(engine: PdfEngine, papers: Any) -> None:
    document = engine.open(papers.paper(A4), name="資料1.pdf")
    chosen = PrintSettings((1,), sides=1, notes=True)
    texts = [
        imposed(document, chosen, (note(NoteKind.STICKY, at=(100.0, 100.0), text=text),))[0].get_text()
        for text in ("ひとつめ", "ふたつめ")
    ]
    document.close()
    assert "ひとつめ" in texts[0]
    assert "ひとつめ" not in texts[1]


def test_a_job_of_a_locked_paper_is_locked(engine: PdfEngine, papers: Any) -> None:
    document = engine.open(papers.locked("ひみつ"), name="人事.pdf", password="ひみつ")
    (face, _) = runs(document.pages, PrintSettings((1,)))[0]
    content = document.imposed([face], protect=True)
    document.close()
    with pytest.raises(PdfPasswordNeeded):
        engine.open(content, name="job")
    assert len(engine.open(content, name="job", password="ひみつ").pages) == 1


def test_a_scan_is_known_by_its_picture(engine: PdfEngine, papers: Any) -> None:
    scan = pymupdf.open()
    picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 1240, 1754))
    picture.clear_with(200)
    scan.new_page(width=595, height=842).insert_image((0, 0, 595, 842), pixmap=picture)
    scanned, written = engine.open(scan.tobytes(), name="a"), engine.open(papers.paper(A4), name="b")
    assert scanned.is_picture(1)
    assert not written.is_picture(1)
    scanned.close()
    written.close()
