"""Whole databases: read from beside, copied while in use, or filled from another one."""

import contextlib
from collections.abc import Sequence
from pathlib import Path

from dxmeet.errors import DiskFull, ProfileError
from dxmeet.storage.database import Database, Row, driver, give_key, opened, reader, telling
from dxmeet.storage.migrations import Step


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


def _fill(database: Database, table: str, rows: Sequence[Row]) -> None:
    for row in rows:
        places = ", ".join(f":{name}" for name in row)
        database.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", row)
