"""The application object, which alone is told by Qt that a pen has come near the screen or has gone."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication

_NEAR = {QEvent.Type.TabletEnterProximity: True, QEvent.Type.TabletLeaveProximity: False}


class Application(QApplication):
    """``pen_near(near)``. Its own events are few; an event filter would see those of every widget."""

    pen_near = Signal(bool)

    def event(self, event: QEvent) -> bool:
        near = _NEAR.get(event.type())
        if near is not None:
            self.pen_near.emit(near)
        return super().event(event)
