"""Asks for the password of one PDF, in the window; kept in the encrypted database only if the reader wants that."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dxmeet.desktop.keys import WindowKey
from dxmeet.desktop.rows import label, wrapped
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.wording import keyed


class PasswordPrompt(QWidget):
    """A page with one field. ``given`` carries the password and whether to keep it, ``declined`` goes back.

    ``keepable`` is False for a file from disk: then there is nowhere to keep it.
    """

    given = Signal(str, bool)
    declined = Signal()

    def __init__(
        self, theme: Theme, name: str, *, wrong: bool, keepable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("PDF のパスワード"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(36), theme.px(24), theme.px(24))
        column.setSpacing(theme.px(12))
        column.addWidget(label(theme, self.tr("パスワードが必要です"), "title"))
        column.addWidget(wrapped(theme, self.tr("「{name}」はパスワード付きの PDF です。").format(name=name)))
        if wrong:
            words = self.tr("パスワードが違いました。ファイルはそのままです。もう一度入れてください。")
            column.addWidget(wrapped(theme, words, "body", "shu"))
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        self.password_field = QLineEdit()
        self.password_field.setObjectName("password_field")
        self.password_field.setEchoMode(QLineEdit.EchoMode.Password)
        self.password_field.setAccessibleName(self.tr("PDF のパスワード"))
        self.password_field.setToolTip(self.tr("この PDF のパスワード"))
        self.password_field.setMaximumWidth(theme.px(320))
        self.password_field.returnPressed.connect(self._give)
        line.addWidget(self.password_field, 1)
        self.open_button = self._button(theme, "open_button", self.tr("開く"), "Enter")
        self.open_button.setProperty("primary", True)
        self.open_button.clicked.connect(self._give)
        line.addWidget(self.open_button)
        self.decline_button = self._button(theme, "decline_button", self.tr("やめる"), "Esc")
        line.addWidget(self.decline_button)
        line.addStretch(1)
        column.addLayout(line)
        self.keep_box = self._keep_box(theme)
        self.keep_box.setVisible(keepable)
        column.addWidget(self.keep_box)
        column.addStretch(1)
        self.setFocusProxy(self.password_field)
        self._offer_way_back()

    def _offer_way_back(self) -> None:
        self.decline_button.clicked.connect(self.declined)
        for key in (Qt.Key.Key_Escape, WindowKey.BACK.value):
            QShortcut(QKeySequence(key), self).activated.connect(self.declined)

    def _keep_box(self, theme: Theme) -> QCheckBox:
        box = QCheckBox(self.tr("この端末に残し、次からは聞かない（暗号化して保存します）"))
        box.setObjectName("keep_box")
        box.setAccessibleName(box.text())
        box.setToolTip(self.tr("パスワードを暗号化して端末に残す"))
        box.setFont(theme.font("control"))
        return box

    def _give(self) -> None:
        if self.password_field.text():
            self.given.emit(self.password_field.text(), self.keep_box.isChecked())
            self.password_field.clear()

    def _button(self, theme: Theme, name: str, words: str, key: str) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAccessibleName(words)
        button.setToolTip(keyed(words, key))
        button.setFont(theme.font("control"))
        return button
