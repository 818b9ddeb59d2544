"""The notes above the pages: painted, and made, chosen, moved and erased by the pen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPainter

from dxmeet.desktop.notes.board import Board
from dxmeet.desktop.notes.geometry import grown, joined, within
from dxmeet.desktop.notes.gestures import Dragging, Drawing, Erasing, Gesture, Inking, Looping
from dxmeet.desktop.notes.notebook import Notebook, found
from dxmeet.desktop.notes.painting import NotePainter, stamp_box
from dxmeet.desktop.notes.pointer import Pointer
from dxmeet.desktop.notes.selection import Selection
from dxmeet.desktop.notes.tools import KEYS, Marker, Shape, Style, ToolKind, first_style, sketch
from dxmeet.desktop.notes.words import stamp_word
from dxmeet.domain.annotation import Box, Note, NoteId, NoteKind, Point, ShapeKind, Stamp
from dxmeet.domain.page import PageSize, Word


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
    """Signals: ``dirty(page, box in points or None for all)``; ``writing_wanted(Writing)``; ``chosen_altered``;
    ``tool_altered``; ``words_wanted(page)``."""

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
        self.stamp = Stamp.CONFIRMED
        self.part_eraser = False
        self.styles = {kind: first_style(kind) for kind in ToolKind}
        self.words: dict[int, list[Word]] = {}
        self.board = Board(notebook, painter, pages, self)
        self.selection = Selection(self.board)
        self._notebook = notebook
        self._painter = painter
        self.gesture: Gesture | None = None
        self._hidden: Note | None = None
        self._held: tuple[ToolKind, int] | None = None
        self.presses = 0
        """How often the pen came down."""
        self.board.dirty.connect(self.dirty)
        self.selection.altered.connect(self.chosen_altered)

    # the tool in hand

    def choose_tool(self, tool: ToolKind) -> None:
        self.cancel()
        self.tool = tool
        if tool not in (ToolKind.SELECT, ToolKind.LASSO):
            self.choose(None)
        self.tool_altered.emit()

    def take(self, letter: str) -> bool:
        """The tool whose key ``letter`` is; False where it is none's."""
        tool = next((tool for tool, key in KEYS.items() if key == letter), None)
        if tool is ToolKind.ERASER and self.tool is not ToolKind.ERASER:
            self._held = self.tool, self.presses
        if tool is not None and tool is not self.tool:
            self.choose_tool(tool)
        return tool is not None

    def let_go(self, letter: str) -> None:
        """The eraser's key was only held: if something was erased meanwhile, the former tool is in hand again."""
        if letter == KEYS[ToolKind.ERASER] and self._held is not None:
            (tool, presses), self._held = self._held, None
            if self.presses > presses and self.tool is ToolKind.ERASER:
                self.choose_tool(tool)

    def put_down(self) -> bool:
        """Back to 選ぶ; whether another tool was in hand."""
        if self.tool is ToolKind.SELECT:
            return False
        self.choose_tool(ToolKind.SELECT)
        return True

    def set_style(self, style: Style) -> None:
        """For what is chosen, where something is; else for what comes next."""
        if self.selection:
            self.selection.restyle(style)
        else:
            self.styles[self.tool] = style
        self.tool_altered.emit()

    @property
    def chosen(self) -> NoteId | None:
        return self.selection.only

    def choose(self, note: Note | None) -> None:
        self.selection.choose([note] if note else [])

    def remove_chosen(self) -> bool:
        return self.selection.remove()

    def mark(self, page: int, boxes: Sequence[Box], quote: str) -> Note | None:
        """A marker over words chosen elsewhere, in the marker's colour."""
        marker = sketch(page, NoteKind.HIGHLIGHT, self.styles[ToolKind.MARKER], boxes=tuple(boxes), quote=quote)
        return self._notebook.add(marker)

    # the press

    def press(self, pointer: Pointer) -> bool:
        """Whether the pen is ours from here to its release."""
        self.presses += 1
        self.cancel()
        if pointer.eraser or self.tool is ToolKind.ERASER:
            self.gesture = Erasing(
                self.board, pointer, part=self.part_eraser, radius=self.styles[ToolKind.ERASER].width
            )
            return True
        if self.tool in (ToolKind.SELECT, ToolKind.LASSO):
            return self._grasp(pointer)
        if self.tool in (ToolKind.STICKY, ToolKind.TEXT):
            kind = NoteKind.STICKY if self.tool is ToolKind.STICKY else NoteKind.TEXT
            self.writing_wanted.emit(Writing(kind, pointer.page, pointer.at, self.styles[self.tool]))
            return True
        if self.tool is ToolKind.STAMP:
            self._notebook.add(self._stamped(pointer))
            return True
        self.gesture = self._begun(pointer)
        return True

    def put(self, pointer: Pointer) -> bool:
        """A key puts down what needs no stroke; False with another tool in hand."""
        return self.tool in (ToolKind.STICKY, ToolKind.TEXT, ToolKind.STAMP) and self.press(pointer)

    def move(self, pointer: Pointer) -> None:
        if self.gesture is not None:
            self.gesture.move(pointer)

    def release(self, pointer: Pointer) -> bool:
        """Pen up: what was drawn becomes a note, and is saved. Nobody else makes a click of it."""
        gesture, self.gesture = self.gesture, None
        if gesture is not None:
            gesture.release()
        return True

    def click(self, pointer: Pointer) -> bool:
        return False

    def open_at(self, pointer: Pointer) -> bool | None:
        """A double click: type into the sticky or text under it. With another tool it is two presses, but
        nobody means two stamps."""
        if self.tool is not ToolKind.SELECT:
            return True if self.tool is ToolKind.STAMP else None
        note = next(iter(self.board.touched(pointer)), None)
        if note is None or note.kind not in (NoteKind.STICKY, NoteKind.TEXT):
            return False
        self.cancel()
        at = note.at or (note.box[:2] if note.box else pointer.at)
        self.writing_wanted.emit(Writing(note.kind, note.page, at, Style(note.color, note.width), note))
        return True

    def cancel(self) -> bool:
        """Give up what the pen has begun; whether there was anything."""
        gesture, self.gesture = self.gesture, None
        if gesture is None:
            return False
        begun = gesture.begun
        gesture.cancel()
        return begun

    @property
    def busy(self) -> bool:
        """Whether the pen is down."""
        return self.gesture is not None

    def hide(self, note: NoteId | None) -> None:
        """The one that is being typed into; None shows it again."""
        if self._hidden is not None:
            self.board.unhide([self._hidden])
        self._hidden = found(self._notebook.notes, note) if note else None
        if self._hidden is not None:
            self.board.hide([self._hidden])

    def covered(self, note: Note, scale: float) -> Box:
        """The box a note covers on its page, in points."""
        return self.board.covered(note, scale)

    def cursor_at(self, pointer: Pointer) -> Qt.CursorShape | None:
        """The tool's; with 選ぶ whoever lies beneath may say."""
        return None if self.tool is ToolKind.SELECT else self.cursor()

    def cursor(self) -> Qt.CursorShape:
        if self.tool in (ToolKind.SELECT, ToolKind.STICKY, ToolKind.STAMP):
            return Qt.CursorShape.ArrowCursor
        return Qt.CursorShape.IBeamCursor if self.tool is ToolKind.TEXT else Qt.CursorShape.CrossCursor

    def paint(self, painter: QPainter, page: int, scale: float, seen: Box) -> None:
        """Paint page ``page``'s notes that meet ``seen`` (points); the painter's unit is the point."""
        self.board.paint(painter, page, scale, seen)
        if self.gesture is not None and self.gesture.page == page:
            self.gesture.paint(painter, scale, seen)
        self.board.paint_stickies(painter, page, scale, seen)
        if self.selection:
            shown = (
                self.gesture.now if isinstance(self.gesture, Dragging) and self.gesture.now else self.selection.notes
            )
            for note in shown:
                if note.page == page:
                    self._painter.paint_frame(painter, note, scale, self.board.size(page))

    def _begun(self, pointer: Pointer) -> Gesture:
        style, page = self.styles[self.tool], pointer.page
        if self.tool is ToolKind.PEN:
            return Inking(self.board, page, style, pointer)
        if self.tool is ToolKind.MARKER:
            if page not in self.words:
                self.words_wanted.emit(page)
            return Drawing(self.board, page, Marker(page, style, pointer.at, lambda: self.words.get(page, [])))
        return Drawing(self.board, page, Shape(page, style, pointer.at, self.shape))

    def _grasp(self, pointer: Pointer) -> bool:
        chosen = [note for note in self.selection.notes if note.page == pointer.page]
        frame = joined(self.covered(note, pointer.scale) for note in chosen)
        note = next(iter(self.board.touched(pointer)), None)
        if frame is not None and len(chosen) > 1 and within(pointer.at, grown(frame, 4 / pointer.scale)):
            self.gesture = Dragging(self.board, pointer, chosen)
            return True
        if note is None and self.tool is ToolKind.LASSO:
            self.choose(None)
            self.gesture = Looping(self.board, pointer, self._painter.frame_color, self.selection.choose)
            return True
        self.choose(note)
        if note is not None:
            self.gesture = Dragging(self.board, pointer, [note])
        return note is not None

    def _stamped(self, pointer: Pointer) -> Note:
        style = self.styles[ToolKind.STAMP]
        word = stamp_word(self.stamp)
        box = stamp_box(pointer.at, word, style.width, self.board.size(pointer.page))
        return sketch(pointer.page, NoteKind.TEXT, style, box=box, text=word, stamp=self.stamp)
