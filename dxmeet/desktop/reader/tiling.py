"""What to draw of a page that is too large to draw at once: the whole page coarsely, then the tiles that are seen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

from dxmeet.desktop.reader.placing import Placement, Viewport
from dxmeet.domain.page import MAX_PIXELS, PageSize, RenderRequest, Tile

TILE = 1024
"""Pixels of a tile's side."""
_COARSE_PIXELS = MAX_PIXELS // 3
"""The whole page behind its tiles is there to be seen at once, not to be read."""


def pixel_size(page: PageSize, scale: float) -> tuple[int, int]:
    """Width and height in pixels of ``page`` drawn at ``scale`` pixels a point: the engine's own rounding."""
    return max(1, round(page.width * scale)), max(1, round(page.height * scale))


def whole_request(number: int, page: PageSize, scale: float) -> RenderRequest:
    """The page as one image: at ``scale`` pixels a point where that is allowed, else coarser."""
    width, height = pixel_size(page, scale)
    if width * height <= MAX_PIXELS:
        return RenderRequest(number, scale)
    return RenderRequest(number, round(sqrt(_COARSE_PIXELS / (page.width * page.height)), 4))


def tile_requests(
    number: int, page: PageSize, scale: float, seen: tuple[float, float, float, float]
) -> list[RenderRequest]:
    """The tiles over ``seen`` (x0, y0, x1, y1 in the page's pixels), nearest to its middle first; none for a small page."""
    width, height = pixel_size(page, scale)
    if width * height <= MAX_PIXELS:
        return []
    x0, y0 = max(0, int(seen[0])), max(0, int(seen[1]))
    x1, y1 = min(width, int(seen[2]) + 1), min(height, int(seen[3]) + 1)
    tiles = [
        Tile(x, y, min(TILE, width - x), min(TILE, height - y))
        for y in range(y0 - y0 % TILE, y1, TILE)
        for x in range(x0 - x0 % TILE, x1, TILE)
    ]
    middle = (x0 + x1) / 2, (y0 + y1) / 2

    def distance(tile: Tile) -> float:
        return abs(tile.x + tile.width / 2 - middle[0]) + abs(tile.y + tile.height / 2 - middle[1])

    return [RenderRequest(number, scale, 0, tile) for tile in sorted(tiles, key=distance)]


@dataclass(frozen=True)
class Wanted:
    """A page to be drawn: its size as shown (points, turned with the view), logical pixels a point, and its place on the
    canvas, None while it is out of sight."""

    page: int
    size: PageSize
    scale: float
    place: Placement | None = None


def wanted_requests(pages: Sequence[Wanted], viewport: Viewport, rotation: int = 0) -> list[RenderRequest]:
    """What to draw of ``pages``, most urgent first, in a view turned by ``rotation`` degrees.

    Only pages in sight get tiles; of the others the whole picture will do to turn to.
    """
    ratio = viewport.ratio
    whole = {each.page: whole_request(each.page, each.size, each.scale * ratio) for each in pages}
    requests = [whole[each.page] for each in pages if each.place is not None]
    for each in pages:
        if each.place is not None:
            left, top = -each.place.left * ratio, -each.place.top * ratio
            seen = (left, top, left + viewport.width * ratio, top + viewport.height * ratio)
            requests += tile_requests(each.page, each.size, each.scale * ratio, seen)
    requests += [whole[each.page] for each in pages if each.place is None]
    return [replace(request, rotation=rotation) for request in requests] if rotation else requests
