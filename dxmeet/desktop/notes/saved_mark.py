"""Whether what was written is in the database: said in words, and only after the commit."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from dxmeet.desktop.notes.notebook import Saved
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.wording import clock_time


class SavedMark(QWidget):
    """保存しました only after the commit; 書いています while words are being typed, 保存しています until they are committed;
    保存できていません when the database refused."""

    def __init__(self, theme: Theme, ratio: float) -> None:
        super().__init__()
        self.setObjectName("saved_mark")
        self._theme = theme
        self._ratio = ratio
        self._icon, self._label = QLabel(), QLabel()
        self._label.setFont(theme.font("control"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self._icon)
        row.addWidget(self._label)

    @property
    def widest(self) -> int:
        """Logical pixels of its longest words."""
        words = (
            self.tr("保存しました {time}").format(time="00:00"),
            self.tr("保存できていません"),
            self.tr("保存しています"),
            self.tr("書いています"),
        )
        return max(self._label.fontMetrics().horizontalAdvance(each) for each in words) + self._theme.px(24)

    @property
    def text(self) -> str:
        return self._label.text()

    def show_state(self, state: Saved, at: datetime | None) -> None:
        clock = clock_time(at) if at else ""
        text, icon, token = {
            Saved.NOTHING: ("", "", "ink2"),
            Saved.WRITING: (self.tr("書いています"), "pen-line", "ink2"),
            Saved.SAVING: (self.tr("保存しています"), "pen-line", "ink2"),
            Saved.SAVED: (self.tr("保存しました {time}").format(time=clock), "circle-check", "matsu"),
            Saved.UNSAVED: (self.tr("保存できていません"), "circle-alert", "shu"),
        }[state]
        self._label.setText(text)
        palette = self._label.palette()
        palette.setColor(self._label.foregroundRole(), self._theme.color(token))
        self._label.setPalette(palette)
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.setPixmap(self._theme.icons.pixmap(icon, self._theme.px(16), token, self._ratio))
        self.setAccessibleName(text)
