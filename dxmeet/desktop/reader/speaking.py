"""What a screen reader is told of the canvas: that it is a document, which page is read, and the page's text.

assistive technology ─▶ CanvasInterface ─▶ _PageTextInterface ─▶ PageSpeech ── rests on a page ──▶ Document.packed_text
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QAccessibleTextInterface
from PySide6.QtWidgets import QAccessibleWidget

if TYPE_CHECKING:
    from dxmeet.desktop.reader.canvas import PageCanvas
    from dxmeet.desktop.reader.rendering import PageRenderer
    from dxmeet.domain.pagetext import PageText

_RESTED = 300  # ms on a page before its text is asked for: a page turn does not wait behind it


class PageSpeech(QObject):
    """The text of the page being read, once somebody listens; until then nothing is asked of the worker."""

    def __init__(self, canvas: PageCanvas, renderer: PageRenderer) -> None:
        super().__init__(canvas)
        self.canvas = canvas
        self.cursor = 0
        self.heard_as: QAccessibleInterface | None = None
        self._renderer = renderer
        self._page = 0
        self._text: PageText | None = None
        self._heard = False
        self._resting = QTimer(self, singleShot=True, interval=_RESTED)
        self._resting.timeout.connect(self._fetch)
        canvas.turned.connect(self._turned)
        canvas.painted.connect(self._turned)

    @property
    def text(self) -> str:
        """Empty until it is known."""
        self.listen()
        return self._text.text if self._text is not None and self._page == self.canvas.page else ""

    def listen(self) -> None:
        """Somebody asks: from now on the text of every page that is rested on is fetched."""
        if not self._heard:
            self._heard = True
            self._resting.start()

    def rect(self, offset: int) -> QRect:
        """Where a character is on the screen; empty for one that leaves no ink."""
        place = self.canvas.placement(self._page)
        if self._text is None or place is None or not 0 <= offset < len(self._text.text):
            return QRect()
        x0, y0, x1, y1 = place.box_to_canvas(self._text.boxes[offset])
        corner = self.canvas.viewport().mapToGlobal(QPointF(x0, y0)).toPoint()
        return QRect(corner.x(), corner.y(), round(x1 - x0), round(y1 - y0))

    def offset_at(self, point: QPoint) -> int:
        """The character at a place on the screen; −1 where there is none."""
        pointer = self.canvas.pointer(QPointF(self.canvas.viewport().mapFromGlobal(point)))
        if self._text is None or pointer is None or pointer.page != self._page:
            return -1
        x, y = pointer.at
        boxes = self._text.boxes
        return next((i for i, (x0, y0, x1, y1) in enumerate(boxes) if x0 <= x < x1 and y0 <= y < y1), -1)

    def _turned(self) -> None:
        if self._heard:
            self._resting.start()

    def _fetch(self) -> None:
        page = self.canvas.page
        if self.canvas.pages and not (page == self._page and self._text is not None):
            self._renderer.fetch(lambda document: document.packed_text(page), lambda packed: self._take(page, packed))

    def _take(self, page: int, packed: bytes) -> None:
        from dxmeet.domain.pagetext import unpack

        self._page, self._text, self.cursor = page, unpack(packed), 0
        self.canvas.setAccessibleName(self.tr("ページ {page} / {pages}").format(page=page, pages=self.canvas.pages))
        for event in (QAccessible.Event.TextUpdated, QAccessible.Event.VisibleDataChanged):
            QAccessible.updateAccessibility(QAccessibleEvent(self.canvas, event))


class _PageTextInterface(QAccessibleTextInterface):
    """Reads only; offsets count characters of the page's text."""

    def __init__(self, speech: PageSpeech) -> None:
        super().__init__()
        self._speech = speech

    def characterCount(self) -> int:
        return len(self._speech.text)

    def text(self, startOffset: int, endOffset: int) -> str:
        return self._speech.text[startOffset:endOffset]

    def cursorPosition(self) -> int:
        return self._speech.cursor

    def setCursorPosition(self, position: int) -> None:
        self._speech.cursor = min(max(0, position), self.characterCount())

    def characterRect(self, offset: int) -> QRect:
        return self._speech.rect(offset)

    def offsetAtPoint(self, point: QPoint) -> int:
        return self._speech.offset_at(point)

    def scrollToSubstring(self, startIndex: int, endIndex: int) -> None:
        pass

    def selectionCount(self) -> int:
        return 0

    def selection(self, selectionIndex: int) -> object:
        return 0, 0

    def addSelection(self, startOffset: int, endOffset: int) -> None:
        pass

    def removeSelection(self, selectionIndex: int) -> None:
        pass

    def setSelection(self, selectionIndex: int, startOffset: int, endOffset: int) -> None:
        pass

    def attributes(self, offset: int) -> object:
        return "", 0, self.characterCount()


class CanvasInterface(QAccessibleWidget):
    """The canvas as a document with text."""

    def __init__(self, canvas: PageCanvas, speech: PageSpeech) -> None:
        super().__init__(canvas, QAccessible.Role.Document)
        self._text = _PageTextInterface(speech)

    def interface_cast(self, t: QAccessible.InterfaceType) -> Any:
        return self._text if t == QAccessible.InterfaceType.TextInterface else super().interface_cast(t)


def accessible_canvas(canvas: PageCanvas) -> QAccessibleInterface | None:
    """None for a canvas that nobody gave a voice. Kept with its speech, so that Python does not take it away from Qt."""
    speech = canvas.findChild(PageSpeech)
    if speech is None:
        return None
    speech.heard_as = CanvasInterface(canvas, speech)
    return speech.heard_as
