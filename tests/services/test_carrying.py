"""Notes go with their material: carried once, from where a reader put them, and never lost."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from dxmeet.domain.annotation import Note, NoteId, NoteKind, Outcome
from dxmeet.domain.packet import Kind, Material, MaterialId, Packet, PacketId, Revision, Source, State
from dxmeet.pdf.client import PdfEngine
from dxmeet.services.annotating import Annotating
from dxmeet.services.archive import Archive
from dxmeet.services.carrying import Carrying
from dxmeet.services.reviewing import Reviewing
from dxmeet.storage.annotations import NoteStore
from dxmeet.storage.carryings import CarryingStore
from dxmeet.storage.database import open_database
from dxmeet.storage.migrations import MIGRATIONS
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.vault import Vault
from dxmeet.workers import Worker

NOON = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
PACKET = Packet(PacketId("p"), Kind.MEETING, "庁議", None, "会議/庁議", Source.FOLDER)
PAPER = MaterialId("m")
LINES = (
    "防災計画の見直しについて",
    "避難所の備蓄品を更新する",
    "公共交通の路線を再編する",
    "保育所の定員を拡大する",
    "財源は基金から繰り入れる",
)


def paper(*lines: str, down: float = 0.0, front: bool = False) -> bytes:
    """One page of lines, ``down`` points lower; ``front``: behind a cover."""
    document: Any = pymupdf.open()
    if front:
        document.new_page().insert_text((200, 300), "表紙 令和八年度 定例会", fontname="japan", fontsize=20)
    page = document.new_page()
    for number, words in enumerate(lines or LINES):
        page.insert_text((80, 120 + down + 40 * number), f"{number + 1} {words}", fontname="japan", fontsize=12)
    return document.tobytes()


class NothingExpires:
    def check(self, packet: Packet, material: MaterialId) -> None:
        pass


@dataclass
class Terminal:
    """A profile without a share: revisions are handed to it."""

    packets: PacketStore
    vault: Vault
    engine: PdfEngine
    notes: NoteStore
    annotating: Annotating
    carrying: Carrying
    reviewing: Reviewing

    def take(self, content: bytes) -> Revision:
        revision = self.engine.inspect(content, name="資料1.pdf")
        sealed = self.vault.seal(iter([content]))
        self.packets.add_revision(PAPER, revision, sealed, {}, NOON)
        return revision

    def write(self, revision: Revision, line: int, page: int = 1) -> Note:
        """A line of ink under a line of text."""
        y = 124.0 + 40 * line
        plain = {"kind": "ink", "page": page, "strokes": [[[80, y, 0.5], [200, y + 1, 0.6]]]}
        note = self.annotating.fresh(PAPER, revision, page, plain)
        self.annotating.add(note)
        return note

    def on(self, revision: Revision) -> list[Note]:
        return self.annotating.notes(PAPER, revision.id)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    database = open_database(tmp_path / "dxmeet.db", bytes(32), MIGRATIONS)
    packets, vault = PacketStore(database), Vault(tmp_path / "vault")
    engine = PdfEngine(Worker("dxmeet.pdf.engine", name="inspector", arena_bytes=1 << 22))
    notes, store = NoteStore(database), CarryingStore(database)
    moments = (NOON + timedelta(seconds=n) for n in range(10_000))

    def clock() -> datetime:
        return next(moments)

    unlent: Any = None  # nothing is exported here
    archive = Archive(store, notes, packets, vault, engine, NothingExpires(), clock)
    packets.describe(PACKET, NOON)
    packets.place(Material(PAPER, PACKET.id, 1, "資料1", "資料1.pdf", State.WAITING))
    yield Terminal(
        packets,
        vault,
        engine,
        notes,
        Annotating(notes, packets, unlent, engine, "佐藤", clock),
        Carrying(archive),
        Reviewing(archive, engine),
    )
    engine.close()
    database.close()


def heights(notes: list[Note]) -> list[float]:
    return sorted(round(note.strokes[0][0][1]) for note in notes)


def test_notes_follow_what_they_are_on(terminal: Terminal) -> None:
    old = terminal.take(paper())
    for line in (0, 3):
        terminal.write(old, line)
    new = terminal.take(paper(down=25, front=True))
    result = terminal.carrying.carry(PAPER)
    assert [note.anchor.carried.outcome for note in result.notes if note.anchor.carried] == [Outcome.MOVED] * 2
    assert heights(terminal.on(new)) == [149, 269]
    assert {note.page for note in terminal.on(new)} == {2}
    assert heights(terminal.on(old)) == [124, 244], "the old revision stays readable with its notes"


def test_carrying_again_changes_nothing(terminal: Terminal) -> None:
    old = terminal.take(paper())
    terminal.write(old, 1)
    new = terminal.take(paper(down=10))
    first = terminal.carrying.carry(PAPER)
    log = len(terminal.notes.log(PAPER))
    again = terminal.carrying.carry(PAPER)
    assert (again.notes, again.pages, bool(again.changes)) == (first.notes, first.pages, False)
    assert len(terminal.notes.log(PAPER)) == log
    assert len(terminal.on(new)) == 1


def test_undo_and_redo_know_what_the_reader_did_and_not_what_was_carried(terminal: Terminal) -> None:
    old = terminal.take(paper())
    for line in range(4):
        terminal.write(old, line)
    new = terminal.take(paper(down=10))
    terminal.carrying.carry(PAPER)
    assert not terminal.annotating.can_undo(PAPER, new.id)
    terminal.annotating.undo(PAPER, new.id)
    assert len(terminal.on(new)) == 4
    own = terminal.write(new, 4)
    terminal.annotating.undo(PAPER, new.id)
    terminal.write(old, 4)
    terminal.carrying.follow(PAPER)
    assert terminal.annotating.can_redo(PAPER, new.id), "what comes by itself ends nothing"
    terminal.annotating.redo(PAPER, new.id)
    assert own in terminal.on(new)
    assert len(terminal.on(new)) == 6
    terminal.annotating.undo(PAPER, new.id)
    assert len(terminal.on(new)) == 5
    assert not terminal.annotating.can_undo(PAPER, new.id)


def test_what_is_written_on_the_old_paper_after_it_was_replaced_follows_once(terminal: Terminal) -> None:
    old = terminal.take(paper())
    terminal.write(old, 0)
    new = terminal.take(paper(down=10))
    terminal.carrying.carry_all()
    terminal.write(old, 3)
    assert terminal.carrying.follow(PAPER).notes == {PAPER}
    assert heights(terminal.on(new)) == [134, 254]
    log = len(terminal.notes.log(PAPER))
    assert not terminal.carrying.follow(PAPER)
    assert not terminal.carrying.carry(PAPER).changes
    assert len(terminal.notes.log(PAPER)) == log


def test_the_first_note_on_an_old_paper_follows_where_nothing_was_carried(terminal: Terminal) -> None:
    old = terminal.take(paper())
    terminal.packets.mark_read(PAPER, old.id, NOON)
    new = terminal.take(paper(down=10))
    terminal.carrying.carry_all()
    terminal.write(old, 2)
    terminal.carrying.follow(PAPER)
    assert heights(terminal.on(new)) == [214]


def test_words_changed_on_the_old_paper_follow_until_a_hand_was_on_them_on_the_new_one(terminal: Terminal) -> None:
    old = terminal.take(paper())
    plain = {"kind": "sticky", "page": 1, "at": [100, 160], "text": "財源"}
    sticky = terminal.annotating.fresh(PAPER, old, 1, plain)
    terminal.annotating.add(sticky)
    new = terminal.take(paper(down=10))
    terminal.carrying.carry(PAPER)
    longer = replace(sticky, text="財源は基金")
    terminal.annotating.change([sticky], [longer])
    terminal.carrying.follow(PAPER)
    [there] = terminal.on(new)
    assert (there.text, there.at) == ("財源は基金", (100, 170))
    terminal.annotating.change([there], [replace(there, text="済")])
    terminal.annotating.change([longer], [replace(longer, text="財源は基金と市債")])
    assert not terminal.carrying.follow(PAPER)
    assert [note.text for note in terminal.on(new)] == ["済"]
    terminal.annotating.undo(PAPER, new.id)
    assert [note.text for note in terminal.on(new)] == ["財源は基金"]


def test_words_saved_while_they_are_typed_are_one_moment(terminal: Terminal) -> None:
    old = terminal.take(paper())
    terminal.write(old, 0)
    note = terminal.annotating.fresh(PAPER, old, 1, {"kind": "sticky", "page": 1, "at": [100, 160], "text": "財"})
    terminal.annotating.add(note)
    for text in ("財源", "財源は"):
        typed = replace(note, text=text)
        terminal.annotating.change([note], [typed], goes_on=True)
        note = typed
    moments = terminal.annotating.history(PAPER, old.id)
    assert [(moment.number, moment.deed.value, moment.notes) for moment in moments] == [
        (1, "write", 1),
        (4, "write", 2),
    ]
    terminal.annotating.restore(PAPER, 1, old.id)
    assert len(terminal.on(old)) == 1
    terminal.annotating.undo(PAPER, old.id)
    assert note in terminal.on(old)
    terminal.annotating.undo(PAPER, old.id)
    assert len(terminal.on(old)) == 1


def test_what_a_reader_took_back_or_erased_does_not_come_again_by_itself(terminal: Terminal) -> None:
    old = terminal.take(paper())
    for line in (0, 2):
        terminal.write(old, line)
    new = terminal.take(paper(down=10))
    terminal.carrying.carry(PAPER)
    terminal.annotating.remove(terminal.on(new)[0])
    terminal.annotating.undo(PAPER, new.id)
    terminal.annotating.redo(PAPER, new.id)
    terminal.annotating.restore(PAPER, 0, new.id)
    assert not terminal.carrying.follow(PAPER)
    assert terminal.on(new) == []
    assert len(terminal.carrying.carry(PAPER).notes) == 1, "asked for: the one that was taken back, not the erased one"


def test_a_doubtful_note_that_follows_is_told_of_though_the_review_was_over(terminal: Terminal) -> None:
    old = terminal.take(paper())
    terminal.write(old, 0)
    terminal.take(paper(*LINES[:2], "全く別の新しい内容に差し替えた行", *LINES[3:]))
    terminal.carrying.carry(PAPER)
    terminal.reviewing.finish(terminal.reviewing.open(PAPER))
    terminal.write(old, 4)
    terminal.carrying.follow(PAPER)
    summary = terminal.reviewing.summary(PAPER)
    assert summary is not None
    assert summary.reviewed
    terminal.write(old, 2)
    terminal.carrying.follow(PAPER)
    summary = terminal.reviewing.summary(PAPER)
    assert summary is not None
    assert summary.outcomes[Outcome.REVIEW] + summary.outcomes[Outcome.UNPLACED] == 1
    assert not summary.reviewed


def test_a_third_revision_is_carried_from_where_the_note_was_made(terminal: Terminal) -> None:
    """The second revision lost the line: there the note waits. The third has it again, and so does the note."""
    old = terminal.take(paper())
    note = terminal.write(old, 2)
    second = terminal.take(paper(*LINES[:2], "全く別の新しい内容に差し替えた行", *LINES[3:]))
    terminal.carrying.carry(PAPER)
    assert [
        n.anchor.carried.outcome for n in terminal.carrying.carried_notes(PAPER, second.id) if n.anchor.carried
    ] != [Outcome.KEPT]
    third = terminal.take(paper(down=33))
    result = terminal.carrying.carry(PAPER)
    assert [n.anchor.carried and n.anchor.carried.note for n in result.notes] == [note.id]
    assert heights(terminal.on(third)) == [237]


def test_a_place_that_a_reader_chose_is_a_new_original(terminal: Terminal) -> None:
    old = terminal.take(paper())
    terminal.write(old, 0)
    second = terminal.take(paper(down=5))
    terminal.carrying.carry(PAPER)
    review = terminal.reviewing.open(PAPER)
    terminal.reviewing.place(review.notes[0], second.id, 1, (140.0, 289.5))  # under the last line of the second
    third = terminal.take(paper(down=50))
    terminal.carrying.carry(PAPER)
    assert heights(terminal.on(third)) == [334]


def test_a_note_erased_on_a_later_revision_does_not_come_back(terminal: Terminal) -> None:
    old = terminal.take(paper())
    terminal.write(old, 0)
    second = terminal.take(paper(down=5))
    terminal.carrying.carry(PAPER)
    terminal.annotating.remove(*terminal.on(second))
    third = terminal.take(paper(down=9))
    terminal.carrying.carry(PAPER)
    assert terminal.on(third) == []
    assert len(terminal.on(old)) == 1


def test_a_note_finds_its_place_when_the_old_file_is_erased(terminal: Terminal) -> None:
    old = terminal.take(paper())
    terminal.write(old, 1)
    assert terminal.carrying.anchor(PAPER) == 1
    sealed = terminal.packets.erase_revision(old.id)
    assert sealed is not None
    terminal.vault.erase(sealed)
    new = terminal.take(paper(down=18))
    terminal.carrying.carry(PAPER)
    there = terminal.carrying.carried_notes(PAPER, new.id)
    assert len(there) == 1, "never lost"
    if there[0].anchor.carried and there[0].anchor.carried.outcome is not Outcome.UNPLACED:
        assert heights(there) == [182]


def test_what_is_anchored_is_not_anchored_twice(terminal: Terminal) -> None:
    old = terminal.take(paper())
    terminal.write(old, 1)
    assert (terminal.carrying.anchor(PAPER), terminal.carrying.anchor(PAPER)) == (1, 0)


def test_a_note_left_behind_waits_in_the_tray_and_can_be_put_down_later(terminal: Terminal) -> None:
    old = terminal.take(paper())
    terminal.write(old, 0)
    new = terminal.take(paper(down=12))
    terminal.carrying.carry(PAPER)
    review = terminal.reviewing.open(PAPER)
    terminal.reviewing.leave(review.notes[0], new.id)
    assert terminal.on(new) == []
    waiting = terminal.reviewing.again(review).notes
    assert [note.anchor.carried.outcome for note in waiting if note.anchor.carried] == [Outcome.UNPLACED]
    terminal.reviewing.place(waiting[0], new.id, 1, (140.0, 200.5))
    assert heights(terminal.on(new)) == [200]
    terminal.reviewing.undo(review)
    assert terminal.on(new) == [], "the last decision is taken back"


def test_a_review_is_undone_in_one_step_and_what_was_carried_stays(terminal: Terminal) -> None:
    old = terminal.take(paper())
    for line in (0, 2):
        terminal.write(old, line)
    new = terminal.take(paper(down=12))
    carried = terminal.carrying.carry(PAPER).notes
    review = terminal.reviewing.open(PAPER)
    terminal.reviewing.leave(review.notes[0], new.id)
    terminal.reviewing.place(review.notes[1], new.id, 1, (140.0, 300.5))
    terminal.annotating.undo(PAPER, new.id)
    assert terminal.on(new) == list(carried)
    assert not terminal.reviewing.undo(review), "nothing is left that was decided"
    assert terminal.on(new) == list(carried), "what was carried is no decision"
    terminal.annotating.redo(PAPER, new.id)
    assert heights(terminal.on(new)) == [300]


def test_a_change_of_producer_keeps_every_note(terminal: Terminal) -> None:
    content = paper()
    old = terminal.take(content)
    terminal.write(old, 0)
    document: Any = pymupdf.open("pdf", content)
    document.set_metadata({"producer": "another"})
    new = terminal.take(document.tobytes(garbage=4))
    result = terminal.carrying.carry(PAPER)
    assert new.id != old.id
    assert [pair.match.value for pair in result.pages] == ["same"]
    assert [note.anchor.carried.outcome for note in result.notes if note.anchor.carried] == [Outcome.KEPT]


def test_the_sentence_counts_pages_and_notes(terminal: Terminal) -> None:
    old = terminal.take(paper())
    terminal.write(old, 0)
    terminal.take(paper(down=12, front=True))
    assert terminal.reviewing.summary(PAPER) is None, "not compared yet"
    terminal.carrying.carry_all()
    summary = terminal.reviewing.summary(PAPER)
    assert summary is not None
    assert (summary.changed, summary.inserted, summary.removed, summary.notes) == (1, 1, 0, 1)
    assert summary.outcomes[Outcome.MOVED] == 1


def test_the_log_alone_tells_where_a_carried_note_came_from(terminal: Terminal) -> None:
    old = terminal.take(paper())
    note = terminal.write(old, 0)
    terminal.take(paper(down=12))
    terminal.carrying.carry(PAPER)
    step = terminal.notes.log(PAPER)[-1]
    assert [n.anchor.carried and (n.anchor.carried.note, n.anchor.carried.revision) for n in step.after] == [
        (note.id, old.id)
    ]
    assert replace(step.after[0], id=NoteId("x")).kind is NoteKind.INK
