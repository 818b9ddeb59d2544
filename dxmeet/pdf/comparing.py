"""Worker side: comparisons of two revisions, each built up and asked in small steps so that nobody waits long behind one."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dxmeet.domain.annotation import Note
from dxmeet.domain.carryover import Comparison
from dxmeet.domain.differing import Difference, differences
from dxmeet.domain.features import unpack
from dxmeet.domain.pagematch import PagePair
from dxmeet.domain.placement import Placement
from dxmeet.domain.surroundings import pack_surroundings, surroundings, unpack_surroundings


class Comparisons:
    """Those under way, by the number their owner gave them."""

    def __init__(self) -> None:
        self._open: dict[int, Comparison] = {}

    def begin(self, number: int, old: Sequence[str], new: Sequence[str]) -> None:
        """``old`` and ``new`` are the fingerprints of the two revisions' pages."""
        self._open[number] = Comparison(old, new)

    def add(self, number: int, old: Mapping[int, bytes], new: Mapping[int, bytes]) -> None:
        """Packed features of some pages (from 1)."""
        for page, packed in old.items():
            self._open[number].add_old(page, unpack(packed))
        for page, packed in new.items():
            self._open[number].add_new(page, unpack(packed))

    def pairs(self, number: int) -> list[PagePair]:
        return self._open[number].pairs

    def place(self, number: int, notes: Sequence[tuple[Note, bytes]]) -> list[Placement]:
        """Notes of one old page, each with its packed surroundings."""
        return self._open[number].place([(note, unpack_surroundings(around)) for note, around in notes])

    def end(self, number: int) -> None:
        self._open.pop(number, None)

    def handlers(self) -> dict[str, Callable[..., Any]]:
        return {
            "compare_begin": self.begin,
            "compare_add": self.add,
            "compare_pairs": self.pairs,
            "compare_place": self.place,
            "compare_end": self.end,
            "surroundings": cut,
            "differences": differing,
        }


def cut(packed: bytes, notes: Sequence[Note]) -> list[bytes]:
    """The packed surroundings of notes on the page with these packed features."""
    page = unpack(packed)
    return [pack_surroundings(surroundings(page, note)) for note in notes]


def differing(old: bytes, new: bytes) -> list[Difference]:
    """What differs between two pages, from their packed features."""
    return differences(unpack(old), unpack(new))
