"""A laptop in memory: its disk, which forgets at a power cut what nobody made last, and its rows, which commit or do not."""

import io
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from file_server import PowerCut

from dxmeet.domain.packet import Material, MaterialId, Packet, PacketId, Revision, RevisionId, State
from dxmeet.domain.syncplan import Observation, RemoteFile
from dxmeet.errors import MaterialUnknown, PacketUnknown
from dxmeet.storage.durable import Disk
from dxmeet.storage.vault import Sealed, Started


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

    def __init__(self, disk: "MemoryDisk", path: Path) -> None:
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
        self.cached: dict[Path, bytes] = {}
        self.lasting: dict[Path, bytes] = {}  # by the name the bytes had when they were synced
        self.names: dict[Path, Path] = {}  # lasting name → the name its bytes were synced under
        self.moved: dict[Path, Path] = {}
        self.times: dict[Path, float] = {}
        self.free = 50_000_000_000
        self._now = now
        self._token = token

    def token(self) -> str:
        return self._token(16)

    def make_folder(self, folder: Path) -> None:
        self.fuse.burn()

    def create(self, path: Path) -> BinaryIO:
        self.fuse.burn()
        if path in self.cached:
            raise FileExistsError(path)
        self.cached[path] = b""
        self.times[path] = self._now()
        return _File(self, path)

    def open(self, path: Path) -> BinaryIO:
        if path not in self.cached:
            raise FileNotFoundError(path)
        return io.BytesIO(self.cached[path])

    def begin_sync(self, file: BinaryIO) -> None:
        pass

    def sync(self, file: BinaryIO) -> None:
        self.fuse.burn()
        path = file.path  # type: ignore[attr-defined]
        if path in self.cached:
            self.lasting[path] = self.cached[path]

    def rename(self, old: Path, new: Path) -> None:
        self.fuse.burn()
        self.cached[new] = self.cached.pop(old)
        self.times[new] = self.times.pop(old)
        self.moved[new] = old

    def sync_folder(self, folder: Path) -> None:
        self.fuse.burn()
        for path in [each for each in self.cached if each.parent == folder]:
            self.names[path] = self.moved.get(path, path)
        for path in [each for each in self.names if each.parent == folder and each not in self.cached]:
            del self.names[path]

    def remove(self, path: Path) -> None:
        self.fuse.burn()
        self.cached.pop(path, None)
        self.times.pop(path, None)

    def files(self, root: Path) -> list[tuple[Path, float]]:
        return sorted((path, self.times[path]) for path in self.cached)

    def room(self, folder: Path) -> tuple[int, int]:
        return self.free, 100_000_000_000

    def lose_power(self, chance: Any) -> None:
        """Names that were not made last may be there or not; bytes that were not are lost behind their names."""
        after: dict[Path, bytes] = {}
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


class MemoryRows:
    """PacketStore, TransferStore and SettingsStore over dictionaries; a transaction that does not end undoes itself."""

    def __init__(self, fuse: Fuse) -> None:
        self._fuse = fuse
        self._depth = 0
        self._described: dict[PacketId, Packet] = {}
        self._materials: dict[MaterialId, Material] = {}
        self._revisions: dict[RevisionId, Revision] = {}
        self._numbers: dict[tuple[MaterialId, RevisionId], int] = {}
        self._sealed: dict[RevisionId, Sealed] = {}
        self._seen: dict[MaterialId, Observation] = {}
        self._transfers: dict[MaterialId, tuple[RemoteFile, Started]] = {}
        self._sightings: dict[str, str] = {}
        self._checked: dict[MaterialId, datetime] = {}
        self._settings: dict[str, Any] = {}
        self._read: list[Packet] = []  # what packets() gave since the last change

    _TABLES = (
        "_described",
        "_materials",
        "_revisions",
        "_numbers",
        "_sealed",
        "_seen",
        "_transfers",
        "_sightings",
        "_checked",
        "_settings",
    )

    @contextmanager
    def together(self) -> Generator[None]:
        before = None if self._depth else {name: getattr(self, name).copy() for name in self._TABLES}
        self._depth += 1
        self._read = []
        try:
            yield
            if self._depth == 1:
                self._fuse.burn()
        except BaseException:
            for name, table in (before or {}).items():
                setattr(self, name, table)
            self._read = []
            raise
        finally:
            self._depth -= 1

    def changed_elsewhere(self) -> bool:
        return False

    def packets(self, kind: Any = None) -> list[Packet]:
        self._read = self._read or [self.packet(each) for each in sorted(self._described)]
        return list(self._read)

    def packet(self, packet: PacketId) -> Packet:
        if packet not in self._described:
            raise PacketUnknown(packet=packet)
        inside = [self._whole(each) for each in self._materials.values() if each.packet == packet]
        inside.sort(key=lambda each: (each.order, each.name, each.id))
        return replace(self._described[packet], materials=tuple(inside))

    def _whole(self, material: Material) -> Material:
        if material.revision is None:
            return material
        mine = [(number, name) for (owner, name), number in self._numbers.items() if owner == material.id]
        if len(mine) == 1:
            return material
        return replace(material, earlier=tuple(name for _, name in sorted(mine) if name != material.revision.id))

    def describe(self, packet: Packet, at: datetime) -> None:
        with self.together():
            self._described[packet.id] = replace(packet, materials=(), checked_at=None)

    def place(self, material: Material) -> None:
        with self.together():
            if material.packet not in self._described:
                raise PacketUnknown(packet=material.packet)
            held = self._materials.get(material.id, material)
            self._materials[material.id] = replace(
                held, packet=material.packet, order=material.order, title=material.title, name=material.name,
                state=material.state, code=material.code,
            )  # fmt: skip

    def set_state(self, material: MaterialId, state: State, code: str = "") -> None:
        with self.together():
            if material not in self._materials:
                raise MaterialUnknown(material=material)
            self._materials[material] = replace(self._materials[material], state=state, code=code)

    def add_revision(
        self,
        material: MaterialId,
        revision: Revision,
        sealed: Sealed | None,
        changed: Mapping[RevisionId, Any],
        at: datetime,
    ) -> Sealed | None:
        with self.together():
            held = self._materials[material]
            self._materials[material] = replace(held, state=State.READY, code="", revision=revision)
            self._revisions[revision.id] = revision
            number = 1 + max((n for (owner, _), n in self._numbers.items() if owner == material), default=0)
            self._numbers.setdefault((material, revision.id), number)
            former = self._sealed.get(revision.id)
            if sealed is None:
                return None
            self._sealed[revision.id] = sealed
            return former if former is not None and former.file != sealed.file else None

    def revision(self, revision: RevisionId) -> Revision | None:
        return self._revisions.get(revision)

    def learn_fingerprints(self, revision: Revision) -> None:
        with self.together():
            self._revisions[revision.id] = revision

    def sealed(self, revision: RevisionId) -> Sealed | None:
        return self._sealed.get(revision)

    def sealed_files(self) -> set[str]:
        return {each.file for each in self._sealed.values()}

    def sealed_revisions(self) -> frozenset[RevisionId]:
        return frozenset(self._sealed)

    def sealed_bytes(self) -> int:
        return sum(each.size for each in self._sealed.values())

    def erase_revision(self, revision: RevisionId) -> Sealed | None:
        with self.together():
            return self._sealed.pop(revision, None)

    def mark_checked(self, at: datetime, materials: Iterable[MaterialId] | None = None) -> None:
        with self.together():
            self._checked |= dict.fromkeys(self._materials if materials is None else materials, at)

    def observation(self, material: MaterialId) -> Observation | None:
        return self._seen.get(material)

    def observations(self) -> dict[MaterialId, Observation]:
        return dict(self._seen)

    def observe(self, observation: Observation) -> None:
        with self.together():
            self._seen[observation.material] = observation

    def started(self, material: MaterialId) -> tuple[RemoteFile, Started] | None:
        return self._transfers.get(material)

    def start(self, material: MaterialId, file: RemoteFile, started: Started) -> None:
        with self.together():
            self._transfers[material] = (file, started)

    def end(self, material: MaterialId) -> None:
        with self.together():
            self._transfers.pop(material, None)

    def parts(self) -> set[str]:
        return {started.part for _, started in self._transfers.values()}

    def sightings(self) -> dict[str, str]:
        return dict(self._sightings)

    def keep_sightings(self, seen: Mapping[str, str]) -> None:
        with self.together():
            self._sightings |= {folder: body for folder, body in seen.items() if body}
            for folder in [each for each, body in seen.items() if not body]:
                self._sightings.pop(folder, None)

    def get(self, name: str, default: Any = None) -> Any:
        return deepcopy(self._settings.get(name, default))

    def set(self, name: str, value: Any) -> None:
        with self.together():
            self._settings[name] = deepcopy(value)
