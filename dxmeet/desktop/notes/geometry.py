"""Where notes are on a page: their bounds, whether a point touches one, and moving them. Points, y downwards."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import hypot

from dxmeet.domain.annotation import Box, Note, NoteKind, Point, ShapeKind
from dxmeet.domain.page import Word

LINE_HEIGHT = 1.3
"""Of a text note's size; the exporter sets text the same way."""
DEFAULT_TEXT_SIZE = 11.0
_SPACED = 3.0  # of a line's height: a wider gap is the next column


def ordered(a: Point, b: Point) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


def grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def joined(boxes: Iterable[Box]) -> Box | None:
    several = list(boxes)
    if not several:
        return None
    return (
        min(box[0] for box in several),
        min(box[1] for box in several),
        max(box[2] for box in several),
        max(box[3] for box in several),
    )


def overlap(a: Box, b: Box) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def within(at: Point, box: Box) -> bool:
    return box[0] <= at[0] <= box[2] and box[1] <= at[1] <= box[3]


def bounds(note: Note) -> Box | None:
    """The box a note covers, without the width of its line; None for a bookmark and a sticky, which has only a place."""
    match note.kind:
        case NoteKind.INK:
            return joined((x, y, x, y) for stroke in note.strokes for x, y, _ in stroke)
        case NoteKind.HIGHLIGHT:
            return joined(note.boxes)
        case NoteKind.TEXT:
            return note.box
        case NoteKind.SHAPE:
            return joined((x, y, x, y) for x, y in note.points)
        case _:
            return None


def touches(note: Note, at: Point, reach: float) -> bool:
    """Whether ``at`` is on the note's line or area, ``reach`` points of slack. A sticky is asked of its painter."""
    box = bounds(note)
    near = reach + note.width / 2 if note.kind in (NoteKind.INK, NoteKind.SHAPE) else 0.0
    if box is None or not within(at, grown(box, near)):
        return False
    if note.kind is NoteKind.INK:
        return any(_on_line([(x, y) for x, y, _ in stroke], at, near) for stroke in note.strokes)
    if note.kind is NoteKind.HIGHLIGHT:
        return any(within(at, each) for each in note.boxes)
    if note.kind is NoteKind.SHAPE:
        return _on_line(_outline(note), at, near)
    return True


def moved(note: Note, dx: float, dy: float) -> Note:
    """The same note ``dx``, ``dy`` points further."""
    return replace(
        note,
        strokes=tuple(tuple((x + dx, y + dy, p) for x, y, p in stroke) for stroke in note.strokes),
        boxes=tuple((x0 + dx, y0 + dy, x1 + dx, y1 + dy) for x0, y0, x1, y1 in note.boxes),
        at=(note.at[0] + dx, note.at[1] + dy) if note.at else None,
        box=(note.box[0] + dx, note.box[1] + dy, note.box[2] + dx, note.box[3] + dy) if note.box else None,
        points=tuple((x + dx, y + dy) for x, y in note.points),
    )


def along_words(words: Sequence[Word], start: Point, end: Point) -> tuple[list[Box], str]:
    """What a marker drawn from ``start`` to ``end`` covers: boxes a line, and the text; empty when it runs along none.

    The first and last run are cut where the marker began and ended, at whole characters of equal share.
    """
    drag = ordered(start, end)
    if drag[2] - drag[0] < 2 * (drag[3] - drag[1]):
        return [], ""
    middle = (start[1] + end[1]) / 2
    crossed = [
        word
        for word in words
        if word.box[1] <= middle <= word.box[3] and word.box[0] < drag[2] and drag[0] < word.box[2]
    ]
    marked = [_cut(word, drag[0], drag[2]) for word in sorted(crossed, key=lambda each: each.box[0])]
    marked = [(box, text) for box, text in marked if text]
    return _closed(marked), " ".join(text for _, text in marked)


def _closed(marked: Sequence[tuple[Box, str]]) -> list[Box]:
    """Spaced-out characters of one line (歳 入 合 計) are marked as one band; the next column of a table is not."""
    bands: list[Box] = []
    alone = False
    for box, text in marked:
        near = bool(bands) and box[0] - bands[-1][2] < _SPACED * (box[3] - box[1])
        if near and alone and len(text) == 1:
            last = bands.pop()
            bands.append((last[0], min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3])))
        else:
            bands.append(box)
        alone = len(text) == 1
    return bands


def _cut(word: Word, left: float, right: float) -> tuple[Box, str]:
    x0, y0, x1, y1 = word.box
    share = (x1 - x0) / max(1, len(word.text))
    if share <= 0 or y1 - y0 > 2 * max(x1 - x0, share):  # a vertical run is marked whole
        return word.box, word.text
    first = max(0, round((left - x0) / share))
    last = min(len(word.text), round((right - x0) / share))
    return (x0 + first * share, y0, x0 + last * share, y1), word.text[first:last]


def _outline(note: Note) -> list[Point]:
    if len(note.points) < 2 or note.shape in (ShapeKind.LINE, ShapeKind.ARROW):
        return list(note.points)
    x0, y0, x1, y1 = ordered(note.points[0], note.points[1])
    if note.shape is ShapeKind.BOX:
        return [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    near_x, near_y = (x1 - x0) * 0.1465, (y1 - y0) * 0.1465  # where the ellipse is at 45 degrees
    return [
        (x0, middle_y), (x0 + near_x, y0 + near_y), (middle_x, y0), (x1 - near_x, y0 + near_y),
        (x1, middle_y), (x1 - near_x, y1 - near_y), (middle_x, y1), (x0 + near_x, y1 - near_y), (x0, middle_y),
    ]  # fmt: skip


def _on_line(points: Sequence[Point], at: Point, near: float) -> bool:
    if len(points) == 1:
        return hypot(points[0][0] - at[0], points[0][1] - at[1]) <= near
    return any(_distance(at, a, b) <= near for a, b in itertools.pairwise(points))


def _distance(at: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else min(1.0, max(0.0, ((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / length))
    return hypot(a[0] + t * dx - at[0], a[1] + t * dy - at[1])
