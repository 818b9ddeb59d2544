"""Text selected by keys alone: F4 puts a mark on the first character in sight, arrows move it, with Shift they select."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QToolTip

from dxmeet.domain.caret import Step, first_in, is_vertical, stepped
from dxmeet.domain.pagetext import PageText, Span

if TYPE_CHECKING:
    from dxmeet.desktop.reader.canvas import PageCanvas
    from dxmeet.desktop.reader.selecting import TextSelection
    from dxmeet.desktop.theme import Theme
    from dxmeet.domain.annotation import Box

_Key, _Modifier = Qt.Key, Qt.KeyboardModifier
_ACROSS = {
    _Key.Key_Right.value: Step.NEXT,
    _Key.Key_Left.value: Step.PREVIOUS,
    _Key.Key_Down.value: Step.NEXT_LINE,
    _Key.Key_Up.value: Step.PREVIOUS_LINE,
}
_DOWNWARDS = {
    _Key.Key_Down.value: Step.NEXT,
    _Key.Key_Up.value: Step.PREVIOUS,
    _Key.Key_Left.value: Step.NEXT_LINE,
    _Key.Key_Right.value: Step.PREVIOUS_LINE,
}
_ENDS = {_Key.Key_Home.value: Step.LINE_START, _Key.Key_End.value: Step.LINE_END}
_BY_WORD = {Step.NEXT: Step.NEXT_WORD, Step.PREVIOUS: Step.PREVIOUS_WORD}


class TextCaret(QObject):
    """An overlay. While it is on the page, arrow keys are its own; a page turn or Escape takes it away."""

    def __init__(self, theme: Theme, canvas: PageCanvas, selection: TextSelection, parent: QObject) -> None:
        super().__init__(parent)
        self._color = theme.on_paper("focus")
        self._canvas = canvas
        self._selection = selection
        self._at: int | None = None
        self._from = 0
        self._wanted = False
        canvas.overlays.append(self)
        canvas.turned.connect(self.leave)
        selection.text_here.connect(self._take)

    @property
    def shown(self) -> bool:
        return self._at is not None

    def begin(self) -> None:
        """On the first character in sight, or where text is selected; once the page's text is here."""
        self._wanted = True
        self._selection.ask()

    def leave(self) -> bool:
        """Whether there was one."""
        had, self._at, self._wanted = self._at is not None, None, False
        if had:  # else every turn would paint its page twice
            self._canvas.update_box(self._canvas.page)
        return had

    def handle(self, event: QKeyEvent) -> bool:
        """Whether the key moved it."""
        text = self._selection.text
        if self._at is None or text is None:
            return False
        modifiers = event.modifiers() & ~_Modifier.KeypadModifier
        selecting, by_word = bool(modifiers & _Modifier.ShiftModifier), bool(modifiers & _Modifier.ControlModifier)
        arrows = _DOWNWARDS if is_vertical(text, self._at) else _ACROSS
        step = arrows.get(event.key()) or _ENDS.get(event.key())
        if step is None or modifiers & ~(_Modifier.ShiftModifier | _Modifier.ControlModifier):
            return False
        self._move(text, stepped(text, self._at, _BY_WORD.get(step, step) if by_word else step), selecting)
        return True

    def paint(self, painter: QPainter, page: int, scale: float, seen: Box) -> None:
        text = self._selection.text
        if self._at is not None and text is not None and page == self._canvas.page:
            x0, y0, x1, y1 = text.boxes[self._at]
            painter.setPen(QPen(self._color, 2 / scale))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(x0 - 1, y0 - 1, x1 - x0 + 2, y1 - y0 + 2))

    def _take(self) -> None:
        if not self._wanted:
            return
        self._wanted = False
        text, span = self._selection.text, self._selection.span
        place = self._canvas.placement()
        room = self._canvas.viewport()
        if text is None or place is None:
            self._tell_none()
            return
        seen = place.box_to_page((0.0, 0.0, float(room.width()), float(room.height())))
        at = span.start if span is not None else first_in(text, seen)
        if at is None:
            self._tell_none()
            return
        self._move(text, at, selecting=False)

    def _move(self, text: PageText, to: int, selecting: bool) -> None:
        self._at = to
        if selecting:
            self._selection.select(Span(min(self._from, to), max(self._from, to) + 1))
        else:
            self._from = to
            self._selection.select(None)
        self._canvas.reveal(text.boxes[to], self._canvas.page)
        self._canvas.update_box(self._canvas.page)

    def _tell_none(self) -> None:
        middle = self._canvas.viewport().rect().center()
        told = self.tr("このページには、選べる文字の情報がありません。")
        QToolTip.showText(self._canvas.viewport().mapToGlobal(middle - QPoint(80, 0)), told, self._canvas)
