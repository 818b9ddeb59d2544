"""Make, change and remove notes; undo and redo; export a PDF that carries them."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from dxmeet.domain.annotation import Anchor, Note, NoteId
from dxmeet.domain.history import Change, redo_candidate, undo_candidate
from dxmeet.domain.notation import note_from_plain
from dxmeet.domain.packet import MaterialId, Revision, RevisionId
from dxmeet.errors import MaterialNotReady, NoteInvalid
from dxmeet.pdf.client import PdfEngine
from dxmeet.services.changes import NOTHING, Changes
from dxmeet.storage.annotations import NoteStore
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.vault import Vault


class Annotating:
    """Every method that changes something returns after the commit: a "saved" mark may be lit on its return."""

    def __init__(
        self,
        notes: NoteStore,
        packets: PacketStore,
        vault: Vault,
        engine: PdfEngine,
        author: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._notes = notes
        self._packets = packets
        self._vault = vault
        self._engine = engine
        self._author = author
        self._clock = clock

    def notes(self, material: MaterialId, revision: RevisionId | None = None) -> list[Note]:
        """The material's notes by page and time; of one revision where given."""
        return self._notes.notes(material, revision)

    def fresh(self, material: MaterialId, revision: Revision, page: int, untrusted: dict[str, Any]) -> Note:
        """A new note from its plain form (COMMANDS' NOTE without id), stamped and anchored. Raises NoteInvalid."""
        if not 1 <= page <= len(revision.pages):
            raise NoteInvalid(reason="page")
        size = revision.pages[page - 1]
        print_ = revision.fingerprints[page - 1] if revision.fingerprints else ""
        note = note_from_plain(
            {**untrusted, "page": page},
            id=NoteId(secrets.token_hex(16)),
            material=material,
            revision=revision.id,
            author=str(untrusted.get("author") or self._author),
            created_at=self._clock(),
        )
        return replace(note, anchor=Anchor(print_, (size.width, size.height)))

    def add(self, *notes: Note) -> Changes:
        return self._change(notes[0].material, (), notes) if notes else NOTHING

    def remove(self, *notes: Note) -> Changes:
        return self._change(notes[0].material, notes, ()) if notes else NOTHING

    def change(self, before: Sequence[Note], after: Sequence[Note]) -> Changes:
        """One undoable step that replaces ``before`` by ``after`` (part of a stroke erased, a sticky's text edited)."""
        some = [*before, *after]
        return self._change(some[0].material, before, after) if some else NOTHING

    def can_undo(self, material: MaterialId, revision: RevisionId | None = None) -> bool:
        return undo_candidate(self._log(material, revision)) is not None

    def can_redo(self, material: MaterialId, revision: RevisionId | None = None) -> bool:
        return redo_candidate(self._log(material, revision)) is not None

    def undo(self, material: MaterialId, revision: RevisionId | None = None) -> Changes:
        """The newest step; of the steps on ``revision`` where given: nobody undoes what they do not see."""
        return self._reverse(material, undo_candidate(self._log(material, revision)))

    def redo(self, material: MaterialId, revision: RevisionId | None = None) -> Changes:
        return self._reverse(material, redo_candidate(self._log(material, revision)))

    def export(self, material: MaterialId, out: Path, *, password: str | None = None) -> int:
        """A copy of the current revision with real PDF annotations; how many. Raises a PdfError or FileError."""
        _, known = self._packets.material(material)
        sealed = self._packets.sealed(known.revision.id) if known.revision else None
        if known.revision is None or sealed is None:
            raise MaterialNotReady(material=material, state=known.code or known.state.value)
        chosen = self._notes.notes(material, known.revision.id)
        source = self._vault.read(sealed)
        return self._engine.export(source, chosen, out, author=self._author, name=known.name, password=password)

    def _log(self, material: MaterialId, revision: RevisionId | None) -> list[Change]:
        """A step never spans two revisions, so the steps on one of them are a log of their own."""
        steps = self._notes.log(material)
        if revision is None:
            return steps
        return [step for step in steps if all(note.revision == revision for note in (*step.before, *step.after))]

    def _change(self, material: MaterialId, before: Sequence[Note], after: Sequence[Note]) -> Changes:
        self._notes.change(material, before, after, self._clock())
        return Changes(notes=frozenset({material}))

    def _reverse(self, material: MaterialId, entry: Change | None) -> Changes:
        if entry is None:
            return NOTHING
        self._notes.change(material, entry.after, entry.before, self._clock(), undoes=entry.number)
        return Changes(notes=frozenset({material}))
