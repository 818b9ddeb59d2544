"""The list of notes that is taken away: in words, of one material or of all, as text and on paper."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pymupdf
from test_carrying import PACKET, PAPER, Terminal, paper, terminal  # noqa: F401 - a fixture

from dxmeet.domain.annotation import Note, NoteId, NoteKind
from dxmeet.domain.notelist import as_text
from dxmeet.domain.packet import Material, MaterialId, Packet, Revision, RevisionId, State
from dxmeet.domain.page import PageSize
from dxmeet.services.notelist import note_list

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)


def material(name: str, pages: int) -> Material:
    revision = Revision(RevisionId(name), 1, (PageSize(595, 842),) * pages)
    return Material(MaterialId(name), PACKET.id, 1, name, f"{name}.pdf", State.READY, revision=revision)


FIRST, SECOND = material("次第", 3), material("資料1", 5)
WHOLE: Packet = replace(PACKET, title="庁議", materials=(FIRST, SECOND))


def note(of: Material, page: int, kind: NoteKind, **more: Any) -> Note:
    assert of.revision is not None
    named = f"{of.id}{page}{kind}"
    return Note(NoteId(named), of.id, of.revision.id, page, kind, "#d02020", 1.0, "佐藤", NOW, **more)


NOTES = [
    note(SECOND, 2, NoteKind.HIGHLIGHT, quote="避難所の\n備蓄品", boxes=((0, 0, 1, 1),)),
    note(SECOND, 2, NoteKind.INK, strokes=(((0, 0, 0.5),),)),
    note(SECOND, 1, NoteKind.STICKY, at=(0, 0), text="要確認"),
]


def test_one_material_in_words() -> None:
    told = as_text(note_list(WHOLE, [(SECOND, NOTES)], NOW, whole=False))
    assert told == (
        "庁議 資料1\n\n1ページ\n・付箋: 要確認\n\n2ページ\n・マーカー: 「避難所の 備蓄品」\n・手書き・図形など 1件\n"
    )


def test_a_whole_meeting_counts_its_pages_through_and_leaves_out_what_has_no_notes() -> None:
    told = as_text(note_list(WHOLE, [(FIRST, []), (SECOND, NOTES)], NOW, whole=True))
    assert told.startswith("庁議 の書き込み\n\n■ 資料1\n1ページ（通し4）\n")
    assert "次第" not in told


def test_on_paper_every_word_is_there_and_no_line_leaves_the_page(terminal: Terminal) -> None:  # noqa: F811
    long = [
        note(SECOND, page, NoteKind.TEXT, box=(0, 0, 1, 1), text=f"{page}番の意見。" + "長い文" * 60)
        for page in range(1, 60)
    ]
    content = terminal.engine.note_list(note_list(WHOLE, [(SECOND, [*NOTES, *long])], NOW, whole=True))
    with pymupdf.open("pdf", content) as document:
        words = "".join("".join(page.get_text().split()) for page in document)
        assert document.page_count > 5
        for page in document:
            assert page.rect.contains(pymupdf.Rect(page.get_text("blocks")[0][:4]))
            assert max(block[3] for block in page.get_text("blocks")) < page.rect.y1
    for each in ("庁議の書き込み", "2026年11月25日", "「避難所の備蓄品」", "59番の意見。", "59ページ（通し62）"):
        assert each in words
    with pymupdf.open("pdf", terminal.engine.note_list(note_list(WHOLE, [(FIRST, [])], NOW, whole=True))) as none:
        assert "書き込みはありません" in none[0].get_text()


def test_the_list_is_written_beside_nothing_else(terminal: Terminal, tmp_path: Any) -> None:  # noqa: F811
    revision = terminal.take(paper())
    terminal.write(revision, 2)
    for name, start in (("list.pdf", b"%PDF-"), ("list.txt", "庁議 資料1".encode())):
        assert terminal.annotating.write_list(PAPER, tmp_path / name, whole=False) == 1
        assert (tmp_path / name).read_bytes().startswith(start)
    assert terminal.annotating.write_list(PAPER, tmp_path / "whole.pdf", whole=True) == 1
