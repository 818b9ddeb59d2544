"""The bar at the top: the screens by name, and the search field that is always there."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QWidget

from dxmeet.desktop.rows import beside_icon, make_clearable
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.wording import keyed

SCREENS = ("home", "meetings", "circulars", "statistics", "settings")
_ICONS = {
    "home": "house",
    "meetings": "calendar-days",
    "circulars": "file-stack",
    "statistics": "chart-column",
    "settings": "settings",
}


class NavigationBar(QWidget):
    """Tells which screen is wanted, what is searched for, and that Enter or Down asks for what was found."""

    screen_requested = Signal(str)
    search_changed = Signal(str)
    results_requested = Signal(str)

    def __init__(self, theme: Theme, *, admin: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("navigation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("画面の切り替え"))
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(16), 0, theme.px(24), 0)
        line.setSpacing(theme.px(8))
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        for place, name in enumerate(s for s in SCREENS if admin or s != "statistics"):
            button = self._make_button(name, place + 1)
            line.addWidget(button)
        line.addStretch(1)
        self.search_field = QLineEdit()
        self.search_field.setObjectName("search_field")
        self.search_field.setPlaceholderText(self.tr("会議・資料・書き込みを探す  Ctrl+Shift+F"))
        self.search_field.setAccessibleName(self.tr("会議・資料・書き込みを探す"))
        self.search_field.setToolTip(self.tr("会議・資料・書き込みを探す（Ctrl+Shift+F）"))
        self.search_field.setFont(theme.font("control"))
        make_clearable(self.search_field)
        sign = self.search_field.addAction(theme.icons.icon("search", "ink2"), QLineEdit.ActionPosition.LeadingPosition)
        for each in self.search_field.findChildren(QToolButton):
            if each.defaultAction() is sign:  # Qt makes a button of every picture in a field
                each.setAccessibleName(self.search_field.accessibleName())
        self.search_field.setMaximumWidth(theme.px(336))
        self.search_field.setMinimumWidth(theme.px(96))
        self.search_field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.search_field.textChanged.connect(self.search_changed)
        self.search_field.returnPressed.connect(self._ask_for_results)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.search_field, context=Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self._ask_for_results)
        line.addWidget(self.search_field, 20)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Where there is little room first the icons and the space give way, then all words but those of this screen."""
        style, line, px = Qt.ToolButtonStyle, self.layout(), self._theme.px
        assert line is not None
        for step in (style.ToolButtonTextBesideIcon, style.ToolButtonTextOnly, style.ToolButtonIconOnly):
            tight = step is not style.ToolButtonTextBesideIcon
            line.setSpacing(px(0 if tight else 8))
            line.setContentsMargins(px(4 if tight else 16), 0, px(8 if tight else 24), 0)
            for button in self.buttons.values():
                alone = step is style.ToolButtonIconOnly and not button.isChecked()
                button.setToolButtonStyle(step if alone or not tight else style.ToolButtonTextOnly)
            if super().minimumSizeHint().width() <= self.width():
                return

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def _ask_for_results(self) -> None:
        self.results_requested.emit(self.search_field.text())

    def show_current(self, screen: str) -> None:
        """Mark the button of this screen; screens without one leave all unmarked."""
        self._group.setExclusive(False)
        for name, button in self.buttons.items():
            button.setChecked(name == screen)
        self._group.setExclusive(True)
        self._fold()

    def _make_button(self, name: str, number: int) -> QToolButton:
        words = {
            "home": self.tr("ホーム"),
            "meetings": self.tr("会議"),
            "circulars": self.tr("配布資料"),
            "statistics": self.tr("統計"),
            "settings": self.tr("設定"),
        }[name]
        button = QToolButton()
        button.setObjectName(f"{name}_button")
        button.setProperty("nav", True)
        button.setText(beside_icon(words))
        button.setAccessibleName(words)
        button.setToolTip(keyed(words, f"Ctrl+{number}"))
        button.setFont(self._theme.font("body"))
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIcon(self._theme.icons.icon(_ICONS[name], "ink"))
        button.setIconSize(QSize(self._theme.px(18), self._theme.px(18)))
        button.clicked.connect(lambda: self.screen_requested.emit(name))
        self._group.addButton(button)
        self.buttons[name] = button
        return button
