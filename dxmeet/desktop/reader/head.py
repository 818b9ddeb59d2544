"""The reader's head: back to ホーム, which meeting and material this is, the full screen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from dxmeet.desktop.reader.controls import TitleLabel, bar_button, bar_style, keyed, painted_ground, upright_rule
from dxmeet.desktop.theme import Theme


class ReaderHead(QWidget):
    """46 pixels at the top; the titles are cut before the buttons."""

    home_requested = Signal()
    full_screen_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("reader_head")
        self.setFixedHeight(theme.px(46))
        self.setStyleSheet(bar_style(theme))
        painted_ground(self, theme, "surface")
        ratio = self.devicePixelRatioF()
        self.home_button = bar_button(
            theme,
            self.tr("ホーム"),
            "arrow-left",
            keyed(self.tr("ホームに戻る"), "Alt+Left"),
            ratio,
            name="home_button",
        )
        self.home_button.clicked.connect(self.home_requested)
        self._rule = upright_rule(theme)
        self._packet = TitleLabel(theme, "body", bold=False)
        self._between = QLabel("›")
        self._between.setFont(theme.font("body"))
        self._material = TitleLabel(theme, "body", bold=True)
        self._material.setObjectName("material_label")
        self.full_screen_button = bar_button(
            theme,
            self.tr("全画面"),
            "maximize",
            keyed(self.tr("ページだけにする"), "F11"),
            ratio,
            name="full_screen_button",
        )
        self.full_screen_button.clicked.connect(self.full_screen_requested)
        self._lay_out(theme)

    def _lay_out(self, theme: Theme) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), 0, theme.px(14), 0)
        row.setSpacing(theme.px(12))
        row.addWidget(self.home_button)
        row.addWidget(self._rule)
        row.addWidget(self._packet)
        row.addWidget(self._between)
        row.addWidget(self._material)
        row.addStretch(1)
        self.mark_row = QHBoxLayout()
        row.addLayout(self.mark_row)
        row.addWidget(self.full_screen_button)

    def show_titles(self, packet: str, material: str) -> None:
        """``packet`` is empty for a file opened from disk."""
        self._packet.setText(packet)
        self._material.setText(material)
        self._packet.setVisible(bool(packet))
        self._between.setVisible(bool(packet))
        self._packet.updateGeometry()
        self._material.updateGeometry()
