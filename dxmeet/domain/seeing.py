"""Where a note's surroundings are on another page, by their picture: for scans, plans and photographs.

    small pictures of both pages laid on each other ─▶ a dozen patches found near there ─▶ how the whole page lies
    (``registering``) ─▶ the new picture turned back upon the old one ─▶ the patch around the note, looked for just there;
    or, where the page as a whole does not fit, farther around

A scan that lies a little askew is, around one note, only shifted.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from math import cos, hypot, inf, sin
from statistics import median

from dxmeet.domain.annotation import Box, Point
from dxmeet.domain.bands import bands
from dxmeet.domain.features import Grey
from dxmeet.domain.pictures import Plane, Template, locate, overlays, scaled, shrunk
from dxmeet.domain.registering import Registration, register
from dxmeet.domain.surroundings import Surroundings, crop, deviation

_SURE, _PROPOSED = 0.8, 0.5  # correlation of the patch
_OFFERED = 0.2  # the same, of a place on blank paper that only a person can be sure of
_THERE, _THERE_IN_PART = 0.5, 0.75  # the same, where the whole page or only a part of it says it is
_BESIDE_IN_PART = 0.88  # and where the note is on blank paper beside that part
_RIGID = 0.75  # share of the patches that speak for a page on which nothing moved
_WHOLE = 0.5  # share of the patches that speak for the whole page
_CLEARLY, _UNLIKE = 0.2, 0.3  # better than elsewhere; and where the page as a whole says otherwise
_WORSE, _WORSE_UNDER = 0.2, 0.3  # than what did not move on the page, and still the same picture
_JUST_AS_GOOD, _CLOSE_AS_GOOD = 0.03, 0.1  # elsewhere it may look as much better, by chance
_UNDER, _UNDER_ALONE = 0.45, 0.6  # correlation of what is right under the note, where that shows something
_SHOWS = 14.0
_AROUND, _HERE = 60.0, 2.0  # points searched around a place that is not known, and one that is
_JUST = 4.0  # points; farther than that is another place
_SCALES = tuple(round(1 + 0.02 * step, 2) for step in range(-6, 7) if step)
_LIKELY, _LYINGS = 2, 3  # scales, and places of the whole page, that are looked at closely
_NEARLY, _AS_LIKELY = 0.8, 0.04  # of the share of the patches, and of their likeness: another way of lying as likely
_INK, _SPECKS = 60, 6  # grey levels below the paper's, and pixels so dark
_DIFFERENT = 0.3
_BARE, _EDGE = 0.7, 36.0  # correlation of a page seen as one picture, without so many points along its edges
_CELL, _WRITTEN = 12.0, 12  # points; grey levels by which a cell with writing is darker than the paper
_TILE = 60  # points; as small a part of a page shows that a word is another one
_COPIED = 0.08  # less than that, on the average, even a copy with other words is not
_ALIKE, _SCANNED, _TELLS = (
    0.85,
    0.05,
    3.0,
)  # correlation of tiles that are the same; what of it varies; what less counts
_GRAIN = 0.25  # pixels a point in which whole pages are laid on each other


@dataclass(frozen=True)
class Seen:
    """New point = ``scale`` × old point + (``dx``, ``dy``); ``peak`` and ``under`` are correlations."""

    scale: float
    dx: float
    dy: float
    peak: float
    under: float
    sure: bool


class SeenPage:
    """A new page's picture, ready to be searched many times."""

    def __init__(self, grey: Grey) -> None:
        self.grey = grey

    @cached_property
    def plane(self) -> Plane:
        return Plane(self.grey)

    @cached_property
    def coarse(self) -> Plane:
        return Plane(shrunk(self.grey, 2))

    @cached_property
    def _overview(self) -> tuple[Plane, Plane]:
        """At about an eighth and a quarter of a pixel a point."""
        fold = max(1, round(self.grey.scale / _GRAIN))
        return Plane(shrunk(self.grey, 2 * fold)), self.coarse if fold == 2 else Plane(shrunk(self.grey, fold))

    def overlay(self, old: Grey, scale: float) -> float:
        """Correlation of the whole old picture, ``scale`` times as large, where it lies best."""
        return max((peak for peak, _ in overlays(old, self._overview, scale)), default=0.0)

    @property
    def size(self) -> tuple[float, float]:
        """Points."""
        return self.grey.width / self.grey.scale, self.grey.height / self.grey.scale

    def detail(self, old: Grey, scale: float) -> float | None:
        """How alike (0–1) the two are from tile to tile, where the old picture lies best. Tiles that are less alike than most
        count: a coarse scan is a little less alike everywhere, a copy with other words only where those are. None where it
        is no copy, or too little says how it lies."""
        shift = next((shift for _, shift in overlays(old, self._overview, scale)), (0.0, 0.0))
        lying = register(old, self.plane, self.coarse, scale, shift)
        if lying is None or lying.weak or lying.share < _WHOLE:
            return None
        upon = Plane(_straightened(old, self.grey, lying))
        across, down = (range(0, round(edge / old.scale - _TILE) + 1, _TILE) for edge in (old.width, old.height))
        tiles = [crop(old, (x, y, x + _TILE, y + _TILE)) for x in across for y in down]
        peaks = [_at_once(tile, upon, at) for tile, at in tiles if deviation(tile) >= _SHOWS]
        middle = median(peaks) if peaks else 0.0
        less = sum(max(0.0, middle - _SCANNED - peak) for peak in peaks) / max(1, len(peaks))
        return min(middle, _ALIKE) - _TELLS * less if middle >= _UNDER_ALONE and less <= _COPIED else None

    def registrations(self, old: Grey, scales: Sequence[float]) -> list[Registration]:
        """How the old picture as a whole may lie on this one, the best first; empty where it does not.

        Other scales than those given are tried where none of them fits: printed to fit a page, copied a little larger.
        """
        found = self._registered(old, scales)
        if not found or found[0].share < _RIGID:
            peaks = {scale: self.overlay(old, scale) for scale in _SCALES}
            known = max((self.overlay(old, scale) for scale in scales), default=0.0)
            likely = sorted((scale for scale in peaks if peaks[scale] > known), key=lambda each: -peaks[each])
            found = sorted([*found, *self._registered(old, likely[:_LIKELY])], key=_fits)
            if not found:
                found = [each for scale in scales if (each := self._shifted(old, scale)) is not None]
        middle = old.width / old.scale / 2, old.height / old.scale / 2
        others = [each for each in found[1:] if _apart(each, found[0], middle) > _JUST]
        others = [each for each in others if each.quality >= found[0].quality - _AS_LIKELY]
        if others and others[0].share >= _NEARLY * found[0].share:
            return [replace(each, alone=False) for each in (found[0], others[0])]
        return found[:1]

    def _registered(self, old: Grey, scales: Sequence[float]) -> list[Registration]:
        found: list[Registration] = []
        for scale in scales:
            for peak, shift in overlays(old, self._overview, scale, _LYINGS):
                lying = register(old, self.plane, self.coarse, scale, shift) if peak >= _DIFFERENT else None
                found += [lying] if lying else []
        return sorted(found, key=_fits)

    def _shifted(self, old: Grey, scale: float) -> Registration | None:
        """Of a page with too little on it to be found in patches: as one picture, not turned."""
        shift = next((shift for peak, shift in overlays(old, self._overview, scale) if peak >= _BARE), None)
        if shift is None:
            return None
        inner, at = crop(old, (_EDGE, _EDGE, old.width / old.scale - _EDGE, old.height / old.scale - _EDGE))
        begins = at[0] * scale, at[1] * scale
        guess = begins[0] + shift[0], begins[1] + shift[1]
        match = locate(scaled(inner, scale, self.grey.scale), self.plane, self.coarse, guess, 1 / _GRAIN)
        if match is None or match.peak < _BARE:
            return None
        moved = match.at[0] - begins[0], match.at[1] - begins[1]
        return Registration(scale, 0.0, *moved, 0.0, quality=match.peak, level=True)

    def agrees(self, around: Surroundings, scale: float, dx: float, dy: float) -> bool:
        """False where the picture at the note is plainly another one there; around it, too, where no text is under it."""
        close, at = crop(around.patch, _grown(around.box, 6.0 if around.under else 24.0, around))
        if deviation(close) < _SHOWS:
            return True
        begins = (at[0] + around.patch_at[0]) * scale + dx, (at[1] + around.patch_at[1]) * scale + dy
        match = locate(scaled(close, scale, self.grey.scale), self.plane, self.coarse, begins, 4.0)
        return match is None or match.peak >= _UNDER


class Overlaid:
    """A new page's picture as ``lying`` brings it upon the old page: turned back and of the old size, so that what did not
    change is in the same place on both."""

    def __init__(self, old: Grey, new: Grey, lying: Registration) -> None:
        self.lying = lying
        self.old = old
        self.page = SeenPage(_straightened(old, new, lying))
        self.at = (0.0, 0.0)

    def parts(self) -> "list[Overlaid]":
        """Itself; or where not all of it is there, the bands that moved up or down, as lines do when others are added above:
        the same picture, ``at`` elsewhere."""
        if not self.lying.parted and not self.lying.weak:
            return [self]
        found: list[Overlaid] = []
        for dy, lying in self.lying.banded(self.old, bands(self.old, self.page.grey)):
            part = copy(self)
            part.lying, part.at = lying, (0.0, dy)
            found.append(part)
        return found or ([] if self.lying.weak else [self])

    def changed_beside(self, y: float) -> bool:
        """Whether anything came or went between ``y`` (points on the old page) and what is above and below it that moved
        along: then what is between may have moved otherwise."""
        known = [at[1] for at in self.lying.agreeing]
        above = max((each for each in known if each <= y), default=0.0)
        below = min((each for each in known if each >= y), default=inf)
        before, after = (_written(each, offset) for each, offset in ((self.old, 0.0), (self.page.grey, self.at[1])))
        rows = [row for row in range(1, len(before) - 1) if above < (row + 0.5) * _CELL < below]
        return any(_strange(before, after, row) or _strange(after, before, row) for row in rows)


def _written(grey: Grey, down: float) -> list[set[int]]:
    """Of each row of cells, those that are darker than the paper; the picture begins ``down`` points farther down."""
    side, first = round(_CELL * grey.scale), round(down * grey.scale)
    paper = sorted(grey.pixels)[len(grey.pixels) // 2] if grey.pixels else 0
    found: list[set[int]] = []
    for top in range(first, grey.height, side):
        lines = [grey.row(y) for y in range(top, min(top + side, grey.height)) if y >= 0]
        dark = [sum(sum(line[left : left + side]) for line in lines) for left in range(0, grey.width, side)]
        area = side * max(1, len(lines))
        found.append({at for at, level in enumerate(dark[1:-1], 1) if lines and level < (paper - _WRITTEN) * area})
    return found


def _strange(here: Sequence[set[int]], there: Sequence[set[int]], row: int) -> bool:
    """Whether a cell of the row is written upon, and none around it is on the other page."""
    near = {at + step for each in there[row - 1 : row + 2] for at in each for step in (-1, 0, 1)}
    return row < len(here) and not here[row] <= near


def see(around: Surroundings, page: SeenPage, scales: Sequence[float], whole: Sequence[Overlaid]) -> Seen | None:
    """The best place of the patch; None where it shows nothing or is nowhere.

    ``whole`` says how the old page as a whole may lie on the new one, where that is known: then a place that only the patch
    itself speaks for must be unlike any other.
    """
    proposed = [_there(around, lying) for lying in whole]
    sure = [seen for seen in proposed if seen.sure]
    if sure:
        return sure[0] if all(_together(seen, sure[0]) for seen in sure) else replace(sure[0], sure=False)
    clearly = _UNLIKE if whole else _CLEARLY
    around_here = [] if bare(around.patch) else [_at_scale(around, page, scale, clearly) for scale in scales]
    proposed += [seen for seen in around_here if seen is not None]
    return max(proposed, key=lambda seen: (seen.sure, seen.peak), default=None)


def _together(one: Seen, other: Seen) -> bool:
    return hypot(one.dx - other.dx, one.dy - other.dy) <= _JUST


def _at_once(tile: Grey, page: Plane, at: Point) -> float:
    """Its correlation there, give or take two pixels."""
    x, y = round(at[0] * page.grey.scale), round(at[1] * page.grey.scale)
    return max(page.correlations(Template(tile), range(x - 2, x + 3), range(y - 2, y + 3)).values())


def _fits(lying: Registration) -> tuple[float, float]:
    """The best first."""
    return -round(lying.share, 2), -lying.quality


def _apart(one: Registration, other: Registration, at: Point) -> float:
    (ax, ay), (bx, by) = one.moved(at), other.moved(at)
    return hypot(ax - bx, ay - by)


def bare(picture: Grey) -> bool:
    """Whether hardly anything is there to be recognised, not even a page's number."""
    if deviation(picture) >= _SHOWS:
        return False
    paper = sorted(picture.pixels)[len(picture.pixels) // 2] if picture.pixels else 0
    return sum(level < paper - _INK for level in picture.pixels) < _SPECKS


def _there(around: Surroundings, overlaid: Overlaid) -> Seen:
    """Where the whole page says; sure if the picture there is the same, or as blank."""
    lying, page, (right, down) = overlaid.lying, overlaid.page, overlaid.at
    middle = (around.box[0] + around.box[2]) / 2, (around.box[1] + around.box[3]) / 2
    x, y = lying.moved(middle)
    dx, dy = round(x - middle[0] * lying.scale, 2), round(y - middle[1] * lying.scale, 2)
    left, top = around.patch_at[0] + right, around.patch_at[1] + down
    if bare(around.patch):
        told = not lying.level and lying.supports(middle, _WHOLE) and lying.encloses(middle)
        blank = told and _still_bare(around.patch, page, (left, top)) and not overlaid.changed_beside(middle[1])
        return Seen(lying.scale, dx, dy, lying.share if blank else _OFFERED, 1.0, blank)
    supported = lying.supports(middle, _RIGID)
    here = _alike(around.patch, page, (left, top))
    close, at = crop(around.patch, _grown(around.box, 10.0, around))
    under_at = left + at[0], top + at[1]
    shows = deviation(close) >= _SHOWS
    under = _alike(close, page, under_at) if shows else 1.0
    sure = (
        (supported or (shows and lying.speaks_for(middle)))
        and here >= _asked(lying, supported, shows)
        and under >= max(_UNDER, lying.quality - _WORSE_UNDER)
        and not _better_elsewhere(around.patch, page, (left, top), here, _JUST_AS_GOOD if supported else 0.0)
        and not (shows and _better_elsewhere(close, page, under_at, under, _CLOSE_AS_GOOD))
    )
    return Seen(lying.scale, dx, dy, here, under, sure)


def _asked(lying: Registration, supported: bool, on_something: bool) -> float:
    """How alike the patch must be: hardly less than what plainly did not change; more where a page was found by little."""
    if lying.level:
        return _SURE
    if supported:
        return max(_THERE, lying.quality - _WORSE)
    return max(_THERE_IN_PART if on_something else _BESIDE_IN_PART, lying.quality - _WORSE / 2)


def _still_bare(patch: Grey, page: SeenPage, at: Point) -> bool:
    size = patch.width / patch.scale, patch.height / patch.scale
    return deviation(crop(page.grey, (*at, at[0] + size[0], at[1] + size[1]))[0]) < _SHOWS


def _alike(picture: Grey, page: SeenPage, at: Point) -> float:
    """Correlation of the picture with what lies at ``at``, give or take a little."""
    match = locate(picture, page.plane, page.coarse, at, _HERE)
    if match is None:
        return 1.0  # too small to tell
    if hypot(match.at[0] - at[0], match.at[1] - at[1]) > _JUST:
        return 0.0
    return match.peak


def _better_elsewhere(picture: Grey, page: SeenPage, at: Point, here: float, by: float) -> bool:
    """Whether it is found around there, at another place, and looks better by so much."""
    match = locate(picture, page.plane, page.coarse, at, _AROUND)
    return match is not None and hypot(match.at[0] - at[0], match.at[1] - at[1]) > _JUST and match.peak > here + by


def _on_something(around: Surroundings) -> bool:
    return deviation(crop(around.patch, _grown(around.box, 10.0, around))[0]) >= _SHOWS


def _straightened(old: Grey, new: Grey, lying: Registration) -> Grey:
    """White where the new page has nothing."""
    step, c, s = new.scale / old.scale, lying.scale * cos(lying.angle), lying.scale * sin(lying.angle)
    dx, dy = lying.dx * new.scale, lying.dy * new.scale
    width, pixels, most_x, most_y = new.width, new.pixels, new.width - 1, new.height - 1
    made = bytearray(b"\xff" * (old.width * old.height))
    for row in range(old.height):
        x = (0.5 * c - (row + 0.5) * s) * step + dx - 0.5
        y = (0.5 * s + (row + 0.5) * c) * step + dy - 0.5
        for at in range(row * old.width, (row + 1) * old.width):
            if 0 <= x < most_x and 0 <= y < most_y:
                left, top = int(x), int(y)
                corner, right, below = top * width + left, x - left, y - top
                upper = pixels[corner] + (pixels[corner + 1] - pixels[corner]) * right
                corner += width
                lower = pixels[corner] + (pixels[corner + 1] - pixels[corner]) * right
                made[at] = int(upper + (lower - upper) * below)
            x += c * step
            y += s * step
    return Grey(old.width, old.height, bytes(made), old.scale)


def _at_scale(around: Surroundings, page: SeenPage, scale: float, clearly: float) -> Seen | None:
    """By the patch alone; sure where it is better by ``clearly`` than anywhere else around. Of a note on blank paper it says
    nothing: what is on one side of it may have moved otherwise than what is on the other."""
    left, top = around.patch_at[0] * scale, around.patch_at[1] * scale
    patch = scaled(around.patch, scale, page.grey.scale)
    match = locate(patch, page.plane, page.coarse, (left, top), _AROUND)
    if match is None or match.peak < _PROPOSED:
        return None
    dx, dy = match.at[0] - left, match.at[1] - top
    under = _under(around, page, scale, dx, dy)
    sure = _on_something(around) and match.peak >= _SURE and match.margin >= clearly and under >= _UNDER_ALONE
    return Seen(scale, round(dx, 2), round(dy, 2), match.peak, under, sure)


def _under(around: Surroundings, page: SeenPage, scale: float, dx: float, dy: float) -> float:
    """Correlation right under the note at that place, a little askew allowed; 1 where nothing is there."""
    close, at = crop(around.patch, _grown(around.box, 10.0, around))
    if deviation(close) < _SHOWS:
        return 1.0
    begins = (at[0] + around.patch_at[0]) * scale + dx, (at[1] + around.patch_at[1]) * scale + dy
    match = locate(scaled(close, scale, page.grey.scale), page.plane, page.coarse, begins, 4.0)
    return 1.0 if match is None else match.peak


def _grown(box: Box, by: float, around: Surroundings) -> Box:
    """The note's box with room, in points from the patch's corner."""
    x, y = around.patch_at
    return (box[0] - by - x, box[1] - by - y, box[2] + by - x, box[3] + by - y)
