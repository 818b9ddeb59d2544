"""Random histories of several terminals, crowded so that rules meet: replacements, re-openings, people off the audience,
caps, departments, N-up, mixed sizes, corrections and corrections of corrections, plain folders, three fiscal years."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from dxmeet.domain.counting import BaselineRule
from dxmeet.domain.event import Event, EventType
from dxmeet.domain.packet import Basis, Per

READERS = ["a", "b", "c", "d", "e"]
DEPARTMENTS = ["総務課", "財政課", "議会"]
REVISIONS = ["r1", "r2", "r3", "r4"]
PACKETS = ["p-1", "p-1", "p-1", "p-2", "f-1", "f-2"]
FOLDERS = {"f-1": "会議/2026-05-01 庁議", "f-2": "会議/ほか"}
REASONS = ["見比べたい", "その他", "書き込みたい"]
# Around both ends of fiscal year 2026 and the turn of a month in Japan; few of them, so that moments coincide.
DAYS = ["2025-09-09", "2026-03-31", "2026-04-30", "2026-05-01", "2026-08-09", "2027-03-31", "2027-06-01"]
HOURS = [0, 14, 15, 16]


class RandomHistory:
    """The same ``seed`` gives the same events and rules."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.seqs = {("t1", "e1"): 0, ("t2", "e1"): 0, ("t2", "e2"): 0}
        self.events: list[Event] = []
        self.rules = [self._rule() for _ in range(self.chance.choice([0, 0, 1, 2]))]
        for _ in range(self.chance.choice([3, 8, 15, 30])):
            self._step()

    def _step(self) -> None:
        kind = self.chance.choices(["opened", "distributed", "printed", "correction"], [10, 3, 3, 2])[0]
        fields: dict[str, Any] = getattr(self, f"_{kind}")()
        terminal, epoch = self.chance.choice(list(self.seqs))
        self.seqs[terminal, epoch] += 1
        at = datetime.fromisoformat(self.chance.choice(DAYS)) + timedelta(hours=self.chance.choice(HOURS))
        reader, department = self.chance.choice(READERS), self.chance.choice(DEPARTMENTS)
        key = (terminal, epoch, self.seqs[terminal, epoch])
        self.events.append(Event(EventType(kind), *key, at.replace(tzinfo=UTC), reader, department, fields))

    def _terms(self) -> dict[str, Any]:
        return {
            "copies": self.chance.choice([0, 1, 1, 2, 3]),
            "sides": self.chance.choice([1, 2]),
            "nup": self.chance.choice([1, 2, 4]),
            "basis": self.chance.choice(["printed_before", "declared", "declared", "none"]),
            "per": self.chance.choice(["reader", "department"]),
        }

    def _rule(self) -> BaselineRule:
        terms = self._terms()
        match = self.chance.choice(["会議/*庁議*", "会議/*", "配布/*"])
        start = self.chance.choice([None, date(2026, 5, 1)])
        sizes = (terms["copies"], terms["sides"], terms["nup"])
        return BaselineRule(match, *sizes, Basis(terms["basis"]), Per(terms["per"]), start)

    def _opened(self) -> dict[str, Any]:
        packet = self.chance.choice(PACKETS)
        a4, a3 = self.chance.randint(0, 9), self.chance.randint(0, 3)
        fields: dict[str, Any] = {
            "packet": packet,
            "material": self.chance.choice(["m1", "m1", "m1", "m2"]),
            "revision": self.chance.choice(REVISIONS),
            "pages_a4": a4,
            "pages_a3": a3,
            "changed": {
                revision: [self.chance.randint(0, a4), self.chance.randint(0, a3)]
                for revision in REVISIONS
                if self.chance.random() < 0.5
            },
        }
        if packet in FOLDERS:
            fields |= {"folder": FOLDERS[packet], "title": FOLDERS[packet][3:]}
            fields |= self.chance.choice([{}, {"kind": "meeting"}, {"kind": "circular"}])
        return fields

    def _distributed(self) -> dict[str, Any]:
        audience = self.chance.choice([0, 0, 1, 2])
        return {
            "packet": self.chance.choice(["p-1", "p-1", "p-2", "f-2"]),
            "generation": self.chance.randint(1, 3),
            "kind": self.chance.choice(["meeting", "circular"]),
            "title": self.chance.choice(["庁議", "会議"]),
            "baseline": self.chance.choice([None, self._terms(), self._terms(), self._terms()]),
            "audience": {
                "readers": self.chance.sample(READERS, audience),
                "departments": self.chance.sample(DEPARTMENTS, self.chance.choice([0, 0, 1]) if audience else 0),
            },
            "materials": [{"material": "m1", "title": "資料1", "revision": "r1", "pages_a4": 1, "pages_a3": 0}],
            "source": "published",
        }

    def _printed(self) -> dict[str, Any]:
        return {
            "packet": self.chance.choice(PACKETS),
            "material": "m1",
            "revision": "r1",
            "pages_a4": self.chance.randint(0, 9),
            "pages_a3": self.chance.randint(0, 3),
            "copies": self.chance.randint(1, 3),
            "sides": self.chance.choice([1, 2]),
            "nup": self.chance.choice([1, 2, 4]),
            "reason": self.chance.choice(REASONS),
        }

    def _correction(self) -> dict[str, Any]:
        """Of an event that there is, or of one that is still to come."""
        terminal, epoch = self.chance.choice(list(self.seqs))
        return {"corrects": [terminal, epoch, self.chance.randint(1, self.seqs[terminal, epoch] + 3)], "why": "誤り"}
