"""One trial: a document, an edit, some notes; carried over by the comparison itself, without a database."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any

import pymupdf
from further_edits import FURTHER_EDITS
from known_truth import Truth
from revision_edits import EDITS
from scribbles import scribble
from set_papers import SET_ANEW, set_pair
from stranger_edits import STRANGER_EDITS
from verdicts import Verdict, judge

from dxmeet.domain.annotation import Box, Note, NoteKind
from dxmeet.domain.carryover import Comparison
from dxmeet.domain.features import PageFeatures, pack, unpack
from dxmeet.domain.pagematch import identical_pairs
from dxmeet.domain.placement import Placement, carried
from dxmeet.domain.surroundings import deviation, pack_surroundings, surroundings, unpack_surroundings
from dxmeet.pdf import inspecting
from dxmeet.pdf.features import features
from dxmeet.pdf.opening import Opened

BLANK = 3.0
"""Standard deviation of the greys of a page on which hardly anything is printed."""


@dataclass(frozen=True)
class Trial:
    """Two revisions as the database keeps them, the notes made on the old one, and the truth. It can be pickled."""

    name: str
    prints: tuple[tuple[str, ...], tuple[str, ...]]
    old: dict[int, bytes]
    new: dict[int, bytes]
    notes: tuple[Note, ...]
    truth: Truth

    def verdicts(self) -> list[Verdict]:
        """Of all notes, by page."""
        comparison = self._comparison
        found: list[Verdict] = []
        for page in sorted({note.page for note in self.notes}):
            known = unpack(self.old[page])
            some = [note for note in self.notes if note.page == page]
            cut = [(note, unpack_surroundings(pack_surroundings(surroundings(known, note)))) for note in some]
            for note, placement in zip(some, comparison.place(cut), strict=True):
                same = note.kind is NoteKind.HIGHLIGHT and self._same_words(known, note, placement)
                found.append(judge(self.name, note, placement, self.truth, same_words=same))
        return found

    def _same_words(self, old: PageFeatures, note: Note, placement: Placement) -> bool:
        if placement.page not in self.new:
            return False
        words = _words(old, note.boxes)
        return words != "" and words == _words(unpack(self.new[placement.page]), carried(note, placement).boxes)

    @cached_property
    def _comparison(self) -> Comparison:
        comparison = Comparison(*self.prints)
        same = identical_pairs(*self.prints)
        for page, packed in self.old.items():
            if page not in same:
                comparison.add_old(page, unpack(packed))
        for page, packed in self.new.items():
            comparison.add_new(page, unpack(packed))
        return comparison


def _words(page: PageFeatures, boxes: Sequence[Box]) -> str:
    return "".join(
        page.chars[token.index]
        for token in page.tokens
        if any(box[0] <= token.at[0] <= box[2] and box[1] <= token.at[1] <= box[3] for box in boxes)
    )


def prepared(name: str, source: bytes, edit: str, notes: int, seed: int = 0, most_pages: int = 40) -> Trial:
    """``notes`` on ``most_pages`` pages of ``source`` at most, before ``edit``."""
    random = Random(zlib.crc32(f"{name} {edit} {seed}".encode()))
    document: Any = pymupdf.open("pdf", source)
    if len(document) > most_pages:
        first = random.randint(0, len(document) - most_pages)
        document.select(range(first, first + most_pages))
        document = pymupdf.open("pdf", document.tobytes(garbage=1))
    if edit in SET_ANEW:
        before, after, truth = set_pair(document, random, SET_ANEW[edit])
    else:
        after, truth = {**EDITS, **FURTHER_EDITS, **STRANGER_EDITS}[edit](document, random)
        before = document.tobytes()
    old, new = Opened(before, "old", None), Opened(after, "new", None)
    prints = tuple(
        tuple(inspecting.fingerprint(each, page + 1) for page in range(len(each.sizes))) for each in (old, new)
    )
    same = identical_pairs(*prints)
    known = {page: features(old, page) for page in range(1, len(old.sizes) + 1) if page not in same}
    fresh = {page: pack(features(new, page)) for page in range(1, len(new.sizes) + 1) if page not in same.values()}
    written: list[Note] = []
    number = 0
    while len(written) < notes:
        page = random.randint(1, len(old.sizes))
        if page not in known:
            known[page] = features(old, page)
        number += 1
        if deviation(known[page].grey) < BLANK and number < 10 * notes:
            continue  # nobody writes on the back of a cover, and nobody could say where that went
        written.append(scribble(random, page, known[page], number))
    packed = {page: pack(each) for page, each in known.items()}
    return Trial(f"{edit} · {name}", (prints[0], prints[1]), packed, fresh, tuple(written), truth)


def tried(name: str, source: bytes, edit: str, notes: int, seed: int = 0, most_pages: int = 40) -> list[Verdict]:
    """What became of each note."""
    return prepared(name, source, edit, notes, seed, most_pages).verdicts()
