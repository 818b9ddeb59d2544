"""A combo box that draws its own arrow: a style sheet with a border takes the style's arrow away."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox


class Choice(QComboBox):
    """Behaves and speaks like a QComboBox; the arrow has the colour of the text and grows with it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = self.fontMetrics().height() * 0.22
        painter.setPen(QPen(self.palette().text(), half * 0.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        x, y = self.width() - half * 4, self.height() / 2
        low = QPointF(x, y + half / 2)
        painter.drawLine(QPointF(x - half, y - half / 2), low)
        painter.drawLine(low, QPointF(x + half, y - half / 2))
        painter.end()
