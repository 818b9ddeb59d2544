"""この端末の資料と書き込みを消す: what is lost by it, and a word that this is meant."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from dxmeet.desktop.backpage import BackPage
from dxmeet.desktop.rows import wrapped
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.unlocking import deeds
from dxmeet.desktop.wording import Counts


class ForgetPage(BackPage):
    """``deed_requested`` carries it; the button is there for whoever has said that they mean it."""

    deed_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "forget_page", self.tr("設定に戻る"), parent)
        self.title.setText(self.tr("この端末の資料と書き込みを消す"))
        self.words.setFont(theme.font("body"))
        self.words.setProperty("tone", "ink")
        self.words.say(
            self.tr(
                "この端末にある資料、書き込み、鍵と控えをすべて消し、使い始める前に戻します。端末を返すときや、人に渡すときに使います。"
                "まだ送っていない記録は、共有フォルダーにつながれば、送ってから消します。"
                "共有フォルダーにある資料は、なくなりません。"
            )
        )
        self.loss = wrapped(theme, "", "body", "shu")
        self.loss.setObjectName("loss_label")
        self.column.addWidget(self.loss)
        self.sure_box = QCheckBox(self.tr("消してよいことを確かめました(&S)"))
        self.sure_box.setObjectName("sure_box")
        self.sure_box.setAccessibleName(self.tr("消してよいことを確かめました"))
        self.sure_box.setToolTip(self.tr("チェックを付けると、消すボタンを押せます"))
        self.sure_box.setFont(theme.font("body"))
        self.column.addWidget(self.sure_box)
        self.forget_button = QPushButton(self.tr("資料と書き込みを消す"))
        self.forget_button.setObjectName("forget_button")
        self.forget_button.setAccessibleName(self.tr("この端末の資料と書き込みを消す"))
        self.forget_button.setFont(theme.font("control"))
        self.forget_button.clicked.connect(lambda: self.deed_requested.emit(deeds.forget()))
        self.column.addWidget(self.forget_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        self.sure_box.toggled.connect(self._offer)
        self._offer(False)

    def show_notes(self, count: int) -> None:
        """How many notes are on this machine: those that were not exported go with it."""
        words = self.tr("この端末の{notes}は、書き出して別に残したもののほか、なくなります。元に戻せません。")
        self.loss.say(words.format(notes=Counts().notes(count)))

    def hideEvent(self, event: QHideEvent) -> None:
        """The word is given anew each time."""
        super().hideEvent(event)
        self.sure_box.setChecked(False)

    def _offer(self, sure: bool) -> None:
        self.forget_button.setEnabled(sure)
        self.forget_button.setToolTip(
            self.tr("すぐに消します") if sure else self.tr("上のことを確かめて、チェックを付けると押せます")
        )
