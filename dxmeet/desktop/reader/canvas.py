"""The page being read: its picture, the notes above it, and the keys, wheel and pen that act on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from dxmeet.desktop.notes.pointer import Pointer
from dxmeet.desktop.reader.hand import Hand
from dxmeet.desktop.reader.paper import PaperPainter
from dxmeet.desktop.reader.placing import ACTUAL, Fit, Placement, Viewport, next_step, placed, scale_for, scroll_range
from dxmeet.desktop.reader.rendering import PageRenderer, reading_order
from dxmeet.desktop.reader.tiling import wanted_requests
from dxmeet.desktop.theme import Theme
from dxmeet.domain.page import PageSize

if TYPE_CHECKING:
    from dxmeet.desktop.notes.layer import NoteLayer
    from dxmeet.domain.annotation import Box
    from dxmeet.services.opened import Document

_SETTLED = 250  # ms after the last step of a zoom before the page is drawn anew
_READABLE = 0.5  # a whole page smaller than this part of 実寸 cannot be read, so it starts at the canvas's width


class PageCanvas(QAbstractScrollArea):
    """Signals: ``about_to_turn`` before and ``turned(page)`` after a turn; ``rescaled``; ``moved`` when it scrolled or
    grew; ``painted`` once a document's first real picture is on the screen."""

    turned = Signal(int)
    rescaled = Signal()
    painted = Signal()
    about_to_turn = Signal()
    moved = Signal()

    _hand: Hand | None = None  # Qt sends the viewport events before __init__ has come to it

    def __init__(self, theme: Theme, renderer: PageRenderer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page_canvas")
        self.setAccessibleName(self.tr("ページ"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setMouseTracking(True)
        self.page = 1
        self.fit = Fit.PAGE
        self.layer: NoteLayer | None = None
        self._fit_chosen = False
        self._zoom = 1.0
        self._direction = 1
        self._renderer = renderer
        self._paper = PaperPainter(theme, renderer)
        self._pages: tuple[PageSize, ...] = ()
        self._seen_real = False
        self._hand = Hand(self)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLED)
        self._settling.timeout.connect(self._request)
        renderer.arrived.connect(self.update_box)
        renderer.failed.connect(self.update_box)

    def show_document(self, document: Document, page: int) -> None:
        self._pages = document.pages
        self.page = min(max(1, page), len(self._pages))
        self._direction = 1
        self._seen_real = False
        self._fit_anew()
        self._to_top()

    def _fit_anew(self) -> None:
        """As large as was chosen; else as a whole, or as wide as the canvas where that could not be read."""
        if not self._fit_chosen:
            self.fit = Fit.PAGE
            if self.zoom < _READABLE:
                self.fit = Fit.WIDTH
        self._replace()

    def clear(self) -> None:
        self._pages = ()
        self.layer = None
        self.viewport().update()

    @property
    def pages(self) -> int:
        return len(self._pages)

    @property
    def zoom(self) -> float:
        """The ratio to 実寸 the page is shown at."""
        return self._scale() / ACTUAL

    def turn_to(self, page: int, *, at_end: bool = False) -> bool:
        """Show ``page`` within this very event; ``at_end`` from its lower edge. False where there is no such page."""
        if not 1 <= page <= len(self._pages) or page == self.page:
            return False
        self.about_to_turn.emit()
        self._direction = 1 if page > self.page else -1
        self.page = page
        self._set_ranges()
        self._to_top()
        if at_end:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        self.viewport().repaint()
        self._request()
        self.turned.emit(page)
        return True

    def turn(self, direction: int) -> bool:
        return self.turn_to(self.page + direction, at_end=direction < 0 and self.scrolls)

    def advance(self, direction: int) -> None:
        """A screenful on where the page is larger than the canvas; else, and at its end, the next page."""
        bar = self.verticalScrollBar()
        limit = bar.maximum() if direction > 0 else bar.minimum()
        if bar.value() == limit:
            self.turn(direction)
        else:
            bar.setValue(bar.value() + direction * max(1, bar.pageStep() - 40))

    @property
    def scrolls(self) -> bool:
        return self.verticalScrollBar().maximum() > 0

    def set_fit(self, fit: Fit) -> None:
        """For this document and those after it."""
        self.fit, self._fit_chosen = fit, True
        self._replace()

    def zoom_by(self, direction: int) -> None:
        self.zoom_to(next_step(self.zoom, direction))

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """The point of the page under ``at`` (logical pixels of the canvas; None: its middle) stays where it is."""
        before = self.placement()
        if before is None:
            return
        where = at or QPointF(self.viewport().rect().center())
        point = before.to_page(where.x(), where.y())
        self.fit, self._zoom, self._fit_chosen = Fit.FREE, zoom, True
        self._set_ranges()
        after = self.placement()
        if after is not None:
            x, y = after.to_canvas(*point)
            self.scroll_by(round(x - where.x()), round(y - where.y()))
        self.viewport().update()
        self._settling.start()
        self.rescaled.emit()

    def reveal(self, box: Box) -> None:
        """Scroll so that ``box`` (points of the page shown) is seen."""
        place = self.placement()
        if place is None:
            return
        x, y = place.to_canvas((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        if not self.viewport().rect().contains(round(x), round(y)):
            middle = self.viewport().rect().center()
            self.scroll_by(round(x) - middle.x(), round(y) - middle.y())

    def scroll_by(self, across: int, down: int) -> None:
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + across)
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + down)

    def placement(self) -> Placement | None:
        """Where the page lies on the canvas; None without a document."""
        if not self._pages:
            return None
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return placed(self._size(), self._view(), self._scale(), across, down)

    def update_box(self, page: int, box: Box | None = None) -> None:
        """Paint ``box`` of ``page`` (points; None: all) anew where it is shown."""
        place = self.placement()
        if page != self.page or place is None:
            return
        x0, y0, x1, y1 = place.box_to_canvas(box or (0.0, 0.0, self._size().width, self._size().height))
        self.viewport().update(QRectF(x0, y0, x1 - x0, y1 - y0).toAlignedRect())

    # what is drawn

    def _size(self) -> PageSize:
        return self._pages[self.page - 1]

    def _view(self) -> Viewport:
        return Viewport(self.viewport().width(), self.viewport().height(), self.devicePixelRatioF())

    def _scale(self, page: int | None = None) -> float:
        if not self._pages:
            return ACTUAL
        size = self._pages[(page or self.page) - 1]
        return scale_for(size, self._view(), self.fit, self._zoom)

    def _replace(self) -> None:
        self._set_ranges()
        self.viewport().update()
        self._request()
        self.rescaled.emit()

    def _set_ranges(self) -> None:
        across, down = scroll_range(self._size(), self._view(), self._scale()) if self._pages else (0, 0)
        for bar, length, step in (
            (self.horizontalScrollBar(), across, self.viewport().width()),
            (self.verticalScrollBar(), down, self.viewport().height()),
        ):
            bar.setRange(0, length)
            bar.setPageStep(step)
            bar.setSingleStep(48)

    def _to_top(self) -> None:
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)

    def _request(self) -> None:
        if not self._pages or not self.isVisible() or self._settling.isActive():
            return
        place = self.placement()
        assert place is not None
        order = reading_order(self.page, self._direction, len(self._pages))
        sizes = [(page, self._pages[page - 1], self._scale(page)) for page in order]
        self._renderer.want(self.page, wanted_requests(sizes, self._view(), place))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
        self._request()
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._pages:
            self._fit_anew()
            self.moved.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._pages:
            self._fit_anew()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        place = self.placement()
        if place is None:
            self._paper.paint_canvas(painter, event.rect())
            return
        real = self._paper.paint_page(painter, event.rect(), self.page, place, self.devicePixelRatioF())
        if self.layer is not None:
            self._paint_notes(painter, event.rect(), place)
        painter.end()
        if real and not self._seen_real:
            self._seen_real = True
            self.painted.emit()

    def _paint_notes(self, painter: QPainter, dirty: QRect, place: Placement) -> None:
        assert self.layer is not None
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(QRectF(place.left, place.top, place.width, place.height).intersected(QRectF(dirty)))
        painter.translate(place.left, place.top)
        painter.scale(place.scale, place.scale)
        seen = (*place.to_page(dirty.left(), dirty.top()), *place.to_page(dirty.right() + 1, dirty.bottom() + 1))
        self.layer.paint(painter, self.page, place.scale, seen)

    def pointer(self, where: QPointF, pressure: float, shift: bool, eraser: bool = False) -> Pointer | None:
        """``where`` on the canvas as a place on the page, held inside it; None without a document."""
        place = self.placement()
        if place is None:
            return None
        size = self._size()
        across, down = place.to_page(where.x(), where.y())
        inside = min(max(across, 0.0), size.width), min(max(down, 0.0), size.height)
        return Pointer(self.page, inside, place.scale, pressure, shift, eraser)

    def viewportEvent(self, event: QEvent) -> bool:
        return (self._hand is not None and self._hand.handle(event)) or super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # the reader decides for all of its parts
