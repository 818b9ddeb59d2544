"""File calls: errors translated, counted, and retried where Windows needs it."""

import errno
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dxmeet.errors import ShareBusy, ShareDenied, ShareFull, ShareUnreachable
from dxmeet.sharing.files import Calls, ShareFiles, translated


def windows_error(code: int, number: int = errno.EINVAL) -> OSError:
    error = OSError(number, "from Windows")
    error.winerror = code  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        *((OSError(number, ""), ShareUnreachable) for number in (
            errno.ENOENT, errno.ENOTCONN, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.EIO, errno.ETIMEDOUT, errno.ESTALE,
            errno.ENOTDIR, errno.ENODEV, errno.ECONNRESET,
        )),
        *((windows_error(code), ShareUnreachable) for code in (53, 59, 64, 67, 121, 1222, 1231, 1232)),
        (OSError(errno.EACCES, ""), ShareDenied), (OSError(errno.EROFS, ""), ShareDenied),
        (windows_error(5, errno.EACCES), ShareDenied),
        (OSError(errno.ENOSPC, ""), ShareFull), (OSError(errno.EDQUOT, ""), ShareFull), (windows_error(112), ShareFull),
        (windows_error(32, errno.EACCES), ShareBusy), (windows_error(33, errno.EACCES), ShareBusy),
    ],
)  # fmt: skip
def test_what_the_system_says(error: OSError, kind: type) -> None:
    found = translated(error, "x")
    assert type(found) is kind
    assert found.facts == {"path": "x"}


class HeldFile(ShareFiles):
    """A virus scanner holds the file for the first ``times`` calls."""

    def __init__(self, root: Path, times: int, error: OSError, *, windows: bool = True) -> None:
        self.pauses: list[float] = []
        super().__init__(root, self.pauses.append, windows)
        self.times = times
        self.error = error

    def try_once(self) -> str:
        if self.times:
            self.times -= 1
            raise self.error
        return "done"

    def act(self) -> str:
        return self._asked("x", self.try_once)


@pytest.mark.parametrize("code", [5, 32, 33])
def test_a_held_file_is_tried_again_for_about_two_seconds_on_windows(tmp_path: Path, code: int) -> None:
    files = HeldFile(tmp_path, 3, windows_error(code, errno.EACCES))
    assert files.act() == "done"
    assert files.requests == 4
    stubborn = HeldFile(tmp_path, 99, windows_error(code, errno.EACCES))
    with pytest.raises(ShareDenied if code == 5 else ShareBusy):
        stubborn.act()
    assert 1.5 <= sum(stubborn.pauses) <= 2.0


class Scanner(Calls):
    """A virus scanner that holds a file for a moment in the middle of each read and write of ten bytes."""

    def open(self, path: str, mode: str) -> Any:
        file = super().open(path, mode)
        return HeldHalfway(file)


class HeldHalfway:
    def __init__(self, file: Any) -> None:
        self._file = file
        self._held = False

    def __enter__(self) -> "HeldHalfway":
        return self

    def __exit__(self, *ending: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def _hold(self) -> None:
        self._held = not self._held
        if self._held:
            raise windows_error(33, errno.EACCES)

    def write(self, content: Any) -> int:
        self._hold()
        return self._file.write(bytes(content)[:10])

    def read(self, size: int) -> bytes:
        if not self._held:
            self._file.read(min(size, 10))  # what a buffered read had before it failed is lost, and it has moved on
        self._hold()
        return self._file.read(size)


def test_a_retry_goes_on_where_the_file_was_held(tmp_path: Path) -> None:
    content = bytes(range(95))
    files = ShareFiles(tmp_path, lambda seconds: None, True, Scanner(), chunk=20)
    files.claim("a", content)
    assert list(files.writing("b", iter((content[:50], content[50:])))) == [50, 45]
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() == content
    assert files.load("a", 1_000) == content
    assert b"".join(files.chunks("a")) == content
    assert b"".join(files.chunks("a", 33)) == content[33:]


def test_other_errors_and_other_systems_are_not_tried_again(tmp_path: Path) -> None:
    for files in (
        HeldFile(tmp_path, 99, windows_error(64)),
        HeldFile(tmp_path, 99, windows_error(32, errno.EACCES), windows=False),
    ):
        with pytest.raises((ShareUnreachable, ShareBusy)):
            files.act()
        assert files.requests == 1


def test_a_vanished_server_is_not_a_missing_file(tmp_path: Path) -> None:
    error = FileNotFoundError(errno.ENOENT, "network name")
    error.winerror = 53  # type: ignore[attr-defined]
    with pytest.raises(ShareUnreachable):
        HeldFile(tmp_path, 1, error).act()


def test_exclusive_create_has_one_winner_and_short_names_stay_inside(tmp_path: Path) -> None:
    files = ShareFiles(tmp_path)
    files.claim("a", b"one")
    with pytest.raises(FileExistsError):
        files.claim("a", b"two")
    assert files.load("a", 2) == b"one"
    for path in ("../x", "/x", "a//b", ".", "a/../b", "\0"):
        with pytest.raises(FileNotFoundError):
            files.claim(path)


def test_a_folder_never_replaces_one_with_something_in_it(tmp_path: Path) -> None:
    files = ShareFiles(tmp_path)
    files.make_folders("new")
    files.make_folders("there/inside")
    with pytest.raises(FileExistsError):
        files.rename("new", "there")
    assert os.listdir(tmp_path / "there") == ["inside"]


def test_the_root_itself_is_never_made(tmp_path: Path) -> None:
    files = ShareFiles(tmp_path / "gone")
    with pytest.raises(FileNotFoundError):
        files.make_folders("a/b")
    assert not (tmp_path / "gone").exists()


def test_listing_counts_one_request(tmp_path: Path) -> None:
    for number in range(50):
        (tmp_path / f"{number}.pdf").write_bytes(b"x")
    files = ShareFiles(tmp_path)
    assert len(files.listing()) == 50
    assert files.requests == 1


@pytest.mark.parametrize("year", [1601, 2026, 9999])
def test_a_time_of_any_year_fits_into_a_database(tmp_path: Path, year: int) -> None:
    file = tmp_path / "x.pdf"
    file.touch()
    moment = int((datetime(year, 1, 1, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())
    os.utime(file, (moment, moment))  # some file systems hold no such year; then theirs counts
    (listed,) = ShareFiles(tmp_path).listing()
    assert -(1 << 63) <= listed.mtime_ns < 1 << 63
    assert listed == ShareFiles(tmp_path).stat("x.pdf")
