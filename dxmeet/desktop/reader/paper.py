"""Paint the canvas and the page on it: the right picture, else a scaled one, else paper with its number; never nothing."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QRegion

from dxmeet.desktop.reader.placing import Placement
from dxmeet.desktop.reader.rendering import PageRenderer
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.tokens import LIGHT, PAPER

_DIMMED = 0.12  # of black over the page in the dark theme
_DARK_BELOW = 128  # lightness of a canvas that belongs to a dark theme


class PaperPainter:
    """Knows the theme and the pictures there are; keeps no state of its own."""

    def __init__(self, theme: Theme, renderer: PageRenderer) -> None:
        self._theme = theme
        self._renderer = renderer
        self._canvas = theme.color("canvas")
        self._dim = self._canvas.lightness() < _DARK_BELOW

    def paint(self, painter: QPainter, dirty: QRect, seen: Sequence[tuple[int, Placement]], ratio: float) -> bool:
        """The ground and every page in sight. Whether each shows a real picture now (or that it cannot be shown)."""
        ground = QRegion(dirty)
        for _, place in seen:
            ground -= QRegion(_inside(place))
        painter.save()
        painter.setClipRegion(ground)
        painter.fillRect(dirty, self._canvas)
        painter.restore()
        real = [self._paint_page(painter, dirty, page, place, ratio) for page, place in seen]
        return bool(real) and all(real)

    def _paint_page(self, painter: QPainter, dirty: QRect, page: int, place: Placement, ratio: float) -> bool:
        box = _box(place)
        painter.save()
        bare = QRegion(box.toAlignedRect().intersected(dirty))
        if self._renderer.cache.whole(page) is not None:
            bare -= QRegion(_inside(place))
        painter.setClipRegion(bare)
        painter.fillRect(box, QColor(PAPER))
        painter.setClipRect(box.intersected(QRectF(dirty)))
        real = self._paint_pictures(painter, page, place, ratio)
        if page in self._renderer.failures and not real:
            self._paint_failure(painter, box)
            real = True
        elif self._renderer.is_late(page):
            self._paint_lateness(painter, box.intersected(QRectF(painter.window())))
        if self._dim:
            shade = QColor(Qt.GlobalColor.black)
            shade.setAlphaF(_DIMMED)
            painter.fillRect(box, shade)
        painter.restore()
        painter.setPen(QPen(self._theme.color("edge"), 1 / ratio))
        painter.drawRect(box.adjusted(-1 / ratio, -1 / ratio, 0, 0))
        return real

    def _paint_pictures(self, painter: QPainter, page: int, place: Placement, ratio: float) -> bool:
        cache, box = self._renderer.cache, _box(place)
        whole = cache.whole(page)
        if whole is None:
            self._paint_stand_in(painter, page, place)
            return False
        image = whole.image
        exact = abs(image.width() - place.width * ratio) < 1.5 and abs(image.height() - place.height * ratio) < 1.5
        if exact and whole.request.rotation == place.rotation:
            _draw(painter, box.topLeft(), image, ratio)
        else:
            _stretch(painter, place, image, place.rotation - whole.request.rotation)
        for tile in cache.tiles(page, place.scale * ratio):
            part = tile.request.tile
            assert part is not None
            if tile.request.rotation == place.rotation:
                _draw(painter, box.topLeft() + QPointF(part.x / ratio, part.y / ratio), tile.image, ratio)
        return True

    def _paint_stand_in(self, painter: QPainter, page: int, place: Placement) -> None:
        thumbnail = self._renderer.thumbnails.get(page)
        if thumbnail is not None:
            _stretch(painter, place, thumbnail, place.rotation)
        elif page not in self._renderer.failures:
            painter.setFont(self._theme.figures("later"))
            painter.setPen(QColor(LIGHT.ink3))
            painter.drawText(_box(place), Qt.AlignmentFlag.AlignCenter, str(page))

    def _paint_lateness(self, painter: QPainter, seen: QRectF) -> None:
        """Words at the lower edge of what is seen of the page; nothing spins."""
        words = QCoreApplication.translate("PaperPainter", "このページの表示には少し時間がかかります")
        painter.setFont(self._theme.font("small"))
        room = painter.fontMetrics().boundingRect(words).adjusted(0, 0, self._theme.px(24), self._theme.px(12))
        band = QRectF(0, 0, min(room.width(), seen.width()), room.height())
        band.moveCenter(QPointF(seen.center().x(), seen.bottom() - room.height()))
        painter.fillRect(band, QColor(LIGHT.window))
        painter.setPen(QColor(LIGHT.ink2))
        painter.drawText(band, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_failure(self, painter: QPainter, box: QRectF) -> None:
        """What happened, what is safe, what to do: on the paper itself."""
        happened = QCoreApplication.translate("PaperPainter", "このページは表示できませんでした")
        safe = QCoreApplication.translate("PaperPainter", "ほかのページと書き込みは無事です")
        next_step = QCoreApplication.translate("PaperPainter", "配布した人に、元のファイルを確かめてもらってください")
        painter.setPen(QColor(LIGHT.ink))
        painter.setFont(self._theme.font("heading"))
        inner = box.adjusted(16, 0, -16, 0)
        middle = inner.center().y()
        flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap)
        line = self._theme.px(30)
        painter.drawText(QRectF(inner.left(), middle - 2 * line, inner.width(), 2 * line), flags, happened)
        painter.setFont(self._theme.font("body"))
        painter.setPen(QColor(LIGHT.ink2))
        painter.drawText(QRectF(inner.left(), middle, inner.width(), line), flags, safe)
        painter.drawText(QRectF(inner.left(), middle + line, inner.width(), 2 * line), flags, next_step)


def _box(place: Placement) -> QRectF:
    return QRectF(place.left, place.top, place.width, place.height)


def _inside(place: Placement) -> QRect:
    """What a picture of the page covers for certain: a logical pixel that is one and a half of the display may be cut by
    the edge of the page, and then belongs to neither the ground nor the picture."""
    return _box(place).toAlignedRect().adjusted(2, 2, -2, -2)


def _stretch(painter: QPainter, place: Placement, image: QImage, turn: int) -> None:
    """Fill the page with a picture of another size, drawn ``turn`` degrees (clockwise) short of how it is shown."""
    across, down = (place.height, place.width) if turn % 180 else (place.width, place.height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.translate(*replace(place, rotation=turn % 360).corner)
    painter.rotate(turn)
    painter.drawImage(QRectF(0, 0, across, down), image)
    painter.restore()


def _draw(painter: QPainter, at: QPointF, image: QImage, ratio: float) -> None:
    """Pixel on pixel. The image's own ratio stays 1: setting it would copy pixels that belong to somebody else."""
    size = QSizeF(image.width() / ratio, image.height() / ratio)
    painter.drawImage(QRectF(at, size), image, QRectF(image.rect()))
