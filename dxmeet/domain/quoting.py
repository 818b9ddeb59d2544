"""Where a note's quote stands in another page's text, when the lines around it were broken anew.

Exact words only; prefix and suffix say which of several it is (the weights are those of the W3C text quote selector as
Hypothesis uses them: quote 50, prefix 20, suffix 20, position 2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from dxmeet.domain.alignment import Alignment
from dxmeet.domain.annotation import Box
from dxmeet.domain.surroundings import Surroundings

_CONTEXT = 0.6  # how alike prefix or suffix must be
_LONG, _SHORT = 12, 4  # characters; such a quote needs less of them, and one that is shorter both
_CLEARLY = 0.08  # better than the next occurrence
_SHAPED = 1.6  # times as wide or high
_MOST = 60  # occurrences
_TOGETHER = 3.0  # points; characters that moved by no more than that apart moved together


@dataclass(frozen=True)
class Quoted:
    """``boxes`` one a line; ``dx``, ``dy`` how far its characters moved, ``scale`` times as large; ``together``: all by the
    same."""

    boxes: tuple[Box, ...]
    scale: float
    dx: float
    dy: float
    together: bool
    score: float


def find_quote(place: Surroundings, alignment: Alignment) -> Quoted | None:
    """None where the words are not there, or there more than once with nothing to tell them apart.

    Words that came there from another place of the old page do not count.
    """
    page = alignment.new.features
    quote = place.quote
    if not quote or len(quote) != len(place.under):  # the note is on pieces of text that do not follow each other
        return None
    scored = sorted(((_score(place, page.chars, at), at) for at in _free(quote, alignment)), reverse=True)
    if not scored or (len(scored) > 1 and scored[0][0][0] - scored[1][0][0] < _CLEARLY):
        return None
    (score, before, after), at = scored[0]
    if max(before, after) < (_CONTEXT / 2 if len(quote) >= _LONG else _CONTEXT):
        return None
    if len(quote) < _SHORT and min(before, after) < _CONTEXT:
        return None  # a page's number is on many a place
    return quoted(place, page.boxes[at : at + len(quote)], 1.0, score)


def quoted(place: Surroundings, new: Sequence[Box], scale: float, score: float) -> Quoted:
    """Where ``new`` are the boxes of the note's characters now."""
    old = [place.page.boxes[index] for index in place.under]
    dxs = sorted(b[0] - a[0] * scale for a, b in zip(old, new, strict=True))
    dys = sorted((b[1] + b[3] - (a[1] + a[3]) * scale) / 2 for a, b in zip(old, new, strict=True))
    together = dxs[-1] - dxs[0] <= _TOGETHER and dys[-1] - dys[0] <= _TOGETHER and _as_shaped(old, new, scale)
    return Quoted(_lines(new), scale, dxs[len(dxs) // 2], dys[len(dys) // 2], together, score)


def _as_shaped(old: Sequence[Box], new: Sequence[Box], scale: float) -> bool:
    """Whether the characters are about as wide and as high as they were: those of a turned page are not."""
    wide = sum(box[2] - box[0] for box in new), scale * sum(box[2] - box[0] for box in old)
    high = sum(box[3] - box[1] for box in new), scale * sum(box[3] - box[1] for box in old)
    return all(now <= _SHAPED * before and before <= _SHAPED * now for now, before in (wide, high))


def _free(quote: str, alignment: Alignment) -> list[int]:
    page = alignment.new.features
    return [
        at
        for at in _occurrences(quote, page.chars)
        if 2 * sum(alignment.taken(c, page.boxes[at + i]) for i, c in enumerate(quote)) < len(quote)
    ]


def _occurrences(quote: str, text: str) -> list[int]:
    found: list[int] = []
    at = text.find(quote)
    while at >= 0 and len(found) < _MOST:
        found.append(at)
        at = text.find(quote, at + 1)
    return found


def _score(place: Surroundings, text: str, at: int) -> tuple[float, float, float]:
    end = at + len(place.quote)
    before = _alike(place.prefix, text[max(0, at - len(place.prefix)) : at])
    after = _alike(place.suffix, text[end : end + len(place.suffix)])
    return (50 + 20 * before + 20 * after) / 90, before, after


def _alike(old: str, new: str) -> float:
    return SequenceMatcher(None, old, new, autojunk=False).ratio() if old and new else 0.0


def _lines(boxes: Sequence[Box]) -> tuple[Box, ...]:
    lines: list[Box] = []
    for box in boxes:
        last = lines[-1] if lines else None
        if last and box[0] >= last[0] - 1 and min(box[3], last[3]) - max(box[1], last[1]) > (box[3] - box[1]) / 2:
            lines[-1] = (last[0], min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        else:
            lines.append(box)
    return tuple(lines)
