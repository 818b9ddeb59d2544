"""What each key does in the reader, as long as no text field has the focus."""

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_Key = Qt.Key
_Modifier = Qt.KeyboardModifier


class Command(Enum):
    ADVANCE = "advance"
    RETREAT = "retreat"
    NEXT = "next"
    PREVIOUS = "previous"
    DOWN = "down"
    UP = "up"
    FIRST = "first"
    LAST = "last"
    LARGER = "larger"
    SMALLER = "smaller"
    WHOLE_PAGE = "whole-page"
    UNDO = "undo"
    REDO = "redo"
    REMOVE = "remove"
    CANCEL = "cancel"
    FULL_SCREEN = "full-screen"
    HOME = "home"


_PLAIN = {
    _Key.Key_PageDown: Command.ADVANCE,
    _Key.Key_PageUp: Command.RETREAT,
    _Key.Key_Space: Command.ADVANCE,
    _Key.Key_Right: Command.NEXT,
    _Key.Key_Left: Command.PREVIOUS,
    _Key.Key_Down: Command.DOWN,
    _Key.Key_Up: Command.UP,
    _Key.Key_Home: Command.FIRST,
    _Key.Key_End: Command.LAST,
    _Key.Key_Delete: Command.REMOVE,
    _Key.Key_Escape: Command.CANCEL,
    _Key.Key_F11: Command.FULL_SCREEN,
}
_CONTROL = {
    _Key.Key_Equal: Command.LARGER,
    _Key.Key_Plus: Command.LARGER,
    _Key.Key_Semicolon: Command.LARGER,  # where ＋ is on a Japanese keyboard
    _Key.Key_Minus: Command.SMALLER,
    _Key.Key_0: Command.WHOLE_PAGE,
    _Key.Key_Z: Command.UNDO,
    _Key.Key_Y: Command.REDO,
    _Key.Key_Home: Command.FIRST,
    _Key.Key_End: Command.LAST,
}


def command_of(event: QKeyEvent) -> Command | None:
    key, modifiers = _Key(event.key()), event.modifiers() & ~_Modifier.KeypadModifier
    if modifiers == _Modifier.NoModifier:
        return _PLAIN.get(key)
    if modifiers == _Modifier.ControlModifier:
        return _CONTROL.get(key)
    if modifiers == _Modifier.ShiftModifier and key == _Key.Key_Space:
        return Command.RETREAT
    if modifiers == _Modifier.ControlModifier | _Modifier.ShiftModifier:
        return {_Key.Key_Z: Command.REDO, _Key.Key_Equal: Command.LARGER, _Key.Key_Plus: Command.LARGER}.get(key)
    if modifiers == _Modifier.AltModifier and key == _Key.Key_Left:
        return Command.HOME
    return None


def letter_of(event: QKeyEvent) -> str | None:
    """A letter pressed alone, in capitals: it may be a tool's."""
    letter = event.text().upper()
    return letter if event.modifiers() == _Modifier.NoModifier and len(letter) == 1 and letter.isalpha() else None


def digit_of(event: QKeyEvent) -> str | None:
    """A digit, typed to go to a page."""
    plain = event.modifiers() & ~_Modifier.KeypadModifier == _Modifier.NoModifier
    return event.text() if plain and event.text() in set("0123456789") else None
