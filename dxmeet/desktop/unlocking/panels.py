"""What the door shows, one at a time: a head, a text, and fields or buttons. They say what was answered; the door decides."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dxmeet.desktop.forms.setup import Ui_SetupForm
from dxmeet.desktop.forms.unlock import Ui_UnlockForm
from dxmeet.desktop.rows import label, wrapped
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.unlocking.enrolling import Answers


class Panel(QWidget):
    """Head and text above ``frame``, which a kind of panel fills; ``first`` is where the keyboard starts."""

    def __init__(self, theme: Theme, head: str, text: str) -> None:
        super().__init__()
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(label(theme, head, "title"))
        column.addWidget(wrapped(theme, text, "body", "ink2"))
        self.frame = QWidget()
        column.addWidget(self.frame)
        self.first: QWidget = self.frame

    def add_below(self, name: str, text: str, spoken: str) -> QPushButton:
        """A button under the frame."""
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAccessibleName(spoken)
        self._column.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        return button


class SetupPanel(Panel):
    """The set-up's fields; ``answered`` carries the Answers, ``declined`` that it is not wanted after all."""

    answered = Signal(object)
    declined = Signal()

    def __init__(self, theme: Theme, head: str, text: str, *, passphrase: bool) -> None:
        super().__init__(theme, head, text)
        form = self._form = Ui_SetupForm()
        form.setupUi(self.frame)
        form.form_layout.setContentsMargins(0, 0, 0, 0)
        self.ask_passphrase(passphrase)
        form.choose_button.clicked.connect(self._choose_folder)
        form.setup_button.clicked.connect(self._answer)
        for field in (form.share_field, form.reader_field, form.department_field, form.again_field):
            field.returnPressed.connect(self._answer)
        self.first = form.share_field

    def ask_passphrase(self, wanted: bool) -> None:
        """What was typed into the other fields stays."""
        form = self._form
        for field in (form.passphrase_label, form.passphrase_field, form.again_label, form.again_field):
            field.setVisible(wanted)

    def offer_back(self) -> None:
        """Nothing has been done yet, and a passphrase may come back to mind."""
        back = self.add_below("back_button", self.tr("戻る"), self.tr("登録し直さずに戻る"))
        back.setToolTip(self.tr("登録し直さずに戻る (Esc)"))
        back.clicked.connect(self.declined)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.declined)

    def _choose_folder(self) -> None:
        """The system's own chooser, in its own window; the answer comes by signal."""
        chooser = QFileDialog(self, self.tr("共有フォルダーを選ぶ"), self._form.share_field.text())
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.fileSelected.connect(self._form.share_field.setText)
        chooser.open()

    def _answer(self) -> None:
        form = self._form
        passphrase = None if form.passphrase_field.isHidden() else form.passphrase_field.text()
        share, again = form.share_field.text().strip(), form.again_field.text()
        self.answered.emit(Answers(share, form.reader_field.text(), form.department_field.text(), passphrase, again))


class UnlockPanel(Panel):
    """One field; ``answered`` carries the passphrase that was typed, ``forgotten`` that there is none to type."""

    answered = Signal(str)
    forgotten = Signal()

    def __init__(self, theme: Theme, head: str, text: str) -> None:
        super().__init__(theme, head, text)
        form = self._form = Ui_UnlockForm()
        form.setupUi(self.frame)
        form.form_layout.setContentsMargins(0, 0, 0, 0)
        form.unlock_button.clicked.connect(self._answer)
        form.passphrase_field.returnPressed.connect(self._answer)
        form.forgotten_button.clicked.connect(self.forgotten)
        self.first = form.passphrase_field

    def offer_again(self) -> None:
        """It was the wrong one: typing starts anew."""
        self._form.passphrase_field.selectAll()

    def _answer(self) -> None:
        if self._form.passphrase_field.text():
            self.answered.emit(self._form.passphrase_field.text())


class DeedPanel(Panel):
    """One thing to do, or two, the better first; each button has its own signal."""

    def __init__(self, theme: Theme, head: str, text: str) -> None:
        super().__init__(theme, head, text)
        self._row = QHBoxLayout(self.frame)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(12))
        self._row.addStretch(1)

    def add_deed(self, name: str, text: str, spoken: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAccessibleName(spoken)
        button.setToolTip(self.tr("{0}（Enter）").format(spoken))
        if self._row.count() == 1:
            button.setProperty("primary", True)
            self.first = button
        self._row.insertWidget(self._row.count() - 1, button)
        return button
