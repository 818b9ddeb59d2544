"""Files that are either whole or absent, even after a power cut, and what is said when one cannot be written."""

import contextlib
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Generator, Sequence
from dataclasses import dataclass
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


def is_there(path: Path) -> bool:
    """Raises ProfileDenied where the disk does not say."""
    try:
        return path.exists()
    except OSError as error:
        raise translated(error, path) from error


def is_full(path: Path) -> bool:
    """Whether hardly anything can be written beside ``path`` any more."""
    try:
        return shutil.disk_usage(path.parent).free < 1024 * 1024
    except OSError:
        return False


class Disk:
    """This machine's disk, call by call: what a simulated one that loses unsynced bytes at a power cut stands in for."""

    def token(self) -> str:
        """32 hexadecimal digits that no other file's name has."""
        return secrets.token_hex(16)

    def make_folder(self, folder: Path) -> None:
        """With what is missing above it; its name lasts. Only this user may enter it."""
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            sync_folder(folder.parent)

    def create(self, path: Path) -> BinaryIO:
        """A new file that only this user may read. Raises FileExistsError."""
        return open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600))

    def open(self, path: Path) -> BinaryIO:
        return open(path, "rb")

    def begin_sync(self, file: BinaryIO) -> None:
        """What was written begins to go to the disk; nobody waits for it. ``sync`` waits the less for that."""
        file.flush()
        _not_needed(file)

    def sync(self, file: BinaryIO) -> None:
        """What was written is on the disk afterwards, and there only: read back it is when somebody opens it."""
        file.flush()
        os.fsync(file.fileno())
        _not_needed(file)

    def rename(self, old: Path, new: Path) -> None:
        os.replace(old, new)

    def sync_folder(self, folder: Path) -> None:
        sync_folder(folder)

    def remove(self, path: Path) -> None:
        """A file that is gone already is fine."""
        path.unlink(missing_ok=True)

    def files(self, root: Path) -> list[tuple[str, float]]:
        """Every file one folder below ``root``, as ``folder/name``, with the time of its last change in seconds since 1970.

        What goes away meanwhile is left out; what cannot be listed is an OSError, never an empty folder.
        """
        found: list[tuple[str, float]] = []
        for folder in sorted(_listed(root)):
            for name in sorted(_listed(root / folder)) if len(folder) == 2 else ():
                with contextlib.suppress(FileNotFoundError):
                    found.append((f"{folder}/{name}", os.stat(root / folder / name).st_mtime))
        return found

    def room(self, folder: Path) -> tuple[int, int]:
        """(free, total) bytes of the disk that holds ``folder`` or will hold it."""
        place = next(each for each in (folder, *folder.parents) if each.exists())
        usage = shutil.disk_usage(place)
        return usage.free, usage.total


def _not_needed(file: BinaryIO) -> None:
    """Linux begins to write what is not on the disk, and lets go of the memory of what is. A first synchronisation then goes
    through the same few megabytes again and again: it pushes nobody else's files out of memory, and where a virtual machine
    has to be given each new page it takes half of the time."""
    if sys.platform == "linux":
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _listed(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []


@dataclass(frozen=True)
class Written:
    """A file that is still open, at ``part``; ``path`` is the name it shall have when its bytes last."""

    file: BinaryIO
    part: Path
    path: Path


def settle(disk: Disk, written: Sequence[Written]) -> None:
    """Make the written bytes last, close the files, give them their names, make the names last: all before this returns."""
    for each in written:
        disk.sync(each.file)
        each.file.close()  # Windows renames no open file
    for each in written:
        disk.rename(each.part, each.path)
    for folder in sorted({each.path.parent for each in written}):
        disk.sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` last. Windows has no such call; NTFS journals names itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def alone(path: Path) -> Generator[bool]:
    """Hold the lock file at ``path``; False where another process (or this one, elsewhere) holds it.

    The system lets go of it when its holder ends, however that happens. The file itself stays and says nothing.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise translated(error, path) from error
    try:
        held = _locked(descriptor)
        try:
            yield held
        finally:
            if held:
                _unlock(descriptor)
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _unlock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_UN)


def write_whole(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path``, replacing what is there. Raises DiskFull or ProfileDenied; then nothing has changed."""
    try:
        disk = Disk()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = path.parent / f".{disk.token()}{PART}"
        try:
            with disk.create(part) as file:
                file.write(content)
                settle(disk, [Written(file, part, path)])
        finally:
            disk.remove(part)
    except OSError as error:
        raise translated(error, path) from error
