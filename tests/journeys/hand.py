"""A person at a real X screen: looks for a named thing in the window, and moves a real pointer and presses real keys.

Run as a program: ``hand.py PROFILE PICTURES first|again|called_out``. It opens the app's own window on the profile, does its part
of the story, and prints one JSON object of what it saw.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from own_window import window_on
from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QMenu, QWidget

from dxmeet.desktop.main_window import MainWindow
from dxmeet.desktop.reader.bookmarks import BookmarkList
from dxmeet.desktop.reader.view import ReaderView

_PATIENCE_MS = 100_000
_GLANCE_MS = 20  # eyes that never blink would take the interpreter, and a core, from the program they watch


class Arrivals(QObject):
    """How many buttons and keys of the X server were let go over this program's windows since it began."""

    def __init__(self) -> None:
        super().__init__()
        self.counted = {QEvent.Type.MouseButtonRelease: 0, QEvent.Type.KeyRelease: 0}
        QApplication.instance().installEventFilter(self)  # pyright: ignore[reportOptionalMemberAccess]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in self.counted and isinstance(
            watched, QWindow
        ):  # each arrives once at a window, then at widgets
            self.counted[event.type()] += 1
        return False


class Hand:
    """The person. ``see`` waits for something; ``click``, ``drag`` and ``press`` go through the X server and wait for it.

    Begins when the window manager has put the window in its place and given it the keys.
    """

    def __init__(self, window: MainWindow, pictures: Path) -> None:
        self.window = window
        self._pictures = pictures
        self._arrivals = Arrivals()
        self.see(window.isActiveWindow, "window in front")

    def see(self, what: Callable[[], object], why: str, moving: Callable[[], object] = lambda: None) -> object:
        """Wait for ``what``, and for as long as ``moving`` goes on changing."""
        clock = QElapsedTimer()
        clock.start()
        before = moving()
        while not (seen := what()):
            QTest.qWait(_GLANCE_MS)
            if (now := moving()) != before:
                before = now
                clock.start()
            if clock.elapsed() > _PATIENCE_MS:
                self.picture(f"not-seen-{why}")
                held = QApplication.focusWidget()
                raise SystemExit(f"not seen: {why}; the keys go to {held and (held.objectName() or held)}")
        return seen

    def part(self, name: str, words: str = "", kind: type[QWidget] = QWidget) -> QWidget:
        def found() -> QWidget | None:
            for each in self.window.findChildren(kind, name):
                if each.isVisible() and words in each.accessibleName():
                    return each
            return None

        seen = self.see(found, f"{name}-{words}")
        assert isinstance(seen, QWidget)
        return seen

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        self._move(widget.mapToGlobal(at or widget.rect().center()))
        self._send(QEvent.Type.MouseButtonRelease, 1, "click", "1")

    def choose(self, name: str, words: str, kind: type[QWidget] = QAbstractButton) -> None:
        """Click a row of a list that may be read again at any moment: the row that lies there when the pointer has come."""
        while True:
            row = self.part(name, words, kind)
            place = row.mapToGlobal(row.rect().center())
            self._move(place)
            still = self.part(name, words, kind)
            if still.mapToGlobal(still.rect().center()) == place:
                self._send(QEvent.Type.MouseButtonRelease, 1, "click", "1")
                return

    def drag(self, widget: QWidget, points: list[QPoint], before: Callable[[], None] = lambda: None) -> None:
        """``before`` it is let go."""
        self._move(widget.mapToGlobal(points[0]))
        _x("mousedown", "1")
        for point in points[1:]:
            self._move(widget.mapToGlobal(point))
        before()
        self._send(QEvent.Type.MouseButtonRelease, 1, "mouseup", "1")

    def press(self, key: str, keys: int = 1) -> None:
        """``keys`` of it have come up again before anything else happens; Ctrl, too, where the next press must not see it."""
        self._send(QEvent.Type.KeyRelease, keys, "key", key)

    def choose_first(self, menu: Callable[[], QMenu | None]) -> None:
        """As soon as the menu is there: one that opens does not let its caller go on before something is chosen."""
        waiting = QTimer(self.window)

        def look() -> None:
            shown = menu()
            if shown is None or not shown.windowHandle().isExposed():
                return
            first = shown.actions()[0]
            if shown.activeAction() == first:
                waiting.stop()
                _x("click", "1")
            else:
                self._point(shown.mapToGlobal(shown.actionGeometry(first).center()))

        waiting.timeout.connect(look)
        waiting.start(100)

    def type(self, text: str) -> None:
        self._send(QEvent.Type.KeyRelease, len(text), "type", text)

    def picture(self, name: str) -> None:
        self.window.grab().save(str(self._pictures / f"{name}.png"))

    def _move(self, to: QPoint) -> None:
        self._point(to)
        self._let_happen()

    def _point(self, to: QPoint) -> None:
        scale = self.window.devicePixelRatioF()  # the X server counts device pixels
        _x("mousemove", str(round(to.x() * scale)), str(round(to.y() * scale)))

    def _send(self, kind: QEvent.Type, count: int, *words: str) -> None:
        """Tell the X server, and wait until it told the window."""
        wanted = self._arrivals.counted[kind] + count
        _x(*words)
        self.see(lambda: self._arrivals.counted[kind] >= wanted, f"{words[0]}-{words[-1]}".replace("/", "-"))
        self._let_happen()

    def _let_happen(self) -> None:
        for _ in range(20):
            QApplication.processEvents()


def _x(*words: str) -> None:
    subprocess.run(["xdotool", *words], check=True, stdout=subprocess.DEVNULL)


def first(hand: Hand, window: MainWindow) -> dict[str, object]:
    """Home → material in one click → two pages on → one stroke with the pen → back home."""
    hand.part("material_row", "資料1", QAbstractButton)
    hand.picture("home")
    hand.choose("material_row", "資料1")
    canvas = hand.part("page_canvas", kind=QAbstractScrollArea)
    assert isinstance(canvas, QAbstractScrollArea)
    hand.see(lambda: window.findChildren(QWidget, "tool_bar"), "tools")
    _page_on(hand, canvas, 2)
    _page_on(hand, canvas, 3)
    hand.press("p")
    middle = canvas.rect().center()
    hand.drag(canvas, [middle + QPoint(dx, dx // 3) for dx in range(-120, 121, 12)])
    mark = hand.part("saved_mark")
    hand.see(lambda: mark.accessibleName().startswith("保存しました"), "saved")
    hand.picture("stroke")
    hand.press("Escape")
    hand.press("alt+Left")
    hand.see(lambda: window.current == "home", "home")
    return {"page": canvas.page, "mark": mark.accessibleName()}  # pyright: ignore


def _page_on(hand: Hand, canvas: QAbstractScrollArea, page: int) -> None:
    """A page larger than the window scrolls before it turns; each key press is seen to do one of the two."""

    def place() -> tuple[int, int]:
        return canvas.page, canvas.verticalScrollBar().value()  # pyright: ignore

    while (before := place())[0] < page:
        hand.press("Next")
        hand.see(lambda before=before: place() != before, f"page-{page}")


def again(hand: Hand, window: MainWindow) -> dict[str, object]:
    """The next day: two clicks from home, the place and the stroke are there."""
    hand.choose("material_row", "資料1")
    canvas = hand.part("page_canvas")
    hand.see(lambda: canvas.page == 3, "place")  # pyright: ignore
    hand.see(lambda: _red(canvas) > 100, "stroke")
    hand.picture("again")
    return {"page": canvas.page, "red": _red(canvas)}  # pyright: ignore


def called_out(hand: Hand, window: MainWindow) -> dict[str, object]:
    """Home → 資料1 → 7 and Enter: page 2 of 資料2 → a しおり, which the list shows → 戻る."""
    hand.choose("material_row", "資料1")
    hand.see(lambda: window.findChildren(QWidget, "tool_bar"), "tools")
    reader = window.screen_named("reader")
    assert isinstance(reader, ReaderView)

    def place() -> list[object]:
        opened = reader.pane.opened
        return [opened.material.title if opened and opened.material else "", reader.canvas.page]

    hand.see(lambda: place()[0] and reader.canvas.hasFocus(), "the page has the keys")
    began = place()
    hand.press("7")
    hand.press("Return")
    hand.see(lambda: place()[0] != began[0] and reader.canvas.hasFocus(), "the other material")
    there = place()
    hand.press("ctrl+b")
    mark = hand.part("saved_mark")
    hand.see(lambda: mark.accessibleName().startswith("保存しました"), "saved")

    def listed() -> int:
        return sum(each.count() for each in window.findChildren(BookmarkList))

    hand.see(listed, "the list of bookmarks")
    marks = listed()
    hand.picture("called-out")
    hand.press("alt+Left")
    hand.see(lambda: place()[0] == began[0], "back again")
    return {"there": there, "back": place(), "listed": marks}


def _red(canvas: QWidget) -> int:
    """How many pixels of the canvas have the colour of the red pen, or are near it."""
    image = canvas.grab().toImage()
    found = 0
    for y in range(image.height()):
        for x in range(image.width()):
            color = image.pixelColor(x, y)
            found += color.red() > 150 and color.green() < 110 and color.blue() < 110
    return found


def main(profile: Path, pictures: Path, part: str) -> int:
    with window_on(profile) as window:
        seen = {"first": first, "again": again, "called_out": called_out}[part](Hand(window, pictures), window)
    sys.stdout.write(json.dumps(seen))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
