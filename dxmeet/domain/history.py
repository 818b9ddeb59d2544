"""What was done to a material's notes, in order, and from that alone: what is there now, what can be undone and redone.

An undo is itself an entry of the log, which says what it undoes; a redo undoes an undo. So both survive a restart:

    number   1      2      3             4             5             6
    entry    add a  add b  undoes 2      undoes 3      undoes 4      add c
             ────── ────── ───────────── ───────────── ───────────── ──────────────────────
    undo →   1      2      1             4 (b again)   1             6
    redo →   –      –      3             –             5             – (a new change clears it)
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from dxmeet.domain.annotation import Note, NoteId


@dataclass(frozen=True)
class Change:
    """One entry: the notes of ``before`` were replaced by those of ``after``; ``undoes`` is the number of the entry that
    this one took back."""

    number: int
    before: tuple[Note, ...]
    after: tuple[Note, ...]
    at: datetime
    undoes: int | None = None


def undo_candidate(log: Sequence[Change]) -> Change | None:
    """The entry that an undo takes back: its ``after`` becomes its ``before``, by an entry that ``undoes`` it."""
    done, _ = _stacks(log)
    return done[-1] if done else None


def redo_candidate(log: Sequence[Change]) -> Change | None:
    """The undo that a redo takes back, in the same way."""
    _, undone = _stacks(log)
    return undone[-1] if undone else None


def replay(log: Iterable[Change]) -> dict[NoteId, Note]:
    """The notes that are there after all of it."""
    present: dict[NoteId, Note] = {}
    for change in log:
        for note in change.before:
            present.pop(note.id, None)
        present.update((note.id, note) for note in change.after)
    return present


def _stacks(log: Sequence[Change]) -> tuple[list[Change], list[Change]]:
    """The entries that can be undone and those that can be redone, the next one last."""
    done: list[Change] = []
    undone: list[Change] = []
    for change in log:
        if change.undoes is not None and done and done[-1].number == change.undoes:
            done.pop()
            undone.append(change)
        elif change.undoes is not None and undone and undone[-1].number == change.undoes:
            undone.pop()
            done.append(change)
        else:
            done.append(change)
            undone.clear()
    return done, undone
