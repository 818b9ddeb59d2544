"""The little pictures on the buttons for a colour and a width."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from dxmeet.desktop.theme import Theme


class Swatches:
    """Drawn for one theme and one device pixel ratio."""

    def __init__(self, theme: Theme, ratio: float) -> None:
        self._theme = theme
        self._ratio = ratio

    def color(self, color: str, *, chosen: bool = False) -> QIcon:
        pixmap, painter, side = self._blank()
        painter.setPen(QColor(self._theme.tokens.edge))
        painter.setBrush(QColor(color))
        painter.drawRoundedRect(QRectF(1.5, 1.5, side - 3, side - 3), 3, 3)
        if chosen:  # colour is never the only sign
            dark = QColor(color).lightness() < 128
            token = "on_accent" if dark == (QColor(self._theme.tokens.on_accent).lightness() > 128) else "ink"
            check = self._theme.icons.pixmap("check", round(side * 0.8), token, self._ratio)
            painter.drawPixmap(round(side * 0.1), round(side * 0.1), check)
        painter.end()
        return QIcon(pixmap)

    def width(self, thickness: int) -> QIcon:
        pixmap, painter, side = self._blank()
        height = self._theme.px(thickness)
        painter.fillRect(QRectF(1, (side - height) / 2, side - 2, height), self._theme.color("ink"))
        painter.end()
        return QIcon(pixmap)

    def _blank(self) -> tuple[QPixmap, QPainter, int]:
        side = self._theme.px(22)
        pixmap = QPixmap(round(side * self._ratio), round(side * self._ratio))
        pixmap.setDevicePixelRatio(self._ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return pixmap, painter, side
