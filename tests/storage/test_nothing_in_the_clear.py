"""After a day's use nothing on the disk can be read without the key, while the program runs and after it."""

from datetime import UTC, datetime
from pathlib import Path

from dxmeet.domain.annotation import Note, NoteId, NoteKind
from dxmeet.domain.event import EventType
from dxmeet.domain.packet import (
    Kind,
    Material,
    MaterialId,
    Packet,
    PacketId,
    Revision,
    Source,
    State,
    TerminalId,
)
from dxmeet.domain.page import PageSize
from dxmeet.paths import ProfilePaths
from dxmeet.storage.annotations import NoteStore
from dxmeet.storage.database import open_database
from dxmeet.storage.keys import create_key
from dxmeet.storage.ledger import EventStore
from dxmeet.storage.migrations import MIGRATIONS
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.settings import SettingsStore
from dxmeet.storage.vault import Vault

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
CANARY = "kanariya-機密"
FORMS = [CANARY.encode(coding) for coding in ("utf-8", "utf-16-le", "cp932")] + [b"kanariya", b"\\u6a5f\\u5bc6"]


def test_a_days_use(tmp_path: Path) -> None:
    paths = ProfilePaths(tmp_path / "profile")
    key = create_key(paths.identity, "p1", keyring=None, passphrase=f"{CANARY} passphrase")
    database = open_database(paths.database, key.derive("database"), MIGRATIONS)
    packets, vault = PacketStore(database), Vault(paths.vault)
    sealed = vault.seal([f"%PDF-1.7 {CANARY} ".encode() * 20_000])
    material = MaterialId("m")
    packets.describe(Packet(PacketId("p"), Kind.MEETING, CANARY, None, CANARY, Source.FOLDER), NOW)
    packets.place(Material(material, PacketId("p"), 1, CANARY, f"{CANARY}.pdf", State.WAITING))
    revision = Revision(sealed.revision, sealed.size, (PageSize(595, 842),), (CANARY,))
    packets.add_revision(material, revision, sealed, {}, NOW)
    note = Note(
        NoteId("n"),
        material,
        sealed.revision,
        1,
        NoteKind.STICKY,
        "#ffd54f",
        0.0,
        CANARY,
        NOW,
        CANARY * 50,
        at=(1.0, 2.0),
    )
    NoteStore(database).change(material, (), (note,), NOW)
    EventStore(database, TerminalId("t")).append(
        EventType.OPENED, {"x": CANARY}, at=NOW, reader=CANARY, department=CANARY
    )
    SettingsStore(database).set(CANARY, [CANARY] * 200)
    assert CANARY.encode() in vault.read(sealed)
    _search(paths.root, at_least=4)
    database.checkpoint()
    _search(paths.root, at_least=3)
    database.close()
    _search(paths.root, at_least=3)


def _search(root: Path, *, at_least: int) -> None:
    files = [path for path in root.rglob("*") if path.is_file() and path.stat().st_size]
    assert len(files) >= at_least
    for path in files:
        content = path.read_bytes()
        assert not [form for form in FORMS if form in content], path.name
        assert not content.startswith((b"SQLite format 3", b"%PDF")), path.name
        assert "kanariya" not in path.name
