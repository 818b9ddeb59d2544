"""Bars by month, beside those of the year before and against a level; the table beneath tells the same in figures."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dxmeet.desktop.numerals import draw_number, draw_number_right, number_width
from dxmeet.desktop.statistics.figures import Bar, number, steps
from dxmeet.desktop.theme import Theme


class MonthChart(QWidget):
    """Outlined bars over a zero line, one a month or a year, hollow for what it is set against: beside it where there are
    both. A month that has not come has its name and no bar.

    The level is a line; its name stands at the upper right, on a line of its own above all that is drawn.
    """

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self._bars: Sequence[Bar] = ()
        self._level: tuple[str, float] | None = None
        self.setMinimumHeight(theme.px(140))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_bars(self, bars: Sequence[Bar], title: str, level: tuple[str, float] | None = None) -> None:
        """``title`` is what a screen reader says first; the level and the months follow in words."""
        self._bars, self._level = bars, level
        self.setAccessibleName(title)
        told = [level[0]] if level else []
        shown = ((bar.label, bar.before if bar.sheets is None else bar.sheets) for bar in bars)
        told += [f"{name}: {number(sheets)}" for name, sheets in shown if sheets is not None]
        self.setAccessibleDescription(", ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(400), self._theme.px(190))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(300), self._theme.px(140))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._theme.figures("small"))
        sheets = [each for bar in self._bars for each in (bar.sheets, bar.before) if each is not None]
        sheets += [math.ceil(self._level[1])] if self._level else []
        marks = steps(min(sheets, default=0), max(sheets, default=0))
        plot = self._plot(painter, marks)
        self._paint_scale(painter, plot, marks)
        figures = self._paint_bars(painter, plot, marks)
        if self._level is not None:
            self._paint_level(painter, plot, marks, *self._level)
        painter.setFont(self._theme.figures("small"))
        for middle, top, sheets in figures:
            self._paint_figure(painter, plot, middle, top, sheets)
        painter.end()

    def _plot(self, painter: QPainter, marks: Sequence[int]) -> QRectF:
        """Where the bars stand: beside the scale, above the months, below the highest figure."""
        metrics = QFontMetricsF(painter.font())
        left = max(number_width(number(mark), painter.font()) for mark in marks) + self._theme.px(8)
        line = metrics.height()
        named = self._level is not None and self._level[0] != ""
        top = 2 * line if named else line  # a figure stands above its bar, a level's name above that
        return QRectF(
            left, top, max(1.0, self.width() - left), max(1.0, self.height() - top - line - self._theme.px(6))
        )

    def _paint_scale(self, painter: QPainter, plot: QRectF, marks: Sequence[int]) -> None:
        line = QFontMetricsF(painter.font()).height()
        for mark in marks:
            y = _height_of(mark, plot, marks)
            painter.setPen(QPen(self._theme.color("ink" if mark == 0 else "rule"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(self._theme.color("ink2"))
            beside = QRectF(0, y - line / 2, plot.left() - self._theme.px(8), line)
            draw_number_right(painter, beside, number(mark))

    def _paint_bars(self, painter: QPainter, plot: QRectF, marks: Sequence[int]) -> list[tuple[float, float, int]]:
        """(middle, top, sheets) of the figures that go with them: these are painted last, and no line crosses one."""
        metrics = QFontMetricsF(painter.font())
        slot = plot.width() / max(1, len(self._bars))
        pairs = any(bar.before is not None and bar.sheets is not None for bar in self._bars)
        width = min(slot * (0.38 if pairs else 0.56), float(self._theme.px(40)))
        last = max((at for at, bar in enumerate(self._bars) if bar.sheets is not None), default=-1)
        figures = [each for bar in self._bars for each in (bar.sheets, bar.before) if each is not None]
        widest = max((number_width(number(each), painter.font()) for each in figures), default=0.0)
        room = widest + self._theme.px(6) < slot
        told: list[tuple[float, float, int]] = []
        for at, bar in enumerate(self._bars):
            middle = plot.left() + (at + 0.5) * slot
            painter.setPen(self._theme.color("ink2" if bar.sheets is None else "ink"))
            below = QRectF(middle - slot / 2, self.height() - metrics.height(), slot, metrics.height())
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, bar.label)
            zero = top = _height_of(0, plot, marks)
            for sheets, filled in ((bar.before, False), (bar.sheets, True)):
                if sheets is not None:
                    end = _height_of(sheets, plot, marks)
                    left = middle - width * (0.5 if not pairs else 0 if filled else 1)
                    self._paint_bar(painter, QRectF(left, min(end, zero), width, abs(zero - end)), filled=filled)
                    top = min(top, end)
            figure = bar.before if bar.sheets is None else bar.sheets
            if figure is not None and (room or (at == last and not pairs)):
                told.append((middle, top, figure))
        return told

    def _paint_bar(self, painter: QPainter, bar: QRectF, *, filled: bool) -> None:
        painter.setPen(QPen(self._theme.color("accent" if filled else "edge"), 1))
        painter.setBrush(self._theme.color("bar_fill") if filled else Qt.BrushStyle.NoBrush)
        painter.drawRect(bar)

    def _paint_level(self, painter: QPainter, plot: QRectF, marks: Sequence[int], words: str, sheets: float) -> None:
        y = _height_of(sheets, plot, marks)
        painter.setPen(QPen(self._theme.color("target"), 2))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setFont(self._theme.font("small"))
        metrics = QFontMetricsF(painter.font())
        width = metrics.horizontalAdvance(words)
        above = QRectF(plot.right() - width, 0, width, metrics.height())
        dash = self._theme.px(20)
        left = above.left() - dash - 8
        painter.drawLine(QPointF(left, above.center().y()), QPointF(left + dash, above.center().y()))
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_figure(self, painter: QPainter, plot: QRectF, middle: float, top: float, sheets: int) -> None:
        width = number_width(number(sheets), painter.font())
        metrics = QFontMetricsF(painter.font())
        left = max(plot.left() + 2, min(middle - width / 2, self.width() - width))  # beside the scale, never on it
        base = top - metrics.descent() - 1
        ground = QRectF(left - 2, base - metrics.capHeight() - 2, width + 4, metrics.capHeight() + 4)
        painter.fillRect(ground, self._theme.color("surface"))  # no line may cross a figure
        painter.setPen(self._theme.color("ink"))
        draw_number(painter, QPointF(left, base), number(sheets))


def _height_of(sheets: float, plot: QRectF, marks: Sequence[int]) -> float:
    """The y of a number of sheets."""
    share = (sheets - marks[0]) / (marks[-1] - marks[0])
    return round(plot.bottom() - share * plot.height()) + 0.5
