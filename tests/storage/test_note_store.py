"""A note is saved when the call returns; what is there is always what the log says."""

import random
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from dxmeet.domain.annotation import Anchor, Note, NoteId, NoteKind
from dxmeet.domain.history import Deed, replay
from dxmeet.domain.packet import MaterialId, RevisionId
from dxmeet.errors import NoteInvalid, NoteUnknown
from dxmeet.storage.annotations import NoteStore
from dxmeet.storage.database import Database, open_database
from dxmeet.storage.migrations import MIGRATIONS

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
ONE, OTHER = MaterialId("m-1"), MaterialId("m-2")
OLD, NEW = RevisionId("a" * 64), RevisionId("b" * 64)


def sticky(
    name: str, text: str = "確認", *, material: MaterialId = ONE, revision: RevisionId = OLD, page: int = 1
) -> Note:
    return Note(
        NoteId(name), material, revision, page, NoteKind.STICKY, "#ffd54f", 0.0, "山田", NOW, text, at=(10.5, 20.25),
        anchor=Anchor("print", (595.3, 841.9)),
    )  # fmt: skip


@pytest.fixture
def store(database: Database) -> NoteStore:
    return NoteStore(database)


def test_a_note_comes_back_as_it_was(store: NoteStore) -> None:
    ink = Note(
        NoteId("ink"),
        ONE,
        OLD,
        2,
        NoteKind.INK,
        "#D32F2F",
        1.5,
        "山田",
        NOW,
        strokes=(((0.1, 0.2, 0.3), (1 / 3, 2.0, 1.0)),),
    )
    store.change(ONE, (), (sticky("s"), ink), NOW)
    assert store.note(NoteId("ink")) == ink
    assert store.notes(ONE) == [sticky("s"), ink]


def test_notes_of_a_revision_or_a_page(store: NoteStore) -> None:
    a, b, c = sticky("a", page=2), sticky("b", revision=NEW), sticky("c", page=2, revision=NEW)
    d = sticky("d", material=OTHER)
    store.change(ONE, (), (a, b, c), NOW)
    store.change(OTHER, (), (d,), NOW)
    assert store.notes(ONE) == [b, a, c]
    assert store.notes(ONE, NEW) == [b, c]
    assert store.notes(ONE, page=2) == [a, c]
    assert store.notes(ONE, NEW, 2) == [c]
    assert store.counts() == {ONE: 3, OTHER: 1}


def test_every_change_is_an_entry(store: NoteStore) -> None:
    first, edited = sticky("s"), sticky("s", "済")
    numbers = [
        store.change(ONE, (), (first,), NOW),
        store.change(ONE, (first,), (edited,), NOW),
        store.change(ONE, (edited,), (), NOW),
        store.change(ONE, (), (edited,), NOW + timedelta(seconds=1), undoes=3),
    ]
    log = store.log(ONE)
    assert [change.number for change in log] == numbers == sorted(set(numbers))
    assert [(change.before, change.after, change.undoes) for change in log] == [
        ((), (first,), None),
        ((first,), (edited,), None),
        ((edited,), (), None),
        ((), (edited,), 3),
    ]
    assert log[3].at == NOW + timedelta(seconds=1)
    assert store.log(OTHER) == []


def test_what_is_gone_cannot_be_changed(store: NoteStore) -> None:
    store.change(ONE, (), (sticky("here"),), NOW)
    with pytest.raises(NoteUnknown) as caught:
        store.change(ONE, (sticky("here"), sticky("gone")), (), NOW)
    assert caught.value.facts == {"note": "gone"}
    with pytest.raises(NoteUnknown):
        store.note(NoteId("gone"))
    assert store.notes(ONE) == [sticky("here")]
    assert len(store.log(ONE)) == 1


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        (sticky("taken"), "id"),
        (sticky("x", material=OTHER), "material"),
        (replace(sticky("x"), page=0), "page"),
        (replace(sticky("x"), at=(float("nan"), 0.0)), "at"),
        (replace(sticky("x"), at=None), "at"),
        (replace(sticky("x"), quote="lost"), "geometry"),
    ],
)
def test_a_note_that_cannot_be_kept_is_refused(store: NoteStore, note: Note, reason: str) -> None:
    store.change(ONE, (), (sticky("taken"),), NOW)
    with pytest.raises(NoteInvalid) as caught:
        store.change(ONE, (), (sticky("fine"), note), NOW)
    assert caught.value.facts == {"reason": reason}
    assert store.notes(ONE) == [sticky("taken")]
    assert len(store.log(ONE)) == 1


def test_another_materials_note_cannot_be_taken_away(store: NoteStore) -> None:
    store.change(OTHER, (), (sticky("s", material=OTHER),), NOW)
    with pytest.raises(NoteInvalid):
        store.change(ONE, (sticky("s"),), (), NOW)
    assert store.counts() == {OTHER: 1}


def test_the_log_remembers_what_was_really_there(store: NoteStore) -> None:
    store.change(ONE, (), (sticky("s", "first"),), NOW)
    store.change(ONE, (sticky("s", "first"),), (sticky("s", "by another window"),), NOW)
    store.change(ONE, (sticky("s", "first"),), (), NOW)  # this window had not seen that
    assert store.log(ONE)[-1].before == (sticky("s", "by another window"),)


def test_two_stores_see_each_others_changes(tmp_path: Path) -> None:
    databases = [open_database(tmp_path / "dxmeet.db", bytes(32), MIGRATIONS) for _ in range(2)]
    window, command = map(NoteStore, databases)
    window.change(ONE, (), (sticky("a"),), NOW)
    assert len(command.log(ONE)) == len(window.log(ONE)) == 1
    command.change(ONE, (), (sticky("b"),), NOW)
    assert len(command.log(ONE)) == len(window.log(ONE)) == 2
    assert window.notes(ONE) == command.notes(ONE) == [sticky("a"), sticky("b")]
    for database in databases:
        database.close()


def test_a_log_read_inside_a_transaction_that_failed_is_forgotten(store: NoteStore, database: Database) -> None:
    def written_and_given_up() -> None:
        store.change(ONE, (), (sticky("a"),), NOW)
        assert len(store.log(ONE)) == 1
        raise KeyError

    with pytest.raises(KeyError), database.transaction():
        written_and_given_up()
    assert store.log(ONE) == []
    store.change(ONE, (), (sticky("b"),), NOW)
    assert [change.after for change in store.log(ONE)] == [(sticky("b"),)]


def test_a_review_is_one_step_and_its_last_decision_can_be_taken_back_alone(store: NoteStore) -> None:
    a, b = sticky("a"), sticky("b")
    store.change(ONE, (), (a, b), NOW)
    decided = [replace(each, text="ここ") for each in (a, b)]
    for before, after in zip((a, b), decided, strict=True):
        store.change(ONE, (before,), (after,), NOW, deed=Deed.REVIEW)
    assert store.undo(ONE, OLD, NOW, only=Deed.REVIEW) is not None
    assert store.notes(ONE) == [decided[0], b]
    store.change(ONE, (b,), (decided[1],), NOW, deed=Deed.REVIEW)
    store.undo(ONE, OLD, NOW)
    assert store.notes(ONE) == [a, b]
    assert store.undo(ONE, OLD, NOW, only=Deed.REVIEW) is None, "writing is not a decision"
    store.redo(ONE, OLD, NOW)
    assert store.notes(ONE) == decided


def test_what_was_typed_in_one_go_is_one_step_and_the_next_time_another(store: NoteStore) -> None:
    words = [sticky("s", text) for text in ("財", "財源", "財源は", "財源は基金", "財源は基金？")]
    store.change(ONE, (), (words[0],), NOW)
    store.change(ONE, (words[0],), (words[1],), NOW, deed=Deed.TYPE)
    store.change(ONE, (words[1],), (words[2],), NOW, deed=Deed.TYPE)
    store.change(ONE, (words[2],), (words[3],), NOW)
    store.change(ONE, (words[3],), (words[4],), NOW, deed=Deed.TYPE)
    for _ in range(2):
        assert store.notes(ONE) == [words[4]]
        store.undo(ONE, OLD, NOW)
        assert store.notes(ONE) == [words[2]]
        store.undo(ONE, OLD, NOW)
        assert store.notes(ONE) == []
        assert store.undo(ONE, OLD, NOW) is None
        store.redo(ONE, OLD, NOW)
        assert store.notes(ONE) == [words[2]]
        store.redo(ONE, OLD, NOW)
    assert store.redo(ONE, OLD, NOW) is None


def by_name(notes: list[Note]) -> list[Note]:
    return sorted(notes, key=lambda note: note.id)


class NotesAndTheirLog(RuleBasedStateMachine):
    """Adds, edits, removes, carries over, restores, undoes, redoes and restarts in any order: present == replay of the log, at every step."""

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "dxmeet.db"
        self.made = 0
        self.behind: list[tuple[list[Note], Deed]] = []
        self.ahead: list[tuple[list[Note], Deed]] = []
        self.open()

    def open(self) -> None:
        self.database = open_database(self.path, bytes(32), MIGRATIONS)
        self.store = NoteStore(self.database)

    def change(self, before: list[Note], after: list[Note], deed: Deed = Deed.WRITE) -> None:
        if not (
            deed is Deed.REVIEW and self.behind and self.behind[-1][1] is deed
        ):  # a review is one step, however long
            self.behind.append((self.store.notes(ONE), deed))
        self.ahead.clear()
        self.store.change(ONE, before, after, NOW, deed=deed)

    @rule(count=st.integers(1, 3))
    def add(self, count: int) -> None:
        self.made += count
        self.change([], [sticky(f"n{self.made - number}") for number in range(count)])

    @rule(choice=st.randoms(use_true_random=False), text=st.text("あいう", max_size=3))
    def edit(self, choice: random.Random, text: str) -> None:
        present = self.store.notes(ONE)
        if present:
            old = choice.choice(present)
            self.change([old], [replace(old, text=text)])

    @rule(choice=st.randoms(use_true_random=False), pieces=st.lists(st.text("あいう", max_size=3), max_size=3))
    def type(self, choice: random.Random, pieces: list[str]) -> None:
        """Into a new sticky or one that is there, saved now and then on the way: one step."""
        present = self.store.notes(ONE)
        if present and choice.random() < 0.5:
            note = choice.choice(present)
            self.change([note], [replace(note, text="")])
        else:
            self.made += 1
            note = sticky(f"n{self.made}")
            self.change([], [note])
        for text in pieces:
            [note] = [each for each in self.store.notes(ONE) if each.id == note.id]
            self.store.change(ONE, [note], [replace(note, text=text)], NOW, deed=Deed.TYPE)

    @rule(choice=st.randoms(use_true_random=False))
    def remove(self, choice: random.Random) -> None:
        present = self.store.notes(ONE)
        if present:
            self.change(choice.sample(present, choice.randint(1, len(present))), [])

    @rule()
    def carry(self) -> None:
        """Every note of the old revision onto the new one, as the program does: a step that no undo knows of."""
        carried: list[Note] = []
        for note in self.store.notes(ONE, OLD):
            self.made += 1
            carried.append(replace(note, id=NoteId(f"c{self.made}"), revision=NEW))
        if carried:
            self.store.change(ONE, [], carried, NOW, deed=Deed.CARRY)
            for state, _ in (*self.behind, *self.ahead):
                state.extend(carried)

    @rule(choice=st.randoms(use_true_random=False), x=st.integers(0, 500))
    def decide(self, choice: random.Random, x: int) -> None:
        """A note is put elsewhere in a review."""
        present = self.store.notes(ONE)
        if present:
            old = choice.choice(present)
            self.change([old], [replace(old, at=(float(x), 20.0))], Deed.REVIEW)

    @rule(chance=st.integers(0, 1000), revision=st.sampled_from([None, OLD, NEW]))
    def restore(self, chance: int, revision: RevisionId | None) -> None:
        log, before = self.store.log(ONE), self.store.notes(ONE)
        number = chance % (len(log) + 1)
        if self.store.restore(ONE, number, revision, NOW) is not None:
            self.behind.append((before, Deed.RESTORE))
            self.ahead.clear()
        then = replay(log[:number]).values()
        here = [note for note in self.store.notes(ONE) if revision in (None, note.revision)]
        assert sorted(note.id for note in here) == sorted(n.id for n in then if revision in (None, n.revision))

    @rule()
    def undo(self) -> None:
        before = self.store.notes(ONE)
        assert (self.store.undo(ONE, None, NOW) is not None) == bool(self.behind)
        if self.behind:
            state, deed = self.behind.pop()
            self.ahead.append((before, deed))
            assert by_name(self.store.notes(ONE)) == by_name(state)

    @rule()
    def redo(self) -> None:
        before = self.store.notes(ONE)
        assert (self.store.redo(ONE, None, NOW) is not None) == bool(self.ahead)
        if self.ahead:
            state, deed = self.ahead.pop()
            self.behind.append((before, deed))
            assert by_name(self.store.notes(ONE)) == by_name(state)

    @rule()
    def restart(self) -> None:
        self.database.close()
        self.open()

    @invariant()
    def present_is_the_log_replayed(self) -> None:
        if hasattr(self, "store"):
            assert {note.id: note for note in self.store.notes(ONE)} == replay(self.store.log(ONE))

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.database.close()
            self.folder.cleanup()


NotesAndTheirLog.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestNotesAndTheirLog = NotesAndTheirLog.TestCase
