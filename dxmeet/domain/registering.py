"""How a whole page's picture lies on another one: shifted, a little turned, scaled; found by a dozen of its patches.

A patch of a bare edge can be found anywhere along it. What most of the patches agree on is where the page lies.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import atan2, cos, degrees, hypot, inf, sin
from statistics import median

from dxmeet.domain.annotation import Point
from dxmeet.domain.bands import Band
from dxmeet.domain.features import Grey
from dxmeet.domain.pictures import Plane, locate, scaled
from dxmeet.domain.surroundings import crop, deviation

_COLUMNS, _ROWS = 4, 5
_PATCH = 88.0  # points
_SHOWS = 14.0  # standard deviation of greys in a patch worth looking for
_FOUND = 0.6  # correlation
_RADIUS = 11.0  # points; a page turned by a degree or two is off by that at its corners, and lines stand farther apart
_CLOSE = 2.6  # points; nearer than that a patch agrees
_LEAST, _SHARE = 4, 0.35  # patches that must agree: half of a page may have moved down
_TURNED, _STRETCHED = 3.0, 0.025  # degrees; more is another page, not another scan


@dataclass(frozen=True)
class Registration:
    """New point = ``scale`` × old point turned by ``angle`` (radians) + (``dx``, ``dy``); ``share`` of the patches that show
    something agree, those around ``agreeing`` on the old page; those around ``parted`` are not where it says.
    ``quality``: how alike (correlation) the agreeing ones are; what did not change is about as alike as that. ``alone``: no
    other way of lying fits nearly as well, as it would on a page of equal rows. ``dense``: every row was looked at, not a
    dozen of patches. ``level``: too little was found to tell whether it is turned; it was taken not to be."""

    scale: float
    angle: float
    dx: float
    dy: float
    share: float
    agreeing: tuple[Point, ...] = ()
    parted: tuple[Point, ...] = ()
    quality: float = 1.0
    alone: bool = True
    dense: bool = False
    level: bool = False

    def speaks_for(self, at: Point) -> bool:
        """Whether what is nearest to ``at``, on the old page, moved along."""
        return _nearest(self.agreeing, at) <= _nearest(self.parted, at)

    def encloses(self, at: Point) -> bool:
        """Whether what is nearest above ``at`` and what is nearest below it moved along."""
        above = [tuple(p for p in some if p[1] <= at[1]) for some in (self.agreeing, self.parted)]
        below = [tuple(p for p in some if p[1] >= at[1]) for some in (self.agreeing, self.parted)]
        return all(_nearest(agreeing, at) <= _nearest(parted, at) for agreeing, parted in (above, below))

    def supports(self, at: Point, share: float) -> bool:
        """Whether the page as a whole (or, of bands, what is above and below) says where ``at`` went."""
        if self.dense:
            return self.alone and self.encloses(at)
        return self.alone and self.share >= share and self.speaks_for(at)

    @property
    def weak(self) -> bool:
        """Whether too few patches say so to be believed, unless the bands do."""
        return not self.dense and len(self.agreeing) < _LEAST

    def banded(self, old: Grey, some: Sequence[Band]) -> "list[tuple[float, Registration]]":
        """How far (points on the old page) each band moved up or down before it moved like the rest, and its registration."""
        middle = old.width / old.scale / 2
        rows = [tuple((middle, y) for y in band.rows) for band in some]
        total = sum(map(len, rows)) + (len(some[0].lost) if some else 0)
        found: list[tuple[float, Registration]] = []
        for band, own in zip(some, rows, strict=True):
            dy = 0.0 if band.stayed else band.dy
            x, y = self.moved((0.0, dy))
            others = tuple(at for each in rows if each is not own for at in each)
            others += tuple((middle, y) for y in band.lost)
            share = len(own) / total
            found.append((dy, replace(self, dx=x, dy=y, share=share, agreeing=own, parted=others, dense=True)))
        return found

    def moved(self, at: Point) -> Point:
        c, s = self.scale * cos(self.angle), self.scale * sin(self.angle)
        return at[0] * c - at[1] * s + self.dx, at[0] * s + at[1] * c + self.dy


def _nearest(places: Iterable[Point], at: Point) -> float:
    return min((hypot(at[0] - x, at[1] - y) for x, y in places), default=inf)


_Pairs = Sequence[tuple[Point, Point]]


def register(old: Grey, new: Plane, coarse: Plane, scale: float, shift: Point) -> Registration | None:
    """``shift`` is roughly how many points the old picture, ``scale`` times as large, lies off. None without agreement."""
    looked = list(_looked_for(old, new, coarse, scale, shift))
    pairs = [(before, after) for before, after, _ in looked if after is not None]
    agreeing, lying = _turned(pairs, old, scale) or _shifted(pairs, scale)
    if lying is None:
        return None
    there = tuple(p for p, _ in agreeing)
    parted = tuple(before for before, *_ in looked if before not in there)
    quality = median(peak for before, _, peak in looked if before in there)
    return replace(lying, share=len(agreeing) / len(looked), agreeing=there, parted=parted, quality=quality)


def _turned(pairs: _Pairs, old: Grey, scale: float) -> tuple[_Pairs, Registration] | None:
    """With as many patches as can tell how far it is turned and stretched."""
    tries = [_through(a, b) for a, b in combinations(pairs, 2) if _far(a[0], b[0], old)]
    likely = [t for t in tries if abs(degrees(t.angle)) <= _TURNED and abs(t.scale / scale - 1) <= _STRETCHED]
    best = max(likely, key=lambda each: len(_agreeing(each, pairs)), default=None)
    if best is None:
        return None
    agreeing = _agreeing(best, pairs)
    if len(agreeing) < _LEAST or len(agreeing) < _SHARE * len(pairs):
        return None
    fitted = _fitted(agreeing)
    steady = scale if abs(fitted.scale / scale - 1) < 0.004 else fitted.scale
    return agreeing, _about_middle(replace(fitted, scale=steady), agreeing)


def _shifted(pairs: _Pairs, scale: float) -> tuple[_Pairs, Registration | None]:
    """Two or three patches on a page with little on it: shifted by the same."""
    tries = [Registration(scale, 0.0, q[0] - p[0] * scale, q[1] - p[1] * scale, 0.0) for p, q in pairs]
    best = max((_agreeing(each, pairs) for each in tries), key=len, default=[])
    return (
        (best, _about_middle(Registration(scale, 0.0, 0.0, 0.0, 0.0, level=True), best))
        if len(best) > 1
        else ([], None)
    )


def _looked_for(
    old: Grey, new: Plane, coarse: Plane, scale: float, shift: Point
) -> Iterable[tuple[Point, Point | None, float]]:
    """(middle of a patch on the old page, where it is on the new one, if it is, and how alike), in points."""
    width, height = old.width / old.scale, old.height / old.scale
    for column in range(_COLUMNS):
        for row in range(_ROWS):
            x = (width - _PATCH) * (column + 0.5) / _COLUMNS
            y = (height - _PATCH) * (row + 0.5) / _ROWS
            patch, at = crop(old, (x, y, x + _PATCH, y + _PATCH))
            if deviation(patch) < _SHOWS:
                continue
            resized = scaled(patch, scale, new.grey.scale)
            guess = at[0] * scale + shift[0], at[1] * scale + shift[1]
            match = locate(resized, new, coarse, guess, _RADIUS)
            half = patch.width / patch.scale / 2, patch.height / patch.scale / 2
            middle = at[0] + half[0], at[1] + half[1]
            if match is None or match.peak < _FOUND:
                yield middle, None, 0.0
            else:
                yield middle, (match.at[0] + half[0] * scale, match.at[1] + half[1] * scale), match.peak


def _far(a: Point, b: Point, old: Grey) -> bool:
    return hypot(a[0] - b[0], a[1] - b[1]) > 0.3 * max(old.width, old.height) / old.scale


def _through(a: tuple[Point, Point], b: tuple[Point, Point]) -> Registration:
    """The movement that brings both patches exactly to their places."""
    (p, q), (r, t) = a, b
    before, after = (r[0] - p[0], r[1] - p[1]), (t[0] - q[0], t[1] - q[1])
    scale = hypot(*after) / hypot(*before)
    angle = atan2(after[1], after[0]) - atan2(before[1], before[0])
    angle = atan2(sin(angle), cos(angle))
    turned = Registration(scale, angle, 0, 0, 0).moved(p)
    return Registration(scale, angle, q[0] - turned[0], q[1] - turned[1], 0)


def _agreeing(lying: Registration, pairs: _Pairs) -> list[tuple[Point, Point]]:
    return [(p, q) for p, q in pairs if _miss(lying, p, q) <= _CLOSE]


def _miss(lying: Registration, old: Point, new: Point) -> float:
    there = lying.moved(old)
    return hypot(there[0] - new[0], there[1] - new[1])


def _middles(pairs: _Pairs) -> tuple[float, float, float, float]:
    count = len(pairs)
    return (
        sum(p[0] for p, _ in pairs) / count,
        sum(p[1] for p, _ in pairs) / count,
        sum(q[0] for _, q in pairs) / count,
        sum(q[1] for _, q in pairs) / count,
    )


def _fitted(pairs: _Pairs) -> Registration:
    """Least squares over the agreeing patches."""
    px, py, qx, qy = _middles(pairs)
    dot = sum((p[0] - px) * (q[0] - qx) + (p[1] - py) * (q[1] - qy) for p, q in pairs)
    cross = sum((p[0] - px) * (q[1] - qy) - (p[1] - py) * (q[0] - qx) for p, q in pairs)
    length = sum((p[0] - px) ** 2 + (p[1] - py) ** 2 for p, _ in pairs)
    return Registration(hypot(dot, cross) / length, atan2(cross, dot), 0, 0, 0)


def _about_middle(lying: Registration, pairs: _Pairs) -> Registration:
    px, py, qx, qy = _middles(pairs)
    turned = lying.moved((px, py))
    return replace(lying, dx=qx - turned[0], dy=qy - turned[1])
