"""The drawing tools: from where the pen goes to a sketch of a note. Points on the page; nothing here knows the screen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from math import hypot
from typing import Any, Protocol

from dxmeet.desktop.notes.geometry import along_words, ordered
from dxmeet.desktop.tokens import MARKERS, PENS
from dxmeet.domain.annotation import Note, NoteId, NoteKind, Point, ShapeKind
from dxmeet.domain.packet import MaterialId, RevisionId
from dxmeet.domain.page import Word

NEAR = 0.3
"""Points: of a pen that rests, which sends hundreds of equal places, only those that far apart are kept."""
_SHORTEST = 3.0  # points; a shape or marker smaller than that was a slip of the hand


class ToolKind(Enum):
    SELECT = "select"
    PEN = "pen"
    MARKER = "marker"
    STICKY = "sticky"
    TEXT = "text"
    SHAPE = "shape"
    STAMP = "stamp"
    ERASER = "eraser"
    LASSO = "lasso"


KEYS = {
    ToolKind.SELECT: "V",
    ToolKind.PEN: "P",
    ToolKind.MARKER: "M",
    ToolKind.STICKY: "S",
    ToolKind.TEXT: "T",
    ToolKind.SHAPE: "G",
    ToolKind.STAMP: "K",
    ToolKind.ERASER: "E",
    ToolKind.LASSO: "L",
}

WIDTHS = {
    ToolKind.PEN: (1.0, 2.0, 4.0),
    ToolKind.MARKER: (8.0, 14.0, 22.0),
    ToolKind.TEXT: (9.0, 12.0, 18.0),
    ToolKind.SHAPE: (1.0, 2.0, 4.0),
    ToolKind.STAMP: (11.0, 16.0, 24.0),
    ToolKind.ERASER: (6.0, 12.0, 24.0),
}
"""Points: of a line, of a marker's band, of a text's height; of the eraser, logical pixels around its middle."""


@dataclass(frozen=True)
class Style:
    """What the next note will look like: ``#rrggbb`` and a width in points."""

    color: str
    width: float


def colors_of(tool: ToolKind) -> dict[str, str]:
    """Name → colour of the colours a tool can have; empty where it has none to choose."""
    if tool is ToolKind.MARKER:
        return MARKERS
    return PENS if tool in (ToolKind.PEN, ToolKind.TEXT, ToolKind.SHAPE, ToolKind.STAMP) else {}


def first_style(tool: ToolKind) -> Style:
    """Red for the pen, as corrections are; yellow for the marker; black for words."""
    color = {ToolKind.MARKER: MARKERS["黄"], ToolKind.TEXT: PENS["黒"]}.get(tool, PENS["赤"])
    return Style(color, WIDTHS.get(tool, (1.0, 1.0, 1.0))[1])


def sketch(page: int, kind: NoteKind, style: Style, **geometry: Any) -> Note:
    """A note as it will look, not yet stamped with an id, an author and a time."""
    return Note(
        id=NoteId(""),
        material=MaterialId(""),
        revision=RevisionId(""),
        page=page,
        kind=kind,
        color=style.color,
        width=style.width,
        author="",
        created_at=datetime.fromtimestamp(0, UTC),
        **geometry,
    )


def plain(note: Note) -> dict[str, Any]:
    """A sketch in the plain form that ``Annotating.fresh`` reads."""
    form: dict[str, Any] = {"kind": note.kind.value, "page": note.page, "color": note.color, "width": note.width}
    if note.text:
        form["text"] = note.text
    if note.strokes:
        form["strokes"] = [[list(point) for point in stroke] for stroke in note.strokes]
    if note.boxes:
        form["boxes"] = [list(box) for box in note.boxes]
    if note.quote:
        form["quote"] = note.quote
    if note.at is not None:
        form["at"] = list(note.at)
    if note.box is not None:
        form["box"] = list(note.box)
    if note.shape is not None:
        form |= {"shape": note.shape.value, "points": [list(point) for point in note.points]}
    if note.stamp is not None:
        form["stamp"] = note.stamp.value
    return form


class DrawingTool(Protocol):
    """One stroke from pen down to pen up."""

    def extend(self, at: Point, pressure: float, straight: bool) -> None: ...
    def shown(self) -> Note | None: ...
    def finished(self) -> Note | None: ...


class Pen:
    """A line of the hand; straight while Shift is held, and from ``straighten`` on."""

    def __init__(self, page: int, style: Style, at: Point, pressure: float) -> None:
        self.points = [(at[0], at[1], pressure)]
        self.straight = False
        self.length = 0.0
        """Points along the way."""
        self._page = page
        self._style = style
        self._held = False

    def extend(self, at: Point, pressure: float, straight: bool) -> None:
        last = self.points[-1]
        if straight or self._held:
            self.straight = True
            self.points[1:] = [(*at, pressure or last[2])]
            return
        self.straight = False
        leg = hypot(at[0] - last[0], at[1] - last[1])
        if leg < NEAR:
            return
        self.length += leg
        self.points.append((*at, pressure or last[2]))  # the lift of a pen has no pressure

    def straighten(self) -> None:
        """From the first point to where it is now, of one width."""
        self._held = self.straight = True
        middle = sum(pressure for _, _, pressure in self.points) / len(self.points)
        self.points[:] = [(*self.points[0][:2], middle), (*self.points[-1][:2], middle)]

    def sketched(self) -> Note:
        return sketch(self._page, NoteKind.INK, self._style, strokes=(tuple(self.points),))

    def finished(self) -> Note | None:
        return self.sketched()


class Marker:
    """Snaps to the words it runs along; elsewhere a band as wide as the marker, or the box drawn across."""

    def __init__(self, page: int, style: Style, at: Point, words: Callable[[], Sequence[Word]]) -> None:
        self._page = page
        self._style = style
        self._start = self._end = at
        self._words = words

    def extend(self, at: Point, pressure: float, straight: bool) -> None:
        self._end = (at[0], self._start[1]) if straight else at

    def shown(self) -> Note | None:
        boxes, quote = along_words(self._words(), self._start, self._end)
        if not boxes:
            boxes = [self._free()]
        return sketch(self._page, NoteKind.HIGHLIGHT, self._style, boxes=tuple(boxes), quote=quote)

    def finished(self) -> Note | None:
        x0, y0, x1, y1 = ordered(self._start, self._end)
        return None if max(x1 - x0, y1 - y0) < _SHORTEST else self.shown()

    def _free(self) -> tuple[float, float, float, float]:
        x0, y0, x1, y1 = ordered(self._start, self._end)
        half = self._style.width / 2
        if y1 - y0 <= self._style.width:
            return x0, self._start[1] - half, x1, self._start[1] + half
        if x1 - x0 <= self._style.width:  # down a vertical line
            return self._start[0] - half, y0, self._start[0] + half, y1
        return x0, y0, x1, y1


class Shape:
    """Line, arrow, box or ellipse between two corners; with Shift level, upright, or as wide as high."""

    def __init__(self, page: int, style: Style, at: Point, shape: ShapeKind) -> None:
        self._page = page
        self._style = style
        self._shape = shape
        self._start = self._end = at

    def extend(self, at: Point, pressure: float, straight: bool) -> None:
        self._end = self._regular(at) if straight else at

    def shown(self) -> Note | None:
        return sketch(self._page, NoteKind.SHAPE, self._style, shape=self._shape, points=(self._start, self._end))

    def finished(self) -> Note | None:
        (x, y), (u, v) = self._start, self._end
        return None if hypot(u - x, v - y) < _SHORTEST else self.shown()

    def _regular(self, at: Point) -> Point:
        dx, dy = at[0] - self._start[0], at[1] - self._start[1]
        if self._shape in (ShapeKind.BOX, ShapeKind.ELLIPSE):
            side = max(abs(dx), abs(dy))
            return self._start[0] + (side if dx >= 0 else -side), self._start[1] + (side if dy >= 0 else -side)
        return (at[0], self._start[1]) if abs(dx) >= abs(dy) else (self._start[0], at[1])
