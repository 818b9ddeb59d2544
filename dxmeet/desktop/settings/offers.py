"""Things to do, one beneath the other: a button, and under it what happens then."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from dxmeet.desktop.rows import wrapped
from dxmeet.desktop.theme import Theme


class Offers(QWidget):
    """Narrow by itself: the words wrap, and nothing stands beside a button."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(4))

    def add(self, name: str, words: str, what: str, pressed: Callable[[], object]) -> QPushButton:
        """``what`` happens when it is pressed; a screen reader says it, too."""
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAccessibleName(words)
        button.setAccessibleDescription(what)
        button.setToolTip(what)
        button.setFont(self._theme.font("control"))
        button.clicked.connect(pressed)
        if self._column.count():
            self._column.addSpacing(self._theme.px(8))
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(wrapped(self._theme, what, "small", "ink2"))
        return button
