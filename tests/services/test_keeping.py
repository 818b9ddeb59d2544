"""A lease, a keeping time, a cut transfer, a full disk and two processes at once, on real storage."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from test_synchronising import Inspector, QuietLedger

from dxmeet.domain.packet import (
    Keeping,
    Kind,
    MaterialId,
    Packet,
    PacketId,
    ReaderId,
    ShareId,
    Source,
    State,
    TerminalId,
)
from dxmeet.domain.syncplan import RemoteFile, RemoteLook, RemoteMaterial, RemotePacket, ShareState
from dxmeet.errors import DiskFull, MaterialNotReady, ShareUnreachable
from dxmeet.progress import Progress
from dxmeet.services.fetching import Fetching
from dxmeet.services.reader import Reader
from dxmeet.services.retaining import Retaining
from dxmeet.services.synchronising import Cache, Synchronising, SyncResult
from dxmeet.services.timekeeping import Timekeeping
from dxmeet.sharing.bringing import End, Piece
from dxmeet.sharing.share import Arriving
from dxmeet.storage.database import Database, open_database
from dxmeet.storage.durable import alone
from dxmeet.storage.migrations import MIGRATIONS
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.settings import SettingsStore
from dxmeet.storage.transfers import TransferStore
from dxmeet.storage.vault import Vault

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
MATERIAL = MaterialId("m1")


@dataclass
class OnePaper:
    """A share with one published paper; its line breaks after ``breaks`` chunks of 100,000 bytes."""

    content: bytes
    keeping: Keeping = field(default_factory=Keeping)
    breaks: int = 1_000
    given: int = 0
    requests: int = 0
    gone: bool = False
    there: bool = True

    def look(self, expected: ShareId, observations: object) -> RemoteLook:
        if self.gone:
            return RemoteLook(ShareState.UNREACHABLE, complete=False)
        file = RemoteFile("会議/庁議/図面.pdf", len(self.content), int((NOW - timedelta(days=9)).timestamp() * 1e9))
        paper = RemoteMaterial(MATERIAL, 1, "図面", "図面.pdf", file, None)
        packet = Packet(
            PacketId("p"), Kind.MEETING, "庁議", None, "会議/庁議", Source.PUBLISHED, 1, keeping=self.keeping
        )
        return RemoteLook(ShareState.OK, (RemotePacket(packet, (paper,) if self.there else ()),))

    def read(self, file: RemoteFile, start: int = 0) -> Iterator[bytes]:
        yield from (self.content[piece.start : piece.stop] for piece in self._pieces(0, start))

    def bring(self, files: Sequence[RemoteFile], starts: Sequence[int]) -> Iterator[Arriving]:
        for number, start in enumerate(starts):
            yield Arriving(memoryview(self.content), self._pieces(number, start))

    def _pieces(self, number: int, start: int) -> Iterator[Piece]:
        size = len(self.content)
        for count, at in enumerate(range(start, size, 100_000)):
            if count == self.breaks:
                raise ShareUnreachable(path="x")
            stop = min(at + 100_000, size)
            self.given += stop - at
            yield Piece(number, at, stop)
        yield Piece(number, size, size, End(hashlib.sha256(self.content[start:]).hexdigest(), settled=True))

    def settled(self, file: RemoteFile) -> bool:
        return True

    def clock(self, terminal: TerminalId) -> datetime:
        return NOW


@dataclass
class Desk:
    """One terminal with real rows and a real vault; ``now`` is what its clock shows."""

    folder: Path
    share: Any
    database: Database
    now: datetime = NOW

    def __post_init__(self) -> None:
        self.packets, self.settings = PacketStore(self.database), SettingsStore(self.database)
        self.vault, self.transfers = Vault(self.folder / "vault"), TransferStore(self.database)
        self.time = Timekeeping(self.settings, lambda: self.now)
        self.retaining = Retaining(self.packets, self.vault, self.time)

    def sync(self, progress: Progress | None = None) -> SyncResult:
        cache = Cache(
            self.packets, self.transfers, self.vault, self.settings, self.time, lambda: alone(self.folder / "lock")
        )
        inspector: Any = Inspector()
        ledger: Any = QuietLedger()
        fetching = Fetching(self.share, self.packets, self.transfers, self.vault, inspector, lambda: self.now, 200_000)
        reader = Reader("佐藤", "企画", ReaderId("r"), TerminalId("t"), ShareId("s"), "/share")
        sync = Synchronising(self.share, cache, fetching, ledger, reader, lambda: self.now, lambda _: None)
        return sync.synchronise(progress)

    def state(self) -> State:
        return self.packets.material(MATERIAL)[1].state

    def opens(self) -> str:
        """Empty when it may be opened, else why not."""
        try:
            self.retaining.check(self.packets.material(MATERIAL)[0], MATERIAL)
        except MaterialNotReady as error:
            return str(error.facts["state"])
        return ""


@contextmanager
def desk(folder: Path, share: OnePaper) -> Iterator[Desk]:
    database = open_database(folder / "dxmeet.db", bytes(32), MIGRATIONS)
    try:
        yield Desk(folder, share, database)
    finally:
        database.close()


def test_a_cut_transfer_is_read_on_where_it_was_cut(tmp_path: Path) -> None:
    share = OnePaper(bytes(range(256)) * 4_000, breaks=5)
    with desk(tmp_path, share) as here:
        assert here.sync().state is ShareState.UNREACHABLE
        assert share.given == 500_000
        share.breaks = 1_000
        assert here.sync().added == [MATERIAL]
        again = share.given - 500_000
        assert again < len(share.content) - 400_000  # all but what was not yet a whole segment of 64 KiB
        revision = here.packets.material(MATERIAL)[1].revision
        assert revision is not None
        sealed = here.packets.sealed(revision.id)
        assert sealed is not None
        assert here.vault.read(sealed) == share.content
        assert here.transfers.parts() == set()
        assert len(list((tmp_path / "vault").rglob("*.*"))) == 1


def test_a_transfer_is_not_read_on_once_another_look_did_not_see_its_file(tmp_path: Path) -> None:
    """What was read is of a version that somebody saved in between; the former one is put back, with its time."""
    share = OnePaper(b"in between" * 100_000, breaks=5)
    with desk(tmp_path, share) as here:
        here.sync()
        share.there = False
        here.sync()
        share.content, share.there, share.breaks = b"the former" * 100_000, True, 1_000
        here.sync()
        revision = here.packets.material(MATERIAL)[1].revision
        assert revision is not None
        assert revision.id == hashlib.sha256(share.content).hexdigest()


def test_what_a_cut_transfer_left_is_not_readable(tmp_path: Path) -> None:
    share = OnePaper(b"SECRET-CANARY " * 40_000, breaks=4)
    with desk(tmp_path, share) as here:
        here.sync()
        left = [path.read_bytes() for path in (tmp_path / "vault").rglob("*") if path.is_file()]
    assert left
    assert all(b"CANARY" not in each for each in left)


def test_a_disk_or_a_quota_without_room_keeps_it_waiting_and_says_why(tmp_path: Path) -> None:
    share = OnePaper(b"x" * 1_000)
    with desk(tmp_path, share) as here:
        here.settings.set("sync.quota", 999)
        assert here.sync().waiting == [("図面.pdf", "no-room")]
        assert share.given == 0
        here.settings.set("sync.quota", 1_000)
        assert here.sync().added == [MATERIAL]


def test_a_lease_ends_though_the_clock_is_set_back(tmp_path: Path) -> None:
    share = OnePaper(b"x", Keeping("lease", 3))
    with desk(tmp_path, share) as here:
        here.sync()
        share.gone = True
        here.now = NOW + timedelta(days=2)
        assert here.opens() == ""
        here.now = NOW + timedelta(days=4)
        assert here.opens() == "lease-over"
        here.now = NOW
        assert here.opens() == "lease-over"
        assert here.state() is State.READY  # shut, not erased
        share.gone = False
        here.sync()
        assert here.opens() == ""


def test_a_keeping_time_ends_offline_and_the_key_is_gone(tmp_path: Path) -> None:
    share = OnePaper(b"x", Keeping("keep", 0, date(2026, 11, 25)))
    with desk(tmp_path, share) as here:
        here.sync()
        assert here.opens() == ""
        share.gone = True
        here.now = NOW + timedelta(days=1)
        assert here.opens() == "erased"
        assert (here.state(), here.packets.sealed_files()) == (State.ERASED, set())
        assert not any(path.is_file() for path in (tmp_path / "vault").rglob("*"))


def test_two_processes_take_turns(tmp_path: Path) -> None:
    waited: list[str] = []
    with desk(tmp_path, OnePaper(b"x")) as here:
        other = alone(tmp_path / "lock")
        assert other.__enter__()

        def heard(step: Any) -> None:
            waited.append(step.doing)
            if waited.count("another") == 3:
                other.__exit__(None, None, None)

        assert here.sync(Progress(heard)).added == [MATERIAL]
    assert waited[:3] == ["another"] * 3
    assert waited[3] == "looking"


def test_the_lock_ends_with_its_holder(tmp_path: Path) -> None:
    with alone(tmp_path / "lock") as mine:
        assert mine
        with alone(tmp_path / "lock") as second:
            assert not second
    with alone(tmp_path / "lock") as again:
        assert again


@pytest.mark.parametrize("ahead", [timedelta(days=400)])
def test_a_clock_that_ran_ahead_is_put_right_by_the_share(tmp_path: Path, ahead: timedelta) -> None:
    with desk(tmp_path, OnePaper(b"x", Keeping("lease", 3))) as here:
        here.now = NOW + ahead
        here.sync()
        here.now = NOW + timedelta(hours=1)
        here.sync()
        here.now = NOW + timedelta(days=4)
        assert here.opens() == "lease-over"


def test_a_full_disk_keeps_nobody_from_what_is_here(tmp_path: Path) -> None:
    database = open_database(tmp_path / "dxmeet.db", bytes(32), MIGRATIONS)
    keeping = Timekeeping(SettingsStore(database), lambda: NOW)
    pages = database.rows("PRAGMA page_count")[0]["page_count"]
    database.rows(f"PRAGMA max_page_count = {pages}")  # what SQLite says is the same as on a full disk
    for size in (2_000, 100, 1):
        with suppress(DiskFull):
            while True:
                database.execute("INSERT INTO setting VALUES (hex(randomblob(8)), ?)", ("x" * size,))
    assert keeping.now() == NOW
    assert keeping.seen() is None
    with pytest.raises(DiskFull):
        keeping.meet(None)
    database.close()
