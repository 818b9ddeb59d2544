"""The room a screen has: one that asks for more is scrolled, and never makes the window larger than its display."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


class Room(QScrollArea):
    """Takes no keys: the parts of the screen have them, and whichever has them is brought into sight."""

    def __init__(self, screen: QWidget) -> None:
        super().__init__()
        self.setObjectName("room")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(screen)
