"""What the statistics screen says: every figure can be redone by hand, nothing is hidden and nothing added twice."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statistics_fakes import MONTHS, year

from dxmeet.desktop.statistics.figures import Breakdown, Figures, Size, Standing, number, steps, year_label
from dxmeet.domain.paper import Sheets
from dxmeet.domain.statistics import Sum

NOVEMBER = date(2026, 11, 25)
TIERS = [Breakdown.MONTHS, Breakdown.PACKETS, Breakdown.DEPARTMENTS]


def figures(size: Size = Size.A4, standing: Standing = Standing(), today: date = NOVEMBER) -> Figures:  # noqa: B008
    return Figures(year(), standing, size, today)


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("breakdown", TIERS)
def test_every_row_adds_up_to_its_net(size: Size, breakdown: Breakdown) -> None:
    table = figures(size).table(breakdown)
    for line in (*table.lines, table.total):
        actual, declared, printed, net = line.numbers[:4]
        assert actual + declared + printed == net


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("breakdown", Breakdown)
def test_every_column_adds_up_to_the_total(size: Size, breakdown: Breakdown) -> None:
    table = figures(size).table(breakdown)
    assert table.lines
    for column in range(len(table.headings) - 1):
        assert sum(line.numbers[column] for line in table.lines) == table.total.numbers[column]


def test_reference_is_not_in_the_net() -> None:
    shown = figures()
    assert shown.sheets("net") == 74_290 + 24_025 - 7_685 == 90_630
    assert shown.sheets("reference_c") == 25_510


def test_a_month_in_which_more_was_printed_is_negative() -> None:
    november = figures().table(Breakdown.MONTHS).lines[-1]
    assert november.name == "11月"
    assert november.numbers[3] == -1_170
    assert number(november.numbers[3]) == "−1,170"


def test_months_that_have_not_come_have_no_bar_and_no_row() -> None:
    shown = figures()
    assert len(shown.table(Breakdown.MONTHS).lines) == 8
    assert [bar.label for bar in shown.bars()] == ["4", "5", "6", "7", "8", "9", "10", "11", "12", "1", "2", "3"]
    assert [bar.sheets is None for bar in shown.bars()] == [False] * 8 + [True] * 4
    assert shown.period == "4〜11月"
    assert shown.running == "11月は途中です"


def test_a_record_from_a_clock_that_runs_ahead_is_shown_all_the_same() -> None:
    ahead = figures(today=date(2026, 9, 3))
    assert len(ahead.table(Breakdown.MONTHS).lines) == 8
    assert sum(bar.sheets or 0 for bar in ahead.bars()) == ahead.sheets("net")


def test_a_year_that_is_over_has_twelve_months() -> None:
    over = figures(today=date(2027, 6, 1))
    assert len(over.table(Breakdown.MONTHS).lines) == 12
    assert over.period == "4〜3月"
    assert over.running == ""


def test_the_first_month_stands_alone() -> None:
    begun = Figures(year(2026, MONTHS[:1]), Standing(), Size.A4, date(2026, 4, 2))
    assert begun.period == "4月"


def test_the_size_that_is_not_chosen_is_not_forgotten() -> None:
    a4, a3, both = (figures(size).table(Breakdown.MONTHS) for size in Size)
    assert a4.headings[-1] == "A3 純削減"
    assert a3.headings[-1] == "A4 純削減"
    assert a4.total.numbers[-1] == a3.total.numbers[3]
    assert both.headings[-1] == "参考 C"
    assert both.total.numbers[3] == a4.total.numbers[3] + 2 * a3.total.numbers[3]


def test_reasons_begin_with_what_costs_most() -> None:
    table = figures().table(Breakdown.REASONS)
    assert [line.name for line in table.lines] == ["見比べたい", "文字が小さい", "その他"]
    assert table.lines[0].numbers == (3100, 60, 3220)


def test_whole_figures_have_no_doubts() -> None:
    assert figures().doubts() == ""
    assert figures().silence() == ""


def test_doubts_are_told_in_words() -> None:
    shown = figures(standing=Standing(gaps=2, forks=1, problems=3, silent_terminals=4, provisional=True))
    assert shown.doubts() == "記録の欠け 2か所 · 食い違う記録 1件 · 読めない記録 3件"
    assert shown.silence() == "30日連絡のない端末 4台"


def test_provisional_without_a_known_cause_still_says_so() -> None:
    assert figures(standing=Standing(provisional=True)).doubts()


def test_a_silent_terminal_alone_makes_nothing_provisional() -> None:
    assert figures(standing=Standing(silent_terminals=1)).doubts() == ""


def test_nothing_yet() -> None:
    empty = replace(year(2026, ()), packets=(), total=Sum())
    assert Figures(empty, Standing(), Size.A4, NOVEMBER).nothing_yet
    assert not figures().nothing_yet


@pytest.mark.parametrize(("fy", "said"), [(2026, "令和8年度(2026)"), (2019, "令和元年度(2019)"), (2018, "2018年度")])
def test_the_year_is_named_as_the_city_names_it(fy: int, said: str) -> None:
    assert year_label(fy) == said


def test_the_method_is_named() -> None:
    assert figures().method == "計算方法 第1版"


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
def test_the_scale_takes_in_zero_and_both_ends(one: int, other: int) -> None:
    lowest, highest = sorted((one, other))
    marks = steps(lowest, highest)
    assert 0 in marks
    assert marks[0] <= lowest
    assert marks[-1] >= highest
    assert 2 <= len(marks) <= 8
    gaps = {later - earlier for earlier, later in pairwise(marks)}
    assert len(gaps) == 1
    assert str(gaps.pop()).rstrip("0") in ("1", "2", "5")


@given(st.integers())
def test_a_number_reads_back(sheets: int) -> None:
    assert int(number(sheets).replace(",", "").replace("−", "-")) == sheets


@given(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6))
def test_an_a3_sheet_is_two_of_a4(a4: int, a3: int) -> None:
    assert Size.EQUIVALENT.of(Sheets(a4, a3)) == a4 + 2 * a3
