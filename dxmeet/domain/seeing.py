"""Where a note's surroundings are on another page, by their picture: for scans, plans and photographs.

    small pictures of both pages laid on each other ─▶ a dozen patches found near there ─▶ how the whole page lies
    (``registering``) ─▶ the new picture turned back upon the old one ─▶ the patch around the note, looked for just there;
    or, where the page as a whole does not fit, farther around

A scan that lies a little askew is, around one note, only shifted.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from math import cos, hypot, sin

from dxmeet.domain.annotation import Box
from dxmeet.domain.features import Grey
from dxmeet.domain.pictures import Plane, locate, overlay, scaled, shrunk
from dxmeet.domain.registering import Registration, parted, register
from dxmeet.domain.surroundings import Surroundings, crop, deviation

_SURE, _PROPOSED = 0.72, 0.5  # correlation of the patch
_THERE, _THERE_IN_PART = 0.5, 0.75  # the same, where the whole page or only a part of it says it is
_BESIDE_IN_PART = 0.88  # and where the note is on blank paper beside that part
_RIGID = 0.75  # share of the patches that speak for a page on which nothing moved
_WHOLE = 0.5  # share of the patches that speak for the whole page
_CLEARLY = 0.06  # better than elsewhere
_UNDER = 0.45  # correlation of what is right under the note, where that shows something
_SHOWS = 14.0
_AROUND, _JUST = 60.0, 4.0  # points searched around a place that is not known, and one that is
_INK, _SPECKS = 60, 6  # grey levels below the paper's, and pixels so dark
_DIFFERENT = 0.3
_BARE, _EDGE = 0.7, 36.0  # correlation of a page seen as one picture, without so many points along its edges
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

    def overlay(self, old: Grey, scale: float) -> tuple[float, tuple[float, float]]:
        """(correlation, shift in points) of the whole old picture, ``scale`` times as large, where it lies best."""
        return overlay(old, self._overview, scale)

    def registration(self, old: Grey, scale: float) -> Registration | None:
        """How the old picture as a whole lies on this one; None where it does not."""
        peak, shift = self.overlay(old, scale)
        if peak < _DIFFERENT:
            return None
        lying = register(old, self.plane, self.coarse, scale, shift)
        return self._shifted(old, scale, shift) if lying is None and peak >= _BARE else lying

    def _shifted(self, old: Grey, scale: float, shift: tuple[float, float]) -> Registration | None:
        """Of a page with too little on it to be found in patches: as one picture, not turned."""
        inner, at = crop(old, (_EDGE, _EDGE, old.width / old.scale - _EDGE, old.height / old.scale - _EDGE))
        begins = at[0] * scale, at[1] * scale
        guess = begins[0] + shift[0], begins[1] + shift[1]
        match = locate(scaled(inner, scale, self.grey.scale), self.plane, self.coarse, guess, 1 / _GRAIN)
        if match is None or match.peak < _BARE:
            return None
        return Registration(scale, 0.0, match.at[0] - begins[0], match.at[1] - begins[1], match.peak)

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
        self.page = SeenPage(_straightened(old, new, lying))
        self.at = (0.0, 0.0)

    def parts(self, old: Grey) -> "list[Overlaid]":
        """What moved up or down from there, as lines do when others are added above: the same picture, ``at`` elsewhere."""
        found: list[Overlaid] = []
        for dx, dy, middles in parted(old, self.page.plane, self.page.coarse, self.lying.parted):
            part = copy(self)
            share = len(middles) / (len(self.lying.agreeing) + len(self.lying.parted))
            part.lying = self.lying.after(dx, dy, share, middles)
            part.at = dx, dy
            found.append(part)
        return found


def see(around: Surroundings, page: SeenPage, scales: Sequence[float], whole: Sequence[Overlaid]) -> Seen | None:
    """The best place of the patch; None where it shows nothing or is nowhere.

    ``whole`` says how the old page as a whole may lie on the new one, where that is known.
    """
    around_here = [] if bare(around.patch) else [_at_scale(around, page, scale) for scale in scales]
    elsewhere = max((seen for seen in around_here if seen is not None), key=lambda seen: seen.peak, default=None)
    proposed = [] if elsewhere is None else [elsewhere]
    for lying in whole:
        there = _there(around, lying)
        if there.sure and not (lying.lying.parted and elsewhere is not None and _better(elsewhere, there)):
            return there
        proposed.append(there)
    return max(proposed, key=lambda seen: (seen.sure, seen.peak), default=None)


def _better(one: Seen, other: Seen) -> bool:
    """Whether the one is another place, and looks more alike."""
    return hypot(one.dx - other.dx, one.dy - other.dy) > _JUST and one.peak > other.peak + _CLEARLY


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
        size = around.patch.width / around.patch.scale, around.patch.height / around.patch.scale
        now, _ = crop(page.grey, (left, top, left + size[0], top + size[1]))
        blank = deviation(now) < _SHOWS and lying.share >= _WHOLE and lying.speaks_for(middle)
        return Seen(lying.scale, dx, dy, lying.share if blank else 0.0, 1.0, blank)
    match = locate(around.patch, page.plane, page.coarse, (left, top), _JUST)
    peak = match.peak if match else 0.0
    under = _under(around, page, 1.0, right, down)
    if lying.share >= _RIGID:
        same = peak >= _THERE and (_on_something(around) or lying.speaks_for(middle))
    else:
        same = peak >= (_THERE_IN_PART if _on_something(around) else _BESIDE_IN_PART) and lying.speaks_for(middle)
    return Seen(lying.scale, dx, dy, peak, under, same and under >= _UNDER)


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


def _at_scale(around: Surroundings, page: SeenPage, scale: float) -> Seen | None:
    left, top = around.patch_at[0] * scale, around.patch_at[1] * scale
    patch = scaled(around.patch, scale, page.grey.scale)
    match = locate(patch, page.plane, page.coarse, (left, top), _AROUND)
    if match is None or match.peak < _PROPOSED:
        return None
    dx, dy = match.at[0] - left, match.at[1] - top
    under = _under(around, page, scale, dx, dy)
    enough = _SURE if _on_something(around) else _BESIDE_IN_PART
    sure = match.peak >= enough and match.margin >= _CLEARLY and under >= _UNDER
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
