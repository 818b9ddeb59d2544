"""The pages of both revisions in a row, each with its number and what became of it."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QToolButton, QWidget

from dxmeet.desktop.reader.controls import bar_style
from dxmeet.desktop.review.words import page_word
from dxmeet.desktop.rows import label
from dxmeet.desktop.theme import Theme
from dxmeet.domain.pagematch import PagePair


class PageStrip(QWidget):
    """``chosen`` with the index of a pair. Pages that did not change are shown too: one keeps one's bearings."""

    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setStyleSheet(bar_style(theme))
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(4))
        self.buttons: list[QToolButton] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        inner = QWidget()
        line = QHBoxLayout(inner)
        line.setContentsMargins(0, 0, 0, 0)
        line.addLayout(self._row)
        line.addStretch(1)
        self._area = QScrollArea()
        self._area.setAccessibleName(self.tr("ページ"))
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._area.setWidget(inner)
        self._area.setFixedHeight(theme.px(62))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(8))
        whole.addWidget(label(theme, self.tr("ページ"), "small", "ink2"))
        whole.addWidget(self._area, 1)

    def show_pairs(self, pairs: Sequence[PagePair]) -> None:
        for number, pair in enumerate(pairs):
            word = page_word(pair)
            button = QToolButton()
            button.setObjectName(f"pair_{number}_button")
            button.setText(f"{pair.new or pair.old}\n{word}")
            spoken = self.tr("{n}ページ").format(n=pair.new or pair.old)
            button.setAccessibleName(f"{spoken} {word}".strip())
            button.setCheckable(True)
            button.setFont(self._theme.font("small", bold=bool(word)))
            widest = button.fontMetrics().horizontalAdvance(f" {word} ")
            button.setMinimumSize(max(self._theme.px(48), widest + self._theme.px(12)), self._theme.px(44))
            if word:
                t = self._theme.tokens
                button.setStyleSheet(
                    f"QToolButton {{ background: {t.new_tint}; border: 1px solid {t.accent}; }}"
                    f"QToolButton:checked {{ background: {t.accent}; color: {t.on_accent}; }}"
                    f"QToolButton:focus {{ border: 2px solid {t.focus}; }}"
                )
            self._group.addButton(button, number)
            self._row.addWidget(button)
            self.buttons.append(button)

    def mark(self, index: int) -> None:
        """The pair that is shown."""
        self.buttons[index].setChecked(True)
        self._area.ensureWidgetVisible(self.buttons[index], 80, 0)

    def page_at(self, pointer: QPoint) -> int | None:
        """The index of the pair whose number is at this place of the screen."""
        if not self._area.viewport().rect().contains(self._area.viewport().mapFromGlobal(pointer)):
            return None
        for index, button in enumerate(self.buttons):
            if button.rect().contains(button.mapFromGlobal(pointer)):
                return index
        return None
