"""Which notes a line drawn around them takes in: those of which more than half lies inside."""

from collections.abc import Sequence

from dxmeet.domain.annotation import Note, NoteKind, Point


def enclosed(note: Note, loop: Sequence[Point]) -> bool:
    """``loop`` is closed from its last point to its first. A bookmark is nowhere on the page."""
    places = _places(note)
    return bool(places) and 2 * sum(_within(each, loop) for each in places) > len(places)


def _places(note: Note) -> list[Point]:
    match note.kind:
        case NoteKind.INK:
            return [(x, y) for stroke in note.strokes for x, y, _ in stroke]
        case NoteKind.HIGHLIGHT:
            return [_middle(*box) for box in note.boxes]
        case NoteKind.STICKY:
            return [note.at] if note.at else []
        case NoteKind.TEXT:
            return [_middle(*note.box)] if note.box else []
        case NoteKind.SHAPE:
            (ax, ay), (bx, by) = note.points
            return [_middle(ax, ay, bx, by)]
        case NoteKind.BOOKMARK:
            return []


def _middle(x0: float, y0: float, x1: float, y1: float) -> Point:
    return (x0 + x1) / 2, (y0 + y1) / 2


def _within(at: Point, loop: Sequence[Point]) -> bool:
    """Even-odd: how often a ray to the right crosses the line."""
    x, y = at
    inside = False
    for (ax, ay), (bx, by) in zip(loop, [*loop[1:], *loop[:1]], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return inside
