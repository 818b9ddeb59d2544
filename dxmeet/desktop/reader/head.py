"""The reader's head: back to ホーム, back and forth over jumps, which material this is, 見比べ and the full screen."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from dxmeet.desktop.reader.controls import (
    TitleLabel,
    bar_button,
    bar_style,
    icon_button,
    keyed,
    painted_ground,
    show_words,
    upright_rule,
    width_of,
)
from dxmeet.desktop.reader.folding import HEAD_HEIGHT
from dxmeet.desktop.reader.keys import Command, key_of
from dxmeet.desktop.theme import Theme

_TITLES = 160  # logical pixels at 100 % that the titles have left while all buttons have words


class ReaderHead(QWidget):
    """46 pixels at the top; the titles are cut before the buttons."""

    home_requested = Signal()
    back_requested = Signal()
    forward_requested = Signal()
    compare_requested = Signal()
    link_requested = Signal()
    print_requested = Signal()
    full_screen_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("reader_head")
        self.setFixedHeight(theme.px(HEAD_HEIGHT))
        self.setStyleSheet(bar_style(theme))
        painted_ground(self, theme, "surface")
        self._theme = theme
        self._make_buttons()
        self._rule = upright_rule(theme)
        self._packet = TitleLabel(theme, "body", bold=False)
        self._between = QLabel("›")
        self._between.setFont(theme.font("body"))
        self._material = TitleLabel(theme, "body", bold=True)
        self._material.setObjectName("material_label")
        self._lay_out(theme)
        worded = (self.home_button, *self._right)
        self._widths = {each: (width_of(each, words=False), width_of(each, words=True)) for each in worded}
        self.show_trail(back=False, forward=False)
        self.show_comparing(on=False, linked=False)

    def _make_buttons(self) -> None:
        self.home_button = self._button(self.tr("ホーム"), "house", self.tr("ホームに戻る"), Command.HOME)
        self.home_button.clicked.connect(self.home_requested)
        self.back_button = self._button(
            self.tr("戻る"), "arrow-left", self.tr("移る前の場所に戻る"), Command.BACK, words=False
        )
        self.back_button.clicked.connect(self.back_requested)
        self.forward_button = self._button(
            self.tr("進む"), "arrow-right", self.tr("戻る前の場所に進む"), Command.FORWARD, words=False
        )
        self.forward_button.clicked.connect(self.forward_requested)
        self.compare_button = self._button(
            self.tr("見比べ"), "columns-2", self.tr("二つ並べて見比べる"), Command.COMPARE
        )
        self.compare_button.setCheckable(True)
        self.compare_button.clicked.connect(self.compare_requested)
        self.link_button = self._button(
            self.tr("連動"), "arrow-left-right", self.tr("二つを一緒にめくる・動かす"), Command.LINK
        )
        self.link_button.setCheckable(True)
        self.link_button.clicked.connect(self.link_requested)
        self.print_button = self._button(self.tr("印刷"), "printer", self.tr("この資料を印刷する"), Command.PRINT)
        self.print_button.clicked.connect(self.print_requested)
        self.full_screen_button = self._button(
            self.tr("全画面"), "maximize", self.tr("ページだけにする"), Command.FULL_SCREEN
        )
        self.full_screen_button.clicked.connect(self.full_screen_requested)

    def _button(self, text: str, icon: str, tip: str, command: Command, *, words: bool = True) -> QToolButton:
        make = bar_button if words else icon_button
        name = f"{command.value.replace('-', '_')}_button"
        return make(self._theme, text, icon, keyed(tip, key_of(command)), self.devicePixelRatioF(), name=name)

    def _lay_out(self, theme: Theme) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), 0, theme.px(14), 0)
        row.setSpacing(theme.px(12))
        row.addWidget(self.home_button)
        trail = QHBoxLayout()
        trail.setSpacing(0)
        trail.addWidget(self.back_button)
        trail.addWidget(self.forward_button)
        row.addLayout(trail)
        row.addWidget(self._rule)
        row.addWidget(self._packet)
        row.addWidget(self._between)
        row.addWidget(self._material)
        row.addStretch(1)
        self.mark_row = QHBoxLayout()
        row.addLayout(self.mark_row)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(4))
        self._right = (self.link_button, self.compare_button, self.print_button, self.full_screen_button)
        for button in self._right:
            buttons.addWidget(button)
        row.addLayout(buttons)

    def show_titles(self, packet: str, material: str) -> None:
        """``packet`` is empty for a file opened from disk; that is not printed here, where nothing of it is recorded."""
        self.print_button.setVisible(bool(packet))
        self._packet.setText(packet)
        self._material.setText(material)
        self._packet.setVisible(bool(packet))
        self._between.setVisible(bool(packet))
        self._packet.updateGeometry()
        self._material.updateGeometry()
        self._fold()

    def show_trail(self, *, back: bool, forward: bool) -> None:
        self.back_button.setEnabled(back)
        self.forward_button.setEnabled(forward)

    def show_comparing(self, *, on: bool, linked: bool) -> None:
        self.compare_button.setChecked(on)
        self.link_button.setVisible(on)
        self.link_button.setChecked(linked)
        self._fold()

    def event(self, event: QEvent) -> bool:
        """The saved mark, which may stand here, has other words: fold anew. Folding what is folded asks for nothing."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """The buttons lose their words before the titles are cut much; ホーム is the last."""
        words = self._needed(home=True, deeds=True) + self._theme.px(_TITLES) <= self.width()
        home = words or self._needed(home=True, deeds=False) <= self.width()
        show_words(self.home_button, home)
        for button in self._deeds():
            show_words(button, words)

    def _deeds(self) -> list[QToolButton]:
        """Those at the right that are shown."""
        return [button for button in self._right if not button.isHidden()]

    def _needed(self, *, home: bool, deeds: bool) -> int:
        """Pixels at which nothing is cut but the titles, with the words of ホーム and of the deeds or without."""
        layout = self.layout()
        assert layout is not None
        width = layout.minimumSize().width()
        every = ((self.home_button, home), *((button, deeds) for button in self._deeds()))
        return width + sum(self._widths[each][words] - each.sizeHint().width() for each, words in every)
