"""The notes above one page: painted, and made, chosen, moved and erased by the pen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPainter

from dxmeet.desktop.notes.geometry import grown, moved, overlap
from dxmeet.desktop.notes.notebook import Notebook, found
from dxmeet.desktop.notes.painting import NotePainter
from dxmeet.desktop.notes.pointer import Pointer
from dxmeet.desktop.notes.tools import KEYS, DrawingTool, Marker, Pen, Shape, Style, ToolKind, first_style
from dxmeet.domain.annotation import Box, Note, NoteId, NoteKind, Point, ShapeKind
from dxmeet.domain.page import PageSize, Word

_REACH = 6.0  # logical pixels around a thin line that still touch it
_DRAG = 3.0  # logical pixels a press may wander and still be a click


class Place(Protocol):
    """Where the page lies on the canvas."""

    @property
    def scale(self) -> float: ...
    def to_canvas(self, x: float, y: float) -> Point: ...


@dataclass(frozen=True)
class Writing:
    """Words to be typed on the page: into ``note``, or a new one of ``kind`` at ``at``."""

    kind: NoteKind
    page: int
    at: Point
    style: Style
    note: Note | None = None


class NoteLayer(QObject):
    """Signals: ``dirty(page, box in points or None for all)``; ``writing_wanted(Writing)``; ``chosen_altered``."""

    dirty = Signal(int, object)
    writing_wanted = Signal(object)
    chosen_altered = Signal()
    tool_altered = Signal()
    words_wanted = Signal(int)

    def __init__(
        self, notebook: Notebook, painter: NotePainter, pages: Sequence[PageSize], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.tool = ToolKind.SELECT
        self.shape = ShapeKind.ARROW
        self.styles = {kind: first_style(kind) for kind in ToolKind}
        self.chosen: NoteId | None = None
        self.hidden: NoteId | None = None
        self.words: dict[int, list[Word]] = {}
        self._notebook = notebook
        self._painter = painter
        self._pages = pages
        self._drawing: DrawingTool | None = None
        self._drawing_page = 0
        self._erasing: list[Note] | None = None
        self._drag: tuple[Note, Point] | None = None
        self._dragged: Note | None = None
        notebook.altered.connect(self._page_altered)

    def _page_altered(self, page: int) -> None:
        self.dirty.emit(page, None)

    def choose_tool(self, tool: ToolKind) -> None:
        self.cancel()
        self.tool = tool
        if tool is not ToolKind.SELECT:
            self.choose(None)
        self.tool_altered.emit()

    def take(self, letter: str) -> bool:
        """The tool whose key ``letter`` is; False where it is none's."""
        tool = next((tool for tool, key in KEYS.items() if key == letter), None)
        if tool is not None:
            self.choose_tool(tool)
        return tool is not None

    def put_down(self) -> bool:
        """Back to 選ぶ; whether another tool was in hand."""
        if self.tool is ToolKind.SELECT:
            return False
        self.choose_tool(ToolKind.SELECT)
        return True

    def choose(self, note: Note | None) -> None:
        former = found(self._notebook.notes, self.chosen) if self.chosen else None
        self.chosen = note.id if note else None
        for each in (former, note):
            if each is not None:
                self.dirty.emit(each.page, None)
        self.chosen_altered.emit()

    def remove_chosen(self) -> bool:
        note = found(self._notebook.notes, self.chosen) if self.chosen else None
        if note is not None:
            self.choose(None)
            self._notebook.remove(note)
        return note is not None

    def press(self, pointer: Pointer) -> bool:
        """Whether the pen is ours from here to its release."""
        if pointer.eraser or self.tool is ToolKind.ERASER:
            self._erasing = []
            self._erase(pointer)
            return True
        if self.tool is ToolKind.SELECT:
            return self._grasp(pointer)
        if self.tool in (ToolKind.STICKY, ToolKind.TEXT):
            kind = NoteKind.STICKY if self.tool is ToolKind.STICKY else NoteKind.TEXT
            self.writing_wanted.emit(Writing(kind, pointer.page, pointer.at, self.styles[self.tool]))
            return True
        self._drawing, self._drawing_page = self._begun(pointer), pointer.page
        self._show_drawing(None)
        return True

    def move(self, pointer: Pointer) -> None:
        if self._erasing is not None:
            self._erase(pointer)
        elif self._drawing is not None:
            former = self._drawing_box(pointer.scale)
            self._drawing.extend(pointer.at, pointer.pressure, pointer.straight)
            if isinstance(self._drawing, Pen) and not pointer.straight:
                (x, y), (u, v) = self._drawing.last_leg
                self._show_box((min(x, u), min(y, v), max(x, u), max(y, v)))
            else:
                self._show_drawing(former)
        elif self._drag is not None:
            self._move_grasped(pointer)

    def release(self, pointer: Pointer) -> bool:
        """Pen up: what was drawn becomes a note, and is saved. Nobody else makes a click of it."""
        if self._erasing is not None:
            erased, self._erasing = self._erasing, None
            if erased:
                self._notebook.remove(*erased)
        elif self._drawing is not None:
            drawing, self._drawing = self._drawing, None
            sketched = drawing.finished()
            if sketched is None or self._notebook.add(sketched) is None:
                self.dirty.emit(self._drawing_page, None)
        elif self._drag is not None:
            (note, _), dragged = self._drag, self._dragged
            self._drag = self._dragged = None
            if dragged is not None:
                self._notebook.change([note], [dragged])
        return True

    def click(self, pointer: Pointer) -> bool:
        return False

    def open_at(self, pointer: Pointer) -> bool:
        """A double click: type into the sticky or text under it."""
        note = self._under(pointer)
        if note is None or note.kind not in (NoteKind.STICKY, NoteKind.TEXT) or self.tool is not ToolKind.SELECT:
            return False
        self._drag = self._dragged = None
        at = note.at or (note.box[:2] if note.box else pointer.at)
        self.writing_wanted.emit(Writing(note.kind, note.page, at, Style(note.color, note.width), note))
        return True

    def cancel(self) -> bool:
        """Give up what the pen has begun; whether there was anything."""
        begun = self._drawing is not None or bool(self._erasing) or self._dragged is not None
        page = self._drag[0].page if self._drag else self._drawing_page
        self._drawing = self._drag = self._dragged = self._erasing = None
        if begun:
            self.dirty.emit(page, None)
        return begun

    def covered(self, note: Note, scale: float) -> Box:
        """The box a note covers on its page, in points."""
        return self._painter.covered(note, scale, self._size(note.page))

    def cursor_at(self, pointer: Pointer) -> Qt.CursorShape | None:
        """The tool's; with 選ぶ whoever lies beneath may say."""
        return None if self.tool is ToolKind.SELECT else self.cursor()

    def cursor(self) -> Qt.CursorShape:
        if self.tool in (ToolKind.PEN, ToolKind.MARKER, ToolKind.SHAPE, ToolKind.ERASER):
            return Qt.CursorShape.CrossCursor
        return Qt.CursorShape.IBeamCursor if self.tool is ToolKind.TEXT else Qt.CursorShape.ArrowCursor

    def paint(self, painter: QPainter, page: int, scale: float, seen: Box) -> None:
        """Paint page ``page``'s notes that meet ``seen`` (points); the painter's unit is the point."""
        size = self._size(page)
        gone = {note.id for note in self._erasing or ()} | {self.hidden}
        shown = [note for note in self._notebook.on_page(page) if note.id not in gone]
        if self._dragged is not None:
            shown = [self._dragged if note.id == self._dragged.id else note for note in shown]
        shown.sort(key=lambda note: note.kind is NoteKind.STICKY)
        if self._drawing is not None and self._drawing_page == page:
            live = self._drawing.shown()
            shown += [live] if live else []
        for note in shown:
            if overlap(grown(self._painter.covered(note, scale, size), 6 / scale), seen):
                self._painter.paint(painter, note, scale, size)
                if note.id and note.id == self.chosen:
                    self._painter.paint_frame(painter, note, scale, size)

    def _begun(self, pointer: Pointer) -> DrawingTool:
        style = self.styles[self.tool]
        if self.tool is ToolKind.PEN:
            return Pen(pointer.page, style, pointer.at, pointer.pressure)
        if self.tool is ToolKind.SHAPE:
            return Shape(pointer.page, style, pointer.at, self.shape)
        if pointer.page not in self.words:
            self.words_wanted.emit(pointer.page)
        return Marker(pointer.page, style, pointer.at, lambda: self.words.get(pointer.page, []))

    def _grasp(self, pointer: Pointer) -> bool:
        note = self._under(pointer)
        self.choose(note)
        if note is None:
            return False
        self._drag = note, pointer.at
        return True

    def _move_grasped(self, pointer: Pointer) -> None:
        assert self._drag is not None
        note, start = self._drag
        dx, dy = pointer.at[0] - start[0], pointer.at[1] - start[1]
        if self._dragged is None and max(abs(dx), abs(dy)) * pointer.scale < _DRAG:
            return
        width, height = self._size(note.page)
        x0, y0, x1, y1 = self._painter.covered(note, pointer.scale, (width, height))
        inside = min(max(dx, -x0), max(0.0, width - x1)), min(max(dy, -y0), max(0.0, height - y1))
        self._dragged = moved(note, *inside)
        self.dirty.emit(note.page, None)

    def _under(self, pointer: Pointer) -> Note | None:
        size, reach = self._size(pointer.page), _REACH / pointer.scale
        notes = sorted(self._notebook.on_page(pointer.page), key=lambda note: note.kind is NoteKind.STICKY)
        touched = (n for n in reversed(notes) if self._painter.touched(n, pointer.at, reach, pointer.scale, size))
        return next(touched, None)

    def _erase(self, pointer: Pointer) -> None:
        assert self._erasing is not None
        reach, size = _REACH / pointer.scale, self._size(pointer.page)
        erased = {note.id for note in self._erasing}
        for note in self._notebook.on_page(pointer.page):
            if note.id not in erased and self._painter.touched(note, pointer.at, reach, pointer.scale, size):
                self._erasing.append(note)
                self.dirty.emit(pointer.page, None)

    def _size(self, page: int) -> tuple[float, float]:
        size = self._pages[page - 1]
        return size.width, size.height

    def _drawing_box(self, scale: float) -> Box | None:
        live = self._drawing.shown() if self._drawing else None
        return self._painter.covered(live, scale, self._size(self._drawing_page)) if live else None

    def _show_drawing(self, former: Box | None) -> None:
        for box in (former, self._drawing_box(1.0)):
            if box is not None:
                self._show_box(box)

    def _show_box(self, box: Box) -> None:
        self.dirty.emit(self._drawing_page, grown(box, 12.0))
