"""Undo and redo as a reader knows them, read from the log alone."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from dxmeet.domain.annotation import Note, NoteId, NoteKind
from dxmeet.domain.history import Change, Deed, History, replay
from dxmeet.domain.packet import MaterialId, RevisionId

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)


def bookmark(name: str, revision: str = "r") -> Note:
    return Note(NoteId(name), MaterialId("m"), RevisionId(revision), 1, NoteKind.BOOKMARK, "#d32f2f", 0.0, "山田", NOW)


def add(log: list[Change], name: str) -> None:
    log.append(Change(len(log) + 1, (), (bookmark(name),), NOW))


def take_back(log: list[Change], candidate: Change | None) -> bool:
    if candidate is not None:
        log.append(Change(len(log) + 1, candidate.after, candidate.before, NOW, candidate.number))
    return candidate is not None


def undo(log: list[Change]) -> bool:
    return take_back(log, undo_candidate(log))


def redo(log: list[Change]) -> bool:
    return take_back(log, redo_candidate(log))


def undo_candidate(log: list[Change], revision: RevisionId | None = None) -> Change | None:
    return History(log).undo_candidate(revision)


def redo_candidate(log: list[Change], revision: RevisionId | None = None) -> Change | None:
    return History(log).redo_candidate(revision)


def present(log: list[Change]) -> str:
    return "".join(sorted(replay(log)))


def test_an_empty_log_has_nothing_to_undo_or_redo() -> None:
    assert undo_candidate([]) is None
    assert redo_candidate([]) is None


def test_undo_and_redo_go_back_and_forth() -> None:
    log: list[Change] = []
    for name in "abc":
        add(log, name)
    steps = [(undo, "ab"), (undo, "a"), (redo, "ab"), (undo, "a"), (undo, ""), (redo, "a"), (redo, "ab"), (redo, "abc")]
    for step, expected in steps:
        assert step(log)
        assert present(log) == expected
    assert not redo(log)


def test_a_new_change_ends_what_could_be_redone() -> None:
    log: list[Change] = []
    for name in "ab":
        add(log, name)
    undo(log)
    add(log, "c")
    assert not redo(log)
    undo(log)
    undo(log)
    assert present(log) == ""
    assert not undo(log)


def test_the_picture_in_the_docstring() -> None:
    log: list[Change] = []
    seen: list[tuple[int | None, int | None]] = []
    for step in (lambda: add(log, "a"), lambda: add(log, "b"), lambda: undo(log), lambda: redo(log), lambda: undo(log),
                 lambda: add(log, "c")):  # fmt: skip
        step()
        ends = (undo_candidate(log), redo_candidate(log))
        seen.append((ends[0].number if ends[0] else None, ends[1].number if ends[1] else None))
    assert seen == [(1, None), (2, None), (1, 3), (4, None), (1, 5), (6, None)]


def test_an_undo_of_what_is_not_at_the_top_counts_as_a_new_change() -> None:
    log: list[Change] = []
    for name in "ab":
        add(log, name)
    log.append(Change(3, (bookmark("a"),), (), NOW, undoes=1))  # by another window, at the same moment
    candidate = undo_candidate(log)
    assert candidate is not None
    assert candidate.number == 3
    undo(log)
    assert present(log) == "ab"


@given(st.lists(st.sampled_from(["add", "undo", "redo"]), max_size=60))
def test_it_is_like_two_stacks(steps: list[str]) -> None:
    """Against the way a program without a log does it: a stack of states behind, a stack of states ahead."""
    log: list[Change] = []
    behind: list[frozenset[str]] = []
    ahead: list[frozenset[str]] = []
    now: frozenset[str] = frozenset()
    for number, step in enumerate(steps):
        if step == "add":
            add(log, f"n{number}")
            behind, ahead, now = [*behind, now], [], now | {f"n{number}"}
        elif step == "undo":
            assert undo(log) == bool(behind)
            if behind:
                ahead.append(now)
                now = behind.pop()
        else:
            assert redo(log) == bool(ahead)
            if ahead:
                behind.append(now)
                now = ahead.pop()
        assert frozenset(replay(log)) == now


OLD, NEW = RevisionId("old"), RevisionId("new")


def test_a_step_on_two_revisions_is_undone_from_either_while_nothing_stands_on_it() -> None:
    log = [
        Change(1, (), (bookmark("a", "old"),), NOW),
        Change(2, (bookmark("a", "old"),), (bookmark("b", "old"), bookmark("c", "new")), NOW),
    ]
    assert History(log).undo_candidate(OLD) == History(log).undo_candidate(NEW) == log[1]
    log.append(Change(3, (bookmark("b", "old"),), (), NOW))
    assert History(log).undo_candidate(OLD) == log[2]
    assert History(log).undo_candidate(NEW) is None, (
        "what it made on the old revision is gone: undoing it would lose a step"
    )
    log.append(Change(4, (), (bookmark("b", "old"),), NOW, undoes=3))
    assert History(log).undo_candidate(NEW) == log[1]
    log.append(Change(5, log[1].after, log[1].before, NOW, undoes=2))
    assert History(log).redo_candidate(NEW) == log[4]
    log.append(Change(6, (), (bookmark("d", "old"),), NOW))
    assert History(log).redo_candidate(NEW) is None
    assert History(log).redo_candidate(OLD) is None


def test_what_was_carried_is_not_undone_and_takes_nothing_from_undo_and_redo() -> None:
    log = [
        Change(1, (), (bookmark("a", "old"),), NOW),
        Change(2, (), (bookmark("b", "new"),), NOW),
        Change(3, (), (bookmark("c", "new"),), NOW),
        Change(4, (bookmark("c", "new"),), (), NOW, undoes=3),
        Change(5, (), (bookmark("a2", "new"),), NOW, deed=Deed.CARRY),
    ]
    assert History(log).undo_candidate(NEW) == History(log).undo_candidate() == log[1]
    assert History(log).redo_candidate(NEW) == log[3]
    assert History(log[:1] + log[4:]).undo_candidate(NEW) is None
    taken_back = Change(6, (bookmark("a2", "new"),), (), NOW, undoes=5, deed=Deed.CARRY)
    assert History([*log, taken_back]).undo_candidate(NEW) is None, "as an earlier program could"
    assert History([*log, taken_back]).undo_candidate(OLD) == log[0]


def test_restoring_is_a_step_to_how_it_was() -> None:
    log: list[Change] = []
    for name in "abc":
        add(log, name)
    before, after = History(log).restoring(1) or ((), ())
    assert ({note.id for note in before}, after) == ({"b", "c"}, ())
    log.append(Change(4, before, after, NOW))
    assert present(log) == "a"
    assert History(log).restoring(1) is None
    undo(log)
    assert present(log) == "abc"
    assert History(log).restoring(0, NEW) is None


_STEPS = st.tuples(
    st.sampled_from(["add", "both", "remove", "undo", "redo", "restore", "carry", "carry again"]),
    st.sampled_from([OLD, NEW]),
    st.integers(0, 99),
)


@given(st.lists(_STEPS, max_size=40))
def test_whatever_is_done_on_two_revisions_undo_and_redo_always_find_what_they_take_back(
    steps: list[tuple[str, RevisionId, int]],
) -> None:
    log: list[Change] = []
    for number, (step, revision, chance) in enumerate(steps, start=1):
        history = History(log)
        mine = [note for note in history.present.values() if note.revision == revision]
        before: tuple[Note, ...] = ()
        after: tuple[Note, ...] = ()
        undoes = None
        deed = Deed.CARRY if step.startswith("carry") else Deed.RESTORE if step == "restore" else Deed.WRITE
        if step == "carry":
            after = tuple(
                replace(note, id=NoteId(f"{number}{note.id}"), revision=NEW) for note in mine if revision == OLD
            )
        elif step == "carry again":  # of what nobody has touched there
            touched = {note.id for each in log if each.deed is not Deed.CARRY for note in (*each.before, *each.after)}
            before = tuple(note for note in mine if note.id not in touched)
            after = tuple(replace(note, color="#1F5FB0") for note in before)
        elif step in ("add", "both"):
            after = tuple(bookmark(f"{number}{each}", each) for each in ((OLD, NEW) if step == "both" else (revision,)))
        elif step == "remove" and mine:
            before = (mine[chance % len(mine)],)
        elif step in ("undo", "redo"):
            entry = history.undo_candidate(revision) if step == "undo" else history.redo_candidate(revision)
            if entry is not None:
                before, after, undoes = entry.after, entry.before, entry.number
        elif step == "restore":
            before, after = history.restoring(chance % (len(log) + 1), revision) or ((), ())
        if not before and not after:
            continue
        assert all(history.present.get(note.id) == note for note in before)
        left = history.present.keys() - {note.id for note in before}
        assert not left & {note.id for note in after}
        log.append(Change(len(log) + 1, before, after, NOW, undoes, deed))
        assert History(log).present == replay(log)
        if step == "restore":
            then = replay(change for change in log if change.number <= chance % len(log))
            assert {k for k, v in replay(log).items() if v.revision == revision} == {
                k for k, v in then.items() if v.revision == revision
            }
