"""The foot of the statistics screen: whether the figures are final, what was last done, and by which method they count."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from dxmeet.desktop.rows import cut_label, label
from dxmeet.desktop.statistics.figures import Figures
from dxmeet.desktop.theme import Theme


class StatisticsFoot(QWidget):
    """暫定 has a dashed outline and a question mark besides its colour; what is behind it opens as a list."""

    doubts_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statistics_foot")
        tokens = theme.tokens
        self.badge = QLabel(self.tr("? 暫定"), self)
        self.badge.setObjectName("provisional_badge")
        self.badge.setFont(theme.font("small", bold=True))
        self.badge.setStyleSheet(
            f"QLabel {{ color: {tokens.kogane}; background: {tokens.kogane_tint}; padding: 1px {theme.px(6)}px;"
            f" border: 1px dashed {tokens.kogane}; border-radius: 2px; }}"
        )
        self.badge.setAccessibleName(self.tr("暫定の数字です"))
        self.doubts = self._words(theme, "doubts_label", "ink")
        self.silence = self._words(theme, "silence_label", "kogane")
        self.note = cut_label(theme, "", "small", "ink2")
        self.note.setObjectName("note_label")
        self.method = self._words(theme, "method_label", "ink2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        row.setSpacing(theme.px(10))
        self.doubts_button = QPushButton(self.tr("一覧"), self)
        self.doubts_button.setObjectName("doubts_button")
        self.doubts_button.setFont(theme.font("small"))
        self.doubts_button.setShortcut("Alt+D")
        self.doubts_button.setAccessibleName(self.tr("欠けている記録の一覧"))
        self.doubts_button.setToolTip(self.tr("欠けている記録の一覧 (Alt+D)"))
        self.doubts_button.clicked.connect(self.doubts_asked)
        for each in (self.badge, self.doubts, self.silence, self.doubts_button):
            row.addWidget(each)
            each.hide()
        row.addWidget(self.note, 1)
        row.addWidget(self.method)

    def show_standing(self, figures: Figures) -> None:
        for each, words in ((self.doubts, figures.doubts()), (self.silence, figures.silence())):
            each.setText(words)
            each.setVisible(bool(words))
        self.badge.setVisible(bool(figures.doubts()))
        self.doubts_button.setVisible(figures.has_list)
        self.method.setText(figures.method)

    def say(self, words: str) -> None:
        """What was last done; cut at the end where there is no room, the whole in the tooltip."""
        self.note.setText(words)

    @staticmethod
    def _words(theme: Theme, name: str, token: str) -> QLabel:
        words = label(theme, "", "small", token)
        words.setObjectName(name)
        return words
