"""Rub out a part of a drawing: what an eraser passed over is gone, the rest stays, cut exactly at its edge."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import hypot, sqrt

from dxmeet.domain.annotation import Note, Point, Stroke

_Touch = tuple[float, float, float]


def rubbed(note: Note, at: Point, radius: float) -> Note | None:
    """``note``, an ink, without what lies within ``radius`` points of ``at``; None when nothing is left.

    The same object when nothing was touched.
    """
    pieces: list[Stroke] = []
    touched = False
    for stroke in note.strokes:
        left = _cut(stroke, at, radius)
        touched = touched or left != [stroke]
        pieces += left
    if not touched:
        return note
    return replace(note, strokes=tuple(pieces)) if pieces else None


def _cut(stroke: Stroke, at: Point, radius: float) -> list[Stroke]:
    if not _meets(stroke, at, radius):
        return [stroke]
    if len(stroke) == 1:
        return []
    pieces: list[list[_Touch]] = [[]]
    for start, end in pairwise(stroke):
        for first, last in _outside(start, end, at, radius):
            if not pieces[-1] or pieces[-1][-1] != first:
                pieces.append([first])
            pieces[-1].append(last)
    return [tuple(piece) for piece in pieces if len(piece) > 1]


def _meets(stroke: Stroke, at: Point, radius: float) -> bool:
    if len(stroke) == 1:
        return hypot(stroke[0][0] - at[0], stroke[0][1] - at[1]) <= radius
    return any(_inside(a, b, at, radius) is not None for a, b in pairwise(stroke))


def _outside(start: _Touch, end: _Touch, at: Point, radius: float) -> list[tuple[_Touch, _Touch]]:
    """The parts of a straight piece that are outside the circle."""
    inside = _inside(start, end, at, radius)
    if inside is None:
        return [(start, end)]
    enters, leaves = inside
    parts: list[tuple[_Touch, _Touch]] = []
    if enters > 0:
        parts.append((start, _between(start, end, enters)))
    if leaves < 1:
        parts.append((_between(start, end, leaves), end))
    return parts


def _inside(start: Sequence[float], end: Sequence[float], at: Point, radius: float) -> tuple[float, float] | None:
    """Between which shares (0–1) of a straight piece it is within the circle; None when it never is."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    fx, fy = start[0] - at[0], start[1] - at[1]
    a, b, c = dx * dx + dy * dy, 2 * (fx * dx + fy * dy), fx * fx + fy * fy - radius * radius
    if a < 1e-12:
        return (0.0, 1.0) if c <= 0 else None
    root = b * b - 4 * a * c
    if root <= 0:
        return None
    enters, leaves = (-b - sqrt(root)) / (2 * a), (-b + sqrt(root)) / (2 * a)
    if leaves <= 0 or enters >= 1:
        return None
    return max(0.0, enters), min(1.0, leaves)


def _between(start: _Touch, end: _Touch, share: float) -> _Touch:
    x, y, p = (first + (last - first) * share for first, last in zip(start, end, strict=True))
    return x, y, p
