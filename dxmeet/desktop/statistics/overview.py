"""The year at a glance: purchases against the target beside what was recorded, the sum, and the tables beneath."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QTabBar, QVBoxLayout, QWidget

from dxmeet.desktop.rows import cut_label, label, rule, wrapped
from dxmeet.desktop.statistics.chart import MonthChart
from dxmeet.desktop.statistics.figures import Breakdown, Figures, number
from dxmeet.desktop.statistics.foot import StatisticsFoot
from dxmeet.desktop.statistics.head import StatisticsHead, tab_style
from dxmeet.desktop.statistics.sums import SumBlock
from dxmeet.desktop.statistics.table import FiguresTable
from dxmeet.desktop.theme import Theme

_ONE_COLUMN = 1120  # px at 100 %: below, the sums stand above the charts
_ONE_CHART = 900  # below, the charts stand one above the other


class Overview(QWidget):
    """Shows a year's Figures and asks for things. ``breakdown_chosen`` after another table is wanted."""

    breakdown_chosen = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.head = StatisticsHead(theme, self)
        self.purchase_chart = MonthChart(theme, "purchase_chart")
        self.net_chart = MonthChart(theme, "net_chart")
        self.sums = SumBlock(theme)
        self.tabs = QTabBar()
        self.table = FiguresTable(theme)
        self.foot = StatisticsFoot(theme, self)
        self._purchase_heading, self._net_heading = cut_label(theme, "", "heading"), cut_label(theme, "", "heading")
        self._hint, self._meaning = wrapped(theme, ""), wrapped(theme, "", "small")
        self._outlook = wrapped(theme, "", "small", "ink2")
        self._hollow, self._filled = label(theme, "", "small", "ink2"), label(theme, "", "small", "accent")
        self._running = label(theme, "", "small", "ink2")
        self._build()
        self.tabs.currentChanged.connect(self.breakdown_chosen)

    @property
    def breakdown(self) -> Breakdown:
        return list(Breakdown)[self.tabs.currentIndex()]

    def show_figures(self, figures: Figures) -> None:
        self._running.setText(figures.running)
        self._net_heading.setText(self.tr("記録された純削減") + f"  {figures.unit}")
        self._hint.setVisible(figures.nothing_yet)
        target = figures.target
        level = None
        by_month = figures.knows_purchases
        heading = self.tr("購入枚数") if by_month else self.tr("年度ごとの購入枚数")
        self._purchase_heading.setText(heading + "  " + self.tr("A4·枚"))
        self._hollow.setText(self.tr("□ 前年度") if by_month else self.tr("□ 目標"))
        self._filled.setText(self.tr("■ 今年度") if by_month else self.tr("■ 購入"))
        if target is not None and by_month:
            monthly = target.monthly
            words = self.tr("目標 月あたり {sheets}枚(12等分)").format(sheets=number(round(monthly)))
            level = (words, monthly)
        self.purchase_chart.show_bars(figures.purchase_bars(), self._purchase_heading.text(), level)
        self.net_chart.show_bars(figures.bars(), self._net_heading.text())
        self.sums.show_figures(figures)
        self._meaning.say(figures.meaning())
        self._outlook.say(figures.outlook())
        self._outlook.setVisible(bool(self._outlook.plain))
        self.show_table(figures)
        self.foot.show_standing(figures)

    def show_table(self, figures: Figures) -> None:
        self.table.show_table(figures.table(self.breakdown))

    def _build(self) -> None:
        px = self._theme.px
        self._name_tabs()
        self._hint.say(self.tr("まだ記録がありません。「記録を集める」を押すと、各端末の記録をここにまとめます。"))
        self._hint.setObjectName("hint_label")
        self._hint.hide()
        self._meaning.setObjectName("meaning_label")
        self._outlook.setObjectName("outlook_label")
        self._running.setObjectName("running_label")
        self._charts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._charts.addLayout(self._ruled(self._purchase_line(), self.purchase_chart), 1)
        self._charts.addLayout(self._ruled(self._net_line(), self.net_chart), 1)
        self._upper = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._upper.addLayout(self._charts, 1)
        self._upper.addLayout(self._ruled(self.sums), 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, px(8), 0, px(4))
        whole.setSpacing(0)
        whole.addWidget(self._inset(self.head))
        whole.addWidget(self._scrolled(), 1)
        for widget in (self.table.total_row, self.foot):
            whole.addWidget(self._inset(widget))

    def _purchase_line(self) -> QWidget:
        """The heading, and which bars are which."""
        return self._line(self._purchase_heading, self._hollow, self._filled)

    def _net_line(self) -> QWidget:
        return self._line(self._net_heading, label(self._theme, self.tr("目盛りは左と別です"), "small", "ink2"))

    def _line(self, *widgets: QWidget) -> QWidget:
        frame = QWidget()
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(10))
        row.addWidget(widgets[0], 1)
        for widget in widgets[1:]:
            row.addWidget(widget)
        return frame

    def _name_tabs(self) -> None:
        self.tabs.setObjectName("breakdown_tabs")
        self.tabs.setAccessibleName(self.tr("内訳"))
        self.tabs.setFont(self._theme.font("control"))
        self.tabs.setStyleSheet(tab_style(self._theme))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        names = {
            Breakdown.MONTHS: self.tr("月別"),
            Breakdown.PACKETS: self.tr("会議・配布別"),
            Breakdown.DEPARTMENTS: self.tr("部署別"),
            Breakdown.KINDS: self.tr("種類別"),
            Breakdown.REASONS: self.tr("印刷の理由"),
        }
        for breakdown in Breakdown:
            self.tabs.addTab(names[breakdown])

    def _scrolled(self) -> QScrollArea:
        """Charts, sums and rows; in a short window they scroll, the head and the total stay."""
        px = self._theme.px
        body = QWidget()
        body.setObjectName("surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(4), px(24), 0)
        column.setSpacing(px(6))
        column.addWidget(self._hint)
        column.addLayout(self._upper, 2)
        column.addWidget(self._meaning)
        column.addWidget(self._outlook)
        chosen = QHBoxLayout()
        chosen.addWidget(self.tabs, 1)
        chosen.addWidget(self._running)
        column.addLayout(chosen)
        column.addWidget(self.table, 3)
        scroll = QScrollArea()
        scroll.setObjectName("statistics_scroll")
        scroll.setAccessibleName(self.tr("グラフと表"))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
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
        column.setSpacing(self._theme.px(6))
        column.addWidget(rule(ink=True))
        for widget in widgets:
            column.addWidget(widget, int(isinstance(widget, MonthChart)))
        if not any(isinstance(widget, MonthChart) for widget in widgets):
            column.addStretch(1)
        return column

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px, way = self._theme.px, QBoxLayout.Direction
        narrow, single = self.width() < px(_ONE_COLUMN), self.width() < px(_ONE_CHART)
        self._upper.setDirection(way.BottomToTop if narrow else way.LeftToRight)
        self._charts.setDirection(way.TopToBottom if single else way.LeftToRight)
        for layout in (self._upper, self._charts):
            layout.setSpacing(px(12 if narrow else 24))
        self.sums.lay_flat(narrow and self.sums.flat_width <= self.width() - px(2 * 24 + 14))  # margins, a scroll bar
        self.head.fold(narrow)
