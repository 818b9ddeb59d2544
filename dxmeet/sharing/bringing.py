"""Many files in one go: the worker fills one half of the shared memory while its owner empties the other.

    step ─▶ [Piece(0, its bytes, End), Piece(1, its bytes, End), Piece(2, the first of its bytes)]     one half
    step ─▶ [Piece(2, the rest of them, End), …]                                                        the other one

A step ends when its half is full, or when a moment has passed: on a slow line each has its own deadline, and nobody waits
long for what is there already.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dxmeet.domain.syncplan import RemoteFile
from dxmeet.errors import DxmeetError, FileMissing, ShareBusy, ShareDenied, WorkerFailed
from dxmeet.sharing.files import ShareFiles

ARENA_BYTES = 8 << 20
"""Memory that the share's worker and its owner have in common; two halves."""

_MOMENT = 0.5  # seconds


@dataclass(frozen=True)
class End:
    """How a file ended: ``digest`` is the SHA-256 of what was read; ``settled`` means that size and time are still as expected."""

    digest: str = ""
    settled: bool = False
    error: DxmeetError | None = None


@dataclass(frozen=True)
class Piece:
    """Bytes ``start`` to ``stop`` of the shared memory belong to the file of this number; with the last of them comes its end."""

    number: int
    start: int
    stop: int
    end: End | None = None


class _Half:
    """One half of the memory, being filled; then the other one."""

    def __init__(self, arena: memoryview, now: Callable[[], float]) -> None:
        self._arena, self._now = arena, now
        self._size = len(arena) // 2
        self._first = 0  # where the half begins
        self._begin()

    def _begin(self) -> None:
        self._at, self._began = self._first, self._now()
        self._pieces: list[Piece] = []

    def add(self, number: int, content: bytes) -> int:
        """As much of it as there is room for; how many bytes that were."""
        taken = min(len(content), self._first + self._size - self._at)
        if taken:
            stop = self._at + taken
            self._arena[self._at : stop] = content[:taken] if taken < len(content) else content
            self._pieces.append(Piece(number, self._at, stop))
            self._at = stop
        return taken

    def end(self, number: int, end: End) -> None:
        self._pieces.append(Piece(number, self._at, self._at, end))

    @property
    def due(self) -> bool:
        return self._at == self._first + self._size or not 0 <= self._now() - self._began < _MOMENT

    def handed_over(self) -> list[Piece]:
        pieces = self._pieces
        self._first = self._size - self._first
        self._begin()
        return pieces


def bring(
    files: ShareFiles,
    arena: memoryview,
    wanted: Sequence[tuple[RemoteFile, int]],
    missing: Callable[[str], FileMissing],
    settled: Callable[[RemoteFile], bool],
    now: Callable[[], float],
) -> Iterator[list[Piece]]:
    """The pieces of each step. What is wrong with one file is its end; a share that is gone ends all (ShareUnreachable).

    ``wanted`` are files, each with the byte from which it is read. ``missing`` says what a file that is not there means,
    ``settled`` whether one is still what the look saw.
    """
    half = _Half(arena, now)
    for number, (file, start) in enumerate(wanted):
        seen = hashlib.sha256()
        try:
            for chunk in files.chunks(file.path, start):
                seen.update(chunk)
                added = half.add(number, chunk)
                while half.due:
                    yield half.handed_over()
                    added += half.add(number, chunk[added:])
            end = End(seen.hexdigest(), settled(file))
        except FileNotFoundError:
            end = End(error=_why(file, missing))
        except (ShareBusy, ShareDenied) as error:
            end = End(error=error)
        except DxmeetError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it does not keep the files behind it away
            end = End(error=WorkerFailed(worker="share", cause=type(error).__name__))
        half.end(number, end)
    yield half.handed_over()


def _why(file: RemoteFile, missing: Callable[[str], FileMissing]) -> DxmeetError:
    """Why a file is not there; where the share does not say whether it is there itself, that is this file's trouble."""
    try:
        return missing(file.path)
    except (ShareBusy, ShareDenied) as error:
        return error
