"""Hints only: a local change asks for a look, a vanished folder does no harm."""

import os
import threading
from pathlib import Path

import pytest

from dxmeet.sharing.watching import Watcher, left_by_terminals, local_address, on_network


def test_a_local_change_says_look_now(tmp_path: Path) -> None:
    asked = threading.Event()
    watcher = Watcher(tmp_path, asked.set, network=lambda _: False)
    watcher.start()
    try:
        assert watcher.watching
        watcher.start()  # again is fine
        (tmp_path / "a.pdf").write_bytes(b"%PDF")
        assert asked.wait(10)
    finally:
        watcher.stop()
    assert not watcher.watching
    watcher.stop()


def test_a_vanished_root_is_survived_and_watched_again(tmp_path: Path) -> None:
    root = tmp_path / "share"
    root.mkdir()
    asked = threading.Event()
    watcher = Watcher(root, asked.set, network=lambda _: False)
    watcher.start()
    root.rmdir()
    assert asked.wait(10)
    assert not watcher.watching
    watcher.start()  # still gone: nothing to watch, no error
    assert not watcher.watching
    root.mkdir()
    asked.clear()
    watcher.start()
    try:
        (root / "a.pdf").write_bytes(b"%PDF")
        assert asked.wait(10)
    finally:
        watcher.stop()


def test_a_network_folder_is_not_watched(tmp_path: Path) -> None:
    watcher = Watcher(tmp_path, lambda: None, network=lambda _: True)
    watcher.start()
    assert not watcher.watching


@pytest.mark.parametrize(
    ("place", "network"),
    [("/mnt/share/会議", True), ("/mnt/a b/x", True), ("/mnt/sharex", False), ("/home/x", False), ("/fuse/x", True)],
)
def test_where_a_folder_lies(tmp_path: Path, place: str, network: bool) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\n//server/share /mnt/share cifs rw 0 0\n"
        "//server/b /mnt/a\\040b smb3 rw 0 0\nsmbnetfs /fuse fuse.smbnetfs rw 0 0\n",
        encoding="utf-8",
    )
    assert on_network(Path(place), mounts) is network
    assert on_network(Path(place), tmp_path / "none")


@pytest.mark.parametrize(
    ("path", "asks"),
    [
        ("/share/会議/庁議/01.pdf", True),
        ("/share/dxmeet.toml", True),
        ("/share/会議/庁議/.t1-資料.pdf.part", False),
        (f"/share{os.sep}.dxmeet{os.sep}journal{os.sep}t1{os.sep}1-2-3.seg", False),
        (f"/share{os.sep}.dxmeet", False),
    ],
)
def test_what_terminals_leave_on_the_share_at_every_look_asks_for_none(path: str, asks: bool) -> None:
    assert asks is not left_by_terminals(path)


def test_the_address_of_this_machine_is_told_at_once() -> None:
    assert local_address().count(".") in (0, 3)
