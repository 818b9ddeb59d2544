"""What the merged events come to: kept up to date packet by packet, so that a report is a few sums over a small table."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from dxmeet.domain.counting import BaselineRule, ruled
from dxmeet.domain.event import Event, EventType, Key, canonical
from dxmeet.domain.facts import corrected
from dxmeet.domain.fiscal import Purchase, Target
from dxmeet.domain.statistics import Listing, Report, Selection
from dxmeet.progress import Progress
from dxmeet.storage.database import Database
from dxmeet.storage.listings import Listings
from dxmeet.storage.merged import IN_PACKET, MergedStore, moment
from dxmeet.storage.method import OF_BATCH
from dxmeet.storage.sums import Sums

_BATCH = 20  # packets counted in one transaction; each may have been opened by everyone

_OF_BATCH = "FROM batch CROSS JOIN contribution USING (packet)"
_ADDED = (
    f"""
    INSERT INTO total SELECT fy, month, department, tier, reason, ?1 * sum(a4), ?1 * sum(a3), ?1 * count(*) {_OF_BATCH}
    GROUP BY 1, 2, 3, 4, 5
    ON CONFLICT DO UPDATE SET a4 = a4 + excluded.a4, a3 = a3 + excluded.a3, entries = entries + excluded.entries
    """,
    f"""
    INSERT INTO membership SELECT fy, department, reader, ?1 * count(*) {_OF_BATCH} GROUP BY 1, 2, 3
    ON CONFLICT DO UPDATE SET entries = entries + excluded.entries
    """,
)
"""Add (1) what the batch comes to, or take it away (-1), where a sum is over all packets."""


class CountedStore:
    """The result is a function of the merged events and the rules, whatever the order in which they came."""

    def __init__(self, database: Database, merged: MergedStore, rules: Sequence[BaselineRule] = ()) -> None:
        self._database = database
        self._merged = merged
        self._rules = rules

    def settle(self, rules: Sequence[BaselineRule], progress: Progress | None = None) -> int:
        """Count the packets that were touched since the last time; how many. Cut off half-way, it goes on the next time."""
        progress = progress or Progress()
        self._rules = rules
        with self._database.transaction():
            self._take_corrections()
            self._take_rules()
        done, whole = 0, self._due()
        while True:
            with self._database.transaction():
                count = self._count_batch()
            if not count:
                return done
            done += count
            progress.report("merging", done, max(whole, done))

    def report(self, fy: int, *, materials: bool = True) -> Report:
        """The figures of one fiscal year. Raises ValueError for a year that is none."""
        return Sums(self._database).report(fy, materials=materials)

    def entries(self, fy: int, part: Selection, skip: int, most: int) -> Listing:
        """What a number of that year came from: after the first ``skip``, at most so many."""
        return Listings(self._database).entries(fy, part, skip, most)

    def set_entered(self, purchases: Iterable[Purchase], targets: Iterable[Target]) -> None:
        """Copies of what the profile holds, for whoever opens the file."""
        with self._database.transaction():
            self._database.execute("DELETE FROM purchase")
            self._database.execute("DELETE FROM target")
            self._database.execute_many(
                "INSERT INTO purchase (month, sheets, kind, source) VALUES (?, ?, ?, ?)",
                [(each.month, each.sheets, each.kind, each.source) for each in purchases],
            )
            self._database.execute_many(
                "INSERT INTO target (fy, sheets, kind, source) VALUES (?, ?, ?, ?)",
                [(each.fy, each.sheets, each.kind, each.source) for each in targets],
            )

    def _due(self) -> int:
        row = self._database.one("SELECT count(*) AS n FROM due")
        assert row is not None
        return row["n"]

    # What corrections take back, and what rules give

    def _take_corrections(self) -> None:
        if not self._merged.remembered("corrections due", False):
            return
        before = {_key(row) for row in self._database.rows("SELECT terminal, epoch, seq FROM removed")}
        now, _ = corrected(self._corrections())
        self._database.execute("DELETE FROM removed")
        self._database.execute_many("INSERT INTO removed VALUES (?, ?, ?)", sorted(now))
        self._database.execute_many(
            """
            INSERT INTO due SELECT f.packet, 1 FROM chain c JOIN event e ON e.chain = c.id JOIN fact f ON f.id = e.fact
            WHERE c.terminal = ? AND c.epoch = ? AND e.seq = ? AND f.packet IS NOT NULL AND f.fault IS NULL
            ON CONFLICT DO UPDATE SET stale = 1
            """,
            sorted(before ^ now),
        )
        self._merged.remember("corrections due", False)

    def _corrections(self) -> list[Event]:
        rows = self._database.rows(
            """
            SELECT c.terminal, c.epoch, e.seq, e.at, f.body FROM fact f JOIN event e ON e.fact = f.id
            JOIN chain c ON c.id = e.chain WHERE f.type = 'correction'
              AND NOT EXISTS (SELECT 1 FROM fork k WHERE k.chain = e.chain AND k.seq = e.seq)
            """
        )
        return [
            Event(EventType.CORRECTION, *_key(row), moment(row["at"]), "", "", json.loads(row["body"])) for row in rows
        ]

    def _take_rules(self) -> None:
        """Where the rules are not those of the last time, judge every folder again."""
        said = repr(list(self._rules))
        if self._merged.remembered("rules counted", "[]") == said:
            return
        for row in self._database.rows("SELECT f.*, p.packet AS name FROM folder f JOIN packet p ON p.id = f.packet"):
            self._rule(row)
        self._merged.remember("rules counted", said)

    def _rule(self, folder: dict[str, Any]) -> None:
        packet = folder["packet"]
        about = folder["name"], folder["folder"], folder["title"], moment(folder["at"])
        entry = ruled(*about, self._rules, folder["kind"])
        row: dict[str, Any] | None = None
        if entry is not None:
            terms = entry.fields["baseline"]
            body = canonical(entry.fields).decode()
            named = {"title": entry.fields["title"], "kind": entry.fields["kind"]}
            row = {"packet": packet, "at": folder["at"], **named, **terms, "body": body}
        if self._database.one("SELECT * FROM rule_entry WHERE packet = ?", (packet,)) == row:
            return
        self._database.execute("DELETE FROM rule_entry WHERE packet = ?", (packet,))
        if row is not None:
            self._database.table("rule_entry").insert(row)
        self._database.execute("INSERT OR IGNORE INTO due VALUES (?, 0)", (packet,))

    # Counting

    def _count_batch(self) -> int:
        due = self._database.rows("SELECT packet, stale FROM due ORDER BY packet LIMIT ?", (_BATCH,))
        if not due:
            return 0
        run = self._database.execute
        run("DELETE FROM batch")
        self._database.execute_many("INSERT INTO batch VALUES (?)", [(each["packet"],) for each in due])
        stale = [(each["packet"],) for each in due if each["stale"]]
        for packet in stale:
            run("DELETE FROM opening WHERE material IN (SELECT id FROM material WHERE packet = ?)", packet)
            run(IN_PACKET, packet)
        self._find_folders()
        self._add_batch(-1)
        for table in ("contribution", "tally", "crowd"):
            run(f"DELETE FROM {table} WHERE packet IN (SELECT packet FROM batch)")
        run(f"INSERT INTO contribution {OF_BATCH}")
        self._add_batch(1)
        for table in ("total", "membership"):
            run(f"DELETE FROM {table} WHERE entries = 0")
        run(
            "INSERT INTO tally SELECT packet, fy, material, tier, sum(a4), sum(a3), count(*) "
            f"{_OF_BATCH} GROUP BY 1, 2, 3, 4"
        )
        for material in ("material", "0"):  # of each material, and of the packet as a whole
            run(f"INSERT INTO crowd SELECT packet, fy, {material}, count(DISTINCT reader) {_OF_BATCH} GROUP BY 1, 2, 3")
        run("DELETE FROM due WHERE packet IN (SELECT packet FROM batch)")
        run("DELETE FROM batch")
        return len(due)

    def _add_batch(self, sign: int) -> None:
        for statement in _ADDED:
            self._database.execute(statement, (sign,))

    def _find_folders(self) -> None:
        """The first opening of each plain folder: what a rule looks at."""
        self._database.execute("DELETE FROM folder WHERE packet IN (SELECT packet FROM batch)")
        self._database.execute(
            """
            INSERT INTO folder SELECT packet, at, folder, title, kind FROM (
                SELECT m.packet, o.at, f.folder, f.title, f.kind,
                       row_number() OVER (PARTITION BY m.packet ORDER BY o.at, c.terminal, c.epoch, o.seq) AS place
                FROM batch b CROSS JOIN material m ON m.packet = b.packet CROSS JOIN opening o ON o.material = m.id
                JOIN chain c ON c.id = o.chain JOIN fact f ON f.id = o.fact WHERE f.folder <> '')
            WHERE place = 1
            """
        )
        gone = "DELETE FROM rule_entry WHERE packet IN batch AND packet NOT IN (SELECT packet FROM folder)"
        self._database.execute(gone)
        for row in self._database.rows(
            "SELECT f.*, p.packet AS name FROM batch b JOIN folder f ON f.packet = b.packet JOIN packet p ON p.id = f.packet"
        ):
            self._rule(row)


def _key(row: dict[str, Any]) -> Key:
    return (row["terminal"], row["epoch"], row["seq"])
