"""The bar for finding words in the document: a field, how many there are, on and back."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from dxmeet.desktop.reader.controls import bar_style, icon_button, keyed, painted_ground
from dxmeet.desktop.reader.keys import Command, key_of
from dxmeet.desktop.rows import make_clearable
from dxmeet.desktop.theme import Theme

_FIELD = 110  # logical pixels at 100 %: four kanji and the button that empties it


class FindBar(QWidget):
    """Signals: ``typed(text)``; ``step_requested(+1 or −1)``; ``closed``."""

    typed = Signal(str)
    step_requested = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("find_bar")
        self.setAccessibleName(self.tr("この資料の中を探す"))
        self.setFixedHeight(theme.px(46))
        self.setStyleSheet(bar_style(theme))
        painted_ground(self, theme, "window")
        self.field = QLineEdit()
        self.field.setObjectName("find_field")
        self.field.setAccessibleName(self.tr("この資料の中を探す"))
        self.field.setPlaceholderText(self.tr("この資料の中を探す"))
        self.field.setFont(theme.font("control"))
        make_clearable(self.field)
        self.field.setMaximumWidth(theme.px(300))
        self.field.setMinimumWidth(theme.px(_FIELD))
        self.field.textChanged.connect(self.typed)
        self._make_buttons(theme)
        self.state_label = QLabel()
        self.state_label.setObjectName("find_state_label")
        self.state_label.setFont(theme.font("control"))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), 0, theme.px(8), 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.field, 1)
        row.addWidget(self.previous_button)
        row.addWidget(self.next_button)
        row.addWidget(self.state_label)
        row.addStretch(1)
        row.addWidget(self.close_button)

    def _make_buttons(self, theme: Theme) -> None:
        ratio = self.devicePixelRatioF()
        self.previous_button = icon_button(
            theme, self.tr("前へ"), "chevron-left", keyed(self.tr("前の見つかったところ"), key_of(Command.FIND_PREVIOUS)),
            ratio, name="find_previous_button",
        )  # fmt: skip
        self.next_button = icon_button(
            theme, self.tr("次へ"), "chevron-right", keyed(self.tr("次の見つかったところ"), key_of(Command.FIND_NEXT)),
            ratio, name="find_next_button",
        )  # fmt: skip
        self.close_button = icon_button(
            theme, self.tr("閉じる"), "x", keyed(self.tr("探すのをやめる"), "Esc"), ratio, name="close_find_button"
        )
        self.previous_button.clicked.connect(lambda: self.step_requested.emit(-1))
        self.next_button.clicked.connect(lambda: self.step_requested.emit(1))
        self.close_button.clicked.connect(self.closed)

    def minimumSizeHint(self) -> QSize:
        """Without the two buttons, however it stands: the keys remain."""
        return QSize(self._needed(buttons=False), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        room = self._needed(buttons=True) <= self.width()
        for button in (self.previous_button, self.next_button):
            button.setVisible(room)

    def _needed(self, *, buttons: bool) -> int:
        """Pixels at which a word that is typed can still be seen."""
        parts = [self.close_button, *((self.previous_button, self.next_button) if buttons else ())]
        edges, gaps = self._theme.px(22), self._theme.px(8) * (len(parts) + 2)
        words = self.state_label.sizeHint().width()
        return edges + gaps + self._theme.px(_FIELD) + words + sum(each.sizeHint().width() for each in parts)

    def begin(self, text: str = "") -> None:
        """Ready to type; or ``text`` in place of what was there, without telling anybody, and the keys stay where they are."""
        self.show()
        if text:
            self.field.blockSignals(True)
            self.field.setText(text)
            self.field.blockSignals(False)
            return
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def say(self, words: str, *, steps: bool) -> None:
        self.state_label.setText(words)
        self.previous_button.setEnabled(steps)
        self.next_button.setEnabled(steps)
        self._fold()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.step_requested.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
