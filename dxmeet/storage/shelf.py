"""What stands on this machine's shelf, and the words of the notes: as much of it as a search needs, in milliseconds."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dxmeet.domain.annotation import NoteId
from dxmeet.domain.folding import folded
from dxmeet.domain.packet import MaterialId, PacketId, RevisionId
from dxmeet.storage.database import Database


@dataclass(frozen=True)
class Shelved:
    """A material's newest revision. Not ``readable`` when it was withdrawn or erased; then only its notes are left.

    ``limited`` means that its packet's keeping may shut it: a lease, or a day after which it is erased.
    """

    packet: PacketId
    material: MaterialId
    packet_title: str
    material_title: str
    name: str
    date: str
    revision: RevisionId
    pages: int
    readable: bool
    limited: bool

    @cached_property
    def called(self) -> str:
        """What its own name and that of its packet read, folded."""
        return f"{folded(self.material_title)}\n{folded(self.packet_title)}"


@dataclass(frozen=True)
class FoundNote:
    """A note in which all the words stand."""

    note: NoteId
    material: MaterialId
    revision: RevisionId
    page: int
    words: str


# A note and what it was carried to have one ``made``: the id it had when a reader made it. The best to look at comes first.
# Where all notes are on one revision there are no copies, and no body needs to be read.
_COPIES = """
    SELECT note.id, coalesce(note.body ->> '$.anchor.carried.note', note.id) AS made
    FROM note JOIN material ON material.id = note.material
    LEFT JOIN sealed ON sealed.revision = note.revision
    LEFT JOIN material_revision AS turn ON turn.material = note.material AND turn.revision = note.revision
    WHERE note.material IN (SELECT value FROM json_each(?))
        AND EXISTS (SELECT 1 FROM note AS other WHERE other.material = note.material AND other.revision != note.revision)
    ORDER BY note.revision IS NOT material.revision, sealed.revision IS NULL,
        note.revision IS NOT 'tray:' || material.revision, turn.number DESC, note.created_at DESC, note.id
"""


class Shelf:
    """Reads the tables of the packets and notes; of its own it has ``note_text``, which triggers on ``note`` keep."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: tuple[tuple[int, int], tuple[Shelved, ...]] | None = None

    def materials(self) -> tuple[Shelved, ...]:
        """Every material that was ever here: the newest packet first, within it in agenda order. The same object until
        something is written: a thousand of them take longer to read than words to find."""
        stamp = self._database.stamp()
        if self._known is None or self._known[0] != stamp:
            self._known = stamp, self._read()
        return self._known[1]

    def _read(self) -> tuple[Shelved, ...]:
        rows = self._database.rows(
            "SELECT packet.id AS packet, material.id AS material, packet.title AS packet_title, "
            "material.title AS material_title, material.name, coalesce(packet.date, packet.month) AS date, "
            "material.revision, json_array_length(revision.pages) AS pages, "
            "material.state = 'ready' AND NOT packet.withdrawn AND sealed.revision IS NOT NULL AS readable, "
            "packet.keeping != 'keep' OR packet.keep_until IS NOT NULL AS limited "
            "FROM material JOIN packet ON packet.id = material.packet "
            "JOIN revision ON revision.id = material.revision "
            "LEFT JOIN sealed ON sealed.revision = material.revision "
            "ORDER BY coalesce(packet.date, packet.month) DESC, packet.title, material.position, material.name, material.id"
        )
        return tuple(Shelved(**row) for row in rows)

    def notes(self, words: Sequence[str]) -> list[FoundNote]:
        """The notes in which all of these folded words stand, newest first; each once, however often it was carried: on
        the newest revision that has it, else on the newest that can be opened, else in a tray."""
        if not words:
            return []
        self._fold_notes()
        conditions = " AND ".join("instr(note_text.folded, ?) > 0" for _ in words)
        rows = self._database.rows(
            "SELECT note.id AS note, note.material, note.revision, note.page, note_text.words "
            f"FROM note_text JOIN note ON note.id = note_text.note WHERE {conditions} "
            "ORDER BY note.created_at DESC, note.id",
            words,
        )
        found = [FoundNote(**row) for row in rows]
        former = self._superseded(frozenset(each.material for each in found))
        return [each for each in found if each.note not in former]

    def _superseded(self, materials: frozenset[MaterialId]) -> set[NoteId]:
        """Of these materials' notes those that are also where they are better looked at."""
        best: dict[str, NoteId] = {}
        former: set[NoteId] = set()
        for row in self._database.rows(_COPIES, (json.dumps(sorted(materials)),)):
            if best.setdefault(row["made"], row["id"]) != row["id"]:
                former.add(row["id"])
        return former

    def _fold_notes(self) -> None:
        """What was written since the last search."""
        rows = self._database.rows("SELECT note, words FROM note_text WHERE folded IS NULL")
        if rows:
            with self._database.transaction():
                for row in rows:
                    self._database.execute(
                        "UPDATE note_text SET folded = ? WHERE note = ? AND words = ?",
                        (folded(row["words"]), row["note"], row["words"]),
                    )
