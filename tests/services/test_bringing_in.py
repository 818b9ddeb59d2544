"""What a PDF carries is listed once, though another program has written the PDF anew."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pymupdf
import pypdfium2
import pytest
from test_carrying import PAPER, Terminal, paper, terminal  # noqa: F401 - a fixture

from dxmeet.domain.annotation import Note
from dxmeet.domain.packet import Material, MaterialId, Packet
from dxmeet.services.annotating import Annotating


class FromTheVault:
    """Lends what the terminal has sealed."""

    def __init__(self, desk: Terminal) -> None:
        self._desk = desk

    def lend(self, material: MaterialId) -> tuple[Packet, Material, bytes]:
        packet, known = self._desk.packets.material(material)
        assert known.revision is not None
        sealed = self._desk.packets.sealed(known.revision.id)
        assert sealed is not None
        return packet, known, self._desk.vault.read(sealed)


@pytest.fixture
def annotating(terminal: Terminal) -> Annotating:  # noqa: F811
    lending: Any = FromTheVault(terminal)
    return Annotating(terminal.notes, terminal.packets, lending, terminal.engine, "佐藤", lambda: datetime.now(UTC))


WRITERS = ("PDFium", "a page before", "without names")


def carrying() -> bytes:
    """Two pages with eight annotations of another program; two are equal, two differ in their page only."""
    with pymupdf.open("pdf", paper()) as document:
        document.new_page()
        page = document[0]
        for _ in range(2):
            page.add_highlight_annot((72, 100, 200, 130))
        page.add_text_annot((300, 300), "ここ")
        page.add_rect_annot((10, 10, 50, 50))
        page.add_ink_annot([[(10, 10), (20, 30)]])
        page.add_line_annot((5, 5), (50, 60))
        page.add_freetext_annot((50, 400, 150, 430), "追記")
        document[1].add_text_annot((300, 300), "ここ")
        return document.tobytes()


def written_anew(content: bytes, writer: str, folder: Path) -> bytes:
    """The same pages by another program: other object numbers, and as the case may be without names and dates."""
    out = folder / "二版.pdf"
    with pymupdf.open("pdf", content) as document:
        if writer == "PDFium":
            pypdfium2.PdfDocument(content).save(out)
            return out.read_bytes()
        if writer == "a page before":
            with pymupdf.open() as other:
                other.new_page()
                other.insert_pdf(document)
                return other.tobytes(garbage=4, clean=True)
        for xref in range(1, document.xref_length()):
            if document.xref_get_key(xref, "Type")[1] == "/Annot":
                for key in ("NM", "M", "T", "CreationDate", "DXMeetNote"):
                    document.xref_set_key(xref, key, "null")
        return document.tobytes(garbage=4)


def test_a_mark_is_brought_once_and_equal_marks_stay_as_many(terminal: Terminal, annotating: Annotating) -> None:  # noqa: F811
    revision = terminal.take(carrying())
    assert annotating.bring_in(PAPER)[0] == 8
    assert annotating.bring_in(PAPER)[0] == 0
    assert len(terminal.on(revision)) == 8
    assert all(note.printed for note in terminal.on(revision))


@pytest.mark.parametrize("writer", WRITERS)
def test_what_another_program_has_written_anew_is_the_same_notes(
    terminal: Terminal,  # noqa: F811
    annotating: Annotating,
    tmp_path: Path,
    writer: str,
) -> None:
    terminal.take(carrying())
    annotating.bring_in(PAPER)
    known = {note.id for note in annotating.notes(PAPER)}
    second = terminal.take(written_anew(carrying(), writer, tmp_path))
    terminal.carrying.carry(PAPER)
    assert annotating.bring_in(PAPER)[0] == 0
    assert annotating.bring_in(PAPER)[0] == 0
    assert {note.id for note in annotating.notes(PAPER)} == known
    assert {note.id for note in terminal.on(second)} == known
    assert all(note.printed for note in terminal.on(second))
    annotating.undo(PAPER)
    assert len(annotating.notes(PAPER)) == 8, "one step, which can be taken back"


@pytest.mark.parametrize("writer", WRITERS)
def test_an_export_that_comes_back_as_the_paper_brings_none_of_its_notes(
    terminal: Terminal,  # noqa: F811
    annotating: Annotating,
    tmp_path: Path,
    writer: str,
) -> None:
    first = terminal.take(paper())
    plain = [
        {"kind": "ink", "page": 1, "strokes": [[[80, 130, 0.5], [200, 131, 0.6]]]},
        {"kind": "sticky", "page": 1, "at": [300, 200], "text": "要確認"},
        {"kind": "text", "page": 1, "box": [50, 300, 250, 340], "text": "ここ"},
        {"kind": "highlight", "page": 1, "boxes": [[80, 110, 200, 124]], "quote": "防災計画"},
    ]
    written: list[Note] = [annotating.fresh(PAPER, first, 1, each) for each in plain]
    annotating.add(*written)
    out = tmp_path / "out.pdf"
    assert annotating.export(PAPER, out) == 4
    terminal.take(written_anew(out.read_bytes(), writer, tmp_path))
    assert annotating.bring_in(PAPER)[0] == 0
    terminal.carrying.carry(PAPER)
    assert annotating.bring_in(PAPER)[0] == 0
