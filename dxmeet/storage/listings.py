"""The openings and print jobs that one number of a year's report came from, a page of them at a time."""

import json
from typing import Any

from dxmeet.domain.event import Event, EventType
from dxmeet.domain.paper import Sheets
from dxmeet.domain.statistics import Entry, Listing, Selection
from dxmeet.storage.database import Database
from dxmeet.storage.merged import moment
from dxmeet.storage.method import held

_PACKETS = "packet IN (SELECT p.id FROM packet p JOIN json_each(:packets) j ON j.value = p.packet)"
_LIMITS = {
    "month": "month = :month",
    "department": "department = (SELECT id FROM department WHERE department = :department)",
    "reason": "reason = :reason",
}
_HELD = held("SELECT DISTINCT packet, :fy AS fy FROM page")
_ENTRIES = f"""
WITH page AS MATERIALIZED (
    SELECT * FROM contribution WHERE fy = :fy{{where}} ORDER BY packet, chain, seq LIMIT :most OFFSET :skip),
held AS MATERIALIZED ({_HELD})
SELECT f.type, c.terminal, c.epoch, x.seq, e.at, r.reader, d.department, f.body, x.tier, x.a4, x.a3,
       coalesce(nullif(h.title, ''), nullif(o.title, ''), o.folder, p.packet) AS packet_title,
       coalesce(nullif(n.title, ''), m.material) AS material_title
FROM page x JOIN chain c ON c.id = x.chain JOIN event e ON e.chain = x.chain AND e.seq = x.seq
JOIN reader r ON r.id = x.reader JOIN department d ON d.id = x.department JOIN fact f ON f.id = e.fact
JOIN packet p ON p.id = x.packet JOIN material m ON m.id = x.material
LEFT JOIN held h ON h.packet = x.packet LEFT JOIN folder o ON o.packet = x.packet
LEFT JOIN name n ON n.fact = h.fact AND n.material = m.material
"""


class Listings:
    """Reads ``contribution``; how many there are is known from the sums."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def entries(self, fy: int, part: Selection, skip: int, most: int) -> Listing:
        """After the first ``skip`` of them, at most so many."""
        named: dict[str, Any] = {"fy": fy, "packets": json.dumps(part.packets)}
        named |= {name: getattr(part, name) for name in _LIMITS}
        limits = "".join(f" AND {condition}" for name, condition in _LIMITS.items() if named[name])
        of_packets = f" AND {_PACKETS}" if part.packets else ""
        with self._database.snapshot():
            count = (
                self._count("tally", f"{of_packets}", named) if part.packets else self._count("total", limits, named)
            )
            rows = self._database.rows(
                _ENTRIES.format(where=limits + of_packets), {**named, "skip": skip, "most": most}
            )
        return Listing(tuple(sorted(map(_entry, rows), key=lambda each: (each.event.at, each.event.key))), skip, count)

    def _count(self, table: str, limits: str, named: dict[str, Any]) -> int:
        row = self._database.one(f"SELECT coalesce(sum(entries), 0) AS n FROM {table} WHERE fy = :fy{limits}", named)
        assert row is not None
        return row["n"]


def _entry(row: dict[str, Any]) -> Entry:
    key = row["terminal"], row["epoch"], row["seq"]
    event = Event(
        EventType(row["type"]), *key, moment(row["at"]), row["reader"], row["department"], json.loads(row["body"])
    )
    return Entry(event, row["tier"], Sheets(row["a4"], row["a3"]), row["packet_title"], row["material_title"])
