"""What many events say alike, kept once: an event's row is numbers, and millions of them fit on an admin's machine."""

import hashlib
from typing import Any

from dxmeet.domain.event import Event, EventType, canonical
from dxmeet.domain.facts import Distribution, Opening, Printing, Unbelievable, fact
from dxmeet.storage.database import Database

_MOST_REMEMBERED = 200_000  # facts; a print job or a correction is seldom said twice

DIGEST = 16
"""Bytes of a SHA-256 that tell two things apart here."""


class Dictionary:
    """The numbers of readers, departments, packets, materials, revisions and facts. Inside a transaction only.

    ``forget`` after a transaction that failed: what was numbered in it is not there.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[tuple[str, Any], int] = {}
        self._facts: dict[bytes, int] = {}

    def forget(self) -> None:
        self._known.clear()
        self._facts.clear()

    def reader(self, reader: str) -> int:
        return self._number("reader", "reader", reader)

    def department(self, department: str) -> int:
        return self._number("department", "department", department)

    def chain(self, terminal: str, epoch: str) -> int:
        key = ("chain", (terminal, epoch))
        if key not in self._known:
            self._database.execute("INSERT OR IGNORE INTO chain (terminal, epoch) VALUES (?, ?)", (terminal, epoch))
            found = self._database.one("SELECT id FROM chain WHERE terminal = ? AND epoch = ?", (terminal, epoch))
            assert found is not None
            self._known[key] = found["id"]
        return self._known[key]

    def fact(self, event: Event) -> int:
        """The number of what the event says besides who, where and when; read and judged the first time it is said."""
        body = canonical(event.fields)
        digest = hashlib.sha256(event.type.value.encode() + b"\0" + body).digest()[:DIGEST]
        if digest not in self._facts:
            if len(self._facts) >= _MOST_REMEMBERED:
                self._facts.clear()
            found = self._database.one("SELECT id FROM fact WHERE digest = ?", (digest,))
            self._facts[digest] = found["id"] if found else self._judge(event, body.decode(), digest)
        return self._facts[digest]

    def _judge(self, event: Event, body: str, digest: bytes) -> int:
        row: dict[str, Any] = {"digest": digest, "type": event.type.value, "body": body}
        try:
            said = fact(event)
        except Unbelievable as fault:
            return self._insert("fact", {**row, "fault": str(fault)})
        match said:
            case Opening():
                return self._opening(row, said)
            case Printing():
                return self._printing(row, said, event)
            case Distribution():
                return self._distribution(row, said)
            case _:
                assert event.type is EventType.CORRECTION
                return self._insert("fact", row)

    def _opening(self, row: dict[str, Any], said: Opening) -> int:
        about = {
            "packet": self._packet(said.packet),
            "material": self._material(said.packet, said.material),
            "revision": self._revision(said.revision),
            "pages_a4": said.pages[0],
            "pages_a3": said.pages[1],
            "folder": said.folder,
            "title": said.title,
            "kind": said.kind,
        }
        number = self._insert("fact", {**row, **about})
        for earlier, (a4, a3) in said.changed.items():
            self._insert("change", {"fact": number, "earlier": self._revision(earlier), "a4": a4, "a3": a3})
        return number

    def _printing(self, row: dict[str, Any], said: Printing, event: Event) -> int:
        names = ("pages_a4", "pages_a3", "copies", "sides", "nup")
        about = {
            "packet": self._packet(said.packet),
            "material": self._material(said.packet, said.material),
            "reason": said.reason,
        }
        return self._insert("fact", {**row, **about, **{name: event.fields[name] for name in names}})

    def _distribution(self, row: dict[str, Any], said: Distribution) -> int:
        packet, audience, terms = self._packet(said.packet), said.audience, said.baseline
        number = self._insert("fact", {**row, "packet": packet, "title": said.title})
        of_paper: dict[str, Any] = {}
        if terms is not None:
            of_paper = {"copies": terms.copies, "sides": terms.sides, "nup": terms.nup}
            of_paper |= {"basis": terms.basis.value, "per": terms.per.value}
        everyone = not audience.readers and not audience.departments
        plain = {
            "fact": number,
            "packet": packet,
            "generation": said.generation,
            "title": said.title,
            "kind": said.kind,
        }
        self._insert("distribution", {**plain, "everyone": everyone, **of_paper})
        for reader in sorted(audience.readers):
            self._insert("audience_reader", {"fact": number, "reader": self.reader(reader)})
        for department in sorted(audience.departments):
            self._insert("audience_department", {"fact": number, "department": self.department(department)})
        for material, title in said.titles.items():
            self._insert("name", {"fact": number, "material": material, "title": title})
        return number

    def _packet(self, packet: str) -> int:
        return self._number("packet", "packet", packet)

    def _revision(self, revision: str) -> int:
        return self._number("revision", "revision", revision)

    def _material(self, packet: str, material: str) -> int:
        key = ("material", (packet, material))
        if key not in self._known:
            of = (self._packet(packet), material)
            self._database.execute("INSERT OR IGNORE INTO material (packet, material) VALUES (?, ?)", of)
            found = self._database.one("SELECT id FROM material WHERE packet = ? AND material = ?", of)
            assert found is not None
            self._known[key] = found["id"]
        return self._known[key]

    def _number(self, table: str, column: str, value: str) -> int:
        key = (table, value)
        if key not in self._known:
            self._database.execute(f"INSERT OR IGNORE INTO {table} ({column}) VALUES (?)", (value,))
            found = self._database.one(f"SELECT id FROM {table} WHERE {column} = ?", (value,))
            assert found is not None
            self._known[key] = found["id"]
        return self._known[key]

    def _insert(self, table: str, row: dict[str, Any]) -> int:
        """The new row's number, where the table has one."""
        columns, places = ", ".join(row), ", ".join("?" * len(row))
        self._database.execute(f"INSERT INTO {table} ({columns}) VALUES ({places})", list(row.values()))
        found = self._database.one("SELECT last_insert_rowid() AS id")
        assert found is not None
        return found["id"]
