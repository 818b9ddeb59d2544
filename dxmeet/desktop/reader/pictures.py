"""Drawn pages and thumbnails in memory, up to a number of bytes; the page farthest from the one being read goes first."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtGui import QImage

from dxmeet.domain.page import RenderRequest

SPARE_BYTES = 1 << 20
"""Of pictures kept for coming back, beside those that are wanted: an A4 page of a small screen, or three without colour.
To draw one again takes 10 ms, and until then its thumbnail is seen."""
_THUMBNAIL_BYTES = 8 << 20


@dataclass(frozen=True)
class Picture:
    """A drawn page or tile."""

    request: RenderRequest
    image: QImage

    @property
    def size(self) -> int:
        return self.image.sizeInBytes()


class PictureCache:
    """One whole picture a page, at whatever scale it was last drawn, and tiles of the scale in use.

    _whole  {page: Picture}          shown scaled until the right scale arrives
    _tiles  {RenderRequest: Picture} above it, once a page is too large for one picture

    What is wanted stays, whatever it takes; of the others at most ``spare`` bytes.
    """

    def __init__(self, spare: int = SPARE_BYTES) -> None:
        self._spare = spare
        self._wanted: frozenset[RenderRequest] = frozenset()
        self._pages: frozenset[int] = frozenset()
        self._whole: dict[int, Picture] = {}
        self._tiles: dict[RenderRequest, Picture] = {}
        self.used = 0

    def __contains__(self, request: RenderRequest) -> bool:
        if request.tile is not None:
            return request in self._tiles
        known = self._whole.get(request.page)
        return known is not None and known.request == request

    def whole(self, page: int) -> Picture | None:
        return self._whole.get(page)

    def tiles(self, page: int, scale: float) -> Iterator[Picture]:
        return (tile for key, tile in self._tiles.items() if key.page == page and key.scale == scale)

    def want(self, requests: Iterable[RenderRequest], reading: int) -> None:
        """These tiles, and a whole picture of each of their pages, stay from now on; of the others, the farthest go."""
        self._wanted = frozenset(requests)
        self._pages = frozenset(request.page for request in self._wanted)
        self._keep_to_limit(reading)

    def put(self, new: Picture, reading: int) -> None:
        """Keep ``new`` while page ``reading`` is open; of what is not wanted, the farthest goes."""
        if new.request.tile is None:
            self._drop_whole(new.request.page)
            self._whole[new.request.page] = new
        else:
            self._drop_tiles(lambda key: key.page == new.request.page and key.scale != new.request.scale)
            self._drop_tile(new.request)
            self._tiles[new.request] = new
        self.used += new.size
        self._keep_to_limit(reading)

    def clear(self) -> None:
        self._whole.clear()
        self._tiles.clear()
        self.used = 0

    def _keep_to_limit(self, reading: int) -> None:
        others = [tile for key, tile in self._tiles.items() if key not in self._wanted]
        others += [whole for page, whole in self._whole.items() if page not in self._pages]
        others.sort(key=lambda each: (abs(each.request.page - reading), each.request.tile is not None))
        left = self._spare
        for each in others:  # the nearest first
            left -= each.size
            if left < 0:
                self._drop(each.request)

    def _drop(self, request: RenderRequest) -> None:
        if request.tile is None:
            self._drop_whole(request.page)
        else:
            self._drop_tile(request)

    def _drop_whole(self, page: int) -> None:
        gone = self._whole.pop(page, None)
        self.used -= gone.size if gone else 0

    def _drop_tile(self, key: RenderRequest) -> None:
        gone = self._tiles.pop(key, None)
        self.used -= gone.size if gone else 0

    def _drop_tiles(self, unwanted: Callable[[RenderRequest], bool]) -> None:
        for key in [key for key in self._tiles if unwanted(key)]:
            self._drop_tile(key)


class Thumbnails:
    """A small picture a page, as far as they have been drawn: what a page shows until it is drawn itself."""

    def __init__(self, limit: int = _THUMBNAIL_BYTES) -> None:
        self._limit = limit
        self._images: dict[int, QImage] = {}
        self._used = 0

    def __contains__(self, page: int) -> bool:
        return page in self._images

    def get(self, page: int) -> QImage | None:
        return self._images.get(page)

    def put(self, page: int, image: QImage, reading: int) -> None:
        """Keep ``image`` while page ``reading`` is open."""
        self._drop(page)
        self._images[page] = image
        self._used += image.sizeInBytes()
        while self._used > self._limit and len(self._images) > 1:
            self._drop(max((each for each in self._images if each != page), key=lambda each: abs(each - reading)))

    def clear(self) -> None:
        self._images.clear()
        self._used = 0

    def _drop(self, page: int) -> None:
        gone = self._images.pop(page, None)
        self._used -= gone.sizeInBytes() if gone is not None else 0
