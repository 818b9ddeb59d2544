"""The notes that are chosen, and what can be done with all of them in one step."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from dxmeet.desktop.notes.board import Board
from dxmeet.desktop.notes.geometry import moved
from dxmeet.desktop.notes.notebook import found
from dxmeet.desktop.notes.tools import Style, ToolKind, colors_of
from dxmeet.domain.annotation import Note, NoteId, NoteKind

_COPY_OFFSET = 14.0  # points to the right and down


class Selection(QObject):
    """``altered`` when others are chosen. ``page`` is the page being read: what was copied is put there."""

    altered = Signal()

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self.page = 1
        self._board = board
        self._ids: list[NoteId] = []
        self._copied: list[Note] = []

    def __bool__(self) -> bool:
        return bool(self._ids)

    @property
    def only(self) -> NoteId | None:
        """The chosen one where it is one."""
        return self._ids[0] if len(self._ids) == 1 else None

    @property
    def notes(self) -> list[Note]:
        """As they are now; one that is gone is left out."""
        if not self._ids:
            return []
        notes = self._board.notebook.notes
        return [note for each in self._ids if (note := found(notes, each)) is not None]

    def choose(self, notes: Iterable[Note]) -> None:
        former, chosen = self.notes, list(notes)
        held, self._ids = bool(self._ids), [note.id for note in chosen]
        for page in {note.page for note in (*former, *chosen)}:
            self._board.show(page, None)
        if held or chosen:
            self.altered.emit()

    def remove(self) -> bool:
        """Whether there was anything."""
        notes = self.notes
        if notes:
            self.choose([])
            self._board.notebook.remove(*notes)
        return bool(notes)

    def restyle(self, style: Style) -> None:
        """Another colour for those that can have it."""
        before = [note for note in self.notes if style.color in colors_of(tool_of(note)).values()]
        after = [replace(note, color=style.color) for note in before]
        if after != before:
            self._board.notebook.change(before, after)

    def duplicate(self) -> None:
        """Copies beside them, chosen in their place."""
        self._put(self.notes, None)

    def copy(self) -> None:
        self._copied = self.notes or self._copied

    def paste(self) -> None:
        """What was copied, onto the page being read."""
        self._put(self._copied, self.page)

    def _put(self, notes: Iterable[Note], page: int | None) -> None:
        copies = [moved(replace(note, page=page or note.page), _COPY_OFFSET, _COPY_OFFSET) for note in notes]
        made = self._board.notebook.add_all(copies)
        if made:
            self.choose(made)


def tool_of(note: Note) -> ToolKind:
    """The tool that makes such a note: its colours are those the note can have."""
    if note.stamp is not None:
        return ToolKind.STAMP
    return {
        NoteKind.INK: ToolKind.PEN,
        NoteKind.HIGHLIGHT: ToolKind.MARKER,
        NoteKind.TEXT: ToolKind.TEXT,
        NoteKind.SHAPE: ToolKind.SHAPE,
    }.get(note.kind, ToolKind.STICKY)
