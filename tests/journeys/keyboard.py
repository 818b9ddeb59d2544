"""A person who has only a keyboard, at a real X screen. Run as a program: ``keyboard.py PROFILE PICTURES``.

home → search → hit → reader → next pages → compare → note → bookmark → print → back → settings → statistics, every step by
a key. At each screen Tab is pressed until it comes round. Prints one JSON object: what was reached, and the stops by Tab
with what was wrong with them.
"""

import json
import sys
from pathlib import Path
from typing import Any

from hand import Hand
from own_window import window_on
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPlainTextEdit, QWidget

from dxmeet.desktop.main_window import MainWindow
from dxmeet.desktop.reader.view import ReaderView
from dxmeet.desktop.search.results import HitRow
from dxmeet.desktop.tokens import LIGHT

_MOST_STOPS = 80
_RING = 3  # logical pixels beyond a control in which its ring may be
_SEEN = 30  # pixels of the ring's colour; a ring around the smallest control has more than 200


class Keyboard(Hand):
    """Presses keys, and looks where they go."""

    def __init__(self, window: MainWindow, pictures: Path, ring: QColor) -> None:
        super().__init__(window, pictures)
        self._ring = bytes((ring.blue(), ring.green(), ring.red(), 255))
        self.walks: dict[str, dict[str, Any]] = {}

    @property
    def focused(self) -> QWidget:
        found = self.see(QApplication.focusWidget, "something has the keys")
        assert isinstance(found, QWidget)
        return found

    @property
    def reader(self) -> ReaderView:
        view = self.window.screen_named("reader")
        assert isinstance(view, ReaderView)
        return view

    def walk(self, where: str) -> None:
        """Tab until it comes round; what has no name or no ring is written down, and whether it came round."""
        first, stops, wrong = _known_by(self.focused), list[str](), list[str]()
        for _ in range(_MOST_STOPS):
            here = self.focused
            name = here.accessibleName() or f"{type(here).__name__} {here.objectName()}"
            stops.append(name)
            if not here.accessibleName():
                wrong.append(f"no name: {name}")
            if not self._ringed(here):
                wrong.append(f"no ring: {name}")
                here.window().grab().save(str(self._pictures / f"no-ring-{where}-{len(stops)}.png"))
            self.press("Tab")
            if _known_by(self.focused) == first:
                break
        self.walks[where] = {"stops": stops, "wrong": wrong, "round": _known_by(self.focused) == first}

    def _ringed(self, widget: QWidget) -> bool:
        """Whether the ring's colour is seen around the control, or inside it where it is a list or the page."""
        top = widget.window()
        place = QRect(widget.mapTo(top, QPoint()), widget.size()).adjusted(-_RING, -_RING, _RING, _RING)
        if isinstance(widget, QAbstractScrollArea):
            place = place.adjusted(-2 * _RING, -2 * _RING, 2 * _RING, 2 * _RING)
        image = top.grab(place & top.rect()).toImage().convertToFormat(QImage.Format.Format_RGB32)
        return bytes(image.constBits()).count(self._ring) > _SEEN


def _known_by(widget: QWidget) -> tuple[str, str, str]:
    """What tells it from others for the person; the widget itself may be replaced when a list is drawn anew."""
    return type(widget).__name__, widget.objectName(), widget.accessibleName()


def tell(keyboard: Keyboard) -> dict[str, object]:
    """The story."""
    window = keyboard.window
    keyboard.see(lambda: window.current == "home", "home")
    keyboard.press("Tab")
    keyboard.walk("home")
    keyboard.press("ctrl+shift+f")
    keyboard.type("dx")
    keyboard.see(lambda: window.findChildren(HitRow), "hits")
    keyboard.press("Down")
    keyboard.see(lambda: isinstance(QApplication.focusWidget(), HitRow), "the first hit")
    keyboard.walk("search")
    keyboard.press("Return")
    keyboard.see(lambda: window.current == "reader", "reader")
    keyboard.see(lambda: window.findChildren(QWidget, "tool_bar"), "tools")
    return {**_read(keyboard), **_leave(keyboard)}


def _read(keyboard: Keyboard) -> dict[str, object]:
    """From the page of the hit to a print that is not wanted after all."""
    window, reader = keyboard.window, keyboard.reader
    canvas = reader.canvas
    keyboard.see(canvas.hasFocus, "page has the keys")
    hit = canvas.page
    keyboard.press("ctrl+0")
    keyboard.press("Next")
    keyboard.see(lambda: canvas.page == hit + 1, "next page")
    keyboard.press("Tab")
    keyboard.walk("reader")
    keyboard.press("shift+Tab")
    keyboard.press("F7")
    keyboard.see(lambda: reader.panes.comparing, "compared")
    keyboard.press("F7")
    keyboard.see(lambda: not reader.panes.comparing and reader.canvas.hasFocus(), "one again")
    keyboard.press("s")
    keyboard.press("Return")
    keyboard.see(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit), "field of the sticky")
    keyboard.type("memo")
    keyboard.press("ctrl+Return")
    keyboard.press("Escape")
    keyboard.press("ctrl+b")
    mark = keyboard.part("saved_mark")
    keyboard.see(lambda: mark.accessibleName().startswith("保存しました"), "saved")
    keyboard.see(reader.canvas.hasFocus, "page has the keys again")
    keyboard.press("ctrl+p")
    prints = keyboard.part("print_window")
    keyboard.see(prints.isActiveWindow, "print window in front")
    keyboard.walk("print")
    keyboard.press("Escape")
    keyboard.see(lambda: window.isActiveWindow() and not _open_windows(), "print window closed")
    return {"hit": hit, "page": reader.canvas.page}


def _open_windows() -> list[QWidget]:
    """Besides the one; asked anew each time, for closing deletes some of them."""
    return [each for each in QApplication.topLevelWidgets() if each.isVisible() and not isinstance(each, MainWindow)]


def _leave(keyboard: Keyboard) -> dict[str, object]:
    window = keyboard.window
    keyboard.press("alt+Home")
    keyboard.see(lambda: window.current == "home", "home again")
    reached = {}
    for key, name in (("ctrl+5", "settings"), ("ctrl+4", "statistics")):
        keyboard.press(key)
        keyboard.see(lambda name=name: window.current == name, name)
        keyboard.press("Tab")
        keyboard.walk(name)
        reached[name] = True
    keyboard.press("F1")
    keyboard.see(keyboard.part("keys_area").isActiveWindow, "list of keys in front")
    keyboard.press("Escape")
    keyboard.see(lambda: not _open_windows(), "list of keys closed")
    return reached


def main(profile: Path, pictures: Path) -> int:
    with window_on(profile) as window:
        keyboard = Keyboard(window, pictures, QColor(LIGHT.focus))
        keyboard.see(window.isActiveWindow, "window in front")
        seen = {**tell(keyboard), "walks": keyboard.walks}
    sys.stdout.write(json.dumps(seen))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
