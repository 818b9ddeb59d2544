"""The materials of the packet beside the page, with their running numbers: one click changes the material."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from dxmeet.desktop.theme import Theme
from dxmeet.domain.packet import Material, MaterialId, Packet, State

_Index = QModelIndex | QPersistentModelIndex
_ROW = int(Qt.ItemDataRole.UserRole)
_TITLE_LEADING = 1.25  # of the font's own line, which BIZ UDPGothic has no room in


@dataclass(frozen=True)
class MaterialRow:
    """``first`` and ``last`` running page; 0 while its pages are not known here."""

    material: MaterialId
    title: str
    first: int
    last: int
    notes: int
    replaced: bool
    unread: bool
    readable: bool
    state: State


def rows_of(packet: Packet, shown: MaterialId) -> list[MaterialRow]:
    """``shown`` is being read, whatever the packet said before it was opened."""
    return [_row(packet, material, shown) for material in packet.materials]


def _row(packet: Packet, material: Material, shown: MaterialId) -> MaterialRow:
    pages = len(material.revision.pages) if material.revision else 0
    first = packet.running_number(material.id, 1) if pages else 0
    return MaterialRow(
        material.id,
        material.title,
        first,
        first + pages - 1 if pages else 0,
        material.notes,
        material.replaced,
        material.unread and material.id != shown,
        material.openable,
        material.state,
    )


class MaterialListModel(QAbstractListModel):
    def __init__(self, rows: list[MaterialRow]) -> None:
        super().__init__()
        self._rows = rows

    def show_rows(self, rows: list[MaterialRow]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def place_of(self, material: str) -> QModelIndex:
        for number, row in enumerate(self._rows):
            if row.material == material:
                return self.index(number)
        return QModelIndex()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = 0) -> object:
        row = self._rows[index.row()]
        if role == _ROW:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.title
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.title} {place_words(row)} {state_words(row)}".strip()
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        readable = index.isValid() and self._rows[index.row()].readable
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if readable else Qt.ItemFlag.NoItemFlags


def place_words(row: MaterialRow) -> str:
    """通し 2–13."""
    if not row.first:
        return ""
    numbers = str(row.first) if row.first == row.last else f"{row.first}–{row.last}"
    return QCoreApplication.translate("MaterialRow", "通し {numbers}").format(numbers=numbers)


def state_words(row: MaterialRow) -> str:
    if row.state is State.WITHDRAWN:
        return QCoreApplication.translate("MaterialRow", "回収")
    if not row.readable:
        return QCoreApplication.translate("MaterialRow", "まだ端末にありません")
    if row.state is State.WAITING:
        return QCoreApplication.translate("MaterialRow", "つながると開けます")
    if row.replaced:
        return QCoreApplication.translate("MaterialRow", "差し替え")
    return QCoreApplication.translate("MaterialRow", "未読") if row.unread else ""


class MaterialRowDelegate(QStyledItemDelegate):
    """The title in up to two lines; beneath it where it stands in the meeting, its notes and its state in words."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme
        self._list = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row: MaterialRow = index.data(_ROW)
        width = self._list.viewport().width()
        return QSize(width, len(self._title_lines(row.title, width)) * self._title_step() + self._theme.px(38))

    def _title_lines(self, title: str, width: int) -> list[str]:
        """At most two, broken where they are bold; what does not fit is cut at the end of the second."""
        font, room = self._theme.font("control", bold=True), width - self._theme.px(26)
        layout = QTextLayout(title, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        first = layout.createLine()
        first.setLineWidth(room)
        layout.endLayout()
        end = first.textLength()
        rest = QFontMetrics(font).elidedText(title[end:].lstrip(), Qt.TextElideMode.ElideRight, room)
        return [title[:end].rstrip(), *([rest] if rest else [])]

    def _title_step(self) -> int:
        return round(QFontMetrics(self._theme.font("control", bold=True)).lineSpacing() * _TITLE_LEADING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: MaterialRow = index.data(_ROW)
        box: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue] - the stub forgets QStyleOption's fields
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        px, theme = self._theme.px, self._theme
        painter.save()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(box, theme.color("accent_tint"))
            painter.fillRect(box.x(), box.y(), px(4), box.height(), theme.color("accent"))
        elif state & QStyle.StateFlag.State_MouseOver and row.readable:
            painter.fillRect(box, theme.color("hover"))
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, theme.color("rule"))
        font = theme.font("control", bold=selected or row.unread)
        font.setStrikeOut(row.state is State.WITHDRAWN)
        painter.setFont(font)
        painter.setPen(theme.color("ink" if row.readable else "ink3"))
        step, middle = self._title_step(), int(Qt.AlignmentFlag.AlignVCenter)
        for number, line in enumerate(self._title_lines(row.title, box.width())):
            painter.drawText(QRect(box.x() + px(14), box.y() + px(7) + number * step, box.width(), step), middle, line)
        self._paint_place(painter, row, box.adjusted(px(14), 0, -px(10), -px(8)))
        painter.restore()

    def _paint_place(self, painter: QPainter, row: MaterialRow, box: QRect) -> None:
        px, theme = self._theme.px, self._theme
        font = theme.font("small")
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(theme.color("ink2"))
        bottom = int(Qt.AlignmentFlag.AlignBottom)
        place = place_words(row)
        painter.drawText(box, bottom, place)
        x = box.x() + metrics.horizontalAdvance(place) + px(10)
        if row.notes:
            ratio = painter.device().devicePixelRatio() if painter.device() else 1.0
            top = box.bottom() - metrics.height() + px(2)
            painter.drawPixmap(x, top, theme.icons.pixmap("pen-line", px(13), "ink2", ratio))
            painter.drawText(QRect(x + px(17), box.y(), px(60), box.height()), bottom, str(row.notes))
            x += px(17) + metrics.horizontalAdvance(str(row.notes)) + px(10)
        state = state_words(row)
        if state and row.replaced:  # outlined, and the word: colour is never the only sign
            width = metrics.horizontalAdvance(state) + px(10)
            badge = QRect(x, box.bottom() - metrics.height() - 1, width, metrics.height() + 2)
            painter.setPen(QPen(theme.color("shu"), 1))
            painter.drawRoundedRect(badge, 2, 2)
            painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), state)
        elif state:
            painter.drawText(QRect(x, box.y(), box.right() - x, box.height()), bottom, state)


class MaterialsList(QListView):
    """``chosen(material id)`` on a click or Enter, not for the one that is open."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("materials_list")
        self.setAccessibleName(self.tr("会議の資料"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._rows = MaterialListModel([])
        self._open = ""
        self.setModel(self._rows)
        self.setItemDelegate(MaterialRowDelegate(theme, self))
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_packet(self, packet: Packet, material: MaterialId) -> None:
        self._open = material
        self._rows.show_rows(rows_of(packet, material))
        self.setCurrentIndex(self._rows.place_of(material))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # titles wrap anew

    def _choose(self, index: QModelIndex) -> None:
        row: MaterialRow = index.data(_ROW)
        if row.material != self._open and row.readable:
            self.chosen.emit(row.material)
