"""What carrying notes over needs and what it did: features of pages, surroundings of notes, and how revisions compare."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dxmeet.domain.annotation import Note
from dxmeet.domain.packet import MaterialId, RevisionId
from dxmeet.domain.pagematch import PageMatch, PagePair
from dxmeet.domain.surroundings import extent
from dxmeet.storage.database import Database, Row
from dxmeet.storage.moments import as_text, from_text


@dataclass(frozen=True)
class Carrying:
    """A material's notes were carried to ``new``; ``pages`` say how it differs from ``old``, which its reader had read."""

    material: MaterialId
    old: RevisionId
    new: RevisionId
    pages: tuple[PagePair, ...]
    at: datetime
    reviewed_at: datetime | None = None


class CarryingStore:
    """Features are packed bytes (``domain/features.py``), surroundings too; nothing here looks into them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def features(self, revision: RevisionId) -> dict[int, bytes]:
        """Of the pages whose features were kept, by page from 1."""
        rows = self._database.rows("SELECT page, body FROM page_features WHERE revision = ?", (revision,))
        return {row["page"]: bytes(row["body"]) for row in rows}

    def keep_features(self, revision: RevisionId, features: Mapping[int, bytes]) -> None:
        with self._database.transaction():
            for page, body in features.items():
                self._database.execute(
                    "INSERT INTO page_features VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body",
                    (revision, page, body),
                )

    def surroundings(self, note: Note) -> bytes | None:
        """What is kept of the place where the note is on its revision; None where nothing is yet."""
        revision, page, box, kind = _place(note)
        rows = self._database.rows(
            "SELECT box FROM surroundings WHERE revision = ? AND page = ? AND kind = ?", (revision, page, kind)
        )
        # A place worked back from a carried one is the same place, though not to the last digit.
        same = next((row["box"] for row in rows if _close(row["box"], box)), None)
        row = self._database.one(
            "SELECT body FROM surroundings WHERE revision = ? AND page = ? AND kind = ? AND box = ?",
            (revision, page, kind, same),
        )
        return None if row is None else bytes(row["body"])

    def keep_surroundings(self, kept: Sequence[tuple[Note, bytes]]) -> None:
        with self._database.transaction():
            for note, body in kept:
                self._database.execute(
                    "INSERT INTO surroundings VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body",
                    (*_place(note), body),
                )

    def carrying(self, material: MaterialId, new: RevisionId) -> Carrying | None:
        row = self._database.one("SELECT * FROM carrying WHERE material = ? AND new = ?", (material, new))
        return None if row is None else _carrying(row)

    def carryings(self) -> dict[MaterialId, Carrying]:
        """Of the materials whose current revision the notes were carried to."""
        rows = self._database.rows(
            "SELECT carrying.* FROM carrying JOIN material "
            "ON material.id = carrying.material AND material.revision = carrying.new"
        )
        return {MaterialId(row["material"]): _carrying(row) for row in rows}

    def record(self, carrying: Carrying) -> None:
        reviewed = as_text(carrying.reviewed_at) if carrying.reviewed_at else None
        pages = [[pair.old, pair.new, pair.match.value, pair.identical, pair.alike] for pair in carrying.pages]
        with self._database.transaction():
            self._database.execute(
                "INSERT INTO carrying VALUES (?, ?, ?, ?, ?, ?) "
                "ON CONFLICT DO UPDATE SET pages = excluded.pages, reviewed_at = excluded.reviewed_at",
                (carrying.material, carrying.new, carrying.old, json.dumps(pages), as_text(carrying.at), reviewed),
            )

    def review(self, material: MaterialId, new: RevisionId, at: datetime) -> None:
        """The reader has looked at what changed; the strip need not say it again."""
        self._database.execute(
            "UPDATE carrying SET reviewed_at = ? WHERE material = ? AND new = ?", (as_text(at), material, new)
        )


def _place(note: Note) -> tuple[str, int, str, str]:
    return note.revision, note.page, " ".join(f"{edge:.1f}" for edge in extent(note)), note.kind.value


def _close(a: str, b: str) -> bool:
    return all(abs(float(x) - float(y)) < 0.15 for x, y in zip(a.split(), b.split(), strict=True))


def _carrying(row: Row) -> Carrying:
    pages: list[Any] = json.loads(row["pages"])
    return Carrying(
        MaterialId(row["material"]),
        RevisionId(row["old"]),
        RevisionId(row["new"]),
        tuple(PagePair(old, new, PageMatch(match), identical, alike) for old, new, match, identical, alike in pages),
        from_text(row["at"]),
        from_text(row["reviewed_at"]) if row["reviewed_at"] else None,
    )
