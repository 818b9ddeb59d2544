"""What differs between a page and the page it became: words that went, words that came, and where both stand.

old  教育費  9,532          old boxes    −  9,532
new  教育費  9,765          new boxes    ＋ 9,765       listed as  教育費  9,532 → 9,765
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from dxmeet.domain.annotation import Box
from dxmeet.domain.features import PageFeatures

_LABEL = 16  # characters
_SAME_LINE = 0.5  # of a box's height


@dataclass(frozen=True)
class Difference:
    """``went`` is in ``old_boxes`` of the old page, ``came`` in ``new_boxes`` of the new one (points); either may be empty.

    ``label`` is what stands to the left of it in the same row, to say what it is about.
    """

    label: str
    went: str
    came: str
    old_boxes: tuple[Box, ...]
    new_boxes: tuple[Box, ...]


@dataclass(frozen=True)
class _Run:
    text: str
    box: Box


def differences(old: PageFeatures, new: PageFeatures) -> list[Difference]:
    """In reading order. Runs (a line, a cell) are compared as wholes, lines then by their characters."""
    before, after = _runs(old), _runs(new)
    matcher = SequenceMatcher(None, [run.text for run in before], [run.text for run in after], autojunk=False)
    found: list[Difference] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        gone, come = before[a:b], after[c:d]
        paired = len(gone) == len(come)
        if paired:
            found += [_between(x, y, after) for x, y in zip(gone, come, strict=True)]
        else:
            found += _unpaired(gone, come, before, after)
    return found


def _unpaired(
    gone: Sequence[_Run], come: Sequence[_Run], before: Sequence[_Run], after: Sequence[_Run]
) -> list[Difference]:
    """A row or a line that went or came; what is found again elsewhere among them did neither."""
    left = [run.text for run in come]
    went: list[_Run] = []
    for run in gone:
        if run.text in left:
            left.remove(run.text)
        else:
            went.append(run)
    again = [run.text for run in gone]
    came: list[_Run] = []
    for run in come:
        if run.text in again:
            again.remove(run.text)
        else:
            came.append(run)
    lost = [Difference(_label(line[0], before), _text(line), "", _boxes(line), ()) for line in _by_line(went)]
    return lost + [Difference(_label(line[0], after), "", _text(line), (), _boxes(line)) for line in _by_line(came)]


def _between(old: _Run, new: _Run, after: Sequence[_Run]) -> Difference:
    return Difference(_label(new, after), old.text, new.text, (old.box,), (new.box,))


def _runs(page: PageFeatures) -> list[_Run]:
    ends = (*page.runs[1:], len(page.chars))[: len(page.runs)]
    return [
        _Run(page.chars[start:end], _union(page.boxes[start:end]))
        for start, end in zip(page.runs, ends, strict=True)
        if end > start
    ]


def _union(boxes: Sequence[Box]) -> Box:
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def _by_line(runs: Sequence[_Run]) -> list[list[_Run]]:
    lines: list[list[_Run]] = []
    for run in runs:
        if lines and _beside(lines[-1][-1].box, run.box):
            lines[-1].append(run)
        else:
            lines.append([run])
    return lines


def _beside(a: Box, b: Box) -> bool:
    overlap = min(a[3], b[3]) - max(a[1], b[1])
    return overlap > _SAME_LINE * min(a[3] - a[1], b[3] - b[1])


def _text(line: Sequence[_Run]) -> str:
    return " ".join(run.text for run in line)


def _boxes(line: Sequence[_Run]) -> tuple[Box, ...]:
    return tuple(run.box for run in line)


def _label(run: _Run, page: Sequence[_Run]) -> str:
    """The words at the beginning of the row; empty where the run is the beginning itself."""
    row = [other for other in page if _beside(other.box, run.box) and other.box[2] <= run.box[0] + 1]
    words = [other for other in row if not other.text.replace(",", "").replace(".", "").isdigit()]
    return min(words, key=lambda other: other.box[0]).text[:_LABEL] if words else ""
