"""Events put into a statistics database as segments, and its figures by every road there is."""

import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dxmeet.domain.counting import BaselineRule
from dxmeet.domain.event import GENESIS, Event, chained
from dxmeet.domain.statistics import Report
from dxmeet.storage.counted import CountedStore
from dxmeet.storage.database import Database, open_database
from dxmeet.storage.merged import MergedStore
from dxmeet.storage.statistics_schema import STATISTICS

Chained = tuple[Event, str]
Portion = tuple[str, str, list[Chained]]
"""(name, the hash before, events) of one segment."""


def chains(events: Iterable[Event]) -> dict[tuple[str, str], list[Chained]]:
    """Each terminal's events in order, each with its hash."""
    found: dict[tuple[str, str], list[Chained]] = {}
    for event in sorted({each.key: each for each in events}.values(), key=lambda each: each.key):
        chain = found.setdefault(event.key[:2], [])
        chain.append((event, chained(chain[-1][1] if chain else GENESIS, event)))
    return found


def portions(events: Iterable[Event], chance: random.Random, most: int = 5) -> list[Portion]:
    """The events cut into segments; the numbers of a chain must have no gap."""
    found: list[Portion] = []
    for chain in chains(events).values():
        at = 0
        while at < len(chain):
            size = chance.randint(1, most)
            found.append(portion(chain, at, at + size))
            at += size
    return found


def portion(chain: Sequence[Chained], start: int, end: int) -> Portion:
    part = list(chain[start:end])
    return f"s{part[0][0].seq}-{part[-1][1][:6]}", chain[start - 1][1] if start else GENESIS, part


class Counted:
    """A statistics database in ``folder``."""

    def __init__(self, folder: Path, name: str = "statistics.db") -> None:
        self.path = folder / name
        self.database: Database = open_database(self.path, None, STATISTICS)
        self.merged = MergedStore(self.database)
        self.counted = CountedStore(self.database, self.merged)

    def take(self, parts: Iterable[Portion], rules: Sequence[BaselineRule] = ()) -> None:
        for name, previous, events in parts:
            self.merged.add(name, previous, events)
        self.counted.settle(rules)

    def report(self, fy: int = 2026) -> Report:
        return self.counted.report(fy)

    def entries(self) -> list[Event]:
        return list(self.merged.events())

    def sums(self, source: str) -> list[dict[str, Any]]:
        """What is worth something in ``contribution`` or in the view ``method_1``."""
        return self.database.rows(
            f"SELECT fy, month, packet, material, department, tier, reason, sum(a4) AS a4, sum(a3) AS a3 FROM {source} "
            "GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(a4) OR sum(a3) ORDER BY 1, 2, 3, 4, 5, 6, 7"
        )

    def close(self) -> None:
        self.database.close()
