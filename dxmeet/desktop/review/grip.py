"""A press that becomes a drag, by mouse, finger or pen: the window system makes presses of all three."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget


class Grip(QObject):
    """On a widget: ``taken`` with the place of the press (the widget's pixels) once the pointer has gone some way; then
    ``moved`` and at last ``let_go`` with where it is on the screen.

    ``holds(place)`` says whether there is anything to take. A press that stays where it was is a click, as without a grip.
    """

    taken = Signal(QPointF)
    moved = Signal(QPointF)
    let_go = Signal(QPointF)

    def __init__(self, widget: QWidget, holds: Callable[[QPointF], bool] = lambda _place: True) -> None:
        super().__init__(widget)
        self._widget, self._holds = widget, holds
        self._pressed: QPointF | None = None
        self._dragging = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent):
            return False
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position() if self._holds(event.position()) else None
            return False
        if event.type() == QEvent.Type.MouseMove and self._pressed is not None:
            return self._move(self._pressed, event)
        if event.type() == QEvent.Type.MouseButtonRelease and event.button() == Qt.MouseButton.LeftButton:
            return self._release(event)
        return False

    def _move(self, pressed: QPointF, event: QMouseEvent) -> bool:
        if not self._dragging:
            gone = (event.position() - pressed).manhattanLength()
            if gone < QApplication.startDragDistance():
                return False
            self._dragging = True
            if isinstance(self._widget, QAbstractButton):
                self._widget.setDown(False)  # it is no click any more
            self.taken.emit(pressed)
        self.moved.emit(event.globalPosition())
        return True

    def _release(self, event: QMouseEvent) -> bool:
        dragged, self._pressed, self._dragging = self._dragging, None, False
        if dragged:
            self.let_go.emit(event.globalPosition())
        return dragged
