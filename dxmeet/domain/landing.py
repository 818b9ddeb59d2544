"""Where a note's surroundings are on another page, by their text: every character near it votes for one movement.

    old character ──▶ each new one with the same neighbours ──▶ a movement (dx, dy) ──▶ the movements most agree on

A movement is a translation after one scale factor. It is never taken for the truth here: ``Landing`` says how much of the
text near and under the note it explains, and what else would explain nearly as much.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import hypot

from dxmeet.domain.annotation import Box, Point
from dxmeet.domain.features import PageFeatures
from dxmeet.domain.surroundings import Surroundings

_BIN = 4.0  # points; votes closer than that are for the same movement
_EXACT = 1.6  # points at which a character is where it should be
_SAME = 4.0  # points; movements closer than that are the same place
_CANDIDATES = 8
_LEAST_PAIRS = 8  # characters found only once that tell the scale
_MOST_COMMON = 60  # a key on a page more often than that votes for nothing


@dataclass(frozen=True)
class Landing:
    """New point = ``scale`` × old point + (``dx``, ``dy``).

    ``near`` and ``under`` are the shares (0–1) of the text around and under the note that stands where this movement
    says; ``rival`` the worth of the best other movement; ``there`` are the near characters it
    explains, ``found`` their number.
    ``under`` is 1 where nothing is under the note.
    """

    scale: float
    dx: float
    dy: float
    near: float
    under: float
    there: frozenset[int] = frozenset()
    rival: float = 0.0

    @property
    def found(self) -> int:
        return len(self.there)

    def worth(self, place: Surroundings) -> float:
        """0–1; what is under the note counts as much as all around it."""
        return (self.near + self.under) / 2 if place.under else self.near

    def moved(self, at: Point) -> Point:
        return at[0] * self.scale + self.dx, at[1] * self.scale + self.dy

    def box(self, box: Box) -> Box:
        return (*self.moved((box[0], box[1])), *self.moved((box[2], box[3])))

    def apart(self, other: "Landing", at: Point) -> float:
        """Points between the places where the two would bring ``at``."""
        (ax, ay), (bx, by) = self.moved(at), other.moved(at)
        return hypot(ax - bx, ay - by)


class TextPage:
    """A new page, indexed for many notes."""

    def __init__(self, page: PageFeatures) -> None:
        self.features = page

    @cached_property
    def places(self) -> dict[str, list[Point]]:
        found: dict[str, list[Point]] = defaultdict(list)
        for token in self.features.tokens:
            found[token.key].append(token.at)
        return found


def land(place: Surroundings, page: TextPage, scales: Sequence[float] = (1.0,)) -> Landing | None:
    """The movement that explains the text around the note best; None when no character of it is on the page."""
    weights = place.weights
    landings = [landing for scale in _scales(place, page, scales) for landing in _at_scale(place, weights, page, scale)]
    if not landings:
        return None
    middle = (place.box[0] + place.box[2]) / 2, (place.box[1] + place.box[3]) / 2
    best = max(landings, key=lambda each: each.worth(place))
    others = [each for each in landings if each.apart(best, middle) > _SAME]
    rival = max((each.worth(place) for each in others), default=0.0)
    return Landing(best.scale, best.dx, best.dy, best.near, best.under, best.there, rival)


def _scales(place: Surroundings, page: TextPage, scales: Sequence[float]) -> list[float]:
    """Those of the page sizes, and the one that characters found only once have moved apart by."""
    once: dict[str, Point | None] = {}
    for token in place.page.tokens:
        once[token.key] = None if token.key in once else token.at
    pairs = [(old, page.places[key][0]) for key, old in once.items() if old and len(page.places.get(key, ())) == 1]
    found = list(scales)
    half = len(pairs) // 2
    ratios = sorted(
        hypot(new[0] - far[0], new[1] - far[1]) / length
        for (old, new), (away, far) in zip(pairs[:half], pairs[half:], strict=False)
        if (length := hypot(old[0] - away[0], old[1] - away[1])) > 40
    )
    if len(ratios) >= _LEAST_PAIRS:
        ratio = ratios[len(ratios) // 2]
        steady = sum(abs(each - ratio) < 0.01 * ratio for each in ratios) >= len(ratios) / 2
        if steady and all(abs(ratio - scale) > 0.002 for scale in found):
            found.append(ratio)
    return found


def _at_scale(place: Surroundings, weights: Sequence[float], page: TextPage, scale: float) -> Iterable[Landing]:
    votes: dict[tuple[int, int], float] = defaultdict(float)
    moves: dict[tuple[int, int], list[tuple[float, float, float]]] = defaultdict(list)
    for token, weight in zip(place.page.tokens, weights, strict=True):
        spots = page.places.get(token.key, ())
        if len(spots) > _MOST_COMMON:
            continue
        for x, y in spots:
            dx, dy = x - scale * token.at[0], y - scale * token.at[1]
            bin_ = round(dx / _BIN), round(dy / _BIN)
            votes[bin_] += weight / len(spots)
            moves[bin_].append((dx, dy, weight / len(spots)))
    best = sorted(votes, key=lambda bin_: -votes[bin_])[:_CANDIDATES]
    for dx, dy in {_refined(bin_, moves) for bin_ in best}:
        yield _explained(place, weights, page, scale, dx, dy)


def _refined(
    bin_: tuple[int, int], moves: dict[tuple[int, int], list[tuple[float, float, float]]]
) -> tuple[float, float]:
    """The weighted medians of the votes in this bin and those beside it."""
    around = [move for x in (-1, 0, 1) for y in (-1, 0, 1) for move in moves.get((bin_[0] + x, bin_[1] + y), ())]
    centre = bin_[0] * _BIN, bin_[1] * _BIN
    close = [move for move in around if hypot(move[0] - centre[0], move[1] - centre[1]) <= _BIN]
    return round(_median([(m[0], m[2]) for m in close]), 2), round(_median([(m[1], m[2]) for m in close]), 2)


def _median(values: list[tuple[float, float]]) -> float:
    values.sort()
    half, so_far = sum(weight for _, weight in values) / 2, 0.0
    for value, weight in values:
        so_far += weight
        if so_far >= half:
            return value
    return values[-1][0]


def _explained(
    place: Surroundings, weights: Sequence[float], page: TextPage, scale: float, dx: float, dy: float
) -> Landing:
    near = whole = 0.0
    there: set[int] = set()
    for token, weight in zip(place.page.tokens, weights, strict=True):
        whole += weight
        x, y = scale * token.at[0] + dx, scale * token.at[1] + dy
        if any(abs(x - a) <= _EXACT and abs(y - b) <= _EXACT for a, b in page.places.get(token.key, ())):
            near += weight
            there.add(token.index)
    under = sum(index in there for index in place.under) / len(place.under) if place.under else 1.0
    return Landing(scale, dx, dy, near / whole if whole else 0.0, under, frozenset(there))
