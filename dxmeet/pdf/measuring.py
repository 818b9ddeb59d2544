"""Owner side: what identifies the pages of a file, and the page sizes of files while others are still on their way.

room ─▶ a place in the memory shared with the worker ── filled by whoever brings the file
measure ─▶ the worker looks into it there, with its neighbours; what came next fills the room behind it
found ─▶ what was found in each; their room is free again
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from dxmeet.domain.page import PageSize
from dxmeet.errors import PdfError, WorkerDied, WorkerError, WorkerHung
from dxmeet.pdf.source import Bytes
from dxmeet.workers import Ahead, Worker

_FAILED_PAGES_DRAWN = 6
"""Inspecting gives up drawing after so many pages that hung; the rest are known by their content."""

_PATIENCE = 30.0  # seconds, and one more for each file
_TOGETHER = 4
"""Files of an errand: a worker of low priority is woken seldom, and at the end there is little left for it to do."""

Measured = tuple[PageSize, ...] | PdfError | WorkerError
"""The sizes of a file's pages in points as shown, or what is wrong with it."""


class Document(Protocol):
    """As much of a ``PdfDocument`` as is asked for here."""

    @property
    def pages(self) -> tuple[PageSize, ...]: ...

    @property
    def failed(self) -> set[int]: ...

    def fingerprint(self, page: int) -> str | None: ...

    def undrawn_fingerprint(self, page: int) -> str: ...

    def close(self) -> None: ...


class Open(Protocol):
    """``PdfEngine.open``, of one file alone."""

    def __call__(self, source: bytes, *, name: str) -> Document: ...


@dataclass(frozen=True)
class Room:
    """Where the bytes of one file are put. ``start`` is its place in the memory shared with the worker, None for a file too
    large for that."""

    content: memoryview
    start: int | None = None


@dataclass(frozen=True)
class _Errand:
    """Files (their bytes, their names) that the worker is at; none that it could not be told of."""

    files: list[tuple[Bytes, str]]
    ahead: Ahead | None = None


class Intake:
    """One at a time for each worker."""

    def __init__(self, open_alone: Open, worker: Worker) -> None:
        self._open_alone = open_alone
        self._worker = worker
        self._used = 0
        self._waiting: list[tuple[Room, str]] = []
        self._errands: list[_Errand] = []

    def room(self, size: int) -> Room:
        """Room for a file of ``size`` bytes; it is another's at the next call, unless somebody wants to keep it."""
        memory, start = self._worker.intake, self._used
        if size > len(memory) - start:
            return Room(memoryview(bytearray(size)))
        return Room(memory[start : start + size], start)

    def keep(self, room: Room) -> None:
        """What it was filled with stays until ``found``."""
        if room.start is not None:
            self._used = room.start + len(room.content)

    def measure(self, room: Room, name: str) -> None:
        """What it was filled with is kept and shall be measured."""
        self.keep(room)
        if room.start is None:
            self._send()
            self._errands.append(_Errand([(room.content, name)]))
            return
        self._waiting.append((room, name))
        if len(self._waiting) >= _TOGETHER:
            self._send()

    def found(self) -> list[Measured]:
        """Of each file, in order. One that hangs or ends the worker is the only one that suffers from it."""
        self._send()
        errands, self._errands, self._used = self._errands, [], 0
        return [measured for errand in errands for measured in self._heard(errand)]

    def close(self) -> None:
        """What is under way is waited for, and nobody hears of it; the memory is given back."""
        for errand in self._errands:
            if errand.ahead is not None:
                with suppress(WorkerError, PdfError):
                    self._worker.heard(errand.ahead, deadline=_PATIENCE)
        self._waiting, self._errands, self._used = [], [], 0
        self._worker.empty_intake()

    def _send(self) -> None:
        some, self._waiting = self._waiting, []
        if not some:
            return
        before = len(self._worker.arena)
        places = [
            (before + room.start, before + room.start + len(room.content), name)
            for room, name in some
            if room.start is not None
        ]
        ahead = None
        with suppress(WorkerDied):  # whoever wants to know hears of that
            ahead = self._worker.ahead("measure", places)
        self._errands.append(_Errand([(room.content, name) for room, name in some], ahead))

    def _heard(self, errand: _Errand) -> list[Measured]:
        try:
            if errand.ahead is not None:
                found = self._worker.heard(errand.ahead, deadline=_PATIENCE + len(errand.files))
                return [each if isinstance(each, PdfError) else _sizes(each) for each in found]
        except (WorkerDied, WorkerHung):
            pass
        return [_alone(self._open_alone, bytes(content), name) for content, name in errand.files]


def fingerprints(document: Document) -> tuple[str, ...]:
    """One a page. A page that hangs or crashes the worker is known by its content streams instead of its looks."""
    left = _FAILED_PAGES_DRAWN
    prints: list[str] = []
    for page in range(1, len(document.pages) + 1):
        if left and (drawn := document.fingerprint(page)) is not None:
            prints.append(drawn)
            continue
        left = max(0, left - (page in document.failed))
        prints.append(document.undrawn_fingerprint(page))
    return tuple(prints)


def _alone(open_alone: Open, content: bytes, name: str) -> Measured:
    try:
        document = open_alone(content, name=name)
    except (PdfError, WorkerError) as error:
        return error
    document.close()
    return document.pages


def _sizes(pages: Sequence[tuple[float, float]]) -> tuple[PageSize, ...]:
    return tuple(PageSize(width, height) for width, height in pages)
