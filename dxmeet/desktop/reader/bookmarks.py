"""しおり: pages the reader has marked, in a list that leads back to them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dxmeet.desktop.reader.controls import bar_button, bar_style, keyed
from dxmeet.desktop.reader.keys import Command, key_of, words_of
from dxmeet.desktop.theme import Theme
from dxmeet.domain.annotation import Note, NoteKind

_NOTE = int(Qt.ItemDataRole.UserRole)


def bookmarks_of(notes: Sequence[Note]) -> list[Note]:
    """By page."""
    return sorted((note for note in notes if note.kind is NoteKind.BOOKMARK), key=lambda note: note.page)


class BookmarkList(QListWidget):
    """``chosen(note)`` on a click or Enter, ``removal_wanted(note)`` on Delete, ``rewritten(note, text)`` after F2."""

    chosen = Signal(object)
    removal_wanted = Signal(object)
    rewritten = Signal(object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("bookmarks_list")
        self.setAccessibleName(self.tr("しおり"))
        self.setToolTip(self.tr("Enter で移る、F2 で名前を付ける、Delete で外す"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(theme.font("control"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setStyleSheet(f"QListWidget::item {{ min-height: {theme.px(34)}px; padding-left: {theme.px(8)}px; }}")
        self._icon = theme.icons.icon("bookmark", "ink2")
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)
        self.itemChanged.connect(self._rewrite)

    def show_notes(self, notes: Sequence[Note], running: Callable[[int], int | None]) -> None:
        self.blockSignals(True)
        held = self.currentRow()
        self.clear()
        for note in notes:
            item = QListWidgetItem(self._icon, self._words(note, running(note.page)))
            item.setData(_NOTE, note)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.addItem(item)
        self.setCurrentRow(min(held, len(notes) - 1))
        self.blockSignals(False)

    def _words(self, note: Note, running: int | None) -> str:
        page = self.tr("{page}ページ").format(page=note.page)
        if running is not None:
            page += self.tr("（通し{page}）").format(page=running)
        return f"{note.text}  {page}" if note.text else page

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.selectedItems():
            self.removal_wanted.emit(self.selectedItems()[0].data(_NOTE))
        else:
            super().keyPressEvent(event)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_NOTE))

    def _rewrite(self, item: QListWidgetItem) -> None:
        self.rewritten.emit(item.data(_NOTE), item.text())


class BookmarksTab(QWidget):
    """A button for the page that is open, above the list. ``toggled`` on the button."""

    toggled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.list = BookmarkList(theme)
        self._stack = QStackedWidget()
        self._none = QLabel(self.tr("まだしおりはありません"))
        self._none.setFont(theme.font("control"))
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._none.setMargin(theme.px(14))
        self._none.setWordWrap(True)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._none)
        bar = QWidget()
        bar.setStyleSheet(bar_style(theme))
        tip = keyed(words_of(Command.BOOKMARK), key_of(Command.BOOKMARK))
        self.button = bar_button(
            theme, self.tr("このページにはさむ"), "bookmark", tip, self.devicePixelRatioF(), name="bookmark_button"
        )
        self.button.setCheckable(True)
        self.button.clicked.connect(self.toggled)
        row = QVBoxLayout(bar)
        row.setContentsMargins(theme.px(8), theme.px(6), theme.px(8), theme.px(6))
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._stack, 1)

    def show_notes(self, notes: Sequence[Note], running: Callable[[int], int | None], page: int) -> None:
        marked = bookmarks_of(notes)
        self.list.show_notes(marked, running)
        self._stack.setCurrentWidget(self.list if marked else self._none)
        self.show_page(marked, page)

    def show_page(self, notes: Sequence[Note], page: int) -> None:
        """Whether the page that is open is marked."""
        self.button.setChecked(any(note.page == page for note in bookmarks_of(notes)))
