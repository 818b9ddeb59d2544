"""The head of the statistics screen: which year, which paper size, and what to do with the figures."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayoutItem,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from dxmeet.desktop.rows import beside_icon, label
from dxmeet.desktop.statistics.figures import Size, size_label, year_label
from dxmeet.desktop.theme import Theme

_SIZE_KEYS = {Size.A4: "Alt+4", Size.A3: "Alt+3", Size.EQUIVALENT: "Alt+2"}
_FORMATS = (
    ("xlsx", "Excel", "Alt+X"),
    ("csv", "CSV", "Alt+C"),
    ("pdf", "PDF", "Alt+R"),
    ("json", "JSON", "Alt+J"),
)


class StatisticsHead(QWidget):
    """Asks for things and decides nothing. ``export_asked`` carries the format: xlsx, csv, pdf or json."""

    year_stepped = Signal(int)
    size_chosen = Signal(object)
    merge_asked = Signal()
    export_asked = Signal(str)
    plan_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statistics_head")
        self._theme = theme
        self._narrow = False
        title = label(theme, self.tr("用紙の購入と削減"), "title")
        self._year = QLabel(self)
        self._year.setObjectName("year_label")
        self._year.setFont(theme.font("body"))
        self._year.setAlignment(Qt.AlignmentFlag.AlignCenter)
        widest = max(self._year.fontMetrics().horizontalAdvance(year_label(fy)) for fy in (2026, 2044))
        self._year.setMinimumWidth(widest + theme.px(8))
        self.merge_button = self._button("merge_button", self.tr("記録を集める"), "refresh-cw", "Ctrl+M")
        self.merge_button.clicked.connect(self.merge_asked)
        self.plan_button = self._button("plan_button", self.tr("購入と目標"), "pen-line", "Alt+P")
        self.plan_button.clicked.connect(self.plan_asked)
        self.export_buttons = {name: self._export_button(name, *rest) for name, *rest in _FORMATS}
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.px(8))
        self._shown = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._shown.setSpacing(theme.px(14))
        self._named = self._pair(title, self._stepper(), 14)
        self._shown.addLayout(self._named)
        self._shown.addLayout(self._row(self._segments()), 1)
        self._layout.addLayout(self._shown, 1)
        self._done = self._actions()
        self._layout.addLayout(self._done)

    def minimumSizeHint(self) -> QSize:
        """That of six lines, however it stands: in one it would hold the window as wide as a large text makes it."""
        pairs = [part for pair in (self._named, self._deeds) for part in _parts(pair)]
        lines = [*pairs, *_parts(self._shown)[1:], *_parts(self._done)[1:]]
        return QSize(max(line.minimumSize().width() for line in lines), super().minimumSizeHint().height())

    def show_year(self, fy: int, *, newest: bool) -> None:
        self._year.setText(year_label(fy))
        self.next_button.setEnabled(not newest)
        self.next_button.setToolTip(
            self.tr("次の年度はまだ始まっていません") if newest else self._tip(self.next_button)
        )

    def fold(self, narrow: bool) -> None:
        """In two lines, or up to six, where one has no room, as it is with longer words than Japanese at any width."""
        self._narrow = narrow
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:  # words or the font have changed
            self._fold()
        return super().event(event)

    def _fold(self) -> None:
        way, width = QBoxLayout.Direction, self.width()
        for pair in (self._named, self._deeds):
            pair.setDirection(way.TopToBottom if _side_by_side(pair) > width else way.LeftToRight)
        shown, done = _side_by_side(self._shown), _side_by_side(self._done)
        self._shown.setDirection(way.TopToBottom if shown > width else way.LeftToRight)
        self._done.setDirection(way.TopToBottom if done > width else way.LeftToRight)
        needed = shown + done + self._layout.spacing()
        self._layout.setDirection(way.TopToBottom if self._narrow or needed > width else way.LeftToRight)

    def _row(self, *widgets: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(14))
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _actions(self) -> QBoxLayout:
        """What is done with the records, and what is handed on: beside each other, or beneath where the text is large."""
        px = self._theme.px
        export = label(self._theme, self.tr("書き出し"), "small", "ink2")
        actions = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        actions.setSpacing(px(8))
        self._deeds = self._pair(self.merge_button, self.plan_button, 8)
        exports = self._row(export, *self.export_buttons.values())
        exports.setSpacing(px(8))
        for each in (self._deeds, exports):
            actions.addLayout(each)
        return actions

    def _pair(self, first: QWidget, second: QWidget, spacing: int) -> QBoxLayout:
        """Two that stand beneath each other where a line is too short for both."""
        pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        pair.setSpacing(self._theme.px(spacing))
        for widget in (first, second):
            pair.addLayout(self._row(widget))
        return pair

    def _stepper(self) -> QWidget:
        frame = QFrame(self)
        frame.setObjectName("year_stepper")
        frame.setStyleSheet("QPushButton { padding: 0; }")
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.previous_button = self._button(
            "previous_year_button", "", "chevron-left", "Ctrl+PgUp", self.tr("前の年度")
        )
        self.next_button = self._button("next_year_button", "", "chevron-right", "Ctrl+PgDown", self.tr("次の年度"))
        self.previous_button.clicked.connect(lambda: self.year_stepped.emit(-1))
        self.next_button.clicked.connect(lambda: self.year_stepped.emit(1))
        for each in (self.previous_button, self._year, self.next_button):
            row.addWidget(each)
        return frame

    def _segments(self) -> QWidget:
        frame = QWidget(self)
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.size_buttons = {size: self._segment(size) for size in Size}
        group = QButtonGroup(frame)
        for button in self.size_buttons.values():
            group.addButton(button)
            row.addWidget(button)
        self.size_buttons[Size.A4].setChecked(True)
        return frame

    def _segment(self, size: Size) -> QPushButton:
        words = {
            Size.A4: self.tr("A4の枚数"),
            Size.A3: self.tr("A3の枚数"),
            Size.EQUIVALENT: self.tr("A4換算(A3は2枚)"),
        }
        button = self._button(f"{size.value}_button", size_label(size), "", _SIZE_KEYS[size], words[size])
        button.setCheckable(True)
        button.setStyleSheet(_segment_style(self._theme))
        button.clicked.connect(lambda: self.size_chosen.emit(size))
        return button

    def _export_button(self, format: str, words: str, key: str) -> QPushButton:
        tip = self.tr("{name}に書き出す").format(name=words)
        button = self._button(f"{format}_button", words, "", key, tip)
        button.clicked.connect(lambda: self.export_asked.emit(format))
        return button

    def _button(self, name: str, words: str, icon: str, key: str, said: str = "") -> QPushButton:
        button = QPushButton(beside_icon(words) if icon and words else words, self)
        button.setObjectName(name)
        button.setFont(self._theme.font("control"))
        if words:
            button.setMinimumHeight(self._theme.px(32))  # an explicit width would let it shrink to that
        else:
            button.setMinimumSize(self._theme.px(32), self._theme.px(32))
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if icon:
            button.setIcon(self._theme.icons.icon(icon, "ink"))
            button.setIconSize(QSize(self._theme.px(18), self._theme.px(18)))
        button.setAccessibleName(said or words)
        button.setShortcut(key)
        button.setToolTip(self._tip(button))
        return button

    @staticmethod
    def _tip(button: QPushButton) -> str:
        return f"{button.accessibleName()} ({button.shortcut().toString()})"


def _parts(layout: QBoxLayout) -> list[QLayoutItem]:
    return [part for at in range(layout.count()) if (part := layout.itemAt(at)) is not None]


def _side_by_side(layout: QBoxLayout) -> int:
    """Pixels it needs in one line, however it stands."""
    parts = _parts(layout)
    return sum(part.sizeHint().width() for part in parts) + layout.spacing() * (len(parts) - 1)


def _segment_style(theme: Theme) -> str:
    """Chosen: a tint, a border in the accent, a bar beneath and bold; with the focus: a ring."""
    tokens = theme.tokens
    return (
        f"QPushButton {{ background: {tokens.surface}; color: {tokens.ink}; border: 1px solid {tokens.edge};"
        f" padding: 0 {theme.px(14)}px; min-height: {theme.px(30)}px; }}"
        f"QPushButton:hover {{ background: {tokens.hover}; }}"
        f"QPushButton:checked {{ background: {tokens.accent_tint}; color: {tokens.accent}; font-weight: bold;"
        f" border: 1px solid {tokens.accent}; border-bottom: 3px solid {tokens.accent}; }}"
        f"QPushButton:focus {{ border: 2px solid {tokens.focus}; }}"
    )


def tab_style(theme: Theme) -> str:
    """The chosen breakdown has a bar beneath and is bold, as the chosen screen in the navigation."""
    tokens = theme.tokens
    return (
        f"QTabBar::tab {{ background: transparent; color: {tokens.ink}; border: none; padding: 0 {theme.px(12)}px;"
        f" min-height: {theme.px(32)}px; border-bottom: 3px solid transparent; }}"
        f"QTabBar::tab:hover {{ background: {tokens.hover}; }}"
        f"QTabBar::tab:selected {{ color: {tokens.accent}; border-bottom: 3px solid {tokens.accent};"
        " font-weight: bold; }"
        f"QTabBar::tab:selected:focus {{ border: 2px solid {tokens.focus}; }}"
    )
