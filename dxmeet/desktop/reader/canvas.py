"""The pages being read: their pictures, what lies above them, and the keys, wheel and pen that act on them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from dxmeet.desktop.proximity import Application
from dxmeet.desktop.reader.hand import Hand, PointerTarget
from dxmeet.desktop.reader.layout import lost_in
from dxmeet.desktop.reader.paper import PaperPainter
from dxmeet.desktop.reader.placing import Placement
from dxmeet.desktop.reader.rendering import PageRenderer, reading_order
from dxmeet.desktop.reader.scroller import PageScroller
from dxmeet.desktop.reader.tiling import Wanted, wanted_requests
from dxmeet.desktop.theme import Theme
from dxmeet.domain.look import Look, View

if TYPE_CHECKING:
    from dxmeet.domain.annotation import Box
    from dxmeet.services.opened import Document

_SETTLED = 250  # ms after the last step of a zoom before the page is drawn anew


class Overlay(Protocol):
    """Something painted above a page: notes, hits of a search, a selection."""

    def paint(self, painter: QPainter, page: int, scale: float, seen: Box) -> None:
        """The painter's unit is the page's point, its origin the page's top left; only ``seen`` (points) is visible.

        ``scale`` is logical pixels a point.
        """
        ...


class PageCanvas(PageScroller):
    """Signals: ``about_to_turn`` before and ``turned(page)`` after another page is read; ``painted`` once a document's
    first real picture is on the screen.

    ``overlays`` are painted in their order above every page in sight. ``targets`` are asked in theirs who takes a press;
    one that none takes drags the ground, or turns at the edge. Whoever puts itself in takes itself out.
    """

    turned = Signal(int)
    painted = Signal()
    about_to_turn = Signal()

    _hand: Hand | None = None  # Qt sends the viewport events before __init__ has come to it

    def __init__(self, theme: Theme, renderer: PageRenderer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page_canvas")
        self._ring, self._ringed = theme.color("focus"), False
        self.setAccessibleName(self.tr("ページ"))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.viewport().setMouseTracking(True)
        self.viewport().setTabletTracking(True)  # a pen that hovers announces the hand beneath it
        self.overlays: list[Overlay] = []
        self.targets: list[PointerTarget] = []
        self._direction = 1
        self._renderer = renderer
        self._paper = PaperPainter(theme, renderer)
        self._seen_real = False
        self._turning = False
        self._hand = Hand(self)
        application = QApplication.instance()
        if isinstance(application, Application):
            application.pen_near.connect(self._watch_pen)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLED)
        self._settling.timeout.connect(self._request)
        renderer.arrived.connect(self.update_box)
        renderer.failed.connect(self.update_box)

    def _watch_pen(self, near: bool) -> None:
        if self._hand is not None:
            self._hand.palm.pen_near(near)

    def show_document(self, document: Document, page: int, look: Look | None = None) -> None:
        """As it was last looked at; where it never was, as large as the one before, unless that was made for a poster."""
        self._pages = document.pages
        self._fit_chosen = self._fit_chosen or look is not None
        self.look = look or replace(self.look, rotation=0, right_bound=False)
        self.page = min(max(1, page), len(self._pages))
        if look is None and lost_in(self._pages, self.page, self.arrangement.viewport, self.look):
            self._fit_chosen = False
        self._direction = 1
        self._seen_real = False
        self._fit_anew()
        self._turning = True
        self._to_page()
        self._turning = False
        self._request()

    def clear(self) -> None:
        self._pages = ()
        self.viewport().update()

    def turn_to(self, page: int, *, at_end: bool = False) -> bool:
        """Show ``page`` within this very event; ``at_end`` from its lower edge. False where there is no such page."""
        if not 1 <= page <= len(self._pages) or page == self.page:
            return False
        self.about_to_turn.emit()
        before = self.covered()
        self._direction = 1 if page > self.page else -1
        self.page = page
        self._turning = True  # what scrolls now is not the reader's doing
        if not self.arrangement.continuous:
            self._set_ranges()
        self._to_page()
        if at_end and not self.arrangement.continuous:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        self._turning = False
        self.viewport().repaint(before | self.covered())  # the ground beside them stays: half of the pixels
        self._request()
        self.turned.emit(page)
        return True

    def turn(self, direction: int, *, from_top: bool = False) -> bool:
        """To the next row of pages, or the one before; that from its end, unless ``from_top``."""
        if not self._pages:
            return False
        page = self.arrangement.beside(self.page, direction)
        return page is not None and self.turn_to(page, at_end=direction < 0 and self.scrolls and not from_top)

    def turn_towards(self, side: int) -> bool:
        """To the row at the right (+1) or left (−1): in a book bound at the right, reading goes to the left."""
        against = self.look.view is View.SPREAD and self.look.right_bound
        return self.turn(-side if against else side, from_top=True)

    def advance(self, direction: int) -> None:
        """A screenful on where the page is larger than the canvas; else, and at its end, the next page."""
        bar = self.verticalScrollBar()
        limit = bar.maximum() if direction > 0 else bar.minimum()
        place = self.placement()
        fitting = self.arrangement.continuous and place is not None and place.height <= self.viewport().height()
        if fitting or bar.value() == limit:
            self.turn(direction)
        else:
            bar.setValue(bar.value() + direction * max(1, bar.pageStep() - 40))

    def _arrange_anew(self) -> None:
        super()._arrange_anew()
        self._request()

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        self._settling.start()
        super().zoom_to(zoom, at)

    # what is drawn

    def _request(self) -> None:
        if not self._pages or not self.isVisible() or self._settling.isActive():
            return
        seen = dict(self.placements())
        arrangement = self.arrangement
        rows = reading_order(arrangement.row_of(self.page) + 1, self._direction, arrangement.rows)
        order = [*seen, *(page for row in rows for page in arrangement.pages_of(row - 1) if page not in seen)]
        wanted = [Wanted(page, arrangement.size(page), arrangement.scale(page), seen.get(page)) for page in order]
        self._renderer.want(self.page, wanted_requests(wanted, arrangement.viewport, self.look.rotation))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
        if self._turning or not self._pages:
            return
        self._request()
        self.moved.emit()
        if self.arrangement.continuous:
            self._follow_scrolling()

    def _follow_scrolling(self) -> None:
        """In continuous the page being read is whichever has come into sight."""
        page = self.arrangement.page_at(self.verticalScrollBar().value())
        if page != self.page:
            self._direction = 1 if page > self.page else -1
            self.page = page
            self.turned.emit(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._pages:
            self._keep_page()
            self.moved.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._pages:
            self._keep_page()

    def _keep_page(self) -> None:
        """Another size of the viewport shows the same page."""
        self._turning = True
        self._fit_anew()
        if self.arrangement.continuous:
            self._to_page()
        self._turning = False
        self._request()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        seen = self.placements()
        real = self._paper.paint(painter, event.rect(), seen, self.devicePixelRatioF())
        for page, place in seen:
            for overlay in self.overlays:
                self._paint_overlay(painter, event.rect(), overlay, page, place)
        if self._ringed:
            painter.setPen(QPen(self._ring, 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()
        if real and not self._seen_real:
            self._seen_real = True
            self.painted.emit()

    def _paint_overlay(self, painter: QPainter, dirty: QRect, overlay: Overlay, page: int, place: Placement) -> None:
        box = QRectF(place.left, place.top, place.width, place.height).intersected(QRectF(dirty))
        if box.isEmpty():
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(box)
        painter.translate(*place.corner)
        painter.rotate(place.rotation)
        painter.scale(place.scale, place.scale)
        overlay.paint(painter, page, place.scale, place.box_to_page((box.left(), box.top(), box.right(), box.bottom())))
        painter.restore()

    def viewportEvent(self, event: QEvent) -> bool:
        return (self._hand is not None and self._hand.handle(event)) or super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The page has the keys nearly always, so its ring is shown only to somebody who came by Tab."""
        super().focusInEvent(event)
        self._ringed = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ringed = False
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # the reader decides for all of its parts
