"""Text on the page selected with the mouse: a drag that begins on text, or a double click for a word; Ctrl+C copies it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QPainter
from PySide6.QtWidgets import QToolTip

from dxmeet.desktop.reader.canvas import PageCanvas
from dxmeet.desktop.reader.rendering import PageRenderer
from dxmeet.desktop.theme import Theme
from dxmeet.domain.pagetext import PageText, Span, unpack

if TYPE_CHECKING:
    from dxmeet.desktop.notes.pointer import Pointer
    from dxmeet.domain.annotation import Box, Point
    from dxmeet.services.opened import Opened

_RESTED = 300  # ms after a turn: whoever leafs through needs no text, and a page turn waits for none
_REACH = 3.0  # points beside a character that still belong to it


@dataclass(frozen=True)
class Selected:
    """Characters of one page: their boxes in points, one a line, and what they read. A highlight can be made of it."""

    page: int
    boxes: tuple[Box, ...]
    quote: str


class TextSelection(QObject):
    """A target of presses and an overlay. The text of the page being read is fetched when the reader rests on it, or asks;
    then ``text_here``, also when there is none."""

    text_here = Signal()

    def __init__(self, theme: Theme, renderer: PageRenderer, canvas: PageCanvas, parent: QObject) -> None:
        super().__init__(parent)
        self._color = theme.color("accent")
        self._color.setAlpha(70)
        self._renderer = renderer
        self._canvas = canvas
        self._opened: Opened | None = None
        self._text: tuple[int, PageText] | None = None
        self._from = 0
        self._span: Span | None = None
        self._moved = False
        self._rest = QTimer(self, singleShot=True, interval=_RESTED)
        self._rest.timeout.connect(self._fetch)
        canvas.turned.connect(self._turned)

    @property
    def selected(self) -> Selected | None:
        if self._span is None or self._text is None:
            return None
        page, text = self._text
        return Selected(page, text.boxes_of(self._span), text.words(self._span))

    @property
    def text(self) -> PageText | None:
        """Of the page being read, once it is here."""
        return self._text_of(self._canvas.page)

    @property
    def span(self) -> Span | None:
        return self._span

    def ask(self) -> None:
        """For the text of this page, now."""
        if self.text is not None:
            self.text_here.emit()
        else:
            self._rest.stop()
            self._fetch()

    def select(self, span: Span | None) -> None:
        """Of this page's text, by another hand than the mouse's."""
        self._show(span)

    def open(self, opened: Opened) -> None:
        """Behind whoever else takes presses on this document: notes are chosen and links clicked where there is text, too."""
        self.close()
        self._opened = opened
        self._canvas.targets.append(self)
        self._canvas.overlays.append(self)
        self._rest.start()

    def close(self) -> None:
        self._rest.stop()
        self._opened = self._text = self._span = None
        for several in (self._canvas.targets, self._canvas.overlays):
            if self in several:
                several.remove(self)

    def copy(self) -> None:
        """To the clipboard, or a sentence why not."""
        opened, selected = self._opened, self.selected
        if opened is None or selected is None:
            return
        if opened.document.permissions.copy:
            QGuiApplication.clipboard().setText(selected.quote)
            told = self.tr("文字を写し取りました")
        else:
            told = self.tr("このPDFは、作った人が文字の写し取りを許していません。読むことと書き込みはできます。")
        QToolTip.showText(QCursor.pos(), told, self._canvas)

    # presses

    def press(self, pointer: Pointer) -> bool:
        self._show(None)
        at = self._on(pointer)
        if at is None or pointer.finger:  # a finger moves the page
            return False
        self._from, self._moved = at, False
        return True

    def move(self, pointer: Pointer) -> None:
        text = self._text_of(pointer.page)
        if text is not None:
            to = _nearest(text, pointer.at)
            self._moved = True
            self._show(Span(min(self._from, to), max(self._from, to) + 1))

    def release(self, pointer: Pointer) -> bool:
        return self._moved

    def click(self, pointer: Pointer) -> bool:
        return False

    def open_at(self, pointer: Pointer) -> bool:
        at, text = self._on(pointer), self._text_of(pointer.page)
        if at is None or text is None:
            return False
        self._show(text.word_at(at))
        return True

    def cursor_at(self, pointer: Pointer) -> Qt.CursorShape | None:
        return None if self._on(pointer) is None else Qt.CursorShape.IBeamCursor

    def paint(self, painter: QPainter, page: int, scale: float, seen: Box) -> None:
        selected = self.selected
        if selected is not None and selected.page == page:
            for x0, y0, x1, y1 in selected.boxes:
                painter.fillRect(QRectF(x0, y0, x1 - x0, y1 - y0), self._color)

    def _show(self, span: Span | None) -> None:
        if span != self._span:
            self._span = span
            self._canvas.viewport().update()

    def _turned(self, _page: int) -> None:
        self._text = self._span = None
        if self._opened is not None:
            self._rest.start()

    def _fetch(self) -> None:
        opened, page = self._opened, self._canvas.page
        if opened is not None:
            self._renderer.fetch(lambda _: (page, opened.packed_text(page)), self._take)

    def _take(self, answer: tuple[int, bytes]) -> None:
        page, packed = answer
        if page == self._canvas.page:
            self._text = (page, unpack(packed)) if packed else None
            self.text_here.emit()

    def _text_of(self, page: int) -> PageText | None:
        return self._text[1] if self._text is not None and self._text[0] == page else None

    def _on(self, pointer: Pointer) -> int | None:
        """The character under the pointer."""
        text = self._text_of(pointer.page)
        if text is None or not text.text:
            return None
        at = _nearest(text, pointer.at)
        return at if _distance(text.boxes[at], pointer.at) <= _REACH else None


def _nearest(text: PageText, at: Point) -> int:
    return min(
        (each for each in range(len(text.text)) if not text.text[each].isspace()),
        key=lambda each: _distance(text.boxes[each], at),
        default=0,
    )


def _distance(box: Box, at: Point) -> float:
    """From a point to a box, in points; 0 inside it."""
    across = max(box[0] - at[0], 0.0, at[0] - box[2])
    down = max(box[1] - at[1], 0.0, at[1] - box[3])
    return (across * across + down * down) ** 0.5
