"""Undo and redo as a reader knows them, read from the log alone."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from dxmeet.domain.annotation import Note, NoteId, NoteKind
from dxmeet.domain.history import Change, redo_candidate, replay, undo_candidate
from dxmeet.domain.packet import MaterialId, RevisionId

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)


def bookmark(name: str) -> Note:
    return Note(NoteId(name), MaterialId("m"), RevisionId("r"), 1, NoteKind.BOOKMARK, "#d32f2f", 0.0, "山田", NOW)


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
