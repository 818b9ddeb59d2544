"""What a look and a first sync ask of a real SMB server: the messages a client waits for, each of them 30 ms over a VPN.

``tests/benchmarks/smb_requests.py`` measures the same at full size.
"""

import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import smbclient
from smb_calls import SmbCalls, smb_worker
from smb_server import NoServer, SlowLine, SmbServer, missing
from smb_story import Organiser, paper

from dxmeet.app import make_engine, make_entrance
from dxmeet.domain.syncplan import RemoteLook
from dxmeet.services.unlocking import Enrolment
from dxmeet.sharing.files import ShareFiles
from dxmeet.sharing.preparing import prepare
from dxmeet.sharing.remembering import Memory
from dxmeet.sharing.scanning import Scanner

pytestmark = pytest.mark.skipif(bool(missing("smbd")), reason=missing("smbd") or "there is one")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SmbServer]:
    server = SmbServer(tmp_path)
    try:
        try:
            server.start()
        except NoServer as why:
            pytest.skip(f"no server here: {why}")
        prepare(ShareFiles(server.folder))
        yield server
    finally:
        server.stop()


@pytest.fixture
def line(server: SmbServer) -> Iterator[SlowLine]:
    line = SlowLine(server.address, 0.0)
    yield line
    line.close()


def test_a_look_with_nothing_new_lists_the_two_folders_and_reads_the_marker(
    server: SmbServer, line: SlowLine, tmp_path: Path
) -> None:
    """A folder of 2,000 takes three more: its listing comes in pieces of 64 KiB."""
    organiser = Organiser(server.folder, "a" * 8, tmp_path / "work")
    for _ in range(10):
        organiser.publish([b"%PDF"])
    identity, now = organiser.share.identity(), time.time() + 25
    organiser.share.close()
    root = Path(f"//{line.address}/share")
    scanner = Scanner(ShareFiles(root, calls=SmbCalls(root)), Memory(), lambda: now)
    try:
        for _ in range(2):
            looked(scanner, identity.id, 10)
            now += 25
        before = line.messages
        looked(scanner, identity.id, 10)
        assert line.messages - before == 14  # open, read, close the marker, twice; open, list, list, close two folders
    finally:
        smbclient.reset_connection_cache(fail_on_error=False)


def looked(scanner: Scanner, share: str, count: int) -> None:
    *_, look = scanner.look(share, frozenset())
    assert isinstance(look, RemoteLook)
    assert len(look.packets) == count


def test_a_material_costs_a_first_sync_four_messages(server: SmbServer, line: SlowLine, tmp_path: Path) -> None:
    entrance = make_entrance(tmp_path / "profile", engine=make_engine(), keyring=lambda: None)
    entered = entrance.unlocking.setup(Enrolment(server.folder, "佐藤", "企画", "correct horse"))[0]
    services = entrance.enter(entered)
    shelf = services.synchronising._share
    try:
        shelf.close()
        shelf.root, shelf._worker = Path(f"//{line.address}/share"), smb_worker()
        services.synchronising.synchronise()
        costs: list[int] = []
        for count in (3, 8):
            put_meeting(server.folder, count)
            before = line.messages
            assert len(services.synchronising.synchronise().added) == count
            costs.append(line.messages - before)
        first, second = costs
        assert first <= 14 + 4 + 3 * 4 + 1  # a look, the new folder, each material, the orders
        assert second - first <= 5 * 4 + 4  # five materials more: open, read, close, look again; and the first folder
    finally:
        services.close()
        entrance.close()


def put_meeting(root: Path, count: int) -> None:
    chance, long_ago = random.Random(count), time.time() - 40 * 86_400
    folder = root / "会議" / f"2026-11-25 {count}件"
    folder.mkdir()
    for number in range(count):
        (folder / f"資料{number}.pdf").write_bytes(paper(chance, 1_000))
        os.utime(folder / f"資料{number}.pdf", (long_ago, long_ago))
