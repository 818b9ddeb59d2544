"""How large a page is shown and where it lies: arithmetic between points on the page and pixels on the canvas.

page (points) ── scale ──▶ logical pixels ── device pixel ratio ──▶ device pixels (what the engine draws)
"""

from dataclasses import dataclass
from enum import Enum

from dxmeet.domain.annotation import Box, Point
from dxmeet.domain.page import PageSize

ACTUAL = 96 / 72
"""Logical pixels a point at 実寸: Qt's logical inch has 96 pixels."""
SMALLEST, LARGEST = 0.1, 8.0
"""Bounds of the zoom as a ratio of 実寸."""
MARGIN = 12
"""Logical pixels of canvas around a fitted page."""
_STEPS = (0.1, 0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)


class Fit(Enum):
    PAGE = "page"
    WIDTH = "width"
    ACTUAL = "actual"
    FREE = "free"


@dataclass(frozen=True)
class Viewport:
    """The canvas: logical pixels and device pixels a logical pixel."""

    width: int
    height: int
    ratio: float = 1.0


@dataclass(frozen=True)
class Placement:
    """A page on the canvas: its top left in logical pixels of the viewport, its size, and ``scale`` logical pixels a point."""

    left: float
    top: float
    width: float
    height: float
    scale: float

    def to_page(self, x: float, y: float) -> Point:
        return (x - self.left) / self.scale, (y - self.top) / self.scale

    def to_canvas(self, x: float, y: float) -> Point:
        return self.left + x * self.scale, self.top + y * self.scale

    def box_to_canvas(self, box: Box) -> Box:
        return (*self.to_canvas(box[0], box[1]), *self.to_canvas(box[2], box[3]))


def scale_for(page: PageSize, viewport: Viewport, fit: Fit, zoom: float) -> float:
    """Logical pixels a point. ``zoom`` is the ratio to 実寸 of a freely chosen size; each page is fitted by itself."""
    if fit is Fit.ACTUAL:
        return ACTUAL
    if fit is Fit.FREE:
        return min(max(zoom, SMALLEST), LARGEST) * ACTUAL
    across = max(1, viewport.width - 2 * MARGIN) / page.width
    if fit is Fit.WIDTH:
        return min(max(across, SMALLEST * ACTUAL), LARGEST * ACTUAL)
    return min(across, max(1, viewport.height - 2 * MARGIN) / page.height)


def placed(page: PageSize, viewport: Viewport, scale: float, scroll_x: int, scroll_y: int) -> Placement:
    """Centred where there is room, else scrolled; on whole device pixels, so that the drawn page is not blurred."""
    width, height = (
        max(1, round(points * scale * viewport.ratio)) / viewport.ratio for points in (page.width, page.height)
    )
    left = (viewport.width - width) / 2 if width <= viewport.width else MARGIN - scroll_x
    top = (viewport.height - height) / 2 if height <= viewport.height else MARGIN - scroll_y
    whole = (round(left * viewport.ratio) / viewport.ratio, round(top * viewport.ratio) / viewport.ratio)
    return Placement(*whole, width, height, scale)


def scroll_range(page: PageSize, viewport: Viewport, scale: float) -> tuple[int, int]:
    """How far the canvas scrolls, in logical pixels, across and down."""

    def beyond(points: float, room: int) -> int:
        length = round(points * scale)
        return length + 2 * MARGIN - room if length > room else 0

    return beyond(page.width, viewport.width), beyond(page.height, viewport.height)


def next_step(zoom: float, direction: int) -> float:
    """The next round zoom above (+1) or below (−1)."""
    if direction > 0:
        return next((step for step in _STEPS if step > zoom * 1.02), LARGEST)
    return next((step for step in reversed(_STEPS) if step < zoom / 1.02), SMALLEST)
