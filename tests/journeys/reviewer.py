"""A reader at a real X screen whose paper is replaced. Run as a program: ``reviewer.py PROFILE PICTURES writes|reviews OUT``.

``writes``: reads, and writes on three pages. ``reviews``: sees what changed, drags the note in doubt to its place, goes back
and exports to the file OUT. Prints one JSON object of what was seen.
"""

import json
import sys
from pathlib import Path
from typing import Any

from hand import Hand
from own_window import window_on
from PySide6.QtCore import QElapsedTimer, QPoint
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

from dxmeet.desktop.main_window import MainWindow
from dxmeet.desktop.reader.view import ReaderView
from dxmeet.desktop.review.screen import ReviewScreen
from dxmeet.domain.annotation import Outcome
from dxmeet.domain.surroundings import extent

UNDER_LINE, STICKY, TABLE = (1, 190.0), (2, 300.0, 420.0), (3, 250.0)
"""Page, then points: where the reader underlines, puts a sticky, and underlines again."""

_AGAIN_MS, _MENU_AGAIN_MS = 10_000, 60_000


class Reader(Hand):
    """Knows the page in points."""

    @property
    def view(self) -> ReaderView:
        view = self.window.screen_named("reader")
        assert isinstance(view, ReaderView)
        return view

    def opens(self) -> QAbstractScrollArea:
        clock = QElapsedTimer()
        while self.window.current != "reader":  # home may be drawn anew by the first look, under the pointer
            self.click(self.part("material_row", "資料1", QAbstractButton))
            clock.start()
            self.see(lambda: self.window.current == "reader" or clock.elapsed() > _AGAIN_MS, "reader")
        canvas = self.part("page_canvas", kind=QAbstractScrollArea)
        assert isinstance(canvas, QAbstractScrollArea)
        self.see(lambda: self.window.findChildren(QWidget, "tool_bar"), "tools")
        self.see(canvas.hasFocus, "the page has the keys")
        return canvas

    def goes_to(self, page: int) -> None:
        canvas = self.view.canvas
        self.press("ctrl+0")
        while canvas.page != page:
            before = canvas.page
            self.press("Next" if canvas.page < page else "Prior")
            self.see(lambda before=before: canvas.page != before, f"page {page}")

    def on_page(self, page: int, x: float, y: float) -> QPoint:
        """Where a place of a page (points) is in the canvas."""
        place = next(place for number, place in self.view.canvas.placements() if number == page)
        return QPoint(round(place.left + x * place.scale), round(place.top + y * place.scale))

    def saved(self) -> None:
        mark = self.part("saved_mark")
        self.see(lambda: mark.accessibleName().startswith("保存しました"), "saved")


def underlines(reader: Reader, page: int, y: float) -> None:
    reader.goes_to(page)
    reader.press("p")
    canvas = reader.view.canvas
    points = [reader.on_page(page, x, y + (x % 3) / 3) for x in range(80, 260, 12)]
    reader.drag(canvas.viewport(), points)
    reader.saved()
    reader.press("Escape")


def writes(reader: Reader) -> dict[str, object]:
    reader.opens()
    underlines(reader, *UNDER_LINE)
    page, x, y = STICKY
    reader.goes_to(page)
    reader.press("s")
    reader.click(reader.view.canvas.viewport(), reader.on_page(page, x, y))
    reader.see(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit), "field of the sticky")
    reader.type("shitsumon")
    reader.press("ctrl+Return")
    reader.saved()
    reader.press("Escape")
    underlines(reader, *TABLE)
    reader.picture("1-written")
    reader.press("alt+Left")
    reader.see(lambda: reader.window.current == "home", "home")
    return {}


def reviews(reader: Reader, out: Path) -> dict[str, Any]:
    window = reader.window
    reader.opens()
    strip = reader.part("replaced_label", kind=QLabel)
    said = strip.accessibleName()
    reader.picture("2-replaced")
    reader.click(reader.part("review_button", kind=QAbstractButton))
    reader.see(lambda: window.current == "review", "review")
    screen = window.screen_named("review")
    assert isinstance(screen, ReviewScreen)
    reader.part("accept_button", kind=QAbstractButton)
    reader.see(lambda: "か所" in _words(screen), "what differs in words")
    for side in (screen.old_pane, screen.new_pane):
        reader.see(lambda side=side: side.sheet.drawn, "both pages")
    reader.picture("3-review")
    badges = [each.accessibleName() for each in screen.page_strip.buttons]
    dropped = _drags_the_doubtful(reader, screen)
    reader.picture("5-dropped")
    reader.click(screen.back_button)
    reader.see(lambda: window.current == "reader", "reader again")
    reader.see(lambda: window.findChildren(QWidget, "tool_bar"), "tools")
    _exports(reader, out)
    reader.picture("6-exported")
    return {"said": said, "badges": badges, "dropped": dropped, "offered again": _offered(window, "review_button")}


def _words(screen: ReviewScreen) -> str:
    return " ".join(each.text() for each in screen.findChildren(QLabel) if each.isVisible())


def _offered(window: MainWindow, name: str) -> bool:
    return any(each.isVisible() for each in window.findChildren(QWidget, name))


def _drags_the_doubtful(reader: Reader, screen: ReviewScreen) -> list[float]:
    """Sixty points to the right and thirty down; where its middle is let go, in points."""
    sheet = screen.new_pane.sheet
    note = next(each for each in screen.review_notes if _outcome(each) is Outcome.REVIEW)
    x0, y0, x1, y1 = extent(note)
    middle = QPoint(round((x0 + x1) / 2 * sheet.scale), round((y0 + y1) / 2 * sheet.scale))
    far = QPoint(round(60 * sheet.scale), round(30 * sheet.scale))
    reader.drag(sheet, [middle + far * part / 10 for part in range(11)], lambda: reader.picture("4-dragging"))
    reader.see(lambda: all(_outcome(each) is not Outcome.REVIEW for each in screen.review_notes), "placed")
    return [(middle.x() + far.x()) / sheet.scale, (middle.y() + far.y()) / sheet.scale]


def _outcome(note: Any) -> Outcome | None:
    return note.anchor.carried.outcome if note.anchor.carried else None


def _exports(reader: Reader, out: Path) -> None:
    """From the menu of the list of notes."""
    clock = QElapsedTimer()
    while not _chooser():  # a menu may go before its line is pressed
        clock.start()
        reader.choose_first(_open_menu)
        reader.click(reader.part("note_out_button", kind=QAbstractButton))
        reader.see(lambda: _chooser() or clock.elapsed() > _MENU_AGAIN_MS, "dialog in front")
    dialog = _chooser()
    assert dialog is not None
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    name.setText(str(out))
    reader.press("Return")
    reader.see(out.exists, "exported")


def _chooser() -> QFileDialog | None:
    front = QApplication.activeWindow()
    return front if isinstance(front, QFileDialog) else None


def _open_menu() -> QMenu | None:
    popup = QApplication.activePopupWidget()
    return popup if isinstance(popup, QMenu) else None


def main(profile: Path, pictures: Path, part: str, out: Path) -> int:
    with window_on(profile) as window:
        reader = Reader(window, pictures)
        seen = writes(reader) if part == "writes" else reviews(reader, out)
    sys.stdout.write(json.dumps(seen))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4])))
