"""What is known of packets is there after a restart, as it was."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from dxmeet.domain.annotation import Note, NoteId, NoteKind
from dxmeet.domain.packet import (
    Audience,
    Baseline,
    Basis,
    Keeping,
    Kind,
    Material,
    MaterialId,
    Packet,
    PacketId,
    Per,
    ReaderId,
    Revision,
    RevisionId,
    Source,
    State,
)
from dxmeet.domain.page import PageSize
from dxmeet.domain.syncplan import Observation
from dxmeet.errors import MaterialUnknown, PacketUnknown
from dxmeet.storage.annotations import NoteStore
from dxmeet.storage.database import Database, open_database
from dxmeet.storage.migrations import MIGRATIONS
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.vault import Sealed, Vault

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
A4, A3 = PageSize(595.3, 841.9), PageSize(1190.6, 841.9)

CABINET = Packet(
    id=PacketId("p-cabinet"),
    kind=Kind.MEETING,
    title="庁議",
    date=date(2026, 11, 25),
    folder="会議/2026-11-25 庁議",
    source=Source.PUBLISHED,
    generation=3,
    starts=time(9, 30),
    place="第一会議室",
    author="企画課",
    month="2026-11",
    baseline=Baseline(20, 2, 1, Basis.DECLARED, Per.READER),
    audience=Audience(frozenset({ReaderId("r1"), ReaderId("r2")}), frozenset({"財政課"})),
    keeping=Keeping("lease", 14, date(2027, 3, 31)),
    withdrawn=True,
    printing=False,
)
CIRCULAR = Packet(PacketId("p-plain"), Kind.CIRCULAR, "お知らせ", None, "配布/お知らせ", Source.FOLDER)


def material(name: str, packet: Packet = CABINET, order: int = 1) -> Material:
    return Material(
        MaterialId(f"m-{name}"), packet.id, order, name, f"{order:02} {name}.pdf", State.WAITING, "still-writing"
    )


def revision(text: str, pages: tuple[PageSize, ...] = (A4, A3)) -> Revision:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Revision(RevisionId(digest), len(text), pages, tuple(f"{text}{number}" for number in range(len(pages))))


def seal_of(revision: Revision, name: str = "") -> Sealed:
    return Sealed(revision.id, f"aa/{name or revision.id}.sealed", bytes(32), revision.size)


@pytest.fixture
def store(database: Database) -> PacketStore:
    store = PacketStore(database)
    store.describe(CABINET, NOW)
    store.describe(CIRCULAR, NOW)
    return store


def test_a_packet_comes_back_as_it_was(store: PacketStore) -> None:
    assert store.packet(CABINET.id) == CABINET
    assert store.packets() == [CABINET, CIRCULAR]
    assert store.packets(Kind.MEETING) == [CABINET]
    assert store.packets(Kind.CIRCULAR) == [CIRCULAR]


def test_describing_again_replaces_the_fields_and_leaves_the_materials(store: PacketStore) -> None:
    agenda = material("次第")
    store.place(agenda)
    store.mark_checked(NOW)
    later = replace(CABINET, title="庁議(臨時)", generation=4, withdrawn=False, baseline=None, starts=None)
    store.describe(later, LATER)
    assert store.packet(CABINET.id) == replace(later, materials=(replace(agenda, checked_at=NOW),), checked_at=NOW)


def test_materials_are_in_agenda_order(store: PacketStore) -> None:
    for name, order in (("資料2", 3), ("次第", 1), ("資料1", 2)):
        store.place(material(name, order=order))
    assert [each.title for each in store.packet(CABINET.id).materials] == ["次第", "資料1", "資料2"]
    assert store.packet(CIRCULAR.id).materials == ()


def test_what_is_not_known_is_said(store: PacketStore) -> None:
    with pytest.raises(PacketUnknown):
        store.packet(PacketId("nowhere"))
    with pytest.raises(PacketUnknown):
        store.place(replace(material("次第"), packet=PacketId("nowhere")))
    unknown = MaterialId("nowhere")
    for call in (
        lambda: store.material(unknown),
        lambda: store.set_state(unknown, State.READY),
        lambda: store.mark_read(unknown, revision("a").id, NOW),
        lambda: store.turn_to(unknown, 2, NOW),
        lambda: store.add_revision(unknown, revision("a"), None, {}, NOW),
    ):
        with pytest.raises(MaterialUnknown):
            call()
    assert store.revision(revision("a").id) is None
    assert store.sealed(revision("a").id) is None
    assert store.last_page(unknown) == 1


def test_a_revision_makes_the_material_ready(store: PacketStore) -> None:
    agenda, first = material("次第"), revision("first")
    store.place(agenda)
    declared = {RevisionId("b" * 64): (2, 1)}
    assert store.add_revision(agenda.id, first, seal_of(first), declared, NOW) is None
    packet, known = store.material(agenda.id)
    assert known == replace(agenda, state=State.READY, code="", revision=first, changed=declared)
    assert packet.materials == (known,)
    assert (store.revision(first.id), store.sealed(first.id)) == (first, seal_of(first))


def test_a_replacement_keeps_the_former_one_readable(store: PacketStore) -> None:
    agenda = material("次第")
    store.place(agenda)
    first, second, third = revision("first"), revision("second"), revision("third", (A4,))
    store.add_revision(agenda.id, first, seal_of(first), {}, NOW)
    store.mark_read(agenda.id, first.id, NOW)
    store.add_revision(agenda.id, second, seal_of(second), {first.id: (1, 0)}, LATER)
    store.add_revision(agenda.id, third, seal_of(third), {second.id: (1, 0)}, LATER)
    _, known = store.material(agenda.id)
    assert (known.revision, known.earlier, known.changed) == (third, (first.id, second.id), {second.id: (1, 0)})
    assert known.replaced
    assert store.sealed(first.id) == seal_of(first)
    assert store.sealed_files() == {seal_of(each).file for each in (first, second, third)}


def test_going_back_to_an_earlier_revision_works(store: PacketStore) -> None:
    agenda, first, second = material("次第"), revision("first"), revision("second")
    store.place(agenda)
    for each in (first, second, first, first):
        store.add_revision(agenda.id, each, seal_of(each), {}, NOW)
    _, known = store.material(agenda.id)
    assert (known.revision, known.earlier) == (first, (second.id,))


def test_two_materials_may_share_one_revision(store: PacketStore) -> None:
    one, other, shared, next_one = material("次第"), material("写し", CIRCULAR), revision("shared"), revision("next")
    for each in (one, other):
        store.place(each)
    store.add_revision(one.id, shared, seal_of(shared), {}, NOW)
    store.add_revision(other.id, shared, None, {}, NOW)
    store.add_revision(one.id, next_one, seal_of(next_one), {}, NOW)
    assert store.material(one.id)[1].revision == next_one
    assert store.material(other.id)[1].revision == shared
    assert store.sealed(shared.id) == seal_of(shared)


def test_sealing_it_again_gives_back_the_older_seal(store: PacketStore) -> None:
    agenda, first = material("次第"), revision("first")
    store.place(agenda)
    store.add_revision(agenda.id, first, seal_of(first, "one"), {}, NOW)
    assert store.add_revision(agenda.id, first, seal_of(first, "two"), {}, NOW) == seal_of(first, "one")
    assert store.sealed_files() == {"aa/two.sealed"}


def test_placing_again_leaves_the_revision_and_the_reading_alone(store: PacketStore) -> None:
    agenda, first = material("次第"), revision("first")
    store.place(agenda)
    store.add_revision(agenda.id, first, None, {}, NOW)
    store.mark_read(agenda.id, first.id, NOW)
    store.turn_to(agenda.id, 2, LATER)
    store.place(replace(agenda, title="次第(訂正)", order=7, state=State.READY, code="still-writing"))
    _, known = store.material(agenda.id)
    assert (known.title, known.order, known.state, known.code) == ("次第(訂正)", 7, State.READY, "still-writing")
    assert (known.revision, known.read_revision, store.last_page(agenda.id)) == (first, first.id, 2)
    store.set_state(agenda.id, State.WITHDRAWN)
    assert (store.material(agenda.id)[1].state, store.material(agenda.id)[1].code) == (State.WITHDRAWN, "")


def test_a_failed_revision_changes_nothing(store: PacketStore, database: Database) -> None:
    agenda, first, second = material("次第"), revision("first"), revision("second")
    store.place(agenda)
    store.add_revision(agenda.id, first, seal_of(first, "same"), {}, NOW)
    before = store.packets()
    with pytest.raises(Exception, match="UNIQUE"):  # two rows cannot own one sealed file
        store.add_revision(agenda.id, second, seal_of(second, "same"), {}, NOW)
    assert store.packets() == before
    assert store.revision(second.id) is None


def test_checking_is_remembered_for_some_or_for_all(store: PacketStore) -> None:
    one, other = material("次第"), material("写し", CIRCULAR)
    for each in (one, other):
        store.place(each)
    store.mark_checked(NOW)
    store.mark_checked(LATER, [other.id])
    assert [(packet.checked_at, packet.materials[0].checked_at) for packet in store.packets()] == [
        (NOW, NOW),
        (LATER, LATER),
    ]
    store.mark_checked(LATER + timedelta(1), [])
    assert store.packet(CABINET.id).checked_at == NOW


def test_the_last_page_and_what_was_read_last(store: PacketStore) -> None:
    materials = [material(name, order=order) for order, name in enumerate(("次第", "資料1", "資料2"))]
    for each in materials:
        store.place(each)
    assert store.recent(10) == []
    store.turn_to(materials[0].id, 5, NOW)
    store.mark_read(materials[1].id, RevisionId("a" * 64), LATER)
    assert (store.last_page(materials[0].id), store.last_page(materials[1].id)) == (5, 1)
    assert store.recent(10) == [(materials[1].id, 1, LATER), (materials[0].id, 5, NOW)]
    assert store.recent(1) == [(materials[1].id, 1, LATER)]


def test_notes_are_counted(store: PacketStore, database: Database) -> None:
    agenda = material("次第")
    store.place(agenda)
    bookmark = Note(NoteId("n1"), agenda.id, RevisionId("a" * 64), 1, NoteKind.BOOKMARK, "#d32f2f", 0.0, "山田", NOW)
    NoteStore(database).change(agenda.id, (), (bookmark, replace(bookmark, id=NoteId("n2"), page=2)), NOW)
    assert store.material(agenda.id)[1].notes == 2


def test_observations(store: PacketStore) -> None:
    seen = Observation(MaterialId("m-1"), "会議/a.pdf", 10, 2**62, RevisionId("a" * 64), NOW)
    store.observe(replace(seen, size=3, missing_since=None))
    store.observe(seen)
    other = Observation(MaterialId("m-2"), "会議/b.pdf", 0, 0)
    store.observe(other)
    assert store.observation(seen.material) == seen
    assert store.observations() == {seen.material: seen, other.material: other}
    assert store.observation(MaterialId("m-3")) is None


def test_an_erased_revision_has_lost_its_key(tmp_path: Path) -> None:
    key = bytes(32)
    database = open_database(tmp_path / "dxmeet.db", key, MIGRATIONS)
    store, vault = PacketStore(database), Vault(tmp_path / "vault")
    sealed = vault.seal([b"%PDF-1.7 secret"])
    agenda = material("次第")
    store.describe(CABINET, NOW)
    store.place(agenda)
    store.add_revision(agenda.id, Revision(sealed.revision, sealed.size, (A4,), ("f",)), sealed, {}, NOW)
    assert store.erase_revision(sealed.revision) == sealed
    assert (tmp_path / "dxmeet.db-wal").read_bytes() == b""
    assert store.sealed(sealed.revision) is None
    assert store.sealed_files() == set()
    assert store.erase_revision(sealed.revision) is None
    assert store.material(agenda.id)[1].revision is not None
    database.close()


def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    before = []
    for _ in range(2):
        database = open_database(tmp_path / "dxmeet.db", bytes(32), MIGRATIONS)
        store = PacketStore(database)
        if not before:
            store.describe(CABINET, NOW)
            store.place(material("次第"))
            store.add_revision(MaterialId("m-次第"), revision("first"), seal_of(revision("first")), {}, NOW)
        before.append(store.packets())
        database.close()
    assert before[0] == before[1] != []
