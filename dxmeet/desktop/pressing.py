"""Enter presses whatever Space presses: Qt has that for the buttons of dialogues only."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnterPresses(QObject):
    """For every window of the program, while it lives. Only the button that has the keys is listened to: a filter over the
    whole program would see every move of the pen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(before, QAbstractButton):
            before.removeEventFilter(self)
        if isinstance(now, QAbstractButton):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As Space, down and up, so that a button looks and does the same."""
        kinds = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
        if not isinstance(event, QKeyEvent) or event.type() not in kinds or event.key() not in _ENTER:
            return False
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers:
            return False
        if not event.isAutoRepeat():
            QApplication.sendEvent(watched, QKeyEvent(event.type(), Qt.Key.Key_Space, modifiers, " "))
        return True
