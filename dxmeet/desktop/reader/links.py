"""The links of the pages in sight: pressed, or walked through with keys; inside the document they jump, outside they ask."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dxmeet.desktop.reader.controls import painted_ground
from dxmeet.desktop.rows import wrapped
from dxmeet.desktop.theme import Theme

if TYPE_CHECKING:
    from dxmeet.desktop.notes.pointer import Pointer
    from dxmeet.desktop.reader.canvas import PageCanvas
    from dxmeet.desktop.reader.rendering import PageRenderer
    from dxmeet.domain.annotation import Box
    from dxmeet.domain.page import Link

_RESTED = 400  # ms on a page before its links are asked for: a page turn does not wait behind them
_OPENED = ("http", "https", "mailto")
"""What may be handed to the system; anything else could start a program."""


def may_be_opened(uri: str) -> bool:
    return QUrl(uri).scheme().lower() in _OPENED


class PageLinks(QObject):
    """An overlay and a target of the canvas. ``followed(Link)`` when one is pressed, or Enter on the chosen one."""

    followed = Signal(object)

    def __init__(self, theme: Theme, canvas: PageCanvas, renderer: PageRenderer) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._renderer = renderer
        self._focus = theme.on_paper("focus")
        self._known: dict[int, list[Link]] = {}
        self._asked: set[int] = set()
        self._chosen: tuple[int, int] | None = None  # page, number on it
        self._resting = QTimer(self, singleShot=True, interval=_RESTED)
        self._resting.timeout.connect(self._ask_for_all)
        canvas.turned.connect(self._turned)
        canvas.painted.connect(self._resting.start)

    def forget(self) -> None:
        """Another document comes."""
        self._known.clear()
        self._asked.clear()
        self._chosen = None

    def step(self) -> None:
        """Choose the next link in sight, round and round."""
        pages = [page for page, _ in self._canvas.placements()]
        every = [(page, number) for page in pages for number in range(len(self._known.get(page, ())))]
        at = every.index(self._chosen) + 1 if self._chosen in every else 0
        self._choose(every[at % len(every)] if every else None)

    def follow_chosen(self) -> None:
        if self._chosen is not None:
            self.followed.emit(self._known[self._chosen[0]][self._chosen[1]])

    def drop(self) -> bool:
        """No link is chosen any more; whether one was."""
        had = self._chosen is not None
        self._choose(None)
        return had

    # the canvas's target: a press is never taken, so that text beneath can be selected; a click is

    def press(self, pointer: Pointer) -> bool:
        return False

    def move(self, pointer: Pointer) -> None:
        pass

    def release(self, pointer: Pointer) -> bool:
        return False

    def click(self, pointer: Pointer) -> bool:
        link = self._under(pointer)
        if link is not None:
            self.followed.emit(link)
        return link is not None

    def open_at(self, pointer: Pointer) -> bool:
        return False

    def cursor_at(self, pointer: Pointer) -> Qt.CursorShape | None:
        self._ask(pointer.page)
        return Qt.CursorShape.PointingHandCursor if self._under(pointer) is not None else None

    # its overlay

    def paint(self, painter: QPainter, page: int, scale: float, seen: Box) -> None:
        if self._chosen is not None and self._chosen[0] == page:
            x0, y0, x1, y1 = self._known[page][self._chosen[1]].box
            away = 3 / scale
            painter.setPen(QPen(self._focus, 2 / scale))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(x0 - away, y0 - away, x1 - x0 + 2 * away, y1 - y0 + 2 * away))

    def _choose(self, chosen: tuple[int, int] | None) -> None:
        former, self._chosen = self._chosen, chosen
        for each in {former, chosen} - {None}:
            if each is not None:
                self._canvas.update_box(each[0])
        if chosen is not None:
            self._canvas.reveal(self._known[chosen[0]][chosen[1]].box, chosen[0])

    def _turned(self) -> None:
        self._chosen = None
        self._resting.start()

    def _under(self, pointer: Pointer) -> Link | None:
        x, y = pointer.at
        if not pointer.inside:
            return None
        for link in self._known.get(pointer.page, ()):
            x0, y0, x1, y1 = link.box
            if x0 <= x <= x1 and y0 <= y <= y1:
                return link
        return None

    def _ask_for_all(self) -> None:
        for page, _ in self._canvas.placements():
            self._ask(page)

    def _ask(self, page: int) -> None:
        if page not in self._asked:
            self._asked.add(page)
            self._renderer.fetch(lambda document: document.links(page), partial(self._known.__setitem__, page))


class LinkStrip(QWidget):
    """Under the head: a link leads out of the document. Shows the whole address; opens it only when told to.

    ``wanted(address)`` on the button; ``done`` when it is gone.
    """

    wanted = Signal(str)
    done = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("link_strip")
        self.setAccessibleName(self.tr("資料の外へのリンク"))
        painted_ground(self, theme, "kogane_tint")
        icon = QLabel()
        icon.setPixmap(theme.icons.pixmap("info", theme.px(18), "kogane", self.devicePixelRatioF()))
        self._happened = QLabel()
        self._happened.setFont(theme.font("control", bold=True))
        self._happened.setWordWrap(True)
        self._address = wrapped(theme, "", "control")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._happened)
        words.addWidget(self._address)
        self.open_button = self._button(theme, self.tr("開く"), "open_link_button", self.tr("外のページを開く"))
        self.open_button.clicked.connect(self._open)
        self.close_button = self._button(theme, self.tr("閉じる"), "close_link_button", self.tr("開かずに閉じる"))
        self.close_button.clicked.connect(self._close)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(6), theme.px(14), theme.px(6))
        row.setSpacing(theme.px(12))
        row.addWidget(icon)
        row.addLayout(words, 1)
        row.addWidget(self.open_button)
        row.addWidget(self.close_button)
        self._uri = ""
        self.hide()

    @property
    def address(self) -> str:
        return self._address.plain

    def ask(self, uri: str) -> None:
        self._uri = uri
        allowed = may_be_opened(uri)
        self._happened.setText(
            self.tr("資料の外へのリンクです。開きますか。")
            if allowed
            else self.tr("資料の外へのリンクです。安全のため、ここからは開けません。")
        )
        self._address.say(QUrl(uri).toString(QUrl.ComponentFormattingOption.FullyEncoded) or uri)
        self.setAccessibleDescription(f"{self._happened.text()} {uri}")
        self.open_button.setVisible(allowed)
        self.show()
        (self.open_button if allowed else self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _button(self, theme: Theme, words: str, name: str, tip: str) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAccessibleName(tip)
        button.setToolTip(tip)
        button.setFont(theme.font("control"))
        button.setMinimumHeight(theme.px(32))
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        self._close()
        self.wanted.emit(self._uri)

    def _close(self) -> None:
        self.hide()
        self.done.emit()
