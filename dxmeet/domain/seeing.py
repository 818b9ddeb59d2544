"""Where a note's surroundings are on another page, by their picture: for scans, plans and photographs.

    thumbnails laid on each other ─▶ a dozen patches found near there ─▶ how the whole page lies (``registering``)
    ─▶ the patch around the note, looked for just there; or, where the page as a whole does not fit, farther around

A scan that lies a little askew is, around one note, only shifted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dxmeet.domain.annotation import Box
from dxmeet.domain.features import Grey
from dxmeet.domain.pictures import Plane, Template, locate, scaled, shrunk
from dxmeet.domain.registering import Registration, register
from dxmeet.domain.surroundings import Surroundings, crop, deviation

_SURE, _PROPOSED = 0.72, 0.5  # correlation of the patch
_THERE, _THERE_IN_PART = 0.6, 0.85  # the same, where the whole page or only a part of it says it is
_WHOLE = 0.85  # share of the patches that speak for the whole page
_BESIDE = 130.0  # points; a blank place is believed no farther from something that was found
_CLEARLY = 0.06  # better than elsewhere
_UNDER = 0.45  # correlation of what is right under the note, where that shows something
_SHOWS = 14.0
_AROUND, _JUST = 60.0, 4.0  # points searched around a place that is not known, and one that is
_DIFFERENT = 0.3
_THUMB = 44  # pixels


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

    def shift(self, old: Grey, scale: float) -> tuple[float, float] | None:
        """By how many points the whole old picture, ``scale`` times as large, lies off; None where nothing fits."""
        factor = max(1, max(self.grey.width, self.grey.height) // _THUMB)
        new = Plane(shrunk(self.grey, factor))
        same = shrunk(scaled(old, scale, self.grey.scale), factor)
        reach = margin = 3
        inner, _ = crop(same, _inside(same, margin))
        if inner.width < 8 or inner.height < 8:
            return None
        template = Template(inner)
        found = {
            (x, y): new.correlation(template, margin + x, margin + y)
            for x in range(-reach, reach + 1)
            for y in range(-reach, reach + 1)
        }
        best = max(found, key=lambda at: found[at])
        if found[best] < _DIFFERENT:
            return None
        return best[0] / new.grey.scale, best[1] / new.grey.scale

    def registration(self, old: Grey, scale: float) -> Registration | None:
        """How the old picture as a whole lies on this one; None where it does not."""
        shift = self.shift(old, scale)
        if shift is None:
            return None
        return register(old, self.plane, self.coarse, scale, shift)

    def agrees(self, around: Surroundings, scale: float, dx: float, dy: float) -> bool:
        """False where the picture at the note is plainly another one there."""
        close, at = crop(around.patch, _grown(around.box, 24.0, around))
        if deviation(close) < _SHOWS:
            return True
        begins = (at[0] + around.patch_at[0]) * scale + dx, (at[1] + around.patch_at[1]) * scale + dy
        match = locate(scaled(close, scale, self.grey.scale), self.plane, self.coarse, begins, 4.0)
        return match is None or match.peak >= _UNDER


def see(around: Surroundings, page: SeenPage, scales: Sequence[float], whole: Sequence[Registration]) -> Seen | None:
    """The best place of the patch; None where it shows nothing or is nowhere.

    ``whole`` says how the old page as a whole may lie on the new one, where that is known.
    """
    for lying in whole:
        there = _there(around, page, lying)
        if there is not None:
            return there
    if deviation(around.patch) < _SHOWS:
        return None
    found = [seen for scale in scales if (seen := _at_scale(around, page, scale)) is not None]
    return max(found, key=lambda seen: seen.peak, default=None)


def _there(around: Surroundings, page: SeenPage, lying: Registration) -> Seen | None:
    """Where the whole page says, if the picture there is the same; exact to a fraction of a pixel."""
    middle = (around.box[0] + around.box[2]) / 2, (around.box[1] + around.box[3]) / 2
    x, y = lying.moved(middle)
    dx, dy = x - middle[0] * lying.scale, y - middle[1] * lying.scale
    left, top = around.patch_at[0] * lying.scale, around.patch_at[1] * lying.scale
    if deviation(around.patch) < _SHOWS:
        size = (
            around.patch.width / around.patch.scale * lying.scale,
            around.patch.height / around.patch.scale * lying.scale,
        )
        now, _ = crop(page.grey, (left + dx, top + dy, left + dx + size[0], top + dy + size[1]))
        blank = deviation(now) < 2 * _SHOWS and lying.share >= _WHOLE and lying.near(middle) <= _BESIDE
        return Seen(lying.scale, round(dx, 2), round(dy, 2), lying.share, 1.0, True) if blank else None
    patch = scaled(around.patch, lying.scale, page.grey.scale)
    match = locate(patch, page.plane, page.coarse, (left + dx, top + dy), _JUST)
    if match is None or match.peak < (_THERE if lying.share >= _WHOLE else _THERE_IN_PART):
        return None
    under = _under(around, page, lying.scale, dx, dy)
    return Seen(lying.scale, round(dx, 2), round(dy, 2), match.peak, under, under >= _UNDER)


def _at_scale(around: Surroundings, page: SeenPage, scale: float) -> Seen | None:
    left, top = around.patch_at[0] * scale, around.patch_at[1] * scale
    patch = scaled(around.patch, scale, page.grey.scale)
    match = locate(patch, page.plane, page.coarse, (left, top), _AROUND)
    if match is None or match.peak < _PROPOSED:
        return None
    dx, dy = match.at[0] - left, match.at[1] - top
    under = _under(around, page, scale, dx, dy)
    sure = match.peak >= _SURE and match.margin >= _CLEARLY and under >= _UNDER
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


def _inside(grey: Grey, pixels: int) -> Box:
    m = pixels / grey.scale
    return (m, m, (grey.width - pixels - 1) / grey.scale, (grey.height - pixels - 1) / grey.scale)
