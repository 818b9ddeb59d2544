"""The quiet strip under the reader's head: this material was replaced, what changed, where the notes went. Never modal."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from dxmeet.desktop.reader.controls import icon_button, painted_ground
from dxmeet.desktop.review.words import sentence
from dxmeet.desktop.rows import picture, wrapped
from dxmeet.desktop.theme import Theme
from dxmeet.services.reviewing import Summary


class ReplacedStrip(QWidget):
    """Hidden until there is something to say. ``review_requested`` with the material's id."""

    review_requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("replaced_strip")
        painted_ground(self, theme, "shu_tint")
        self._material = ""
        self._words = wrapped(theme, "", "control")
        self._words.setObjectName("replaced_label")
        self.review_button = QPushButton(self.tr("変わったところを見る"))
        self.review_button.setObjectName("review_button")
        self.review_button.setAccessibleName(self.tr("変わったところを見る"))
        self.review_button.setFont(theme.font("control"))
        self.review_button.setMinimumHeight(theme.px(32))
        self.review_button.clicked.connect(lambda: self.review_requested.emit(self._material))
        words = self.tr("お知らせを閉じる")
        self.close_button = icon_button(
            theme, words, "x", words, self.devicePixelRatioF(), name="replaced_close_button"
        )
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(5), theme.px(14), theme.px(5))
        row.setSpacing(theme.px(10))
        row.addWidget(picture(theme, "arrow-left-right", "shu", 18))
        row.addWidget(self._words, 1)
        row.addWidget(self.review_button)
        row.addWidget(self.close_button)
        self.hide()

    @property
    def text(self) -> str:
        return self._words.plain

    def show_summary(self, summary: Summary | None) -> None:
        """None, or one that was looked at already: nothing is said."""
        if summary is None or summary.reviewed:
            self.hide()
            return
        self._material = summary.material
        self._words.say(sentence(summary))
        self.show()
