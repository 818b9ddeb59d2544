"""Keys to deeds: turning, zooming, tools, undo; what only the whole screen can do is handed back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent

from dxmeet.desktop.reader.keys import Command, command_of, digit_of, letter_of
from dxmeet.desktop.reader.placing import Fit

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxmeet.desktop.reader.canvas import PageCanvas
    from dxmeet.desktop.reader.desk import NoteDesk
    from dxmeet.desktop.reader.pagebar import PageBar

_LINE = 48  # logical pixels an arrow key scrolls


class ReaderCommands:
    """One method a family of keys; no state."""

    def __init__(self, canvas: PageCanvas, page_bar: PageBar, desk: NoteDesk) -> None:
        self._canvas = canvas
        self._page_bar = page_bar
        self._desk = desk
        self._deeds: dict[Command, Callable[[], object]] = {
            Command.ADVANCE: lambda: canvas.advance(1),
            Command.RETREAT: lambda: canvas.advance(-1),
            Command.NEXT: lambda: canvas.turn(1),
            Command.PREVIOUS: lambda: canvas.turn(-1, from_top=True),
            Command.DOWN: lambda: self._line(1),
            Command.UP: lambda: self._line(-1),
            Command.FIRST: lambda: canvas.turn_to(1),
            Command.LAST: lambda: canvas.turn_to(canvas.pages),
            Command.LARGER: lambda: canvas.zoom_by(1),
            Command.SMALLER: lambda: canvas.zoom_by(-1),
            Command.WHOLE_PAGE: lambda: canvas.set_fit(Fit.PAGE),
            Command.UNDO: desk.undo,
            Command.REDO: desk.redo,
            Command.REMOVE: desk.remove_chosen,
        }

    def handle(self, event: QKeyEvent) -> str | None:
        """``done``; or ``full-screen``, ``home`` or ``cancel`` for the screen to do; None for a key that means nothing here."""
        command = command_of(event)
        if command is Command.CANCEL:
            return "done" if self._desk.cancel() else "cancel"
        if command in (Command.FULL_SCREEN, Command.HOME):
            return command.value
        if command is not None:
            self._deeds[command]()
            return "done"
        return self._typed(event)

    def _typed(self, event: QKeyEvent) -> str | None:
        letter, digit = letter_of(event), digit_of(event)
        if letter is not None and self._desk.take_tool(letter):
            return "done"
        if digit is not None:
            self._page_bar.begin_number(digit)
            return "done"
        return None

    def _line(self, direction: int) -> None:
        bar = self._canvas.verticalScrollBar()
        if self._canvas.scrolls:
            bar.setValue(bar.value() + direction * _LINE)
        else:
            self._canvas.turn(direction)
