"""An arrow's head: two wings, the same on the screen and in an exported PDF."""

from math import atan2, cos, hypot, pi, sin

from dxmeet.domain.annotation import Point

_SPREAD = pi / 7  # of a wing from the line


def wings(start: Point, end: Point, width: float) -> tuple[Point, Point]:
    """Where the wings end that begin at ``end``, for a line of ``width`` points; no wing is longer than the arrow."""
    length = min(6 + 3 * width, hypot(end[0] - start[0], end[1] - start[1]))
    angle = atan2(end[1] - start[1], end[0] - start[0])
    left, right = ((end[0] - length * cos(angle + s), end[1] - length * sin(angle + s)) for s in (_SPREAD, -_SPREAD))
    return left, right
