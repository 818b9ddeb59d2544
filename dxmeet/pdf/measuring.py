"""Owner side: what identifies the pages of a file, and the page sizes of many files in one errand.

Each errand waits for the turn of a worker of low priority: on a busy machine that takes longer than measuring a file.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from dxmeet.domain.page import PageSize
from dxmeet.errors import PdfError, WorkerDied, WorkerError, WorkerHung
from dxmeet.workers import Ahead, Worker

_FAILED_PAGES_DRAWN = 6
"""Inspecting gives up drawing after so many pages that hung; the rest are known by their content."""

_PATIENCE = 30.0  # seconds, and one more for each file

Bytes = bytes | memoryview

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


def measure(
    open_alone: Open, worker: Worker, files: Sequence[tuple[Bytes, str]], meanwhile: Callable[[], None]
) -> list[Measured]:
    """Of each file (bytes, name), in order. One that hangs or ends the worker is the only one that suffers from it.

    ``meanwhile`` is done while the worker is at its first errand, if there is one; what it raises ends all.
    """
    found: list[Measured] = []
    for some in _errands(files, len(worker.arena)):
        try:
            found += _together(worker, some, _nothing if found else meanwhile)
        except (WorkerDied, WorkerHung):
            found += [_alone(open_alone, bytes(content), name) for content, name in some]
    return found


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


def _nothing() -> None:
    pass


def _errands(files: Sequence[tuple[Bytes, str]], room: int) -> Iterator[list[tuple[Bytes, str]]]:
    """As many as the shared memory has ``room`` for (bytes); at least one."""
    some: list[tuple[Bytes, str]] = []
    for file in files:
        if some and sum(len(content) for content, _ in some) + len(file[0]) > room:
            yield some
            some = []
        some.append(file)
    if some:
        yield some


def _together(worker: Worker, files: Sequence[tuple[Bytes, str]], meanwhile: Callable[[], None]) -> list[Measured]:
    with worker.held():
        errand = _sent(worker, files)
        meanwhile()
        if errand is None:
            raise WorkerDied(worker=worker.name)
        found = worker.heard(errand, deadline=_PATIENCE + len(files))
    return [each if isinstance(each, PdfError) else _sizes(each) for each in found]


def _sent(worker: Worker, files: Sequence[tuple[Bytes, str]]) -> Ahead | None:
    """None for a file that the shared memory has no room for: it goes another way, alone."""
    worker.start()
    arena = worker.arena
    places: list[tuple[int, int, str]] = []
    at = 0
    for content, name in files:
        if at + len(content) > len(arena):
            return None
        arena[at : at + len(content)] = content
        places.append((at, at + len(content), name))
        at += len(content)
    return worker.ahead("measure", places)


def _alone(open_alone: Open, content: bytes, name: str) -> Measured:
    try:
        document = open_alone(content, name=name)
    except (PdfError, WorkerError) as error:
        return error
    document.close()
    return document.pages


def _sizes(pages: Sequence[tuple[float, float]]) -> tuple[PageSize, ...]:
    return tuple(PageSize(width, height) for width, height in pages)
