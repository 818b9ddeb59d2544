"""What the tools work on: the notes of the pages as they are seen, and the parts of the screen to paint anew."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPainter

from dxmeet.desktop.notes.geometry import grown, overlap
from dxmeet.desktop.notes.notebook import Notebook
from dxmeet.desktop.notes.painting import NotePainter
from dxmeet.desktop.notes.pointer import Pointer
from dxmeet.desktop.notes.sheet import Sheets
from dxmeet.domain.annotation import Box, Note, NoteKind
from dxmeet.domain.page import PageSize

REACH = 6.0
"""Logical pixels around a thin line that still touch it."""


class Board(QObject):
    """``dirty(page, box in points or None for all)``."""

    dirty = Signal(int, object)

    def __init__(
        self, notebook: Notebook, painter: NotePainter, pages: Sequence[PageSize], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.notebook = notebook
        self.painter = painter
        self._pages = pages
        self._sheets = Sheets(notebook.page_index, painter, self.size)
        notebook.replaced.connect(self._replaced)

    def size(self, page: int) -> tuple[float, float]:
        """Points."""
        size = self._pages[page - 1]
        return size.width, size.height

    def covered(self, note: Note, scale: float) -> Box:
        """The box a note covers on its page, in points."""
        return self.painter.covered(note, scale, self.size(note.page))

    def touched(self, pointer: Pointer) -> list[Note]:
        """The notes under the pointer that the reader wrote, the topmost first; a sticky lies above everything."""
        size, reach, at = self.size(pointer.page), REACH / pointer.scale, pointer.at
        near = self.notebook.page_index(pointer.page).near(grown((*at, *at), reach))
        notes = sorted(near, key=lambda note: note.kind is NoteKind.STICKY)
        return [
            note
            for note in reversed(notes)
            if not note.printed and self.painter.touched(note, at, reach, pointer.scale, size)
        ]

    def written_on(self, page: int) -> list[Note]:
        """Everything on a page that can be moved."""
        return [note for note in self.notebook.on_page(page) if not note.printed and note.kind is not NoteKind.BOOKMARK]

    def hide(self, notes: Iterable[Note]) -> None:
        """Not painted from now on, until ``unhide``."""
        for note in notes:
            self._sheets.hidden.add(note.id)
            self._refresh(note)

    def unhide(self, notes: Iterable[Note]) -> None:
        for note in notes:
            self._sheets.hidden.discard(note.id)
            self._refresh(note)

    def settle(self, before: Sequence[Note], after: Sequence[Note]) -> None:
        """Make hidden notes those of ``after``, in one step."""
        self._sheets.hidden -= {note.id for note in before}
        self.notebook.change(before, after)

    def show(self, page: int, box: Box | None) -> None:
        self.dirty.emit(page, None if box is None else grown(box, 2.0))

    def paint(self, painter: QPainter, page: int, scale: float, seen: Box) -> None:
        """Everything but the stickies."""
        self._sheets.paint(painter, page, scale, seen)

    def paint_stickies(self, painter: QPainter, page: int, scale: float, seen: Box) -> None:
        size = self.size(page)
        for note in self.notebook.page_index(page).near(seen):
            if note.kind is not NoteKind.STICKY or note.printed or note.id in self._sheets.hidden:
                continue
            if overlap(grown(self.painter.covered(note, scale, size), 6 / scale), seen):
                self.painter.paint(painter, note, scale, size)

    def _replaced(self, before: Sequence[Note], after: Sequence[Note]) -> None:
        if not before and len(after) < 50:
            for note in after:
                self._sheets.draw(note)
                self._show(note)
        elif len(before) + len(after) < 50:
            for note in (*before, *after):
                self._refresh(note)
        else:
            self._sheets.forget()
            for page in {note.page for note in (*before, *after)}:
                self.dirty.emit(page, None)

    def _refresh(self, note: Note) -> None:
        self._sheets.refresh(note.page, grown(self.covered(note, 1.0), 2.0))
        self._show(note)

    def _show(self, note: Note) -> None:
        # How large a sticky is on the page depends on the scale, which only the canvas knows.
        self.dirty.emit(note.page, None if note.kind is NoteKind.STICKY else grown(self.covered(note, 1.0), 8.0))
