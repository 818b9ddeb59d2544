"""What one press does until it is let go: draw, erase, move, or take in with a loop."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import ceil
from typing import Protocol

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from dxmeet.desktop.notes.board import REACH, Board
from dxmeet.desktop.notes.geometry import grown, joined, moved, overlap
from dxmeet.desktop.notes.painting import paint_leg
from dxmeet.desktop.notes.pointer import Pointer
from dxmeet.desktop.notes.sheet import Film
from dxmeet.desktop.notes.tools import DrawingTool, Pen, Style
from dxmeet.domain.annotation import Box, Note, NoteId, NoteKind, Point
from dxmeet.domain.erasing import rubbed
from dxmeet.domain.lasso import enclosed
from dxmeet.domain.smoothing import Leg, around, tail

_DRAG = 3.0  # logical pixels a press may wander and still be a click
_STILL = 500  # ms a pen is held still to make its line straight
_STEADY = 3.0  # logical pixels within which it is still
_SHORTEST = 20.0  # points of a line that can be made straight


class Gesture(Protocol):
    """``begun`` is whether letting go now would change anything."""

    page: int

    @property
    def begun(self) -> bool: ...
    def move(self, pointer: Pointer) -> None: ...
    def release(self) -> None: ...
    def cancel(self) -> None: ...
    def paint(self, painter: QPainter, scale: float, seen: Box) -> None: ...


class Drawing:
    """A marker or a shape, painted anew with each movement."""

    begun = True

    def __init__(self, board: Board, page: int, tool: DrawingTool) -> None:
        self.page = page
        self._board = board
        self._tool = tool
        self._show(None)

    def move(self, pointer: Pointer) -> None:
        former = self._box()
        self._tool.extend(pointer.at, pointer.pressure, pointer.straight)
        self._show(former)

    def release(self) -> None:
        sketched = self._tool.finished()
        if sketched is None or self._board.notebook.add(sketched) is None:
            self._show(None)

    def cancel(self) -> None:
        self._show(None)

    def paint(self, painter: QPainter, scale: float, seen: Box) -> None:
        live = self._tool.shown()
        if live is not None:
            self._board.painter.paint(painter, live, scale, self._board.size(self.page))

    def _box(self) -> Box | None:
        live = self._tool.shown()
        return self._board.covered(live, 1.0) if live else None

    def _show(self, former: Box | None) -> None:
        for box in (former, self._box()):
            if box is not None:
                self._board.show(self.page, grown(box, 4.0))


class Inking(QObject):
    """A line of the pen. What is settled of it lies on a film of its own, so that each movement paints only its own leg."""

    begun = True

    def __init__(self, board: Board, page: int, style: Style, pointer: Pointer) -> None:
        super().__init__(board)
        self.page = page
        self._board = board
        self._style = style
        self._pen = Pen(page, style, pointer.at, pointer.pressure)
        self._settled: list[Leg] = []
        self._drawn = 0
        self._film: Film | None = None
        self._at = pointer.at
        self._rest = pointer.at
        self._still = QTimer(self, singleShot=True, interval=_STILL)
        self._still.timeout.connect(self._straighten)
        self._show(pointer.at, pointer.at)

    def move(self, pointer: Pointer) -> None:
        if abs(pointer.at[0] - self._rest[0]) + abs(pointer.at[1] - self._rest[1]) > _STEADY / pointer.scale:
            self._rest = pointer.at
            self._still.start()
        points, former = self._pen.points, len(self._pen.points)
        was_straight, last = self._pen.straight, points[-1]
        self._pen.extend(pointer.at, pointer.pressure, pointer.straight)
        if self._pen.straight or was_straight:
            self._redraw(last[:2])
        elif len(points) > former:
            self._settle()
            self._show(*(each[:2] for each in points[-3:]))

    def release(self) -> None:
        self._still.stop()
        sketched = self._pen.finished()
        if sketched is None or self._board.notebook.add(sketched) is None:
            self._board.dirty.emit(self.page, None)
        self.deleteLater()

    def cancel(self) -> None:
        self._still.stop()
        self._board.dirty.emit(self.page, None)
        self.deleteLater()

    def paint(self, painter: QPainter, scale: float, seen: Box) -> None:
        ratio = painter.device().devicePixelRatioF()
        points = self._pen.points
        if len(points) < 2:
            self._board.painter.paint(painter, self._pen.sketched(), scale, self._board.size(self.page))
            return
        if Film.fits(self._board.size(self.page), scale, ratio):
            self._paint_film(painter, scale, ratio, seen)
        else:
            for leg in self._settled:
                paint_leg(painter, leg, self._style.color, self._style.width)
        paint_leg(painter, tail(self._at, points[-2], points[-1]), self._style.color, self._style.width)

    @property
    def points(self) -> list[tuple[float, float, float]]:
        """(x, y, pressure) so far."""
        return self._pen.points

    def _paint_film(self, painter: QPainter, scale: float, ratio: float, seen: Box) -> None:
        if self._film is None or (self._film.scale, self._film.ratio) != (scale, ratio):
            self._film, self._drawn = Film(self._board.size(self.page), scale, ratio), 0
        if self._drawn < len(self._settled):
            inner = self._film.painter()
            for leg in self._settled[self._drawn :]:
                paint_leg(inner, leg, self._style.color, self._style.width)
            inner.end()
            self._drawn = len(self._settled)
        self._film.blit(painter, seen)

    def _settle(self) -> None:
        points = self._pen.points
        if len(points) >= 3:
            for leg in around(self._at, points[-3], points[-2], points[-1]):
                self._settled.append(leg)
                self._at = leg.end

    def _straighten(self) -> None:
        """Held still at its end: the hand meant a straight line."""
        if self._pen.length >= _SHORTEST:
            self._pen.straighten()
            self._redraw(self._pen.points[-1][:2])
            self._board.dirty.emit(self.page, None)

    def _redraw(self, former: Point) -> None:
        self._settled, self._film, self._drawn = [], None, 0
        self._at = self._pen.points[0][:2]
        self._show(self._at, former, self._pen.points[-1][:2])

    def _show(self, *places: Point) -> None:
        box = joined((x, y, x, y) for x, y in (*places, self._at))
        if box is not None:
            self._board.show(self.page, grown(box, self._style.width * 1.5 + 2))


class Erasing:
    """Whole notes, or only what the eraser passes over of a pen's line."""

    def __init__(self, board: Board, pointer: Pointer, *, part: bool, radius: float) -> None:
        self.page = pointer.page
        self._board = board
        self._part = part
        self._radius = radius
        self._taken: dict[NoteId, tuple[Note, Note | None]] = {}
        self._last = pointer.at
        self.move(pointer)

    @property
    def begun(self) -> bool:
        return bool(self._taken)

    def move(self, pointer: Pointer) -> None:
        radius = (self._radius if self._part else REACH) / pointer.scale
        for at in _way(self._last, pointer.at, radius / 2):
            if self._part:
                self._rub_at(at, radius)
            else:
                self._take(replace(pointer, at=at))
        self._last = pointer.at

    def release(self) -> None:
        taken = list(self._taken.values())
        if not taken:
            return
        before = [note for note, _ in taken]
        after = [left for _, left in taken if left is not None]
        self._board.settle(before, after)

    def cancel(self) -> None:
        self._board.unhide([note for note, _ in self._taken.values()])

    def paint(self, painter: QPainter, scale: float, seen: Box) -> None:
        for _, left in self._taken.values():
            if left is not None and overlap(grown(self._board.covered(left, scale), 2.0), seen):
                self._board.painter.paint(painter, left, scale, self._board.size(self.page))

    def _take(self, pointer: Pointer) -> None:
        new = [note for note in self._board.touched(pointer) if note.id not in self._taken]
        self._taken.update((note.id, (note, None)) for note in new)
        self._board.hide(new)

    def _rub_at(self, at: Point, radius: float) -> None:
        box = grown((*at, *at), radius)
        for note in self._board.notebook.page_index(self.page).near(box):
            if note.kind is not NoteKind.INK or note.printed:
                continue
            known = self._taken.get(note.id)
            now = known[1] if known else note
            left = rubbed(now, at, radius) if now is not None else None
            if left is not now:
                self._taken[note.id] = (note, left)
                if known is None:
                    self._board.hide([note])
                self._board.show(self.page, grown(self._board.covered(note, 1.0), 2.0))


def _way(start: Point, end: Point, step: float) -> Iterator[Point]:
    """From ``start``, not itself, to ``end``, so close that a quick hand leaves nothing between; ``end`` where it stays."""
    steps = max(1, ceil(max(abs(end[0] - start[0]), abs(end[1] - start[1])) / step))
    for number in range(1, steps + 1):
        yield start[0] + (end[0] - start[0]) * number / steps, start[1] + (end[1] - start[1]) * number / steps


class Dragging:
    """Move the chosen notes together, never off the page."""

    def __init__(self, board: Board, pointer: Pointer, notes: Sequence[Note]) -> None:
        self.page = pointer.page
        self._board = board
        self._notes = list(notes)
        self._start = pointer.at
        self.now: list[Note] = []

    @property
    def begun(self) -> bool:
        return bool(self.now)

    def move(self, pointer: Pointer) -> None:
        dx, dy = pointer.at[0] - self._start[0], pointer.at[1] - self._start[1]
        if not self.now and max(abs(dx), abs(dy)) * pointer.scale < _DRAG:
            return
        width, height = self._board.size(self.page)
        boxes = [self._board.covered(note, pointer.scale) for note in self._notes]
        x0, y0, x1, y1 = joined(boxes) or (0.0, 0.0, 0.0, 0.0)
        inside = min(max(dx, -x0), max(0.0, width - x1)), min(max(dy, -y0), max(0.0, height - y1))
        if not self.now:
            self._board.hide(self._notes)
        self.now = [moved(note, *inside) for note in self._notes]
        self._board.show(self.page, None)

    def release(self) -> None:
        if self.now:
            self._board.settle(self._notes, self.now)

    def cancel(self) -> None:
        if self.now:
            self._board.unhide(self._notes)
        self.now = []

    def paint(self, painter: QPainter, scale: float, seen: Box) -> None:
        for note in self.now:
            self._board.painter.paint(painter, note, scale, self._board.size(self.page))


class Looping:
    """A loop drawn around notes; ``taken`` gets those inside it."""

    def __init__(self, board: Board, pointer: Pointer, color: QColor, taken: Callable[[list[Note]], None]) -> None:
        self.page = pointer.page
        self._board = board
        self._color = color
        self._taken = taken
        self._loop = [pointer.at]
        self._reach = REACH / pointer.scale

    @property
    def begun(self) -> bool:
        return len(self._loop) > 2

    def move(self, pointer: Pointer) -> None:
        self._loop.append(pointer.at)
        self._board.show(self.page, None)

    def release(self) -> None:
        inside = [note for note in self._board.written_on(self.page) if enclosed(note, self._loop)]
        self._taken(inside if self.begun else [])
        self._board.show(self.page, None)

    def cancel(self) -> None:
        self._board.show(self.page, None)

    def paint(self, painter: QPainter, scale: float, seen: Box) -> None:
        painter.save()
        painter.setPen(QPen(self._color, 2 / scale, Qt.PenStyle.DashLine))
        painter.drawPolyline(QPolygonF([QPointF(*each) for each in self._loop]))
        painter.restore()
