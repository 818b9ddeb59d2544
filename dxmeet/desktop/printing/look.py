"""A look at the printed faces, one after the other, at the side of the print window."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from dxmeet.desktop.printing.controls import FacePicture
from dxmeet.desktop.reader.controls import bar_style, icon_button, painted_ground
from dxmeet.desktop.rows import label
from dxmeet.desktop.theme import Theme


class LookPane(QWidget):
    """``number`` is the face that is looked at, from 0."""

    turned = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("look_pane")
        painted_ground(self, theme, "canvas")
        self.setFixedWidth(theme.px(262))
        self.setStyleSheet(bar_style(theme))
        self.number, self._faces = 0, 1
        self.picture = FacePicture(theme)
        ratio = self.devicePixelRatioF()
        self._back = icon_button(theme, self.tr("前の面"), "chevron-left", self.tr("前の面"), ratio, name="look_back")
        self._on = icon_button(theme, self.tr("次の面"), "chevron-right", self.tr("次の面"), ratio, name="look_on")
        self._back.clicked.connect(lambda: self._turn(-1))
        self._on.clicked.connect(lambda: self._turn(1))
        self._place = label(theme, "", "control")
        self._place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._place.setObjectName("look_label")
        bar = QWidget()
        painted_ground(bar, theme, "window")
        row = QHBoxLayout(bar)
        row.setContentsMargins(theme.px(8), theme.px(4), theme.px(8), theme.px(4))
        row.addWidget(self._back)
        row.addWidget(self._place, 1)
        row.addWidget(self._on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        frame = QVBoxLayout()
        frame.setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16))
        frame.addWidget(self.picture)
        column.addLayout(frame, 1)
        column.addWidget(bar)

    def show_picture(self, image: QImage | None, faces: int) -> None:
        self._faces = max(1, faces)
        self.number = min(self.number, self._faces - 1)
        self.picture.show_picture(image)
        words = self.tr("{n} / {faces} 面", "which printed side of how many")
        self._place.setText(words.format(n=self.number + 1, faces=self._faces))
        self._enable(self._back, self.number > 0)
        self._enable(self._on, self.number < self._faces - 1)

    def _turn(self, by: int) -> None:
        self.number = min(max(0, self.number + by), self._faces - 1)
        self.turned.emit()

    @staticmethod
    def _enable(button: QToolButton, wanted: bool) -> None:
        button.setEnabled(wanted)
