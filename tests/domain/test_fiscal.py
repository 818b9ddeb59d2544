"""Fiscal years by the date in Japan, and purchases against the figures."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxmeet.domain import fiscal
from dxmeet.domain.fiscal import PLAN, Purchase, Target


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_midnight_in_japan_is_where_the_year_turns() -> None:
    last, first = utc("2026-03-31T14:59:59"), utc("2026-03-31T15:00:00")
    assert (fiscal.fiscal_year(last), fiscal.month(last)) == (2025, "2026-03")
    assert (fiscal.fiscal_year(first), fiscal.month(first)) == (2026, "2026-04")
    assert fiscal.local_date(first) == date(2026, 4, 1)


def test_months_begin_in_april() -> None:
    assert fiscal.months(2026) == (
        *("2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09"),
        *("2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2027-03"),
    )


def test_a_period_is_half_open_and_in_utc() -> None:
    start, end = fiscal.period(2026)
    assert start == utc("2026-03-31T15:00:00")
    assert end == utc("2027-03-31T15:00:00")
    assert start.utcoffset() == timedelta(0)


@pytest.mark.parametrize("year", [-1, 0, 1, 9999, 10**9])
def test_years_no_calendar_has(year: int) -> None:
    with pytest.raises(ValueError, match=str(year)):
        fiscal.period(year)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_every_moment_lies_in_its_own_year_and_month(at: datetime) -> None:
    year = fiscal.fiscal_year(at)
    start, end = fiscal.period(year)
    assert start <= at < end
    assert fiscal.month(at) in fiscal.months(year)


def test_the_plan() -> None:
    assert [(each.fy, each.sheets) for each in PLAN] == [
        (2025, 4_600_000),
        (2026, 4_480_000),
        (2027, 4_310_000),
        (2028, 4_115_000),
    ]
    assert PLAN[0].kind == "estimate"
    assert Target(2026, 12, "target", "").monthly == 1


def bought(month: str, sheets: int, kind: fiscal.FigureKind = "actual") -> Purchase:
    return Purchase(month, sheets, kind, "test")


def test_realisation_compares_only_months_known_in_both_years() -> None:
    purchases = [
        *(bought("2025-04", 1000), bought("2025-05", 1000), bought("2025-06", 9999)),
        *(bought("2026-04", 900), bought("2026-05", 850)),
    ]
    # fall 100 + 150 = 250, net 300 + 200 = 500; June of 2026 is not known, so its net does not count either
    assert fiscal.realisation(2026, purchases, {"2026-04": 300, "2026-05": 200, "2026-06": 70}) == 0.5


def test_realisation_is_negative_when_purchases_rose() -> None:
    assert fiscal.realisation(2026, [bought("2025-04", 100), bought("2026-04", 150)], {"2026-04": 100}) == -0.5


@pytest.mark.parametrize("net", [0, -5])
def test_no_honest_quotient(net: int) -> None:
    assert fiscal.realisation(2026, [bought("2025-04", 9), bought("2026-04", 1)], {"2026-04": net}) is None
    assert fiscal.realisation(2026, [], {"2026-04": 5}) is None


def test_an_actual_purchase_replaces_an_estimate_in_any_order() -> None:
    actual, estimate, corrected = bought("2026-04", 1), bought("2026-04", 2, "estimate"), bought("2026-04", 3)
    assert fiscal.by_month([actual, estimate])["2026-04"] == actual
    assert fiscal.by_month([estimate, actual])["2026-04"] == actual
    assert fiscal.by_month([actual, corrected])["2026-04"] == corrected
