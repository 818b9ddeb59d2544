"""Which bands of a page's picture moved up or down, as lines do when others are added above or taken out.

    both pictures, lying on each other ─▶ each row of the old one, with those around it, compared with rows above and below
    ─▶ the fewest bands that explain the rows ─▶ how far each band moved, exactly

What runs down the page, like the lines of a table and its background, says nothing about up and down and is left out.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import sqrt
from operator import add, mul, sub

from dxmeet.domain.features import Grey
from dxmeet.domain.pictures import shrunk, top_of

_REACH = 150.0  # points that a band may have moved
_STRIP = 24.0  # points compared at once
_SMOOTH = 22.0  # points above and below whose mean is taken off
_SHOWS = 5.0  # grey levels, root mean square; less in a strip shows nothing
_HALF = 0.4  # correlation that is neither for nor against
_GONE = 0.04  # gain, as of a correlation that much above, of a row that went nowhere
_CUT = 1.2  # gain that another band must bring
_LEAST, _ALIKE, _AS_ALIKE = 6, 0.6, 0.8  # rows of a band; their correlation, and as a part of the longest band's
_STAYED = 2.6  # points; less is no movement


@dataclass(frozen=True)
class Band:
    """``dy`` points down; ``rows`` are the middles (points on the old page) of the strips in it that show something, ``lost``
    those of all that went nowhere."""

    dy: float
    rows: tuple[float, ...]
    lost: tuple[float, ...] = ()

    @property
    def stayed(self) -> bool:
        return abs(self.dy) <= _STAYED


@dataclass(frozen=True)
class _Rows:
    """A picture's rows without what runs down the page, and the sums of their squares so far."""

    rows: list[list[int]]
    squares: list[int]

    def strip(self, y: int, high: int) -> int:
        return self.squares[y + high] - self.squares[y]


def bands(old: Grey, new: Grey) -> list[Band]:
    """Both as large and lying on each other; the longest band first. Empty where nothing of it is there."""
    coarse = shrunk(old, 2), shrunk(new, 2)
    scale = coarse[0].scale
    alike = _compared(_upright(coarse[0]), _upright(coarse[1]), round(_STRIP * scale), round(_REACH * scale))
    found: dict[int, list[int]] = defaultdict(list)
    for y, dy in enumerate(_explained(alike)):
        if dy is not None and alike[y]:
            found[dy].append(y)
    fine = _upright(old), _upright(new)
    half = round(_STRIP * scale) / 2
    made: list[Band] = []
    enough = _ALIKE
    for dy, rows in sorted(found.items(), key=lambda item: -len(item[1])):
        if len(rows) >= _LEAST:
            peak, exact = _exactly(fine[0], fine[1], [line for y in rows for line in (2 * y, 2 * y + 1)], 2 * dy)
            if peak >= enough:
                enough = max(enough, _AS_ALIKE * peak)
                made.append(Band(exact / old.scale, tuple((y + half) / scale for y in rows)))
    there = {y for band in made for y in band.rows}
    lost = tuple(at for y, row in enumerate(alike) if row and (at := (y + half) / scale) not in there)
    return [replace(band, lost=lost) for band in made]


def _upright(grey: Grey) -> _Rows:
    """Of every pixel what it has more than the mean of those above and below it, and then than its row's mean: lines of
    writing at equal distances are not the same lines."""
    reach = max(1, round(_SMOOTH * grey.scale))
    plain = [list(grey.row(y)) for y in range(grey.height)]
    so_far = [[0] * grey.width, *accumulate(plain, lambda a, b: list(map(add, a, b)))]
    rows: list[list[int]] = []
    for y, row in enumerate(plain):
        first, last = max(0, y - reach), min(grey.height, y + reach + 1)
        around = map(sub, so_far[last], so_far[first])
        bare = [level - total // (last - first) for level, total in zip(row, around, strict=True)]
        mean = round(sum(bare) / len(bare)) if bare else 0
        rows.append([level - mean for level in bare])
    return _Rows(rows, [0, *accumulate(sum(map(mul, row, row)) for row in rows)])


def _compared(old: _Rows, new: _Rows, high: int, reach: int) -> list[dict[int, float]]:
    """Of every strip of the old picture: how far down → how alike. Empty where it shows nothing."""
    height, width = len(old.rows), len(old.rows[0]) if old.rows else 0
    least = _SHOWS**2 * high * width
    found: list[dict[int, float]] = [{} for _ in range(max(0, height - high + 1))]
    shown = [y for y in range(len(found)) if old.strip(y, high) >= least]
    for dy in range(-reach, reach + 1):
        at = range(max(0, -dy), min(height, height - dy))
        products = dict(zip(at, (sum(map(mul, old.rows[y], new.rows[y + dy])) for y in at), strict=True))
        so_far = [0, *accumulate(products.get(y, 0) for y in range(height))]
        for y in shown:
            if y in products and y + high - 1 in products:
                both = old.strip(y, high) * max(new.strip(y + dy, high), least / 4)
                found[y][dy] = (so_far[y + high] - so_far[y]) / sqrt(both)
    return found


def _explained(alike: Sequence[dict[int, float]]) -> list[int | None]:
    """How far down each row went, so that as few bands as possible explain most; None: nowhere."""
    states: list[int | None] = [None, *sorted({dy for row in alike for dy in row})]
    gain: dict[int | None, float] = dict.fromkeys(states, 0.0)
    steps: list[dict[int | None, int | None]] = []
    for row in alike:
        best = max(gain, key=lambda state: gain[state])
        step = {state: state if gain[state] >= gain[best] - _CUT else best for state in states}
        steps.append(step)
        gain = {state: max(gain[state], gain[best] - _CUT) + _gained(row, state) for state in states}
    at = max(gain, key=lambda state: gain[state], default=None)
    found: list[int | None] = []
    for step in reversed(steps):
        found.append(at)
        at = step[at]
    return found[::-1]


def _gained(row: dict[int, float], state: int | None) -> float:
    if not row:
        return 0.0
    return _GONE if state is None else row.get(state, 0.0) - _HALF


def _exactly(old: _Rows, new: _Rows, lines: Sequence[int], about: int) -> tuple[float, float]:
    """How alike those rows are, and how many pixels down they went, to a fraction of one."""
    alike = {dy: _alike(old, new, lines, dy) for dy in range(about - 3, about + 4)}
    best = max(alike, key=lambda dy: alike[dy])
    return alike[best], best + top_of([alike.get(best + step) for step in (-1, 0, 1)])


def _alike(old: _Rows, new: _Rows, lines: Sequence[int], dy: int) -> float:
    there = [y for y in lines if y < len(old.rows) and 0 <= y + dy < len(new.rows)]
    product = sum(sum(map(mul, old.rows[y], new.rows[y + dy])) for y in there)
    both = sum(old.strip(y, 1) for y in there) * sum(new.strip(y + dy, 1) for y in there)
    return product / sqrt(both) if both else 0.0
