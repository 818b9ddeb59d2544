"""How large a page is shown and where it lies: arithmetic between points on the page and pixels on the canvas.

page (points) ── scale ──▶ logical pixels ── device pixel ratio ──▶ device pixels (what the engine draws)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dxmeet.desktop.reader.folding import MARGIN
from dxmeet.domain.look import LARGEST, SMALLEST, Fit
from dxmeet.domain.page import PageSize

if TYPE_CHECKING:
    from dxmeet.domain.annotation import Box, Point

ACTUAL = 96 / 72
"""Logical pixels a point at 実寸: Qt's logical inch has 96 pixels."""
_STEPS = (0.1, 0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)


@dataclass(frozen=True)
class Viewport:
    """The canvas: logical pixels and device pixels a logical pixel."""

    width: int
    height: int
    ratio: float = 1.0


@dataclass(frozen=True)
class Placement:
    """A page on the canvas: its top left in logical pixels of the viewport, its size there, and ``scale`` logical pixels
    a point. Points are the page's own: a view turned by ``rotation`` degrees clockwise turns only what is seen."""

    left: float
    top: float
    width: float
    height: float
    scale: float
    rotation: int = 0

    @property
    def corner(self) -> Point:
        """Where the page's own top left corner is, in logical pixels of the viewport."""
        quarter = self.rotation // 90 % 4
        across, down = quarter in (1, 2), quarter in (2, 3)
        return self.left + (self.width if across else 0), self.top + (self.height if down else 0)

    def to_page(self, x: float, y: float) -> Point:
        corner = self.corner
        return _turned((x - corner[0]) / self.scale, (y - corner[1]) / self.scale, -self.rotation)

    def to_canvas(self, x: float, y: float) -> Point:
        corner = self.corner
        across, down = _turned(x * self.scale, y * self.scale, self.rotation)
        return corner[0] + across, corner[1] + down

    def box_to_canvas(self, box: Box) -> Box:
        return _ordered(self.to_canvas(box[0], box[1]), self.to_canvas(box[2], box[3]))

    def box_to_page(self, box: Box) -> Box:
        return _ordered(self.to_page(box[0], box[1]), self.to_page(box[2], box[3]))

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x < self.left + self.width and self.top <= y < self.top + self.height

    def distance(self, x: float, y: float) -> float:
        """Logical pixels from a place in the viewport to the page, along the axes; 0 inside."""
        across = max(self.left - x, 0.0, x - self.left - self.width)
        return across + max(self.top - y, 0.0, y - self.top - self.height)


def turned_size(page: PageSize, rotation: int) -> PageSize:
    """Width and height in points of ``page`` seen turned by ``rotation`` degrees."""
    return PageSize(page.height, page.width) if rotation % 180 else page


def _turned(x: float, y: float, rotation: int) -> Point:
    """A vector turned clockwise (y downwards) by whole quarters."""
    for _ in range(rotation // 90 % 4):
        x, y = -y, x
    return x, y


def _ordered(one: Point, other: Point) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])


def scale_for(page: PageSize, viewport: Viewport, fit: Fit, zoom: float) -> float:
    """Logical pixels a point. ``zoom`` is the ratio to 実寸 of a freely chosen size; each page is fitted by itself."""
    if fit is Fit.ACTUAL:
        return ACTUAL
    if fit is Fit.FREE:
        return min(max(zoom, SMALLEST), LARGEST) * ACTUAL
    across = max(1, viewport.width - 2 * MARGIN) / page.width
    if fit is Fit.WIDTH:
        return min(across, LARGEST * ACTUAL)
    return min(across, max(1, viewport.height - 2 * MARGIN) / page.height)


def beyond(length: float, room: int) -> int:
    """How far something ``length`` logical pixels long scrolls in ``room``, margins included."""
    return round(length) + 2 * MARGIN - room if length > room else 0


def next_step(zoom: float, direction: int) -> float:
    """The next round zoom above (+1) or below (−1); a page fitted smaller than SMALLEST has none below."""
    if direction > 0:
        return next((step for step in _STEPS if step > zoom * 1.02), LARGEST)
    return next((step for step in reversed(_STEPS) if step < zoom / 1.02), min(zoom, SMALLEST))
