"""One side of the comparison: a page's picture, its differences tinted and, as offices do (見え消し), struck out or underlined,
and the notes on it."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dxmeet.desktop.images import image_of
from dxmeet.desktop.notes.painting import NotePainter
from dxmeet.desktop.rows import cut_label, label
from dxmeet.desktop.theme import Theme
from dxmeet.domain.annotation import Box, Note, NoteId, NoteKind
from dxmeet.domain.page import PageSize, Pixels
from dxmeet.domain.surroundings import extent

_MARGIN = 6.0  # logical pixels around a note: its dashed frame, within which it can be taken up


def middle_of(note: Note) -> QPointF:
    """What is put where a place is chosen: the middle of the note's box, in points."""
    x0, y0, x1, y1 = extent(note)
    return QPointF((x0 + x1) / 2, (y0 + y1) / 2)


class PageSheet(QWidget):
    """The page itself. While a place is being chosen: ``pointed`` and ``hovered`` with the pointer on the screen, and
    ``key_pressed`` with the event."""

    pointed = Signal(QPointF)
    hovered = Signal(QPointF)
    key_pressed = Signal(QKeyEvent)

    def __init__(self, theme: Theme, tint: str, tone: str, *, struck: bool) -> None:
        super().__init__()
        self._theme, self._tint, self._tone, self._struck = theme, tint, tone, struck
        self._painter = NotePainter(theme)
        self._size = PageSize(0, 0)
        self.scale = 1.0
        self._image = QImage()
        self._boxes: Sequence[Box] = ()
        self._notes: Sequence[Note] = ()
        self._chosen: Note | None = None
        self._lifted: NoteId | None = None
        self._choosing = False
        self.setMouseTracking(True)

    @property
    def drawn(self) -> bool:
        """Whether there is a picture of the page yet."""
        return not self._image.isNull()

    def choose_place(self, on: bool) -> None:
        """Presses and keys say where a note goes, from now on or no longer."""
        self._choosing = on
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.NoFocus)
        if on:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def lift(self, note: NoteId | None) -> None:
        """This one is under way, and is not shown where it was."""
        self._lifted = note
        self.update()

    def note_at(self, place: QPointF) -> Note | None:
        """The note shown there (logical pixels): the chosen one, else the smallest."""
        seen = [note for note in self._notes if note.kind is not NoteKind.BOOKMARK]
        here = [note for note in seen if self._shown_box(note).contains(place)]
        return min(here, key=self._size_of, default=None)

    def shows(self, note: Note) -> bool:
        return any(each.id == note.id for each in self._notes)

    def middle_shown(self, note: Note) -> QPointF:
        """The note's middle in points; of a sticky that leans inwards at the page's edge, where it is seen."""
        if note.kind is not NoteKind.STICKY:
            return middle_of(note)
        x0, y0, _, _ = self._painter.covered(note, self.scale, (self._size.width, self._size.height))
        return QPointF(x0, y0)

    def kept_on_page(self, note: Note, place: QPointF) -> QPointF:
        """As near to ``place`` as the note's middle can be with all of the note on the page; in points."""
        x0, y0, x1, y1 = extent(note)

        def kept(at: float, half: float, room: float) -> float:
            half = half if 2 * half <= room else 0.0
            return min(max(at, half), room - half)

        return QPointF(
            kept(place.x(), (x1 - x0) / 2, self._size.width), kept(place.y(), (y1 - y0) / 2, self._size.height)
        )

    def show_page(self, size: PageSize, scale: float) -> None:
        self._size, self.scale = size, scale
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
        if self._choosing and event.button() == Qt.MouseButton.LeftButton:
            self.pointed.emit(event.globalPosition())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._choosing:
            self.hovered.emit(event.globalPosition())
        held = self._choosing or self.note_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.OpenHandCursor if held else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._choosing:
            self.key_pressed.emit(event)
        else:
            super().keyPressEvent(event)

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
        painter.scale(self.scale, self.scale)
        for note in (each for each in self._notes if each.id != self._lifted):
            self._painter.paint(painter, note, self.scale, (self._size.width, self._size.height))
        painter.restore()
        if self._chosen is not None and self._chosen.kind is not NoteKind.BOOKMARK and self._chosen.id != self._lifted:
            self._paint_frame(painter, self._chosen)
        painter.setPen(QPen(self._theme.color("edge"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _on_screen(self, box: Box, grown: float = 0.0) -> QRectF:
        return QRectF(
            QPointF((box[0] - grown) * self.scale, (box[1] - grown) * self.scale),
            QPointF((box[2] + grown) * self.scale, (box[3] + grown) * self.scale),
        )

    def _paint_difference(self, painter: QPainter, box: Box) -> None:
        area = self._on_screen(box, 1.0)
        tint = self._theme.on_paper(self._tint)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.fillRect(area, tint)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        thick = max(1.0, area.height() / 12)
        y = area.center().y() if self._struck else area.bottom() - thick / 2
        painter.setPen(QPen(self._theme.on_paper(self._tone), thick))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))

    def _paint_frame(self, painter: QPainter, note: Note) -> None:
        pen = QPen(self._theme.on_paper("kogane"), self._theme.px(2), Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self._shown_box(note), 3, 3)

    def _shown_box(self, note: Note) -> QRectF:
        """Around the note as it is seen, in logical pixels."""
        box = self._painter.covered(note, self.scale, (self._size.width, self._size.height))
        return self._on_screen(box, _MARGIN / self.scale)

    def _size_of(self, note: Note) -> tuple[bool, float]:
        box = self._shown_box(note)
        return self._chosen is None or note.id != self._chosen.id, box.width() * box.height()


class PagePane(QWidget):
    """Title line over a scrolled sheet. ``approached`` when a place on it is to be looked at, ``resized`` with its size."""

    approached = Signal()
    resized = Signal(QSize)

    def __init__(self, theme: Theme, name: str, tint: str, tone: str, legend: str, *, struck: bool) -> None:
        """``struck``: differences are struck out here, else underlined."""
        super().__init__()
        self.setObjectName(name)
        self._theme = theme
        self.title = label(theme, "", "body", bold=True)
        self.place = cut_label(theme, "", "small", "ink2")
        self.sheet = PageSheet(theme, tint, tone, struck=struck)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit(event.size())

    def show_side(self, edition: int, page: int | None, pages: Sequence[PageSize] | None) -> None:
        """Page ``page`` (from 1; None: not in this version) of a version whose pages are ``pages`` (None: erased)."""
        self.title.setText(self.tr("{n}版").format(n=edition))
        self.place.setText(self.tr("{n}ページ").format(n=page) if page else "")
        if page is None:
            self.say_absent(self.tr("この版にはないページです"))
        elif pages is None:
            self.say_absent(self.tr("前の版は保存期間が過ぎ、端末から消えています"))
        else:
            self.show_page(pages[page - 1])

    def say_absent(self, words: str) -> None:
        """There is no page to show on this side."""
        self.absent.setText(words)
        self.absent.show()
        self.area.hide()

    def show_page(self, size: PageSize) -> None:
        """Room for a page fitted to the width, at least readable."""
        self.absent.hide()
        self.area.show()
        width = max(self._theme.px(200), self.width() - self._theme.px(18))
        self.sheet.show_page(size, max(width / size.width, 0.5))

    def go_to(self, box: Box) -> None:
        """Bring a place (points) to the middle."""
        self.approached.emit()
        scale = self.sheet.scale
        x, y = (box[0] + box[2]) / 2 * scale, (box[1] + box[3]) / 2 * scale
        half = QPoint(self.area.viewport().width() // 2, self.area.viewport().height() // 2)
        self.area.horizontalScrollBar().setValue(round(x) - half.x())
        self.area.verticalScrollBar().setValue(round(y) - half.y())
