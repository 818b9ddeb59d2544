"""購入と目標: what was bought by month, what the plan says by year; entered with its source, earlier values kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dxmeet.desktop.backpage import BackPage, WordTable
from dxmeet.desktop.choice import Choice
from dxmeet.desktop.rows import heading, label
from dxmeet.desktop.statistics.figures import month_label, number, year_label
from dxmeet.desktop.theme import Theme
from dxmeet.domain import fiscal
from dxmeet.domain.fiscal import FigureKind, Purchase, Target


@dataclass(frozen=True)
class Entered:
    """All that was ever entered, in order, and what counts of it now."""

    purchases: Sequence[Purchase]
    counted: Sequence[Purchase]
    targets: Sequence[Target]
    counted_targets: Sequence[Target]


class PlanPage(BackPage):
    """Two tables, each over a line to enter or correct one figure. It changes nothing itself."""

    purchase_entered = Signal(str, str, str, str)  # month or year, sheets, kind, source
    target_entered = Signal(int, str, str, str)
    import_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "plan_page", QCoreApplication.translate("Statistics", "統計に戻る"))
        self.title.setText(self.tr("購入枚数と目標"))
        self.words.say(
            self.tr(
                "A4の購入枚数を月ごとに入力します。同じ月をもう一度入力すると訂正になり、前の値も残ります。"
                "実績は推計より優先します。"
            )
        )
        self._kinds: dict[FigureKind, str] = {
            "actual": self.tr("実績"),
            "estimate": self.tr("推計"),
            "target": self.tr("目標"),
        }
        said = self.tr("枚数"), self.tr("種別"), self.tr("出典"), self.tr("扱い")
        none = self.tr(
            "購入枚数はまだ入っていません。上に1か月ずつ入れるか、CSVから取り込むと、統計の図に前年と目標に並べて出ます。"
        )
        self.purchases = WordTable(theme, "purchases_table", (self.tr("月"), *said), (1,), none)
        self.targets = WordTable(theme, "targets_table", (self.tr("年度"), *said), (1,))
        self.purchases.setAccessibleName(self.tr("購入枚数"))
        self.targets.setAccessibleName(self.tr("目標"))
        inner = QWidget()
        inner.setObjectName("surface")
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(theme.px(28))
        self._halves.addLayout(self._purchase_half(), 1)
        self._halves.addLayout(self._target_half(), 1)
        scroll = QScrollArea()
        scroll.setObjectName("surface")
        scroll.setAccessibleName(self.tr("購入枚数と目標"))
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inner)
        self.column.addWidget(scroll, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One above the other where two have no room."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        self._halves.setDirection(way.TopToBottom if self.width() < self._theme.px(1000) else way.LeftToRight)

    def show_year(self, fy: int) -> None:
        """The months that may be entered: this year's, those of the year before, and each year as a whole."""
        months = [*fiscal.months(fy), f"{fy:04}", *fiscal.months(fy - 1), f"{fy - 1:04}"]
        self.month_box.clear()
        for month in months:
            self.month_box.addItem(self._period(month), month)
        self.year_box.clear()
        for year in range(min(fy, 2025), max(fy, 2025) + 5):
            self.year_box.addItem(year_label(year), year)
        self.year_box.setCurrentIndex(self.year_box.findData(fy))

    def show_entered(self, entered: Entered) -> None:
        """What counts stands above what it replaced."""
        bought = sorted(entered.purchases, key=lambda each: (each.month, each not in entered.counted))
        self.purchases.show_rows(
            [self._row(self._period(each.month), each, each in entered.counted) for each in bought]
        )
        preset = [each for each in entered.counted_targets if each not in entered.targets]
        planned = sorted([*preset, *entered.targets], key=lambda each: (each.fy, each not in entered.counted_targets))
        self.targets.show_rows(
            [self._row(year_label(each.fy), each, each in entered.counted_targets) for each in planned]
        )

    def _row(self, name: str, figure: Purchase | Target, counts: bool) -> tuple[str, ...]:
        standing = self.tr("今の値") if counts else self.tr("前の値")
        return (name, number(figure.sheets), self._kinds[figure.kind], figure.source, standing)

    @staticmethod
    def _period(month: str) -> str:
        return year_label(int(month)) if len(month) == 4 else f"{month[:4]} {month_label(month)}"

    def _purchase_half(self) -> QVBoxLayout:
        self.month_box, self.purchase_kind = self._box("month_box"), self._box("purchase_kind_box")
        self.purchase_sheets, self.purchase_source = self._field("purchase_field"), self._field("purchase_source_field")
        for kind in ("actual", "estimate"):
            self.purchase_kind.addItem(self._kinds[kind], kind)
        enter = self._button("purchase_button", self.tr("購入を記録"))
        take = self._button("import_button", self.tr("CSVから取り込む"))
        for asked in (enter.clicked, self.purchase_sheets.returnPressed, self.purchase_source.returnPressed):
            asked.connect(self._enter_purchase)
        take.clicked.connect(self.import_asked)
        parts = (
            (self.tr("月"), self.month_box),
            (self.tr("枚数"), self.purchase_sheets),
            (self.tr("種別"), self.purchase_kind),
            (self.tr("出典"), self.purchase_source),
        )
        return self._half(self.tr("購入枚数(A4)"), self.purchases, parts, (enter, take))

    def _target_half(self) -> QVBoxLayout:
        self.year_box, self.target_kind = self._box("year_box"), self._box("target_kind_box")
        self.target_sheets, self.target_source = self._field("target_field"), self._field("target_source_field")
        for kind in ("target", "estimate", "actual"):
            self.target_kind.addItem(self._kinds[kind], kind)
        enter = self._button("target_button", self.tr("目標を記録"))
        for asked in (enter.clicked, self.target_sheets.returnPressed, self.target_source.returnPressed):
            asked.connect(self._enter_target)
        parts = (
            (self.tr("年度"), self.year_box),
            (self.tr("枚数"), self.target_sheets),
            (self.tr("種別"), self.target_kind),
            (self.tr("出典"), self.target_source),
        )
        return self._half(self.tr("目標(A4購入枚数)"), self.targets, parts, (enter,))

    def _half(
        self,
        title: str,
        table: WordTable,
        parts: Sequence[tuple[str, QWidget]],
        buttons: Sequence[QPushButton],
    ) -> QVBoxLayout:
        px = self._theme.px
        column = QVBoxLayout()
        column.setSpacing(px(8))
        column.addWidget(heading(self._theme, title))
        form = QGridLayout()
        form.setHorizontalSpacing(px(8))
        form.setVerticalSpacing(px(6))
        for at, (words, field) in enumerate(parts):
            name: QLabel = label(self._theme, words, "small", "ink2")
            name.setBuddy(field)
            field.setAccessibleName(f"{title} {words}")
            form.addWidget(name, 2 * (at // 2), at % 2)
            form.addWidget(field, 2 * (at // 2) + 1, at % 2)
        column.addLayout(form)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        table.setMinimumHeight(px(34 + 32 * 4))
        column.addWidget(table, 1)
        return column

    def _enter_purchase(self) -> None:
        month, kind = str(self.month_box.currentData()), str(self.purchase_kind.currentData())
        self.purchase_entered.emit(month, self.purchase_sheets.text(), kind, self.purchase_source.text())

    def _enter_target(self) -> None:
        fy, kind = int(self.year_box.currentData()), str(self.target_kind.currentData())
        self.target_entered.emit(fy, self.target_sheets.text(), kind, self.target_source.text())

    def clear_fields(self) -> None:
        """After what was in them was taken; a source is often the same for the next month."""
        self.purchase_sheets.clear()
        self.target_sheets.clear()

    def _box(self, name: str) -> Choice:
        box = Choice()
        box.setObjectName(name)
        box.setFont(self._theme.font("control"))
        return box

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(name)
        field.setFont(self._theme.font("control"))
        return field

    def _button(self, name: str, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.setFont(self._theme.font("control"))
        button.setAccessibleName(words)
        return button
