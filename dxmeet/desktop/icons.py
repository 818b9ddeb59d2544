"""Icons from the Lucide set, tinted with a palette token when they are loaded."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from dxmeet.desktop.tokens import Tokens


class IconSet:
    """Loads ``resources/icons/<name>.svg`` (one colour, ``currentColor``) as a QIcon in the theme's colours."""

    def __init__(self, folder: Path, tokens: Tokens) -> None:
        self._folder = folder
        self._tokens = tokens

    def icon(self, name: str, token: str = "ink") -> QIcon:
        """Normal and selected in ``token``, disabled in ``disabled``; drawn when it is first seen, sharp at every scale."""
        return QIcon(_Drawn(self, name, token))

    def pixmap(self, name: str, size: int, token: str = "ink", ratio: float = 1.0) -> QPixmap:
        """``size`` in logical pixels at the given device pixel ratio."""
        svg = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
        svg = svg.replace("currentColor", getattr(self._tokens, token)).replace(
            'stroke-width="2"', 'stroke-width="1.75"'
        )
        side = round(size * ratio)
        pixmap = QPixmap(QSize(side, side))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap


class _Drawn(QIconEngine):
    """Draws the SVG at the size and scale that is asked for: nothing is drawn for a button nobody has seen."""

    def __init__(self, icons: IconSet, name: str, token: str) -> None:
        super().__init__()
        self._icons = icons
        self._name = name
        self._token = token
        self._seen: dict[tuple[int, float, bool], QPixmap] = {}

    def clone(self) -> QIconEngine:
        return _Drawn(self._icons, self._name, self._token)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        device = painter.device()
        ratio = device.devicePixelRatio() if device else 1.0
        side = min(rect.width(), rect.height())
        drawn = self._pixmap(side, ratio, mode)
        painter.drawPixmap(
            rect.center().x() - side // 2 + 1 - side % 2, rect.center().y() - side // 2 + 1 - side % 2, drawn
        )

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self._pixmap(min(size.width(), size.height()), 1.0, mode)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """``size`` is in logical pixels (Qt 6.11)."""
        return self._pixmap(min(size.width(), size.height()), scale, mode)

    def _pixmap(self, side: int, ratio: float, mode: QIcon.Mode) -> QPixmap:
        disabled = mode == QIcon.Mode.Disabled
        key = (side, ratio, disabled)
        if key not in self._seen:
            self._seen[key] = self._icons.pixmap(self._name, side, "disabled" if disabled else self._token, ratio)
        return self._seen[key]
