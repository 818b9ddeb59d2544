"""The share's file calls over an SMB2 client of our own (smbprotocol): what goes over the wire is what the program asks for.

Behind a mount the system's own client comes in between: it asks for more (smbnetfs: three requests for every name of a
listing) or for less (Windows, which keeps what it has seen for some seconds).
"""

import stat
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, BinaryIO, cast

import smbclient
from smbprotocol.exceptions import SMBException

from dxmeet.sharing import share, worker
from dxmeet.sharing.files import Calls, Glance, ShareFiles
from dxmeet.workers import Worker

_FOLDER = 0x10  # FILE_ATTRIBUTE_DIRECTORY


class SmbCalls(Calls):
    """For a root like ``//127.0.0.1/share``; a guest, as our own server lets in (``smb_server``)."""

    def __init__(self, root: Path) -> None:
        smbclient.ClientConfig(require_secure_negotiate=False)  # a guest has no key to verify it with
        smbclient.register_session(root.parts[1], "guest", "-", require_signing=False)

    def scan(self, path: str) -> Generator[None, None, Glance]:
        with _plain_errors(path):
            found = [_facts(each.smb_info) for each in smbclient.scandir(path)]
        yield
        return found

    def stat(self, path: str) -> Any:
        with _plain_errors(path):
            found = smbclient.stat(path)
        return SimpleNamespace(st_mode=found.st_mode, st_size=found.st_size, st_mtime_ns=_coarse(found.st_mtime_ns))

    def open(self, path: str, mode: str) -> BinaryIO:
        with _plain_errors(path):
            return cast(
                BinaryIO, smbclient.open_file(path, mode, share_access="rw", buffering=-1 if mode == "rb" else 0)
            )

    def sync(self, file: BinaryIO) -> None:
        file.flush()

    def make_folder(self, path: str) -> None:
        with _plain_errors(path):
            smbclient.mkdir(path)

    def replace(self, old: str, new: str) -> None:
        with _plain_errors(new):
            smbclient.replace(old, new)

    def remove(self, path: str) -> None:
        with _plain_errors(path):
            smbclient.remove(path)

    def remove_folder(self, path: str) -> None:
        with _plain_errors(path):
            smbclient.rmdir(path)


def handlers(arena: memoryview) -> Mapping[str, Callable[..., Any]]:
    """What the share's worker process does, over its own client."""
    desk = worker.Desk(arena, lambda root: ShareFiles(root, calls=SmbCalls(root)))
    return {"begin": desk.begin, "step": desk.step, "drop": desk.drop}


def smb_worker() -> Worker:
    return Worker("smb_calls", name="share", arena_bytes=share.ARENA_BYTES)


@contextmanager
def _plain_errors(path: str) -> Generator[None]:
    """FileNotFoundError and the others that Python makes of an errno; the client raises a class of its own."""
    try:
        yield
    except SMBException as error:
        raise OSError(getattr(error, "errno", 0), str(error), path) from error


def _facts(found: Any) -> tuple[str, int, int, int]:
    kind = stat.S_IFDIR if found.file_attributes & _FOLDER else stat.S_IFREG
    return found.file_name, kind, found.end_of_file, _coarse(_nanoseconds(found.last_write_time))


def _nanoseconds(at: datetime) -> int:
    since = at - datetime(1970, 1, 1, tzinfo=at.tzinfo)
    return ((since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds) * 1_000


def _coarse(nanoseconds: int) -> int:
    """The client gives the time of a listing to the microsecond, that of a file to 100 ns."""
    return nanoseconds // 1_000 * 1_000
