"""A place in a page's text, and where each step leads from it: only to characters that leave ink."""

from enum import Enum

from dxmeet.domain.annotation import Box
from dxmeet.domain.folding import BARRIER
from dxmeet.domain.pagetext import PageText

_ENDS = ("\n", BARRIER)


class Step(Enum):
    NEXT = "next"
    PREVIOUS = "previous"
    NEXT_WORD = "next-word"
    PREVIOUS_WORD = "previous-word"
    NEXT_LINE = "next-line"
    PREVIOUS_LINE = "previous-line"
    LINE_START = "line-start"
    LINE_END = "line-end"


def first_in(text: PageText, seen: Box) -> int | None:
    """The first character in reading order whose middle lies in ``seen`` (points); None where there is none."""
    for at in range(len(text.text)):
        if _inked(text, at):
            x, y = _middle(text.boxes[at])
            if seen[0] <= x <= seen[2] and seen[1] <= y <= seen[3]:
                return at
    return None


def stepped(text: PageText, at: int, step: Step) -> int:
    """The character a step leads to from ``at``; ``at`` itself at the end of the page."""
    match step:
        case Step.NEXT:
            return _ink_from(text, at + 1, 1, at)
        case Step.PREVIOUS:
            return _ink_from(text, at - 1, -1, at)
        case Step.NEXT_WORD:
            return _ink_from(text, text.word_at(at).end, 1, at)
        case Step.PREVIOUS_WORD:
            start = text.word_at(at).start
            before = start if start < at else _ink_from(text, at - 1, -1, at)
            return text.word_at(before).start
        case Step.LINE_START:
            return _ink_from(text, _line(text, at)[0], 1, at)
        case Step.LINE_END:
            return _ink_from(text, _line(text, at)[1] - 1, -1, at)
        case Step.NEXT_LINE:
            return _beside(text, at, _ink_from(text, _line(text, at)[1], 1, at))
        case Step.PREVIOUS_LINE:
            return _beside(text, at, _ink_from(text, _line(text, at)[0] - 1, -1, at))


def is_vertical(text: PageText, at: int) -> bool:
    """Whether the line of ``at`` runs downwards."""
    start, end = _line(text, at)
    boxes = [text.boxes[each] for each in range(start, end) if _inked(text, each)]
    if len(boxes) < 2:
        return False
    first, last = _middle(boxes[0]), _middle(boxes[-1])
    return abs(last[1] - first[1]) > abs(last[0] - first[0])


def _beside(text: PageText, at: int, there: int) -> int:
    """In the line of ``there``, the character beside ``at``."""
    along = 1 if is_vertical(text, at) else 0
    start, end = _line(text, there)
    inked = [each for each in range(start, end) if _inked(text, each)]
    wanted = _middle(text.boxes[at])[along]
    return min(inked, key=lambda each: abs(_middle(text.boxes[each])[along] - wanted)) if there != at else at


def _line(text: PageText, at: int) -> tuple[int, int]:
    start, end = at, at
    while start > 0 and text.text[start - 1] not in _ENDS:
        start -= 1
    while end < len(text.text) and text.text[end] not in _ENDS:
        end += 1
    return start, end


def _ink_from(text: PageText, at: int, direction: int, otherwise: int) -> int:
    while 0 <= at < len(text.text):
        if _inked(text, at):
            return at
        at += direction
    return otherwise


def _inked(text: PageText, at: int) -> bool:
    x0, y0, x1, y1 = text.boxes[at]
    return x0 < x1 and y0 < y1 and not text.text[at].isspace()


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
