"""A note on its way to its place: its picture goes with the pointer or with the arrow keys, above everything else."""

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from dxmeet.desktop.notes.painting import NotePainter
from dxmeet.desktop.notes.words import heading
from dxmeet.desktop.review.frame import ReviewFrame
from dxmeet.desktop.review.pagepane import middle_of
from dxmeet.desktop.theme import Theme
from dxmeet.domain.annotation import Note, NoteKind

_ENDLESS = (1e6, 1e6)  # points; a note under way leans away from no edge
_EDGE = 32  # logical pixels from the upper and lower edge of the page's pane within which it scrolls
_SCROLL_MS, _TURN_MS = 40, 600


class Ghost(QWidget):
    """The picture. It lies over the whole review and takes no presses."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("note_under_way")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme, self._over = theme, over
        self._painter = NotePainter(theme)
        self._note: Note | None = None
        self._scale = 1.0
        self.middle = QPointF()
        self.hide()

    def show_note(self, note: Note | None, scale: float) -> None:
        """``scale`` in logical pixels a point."""
        self._note, self._scale = note, scale
        self.setVisible(note is not None)
        self.setGeometry(self._over.rect())
        self.raise_()

    def stand(self, middle: QPointF) -> None:
        """Where the note's middle is, in this widget's pixels."""
        self.middle = middle
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._note is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._note.kind is NoteKind.BOOKMARK:
            frame = self._paint_words(painter, self._note)
        else:
            frame = self._paint_note(painter, self._note)
        painter.setPen(QPen(self._theme.color("focus"), self._theme.px(2), Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, 3, 3)
        painter.end()

    def _paint_note(self, painter: QPainter, note: Note) -> QRectF:
        origin = self.middle - middle_of(note) * self._scale
        painter.save()
        painter.translate(origin)
        painter.scale(self._scale, self._scale)
        self._painter.paint(painter, note, self._scale, _ENDLESS)
        painter.restore()
        x0, y0, x1, y1 = self._painter.covered(note, self._scale, _ENDLESS)
        box = QRectF(x0 * self._scale, y0 * self._scale, (x1 - x0) * self._scale, (y1 - y0) * self._scale)
        around = self._theme.px(4)
        return box.translated(origin).adjusted(-around, -around, around, around)

    def _paint_words(self, painter: QPainter, note: Note) -> QRectF:
        """A bookmark has no picture."""
        painter.setFont(self._theme.font("control"))
        words, px = heading(note), self._theme.px
        size = QSizeF(painter.fontMetrics().horizontalAdvance(words) + px(16), painter.fontMetrics().height() + px(8))
        box = QRectF(self.middle - QPointF(px(12), px(12)), size)
        painter.fillRect(box, self._theme.color("note"))
        painter.setPen(self._theme.color("ink"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
        return box


class NoteDrag(QObject):
    """``put(note, place)`` in points of the page shown on the right; ``left(note)`` when it was let go over the list of
    notes; ``page_wanted(index)`` when the pointer rests on a page's number; ``ended``.

    Let go anywhere else, or given up, the note stays where it was.
    """

    put = Signal(object, QPointF)
    left = Signal(object)
    page_wanted = Signal(int)
    ended = Signal()

    def __init__(self, theme: Theme, frame: ReviewFrame) -> None:
        super().__init__(frame)
        self._frame, self._theme = frame, theme
        self._ghost = Ghost(theme, frame)
        self._grip = QPointF()
        self._pointer: QPointF | None = None
        self._scale = 1.0
        self.note: Note | None = None
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(_SCROLL_MS)
        self._scrolling.timeout.connect(self._scroll)
        self._turning = QTimer(self)
        self._turning.setSingleShot(True)
        self._turning.setInterval(_TURN_MS)
        self._turning.timeout.connect(self._turn)
        self._page: int | None = None

    def begin(self, note: Note, scale: float, grip: QPointF) -> None:
        """``grip``: from the note's middle to where it is held, in points."""
        self.note, self._grip = note, grip
        self._pointer = self._page = None
        self.rescale(scale)

    def rescale(self, scale: float) -> None:
        """The page on the right is shown at ``scale`` logical pixels a point."""
        self._scale = scale
        if self.note is not None:
            self._ghost.show_note(self.note, scale)

    def move(self, pointer: QPointF) -> None:
        """``pointer`` on the screen."""
        if self.note is None:
            return
        self._pointer = pointer
        self._scrolling.start()
        place = self.place(pointer)
        if place is not None:
            self.stand(place)
        else:
            held = QPointF(self._frame.mapFromGlobal(pointer.toPoint())) - self._grip * self._scale
            self._ghost.stand(held)
        page = self._frame.page_strip.page_at(pointer.toPoint())
        if page != self._page:
            self._page = page
            self._turning.start()

    def stand(self, place: QPointF) -> None:
        """The note's middle is at ``place`` of the page on the right (points), as near as the page has room for it."""
        if self.note is not None:
            sheet = self._frame.new_pane.sheet
            corner = sheet.mapTo(self._frame, QPoint())
            self._ghost.stand(QPointF(corner) + sheet.kept_on_page(self.note, place) * self._scale)

    def nudge(self, dx: float, dy: float) -> None:
        """By so many points."""
        self.stand(self.standing + QPointF(dx, dy))
        place = self.standing
        self._frame.new_pane.area.ensureVisible(round(place.x() * self._scale), round(place.y() * self._scale), 60, 60)
        self.stand(place)

    @property
    def standing(self) -> QPointF:
        """Where the note's middle is on the page on the right, in points."""
        sheet = self._frame.new_pane.sheet
        return (self._ghost.middle - QPointF(sheet.mapTo(self._frame, QPoint()))) / self._scale

    def place(self, pointer: QPointF) -> QPointF | None:
        """Where the note's middle would come to lie, in points; None where the pointer is not over the page on the right."""
        pane = self._frame.new_pane
        port = pane.area.viewport()
        on_sheet = QPointF(pane.sheet.mapFromGlobal(pointer))
        seen = pane.area.isVisible() and port.rect().contains(port.mapFromGlobal(pointer.toPoint()))
        if not seen or not QRectF(pane.sheet.rect()).contains(on_sheet):
            return None
        return on_sheet / self._scale - self._grip

    def let_go(self, pointer: QPointF) -> None:
        if self.note is None:
            return
        self.move(pointer)
        if self.place(pointer) is not None:
            self.put_down()
        elif self._over_list(pointer.toPoint()):
            note = self.note
            self.cancel()
            self.left.emit(note)
        else:
            self.cancel()

    def put_down(self) -> None:
        """Where it stands."""
        note, place = self.note, self.standing
        self.cancel()
        if note is not None:
            self.put.emit(note, place)

    def cancel(self) -> None:
        if self.note is None:
            return
        self.note = self._pointer = None
        self._scrolling.stop()
        self._turning.stop()
        self._ghost.show_note(None, 1.0)
        self.ended.emit()

    def _over_list(self, pointer: QPoint) -> bool:
        notes = self._frame.notes
        return notes.rect().contains(notes.mapFromGlobal(pointer))

    def _scroll(self) -> None:
        """While the note is held near an edge of the page's pane."""
        area = self._frame.new_pane.area
        if self._pointer is None or self.place(self._pointer) is None:
            return
        y = area.viewport().mapFromGlobal(self._pointer.toPoint()).y()
        edge = self._theme.px(_EDGE)
        way = -1 if y < edge else 1 if y > area.viewport().height() - edge else 0
        if way:
            bar = area.verticalScrollBar()
            bar.setValue(bar.value() + way * self._theme.px(12))
            self.move(self._pointer)

    def _turn(self) -> None:
        if self._page is not None:
            self.page_wanted.emit(self._page)
