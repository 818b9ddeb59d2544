"""Where a small grey picture is inside another one: normalised cross-correlation, coarse and then fine, with plain integers.

1 is the same picture, 0 no relation. Brightness and contrast do not matter.
"""

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import hypot, sqrt
from operator import add, mul, sub

from dxmeet.domain.annotation import Point
from dxmeet.domain.features import Grey

_OFF = 28.0  # points a page may lie off as a whole
_FADES = 0.6  # of the coarse correlation: when it is less in detail, the detail says nothing
_NARROW, _WIDE = 4, 8  # bytes
_APART = 4.0  # points; a second peak closer than that belongs to the first


@dataclass(frozen=True)
class Match:
    """``at`` is where the picture's corner lies (points); ``peak`` its correlation, ``margin`` by how much the place is
    better than the next one, both coarsely seen."""

    at: Point
    peak: float
    margin: float


class Plane:
    """A picture to search in, with the sums that every position needs."""

    def __init__(self, grey: Grey) -> None:
        self.grey = grey
        self._spaced: dict[int, list[bytes]] = {}
        self._sums = _areas(grey.row(y) for y in range(grey.height))
        self._squares = _areas(map(mul, grey.row(y), grey.row(y)) for y in range(grey.height))

    def correlations(self, template: "Template", across: range, down: range) -> dict[tuple[int, int], float]:
        """The correlation at every pixel (x, y) of ``across`` and ``down``, both without gaps; 0 where either picture is blank
        or the template reaches over the edge.

        A row of pixels is one large number, some bytes a pixel: multiplied with the template's row, which is written
        backwards, it holds the sums of products of all shifts at once.
        """
        found = {(x, y): 0.0 for x in across for y in down}
        xs = range(max(0, across.start), min(across.stop, self.grey.width - template.width + 1))
        ys = range(max(0, down.start), min(down.stop, self.grey.height - template.height + 1))
        if not xs or not ys or template.spread <= 0:
            return found
        for y, products in zip(ys, self._products(template, xs, ys), strict=True):
            sums = _over(self._sums, template, xs, y)
            squares = _over(self._squares, template, xs, y)
            for x, product, total, square in zip(xs, products, sums, squares, strict=True):
                spread = template.count * square - total * total
                if spread > 0:
                    shared = template.count * product - template.total * total
                    found[x, y] = shared / sqrt(spread * template.spread)
        return found

    def _products(self, template: "Template", xs: range, ys: range) -> Iterator[tuple[int, ...]]:
        """Of each y, the sums of products at every x."""
        size, width, height = template.spacing, template.width, template.height
        if size not in self._spaced:
            self._spaced[size] = [_spaced(self.grey.row(y), size) for y in range(self.grey.height)]
        first, last = size * xs.start, size * (xs.stop - 1 + width)
        lines = self._spaced[size][ys.start : ys.stop - 1 + height]
        numbers = [int.from_bytes(line[first:last], "little") for line in lines]
        sums = struct.Struct(f"<{len(xs)}{'I' if size == _NARROW else 'Q'}")
        for line in range(len(ys)):
            product = sum(map(mul, template.backwards, numbers[line : line + height]))
            yield sums.unpack_from(product.to_bytes(size * (len(xs) + 2 * width), "little"), size * (width - 1))


def _areas(rows: Iterable[Iterable[int]]) -> list[list[int]]:
    """The sum of all that is above and to the left of every corner of a pixel."""
    found: list[list[int]] = []
    for row in rows:
        line = [0, *accumulate(row)]
        found.append(list(map(add, line, found[-1])) if found else line)
    return [[0] * len(found[0]), *found] if found else [[0]]


def _over(areas: Sequence[list[int]], template: "Template", xs: range, y: int) -> Iterator[int]:
    """The sum over the template's area at every x."""
    part = slice(xs.start, xs.stop + template.width)
    down = list(map(sub, areas[y + template.height][part], areas[y][part]))
    return map(sub, down[template.width :], down)


class Template:
    """The picture that is looked for. ``spacing``: bytes a pixel in which a sum of so many products has room."""

    def __init__(self, grey: Grey) -> None:
        self.width, self.height = grey.width, grey.height
        self.count = self.width * self.height
        self.spacing = _NARROW if self.count * 255**2 < 256**_NARROW else _WIDE
        self.backwards = [
            int.from_bytes(_spaced(grey.row(y)[::-1], self.spacing), "little") for y in range(grey.height)
        ]
        self.total = sum(grey.pixels)
        self.spread = self.count * sum(map(mul, grey.pixels, grey.pixels)) - self.total**2


def _spaced(row: memoryview, size: int) -> bytes:
    """``size`` bytes a pixel, the lowest first."""
    spaced = bytearray(size * len(row))
    spaced[::size] = row
    return bytes(spaced)


def shrunk(grey: Grey, factor: int) -> Grey:
    """The means of ``factor`` × ``factor`` pixels; what is left over at the right and below falls away."""
    width, height = grey.width // factor, grey.height // factor
    whole, area = width * factor, factor * factor
    pixels = bytearray()
    for y in range(height):
        down = _added(grey.row(y * factor + line)[:whole] for line in range(factor))
        across = _added(down[column::factor] for column in range(factor))
        pixels += bytes([total // area for total in across])
    return Grey(width, height, bytes(pixels), grey.scale / factor)


def _added(lines: Iterable[Sequence[int]]) -> list[int]:
    """Place by place."""
    first, *others = lines
    total = list(first)
    for line in others:
        total = list(map(add, total, line))
    return total


def scaled(grey: Grey, factor: float, scale: float | None = None) -> Grey:
    """``factor`` times as large in points, at ``scale`` pixels a point (its own where not given); bilinear."""
    scale = scale or grey.scale
    step = grey.scale / (scale * factor)
    width, height = max(1, int(grey.width / step)), max(1, int(grey.height / step))
    if not grey.width or abs(step - 1) < 1e-6:
        return Grey(grey.width, grey.height, grey.pixels, scale)
    across = [_between((x + 0.5) * step - 0.5, grey.width) for x in range(width)]
    pixels = bytearray()
    for y in range(height):
        top, below, part = _between((y + 0.5) * step - 0.5, grey.height)
        upper, lower = grey.row(top), grey.row(below)
        mixed = [a + (b - a) * part for a, b in zip(upper, lower, strict=True)]
        pixels += bytes(round(mixed[a] + (mixed[b] - mixed[a]) * p) for a, b, p in across)
    return Grey(width, height, bytes(pixels), scale)


def _between(at: float, size: int) -> tuple[int, int, float]:
    low = min(max(int(at), 0), size - 1)
    return low, min(low + 1, size - 1), min(max(at - low, 0.0), 1.0)


def overlays(old: Grey, new: Sequence[Plane], scale: float, most: int = 1) -> list[tuple[float, Point]]:
    """(correlation, shift in points) where the old page's picture as a whole, ``scale`` times as large, may lie: the ``most``
    best places, the best first.

    ``new`` are a page's planes from coarse to fine, each with twice the pixels a point of the one before. On a page of
    another size it may lie anywhere.
    """
    coarse, *finer = new
    found = _anywhere(coarse, _middle_of(old, coarse, scale))[: 2 * most]
    for plane in finer:
        middle = _middle_of(old, plane, scale)
        found = sorted((_closer(plane, middle, each) for each in found), key=_peak, reverse=True)
    return found[:most]


def _peak(found: tuple[float, Point]) -> float:
    return found[0]


@dataclass(frozen=True)
class _Middle:
    """What of an old page is surely on the new one, and where that begins on it; how much wider and higher the new one is.
    In pixels of the new plane."""

    template: Template
    at: tuple[int, int]
    more: tuple[int, int]


def _anywhere(plane: Plane, middle: _Middle) -> list[tuple[float, Point]]:
    """Every place that is better than those beside it, the best first."""
    grain, off = plane.grey.scale, round(_OFF * plane.grey.scale) + 1
    template, (left, top), (wider, higher) = middle.template, middle.at, middle.more
    if template.width < 8 or template.height < 8:
        return []
    across = range(left + min(0, wider) - off, left + max(0, wider) + off + 1)
    down = range(top + min(0, higher) - off, top + max(0, higher) + off + 1)
    found = plane.correlations(template, across, down)
    tops = [
        (peak, ((x - left) / grain, (y - top) / grain))
        for (x, y), peak in found.items()
        if peak > 0 and all(peak >= found.get((x + a, y + b), 0.0) for a in (-1, 0, 1) for b in (-1, 0, 1))
    ]
    return sorted(tops, key=_peak, reverse=True)


def _closer(plane: Plane, middle: _Middle, before: tuple[float, Point]) -> tuple[float, Point]:
    """The same place on a finer plane; as it was where the detail says nothing."""
    grain, (left, top) = plane.grey.scale, middle.at
    x, y = round(before[1][0] * grain) + left, round(before[1][1] * grain) + top
    found = plane.correlations(middle.template, *_square(x, y, 1, 1))
    x, y = max(found, key=lambda at: found[at])
    if found[x, y] < before[0] * _FADES:
        return before
    return max(before[0], found[x, y]), ((x - left) / grain, (y - top) / grain)


def _middle_of(old: Grey, plane: Plane, scale: float) -> _Middle:
    same, off = _at_grain(old, scale, plane.grey.scale), round(_OFF * plane.grey.scale) + 1
    wider, higher = plane.grey.width - same.width, plane.grey.height - same.height
    left = min(off + max(0, -wider), same.width // 3)
    top = min(off + max(0, -higher), same.height // 3)
    return _Middle(Template(_inner(same, left, top)), (left, top), (wider, higher))


def _at_grain(grey: Grey, factor: float, grain: float) -> Grey:
    """The picture ``factor`` times as large in points, at about ``grain`` pixels a point; means, so that thin lines stay."""
    fold = max(1, round(grey.scale / (grain * factor)))
    return scaled(shrunk(grey, fold) if fold > 1 else grey, factor, grain)


def _inner(grey: Grey, across: int, down: int) -> Grey:
    rows = b"".join(bytes(grey.row(y)[across : grey.width - across]) for y in range(down, grey.height - down))
    return Grey(max(0, grey.width - 2 * across), max(0, grey.height - 2 * down), rows, grey.scale)


def locate(
    picture: Grey, page: Plane, coarse: Plane, guess: Point, radius: float, height: float | None = None
) -> Match | None:
    """``picture`` within ``radius`` points of where ``guess`` puts its corner, up or down within ``height``; None for nothing to
    compare.

    ``coarse`` is the page shrunk by two. The answer is exact to a fraction of a pixel.
    """
    if picture.width < 8 or picture.height < 8:
        return None
    small = Template(shrunk(picture, 2))
    reach = max(1, round(radius * coarse.grey.scale))
    high = reach if height is None else max(1, round(height * coarse.grey.scale))
    x0, y0 = round(guess[0] * coarse.grey.scale), round(guess[1] * coarse.grey.scale)
    found = coarse.correlations(small, *_square(x0, y0, reach, high))
    best = max(found, key=lambda at: found[at])
    apart = _APART * coarse.grey.scale
    rival = max((peak for at, peak in found.items() if hypot(at[0] - best[0], at[1] - best[1]) > apart), default=0.0)
    template = Template(picture)
    fine = page.correlations(template, *_square(best[0] * 2, best[1] * 2, 2, 2))
    x, y = max(fine, key=lambda at: fine[at])
    at = (
        (x + top_of([fine.get((x + step, y)) for step in (-1, 0, 1)])) / page.grey.scale,
        (y + top_of([fine.get((x, y + step)) for step in (-1, 0, 1)])) / page.grey.scale,
    )
    return Match(at, fine[x, y], found[best] - rival)


def _square(x: int, y: int, wide: int, high: int) -> tuple[range, range]:
    return range(x - wide, x + wide + 1), range(y - high, y + high + 1)


def top_of(three: Sequence[float | None]) -> float:
    """The top of the parabola through three correlations side by side, in steps from the middle one."""
    left, middle, right = three
    if left is None or middle is None or right is None:
        return 0.0
    bend = left - 2 * middle + right
    return 0.0 if bend >= 0 else max(-0.5, min(0.5, (left - right) / (2 * bend)))
