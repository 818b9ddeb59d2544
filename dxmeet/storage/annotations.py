"""Notes: an append-only log of what was done, and what is there now, changed together."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from dxmeet.domain.annotation import Anchor, Note, NoteId
from dxmeet.domain.history import Change
from dxmeet.domain.notation import note_from_plain, note_plain
from dxmeet.domain.packet import MaterialId, RevisionId
from dxmeet.errors import NoteInvalid, NoteUnknown
from dxmeet.storage.database import Database, Row
from dxmeet.storage.moments import as_text, from_text


class NoteStore:
    """The notes of all materials. ``saved`` means: ``change`` has returned."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # The log only grows, so what was read of it stays true; a stroke then costs one row, not the whole log.
        self._read: dict[MaterialId, list[Change]] = {}

    def notes(self, material: MaterialId, revision: RevisionId | None = None, page: int | None = None) -> list[Note]:
        """The material's notes by page and time; of one revision or page where given."""
        rows = self._database.rows(
            "SELECT body FROM note WHERE material = :material AND revision = coalesce(:revision, revision) "
            "AND page = coalesce(:page, page) ORDER BY page, created_at, id",
            {"material": material, "revision": revision, "page": page},
        )
        return [_opened(json.loads(row["body"])) for row in rows]

    def note(self, note: NoteId) -> Note:
        """Raises NoteUnknown."""
        row = self._database.one("SELECT body FROM note WHERE id = ?", (note,))
        if row is None:
            raise NoteUnknown(note=note)
        return _opened(json.loads(row["body"]))

    def change(
        self,
        material: MaterialId,
        before: Sequence[Note],
        after: Sequence[Note],
        at: datetime,
        undoes: int | None = None,
    ) -> int:
        """Replace the notes of ``before`` by those of ``after``; the number of the log's new entry.

        The entry remembers what was really there under the ids of ``before``, so that an undo brings exactly that back.
        Raises NoteUnknown when one of them is gone, NoteInvalid when a note is another material's, cannot be kept, or
        has the id of one that stays; then nothing has changed.
        """
        kept = [_kept(note, material) for note in after]
        with self._database.transaction():
            gone = [self.note(note.id) for note in before]
            for note in gone:
                if note.material != material:
                    raise NoteInvalid(reason="material")
                self._database.execute("DELETE FROM note WHERE id = ?", (note.id,))
            self._insert(after, kept)
            row = self._database.one(
                "INSERT INTO note_change (material, before, after, at, undoes) VALUES (?, ?, ?, ?, ?) RETURNING number",
                (material, _text(_closed(note) for note in gone), _text(kept), as_text(at), undoes),
            )
        assert row is not None, "RETURNING gives the row"
        return row["number"]

    def log(self, material: MaterialId) -> list[Change]:
        """Everything that was done to the material's notes, oldest first."""
        with self._database.snapshot():
            read = self._read.get(material, [])
            rows = self._database.rows(
                "SELECT number, before, after, at, undoes FROM note_change WHERE material = ? AND number > ? ORDER BY number",
                (material, read[-1].number if read else 0),
            )
            log = read + [_change(row) for row in rows]
            # Inside a transaction that may still be rolled back nothing is final.
            if not self._database.writing:
                self._read[material] = log
        return list(log)

    def counts(self) -> dict[MaterialId, int]:
        """How many notes each material has, on all its revisions; without those that have none."""
        rows = self._database.rows("SELECT material, count(*) AS notes FROM note GROUP BY material")
        return {MaterialId(row["material"]): row["notes"] for row in rows}

    def _insert(self, notes: Sequence[Note], kept: Sequence[dict[str, Any]]) -> None:
        for note, plain in zip(notes, kept, strict=True):
            row = (note.id, note.material, note.revision, note.page, as_text(note.created_at), json.dumps(plain))
            if not self._database.execute("INSERT INTO note VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", row):
                raise NoteInvalid(reason="id")


def _change(row: Row) -> Change:
    before, after = (tuple(map(_opened, json.loads(row[name]))) for name in ("before", "after"))
    return Change(row["number"], before, after, from_text(row["at"]), row["undoes"])


def _text(notes: Iterable[dict[str, Any]]) -> str:
    return json.dumps(list(notes))


def _kept(note: Note, material: MaterialId) -> dict[str, Any]:
    """The stored form of a note that will read back as the same one."""
    if note.material != material:
        raise NoteInvalid(reason="material")
    plain = _closed(note)
    if _opened(plain) != note:
        raise NoteInvalid(reason="geometry")  # of another kind, or a box inside out: it would not come back
    return plain


def _closed(note: Note) -> dict[str, Any]:
    return {
        **note_plain(note),
        "material": note.material,
        "revision": note.revision,
        "anchor": asdict(note.anchor),
    }


def _opened(plain: dict[str, Any]) -> Note:
    width, height = plain["anchor"]["size"]
    return note_from_plain(
        plain,
        id=NoteId(plain["id"]),
        material=MaterialId(plain["material"]),
        revision=RevisionId(plain["revision"]),
        author=plain["author"],
        created_at=from_text(plain["created_at"]),
        anchor=Anchor(plain["anchor"]["fingerprint"], (width, height)),
    )
