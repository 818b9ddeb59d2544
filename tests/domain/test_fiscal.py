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
    compared = fiscal.compared(2026, purchases, PLAN, {"2026-04": 300, "2026-05": 200, "2026-06": 70})
    assert compared is not None
    assert (compared.months, compared.fall, compared.net) == (("2026-04", "2026-05"), 250, 500)
    assert (compared.realisation, compared.estimated) == (0.5, False)


def test_realisation_is_negative_when_purchases_rose() -> None:
    compared = fiscal.compared(2026, [bought("2025-04", 100), bought("2026-04", 150)], (), {"2026-04": 100})
    assert compared is not None
    assert compared.realisation == -0.5


@pytest.mark.parametrize("net", [0, -5])
def test_no_honest_quotient(net: int) -> None:
    compared = fiscal.compared(2026, [bought("2025-04", 9), bought("2026-04", 1)], (), {"2026-04": net})
    assert compared is not None
    assert compared.realisation is None
    assert fiscal.compared(2026, [], PLAN, {"2026-04": 5}) is None


@pytest.mark.parametrize("whole", [True, False])
def test_the_plan_stands_for_a_year_whose_months_nobody_has(whole: bool) -> None:
    """FY2025 4,600,000 by estimate, FY2026 4,480,000 bought, 60,000 avoided: the fall is 120,000, twice what was recorded."""
    months = [bought(month, 373_333 + (place < 4)) for place, month in enumerate(fiscal.months(2026))]
    purchases = [bought("2026", 4_480_000)] if whole else months
    compared = fiscal.compared(2026, purchases, PLAN, {"2026-05": 60_000})
    assert compared is not None
    assert (compared.before, compared.now, compared.fall) == (4_600_000, 4_480_000, 120_000)
    assert (compared.net, compared.realisation, compared.estimated, compared.months) == (60_000, 2.0, True, ())
    assert fiscal.compared(2026, months[:11], PLAN, {"2026-05": 60_000}) is None  # eleven months are no year
    assert fiscal.compared(2027, [bought("2027", 1)], PLAN, {}) is None  # a target does not say what was bought


def test_twelve_months_that_end_with_one() -> None:
    known = fiscal.by_month(bought(month, 10) for fy in (2025, 2026) for month in fiscal.months(fy)[:7])
    assert fiscal.moving_sum("2026-04", known) is None
    whole = fiscal.by_month(bought(month, place) for place, month in enumerate(fiscal.months(2025)))
    assert fiscal.moving_sum("2026-03", whole) == sum(range(12))
    assert fiscal.moving_sum("2026-04", {**whole, "2026-04": bought("2026-04", 100)}) == sum(range(12)) + 100
    assert fiscal.moving_sum("2026-01", whole) is None


def test_the_rest_of_the_year_goes_as_the_months_before() -> None:
    before = [bought(month, 100) for month in fiscal.months(2025)]
    forecast = fiscal.forecast(2026, [*before, bought("2026-04", 90), bought("2026-05", 110), bought("2026-06", 70)])
    assert forecast is not None
    # 270 of 300 so far; nine months of 100 to come, between 0.7 and 1.1 of them
    assert (forecast.sheets, forecast.low, forecast.high) == (270 + 810, 270 + 630, 270 + 990)
    assert fiscal.forecast(2026, before) is None
    assert fiscal.forecast(2026, [*before[1:], bought("2026-04", 90)]) is None


def test_an_actual_purchase_replaces_an_estimate_in_any_order() -> None:
    actual, estimate, corrected = bought("2026-04", 1), bought("2026-04", 2, "estimate"), bought("2026-04", 3)
    assert fiscal.by_month([actual, estimate])["2026-04"] == actual
    assert fiscal.by_month([estimate, actual])["2026-04"] == actual
    assert fiscal.by_month([actual, corrected])["2026-04"] == corrected


def test_what_a_year_is_meant_to_save_stands_against_what_is_known_of_the_year_before() -> None:
    assert fiscal.intended(2026, [], PLAN) == fiscal.Intended(4_480_000, 4_600_000, True)
    entered = [Purchase("2025", 4_590_000, "actual", "契約課")]
    assert fiscal.intended(2026, entered, PLAN) == fiscal.Intended(4_480_000, 4_590_000, False)
    assert fiscal.intended(2027, [], PLAN) is None  # of 2026 there is only a target
    assert fiscal.intended(2025, [], PLAN) is None
