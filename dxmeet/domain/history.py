"""What was done to a material's notes, in order, and from that alone: what is there now, what can be undone and redone.

An undo is itself an entry of the log, which says what it undoes; a redo undoes an undo. So both survive a restart:

    number   1      2      3             4             5             6
    entry    add a  add b  undoes 2      undoes 3      undoes 4      add c
             ────── ────── ───────────── ───────────── ───────────── ──────────────────────
    undo →   1      2      1             4 (b again)   1             6
    redo →   –      –      3             –             5             – (a new change clears it)

Each revision has such a pair of stacks of its own, so that nobody undoes what they do not see. An entry whose notes lie on
two revisions stands in the stacks of both, and is undone or redone only while it is the next one in each of them:

    number   1 (old)   2 (old and new)   3 (old)        undo on the new revision: 2, until 3 came; 2 again once 3 is undone

What the program does of itself, carrying notes over to a new revision, stands in no stack: nobody undoes what they did not
do, and it clears nothing that they can redo. It adds notes, and touches none on that revision that a reader has touched
there, so that what is undone and redone around it fits as before.

Decisions about where notes belong, made one after another while a replaced material is reviewed, are one step: each is an
entry of its own, saved when it is made, and an undo takes all of them back together, a redo does all of them again. So are
the words of a note that are saved while they are being typed: each further piece goes with what was typed before it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dxmeet.domain.annotation import Note, NoteId
from dxmeet.domain.packet import RevisionId


class Deed(StrEnum):
    """What was done in one step, where it is more than writing; ``CARRY`` is the program's own."""

    WRITE = "write"
    CARRY = "carry"
    RESTORE = "restore"
    IMPORT = "import"
    REVIEW = "review"
    TYPE = "type"
    """Goes on with the entry before it, on the same note."""


@dataclass(frozen=True)
class Change:
    """One entry: the notes of ``before`` were replaced by those of ``after``; ``undoes`` is the number of the entry that
    this one took back."""

    number: int
    before: tuple[Note, ...]
    after: tuple[Note, ...]
    at: datetime
    undoes: int | None = None
    deed: Deed = Deed.WRITE

    @property
    def revisions(self) -> frozenset[RevisionId]:
        """Where its notes lie."""
        return frozenset(note.revision for note in (*self.before, *self.after))


class History:
    """A log read entry by entry, oldest first; what follows from it is known at every moment, at the cost of one entry."""

    def __init__(self, log: Iterable[Change] = ()) -> None:
        self.log: list[Change] = []
        self._present: dict[NoteId, Note] = {}
        self._stacks: dict[RevisionId | None, _Stacks] = {None: _Stacks()}
        for change in log:
            self.add(change)

    def add(self, change: Change) -> None:
        self.log.append(change)
        for note in change.before:
            self._present.pop(note.id, None)
        self._present.update((note.id, note) for note in change.after)
        for revision in (None, *change.revisions):
            self._stacks.setdefault(revision, _Stacks()).add(change)

    @property
    def present(self) -> dict[NoteId, Note]:
        """The notes that are there after all of it."""
        return dict(self._present)

    def undo_candidate(self, revision: RevisionId | None = None) -> Change | None:
        """The entry that an undo takes back: its ``after`` becomes its ``before``, by an entry that ``undoes`` it.

        Of all revisions where none is named.
        """
        return next(iter(self.undo_step(revision)), None)

    def redo_candidate(self, revision: RevisionId | None = None) -> Change | None:
        """The undo that a redo takes back, in the same way."""
        return next(iter(self.redo_step(revision)), None)

    def undo_step(self, revision: RevisionId | None = None) -> list[Change]:
        """What an undo takes back, newest first: one entry, or the decisions of a review, or all that was typed in one go;
        empty where there is none."""
        return self._step(revision, undone=False)

    def redo_step(self, revision: RevisionId | None = None) -> list[Change]:
        """What a redo takes back, in the same way."""
        return self._step(revision, undone=True)

    def restoring(
        self, number: int, revision: RevisionId | None = None
    ) -> tuple[tuple[Note, ...], tuple[Note, ...]] | None:
        """(before, after) of the step that brings the notes back to how they were after entry ``number`` (0: none yet).

        Only those of ``revision`` where given; None when they are already so.
        """
        then = replay(change for change in self.log if change.number <= number)
        before = tuple(note for key, note in self._present.items() if _of(note, revision) and then.get(key) != note)
        after = tuple(note for key, note in then.items() if _of(note, revision) and self._present.get(key) != note)
        # A note that lay on another revision then would come back there, beside the one that is here now.
        clash = {note.id for note in after} & (self._present.keys() - {note.id for note in before})
        after = tuple(note for note in after if note.id not in clash)
        return (before, after) if before or after else None

    def _step(self, revision: RevisionId | None, *, undone: bool) -> list[Change]:
        found: list[Change] = []
        taken: Counter[RevisionId | None] = Counter()
        while True:
            entry = self._top(revision, taken, undone=undone)
            if entry is None or not self._free(entry, taken, undone=undone):
                return found
            if found and not _together(found[-1], entry, undone=undone):
                return found
            found.append(entry)
            taken.update((None, *entry.revisions))

    def _top(self, revision: RevisionId | None, taken: "Counter[RevisionId | None]", *, undone: bool) -> Change | None:
        """The next entry of a stack, when so many were taken off it."""
        stacks = self._stacks.get(revision)
        stack = (stacks.undone if undone else stacks.done) if stacks else []
        return stack[-1 - taken[revision]] if len(stack) > taken[revision] else None

    def _free(self, entry: Change, taken: "Counter[RevisionId | None]", *, undone: bool) -> bool:
        """Whether nothing newer on another of its revisions stands on it."""
        tops = [self._top(revision, taken, undone=undone) for revision in entry.revisions]
        return all(top is not None and top.number == entry.number for top in tops)


def replay(log: Iterable[Change]) -> dict[NoteId, Note]:
    """The notes that are there after all of it."""
    present: dict[NoteId, Note] = {}
    for change in log:
        for note in change.before:
            present.pop(note.id, None)
        present.update((note.id, note) for note in change.after)
    return present


def _together(taken: Change, next_: Change, *, undone: bool) -> bool:
    """Whether the next entry of a stack is of one step with the one that was taken off it."""
    if taken.deed is next_.deed is Deed.REVIEW:
        return True
    later = next_ if undone else taken
    return later.deed is Deed.TYPE and _names(taken) == _names(next_)


def _names(change: Change) -> set[NoteId]:
    return {note.id for note in (*change.before, *change.after)}


class _Stacks:
    """The entries that can be undone and those that can be redone, the next one last."""

    def __init__(self) -> None:
        self.done: list[Change] = []
        self.undone: list[Change] = []

    def add(self, change: Change) -> None:
        if change.deed is Deed.CARRY:
            if change.undoes is not None:  # earlier programs could; what was done to those notes is at an end
                self.done.clear()
                self.undone.clear()
        elif change.undoes is not None and self.done and self.done[-1].number == change.undoes:
            self.done.pop()
            self.undone.append(change)
        elif change.undoes is not None and self.undone and self.undone[-1].number == change.undoes:
            self.undone.pop()
            self.done.append(change)
        else:
            self.done.append(change)
            self.undone.clear()


def _of(note: Note, revision: RevisionId | None) -> bool:
    return revision is None or note.revision == revision
