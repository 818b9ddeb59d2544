"""How the raw points of a pen become the line that is seen: corners rounded, width after the pressure.

The points themselves are kept raw; this is drawing, the same on the screen and in an exported PDF. A corner is rounded
only within 1.5 points of it, so that a line of few, far points stays where it was put (nowhere off by more than 0.75).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from dxmeet.domain.annotation import Point

Touch = tuple[float, float, float]
"""(x, y, pressure 0–1)."""

_ROUNDED = 1.5  # points before and after a corner


@dataclass(frozen=True)
class Leg:
    """A piece of the line: from ``start`` to ``end``, bent towards ``bend`` (a quadratic curve; None: straight)."""

    start: Point
    bend: Point | None
    end: Point
    pressure: float


def legs(stroke: Sequence[Touch]) -> list[Leg]:
    """The whole line; none for a single point."""
    if len(stroke) < 2:
        return []
    found: list[Leg] = []
    at = stroke[0][:2]
    for before, corner, after in zip(stroke, stroke[1:], stroke[2:], strict=False):
        for leg in around(at, before, corner, after):
            found.append(leg)
            at = leg.end
    found.append(tail(at, stroke[-2], stroke[-1]))
    return found


def around(at: Point, before: Touch, corner: Touch, after: Touch) -> Iterator[Leg]:
    """From ``at``, where the line has come to, through ``corner`` to a place on the way to ``after``."""
    into, out = _near(corner, before), _near(corner, after)
    pressure = (before[2] + corner[2]) / 2
    if hypot(into[0] - at[0], into[1] - at[1]) > 1e-6:
        yield Leg(at, None, into, pressure)
        at = into
    yield Leg(at, corner[:2], out, corner[2])


def tail(at: Point, before: Touch, last: Touch) -> Leg:
    """From where the line has come to, to its last point."""
    return Leg(at, None, last[:2], (before[2] + last[2]) / 2)


def pressed_width(width: float, pressure: float) -> float:
    """The pen's width in points: half at a touch, one and a half times at full pressure, ``width`` at 0.5."""
    return width * (0.5 + min(max(pressure, 0.0), 1.0))


def even(stroke: Sequence[Touch]) -> bool:
    """Whether the pressure is the same all along: then the line is one path."""
    return all(abs(p - q) < 1e-9 for (_, _, p), (_, _, q) in pairwise(stroke))


def _near(corner: Touch, other: Touch) -> Point:
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    length = hypot(dx, dy)
    share = 0.5 if length <= 2 * _ROUNDED else _ROUNDED / length
    return corner[0] + dx * share, corner[1] + dy * share
