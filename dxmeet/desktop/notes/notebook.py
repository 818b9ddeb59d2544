"""The notes of the open material: on the page at once, in the database in order, and honest about which it is.

typed ─▶ WRITING, until a piece of it is added or changed here
add ──▶ shown at once ──▶ _waiting ── lane "notes" ──▶ committed ──▶ SAVED
                             └── refused ──▶ UNSAVED, still shown; `save_again` sends it anew
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.desktop.notes.index import NoteIndex
from dxmeet.desktop.notes.tools import plain
from dxmeet.domain.annotation import Note, NoteId
from dxmeet.domain.packet import Material, MaterialId, Revision
from dxmeet.errors import DxmeetError, NoteInvalid
from dxmeet.progress import Progress

if TYPE_CHECKING:
    from dxmeet.services.annotating import Annotating
    from dxmeet.services.changes import Changes

LANE = "notes"


class Saved(Enum):
    """What the saved mark says."""

    NOTHING = "nothing"
    WRITING = "writing"
    SAVING = "saving"
    SAVED = "saved"
    UNSAVED = "unsaved"


@dataclass(frozen=True, eq=False)
class _Edit:
    """One step on its way to the database; an object of its own, since two steps may look alike."""

    before: tuple[Note, ...]
    after: tuple[Note, ...]
    goes_on: bool = False

    def on(self, notes: dict[NoteId, Note]) -> None:
        for note in self.before:
            notes.pop(note.id, None)
        notes.update((note.id, note) for note in self.after)


@dataclass(frozen=True)
class _Answer:
    changes: Changes
    can_undo: bool
    can_redo: bool
    notes: tuple[Note, ...] | None = None


class Notebook(QObject):
    """Signals: ``replaced(before, after)`` other notes are shown in place of some; ``state_altered`` the saved mark and the
    undo buttons; ``changed(Changes)`` after a commit; ``restored(page)`` an undo or redo happened on that page."""

    replaced = Signal(object, object)
    state_altered = Signal()
    changed = Signal(object)
    restored = Signal(int)

    def __init__(
        self,
        annotating: Annotating,
        material: Material,
        revision: Revision,
        runner: JobRunner,
        clock: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.state = Saved.NOTHING
        self.saved_at: datetime | None = None
        self.can_undo = False
        self.can_redo = False
        self._settled = Saved.NOTHING
        self._typing = False
        self._annotating = annotating
        self._material = material
        self._revision = revision
        self._runner = runner
        self._clock = clock
        self._stored: dict[NoteId, Note] = {}
        self._waiting: list[_Edit] = []
        self._refused: list[_Edit] = []
        self._pages: dict[int, NoteIndex] = {}

    @property
    def material(self) -> MaterialId:
        return self._material.id

    def load(self) -> None:
        self._start(partial(self._reload, lambda: None), self._loaded)

    @property
    def notes(self) -> list[Note]:
        """As shown: what is stored, and what is on its way."""
        return [note for page in sorted(self._pages) for note in self._pages[page].all()]

    def on_page(self, page: int) -> list[Note]:
        return self.page_index(page).all()

    def page_index(self, page: int) -> NoteIndex:
        """The same, to be asked for those near a place."""
        return self._pages.setdefault(page, NoteIndex())

    @property
    def unsaved(self) -> int:
        """How many steps the database has refused."""
        return len(self._refused)

    @property
    def busy(self) -> bool:
        """Whether anything is not in the database yet."""
        return bool(self._waiting or self._refused)

    def add(self, sketched: Note) -> Note | None:
        """Stamp and show a sketch at once, and save it; None for a geometry that is no note."""
        made = self.add_all([sketched])
        return made[0] if made else None

    def add_all(self, sketched: Sequence[Note]) -> list[Note]:
        """In one step; those whose geometry is no note are left out."""
        made: list[Note] = []
        for each in sketched:
            with suppress(NoteInvalid):
                made.append(self._annotating.fresh(self._material.id, self._revision, each.page, plain(each)))
        if made:
            self._commit(_Edit((), tuple(made)))
        return made

    def change(self, before: Sequence[Note], after: Sequence[Note], *, goes_on: bool = False) -> None:
        """One undoable step; notes of ``after`` keep the id of what they replace. ``goes_on``: with the step before it."""
        self._commit(_Edit(tuple(before), tuple(after), goes_on))

    def tell_typing(self, on: bool) -> None:
        """Whether there are words in a field on the page that no note has yet."""
        if on is not self._typing:
            self._typing = on
            self._say(self._settled)

    def remove(self, *notes: Note) -> None:
        self._commit(_Edit(notes, ()))

    def undo(self) -> None:
        material, revision = self._material.id, self._revision.id
        self._start(partial(self._reload, lambda: self._annotating.undo(material, revision)), self._turned_back)

    def redo(self) -> None:
        material, revision = self._material.id, self._revision.id
        self._start(partial(self._reload, lambda: self._annotating.redo(material, revision)), self._turned_back)

    def restore(self, number: int, _checked: bool = False) -> None:
        """Back to how it was after entry ``number`` of the log; that can be undone like any step."""
        material, revision = self._material.id, self._revision.id
        call = partial(self._reload, lambda: self._annotating.restore(material, number, revision))
        self._start(call, self._turned_back)

    def save_again(self) -> None:
        """Send what was refused once more, in the order it was made."""
        again, self._refused = self._refused, []
        for edit in again:
            self._commit(edit)

    def _commit(self, edit: _Edit) -> None:
        self._waiting.append(edit)
        self._say(Saved.SAVING)
        self._show(edit.before, edit.after)
        job = Job(partial(self._write, edit), quiet=True)
        job.done.connect(partial(self._written, edit))
        job.failed.connect(partial(self._not_written, edit))
        self._runner.start(job, LANE)

    def _write(self, edit: _Edit, progress: Progress) -> _Answer:
        """On the lane's thread; returns after the commit."""
        annotating = self._annotating
        if edit.goes_on:
            changes = annotating.change(edit.before, edit.after, goes_on=True)
        elif not edit.before:
            changes = annotating.add(*edit.after)
        elif not edit.after:
            changes = annotating.remove(*edit.before)
        else:
            changes = annotating.change(edit.before, edit.after)
        return self._answer(changes)

    def _reload(self, step: Callable[[], Changes | None], progress: Progress) -> _Answer:
        """On the lane's thread: everything sent before is in the database by now."""
        changes = step()
        notes = tuple(self._annotating.notes(self._material.id, self._revision.id))
        return self._answer(changes, notes)

    def _answer(self, changes: Changes | None, notes: tuple[Note, ...] | None = None) -> _Answer:
        from dxmeet.services.changes import NOTHING

        shown, annotating = (self._material.id, self._revision.id), self._annotating
        return _Answer(changes or NOTHING, annotating.can_undo(*shown), annotating.can_redo(*shown), notes)

    def _written(self, edit: _Edit, answer: _Answer) -> None:
        self._waiting.remove(edit)
        edit.on(self._stored)
        self._settle(answer)

    def _not_written(self, edit: _Edit, error: DxmeetError) -> None:
        self._waiting.remove(edit)
        self._refused.append(edit)
        self._say(Saved.UNSAVED)

    def _loaded(self, answer: _Answer) -> None:
        self._take(answer)
        self.can_undo, self.can_redo = answer.can_undo, answer.can_redo
        self.state_altered.emit()

    def _turned_back(self, answer: _Answer) -> None:
        pages = self._take(answer)
        self._settle(answer)
        if pages:
            self.restored.emit(pages[0])

    def _take(self, answer: _Answer) -> list[int]:
        """Show what is in the database now, and above it what is still on its way; the pages that differ, changes first."""
        former = {note.id: note for note in self.notes}
        self._stored = {note.id: note for note in answer.notes or ()}
        now = dict(self._stored)
        for edit in [*self._refused, *self._waiting]:
            edit.on(now)
        before = [note for key, note in former.items() if now.get(key) != note]
        after = [note for key, note in now.items() if former.get(key) != note]
        self._show(before, after)
        return [note.page for note in (*after, *before)]

    def _settle(self, answer: _Answer) -> None:
        self.can_undo, self.can_redo = answer.can_undo, answer.can_redo
        self.saved_at = self._clock()
        self._say(Saved.UNSAVED if self._refused else Saved.SAVING if self._waiting else Saved.SAVED)
        if answer.changes:
            self.changed.emit(answer.changes)

    def _start(self, call: Callable[[Progress], _Answer], done: Callable[[_Answer], Any]) -> None:
        job = Job(call)
        job.done.connect(done)
        self._runner.start(job, LANE)

    def _say(self, state: Saved) -> None:
        self._settled = state
        self.state = Saved.UNSAVED if self._refused else Saved.WRITING if self._typing else state
        self.state_altered.emit()

    def _show(self, before: Sequence[Note], after: Sequence[Note]) -> None:
        stays = {(note.id, note.page) for note in after}
        for note in before:
            if (note.id, note.page) not in stays:  # one that is only altered keeps its place in the order
                self.page_index(note.page).remove(note)
        for note in after:
            self.page_index(note.page).add(note)
        if before or after:
            self.replaced.emit(before, after)


def found(notes: Sequence[Note], note: NoteId) -> Note | None:
    return next((each for each in notes if each.id == note), None)
