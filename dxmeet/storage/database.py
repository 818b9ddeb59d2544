"""A SQLite database, encrypted unless it is opened without a key, that several threads and processes may have open; the
only module that knows the driver."""

import contextlib
import os
import secrets
import shutil
import sys
import threading
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import sqlcipher3
import sqlcipher3.dbapi2

from dxmeet.errors import DiskFull, ProfileDamaged, ProfileDenied, ProfileError, ProfileInUse, ProfileNewer
from dxmeet.storage.durable import PART, is_full, sync_folder, translated
from dxmeet.storage.migrations import Step

# sqlite-utils uses pysqlite3 in place of the standard sqlite3 where there is one; under that name it finds SQLCipher.
sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2

driver: Any = sqlcipher3.dbapi2  # it ships no types

_BUSY_MS = 5_000
_PRAGMAS = (
    f"busy_timeout = {_BUSY_MS}",
    "journal_mode = WAL",
    "synchronous = FULL",  # a commit is on the disk before it returns
    "secure_delete = ON",
    "foreign_keys = ON",
    "recursive_triggers = ON",  # REPLACE is a removal too
    "temp_store = MEMORY",  # no temporary file, not even an encrypted one
)
_PLAIN_PRAGMAS = (
    f"busy_timeout = {_BUSY_MS}",
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "temp_store = MEMORY",
    "cache_size = -65536",  # KiB: millions of rows go in at one merge
)
_WORDED = {
    "disk I/O error": (driver.SQLITE_IOERR, "SQLITE_IOERR_WRITE"),
    "database or disk is full": (driver.SQLITE_FULL, "SQLITE_FULL"),
    "unable to open database file": (driver.SQLITE_CANTOPEN, "SQLITE_CANTOPEN"),
    "database is locked": (driver.SQLITE_BUSY, "SQLITE_BUSY"),
    "database disk image is malformed": (driver.SQLITE_CORRUPT, "SQLITE_CORRUPT"),
    "attempt to write a readonly database": (driver.SQLITE_READONLY, "SQLITE_READONLY"),
}
_WITHOUT_ROOM = ("SQLITE_IOERR", "SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC")
"""What a full disk is called, beside SQLITE_FULL; the first where there is no room for the file that processes share."""
_COMPANIONS = ("", "-wal", "-shm")

Parameters = Sequence[Any] | Mapping[str, Any]
Row = dict[str, Any]


class Database:
    """One open database. Threads may share it: each call, and each transaction as a whole, has it to itself.

    Every method raises ProfileDamaged, ProfileDenied or DiskFull when the file can no longer be read or written, and
    ProfileInUse when another program keeps it to itself.
    """

    def __init__(self, connection: Any, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._lock = threading.RLock()
        self._depth = 0
        self._writing = False
        self._damaged = False
        self._tables: Any = None
        self._version = 0

    @property
    def writing(self) -> bool:
        """Whether a transaction is under way; only meaningful inside ``transaction`` or ``snapshot``."""
        return self._writing

    def table(self, name: str) -> Any:
        """The sqlite-utils table (insert, upsert …). Only inside a transaction: the lock is what makes sharing safe."""
        if not self._depth:
            raise RuntimeError("a table is used inside `with database.transaction():`")
        if self._tables is None:
            import sqlite_utils  # 0.18 s that a start, which only reads, does not need

            self._tables = sqlite_utils.Database(self._connection, execute_plugins=False)
        return self._tables.table(name)

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        with self._lock, self._translating():
            cursor = self._connection.execute(sql, parameters)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def one(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """The first row, or None."""
        found = self.rows(sql, parameters)
        return found[0] if found else None

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """Carry out one statement (by itself it is a transaction); how many rows it changed."""
        with self._lock, self._translating():
            return self._connection.execute(sql, parameters).rowcount

    def execute_many(self, sql: str, rows: Iterable[Parameters]) -> int:
        """Carry out one statement for each row; how many rows it changed. Inside a transaction."""
        with self._lock, self._translating():
            return self._connection.executemany(sql, rows).rowcount

    def upsert(self, table: str, row: Row, key: str) -> None:
        """Put the row in, or bring the one with its key up to it; what ``row`` does not name stays. Inside a transaction.

        As sqlite-utils' own, without its questions about the table: a first synchronisation puts thousands in.
        """
        names = ", ".join(row)
        news = ", ".join(f"{name} = excluded.{name}" for name in row if name != key)
        self.execute(
            f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))}) ON CONFLICT ({key}) DO UPDATE SET {news}",
            tuple(row.values()),
        )

    def stream(self, sql: str, parameters: Parameters = ()) -> Iterator[tuple[Any, ...]]:
        """Rows as tuples, a few at a time, for results that should not be in memory at once. Inside a snapshot."""
        with self._lock, self._translating():
            yield from self._connection.execute(sql, parameters)

    @contextlib.contextmanager
    def transaction(self) -> Generator[None]:
        """All or nothing, and on the disk when the block is left. Inside another one it joins that one.

        An error that leaves an inner block undoes what that block did; one that leaves the outermost undoes all.
        """
        with self._lock:
            if self._depth and not self._writing:
                raise RuntimeError("no transaction inside a snapshot")
            with self._block("BEGIN IMMEDIATE", writing=True):
                yield

    @contextlib.contextmanager
    def snapshot(self) -> Generator[None]:
        """Several reads that see one and the same moment; other processes go on writing meanwhile."""
        with self._lock, self._block("BEGIN", writing=self._writing):
            yield

    def checkpoint(self) -> None:
        """Bring the write-ahead log into the file and empty it, so that nothing erased remains in it.

        With another process reading at the time, or inside a transaction, that happens at a later checkpoint.
        """
        with self._lock:
            if not self._depth:
                self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def check_room(self) -> None:
        """Raises DiskFull where hardly anything can be written any more."""
        if is_full(self._path):
            raise DiskFull(path=str(self._path))

    def stamp(self) -> tuple[int, int]:
        """While two of these are equal nobody has written in between, here or elsewhere: what was read is still true."""
        with self._lock:
            return self.rows("PRAGMA data_version")[0]["data_version"], self._connection.total_changes

    def changed_elsewhere(self) -> bool:
        """Whether another connection has written since this was last asked; the first time says nothing."""
        with self._lock:
            before, self._version = self._version, self.rows("PRAGMA data_version")[0]["data_version"]
            return before not in (0, self._version)

    def close(self) -> None:
        """A second call is fine."""
        with self._lock:
            self._connection.close()

    @contextlib.contextmanager
    def _block(self, begin: str, *, writing: bool) -> Generator[None]:
        outermost = self._depth == 0
        name = f"inner{self._depth}"
        with self._translating():
            self._connection.execute(begin if outermost else f"SAVEPOINT {name}")
            self._depth += 1
            self._writing = writing
            try:
                yield
                self._connection.execute("COMMIT" if outermost else f"RELEASE {name}")
            except BaseException:
                # A full disk or an I/O error has already rolled back all of it.
                if self._connection.in_transaction:
                    for statement in ["ROLLBACK"] if outermost else [f"ROLLBACK TO {name}", f"RELEASE {name}"]:
                        self._connection.execute(statement)
                raise
            finally:
                self._depth -= 1
                if outermost:
                    self._writing = False

    @contextlib.contextmanager
    def _translating(self) -> Generator[None]:
        try:
            yield
        except driver.Error as error:
            # After a damaged page SQLCipher keeps the connection from writing and says "read-only".
            told = ProfileDamaged(path=str(self._path)) if self._damaged else _told(error, self._path)
            if told is None:
                raise
            self._damaged = isinstance(told, ProfileDamaged)
            raise told from error


def open_database(path: Path, key: bytes | None, steps: Sequence[Step]) -> Database:
    """The database at ``path``, its schema brought up to ``steps``; made where there is none. ``key`` is 32 bytes, or
    None for a plain file that any program opens: one that only repeats what is elsewhere, so a commit may be lost to a
    power cut (never half of one).

    Raises ProfileDamaged for a damaged file or a wrong key (they look alike; nothing is changed or made anew),
    ProfileNewer when it was written with steps that this program does not know, ProfileDenied or DiskFull.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            _create(path, key, steps)
        elif path.stat().st_size == 0:
            raise ProfileDamaged(path=str(path))  # SQLite would take it for a new one
    except OSError as error:
        raise translated(error, path) from error
    try:
        _check_key(path, key)
        return opened(path, key, steps, path)
    except DiskFull:
        # What processes share beside the file has no room. Alone it is kept in memory, and what is here can be read.
        reader(path, key, settled=True).close()
        return opened(path, key, steps, path, alone=True)


def set_aside(path: Path, folder: Path) -> Path:
    """Move a damaged database with its -wal and -shm into ``folder``; the new path of the database. Nothing is deleted.

    Nobody may have it open. Raises ProfileDenied or DiskFull.
    """
    try:
        aside = folder / secrets.token_hex(4)
        aside.mkdir(parents=True, mode=0o700)
        # The log first: a database that stayed behind without it would open, and lack the newest changes.
        for companion in reversed(_COMPANIONS):
            part = path.with_name(path.name + companion)
            if part.exists():
                shutil.move(part, aside / part.name)
        sync_folder(aside)
        sync_folder(path.parent)
    except OSError as error:
        raise translated(error, path) from error
    return aside / path.name


def reader(path: Path, key: bytes | None, *, settled: bool = False) -> Any:
    """A connection that cannot write. ``settled``: nobody else writes either, so nothing appears beside the file."""
    uri = f"{path.absolute().as_uri()}?{'immutable=1' if settled else 'mode=ro'}"
    with telling(path):
        connection = driver.connect(uri, uri=True, timeout=_BUSY_MS / 1000)
        try:
            give_key(connection, key)
        except BaseException:
            connection.close()
            raise
        return connection


@contextlib.contextmanager
def telling(path: Path) -> Generator[None]:
    """A driver's error becomes ProfileDamaged, ProfileDenied or DiskFull."""
    try:
        yield
    except driver.Error as error:
        told = _told(error, path)
        if told is None:
            raise
        raise told from error


def _create(path: Path, key: bytes | None, steps: Sequence[Step]) -> None:
    """A database appears whole or not at all, so an empty or half-made one is always damage."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(8)}{PART}")
    try:
        part.touch(mode=0o600)
        opened(part, key, steps, path).close()
        with open(part, "r+b") as file:
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):  # another process was first: its database is as good
            _name(part, path)
        sync_folder(path.parent)
    finally:
        for companion in _COMPANIONS:
            part.with_name(part.name + companion).unlink(missing_ok=True)


def _name(part: Path, path: Path) -> None:
    """Give ``part`` its name. Raises FileExistsError when there is one of that name."""
    if sys.platform == "win32":
        os.rename(part, path)
        return
    try:
        os.link(part, path)  # rename would replace what another process has just made
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        os.rename(part, path)


def _check_key(path: Path, key: bytes | None) -> None:
    """Raises ProfileDamaged when ``key`` does not open the file.

    Read-only: a connection that may write would, even with a wrong key, move the log of a killed process into the file
    when it closes (seen with SQLCipher 4.19).
    """
    reader(path, key).close()


def opened(file: Path, key: bytes | None, steps: Sequence[Step], path: Path, *, alone: bool = False) -> Database:
    """The database in ``file``, which errors call ``path``. ``alone``: nobody else may have it open meanwhile."""
    connection = None
    try:
        connection = driver.connect(
            str(file), timeout=_BUSY_MS / 1000, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        give_key(connection, key, alone=alone)
        _prepare(connection, _PRAGMAS if key else _PLAIN_PRAGMAS)
        database = Database(connection, path)
        _migrate(database, steps)
    except BaseException as error:
        if connection is not None:
            connection.close()
        told = _told(error, path) if isinstance(error, driver.Error) else None
        if told is None:
            raise
        raise told from error
    return database


def give_key(connection: Any, key: bytes | None, *, alone: bool = False) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")  # it writes to stderr, where only our own sentences belong
    if key is not None:  # a raw key: no derivation; first statement but for the log
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    if alone:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # a wrong key shows here


def _prepare(connection: Any, pragmas: Sequence[str]) -> None:
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _migrate(database: Database, steps: Sequence[Step]) -> None:
    with database.snapshot():
        done = _steps_done(database, steps)
    if done == len(steps):
        return
    with database.transaction():
        database.execute("CREATE TABLE IF NOT EXISTS schema_step (number INTEGER PRIMARY KEY, name TEXT NOT NULL)")
        done = _steps_done(database, steps)  # another process may have been quicker
        for number, step in enumerate(steps[done:], start=done + 1):
            for statement in step.statements:
                database.execute(statement)
            database.execute("INSERT INTO schema_step VALUES (?, ?)", (number, step.name))


def _steps_done(database: Database, steps: Sequence[Step]) -> int:
    """Raises ProfileNewer when a step was carried out that is not in ``steps``, or not in this place."""
    if database.one("SELECT 1 FROM sqlite_master WHERE name = 'schema_step'") is None:
        return 0
    done = [row["name"] for row in database.rows("SELECT name FROM schema_step ORDER BY number")]
    if done != [step.name for step in steps[: len(done)]]:
        raise ProfileNewer(found=len(done), known=len(steps))
    return len(done)


def _told(error: Any, path: Path) -> ProfileError | DiskFull | None:
    """What a driver's error says about the file; None when it is about the statement."""
    code = getattr(error, "sqlite_errorcode", None)
    name = str(getattr(error, "sqlite_errorname", ""))
    if code in (None, driver.SQLITE_ERROR):  # of the online backup, and of SQLCipher's export, the words say more
        code, name = _WORDED.get(str(error), (None, name))
    match None if code is None else code & 0xFF:
        case driver.SQLITE_NOTADB | driver.SQLITE_CORRUPT:
            return ProfileDamaged(path=str(path))
        case driver.SQLITE_FULL:
            return DiskFull(path=str(path))
        case driver.SQLITE_IOERR if name in _WITHOUT_ROOM:
            return DiskFull(path=str(path)) if is_full(path) else ProfileDenied(path=str(path), reason=name)
        case driver.SQLITE_IOERR | driver.SQLITE_READONLY | driver.SQLITE_CANTOPEN | driver.SQLITE_PERM:
            return ProfileDenied(path=str(path), reason=name)
        case driver.SQLITE_BUSY | driver.SQLITE_LOCKED:
            return ProfileInUse(path=str(path))
        case _:
            return None
