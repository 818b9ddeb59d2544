"""Fiscal years from April to March by the date in Japan, with targets and purchases of paper set against them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Literal

TOKYO = timezone(timedelta(hours=9), "Asia/Tokyo")
"""Asia/Tokyo as a fixed offset: Japan has had no daylight saving since 1951, and Windows may lack the zone database."""


def local_date(at: datetime) -> date:
    """The date in Japan at an aware moment."""
    return at.astimezone(TOKYO).date()


def fiscal_year(at: datetime) -> int:
    """The fiscal year (年度) of an aware moment: 2027-03-31 in Japan is 2026."""
    day = local_date(at)
    return day.year if day.month >= 4 else day.year - 1


def month(at: datetime) -> str:
    """``YYYY-MM`` of the date in Japan at an aware moment."""
    day = local_date(at)
    return f"{day.year:04}-{day.month:02}"


def months(fy: int) -> tuple[str, ...]:
    """The twelve months of a fiscal year as ``YYYY-MM``, April first."""
    return tuple(f"{fy + (number > 12):04}-{(number - 1) % 12 + 1:02}" for number in range(4, 16))


def period(fy: int) -> tuple[datetime, datetime]:
    """The first moment of a fiscal year and the first moment after it, in UTC. Raises ValueError outside years 2 to 9998."""
    if not 2 <= fy <= 9998:
        raise ValueError(fy)
    start, end = (datetime(year, 4, 1, tzinfo=TOKYO).astimezone(UTC) for year in (fy, fy + 1))
    return start, end


FigureKind = Literal["estimate", "actual", "target"]
"""推計, 実績 or 目標: what a figure that somebody entered is."""


@dataclass(frozen=True)
class Target:
    """What the plan says for one fiscal year, in A4 sheets purchased, and where that is written.

    The plan's first year is no target but what was then believed of it: ``kind`` says so.
    """

    fy: int
    sheets: int
    kind: FigureKind
    source: str

    @property
    def monthly(self) -> float:
        """The year's target in twelfths; a screen that draws it says that it is."""
        return self.sheets / 12


@dataclass(frozen=True)
class Purchase:
    """A4 sheets purchased in one month (``YYYY-MM``), or in a whole fiscal year (``YYYY``), as entered or imported."""

    month: str
    sheets: int
    kind: FigureKind
    source: str


_PLAN = "計画値(初期設定)"

PLAN: tuple[Target, ...] = (
    Target(2025, 4_600_000, "estimate", _PLAN),
    Target(2026, 4_480_000, "target", _PLAN),
    Target(2027, 4_310_000, "target", _PLAN),
    Target(2028, 4_115_000, "target", _PLAN),
)
"""The plan this program serves, until an admin enters another."""


def by_month(purchases: Iterable[Purchase]) -> dict[str, Purchase]:
    """One purchase a month: an actual figure replaces an estimate, otherwise the later entry counts."""
    chosen: dict[str, Purchase] = {}
    for purchase in purchases:
        before = chosen.get(purchase.month)
        if before is None or before.kind != "actual" or purchase.kind == "actual":
            chosen[purchase.month] = purchase
    return chosen


def year_before(month: str) -> str:
    """The same month of the year before, ``YYYY-MM``."""
    return f"{int(month[:4]) - 1:04}{month[4:]}"


@dataclass(frozen=True)
class Comparison:
    """Purchases of the same months of this year and of the year before, and what was recorded in those months.

    ``months`` are the months compared; empty where only the two years as wholes can be. ``net`` in A4 sheets of those
    months. ``estimated``: one of the figures is 推計.
    """

    months: tuple[str, ...]
    before: int
    now: int
    net: int
    estimated: bool

    @property
    def fall(self) -> int:
        """By how much purchases fell; negative where they rose."""
        return self.before - self.now

    @property
    def realisation(self) -> float | None:
        """実現率: the fall in purchases ÷ the net avoided A4 sheets. None where the net is not above zero: there is no
        honest quotient then. Other measures change purchases too; whoever shows this says so."""
        return round(self.fall / self.net, 4) if self.net > 0 else None


def compared(
    fy: int, purchases: Iterable[Purchase], targets: Iterable[Target], net_a4: Mapping[str, int]
) -> Comparison | None:
    """Month by month where both years' months are known; else year by year, where this year is known as a whole and the
    year before too, if need be from the plan's figure of what was bought in it. None where neither can be.

    ``net_a4`` maps ``YYYY-MM`` to net avoided A4 sheets.
    """
    known = by_month(purchases)
    same = tuple(each for each in months(fy) if each in known and year_before(each) in known)
    if same:
        pairs = [(known[year_before(each)], known[each]) for each in same]
        before, now = sum(pair[0].sheets for pair in pairs), sum(pair[1].sheets for pair in pairs)
        estimated = any(each.kind == "estimate" for pair in pairs for each in pair)
        return Comparison(same, before, now, sum(net_a4.get(each, 0) for each in same), estimated)
    this, last = _year(fy, known), bought_in(fy - 1, known, targets)
    if this is None or last is None:
        return None
    net = sum(net_a4.get(each, 0) for each in months(fy))
    return Comparison((), last[0], this[0], net, last[1] or this[1])


def _year(fy: int, known: Mapping[str, Purchase]) -> tuple[int, bool] | None:
    """(sheets, estimated) of a whole year: its twelve months, else the figure entered for it."""
    each = [known[month] for month in months(fy) if month in known]
    if len(each) < 12:
        each = [known[f"{fy:04}"]] if f"{fy:04}" in known else []
    return (sum(one.sheets for one in each), any(one.kind == "estimate" for one in each)) if each else None


def _planned(fy: int, targets: Iterable[Target]) -> tuple[int, bool] | None:
    """What the plan says was bought; a target says nothing of that."""
    said = [each for each in targets if each.fy == fy and each.kind != "target"]
    return (said[-1].sheets, said[-1].kind == "estimate") if said else None


@dataclass(frozen=True)
class Intended:
    """What a year is meant to come to, in A4 sheets, and what is known of the year before (``estimated``: 推計)."""

    target: int
    before: int
    estimated: bool


def intended(fy: int, purchases: Iterable[Purchase], targets: Iterable[Target]) -> Intended | None:
    """None where there is no target, or nothing is known of the year before."""
    planned = list(targets)
    target = next((each.sheets for each in planned if each.fy == fy and each.kind == "target"), None)
    last = bought_in(fy - 1, by_month(purchases), planned)
    return None if target is None or last is None else Intended(target, *last)


def bought_in(fy: int, known: Mapping[str, Purchase], targets: Iterable[Target]) -> tuple[int, bool] | None:
    """(A4 sheets, whether estimated) of a whole year: as entered, else as the plan says, which is no target."""
    return _year(fy, known) or _planned(fy, targets)


@dataclass(frozen=True)
class PlanYear:
    """One year of the plan: what was bought in it, if that is known, and what it is meant to come to, in A4 sheets."""

    fy: int
    bought: int | None
    estimated: bool
    target: int | None


def plan_years(fy: int, known: Mapping[str, Purchase], targets: Iterable[Target]) -> tuple[PlanYear, ...]:
    """Four, from the year before ``fy``; none where nothing is planned."""
    planned = list(targets)
    found: list[PlanYear] = []
    for year in range(fy - 1, fy + 3) if planned else ():
        bought, estimated = bought_in(year, known, planned) or (None, False)
        target = next((each.sheets for each in planned if each.fy == year and each.kind == "target"), None)
        found.append(PlanYear(year, bought, estimated, target))
    return tuple(found)


def knows_months(fy: int, known: Mapping[str, Purchase]) -> bool:
    """Whether a month's purchases are known, of this year or of the year before."""
    return any(name in known for month in months(fy) for name in (month, year_before(month)))


def moving_sum(month: str, known: Mapping[str, Purchase]) -> int | None:
    """Purchases of the twelve months that end with ``month``; None where one of them is not known."""
    year, number = int(month[:4]), int(month[5:])
    last = [f"{year - (number < back):04}-{(number - back) % 12 + 1:02}" for back in range(1, 13)]
    return sum(known[each].sheets for each in last) if all(each in known for each in last) else None


@dataclass(frozen=True)
class Forecast:
    """Purchases up to the end of the year, in A4 sheets: the likely figure and its range. ``months`` are those known."""

    months: tuple[str, ...]
    sheets: int
    low: int
    high: int


def forecast(fy: int, purchases: Iterable[Purchase]) -> Forecast | None:
    """What is known of the year, and for each month to come the same month of the year before, changed in the proportion
    that the known months bear to theirs. The range takes the smallest and the largest proportion of a single month.

    None where no month of the year is known, all are, or a month of the year before that is needed is not.
    """
    known = by_month(purchases)
    there = tuple(each for each in months(fy) if each in known)
    rest = [each for each in months(fy) if each not in known]
    former = {each: known[year_before(each)].sheets for each in months(fy) if year_before(each) in known}
    if not there or not rest or len(former) < 12 or not all(former[each] for each in there):
        return None
    so_far, to_come = sum(known[each].sheets for each in there), sum(former[each] for each in rest)
    whole = so_far / sum(former[each] for each in there)
    single = [known[each].sheets / former[each] for each in there]
    ends = (so_far + round(share * to_come) for share in (whole, min(single), max(single)))
    return Forecast(there, *ends)
