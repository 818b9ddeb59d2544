"""The question before an order: what will happen, in plain words, and two buttons. In the page, never modal."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dxmeet.desktop.rows import rule, wrapped
from dxmeet.desktop.theme import Theme
from dxmeet.domain.orders import OrderKind
from dxmeet.domain.packet import TerminalId


class OrderQuestion(QWidget):
    """Hidden until ``ask``. The keys are at やめる first: Enter alone orders nothing."""

    confirmed = Signal(str, object)
    declined = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._asked: tuple[TerminalId, OrderKind] | None = None
        self.setObjectName("order_question")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(rule(ink=True))
        self.words = wrapped(theme, "")
        self.words.setObjectName("question_label")
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.confirm_button = self._button(theme, "confirm_button")
        self.confirm_button.clicked.connect(self._confirm)
        self.decline_button = self._button(theme, "decline_button", self.tr("やめる"))
        self.decline_button.setToolTip(self.tr("指示を出さずに戻る (Esc)"))
        self.decline_button.clicked.connect(self.declined)
        row.addWidget(self.confirm_button)
        row.addWidget(self.decline_button)
        row.addStretch(1)
        column.addLayout(row)
        self.hide()

    def ask(self, terminal: TerminalId, kind: OrderKind, question: str) -> None:
        self._asked = terminal, kind
        act = {
            OrderKind.LOCK: self.tr("閉じる指示を出す"),
            OrderKind.OPEN: self.tr("閉じる指示を解く"),
            OrderKind.FORGET: self.tr("消す指示を出す"),
        }[kind]
        self.words.say(question)
        self.confirm_button.setText(act)
        self.confirm_button.setAccessibleName(act)
        self.confirm_button.setAccessibleDescription(question)
        self.confirm_button.setToolTip(act)
        self.show()
        self.decline_button.setFocus()

    def _confirm(self) -> None:
        asked, self._asked = self._asked, None
        if asked is not None:
            self.confirmed.emit(*asked)

    @staticmethod
    def _button(theme: Theme, name: str, said: str = "") -> QPushButton:
        button = QPushButton(said)
        button.setObjectName(name)
        button.setAccessibleName(said)
        button.setFont(theme.font("control"))
        return button
