"""A file server in memory and the lines to it, with everything that such servers do to people. Seeded; no real time.

Server   what really lies on it, what of it survives its own power cut, and whether anybody ever harmed a file
Line     one client's file calls (``sharing.files.Calls``): delayed, denied, stale, cut, refused by a virus scanner
"""

import errno
import io
import random
import stat
from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, BinaryIO

from dxmeet.sharing.files import Calls, Glance

ROOT = "/share"
STALE = 15.0
"""Seconds for which a client may be shown an old listing (Windows caches directories for about 10)."""
_DELAYS = (0.0, 0.01, 0.05)
"""Seconds that a call takes."""


class PowerCut(BaseException):
    """This machine is off. Nothing after it runs, cleaning up included."""


class Hang(BaseException):
    """A call that never comes back; the owner ends the process. Nothing in that process sees it."""


class Harm(AssertionError):
    """Somebody did to the share what nobody may."""


@dataclass
class Node:
    """A file: ``durable`` is what is left of ``content`` when the server itself loses power.

    What a listing shows of it never changes: other bytes are another node, so that old listings may share it.
    """

    content: bytes
    mtime: float
    durable: bytes = b""
    whole: bool = True  # False while a person's program is half-way through writing it


@dataclass
class Server:
    """``now`` is the true time. ``past`` are the listings of the last moments, which a stale client may be shown."""

    now: Callable[[], float]
    files: dict[str, Node] = field(default_factory=dict[str, Node])
    folders: dict[str, float] = field(default_factory=lambda: {ROOT: 0.0})
    past: list[tuple[float, dict[str, Node], dict[str, float]]] = field(default_factory=list[Any])

    def remember(self) -> None:
        """Before a change: what a stale listing still shows afterwards."""
        now = self.now()
        self.past = [each for each in self.past if now - each[0] <= STALE]
        self.past.append((now, dict(self.files), dict(self.folders)))

    def touch(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        if folder in self.folders:
            self.folders[folder] = self.now() // 2 * 2  # as coarse as FAT keeps times

    def put(self, path: str, content: bytes, *, whole: bool = True, mtime: float | None = None) -> None:
        """A person writes a file in place, as Explorer and Office do; on the disk at once."""
        assert path.rpartition("/")[0] in self.folders, path
        self.remember()
        if path not in self.files:
            self.touch(path)
        self.files[path] = Node(content, self.now() if mtime is None else mtime, content, whole)

    def take(self, path: str) -> None:
        self.remember()
        del self.files[path]
        self.touch(path)

    def move(self, old: str, new: str) -> None:
        """A file or a folder with all that is in it."""
        self.remember()
        for table in (self.files, self.folders):
            for path in [each for each in table if each == old or each.startswith(f"{old}/")]:
                table[new + path[len(old) :]] = table.pop(path)  # type: ignore[index, assignment]
        self.touch(old)
        self.touch(new)

    def lose_power(self) -> None:
        for path, node in self.files.items():
            if node.content is not node.durable and node.content != node.durable:
                self.files[path] = Node(node.durable, node.mtime, node.durable)

    def inside(self, folder: str) -> list[str]:
        every = [*self.files, *self.folders]
        return [path for path in every if path.rpartition("/")[0] == folder and path != folder]


@dataclass
class Weather:
    """How a client's line is. ``trouble`` is the chance that one call meets one of ``kinds``."""

    trouble: float = 0.0
    kinds: tuple[str, ...] = ()
    state: str = "up"  # up, down, empty (a dropped mount), other (another share), rootless, hollow, full, denied
    folder: str = "/会議"  # what is there and shows nothing, when hollow: a drive dropped that was mounted below


class Line(Calls):
    """One client's calls to the server. ``spend(seconds)`` lets time pass; ``fuse`` counts down to a power cut."""

    def __init__(self, server: Server, other: Server, chance: random.Random, spend: Callable[[float], None]) -> None:
        self._server = server
        self._other = other
        self._chance = chance
        self._bits = chance.getrandbits
        self._spend = spend
        self.weather = Weather()
        self.fuse: int | None = None
        self.shown: dict[str, set[str]] = {}  # by folder: the names that its last listing gave
        self.read: Counter[str] = Counter()  # by file: the bytes that came

    def token(self, size: int) -> str:
        return f"{self._chance.getrandbits(8 * size):0{2 * size}x}"

    def scan(self, path: str) -> Generator[None, None, Glance]:
        self.shown.pop(path, None)
        self._begin(path, "scan")
        if self._hollow(path):
            return []
        files, folders = self._view()
        if path not in folders:
            raise FileNotFoundError(errno.ENOENT, "no such folder", path)
        inside, depth = f"{path}/", len(path) + 1
        found = [
            (each[depth:], stat.S_IFREG, len(node.content), int(node.mtime * 1e9))
            for each, node in files.items()
            if each.startswith(inside) and each.find("/", depth) < 0
        ]
        found += [
            (each[depth:], stat.S_IFDIR, 0, int(at * 1e9))
            for each, at in folders.items()
            if each.startswith(inside) and each.find("/", depth) < 0
        ]
        self.shown[path] = {name for name, *_ in found}
        yield
        return found

    def stat(self, path: str) -> Any:
        self._begin(path, "stat")
        files, folders = self._now()
        if path in folders:
            return _folder(folders[path])
        return _facts(_node(files, path))

    def open(self, path: str, mode: str) -> BinaryIO:
        self._begin(path, "read" if mode == "rb" else "write")
        files, folders = self._now()
        if mode == "rb":
            return _Reading(self, files, path, _node(files, path).content)  # type: ignore[return-value]
        if mode == "xb" and (path in files or path in folders):
            raise FileExistsError(errno.EEXIST, "exists", path)
        if path in files and files[path].content:
            raise Harm(f"{path} was overwritten")
        if path.rpartition("/")[0] not in folders:
            raise FileNotFoundError(errno.ENOENT, "no such folder", path)
        self._server.remember()
        files[path] = Node(b"", self._server.now())
        self._server.touch(path)
        return _Writing(self, path)  # type: ignore[return-value]

    def sync(self, file: BinaryIO) -> None:
        path = file.path  # type: ignore[attr-defined]
        self._begin(path, "write")
        node = self._server.files.get(path)
        if node is not None:
            node.durable = node.content

    def make_folder(self, path: str) -> None:
        self._begin(path, "write")
        files, folders = self._now()
        if path in folders or path in files:
            raise FileExistsError(errno.EEXIST, "exists", path)
        if path.rpartition("/")[0] not in folders:
            raise FileNotFoundError(errno.ENOENT, "no such folder", path)
        self._server.remember()
        folders[path] = self._server.now()
        self._server.touch(path)

    def replace(self, old: str, new: str) -> None:
        self._begin(old, "write")
        files, folders = self._now()
        if old in folders:
            if new in folders and self._server.inside(new):
                raise OSError(errno.ENOTEMPTY, "not empty", new)
            self._server.move(old, new)
            return
        node = _node(files, old)
        there = files.get(new)
        if there is not None and there.content and there.content != node.content:
            raise Harm(f"{new} was overwritten")
        self._server.remember()
        files[new] = files.pop(old)
        self._server.touch(old)
        self._server.touch(new)

    def remove(self, path: str) -> None:
        self._begin(path, "write")
        files, _ = self._now()
        node = _node(files, path)
        if node.content and not path.rpartition("/")[2].startswith(".") and "/.publishing-" not in path:
            raise Harm(f"{path} was removed")
        self._server.take(path)

    def remove_folder(self, path: str) -> None:
        self._begin(path, "write")
        if self._server.inside(path):
            raise OSError(errno.ENOTEMPTY, "not empty", path)
        self._server.folders.pop(path, None)
        self._server.touch(path)

    def shows(self, path: str) -> bool:
        """Whether the last listing of its folder named this file."""
        folder, _, name = path.rpartition("/")
        return name in self.shown.get(folder, ())

    def more(self, path: str, kind: str) -> None:
        """Another call on an open file."""
        self._begin(path, kind)

    def _begin(self, path: str, kind: str) -> None:
        if self.fuse is not None:
            self.fuse -= 1
            if self.fuse <= 0:
                raise PowerCut
        draw = self._bits(2)
        while draw == 3:  # as Random.choice draws one of three
            draw = self._bits(2)
        self._spend(_DELAYS[draw])
        weather = self.weather
        if weather.state == "up" and not weather.kinds:
            return
        if weather.state == "down":
            raise OSError(
                self._chance.choice((errno.ENETUNREACH, errno.EIO, errno.ETIMEDOUT, errno.ENOENT)), "down", path
            )
        if weather.state == "denied" and "/会議/" in path:
            raise PermissionError(errno.EACCES, "denied", path)
        if weather.state in ("empty", "other") and kind == "write":
            raise PermissionError(errno.EROFS, "somewhere else", path)
        if weather.state == "rootless" and path.startswith((f"{ROOT}/会議", f"{ROOT}/配布")):
            raise FileNotFoundError(errno.ENOENT, "somebody has moved the folders away for a moment", path)
        if self._hollow(path.rpartition("/")[0]):
            raise FileNotFoundError(errno.ENOENT, "the drive below has dropped", path)
        if weather.state == "full" and kind == "write":
            raise OSError(errno.ENOSPC, "full", path)
        if weather.kinds and self._chance.random() < weather.trouble:
            self._meet(self._chance.choice(weather.kinds), path)

    def _hollow(self, folder: str) -> bool:
        top = f"{ROOT}{self.weather.folder}"
        return self.weather.state == "hollow" and (folder == top or folder.startswith(f"{top}/"))

    def _meet(self, kind: str, path: str) -> None:
        match kind:
            case "busy":
                raise _held(self._chance, path)
            case "hang":
                self._spend(60.0)
                raise Hang
            case "slow":
                self._spend(self._chance.uniform(1, 20))
            case "sleep":
                self._spend(self._chance.choice((600.0, 40_000.0)))
            case "drop":
                raise OSError(errno.ECONNRESET, "dropped", path)
            case "missing":
                raise FileNotFoundError(errno.ENOENT, "a stale not-found", path)
            case "denied":
                raise PermissionError(errno.EACCES, "denied", path)
            case _:
                raise OSError(errno.EIO, "an error nobody planned for", path)

    def _now(self) -> tuple[dict[str, Node], dict[str, float]]:
        if self.weather.state == "empty":
            return {}, {ROOT: 0.0}
        place = self._other if self.weather.state == "other" else self._server
        return place.files, place.folders

    def _view(self) -> tuple[dict[str, Node], dict[str, float]]:
        """For a listing: now, or, on a stale line, a moment ago."""
        if self.weather.state == "up" and "stale" in self.weather.kinds:
            past = [each for each in self._server.past if self._server.now() - each[0] <= STALE]
            if past and self._chance.random() < 0.5:
                _, files, folders = self._chance.choice(past)
                return files, folders
        return self._now()


class _Reading(io.BytesIO):
    """An open file on the share: it shows what lies there at the moment of each read."""

    def __init__(self, line: Line, files: dict[str, Node], path: str, content: bytes) -> None:
        super().__init__(content)
        self._line, self._files, self.path = line, files, path

    def read(self, size: int | None = -1, /) -> bytes:
        try:
            self._line.more(self.path, "read")
        except OSError:  # a buffered read that fails half-way keeps nothing of what it had, and yet has moved on
            self.seek(self._line._chance.choice((0, 0, 4096)), 1)
            raise
        at = self.tell()
        if (node := self._files.get(self.path)) is not None and node.content != self.getvalue():
            self.seek(0)
            self.truncate()
            self.write(node.content)
            self.seek(at)
        content = super().read(size)
        self._line.read[self.path] += len(content)
        return content


class _Writing(io.BytesIO):
    def __init__(self, line: Line, path: str) -> None:
        super().__init__()
        self._line, self.path = line, path
        self._held = False  # a virus scanner looks at what has just come

    def write(self, content: Any, /) -> int:
        self._line.more(self.path, "write")
        if self._held:
            self._held = False
            raise _held(self._line._chance, self.path)
        node = self._line._server.files.get(self.path)
        if node is None:
            raise OSError(errno.ESTALE, "the file is gone", self.path)
        taken = bytes(content)[: max(1, len(content) - self._line._chance.choice((0, 0, 7)))]
        server = self._line._server
        server.files[self.path] = Node(node.content + taken, server.now(), node.durable, node.whole)
        short = len(taken) < len(content)
        self._held = short and "busy" in self._line.weather.kinds and self._line._chance.random() < 0.5
        return len(taken)


def _held(chance: random.Random, path: str) -> OSError:
    error = OSError(errno.EACCES, "held by another program", path)
    error.winerror = chance.choice((5, 32, 33))  # type: ignore[attr-defined]
    return error


def _node(files: dict[str, Node], path: str) -> Node:
    try:
        return files[path]
    except KeyError:
        raise FileNotFoundError(errno.ENOENT, "no such file", path) from None


def _facts(node: Node) -> Any:
    return SimpleNamespace(st_mode=stat.S_IFREG, st_size=len(node.content), st_mtime_ns=int(node.mtime * 1e9))


def _folder(at: float) -> Any:
    return SimpleNamespace(st_mode=stat.S_IFDIR, st_size=0, st_mtime_ns=int(at * 1e9))
