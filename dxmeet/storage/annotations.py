"""Notes: an append-only log of what was done, and what is there now, changed together."""

import json
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from dxmeet.domain.anchoring import anchor_from_plain, anchor_plain
from dxmeet.domain.annotation import Note, NoteId
from dxmeet.domain.history import Change, Deed, History
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
        self._read: dict[MaterialId, History] = {}

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
        deed: Deed = Deed.WRITE,
    ) -> int:
        """Replace the notes of ``before`` by those of ``after``, on one revision or several; the number of the new entry.

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
                "INSERT INTO note_change (material, before, after, at, undoes, deed) VALUES (?, ?, ?, ?, ?, ?) "
                "RETURNING number",
                (material, _text(_closed(note) for note in gone), _text(kept), as_text(at), undoes, deed.value),
            )
        assert row is not None, "RETURNING gives the row"
        return row["number"]

    @contextmanager
    def alone(self) -> Generator[None]:
        """What is read and changed inside is one step: nobody else writes meanwhile, and an error undoes it."""
        with self._database.transaction():
            yield

    def log(self, material: MaterialId) -> list[Change]:
        """Everything that was done to the material's notes, oldest first."""
        with self._database.snapshot():
            return list(self._history(material).log)

    def candidates(self, material: MaterialId, revision: RevisionId | None) -> tuple[Change | None, Change | None]:
        """The entries that an undo and a redo would take back."""
        with self._database.snapshot():
            history = self._history(material)
            return history.undo_candidate(revision), history.redo_candidate(revision)

    def undo(
        self, material: MaterialId, revision: RevisionId | None, at: datetime, *, only: Deed | None = None
    ) -> Change | None:
        """Take back the newest step of ``revision`` (None: of any); its newest entry, or None where there is none.

        ``only``: that one entry, and only if it was such a deed.
        """
        with self._database.transaction():
            step = self._history(material).undo_step(revision)
            if only is not None:
                step = [entry for entry in step[:1] if entry.deed is only]
            return self._reverse(step, material, at)

    def redo(self, material: MaterialId, revision: RevisionId | None, at: datetime) -> Change | None:
        with self._database.transaction():
            return self._reverse(self._history(material).redo_step(revision), material, at)

    def restore(self, material: MaterialId, number: int, revision: RevisionId | None, at: datetime) -> int | None:
        """One step back to how the notes were after entry ``number``; its number, or None when they are so already."""
        with self._database.transaction():
            step = self._history(material).restoring(number, revision)
            return self.change(material, *step, at, deed=Deed.RESTORE) if step else None

    def _reverse(self, step: Sequence[Change], material: MaterialId, at: datetime) -> Change | None:
        for entry in step:
            self.change(material, entry.after, entry.before, at, undoes=entry.number, deed=entry.deed)
        return step[0] if step else None

    def _history(self, material: MaterialId) -> History:
        """Inside ``snapshot`` or ``transaction``, so that the database lock guards it."""
        read = self._read.setdefault(material, History())
        if self._database.writing:  # what may still be rolled back is not final
            read = History(read.log)
        rows = self._database.rows(
            "SELECT number, before, after, at, undoes, deed FROM note_change "
            "WHERE material = ? AND number > ? ORDER BY number",
            (material, read.log[-1].number if read.log else 0),
        )
        for row in rows:
            read.add(_change(row))
        return read

    def adopt(self, rows: Sequence[Row]) -> None:
        """Append entries read out of a damaged log, up to the first that makes no sense, and bring the notes after them."""
        with self._database.transaction():
            for row in rows:
                try:
                    change = _change(row)
                except (KeyError, TypeError, ValueError, NoteInvalid):
                    return
                self._database.execute(
                    "INSERT INTO note_change (number, material, before, after, at, undoes, deed) "
                    "VALUES (:number, :material, :before, :after, :at, :undoes, :deed)",
                    row,
                )
                for note in change.before:
                    self._database.execute("DELETE FROM note WHERE id = ?", (note.id,))
                self._insert(change.after, [_closed(note) for note in change.after])

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
    return Change(row["number"], before, after, from_text(row["at"]), row["undoes"], Deed(row["deed"]))


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
        "anchor": anchor_plain(note.anchor),
    }


def _opened(plain: dict[str, Any]) -> Note:
    return note_from_plain(
        plain,
        id=NoteId(plain["id"]),
        material=MaterialId(plain["material"]),
        revision=RevisionId(plain["revision"]),
        author=plain["author"],
        created_at=from_text(plain["created_at"]),
        anchor=anchor_from_plain(plain["anchor"]),
    )
