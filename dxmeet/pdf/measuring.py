"""Owner side: the page sizes of many files in one errand, because each errand waits for the worker's turn on a busy machine."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from dxmeet.domain.page import PageSize
from dxmeet.errors import PdfError, WorkerDied, WorkerError, WorkerHung
from dxmeet.workers import Worker

_PATIENCE = 30.0  # seconds, and one more for each file

Measured = tuple[PageSize, ...] | PdfError | WorkerError
"""The sizes of a file's pages in points as shown, or what is wrong with it."""


class Document(Protocol):
    """As much of a ``PdfDocument`` as is asked for here."""

    @property
    def pages(self) -> tuple[PageSize, ...]: ...

    def close(self) -> None: ...


Open = Callable[[bytes, str], Document]
"""``PdfEngine.open``, of one file alone: (bytes, name)."""


def measure(open_alone: Open, worker: Worker, files: Sequence[tuple[bytes, str]]) -> list[Measured]:
    """Of each file (bytes, name), in order. One that hangs or ends the worker is the only one that suffers from it."""
    found: list[Measured] = []
    for some in _errands(files, len(worker.arena) // 2):
        try:
            found += _together(worker, some)
        except (WorkerDied, WorkerHung):
            found += [_alone(open_alone, content, name) for content, name in some]
    return found


def _errands(files: Sequence[tuple[bytes, str]], room: int) -> Iterator[list[tuple[bytes, str]]]:
    """As many as the shared memory has ``room`` for (bytes); at least one."""
    some: list[tuple[bytes, str]] = []
    for file in files:
        if some and sum(len(content) for content, _ in some) + len(file[0]) > room:
            yield some
            some = []
        some.append(file)
    if some:
        yield some


def _together(worker: Worker, files: Sequence[tuple[bytes, str]]) -> list[Measured]:
    with worker.held():
        worker.start()
        arena = worker.arena
        places: list[tuple[int, int, str]] = []
        at = 0
        for content, name in files:
            if len(content) > len(arena):
                raise WorkerDied(worker=worker.name)  # it goes another way, alone
            arena[at : at + len(content)] = content
            places.append((at, at + len(content), name))
            at += len(content)
        found = worker.call("measure", places, deadline=_PATIENCE + len(files))
    return [each if isinstance(each, PdfError) else _sizes(each) for each in found]


def _alone(open_alone: Open, content: bytes, name: str) -> Measured:
    try:
        document = open_alone(content, name)
    except (PdfError, WorkerError) as error:
        return error
    document.close()
    return document.pages


def _sizes(pages: Sequence[tuple[float, float]]) -> tuple[PageSize, ...]:
    return tuple(PageSize(width, height) for width, height in pages)
