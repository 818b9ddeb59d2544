"""What reading both revisions from the first page to the last (``reading``) says of the words that a note is on."""

from collections.abc import Mapping
from functools import cached_property
from math import hypot

from dxmeet.domain.annotation import Box, Point
from dxmeet.domain.features import PageFeatures
from dxmeet.domain.placement import Placement
from dxmeet.domain.quoting import Quoted, quoted
from dxmeet.domain.reading import Reading, Spot
from dxmeet.domain.surroundings import Surroundings

_KNOWN, _KNOWN_AWAY = (
    12,
    30,
)  # characters that read as before, to be believed; and on another page than the rest of its page
_AWAY = 8.0  # points from where the words are: another place
_CONTRADICTS = 0.5  # of the words


class Rereading:
    """``old`` and ``new``: the pages that are not identical, as far as they are known."""

    def __init__(self, old: Mapping[int, PageFeatures], new: Mapping[int, PageFeatures]) -> None:
        self._old, self._new = old, new
        self._indices: dict[int, dict[tuple[str, Box], int]] = {}

    @cached_property
    def _reading(self) -> Reading:
        return Reading(self._old, self._new)

    def words(self, page: int, around: Surroundings, expected: int | None) -> Spot | None:
        """Where the words under a note of the old ``page`` stand now; None where too little around them reads as before, or
        nothing is under it. ``expected``: what the page became; lines may be pushed over to the one beside it."""
        if page not in self._old or not around.under or expected is None:
            return None
        known = self._index(page)
        indices = [known.get((around.page.chars[i], around.page.boxes[i])) for i in around.under]
        under = [index for index in indices if index is not None]
        if len(under) < len(indices):
            return None
        spot = self._reading.became(page, min(under), max(under))
        if spot is None or abs(spot.page - expected) > 1:
            return None
        return spot if spot.read >= (_KNOWN if spot.page == expected else _KNOWN_AWAY) else None

    def quoted(self, page: int, around: Surroundings, spot: Spot) -> Quoted:
        """Set a little larger or smaller, if that is how its characters moved together."""
        boxes = self._boxes(page, around, spot)
        heights = [(a[3] - a[1], b[3] - b[1]) for a, b in zip(self._under(around), boxes, strict=True)]
        ratio = sum(after for _, after in heights) / max(0.1, sum(before for before, _ in heights))
        as_large = quoted(around, boxes, 1.0, 1.0)
        return as_large if as_large.together else quoted(around, boxes, ratio, 1.0)

    def denies(self, page: int, around: Surroundings, spot: Spot, placement: Placement) -> bool:
        """Whether the words are plainly elsewhere."""
        if spot.page != placement.page:
            return True
        apart = 0
        boxes = self._boxes(page, around, spot)
        for before, after in zip(self._under(around), boxes, strict=True):
            x, y = _middle(after)
            if placement.boxes:
                away = min(max(b[0] - x, x - b[2], b[1] - y, y - b[3]) for b in placement.boxes)
            else:
                a, b = _middle(before)
                s = placement.scale
                away = hypot(a * s + placement.dx - x, b * s + placement.dy - y)
            apart += away > _AWAY
        return apart > _CONTRADICTS * len(boxes)

    def _boxes(self, page: int, around: Surroundings, spot: Spot) -> list[Box]:
        known = self._index(page)
        under = [known[around.page.chars[i], around.page.boxes[i]] for i in around.under]
        first = min(under)
        there = self._new[spot.page].boxes
        return [there[spot.first + index - first] for index in under]

    @staticmethod
    def _under(around: Surroundings) -> list[Box]:
        return [around.page.boxes[index] for index in around.under]

    def _index(self, page: int) -> dict[tuple[str, Box], int]:
        if page not in self._indices:
            features = self._old[page]
            self._indices[page] = {
                at: index for index, at in enumerate(zip(features.chars, features.boxes, strict=True))
            }
        return self._indices[page]


def _middle(box: Box) -> Point:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
