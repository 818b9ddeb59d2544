"""Worker side: draw pages and tiles from cached display lists into shared memory, a PNG or grey pixels.

page ── display list (built once: 1–50 ms) ──▶ draw at any scale, any tile (1.3–2.9 times faster than from the page)
"""

import os
from collections import OrderedDict
from typing import Any

from dxmeet.domain.page import MAX_PIXELS, PIXEL_BYTES, RenderRequest, Tile
from dxmeet.errors import InputInvalid, PageFailed, PageUnknown
from dxmeet.memory import give_back, keep_large_apart
from dxmeet.pdf.mupdf import be_silent, mupdf
from dxmeet.pdf.opening import Opened, failing_as

_LISTS = 4
"""Display lists kept, over all documents: the page being read, its neighbours, one to come back to."""
_STORE_BYTES = 4 << 20
"""MuPDF's cache of decoded images and fonts; its own default of 256 MB is more than all of us may take. Of real papers 16
pages and the tiles of a scan are drawn as fast with 4 MB as with 12."""
_RESTING = 50
"""Percent of that cache kept while nobody turns pages: the fonts of the page last drawn, seldom the image of a scan."""
_BORROWED_BYTES = 24 << 20
"""Pixels drawn before freed memory is given back to the system."""


def calm_mupdf() -> None:
    """Bound MuPDF's cache, and keep it and PyMuPDF from writing to the owner's stdout and stderr."""
    mupdf.fz_new_store_context(_STORE_BYTES)
    keep_large_apart()  # pixels and decoded images: 33 MB after a deck, not 41
    be_silent()
    os.environ["PYMUPDF_MESSAGE"] = f"path:{os.devnull}"  # for the whole of PyMuPDF, once a request imports it


class DisplayLists:
    """The few most recently drawn pages of all open documents, as MuPDF display lists (annotations and fields included)."""

    def __init__(self) -> None:
        self._lists: OrderedDict[tuple[int, int], Any] = OrderedDict()
        self._borrowed = 0

    def of(self, handle: int, opened: Opened, page: int) -> Any:
        """The display list of ``page``. Raises PageUnknown or PageFailed."""
        if not 1 <= page <= len(opened.sizes):
            raise PageUnknown(page=page, pages=len(opened.sizes))
        key = handle, page
        if key not in self._lists:
            with failing_as(lambda: PageFailed(page=page)):
                self.keep(key, display_list(opened, page))
        self._lists.move_to_end(key)
        return self._lists[key]

    def keep(self, key: tuple[int, int], drawing: Any) -> None:
        """The display list of a document's page: ``key`` is (handle, page)."""
        while len(self._lists) >= _LISTS:
            self._lists.popitem(last=False)
        self._lists[key] = drawing

    def forget(self, handle: int) -> None:
        for key in [key for key in self._lists if key[0] == handle]:
            del self._lists[key]
        mupdf.fz_empty_store()
        give_back()

    def drew(self, size: int) -> None:
        """``size`` bytes were drawn; now and then give the freed memory of big images back to the system."""
        self._borrowed += size
        if self._borrowed >= _BORROWED_BYTES:
            self._borrowed = 0
            give_back()

    def rest(self) -> None:
        """Nothing is drawn for a while: keep what was used last, and give the rest back. 0.5 ms."""
        mupdf.fz_shrink_store(_RESTING)
        self._borrowed = 0
        give_back()


def display_list(opened: Opened, page: int) -> Any:
    """A fresh display list of ``page``, outside the cache; MuPDF's errors pass through."""
    loaded = mupdf.fz_load_page(opened.file, page - 1)
    return mupdf.fz_new_display_list_from_page(loaded)


def shown_pixels(size: tuple[float, float], scale: float, rotation: int) -> tuple[int, int]:
    """Width and height in pixels of a page of ``size`` points drawn at ``scale`` pixels a point."""
    width, height = size if rotation % 180 == 0 else (size[1], size[0])
    return max(1, round(width * scale)), max(1, round(height * scale))


def draw_into(arena: memoryview, size: tuple[float, float], drawing: Any, request: RenderRequest) -> tuple[int, int]:
    """Draw a page or tile as RGB rows at the arena's start; (width, height) in pixels.

    A tile that reaches over the page's edge is cut there. Raises InputInvalid when nothing or too much is asked for.
    """
    tile = _tile(size, request)
    if tile.width * tile.height > MAX_PIXELS or tile.width * tile.height * PIXEL_BYTES > len(arena):
        raise InputInvalid(field="scale", value=request.scale)
    target = mupdf.fz_new_pixmap_with_bbox_and_data(
        mupdf.fz_device_rgb(),
        mupdf.FzIrect(0, 0, tile.width, tile.height),
        mupdf.FzSeparations(),
        0,
        mupdf.python_mutable_buffer_data(arena),
    )
    matrix = placed(size, request.scale, request.rotation)
    run(drawing, target, mupdf.fz_concat(matrix, mupdf.fz_translate(-tile.x, -tile.y)), tile.width, tile.height)
    return tile.width, tile.height


def _tile(size: tuple[float, float], request: RenderRequest) -> Tile:
    if not 0 < request.scale < 1e4 or request.rotation % 90:
        raise InputInvalid(field="scale" if request.rotation % 90 == 0 else "rotation", value=str(request.scale))
    width, height = shown_pixels(size, request.scale, request.rotation)
    if request.tile is None:
        return Tile(0, 0, width, height)
    asked = request.tile
    left, top = max(0, asked.x), max(0, asked.y)
    right, bottom = min(width, asked.x + asked.width), min(height, asked.y + asked.height)
    if right <= left or bottom <= top:
        raise InputInvalid(field="tile", value=f"{asked.x},{asked.y},{asked.width},{asked.height}")
    return Tile(left, top, right - left, bottom - top)


def placed(size: tuple[float, float], scale: float, rotation: int) -> Any:
    """The matrix from points on the page as shown to pixels, turned clockwise by ``rotation`` and moved back to 0, 0."""
    width, height = size
    match rotation % 360:
        case 90:
            return mupdf.FzMatrix(0, scale, -scale, 0, height * scale, 0)
        case 180:
            return mupdf.FzMatrix(-scale, 0, 0, -scale, width * scale, height * scale)
        case 270:
            return mupdf.FzMatrix(0, -scale, scale, 0, 0, width * scale)
        case _:
            return mupdf.FzMatrix(scale, 0, 0, scale, 0, 0)


def run(drawing: Any, target: Any, matrix: Any, width: int, height: int) -> None:
    """Draw on white; whatever lies outside the target is skipped, not drawn and thrown away."""
    mupdf.fz_clear_pixmap_with_value(target, 0xFF)
    device = mupdf.fz_new_draw_device(mupdf.FzMatrix(), target)
    mupdf.fz_run_display_list(drawing, device, matrix, mupdf.FzRect(0, 0, width, height), mupdf.FzCookie())
    mupdf.fz_close_device(device)


def pixmap(drawing: Any, size: tuple[float, float], scale: float, grey: bool = False) -> Any:
    """The whole page as a PyMuPDF Pixmap, RGB or grey."""
    from dxmeet.pdf.whole import (
        pymupdf,  # before what it is to wrap is made: it takes only what its own classes were there for
    )

    width, height = shown_pixels(size, scale, 0)
    colours = mupdf.fz_device_gray() if grey else mupdf.fz_device_rgb()
    target = mupdf.fz_new_pixmap_with_bbox(colours, mupdf.FzIrect(0, 0, width, height), mupdf.FzSeparations(), 0)
    run(drawing, target, placed(size, scale, 0), width, height)
    return pymupdf.Pixmap("raw", target)
