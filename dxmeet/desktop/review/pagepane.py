"""One side of the comparison: a page's picture, its differences tinted, the notes on it. Not by colour alone: a bar and a sign."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dxmeet.desktop.images import image_of
from dxmeet.desktop.notes.painting import NotePainter
from dxmeet.desktop.rows import cut_label, label
from dxmeet.desktop.theme import Theme
from dxmeet.domain.annotation import Box, Note, NoteKind
from dxmeet.domain.page import PageSize, Pixels
from dxmeet.domain.surroundings import extent

_MARGIN = 8.0  # points around a note's dashed frame


class PageSheet(QWidget):
    """The page itself. ``pointed`` with a place in points while a place is being chosen."""

    pointed = Signal(QPointF)

    def __init__(self, theme: Theme, sign: str, tint: str, tone: str) -> None:
        super().__init__()
        self._theme, self._sign, self._tint, self._tone = theme, sign, tint, tone
        self._painter = NotePainter(theme)
        self._size = PageSize(0, 0)
        self._scale = 1.0
        self._image = QImage()
        self._boxes: Sequence[Box] = ()
        self._notes: Sequence[Note] = ()
        self._chosen: Note | None = None
        self.choosing = False

    def show_page(self, size: PageSize, scale: float) -> None:
        self._size, self._scale = size, scale
        self._image = QImage()
        self.setFixedSize(QSize(max(1, round(size.width * scale)), max(1, round(size.height * scale))))
        self.update()

    def show_picture(self, pixels: Pixels) -> None:
        self._image = image_of(pixels)
        self.update()

    def show_marks(self, boxes: Sequence[Box], notes: Sequence[Note], chosen: Note | None) -> None:
        self._boxes, self._notes, self._chosen = boxes, notes, chosen
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.choosing and event.button() == Qt.MouseButton.LeftButton:
            self.pointed.emit(event.position() / self._scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if not self._image.isNull():
            painter.drawImage(self.rect(), self._image)
        for box in self._boxes:
            self._paint_difference(painter, box)
        painter.save()
        painter.scale(self._scale, self._scale)
        for note in self._notes:
            self._painter.paint(painter, note, self._scale, (self._size.width, self._size.height))
        painter.restore()
        if self._chosen is not None and self._chosen.kind is not NoteKind.BOOKMARK:
            self._paint_frame(painter, extent(self._chosen))
        painter.setPen(QPen(self._theme.color("edge"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _on_screen(self, box: Box, grown: float = 0.0) -> QRectF:
        return QRectF(
            QPointF((box[0] - grown) * self._scale, (box[1] - grown) * self._scale),
            QPointF((box[2] + grown) * self._scale, (box[3] + grown) * self._scale),
        )

    def _paint_difference(self, painter: QPainter, box: Box) -> None:
        area = self._on_screen(box, 1.0)
        tint = QColor(self._theme.color(self._tint))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.fillRect(area, tint)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        tone = self._theme.color(self._tone)
        bar = self._theme.px(3)
        painter.fillRect(QRectF(area.left() - bar, area.top(), bar, area.height()), tone)
        painter.setPen(tone)
        painter.setFont(self._theme.font("small", bold=True))
        side = self._theme.px(14)
        painter.drawText(
            QRectF(area.left() - bar - side, area.center().y() - side / 2, side, side),
            int(Qt.AlignmentFlag.AlignCenter),
            self._sign,
        )

    def _paint_frame(self, painter: QPainter, box: Box) -> None:
        pen = QPen(self._theme.color("kogane"), self._theme.px(2), Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self._on_screen(box, _MARGIN), 3, 3)


class PagePane(QWidget):
    """Title line over a scrolled sheet. ``scrolled`` with the share of the way down, so that the two move together."""

    def __init__(self, theme: Theme, name: str, sign: str, tint: str, tone: str, legend: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._theme = theme
        self.title = label(theme, "", "body", bold=True)
        self.place = cut_label(theme, "", "small", "ink2")
        self.sheet = PageSheet(theme, sign, tint, tone)
        self.area = QScrollArea()
        self.area.setWidget(self.sheet)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.absent = label(theme, "", "body", "ink2")
        self.absent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.absent.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(self.title)
        head.addWidget(self.place, 1)
        head.addWidget(label(theme, legend, "small", tone))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        column.addWidget(self.area, 1)
        column.addWidget(self.absent, 1)

    def say_absent(self, words: str) -> None:
        """There is no page to show on this side."""
        self.absent.setText(words)
        self.absent.show()
        self.area.hide()

    def show_page(self, size: PageSize) -> float:
        """Room for a page fitted to the width, at least readable; its scale in logical pixels a point."""
        self.absent.hide()
        self.area.show()
        width = max(self._theme.px(200), self.area.width() - self._theme.px(18))
        scale = max(width / size.width, 0.5)
        self.sheet.show_page(size, scale)
        return scale

    def go_to(self, box: Box, scale: float) -> None:
        """Bring a place (points) to the middle."""
        x, y = (box[0] + box[2]) / 2 * scale, (box[1] + box[3]) / 2 * scale
        half = QPoint(self.area.viewport().width() // 2, self.area.viewport().height() // 2)
        self.area.horizontalScrollBar().setValue(round(x) - half.x())
        self.area.verticalScrollBar().setValue(round(y) - half.y())
