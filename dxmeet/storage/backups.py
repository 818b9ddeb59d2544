"""Copies of the encrypted database beside it, made while it is in use, and the way back from one.

    backups/dxmeet-20261125T0012034567Z.db     five of them, each verified before it took its name, encrypted with the same key

A copy is worth what its log of notes holds: the fullest of all is kept even when five newer ones came after it.
"""

import contextlib
import fnmatch
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dxmeet.errors import DxmeetError, ProfileDamaged
from dxmeet.storage.annotations import NoteStore
from dxmeet.storage.copying import copied, move_in, read_rows
from dxmeet.storage.database import set_aside
from dxmeet.storage.durable import PART, sync_folder, translated
from dxmeet.storage.migrations import Step

_KEPT = 5
_ABANDONED = 3600  # seconds
_STAMP = "%Y%m%dT%H%M%S%fZ"
_TABLES = (
    "packet", "revision", "sealed", "material", "material_revision", "observation", "note", "note_change", "setting",
    "page_features", "surroundings", "carrying",
)  # fmt: skip


@dataclass(frozen=True)
class Backup:
    """``entries`` is how many steps its log of notes has, ``last`` the number of the newest."""

    path: Path
    at: str
    entries: int
    last: int


class Backups:
    """The copies of one database. ``key`` is its 32 bytes."""

    def __init__(self, database: Path, folder: Path, key: bytes) -> None:
        self._database = database
        self._folder = folder
        self._key = key

    def all(self) -> list[Backup]:
        """The readable ones, oldest first; a damaged one is passed over, and stays where it is.

        Raises ProfileDenied where nobody can see what there is.
        """
        found: list[Backup] = []
        try:
            names = [each.name for each in self._folder.iterdir()]
        except FileNotFoundError:
            names = []
        except OSError as error:
            raise translated(error, self._folder) from error
        for path in (self._folder / name for name in sorted(fnmatch.filter(names, "dxmeet-*.db"))):
            with contextlib.suppress(DxmeetError):
                found.append(self._read(path, path))
        return found

    def make(self, at: datetime) -> Backup | None:
        """A new one; None when the newest holds every step already. Raises ProfileDamaged, ProfileDenied or DiskFull."""
        former = self.all()
        wanted = _extent(self._database, self._key)
        if former and (former[-1].entries, former[-1].last) == wanted:
            return None
        path = self._folder / f"dxmeet-{at.strftime(_STAMP)}.db"
        part = self._folder / f".{secrets.token_hex(8)}{PART}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._clear_parts(at)
            part.touch(mode=0o600)
            copied(self._database, part, self._key)
            with open(part, "r+b") as file:
                os.fsync(file.fileno())
            made = self._verified(part, path, wanted[0])
            os.replace(part, path)
            sync_folder(self._folder)
            self._prune([*former, made])
        except OSError as error:
            raise translated(error, path) from error
        finally:
            _remove(part)
        return made

    def start_anew(self, at: datetime) -> None:
        """After a change of the key: one new copy under it, then none of the former ones, which nobody can read any more."""
        self.make(at)
        readable = {each.path for each in self.all()}
        for path in self._folder.glob("dxmeet-*.db"):
            if path not in readable:
                _remove(path)

    def bring_back(self, steps: Sequence[Step], aside: Path) -> Backup:
        """Put what the best copy holds in the place of a damaged database, which is moved into ``aside``, never deleted.

        The new database has its own epoch of events: those published before stay as they are on the share, and none is
        numbered twice. Steps of the damaged log that can still be read are added. Nobody may have the database open.
        Raises ProfileDamaged when there is no readable copy.
        """
        best = max(self.all(), key=lambda each: (each.entries, each.at), default=None)
        if best is None:
            raise ProfileDamaged(path=str(self._database))
        part = self._folder / f".{secrets.token_hex(8)}{PART}"
        try:
            self._rebuild(best, part, steps)
            if self._database.exists():
                set_aside(self._database, aside)
            os.replace(part, self._database)
            sync_folder(self._database.parent)
        except OSError as error:
            raise translated(error, self._database) from error
        finally:
            _remove(part)
        return best

    def _rebuild(self, best: Backup, part: Path, steps: Sequence[Step]) -> None:
        later = f"SELECT * FROM note_change WHERE number > {best.last} ORDER BY number"
        salvaged = read_rows(self._database, self._key, later, torn=True) if self._database.exists() else []
        database = move_in(best.path, part, self._key, steps, _TABLES)
        try:
            NoteStore(database).adopt(salvaged)
            database.checkpoint()
        finally:
            database.close()
        with open(part, "r+b") as file:
            os.fsync(file.fileno())

    def _read(self, file: Path, path: Path) -> Backup:
        """What ``file`` holds, which is or will be called ``path``."""
        return Backup(path, path.stem.removeprefix("dxmeet-"), *_extent(file, self._key, settled=True))

    def _verified(self, part: Path, path: Path, least: int) -> Backup:
        """Read back from the disk. Raises ProfileDamaged unless every page is whole and ``least`` steps are there."""
        broken = read_rows(part, self._key, "PRAGMA cipher_integrity_check", settled=True)
        sound = read_rows(part, self._key, "PRAGMA quick_check", settled=True)
        made = self._read(part, path)
        if broken or [row["quick_check"] for row in sound] != ["ok"] or made.entries < least:
            raise ProfileDamaged(path=str(part))
        return made

    def _clear_parts(self, at: datetime) -> None:
        """What a killed process left: nobody writes on one for an hour."""
        for part in self._folder.glob(f".*{PART}*"):
            with contextlib.suppress(OSError):
                if at.timestamp() - part.stat().st_mtime > _ABANDONED:
                    part.unlink()

    def _prune(self, several: Sequence[Backup]) -> None:
        kept = list(several[-_KEPT:])
        for old in reversed(several[:-_KEPT]):
            if old.entries > max(each.entries for each in kept):
                kept.append(old)  # everything that came after it holds less: it may be the only good one
            else:
                _remove(old.path)


def _extent(path: Path, key: bytes, *, settled: bool = False) -> tuple[int, int]:
    """How many steps the log of notes has, and the number of the newest."""
    counting = "SELECT count(*) AS entries, coalesce(max(number), 0) AS last FROM note_change"
    found = read_rows(path, key, counting, settled=settled)[0]
    return found["entries"], found["last"]


def _remove(path: Path) -> None:
    for companion in ("-wal", "-shm", "-journal", ""):
        with contextlib.suppress(OSError):  # held open on Windows: the next pruning takes it
            path.with_name(path.name + companion).unlink(missing_ok=True)
