"""What the statistics screen shows, worked out from a report: rows, totals, bars, the sum one can redo by hand. No widgets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import count

from PySide6.QtCore import QCoreApplication

from dxmeet.desktop.wording import day_in, language
from dxmeet.domain import fiscal
from dxmeet.domain.event import METHOD
from dxmeet.domain.fiscal import Purchase, Target
from dxmeet.domain.paper import NO_SHEETS, Sheets
from dxmeet.domain.statistics import WHOLE, Report, Row, Selection, Sum
from dxmeet.services.reports import meaning

translate = QCoreApplication.translate

_REIWA = 2019


class Size(Enum):
    """Which sheets the figures count. 換算 takes an A3 sheet for two of A4."""

    A4 = "a4"
    A3 = "a3"
    EQUIVALENT = "equivalent"

    def of(self, sheets: Sheets) -> int:
        return int(getattr(sheets, self.value))


class Breakdown(Enum):
    MONTHS = "months"
    PACKETS = "packets"
    DEPARTMENTS = "departments"
    KINDS = "kinds"
    REASONS = "reasons"


@dataclass(frozen=True)
class Line:
    """One row of a table: its name and one number of sheets for each column after the name, None for one that is not
    known. ``part`` is what of the year the row stands for."""

    name: str
    numbers: tuple[int | None, ...]
    part: Selection = WHOLE


@dataclass(frozen=True)
class Table:
    """``headings`` names every column, the first being that of the names. ``emphasised``: the column of the net, or None."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    total: Line
    emphasised: int | None = None


@dataclass(frozen=True)
class Bar:
    """One month of a chart: sheets, or None for a month that has not come or is not known; ``before``: a year earlier. Of a
    whole year ``before`` is its target."""

    label: str
    sheets: int | None
    before: int | None = None


@dataclass(frozen=True)
class Standing:
    """How much is known to be missing from the figures."""

    gaps: int = 0
    forks: int = 0
    problems: int = 0
    silent_terminals: int = 0
    provisional: bool = False


class Figures:
    """One fiscal year's report as the screen shows it in one paper size, on the local date ``today``."""

    def __init__(
        self,
        report: Report,
        standing: Standing,
        size: Size,
        today: date,
        purchases: Sequence[Purchase] = (),
        targets: Sequence[Target] = (),
    ) -> None:
        self._report = report
        self._bought = fiscal.by_month(purchases)
        self._purchases = purchases
        self._targets = {each.fy: each for each in targets}
        self._standing = standing
        self._size = size
        self._today = today

    @property
    def total(self) -> Sum:
        return self._report.total

    @property
    def nothing_yet(self) -> bool:
        return self._report.total == Sum() and not self._report.packets

    @property
    def unit(self) -> str:
        """``A4·枚``"""
        return translate("Statistics", "{size}·枚").format(size=size_label(self._size))

    @property
    def period(self) -> str:
        """``4〜11月``: from April to the last month that is shown."""
        last = self._months()[-1] if self._months() else self._report.months[0]
        if last == self._report.months[0]:
            return month_label(last.id)
        return translate("Statistics", "4〜{last}").format(last=month_label(last.id))

    @property
    def running(self) -> str:
        """``11月は途中です`` while the year runs, else nothing."""
        now = f"{self._today.year:04}-{self._today.month:02}"
        if not any(row.id == now for row in self._report.months):
            return ""
        return translate("Statistics", "{month}は途中です").format(month=month_label(now))

    @property
    def method(self) -> str:
        return translate("Statistics", "計算方法 第{n}版").format(n=METHOD)

    def sheets(self, tier: str) -> int:
        """The year's total of one tier (``gross_a``, ``gross_b``, ``printed``, ``net``, ``reference_c``)."""
        return self._size.of(getattr(self._report.total, tier))

    @property
    def target(self) -> Target | None:
        return self._targets.get(self._report.fy)

    @property
    def knows_purchases(self) -> bool:
        return fiscal.knows_months(self._report.fy, self._bought)

    def meaning(self) -> str:
        """What was bought beside what was recorded, in words."""
        report = self._report
        net = {row.id: row.sum.net.a4 for row in report.months}
        comparison = fiscal.compared(report.fy, self._purchases, list(self._targets.values()), net)
        if comparison is None:
            plan = fiscal.intended(report.fy, self._purchases, self._targets.values())
            return meaning.not_yet(plan, report.fy, report.total.net.a4, language())
        return meaning.compared(comparison, report.fy, language())

    def outlook(self) -> str:
        """The last twelve months, the target and the forecast, as far as they are known."""
        months = [each for each in fiscal.months(self._report.fy) if each in self._bought]
        moving = fiscal.moving_sum(months[-1], self._bought) if months else None
        forecast = fiscal.forecast(self._report.fy, self._purchases)
        drawn = self.target.sheets if self.target and self.knows_purchases else None
        return meaning.outlook(moving, drawn, forecast, language())

    def purchase_bars(self) -> tuple[Bar, ...]:
        """Twelve, April first: this year's purchases beside those of the year before. Where no month is known, the years
        from the last one on: what was bought (or is believed to have been) beside the target."""
        if not self.knows_purchases and self._targets:
            return tuple(map(_year_bar, fiscal.plan_years(self._report.fy, self._bought, self._targets.values())))
        return tuple(Bar(_short(month), *self._pair(month)) for month in fiscal.months(self._report.fy))

    def _pair(self, month: str) -> tuple[int | None, int | None]:
        now, before = self._bought.get(month), self._bought.get(fiscal.year_before(month))
        return (now.sheets if now else None, before.sheets if before else None)

    def bars(self) -> tuple[Bar, ...]:
        """Twelve, April first."""
        shown = {row.id for row in self._months()}
        return tuple(
            Bar(_short(row.id), self._size.of(row.sum.net) if row.id in shown else None) for row in self._report.months
        )

    def table(self, breakdown: Breakdown) -> Table:
        if breakdown is Breakdown.REASONS:
            return self._reasons(self._report.reasons)
        whole = translate("Statistics", "計")
        match breakdown:
            case Breakdown.MONTHS:
                rows = [(month_label(row.id), row.sum, Selection(month=row.id)) for row in self._months()]
                table = self._tiers(translate("Statistics", "月"), rows, self.period)
                return self._with_purchases(table) if self._size is Size.A4 and self.knows_purchases else table
            case Breakdown.PACKETS:
                rows = [(row.title or row.id, row.sum, Selection(packets=(row.id,))) for row in self._report.packets]
                return self._tiers(translate("Statistics", "会議・配布資料"), rows, whole)
            case Breakdown.DEPARTMENTS:
                rows = [
                    (row.title or row.id, row.sum, Selection(department=row.id)) for row in self._report.departments
                ]
                return self._tiers(translate("Statistics", "部署"), rows, whole)
            case _:
                return self._tiers(translate("Statistics", "種類"), self._kinds(), whole)

    def doubts(self) -> str:
        """Why the figures are 暫定, in words; nothing when they are whole."""
        kinds = (
            (self._standing.gaps, translate("Statistics", "記録の欠け {n}か所")),
            (self._standing.forks, translate("Statistics", "食い違う記録 {n}件")),
            (self._standing.problems, translate("Statistics", "読めない記録 {n}件")),
        )
        told = " · ".join(text.format(n=n) for n, text in kinds if n)
        return told or (translate("Statistics", "記録に欠けがあります") if self._standing.provisional else "")

    @property
    def has_list(self) -> bool:
        """Whether anything is missing, silent or set aside."""
        return bool(self.doubts() or self.silence() or self._report.set_aside)

    def silence(self) -> str:
        silent = self._standing.silent_terminals
        return translate("Statistics", "30日連絡のない端末 {n}台").format(n=silent) if silent else ""

    def _months(self) -> list[Row]:
        """Those that have begun; a later one only if something is recorded in it, so that rows add up to the total."""
        now = f"{self._today.year:04}-{self._today.month:02}"
        rows = self._report.months
        begun = sum(1 for row in rows if row.id <= now)
        used = max((at for at, row in enumerate(rows, 1) if row.sum != Sum()), default=0)
        return list(rows[: max(begun, used)])

    def _kinds(self) -> list[tuple[str, Sum, Selection]]:
        """Meetings, circulars, and what no entry says the kind of."""
        names = {
            "meeting": translate("Statistics", "会議"),
            "circular": translate("Statistics", "配布資料"),
            "": translate("Statistics", "種類の記録がないもの"),
        }
        found: list[tuple[str, Sum, Selection]] = []
        for kind, name in names.items():
            rows = [row for row in self._report.packets if row.kind == kind]
            if rows:
                total = sum((row.sum for row in rows), Sum())
                found.append((name, total, Selection(packets=tuple(row.id for row in rows))))
        return found

    def _with_purchases(self, table: Table) -> Table:
        """What was bought, a year before, and the difference, in front of what was recorded."""
        pairs = [self._pair(row.id) for row in self._months()]
        bought = [(now, before, _difference(now, before)) for now, before in pairs]
        total = _total_of(pairs)
        headings = (
            translate("Statistics", "購入"),
            translate("Statistics", "前年同月"),
            translate("Statistics", "前年との差"),
        )
        lines = tuple(
            Line(line.name, (*three, *line.numbers), line.part) for line, three in zip(table.lines, bought, strict=True)
        )
        first, *rest = table.headings
        whole = Line(table.total.name, (*total, *table.total.numbers))
        return Table((first, *headings, *rest), lines, whole, (table.emphasised or 0) + 3)

    def _tiers(self, first: str, rows: Sequence[tuple[str, Sum, Selection]], whole: str) -> Table:
        other = self._other()
        headings = [
            first,
            translate("Statistics", "実績 A"),
            translate("Statistics", "申告 B"),
            translate("Statistics", "印刷"),
            translate("Statistics", "純削減"),
            translate("Statistics", "参考 C"),
        ]
        if other is not None:
            headings.append(translate("Statistics", "{size} 純削減").format(size=size_label(other)))
        lines = tuple(Line(name, self._numbers(of), part) for name, of, part in rows)
        return Table(tuple(headings), lines, Line(whole, self._numbers(self._report.total)), 4)

    def _numbers(self, of: Sum) -> tuple[int, ...]:
        """Printed sheets stand with their sign, so that a row can be added from left to right."""
        pick, other = self._size.of, self._other()
        numbers = (pick(of.gross_a), pick(of.gross_b), -pick(of.printed), pick(of.net), pick(of.reference_c))
        return numbers if other is None else (*numbers, other.of(of.net))

    def _other(self) -> Size | None:
        """The size that is not chosen: A4 and A3 are never added, so neither may be forgotten."""
        return {Size.A4: Size.A3, Size.A3: Size.A4}.get(self._size)

    @staticmethod
    def _reasons(reasons: Mapping[str, Sheets]) -> Table:
        def line(name: str, sheets: Sheets, reason: str = "") -> Line:
            return Line(name, tuple(size.of(sheets) for size in Size), Selection(reason=reason))

        total = sum(reasons.values(), NO_SHEETS)
        most_first = sorted(reasons.items(), key=lambda each: (-each[1].equivalent, each[0]))
        return Table(
            (translate("Statistics", "印刷の理由"), *(size_label(size) for size in Size)),
            tuple(line(name, sheets, name) for name, sheets in most_first),
            line(translate("Statistics", "印刷 計"), total),
        )


def size_label(size: Size) -> str:
    return translate("Statistics", "A4換算") if size is Size.EQUIVALENT else size.name


def month_label(month: str) -> str:
    """``2026-04`` is 4月."""
    return _month(month, translate("Statistics", "M'月'", "a month: letters of Qt"))


def _short(month: str) -> str:
    return _month(month, translate("Statistics", "M", "a month under its bar: letters of Qt"))


def _year_bar(year: fiscal.PlanYear) -> Bar:
    name = translate("Statistics", "{fy}(推計)").format(fy=year.fy) if year.estimated else str(year.fy)
    return Bar(name, year.bought, year.target)


def _difference(now: int | None, before: int | None) -> int | None:
    return None if now is None or before is None else now - before


def _total_of(pairs: Sequence[tuple[int | None, int | None]]) -> tuple[int | None, int | None, int | None]:
    """This year so far, the same months of the year before, and their difference; the two last only where each month that
    is known has one to compare it with."""
    known = [(now, before) for now, before in pairs if now is not None]
    now = sum(each for each, _ in known) if known else None
    same = [before for _, before in known if before is not None]
    before = sum(same) if same and len(same) == len(known) else None
    return now, before, _difference(now, before)


def _month(month: str, pattern: str) -> str:
    return day_in(date(int(month[:4]), int(month[5:]), 1), pattern)


def year_label(fy: int) -> str:
    """``令和8年度(2026)``; before Reiwa by the western year alone."""
    if fy < _REIWA:
        return translate("Statistics", "{fy}年度").format(fy=fy)
    era = translate("Statistics", "元") if fy == _REIWA else str(fy - _REIWA + 1)
    return translate("Statistics", "令和{era}年度({fy})").format(era=era, fy=fy)


def number(sheets: int | None) -> str:
    """``−1,234``: a comma every three digits and a true minus sign; a dash for what is not known."""
    return "–" if sheets is None else f"{sheets:,}".replace("-", "−")


def steps(lowest: int, highest: int, most: int = 5) -> tuple[int, ...]:
    """The marks of a chart's scale: multiples of 1, 2, 5, 10, 20, 50 … that take in 0, ``lowest`` and ``highest``."""
    lowest, highest = min(lowest, 0), max(highest, 0)
    step = next(each for each in _round_numbers() if (highest - lowest) / each <= most)
    first, last = lowest // step, -(-highest // step)
    return tuple(at * step for at in range(first, max(last, first + 1) + 1))


def _round_numbers() -> Iterator[int]:
    for power in count():
        yield from (lead * 10**power for lead in (1, 2, 5))
