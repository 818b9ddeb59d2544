"""The works that are broken off at every call: each with the world it starts in, and what must be true afterwards.

Everything runs in one process, without helpers: the share's worker is called directly, so that each file call of a work,
SQLite's among them, is a system call of the process that is watched.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from intakes import Intake

from dxmeet.domain.annotation import Note, NoteId, NoteKind
from dxmeet.domain.event import Event, EventType
from dxmeet.domain.packet import (
    Audience,
    Keeping,
    Kind,
    Material,
    MaterialId,
    Packet,
    PacketId,
    ReaderId,
    Revision,
    RevisionId,
    Source,
    State,
    TerminalId,
)
from dxmeet.domain.page import PageSize
from dxmeet.domain.syncplan import RemoteMaterial
from dxmeet.errors import (
    KeyLost,
    KeyringUnavailable,
    MaterialUnknown,
    PacketUnknown,
    ProfileDamaged,
    ProfileMissing,
    ShareNotPrepared,
)
from dxmeet.paths import ProfilePaths
from dxmeet.services.fetching import Fetching
from dxmeet.services.merging import Merging
from dxmeet.services.reader import Reader
from dxmeet.services.sending import Sending
from dxmeet.services.synchronising import Cache, Synchronising
from dxmeet.services.timekeeping import Timekeeping
from dxmeet.services.unlocking import Enrolment, Unlocking
from dxmeet.sharing.files import ShareFiles
from dxmeet.sharing.publishing import Draft, DraftItem
from dxmeet.sharing.share import Share
from dxmeet.sharing.worker import Desk
from dxmeet.storage.annotations import NoteStore
from dxmeet.storage.backups import Backups
from dxmeet.storage.database import Database, open_database
from dxmeet.storage.durable import alone
from dxmeet.storage.keys import SigningKey
from dxmeet.storage.ledger import EventStore
from dxmeet.storage.migrations import MIGRATIONS
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.settings import SettingsStore
from dxmeet.storage.statistics import Statistics
from dxmeet.storage.transfers import TransferStore
from dxmeet.storage.vault import Vault

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
KEY = bytes(range(32))
AUTHOR = TerminalId("t0000000000000001")
_LONG_AGO = 1_700_000_000
_OLD_STEPS = 4  # a database of the first days


class Direct:
    """A worker that is no other process; ``no retries``: a test waits for nothing."""

    generation = 1

    def __init__(self) -> None:
        self.arena = memoryview(bytearray(200_000))
        self._desk = Desk(self.arena, lambda root: ShareFiles(root, pause=lambda _: None), NOW.timestamp)

    def call(self, request: str, *arguments: Any, deadline: float) -> Any:
        return getattr(self._desk, request)(*arguments)

    def ahead(self, request: str, *arguments: Any) -> Callable[[], Any]:
        return partial(self.call, request, *arguments, deadline=0.0)

    def heard(self, ahead: Callable[[], Any], *, deadline: float) -> Any:
        return ahead()

    def close(self) -> None: ...


class Inspector:
    """Takes every file for one page."""

    def start(self) -> None: ...

    def inspect(self, content: bytes, *, name: str, password: str | None = None) -> Revision:
        return inspected(content)

    def intake(self) -> Intake:
        return Intake(lambda content, name: inspected(content).pages)


class FileKeyring:
    """A keyring that survives its process; only ever of a test."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def _kept(self) -> dict[str, str]:
        try:
            return json.loads(self._path.read_bytes()) if self._path.exists() else {}
        except OSError as error:
            raise KeyringUnavailable() from error

    def _keep(self, kept: dict[str, str]) -> None:
        part = self._path.with_suffix(".new")
        try:
            part.write_bytes(json.dumps(kept).encode())
            part.replace(self._path)
        except OSError as error:
            raise KeyringUnavailable() from error

    def get(self, service: str) -> str | None:
        return self._kept().get(service)

    def set(self, service: str, secret: str) -> None:
        self._keep({**self._kept(), service: secret})

    def delete(self, service: str) -> None:
        self._keep({name: kept for name, kept in self._kept().items() if name != service})


class Quiet:
    """A ledger with nothing to send."""

    def send(self, share: object) -> int:
        return 0


def inspected(content: bytes) -> Revision:
    digest = hashlib.sha256(content).hexdigest()
    return Revision(RevisionId(digest), len(content), (PageSize(595, 842),), (digest[:8],))


def paper(name: str, size: int = 70_000) -> bytes:
    """Different for each name; not compressible into one segment."""
    return hashlib.shake_256(name.encode()).digest(size)


@dataclass(frozen=True)
class Work:
    """``act`` may be repeated; ``state`` is what it leaves, and asserts that nothing is half there."""

    name: str
    prepare: Callable[[Path], None]
    act: Callable[[Path], object]
    state: Callable[[Path], object]


def share_of(folder: Path) -> Share:
    worker: Any = Direct()
    return Share(folder / "share", worker)


@contextmanager
def database_of(folder: Path) -> Iterator[Database]:
    database = open_database(folder / "profile" / "dxmeet.db", KEY, MIGRATIONS)
    try:
        yield database
    finally:
        database.close()


def prepare_share(folder: Path) -> Share:
    (folder / "share").mkdir(parents=True)
    share = share_of(folder)
    share.prepare("市")
    return share


def draft(folder: Path, title: str, *names: str) -> Draft:
    """Of files that ``write_sources`` has written."""
    return draft_of(title, [(folder / "local" / f"{name}.pdf", name, inspected(paper(name))) for name in names])


def draft_of(title: str, files: Sequence[tuple[Path, str, Revision]]) -> Draft:
    """``files`` are (where, title, what is in it), in agenda order."""
    items = [DraftItem(source, name, order, known) for order, (source, name, known) in enumerate(files, start=1)]
    return Draft(
        Kind.MEETING, title, date(2026, 11, 25), None, "", None, Audience(), Keeping(), AUTHOR, NOW, tuple(items)
    )


def write_sources(folder: Path, *names: str) -> None:
    (folder / "local").mkdir(exist_ok=True)
    for name in names:
        (folder / "local" / f"{name}.pdf").write_bytes(paper(name))


# publishing, replacing, withdrawing ----------------------------------------------------------------------------------


def prepare_publish(folder: Path) -> None:
    share = prepare_share(folder)
    write_sources(folder, "前", "資料1", "資料2")
    share.publish(draft(folder, "前の会議", "前"))


def publish(folder: Path) -> object:
    return share_of(folder).publish(draft(folder, "庁議", "資料1", "資料2"))


def on_the_share(folder: Path) -> object:
    """Every packet that can be seen, each of its files read and found to be what the packet says."""
    share = share_of(folder)
    look = share.look(share.identity().id, {})
    assert look.complete
    seen: set[tuple[object, ...]] = set()
    for each in look.packets:
        assert each.complete, each.packet.title
        assert each.problem in ("", "two-organisers"), each.problem
        materials: list[tuple[object, ...]] = []
        for material in each.materials:
            if material.withdrawn:
                materials.append((material.title, "withdrawn"))
                continue
            assert not material.problem or material.problem == "unlisted", (material.name, material.problem)
            if material.problem:
                continue
            assert material.file is not None
            read = hashlib.sha256(b"".join(share.read(material.file))).hexdigest()
            assert material.revision in (None, read), material.name
            materials.append((material.title, read))
        seen.add((each.packet.title, tuple(materials)))
    return sorted(seen, key=repr)


def _packet(folder: Path) -> Any:
    share = share_of(folder)
    look = share.look(share.identity().id, {})
    found = [each for each in look.packets if each.packet.title == "庁議" and each.complete]
    if not found:
        raise PacketUnknown(packet="庁議")  # nobody replaces what they do not see
    return found[0]


def _first(remote: Any) -> RemoteMaterial:
    found = [each for each in remote.materials if each.title == "資料1"]
    if not found:
        raise MaterialUnknown(material="資料1")
    return found[0]


def prepare_change(folder: Path) -> None:
    share = prepare_share(folder)
    write_sources(folder, "資料1", "資料2", "資料1 改")
    share.publish(draft(folder, "庁議", "資料1", "資料2"))


def replace_material(folder: Path) -> object:
    remote, new = _packet(folder), inspected(paper("資料1 改"))
    first = _first(remote)
    if first.revision == new.id:
        return None
    source = folder / "local" / "資料1 改.pdf"
    return share_of(folder).replace(remote.packet.folder, first.id, source, new, {}, AUTHOR, NOW)


def withdraw(folder: Path) -> object:
    remote = _packet(folder)
    first = _first(remote)
    return None if first.withdrawn else share_of(folder).withdraw(remote.packet.folder, first.id, AUTHOR, NOW)


# fetching, sealing ---------------------------------------------------------------------------------------------------


def prepare_fetch(folder: Path) -> None:
    share = prepare_share(folder)
    write_sources(folder, "資料1", "資料2")
    share.publish(draft(folder, "庁議", "資料1", "資料2"))
    plain = folder / "share" / "会議" / "2026-11-26 部長会議"
    plain.mkdir()
    for name in ("報告", "図面"):
        path = plain / f"{name}.pdf"
        path.write_bytes(paper(name, 260_000 if name == "図面" else 3_000))
        os.utime(path, (_LONG_AGO, _LONG_AGO))
    with database_of(folder):
        pass


def fetch(folder: Path) -> object:
    with database_of(folder) as database:
        share, packets = share_of(folder), PacketStore(database)
        settings, profile = SettingsStore(database), folder / "profile"
        cache = Cache(
            packets, TransferStore(database), Vault(profile / "vault"), settings,
            Timekeeping(settings, lambda: NOW), lambda: alone(profile / "sync.lock"),
        )  # fmt: skip
        inspector: Any = Inspector()
        fetching = Fetching(share, packets, cache.transfers, cache.vault, inspector, lambda: NOW, 100_000)
        reader = Reader("佐藤", "企画", ReaderId("r"), AUTHOR, share.identity().id, str(folder / "share"))
        ledger: Any = Quiet()
        return Synchronising(share, cache, fetching, ledger, reader, lambda: NOW, lambda _: None).synchronise()


def in_the_cache(folder: Path) -> object:
    """Every material that is said to be here is here, whole."""
    with database_of(folder) as database:
        assert database.rows("PRAGMA cipher_integrity_check") == []
        packets, vault = PacketStore(database), Vault(folder / "profile" / "vault")
        found: list[tuple[str, str]] = []
        for packet in packets.packets():
            for material in packet.materials:
                if material.state is State.READY:
                    assert material.revision is not None
                    sealed = packets.sealed(material.revision.id)
                    assert sealed is not None
                    found.append((material.title, hashlib.sha256(vault.read(sealed)).hexdigest()))
        return sorted(found)


def prepare_seal(folder: Path) -> None:
    with database_of(folder) as database:
        packets = PacketStore(database)
        packets.describe(Packet(PacketId("p"), Kind.MEETING, "庁議", None, "会議/庁議", Source.FOLDER), NOW)
        packets.place(Material(MaterialId("m"), PacketId("p"), 1, "資料", "資料.pdf", State.WAITING))


def seal(folder: Path) -> object:
    with database_of(folder) as database:
        packets, vault = PacketStore(database), Vault(folder / "profile" / "vault")
        content = paper("資料", 140_000)
        sealed = vault.seal([content])
        former = packets.add_revision(MaterialId("m"), inspected(content), sealed, {}, NOW)
        if former is not None:
            vault.erase(former)
        return vault.sweep(packets.sealed_files())


# migrating, backing up, coming back ----------------------------------------------------------------------------------


def prepare_migrate(folder: Path) -> None:
    (folder / "profile").mkdir(parents=True)
    database = open_database(folder / "profile" / "dxmeet.db", KEY, MIGRATIONS[:_OLD_STEPS])
    SettingsStore(database).set("kept", "value")
    database.close()


def migrate(folder: Path) -> object:
    with database_of(folder):
        return None


def schema(folder: Path) -> object:
    with database_of(folder) as database:
        assert database.rows("PRAGMA cipher_integrity_check") == []
        steps = [row["name"] for row in database.rows("SELECT name FROM schema_step ORDER BY number")]
        things = database.rows("SELECT name FROM sqlite_master ORDER BY name")
        return steps, [row["name"] for row in things], SettingsStore(database).get("kept")


def prepare_back_up(folder: Path) -> None:
    with database_of(folder) as database:
        for number in range(3):
            note = Note(
                NoteId(f"n{number}"), MaterialId("m"), RevisionId("r"), 1, NoteKind.STICKY, "#ffd54f", 0.0, "山田",
                NOW, "確認", at=(1.0, 2.0),
            )  # fmt: skip
            NoteStore(database).change(MaterialId("m"), (), (note,), NOW)


def _backups(folder: Path) -> Backups:
    return Backups(folder / "profile" / "dxmeet.db", folder / "profile" / "backups", KEY)


def back_up(folder: Path) -> object:
    return _backups(folder).make(NOW)


def backed_up(folder: Path) -> object:
    return [each.entries for each in _backups(folder).all()][-1:]


def prepare_recover(folder: Path) -> None:
    prepare_back_up(folder)
    _backups(folder).make(NOW)
    database = folder / "profile" / "dxmeet.db"
    database.write_bytes(b"\0" * 4096 + database.read_bytes()[4096:])


def recover(folder: Path) -> object:
    database = folder / "profile" / "dxmeet.db"
    with suppress(ProfileDamaged):
        if database.exists():
            open_database(database, KEY, MIGRATIONS).close()
            return None
    return _backups(folder).bring_back(MIGRATIONS, folder / "profile" / "set-aside")


def notes_back(folder: Path) -> object:
    damaged = list((folder / "profile" / "set-aside").glob("*/dxmeet.db"))
    if not (folder / "profile" / "dxmeet.db").exists():
        raise ProfileDamaged(path="dxmeet.db")  # as the program says; it never makes one in its place
    with database_of(folder) as database:
        assert database.rows("PRAGMA cipher_integrity_check") == []
        return len(NoteStore(database).log(MaterialId("m"))), len(damaged)


# merging -------------------------------------------------------------------------------------------------------------


def prepare_merge(folder: Path) -> None:
    share = prepare_share(folder)
    for number in range(2):
        database = open_database(folder / f"terminal{number}.db", KEY, MIGRATIONS)
        terminal, signing = TerminalId(f"t{number:016}"), SigningKey.from_raw(bytes([number]) * 32)
        reader = Reader("佐藤", "企画", ReaderId(f"r{number}"), terminal, share.identity().id, "x")
        events = EventStore(database, terminal)
        for each in range(4):
            fields = {"packet": "p", "material": f"m{each}", "revision": "a" * 64, "pages_a4": 2, "pages_a3": 0}
            events.append(EventType.OPENED, fields, at=NOW, reader=reader.pseudonym, department="企画")
        share.enrol(terminal, signing.public, "企画", NOW)
        Sending(events, reader, signing, lambda: NOW).send(share)
        database.close()


@contextmanager
def _merging(folder: Path) -> Iterator[Merging]:
    share = share_of(folder)
    statistics = Statistics(folder / "profile" / "statistics.db", folder / "profile" / "set-aside")
    reader = Reader("佐藤", "企画", ReaderId("r"), AUTHOR, share.identity().id, "x")
    purchasing: Any = None
    try:
        yield Merging(share, statistics, purchasing, reader, "dxmeet")
    finally:
        statistics.close()


def merge(folder: Path) -> object:
    with _merging(folder) as merging:
        return merging.merge().events


def merged(folder: Path) -> object:
    with _merging(folder) as merging:
        events: list[Event] = list(merging.entries(2026))
        return [(each.terminal, each.seq, each.fields["material"]) for each in events], merging.problems()


# a profile's first and last day --------------------------------------------------------------------------------------


def _unlocking(folder: Path) -> Unlocking:
    keyring = FileKeyring(folder / "keyring.json")
    return Unlocking(ProfilePaths(folder / "profile"), lambda: keyring, lambda _: share_of(folder), lambda: NOW)


def prepare_set_up(folder: Path) -> None:
    prepare_share(folder)


def set_up(folder: Path) -> object:
    unlocking, wanted = _unlocking(folder), Enrolment(folder / "share", "佐藤", "企画")
    try:
        found = unlocking.unlock()
    except ProfileMissing:
        found, _ = unlocking.setup(wanted)
    except (ProfileDamaged, KeyLost):
        found, _ = unlocking.setup_again(wanted)
    found.database.close()
    return None


def set_up_again(folder: Path) -> object:
    return set_up(folder)


def prepare_set_up_again(folder: Path) -> None:
    prepare_set_up(folder)
    set_up(folder)
    (folder / "keyring.json").unlink()


def enrolled(folder: Path) -> object:
    """A profile that opens and that the share knows; or none, and no key either."""
    unlocking = _unlocking(folder)
    try:
        found = unlocking.unlock()
    except (ProfileMissing, ProfileDamaged, KeyLost):
        return "not yet"
    with suppress(ShareNotPrepared):
        assert found.reader.name == "佐藤"
    found.database.close()
    return "enrolled"


def rekey(folder: Path) -> object:
    """The key is another one afterwards, once."""
    unlocking = _unlocking(folder)
    unlocking.unlock().database.close()
    services = json.loads((folder / "profile" / "profile.json").read_bytes())["slots"][0]["service"]
    if services.count("/") == 1:  # as set up
        unlocking.change_key()
    found = unlocking.unlock()  # and what every look at the share does: a backup, where there is none under this key
    made = Backups(folder / "profile" / "dxmeet.db", folder / "profile" / "backups", found.key.derive("database"))
    found.database.close()
    return made.make(NOW)


def rekeyed(folder: Path) -> object:
    """It opens, its backup is under the same key, and the keyring holds one key only."""
    found = _unlocking(folder).unlock()
    backups = Backups(folder / "profile" / "dxmeet.db", folder / "profile" / "backups", found.key.derive("database"))
    readable = len(backups.all())
    found.database.close()
    return found.reader.name, readable, len(json.loads((folder / "keyring.json").read_bytes()))


def prepare_forget(folder: Path) -> None:
    prepare_set_up(folder)
    set_up(folder)


def forget(folder: Path) -> object:
    return _unlocking(folder).forget()


def forgotten(folder: Path) -> object:
    keys = FileKeyring(folder / "keyring.json")
    with suppress(ProfileMissing, ProfileDamaged, KeyLost):
        _unlocking(folder).unlock().database.close()
        return "open"
    return sorted(each.name for each in folder.glob("profile/*")), keys.get("any")


WORKS = (
    Work("publish", prepare_publish, publish, on_the_share),
    Work("replace", prepare_change, replace_material, on_the_share),
    Work("withdraw", prepare_change, withdraw, on_the_share),
    Work("fetch", prepare_fetch, fetch, in_the_cache),
    Work("seal", prepare_seal, seal, in_the_cache),
    Work("migrate", prepare_migrate, migrate, schema),
    Work("merge", prepare_merge, merge, merged),
    Work("back-up", prepare_back_up, back_up, backed_up),
    Work("recover", prepare_recover, recover, notes_back),
    Work("set-up", prepare_set_up, set_up, enrolled),
    Work("set-up-again", prepare_set_up_again, set_up_again, enrolled),
    Work("rekey", prepare_forget, rekey, rekeyed),
    Work("forget", prepare_forget, forget, forgotten),
)


def fresh(pristine: Path, place: Path) -> Path:
    """A world of its own to break things in. Times are kept: they say whether a plain file is still being written."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(pristine, place)
    return place
