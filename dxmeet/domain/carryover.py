"""Carry a note from one revision to another: そのまま, 移動, 要確認 or 行き先なし. A wrong place is worse than a doubt.

    identical page ─▶ as it is
    the page it became ─▶ text around it (landing) ─▶ its words (quoting) ─▶ its picture (seeing) ─▶ sure, or a proposal
    another page ─▶ only with words that hardly any page has          nowhere ─▶ the tray

One translation and one scale factor for a whole note; nothing is turned or bent. A marker follows its words instead,
whose lines may be broken anew.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import hypot

from dxmeet.domain.annotation import Box, Note, NoteKind, Outcome
from dxmeet.domain.features import PageFeatures
from dxmeet.domain.landing import Landing, TextPage, land
from dxmeet.domain.pagematch import PageMatch, PagePair, pair_pages
from dxmeet.domain.quoting import find_quote
from dxmeet.domain.registering import Registration
from dxmeet.domain.seeing import SeenPage, see
from dxmeet.domain.surroundings import Surroundings, extent


@dataclass(frozen=True)
class Placement:
    """Where a note goes: new point = ``scale`` × old point + (``dx``, ``dy``) on ``page`` (from 1).

    ``boxes`` replace a marker's where its lines were broken anew. ``reason`` says why it is in doubt: ``changed`` (what it
    is on), ``unsure`` (where it is), ``page-removed``, ``not-found``. ``score`` is 0–1.
    """

    outcome: Outcome
    score: float
    page: int = 0
    scale: float = 1.0
    dx: float = 0.0
    dy: float = 0.0
    boxes: tuple[Box, ...] = ()
    reason: str = ""


_STILL = 0.8  # points; less is no movement
_READS = 8  # characters around a note that make its place readable
_NEAR, _NEAR_ELSEWHERE = 0.42, 0.6  # share of the text around it that must be there
_NEAR_BLANK, _CLEARLY_BLANK = 0.62, 0.25
_CLEARLY, _CLEARLY_ELSEWHERE = 0.1, 0.18  # better than the next place
_PROOFS = 6  # characters that few pages have, or that came newly to this one, to believe in another page
_WEAK_PAIR = 0.45  # pages less alike are believed in like other pages
_PLAIN = 0.85  # so much of the surroundings needs no picture to prove it
_HARDLY = 0.1  # less of the surroundings than that is no place to propose
_UNDER = {NoteKind.HIGHLIGHT: 0.97, NoteKind.STICKY: 0.85, NoteKind.TEXT: 0.7, NoteKind.INK: 0.75, NoteKind.SHAPE: 0.75}


_Proof = Mapping[str, frozenset[int]]
"""Three characters → the pages on which finding them proves something."""


@dataclass(frozen=True)
class _Found:
    placement: Placement
    sure: bool


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
        self._registrations: dict[tuple[int, int], list[Registration]] = {}

    def add_old(self, page: int, features: PageFeatures) -> None:
        self._old_pages[page] = features

    def add_new(self, page: int, features: PageFeatures) -> None:
        self._new_pages[page] = features

    @cached_property
    def pairs(self) -> list[PagePair]:
        """After all pages were added."""
        return pair_pages(self.old, self.new, self._old_pages, self._new_pages)

    @cached_property
    def _by_old(self) -> dict[int, PagePair]:
        return {pair.old: pair for pair in self.pairs if pair.old is not None}

    @cached_property
    def _rare(self) -> _Proof:
        """Keys that at most two new pages have → those pages."""
        where: dict[str, set[int]] = defaultdict(set)
        for page, features in self._new_pages.items():
            for token in features.tokens:
                where[token.key].add(page)
        return {key: frozenset(pages) for key, pages in where.items() if len(pages) <= 2}

    @cached_property
    def _fresh(self) -> _Proof:
        """Keys that came newly to at most two pages → those pages: what the old page there had is not from elsewhere."""
        before = {pair.new: pair.old for pair in self.pairs if pair.old is not None}
        where: dict[str, set[int]] = defaultdict(set)
        for page, features in self._new_pages.items():
            was = self._old_pages.get(before.get(page) or 0)
            had = {token.key for token in was.tokens} if was else frozenset[str]()
            for key in {token.key for token in features.tokens} - had:
                where[key].add(page)
        return {key: frozenset(pages) for key, pages in where.items() if len(pages) <= 2}

    def place(self, notes: Sequence[tuple[Note, Surroundings]]) -> list[Placement]:
        """Of the notes of one old page; what was drawn together stays together."""
        found = [self._place(note, around) for note, around in notes]
        for group in _drawings([note for note, _ in notes]):
            _keep_together(group, found)
        return found

    def _place(self, note: Note, around: Surroundings) -> Placement:
        pair = self._by_old.get(note.page, PagePair(note.page, None, PageMatch.REMOVED))
        if pair.identical and pair.new is not None:
            return Placement(_outcome(note.page, pair.new), 1.0, pair.new)
        if note.kind is NoteKind.BOOKMARK:
            return self._page_of(note, pair)
        here = self._on(note, around, pair.new, self._rare if pair.alike < _WEAK_PAIR else None) if pair.new else None
        if here is not None and here.sure:
            return here.placement
        elsewhere = self._elsewhere(note, around, pair.new)
        if elsewhere is not None:
            return elsewhere
        if here is not None and here.placement.score >= _HARDLY:
            return here.placement
        return Placement(Outcome.UNPLACED, 0.0, reason="not-found" if pair.new else "page-removed")

    @staticmethod
    def _page_of(note: Note, pair: PagePair) -> Placement:
        if pair.new is None:
            return Placement(Outcome.UNPLACED, 0.0, reason="page-removed")
        if pair.alike < _WEAK_PAIR:
            return Placement(Outcome.REVIEW, pair.alike, pair.new, reason="changed")
        return Placement(_outcome(note.page, pair.new), pair.alike, pair.new)

    def _elsewhere(self, note: Note, around: Surroundings, but: int | None) -> Placement | None:
        """On another page, if words that hardly any page has lead there and to no second one."""
        hits: dict[int, int] = defaultdict(int)
        for token in around.page.tokens:
            for page in self._fresh.get(token.key, ()):
                hits[page] += 1
        hits.pop(but or 0, None)
        best = sorted(hits, key=lambda page: -hits[page])[:3]
        sure = [
            found.placement
            for page in best
            if hits[page] >= _PROOFS and (found := self._on(note, around, page, self._fresh)).sure
        ]
        return sure[0] if len(sure) == 1 else None

    def _on(self, note: Note, around: Surroundings, page: int, proof: _Proof | None) -> _Found:
        features = self._new_pages[page]
        text = self._texts.setdefault(page, TextPage(features))
        scales = _scales(around.page.size, features.size)
        readable = len(around.page.chars) >= _READS
        landing = land(around, text, scales) if readable else None
        found = _by_text(note, around, page, landing, proof)
        if found is not None and found.sure:
            plain = landing is not None and bool(around.under) and landing.near >= _PLAIN and landing.under == 1.0
            if plain or self._looks_right(around, page, found.placement):
                return found
            return _Found(replace(found.placement, outcome=Outcome.REVIEW, reason="changed"), False)
        if proof is None and (quoted := _by_quote(note, around, page, features)) is not None:
            return quoted
        if landing is None or landing.near < _HARDLY or landing.found < _READS:
            seen = self._by_picture(note, around, page, scales, proof is not None)
            if seen is not None:
                return seen
        return found or _Found(Placement(Outcome.REVIEW, 0.0, page, reason="unsure"), False)

    def _seen_page(self, page: int) -> SeenPage:
        return self._seen.setdefault(page, SeenPage(self._new_pages[page].grey))

    def _by_picture(
        self, note: Note, around: Surroundings, page: int, scales: Sequence[float], strict: bool
    ) -> _Found | None:
        seen = see(around, self._seen_page(page), scales, self._lying(note.page, page, scales))
        if seen is None:
            return None
        reason = "" if seen.sure else "unsure" if seen.under > 0.5 else "changed"
        sure = seen.sure and not strict
        return _found(note, page, Landing(seen.scale, seen.dx, seen.dy, seen.peak, seen.under), seen.peak, sure, reason)

    def _lying(self, old: int, new: int, scales: Sequence[float]) -> list[Registration]:
        """How the old page as a whole lies on the new one, best first; empty where it does not, or is not known."""
        key = old, new
        if key not in self._registrations:
            features, page = self._old_pages.get(old), self._seen_page(new)
            found = [page.registration(features.grey, scale) for scale in scales] if features else []
            self._registrations[key] = sorted(filter(None, found), key=lambda each: -each.share)
        return self._registrations[key]

    def _looks_right(self, around: Surroundings, page: int, placement: Placement) -> bool:
        """Where the text is not plain enough, or there is none under the note, the picture must be the same one, too."""
        return self._seen_page(page).agrees(around, placement.scale, placement.dx, placement.dy)


def _by_text(
    note: Note, around: Surroundings, page: int, landing: Landing | None, proof: _Proof | None
) -> _Found | None:
    """``proof`` are words that must be among those that led here, where the page itself proves nothing."""
    if landing is None:
        return None
    own = landing.worth(around)
    near, clearly = (_NEAR, _CLEARLY) if proof is None else (_NEAR_ELSEWHERE, _CLEARLY_ELSEWHERE)
    if not around.under:  # on blank paper: all that is near must agree
        near, clearly = max(near, _NEAR_BLANK), max(clearly, _CLEARLY_BLANK)
    there = landing.under >= _UNDER.get(note.kind, 1.0)
    proven = proof is None or _proofs(around, landing, page, proof) >= _PROOFS
    certain = landing.near >= near and own - landing.rival >= clearly and landing.found >= _READS and proven
    reason = "" if there and certain else "changed" if certain else "unsure"
    return _found(note, page, landing, own, there and certain, reason)


def _proofs(around: Surroundings, landing: Landing, page: int, proof: _Proof) -> int:
    return sum(page in proof.get(token.key, ()) for token in around.page.tokens if token.index in landing.there)


def _by_quote(note: Note, around: Surroundings, page: int, features: PageFeatures) -> _Found | None:
    quoted = find_quote(around, features)
    if quoted is None:
        return None
    landing = Landing(1.0, quoted.dx, quoted.dy, quoted.score, 1.0)
    if quoted.together:
        return _found(note, page, landing, quoted.score, True, "")
    if note.kind is NoteKind.HIGHLIGHT:
        return _Found(Placement(Outcome.MOVED, quoted.score, page, boxes=quoted.boxes), True)
    return _found(note, page, landing, quoted.score, False, "changed")


def _found(note: Note, page: int, landing: Landing, score: float, sure: bool, reason: str) -> _Found:
    still = hypot(landing.dx, landing.dy) <= _STILL and abs(landing.scale - 1) < 0.002
    scale, dx, dy = (1.0, 0.0, 0.0) if still else (landing.scale, landing.dx, landing.dy)
    outcome = Outcome.REVIEW if not sure else _outcome(note.page, page) if still else Outcome.MOVED
    return _Found(Placement(outcome, round(min(1.0, score), 3), page, scale, dx, dy, reason=reason), sure)


def _outcome(old: int, new: int) -> Outcome:
    return Outcome.KEPT if old == new else Outcome.MOVED


def _scales(old: tuple[float, float], new: tuple[float, float]) -> list[float]:
    """1, and what fits the old page into the new one, where their sizes differ."""
    ratios = sorted((new[0] / old[0], new[1] / old[1]))
    found = [1.0]
    found += [ratio for ratio in ratios if all(abs(ratio - each) > 0.005 for each in found)]
    return found


_SOON, _CLOSE = 10.0, 14.0  # seconds and points between strokes of one drawing


def _drawings(notes: Sequence[Note]) -> list[list[int]]:
    """Ink and shapes that one hand drew close together in one go, as indices; single ones left out."""
    drawn = [i for i, note in enumerate(notes) if note.kind in (NoteKind.INK, NoteKind.SHAPE)]
    drawn.sort(key=lambda i: notes[i].created_at)
    groups: list[list[int]] = []
    for i in drawn:
        joined = [group for group in groups if any(_together(notes[i], notes[j]) for j in group)]
        groups = [group for group in groups if group not in joined]
        groups.append(sorted([i, *(j for group in joined for j in group)]))
    return [group for group in groups if len(group) > 1]


def _together(a: Note, b: Note) -> bool:
    soon = abs((a.created_at - b.created_at).total_seconds()) <= _SOON
    return soon and a.author == b.author and _gap(extent(a), extent(b)) <= _CLOSE


def _gap(a: Box, b: Box) -> float:
    return hypot(max(a[0] - b[2], b[0] - a[2], 0.0), max(a[1] - b[3], b[1] - a[3], 0.0))


def _keep_together(group: Sequence[int], found: list[Placement]) -> None:
    """Parts of a drawing that are sure of the same movement take the doubtful ones along; if they part, all are doubtful."""
    sure = [found[i] for i in group if found[i].outcome in (Outcome.KEPT, Outcome.MOVED)]
    if not sure:
        return
    first = sure[0]
    agree = all(
        (each.page, each.scale) == (first.page, first.scale)
        and hypot(each.dx - first.dx, each.dy - first.dy) <= 2 * _STILL
        for each in sure
    )
    for i in group:
        if not agree and found[i].outcome in (Outcome.KEPT, Outcome.MOVED):
            found[i] = replace(found[i], outcome=Outcome.REVIEW, reason="unsure")
        elif agree and len(sure) * 2 >= len(group):
            outcome = found[i].outcome if found[i].outcome in (Outcome.KEPT, Outcome.MOVED) else first.outcome
            found[i] = replace(first, outcome=outcome, score=found[i].score or first.score)


def carried(note: Note, placement: Placement) -> Note:
    """The note's geometry at its new place; page, strokes, boxes and points, nothing else."""
    s, dx, dy = placement.scale, placement.dx, placement.dy

    def at(x: float, y: float) -> tuple[float, float]:
        return round(x * s + dx, 3), round(y * s + dy, 3)

    def box(old: Box) -> Box:
        return (*at(old[0], old[1]), *at(old[2], old[3]))

    if (s, dx, dy) == (1.0, 0.0, 0.0) and not placement.boxes:
        return replace(note, page=placement.page)
    return replace(
        note,
        page=placement.page,
        width=note.width * s,
        strokes=tuple(tuple((*at(x, y), pressure) for x, y, pressure in stroke) for stroke in note.strokes),
        boxes=placement.boxes or tuple(map(box, note.boxes)),
        at=note.at and at(*note.at),
        box=note.box and box(note.box),
        points=tuple(at(*point) for point in note.points),
    )


def outcomes(placements: Mapping[str, Placement] | Sequence[Placement]) -> dict[Outcome, int]:
    """How many of each, all four named."""
    values = placements.values() if isinstance(placements, Mapping) else placements
    counts = dict.fromkeys(Outcome, 0)
    for each in values:
        counts[each.outcome] += 1
    return counts
