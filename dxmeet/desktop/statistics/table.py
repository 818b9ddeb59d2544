"""A table of figures whose total stays in sight, whatever is scrolled."""

from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dxmeet.desktop.numerals import draw_number_right
from dxmeet.desktop.rows import paint_nothing
from dxmeet.desktop.statistics.figures import Line, Table, number
from dxmeet.desktop.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_EMPTY = Table(("",), (), Line("", ()))


class FiguresModel(QAbstractTableModel):
    """The lines of a Table, or its total alone. Names stand left, numbers right."""

    def __init__(self, theme: Theme, *, total: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._total = total
        self._table = _EMPTY
        self._lines: tuple[Line, ...] = ()

    def show_table(self, table: Table) -> None:
        self.beginResetModel()
        self._table = table
        self._lines = (table.total,) if self._total else table.lines
        self.endResetModel()

    def line(self, row: int) -> Line:
        return self._lines[row]

    @property
    def emphasised(self) -> int | None:
        return self._table.emphasised

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._table.headings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self._lines[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(line, column, role)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(column)
        if role == Qt.ItemDataRole.FontRole:
            bold = self._total or column == self._table.emphasised
            return self._theme.figures("body", bold=bold) if column else self._theme.font("body", bold=self._total)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._table.headings):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return self._table.headings[section] if role == Qt.ItemDataRole.DisplayRole else None

    @staticmethod
    def _text(line: Line, column: int, role: int) -> str | None:
        if role == Qt.ItemDataRole.ToolTipRole:
            if column:
                return QCoreApplication.translate("Statistics", "押すと、もとの記録を開きます")
            return line.name  # a long title is cut at its end; the whole is here
        return number(line.numbers[column - 1]) if column else line.name

    @staticmethod
    def _alignment(column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class _FigureDelegate(QStyledItemDelegate):
    """A hairline under each row, a tint behind the net, air at both sides."""

    def __init__(self, theme: Theme, model: FiguresModel, *, heavy: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._model = model
        self._heavy = heavy

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        if option.state & QStyle.StateFlag.State_Selected:
            option.font.setBold(True)
        option.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        area, inner = QRect(option.rect), option.rect.adjusted(self._theme.px(10), 0, -self._theme.px(10), 0)
        self._paint_ground(painter, option, index, area)
        painter.save()
        painter.setFont(cell.font)
        painter.setPen(self._theme.color("ink"))
        if index.column():
            draw_number_right(painter, QRectF(inner), cell.text)
        else:
            words = QFontMetrics(cell.font).elidedText(cell.text, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, area: QRect) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or index.column() == self._model.emphasised:
            painter.fillRect(area, self._theme.color("accent_tint" if chosen else "matsu_tint"))
        if chosen and index.column() == 0:
            painter.fillRect(area.left(), area.top(), self._theme.px(4), area.height(), self._theme.color("accent"))
        if chosen and option.state & QStyle.StateFlag.State_Active and option.widget.hasFocus():
            for y in (area.top(), area.bottom() - 1):
                painter.fillRect(area.left(), y, area.width(), 2, self._theme.color("focus"))
        elif self._heavy:
            painter.fillRect(area.left(), area.top(), area.width(), 2, self._theme.color("ink"))
        else:
            painter.fillRect(area.left(), area.bottom(), area.width(), 1, self._theme.color("rule"))


class _Rows(QTableView):
    """``nothing`` is said where there is no row."""

    def __init__(self, theme: Theme, parent: QWidget, nothing: str) -> None:
        super().__init__(parent)
        self._theme, self._nothing = theme, nothing

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_nothing(self, self._theme, self._nothing)


class FiguresTable(QWidget):
    """Rows that scroll under a fixed head. ``total_row`` is a widget of its own, to be placed where it never scrolls away.

    A number that is pressed, or a row with Enter, asks for what it came from: ``part_chosen`` with its name and Selection.
    """

    part_chosen = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = FiguresModel(theme)
        self._total_model = FiguresModel(theme, total=True)
        self.rows = self._view("figures_table", self._model)
        self.total_row = self._view("total_table", self._total_model, heavy=True)
        self.total_row.horizontalHeader().hide()
        self.total_row.setFixedHeight(theme.px(34))
        self.total_row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.total_row.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.total_row.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )  # one row: there is nothing to scroll
        self.rows.setAccessibleName(self.tr("枚数の表"))
        self.total_row.setAccessibleName(self.tr("合計の行"))
        self.rows.horizontalHeader().sectionResized.connect(self._match_total)
        self.rows.horizontalScrollBar().valueChanged.connect(self.total_row.horizontalScrollBar().setValue)
        for view, model in ((self.rows, self._model), (self.total_row, self._total_model)):
            view.clicked.connect(partial(self._choose, model))
        enter = QShortcut(QKeySequence(Qt.Key.Key_Return), self.rows)
        enter.setContext(Qt.ShortcutContext.WidgetShortcut)
        enter.activated.connect(lambda: self._choose(self._model, self.rows.currentIndex(), by_key=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.rows)

    def show_table(self, table: Table) -> None:
        self._model.show_table(table)
        self._total_model.show_table(table)
        head = self._theme.px(34)
        self.rows.setMinimumHeight(head + self._theme.px(32) * min(4, max(1, len(table.lines))))
        self._share_width()

    def _choose(self, model: FiguresModel, index: QModelIndex, *, by_key: bool = False) -> None:
        if index.isValid() and (index.column() or by_key):
            line = model.line(index.row())
            self.part_chosen.emit(line.name, line.part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self._share_width)  # after the view has settled whether it needs a scroll bar

    def _view(self, name: str, model: FiguresModel, *, heavy: bool = False) -> QTableView:
        view = _Rows(self._theme, self, self.tr("ここに数える記録はまだありません。"))
        view.setObjectName(name)
        view.setModel(model)
        view.setItemDelegate(_FigureDelegate(self._theme, model, heavy=heavy))
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setShowGrid(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setTabKeyNavigation(False)
        view.setWordWrap(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(self._theme.px(32))
        view.verticalHeader().setMinimumSectionSize(self._theme.px(32))
        head = view.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setFont(self._theme.font("small"))
        head.setFixedHeight(self._theme.px(34))
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setStyleSheet(f"QHeaderView::section {{ padding: 0 {self._theme.px(10)}px; }}")
        return view

    def _share_width(self) -> None:
        """Every figure in full; what is left over is shared, and the name gets most of it where names are long."""
        count = self._model.columnCount()
        metrics_pad = self._theme.px(28)
        least = [self.rows.sizeHintForColumn(at) for at in range(count)]
        least = [max(width, self.total_row.sizeHintForColumn(at)) + metrics_pad for at, width in enumerate(least)]
        least = [max(width, self.rows.horizontalHeader().sectionSizeHint(at)) for at, width in enumerate(least)]
        room = self.rows.viewport().width()
        least[0] = min(least[0], max(self._theme.px(200), room * 2 // 5))
        spare = max(0, room - sum(least))
        for at, width in enumerate(least):
            self.rows.setColumnWidth(at, width + spare * (at + 1) // count - spare * at // count)

    def _match_total(self, section: int, old: int, new: int) -> None:
        self.total_row.setColumnWidth(section, new)
