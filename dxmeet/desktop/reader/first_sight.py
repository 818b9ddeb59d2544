"""The page a file opens at, on the screen while the reader around it is still being loaded.

start ─▶ worker draws ──▶ FirstSight ── seen ──▶ ReaderView is imported and built in steps, and takes its place
         window loads Qt ─┘
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from dxmeet.desktop.images import image_over
from dxmeet.desktop.reader.folding import HEAD_HEIGHT, RULE, SCROLL_BAR, canvas_size
from dxmeet.desktop.reader.layout import PageLayout, first_look
from dxmeet.desktop.reader.placing import Placement, Viewport
from dxmeet.desktop.theme import Theme
from dxmeet.domain.look import Look

if TYPE_CHECKING:
    from dxmeet.services.opened import Opened


class FirstSight(QWidget):
    """Ground where the bars and the side tabs will be, and the page where the canvas will show it. ``seen(Opened)`` once."""

    seen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("first_sight")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._theme = theme
        self._opened: Opened | None = None
        self._image: QImage | None = None
        self._told = False

    def show_page(self, opened: Opened) -> None:
        """The page drawn along with the opening; ``opened`` has a glimpse."""
        assert opened.glimpse is not None
        self._opened, self._image = opened, image_over(opened.glimpse[1])
        self.setAccessibleName(opened.document.name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        width, height = canvas_size(self.width(), self.height(), self._theme.percent)
        head = self._theme.px(HEAD_HEIGHT)
        painter.fillRect(self.rect(), self._theme.color("surface"))
        painter.fillRect(0, head, width, height + 2 * RULE, self._theme.color("rule"))
        painter.fillRect(0, head + RULE, width, height, self._theme.color("canvas"))
        painter.fillRect(0, head + height + 2 * RULE, width, self.height(), self._theme.color("window"))
        if self._opened is not None and self._image is not None:
            painter.setClipRect(QRect(0, head + RULE, width, height))
            painter.translate(0, head + RULE)
            self._paint_page(painter, self._opened, self._image, Viewport(width, height, self.devicePixelRatioF()))
        painter.end()
        if self._opened is not None and not self._told:
            self._told = True
            self.seen.emit(self._opened)

    def _paint_page(self, painter: QPainter, opened: Opened, image: QImage, viewport: Viewport) -> None:
        place = _place(opened, viewport, self._theme.px(SCROLL_BAR))
        box = QRectF(place.left, place.top, place.width, place.height)
        painter.fillRect(box.adjusted(*(each / viewport.ratio for each in (-1, -1, 1, 1))), self._theme.color("edge"))
        painter.fillRect(box, QColor(Qt.GlobalColor.white))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, image)


def _place(opened: Opened, viewport: Viewport, bar: int) -> Placement:
    """Where the reader's own canvas will show the page; ``bar`` logical pixels are its scroll bar's where it has one."""
    pages, page = opened.document.pages[opened.page - 1 : opened.page], 1
    layout = PageLayout(pages, viewport, first_look(pages, page, viewport, Look()))
    if layout.scroll_range(page)[1]:
        layout = PageLayout(pages, replace(viewport, width=viewport.width - bar), layout.look)
    return layout.placements(page, 0, 0)[0][1]
