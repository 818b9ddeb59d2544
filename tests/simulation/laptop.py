"""A laptop's disk in memory, which forgets at a power cut what nobody made last."""

import io
from pathlib import Path
from typing import Any, BinaryIO

from file_server import PowerCut

from dxmeet.storage.durable import Disk


class Fuse:
    """Counts the laptop's own writes down to a power cut."""

    def __init__(self) -> None:
        self.left: int | None = None

    def burn(self) -> None:
        if self.left is not None:
            self.left -= 1
            if self.left <= 0:
                raise PowerCut


class _File(io.BytesIO):
    """A file being written; its bytes reach the disk's cache at once, the disk itself when synced."""

    def __init__(self, disk: "MemoryDisk", path: str) -> None:
        super().__init__()
        self.disk, self.path = disk, path

    def write(self, content: Any, /) -> int:
        self.disk.fuse.burn()
        self.disk.cached[self.path] = self.disk.cached.get(self.path, b"") + bytes(content)
        return len(content)


class MemoryDisk(Disk):
    """``cached`` is what programs see; ``lasting`` holds the bytes, ``names`` the directory, that survive a power cut."""

    def __init__(self, fuse: Fuse, now: Any, token: Any) -> None:
        self.fuse = fuse
        self.cached: dict[str, bytes] = {}
        self.lasting: dict[str, bytes] = {}  # by the name the bytes had when they were synced
        self.names: dict[str, str] = {}  # lasting name → the name its bytes were synced under
        self.moved: dict[str, str] = {}
        self.times: dict[str, float] = {}
        self.free = 50_000_000_000
        self._now = now
        self._token = token

    def token(self) -> str:
        return self._token(16)

    def make_folder(self, folder: Path) -> None:
        self.fuse.burn()

    def create(self, path: Path) -> BinaryIO:
        self.fuse.burn()
        place = str(path)
        if place in self.cached:
            raise FileExistsError(path)
        self.cached[place] = b""
        self.times[place] = self._now()
        return _File(self, place)

    def open(self, path: Path) -> BinaryIO:
        place = str(path)
        if place not in self.cached:
            raise FileNotFoundError(path)
        return io.BytesIO(self.cached[place])

    def begin_sync(self, file: BinaryIO) -> None:
        pass

    def sync(self, file: BinaryIO) -> None:
        self.fuse.burn()
        path = file.path  # type: ignore[attr-defined]
        if path in self.cached:
            self.lasting[path] = self.cached[path]

    def rename(self, old: Path, new: Path) -> None:
        self.fuse.burn()
        before, after = str(old), str(new)
        self.cached[after] = self.cached.pop(before)
        self.times[after] = self.times.pop(before)
        self.moved[after] = before

    def sync_folder(self, folder: Path) -> None:
        self.fuse.burn()
        inside = f"{folder}/"
        for path in self.cached:
            if path.startswith(inside):
                self.names[path] = self.moved.get(path, path)
        for path in [each for each in self.names if each.startswith(inside) and each not in self.cached]:
            del self.names[path]

    def remove(self, path: Path) -> None:
        self.fuse.burn()
        self.cached.pop(str(path), None)
        self.times.pop(str(path), None)

    def files(self, root: Path) -> list[tuple[str, float]]:
        depth = len(str(root)) + 1
        return sorted((path[depth:], self.times[path]) for path in self.cached)

    def room(self, folder: Path) -> tuple[int, int]:
        return self.free, 100_000_000_000

    def lose_power(self, chance: Any) -> None:
        """Names that were not made last may be there or not; bytes that were not are lost behind their names."""
        after: dict[str, bytes] = {}
        for path in self.cached:
            named = path in self.names or chance.random() < 0.5
            if named:
                source = self.names.get(path, self.moved.get(path, path))
                after[path] = self.lasting.get(source, self.lasting.get(path, b""))
        for path, source in self.names.items():
            if path not in after and chance.random() < 0.5:  # an unlink that was not made last
                after[path] = self.lasting.get(source, b"")
        self.cached = after
        self.times = {path: self.times.get(path, self._now()) for path in after}
        self.lasting = dict(after)
        self.names = {path: path for path in after}
        self.moved = {}
