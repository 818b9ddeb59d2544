"""統計: the paper that was not printed in a fiscal year, for an admin to read, check and hand on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QFrame, QScrollArea, QTabBar, QVBoxLayout, QWidget

from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.desktop.rows import label, rule, wrapped
from dxmeet.desktop.statistics.chart import NetChart
from dxmeet.desktop.statistics.figures import Breakdown, Figures, Size, Standing, year_label
from dxmeet.desktop.statistics.foot import StatisticsFoot
from dxmeet.desktop.statistics.head import StatisticsHead, tab_style
from dxmeet.desktop.statistics.sums import SumBlock
from dxmeet.desktop.statistics.table import FiguresTable
from dxmeet.desktop.theme import Theme
from dxmeet.domain import fiscal
from dxmeet.domain.statistics import Report
from dxmeet.progress import Progress, Step
from dxmeet.services.merging import MergeResult, Merging
from dxmeet.services.reporting import Reporting

_LANE = "statistics"
_ONE_COLUMN = 1120  # px at 100 %: below, the sums stand above the chart
_FILTERS = {"xlsx": "Excel (*.xlsx)", "csv": "CSV (*.csv)", "json": "JSON (*.json)"}


@dataclass(frozen=True)
class _Reading:
    """What one look at the statistics database gave."""

    fy: int
    report: Report
    standing: Standing


def _now() -> datetime:
    return datetime.now(UTC)


class StatisticsScreen(QWidget):
    """One fiscal year. ``changed`` carries the Changes of a merge."""

    changed = Signal(object)

    def __init__(
        self,
        theme: Theme,
        runner: JobRunner,
        merging: Merging,
        reporting: Reporting,
        parent: QWidget | None = None,
        *,
        now: Callable[[], datetime] = _now,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("statistics_screen")
        self._theme, self._runner, self._merging, self._reporting, self._now = theme, runner, merging, reporting, now
        self._fy = fiscal.fiscal_year(now())
        self._size = Size.A4
        self._reading: _Reading | None = None
        self.head = StatisticsHead(theme, self)
        self.chart = NetChart(theme)
        self.sums = SumBlock(theme)
        self.tabs = QTabBar()
        self.table = FiguresTable(theme)
        self.foot = StatisticsFoot(theme, self)
        self._chart_heading, self._hint = label(theme, "", "heading"), wrapped(theme, "")
        self._build()
        self._connect()
        self.head.show_year(self._fy, newest=True)

    def refresh(self) -> None:
        """Count anew, off this thread; what is shown stays until the answer is there."""
        fy = self._fy

        def read(progress: Progress) -> _Reading:
            report = self._reporting.report(fy)
            context, problems = self._merging.context(), self._merging.problems()
            standing = Standing(
                gaps=len(context.gaps),
                forks=len(context.forks),
                problems=len(problems),
                silent_terminals=len(context.silent_terminals),
                provisional=context.provisional,
            )
            return _Reading(fy, report, standing)

        job = Job(read)
        job.done.connect(self._take)
        self._runner.start(job, _LANE)

    def _take(self, reading: _Reading) -> None:
        if reading.fy == self._fy:  # the year may have been stepped on meanwhile
            self._reading = reading
            self._show()

    def _show(self) -> None:
        if self._reading is None:
            return
        today = fiscal.local_date(self._now())
        figures = Figures(self._reading.report, self._reading.standing, self._size, today)
        self.head.show_running(figures.running)
        self._chart_heading.setText(self.tr("記録された純削減") + f"  {figures.unit}")
        self._hint.setVisible(figures.nothing_yet)
        self.chart.show_bars(figures.bars(), self._chart_heading.text())
        self.sums.show_figures(figures)
        self.table.show_table(figures.table(list(Breakdown)[self.tabs.currentIndex()]))
        self.foot.show_standing(figures)

    def _step_year(self, by: int) -> None:
        newest = fiscal.fiscal_year(self._now())
        self._fy = min(self._fy + by, newest)
        self.head.show_year(self._fy, newest=self._fy == newest)
        self.refresh()

    def _choose_size(self, size: Size) -> None:
        self._size = size
        self._show()

    def _merge(self) -> None:
        self.head.merge_button.setEnabled(False)
        self.foot.say(self.tr("各端末の記録を集めています"))
        job = Job(self._merging.merge)
        job.progressed.connect(self._tell_progress)
        job.done.connect(self._merged)
        job.failed.connect(lambda: self.foot.say(self.tr("記録を集められませんでした")))
        job.finished.connect(lambda: self.head.merge_button.setEnabled(True))
        self._runner.start(job, _LANE)

    def _tell_progress(self, step: Step) -> None:
        self.foot.say(self.tr("各端末の記録を集めています {n}件").format(n=step.done))

    def _merged(self, result: MergeResult) -> None:
        told = self.tr("{n}件の記録を集めました") if result.events else self.tr("新しい記録はありませんでした")
        self.foot.say(self._timed(told.format(n=result.events)))
        self.changed.emit(result.changes)
        self.refresh()

    def _ask_place(self, format: str) -> None:
        """A file chooser that does not stop the rest of the window."""
        dialog = QFileDialog(self, self.tr("書き出し先"), "", _FILTERS[format])
        dialog.setObjectName("export_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(format)
        dialog.selectFile(self.tr("用紙の削減_{year}").format(year=year_label(self._fy)) + f".{format}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setModal(False)
        fy = self._fy

        def chosen(place: str) -> None:
            self._export(fy, format, Path(place))

        dialog.fileSelected.connect(chosen)
        dialog.show()

    def _export(self, fy: int, format: str, place: Path) -> None:
        self.foot.say(self.tr("書き出しています"))
        job = Job(lambda progress: self._reporting.export(fy, format, place))
        job.done.connect(lambda: self.foot.say(self._timed(self.tr("書き出しました: {name}").format(name=place.name))))
        job.failed.connect(lambda: self.foot.say(self.tr("書き出せませんでした: {name}").format(name=place.name)))
        self._runner.start(job, _LANE)

    def _timed(self, words: str) -> str:
        return f"{words} {self._now().astimezone(fiscal.TOKYO):%H:%M}"

    def _connect(self) -> None:
        self.head.year_stepped.connect(self._step_year)
        self.head.size_chosen.connect(self._choose_size)
        self.head.merge_asked.connect(self._merge)
        self.head.export_asked.connect(self._ask_place)
        self.tabs.currentChanged.connect(self._show)

    def _build(self) -> None:
        px = self._theme.px
        ground = self.palette()
        ground.setColor(QPalette.ColorRole.Window, self._theme.color("surface"))
        self.setPalette(ground)
        self.setAutoFillBackground(True)
        self._name_tabs()
        self._hint.setText(self.tr("まだ記録がありません。「記録を集める」を押すと、各端末の記録をここにまとめます。"))
        self._hint.setObjectName("hint_label")
        self._hint.hide()
        self._upper = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._upper.addLayout(self._ruled(self._chart_heading, self.chart), 1)
        self._upper.addLayout(self._ruled(self.sums), 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, px(8), 0, px(4))
        whole.setSpacing(0)
        whole.addWidget(self._inset(self.head))
        whole.addWidget(self._scrolled(), 1)
        for widget in (self.table.total_row, self.foot):
            whole.addWidget(self._inset(widget))

    def _name_tabs(self) -> None:
        self.tabs.setObjectName("breakdown_tabs")
        self.tabs.setAccessibleName(self.tr("内訳"))
        self.tabs.setFont(self._theme.font("control"))
        self.tabs.setStyleSheet(tab_style(self._theme))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for name in (self.tr("月別"), self.tr("会議・配布別"), self.tr("部署別"), self.tr("印刷の理由")):
            self.tabs.addTab(name)

    def _scrolled(self) -> QScrollArea:
        """Chart, sums and rows; in a short window they scroll, the head and the total stay."""
        px = self._theme.px
        body = QWidget()
        body.setObjectName("surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(4), px(24), 0)
        column.setSpacing(px(8))
        column.addWidget(self._hint)
        column.addLayout(self._upper, 2)
        column.addWidget(self.tabs)
        column.addWidget(self.table, 3)
        scroll = QScrollArea()
        scroll.setObjectName("statistics_scroll")
        scroll.setAccessibleName(self.tr("グラフと表"))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        return scroll

    def _inset(self, widget: QWidget) -> QWidget:
        frame = QWidget(self)
        row = QVBoxLayout(frame)
        row.setContentsMargins(self._theme.px(24), 0, self._theme.px(24), 0)
        row.addWidget(widget)
        return frame

    def _ruled(self, *widgets: QWidget) -> QVBoxLayout:
        """Under the 2 px rule that begins a section."""
        column = QVBoxLayout()
        column.setSpacing(self._theme.px(8))
        column.addWidget(rule(ink=True))
        for widget in widgets:
            column.addWidget(widget, int(widget is self.chart))
        if self.chart not in widgets:
            column.addStretch(1)
        return column

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self._theme.px(_ONE_COLUMN)
        way = QBoxLayout.Direction
        self._upper.setDirection(way.BottomToTop if narrow else way.LeftToRight)
        self.sums.setMinimumWidth(0 if narrow else self._theme.px(340))  # more where the words are longer
        self._upper.setSpacing(self._theme.px(12 if narrow else 28))
        self.sums.lay_flat(narrow)
        self.head.fold(narrow)
