"""The events of all terminals on an admin's machine; a function of the set of segments that were merged."""

import json
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from dxmeet.domain.event import Event, EventType
from dxmeet.errors import FileInvalid
from dxmeet.storage.database import Database
from dxmeet.storage.dictionary import DIGEST, Dictionary
from dxmeet.storage.method import fiscal_year

_MOST_SEQ = 2**53  # what every reader of the exported JSON can hold
_START = datetime(1970, 1, 1, tzinfo=UTC)

Chained = tuple[Event, str]
"""An event and its hash in its terminal's chain."""

_FIRST_OPENINGS = f"""
INSERT INTO opening
SELECT f.material, f.revision, e.reader, e.department, {fiscal_year("e.at")}, e.at, e.chain, e.seq, e.fact
FROM live e JOIN fact f ON f.id = e.fact
WHERE f.type = 'opened' AND f.fault IS NULL AND {{which}}
ON CONFLICT DO UPDATE SET at = excluded.at, chain = excluded.chain, seq = excluded.seq, fact = excluded.fact
WHERE excluded.at < at OR excluded.at = at AND (
    (SELECT terminal FROM chain WHERE id = excluded.chain), (SELECT epoch FROM chain WHERE id = excluded.chain), excluded.seq
) < ((SELECT terminal FROM chain c WHERE c.id = opening.chain), (SELECT epoch FROM chain c WHERE c.id = opening.chain),
     opening.seq)
"""
IN_SEGMENT = _FIRST_OPENINGS.format(which="e.chain = ? AND e.seq BETWEEN ? AND ?")
IN_PACKET = _FIRST_OPENINGS.format(which="f.packet = ?")
"""Take over into ``opening`` what a segment, or a whole packet, has."""


class MergedStore:
    """Events under their key (terminal, epoch, seq).

    Two different events under one key are a fork: neither counts. A segment also vouches for the event before its first
    one, by hash: where that differs from the event that is there, its key is a fork as well. So no order in which
    segments arrive, and no overlap of them, makes a difference.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._dictionary = Dictionary(database)

    def add(self, segment: str, previous: str, events: Sequence[Chained]) -> int:
        """Take in one segment: consecutive events of one chain, each with its hash in it; how many were new.

        ``previous`` is the hash before the first. Raises FileInvalid when a number or time is none that can be kept;
        then nothing of the segment is.
        """
        with self.together():
            return self._add(segment, previous, events)

    @contextmanager
    def together(self) -> Generator[None]:
        """One transaction for several segments; each of them is still taken in whole or not at all."""
        try:
            with self._database.transaction():
                yield
        except BaseException:
            self._dictionary.forget()  # what was numbered in it is not there
            raise

    def segments(self) -> set[str]:
        """``<terminal>/<name>`` of each."""
        return {f"{row['terminal']}/{row['name']}" for row in self._database.rows("SELECT * FROM segment")}

    def events(self, before: datetime | None = None) -> Iterator[Event]:
        """Every event that can be counted, and every correction, in the order of the keys; only those ``before`` a moment,
        where one is given, but corrections of any time. The entries of rules are among them."""
        end = 2**62 if before is None else microseconds(before)
        bodies: dict[int, dict[str, Any]] = {}
        with self._database.snapshot():
            for row in self._database.stream(
                """
                SELECT f.type, c.terminal, c.epoch, e.seq, e.at, r.reader, d.department, e.fact, f.body
                FROM (SELECT * FROM chain ORDER BY terminal, epoch) c CROSS JOIN event e ON e.chain = c.id
                JOIN reader r ON r.id = e.reader JOIN department d ON d.id = e.department JOIN fact f ON f.id = e.fact
                WHERE (e.at < :end OR f.type = 'correction') AND f.fault IS NULL
                  AND NOT EXISTS (SELECT 1 FROM fork k WHERE k.chain = e.chain AND k.seq = e.seq)
                UNION ALL
                SELECT 'distributed', 'rule', p.packet, 1, o.at, '', '', -p.id, o.body
                FROM rule_entry o JOIN packet p ON p.id = o.packet WHERE o.at < :end
                ORDER BY 2, 3, 4
                """,
                {"end": end},
            ):
                type, terminal, epoch, seq, at, reader, department, fact, body = row
                if fact not in bodies:
                    if len(bodies) > 50_000:
                        bodies.clear()
                    bodies[fact] = json.loads(body)
                yield Event(EventType(type), terminal, epoch, seq, moment(at), reader, department, bodies[fact])

    def forks(self) -> list[dict[str, Any]]:
        """[{"terminal", "epoch", "seq"}] under which there are different events, in order."""
        return self._database.rows(
            "SELECT terminal, epoch, seq FROM fork JOIN chain ON id = chain ORDER BY terminal, epoch, seq"
        )

    def gaps(self) -> list[dict[str, Any]]:
        """[{"terminal", "epoch", "first", "last"}]: the numbers, both included, that a later event shows to exist."""
        return self._database.rows(
            """
            SELECT terminal, epoch, before + 1 AS first, next - 1 AS last FROM (
                SELECT chain, first AS next, lag(last, 1, 0) OVER (PARTITION BY chain ORDER BY first) AS before FROM span
            ) JOIN chain ON id = chain WHERE next > before + 1 ORDER BY terminal, epoch, first
            """
        )

    def heads(self) -> dict[str, dict[str, Any]]:
        """{"terminal/epoch": {"seq", "hash"}} of the last event of each; the hash is empty where that is a fork."""
        rows = self._database.rows(
            """
            SELECT terminal || '/' || epoch AS name, last,
                   iif(EXISTS (SELECT 1 FROM fork WHERE chain = id AND seq = last), '', head) AS head
            FROM chain WHERE last > 0 ORDER BY terminal, epoch
            """
        )
        return {row["name"]: {"seq": row["last"], "hash": row["head"]} for row in rows}

    def heard(self) -> dict[str, datetime]:
        """When each terminal's newest event happened."""
        rows = self._database.rows("SELECT terminal, max(heard) AS at FROM chain WHERE last > 0 GROUP BY terminal")
        return {row["terminal"]: moment(row["at"]) for row in rows}

    def counts(self) -> dict[str, int]:
        """How many events and segments there are."""
        row = self._database.one(
            "SELECT (SELECT sum(last - first + 1) FROM span) AS events, count(*) AS n FROM segment"
        )
        assert row is not None
        return {"events": row["events"] or 0, "segments": row["n"]}

    def remember(self, name: str, value: Any) -> None:
        """What was so at the last merge, as a JSON value; part of what is thrown away with the database."""
        with self._database.transaction():
            self._database.table("standing").upsert({"name": name, "value": json.dumps(value)}, pk="name")

    def remembered(self, name: str, default: Any) -> Any:
        row = self._database.one("SELECT value FROM standing WHERE name = ?", (name,))
        return default if row is None else json.loads(row["value"])

    def _add(self, segment: str, previous: str, events: Sequence[Chained]) -> int:
        first, last = events[0][0], events[-1][0]
        self._database.execute("INSERT OR IGNORE INTO segment VALUES (?, ?)", (first.terminal, segment))
        chain = self._dictionary.chain(first.terminal, first.epoch)
        rows = [self._row(chain, event, hash, segment) for event, hash in events]
        new = self._unforked(chain, rows)
        self._database.execute_many("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)", new)
        self._link(chain, first.seq, last.seq, previous)
        self._span(chain, first.seq, last.seq)
        self._head(chain, last.seq, events[-1][1], max(row[2] for row in rows))
        self._database.execute(IN_SEGMENT, (chain, first.seq, last.seq))
        self._database.execute(
            """
            INSERT OR IGNORE INTO due SELECT DISTINCT f.packet, 0 FROM event e JOIN fact f ON f.id = e.fact
            WHERE e.chain = ? AND e.seq BETWEEN ? AND ? AND f.packet IS NOT NULL AND f.fault IS NULL
            """,
            (chain, first.seq, last.seq),
        )
        if any(event.type is EventType.CORRECTION for event, _ in events):
            self.remember("corrections due", True)
        return len(new)

    def _row(self, chain: int, event: Event, hash: str, segment: str) -> tuple[Any, ...]:
        if not 1 <= event.seq <= _MOST_SEQ:
            raise FileInvalid(path=segment, reason="seq")
        try:
            at = microseconds(event.at.astimezone(UTC)) if event.at.tzinfo else None
            if at is None:
                raise ValueError("no time zone")
            numbers = self._dictionary.reader(event.reader), self._dictionary.department(event.department)
            return (chain, event.seq, at, *numbers, self._dictionary.fact(event), bytes.fromhex(hash)[:DIGEST])
        except (ValueError, OverflowError) as error:  # half a character, or a time that leaves the calendar in UTC
            raise FileInvalid(path=segment, reason="event") from error

    def _unforked(self, chain: int, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """Those that are not there yet; keys under which another event is, or was promised, become forks."""
        reach = (chain, rows[0][1], rows[-1][1])
        there = self._database.rows("SELECT seq, hash, fact FROM event WHERE chain = ? AND seq BETWEEN ? AND ?", reach)
        promised = self._database.rows("SELECT seq, hash FROM link WHERE chain = ? AND seq BETWEEN ? AND ?", reach)
        hashes = {row[1]: (row[6], row[5]) for row in rows}
        for each in there:
            ours, fact = hashes[each["seq"]]
            if ours != each["hash"]:
                self._fork(chain, each["seq"], (each["fact"], fact))
        held = {each["seq"] for each in there}
        for each in promised:
            ours, fact = hashes[each["seq"]]
            if ours != each["hash"]:
                self._fork(chain, each["seq"], (fact,))
        return [row for row in rows if row[1] not in held]

    def _link(self, chain: int, first: int, last: int, previous: str) -> None:
        """Hold the event before the segment to the hash that the segment builds on."""
        if first == 1:
            return  # the journal has made sure that it is GENESIS
        hash = bytes.fromhex(previous)[:DIGEST]
        before = self._database.one("SELECT hash, fact FROM event WHERE chain = ? AND seq = ?", (chain, first - 1))
        if before is not None and before["hash"] == hash:
            return
        self._database.execute("INSERT OR IGNORE INTO link VALUES (?, ?, ?)", (chain, first - 1, hash))
        if before is not None:
            self._fork(chain, first - 1, (before["fact"],))

    def _fork(self, chain: int, seq: int, facts: Sequence[int]) -> None:
        self._database.execute("INSERT OR IGNORE INTO fork VALUES (?, ?)", (chain, seq))
        for fact in facts:
            self._database.execute(
                "INSERT INTO due SELECT packet, 1 FROM fact WHERE id = ? AND packet IS NOT NULL AND fault IS NULL "
                "ON CONFLICT DO UPDATE SET stale = 1",
                (fact,),
            )
            if self._database.one("SELECT 1 FROM fact WHERE id = ? AND type = 'correction'", (fact,)):
                self.remember("corrections due", True)

    def _span(self, chain: int, first: int, last: int) -> None:
        reach = (chain, last + 1, first - 1)
        joined = self._database.rows("SELECT * FROM span WHERE chain = ? AND first <= ? AND last >= ?", reach)
        if any(each["first"] <= first and last <= each["last"] for each in joined):
            return
        self._database.execute("DELETE FROM span WHERE chain = ? AND first <= ? AND last >= ?", reach)
        whole = min([first, *(each["first"] for each in joined)]), max([last, *(each["last"] for each in joined)])
        self._database.execute("INSERT INTO span VALUES (?, ?, ?)", (chain, *whole))

    def _head(self, chain: int, last: int, hash: str, heard: int) -> None:
        self._database.execute(
            "UPDATE chain SET heard = max(coalesce(heard, ?1), ?1), head = iif(last < ?2, ?3, head), last = max(last, ?2) "
            "WHERE id = ?4",
            (heard, last, hash, chain),
        )


def microseconds(at: datetime) -> int:
    """Since 1970 UTC."""
    return (at - _START) // timedelta(microseconds=1)


def moment(at: int) -> datetime:
    return _START + timedelta(microseconds=at)
