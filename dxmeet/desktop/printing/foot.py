"""The foot of the print window: how it stands, やめる, and the button that repeats the sheets."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from dxmeet.desktop.printing.choices import TO_FILE, Choices, sheets_words
from dxmeet.desktop.reader.controls import painted_ground
from dxmeet.desktop.rows import beside_icon, picture, rule, wrapped
from dxmeet.desktop.theme import Theme

_SENTENCE = 120  # logical pixels at a text size of 100 %: a sentence in three lines


class PrintFoot(QWidget):
    """``busy`` while something is being printed, ``stopping`` when it no longer is to be."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        painted_ground(self, theme, "surface")
        self._theme = theme
        self.busy = self.stopping = False
        self._mark = picture(theme, "circle-check", "matsu", 18)
        self._state = wrapped(theme, "", "small", "ink2")
        self._state.setObjectName("print_state")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("印刷の進み具合"))
        self.stop_button = QPushButton()
        self.stop_button.setObjectName("stop_button")
        self.stop_button.setFont(theme.font("control"))
        self.stop_button.setMinimumHeight(theme.px(40))
        self.print_button = QPushButton()
        self.print_button.setObjectName("print_button")
        self.print_button.setProperty("primary", True)
        self.print_button.setFont(theme.font("control", bold=True))
        self.print_button.setIconSize(QSize(theme.px(18), theme.px(18)))
        self.print_button.setIcon(theme.icons.icon("printer", "on_accent"))
        said, self._deeds = QHBoxLayout(), QHBoxLayout()
        said.addWidget(self._mark)
        said.addWidget(self._state, 1)
        self._deeds.addStretch(1)
        self._deeds.addWidget(self.stop_button)
        self._deeds.addWidget(self.print_button)
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setContentsMargins(theme.px(24), theme.px(11), theme.px(24), theme.px(11))
        row.setSpacing(theme.px(8))
        row.addLayout(said, 1)
        row.addLayout(self._deeds)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule())
        column.addWidget(self._bar)
        column.addLayout(row)
        self.rest()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Where the buttons leave no room for a sentence, it stands above them."""
        beside = self.width() - self._deeds.minimumSize().width() - self._theme.px(48) >= self._theme.px(_SENTENCE)
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if beside else direction.TopToBottom)

    def show_choices(self, choices: Choices, *, ready: bool) -> None:
        """The button repeats the sheets, and says why it cannot be pressed."""
        sheets = choices.sheets()
        why_not = ""
        if sheets is None:
            why_not = self.tr("印刷するページを入れると印刷できます")
        elif choices.reason is None:
            why_not = self.tr("理由を選ぶと印刷できます")
        elif not ready:
            why_not = self.tr("資料を準備しています")
        words = self.tr("印刷する")
        if sheets is not None and choices.printer is TO_FILE:
            words = self.tr("{sheets}を PDF にする").format(sheets=sheets_words(sheets))
        elif sheets is not None:
            words = self.tr("{sheets}を印刷する").format(sheets=sheets_words(sheets))
        self.print_button.setText(beside_icon(words))
        self.print_button.setAccessibleName(words)
        self._fold()
        self.print_button.setEnabled(not why_not and not self.busy)
        self.print_button.setToolTip(why_not or self.tr("{words} (Enter)").format(words=words))
        if not self.busy and not self._mark.isVisibleTo(self):
            self._state.say(why_not)

    def show_progress(self, done: int, total: int) -> None:
        self.busy, self.stopping = True, False
        self.print_button.setEnabled(False)
        self._mark.hide()
        self._state.say(self.tr("印刷しています {done} / {total} 面").format(done=done, total=total))
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.show()
        self._name_stop(self.tr("やめる"), self.tr("印刷をやめる。渡していない分は印刷も記録もしません (Esc)"))

    def show_stopping(self) -> None:
        self.stopping = True
        self._state.say(self.tr("やめています"))
        self._name_close()

    def show_done(self, words: str, *, mark: bool = True) -> None:
        self.rest()
        self._mark.setVisible(mark)
        self._state.say(words)

    def rest(self) -> None:
        self.busy = self.stopping = False
        self._bar.hide()
        self._mark.hide()
        self._state.say("")
        self._name_close()

    def _name_close(self) -> None:
        self._name_stop(self.tr("閉じる"), self.tr("この窓を閉じる (Esc)"))

    def _name_stop(self, words: str, tip: str) -> None:
        self.stop_button.setText(words)
        self.stop_button.setAccessibleName(words)
        self.stop_button.setToolTip(tip)
