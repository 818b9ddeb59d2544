"""Files that are either whole or absent, even after a power cut, and what is said when one cannot be written."""

import contextlib
import errno
import os
import secrets
import sys
from collections.abc import Generator
from pathlib import Path
from typing import BinaryIO

from dxmeet.errors import DiskFull, DxmeetError, ProfileDenied

PART = ".part"
"""How the name of a file ends that is still being written."""

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


def translated(error: OSError, path: Path) -> DxmeetError:
    """DiskFull, or ProfileDenied for everything else that keeps us from the profile's own files."""
    if error.errno in _FULL:
        return DiskFull(path=str(path))
    return ProfileDenied(path=str(path), reason=errno.errorcode.get(error.errno or 0, "unknown"))


@contextlib.contextmanager
def part_file(folder: Path) -> Generator[tuple[BinaryIO, Path]]:
    """A new file in ``folder`` under a name nobody else has; gone after the block unless ``settle`` gave it its name.

    Only this user may read it.
    """
    path = folder / f".{secrets.token_hex(8)}{PART}"
    try:
        with open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            yield file, path
    finally:
        path.unlink(missing_ok=True)


def settle(file: BinaryIO, part: Path, path: Path) -> None:
    """Make the written bytes last, close the file, give it its name, make the name last."""
    file.flush()
    os.fsync(file.fileno())
    file.close()  # Windows renames no open file
    os.replace(part, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` last. Windows has no such call; NTFS journals names itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path``, replacing what is there. Raises DiskFull or ProfileDenied; then nothing has changed."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with part_file(path.parent) as (file, part):
            file.write(content)
            settle(file, part, path)
    except OSError as error:
        raise translated(error, path) from error
