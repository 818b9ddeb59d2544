"""Badges that read without colour: 新着 filled, 差し替え outlined with its arrows, 要確認 dashed, 回収 dotted."""

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from dxmeet.desktop.theme import Theme

_ICONS = {"replaced": "arrow-left-right", "review": "circle-question-mark"}
_TOKENS = {"new": "accent", "replaced": "shu", "review": "kogane", "withdrawn": "ink2"}
_BORDERS = {"review": Qt.PenStyle.DashLine, "withdrawn": Qt.PenStyle.DotLine}


def badge_word(kind: str) -> str:
    """``kind``: new, replaced, review, withdrawn; anything else has no badge and no word."""
    words = {
        "new": QCoreApplication.translate("Badge", "新着"),
        "replaced": QCoreApplication.translate("Badge", "差し替え"),
        "review": QCoreApplication.translate("Badge", "要確認"),
        "withdrawn": QCoreApplication.translate("Badge", "回収"),
    }
    return words.get(kind, "")


def badge_size(theme: Theme, kind: str) -> QSize:
    """Logical pixels."""
    metrics = QFontMetrics(theme.font("small", bold=kind == "new"))
    icon = theme.px(13) + theme.px(4) if kind in _ICONS else 0
    return QSize(metrics.horizontalAdvance(badge_word(kind)) + icon + theme.px(14), theme.px(20))


def paint_badge(painter: QPainter, area: QRect, theme: Theme, kind: str) -> None:
    """Into ``area``, which should have ``badge_size``."""
    token = _TOKENS[kind]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color(token), 1, _BORDERS.get(kind, Qt.PenStyle.SolidLine)))
    painter.setBrush(theme.color(token) if kind == "new" else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(0, 0, -1, -1), 2, 2)
    inner = area.adjusted(theme.px(7), 0, -theme.px(6), 0)
    if kind in _ICONS:
        side = theme.px(13)
        device = painter.device()
        pixmap = theme.icons.pixmap(_ICONS[kind], side, token, device.devicePixelRatio() if device else 1.0)
        painter.drawPixmap(inner.left(), inner.center().y() - side // 2, pixmap)
        inner.setLeft(inner.left() + side + theme.px(4))
    painter.setPen(theme.color("on_accent" if kind == "new" else token))
    painter.setFont(theme.font("small", bold=kind == "new"))
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, badge_word(kind))
    painter.restore()


class Badge(QWidget):
    """One badge in a row; the row's accessible name says its word."""

    def __init__(self, theme: Theme, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._theme = theme
        self.setFixedSize(badge_size(theme, kind))
        self.setAccessibleName(badge_word(kind))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_badge(painter, self.rect(), self._theme, self.kind)
        painter.end()
