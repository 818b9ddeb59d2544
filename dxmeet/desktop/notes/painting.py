"""Paint notes with QPainter above a page's picture: vectors in the page's own points, stickies at the size of the screen."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPolygonF

from dxmeet.desktop.notes.geometry import DEFAULT_TEXT_SIZE, bounds, grown, ordered, touches
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.tokens import NOTE_HEAD, NOTE_INK
from dxmeet.domain.annotation import Box, Note, NoteKind, Point, ShapeKind
from dxmeet.domain.arrow import wings
from dxmeet.domain.smoothing import Leg, even, legs, pressed_width

_MARKER_SHARE = 0.55  # of the colour, multiplied; the text beneath keeps 11:1
_STICKY_WIDTH, _STICKY_LINES = 188, 6
STAMP_EDGE = 0.09
"""Of a stamp's frame, as a part of its word's height."""


def text_size(note: Note) -> float:
    """A text note's size in points is its ``width`` where that can be read, else 11."""
    return note.width if note.width >= 4 else DEFAULT_TEXT_SIZE


def text_font(family: QFont, points: float) -> QFont:
    """The font of a text note in the page's own coordinates (``points`` as pixels of a scaled painter)."""
    font = QFont(family)
    font.setPixelSize(max(1, round(points)))
    return font


class NotePainter:
    """Paints notes into a painter whose unit is the page's point, at ``scale`` logical pixels a point."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._font = theme.font("body")
        self._small = theme.font("small")
        self._heights: dict[str, float] = {}

    def paint(self, painter: QPainter, note: Note, scale: float, page: tuple[float, float]) -> None:
        """``page`` is its size in points: a sticky at the edge leans inwards."""
        painter.save()
        match note.kind:
            case NoteKind.INK:
                _paint_ink(painter, note)
            case NoteKind.HIGHLIGHT:
                _paint_marker(painter, note)
            case NoteKind.SHAPE:
                _paint_shape(painter, note)
            case NoteKind.TEXT:
                self._paint_text(painter, note)
            case NoteKind.STICKY:
                self._paint_sticky(painter, note, scale, page)
            case NoteKind.BOOKMARK:
                pass  # a place, not a mark on the paper
        painter.restore()

    @property
    def frame_color(self) -> QColor:
        return self._theme.on_paper("focus")

    def paint_frame(self, painter: QPainter, note: Note, scale: float, page: tuple[float, float]) -> None:
        """The frame around a chosen note."""
        x0, y0, x1, y1 = grown(self.covered(note, scale, page), 4 / scale)
        pen = QPen(self._theme.on_paper("focus"), 2 / scale, Qt.PenStyle.DashLine)
        painter.save()
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(x0, y0, x1 - x0, y1 - y0))
        painter.restore()

    def covered(self, note: Note, scale: float, page: tuple[float, float]) -> Box:
        """The box a note covers on the page as shown, in points."""
        if note.kind is NoteKind.STICKY:
            return self._sticky_box(note, scale, page)
        box = bounds(note) or (0.0, 0.0, 0.0, 0.0)
        head = 6.0 if note.shape is ShapeKind.ARROW else 0.0
        return grown(box, note.width * 1.5 + head if note.kind in (NoteKind.INK, NoteKind.SHAPE) else 1.0)

    def touched(self, note: Note, at: Point, reach: float, scale: float, page: tuple[float, float]) -> bool:
        if note.kind is NoteKind.STICKY:
            x0, y0, x1, y1 = self._sticky_box(note, scale, page)
            return x0 <= at[0] <= x1 and y0 <= at[1] <= y1
        return touches(note, at, reach)

    def sticky_width(self) -> int:
        """Logical pixels."""
        return self._theme.px(_STICKY_WIDTH)

    def _sticky_box(self, note: Note, scale: float, page: tuple[float, float]) -> Box:
        x, y = note.at or (0.0, 0.0)
        width, height = self.sticky_width() / scale, self._sticky_height(note.text) / scale
        x, y = max(0.0, min(x, page[0] - width)), max(0.0, min(y, page[1] - height))
        return x, y, x + width, y + height

    def _sticky_height(self, text: str) -> float:
        if text not in self._heights:
            metrics = QFontMetrics(self._font)
            room = self.sticky_width() - self._theme.px(22)
            flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
            box = metrics.boundingRect(0, 0, room, 10_000, int(flags), text or " ")
            lines = min(box.height(), _STICKY_LINES * metrics.lineSpacing())
            self._heights[text] = QFontMetrics(self._small).height() + lines + self._theme.px(14)
        return self._heights[text]

    def _paint_sticky(self, painter: QPainter, note: Note, scale: float, page: tuple[float, float]) -> None:
        x0, y0, _, _ = self._sticky_box(note, scale, page)
        painter.translate(x0, y0)
        painter.scale(1 / scale, 1 / scale)
        px = self._theme.px
        box = QRectF(0, 0, self.sticky_width(), self._sticky_height(note.text))
        painter.fillRect(box, self._theme.color("note"))
        painter.fillRect(QRectF(0, 0, px(4), box.height()), self._theme.color("note_edge"))
        painter.setPen(QPen(self._theme.color("note_edge"), 1))
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setFont(self._small)
        painter.setPen(QColor(NOTE_HEAD))
        head = QFontMetrics(self._small).height()
        label = QCoreApplication.translate("NotePainter", "付箋 自分だけ")
        painter.drawText(QRectF(px(12), px(5), box.width(), head), Qt.AlignmentFlag.AlignLeft, label)
        painter.setFont(self._font)
        painter.setPen(QColor(NOTE_INK))
        room = QRectF(px(12), px(7) + head, box.width() - px(22), box.height() - head - px(12))
        painter.setClipRect(room)
        painter.drawText(room, int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere), note.text)

    def _paint_text(self, painter: QPainter, note: Note) -> None:
        if note.box is None:
            return
        if note.stamp is not None:
            self._paint_stamp(painter, note, note.box)
            return
        x0, y0, x1, _ = note.box
        size = text_size(note)
        fine = 8  # fonts have whole pixels: set the text eight times as large and shrink it
        painter.translate(x0, y0)
        painter.scale(1 / fine, 1 / fine)
        painter.setFont(text_font(self._font, size * fine))
        painter.setPen(QColor(note.color))
        flags = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)
        painter.drawText(QRectF(0, 0, max(1.0, x1 - x0) * fine, 100_000), flags, note.text)

    def _paint_stamp(self, painter: QPainter, note: Note, box: Box) -> None:
        """A frame with its word in the middle, as the exporter draws it."""
        size = text_size(note)
        edge = max(0.8, size * STAMP_EDGE)
        frame = QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1]).adjusted(
            edge / 2, edge / 2, -edge / 2, -edge / 2
        )
        painter.setPen(QPen(QColor(note.color), edge))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)
        fine = 8
        painter.translate(box[0], box[1])
        painter.scale(1 / fine, 1 / fine)
        font = text_font(self._font, size * fine)
        font.setBold(True)
        painter.setFont(font)
        room = QRectF(0, 0, (box[2] - box[0]) * fine, (box[3] - box[1]) * fine)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), note.text)


def _round_pen(color: str, width: float) -> QPen:
    return QPen(QColor(color), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def paint_leg(painter: QPainter, leg: Leg, color: str, width: float) -> None:
    """One piece of a pen's line."""
    painter.setPen(_round_pen(color, pressed_width(width, leg.pressure)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if leg.bend is None:
        painter.drawLine(QPointF(*leg.start), QPointF(*leg.end))
        return
    path = QPainterPath(QPointF(*leg.start))
    path.quadTo(QPointF(*leg.bend), QPointF(*leg.end))
    painter.drawPath(path)


def _paint_ink(painter: QPainter, note: Note) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in note.strokes:
        if len(stroke) == 1:
            painter.setPen(_round_pen(note.color, pressed_width(note.width, stroke[0][2])))
            painter.drawPoint(QPointF(stroke[0][0], stroke[0][1]))
        elif even(stroke):
            painter.setPen(_round_pen(note.color, pressed_width(note.width, stroke[0][2])))
            painter.drawPath(_path(legs(stroke)))
        else:
            for leg in legs(stroke):
                paint_leg(painter, leg, note.color, note.width)


def _path(several: Sequence[Leg]) -> QPainterPath:
    path = QPainterPath(QPointF(*several[0].start))
    for leg in several:
        if leg.bend is None:
            path.lineTo(QPointF(*leg.end))
        else:
            path.quadTo(QPointF(*leg.bend), QPointF(*leg.end))
    return path


def stamp_box(at: Point, word: str, size: float, page: tuple[float, float]) -> Box:
    """Around ``at``, kept on the page; ``size`` is the height of its word in points."""
    width, height = size * (len(word) + 1.0), size * 1.7
    x = min(max(0.0, at[0] - width / 2), max(0.0, page[0] - width))
    y = min(max(0.0, at[1] - height / 2), max(0.0, page[1] - height))
    return x, y, x + width, y + height


def _paint_marker(painter: QPainter, note: Note) -> None:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)  # boxes that overlap are not marked twice
    for x0, y0, x1, y1 in note.boxes:
        path.addRect(QRectF(x0, y0, x1 - x0, y1 - y0))
    color = QColor(note.color)
    color.setAlphaF(_MARKER_SHARE)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.fillPath(path, color)


def _paint_shape(painter: QPainter, note: Note) -> None:
    if len(note.points) < 2:
        return
    painter.setPen(_round_pen(note.color, note.width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    (ax, ay), (bx, by) = note.points[0], note.points[1]
    x0, y0, x1, y1 = ordered((ax, ay), (bx, by))
    box = QRectF(x0, y0, x1 - x0, y1 - y0)
    draw: dict[ShapeKind, Callable[[], None]] = {
        ShapeKind.BOX: lambda: painter.drawRect(box),
        ShapeKind.ELLIPSE: lambda: painter.drawEllipse(box),
        ShapeKind.LINE: lambda: painter.drawLine(QPointF(ax, ay), QPointF(bx, by)),
        ShapeKind.ARROW: lambda: _draw_arrow(painter, (ax, ay), (bx, by), note.width),
    }
    if note.shape is not None:
        draw[note.shape]()


def _draw_arrow(painter: QPainter, start: Point, end: Point, width: float) -> None:
    painter.drawLine(QPointF(*start), QPointF(*end))
    left, right = wings(start, end, width)
    painter.drawPolyline(QPolygonF([QPointF(*left), QPointF(*end), QPointF(*right)]))
