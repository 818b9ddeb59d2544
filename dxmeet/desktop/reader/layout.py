"""Which pages lie where: one at a time, as a spread, or one beneath the other. Pure arithmetic over the page sizes.

    single        spread              continuous
    ┌───┐      ┌───┬───┐              ┌───┐
    │ 3 │      │ 2 │ 3 │              │ 2 │
    └───┘      └───┴───┘              ├───┤   all rows on one ground that scrolls
    row 2       row 1 (row 0: 1)      │ 3 │

A *row* is what is turned to at once. The *ground* is what scrolls: one row, or in continuous all of them. Positions on
it are logical pixels from its top left; ``placements`` moves them to the viewport.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dxmeet.desktop.reader.folding import MARGIN
from dxmeet.desktop.reader.placing import ACTUAL, Placement, Viewport, beyond, scale_for, turned_size
from dxmeet.domain.look import Fit, Look, View
from dxmeet.domain.page import PageSize


@dataclass(frozen=True)
class _Spot:
    """A page on its ground: left, top, width and height in logical pixels, and logical pixels a point."""

    page: int
    left: float
    top: float
    width: float
    height: float
    scale: float


@dataclass(frozen=True)
class _Ground:
    width: float
    height: float
    spots: tuple[_Spot, ...]


_READABLE = 0.5  # a whole page smaller than this part of 実寸 cannot be read, so it starts at the canvas's width


def first_look(pages: Sequence[PageSize], page: int, viewport: Viewport, look: Look) -> Look:
    """``look`` with ``page`` as a whole, or as wide as the canvas where that could not be read."""
    whole = replace(look, fit=Fit.PAGE)
    small = PageLayout(pages, viewport, whole).scale(page) < _READABLE * ACTUAL
    return replace(look, fit=Fit.WIDTH) if small else whole


def lost_in(pages: Sequence[PageSize], page: int, viewport: Viewport, look: Look) -> bool:
    """Whether the size chosen for another document shows ``page`` smaller than as a whole, as after a poster."""
    whole = PageLayout(pages, viewport, replace(look, fit=Fit.PAGE)).scale(page)
    return look.fit is Fit.FREE and PageLayout(pages, viewport, look).scale(page) < whole


class PageLayout:
    """A value: another document, viewport or look is another layout. Pages and spreads are worked out when asked for."""

    def __init__(self, pages: Sequence[PageSize], viewport: Viewport, look: Look) -> None:
        self.pages = pages
        self.viewport = viewport
        self.look = look
        self._known: dict[PageSize, tuple[float, float, float]] = {}
        self._last: tuple[int, _Ground] | None = None

    @property
    def continuous(self) -> bool:
        return self.look.view is View.CONTINUOUS

    @property
    def rows(self) -> int:
        return len(self.pages) // 2 + 1 if self.look.view is View.SPREAD else len(self.pages)

    def row_of(self, page: int) -> int:
        """From 0. In a spread the cover is alone."""
        return page // 2 if self.look.view is View.SPREAD else page - 1

    def pages_of(self, row: int) -> list[int]:
        """In reading order; none where there is no such row."""
        if not 0 <= row < self.rows:
            return []
        wanted = (2 * row, 2 * row + 1) if self.look.view is View.SPREAD else (row + 1,)
        return [page for page in wanted if 1 <= page <= len(self.pages)]

    def beside(self, page: int, direction: int) -> int | None:
        """The first page of the next row (+1) or of the one before (−1)."""
        return next(iter(self.pages_of(self.row_of(page) + direction)), None)

    def size(self, page: int) -> PageSize:
        """As shown, in points: rotation applied."""
        return turned_size(self.pages[page - 1], self.look.rotation)

    def scale(self, page: int) -> float:
        """Logical pixels a point: each page is fitted by itself."""
        return self._measure(page)[2]

    def placements(self, page: int, across: int, down: int) -> list[tuple[int, Placement]]:
        """The pages in sight with their place in the viewport, in reading order, when ``page`` is the one being read.

        ``across`` and ``down`` are the scroll bars' values.
        """
        width, height = self._extent(page)
        left, top = _origin(width, self.viewport.width, across), _origin(height, self.viewport.height, down)
        spots = self._between(-top, self.viewport.height - top) if self.continuous else self._ground(page).spots
        return [(spot.page, self._placed(spot, left, top)) for spot in spots]

    def scroll_range(self, page: int) -> tuple[int, int]:
        """How far the ground scrolls while ``page`` is read, in logical pixels, across and down."""
        width, height = self._extent(page)
        return beyond(width, self.viewport.width), beyond(height, self.viewport.height)

    def scroll_to(self, page: int) -> int:
        """The vertical scroll value that brings the top of ``page`` under the viewport's edge."""
        if not self.continuous or not self.scroll_range(page)[1]:
            return 0
        return max(0, round(self._tops[page - 1]))

    def page_at(self, down: int) -> int:
        """The page being read when a continuous ground is scrolled to ``down``: the first that is half in sight."""
        room = self.viewport.height
        top = down - MARGIN
        for spot in self._between(top, top + room):
            seen = min(spot.top + spot.height, top + room) - max(spot.top, top)
            if 2 * seen >= min(spot.height, room):
                return spot.page
        return self._first_below(top)

    def _measure(self, page: int) -> tuple[float, float, float]:
        """Width and height on whole device pixels, and the scale; equal pages are measured once."""
        known = self._known.get(self.pages[page - 1])
        if known is None:
            size, room, ratio = self.size(page), self.viewport, self.viewport.ratio
            if self.look.view is View.SPREAD:
                room = Viewport(room.width // 2 + MARGIN, room.height, ratio)  # no margin at the spine
            scale = scale_for(size, room, self.look.fit, self.look.zoom)
            width, height = (max(1, round(points * scale * ratio)) / ratio for points in (size.width, size.height))
            known = self._known[self.pages[page - 1]] = width, height, scale
        return known

    def _extent(self, page: int) -> tuple[float, float]:
        if self.continuous:
            return self._widest, self._tops[-1] - MARGIN
        ground = self._ground(page)
        return ground.width, ground.height

    def _ground(self, page: int) -> _Ground:
        """The row of ``page`` by itself."""
        row = self.row_of(page)
        if self._last is None or self._last[0] != row:
            made = self._spread(row) if self.look.view is View.SPREAD else self._alone(row + 1)
            self._last = row, made
        return self._last[1]

    def _alone(self, page: int) -> _Ground:
        width, height, scale = self._measure(page)
        return _Ground(width, height, (_Spot(page, 0, 0, width, height, scale),))

    def _spread(self, row: int) -> _Ground:
        """Two pages that meet at the spine, or one that keeps its side of it while there is room for the other."""
        measured = {page: self._measure(page) for page in self.pages_of(row)}
        spine = max(width for width, _, _ in measured.values())
        height = max(height for _, height, _ in measured.values())
        if len(measured) == 1 and 2 * spine > self.viewport.width:
            return self._alone(next(iter(measured)))
        middle = height <= self.viewport.height  # where it scrolls, a short page must not wait below the edge
        spots = [
            _Spot(
                page, spine - size[0] if self._at_left(page) else spine, (height - size[1]) / 2 if middle else 0, *size
            )
            for page, size in measured.items()
        ]
        return _Ground(2 * spine, height, tuple(spots))

    def _at_left(self, page: int) -> bool:
        return (page % 2 == 0) != self.look.right_bound

    @cached_property
    def _tops(self) -> list[float]:
        """Of every page in continuous, and at last the ground's end with a gap."""
        tops = [0.0]
        for page in range(1, len(self.pages) + 1):
            tops.append(tops[-1] + self._measure(page)[1] + MARGIN)
        return tops

    @cached_property
    def _widest(self) -> float:
        return max(self._measure(page)[0] for page in range(1, len(self.pages) + 1))

    def _first_below(self, top: float) -> int:
        return min(max(1, bisect_right(self._tops, top)), len(self.pages))

    def _between(self, top: float, bottom: float) -> Iterator[_Spot]:
        for page in range(self._first_below(top), len(self.pages) + 1):
            if self._tops[page - 1] >= bottom:
                return
            width, height, scale = self._measure(page)
            if self._tops[page - 1] + height > top:
                yield _Spot(page, (self._widest - width) / 2, self._tops[page - 1], width, height, scale)

    def _placed(self, spot: _Spot, left: float, top: float) -> Placement:
        ratio = self.viewport.ratio
        x, y = (round(each * ratio) / ratio for each in (left + spot.left, top + spot.top))
        return Placement(x, y, spot.width, spot.height, spot.scale, self.look.rotation)


def _origin(length: float, room: int, scrolled: int) -> float:
    """Where the ground begins in the viewport: centred where there is room, else scrolled."""
    return (room - length) / 2 if length <= room else MARGIN - scrolled
