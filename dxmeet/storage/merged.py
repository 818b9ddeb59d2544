"""The events of all terminals on an admin's machine; a function of the set of segments that were merged."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from dxmeet.domain.event import Event, canonical
from dxmeet.errors import FileInvalid
from dxmeet.storage.database import Database
from dxmeet.storage.moments import as_text, from_text

_MOST_SEQ = 2**53  # what every reader of the exported JSON can hold
_ONCE = "SELECT terminal, epoch, seq FROM merged_event GROUP BY terminal, epoch, seq HAVING count(*) = 1"


class MergedStore:
    """Events under their key (terminal, epoch, seq).

    Two different events under one key are a fork: both are kept, and neither is among ``events``. So no order in which
    segments arrive, and no overlap of them, makes a difference.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, events: Iterable[tuple[Event, str]], segment: str) -> int:
        """Take in the events of one segment, each with its hash in the chain; how many were new.

        Raises FileInvalid when a number or time is none that can be kept; then nothing of the segment is.
        """
        new = 0
        with self._database.transaction():
            for event, hash in events:
                body, moment = _kept(event, segment)
                new += self._database.execute(
                    "INSERT INTO merged_event (terminal, epoch, seq, variant, at, body, hash) VALUES (?, ?, ?, ?, ?, ?, ?) "
                    "ON CONFLICT DO NOTHING",
                    (*event.key, _variant(body, hash), moment, body.decode(), hash),
                )
            self._database.execute("INSERT INTO merged_segment VALUES (?) ON CONFLICT DO NOTHING", (segment,))
        return new

    def segments(self) -> set[str]:
        return {row["name"] for row in self._database.rows("SELECT name FROM merged_segment")}

    def events(self) -> Iterator[Event]:
        """By time, then key; without those of forks."""
        rows = self._database.rows(
            f"SELECT body FROM merged_event WHERE (terminal, epoch, seq) IN ({_ONCE}) ORDER BY at, terminal, epoch, seq"
        )
        for row in rows:
            yield Event.from_plain(json.loads(row["body"]))

    def forks(self) -> list[dict[str, Any]]:
        """[{"terminal", "epoch", "seq"}] under which there are different events, in order."""
        return self._database.rows(
            "SELECT terminal, epoch, seq FROM merged_event GROUP BY terminal, epoch, seq HAVING count(*) > 1 "
            "ORDER BY terminal, epoch, seq"
        )

    def gaps(self) -> list[dict[str, Any]]:
        """[{"terminal", "epoch", "first", "last"}]: the numbers, both included, that a later event shows to exist."""
        return self._database.rows(
            """
            SELECT terminal, epoch, before + 1 AS first, seq - 1 AS last FROM (
                SELECT terminal, epoch, seq, lag(seq, 1, 0) OVER (PARTITION BY terminal, epoch ORDER BY seq) AS before
                FROM (SELECT DISTINCT terminal, epoch, seq FROM merged_event)
            ) WHERE seq > before + 1 ORDER BY terminal, epoch, seq
            """
        )

    def heads(self) -> dict[str, dict[str, Any]]:
        """{"terminal/epoch": {"seq", "hash"}} of the last event of each; the hash is empty where that is a fork."""
        rows = self._database.rows(
            """
            SELECT terminal || '/' || epoch AS chain, seq, iif(count(*) = 1, min(hash), '') AS hash FROM merged_event
            WHERE (terminal, epoch, seq) IN (SELECT terminal, epoch, max(seq) FROM merged_event GROUP BY terminal, epoch)
            GROUP BY terminal, epoch, seq ORDER BY terminal, epoch
            """
        )
        return {row["chain"]: {"seq": row["seq"], "hash": row["hash"]} for row in rows}

    def heard(self, terminal: str) -> datetime | None:
        """When the terminal's newest event happened; None before its first."""
        row = self._database.one("SELECT max(at) AS at FROM merged_event WHERE terminal = ?", (terminal,))
        return None if row is None or row["at"] is None else from_text(row["at"])

    def set_terminals(self, departments: Mapping[str, str]) -> None:
        """The terminals enrolled at the last merge, each with its department."""
        self._remember("terminals", dict(departments))

    def terminals(self) -> dict[str, str]:
        return self._remembered("terminals", {})

    def set_problems(self, problems: Sequence[tuple[str, str]]) -> None:
        """(segment, code) of those that were not believed at the last merge."""
        self._remember("problems", sorted(problems))

    def problems(self) -> list[tuple[str, str]]:
        return [(segment, code) for segment, code in self._remembered("problems", [])]

    def _remember(self, name: str, value: Any) -> None:
        with self._database.transaction():
            self._database.table("standing").upsert({"name": name, "value": json.dumps(value)}, pk="name")

    def _remembered(self, name: str, default: Any) -> Any:
        row = self._database.one("SELECT value FROM standing WHERE name = ?", (name,))
        return default if row is None else json.loads(row["value"])


def _variant(body: bytes, hash: str) -> str:
    """Equal exactly for the same event at the same place of the same chain."""
    return hashlib.sha256(hash.encode() + b"\0" + body).hexdigest()


def _kept(event: Event, segment: str) -> tuple[bytes, str]:
    """The event's canonical JSON and its time as text."""
    if not 1 <= event.seq <= _MOST_SEQ:
        raise FileInvalid(path=segment, reason="seq")
    try:
        return canonical(event.plain()), as_text(event.at)
    except (ValueError, OverflowError) as error:  # half a character, or a time that leaves the calendar in UTC
        raise FileInvalid(path=segment, reason="event") from error
