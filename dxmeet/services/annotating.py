"""Make, change and remove notes; undo and redo; export a PDF that carries them."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from dxmeet.domain.alike import known_ones
from dxmeet.domain.annotation import Anchor, Note, NoteId
from dxmeet.domain.history import Change, Deed
from dxmeet.domain.notation import note_from_plain
from dxmeet.domain.notelist import as_text
from dxmeet.domain.packet import Material, MaterialId, Revision, RevisionId
from dxmeet.errors import FileDenied, FileExists, NoteInvalid, ProfileDenied
from dxmeet.pdf.client import PdfEngine
from dxmeet.services.changes import NOTHING, Changes
from dxmeet.services.lending import Lending
from dxmeet.services.notelist import note_list
from dxmeet.storage.annotations import NoteStore
from dxmeet.storage.durable import write_whole
from dxmeet.storage.packets import PacketStore


@dataclass(frozen=True)
class Moment:
    """A step of the log as a reader sees it: when, what was done, whether it took something back, how many notes after it."""

    number: int
    at: datetime
    deed: Deed
    reversed: bool
    notes: int


class Annotating:
    """Every method that changes something returns after the commit: a "saved" mark may be lit on its return."""

    def __init__(
        self,
        notes: NoteStore,
        packets: PacketStore,
        lending: Lending,
        engine: PdfEngine,
        author: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._notes = notes
        self._packets = packets
        self._lending = lending
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

    def change(self, before: Sequence[Note], after: Sequence[Note], *, goes_on: bool = False) -> Changes:
        """One undoable step that replaces ``before`` by ``after`` (part of a stroke erased, a sticky's text edited).

        ``goes_on``: of one step with the entry before it, which made or changed the same note.
        """
        some = [*before, *after]
        deed = Deed.TYPE if goes_on else Deed.WRITE
        return self._change(some[0].material, before, after, deed) if some else NOTHING

    def can_undo(self, material: MaterialId, revision: RevisionId | None = None) -> bool:
        return self._notes.candidates(material, revision)[0] is not None

    def can_redo(self, material: MaterialId, revision: RevisionId | None = None) -> bool:
        return self._notes.candidates(material, revision)[1] is not None

    def undo(self, material: MaterialId, revision: RevisionId | None = None) -> Changes:
        """The newest step; of the steps on ``revision`` where given: nobody undoes what they do not see.

        A step that spans two revisions can be undone from both, unless something newer on the other one stands on it.
        """
        return _told(material, self._notes.undo(material, revision, self._clock()))

    def redo(self, material: MaterialId, revision: RevisionId | None = None) -> Changes:
        return _told(material, self._notes.redo(material, revision, self._clock()))

    def history(self, material: MaterialId, revision: RevisionId | None = None) -> list[Moment]:
        """Every moment the notes can be brought back to, oldest first; of one revision where given.

        Of words that were saved while they were being typed, the last.
        """
        log = self._notes.log(material)
        present: dict[NoteId, Note] = {}
        moments: list[Moment] = []
        for step in log:
            for note in step.before:
                present.pop(note.id, None)
            present.update((note.id, note) for note in step.after)
            if revision is None or revision in step.revisions:
                count = sum(revision in (None, note.revision) for note in present.values())
                deed = step.deed
                if deed is Deed.TYPE and step.undoes is None and moments:
                    deed = moments.pop().deed
                moments.append(Moment(step.number, step.at, deed, step.undoes is not None, count))
        return moments

    def restore(self, material: MaterialId, number: int, revision: RevisionId | None = None) -> Changes:
        """書き込みをこの時点に戻す: the notes as they were after entry ``number``, as one step that can be undone itself."""
        done = self._notes.restore(material, number, revision, self._clock())
        return NOTHING if done is None else Changes(notes=frozenset({material}))

    def export(
        self,
        material: MaterialId,
        out: Path,
        *,
        password: str | None = None,
        flat: bool = False,
        signed: bool = True,
    ) -> int:
        """A copy of the current revision with real PDF annotations; how many. Raises a PdfError or FileError.

        ``flat``: drawn into the pages instead. Not ``signed``: without names and times.
        """
        known, source = self._source(material)
        assert known.revision is not None
        chosen = self._notes.notes(material, known.revision.id)
        return self._engine.export(
            source, chosen, out, author=self._author, name=known.name, password=password, flat=flat, signed=signed
        )

    def packet_notes(self, material: MaterialId) -> list[tuple[Material, list[Note]]]:
        """Of every material of the packet in its order, the notes on its current revision."""
        packet, _ = self._packets.material(material)
        return [(each, self._current(each)) for each in packet.materials]

    def write_list(self, material: MaterialId, out: Path, *, whole: bool = False) -> int:
        """The list of notes, as a PDF where ``out`` is named so, else as text; how many notes. ``whole``: of the packet.

        Raises FileExists, FileDenied, DiskFull or a WorkerError; then nothing was written.
        """
        packet, known = self._packets.material(material)
        chosen = self.packet_notes(material) if whole else [(known, self._current(known))]
        listed = note_list(packet, chosen, self._clock(), whole=whole)
        if out.exists():
            raise FileExists(path=str(out))
        as_pdf = out.suffix.lower() == ".pdf"
        content = self._engine.note_list(listed) if as_pdf else as_text(listed).encode("utf-8", "replace")
        try:
            write_whole(out, content)
        except ProfileDenied as refused:  # it is no file of the profile's
            raise FileDenied(path=str(out)) from refused
        return sum(len(notes) for _, notes in chosen)

    def _current(self, material: Material) -> list[Note]:
        return self._notes.notes(material.id, material.revision.id) if material.revision else []

    def bring_in(self, material: MaterialId, *, password: str | None = None) -> tuple[int, Changes]:
        """List the annotations that the current revision's PDF carries itself; how many are new.

        A second time brings nothing twice, nor does a PDF that another program has written anew: what an earlier revision
        carried as well is the same note, from now on of this one. What came out of this machine's own notes is not brought.
        """
        known, source = self._source(material)
        revision = known.revision
        assert revision is not None
        document = self._engine.open(source, name=known.name, password=password)
        try:
            carried = [self._brought(material, revision, each) for each in document.annotations()]
        finally:
            document.close()
        marks = [each for each in carried if each is not None]
        before, after = _to_list(marks, self._notes.notes(material), revision.id)
        if not after:
            return 0, NOTHING
        self._notes.change(material, before, after, self._clock(), deed=Deed.IMPORT)
        return len(after) - len(before), Changes(notes=frozenset({material}))

    def _brought(self, material: MaterialId, revision: Revision, untrusted: dict[str, Any]) -> Note | None:
        """Under the name it has in the PDF; None for what makes no note."""
        try:
            note = self.fresh(material, revision, untrusted["page"], untrusted)
        except NoteInvalid:
            return None
        return replace(note, id=NoteId(str(untrusted["key"])), origin=revision.id)

    def _source(self, material: MaterialId) -> tuple[Material, bytes]:
        """The current revision's bytes. Raises what ``Lending.lend`` raises."""
        _, known, content = self._lending.lend(material)
        return known, content

    def _change(
        self, material: MaterialId, before: Sequence[Note], after: Sequence[Note], deed: Deed = Deed.WRITE
    ) -> Changes:
        self._notes.change(material, before, after, self._clock(), deed=deed)
        return Changes(notes=frozenset({material}))


def _to_list(marks: Sequence[Note], present: Sequence[Note], revision: RevisionId) -> tuple[list[Note], list[Note]]:
    """(before, after) of the step that lists ``marks``."""
    before: list[Note] = []
    after: list[Note] = []
    for mark, known in zip(marks, known_ones(marks, present), strict=True):
        if known is None:
            named = f"{mark.material}\n{revision}\n{mark.page}\n{mark.id}\n{len(after)}"
            after.append(replace(mark, id=NoteId(sha256(named.encode()).hexdigest()[:32])))
        elif known.printed and known.revision != revision:
            before.append(known)
            after.append(replace(mark, id=known.id))
    return before, after


def _told(material: MaterialId, step: Change | None) -> Changes:
    return NOTHING if step is None else Changes(notes=frozenset({material}))
