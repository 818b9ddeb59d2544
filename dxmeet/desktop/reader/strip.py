"""A strip under the head: what happened, what is safe, what to do, and one button. Never modal."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dxmeet.desktop.reader.controls import painted_ground
from dxmeet.desktop.theme import Theme


class UnsavedStrip(QWidget):
    """Shown while the database refuses notes; they stay on the page meanwhile."""

    again_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("unsaved_strip")
        painted_ground(self, theme, "shu_tint")
        icon = QLabel()
        icon.setPixmap(theme.icons.pixmap("circle-alert", theme.px(18), "shu", self.devicePixelRatioF()))
        self._happened = QLabel()
        self._happened.setFont(theme.font("control", bold=True))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._happened)
        for sentence in (
            self.tr("書いたものは画面に残っています。保存できるまで dxmeet を閉じないでください。"),
            self.tr("ディスクの空きを確かめて、もう一度保存してください。"),
        ):
            line = QLabel(sentence)
            line.setFont(theme.font("small"))
            line.setWordWrap(True)
            words.addWidget(line)
        self.again_button = QPushButton(self.tr("もう一度保存する"))
        self.again_button.setObjectName("save_again_button")
        self.again_button.setFont(theme.font("control"))
        self.again_button.setMinimumHeight(theme.px(32))
        self.again_button.clicked.connect(self.again_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(6), theme.px(14), theme.px(6))
        row.setSpacing(theme.px(12))
        row.addWidget(icon)
        row.addLayout(words, 1)
        row.addWidget(self.again_button)
        self.hide()

    @property
    def text(self) -> str:
        return self._happened.text()

    def show_unsaved(self, count: int) -> None:
        """``count`` steps the database refused; none hides the strip."""
        self._happened.setText(self.tr("書き込み {n}件 を保存できませんでした").format(n=count))
        self.setVisible(count > 0)
