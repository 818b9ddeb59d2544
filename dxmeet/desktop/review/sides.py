"""The page before and the page now: beside each other, or, where there is no room for both, one at a time with a switch."""

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dxmeet.desktop.review.pagepane import PagePane
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.wording import keyed


class Sides(QWidget):
    """``bring`` shows a pane that is hidden behind the other; where both are seen it changes nothing."""

    def __init__(self, theme: Theme, old: PagePane, new: PagePane) -> None:
        super().__init__()
        self._panes = old, new
        self._shown = new
        self._single = False
        self._switch = QWidget()
        line = QHBoxLayout(self._switch)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(4))
        self._group = QButtonGroup(self)
        words = self.tr("前の版"), self.tr("新しい版")
        for number, (pane, said, key) in enumerate(zip(self._panes, words, ("Alt+1", "Alt+2"), strict=True)):
            line.addWidget(self._button(theme, number, said, key))
            pane.approached.connect(partial(self.bring, pane))
            pane.resized.connect(partial(self._keep_size, pane))
        line.addStretch(1)
        beside = QHBoxLayout()
        beside.setSpacing(theme.px(20))
        for pane in self._panes:
            beside.addWidget(pane, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self._switch)
        column.addLayout(beside, 1)
        self.fold(False)

    def fold(self, single: bool) -> None:
        self._single = single
        self._switch.setVisible(single)
        self.bring(self._shown)

    def bring(self, pane: PagePane) -> None:
        self._shown = pane
        for number, each in enumerate(self._panes):
            each.setVisible(not self._single or each is pane)
            if each is pane:
                self._group.button(number).setChecked(True)

    def _keep_size(self, pane: PagePane, size: QSize) -> None:
        """The hidden one is as large as the one before it: its page is fitted to that."""
        for each in self._panes:
            if each is not pane and each.isHidden():
                each.resize(size)

    def _button(self, theme: Theme, number: int, said: str, key: str) -> QPushButton:
        button = QPushButton(said)
        button.setObjectName(("old_side_button", "new_side_button")[number])
        button.setCheckable(True)
        button.setAccessibleName(said)
        button.setToolTip(keyed(said, key))
        button.setFont(theme.font("control"))
        button.clicked.connect(partial(self._choose, number))
        shortcut = QShortcut(QKeySequence(key), self._switch)
        shortcut.activated.connect(partial(self._choose, number))
        self._group.addButton(button, number)
        return button

    def _choose(self, number: int, _checked: bool = False) -> None:
        self.bring(self._panes[number])
