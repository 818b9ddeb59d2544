"""Where a small grey picture is inside another one: normalised cross-correlation, coarse and then fine, with plain integers.

1 is the same picture, 0 no relation. Brightness and contrast do not matter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import hypot, sqrt
from operator import mul

from dxmeet.domain.annotation import Point
from dxmeet.domain.features import Grey

_OFF = 28.0  # points a page may lie off as a whole
_FADES = 0.6  # of the coarse correlation: when it is less in detail, the detail says nothing
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
        self.rows = [list(grey.row(y)) for y in range(grey.height)]
        self._sums = [(0, *accumulate(row)) for row in self.rows]
        self._squares = [(0, *accumulate(map(mul, row, row))) for row in self.rows]

    def correlation(self, template: "Template", x: int, y: int) -> float:
        """Of the template with what lies at (x, y) pixels; 0 where either is blank or reaches over the edge."""
        width, height = template.width, template.height
        if x < 0 or y < 0 or x + width > self.grey.width or y + height > self.grey.height:
            return 0.0
        total = squares = product = 0
        for line, row in enumerate(template.rows, y):
            product += sum(map(mul, row, self.rows[line][x : x + width]))
            total += self._sums[line][x + width] - self._sums[line][x]
            squares += self._squares[line][x + width] - self._squares[line][x]
        count = width * height
        spread = count * squares - total * total
        if spread <= 0 or template.spread <= 0:
            return 0.0
        return (count * product - template.total * total) / sqrt(spread * template.spread)


class Template:
    """The picture that is looked for."""

    def __init__(self, grey: Grey) -> None:
        self.width, self.height = grey.width, grey.height
        self.rows = [list(grey.row(y)) for y in range(grey.height)]
        count = self.width * self.height
        self.total = sum(map(sum, self.rows))
        self.spread = count * sum(sum(map(mul, row, row)) for row in self.rows) - self.total**2


def shrunk(grey: Grey, factor: int) -> Grey:
    """The means of ``factor`` × ``factor`` pixels; what is left over at the right and below falls away."""
    width, height = grey.width // factor, grey.height // factor
    pixels = bytearray()
    for y in range(height):
        rows = [grey.row(y * factor + line) for line in range(factor)]
        columns = list(map(sum, zip(*rows, strict=True)))
        pixels += bytes(sum(columns[x * factor : (x + 1) * factor]) // (factor * factor) for x in range(width))
    return Grey(width, height, bytes(pixels), grey.scale / factor)


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


def overlay(old: Grey, new: Sequence[Plane], scale: float) -> tuple[float, Point]:
    """(correlation, shift in points) where the old page's picture as a whole, ``scale`` times as large, lies best.

    ``new`` are a page's planes from coarse to fine, each with twice the pixels a point of the one before.
    """
    best, shift = 0.0, (0.0, 0.0)
    for level, plane in enumerate(new):
        grain = plane.grey.scale
        same = _at_grain(old, scale, grain)
        reach = max(2, round(_OFF * grain)) if level == 0 else 1
        margin = min(round(_OFF * grain) + 1, same.width // 4, same.height // 4)
        template = Template(_inner(same, margin))
        if template.width < 8 or template.height < 8:
            return 0.0, (0.0, 0.0)
        centre = round(shift[0] * grain), round(shift[1] * grain)
        found = {
            (x, y): plane.correlation(template, margin + x, margin + y)
            for x in range(centre[0] - reach, centre[0] + reach + 1)
            for y in range(centre[1] - reach, centre[1] + reach + 1)
        }
        x, y = max(found, key=lambda at: found[at])
        if found[x, y] < best * _FADES or found[x, y] <= 0:
            return best, shift
        best, shift = max(best, found[x, y]), (x / grain, y / grain)
    return best, shift


def _at_grain(grey: Grey, factor: float, grain: float) -> Grey:
    """The picture ``factor`` times as large in points, at about ``grain`` pixels a point; means, so that thin lines stay."""
    fold = max(1, round(grey.scale / (grain * factor)))
    return scaled(shrunk(grey, fold) if fold > 1 else grey, factor, grain)


def _inner(grey: Grey, margin: int) -> Grey:
    rows = b"".join(bytes(grey.row(y)[margin : grey.width - margin]) for y in range(margin, grey.height - margin))
    return Grey(max(0, grey.width - 2 * margin), max(0, grey.height - 2 * margin), rows, grey.scale)


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
    found = {(x, y): coarse.correlation(small, x, y) for x, y in _square(x0, y0, reach, high)}
    best = max(found, key=lambda at: found[at])
    apart = _APART * coarse.grey.scale
    rival = max((peak for at, peak in found.items() if hypot(at[0] - best[0], at[1] - best[1]) > apart), default=0.0)
    template = Template(picture)
    fine = {at: page.correlation(template, *at) for at in _square(best[0] * 2, best[1] * 2, 2, 2)}
    x, y = max(fine, key=lambda at: fine[at])
    at = (
        (x + _top(fine, [(x - 1, y), (x, y), (x + 1, y)])) / page.grey.scale,
        (y + _top(fine, [(x, y - 1), (x, y), (x, y + 1)])) / page.grey.scale,
    )
    return Match(at, fine[x, y], found[best] - rival)


def _square(x: int, y: int, wide: int, high: int) -> Iterator[tuple[int, int]]:
    return ((x + a, y + b) for a in range(-wide, wide + 1) for b in range(-high, high + 1))


def _top(found: dict[tuple[int, int], float], three: Sequence[tuple[int, int]]) -> float:
    """The top of the parabola through three correlations, in pixels from the middle one."""
    if any(at not in found for at in three):
        return 0.0
    left, middle, right = (found[at] for at in three)
    bend = left - 2 * middle + right
    return 0.0 if bend >= 0 else max(-0.5, min(0.5, (left - right) / (2 * bend)))
