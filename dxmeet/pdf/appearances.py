"""Worker side: what each kind of note looks like, as PDF drawing operators in points of the page as shown, y downwards."""

from collections.abc import Sequence

from dxmeet.domain.annotation import Box, Note, NoteKind, Point, ShapeKind
from dxmeet.domain.arrow import wings
from dxmeet.domain.smoothing import Leg, legs, pressed_width
from dxmeet.errors import NoteInvalid

ICON = 20.0
"""Points: the side of the square a sticky or a bookmark is shown by."""
_KAPPA = 0.5522847498
"""How far a Bézier curve's handles reach for a quarter of a circle of radius 1."""
_ICON_EDGE = "0.604 0.482 0.118"


def rgb(color: str) -> tuple[float, float, float]:
    """``#rrggbb`` as three numbers 0–1. Raises NoteInvalid."""
    try:
        value = int(color.removeprefix("#"), 16)
    except ValueError as odd:
        raise NoteInvalid(reason="color") from odd
    return (value >> 16 & 255) / 255, (value >> 8 & 255) / 255, (value & 255) / 255


def inked(note: Note) -> tuple[Box, bytes]:
    """The box it is drawn in, and the pen's lines, as wide as they were pressed."""
    xs = [x for stroke in note.strokes for x, _, _ in stroke]
    ys = [y for stroke in note.strokes for _, y, _ in stroke]
    edge = pressed_width(note.width, 1.0) / 2 + 1
    box = min(xs) - edge, min(ys) - edge, max(xs) + edge, max(ys) + edge
    return box, f"{_lined(note)} 1 J 1 j\n{''.join(_stroke(each, note.width) for each in note.strokes)}".encode()


def marked(note: Note) -> tuple[Box, bytes]:
    """Bars with flat ends, as on the screen, in the graphics state ``Marker``."""
    lefts, tops, rights, bottoms = zip(*note.boxes, strict=True)
    bars = "".join(f"{x0:.2f} {y0:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re\n" for x0, y0, x1, y1 in note.boxes)
    drawing = f"/Marker gs {_filled(note)}\n{bars}f".encode()
    return (min(lefts), min(tops), max(rights), max(bottoms)), drawing


def shaped(note: Note) -> tuple[Box, bytes]:
    """A line, arrow, box or ellipse with round corners; its box holds the whole width of the line."""
    start, end = note.points
    corners = [start, end]
    match note.shape:
        case ShapeKind.BOX:
            path = _path([start, (end[0], start[1]), end, (start[0], end[1])], closed=True)
        case ShapeKind.ELLIPSE:
            path = _ellipse(start, end)
        case ShapeKind.ARROW:
            left, right = wings(start, end, note.width)
            corners += [left, right]
            path = _path([start, end]) + _path([left, end, right])
        case _:
            path = _path([start, end])
    xs, ys, edge = [x for x, _ in corners], [y for _, y in corners], max(note.width / 2, 0.5)
    box = min(xs) - edge, min(ys) - edge, max(xs) + edge, max(ys) + edge
    return box, f"{_lined(note)} {note.width:.2f} w 1 J 1 j\n{path}".encode()


def icon(note: Note) -> bytes:
    """A sheet with lines of writing for a sticky, a ribbon for a bookmark; y upwards in a square of ``ICON`` points."""
    edge = f"q {_ICON_EDGE} RG {_filled(note)} 1 w 1 j "
    if note.kind is NoteKind.BOOKMARK:
        return f"{edge} 4 0.5 m 4 19.5 l 16 19.5 l 16 0.5 l 10 6.5 l h B Q".encode()
    lines = "".join(f"4 {y} m {x} {y} l S " for x, y in ((16, 14.5), (16, 10), (11, 5.5)))
    return f"{edge} 0.5 0.5 19 19 re B 1.5 w 1 J {lines} Q".encode()


def stamp_frame(note: Note, size: float, width: float, height: float) -> bytes:
    """The edge of a stamp whose word is ``size`` points high."""
    edge = max(0.8, size * 0.09)
    box = f"{edge / 2:.2f} {edge / 2:.2f} {width - edge:.2f} {height - edge:.2f} re"
    return f"q {_lined(note)} {edge:.2f} w {box} S Q\n".encode()


def _lined(note: Note) -> str:
    red, green, blue = rgb(note.color)
    return f"{red:.4f} {green:.4f} {blue:.4f} RG"


def _filled(note: Note) -> str:
    red, green, blue = rgb(note.color)
    return f"{red:.4f} {green:.4f} {blue:.4f} rg"


def _path(points: Sequence[Point], *, closed: bool = False) -> str:
    steps = [f"{x:.2f} {y:.2f} {'l' if number else 'm'}" for number, (x, y) in enumerate(points)]
    return f"{' '.join(steps)} {'h S' if closed else 'S'}\n"


def _ellipse(start: Point, end: Point) -> str:
    across, down = (end[0] - start[0]) / 2, (end[1] - start[1]) / 2
    x, y = start[0] + across, start[1] + down

    def at(u: float, v: float) -> str:
        return f"{x + u * across:.2f} {y + v * down:.2f}"

    k = _KAPPA
    quarters = [
        f"{at(1, k)} {at(k, 1)} {at(0, 1)} c",
        f"{at(-k, 1)} {at(-1, k)} {at(-1, 0)} c",
        f"{at(-1, -k)} {at(-k, -1)} {at(0, -1)} c",
        f"{at(k, -1)} {at(1, -k)} {at(1, 0)} c",
    ]
    return f"{at(1, 0)} m {' '.join(quarters)} h S\n"


def _stroke(stroke: Sequence[tuple[float, float, float]], width: float) -> str:
    if len(stroke) == 1:
        x, y, pressure = stroke[0]
        return f"{pressed_width(width, pressure):.2f} w {x:.2f} {y:.2f} m {x:.2f} {y:.2f} l S\n"
    return "".join(_leg(leg, width) for leg in legs(stroke))


def _leg(leg: Leg, width: float) -> str:
    """A quadratic curve is drawn as the cubic it equals: PDF has no other."""
    (x, y), (u, v) = leg.start, leg.end
    to = f"{u:.2f} {v:.2f} l"
    if leg.bend is not None:
        b, c = leg.bend
        ends = (x + 2 * b) / 3, (y + 2 * c) / 3, (u + 2 * b) / 3, (v + 2 * c) / 3, u, v
        to = " ".join(f"{each:.2f}" for each in ends) + " c"
    return f"{pressed_width(width, leg.pressure):.2f} w {x:.2f} {y:.2f} m {to} S\n"
