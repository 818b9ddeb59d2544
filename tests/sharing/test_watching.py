"""Hints only: a local change asks for a look, a vanished folder does no harm."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dxmeet.sharing.watching import Watcher, on_network

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


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


def test_when_to_look_anyway() -> None:
    watcher = Watcher(Path("x"), lambda: None)
    near = watcher.pause(NOW, (NOW + timedelta(hours=1),))
    far = watcher.pause(NOW, (NOW + timedelta(days=1),))
    assert near < timedelta(seconds=31) < far == watcher.pause(NOW)
    assert far < watcher.pause(NOW, failures=1) <= watcher.pause(NOW, failures=99) == timedelta(minutes=15)
    assert watcher.pause(NOW, (NOW,), failures=99) == near
