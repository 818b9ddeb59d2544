"""Which page of a new revision is which page of the old one: same, changed, moved, inserted or removed.

1  equal fingerprints, first in order, then wherever they are
2  pages that read alike: words that few pages have count most, so that a shared heading makes no pair
3  pages without text: how much their pictures are alike
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from math import log

from dxmeet.domain.features import Grey, PageFeatures
from dxmeet.domain.pictures import Plane, Template, scaled, shrunk
from dxmeet.domain.seeing import SeenPage

_READS = 24  # characters; with fewer a page is known by its picture
_ALIKE, _MOVED_ALIKE = 0.3, 0.5  # of the words, weighted; what is enough in order, and out of it
_SEEN_ALIKE, _SEEN_MOVED = 0.5, 0.62  # correlation of the pictures, in the same way
_AS_CLEARLY = 0.2  # thumbnails that much less alike than the most alike one are not looked at once a page was found
_SEEN_CLEARLY = 0.85
_SEEN_TIE, _READ_TIE = 0.015, 0.003  # likeness of pages that cannot be told apart
_COPIED = 0.7  # of the words: a copy, not another half of the same sheet
_RIVALS = 0.15  # likeness; pages that are less alike than others by as much are not compared closely
_FARTHER = 0.02  # likeness that a page farther away must have more, as a share of all pages
_NEARLY_BEST = 0.85  # a page is not given away to one that is much less alike than another
_READS_WELL = 300  # characters; with fewer the picture may have a say, too
_ROUGH = 40  # pixels along the long edge
_SEEN_CLOSER, _SEEN_THERE = 4, 3  # pages looked at more closely: the most alike, and those in its place
_LOOKED_AT_CLOSELY, _MOST_PATCHES = 2, 0.5  # pages in its place; and of a page's patches, how many lie on the other


class PageMatch(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    MOVED = "moved"
    INSERTED = "inserted"
    REMOVED = "removed"


@dataclass(frozen=True)
class PagePair:
    """Pages from 1; ``old`` is None for an inserted page, ``new`` for a removed one. ``identical``: nothing differs;
    ``seen``: by their pictures alone; ``twin``: another page that was added or taken out is as much like it."""

    old: int | None
    new: int | None
    match: PageMatch
    identical: bool = False
    alike: float = 0.0
    seen: bool = False
    twin: bool = False


def new_place(pages: Iterable[PagePair], old: int) -> int:
    """The new page that ``old`` is, from 1; of a removed one what now follows the last page before it that stayed."""
    pairs = {pair.old: pair.new for pair in pages if pair.old is not None and pair.new is not None}
    if old in pairs:
        return pairs[old]
    before = [each for each in pairs if each < old]
    return pairs[max(before)] + 1 if before else 1


def identical_pairs(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Old page → new page where the fingerprints are equal; a run of pages that stayed together stays together."""
    pairs: dict[int, int] = {}
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        pairs.update((block.a + i + 1, block.b + i + 1) for i in range(block.size))
    left: dict[str, list[int]] = defaultdict(list)
    for page in sorted(set(range(1, len(new) + 1)) - set(pairs.values()), reverse=True):
        left[new[page - 1]].append(page)
    for page, print_ in enumerate(old, 1):
        if page not in pairs and left[print_]:
            pairs[page] = left[print_].pop()
    return pairs


def pair_pages(
    old: Sequence[str], new: Sequence[str], old_pages: Mapping[int, PageFeatures], new_pages: Mapping[int, PageFeatures]
) -> list[PagePair]:
    """All pages of both revisions, in the new order with removed ones where they stood.

    ``old`` and ``new`` are fingerprints; features are needed of the pages that ``identical_pairs`` leaves over.
    """
    same = identical_pairs(old, new)
    taken = set(same.values())
    rest_old = [page for page in range(1, len(old) + 1) if page not in same and page in old_pages]
    rest_new = [page for page in range(1, len(new) + 1) if page not in taken and page in new_pages]
    alike = _likeness({page: old_pages[page] for page in rest_old}, {page: new_pages[page] for page in rest_new})
    pairs = {**same, **_assigned(alike, same, len(old), len(new))}
    for (page, other), share in _lying_on_each_other(pairs, old_pages, new_pages).items():
        pairs[page] = other
        if min(len(old_pages[page].chars), len(new_pages[other].chars)) < _READS:
            alike[page, other] = share, _SEEN_MOVED
        else:  # a table looks like another one: it is as much alike as it reads
            alike.setdefault((page, other), (0.0, _MOVED_ALIKE))
    in_order = _in_order(pairs)
    found: list[PagePair] = []
    for page in range(1, len(old) + 1):
        if page not in pairs:
            found.append(PagePair(page, None, PageMatch.REMOVED))
            continue
        match = PageMatch.MOVED if page not in in_order else PageMatch.SAME if page in same else PageMatch.CHANGED
        value, asked = alike.get((page, pairs[page]), (1.0, 0.0))
        twin = page not in same and _has_twin(alike, pairs, page, old_pages, new_pages)
        found.append(PagePair(page, pairs[page], match, page in same, value, asked == _SEEN_MOVED, twin))
    arrived = set(pairs.values())
    found += [PagePair(None, page, PageMatch.INSERTED) for page in range(1, len(new) + 1) if page not in arrived]
    return _listed(found)


def _has_twin(
    alike: Mapping[tuple[int, int], tuple[float, float]],
    pairs: Mapping[int, int],
    page: int,
    old: Mapping[int, PageFeatures],
    new: Mapping[int, PageFeatures],
) -> bool:
    """Whether a page without a partner, on either side, is as much like this one's partner, or this one, and nearly the same
    as the one that it could be taken for: neither that page once more, nor another half of a sheet."""
    (value, asked), partner = alike.get((page, pairs[page]), (1.0, 0.0)), pairs[page]
    arrived = set(pairs.values())
    least = value - (_SEEN_TIE if asked == _SEEN_MOVED else _READ_TIE)
    return any(
        _nearly_same(new[b], new[partner]) if a == page else _nearly_same(old[a], old[page])
        for (a, b), (rival, _) in alike.items()
        if rival >= least and ((a == page and b not in arrived) or (b == partner and a not in pairs))
    )


def _nearly_same(one: PageFeatures, other: PageFeatures) -> bool:
    if (one.chars, one.grey.pixels) == (other.chars, other.grey.pixels):
        return False
    keys, others = _keys(one), _keys(other)
    least = min(keys.total(), others.total())
    if least >= _READS:
        return (keys & others).total() >= _COPIED * least
    return SeenPage(other.grey).overlay(one.grey, 1.0) >= _SEEN_MOVED


def _likeness(
    old: Mapping[int, PageFeatures], new: Mapping[int, PageFeatures]
) -> dict[tuple[int, int], tuple[float, float]]:
    """(likeness 0–1, how much of it is asked for when out of order) of the pairs that may be one page."""
    read_old = {page: _keys(each) for page, each in old.items() if len(each.chars) >= _READS}
    read_new = {page: _keys(each) for page, each in new.items() if len(each.chars) >= _READS}
    found = {pair: (value, _MOVED_ALIKE) for pair, value in _read_alike(read_old, read_new).items() if value >= _ALIKE}
    hard = _hard_to_read(old, read_old), _hard_to_read(new, read_new)
    for pair, value in _pictures_alike(old, new, hard, read_old, read_new).items():
        if value > found.get(pair, (0.0, 0.0))[0]:
            found[pair] = value, _SEEN_MOVED
    return found


def _hard_to_read(pages: Mapping[int, PageFeatures], read: Mapping[int, Counter[str]]) -> set[int]:
    return {page for page in pages if page not in read or read[page].total() < _READS_WELL}


def _pictures_alike(
    old: Mapping[int, PageFeatures],
    new: Mapping[int, PageFeatures],
    hard: tuple[set[int], set[int]],
    read_old: Mapping[int, Counter[str]],
    read_new: Mapping[int, Counter[str]],
) -> dict[tuple[int, int], float]:
    """Thumbnails first; then the few most alike of each old page, and those where it stood, are laid on it."""
    thumbs_old, thumbs_new = ({p: _thumb(f.grey, _ROUGH) for p, f in pages.items()} for pages in (old, new))
    seen: dict[int, SeenPage] = {}
    found: dict[tuple[int, int], float] = {}
    for page, thumb in thumbs_old.items():
        values = {
            other: _seen_alike(thumb, each)
            for other, each in thumbs_new.items()
            if page not in read_old or other not in read_new or (page in hard[0] and other in hard[1])
        }
        best = sorted(values, key=lambda other: (-values[other], abs(other - page)))[:_SEEN_CLOSER]
        there = sorted(values, key=lambda other: abs(other - page))[:_SEEN_THERE]
        clearly = False
        for other in dict.fromkeys(best + there):
            seen.setdefault(other, SeenPage(new[other].grey))
            if clearly and values[other] < values[best[0]] - _AS_CLEARLY:
                break  # laying pages on each other is slow, and the most alike come first
            value = _laid(old[page], seen[other], new[other].size)
            if value >= (_SEEN_MOVED if page in read_old and other in read_new else _SEEN_ALIKE):
                found[page, other] = value
            clearly = clearly or value >= _SEEN_CLEARLY
    return _told_apart(found, old, seen)


def _told_apart(
    found: Mapping[tuple[int, int], float], old: Mapping[int, PageFeatures], new: Mapping[int, SeenPage]
) -> dict[tuple[int, int], float]:
    """Pages that are like several others, by their details: the one with the same words is more alike than its copy."""
    rivals = {
        pair: [
            each
            for each in found
            if each != pair
            and (each[0] == pair[0]) != (each[1] == pair[1])
            and abs(found[each] - found[pair]) < _RIVALS
        ]
        for pair in found
    }
    details: dict[tuple[int, int], float] = {}
    for (a, b), others in rivals.items():
        if others:
            tried = (new[b].detail(old[a].grey, scale) for scale in _fitting(old[a].size, new[b].size))
            known = [each for each in tried if each is not None]
            if known:
                details[a, b] = max(known)
    told = dict(found)
    for pair, others in rivals.items():
        comparable = [each for each in others if each in details] if pair in details else []
        if comparable:
            behind = max(details[each] for each in comparable) - details[pair]
            together = max([found[pair], *(found[each] for each in comparable)])
            told[pair] = together - (behind if behind > _SEEN_TIE else 0.0)
    return told


def _lying_on_each_other(
    pairs: Mapping[int, int], old: Mapping[int, PageFeatures], new: Mapping[int, PageFeatures]
) -> dict[tuple[int, int], float]:
    """Of the pages left over, those that are the same picture askew or of another size, each in the place it had among the
    others. Slow, and more than a glance at the whole tells."""
    found: dict[tuple[int, int], float] = {}
    known = dict(pairs)
    free = [page for page in sorted(new) if page not in known.values()]
    for page in sorted(page for page in old if page not in known):
        there = [other for other in free if _fits(known, page, other)][:_LOOKED_AT_CLOSELY]
        shares = ((other, _lying_share(old[page], new[other])) for other in there)
        other, share = next(((other, share) for other, share in shares if share >= _MOST_PATCHES), (0, 0.0))
        if other:
            found[page, other] = share
            known[page] = other
            free.remove(other)
    return found


def _keys(page: PageFeatures) -> Counter[str]:
    return Counter(token.key for token in page.tokens)


def _lying_share(old: PageFeatures, new: PageFeatures) -> float:
    lying = SeenPage(new.grey).registrations(old.grey, scales_between(old.size, new.size))
    return lying[0].share if lying and not lying[0].weak else 0.0


def scales_between(old: tuple[float, float], new: tuple[float, float]) -> list[float]:
    """1, and what fits the old page into the new one, where their sizes differ."""
    ratios = sorted((new[0] / old[0], new[1] / old[1]))
    found = [1.0]
    found += [ratio for ratio in ratios if all(abs(ratio - each) > 0.005 for each in found)]
    return found


def _laid(old: PageFeatures, new: SeenPage, size: tuple[float, float]) -> float:
    """Correlation of the whole pictures, the old one made as large as the new page where they differ."""
    return max(new.overlay(old.grey, scale) for scale in _fitting(old.size, size))


def _fitting(old: tuple[float, float], new: tuple[float, float]) -> Iterable[float]:
    return dict.fromkeys((1.0, round(min(new[0] / old[0], new[1] / old[1]), 4)))


def _read_alike(old: Mapping[int, Counter[str]], new: Mapping[int, Counter[str]]) -> dict[tuple[int, int], float]:
    """Weighted Jaccard of the pages' character triples; a triple weighs less the more pages have it."""
    pages = [*old.values(), *new.values()]
    frequency = Counter(key for page in pages for key in page)
    weight = {key: log(1 + len(pages) / count) ** 2 for key, count in frequency.items()}
    where: dict[str, list[int]] = defaultdict(list)
    for page, keys in new.items():
        for key in keys:
            where[key].append(page)
    total_old = {page: sum(weight[key] * n for key, n in keys.items()) for page, keys in old.items()}
    total_new = {page: sum(weight[key] * n for key, n in keys.items()) for page, keys in new.items()}
    found: dict[tuple[int, int], float] = {}
    for page, keys in old.items():
        common: dict[int, float] = defaultdict(float)
        for key, count in keys.items():
            for other in where.get(key, ()):
                common[other] += weight[key] * min(count, new[other][key])
        for other, both in common.items():
            # what was added to a page or split off from it does not make it another page: the smaller one is half of it
            jaccard = both / (total_old[page] + total_new[other] - both)
            contained = both / min(total_old[page], total_new[other])
            found[page, other] = (jaccard + contained) / 2
    return found


@dataclass(frozen=True)
class _Thumb:
    template: Template
    plane: Plane
    shape: float


def _thumb(grey: Grey, edge: int) -> _Thumb:
    factor = max(1, max(grey.width, grey.height) // edge)
    small = shrunk(grey, factor) if factor > 1 else grey
    inner = Grey(
        max(0, small.width - 4),
        max(0, small.height - 4),
        b"".join(bytes(small.row(y)[2 : small.width - 2]) for y in range(2, max(2, small.height - 2))),
        small.scale,
    )
    return _Thumb(Template(inner), Plane(small), grey.width / grey.height if grey.height else 0.0)


def _seen_alike(old: _Thumb, new: _Thumb) -> float:
    """Correlation of the thumbnails, a little shifted where that helps. Pages of another shape are not compared."""
    if not old.shape or not new.shape or abs(old.shape / new.shape - 1) > 0.08:
        return 0.0
    size = new.plane.grey
    if (old.template.width, old.template.height) != (size.width - 4, size.height - 4):
        plane = Plane(scaled(size, 1.0, size.scale * (old.template.width + 4) / size.width))
    else:
        plane = new.plane
    return max(plane.correlations(old.template, range(5), range(5)).values())


def _assigned(
    alike: Mapping[tuple[int, int], tuple[float, float]], same: Mapping[int, int], old: int, new: int
) -> dict[int, int]:
    """The most alike first; between pages as alike, the one that stands where the old one stood."""
    best_old: dict[int, float] = defaultdict(float)
    best_new: dict[int, float] = defaultdict(float)
    for (a, b), (value, _) in alike.items():
        best_old[a], best_new[b] = max(best_old[a], value), max(best_new[b], value)

    def strength(pair: tuple[int, int]) -> float:
        return alike[pair][0] - _FARTHER * abs(_expected(pair[0], same, old, new) - pair[1]) / max(old, new)

    pairs: dict[int, int] = {}
    arrived: set[int] = set()
    for a, b in sorted(alike, key=lambda pair: (-strength(pair), pair)):
        value, asked = alike[a, b]
        if a in pairs or b in arrived or value < _NEARLY_BEST * max(best_old[a], best_new[b]):
            continue
        if value < asked and not _fits({**same, **pairs}, a, b):
            continue
        pairs[a] = b
        arrived.add(b)
    return pairs


def _expected(page: int, same: Mapping[int, int], old: int, new: int) -> float:
    """Where the page would be if it had kept its distance from the identical page before it."""
    before = max((each for each in same if each < page), default=0)
    return same.get(before, 0) + (page - before) if before else page * (new / old if old else 1)


def _fits(pairs: Mapping[int, int], old: int, new: int) -> bool:
    """Whether the pair keeps the order of its nearest neighbours."""
    before = max((each for each in pairs if each < old), default=None)
    after = min((each for each in pairs if each > old), default=None)
    return (before is None or pairs[before] < new) and (after is None or new < pairs[after])


def _in_order(pairs: Mapping[int, int]) -> set[int]:
    """Old pages of a longest rising sequence: those are where they were, the others have moved."""
    pages = sorted(pairs)
    length: list[int] = []
    before: list[int | None] = []
    for i, page in enumerate(pages):
        lower = [j for j in range(i) if pairs[pages[j]] < pairs[page]]
        last = max(lower, key=lambda j: length[j], default=None)
        length.append(1 + (length[last] if last is not None else 0))
        before.append(last)
    at: int | None = max(range(len(pages)), key=lambda i: length[i], default=None)
    chosen: set[int] = set()
    while at is not None:
        chosen.add(pages[at])
        at = before[at]
    return chosen


def _listed(pairs: Sequence[PagePair]) -> list[PagePair]:
    by_new = {pair.new: pair for pair in pairs if pair.new is not None}
    by_old = {pair.old: pair for pair in pairs if pair.old is not None}
    listed: list[PagePair] = []
    for new in sorted(by_new):
        listed.append(by_new[new])
        old = by_new[new].old
        while old is not None and (old := old + 1) in by_old and by_old[old].match is PageMatch.REMOVED:
            listed.append(by_old[old])
    first = [pair for pair in pairs if pair.match is PageMatch.REMOVED and pair not in listed]
    return first + listed
