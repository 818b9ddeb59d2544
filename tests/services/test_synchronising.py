"""One material that cannot be had never keeps the others away."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from intakes import Intake

from dxmeet.domain.packet import (
    Kind,
    MaterialId,
    Packet,
    PacketId,
    ReaderId,
    ShareId,
    Source,
    TerminalId,
)
from dxmeet.domain.page import PageSize
from dxmeet.domain.syncplan import Observation, RemoteFile, RemoteLook, RemoteMaterial, RemotePacket, ShareState
from dxmeet.errors import (
    DxmeetError,
    ShareBusy,
    ShareDenied,
    ShareError,
    ShareFull,
    ShareUnreachable,
    WorkerDied,
    WorkerError,
    WorkerFailed,
    WorkerHung,
)
from dxmeet.pdf.source import MAX_BYTES
from dxmeet.services.fetching import Fetching
from dxmeet.services.reader import Reader
from dxmeet.services.synchronising import Cache, Synchronising, SyncResult
from dxmeet.services.timekeeping import Timekeeping
from dxmeet.sharing.bringing import End, Piece
from dxmeet.sharing.share import Arriving
from dxmeet.storage.database import open_database
from dxmeet.storage.durable import alone
from dxmeet.storage.migrations import MIGRATIONS
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.settings import SettingsStore
from dxmeet.storage.transfers import TransferStore
from dxmeet.storage.vault import Vault

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
PACKET = Packet(PacketId("p"), Kind.MEETING, "庁議", None, "会議/庁議", Source.FOLDER)
READER = Reader("佐藤", "企画", ReaderId("r"), TerminalId("t"), ShareId("s"), "/share")
NAMES = ("1", "2", "3")


@dataclass
class Shelf:
    """A share with one plain folder of three files; ``trouble`` is met when the second is read, ``size`` is what it is
    said to have. ``given`` files were asked for."""

    trouble: DxmeetError | None = None
    size: int = 0
    requests: int = 0
    given: int = 0

    def look(self, expected: ShareId, observations: Mapping[MaterialId, Observation]) -> RemoteLook:
        moment = int((NOW - timedelta(hours=1)).timestamp() * 1e9)
        materials = tuple(
            RemoteMaterial(
                MaterialId(f"m{name}"),
                int(name),
                name,
                f"{name}.pdf",
                RemoteFile(path, self.size if self.size and name == "2" else len(path.encode()), moment),
            )
            for name, path in ((each, f"会議/庁議/{each}.pdf") for each in NAMES)
        )
        return RemoteLook(ShareState.OK, (RemotePacket(PACKET, materials),))

    def clock(self, terminal: TerminalId) -> datetime:
        return NOW

    def bring(self, files: Sequence[RemoteFile], starts: Sequence[int] = ()) -> Iterator[Arriving]:
        for number, file in enumerate(files):
            content = file.path.encode()
            end = End(hashlib.sha256(content).hexdigest(), settled=True)
            if self.trouble is not None and file.path.endswith("2.pdf"):
                if isinstance(self.trouble, ShareUnreachable):
                    raise self.trouble
                end = End(error=self.trouble)
            self.given += 1
            yield Arriving(memoryview(content), iter([Piece(number, 0, len(content), end)]))


@dataclass
class Inspector:
    """Knows every file; ``trouble`` is met with the second."""

    trouble: WorkerError | None = None

    def start(self) -> None: ...

    def intake(self) -> Intake:
        return Intake(lambda content, name: self.trouble if self.trouble and name == "2.pdf" else (PageSize(595, 842),))


class QuietLedger:
    def send(self, share: object) -> int:
        return 0


class LockedOut(QuietLedger):
    """The journal on the share may be read and not written."""

    def __init__(self, trouble: ShareError) -> None:
        self.trouble = trouble

    def send(self, share: object) -> int:
        raise self.trouble


def synchronise(folder: Path, shelf: Shelf, inspector: Inspector, quiet: QuietLedger | None = None) -> SyncResult:
    database = open_database(folder / "dxmeet.db", bytes(32), MIGRATIONS)
    settings, packets, transfers = SettingsStore(database), PacketStore(database), TransferStore(database)
    vault, clock = Vault(folder / "vault"), lambda: NOW
    cache = Cache(packets, transfers, vault, settings, Timekeeping(settings, clock), lambda: alone(folder / "lock"))
    share: Any = shelf
    reading: Any = inspector
    fetching = Fetching(share, packets, transfers, vault, reading, clock)
    ledger: Any = quiet or QuietLedger()
    sync = Synchronising(share, cache, fetching, ledger, READER, clock, lambda _: None)
    try:
        return sync.synchronise()
    finally:
        database.close()


@pytest.mark.parametrize("trouble", [ShareDenied(path="x"), ShareBusy(path="x")])
def test_a_file_that_may_not_be_read_now_waits_alone(tmp_path: Path, trouble: DxmeetError) -> None:
    result = synchronise(tmp_path, Shelf(trouble), Inspector())
    assert result.state is ShareState.OK
    assert result.added == ["m1", "m3"]
    assert result.waiting == [("2.pdf", trouble.code)]


@pytest.mark.parametrize(
    "trouble", [WorkerHung(worker="pdf", seconds=30), WorkerDied(worker="pdf"), WorkerFailed(worker="pdf", cause="X")]
)
def test_a_file_that_the_inspection_cannot_survive_waits_alone(tmp_path: Path, trouble: WorkerError) -> None:
    result = synchronise(tmp_path, Shelf(), Inspector(trouble))
    assert result.added == ["m1", "m3"]
    assert result.waiting == [("2.pdf", trouble.code)]


def test_what_waited_is_taken_by_the_next_look(tmp_path: Path) -> None:
    synchronise(tmp_path, Shelf(ShareBusy(path="x")), Inspector())
    again = synchronise(tmp_path, Shelf(), Inspector())
    assert (again.added, again.waiting) == (["m2"], [])


def test_a_share_that_goes_away_meanwhile_ends_the_pass(tmp_path: Path) -> None:
    result = synchronise(tmp_path, Shelf(ShareUnreachable(path="x")), Inspector())
    assert (result.state, result.added) == (ShareState.UNREACHABLE, ["m1"])


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    shelf = Shelf(size=MAX_BYTES + 1)
    assert synchronise(tmp_path, shelf, Inspector()).refused == [("2.pdf", "pdf-too-large")]
    assert shelf.given == 2
    again = synchronise(tmp_path, shelf, Inspector())
    assert (shelf.given, again.added) == (2, [])


@pytest.mark.parametrize("trouble", [ShareDenied(path="x"), ShareFull(path="x")])
def test_a_share_that_may_only_be_read_was_reached(tmp_path: Path, trouble: ShareError) -> None:
    result = synchronise(tmp_path, Shelf(None), Inspector(), LockedOut(trouble))
    assert (result.state, result.trouble) == (ShareState.OK, trouble)
    assert result.notices == [(".dxmeet/journal", trouble.code)]
    assert len(result.added) == 3


def test_a_share_that_goes_away_before_the_records_are_sent_was_not_reached(tmp_path: Path) -> None:
    result = synchronise(tmp_path, Shelf(None), Inspector(), LockedOut(ShareUnreachable(path="x")))
    assert result.state is ShareState.UNREACHABLE
