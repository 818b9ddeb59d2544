"""The panels at the left and right of the page: a head that folds them away, and what they hold."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from dxmeet.desktop.reader.controls import bar_style, icon_button, level_rule, painted_ground
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
        super().__init__(theme, "left_panel", 248, "panel-left-close", "fold_left_button")
        label = QLabel(title)
        label.setFont(theme.font("control", bold=True))
        self.head_row.addSpacing(theme.px(8))
        self.head_row.addWidget(label, 1)
        self.head_row.addWidget(self.fold_button)
        self.column.addWidget(content, 1)


class RightPanel(SidePanel):
    """Tabs over a stack; ``tab_chosen(index)``."""

    tab_chosen = Signal(int)

    def __init__(self, theme: Theme, pages: list[tuple[str, QWidget]]) -> None:
        super().__init__(theme, "right_panel", 272, "panel-right-close", "fold_right_button")
        self.tabs = QTabBar()
        self.tabs.setObjectName("panel_tabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setFont(theme.font("control"))
        self.tabs.setStyleSheet(self._tab_style())
        self.stack = QStackedWidget()
        for title, content in pages:
            self.tabs.addTab(title)
            self.stack.addWidget(content)
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        self.tabs.currentChanged.connect(self.tab_chosen)
        self.head_row.addWidget(self.tabs, 1, Qt.AlignmentFlag.AlignBottom)
        self.head_row.addWidget(self.fold_button)
        self.column.addWidget(self.stack, 1)

    def _tab_style(self) -> str:
        t, px = self.theme.tokens, self.theme.px
        return f"""
        QTabBar::tab {{ background: transparent; color: {t.ink2}; border: 2px solid transparent;
            border-bottom: 3px solid transparent; padding: 0 {px(4)}px; height: {px(32)}px; }}
        QTabBar::tab:hover {{ background: {t.hover}; }}
        QTabBar::tab:selected {{ color: {t.accent}; border-bottom: 3px solid {t.accent}; font-weight: bold; }}
        QTabBar::tab:focus {{ border: 2px solid {t.focus}; border-bottom: 3px solid {t.accent}; }}
        """
