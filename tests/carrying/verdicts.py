"""Whether each note went where the truth says, and the sums of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import hypot

from known_truth import TOLERANCE, Truth

from dxmeet.domain.annotation import Note, NoteKind, Outcome
from dxmeet.domain.placement import Placement, carried
from dxmeet.domain.surroundings import extent

BESIDE = 8.0
"""Points from a note to a cut, across which what it is about may be: an underline is drawn below its words."""


@dataclass(frozen=True)
class Verdict:
    """``fate``: exists, altered, torn or gone. ``right``: placed where it belongs. ``wrong``: placed as kept or moved where
    it does not belong."""

    pair: str
    note: Note
    placement: Placement
    fate: str
    right: bool
    wrong: bool


def judge(pair: str, note: Note, placement: Placement, truth: Truth, *, same_words: bool = False) -> Verdict:
    """``same_words``: what it lies on now reads as what it lay on. In a line that was set anew, in another face or beside other
    figures, a marker belongs on its words, though they are a little to the left or right of where they were."""
    placed = placement.outcome in (Outcome.KEPT, Outcome.MOVED)
    box = extent(note)
    whole = note.kind is NoteKind.BOOKMARK
    bands = truth.bands[note.page] if whole else truth.of(note.page, box)
    pages = {band.page for band in bands if band.page is not None}
    if whole:
        fate = "exists" if pages else "gone"
    elif len(bands) > 1:
        fate = "torn"
    elif bands[0].page is None:
        fate = "gone"
    else:
        fate = "altered" if truth.touched(note.page, box) else "exists"
    beside = bands if whole else truth.of(note.page, (box[0], box[1] - BESIDE, box[2], box[3] + BESIDE))
    right = placed and any(
        placement.page in {band.page, *truth.twins.get(band.page or 0, ())} and (whole or _lands(note, placement, band))
        for band in beside
        if band.page is not None
    )
    if same_words and placed:
        right = right or any(_lies_over(note, placement, band) for band in bands if band.page == placement.page)
    return Verdict(pair, note, placement, fate, right, placed and not right)


def _lands(note: Note, placement: Placement, band) -> bool:
    new, old = extent(carried(note, placement)), extent(note)
    middle = band.moved(((old[0] + old[2]) / 2, (old[1] + old[3]) / 2))
    there = (new[0] + new[2]) / 2, (new[1] + new[3]) / 2
    return hypot(middle[0] - there[0], middle[1] - there[1]) <= TOLERANCE


def _lies_over(note: Note, placement: Placement, band) -> bool:
    """Whether at least half of it lies in the same line over where the truth puts it."""
    new, old = extent(carried(note, placement)), extent(note)
    left, top = band.moved(old[:2])
    right, _ = band.moved(old[2:])
    over = min(new[2], right) - max(new[0], left)
    return abs(new[1] - top) <= TOLERANCE and 2 * over >= min(new[2] - new[0], right - left)


@dataclass(frozen=True)
class Sums:
    notes: int
    exist: int
    placed_right: int
    wrong: int
    outcomes: Counter
    fates: Counter

    @property
    def share(self) -> float:
        return self.placed_right / self.exist if self.exist else 1.0


def sums(verdicts: Iterable[Verdict]) -> Sums:
    all_ = list(verdicts)
    exist = [v for v in all_ if v.fate == "exists"]
    return Sums(
        len(all_), len(exist), sum(v.right for v in exist), sum(v.wrong for v in all_),
        Counter(v.placement.outcome.value for v in all_), Counter(v.fate for v in all_),
    )  # fmt: skip
