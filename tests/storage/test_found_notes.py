"""A search finds a note once, where it is best looked at, however often it was carried to another revision."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dxmeet.domain.anchoring import tray_of
from dxmeet.domain.annotation import Anchor, Carried, Note, NoteId, NoteKind, Outcome
from dxmeet.domain.folding import folded
from dxmeet.domain.packet import Kind, Material, MaterialId, Packet, PacketId, Revision, RevisionId, Source, State
from dxmeet.storage.annotations import NoteStore
from dxmeet.storage.database import Database
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.shelf import Shelf
from dxmeet.storage.vault import Sealed

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
PAPER, PACKET = MaterialId("m"), PacketId("p")
FIRST, SECOND, THIRD = (RevisionId(letter * 64) for letter in "abc")
WRITTEN = Note(
    NoteId("written"), PAPER, FIRST, 1, NoteKind.STICKY, "#ffd54f", 0.0, "山田", NOW, "予算を確認", at=(10.0, 20.0)
)


def carried(note: Note, name: str, revision: RevisionId, page: int) -> Note:
    came = note.anchor.carried
    made = came.note if came is not None else note.id
    how = Carried(made, note.id, note.revision, note.page, Outcome.KEPT, 1.0, 1.0, 0.0, 0.0, (10.0, 20.0, 10.0, 20.0))
    return replace(note, id=NoteId(name), revision=revision, page=page, anchor=Anchor(carried=how))


@pytest.fixture
def packets(database: Database) -> PacketStore:
    """One material with three revisions, all of them here."""
    store = PacketStore(database)
    store.describe(Packet(PACKET, Kind.MEETING, "庁議", None, "会議/庁議", Source.FOLDER), NOW)
    store.place(Material(PAPER, PACKET, 0, "資料1", "資料1.pdf", State.WAITING))
    for revision in (FIRST, SECOND, THIRD):
        sealed = Sealed(revision, f"{revision[:2]}/{revision}", bytes(32), 10)
        store.add_revision(PAPER, Revision(revision, 10, ()), sealed, {}, NOW)
    return store


def found(database: Database, word: str = "予算") -> list[NoteId]:
    return [each.note for each in Shelf(database).notes([folded(word)])]


def test_on_the_newest_revision_that_has_it(database: Database, packets: PacketStore) -> None:
    notes = NoteStore(database)
    second = carried(WRITTEN, "second", SECOND, 2)
    third = carried(second, "third", THIRD, 3)
    other = replace(WRITTEN, id=NoteId("other"), revision=THIRD, text="予算の別のこと")
    for note, expected in (
        (WRITTEN, {"written"}),
        (second, {"second"}),
        (third, {"third"}),
        (other, {"third", "other"}),
    ):
        notes.change(PAPER, (), (note,), NOW)
        assert set(found(database)) == expected
    notes.change(PAPER, (third,), (replace(third, text="決算を確認"),), NOW)
    assert found(database) == ["other"]  # it says something else by now
    assert found(database, "決算") == ["third"]


def test_without_a_place_on_its_old_revision_else_in_the_tray(database: Database, packets: PacketStore) -> None:
    notes = NoteStore(database)
    waiting = carried(WRITTEN, "waiting", tray_of(THIRD), 1)
    notes.change(PAPER, (), (WRITTEN, waiting), NOW)
    assert found(database) == ["written"]
    packets.erase_revision(FIRST)
    assert found(database) == ["waiting"]
