"""The room a screen has: one that asks for more is scrolled, and never makes the window larger than its display."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QScrollArea, QWidget


class Room(QScrollArea):
    """Takes no keys: the parts of the screen have them, and whichever has them is brought into sight."""

    def __init__(self, screen: QWidget) -> None:
        super().__init__()
        self.setObjectName("room")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(screen)


def bring_into_sight(part: QWidget) -> None:
    """Scroll every room around ``part`` until all of it is seen; its beginning where it is too high."""
    around = part.parentWidget()
    while around is not None:
        page = around.widget() if isinstance(around, QScrollArea) else None
        if isinstance(around, QScrollArea) and page is not None:
            around.ensureWidgetVisible(part, 0, 0)
            if part.height() > around.viewport().height():
                around.verticalScrollBar().setValue(part.mapTo(page, QPoint(0, 0)).y())
        around = around.parentWidget()
