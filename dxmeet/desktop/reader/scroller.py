"""Pages on a ground that scrolls beneath the viewport: which one is read, how large, and where each lies. No drawing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from dxmeet.desktop.notes.pointer import MOUSE_PRESSURE, Pointer
from dxmeet.desktop.reader.layout import PageLayout, first_look
from dxmeet.desktop.reader.placing import ACTUAL, Placement, Viewport, next_step
from dxmeet.domain.look import SMALLEST, Fit, Look

if TYPE_CHECKING:
    from dxmeet.domain.annotation import Box
    from dxmeet.domain.page import PageSize


class PageScroller(QAbstractScrollArea):
    """Signals: ``rescaled`` when the pages are shown at another size; ``moved`` when the ground scrolled or grew;
    ``look_chosen(Look)`` when the reader wanted to see it otherwise."""

    rescaled = Signal()
    moved = Signal()
    look_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewport(
            QWidget()
        )  # one that Python made: for Qt's own, PySide would look through every kind of widget
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.page = 1
        self.look = Look()
        self._fit_chosen = False
        self._pages: tuple[PageSize, ...] = ()
        self._layout: PageLayout | None = None

    @property
    def pages(self) -> int:
        return len(self._pages)

    @property
    def fit(self) -> Fit:
        return self.look.fit

    @property
    def zoom(self) -> float:
        """The ratio to 実寸 the page is shown at."""
        return self.arrangement.scale(self.page) / ACTUAL if self._pages else 1.0

    @property
    def scrolls(self) -> bool:
        return self.verticalScrollBar().maximum() > 0

    @property
    def arrangement(self) -> PageLayout:
        """The layout in force; worked out anew only after something it depends on has changed."""
        view = Viewport(self.viewport().width(), self.viewport().height(), self.devicePixelRatioF())
        known = self._layout
        if known is None or known.pages is not self._pages or known.viewport != view or known.look != self.look:
            known = self._layout = PageLayout(self._pages, view, self.look)
        return known

    def placements(self) -> list[tuple[int, Placement]]:
        """Every page in sight with its place, in reading order."""
        if not self._pages:
            return []
        return self.arrangement.placements(
            self.page, self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        )

    def covered(self) -> QRegion:
        """What the pages in sight cover of the viewport, their edges included."""
        region = QRegion()
        for _, place in self.placements():
            box = QRectF(place.left, place.top, place.width, place.height).toAlignedRect()
            region = region.united(box.adjusted(-1, -1, 1, 1))
        return region

    def placement(self, page: int | None = None) -> Placement | None:
        """Where ``page`` (None: the one being read) lies; None while it is out of sight."""
        wanted = page or self.page
        return next((place for number, place in self.placements() if number == wanted), None)

    def pointer(
        self,
        where: QPointF,
        pressure: float = MOUSE_PRESSURE,
        shift: bool = False,
        eraser: bool = False,
        page: int | None = None,
    ) -> Pointer | None:
        """``where`` in the viewport as a place on the page under it, else on the nearest, held inside it.

        ``page`` holds it to one page, for a stroke that wanders. None without a document.
        """
        x, y = where.x(), where.y()
        known = [each for each in self.placements() if page is None or each[0] == page]
        if not known:
            return None
        number, place = min(known, key=lambda each: each[1].distance(x, y))
        size = self._pages[number - 1]
        across, down = place.to_page(x, y)
        inside = min(max(across, 0.0), size.width), min(max(down, 0.0), size.height)
        return Pointer(number, inside, place.scale, pressure, shift, eraser, place.holds(x, y))

    def set_fit(self, fit: Fit) -> None:
        self.set_look(replace(self.look, fit=fit))

    def set_look(self, look: Look) -> None:
        """Show the same page in another way. ``fit`` and ``view`` stay for the documents after it."""
        self._fit_chosen = self._fit_chosen or look.fit is not self.look.fit
        self.look = look
        self._arrange_anew()
        self._to_page()
        self.rescaled.emit()
        self.look_chosen.emit(look)

    def zoom_by(self, direction: int) -> None:
        self.zoom_to(next_step(self.zoom, direction))

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """The point of the page under ``at`` (logical pixels of the viewport; None: its middle) stays where it is.

        A poster that is fitted may be smaller than SMALLEST: to ask for less of that does not make it larger.
        """
        if zoom <= self.zoom <= SMALLEST:
            return
        where = at or QPointF(self.viewport().rect().center())
        before = self.pointer(where)
        if before is None:
            return
        self._fit_chosen = True
        self.look = replace(self.look, fit=Fit.FREE, zoom=zoom)
        self._set_ranges()
        self._bring(before.page, before.at, where)
        self.viewport().update()
        self.rescaled.emit()
        self.look_chosen.emit(self.look)

    def reveal(self, box: Box, page: int | None = None) -> None:
        """Scroll so that the middle of ``box`` (points of ``page``, None: of the one being read) is seen."""
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        place = self.placement(page)
        if place is None or not self.viewport().rect().contains(QPointF(*place.to_canvas(*middle)).toPoint()):
            self._bring(page or self.page, middle, QPointF(self.viewport().rect().center()))

    def scroll_by(self, across: int, down: int) -> None:
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + across)
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + down)

    def update_box(self, page: int, box: Box | None = None) -> None:
        """Paint ``box`` of ``page`` (points; None: all) anew where it is shown."""
        place = self.placement(page)
        if place is None:
            return
        size = self._pages[page - 1]
        x0, y0, x1, y1 = place.box_to_canvas(box or (0.0, 0.0, size.width, size.height))
        self.viewport().update(QRectF(x0, y0, x1 - x0, y1 - y0).toAlignedRect())

    def _fit_anew(self) -> None:
        """As large as was chosen; else as a whole, or as wide as the canvas where that could not be read."""
        if not self._fit_chosen:
            self.look = first_look(self._pages, self.page, self.arrangement.viewport, self.look)
        self._arrange_anew()
        self.rescaled.emit()

    def _arrange_anew(self) -> None:
        self._set_ranges()
        self.viewport().update()

    def _bring(self, page: int, point: tuple[float, float], where: QPointF) -> None:
        """Scroll so that ``point`` of ``page`` comes to lie at ``where``, as far as the ground reaches."""
        place = self.placement(page)
        if place is None:
            self.verticalScrollBar().setValue(self.arrangement.scroll_to(page))
            place = self.placement(page)
        if place is not None:
            x, y = place.to_canvas(*point)
            self.scroll_by(round(x - where.x()), round(y - where.y()))

    def _set_ranges(self) -> None:
        across, down = self.arrangement.scroll_range(self.page) if self._pages else (0, 0)
        for bar, length, step in (
            (self.horizontalScrollBar(), across, self.viewport().width()),
            (self.verticalScrollBar(), down, self.viewport().height()),
        ):
            bar.setRange(0, length)
            bar.setPageStep(step)
            bar.setSingleStep(48)

    def _to_page(self) -> None:
        """To the top of the page being read."""
        self.verticalScrollBar().setValue(self.arrangement.scroll_to(self.page) if self._pages else 0)
        self.horizontalScrollBar().setValue(0)
