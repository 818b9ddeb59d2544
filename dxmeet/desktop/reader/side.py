"""The panels at the left and right of the page: a head that folds them away, and what they hold."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from dxmeet.desktop.reader.controls import (
    ICON,
    TitleLabel,
    bar_icon,
    bar_style,
    icon_button,
    keyed,
    level_rule,
    painted_ground,
)
from dxmeet.desktop.reader.folding import LEFT_WIDTH, RIGHT_WIDTH
from dxmeet.desktop.reader.keys import Command, key_of
from dxmeet.desktop.theme import Theme


class SidePanel(QWidget):
    """A head with a fold button, and beneath it the content. ``fold_requested`` on the button."""

    fold_requested = Signal()

    def __init__(self, theme: Theme, name: str, width: int, icon: str, fold_name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFixedWidth(theme.px(width))
        painted_ground(self, theme, "surface")
        self.theme = theme
        self.head = QWidget()
        self.head.setFixedHeight(theme.px(38))
        self.head.setStyleSheet(bar_style(theme))
        self.head_row = QHBoxLayout(self.head)
        self.head_row.setContentsMargins(theme.px(6), 0, theme.px(6), 0)
        self.head_row.setSpacing(theme.px(4))
        ratio = self.devicePixelRatioF()
        self.fold_button = icon_button(theme, self.tr("たたむ"), icon, self.tr("この欄をたたむ"), ratio, name=fold_name)
        self.fold_button.clicked.connect(self.fold_requested)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.head)
        self.column.addWidget(level_rule(theme))


class LeftPanel(SidePanel):
    """会議の資料."""

    def __init__(self, theme: Theme, content: QWidget, title: str) -> None:
        super().__init__(theme, "left_panel", LEFT_WIDTH, "panel-left-close", "fold_left_button")
        label = TitleLabel(theme, "control", bold=True)
        label.setText(title)
        self.head_row.addSpacing(theme.px(8))
        self.head_row.addWidget(label)
        self.head_row.addStretch(1)
        self.head_row.addWidget(self.fold_button)
        self.column.addWidget(content, 1)


@dataclass(frozen=True)
class SideTab:
    """``keys`` is the part of ``content`` that takes the keys when the tab is chosen by ``command``."""

    title: str
    icon: str
    command: Command
    content: QWidget
    keys: QWidget


class RightPanel(SidePanel):
    """Tabs over a stack; ``tab_chosen(index)``. Where the words are too wide for it, the tabs show icons."""

    tab_chosen = Signal(int)

    def __init__(self, theme: Theme, tabs: list[SideTab]) -> None:
        super().__init__(theme, "right_panel", RIGHT_WIDTH, "panel-right-close", "fold_right_button")
        self._tabs = tabs
        self._titles = [tab.title for tab in tabs]
        self.tabs = QTabBar()
        self.tabs.setObjectName("panel_tabs")
        self.tabs.setAccessibleName(self.tr("右の欄"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setFont(theme.font("control"))
        self.tabs.setIconSize(QSize(theme.px(ICON), theme.px(ICON)))
        self.tabs.setStyleSheet(self._tab_style())
        self.stack = QStackedWidget()
        for index, tab in enumerate(tabs):
            self.tabs.addTab(tab.title)
            self.tabs.setTabToolTip(index, keyed(tab.title, key_of(tab.command)))
            self.stack.addWidget(tab.content)
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        self.tabs.currentChanged.connect(self.tab_chosen)
        self.head_row.addWidget(self.tabs, 1, Qt.AlignmentFlag.AlignBottom)
        self.head_row.addWidget(self.fold_button)
        self.column.addWidget(self.stack, 1)
        self._show_titles()

    def count(self, command: Command, number: int) -> None:
        """How many things the tab of ``command`` holds, beside its title."""
        for index, tab in enumerate(self._tabs):
            if tab.command is command:
                self._titles[index] = f"{tab.title} {number}" if number else tab.title
        self._show_titles()

    def show_tab(self, command: Command) -> None:
        """Bring the tab forward, and the keys into it."""
        for index, tab in enumerate(self._tabs):
            if tab.command is command:
                self.tabs.setCurrentIndex(index)
                tab.keys.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_titles(self) -> None:
        """Words where all of them fit, else icons; the words are then in the tooltip, and always said."""
        metrics = QFontMetrics(self.theme.font("control", bold=True))
        padding = 2 * self.theme.px(4) + 4
        wide = sum(metrics.horizontalAdvance(title) + padding for title in self._titles)
        words = wide <= self.theme.px(RIGHT_WIDTH - 48)
        for index, (tab, title) in enumerate(zip(self._tabs, self._titles, strict=True)):
            self.tabs.setTabText(index, title if words else "")
            icon = QIcon() if words else bar_icon(self.theme, tab.icon, self.devicePixelRatioF())
            self.tabs.setTabIcon(index, icon)
            self.tabs.setAccessibleTabName(index, title)

    def _tab_style(self) -> str:
        t, px = self.theme.tokens, self.theme.px
        return f"""
        QTabBar::tab {{ background: transparent; color: {t.ink2}; border: 2px solid transparent;
            border-bottom: 3px solid transparent; padding: 0 {px(4)}px; height: {px(32)}px; }}
        QTabBar::tab:hover {{ background: {t.hover}; }}
        QTabBar::tab:selected {{ color: {t.accent}; border-bottom: 3px solid {t.accent}; font-weight: bold; }}
        QTabBar::tab:focus {{ border: 2px solid {t.focus}; border-bottom: 3px solid {t.accent}; }}
        """
