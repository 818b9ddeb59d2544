"""The database is encrypted, survives what happens to it, and is never made anew over something damaged."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from dxmeet.errors import DiskFull, ProfileDamaged, ProfileDenied, ProfileInUse, ProfileNewer
from dxmeet.storage.database import Database, open_database, set_aside
from dxmeet.storage.migrations import MIGRATIONS, Step
from dxmeet.storage.statistics_schema import STATISTICS

KEY = bytes(range(32))
NOTES = (Step("lines", ("CREATE TABLE line (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)",)),)
CANARY = "かなりや-canary-in-the-clear"
SCHEMA = Path(__file__).resolve().parents[1] / "data" / "schema"


def lines(path: Path) -> Database:
    return open_database(path, KEY, NOTES)


def texts(database: Database) -> list[str]:
    return [row["text"] for row in database.rows("SELECT text FROM line ORDER BY number")]


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "dxmeet.db"


def child(code: str, *arguments: object) -> "subprocess.Popen[str]":
    """Another process with the database's module at hand."""
    start = "import sys\nfrom pathlib import Path\nfrom dxmeet.storage.database import open_database\n"
    start += "from dxmeet.storage.migrations import Step\n"
    start += f"NOTES = {NOTES!r}\nKEY = {KEY!r}\n"
    return subprocess.Popen(
        [sys.executable, "-c", start + code, *map(str, arguments)],
        cwd=Path(__file__).resolve().parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_what_was_written_is_there_after_opening_again(path: Path) -> None:
    database = lines(path)
    with database.transaction():
        database.table("line").insert({"number": 1, "text": "one"})
    database.close()
    database.close()
    again = lines(path)
    assert again.one("SELECT * FROM line") == {"number": 1, "text": "one"}
    assert again.one("SELECT * FROM line WHERE number = ?", (2,)) is None
    again.close()
    assert [each.name for each in path.parent.iterdir()] == ["dxmeet.db"]


def test_nothing_readable_is_on_the_disk(path: Path) -> None:
    database = lines(path)
    for number in range(200):
        database.execute("INSERT INTO line VALUES (?, ?)", (number, f"{CANARY} {number}"))
    while_open = everything(path.parent)
    assert set(while_open) == {"dxmeet.db", "dxmeet.db-wal", "dxmeet.db-shm"}
    database.execute("DELETE FROM line")
    database.checkpoint()
    assert everything(path.parent)["dxmeet.db-wal"] == b""
    database.close()
    for found in (while_open, everything(path.parent)):
        assert not found["dxmeet.db"].startswith(b"SQLite format 3")
        for content in found.values():
            assert b"canary" not in content
            assert CANARY.encode() not in content
            assert b"CREATE TABLE" not in content


def test_an_unencrypted_database_is_not_ours(path: Path) -> None:
    import sqlite3

    path.parent.mkdir()
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE line (number)")
    plain.commit()
    plain.close()
    with pytest.raises(ProfileDamaged):
        lines(path)


def filled(path: Path, *, killed: bool = False) -> None:
    """A database with 500 rows; after a kill its log is still beside it."""
    if not killed:
        database = lines(path)
        with database.transaction():
            for number in range(500):
                database.execute("INSERT INTO line VALUES (?, ?)", (number, f"{number} " + "x" * 100))
        database.close()
        return
    writer = child(
        "d = open_database(Path(sys.argv[1]), KEY, NOTES)\n"
        "for n in range(20): d.execute('INSERT INTO line VALUES (?, ?)', (n, str(n)))\n"
        "print('written', flush=True)\nsys.stdin.read()\n",
        path,
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "written\n"
    writer.kill()
    writer.communicate()


def with_another_key(path: Path) -> None:
    filled(path)


def with_a_changed_beginning(path: Path) -> None:
    filled(path)
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)


def with_a_cut(path: Path) -> None:
    filled(path)
    path.write_bytes(path.read_bytes()[:3000])


def with_noise(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(os.urandom(50_000))


def with_nothing_in_it(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"")


def with_zeros(path: Path) -> None:
    filled(path)
    path.write_bytes(bytes(path.stat().st_size))


@pytest.mark.parametrize(
    "damage", [with_another_key, with_a_changed_beginning, with_a_cut, with_noise, with_nothing_in_it, with_zeros]
)
def test_a_database_that_does_not_open_is_left_as_it_is(
    path: Path, damage: Callable[[Path], None], capfd: pytest.CaptureFixture[str]
) -> None:
    damage(path)
    before = everything(path.parent)
    with pytest.raises(ProfileDamaged) as caught:
        open_database(path, bytes(32) if damage is with_another_key else KEY, NOTES)
    assert caught.value.facts == {"path": str(path)}
    assert everything(path.parent) == before
    assert capfd.readouterr().err == ""


def test_a_wrong_key_leaves_the_log_of_a_killed_process_alone(path: Path) -> None:
    filled(path, killed=True)
    before = everything(path.parent)
    assert before["dxmeet.db-wal"]
    with pytest.raises(ProfileDamaged):
        open_database(path, bytes(32), NOTES)
    after = everything(path.parent)
    assert {name: after.get(name) for name in ("dxmeet.db", "dxmeet.db-wal")} == {
        name: before[name] for name in ("dxmeet.db", "dxmeet.db-wal")
    }
    database = lines(path)
    assert len(texts(database)) == 20
    database.close()


def test_damage_further_in_is_told_when_it_is_met(path: Path) -> None:
    filled(path)
    content = bytearray(path.read_bytes())
    for page in range(3, len(content) // 4096):
        content[page * 4096 + 50] ^= 1
    path.write_bytes(content)
    database = lines(path)
    with pytest.raises(ProfileDamaged):
        texts(database)
    with pytest.raises(ProfileDamaged), database.transaction():
        database.execute("UPDATE line SET text = text || '!'")
    database.close()


def test_a_damaged_database_is_moved_with_its_log_and_not_deleted(path: Path) -> None:
    filled(path, killed=True)
    before = everything(path.parent)
    aside = set_aside(path, path.parent / "set-aside")
    assert not [each for each in path.parent.iterdir() if each.is_file()]
    assert everything(aside.parent) == before
    second = path.with_name("dxmeet.db")
    filled(second)
    assert set_aside(second, path.parent / "set-aside") != aside
    database = lines(aside)
    assert len(texts(database)) == 20
    database.close()


def test_a_newer_schema_is_said_and_not_touched(path: Path) -> None:
    newer = (*NOTES, Step("colours", ("ALTER TABLE line ADD COLUMN colour TEXT",)))
    open_database(path, KEY, newer).close()
    before = path.read_bytes()
    with pytest.raises(ProfileNewer) as caught:
        lines(path)
    assert caught.value.facts == {"found": 2, "known": 1}
    assert path.read_bytes() == before


def test_steps_are_carried_out_once_and_in_order(path: Path) -> None:
    lines(path).close()
    later = (
        *NOTES,
        Step("colours", ("ALTER TABLE line ADD COLUMN colour TEXT", "INSERT INTO line VALUES (1, 'a', 'red')")),
    )
    for _ in range(2):
        database = open_database(path, KEY, later)
        assert database.rows("SELECT * FROM line") == [{"number": 1, "text": "a", "colour": "red"}]
        database.close()


def test_a_step_that_fails_leaves_the_schema_as_it_was(path: Path) -> None:
    lines(path).close()
    broken = (*NOTES, Step("broken", ("INSERT INTO line VALUES (1, 'a')", "INSERT INTO nowhere VALUES (1)")))
    with pytest.raises(Exception, match="nowhere"):
        open_database(path, KEY, broken)
    database = lines(path)
    assert texts(database) == []
    database.close()


def test_making_one_that_fails_leaves_nothing(path: Path) -> None:
    with pytest.raises(Exception, match="nowhere"):
        open_database(path, KEY, (Step("broken", ("INSERT INTO nowhere VALUES (1)",)),))
    assert everything(path.parent) == {}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs permissions that bind")
def test_a_folder_without_permission_is_denied(path: Path) -> None:
    path.parent.mkdir(mode=0o500)
    with pytest.raises(ProfileDenied):
        lines(path)


def test_a_place_that_cannot_be_is_denied(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ProfileDenied):
        lines(tmp_path / "file" / "dxmeet.db")
    (tmp_path / "folder.db").mkdir()
    with pytest.raises(ProfileDenied):
        lines(tmp_path / "folder.db")


def test_a_database_that_another_program_keeps_to_itself_is_in_use_and_not_forbidden(path: Path) -> None:
    ours, theirs = lines(path), lines(path)
    ours.execute("PRAGMA busy_timeout = 0")
    with theirs.transaction():
        with pytest.raises(ProfileInUse), ours.transaction():
            pass
        theirs.execute("INSERT INTO line (text) VALUES ('theirs')")
    with ours.transaction():
        ours.execute("INSERT INTO line (text) VALUES ('ours')")
    assert texts(ours) == ["theirs", "ours"]
    ours.close()
    theirs.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of this kind there")
def test_on_a_full_disk_what_is_here_can_be_read_and_what_cannot_be_written_is_said(path: Path) -> None:
    filled(path)
    code = """
import resource, shutil
from types import SimpleNamespace
from dxmeet.errors import DiskFull
resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))  # no file may grow, and so the disk is said to be full
shutil.disk_usage = lambda path: SimpleNamespace(free=0)
database = open_database(Path(sys.argv[1]), KEY, NOTES)
print(database.one("SELECT count(*) AS n FROM line")["n"])
try:
    database.execute("INSERT INTO line VALUES (1000, 'no room')")
except DiskFull:
    print("full")
database.close()
"""
    process = child(code, path)
    out, err = process.communicate(timeout=60)
    assert out.split() == ["500", "full"], err
    database = lines(path)
    database.execute("INSERT INTO line VALUES (1000, 'room again')")
    assert len(texts(database)) == 501
    database.close()


def test_a_full_disk_is_said_and_nothing_is_lost(path: Path) -> None:
    filled(path)
    database = lines(path)
    database.rows("PRAGMA max_page_count = 30")  # what SQLite says is the same as on a full disk
    with pytest.raises(DiskFull), database.transaction():
        add_many(database)
    assert len(texts(database)) == 500
    database.rows("PRAGMA max_page_count = 3000")
    database.execute("INSERT INTO line VALUES (1000, 'room again')")
    assert len(texts(database)) == 501
    database.close()


def add_many(database: Database) -> None:
    for number in range(1000, 3000):
        database.execute("INSERT INTO line VALUES (?, ?)", (number, f"{number} " + "y" * 100))


def add(database: Database, number: int, *, then_add: int | None = None, then_fail: bool = False) -> None:
    database.execute("INSERT INTO line VALUES (?, ?)", (number, str(number)))
    if then_add is not None:
        with database.transaction():
            add(database, then_add)
    if then_fail:
        raise KeyError


def test_an_error_undoes_the_whole_transaction(path: Path) -> None:
    database = lines(path)
    with pytest.raises(KeyError), database.transaction():
        add(database, 1, then_add=2, then_fail=True)
    assert texts(database) == []
    database.close()


def test_an_error_that_the_outer_block_survives_undoes_the_inner_one_only(path: Path) -> None:
    database = lines(path)
    with database.transaction():
        add(database, 1)
        with pytest.raises(KeyError), database.transaction():
            add(database, 2, then_fail=True)
        with database.transaction():
            add(database, 3)
    assert texts(database) == ["1", "3"]
    database.close()


def test_a_table_is_only_used_inside_a_transaction(path: Path) -> None:
    database = lines(path)
    with pytest.raises(RuntimeError):
        database.table("line")
    with pytest.raises(RuntimeError), database.snapshot(), database.transaction():
        pass
    with database.transaction():
        database.table("line").upsert({"number": 1, "text": "a"}, pk="number")
    assert texts(database) == ["a"]
    database.close()


def test_threads_may_share_it(path: Path) -> None:
    database = lines(path)

    def write(first: int) -> None:
        for number in range(first, first + 50):
            with database.transaction():
                row = database.one("SELECT count(*) AS n FROM line")
                assert row is not None
                database.execute("INSERT INTO line VALUES (?, ?)", (number, str(number)))
                assert database.one("SELECT count(*) AS n FROM line") == {"n": row["n"] + 1}

    threads = [threading.Thread(target=write, args=(first,)) for first in (0, 1000, 2000, 3000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(texts(database)) == 200
    database.close()


def test_two_processes_make_and_write_one_database_at_once(path: Path) -> None:
    code = (
        "sys.stdin.readline()\n"
        "d = open_database(Path(sys.argv[1]), KEY, NOTES)\n"
        "for n in range(60):\n"
        "    with d.transaction():\n"
        "        n = d.one('SELECT coalesce(max(number), 0) + 1 AS n FROM line')['n']\n"
        "        d.execute('INSERT INTO line VALUES (?, ?)', (n, f'{n}'))\n"
        "d.close()\n"
    )
    writers = [child(code, path) for _ in range(3)]
    outcomes = []
    for writer in writers:  # all are waiting at the line; now they go
        assert writer.stdin is not None
        writer.stdin.write("\n")
        writer.stdin.flush()
    for writer in writers:
        _, err = writer.communicate(timeout=120)
        outcomes.append((writer.returncode, err))
    assert outcomes == [(0, "")] * 3
    database = lines(path)
    assert texts(database) == [str(number) for number in range(1, 181)]
    database.close()
    assert [each.name for each in path.parent.iterdir()] == ["dxmeet.db"]


def test_a_committed_change_survives_a_kill(path: Path) -> None:
    writer = child(
        "d = open_database(Path(sys.argv[1]), KEY, NOTES)\n"
        "with d.transaction(): d.execute(\"INSERT INTO line VALUES (1, 'committed')\")\n"
        "with d.transaction():\n"
        "    d.execute(\"INSERT INTO line VALUES (2, 'not committed')\")\n"
        "    print('now', flush=True)\n"
        "    sys.stdin.read()\n",
        path,
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "now\n"
    os.kill(writer.pid, signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
    writer.communicate()
    database = lines(path)
    assert texts(database) == ["committed"]
    database.close()


def described(database: Database) -> str:
    """The schema as text, one object after the other, without differences of white space."""
    rows = database.rows(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'sqlite_sequence' ORDER BY rowid"
    )
    return "".join(" ".join(row["sql"].split()) + ";\n" for row in rows)


@pytest.mark.parametrize(("name", "steps"), [("dxmeet-0.1", MIGRATIONS), ("statistics-0.1", STATISTICS)])
def test_the_steps_of_a_release_still_make_the_same_schema(tmp_path: Path, name: str, steps: tuple[Step, ...]) -> None:
    """The number of steps is part of the snapshot: a later one gets a snapshot of its own, and these stay as they are."""
    expected = (SCHEMA / f"{name}.sql").read_text(encoding="utf-8")
    count = int(expected.splitlines()[0].removeprefix("-- steps: "))
    database = open_database(tmp_path / "db", KEY, steps[:count])
    assert f"-- steps: {count}\n{described(database)}" == expected
    database.close()
