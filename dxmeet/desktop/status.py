"""The line at the foot: the state of the shared folder in words, who reads here, and the text size."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from dxmeet.desktop.rows import beside_icon, label
from dxmeet.desktop.theme import Theme

_MOODS = {
    "fine": ("circle-check", "matsu"),
    "waiting": ("hard-drive-download", "kogane"),
    "looking": ("refresh-cw", "ink2"),
    "short": ("circle-alert", "kogane"),
    "lost": ("cloud-off", "shu"),
}


class StatusLine(QWidget):
    """The state can be pressed: it leads to the machine's contents."""

    contents_requested = Signal()

    def __init__(self, theme: Theme, who: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = ""
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("状態"))
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(16), 0, theme.px(24), 0)
        line.setSpacing(theme.px(20))
        self.state_button = QPushButton()
        self.state_button.setObjectName("state_button")
        self.state_button.setProperty("flat_link", True)
        self.state_button.setFont(theme.font("small"))
        self.state_button.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.state_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.state_button.setMinimumWidth(theme.px(120))
        self.state_button.clicked.connect(self.contents_requested)
        line.addWidget(self.state_button)
        line.addStretch()
        self._yielding = (
            label(theme, self.tr("文字 {n}%").format(n=theme.percent), "small", "ink2"),
            label(theme, who, "small", "ink2"),
        )
        for each in reversed(self._yielding):
            line.addWidget(each)
        self.show_state("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.state_button.minimumWidth(), super().minimumSizeHint().height())

    def _fold(self) -> None:
        """The text size gives way to the state, then the name; only then is it cut, at its end."""
        gap = self._theme.px(20)
        self.state_button.setText(beside_icon(self._words))
        room = self.width() - self._theme.px(40) - gap - self.state_button.sizeHint().width()
        if room < 0:
            metrics = self.state_button.fontMetrics()
            width = metrics.horizontalAdvance(self._words) + room
            cut = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, width)
            self.state_button.setText(beside_icon(cut))
        for each in reversed(self._yielding):
            room -= each.sizeHint().width() + gap
            each.setVisible(room >= 0)

    def show_state(self, words: str, mood: str = "fine") -> None:
        """``mood`` (fine, waiting, looking, short, lost) chooses the icon; the words carry the meaning."""
        icon, token = _MOODS[mood]
        self._words = words
        self.state_button.setAccessibleName(words or self.tr("端末の中身"))
        self.state_button.setToolTip(self.tr("{words}\n押すと端末の中身を見ます（Ctrl+Shift+D）").format(words=words))
        self.state_button.setIcon(self._theme.icons.icon(icon, token))
        self.state_button.setVisible(bool(words))
        self.state_button.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._fold()
