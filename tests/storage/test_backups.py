"""Copies of the database: whole, five of them, the fullest never given up, and the way back from one."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dxmeet.domain.annotation import Note, NoteId, NoteKind
from dxmeet.domain.history import replay
from dxmeet.domain.packet import MaterialId, RevisionId
from dxmeet.errors import ProfileDamaged
from dxmeet.storage.annotations import NoteStore
from dxmeet.storage.backups import Backups
from dxmeet.storage.copying import read_rows
from dxmeet.storage.database import Database, open_database
from dxmeet.storage.migrations import MIGRATIONS

KEY = bytes(range(32))
NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
ONE = MaterialId("m")


def write(database: Database, count: int, start: int = 0) -> None:
    store = NoteStore(database)
    for number in range(start, start + count):
        note = Note(
            NoteId(f"n{number}"), ONE, RevisionId("r"), 1, NoteKind.STICKY, "#ffd54f", 0.0, "山田", NOW, "確認", at=(1.0, 2.0)
        )  # fmt: skip
        store.change(ONE, (), (note,), NOW)


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    return Backups(tmp_path / "dxmeet.db", tmp_path / "backups", KEY)


def test_a_copy_is_encrypted_and_holds_everything(database: Database, backups: Backups, tmp_path: Path) -> None:
    write(database, 3)
    made = backups.make(NOW)
    assert made is not None
    assert made.entries == 3
    assert b"SQLite" not in made.path.read_bytes()
    assert backups.make(NOW + timedelta(hours=1)) is None, "nothing was written since"
    assert [path.name for path in (tmp_path / "backups").iterdir()] == [made.path.name]


def test_five_are_kept(database: Database, backups: Backups) -> None:
    for hour in range(8):
        write(database, 1, hour)
        backups.make(NOW + timedelta(hours=hour))
    assert [each.entries for each in backups.all()] == [4, 5, 6, 7, 8]


def test_emptier_ones_never_push_out_the_fullest(database: Database, backups: Backups, tmp_path: Path) -> None:
    write(database, 20)
    backups.make(NOW)
    database.close()
    for companion in ("", "-wal", "-shm"):
        (tmp_path / f"dxmeet.db{companion}").unlink(missing_ok=True)
    anew = open_database(tmp_path / "dxmeet.db", KEY, MIGRATIONS)
    for hour in range(1, 9):
        write(anew, 1, hour)
        backups.make(NOW + timedelta(hours=hour))
    anew.close()
    assert [each.entries for each in backups.all()] == [20, 4, 5, 6, 7, 8]


def test_a_part_left_by_a_kill_is_never_taken_for_a_copy(database: Database, backups: Backups, tmp_path: Path) -> None:
    write(database, 1)
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / ".abc.part").write_bytes(b"half")
    made = backups.make(NOW + timedelta(days=400))
    assert backups.all() == [made]
    assert not (tmp_path / "backups" / ".abc.part").exists()


def test_a_damaged_database_comes_back_with_the_steps_written_since(
    database: Database, backups: Backups, tmp_path: Path
) -> None:
    write(database, 300)
    backups.make(NOW)
    write(database, 20, 300)
    former = database.one("SELECT id FROM epoch ORDER BY number DESC")
    database.close()
    path = tmp_path / "dxmeet.db"
    content = bytearray(path.read_bytes())
    place = next(row for row in open_pages(path, "note_change"))
    content[4096 * (place - 1) + 100] ^= 0xFF  # the first leaf of the log: everything after it can be read no more
    path.write_bytes(content)
    backups.bring_back(MIGRATIONS, tmp_path / "set-aside")
    again = open_database(path, KEY, MIGRATIONS)
    store = NoteStore(again)
    assert 300 <= len(store.notes(ONE)) <= 320
    assert {note.id: note for note in store.notes(ONE)} == replay(store.log(ONE))
    assert store.undo(ONE, None, NOW) is not None
    assert again.one("SELECT id FROM epoch ORDER BY number DESC") != former, "no event is ever numbered twice"
    again.close()
    assert len(list((tmp_path / "set-aside").glob("*/dxmeet.db"))) == 1


def test_what_can_still_be_read_of_a_torn_log_is_added(database: Database, backups: Backups, tmp_path: Path) -> None:
    write(database, 5)
    backups.make(NOW)
    write(database, 3, 5)
    database.close()
    backups.bring_back(MIGRATIONS, tmp_path / "set-aside")  # nothing is torn: all eight come
    again = open_database(tmp_path / "dxmeet.db", KEY, MIGRATIONS)
    assert len(NoteStore(again).notes(ONE)) == 8
    again.close()


def test_without_a_copy_nothing_is_touched(backups: Backups, tmp_path: Path) -> None:
    (tmp_path / "dxmeet.db").write_bytes(b"x" * 8192)
    with pytest.raises(ProfileDamaged):
        backups.bring_back(MIGRATIONS, tmp_path / "set-aside")
    assert (tmp_path / "dxmeet.db").read_bytes() == b"x" * 8192


def open_pages(path: Path, table: str) -> list[int]:
    return [
        row["rootpage"] for row in read_rows(path, KEY, f"SELECT rootpage FROM sqlite_master WHERE name = '{table}'")
    ]
