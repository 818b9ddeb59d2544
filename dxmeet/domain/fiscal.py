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
    """A4 sheets purchased in one month (``YYYY-MM``), as entered or imported."""

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


def realisation(fy: int, purchases: Iterable[Purchase], net_a4: Mapping[str, int]) -> float | None:
    """実現率: the fall in purchases ÷ the net avoided A4 sheets, over the months of ``fy`` whose purchases are known in
    this year and in the year before.

    ``net_a4`` maps ``YYYY-MM`` to net avoided A4 sheets. None where no month can be compared or the net is not above
    zero: there is no honest quotient then. Other measures change purchases too; whoever shows this says so.
    """
    known = by_month(purchases)
    compared = [each for each in months(fy) if each in known and year_before(each) in known]
    net = sum(net_a4.get(each, 0) for each in compared)
    if net <= 0:
        return None
    fall = sum(known[year_before(each)].sheets - known[each].sheets for each in compared)
    return round(fall / net, 4)
