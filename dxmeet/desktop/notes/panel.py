"""The list of notes by page, of one material or of a packet's: a click goes there, a sticky or text is edited in its row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from dxmeet.desktop.notes.words import ICONS, detail, heading
from dxmeet.desktop.theme import Theme
from dxmeet.domain.annotation import Note, NoteId, NoteKind
from dxmeet.domain.packet import MaterialId

_Index = QModelIndex | QPersistentModelIndex
_ROW = int(Qt.ItemDataRole.UserRole)
_TYPED = (NoteKind.STICKY, NoteKind.TEXT, NoteKind.BOOKMARK)


@dataclass(frozen=True)
class MaterialRow:
    """A material's head, where the list is of the whole packet."""

    title: str
    count: int


@dataclass(frozen=True)
class PageRow:
    """A page's head: its number, its running number (None outside a packet), how many notes follow."""

    page: int
    running: int | None
    count: int


@dataclass(frozen=True)
class NoteRow:
    note: Note
    heading: str
    detail: str


Row = MaterialRow | PageRow | NoteRow


def rows_of(notes: Sequence[Note], running: Callable[[int], int | None], today: datetime) -> list[Row]:
    """By page, then by time."""
    rows: list[Row] = []
    ordered = sorted(notes, key=lambda note: (note.page, note.created_at))
    for page, several in groupby(ordered, key=lambda note: note.page):
        on_page = list(several)
        rows.append(PageRow(page, running(page), len(on_page)))
        rows += [NoteRow(note, heading(note), detail(note, today)) for note in on_page]
    return rows


class NoteListModel(QAbstractListModel):
    """Rows for the list; edits leave as ``rewritten(note, text)``."""

    rewritten = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []
        self._own: MaterialId | None = None

    def show_rows(self, rows: list[Row], own: MaterialId | None) -> None:
        """``own`` is the material being read: only its notes are changed here."""
        self._own = own
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def row(self, index: _Index) -> Row:
        return self._rows[index.row()]

    def place_of(self, note: NoteId | None) -> QModelIndex:
        for number, row in enumerate(self._rows):
            if isinstance(row, NoteRow) and row.note.id == note:
                return self.index(number)
        return QModelIndex()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = 0) -> object:
        row = self._rows[index.row()]
        if role == _ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(row, NoteRow):
                return f"{row.heading} {row.detail}"
            if isinstance(row, MaterialRow):
                return self.tr("{title} {count}件").format(title=row.title, count=row.count)
            return self.tr("{page}ページ {count}件").format(page=row.page, count=row.count)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, NoteRow):
            return row.note.text or row.heading
        if role == Qt.ItemDataRole.EditRole and isinstance(row, NoteRow):
            return row.note.text
        return None

    def setData(self, index: _Index, value: object, role: int = 0) -> bool:
        row = self._rows[index.row()]
        if isinstance(row, NoteRow) and isinstance(value, str):
            self.rewritten.emit(row.note, value)
            return True
        return False

    def flags(self, index: _Index) -> Qt.ItemFlag:
        row = self._rows[index.row()] if index.isValid() else None
        if not isinstance(row, NoteRow):
            return Qt.ItemFlag.ItemIsEnabled
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        typed = row.note.kind in _TYPED and not row.note.printed and self.owns(row.note)
        return chosen | Qt.ItemFlag.ItemIsEditable if typed else chosen

    def owns(self, note: Note) -> bool:
        return self._own in (None, note.material)


class NoteRowDelegate(QStyledItemDelegate):
    """A page's head on sunken ground; a note in two lines with its icon."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        height = {MaterialRow: 38, PageRow: 32}.get(type(index.data(_ROW)), 56)
        return QSize(100, self._theme.px(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(_ROW)
        painter.save()
        box: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue] - the stub forgets QStyleOption's fields
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        if isinstance(row, MaterialRow):
            self._paint_material(painter, box, row)
        elif isinstance(row, PageRow):
            self._paint_page(painter, box, row)
        elif isinstance(row, NoteRow):
            self._paint_note(painter, box, row, state)
        painter.restore()

    def _paint_material(self, painter: QPainter, box: QRect, row: MaterialRow) -> None:
        px, font = self._theme.px, self._theme.font("control", bold=True)
        painter.fillRect(box, self._theme.color("accent_tint"))
        inner = box.adjusted(px(12), 0, -px(12), 0)
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("ink2"))
        count = self.tr("{n}件").format(n=row.count)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), count)
        room = inner.width() - painter.fontMetrics().horizontalAdvance(count) - px(8)
        painter.setFont(font)
        painter.setPen(self._theme.color("ink"))
        title = QFontMetrics(font).elidedText(row.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), title)

    def _paint_page(self, painter: QPainter, box: QRect, row: PageRow) -> None:
        px = self._theme.px
        painter.fillRect(box, self._theme.color("sunken"))
        inner = box.adjusted(px(12), 0, -px(12), 0)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        title = self.tr("{page}ページ").format(page=row.page)
        painter.setFont(self._theme.font("control", bold=True))
        painter.setPen(self._theme.color("ink"))
        painter.drawText(inner, middle, title)
        after = painter.fontMetrics().horizontalAdvance(title) + px(8)
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("ink2"))
        if row.running is not None:
            running = self.tr("通し{page}").format(page=row.running)
            painter.drawText(inner.adjusted(after, 0, 0, 0), middle, running)
        count = self.tr("{n}件").format(n=row.count)
        painter.drawText(inner, middle | int(Qt.AlignmentFlag.AlignRight), count)

    def _paint_note(self, painter: QPainter, box: QRect, row: NoteRow, state: QStyle.StateFlag) -> None:
        px, theme = self._theme.px, self._theme
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(box, theme.color("accent_tint"))
            painter.fillRect(box.x(), box.y(), px(4), box.height(), theme.color("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.color("hover"))
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, theme.color("rule"))
        ratio = painter.device().devicePixelRatio() if painter.device() else 1.0
        icon = theme.icons.pixmap(ICONS[row.note.kind], px(16), "ink2", ratio)
        painter.drawPixmap(box.x() + px(13), box.y() + px(10), icon)
        inner = box.adjusted(px(40), px(7), -px(10), -px(6))
        font = theme.font("control", bold=selected)
        painter.setFont(font)
        painter.setPen(theme.color("ink"))
        text = QFontMetrics(font).elidedText(row.heading, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignTop), text)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("ink2"))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignBottom), row.detail)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        field = QLineEdit(parent)
        field.setObjectName("note_field")
        field.setFont(self._theme.font("control"))
        field.setAccessibleName(self.tr("書き込みの文"))
        return field

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        box: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        editor.setGeometry(box.adjusted(self._theme.px(36), self._theme.px(8), -self._theme.px(8), -self._theme.px(8)))


class NotesPanel(QListView):
    """``chosen(note)`` on a click or Enter; ``removal_wanted(note)`` on Delete; ``rewritten(note, text)``."""

    chosen = Signal(object)
    removal_wanted = Signal(object)
    rewritten = Signal(object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("notes_list")
        self.setAccessibleName(self.tr("書き込み"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self._rows = NoteListModel()
        self.setModel(self._rows)
        self.setItemDelegate(NoteRowDelegate(theme, self))
        self._rows.rewritten.connect(self.rewritten)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_notes(self, rows: list[Row], chosen: NoteId | None, own: MaterialId | None = None) -> None:
        self._rows.show_rows(rows, own)
        self.setCurrentIndex(self._rows.place_of(chosen))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._rows.row(self.currentIndex()) if self.currentIndex().isValid() else None
        if event.key() == Qt.Key.Key_Delete and isinstance(row, NoteRow) and self._rows.owns(row.note):
            self.removal_wanted.emit(row.note)
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        row = self._rows.row(index)
        if isinstance(row, NoteRow):
            self.chosen.emit(row.note)
