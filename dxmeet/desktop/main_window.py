"""The window: navigation and search at the top, one screen in the middle, the strip for trouble, the status line below."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from dxmeet.desktop.keys import SCREEN_KEYS, KeyList, WindowKey
from dxmeet.desktop.reader.folding import FIRST_SIZE
from dxmeet.desktop.room import Room, bring_into_sight
from dxmeet.desktop.rows import rule
from dxmeet.desktop.strip import TroubleStrip
from dxmeet.desktop.theme import Theme
from dxmeet.errors import DxmeetError

if TYPE_CHECKING:
    from dxmeet.desktop.navigation import NavigationBar
    from dxmeet.desktop.status import StatusLine

_FRAME = QSize(16, 40)
"""Logical pixels of the borders and the title bar around a window: no usual system takes more."""


class MainWindow(QMainWindow):
    """A frame: it shows the screens it is given by name and tells what is wanted; it knows no service.

    ``covering`` screens (the reader, the way in, a question for a password) bring their own head, so the navigation is
    hidden while they show.
    """

    screen_requested = Signal(str)
    search_changed = Signal(str)
    results_requested = Signal(str)
    check_requested = Signal()
    full_screen_changed = Signal(bool)
    closing = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._screens: dict[str, QWidget] = {}
        self._places: dict[str, QWidget] = {}  # the screen itself, or the room it is scrolled in
        self._covering: set[str] = set()
        self._current = ""
        self._full = False
        self._was_maximised = False
        self._who: str | None = None
        self._admin = False
        self._navigation: NavigationBar | None = None
        self._status: StatusLine | None = None
        self._keys: KeyList | None = None
        self.setWindowTitle("dxmeet")
        self.setMinimumSize(QSize(840, 420).boundedTo(self._available()))
        self.resize(QSize(*FIRST_SIZE).boundedTo(self._available()))
        self._make_shortcuts()
        self._make_frame()
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._follow_keys)

    @property
    def current(self) -> str:
        return self._current

    @property
    def status(self) -> "StatusLine | None":
        return self._status

    def dress(self, theme: Theme, who: str | None, *, admin: bool) -> None:
        """Build the frame anew in ``theme``, without its screens; ``who`` None leaves navigation and status out."""
        self._theme, self._who, self._admin = theme, who, admin
        self._screens.clear()
        self._places.clear()
        self._covering.clear()
        self._current = ""
        self._make_frame()

    def add_screen(self, name: str, screen: QWidget, *, covering: bool = False, folds: bool = False) -> None:
        """Put ``screen`` in place of the one of that name, if any; one that does not fold by itself is scrolled."""
        self.drop_screen(name)
        self._screens[name] = screen
        if covering:
            self._covering.add(name)
        self._places[name] = screen if folds else Room(screen)
        self._stack.addWidget(self._places[name])

    def drop_screen(self, name: str) -> None:
        self._screens.pop(name, None)
        self._covering.discard(name)
        old = self._places.pop(name, None)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()

    def screen_named(self, name: str) -> QWidget | None:
        return self._screens.get(name)

    def show_screen(self, name: str) -> None:
        self._current = name
        self._stack.setCurrentWidget(self._places[name])
        if self._navigation is not None:
            self._navigation.show_current(name)
        if name not in self._covering:
            self.setWindowTitle("dxmeet")
            self.set_full_screen(False)
        self._arrange()

    def show_trouble(self, error: DxmeetError) -> None:
        self.strip.show_error(error)

    def show_search(self, text: str) -> None:
        """Put ``text`` into the search field without telling anybody."""
        if self._navigation is not None:
            self._navigation.search_field.blockSignals(True)
            self._navigation.search_field.setText(text)
            self._navigation.search_field.blockSignals(False)

    def set_full_screen(self, wanted: bool) -> None:
        if wanted == self._full:
            return
        self._full = wanted
        if wanted:
            self._was_maximised = self.isMaximized()
            self.showFullScreen()
        elif self._was_maximised:
            self.showMaximized()
        else:
            self.showNormal()
        self._arrange()
        self.full_screen_changed.emit(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def _follow_keys(self, _before: QWidget | None, now: QWidget | None) -> None:
        """What gets the keys is seen. Qt looks after that only where they move within one room, not where they come in;
        what is seen in part is left alone, for it may just be being pressed."""
        if now is not None and self.isAncestorOf(now) and now.isVisible() and now.visibleRegion().isEmpty():
            bring_into_sight(now)

    def _available(self) -> QSize:
        """What the screen has for a window inside its frame, which the system draws only once the window is there."""
        return self.screen().availableGeometry().size() - _FRAME

    def _make_frame(self) -> None:
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._navigation = self._status = None
        self._rules = [rule(), rule()]
        if self._who is not None:
            from dxmeet.desktop.navigation import NavigationBar  # a window on a file does without

            self._navigation = NavigationBar(self._theme, admin=self._admin)
            self._navigation.screen_requested.connect(self.screen_requested)
            self._navigation.search_changed.connect(self.search_changed)
            self._navigation.results_requested.connect(self.results_requested)
            column.addWidget(self._navigation)
        column.addWidget(self._rules[0])
        self.strip = TroubleStrip(self._theme)
        column.addWidget(self.strip)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        column.addWidget(self._rules[1])
        if self._who is not None:
            from dxmeet.desktop.status import StatusLine

            self._status = StatusLine(self._theme, self._who)
            self._status.contents_requested.connect(lambda: self.screen_requested.emit("contents"))
            column.addWidget(self._status)
        self._keys = None
        self.setCentralWidget(frame)

    def _arrange(self) -> None:
        """What stands around the screen: nothing in full screen, no navigation over a covering one, less when short."""
        covered = self._current in self._covering
        self._back.setEnabled(
            self._current not in ("reader", "password", "review")
        )  # there it leads back to something else first
        short = covered and self.height() < self._theme.px(560)
        if self._navigation is not None:
            self._navigation.setVisible(not covered and not self._full)
        if self._status is not None:
            self._status.setVisible(not self._full and not short)
        self._rules[0].setVisible(not covered and not self._full)
        self._rules[1].setVisible(self._status is not None and not self._full and not short)

    def _make_shortcuts(self) -> None:
        for place, key in enumerate(SCREEN_KEYS):
            self._on(key, lambda place=place: self._go_to(place))
        self._back = self._on(WindowKey.BACK, lambda: self._ask("home"))
        self._on(WindowKey.CONTENTS, lambda: self._ask("contents"))
        self._on(WindowKey.SEARCH, self._search)
        self._on(WindowKey.CHECK, self.check_requested.emit)
        self._on(WindowKey.FULL_SCREEN, lambda: self.set_full_screen(not self._full))
        self._on(WindowKey.KEYS, self._show_keys)

    def _on(self, key: WindowKey, act: Callable[[], object]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key.value), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(act)
        return shortcut

    def _go_to(self, place: int) -> None:
        if self._navigation is not None and place < len(self._navigation.buttons):
            self._ask(list(self._navigation.buttons)[place])

    def _ask(self, screen: str) -> None:
        self.screen_requested.emit(screen)

    def _search(self) -> None:
        if self._navigation is None:
            return
        if not self._navigation.isVisible():
            self._ask("search")
        self._navigation.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._navigation.search_field.selectAll()

    def _show_keys(self) -> None:
        if self._keys is None:
            self._keys = KeyList(self._theme, self)
        self._keys.show()
        self._keys.raise_()
        self._keys.activateWindow()
