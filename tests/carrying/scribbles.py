"""Notes as readers make them: on words, around rows, in margins, on drawings; every kind."""

from datetime import UTC, datetime, timedelta
from math import cos, pi, sin
from random import Random
from typing import Any

from dxmeet.domain.annotation import Box, Note, NoteId, NoteKind, ShapeKind, Stroke
from dxmeet.domain.features import PageFeatures
from dxmeet.domain.packet import MaterialId, RevisionId

NOON = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
KINDS = (
    (NoteKind.HIGHLIGHT, 30), (NoteKind.INK, 30), (NoteKind.STICKY, 18),
    (NoteKind.SHAPE, 12), (NoteKind.TEXT, 7), (NoteKind.BOOKMARK, 3),
)  # fmt: skip


def scribble(
    random: Random, page: int, features: PageFeatures, number: int, material: str = "m", revision: str = "old"
) -> Note:
    """One note of a random kind on ``page``."""
    kinds, weights = zip(*KINDS, strict=True)
    kind = random.choices(kinds, weights)[0]
    if kind is NoteKind.HIGHLIGHT and not features.chars:
        kind = NoteKind.INK
    at = NOON + timedelta(seconds=30 * number)
    note: dict[str, Any] = {
        "id": NoteId(f"n{number}"), "material": MaterialId(material), "revision": RevisionId(revision), "page": page, "kind": kind,
        "color": "#c62828", "width": 1.5, "author": "佐藤", "created_at": at,
        "text": "確認" if kind is not NoteKind.INK else "",
    }  # fmt: skip
    if kind is NoteKind.BOOKMARK:
        return Note(**note)
    if kind is NoteKind.HIGHLIGHT:
        boxes = _marked(random, features)
        return Note(**note, boxes=boxes)
    place = _place(random, features)
    x, y = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
    match kind:
        case NoteKind.STICKY:
            return Note(**note, at=(place[0] + random.uniform(-4, 8), place[1] + random.uniform(-4, 8)))
        case NoteKind.TEXT:
            return Note(**note, box=(place[0], place[3], place[0] + 90, place[3] + 16))
        case NoteKind.SHAPE:
            shape = random.choice(list(ShapeKind))
            if shape in (ShapeKind.LINE, ShapeKind.ARROW):
                return Note(**note, shape=shape, points=((place[0], place[3] + 1), (place[2], place[3] + 1)))
            return Note(**note, shape=shape, points=((place[0] - 2, place[1] - 2), (place[2] + 2, place[3] + 2)))
        case _:
            return Note(**note, strokes=_drawn(random, place, x, y))


def _drawn(random: Random, place: Box, x: float, y: float) -> tuple[Stroke, ...]:
    match random.choice(("circle", "underline", "check")):
        case "circle":
            rx, ry = (place[2] - place[0]) / 2 + 5, (place[3] - place[1]) / 2 + 4
            ring = [(x + rx * cos(i * pi / 12), y + ry * sin(i * pi / 12), 0.5) for i in range(25)]
            return (tuple(ring),)
        case "underline":
            line = [(place[0] + (place[2] - place[0]) * i / 10, place[3] + 1, 0.6) for i in range(11)]
            return (tuple(line),)
        case _:
            return (
                ((x, y, 0.5), (x + 4, y + 6, 0.7)),
                ((x + 4, y + 6, 0.7), (x + 14, y - 8, 0.4)),
            )


def _run(random: Random, features: PageFeatures) -> tuple[int, int]:
    start = random.randrange(len(features.runs))
    ends = (*features.runs[1:], len(features.chars))
    return features.runs[start], ends[start]


def _union(boxes: list[Box]) -> Box:
    return (
        min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
    )  # fmt: skip


def _marked(random: Random, features: PageFeatures) -> tuple[Box, ...]:
    """Part of a line, or all of it."""
    start, end = _run(random, features)
    length = random.randint(1, end - start) if random.random() < 0.6 else end - start
    first = random.randint(start, end - length)
    return (_union(list(features.boxes[first : first + length])),)


def _place(random: Random, features: PageFeatures) -> Box:
    """Mostly on a line or a cell, sometimes on two, sometimes anywhere."""
    width, height = features.size
    if features.chars and random.random() < 0.82:
        start, end = _run(random, features)
        if end - start > 14:
            start = random.randint(start, end - 10)
            end = start + random.randint(4, 10)
        return _union(list(features.boxes[start:end]))
    x, y = random.uniform(0.06, 0.85) * width, random.uniform(0.06, 0.9) * height
    return (x, y, x + random.uniform(10, 70), y + random.uniform(6, 24))
