"""The bar under the page: the page and its running number, the zoom, and the buttons that unfold the panels."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from dxmeet.desktop.choice import Choice
from dxmeet.desktop.reader.controls import (
    bar_button,
    bar_style,
    icon_button,
    keyed,
    painted_ground,
    show_words,
    upright_rule,
    width_of,
)
from dxmeet.desktop.reader.folding import BAR_HEIGHT
from dxmeet.desktop.reader.keys import Command, key_of
from dxmeet.desktop.reader.viewbutton import ViewButton
from dxmeet.desktop.theme import Theme
from dxmeet.domain.look import Fit, Look

_EDGE, _APART = 8, 5  # logical pixels at 100 %
_FOLDS = 7
"""Steps in which there go: the view's word, the other words, the zoom, the fit, the totals, the arrows, the word 通し."""


class NumberField(QLineEdit):
    """A page number: Enter goes there, Esc or leaving puts back the page that is shown."""

    chosen = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme, name: str, said: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.setFont(theme.figures("control"))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedSize(theme.px(52), theme.px(32))
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self._range = QIntValidator(1, 1, self)
        self.setValidator(self._range)
        self._shown = 1
        self.returnPressed.connect(self._choose)
        self.editingFinished.connect(self._put_back)

    def show_number(self, number: int, last: int) -> None:
        self._shown = number
        self._range.setTop(max(1, last))
        if not self.hasFocus():
            self.setText(str(number))

    def begin_with(self, digit: str) -> None:
        """A digit typed on the page."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.setText(digit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._put_back()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        """A number beyond the last page goes to the last page: nobody counts materials by heart."""
        number = int(self.text()) if self.text().isdecimal() else self._shown
        self._shown = min(max(1, number), self._range.top())
        self.setText(str(self._shown))
        self.left.emit()
        self.chosen.emit(self._shown)

    def _put_back(self) -> None:
        self.setText(str(self._shown))


class PageBar(QWidget):
    """Never folds: both numbers stay in sight."""

    turn_requested = Signal(int)
    page_chosen = Signal(int)
    running_chosen = Signal(int)
    zoom_requested = Signal(int)
    fit_chosen = Signal(object)
    look_chosen = Signal(object)
    field_left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("page_bar")
        self.setFixedHeight(theme.px(BAR_HEIGHT))
        self.setStyleSheet(bar_style(theme))
        painted_ground(self, theme, "window")
        self._theme = theme
        self._make_buttons()
        self._make_fields()
        self._running_rule, self._fit_rule = upright_rule(theme), upright_rule(theme)
        self._of_packet = (self._running_rule, self._running_word, self.running_field, self._of_running)
        self._known: tuple[int, int | None] = (0, None)  # the numbers of pages shown
        self._widths: dict[tuple[str, bool], int] = {}  # of a button by its text, with words or without
        self._lay_out()
        self._connect()

    def _make_buttons(self) -> None:
        self.left_button = self._button(
            self.tr("会議の資料"),
            "panel-left-open",
            self.tr("会議の資料を出す"),
            Command.LEFT_PANEL,
            "unfold_left_button",
        )
        self.right_button = self._button(
            self.tr("右の欄"),
            "panel-right-open",
            self.tr("書き込みや縮小表示を出す"),
            Command.RIGHT_PANEL,
            "unfold_right_button",
        )
        self.previous_button = self._button(
            self.tr("前"), "chevron-left", self.tr("前のページ"), Command.RETREAT, "previous_button", words=True
        )
        self.next_button = self._button(
            self.tr("次"), "chevron-right", self.tr("次のページ"), Command.ADVANCE, "next_button", words=True
        )
        self.next_button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        smaller, larger = self.tr("小さく"), self.tr("大きく")
        self.smaller_button = self._button(smaller, "minus", smaller, Command.SMALLER, "smaller_button")
        self.larger_button = self._button(larger, "plus", larger, Command.LARGER, "larger_button")

    def _button(
        self, text: str, icon: str, tip: str, command: Command, name: str, *, words: bool = False
    ) -> QToolButton:
        make = bar_button if words else icon_button
        return make(self._theme, text, icon, keyed(tip, key_of(command)), self.devicePixelRatioF(), name=name)

    def _make_fields(self) -> None:
        theme = self._theme
        self.page_field = NumberField(theme, "page_field", self.tr("ページ番号"))
        self.running_field = NumberField(theme, "running_field", self.tr("通しページ（数字と Enter でも移れます）"))
        self._page_word = self._word_label(self.tr("ページ"))
        self._of_pages = self._figure_label()
        self._running_word = self._word_label(self.tr("通し"))
        self._of_running = self._figure_label()
        self.zoom_label = self._figure_label()
        self.zoom_label.setObjectName("zoom_label")
        self.zoom_label.setMinimumWidth(theme.px(50))
        self.zoom_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.fit_box = self._fit_box()
        self.view_button = ViewButton(theme, self.devicePixelRatioF())

    def show_place(self, page: int, pages: int, running: int | None, last: int) -> None:
        """``running`` is None for a document outside a packet."""
        self.page_field.show_number(page, pages)
        self._of_pages.setText(f"/ {pages}")
        self.previous_button.setEnabled(page > 1)
        self.next_button.setEnabled(page < pages)
        if running is not None:
            self.running_field.show_number(running, last)
        known = (pages, last if running is not None else None)
        if known != self._known:  # turning a page changes no widths
            self._known = known
            self._of_running.setText(f"/ {last}")
            self._fold()

    def show_look(self, zoom: float, look: Look) -> None:
        self.zoom_label.setText(f"{round(zoom * 100)}%")
        self.fit_box.blockSignals(True)
        self.fit_box.setCurrentIndex(self.fit_box.findData(look.fit))
        self.fit_box.blockSignals(False)
        self.view_button.show_look(look)
        self._fold()

    def show_unfolding(self, *, left: bool, right: bool) -> None:
        """The buttons that bring back a panel folded away."""
        self.left_button.setVisible(left)
        self.right_button.setVisible(right)
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def minimumSizeHint(self) -> QSize:
        """Folded as far as it goes, however it stands: what is folded never decides how wide the bar is."""
        return QSize(self._needed(_FOLDS), self.height())

    def _fold(self) -> None:
        """As little as lets everything fit. Keys remain for what is gone; both numbers stay."""
        step = next((each for each in range(_FOLDS) if self._needed(each) <= self.width()), _FOLDS)
        for button, until in self._worded.items():
            show_words(button, step < until)
        for part in self._parts:
            stands = self._stands(part, step)
            if part.isHidden() == stands:  # showing again what is shown would lay out the whole window
                part.setVisible(stands)

    def _stands(self, part: QWidget, step: int) -> bool:
        in_packet = self._known[1] is not None
        return step < self._kept.get(part, step + 1) and (in_packet or part not in self._of_packet)

    def _needed(self, step: int) -> int:
        """Pixels at which nothing is cut when folded so far."""
        shown = [part for part in self._parts if self._stands(part, step)]
        shown += [button for button in (self.left_button, self.right_button) if not button.isHidden()]
        edge = 2 * self._theme.px(_EDGE)
        return edge + self._theme.px(_APART) * (len(shown) - 1) + sum(self._width(each, step) for each in shown)

    def _width(self, part: QWidget, step: int) -> int:
        if isinstance(part, QToolButton) and part in self._worded:
            as_shown = (part.text(), step < self._worded[part])
            if as_shown not in self._widths:  # trying it asks for a new layout, which asks for widths
                self._widths[as_shown] = width_of(part, words=as_shown[1])
            return self._widths[as_shown]
        return min(max(part.sizeHint().width(), part.minimumWidth()), part.maximumWidth())

    def ask_page(self) -> None:
        """The number of a page of this document is to be typed."""
        self.page_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.page_field.selectAll()

    def begin_number(self, digit: str) -> None:
        """A digit typed on the page goes to 通し, or to the page where there is no packet."""
        (self.page_field if self.running_field.isHidden() else self.running_field).begin_with(digit)

    def _figure_label(self) -> QLabel:
        label = QLabel()
        label.setFont(self._theme.figures("control"))
        return label

    def _word_label(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setFont(self._theme.font("control"))
        return label

    def _fit_box(self) -> Choice:
        box = Choice()
        box.setObjectName("fit_box")
        box.setFont(self._theme.font("control"))
        box.setAccessibleName(self.tr("ページの大きさ"))
        box.setToolTip(keyed(self.tr("ページの大きさ、全体に戻す"), key_of(Command.WHOLE_PAGE)))
        box.setMinimumHeight(self._theme.px(32))
        box.addItem(self.tr("ページ全体"), Fit.PAGE)
        box.addItem(self.tr("幅に合わせる"), Fit.WIDTH)
        box.addItem(self.tr("実寸"), Fit.ACTUAL)
        box.setPlaceholderText(self.tr("自由な大きさ"))
        box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return box

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(self._theme.px(_EDGE), 0, self._theme.px(_EDGE), 0)
        row.setSpacing(self._theme.px(_APART))
        row.addWidget(self.left_button)
        pages = (self.previous_button, self.page_field, self._of_pages, self._page_word, self.next_button)
        zoom, fit = (self.smaller_button, self.zoom_label, self.larger_button), (self._fit_rule, self.fit_box)
        for widget in (*pages, *self._of_packet):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (*zoom, *fit, self.view_button):
            row.addWidget(widget)
        row.addWidget(self.right_button)
        self.left_button.hide()
        self.right_button.hide()
        self._parts: tuple[QWidget, ...] = (*pages, *self._of_packet, *zoom, *fit, self.view_button)
        self._worded: dict[QToolButton, int] = {self.view_button: 1, self.previous_button: 2, self.next_button: 2}
        self._kept: dict[QWidget, int] = {self._page_word: 2, **dict.fromkeys(zoom, 3), **dict.fromkeys(fit, 4)}
        self._kept |= {self._of_pages: 5, self._of_running: 5, self.previous_button: 6, self.next_button: 6}
        self._kept |= {self._running_word: 7}

    def _connect(self) -> None:
        self.previous_button.clicked.connect(lambda: self.turn_requested.emit(-1))
        self.next_button.clicked.connect(lambda: self.turn_requested.emit(1))
        self.smaller_button.clicked.connect(lambda: self.zoom_requested.emit(-1))
        self.larger_button.clicked.connect(lambda: self.zoom_requested.emit(1))
        self.page_field.chosen.connect(self.page_chosen)
        self.running_field.chosen.connect(self.running_chosen)
        for field in (self.page_field, self.running_field):
            field.left.connect(self.field_left)
        self.fit_box.activated.connect(self._choose_fit)
        self.view_button.look_chosen.connect(self.look_chosen)

    def _choose_fit(self, index: int) -> None:
        self.fit_chosen.emit(self.fit_box.itemData(index))
