"""The button that says how pages are laid out, and the menu that lays them out otherwise."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton

from dxmeet.desktop.reader.controls import ICON, bar_icon
from dxmeet.desktop.reader.keys import Command, key_of, words_of
from dxmeet.desktop.theme import Theme
from dxmeet.domain.look import Look, View

_COMMANDS = {View.SINGLE: Command.SINGLE, View.SPREAD: Command.SPREAD, View.CONTINUOUS: Command.CONTINUOUS}
_ICONS = {View.SINGLE: "file-text", View.SPREAD: "book-open", View.CONTINUOUS: "file-stack"}


class ViewButton(QToolButton):
    """``look_chosen(Look)``. The menu is filled when it is opened: the first page does not wait for it."""

    look_chosen = Signal(object)

    def __init__(self, theme: Theme, ratio: float) -> None:
        super().__init__()
        self.setObjectName("view_button")
        self._theme = theme
        self._ratio = ratio
        self._look = Look()
        self._view: View | None = None
        self.setFont(theme.font("control"))
        self.setIconSize(QSize(theme.px(ICON), theme.px(ICON)))
        self.setMinimumSize(theme.px(32), theme.px(32))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolTip(self.tr("ページの並べ方と向き (Alt+1 … 4)"))
        menu = QMenu(self)
        menu.setFont(theme.font("control"))
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self.show_look(self._look)

    def show_look(self, look: Look) -> None:
        self._look = look
        if look.view is not self._view:
            self._view = look.view
            words = words_of(_COMMANDS[look.view])
            self.setText(f" {words}")
            self.setAccessibleName(self.tr("並べ方: {view}").format(view=words))
            self.setIcon(bar_icon(self._theme, _ICONS[look.view], self._ratio))

    def _fill(self) -> None:
        menu, look = self.menu(), self._look
        assert isinstance(menu, QMenu)
        menu.clear()
        group = QActionGroup(menu)
        for view, command in _COMMANDS.items():
            group.addAction(self._add(menu, command, replace(look, view=view), look.view is view))
        menu.addSeparator()
        bound = replace(look, view=View.SPREAD, right_bound=not look.right_bound)
        self._add(menu, Command.RIGHT_BOUND, bound, look.right_bound)
        menu.addSeparator()
        self._add(menu, Command.TURN_RIGHT, replace(look, rotation=(look.rotation + 90) % 360))
        self._add(menu, Command.TURN_LEFT, replace(look, rotation=(look.rotation - 90) % 360))

    def _add(self, menu: QMenu, command: Command, look: Look, chosen: bool | None = None) -> QAction:
        """``chosen`` None: nothing that is on or off."""
        action = QAction(words_of(command), menu)
        action.setObjectName(f"{command.value}_action")
        shown = QKeySequence(key_of(command)).toString(QKeySequence.SequenceFormat.NativeText)
        action.setText(f"{words_of(command)}\t{shown}")  # shown only: the reader hears the key itself
        if chosen is not None:
            action.setCheckable(True)
            action.setChecked(chosen)
        action.triggered.connect(self._choosing(look))
        menu.addAction(action)
        return action

    def _choosing(self, look: Look) -> Callable[[], None]:
        return lambda: self.look_chosen.emit(look)
