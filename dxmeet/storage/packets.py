"""Packets, their materials and revisions, and how far each was read: rows to domain objects and back."""

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from dxmeet.domain.look import Look, look_as_plain, look_of_plain
from dxmeet.domain.packet import Kind, Material, MaterialId, Packet, PacketId, Revision, RevisionId, State
from dxmeet.domain.syncplan import Observation
from dxmeet.errors import MaterialUnknown, PacketUnknown
from dxmeet.storage.database import Database, Row
from dxmeet.storage.moments import as_text, from_text
from dxmeet.storage.packet_rows import (
    material_of,
    observation_of,
    observation_row,
    packet_of,
    packet_row,
    pages_as_text,
    revision_of,
    revision_row,
)
from dxmeet.storage.vault import Sealed

_MATERIALS = """
    SELECT material.*, revision.size, revision.pages, revision.fingerprints, material_revision.changed,
        (SELECT count(*) FROM note WHERE note.material = material.id AND (
            note.revision IN (material.revision, 'tray:' || material.revision) OR NOT EXISTS (
                SELECT 1 FROM carrying WHERE carrying.material = material.id AND carrying.new = material.revision
            ))) AS notes,
        (SELECT json_group_array(revision ORDER BY number) FROM material_revision AS former
         WHERE former.material = material.id AND former.revision IS NOT material.revision) AS earlier
    FROM material LEFT JOIN revision ON revision.id = material.revision
    LEFT JOIN material_revision
        ON material_revision.material = material.id AND material_revision.revision = material.revision
"""

# What was once found in these bytes stays known.
_REVISION = """
    INSERT INTO revision (id, size, pages, fingerprints, added_at)
    VALUES (:id, :size, :pages, :fingerprints, :added_at) ON CONFLICT (id) DO UPDATE SET added_at = excluded.added_at,
    pages = iif(excluded.pages = '[]', pages, excluded.pages),
    fingerprints = iif(excluded.fingerprints = '[]', fingerprints, excluded.fingerprints)
"""


class PacketStore:
    """What this machine knows of the share's packets. Nothing here is deleted: what is no longer distributed has a state."""

    def __init__(self, database: Database, drop_text: Callable[[RevisionId], None] = lambda _: None) -> None:
        """``drop_text`` takes a revision's words out of the index before its key is destroyed."""
        self._database = database
        self._drop_text = drop_text

    def together(self) -> AbstractContextManager[None]:
        """Several of the writes below as one commit."""
        return self._database.transaction()

    def changed_elsewhere(self) -> bool:
        """Whether another process has written to the database since this was last asked."""
        return self._database.changed_elsewhere()

    def packets(self, kind: Kind | None = None) -> list[Packet]:
        """All packets, or those of one kind, with their materials in agenda order."""
        return self._packets("coalesce(:kind, kind) = kind", {"kind": kind.value if kind else None})

    def packet(self, packet: PacketId) -> Packet:
        """Raises PacketUnknown."""
        found = self._packets("packet.id = :packet", {"packet": packet})
        if not found:
            raise PacketUnknown(packet=packet)
        return found[0]

    def material(self, material: MaterialId) -> tuple[Packet, Material]:
        """Raises MaterialUnknown."""
        holding = "packet.id = (SELECT packet FROM material WHERE material.id = :material)"
        for packet in self._packets(holding, {"material": material}):
            return packet, next(each for each in packet.materials if each.id == material)
        raise MaterialUnknown(material=material)

    def describe(self, packet: Packet, at: datetime) -> None:
        """Keep the packet's own fields, not its materials nor when it was checked."""
        with self._database.transaction():
            self._database.upsert("packet", {**packet_row(packet), "described_at": as_text(at)}, "id")

    def place(self, material: Material) -> None:
        """Keep the material's place, names and state; its revision and how far it was read stay. Raises PacketUnknown."""
        row = {
            "id": material.id,
            "packet": material.packet,
            "position": material.order,
            "title": material.title,
            "name": material.name,
            "state": material.state.value,
            "code": material.code,
        }
        with self._database.transaction():
            if self._database.one("SELECT 1 FROM packet WHERE id = ?", (material.packet,)) is None:
                raise PacketUnknown(packet=material.packet)
            self._database.upsert("material", row, "id")

    def set_state(self, material: MaterialId, state: State, code: str = "") -> None:
        """Raises MaterialUnknown."""
        self._update(material, "state = ?, code = ?", state.value, code)

    def add_revision(
        self,
        material: MaterialId,
        revision: Revision,
        sealed: Sealed | None,
        changed: Mapping[RevisionId, tuple[int, int]],
        at: datetime,
    ) -> Sealed | None:
        """The revision becomes the material's current one, the former one an earlier one, the state READY.

        ``sealed`` is None where policy keeps nothing on disk. A revision that several materials share is sealed once; its
        new seal takes the place of an older one, which is returned so that its file can be erased. Raises MaterialUnknown.
        """
        with self._database.transaction():
            self._database.execute(_REVISION, revision_row(revision, at))
            self._update(material, "revision = ?, state = ?, code = ''", revision.id, State.READY.value)
            former = self._seal(sealed) if sealed is not None else None
            self._database.execute(
                "INSERT INTO material_revision (material, revision, number, changed) VALUES (?, ?, "
                "(SELECT coalesce(max(number), 0) + 1 FROM material_revision WHERE material = ?), ?) "
                "ON CONFLICT DO UPDATE SET number = excluded.number, changed = excluded.changed",
                (material, revision.id, material, json.dumps({name: list(pages) for name, pages in changed.items()})),
            )
        return former

    def learn_pages(self, revision: Revision) -> None:
        """The pages of a revision that a password had hidden."""
        pages = pages_as_text(revision.pages)
        self._database.execute("UPDATE revision SET pages = ? WHERE id = ?", (pages, revision.id))

    def learn_fingerprints(self, revision: Revision) -> None:
        """Of pages that were measured only, until now."""
        prints = json.dumps(revision.fingerprints)
        self._database.execute("UPDATE revision SET fingerprints = ? WHERE id = ?", (prints, revision.id))

    def revision(self, revision: RevisionId) -> Revision | None:
        row = self._database.one(
            "SELECT id AS revision, size, pages, fingerprints FROM revision WHERE id = ?", (revision,)
        )
        return None if row is None else revision_of(row)

    def sealed(self, revision: RevisionId) -> Sealed | None:
        """Where the revision lies in the vault and what opens it; None when it is not, or no longer, there."""
        row = self._database.one("SELECT * FROM sealed WHERE revision = ?", (revision,))
        return None if row is None else Sealed(RevisionId(row["revision"]), row["file"], row["key"], row["size"])

    def sealed_files(self) -> set[str]:
        return {row["file"] for row in self._database.rows("SELECT file FROM sealed")}

    def sealed_revisions(self) -> frozenset[RevisionId]:
        return frozenset(RevisionId(row["revision"]) for row in self._database.rows("SELECT revision FROM sealed"))

    def sealed_bytes(self) -> int:
        """How much plaintext is sealed here, all in all."""
        row = self._database.one("SELECT coalesce(sum(size), 0) AS bytes FROM sealed")
        return 0 if row is None else row["bytes"]

    def erase_revision(self, revision: RevisionId) -> Sealed | None:
        """Destroy the key of the sealed file, and its words in the index, for good; what was sealed, so that the file can be unlinked.

        The states of materials stay: what an erasure means (ERASED, or WAITING to be fetched again) is the caller's to say.
        """
        self._drop_text(revision)
        with self._database.transaction():
            sealed = self.sealed(revision)
            self._database.execute("DELETE FROM sealed WHERE revision = ?", (revision,))
        self._database.checkpoint()
        return sealed

    def mark_checked(self, at: datetime, materials: Iterable[MaterialId] | None = None) -> None:
        """確認した時点: of these materials and their packets, or of everything."""
        chosen = None if materials is None else json.dumps(list(materials))
        among = "(SELECT value FROM json_each(:chosen))"
        parameters = {"at": as_text(at), "chosen": chosen}
        with self._database.transaction():
            self._database.execute(
                f"UPDATE material SET checked_at = :at WHERE :chosen IS NULL OR id IN {among}", parameters
            )
            self._database.execute(
                "UPDATE packet SET checked_at = :at WHERE :chosen IS NULL "
                f"OR id IN (SELECT packet FROM material WHERE id IN {among})",
                parameters,
            )

    def observation(self, material: MaterialId) -> Observation | None:
        row = self._database.one("SELECT * FROM observation WHERE material = ?", (material,))
        return None if row is None else observation_of(row)

    def observations(self) -> dict[MaterialId, Observation]:
        return {
            MaterialId(row["material"]): observation_of(row) for row in self._database.rows("SELECT * FROM observation")
        }

    def observe(self, observation: Observation) -> None:
        with self._database.transaction():
            self._database.upsert("observation", observation_row(observation), "material")

    def mark_read(self, material: MaterialId, revision: RevisionId, at: datetime) -> None:
        """Raises MaterialUnknown."""
        self._update(material, "read_revision = ?, read_at = ?", revision, as_text(at))

    def last_page(self, material: MaterialId) -> int:
        """The page last shown, from 1; 1 when never opened."""
        row = self._database.one("SELECT page FROM material WHERE id = ?", (material,))
        return 1 if row is None else row["page"]

    def turn_to(self, material: MaterialId, page: int, at: datetime, look: Look | None = None) -> None:
        """``look`` None keeps the one there is. Raises MaterialUnknown."""
        self._update(material, "page = ?, read_at = ?", page, as_text(at))
        if look is not None:
            self._update(material, "look = ?", json.dumps(look_as_plain(look)))

    def last_look(self, material: MaterialId) -> Look | None:
        """How it was last looked at; None when never chosen."""
        row = self._database.one("SELECT look FROM material WHERE id = ?", (material,))
        return look_of_plain(json.loads(row["look"])) if row and row["look"] else None

    def password(self, material: MaterialId) -> str | None:
        """Of its PDF, if the reader wanted it kept."""
        row = self._database.one("SELECT password FROM material WHERE id = ?", (material,))
        return None if row is None else row["password"]

    def keep_password(self, material: MaterialId, password: str | None) -> None:
        """None forgets it. Raises MaterialUnknown."""
        self._update(material, "password = ?", password)

    def recent(self, limit: int) -> list[tuple[MaterialId, int, datetime]]:
        """The materials last read, newest first: (material, page, when)."""
        rows = self._database.rows(
            "SELECT id, page, read_at FROM material WHERE read_at IS NOT NULL ORDER BY read_at DESC, id LIMIT ?",
            (limit,),
        )
        return [(MaterialId(row["id"]), row["page"], from_text(row["read_at"])) for row in rows]

    def _update(self, material: MaterialId, assignments: str, *values: Any) -> None:
        if not self._database.execute(f"UPDATE material SET {assignments} WHERE id = ?", (*values, material)):
            raise MaterialUnknown(material=material)

    def _seal(self, sealed: Sealed) -> Sealed | None:
        former = self.sealed(sealed.revision)
        row = {"revision": sealed.revision, "file": sealed.file, "key": sealed.key, "size": sealed.size}
        self._database.upsert("sealed", row, "revision")
        return former if former is not None and former.file != sealed.file else None

    def _packets(self, condition: str, parameters: Mapping[str, Any]) -> list[Packet]:
        chosen = f"packet IN (SELECT id FROM packet WHERE {condition})"
        with self._database.snapshot():
            packets = self._database.rows(f"SELECT * FROM packet WHERE {condition} ORDER BY id", parameters)
            materials = self._database.rows(
                f"{_MATERIALS} WHERE {chosen} ORDER BY position, name, material.id", parameters
            )
        grouped: dict[str, list[Row]] = {row["id"]: [] for row in packets}
        for row in materials:
            grouped[row["packet"]].append(row)
        return [packet_of(row, tuple(map(material_of, grouped[row["id"]]))) for row in packets]
