"""Figures in columns: digits of equal width with the comma pulled in, so that 1,234 reads as one number."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

_PULL = 0.2  # em; in a font of half-width figures a comma is as wide as a digit


def number_width(text: str, font: QFont) -> float:
    """Logical pixels."""
    metrics = QFontMetricsF(font)
    return metrics.horizontalAdvance(text) - text.count(",") * _PULL * font.pixelSize()


def draw_number(painter: QPainter, at: QPointF, text: str) -> None:
    """In the painter's font and pen, from ``at`` on the base line."""
    metrics = QFontMetricsF(painter.font())
    x = at.x()
    for part in text.replace(",", ",\0").split("\0"):
        painter.drawText(QPointF(x, at.y()), part)
        x += metrics.horizontalAdvance(part) - (_PULL * painter.font().pixelSize() if part.endswith(",") else 0)


def draw_number_right(painter: QPainter, area: QRectF, text: str) -> None:
    """Ending at the right edge of ``area``, in the middle of its height."""
    metrics = QFontMetricsF(painter.font())
    base = area.center().y() + (metrics.ascent() - metrics.descent()) / 2
    draw_number(painter, QPointF(area.right() - number_width(text, painter.font()), base), text)


class NumberLabel(QLabel):
    """A figure by itself, right-aligned; never cut."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        draw_number_right(painter, QRectF(self.contentsRect()), self.text())
        painter.end()

    def minimumSizeHint(self) -> QSize:
        return QSize(round(number_width(self.text(), self.font())) + 2, super().minimumSizeHint().height())
