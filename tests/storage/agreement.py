"""One random history, counted four ways: the statistics database, its views as another program reads them, dxmeet's own
arithmetic on the exported events, and a page of plain Python that knows nothing of dxmeet."""

import random
import sqlite3
from pathlib import Path
from typing import Any

from dxmeet.domain.statistics import Report, Selection, Sum, report
from tests.domain.plain_count import count
from tests.domain.random_histories import RandomHistory
from tests.domain.test_statistics_twice import ours
from tests.storage.counting import Counted, portions

COLUMNS = [f"{tier} {size}" for tier in ("gross_a", "gross_b", "reference_c", "printed") for size in ("a4", "a3")]


def agree(seed: int, folder: Path) -> int:
    """Raises AssertionError where two of them differ by a sheet; the number of events counted."""
    history = RandomHistory(seed)
    chance = random.Random(seed)
    parts = portions(history.events, chance)
    chance.shuffle(parts)
    counted = Counted(folder, f"{seed}.db")
    try:
        half = chance.randint(0, len(parts))
        counted.take(
            parts[:half], history.rules if chance.random() < 0.5 else []
        )  # settled in between, with other rules
        counted.take(parts[half:] + parts[:2], history.rules)
        entries = counted.entries()
        for fy in (2025, 2026, 2027):
            figures = counted.report(fy)
            assert figures == report(entries, fy), (seed, fy)
            theirs = count([event.plain() for event in entries], fy)
            assert ours(figures) == {
                heading: filled
                for heading, row in theirs.items()
                if (filled := {name: n for name, n in row.items() if n})
            }, (seed, fy)
            assert views(counted.path, fy) == {
                heading: row for heading, row in ours(figures).items() if heading[0] not in ("total", "material")
            }, (seed, fy)
            parts = chance.sample(parts_of(figures), min(3, len(parts_of(figures))))
            assert [worth(counted, fy, part) for part, _ in parts] == [of for _, of in parts], (seed, fy)
        assert counted.sums("contribution") == counted.sums("method_1"), seed
        return len(entries)
    finally:
        counted.close()
        counted.path.unlink()


def parts_of(figures: Report) -> list[tuple[Selection, Sum]]:
    """Each number's part of the year, and its sum."""
    found = [(Selection(month=row.id), row.sum) for row in figures.months]
    found += [(Selection(packets=(row.id,)), row.sum) for row in figures.packets]
    found += [(Selection(department=row.id), row.sum) for row in figures.departments]
    return found + [(Selection(reason=reason), Sum(printed=sheets)) for reason, sheets in figures.reasons.items()]


def worth(counted: Counted, fy: int, part: Selection) -> Sum:
    """What the entries that a number opens come to."""
    total, seen = Sum(), 0
    while True:
        listing = counted.counted.entries(fy, part, seen, 7)
        assert all(each.packet and each.material for each in listing.entries)
        total = sum((Sum(**{each.tier: each.sheets}) for each in listing.entries), total)
        seen += len(listing.entries)
        if len(listing.entries) < 7:
            assert seen == listing.count
            return total


def views(path: Path, fy: int) -> dict[tuple[str, ...], dict[str, int]]:
    """As `sqlite3`, `sqlite-utils` or `datasette` would read them."""
    found: dict[tuple[str, ...], dict[str, int]] = {}
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    for name in ("month", "packet", "department"):
        for row in connection.execute(f"SELECT * FROM avoided_by_{name} WHERE fy = ?", (fy,)):
            found[name, row[name]] = _filled({column: row[column.replace(" ", "_")] for column in COLUMNS})
            for size in ("a4", "a3"):
                net = row[f"gross_a_{size}"] + row[f"gross_b_{size}"] - row[f"printed_{size}"]
                assert row[f"net_{size}"] == net
    for row in connection.execute("SELECT * FROM reasons_for_printing WHERE fy = ?", (fy,)):
        found["reason", row["reason"]] = _filled({"printed a4": row["a4"], "printed a3": row["a3"]})
    connection.close()
    return {heading: row for heading, row in found.items() if row}


def _filled(row: dict[str, Any]) -> dict[str, int]:
    return {name: n for name, n in row.items() if n}
