"""A combo box and a spin box that draw their own arrows: a style sheet with a border takes the style's arrows away."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QSpinBox, QStyle, QStyleOptionSpinBox, QWidget


class Choice(QComboBox):
    """Behaves and speaks like a QComboBox; the arrow has the colour of the text and grows with it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        half = _half(self)
        _draw_arrow(self, QPointF(self.width() - half * 4, self.height() / 2), half, 1)


class Count(QSpinBox):
    """Behaves and speaks like a QSpinBox; the arrows have the colour of the text, and of what is disabled at the ends."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option, control = QStyleOptionSpinBox(), QStyle.ComplexControl.CC_SpinBox
        self.initStyleOption(option)
        for part, way in ((QStyle.SubControl.SC_SpinBoxUp, -1), (QStyle.SubControl.SC_SpinBoxDown, 1)):
            place = self.style().subControlRect(control, option, part, self)
            _draw_arrow(self, QPointF(place.center()) + QPointF(0.5, 0.5), _half(self) * 0.8, way)


def _half(box: QWidget) -> float:
    return box.fontMetrics().height() * 0.22


def _draw_arrow(box: QWidget, middle: QPointF, half: float, way: int) -> None:
    """A chevron that points down (+1) or up (−1)."""
    painter = QPainter(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(box.palette().text(), half * 0.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    tip = middle + QPointF(0, way * half / 2)
    for side in (-half, half):
        painter.drawLine(middle + QPointF(side, -way * half / 2), tip)
    painter.end()
