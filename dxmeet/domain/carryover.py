"""Carry a note from one revision to another: そのまま, 移動, 要確認 or 行き先なし. A wrong place is worse than a doubt.

    identical page ─▶ as it is
    nothing changed at the note (standing) ─▶ as it is
    the page it became ─▶ text around it (landing) ─▶ its words (quoting) ─▶ its picture (seeing) ─▶ sure, or a proposal
    what reading both from beginning to end says of its words (rereading) ─▶ contradicts that, or knows where it found nothing
    another page ─▶ only with words that hardly any page has          nowhere ─▶ the tray

One translation and one scale factor for a whole note; nothing is turned or bent. A marker follows its words instead,
whose lines may be broken anew.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from dxmeet.domain.alignment import Alignment, TextPage, align
from dxmeet.domain.annotation import Note, NoteKind, Outcome
from dxmeet.domain.deciding import (
    PROOFS,
    Found,
    Proof,
    by_quote,
    by_text,
    by_words,
    moved_to,
    out_of_sight,
    placed,
    plain,
    says_nothing,
    stays_with_page,
    worth_proposing,
)
from dxmeet.domain.drawings import drawings, keep_together
from dxmeet.domain.features import PageFeatures
from dxmeet.domain.landing import Landing, land
from dxmeet.domain.pagematch import PageMatch, PagePair, pair_pages, scales_between
from dxmeet.domain.placement import Placement, carried
from dxmeet.domain.rereading import Rereading
from dxmeet.domain.seeing import Overlaid, SeenPage, bare, see
from dxmeet.domain.standing import Standing, standing
from dxmeet.domain.surroundings import Surroundings, extent

_WEAK_PAIR = 0.45  # pages less alike are believed in like other pages
_PLAIN_PAIR = 0.55  # and less alike than that are no place for a bookmark without a question
_SAME_TEXT = 0.8  # of the characters under a note
_READABLE = 0.3  # of the characters of a page found on the other: both are text, not one of them a scan
_SMALL_PIECE, _AS_WELL = 0.3, 0.05  # of the page; worth of a landing
_AGAIN = 3  # times on a page; what stands there more often, as figures in a table do, proves no place
_LIES = 0.5  # unless so many patches of its picture say that it is the same page


class Comparison:
    """Two revisions of one material: their fingerprints, and the features of the pages that are not identical.

    Without features of the old pages (they were erased) every new page is looked at for a note.
    """

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self.old, self.new = tuple(old), tuple(new)
        self._old_pages: dict[int, PageFeatures] = {}
        self._new_pages: dict[int, PageFeatures] = {}
        self._texts: dict[int, TextPage] = {}
        self._seen: dict[int, SeenPage] = {}
        self._alignments: dict[tuple[int, int], Alignment] = {}
        self._overlaid: dict[tuple[int, int], list[Overlaid]] = {}
        self._standing: dict[tuple[int, int], Standing | None] = {}

    def add_old(self, page: int, features: PageFeatures) -> None:
        self._old_pages[page] = features

    def add_new(self, page: int, features: PageFeatures) -> None:
        self._new_pages[page] = features

    @cached_property
    def pairs(self) -> list[PagePair]:
        """After all pages were added."""
        return pair_pages(self.old, self.new, self._old_pages, self._new_pages)

    @cached_property
    def _rereading(self) -> Rereading:
        return Rereading(self._old_pages, self._new_pages)

    @cached_property
    def _by_old(self) -> dict[int, PagePair]:
        return {pair.old: pair for pair in self.pairs if pair.old is not None}

    @cached_property
    def _rare(self) -> Proof:
        """Keys that at most two new pages have, and two old ones → those new pages."""
        count = Counter(key for page in self._old_pages.values() for key in {token.key for token in page.tokens})
        common = {key for key in count if count[key] > 2}
        return _few({page: self._telling(page) - common for page in self._new_pages})

    @cached_property
    def _fresh(self) -> Proof:
        """Keys that came newly to at most two pages → those pages: what the old page there had is not from elsewhere."""
        before = {pair.new: pair.old for pair in self.pairs if pair.old is not None}
        fresh: dict[int, set[str]] = {}
        for page in self._new_pages:
            was = self._old_pages.get(before.get(page) or 0)
            fresh[page] = self._telling(page) - ({token.key for token in was.tokens} if was else set())
        return _few(fresh)

    def _telling(self, page: int) -> set[str]:
        """Keys of a new page, but not those that it has again and again."""
        count = Counter(token.key for token in self._new_pages[page].tokens)
        return {key for key in count if count[key] <= _AGAIN}

    def place(self, notes: Sequence[tuple[Note, Surroundings]]) -> list[Placement]:
        """Of the notes of one old page; what was drawn together stays together."""
        found = [self._within(note, self._place(note, around)) for note, around in notes]
        for group in drawings([note for note, _ in notes]):
            keep_together(group, found)
        return found

    def _within(self, note: Note, placement: Placement) -> Placement:
        """A place that is not on the page any more is none to be sure of."""
        size = self._new_pages[placement.page].size if placement.page in self._new_pages else None
        if size is None or note.kind is NoteKind.BOOKMARK:
            return placement
        box = extent(carried(note, placement))
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if 0 <= x <= size[0] and 0 <= y <= size[1]:
            return placement
        return replace(placement, outcome=Outcome.REVIEW, reason="unsure")

    def _place(self, note: Note, around: Surroundings) -> Placement:
        pair = self._by_old.get(note.page, PagePair(note.page, None, PageMatch.REMOVED))
        if pair.identical and pair.new is not None:
            return Placement(moved_to(note.page, pair.new), 1.0, pair.new)
        if pair.twin and pair.new is not None:
            there = self._guessed(note, around, pair)
            return replace(there, outcome=Outcome.REVIEW, reason="unsure") if there.page else there
        return self._guessed(note, around, pair)

    def _guessed(self, note: Note, around: Surroundings, pair: PagePair) -> Placement:
        """Where it is if the page is that one."""
        if note.kind is NoteKind.BOOKMARK:
            return self._page_of(note, pair)
        if pair.new is not None and pair.alike >= _WEAK_PAIR and self._stayed(note.page, pair.new, around):
            return Placement(moved_to(note.page, pair.new), 1.0, pair.new)
        here = self._on(note, around, pair.new, self._rare if pair.alike < _WEAK_PAIR else None) if pair.new else None
        spot = self._rereading.words(note.page, around, pair.new)
        if here is not None and here.sure:
            if spot is None or not self._rereading.denies(note.page, around, spot, here.placement):
                return here.placement
            here = Found(replace(here.placement, outcome=Outcome.REVIEW, reason="unsure"), False)
        if spot is not None:
            read = by_words(note, around, spot.page, self._rereading.quoted(note.page, around, spot))
            if read.sure:
                return read.placement
        elsewhere = self._elsewhere(note, around, pair.new)
        if elsewhere is not None:
            return elsewhere
        if here is not None and worth_proposing(here.placement):
            return here.placement
        return Placement(Outcome.UNPLACED, 0.0, reason="not-found" if pair.new else "page-removed")

    def _stayed(self, old: int, new: int, around: Surroundings) -> bool:
        """Whether nothing changed at the note, and what is under it reads the same."""
        if old not in self._old_pages:
            return False
        if (old, new) not in self._standing:
            self._standing[old, new] = standing(self._old_pages[old].grey, self._new_pages[new].grey)
        there = self._standing[old, new]
        return there is not None and there.stayed(around.box) and self._reads_the_same(around, new)

    def _reads_the_same(self, around: Surroundings, page: int) -> bool:
        under = [around.page.tokens[index].at for index in around.under]
        read = [around.page.chars[index] for index in around.under]
        return all(self._text(page).has(char, *at) for char, at in zip(read, under, strict=True))

    def _page_of(self, note: Note, pair: PagePair) -> Placement:
        if pair.new is None:
            return Placement(Outcome.UNPLACED, 0.0, reason="page-removed")
        if (pair.seen or pair.alike < _PLAIN_PAIR) and not self._lies_on(note.page, pair.new):
            return Placement(Outcome.REVIEW, pair.alike, pair.new, reason="changed")
        return Placement(moved_to(note.page, pair.new), pair.alike, pair.new)

    def _lies_on(self, old: int, new: int) -> bool:
        """Whether the old page's picture as a whole is on the new page."""
        if old not in self._old_pages:
            return False
        scales = scales_between(self._old_pages[old].size, self._new_pages[new].size)
        return any(each.lying.share >= _LIES for each in self._lying(old, new, scales)[:1])

    def _elsewhere(self, note: Note, around: Surroundings, but: int | None) -> Placement | None:
        """On another page, if words that hardly any page has lead there and to no second one."""
        hits: dict[int, int] = defaultdict(int)
        for token in around.page.tokens:
            for page in self._fresh.get(token.key, ()):
                hits[page] += 1
        hits.pop(but or 0, None)
        best = sorted(hits, key=lambda page: -hits[page])[:3]
        sure = [
            there.placement
            for page in best
            if hits[page] >= PROOFS and (there := self._on(note, around, page, self._fresh)).sure
        ]
        return sure[0] if len(sure) == 1 else None

    def _on(self, note: Note, around: Surroundings, page: int, proof: Proof | None) -> Found:
        scales = scales_between(around.page.size, self._new_pages[page].size)
        alignment = self._aligned(note.page, around, page, scales)
        landing = land(around, alignment, scales) if around.page.chars else None
        far = out_of_sight(around, landing)
        read = by_text(note, around, page, landing, alignment, proof)
        if read is not None and read.sure and not far:
            alone = landing is not None and not self._as_well_beside(note.page, around, page, landing)
            if alone and (plain(around, landing) or self._looks_right(around, page, read.placement)):
                return read
            return Found(replace(read.placement, outcome=Outcome.REVIEW, reason="changed"), False)
        elsewhere = proof is not None or stays_with_page(landing)
        if not elsewhere and (quoted := by_quote(note, around, page, alignment)) is not None:
            return quoted
        if far or says_nothing(landing):
            seen = self._by_picture(note, around, page, scales, proof is not None)
            if far and read is not None and not read.sure and bare(around.patch):
                return read  # nothing is near it, and the page did not move in one piece
            if seen is not None:
                return seen
        if far and read is not None:
            return Found(replace(read.placement, outcome=Outcome.REVIEW, reason="unsure"), False)
        return read or Found(Placement(Outcome.REVIEW, 0.0, page, reason="unsure"), False)

    def _as_well_beside(self, old: int, around: Surroundings, page: int, landing: Landing) -> bool:
        """Whether little of the page moved along, and the page before or after would do as well: lines were pushed over to it,
        and others that read alike came from before."""
        if landing.piece >= _SMALL_PIECE:
            return False
        for other in (each for each in (page - 1, page + 1) if each in self._new_pages):
            scales = scales_between(around.page.size, self._new_pages[other].size)
            there = land(around, self._aligned(old, around, other, scales), scales)
            if there is not None and there.worth(around) >= landing.worth(around) - _AS_WELL:
                return True
        return False

    def _text(self, page: int) -> TextPage:
        return self._texts.setdefault(page, TextPage(self._new_pages[page]))

    def _aligned(self, old: int, around: Surroundings, page: int, scales: Sequence[float]) -> Alignment:
        """Of an old page that was erased, with what is kept around the note."""
        if old not in self._old_pages:
            return align(TextPage(around.page), self._text(page), scales)
        if (old, page) not in self._alignments:
            self._alignments[old, page] = align(TextPage(self._old_pages[old]), self._text(page), scales)
        return self._alignments[old, page]

    def _seen_page(self, page: int) -> SeenPage:
        return self._seen.setdefault(page, SeenPage(self._new_pages[page].grey))

    def _by_picture(
        self, note: Note, around: Surroundings, page: int, scales: Sequence[float], strict: bool
    ) -> Found | None:
        seen = see(around, self._seen_page(page), scales, self._lying(note.page, page, scales))
        if seen is None:
            return None
        landing = Landing(seen.scale, seen.dx, seen.dy, seen.peak, seen.under)
        alignment = self._aligned(note.page, around, page, scales)
        sure = seen.sure and not strict and not self._reads_otherwise(around, page, landing, alignment)
        reason = "" if sure else "unsure" if seen.under > 0.5 and not seen.sure else "changed"
        return placed(note, page, landing, seen.peak, sure, reason)

    def _reads_otherwise(self, around: Surroundings, page: int, landing: Landing, alignment: Alignment) -> bool:
        """Whether the note's text is not where it should be, however alike the pictures are: another one is, or none though
        the page can be read."""
        text = self._text(page)
        moved = [(around.page.chars[index], landing.box(around.page.boxes[index])) for index in around.under]
        same = sum(text.has(character, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2) for character, box in moved)
        if same >= _SAME_TEXT * len(moved):
            return False
        if alignment.pieces and alignment.pieces[0].share >= _READABLE:
            return True
        return any(
            box[0] <= token.at[0] <= box[2] and box[1] <= token.at[1] <= box[3]
            for token in text.features.tokens
            for _, box in moved
        )

    def _lying(self, old: int, new: int, scales: Sequence[float]) -> list[Overlaid]:
        """How the old page as a whole lies on the new one, best first; empty where it does not, or is not known."""
        key = old, new
        if key not in self._overlaid:
            features, page = self._old_pages.get(old), self._seen_page(new)
            self._overlaid[key] = []
            if features is not None:
                lyings = page.registrations(features.grey, scales)
                wholes = [Overlaid(features.grey, page.grey, each) for each in lyings]
                self._overlaid[key] = [each for whole in wholes for each in whole.parts()]
        return self._overlaid[key]

    def _looks_right(self, around: Surroundings, page: int, placement: Placement) -> bool:
        """Where the text is not plain enough, or there is none under the note, the picture must be the same one, too."""
        return self._seen_page(page).agrees(around, placement.scale, placement.dx, placement.dy)


def _few(keys: Mapping[int, set[str]]) -> Proof:
    """Those that at most two pages have → the pages."""
    where: dict[str, set[int]] = defaultdict(set)
    for page, some in keys.items():
        for key in some:
            where[key].add(page)
    return {key: frozenset(pages) for key, pages in where.items() if len(pages) <= 2}
