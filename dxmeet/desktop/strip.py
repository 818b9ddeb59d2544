"""The strip under the head that tells of trouble: what happened, what is safe, what to do, and one button. Never modal."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QWidget

from dxmeet.desktop.rows import Sentences, picture, wrapped
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.wording import language
from dxmeet.errors import DxmeetError
from dxmeet.messages import sentence

_TITLED = 520  # logical pixels at a text size of 100 %


class TroubleStrip(QFrame):
    """Hidden until ``show_error``; its button closes it. ``closed`` tells that the person has read it."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAccessibleName(self.tr("お知らせ"))
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.px(24), theme.px(8), theme.px(24), theme.px(8))
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(4))
        grid.addWidget(picture(theme, "triangle-alert", "shu", 18), 0, 0, Qt.AlignmentFlag.AlignTop)
        self._theme = theme
        self._lines: list[Sentences] = []
        self._titles: list[QLabel] = []
        for row, head in enumerate((self.tr("起きたこと"), self.tr("無事なもの"), self.tr("すること"))):
            title = QLabel(head)
            title.setFont(theme.font("body", bold=True))
            line = wrapped(theme, "")
            line.setObjectName(("what_label", "safe_label", "next_label")[row])
            grid.addWidget(title, row, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(line, row, 2)
            self._titles.append(title)
            self._lines.append(line)
        grid.setColumnStretch(2, 1)
        self.close_button = QPushButton(self.tr("閉じる"))
        self.close_button.setObjectName("close_button")
        self.close_button.setAccessibleName(self.tr("お知らせを閉じる"))
        self.close_button.setToolTip(self.tr("お知らせを閉じる"))
        self.close_button.setFont(theme.font("control"))
        self.close_button.clicked.connect(self._close)
        grid.addWidget(self.close_button, 0, 3, 3, 1, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_error(self, error: DxmeetError) -> None:
        """The error's three sentences, in the window's language."""
        message = sentence(error, language())
        for line, text in zip(self._lines, (message.what, message.safe, message.next), strict=True):
            line.say(text)
        self.setAccessibleDescription(" ".join((message.what, message.safe, message.next)))
        self.show()
        QTimer.singleShot(0, self, self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, three sentences in this order say as much without their titles."""
        super().resizeEvent(event)
        for title in self._titles:
            title.setVisible(event.size().width() >= self._theme.px(_TITLED))
        QTimer.singleShot(0, self, self._fit)

    def minimumSizeHint(self) -> QSize:
        """Trouble never makes the window higher than its display."""
        return QSize(0, self._theme.px(64))

    def _fit(self) -> None:
        """Each sentence as high as it is at its width: Qt guesses without it, and cuts them where the window is low."""
        for line in self._lines:
            line.setMinimumHeight(max(0, line.heightForWidth(line.width())))

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
