"""Which character of a new text each one of the old text became, reading both from the first page to the last.

    stretches that stand only once in either text ─▶ as far as both read the same ─▶ between two of them, shorter stretches

Lines may be broken anew and pushed over to the next page, and what is alike is told apart by what it stands between.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from dxmeet.domain.features import PageFeatures

_ONCE, _BETWEEN = 12, (6, 3)  # characters of a stretch that tells the place in the whole text, and between two of them
_MOST_BETWEEN = 4000  # characters; in a longer part such short stretches tell nothing


@dataclass(frozen=True)
class Stretch:
    """``length`` characters that read the same, from ``old`` in the one text and ``new`` in the other."""

    old: int
    new: int
    length: int


@dataclass(frozen=True)
class Spot:
    """Characters ``first`` to ``last`` of a new page; ``read`` characters, those and what is around them, read as before."""

    page: int
    first: int
    last: int
    read: int


class Text:
    """Pages read one after the other."""

    def __init__(self, pages: Mapping[int, PageFeatures]) -> None:
        self._numbers = sorted(pages)
        self._begins = [0, *accumulate(len(pages[page].chars) for page in self._numbers)]
        self.chars = "".join(pages[page].chars for page in self._numbers)

    def at(self, page: int, index: int) -> int | None:
        """Of the page's character with that index; None for a page that is not read."""
        return self._begins[self._numbers.index(page)] + index if page in self._numbers else None

    def page_of(self, at: int) -> tuple[int, int]:
        """(page, index on it)."""
        place = bisect_right(self._begins, at) - 1
        return self._numbers[place], at - self._begins[place]


class Reading:
    """``old`` and ``new`` are the pages that are not identical."""

    def __init__(self, old: Mapping[int, PageFeatures], new: Mapping[int, PageFeatures]) -> None:
        self.old, self.new = Text(old), Text(new)
        self._stretches = _all(self.old.chars, self.new.chars)
        self._begins = [each.old for each in self._stretches]

    def became(self, page: int, first: int, last: int) -> Spot | None:
        """Where the old page's characters from ``first`` to ``last`` stand, one after the other as they did; else None."""
        begin = self.old.at(page, first)
        if begin is None:
            return None
        at = bisect_right(self._begins, begin) - 1
        each = self._stretches[at] if at >= 0 else None
        if each is None or each.old + each.length < begin + last - first + 1:
            return None
        there, index = self.new.page_of(each.new + begin - each.old)
        if self.new.page_of(each.new + begin - each.old + last - first)[0] != there:
            return None
        return Spot(there, index, index + last - first, each.length)


def _all(old: str, new: str) -> list[Stretch]:
    """By their place in the old text; none lies on another in either."""
    alone = _free(_once(old, new, (0, len(old)), (0, len(new)), _ONCE))
    chain = _in_order(alone)
    ends = [Stretch(0, 0, 0), *chain, Stretch(len(old), len(new), 0)]
    found = list(alone)
    for before, after in pairwise(ends):
        found += _between(old, new, before, after, _BETWEEN)
    return _free(sorted(found, key=lambda each: -each.length))


def _between(old: str, new: str, before: Stretch, after: Stretch, lengths: Sequence[int]) -> list[Stretch]:
    """In the order in which they stand."""
    a, b = (before.old + before.length, after.old), (before.new + before.length, after.new)
    if not lengths or not 0 < a[1] - a[0] <= _MOST_BETWEEN or not 0 < b[1] - b[0] <= _MOST_BETWEEN:
        return []
    chain = _in_order(_free(_once(old, new, a, b, lengths[0])))
    found = list(chain)
    for left, right in pairwise([before, *chain, after]):
        found += _between(old, new, left, right, lengths[1:])
    return found


def _once(old: str, new: str, a: tuple[int, int], b: tuple[int, int], length: int) -> list[Stretch]:
    """Whatever stands once in both parts, as far as they read the same; the longest first."""
    here, there = _places(old, a, length), _places(new, b, length)
    found: list[Stretch] = []
    reached: dict[int, int] = {}  # by how far it moved: the end of the last one
    for gram, at in here.items():
        to = there.get(gram)
        if to is None or reached.get(to - at, -1) >= at + length:
            continue
        first, last = at, at + length
        while first > a[0] and first + to - at > b[0] and old[first - 1] == new[first - 1 + to - at]:
            first -= 1
        while last < a[1] and last + to - at < b[1] and old[last] == new[last + to - at]:
            last += 1
        reached[to - at] = last
        found.append(Stretch(first, first + to - at, last - first))
    return sorted(found, key=lambda each: (-each.length, each.old))


def _places(text: str, part: tuple[int, int], length: int) -> dict[str, int]:
    """What stands once → where; in the order of the text."""
    last = part[1] - length + 1
    count = Counter(text[at : at + length] for at in range(part[0], last))
    return {gram: at for at in range(part[0], last) if count[gram := text[at : at + length]] == 1}


def _free(stretches: Iterable[Stretch]) -> list[Stretch]:
    """What is left of each when those before it have taken theirs; by their place in the old text."""
    taken_old, taken_new = set[int](), set[int]()
    found: list[Stretch] = []
    for each in stretches:
        first, last = _left_of(each, taken_old, taken_new)
        if last - first >= _BETWEEN[-1]:
            here, there = range(each.old + first, each.old + last), range(each.new + first, each.new + last)
            taken_old.update(here)
            taken_new.update(there)
            found.append(Stretch(here.start, there.start, len(here)))
    return sorted(found, key=lambda each: each.old)


def _left_of(each: Stretch, taken_old: set[int], taken_new: set[int]) -> tuple[int, int]:
    """Its longest part in which nothing is taken."""
    taken = [at for at in range(each.length) if each.old + at in taken_old or each.new + at in taken_new]
    edges = [-1, *taken, each.length]
    return max(((a + 1, b) for a, b in pairwise(edges)), key=lambda part: part[1] - part[0])


def _in_order(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Those that keep their order, so that they have as many characters as possible together."""
    rank = {new: at for at, new in enumerate(sorted(each.new for each in stretches), 1)}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(stretches) + 1)  # Fenwick: the most characters, and the last stretch
    before: list[int] = []
    for at, each in enumerate(stretches):
        best, place = (0, -1), rank[each.new] - 1
        while place > 0:
            best = max(best, tree[place])
            place -= place & -place
        before.append(best[1])
        value, place = (best[0] + each.length, at), rank[each.new]
        while place < len(tree):
            tree[place] = max(tree[place], value)
            place += place & -place
    last = max((value for value in tree), default=(0, -1))[1]
    chain: list[Stretch] = []
    while last >= 0:
        chain.append(stretches[last])
        last = before[last]
    return chain[::-1]
