"""A picture of the place where a note was, for one that has no place yet."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dxmeet.desktop.images import image_of
from dxmeet.desktop.notes.painting import NotePainter
from dxmeet.desktop.theme import Theme
from dxmeet.domain.annotation import Note
from dxmeet.services.reviewing import OldPlace

_WIDTH, _HIGHEST = 240, 96  # logical pixels


class OldPlacePicture(QWidget):
    """A piece of the former page with the note on it; presses go to the row it stands in."""

    def __init__(self, theme: Theme, note: Note, place: OldPlace) -> None:
        super().__init__()
        self.setObjectName("old_place_picture")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._image = image_of(place.pixels)
        self._theme, self._note, self._box = theme, note, place.box
        self._painter = NotePainter(theme)
        x0, y0, x1, y1 = place.box
        self.setFixedHeight(min(theme.px(_HIGHEST), round(theme.px(_WIDTH) * (y1 - y0) / (x1 - x0))))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(_WIDTH), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        x0, y0, x1, y1 = self._box
        scale = min(self.width() / (x1 - x0), self.height() / (y1 - y0))
        area = QRectF(0, 0, (x1 - x0) * scale, (y1 - y0) * scale)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(area, self._image)
        painter.save()
        painter.setClipRect(area)
        painter.scale(scale, scale)
        painter.translate(-x0, -y0)
        self._painter.paint(painter, self._note, scale, (x1, y1))
        painter.restore()
        painter.setPen(QPen(self._theme.color("edge"), 1))
        painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()
