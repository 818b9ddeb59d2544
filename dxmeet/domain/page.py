"""Pages: their sizes and paper classes, tiles, and the render request as a value.

Sizes and positions are in points (1/72 inch) from the top left of the page as shown (rotation and CropBox applied),
y downwards. Pages count from 1.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from math import sqrt

_A4_AREA = (210 / 25.4 * 72) * (297 / 25.4 * 72)


class PaperClass(Enum):
    A4 = "A4"
    A3 = "A3"


@dataclass(frozen=True)
class PageSize:
    """Width and height in points, as shown."""

    width: float
    height: float

    @property
    def paper(self) -> PaperClass:
        """A3 only if long/short edge is √2 ± 3 % and the area is more than 1.25 × A4; every other page is A4.

        The rule is method 1 of the ledger: slides, Letter and odd sizes are printed fitted to A4; larger than A3 counts as A3.
        """
        short, long = sorted((self.width, self.height))
        if short <= 0:
            return PaperClass.A4
        root_two = abs(long / short / sqrt(2) - 1) <= 0.03
        return PaperClass.A3 if root_two and self.width * self.height > 1.25 * _A4_AREA else PaperClass.A4


def classes(pages: Iterable[PageSize]) -> tuple[int, int]:
    """How many pages are A4 and how many A3."""
    a4 = a3 = 0
    for page in pages:
        if page.paper is PaperClass.A3:
            a3 += 1
        else:
            a4 += 1
    return a4, a3


@dataclass(frozen=True)
class Tile:
    """A part of a rendered page in its pixels: left, top, width, height."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class RenderRequest:
    """What to draw, as a value: equal requests give equal pixels.

    ``scale`` is pixels a point; ``rotation`` 0, 90, 180 or 270 degrees clockwise beyond the page's own; ``tile`` None
    for the whole page.
    """

    page: int
    scale: float
    rotation: int = 0
    tile: Tile | None = None


MAX_PIXELS = 6_000_000
"""A request never asks for more than this many pixels at once (18 MB); larger views are made of tiles."""
PIXEL_BYTES = 3
"""Red, green, blue. A fourth byte would only be a third more to draw, to carry and to keep: Qt paints both at 0.2 ms a page."""


@dataclass(frozen=True)
class Pixels:
    """A drawn page or tile: rows of RGB without padding, ``width * height * PIXEL_BYTES`` bytes."""

    width: int
    height: int
    data: bytes | memoryview

    @property
    def blank(self) -> bool:
        """Whether every pixel is white."""
        return not bytes(self.data).lstrip(b"\xff")


@dataclass(frozen=True)
class OutlineEntry:
    """One line of the 目次: depth from 0, title, page from 1."""

    depth: int
    title: str
    page: int


@dataclass(frozen=True)
class Link:
    """A box on a page (points) that leads to ``page`` of the same document (``top`` in points, if it says so), or out of
    it to ``uri``; one of the two is empty."""

    box: tuple[float, float, float, float]
    page: int = 0
    top: float | None = None
    uri: str = ""


@dataclass(frozen=True)
class Permissions:
    """What the PDF's author allows. MuPDF does not enforce these; we do."""

    print: bool = True
    copy: bool = True
    annotate: bool = True


@dataclass(frozen=True)
class Word:
    """A run of text on a page with its box (x0, y0, x1, y1) in points."""

    text: str
    box: tuple[float, float, float, float]
