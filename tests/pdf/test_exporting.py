"""Exported notes are real annotations, at the right place in another engine, on rotated and cropped pages."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path
from shutil import which
from typing import Any

import pymupdf
import pytest
from pdf_pictures import SCALE, difference, drawn, loaded

from dxmeet.domain.annotation import Note, NoteId, NoteKind, ShapeKind
from dxmeet.domain.packet import MaterialId, RevisionId
from dxmeet.errors import ExportFailed, FileDenied, FileExists, FileMissing, NoteInvalid, PageUnknown, PdfPasswordNeeded
from dxmeet.pdf.client import PdfEngine
from dxmeet.workers import Worker

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def note(kind: NoteKind, **geometry: Any) -> Note:
    geometry = {
        "page": 1,
        "color": "#d02020",
        "width": 2.0,
        "author": "港 一郎",
        "id": NoteId(f"note-{kind}"),
    } | geometry
    return Note(material=MaterialId("m"), revision=RevisionId("r"), kind=kind, created_at=NOW, **geometry)


NOTES = {
    "ink": (note(NoteKind.INK, strokes=(((100, 200, 0.5), (180, 200, 0.5), (180, 230, 0.5)),)), (99, 199, 181, 231)),
    "highlight": (note(NoteKind.HIGHLIGHT, color="#20a0ff", boxes=((120, 300, 220, 314),)), (120, 300, 220, 314)),
    "sticky": (note(NoteKind.STICKY, at=(150, 150), text="確認"), (150, 150, 170, 170)),
    "text": (note(NoteKind.TEXT, width=16, box=(100, 240, 180, 262), text="予算減額"), (101, 243, 163, 257.5)),
    "line": (note(NoteKind.SHAPE, shape=ShapeKind.LINE, points=((80, 120), (200, 160))), (79, 119, 201, 161)),
    "box": (note(NoteKind.SHAPE, shape=ShapeKind.BOX, points=((200, 170), (90, 110))), (89, 109, 201, 171)),
    "ellipse": (note(NoteKind.SHAPE, shape=ShapeKind.ELLIPSE, points=((90, 110), (200, 170))), (89, 109, 201, 171)),
    "bookmark": (note(NoteKind.BOOKMARK, text="ここから"), None),
}
ARROW = note(NoteKind.SHAPE, id=NoteId("arrow"), shape=ShapeKind.ARROW, points=((80, 120), (200, 160)))


SETTINGS = [
    (0, None),
    (90, None),
    (180, None),
    (270, None),
    (0, (50, 40, 450, 600)),
    (90, (50, 40, 450, 600)),
    (270, (30, 60, 480, 700)),
]


@pytest.mark.parametrize(("rotation", "crop"), SETTINGS)
@pytest.mark.parametrize("kind", [kind for kind, (_, box) in NOTES.items() if box])
def test_another_engine_sees_each_note_where_it_was_made(
    engine: PdfEngine, papers: Any, tmp_path: Path, kind: str, rotation: int, crop: tuple[float, ...] | None
) -> None:
    before, out = tmp_path / "資料.pdf", tmp_path / "書き込み.pdf"
    before.write_bytes(papers.paper(rotation=rotation, crop=crop))
    made, expected = NOTES[kind]
    assert engine.export(before, [made], out, author="港 一郎", name="資料.pdf") == 1
    seen = difference(drawn(before), drawn(out))
    assert seen is not None
    assert seen == pytest.approx(expected, abs=2), kind


def test_every_kind_is_counted_signed_and_dated(engine: PdfEngine, papers: Any, tmp_path: Path) -> None:
    notes = [made for made, _ in NOTES.values()] + [ARROW]
    unique = [Note(**(vars(each) | {"id": NoteId(f"id-{number}")})) for number, each in enumerate(notes)]
    out = tmp_path / "out.pdf"
    assert engine.export(papers.paper(), unique, out, author="x", name="a.pdf") == len(unique)
    page = pymupdf.open(out)[0]
    annotations = {each.info["id"]: each for each in page.annots()}
    assert set(annotations) == {each.id for each in unique}
    kinds = sorted(each.type[1] for each in annotations.values())
    assert kinds == ["Circle", "FreeText", "Highlight", "Ink", "Line", "Line", "Square", "Text", "Text"]
    first = annotations["id-0"].info
    assert (first["title"], first["modDate"], first["creationDate"]) == (
        "港 一郎",
        "D:20261123093000Z",
        "D:20261123093000Z",
    )
    contents = [each.info["content"] for each in annotations.values()]
    assert "確認" in contents
    assert "しおり ここから" in contents


def test_the_pen_is_thicker_where_it_was_pressed(engine: PdfEngine, papers: Any, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    soft = note(NoteKind.INK, id=NoteId("soft"), width=6.0, strokes=(((100, 200, 0.0), (200, 200, 0.0)),))
    hard = note(NoteKind.INK, id=NoteId("hard"), width=6.0, strokes=(((100, 300, 1.0), (200, 300, 1.0)),))
    engine.export(papers.paper(), [soft, hard], out, author="x", name="a.pdf")
    column = drawn(out).column(150 * SCALE)
    thickness = [sum(v < 128 for v in column[(y - 20) * SCALE : (y + 20) * SCALE]) / SCALE for y in (200, 300)]
    assert thickness == pytest.approx([3.0, 9.0], abs=1)


def test_a_marker_lets_the_text_through(engine: PdfEngine, papers: Any, tmp_path: Path) -> None:
    source, out = tmp_path / "a.pdf", tmp_path / "b.pdf"
    source.write_bytes(papers.paper())
    engine.export(
        source, [note(NoteKind.HIGHLIGHT, color="#ffe000", boxes=((38, 46, 160, 66),))], out, author="x", name="a"
    )
    dark = [drawn(path).darker_than(96) for path in (source, out)]
    assert dark[1] == pytest.approx(dark[0], rel=0.2)


@pytest.mark.skipif(which("pdftocairo") is None, reason="poppler's tools are not installed")
def test_poppler_shows_japanese_text_without_a_font_of_its_own(engine: PdfEngine, papers: Any, tmp_path: Path) -> None:
    before, out = tmp_path / "a.pdf", tmp_path / "b.pdf"
    before.write_bytes(papers.paper(rotation=90))
    made, expected = NOTES["text"]
    engine.export(before, [made], out, author="x", name="a")
    for path in (before, out):
        subprocess.run(
            ["pdftocairo", "-png", "-r", str(72 * SCALE), "-singlefile", path, path.with_suffix("")], check=True
        )
    seen = difference(loaded(before.with_suffix(".png")), loaded(out.with_suffix(".png")))
    assert seen == pytest.approx(expected, abs=2)


def test_nothing_that_exists_is_written_over_unless_asked_and_the_source_never(
    engine: PdfEngine, papers: Any, tmp_path: Path
) -> None:
    source, out = tmp_path / "a.pdf", tmp_path / "b.pdf"
    source.write_bytes(papers.paper())
    out.write_bytes(b"mine")
    made = [NOTES["ink"][0]]
    with pytest.raises(FileExists):
        engine.export(source, made, out, author="x", name="a")
    assert out.read_bytes() == b"mine"
    with pytest.raises(FileExists):
        engine.export(source, made, source, author="x", name="a", overwrite=True)
    assert source.read_bytes() == papers.paper() or source.read_bytes()[:5] == b"%PDF-"
    assert engine.export(source, made, out, author="x", name="a", overwrite=True) == 1
    assert out.read_bytes()[:5] == b"%PDF-"


def test_a_failed_export_leaves_nothing(engine: PdfEngine, papers: Any, tmp_path: Path) -> None:
    made = NOTES["ink"][0]
    with pytest.raises(PageUnknown):
        engine.export(papers.paper(), [Note(**(vars(made) | {"page": 9}))], tmp_path / "b.pdf", author="x", name="a")
    with pytest.raises(NoteInvalid):
        engine.export(papers.paper(), [note(NoteKind.TEXT)], tmp_path / "b.pdf", author="x", name="a")
    with pytest.raises(FileMissing):
        engine.export(papers.paper(), [made], tmp_path / "none" / "b.pdf", author="x", name="a")
    with pytest.raises((FileDenied, FileMissing)):
        engine.export(papers.paper(), [made], Path("/proc/b.pdf"), author="x", name="a")
    assert list(tmp_path.iterdir()) == []


def test_a_protected_paper_stays_protected(engine: PdfEngine, papers: Any, tmp_path: Path) -> None:
    out = tmp_path / "b.pdf"
    assert engine.export(papers.locked("foo"), [NOTES["ink"][0]], out, author="x", name="a", password="foo") == 1
    with pytest.raises(PdfPasswordNeeded):
        engine.open(out, name="b.pdf")
    assert drawn(out, "foo") is not None


def test_a_picture_with_notes_leaves_the_open_document_alone(engine: PdfEngine, papers: Any) -> None:
    document = engine.open(papers.paper(), name="a")
    plain, width, height = document.png(1, 1.0)
    noted, *_ = document.png(1, 1.0, [NOTES["box"][0]])
    assert (width, height) == (595, 842)
    assert noted != plain
    assert document.png(1, 1.0)[0] == plain
    document.close()


def test_a_worker_that_dies_while_exporting_leaves_nothing(papers: Any, tmp_path: Path) -> None:
    engine = PdfEngine(Worker("stubborn_engine", name="pdf"))
    with pytest.raises(ExportFailed):
        engine.export(papers.paper(), [NOTES["ink"][0]], tmp_path / "b.pdf", author="x", name="a")
    assert list(tmp_path.iterdir()) == []
    assert engine.failures == 1
    engine.close()


def test_a_marker_of_which_only_the_words_are_known_keeps_no_other_note_back(
    engine: PdfEngine, papers: Any, tmp_path: Path
) -> None:
    out = tmp_path / "out.pdf"
    quoted = note(NoteKind.HIGHLIGHT, quote="民生費")
    assert engine.export(papers.paper(), [quoted, NOTES["sticky"][0]], out, author="x", name="a.pdf") == 2
    with pymupdf.open(out) as written:
        contents = {each.info["content"] for each in written[0].annots()}
    assert contents == {"民生費", "確認"}
