"""Whole databases: read from beside, copied while in use, filled from another one, or moved under another key."""

import contextlib
import os
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dxmeet.errors import DiskFull, ProfileError, ProfileInUse
from dxmeet.storage.database import Database, Row, driver, give_key, opened, reader, telling
from dxmeet.storage.durable import PART, sync_folder, translated
from dxmeet.storage.migrations import Step

_TURN = 1.0  # seconds to wait for somebody who is just writing


def read_rows(path: Path, key: bytes, sql: str, *, settled: bool = False, torn: bool = False) -> list[Row]:
    """What a query finds in the database at ``path``, which is not written, and not made where there is none.

    ``settled``: nobody writes it, so nothing appears beside it either. ``torn``: of a damaged one, the rows up to the
    first that cannot be read, which may be none. Raises ProfileDamaged or ProfileDenied.
    """
    rows: list[Row] = []
    ignored = (ProfileError, DiskFull) if torn else ()
    with (
        contextlib.suppress(*ignored),
        telling(path),
        contextlib.closing(reader(path, key, settled=settled)) as connection,
    ):
        cursor = connection.execute(sql)
        names = [column[0] for column in cursor.description or ()]
        for row in cursor:
            rows.append(dict(zip(names, row, strict=True)))
    return rows


def copied(path: Path, copy: Path, key: bytes) -> None:
    """SQLite's online backup of ``path`` into the empty file ``copy``: one moment of it, under the same key.

    Those who write meanwhile do not wait. Raises ProfileDamaged, ProfileDenied or DiskFull.
    """
    with (
        telling(path),
        contextlib.closing(reader(path, key)) as source,
        contextlib.closing(driver.connect(str(copy))) as target,
    ):
        give_key(target, key)
        source.backup(target)


def move_in(source: Path, new: Path, key: bytes, steps: Sequence[Step], tables: Sequence[str]) -> Database:
    """Make a database at ``new`` and fill ``tables`` from ``source``; the rest of it is fresh.

    Both have the same ``key``; columns that ``source`` lacks get their defaults. Raises as ``open_database`` does.
    """
    new.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    new.touch(mode=0o600)
    database = opened(new, key, steps, new)
    try:
        known = {row["name"] for row in read_rows(source, key, "SELECT name FROM sqlite_master", settled=True)}
        with database.transaction():
            database.execute("PRAGMA defer_foreign_keys = ON")
            for table in tables:
                if table in known:
                    rows = read_rows(source, key, f"SELECT * FROM {table}", settled=True)
                    _fill(database, table, rows)
    except BaseException:
        database.close()
        raise
    return database


def change_key(path: Path, key: bytes, new: bytes) -> None:
    """The same database under another key, all or nothing: a new file takes the place of the old one. SQLCipher's own
    ``PRAGMA rekey`` is no way: killed in the middle it leaves a file that neither key opens (seen with 4.19).

    Raises ProfileInUse where somebody else has it open, ProfileDamaged for a wrong ``key``, ProfileDenied or DiskFull.
    """
    reader(path, key).close()
    part = path.with_name(f".{path.name}.{secrets.token_hex(8)}{PART}")
    try:
        part.touch(mode=0o600)
        with telling(path), contextlib.closing(_alone(path, key)) as connection:
            connection.execute(f"ATTACH ? AS fresh KEY \"x'{new.hex()}'\"", (str(part),))
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("SELECT sqlcipher_export('fresh')").fetchall()
            connection.execute("COMMIT")
            connection.execute("DETACH fresh")
            with open(part, "r+b") as file:
                os.fsync(file.fileno())
            if sys.platform == "win32":  # it renames no open file, and refuses where somebody else has it open
                connection.close()
            os.replace(part, path)
        sync_folder(path.parent)
    except OSError as error:
        raise translated(error, path) from error
    finally:
        for companion in ("", "-wal", "-shm", "-journal"):
            with contextlib.suppress(OSError):
                part.with_name(part.name + companion).unlink(missing_ok=True)


def _alone(path: Path, key: bytes) -> Any:
    """A connection beside which there is no other, and none can be made. Raises ProfileInUse."""
    connection = driver.connect(str(path), timeout=_TURN, isolation_level=None)
    try:
        give_key(connection, key)
        connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
        try:  # only who is alone may leave the write-ahead log
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        except driver.OperationalError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in (driver.SQLITE_BUSY, driver.SQLITE_LOCKED):
                raise ProfileInUse(path=str(path)) from error
            raise
    except BaseException:
        connection.close()
        raise
    return connection


def _fill(database: Database, table: str, rows: Sequence[Row]) -> None:
    for row in rows:
        places = ", ".join(f":{name}" for name in row)
        database.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", row)
