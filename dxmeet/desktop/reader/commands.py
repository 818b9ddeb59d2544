"""Keys to deeds: one line a command, all of them for the pane that has the keys."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QKeyEvent

from dxmeet.desktop.reader.keys import Command, command_of, digit_of, letter_of
from dxmeet.domain.look import Fit, View

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxmeet.desktop.reader.pane import Pane
    from dxmeet.desktop.reader.panes import Panes

_LINE = 48  # logical pixels an arrow key scrolls


class ReaderCommands:
    """``deeds`` are done to the pane that has the keys. What only the whole screen can do is put in with ``add``."""

    def __init__(self, panes: Panes) -> None:
        self._panes = panes
        self.deeds: dict[Command, Callable[[Pane], object]] = {
            Command.ADVANCE: lambda pane: pane.canvas.advance(1),
            Command.RETREAT: lambda pane: pane.canvas.advance(-1),
            Command.RIGHT: lambda pane: pane.canvas.turn_towards(1),
            Command.LEFT: lambda pane: pane.canvas.turn_towards(-1),
            Command.DOWN: lambda pane: _line(pane, 1),
            Command.UP: lambda pane: _line(pane, -1),
            Command.FIRST: lambda pane: pane.jump_to(1),
            Command.LAST: lambda pane: pane.jump_to(pane.canvas.pages),
            Command.GO_TO_PAGE: lambda pane: pane.page_bar.ask_page(),
            Command.LARGER: lambda pane: pane.canvas.zoom_by(1),
            Command.SMALLER: lambda pane: pane.canvas.zoom_by(-1),
            Command.WHOLE_PAGE: lambda pane: pane.canvas.set_fit(Fit.PAGE),
            Command.WHOLE_WIDTH: lambda pane: pane.canvas.set_fit(Fit.WIDTH),
            Command.ACTUAL_SIZE: lambda pane: pane.canvas.set_fit(Fit.ACTUAL),
            Command.SINGLE: lambda pane: _view(pane, View.SINGLE),
            Command.SPREAD: lambda pane: _view(pane, View.SPREAD),
            Command.CONTINUOUS: lambda pane: _view(pane, View.CONTINUOUS),
            Command.RIGHT_BOUND: _bind,
            Command.TURN_RIGHT: lambda pane: pane.turn_view(90),
            Command.TURN_LEFT: lambda pane: pane.turn_view(-90),
            Command.BOOKMARK: lambda pane: pane.toggle_bookmark(),
            Command.NEXT_LINK: lambda pane: pane.links.step(),
            Command.FOLLOW_LINK: lambda pane: _put_here(pane) or pane.links.follow_chosen(),
            Command.CARET: lambda pane: pane.caret.begin(),
            Command.COPY: _copy,
            Command.FIND: lambda pane: pane.find_words(),
            Command.FIND_NEXT: lambda pane: pane.find_next(1),
            Command.FIND_PREVIOUS: lambda pane: pane.find_next(-1),
            Command.UNDO: lambda pane: pane.desk.undo(),
            Command.REDO: lambda pane: pane.desk.redo(),
            Command.REMOVE: lambda pane: pane.desk.remove_chosen(),
            Command.DUPLICATE: lambda pane: pane.desk.duplicate(),
            Command.PASTE: _paste,
        }

    def add(self, deeds: dict[Command, Callable[[], object]]) -> None:
        self.deeds |= {command: partial(_regardless, deed) for command, deed in deeds.items()}

    def handle(self, event: QKeyEvent) -> bool:
        """Whether the key meant something here."""
        pane, command = self._panes.pane, command_of(event)
        if pane.caret.handle(event):
            return True
        if command is None:
            return _typed(pane, event)
        if command is not Command.CANCEL or not (pane.caret.leave() or pane.desk.cancel() or pane.links.drop()):
            self.deeds[command](pane)
        return True


def _regardless(deed: Callable[[], object], _pane: Pane) -> object:
    return deed()


def _typed(pane: Pane, event: QKeyEvent) -> bool:
    letter, digit, held = letter_of(event), digit_of(event), bool(event.modifiers())
    if letter is not None and pane.desk.take_tool(letter, keep=held):
        return True
    if digit is not None:
        pane.page_bar.begin_number(digit)
    return digit is not None


def _copy(pane: Pane) -> None:
    """The chosen notes, for Ctrl+V; else the selected text."""
    if pane.desk.layer is not None and pane.desk.layer.selection.notes:
        pane.desk.layer.selection.copy()
    else:
        pane.selection.copy()


def _paste(pane: Pane) -> None:
    """What was copied, brought into sight: it lies on this page where it lay on its own."""
    pane.desk.paste()
    layer, place = pane.desk.layer, pane.canvas.placement()
    if layer is not None and place is not None:
        for note in layer.selection.notes[:1]:
            pane.canvas.reveal(layer.covered(note, place.scale), note.page)


def _put_here(pane: Pane) -> bool:
    """A sticky, a text or a stamp in the middle of what is seen; False with another tool in hand."""
    canvas, layer = pane.canvas, pane.desk.layer
    pointer = canvas.pointer(QPointF(canvas.viewport().rect().center()))
    return layer is not None and pointer is not None and layer.put(pointer)


def _line(pane: Pane, direction: int) -> None:
    canvas = pane.canvas
    if canvas.scrolls:
        bar = canvas.verticalScrollBar()
        bar.setValue(bar.value() + direction * _LINE)
    else:
        canvas.turn(direction)


def _view(pane: Pane, view: View) -> None:
    pane.canvas.set_look(replace(pane.canvas.look, view=view))


def _bind(pane: Pane) -> None:
    look = pane.canvas.look
    pane.canvas.set_look(replace(look, view=View.SPREAD, right_bound=not look.right_bound))
