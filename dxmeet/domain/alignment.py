"""How a page's text lies on another page: in one piece, or in several that moved apart, each by one translation.

    every character votes for movements ─▶ the one that explains most is a piece ─▶ what it leaves over votes again

What hundreds of characters agree on is believed before what the few around a note say: in a table full of the same
figures the row above looks like the right place, too.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import hypot

from dxmeet.domain.annotation import Box, Point
from dxmeet.domain.features import PageFeatures, Token

_BIN = 4.0  # points; votes closer than that are for the same movement
_EXACT = 1.6  # points within which a character is where a movement says
_CELL = 4.0  # points
_CANDIDATES = 8
_MOST_PIECES = 6
_LEAST, _LEAST_SHARE = 10, 0.03  # characters of a piece, and their share of what can be read on the page
_DENSE = 0.5
_MOST_COMMON = 60  # a key on a page more often than that votes for nothing
_LEAST_PAIRS = 8  # characters found only once that tell the scale


class TextPage:
    """A page's text, indexed for many questions."""

    def __init__(self, page: PageFeatures) -> None:
        self.features = page

    @cached_property
    def places(self) -> dict[str, list[Point]]:
        """A character with its neighbours → where it stands."""
        found: dict[str, list[Point]] = defaultdict(list)
        for token in self.features.tokens:
            found[token.key].append(token.at)
        return found

    @cached_property
    def _cells(self) -> dict[tuple[str, int, int], list[Point]]:
        found: dict[tuple[str, int, int], list[Point]] = defaultdict(list)
        for token in self.features.tokens:
            x, y = token.at
            found[token.key[1], int(x // _CELL), int(y // _CELL)].append(token.at)
        return found

    def has(self, character: str, x: float, y: float) -> bool:
        """Whether the character stands at (x, y), whatever its neighbours."""
        rows = {int((y - _EXACT) // _CELL), int((y + _EXACT) // _CELL)}
        columns = {int((x - _EXACT) // _CELL), int((x + _EXACT) // _CELL)}
        return any(
            abs(x - a) <= _EXACT and abs(y - b) <= _EXACT
            for column in columns
            for row in rows
            for a, b in self._cells.get((character, column, row), ())
        )

    def stands(self, token: Token, scale: float, dx: float, dy: float) -> bool:
        """Whether the old character, with its neighbours, is where the movement says."""
        x, y = scale * token.at[0] + dx, scale * token.at[1] + dy
        return any(abs(x - a) <= _EXACT and abs(y - b) <= _EXACT for a, b in self.places.get(token.key, ()))


@dataclass(frozen=True)
class Piece:
    """New point = ``scale`` × old point + (``dx``, ``dy``); ``share`` (0–1) of the old page's characters stand there,
    ``own`` of them where no larger piece says."""

    scale: float
    dx: float
    dy: float
    share: float
    own: int


@dataclass(frozen=True)
class Alignment:
    """Two pages and the pieces that one moved onto the other in, the largest first and all at one scale."""

    old: TextPage
    new: TextPage
    pieces: tuple[Piece, ...]

    def taken(self, character: str, box: Box, share: float = 0.0) -> bool:
        """Whether a piece larger than ``share`` brought this character into the box (on the new page): then it is the one
        from there."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return any(
            self.old.has(character, (x - each.dx) / each.scale, (y - each.dy) / each.scale)
            for each in self.pieces
            if each.share > share
        )


def align(old: TextPage, new: TextPage, scales: Sequence[float]) -> Alignment:
    """Without pieces where hardly anything of the old text is on the new page."""
    every = old.features.tokens
    tried = [_at_scale(every, new, scale) for scale in _likely_scales(every, new, scales)]
    return Alignment(old, new, tuple(max(tried, key=lambda found: sum(piece.own for piece in found[:2]), default=[])))


def _likely_scales(tokens: Sequence[Token], new: TextPage, scales: Sequence[float]) -> list[float]:
    """Those given, and the one by which characters that stand only once on either page have moved apart."""
    once: dict[str, Point | None] = {}
    for token in tokens:
        once[token.key] = None if token.key in once else token.at
    pairs = [(old, new.places[key][0]) for key, old in once.items() if old and len(new.places.get(key, ())) == 1]
    half = len(pairs) // 2
    ratios = sorted(
        hypot(now[0] - then[0], now[1] - then[1]) / length
        for (old, now), (away, then) in zip(pairs[:half], pairs[half:], strict=False)
        if (length := hypot(old[0] - away[0], old[1] - away[1])) > 40
    )
    if len(ratios) < _LEAST_PAIRS:
        return list(scales)
    ratio = ratios[len(ratios) // 2]
    steady = sum(abs(each - ratio) < 0.01 * ratio for each in ratios) >= len(ratios) / 2
    return [*scales, ratio] if steady and all(abs(ratio - each) > 0.002 for each in scales) else list(scales)


def _at_scale(tokens: Sequence[Token], new: TextPage, scale: float) -> list[Piece]:
    found: list[Piece] = []
    rest = list(tokens)
    least = min(max(_LEAST, _LEAST_SHARE * len(tokens)), len(tokens) / 2)
    while rest and len(found) < _MOST_PIECES:
        moves = movements([(token, 1.0) for token in rest], new, scale)
        stand = {move: [t for t in rest if new.stands(t, scale, *move)] for move in moves}
        best = max(moves, key=lambda move: len(stand[move]), default=None)
        if best is None or len(stand[best]) < max(least, 2) or _dense(stand[best], rest) < _DENSE:
            break
        share = sum(new.stands(token, scale, *best) for token in tokens) / len(tokens)
        found.append(Piece(scale, *best, share, len(stand[best])))
        explained = {token.index for token in stand[best]}
        rest = [token for token in rest if token.index not in explained]
    return found


def _dense(piece: Sequence[Token], rest: Sequence[Token]) -> float:
    """The piece's share of the text where it was: figures that are equal by chance lie scattered among others."""
    xs, ys = sorted(token.at[0] for token in piece), sorted(token.at[1] for token in piece)
    cut = len(piece) // 20
    left, right, top, bottom = xs[cut], xs[-1 - cut], ys[cut], ys[-1 - cut]
    there = sum(left <= token.at[0] <= right and top <= token.at[1] <= bottom for token in rest)
    return len(piece) / there


def movements(tokens: Iterable[tuple[Token, float]], new: TextPage, scale: float) -> list[Point]:
    """Translations (dx, dy) that most of the weighted tokens vote for; each is a median, exact to a fraction of a point."""
    votes: dict[tuple[int, int], float] = defaultdict(float)
    moves: dict[tuple[int, int], list[tuple[float, float, float]]] = defaultdict(list)
    for token, weight in tokens:
        spots = new.places.get(token.key, ())
        if len(spots) > _MOST_COMMON:
            continue
        for x, y in spots:
            dx, dy = x - scale * token.at[0], y - scale * token.at[1]
            bin_ = round(dx / _BIN), round(dy / _BIN)
            votes[bin_] += weight / len(spots)
            moves[bin_].append((dx, dy, weight / len(spots)))
    best = sorted(votes, key=lambda bin_: (-votes[bin_], bin_))[:_CANDIDATES]
    return list(dict.fromkeys(_refined(bin_, moves) for bin_ in best))


def _refined(bin_: tuple[int, int], moves: dict[tuple[int, int], list[tuple[float, float, float]]]) -> Point:
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
