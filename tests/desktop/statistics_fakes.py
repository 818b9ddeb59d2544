"""A statistics service without a share: figures written by hand, asked for by the screen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from dxmeet.domain.event import Event, EventType
from dxmeet.domain.fiscal import PLAN, Purchase, Target, by_month, months
from dxmeet.domain.paper import NO_SHEETS, Sheets
from dxmeet.domain.statistics import Entry, Listing, Report, Row, Selection, Sum
from dxmeet.errors import DxmeetError
from dxmeet.progress import Progress
from dxmeet.services.changes import Changes
from dxmeet.services.merging import MergeResult
from dxmeet.services.reports.figures import Context

MONTHS = (
    Sum(Sheets(6120, 180), Sheets(1480, 40), Sheets(2310, 5), Sheets(760, 6)),
    Sum(Sheets(7350, 210), Sheets(2340, 60), Sheets(2980, 8), Sheets(775, 10)),
    Sum(Sheets(10920, 260), Sheets(3405, 70), Sheets(3640, 0), Sheets(845, 12)),
    Sum(Sheets(11460, 280), Sheets(3690, 80), Sheets(3905, 0), Sheets(890, 18)),
    Sum(Sheets(8730, 230), Sheets(3155, 60), Sheets(3120, 0), Sheets(810, 15)),
    Sum(Sheets(14210, 330), Sheets(4745, 90), Sheets(4480, 0), Sheets(1025, 19)),
    Sum(Sheets(15180, 350), Sheets(5210, 100), Sheets(4865, 0), Sheets(1090, 20)),
    Sum(Sheets(320, 0), Sheets(0, 0), Sheets(210, 0), Sheets(1490, 4)),
)
"""April to November; in November more was printed than avoided."""


def year(fy: int = 2026, sums: tuple[Sum, ...] = MONTHS) -> Report:
    filled = (*sums, *[Sum()] * (12 - len(sums)))
    total = sum(filled, Sum())
    half = Sum(Sheets(40_000, 900), Sheets(12_000, 200), Sheets(9_000, 0), Sheets(4_000, 40))
    rest = Sum(
        total.gross_a - half.gross_a,
        total.gross_b - half.gross_b,
        total.reference_c - half.reference_c,
        total.printed - half.printed,
    )
    packets = (
        Row("p-1", "庁議(令和8年度第14回 総合計画後期基本計画の策定方針と部局別重点事業の調整について)", half, 24),
        Row("p-2", "政策会議", rest, 12),
    )
    reasons = {"文字が小さい": Sheets(2000, 20), "見比べたい": Sheets(3100, 60), "その他": NO_SHEETS}
    return Report(
        fy=fy,
        start=date(fy, 4, 1),
        end=date(fy + 1, 3, 31),
        total=total,
        months=tuple(Row(name, name, each, 9) for name, each in zip(months(fy), filled, strict=True)),
        packets=packets if total else (),
        departments=(Row("企画課", "企画課", half, 14), Row("財政課", "財政課", rest, 9)) if total else (),
        materials=(),
        reasons=reasons if total else {},
        set_aside=(),
    )


class FakeReporting:
    """Knows the report of some years; any other year is empty. Remembers what was exported."""

    def __init__(self, merging: "FakeMerging", *reports: Report) -> None:
        self._merging = merging
        self.asked: list[tuple[int, Selection]] = []
        self.pairs = 1  # of an opening and a print job under each number
        self.reports = {report.fy: report for report in reports}
        self.exported: list[tuple[int, str, Path]] = []
        self.failure: DxmeetError | None = None

    def report(self, fy: int) -> Report:
        empty = replace(year(fy, ()), packets=(), departments=(), reasons={})
        return self.reports.get(fy, empty)

    def context(self) -> Context:
        return self._merging.context()

    def entries_of(self, fy: int, part: Selection, skip: int = 0, most: int = 500) -> Listing:
        self.asked.append((fy, part))
        fields = {"packet": "p-1", "material": "m-1", "pages_a4": 8, "pages_a3": 0}
        at = datetime(fy, 4, 20, 1, 0, tzinfo=UTC)
        opened = Event(EventType.OPENED, "t", "e", 1, at, "abcdef0123456789", "企画課", fields)
        printed = Event(
            EventType.PRINTED, "t", "e", 2, at, "abcdef0123456789", "企画課", {**fields, "reason": "見比べたい"}
        )
        both = (
            Entry(opened, "gross_a", Sheets(4, 0), "庁議", "資料1"),
            Entry(printed, "printed", Sheets(8, 0), "庁議", "資料1"),
        )
        there = (both * self.pairs)[skip : skip + most]
        return Listing(there, skip, 2 * self.pairs)

    def export(self, fy: int, format: str, out: Path, **rest: Any) -> dict[str, Any]:
        if self.failure is not None:
            raise self.failure
        self.exported.append((fy, format, out))
        return {"out": str(out)}


class FakePurchasing:
    """Remembers what was entered."""

    def __init__(self, merging: "FakeMerging") -> None:
        self.merging = merging
        self.entered: list[tuple[Any, ...]] = []
        self.targets: list[Target] = []

    def enter(self, *what: str) -> Changes:
        self.entered.append(what)
        month, sheets, kind, source = what
        self.merging.purchases.append(Purchase(month, int(sheets), kind, source))  # type: ignore[arg-type]
        return Changes(statistics=True)

    def set_target(self, fy: int, sheets: str, kind: str, source: str) -> Changes:
        self.targets.append(Target(fy, int(sheets), kind, source))  # type: ignore[arg-type]
        return Changes(statistics=True)

    def import_csv(self, path: Path) -> tuple[int, Changes]:
        self.entered.append((path,))
        return 1, Changes(statistics=True)

    def history(self) -> list[Purchase]:
        return list(self.merging.purchases)

    def target_history(self) -> list[Target]:
        return list(self.targets)


class FakeMerging:
    """``arrive`` is what happens to the figures when the records are gathered."""

    def __init__(self) -> None:
        self.gaps: list[Any] = []
        self.forks: list[Any] = []
        self.silent: list[str] = []
        self.untrusted: list[tuple[str, str]] = []
        self.failure: DxmeetError | None = None
        self.merges = 0
        self.purchases: list[Purchase] = []
        self.arrive: Callable[[], object] = lambda: None

    def merge(self, progress: Progress | None = None) -> MergeResult:
        if self.failure is not None:
            raise self.failure
        self.merges += 1
        (progress or Progress()).report("merging", 1, 2, "segment")
        self.arrive()
        return MergeResult(segments=2, events=37, changes=Changes(statistics=True))

    def context(self) -> Context:
        return Context(
            program="0.1.0",
            provisional=bool(self.gaps or self.forks or self.untrusted),
            heads={},
            gaps=self.gaps,
            forks=self.forks,
            silent_terminals=list(self.silent),
            purchases=list(by_month(self.purchases).values()),
            targets=list(PLAN),
            problems=self.untrusted,
        )
