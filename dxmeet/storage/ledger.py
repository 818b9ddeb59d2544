"""This terminal's own events: appended, chained, never changed."""

import json
from datetime import UTC, datetime
from typing import Any

from dxmeet.domain.event import GENESIS, Event, EventType, canonical, chained
from dxmeet.domain.packet import TerminalId
from dxmeet.storage.database import Database
from dxmeet.storage.moments import as_text


class EventStore:
    """The events of one terminal in one epoch, numbered from 1 without gaps.

    An epoch is the life of one database: a profile that is set up again starts another, so its numbers never collide
    with those already published. The database itself refuses to change or remove an event.
    """

    def __init__(self, database: Database, terminal: TerminalId) -> None:
        self._database = database
        self._terminal = terminal
        self.epoch: str = self._journal()["epoch"]

    def append(self, type: EventType, fields: dict[str, Any], *, at: datetime, reader: str, department: str) -> Event:
        """Record a fact; it is on the disk when this returns.

        Raises ValueError when ``fields`` are not JSON or use the name of a common field, or ``at`` has no time zone.
        """
        moment = as_text(at)
        with self._database.transaction():
            seq, previous = self.head()
            event = Event(
                type, self._terminal, self.epoch, seq + 1, at.astimezone(UTC), reader, department, _plain(fields)
            )
            if len(event.plain()) != len(fields) + 7:
                raise ValueError("a field has the name of a common one")
            self._database.execute(
                "INSERT INTO event (seq, type, at, body, hash) VALUES (?, ?, ?, ?, ?)",
                (event.seq, type.value, moment, canonical(event.plain()).decode(), chained(previous, event)),
            )
        return event

    def events(self, after: int = 0) -> list[tuple[Event, str]]:
        """The events with a number above ``after`` in order, each with its hash in the chain."""
        rows = self._database.rows("SELECT body, hash FROM event WHERE seq > ? ORDER BY seq", (after,))
        return [(Event.from_plain(json.loads(row["body"])), row["hash"]) for row in rows]

    def head(self) -> tuple[int, str]:
        """The last event's number and hash; 0 and GENESIS before the first."""
        row = self._database.one("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")
        return (0, GENESIS) if row is None else (row["seq"], row["hash"])

    def hash_at(self, seq: int) -> str:
        """The hash of event ``seq``; GENESIS for 0. Raises ValueError for an event that there is not."""
        if seq == 0:
            return GENESIS
        row = self._database.one("SELECT hash FROM event WHERE seq = ?", (seq,))
        if row is None:
            raise ValueError(seq)
        return row["hash"]

    def published_upto(self) -> int:
        """The last event that the share has; 0 for none."""
        return self._journal()["published"]

    def set_published(self, seq: int) -> None:
        """Never goes back: of two processes that publish at once, the slower one changes nothing."""
        self._database.execute("UPDATE journal SET published = max(published, ?)", (seq,))

    def _journal(self) -> dict[str, Any]:
        row = self._database.one("SELECT epoch, published FROM journal")
        assert row is not None, "made by the migration"
        return row


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields as they will be read back: tuples are lists, keys are text."""
    return json.loads(canonical(fields))
