"""File calls on the shared folder: counted, retried where Windows needs it, their errors translated. Worker side only.

FileNotFoundError and FileExistsError pass through, because they mean different things at different places; every other
OSError leaves here as a ShareError. Paths are relative to the share, with ``/``.
"""

import errno
import os
import secrets
import stat
import sys
import time
from collections.abc import Callable, Generator, Iterator
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar, cast

from dxmeet.errors import ShareBusy, ShareDenied, ShareError, ShareFull, ShareUnreachable
from dxmeet.sharing.layout import PART

CHUNK = 1 << 20
"""Bytes read or written between two reports to the owner; each has its own deadline."""

_HELD = (
    5,
    32,
    33,
)  # WinError: access denied, sharing violation, lock violation: a virus scanner holds new files for ms
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, None)  # seconds; about 1.6 in all, then a person is told
_MTIME_RANGE = (-(1 << 63), (1 << 63) - 1)  # nanoseconds that a database column holds: 1677 to 2262
_PORTION = 32  # entries of a listing between two steps; a slow client asks for each of them, three times 100 ms
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_WINDOWS_FULL = (39, 112)  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL

_Answer = TypeVar("_Answer")

Glance = list[tuple[str, int, int, int]]
"""(name, mode, size in bytes, time in ns) of what lies in a folder."""


class Listed(NamedTuple):
    """One entry of a listing. ``size`` in bytes; ``folder`` and ``file`` are both False for links, pipes and devices."""

    name: str
    folder: bool
    file: bool
    size: int
    mtime_ns: int


class Calls:
    """The system's own file calls, one by one: what a simulated file server stands in for."""

    def scan(self, path: str) -> Generator[None, None, Glance]:
        """What lies in a folder, and a step every so many entries; what goes away meanwhile is left out. Raises
        FileNotFoundError where the listing names what cannot be found, twice: a manifest that is left out makes a
        published folder look plain."""
        if os.scandir not in os.supports_fd:  # Windows, where a listing holds all of it
            return (yield from _scanned(path))
        # From a descriptor the system finds each entry here and not from the root: a fifth less time.
        folder = os.open(path, os.O_RDONLY)
        try:
            try:
                return (yield from _scanned(folder))
            except FileNotFoundError:  # what is gone is not listed again
                return (yield from _scanned(folder))
        finally:
            os.close(folder)

    def stat(self, path: str) -> os.stat_result:
        return os.stat(path)

    def open(self, path: str, mode: str) -> BinaryIO:
        # Written unbuffered, so that an error belongs to the write that met it and not to a later close.
        return cast(BinaryIO, open(path, mode, buffering=-1 if mode == "rb" else 0))

    def sync(self, file: BinaryIO) -> None:
        file.flush()
        os.fsync(file.fileno())

    def make_folder(self, path: str) -> None:
        os.mkdir(path)

    def replace(self, old: str, new: str) -> None:
        os.replace(old, new)

    def remove(self, path: str) -> None:
        os.unlink(path)

    def remove_folder(self, path: str) -> None:
        os.rmdir(path)

    def token(self, size: int) -> str:
        """Random hexadecimal digits for ``size`` bytes."""
        return secrets.token_hex(size)


def translated(error: OSError, path: str) -> ShareError:
    """The ShareError that says what this OSError means on a share. Unknown ones mean that the share cannot be used now."""
    windows = getattr(error, "winerror", None)
    if windows in (32, 33):
        return ShareBusy(path=path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return ShareDenied(path=path)
    if error.errno in _FULL or windows in _WINDOWS_FULL:
        return ShareFull(path=path)
    return ShareUnreachable(path=path)


class ShareFiles:
    """The file calls of one share. ``requests`` counts them: a listing 1, open, stat, read, write, rename 1 each."""

    def __init__(
        self,
        root: Path,
        pause: Callable[[float], None] = time.sleep,
        windows: bool = sys.platform == "win32",
        calls: Calls | None = None,
        chunk: int = CHUNK,
    ) -> None:
        self.root = root
        self._inside = os.path.join(root, "")
        self._chunk = chunk
        self.requests = 0
        self._calls = calls or Calls()
        self._pause = pause
        self._windows = windows

    def listing(self, path: str = "") -> list[Listed]:
        """Name, kind, size and time of what lies in a folder, by one scan, sorted by name."""
        return listed(self.glance(path))

    def glance(self, path: str = "") -> Glance:
        """The same as plain facts in the system's order: cheap to compare with an earlier one."""
        return _ended(self.glancing(path))

    def glancing(self, path: str = "") -> Generator[None, None, Glance]:
        """The same step by step: where the system's client asks the server for every name, thousands take minutes."""
        for pause in _PAUSES:
            self.requests += 1
            try:
                return (yield from self._calls.scan(self._place(path)))
            except OSError as error:
                self._wait_out(error, path, pause)
        raise ShareBusy(path=path)

    def stat(self, path: str) -> Listed:
        def look() -> Listed:
            found = self._calls.stat(self._place(path))
            return _seen(path.rpartition("/")[2], found.st_mode, found.st_size, found.st_mtime_ns)

        return self._asked(path, look)

    def load(self, path: str, limit: int) -> bytes:
        """The whole of a small file; at most ``limit`` + 1 bytes, so that the caller sees when it is too large."""
        with self._opened(path, "rb") as file:
            return self._asked(path, lambda: _read_at(file, 0, limit + 1))

    def chunks(self, path: str, start: int = 0) -> Iterator[bytes]:
        with self._opened(path, "rb") as file:
            at = start
            while chunk := self._asked(path, lambda at=at: _read_at(file, at, self._chunk)):
                yield chunk
                at += len(chunk)

    def make_folder(self, path: str) -> None:
        """Raises FileExistsError."""
        self._asked(path, lambda: self._calls.make_folder(self._place(path)))

    def make_folders(self, path: str) -> None:
        """``path`` and what is missing above it, below the share's root. The root itself is never made."""
        made = ""
        for part in path.split("/"):
            made = f"{made}/{part}" if made else part
            try:
                self.make_folder(made)
            except FileExistsError:
                continue

    def claim(self, path: str, content: bytes = b"") -> None:
        """Exclusive create: of all who try, exactly one succeeds. Raises FileExistsError."""
        with self._opened(path, "xb") as file:
            self._write_all(path, file, content)
            self._asked(path, lambda: self._calls.sync(file))

    def write(self, folder: str, name: str, content: bytes, owner: str) -> None:
        """Put a small file in place at once: a part of a name nobody else can want, fsync, rename."""
        part = self.part_name(folder, name, owner)
        self.claim(part, content)
        self.rename(part, f"{folder}/{name}")

    def writing(self, path: str, chunks: Iterator[bytes]) -> Iterator[int]:
        """Write a new file exclusively, yielding the bytes of each chunk.

        Each chunk is fsynced, so that a slow line shows in the chunk's own deadline and not as one long wait at the end.
        """
        with self._opened(path, "xb") as file:
            for chunk in chunks:
                self._write_all(path, file, chunk)
                self._asked(path, lambda: self._calls.sync(file))
                yield len(chunk)

    def rename(self, old: str, new: str) -> None:
        """Replaces a file that is there; raises FileExistsError for a folder that is."""

        def move() -> None:
            try:
                self._calls.replace(self._place(old), self._place(new))
            except OSError as error:
                if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
                    raise FileExistsError(error.errno, "exists", new) from error
                raise

        self._asked(new, move)

    def remove(self, path: str) -> None:
        self._asked(path, lambda: self._calls.remove(self._place(path)))

    def remove_folder(self, path: str) -> None:
        """A folder and the files in it, one level."""
        for each in self.listing(path):
            self.remove(f"{path}/{each.name}")
        self._asked(path, lambda: self._calls.remove_folder(self._place(path)))

    def part_name(self, folder: str, name: str, owner: str) -> str:
        """A hidden name for a file being written; it starts with its owner's id so that the owner can clear it up later."""
        return f"{folder}/.{owner[:8]}-{self.token(6)}-{name.encode('ascii', 'ignore').decode()[-24:]}{PART}"

    def token(self, size: int) -> str:
        """Random hexadecimal digits for ``size`` bytes: no two clients make the same name."""
        return self._calls.token(size)

    def _place(self, path: str) -> str:
        if not path:
            return str(self.root)
        framed = f"/{path}/"
        if "//" in framed or "/./" in framed or "/../" in framed or "\0" in path:
            raise FileNotFoundError(errno.ENOENT, "outside the share", path)
        return self._inside + path.replace("/", os.sep)

    def _opened(self, path: str, mode: str) -> BinaryIO:
        return self._asked(path, lambda: self._calls.open(self._place(path), mode))

    def _write_all(self, path: str, file: BinaryIO, content: bytes) -> None:
        """A server may take only a part of it, and a retry goes on behind that part."""
        rest = memoryview(content)
        while rest:
            rest = rest[self._asked(path, lambda rest=rest: file.write(rest)) :]

    def _asked(self, path: str, call: Callable[[], _Answer]) -> _Answer:
        for pause in _PAUSES:
            self.requests += 1
            try:
                return call()
            except OSError as error:
                self._wait_out(error, path, pause)
        raise ShareBusy(path=path)

    def _wait_out(self, error: OSError, path: str, pause: float | None) -> None:
        """Until what holds the file has perhaps let go of it. Raises what else it is, and after the last ``pause`` (None)."""
        if isinstance(error, FileNotFoundError | FileExistsError):
            if getattr(error, "winerror", None) in (53, 67):  # network path or name not found
                raise translated(error, str(self.root)) from error
            raise error
        held = self._windows and getattr(error, "winerror", None) in _HELD
        if not held or pause is None:
            raise translated(error, f"{self.root}/{path}") from error
        self._pause(pause)


def _scanned(place: str | int) -> Generator[None, None, Glance]:
    found: Glance = []
    with os.scandir(place) as entries:
        for entry in entries:
            facts = entry.stat(follow_symlinks=False)
            found.append((entry.name, facts.st_mode, facts.st_size, facts.st_mtime_ns))
            if len(found) % _PORTION == 0:
                yield
    return found


def _ended(steps: Generator[None, None, Glance]) -> Glance:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def listed(glance: Glance) -> list[Listed]:
    """What a glance saw, sorted by name."""
    return sorted((_seen(*facts) for facts in glance), key=itemgetter(0))


def _seen(name: str, mode: int, size: int, mtime_ns: int) -> Listed:
    earliest, latest = _MTIME_RANGE  # a server may give a file any year; a time is a reason to look, never an identity
    kind = stat.S_IFMT(mode)
    return Listed(name, kind == stat.S_IFDIR, kind == stat.S_IFREG, size, min(max(mtime_ns, earliest), latest))


def _read_at(file: BinaryIO, at: int, size: int) -> bytes:
    """From a place that is named, because a read that failed half-way may have moved on."""
    if file.tell() != at:
        file.seek(at)
    return file.read(size)
