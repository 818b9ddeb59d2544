"""Owner side: one comparison of two revisions in the worker, in calls of a second or less."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dxmeet.workers import Worker

if TYPE_CHECKING:
    from dxmeet.domain.annotation import Note
    from dxmeet.domain.differing import Difference
    from dxmeet.domain.pagematch import PagePair
    from dxmeet.domain.placement import Placement

_STEP = 120.0  # seconds; two scans are laid on each other in one to five, on a busy machine in ten times that
_PAIRS = 600.0  # seconds; all pages with all pages
_AT_ONCE = 8  # pages a call


class PdfComparison:
    """Made by ``PdfEngine.compare``. A worker that dies takes it along: WorkerDied, and one begins anew."""

    def __init__(self, worker: Worker, number: int, old: Sequence[str], new: Sequence[str]) -> None:
        self._worker = worker
        self._number = number
        worker.call("compare_begin", number, list(old), list(new), deadline=_STEP)
        self._generation = worker.generation

    def add(self, old: Mapping[int, bytes], new: Mapping[int, bytes]) -> None:
        """Packed features of the pages that are not identical."""
        for side, pages in enumerate((old, new)):
            every = list(pages.items())
            for at in range(0, len(every), _AT_ONCE):
                some = dict(every[at : at + _AT_ONCE])
                self._worker.call(
                    "compare_add", self._number, *((some, {}) if side == 0 else ({}, some)), deadline=_STEP
                )

    def pairs(self) -> list[PagePair]:
        return self._worker.call("compare_pairs", self._number, deadline=_PAIRS)

    def place(self, notes: Sequence[tuple[Note, bytes]]) -> list[Placement]:
        """Of notes of one old page with their packed surroundings."""
        return self._worker.call("compare_place", self._number, list(notes), deadline=_STEP + len(notes))

    def close(self) -> None:
        if self._worker.generation == self._generation and self._worker.pid is not None:
            self._worker.call("compare_end", self._number, deadline=_STEP)


def cut(worker: Worker, packed: bytes, notes: Sequence[Note]) -> list[bytes]:
    """The packed surroundings of notes on the page with these packed features."""
    return worker.call("surroundings", packed, list(notes), deadline=_STEP + len(notes))


def differing(worker: Worker, old: bytes, new: bytes) -> list[Difference]:
    """What differs between two pages, from their packed features."""
    return worker.call("differences", old, new, deadline=_STEP)
