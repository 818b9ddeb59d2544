"""An admin reads the year's figures, gathers the terminals' records and hands the figures on."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QTabBar, QTableView, QWidget
from pytestqt.qtbot import QtBot
from statistics_fakes import MONTHS, FakeMerging, FakePurchasing, FakeReporting, year

from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.numerals import number_width
from dxmeet.desktop.statistics.chart import MonthChart
from dxmeet.desktop.statistics.figures import Bar
from dxmeet.desktop.statistics.screen import StatisticsScreen
from dxmeet.desktop.theme import make_theme
from dxmeet.domain.fiscal import Purchase, Target
from dxmeet.domain.paper import Sheets
from dxmeet.domain.statistics import Selection, Sum
from dxmeet.errors import DxmeetError, FileDenied, ShareUnreachable
from dxmeet.paths import resource

NOW = datetime(2026, 11, 25, 0, 30, tzinfo=UTC)  # 9:30 in Japan


class StatisticsPage:
    """The screen as a person uses it."""

    def __init__(self, qtbot: QtBot, runner: JobRunner, merging: FakeMerging, reporting: FakeReporting) -> None:
        self.qtbot = qtbot
        self.runner = runner
        theme = make_theme("light", 100, resource("icons"))
        self.purchasing = FakePurchasing(merging)
        parts: Any = (merging, reporting, self.purchasing)
        self.screen = StatisticsScreen(theme, runner, *parts, now=lambda: NOW)
        qtbot.addWidget(self.screen)
        self.screen.resize(1280, 646)
        self.screen.show()
        self.screen.refresh()
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.runner.busy)

    def press(self, name: str) -> None:
        button = self.screen.findChild(QAbstractButton, name)
        assert button.isEnabled()
        button.click()
        self.settle()

    def button(self, name: str) -> QAbstractButton:
        return self.screen.findChild(QAbstractButton, name)

    def label(self, name: str) -> QLabel:
        return self.screen.findChild(QLabel, name)

    def choose_breakdown(self, words: str) -> None:
        tabs = self.screen.findChild(QTabBar, "breakdown_tabs")
        tabs.setCurrentIndex([tabs.tabText(at) for at in range(tabs.count())].index(words))

    def rows(self, name: str = "figures_table") -> list[list[str]]:
        model = self.screen.findChild(QTableView, name).model()
        return [
            [model.index(row, column).data() for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    made = JobRunner()
    yield made
    made.close()


@pytest.fixture
def merging() -> FakeMerging:
    return FakeMerging()


@pytest.fixture
def reporting(merging: FakeMerging) -> FakeReporting:
    return FakeReporting(merging, year(2026), year(2025, MONTHS[:3]))


@pytest.fixture
def page(qtbot: QtBot, runner: JobRunner, merging: FakeMerging, reporting: FakeReporting) -> StatisticsPage:
    return StatisticsPage(qtbot, runner, merging, reporting)


def test_the_year_opens_with_its_sum_and_its_months(page: StatisticsPage) -> None:
    assert page.label("year_label").text() == "令和8年度(2026)"
    assert [page.label(f"{tier}_label").text() for tier in ("gross_a", "gross_b", "printed", "net")] == [
        "74,290",
        "+ 24,025",
        "− 7,685",
        "90,630",
    ]
    assert page.rows()[0] == ["4月", "6,120", "1,480", "−760", "6,840", "2,310", "214"]
    assert page.rows("total_table") == [["4〜11月", "74,290", "24,025", "−7,685", "90,630", "25,510", "2,236"]]
    assert page.label("method_label").text() == "計算方法 第1版"


def test_the_size_is_chosen_and_everything_follows(page: StatisticsPage) -> None:
    page.press("a3_button")
    assert page.label("net_label").text() == "2,236"
    assert page.rows("total_table")[0][4] == "2,236"
    page.press("equivalent_button")
    assert page.label("net_label").text() == "95,102"


def test_breakdowns_are_tables_with_the_same_total(page: StatisticsPage) -> None:
    page.choose_breakdown("会議・配布別")
    assert [row[0][:2] for row in page.rows()] == ["庁議", "政策"]
    assert page.rows("total_table")[0][4] == "90,630"
    page.choose_breakdown("部署別")
    assert [row[0] for row in page.rows()] == ["企画課", "財政課"]
    page.choose_breakdown("印刷の理由")
    assert page.rows()[0] == ["見比べたい", "3,100", "60", "3,220"]


def test_the_year_before_is_one_press_away_and_the_next_is_not_offered(page: StatisticsPage) -> None:
    assert not page.button("next_year_button").isEnabled()
    assert "始まっていません" in page.button("next_year_button").toolTip()
    page.press("previous_year_button")
    assert page.label("year_label").text() == "令和7年度(2025)"
    assert len(page.rows()) == 12
    page.press("next_year_button")
    assert page.rows("total_table")[0][4] == "90,630"


def test_a_late_answer_for_another_year_is_not_shown(page: StatisticsPage) -> None:
    page.button("previous_year_button").click()
    page.button("next_year_button").click()
    page.settle()
    assert page.label("year_label").text() == "令和8年度(2026)"
    assert page.rows("total_table")[0][4] == "90,630"


def test_whole_figures_bear_no_badge(page: StatisticsPage) -> None:
    assert page.label("provisional_badge").isHidden()


def test_provisional_figures_say_why(page: StatisticsPage, merging: FakeMerging) -> None:
    merging.gaps, merging.untrusted, merging.silent = [1, 2], [("segment", "signature")], ["terminal"]
    page.screen.refresh()
    page.settle()
    assert not page.label("provisional_badge").isHidden()
    assert page.label("doubts_label").text() == "記録の欠け 2か所 · 読めない記録 1件"
    assert page.label("silence_label").text() == "30日連絡のない端末 1台"


def test_gathering_records_brings_new_figures(qtbot: QtBot, runner: JobRunner) -> None:
    merging = FakeMerging()
    reporting = FakeReporting(merging)
    merging.arrive = lambda: reporting.reports.update({2026: year()})
    page = StatisticsPage(qtbot, runner, merging, reporting)
    hint = page.label("hint_label")
    assert not hint.isHidden()
    assert "記録を集める" in hint.text()
    with qtbot.waitSignal(page.screen.changed) as told:
        page.press("merge_button")
    assert told.args[0].statistics
    assert merging.merges == 1
    assert hint.isHidden()
    assert page.label("net_label").text() == "90,630"
    assert page.label("note_label").text() == "37件の記録を集めました 09:30"
    assert page.button("merge_button").isEnabled()


def test_gathering_without_the_share_fails_in_words_and_can_be_tried_again(
    page: StatisticsPage, merging: FakeMerging, runner: JobRunner
) -> None:
    merging.failure = ShareUnreachable(path="share")
    trouble: list[DxmeetError] = []
    runner.trouble.connect(trouble.append)
    page.press("merge_button")
    assert [error.code for error in trouble] == ["share-unreachable"]
    assert page.label("note_label").text() == "記録を集められませんでした"
    assert page.button("merge_button").isEnabled()
    assert page.label("net_label").text() == "90,630"


@pytest.mark.parametrize("format", ["xlsx", "csv", "pdf", "json"])
def test_the_figures_are_handed_on(page: StatisticsPage, reporting: FakeReporting, tmp_path: Path, format: str) -> None:
    page.press(f"{format}_button")
    dialog = page.screen.findChild(QFileDialog, "export_dialog")
    assert not dialog.isModal()
    assert dialog.defaultSuffix() == format
    dialog.fileSelected.emit(str(tmp_path / f"削減.{format}"))
    dialog.close()
    page.settle()
    assert reporting.exported == [(2026, format, tmp_path / f"削減.{format}")]
    assert page.label("note_label").text() == f"書き出しました: 削減.{format} 09:30"


def test_a_place_that_cannot_be_written_is_said(
    page: StatisticsPage, reporting: FakeReporting, runner: JobRunner, tmp_path: Path
) -> None:
    reporting.failure = FileDenied(path="x")
    trouble: list[DxmeetError] = []
    runner.trouble.connect(trouble.append)
    page.press("csv_button")
    dialog = page.screen.findChild(QFileDialog, "export_dialog")
    dialog.fileSelected.emit(str(tmp_path / "x.csv"))
    dialog.close()
    page.settle()
    assert [error.code for error in trouble] == ["file-denied"]
    assert page.label("note_label").text() == "書き出せませんでした: x.csv"


@pytest.mark.parametrize("width", [853, 1280, 1600])
def test_no_figure_is_cut_at_any_width(page: StatisticsPage, qtbot: QtBot, width: int) -> None:
    page.screen.resize(width, 480)
    for name in ("figures_table", "total_table"):
        view = page.screen.findChild(QTableView, name)

        def in_full(view: QTableView = view) -> None:
            model = view.model()
            for row in range(model.rowCount()):
                for column in range(1, model.columnCount()):
                    index = model.index(row, column)
                    assert view.columnWidth(column) >= number_width(index.data(), index.data(Qt.ItemDataRole.FontRole))

        qtbot.waitUntil(in_full)


@pytest.mark.parametrize("width", [853, 1280])
def test_the_total_is_always_in_sight_beneath_its_columns(page: StatisticsPage, qtbot: QtBot, width: int) -> None:
    page.screen.resize(width, 400)
    rows = page.screen.findChild(QTableView, "figures_table")
    total = page.screen.findChild(QTableView, "total_table")

    def aligned() -> None:
        assert [total.columnWidth(at) for at in range(7)] == [rows.columnWidth(at) for at in range(7)]

    qtbot.waitUntil(aligned)
    assert total.isVisible()
    assert not total.viewport().visibleRegion().isEmpty()
    assert page.screen.rect().contains(total.mapTo(page.screen, total.rect().bottomLeft()))


def test_every_control_has_a_name_a_key_and_room(page: StatisticsPage) -> None:
    buttons = [each for each in page.screen.head.findChildren(QAbstractButton) if each.isVisible()]
    assert len(buttons) == 11
    keys = [button.shortcut().toString() for button in buttons]
    assert len(set(keys)) == len(keys)
    for button in buttons:
        assert button.accessibleName()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert button.width() >= 32
        assert button.height() >= 32


def test_the_chart_is_told_in_words(page: StatisticsPage) -> None:
    chart = page.screen.findChild(QWidget, "net_chart")
    assert chart.accessibleName() == "記録された純削減  A4·枚"
    assert "10: 19,300" in chart.accessibleDescription()
    assert "11: −1,170" in chart.accessibleDescription()


@pytest.mark.parametrize("width", [300, 420, 900])
def test_no_figure_of_the_chart_is_painted_over_its_scale(qtbot: QtBot, width: int) -> None:
    """The first month of a year is the last there is: its figure, wider than the slot, stays beside the scale."""
    theme = make_theme("light", 100, resource("icons"))
    shown: list[QImage] = []
    for first in (350_000, None):
        chart = MonthChart(theme, "chart")
        qtbot.addWidget(chart)
        chart.resize(width, 190)
        months = [Bar(str(month), first if month == 4 else None, None) for month in (*range(4, 13), 1, 2, 3)]
        chart.show_bars(months, "購入枚数", None if first else ("", 350_000.0))  # the same scale either way
        shown.append(chart.grab().toImage())
    scale = round(number_width("400,000", theme.figures("small")))
    high = shown[0].height() - 24  # the months' names are below
    assert shown[0].copy(0, 0, scale, high) == shown[1].copy(0, 0, scale, high)
    assert shown[0].copy(scale + 8, 0, width, high) != shown[1].copy(scale + 8, 0, width, high)


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("sheets", [373_333, 399_999, 400_000])
def test_the_name_of_the_target_and_its_line_are_apart(qtbot: QtBot, percent: int, sheets: int) -> None:
    theme = make_theme("light", percent, resource("icons"))
    words, line = QFontMetrics(theme.font("small")), theme.color("target").rgb()
    chart = MonthChart(theme, "chart")
    qtbot.addWidget(chart)
    chart.resize(420 * percent // 100, 150 * percent // 100)
    chart.show_bars([Bar("4", sheets, None)], "購入枚数", ("目標 月あたり 373,333枚(12等分)", float(sheets)))
    picture = chart.grab().toImage()
    across = [picture.width() * tenths // 10 for tenths in (4, 5, 6, 7, 8, 9)]
    level = [y for y in range(picture.height()) if all(picture.pixel(x, y) == line for x in across)]
    assert level
    assert min(level) >= words.height()


def test_the_line_of_the_target_crosses_no_figure(qtbot: QtBot) -> None:
    """A bar a little lower than the target has its figure where the line is."""
    theme = make_theme("light", 100, resource("icons"))
    shown: list[QImage] = []
    for level in (355_000.0, 1.0):
        chart = MonthChart(theme, "chart")
        qtbot.addWidget(chart)
        chart.resize(900, 190)
        chart.show_bars([Bar("4", 340_000, None)], "購入枚数", ("目標", level))
        shown.append(chart.grab().toImage())
    width = round(number_width("340,000", theme.figures("small")))
    middle = round((900 + number_width("400,000", theme.figures("small")) + 8) / 2)
    line = theme.color("target").rgb()
    crossed = [
        (x, y)
        for x in range(middle - width // 2 + 2, middle + width // 2 - 2)
        for y in range(40, 160)
        if shown[0].pixel(x, y) == line
    ]
    assert crossed == []
    assert shown[0].copy(middle - width // 2, 40, width, 120) == shown[1].copy(middle - width // 2, 40, width, 120)


def bought(*months: str, sheets: int) -> list[Purchase]:
    return [Purchase(month, sheets, "actual", "契約課") for month in months]


def test_purchases_stand_beside_what_was_recorded(page: StatisticsPage, merging: FakeMerging) -> None:
    merging.purchases = [*bought("2026-04", sheets=420_000), *bought("2025-04", "2025-05", sheets=427_500)]
    page.screen.refresh()
    page.settle()
    assert page.rows()[0][:5] == ["4月", "420,000", "427,500", "−7,500", "6,120"]
    assert page.rows()[1][1:4] == ["–", "427,500", "–"]
    assert page.rows("total_table")[0][1:4] == ["420,000", "427,500", "−7,500"]
    chart = page.screen.findChild(QWidget, "purchase_chart")
    assert chart.accessibleDescription().startswith("目標 月あたり 373,333枚(12等分), 4: 420,000")
    page.press("a3_button")
    assert page.rows()[0][:2] == ["4月", "180"]  # A4 is what is bought


def test_before_a_purchase_is_entered_the_plan_is_shown_year_by_year(page: StatisticsPage) -> None:
    chart = page.screen.findChild(QWidget, "purchase_chart")
    assert chart.accessibleDescription() == ("2025(推計): 4,600,000, 2026: 4,480,000, 2027: 4,310,000, 2028: 4,115,000")
    told = page.label("meaning_label").accessibleName()
    assert told.startswith(
        "2026年度の目標は 4,480,000枚で、2025年度の購入 4,600,000枚(推計)より 120,000枚 少ない数です。"
    )
    net = page.screen.findChild(QLabel, "net_label").text()
    assert f"これまでに記録された純削減は {net}枚です。" in told
    assert "購入枚数を入力すると" in told


def test_the_plan_says_in_words_what_the_year_means(
    page: StatisticsPage, merging: FakeMerging, reporting: FakeReporting
) -> None:
    reporting.reports[2026] = year(2026, (Sum(gross_a=Sheets(60_000, 0)),))
    merging.purchases = bought("2026", sheets=4_480_000)
    page.screen.refresh()
    page.settle()
    told = page.label("meaning_label").accessibleName()
    assert "120,000枚 減りました(推計を含みます)" in told
    assert "記録された純削減は 60,000枚で、減った枚数の半分(50%)にあたります。" in told
    assert "電子決裁や事業の増減、買い置きなど、ほかの理由でも変わります" in told
    assert "すべてこの取り組みの成果だという意味ではありません" in told


@pytest.mark.parametrize(
    ("breakdown", "part"),
    [
        ("月別", Selection(month="2026-04")),
        ("会議・配布別", Selection(packets=("p-1",))),
        ("部署別", Selection(department="企画課")),
        ("種類別", Selection(packets=("p-1", "p-2"))),
        ("印刷の理由", Selection(reason="見比べたい")),
    ],
)
def test_a_number_opens_what_it_came_from(
    page: StatisticsPage, reporting: FakeReporting, breakdown: str, part: Selection
) -> None:
    page.choose_breakdown(breakdown)
    rows = page.screen.overview.table.rows
    rows.clicked.emit(rows.model().index(0, 1))
    page.settle()
    assert reporting.asked == [(2026, part)]
    entries = page.screen.entries
    assert entries.isVisible()
    assert [(row[1], row[6], row[7]) for row in entries.table.words()] == [
        ("開いた", "実績 A", "4"),
        ("印刷した(見比べたい)", "印刷", "−8"),
    ]
    assert entries.table.words()[0][5] == "abcdef01"  # not the whole pseudonym, and no name
    entries.back_button.click()
    assert page.screen.overview.isVisible()


def test_all_the_records_of_a_number_are_paged_through(page: StatisticsPage, reporting: FakeReporting) -> None:
    reporting.pairs = 600
    rows = page.screen.overview.table.rows
    rows.clicked.emit(rows.model().index(0, 1))
    page.settle()
    entries = page.screen.entries
    shown, turns = list[str](), ("after_button", "after_button", "before_button")
    for name in turns:
        shown.append(f"{entries.place.text().partition(' · ')[0]} {entries.table.rowCount()}")
        page.press(name)
    assert shown == [
        "全1,200件のうち 1〜500件目 500",
        "全1,200件のうち 501〜1,000件目 500",
        "全1,200件のうち 1,001〜1,200件目 200",
    ]
    assert entries.place.text().startswith("全1,200件のうち 501〜1,000件目")
    assert entries.after_button.text() == "次の200件"


def test_a_purchase_is_entered_and_corrected_and_the_earlier_value_stays(page: StatisticsPage) -> None:
    page.press("plan_button")
    plan = page.screen.plan
    for sheets in ("420000", "419500"):
        plan.month_box.setCurrentIndex(plan.month_box.findData("2026-04"))
        plan.purchase_sheets.setText(sheets)
        plan.purchase_source.setText("契約課")
        page.press("purchase_button")
        assert plan.purchase_sheets.text() == ""
    assert plan.purchases.words() == [
        ["2026 4月", "419,500", "実績", "契約課", "今の値"],
        ["2026 4月", "420,000", "実績", "契約課", "前の値"],
    ]
    assert page.purchasing.entered[-1] == ("2026-04", "419500", "actual", "契約課")


def test_enter_in_a_field_records_what_is_in_it(page: StatisticsPage) -> None:
    page.press("plan_button")
    plan = page.screen.plan
    plan.purchase_sheets.setText("420000")
    QTest.keyClick(plan.purchase_sheets, Qt.Key.Key_Return)
    page.settle()
    assert page.purchasing.entered[-1][1] == "420000"
    plan.target_source.setText("計画")
    plan.target_sheets.setText("4300000")
    QTest.keyClick(plan.target_source, Qt.Key.Key_Enter)
    page.settle()
    assert page.purchasing.targets[-1].sheets == 4_300_000


def test_a_table_without_a_row_says_why_and_none_scrolls_sideways_for_the_sake_of_air(page: StatisticsPage) -> None:
    page.press("plan_button")
    plan = page.screen.plan
    assert "まだ入っていません" in plan.purchases.accessibleDescription()
    assert plan.targets.accessibleDescription() == ""
    assert plan.targets.horizontalScrollBar().maximum() == 0


def test_a_target_is_entered_beside_the_plan(page: StatisticsPage) -> None:
    page.press("plan_button")
    plan = page.screen.plan
    assert plan.targets.words()[0][:3] == ["令和7年度(2025)", "4,600,000", "推計"]
    plan.year_box.setCurrentIndex(plan.year_box.findData(2027))
    plan.target_sheets.setText("4300000")
    page.press("target_button")
    assert page.purchasing.targets == [Target(2027, 4_300_000, "target", "")]


def test_what_is_missing_is_a_list(page: StatisticsPage, merging: FakeMerging) -> None:
    merging.gaps = [{"terminal": "t1", "epoch": "e", "first": 2, "last": 3}]
    merging.forks = [{"terminal": "t2", "epoch": "e", "seq": 9}]
    merging.untrusted = [("e-1-1-0.seg", "unknown-terminal")]
    page.screen.refresh()
    page.settle()
    page.press("doubts_button")
    assert page.screen.doubts.isVisible()
    assert [row[:2] for row in page.screen.doubts.table.words()] == [
        ["欠け", "t1"],
        ["食い違い(どちらも数えません)", "t2"],
        ["読めない記録", "e-1-1-0.seg"],
    ]
