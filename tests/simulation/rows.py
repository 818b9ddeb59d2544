"""A laptop's rows in memory, which commit or do not."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from file_server import PowerCut
from laptop import Fuse

from dxmeet.domain.packet import Material, MaterialId, Packet, PacketId, Revision, RevisionId, State
from dxmeet.domain.syncplan import Observation, RemoteFile
from dxmeet.errors import MaterialUnknown, PacketUnknown
from dxmeet.storage.vault import Sealed, Started

_NOTHING: Any = object()
_Row = TypeVar("_Row")


class Transaction:
    """Begun by the first who enters it, ended with them; where it does not end well, every table is as it was."""

    def __init__(self, fuse: Fuse, undone: Callable[[], None]) -> None:
        self._fuse, self._undone = fuse, undone
        self._depth = 0
        self._former: list[tuple[dict[Any, Any], Any, Any]] = []  # (table, key, what was there), in this order

    def put(self, table: dict[Any, Any], key: Any, value: Any) -> None:
        if not self._depth:
            with self:
                return self.put(table, key, value)
        self._former.append((table, key, table.get(key, _NOTHING)))
        table[key] = value
        return None

    def drop(self, table: dict[Any, Any], key: Any) -> Any:
        """What was there; None where there was nothing."""
        with self:
            was = table.pop(key, _NOTHING)
            self._former.append((table, key, was))
            return None if was is _NOTHING else was

    def __enter__(self) -> None:
        if self._depth == 0:
            self._former.clear()
        self._depth += 1

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: Any) -> None:
        self._depth -= 1
        if self._depth == 0:
            try:
                if kind is None:
                    self._fuse.burn()
                    return
            except PowerCut:
                self._undo()
                raise
            self._undo()

    def _undo(self) -> None:
        for table, key, was in reversed(self._former):
            if was is _NOTHING:
                table.pop(key, None)
            else:
                table[key] = was
        self._undone()


class MemoryRows:
    """PacketStore, TransferStore and SettingsStore over dictionaries."""

    def __init__(self, fuse: Fuse) -> None:
        self._read: dict[PacketId, Packet] = {}  # what packet() gave, until something of it changes
        self._all = Transaction(fuse, self._read.clear)
        self._described: dict[PacketId, Packet] = {}
        self._materials: dict[MaterialId, Material] = {}
        self._revisions: dict[RevisionId, Revision] = {}
        self._had: dict[MaterialId, tuple[RevisionId, ...]] = {}  # in the order in which they came
        self._sealed: dict[RevisionId, Sealed] = {}
        self._seen: dict[MaterialId, Observation] = {}
        self._transfers: dict[MaterialId, tuple[RemoteFile, Started]] = {}
        self._sightings: dict[str, str] = {}
        self._settings: dict[str, Any] = {}

    def together(self) -> Transaction:
        return self._all

    def changed_elsewhere(self) -> bool:
        return False

    def packets(self, kind: Any = None) -> list[Packet]:
        return [self.packet(each) for each in sorted(self._described)]

    def packet(self, packet: PacketId) -> Packet:
        if packet not in self._described:
            raise PacketUnknown(packet=packet)
        if packet not in self._read:
            inside = [self._whole(each) for each in self._materials.values() if each.packet == packet]
            inside.sort(key=lambda each: (each.order, each.name, each.id))
            self._read[packet] = _changed(self._described[packet], materials=tuple(inside))
        return self._read[packet]

    def _whole(self, material: Material) -> Material:
        had = self._had.get(material.id, ())
        if material.revision is None or len(had) == 1:
            return material
        return _changed(material, earlier=tuple(each for each in had if each != material.revision.id))

    def describe(self, packet: Packet, at: datetime) -> None:
        self._all.put(self._described, packet.id, _changed(packet, materials=(), checked_at=None))
        self._read.pop(packet.id, None)

    def place(self, material: Material) -> None:
        if material.packet not in self._described:
            raise PacketUnknown(packet=material.packet)
        held = self._materials.get(material.id, material)
        self._put(
            _changed(
                held, packet=material.packet, order=material.order, title=material.title, name=material.name,
                state=material.state, code=material.code,
            )
        )  # fmt: skip

    def set_state(self, material: MaterialId, state: State, code: str = "") -> None:
        if material not in self._materials:
            raise MaterialUnknown(material=material)
        self._put(_changed(self._materials[material], state=state, code=code))

    def _put(self, material: Material) -> None:
        former = self._materials.get(material.id, material)
        self._all.put(self._materials, material.id, material)
        self._read.pop(former.packet, None)
        self._read.pop(material.packet, None)

    def add_revision(
        self,
        material: MaterialId,
        revision: Revision,
        sealed: Sealed | None,
        changed: Mapping[RevisionId, Any],
        at: datetime,
    ) -> Sealed | None:
        with self._all:
            had = self._had.get(material, ())
            self._all.put(self._had, material, had if revision.id in had else (*had, revision.id))
            self._all.put(self._revisions, revision.id, revision)
            self._put(_changed(self._materials[material], state=State.READY, code="", revision=revision))
            former = self._sealed.get(revision.id)
            if sealed is None:
                return None
            self._all.put(self._sealed, revision.id, sealed)
            return former if former is not None and former.file != sealed.file else None

    def revision(self, revision: RevisionId) -> Revision | None:
        return self._revisions.get(revision)

    def learn_fingerprints(self, revision: Revision) -> None:
        self._all.put(self._revisions, revision.id, revision)

    def sealed(self, revision: RevisionId) -> Sealed | None:
        return self._sealed.get(revision)

    def sealed_files(self) -> set[str]:
        return {each.file for each in self._sealed.values()}

    def sealed_revisions(self) -> frozenset[RevisionId]:
        return frozenset(self._sealed)

    def sealed_bytes(self) -> int:
        return sum(each.size for each in self._sealed.values())

    def erase_revision(self, revision: RevisionId) -> Sealed | None:
        return self._all.drop(self._sealed, revision)

    def mark_checked(self, at: datetime, materials: Iterable[MaterialId] | None = None) -> None:
        with self._all:  # a write like any other; no promise hangs on what it says
            pass

    def observation(self, material: MaterialId) -> Observation | None:
        return self._seen.get(material)

    def observations(self) -> dict[MaterialId, Observation]:
        return dict(self._seen)

    def observe(self, observation: Observation) -> None:
        self._all.put(self._seen, observation.material, observation)

    def started(self, material: MaterialId) -> tuple[RemoteFile, Started] | None:
        return self._transfers.get(material)

    def start(self, material: MaterialId, file: RemoteFile, started: Started) -> None:
        self._all.put(self._transfers, material, (file, started))

    def end(self, material: MaterialId) -> None:
        self._all.drop(self._transfers, material)

    def keep_only(self, seen: Collection[RemoteFile]) -> None:
        for material in [each for each, (file, _) in self._transfers.items() if file not in seen]:
            self.end(material)

    def parts(self) -> set[str]:
        return {started.part for _, started in self._transfers.values()}

    def sightings(self) -> dict[str, str]:
        return dict(self._sightings)

    def keep_sightings(self, seen: Mapping[str, str]) -> None:
        with self._all:
            for folder, body in seen.items():
                if body:
                    self._all.put(self._sightings, folder, body)
                else:
                    self._all.drop(self._sightings, folder)

    def get(self, name: str, default: Any = None) -> Any:
        return _copied(self._settings.get(name, default))

    def set(self, name: str, value: Any) -> None:
        self._all.put(self._settings, name, _copied(value))


def _changed(row: _Row, **fields: Any) -> _Row:
    """``dataclasses.replace`` in a tenth of the time: a row is made anew at every write."""
    made = object.__new__(type(row))
    vars(made).update(vars(row), **fields)
    return made


def _copied(value: Any) -> Any:
    """What a database gives of a setting: nobody else has it."""
    if isinstance(value, dict):
        return {name: each if isinstance(each, str) else _copied(each) for name, each in value.items()}
    return list(value) if isinstance(value, list) else value  # of pairs, which nobody can change
