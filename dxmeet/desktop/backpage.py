"""A page behind a screen: a way back, a title, and tables of words beneath it."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dxmeet.desktop.numerals import draw_number_right
from dxmeet.desktop.rows import cut_label, paint_nothing, wrapped
from dxmeet.desktop.theme import Theme


class BackPage(QWidget):
    """``column`` takes what the page shows. Escape goes back as the button does."""

    left = Signal()

    def __init__(self, theme: Theme, name: str, back: str, parent: QWidget | None = None) -> None:
        """``back`` says where the way back leads."""
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        px = theme.px
        self.back_button = QPushButton(back, self)
        self.back_button.setObjectName("back_button")
        self.back_button.setIcon(theme.icons.icon("arrow-left", "ink"))
        self.back_button.setIconSize(QSize(px(16), px(16)))
        self.back_button.setFont(theme.font("control"))
        self.back_button.setAccessibleName(back)
        self.back_button.setToolTip(f"{back} (Esc)")
        self.back_button.clicked.connect(self.left)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.escape)
        self.title = cut_label(theme, "", "title")
        self.title.setObjectName("page_title")
        self.words = wrapped(theme, "", "small", "ink2")
        self.words.setObjectName("page_words")
        head = QHBoxLayout()
        head.setSpacing(px(14))
        head.addWidget(self.back_button)
        head.addWidget(self.title, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(px(24), px(8), px(24), px(8))
        self.column.setSpacing(px(8))
        self.column.addLayout(head)
        self.column.addWidget(self.words)

    def escape(self) -> None:
        """What Escape does: back, unless the page has something nearer to be left."""
        self.left.emit()


class WordTable(QTableWidget):
    """Rows of words that can be read and copied, not changed. ``figures``: the columns that hold numbers; ``nothing`` is
    said where there is no row."""

    def __init__(
        self, theme: Theme, name: str, headings: Sequence[str], figures: Sequence[int] = (), nothing: str = ""
    ) -> None:
        super().__init__(0, len(headings))
        self._nothing = nothing
        self.setObjectName(name)
        self._theme = theme
        self._figures = frozenset(figures)
        for column, words in enumerate(headings):
            heading = QTableWidgetItem(words)
            heading.setTextAlignment(_side(column in self._figures))
            self.setHorizontalHeaderItem(column, heading)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(32))
        head = self.horizontalHeader()
        head.setFont(theme.font("small"))
        head.setFixedHeight(theme.px(34))
        head.setHighlightSections(False)
        head.setStretchLastSection(True)
        pad = f"padding: 0 {theme.px(8)}px;"
        self.setStyleSheet(f"QTableWidget::item {{ {pad} }} QHeaderView::section {{ {pad} }}")
        for column in self._figures:
            self.setItemDelegateForColumn(column, _NumberDelegate(theme, self))

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        self.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for column, words in enumerate(row):
                self.setItem(at, column, self._item(words, column in self._figures))
        self.setAccessibleDescription("" if rows else self._nothing)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Air beside the words as far as there is room for it; only what has no room without it scrolls sideways."""
        head, px = self.horizontalHeader(), self._theme.px
        needed = [
            min(max(self.sizeHintForColumn(column), head.sectionSizeHint(column)), px(344))
            for column in range(self.columnCount())
        ]
        spare = (self.viewport().width() - sum(needed)) // len(needed)
        for column, width in enumerate(needed):
            self.setColumnWidth(column, width + min(max(spare, 0), px(16)))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_nothing(self, self._theme, self._nothing)

    def words(self) -> list[list[str]]:
        """What is shown, row by row."""
        found: list[list[str]] = []
        for row in range(self.rowCount()):
            items = [self.item(row, column) for column in range(self.columnCount())]
            found.append([item.text() for item in items if item is not None])
        return found

    def _item(self, words: str, figure: bool) -> QTableWidgetItem:
        item = QTableWidgetItem(words)
        item.setFont(self._theme.figures("body") if figure else self._theme.font("body"))
        item.setTextAlignment(_side(figure))
        item.setToolTip(words)
        return item


class _NumberDelegate(QStyledItemDelegate):
    """Digits in columns, the comma pulled in."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        words, cell.text = cell.text, ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, option.widget)
        painter.save()
        painter.setFont(cell.font)
        painter.setPen(self._theme.color("ink"))
        pad = self._theme.px(8)
        draw_number_right(painter, QRectF(option.rect.adjusted(pad, 0, -pad, 0)), words)
        painter.restore()


def _side(figure: bool) -> Qt.AlignmentFlag:
    return (Qt.AlignmentFlag.AlignRight if figure else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
