"""Parts beside each other, or one beneath the other where a line is too short for them."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget


class FoldingLine(QWidget):
    """The first part takes the room that is left. It asks for no more width than its widest part."""

    def __init__(self, spacing: int, *parts: QWidget) -> None:
        """``spacing`` in logical pixels."""
        super().__init__()
        self._parts = parts
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(spacing)
        for place, part in enumerate(parts):
            self._box.addWidget(part, int(place == 0))

    def minimumSizeHint(self) -> QSize:
        widest = max(part.minimumSizeHint().width() for part in self._parts)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:  # words or the font have changed
            self._fold()
        return super().event(event)

    def _fold(self) -> None:
        needed = sum(part.sizeHint().width() for part in self._parts) + self._box.spacing() * (len(self._parts) - 1)
        way = QBoxLayout.Direction
        self._box.setDirection(way.LeftToRight if needed <= self.width() else way.TopToBottom)
