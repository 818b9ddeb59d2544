"""Where a note's surroundings are on another page, by their text: every character near it votes for one movement.

    the pieces the page as a whole moved in (``alignment``) ─┬─▶ what explains the text around this note best
    the movements that the characters near the note vote for ─┘

A movement is a translation after one scale factor. It is never taken for the truth here: ``Landing`` says how much of the
text near and under the note it explains, and what else would explain nearly as much.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import hypot, inf

from dxmeet.domain.alignment import Alignment, TextPage, movements
from dxmeet.domain.annotation import Box, Point
from dxmeet.domain.surroundings import Surroundings, distance

_SAME = 4.0  # points; movements closer than that are the same place
_ROW = 5.0  # points above and below a note
_PLAINLY = 0.12  # worth by which a movement of the note's own must be better than the page's


@dataclass(frozen=True)
class Landing:
    """New point = ``scale`` × old point + (``dx``, ``dy``).

    ``near`` and ``under`` are the shares (0–1) of the text around and under the note that stands where this movement
    says; ``rival`` the worth of the best other movement, ``rival_at`` how far (points) the nearest text is that moved
    with another piece of the page; ``there`` are the near characters it explains, ``found`` their
    number. ``under`` is 1 where nothing is under the note. ``piece``: so much of the page moved along (0: only this).
    """

    scale: float
    dx: float
    dy: float
    near: float
    under: float
    there: frozenset[int] = frozenset()
    rival: float = 0.0
    rival_at: float = inf
    piece: float = 0.0

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


def land(place: Surroundings, alignment: Alignment, scales: Sequence[float]) -> Landing | None:
    """The movement that explains the text around the note best; None when no character of it is on the page.

    Other movements than the page's pieces are looked for at their scale alone, or else at ``scales``.
    """
    page, lying = alignment.new, alignment.pieces
    weights = place.weights
    middle = (place.box[0] + place.box[2]) / 2, (place.box[1] + place.box[3]) / 2
    whole = [
        replace(_explained(place, weights, page, piece.scale, piece.dx, piece.dy), piece=piece.share) for piece in lying
    ]
    single = [
        landing
        for landing in _of_its_own(place, weights, page, list(dict.fromkeys(piece.scale for piece in lying)) or scales)
        if all(landing.apart(each, middle) > _SAME for each in whole)
    ]
    best = max(whole, key=lambda each: each.worth(place), default=None)
    other = max(single, key=lambda each: each.worth(place), default=None)
    if best is None or (other is not None and other.worth(place) > best.worth(place) + _PLAINLY):
        best = other
    if best is None:
        return None
    rivals = [each for each in whole + (single if best.piece == 0 else []) if each.apart(best, middle) > _SAME]
    return replace(
        best, rival=max((each.worth(place) for each in rivals), default=0.0), rival_at=_beside(place, best, rivals)
    )


def _beside(place: Surroundings, best: Landing, rivals: Sequence[Landing]) -> float:
    """What stands in the note's own row is beside it, however far to the left."""
    parted = [place.page.tokens[i].at for each in rivals if each.piece for i in each.there - best.there]
    return min(
        (0.0 if place.box[1] - _ROW <= at[1] <= place.box[3] + _ROW else distance(place.box, at) for at in parted),
        default=inf,
    )


def _of_its_own(
    place: Surroundings, weights: Sequence[float], page: TextPage, scales: Sequence[float]
) -> Iterable[Landing]:
    """The movements that the characters around the note vote for."""
    for scale in scales:
        for dx, dy in movements(zip(place.page.tokens, weights, strict=True), page, scale):
            yield _explained(place, weights, page, scale, dx, dy)


def _explained(
    place: Surroundings, weights: Sequence[float], page: TextPage, scale: float, dx: float, dy: float
) -> Landing:
    there = frozenset(
        token.index
        for token in place.page.tokens
        if page.has(place.page.chars[token.index], scale * token.at[0] + dx, scale * token.at[1] + dy)
    )
    unseen = {index for index, others in place.shared.items() if index not in there and not there.isdisjoint(others)}
    whole = sum(weight for index, weight in enumerate(weights) if index not in unseen)
    near = sum(weights[index] for index in there)
    on = [index for index in place.under if index not in unseen]
    under = sum(index in there for index in on) / len(on) if on else 1.0
    return Landing(scale, dx, dy, near / whole if whole else 0.0, under, there)
