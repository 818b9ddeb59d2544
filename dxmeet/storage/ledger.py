"""This terminal's own events: appended, chained, never changed; and which of them are bound to which segment."""

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from dxmeet.domain.event import GENESIS, Event, EventType, canonical, chained
from dxmeet.domain.packet import TerminalId
from dxmeet.storage.database import Database
from dxmeet.storage.mark import Mark
from dxmeet.storage.moments import as_text

Chained = tuple[Event, str]
"""An event and its hash in the chain of its epoch."""


@dataclass(frozen=True)
class Cut:
    """Events that were bound to a segment of this name: the same ones whenever it is written again."""

    name: str
    epoch: str
    first: int
    last: int


class EventStore:
    """The events of one terminal, numbered from 1 without gaps in each epoch; the last epoch is the one that goes on.

    An epoch is the life of one database. One that was restored from a backup or copied to another machine would give a
    number a second time: the ``mark`` shows that before the next event is recorded, and whoever notices it later calls
    ``begin_epoch``. The database itself refuses to change or remove an event.
    """

    def __init__(self, database: Database, terminal: TerminalId, mark: Mark | None = None) -> None:
        self._database = database
        self._terminal = terminal
        self._mark = mark

    @property
    def epoch(self) -> str:
        return self._last_epoch()["id"]

    def append(self, type: EventType, fields: dict[str, Any], *, at: datetime, reader: str, department: str) -> Event:
        """Record a fact; it is on the disk when this returns.

        Raises ValueError when ``fields`` are not JSON or use the name of a common field, or ``at`` has no time zone.
        """
        with self._database.transaction():
            self._heed_mark()
            event = self._append(type, _plain(fields), at, reader, department)
        if self._mark is not None:
            self._mark.set(event.epoch, event.seq)
        return event

    def check_room(self) -> None:
        """Raises DiskFull where no event can be recorded: asked before a deed on the share that has to be."""
        self._database.check_room()

    def entries(self) -> list[Event]:
        """Every event of every epoch, oldest first."""
        rows = self._database.rows("SELECT body FROM event ORDER BY number")
        return [Event.from_plain(json.loads(row["body"])) for row in rows]

    def events(self, epoch: str, first: int = 1, last: int | None = None) -> list[Chained]:
        """The events of one epoch in order."""
        rows = self._database.rows(
            "SELECT body, hash FROM event JOIN epoch ON epoch.number = event.epoch "
            "WHERE id = ? AND seq BETWEEN ? AND ? ORDER BY seq",
            (epoch, first, 2**62 if last is None else last),
        )
        return [(Event.from_plain(json.loads(row["body"])), row["hash"]) for row in rows]

    def head(self, epoch: str | None = None) -> tuple[int, str]:
        """The last event's number and hash in an epoch (the present one); 0 and GENESIS before the first."""
        row = self._database.one(
            "SELECT seq, hash FROM event JOIN epoch ON epoch.number = event.epoch WHERE id = ? ORDER BY seq DESC LIMIT 1",
            (epoch or self.epoch,),
        )
        return (0, GENESIS) if row is None else (row["seq"], row["hash"])

    def hash_at(self, epoch: str, seq: int) -> str | None:
        """The hash of event ``seq``; GENESIS for 0, None for an event that there is not."""
        found = self.events(epoch, seq, seq) if seq else None
        if found is None:
            return GENESIS
        return found[0][1] if found else None

    def uncut(self) -> list[Chained]:
        """The events of the oldest epoch that has some that are not bound to a segment yet."""
        at = self._waiting_epoch()
        return self.events(at["id"], at["cut"] + 1) if at else []

    def cut(self, name: str, events: Sequence[Chained]) -> bool:
        """Bind the next events to a segment; False when another process has bound them meanwhile."""
        first, last = events[0][0], events[-1][0]
        with self._database.transaction():
            at = self._waiting_epoch()
            if at is None or (at["id"], at["cut"] + 1) != (first.epoch, first.seq):
                return False
            self._database.execute("INSERT INTO cut VALUES (?, ?, ?, ?)", (name, at["number"], first.seq, last.seq))
            self._database.execute("UPDATE epoch SET cut = ? WHERE number = ?", (last.seq, at["number"]))
        return True

    def adopt(self, name: str, epoch: str, first: int, last: int) -> None:
        """A segment that holds our own events, written by this database before it was restored."""
        with self._database.transaction():
            number = self._database.one("SELECT number FROM epoch WHERE id = ?", (epoch,))
            assert number is not None
            self._database.execute(
                "INSERT OR IGNORE INTO cut VALUES (?, ?, ?, ?)", (name, number["number"], first, last)
            )
            self._database.execute(
                "UPDATE epoch SET cut = max(cut, ?) WHERE number = ? AND cut >= ?", (last, number["number"], first - 1)
            )

    def cuts(self) -> list[Cut]:
        """Every segment, in order."""
        rows = self._database.rows(
            "SELECT name, id AS epoch, first, last FROM cut JOIN epoch ON epoch.number = cut.epoch "
            "ORDER BY cut.epoch, first"
        )
        return [Cut(**row) for row in rows]

    def strangers(self) -> set[str]:
        """Segments in our place on the share that another copy of this database wrote, and that were dealt with."""
        return {row["name"] for row in self._database.rows("SELECT name FROM stranger")}

    def begin_epoch(self) -> None:
        """Later events go into a new epoch, because another copy of this database exists.

        What was recorded before keeps its key, also what is not bound to a segment: every copy sends it under the same one.
        """
        epoch = secrets.token_hex(8)
        self._database.execute("INSERT INTO epoch (id) VALUES (?)", (epoch,))
        if self._mark is not None:
            self._mark.set(epoch, 0)

    def note_strangers(self, names: Iterable[str]) -> None:
        with self._database.transaction():
            for name in names:
                self._database.execute("INSERT OR IGNORE INTO stranger VALUES (?)", (name,))

    def _heed_mark(self) -> None:
        """Also before the first event of all: a profile may be copied as soon as it is set up."""
        if self._mark is not None and not self._mark.fits(self.epoch, self.head()[0]):
            self.begin_epoch()

    def _append(
        self,
        type: EventType,
        fields: dict[str, Any],
        at: datetime,
        reader: str,
        department: str,
    ) -> Event:
        moment = as_text(at)
        epoch = self._last_epoch()
        seq, previous = self.head(epoch["id"])
        event = Event(type, self._terminal, epoch["id"], seq + 1, at.astimezone(UTC), reader, department, fields)
        if len(event.plain()) != len(fields) + 7:
            raise ValueError("a field has the name of a common one")
        number = self._database.one("SELECT coalesce(max(number), 0) + 1 AS next FROM event")
        assert number is not None
        body = canonical(event.plain()).decode()
        row = (number["next"], epoch["number"], event.seq, type.value, moment, body, chained(previous, event))
        self._database.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        return event

    def _waiting_epoch(self) -> dict[str, Any] | None:
        return self._database.one(
            "SELECT number, id, cut FROM epoch e WHERE EXISTS "
            "(SELECT 1 FROM event WHERE event.epoch = e.number AND event.seq > e.cut) ORDER BY number LIMIT 1"
        )

    def _last_epoch(self) -> dict[str, Any]:
        row = self._database.one("SELECT number, id, cut FROM epoch ORDER BY number DESC LIMIT 1")
        assert row is not None, "made by the migration"
        return row


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields as they will be read back: tuples are lists, keys are text."""
    return json.loads(canonical(fields))
