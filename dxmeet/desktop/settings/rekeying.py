"""鍵を替える: what it does, and the passphrases where the profile has one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from dxmeet.desktop.backpage import BackPage
from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.desktop.rows import label
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.unlocking import deeds
from dxmeet.desktop.unlocking.enrolling import differing
from dxmeet.desktop.wording import keyed

if TYPE_CHECKING:
    from dxmeet.services.unlocking import Guard, Unlocking

_LANE = "unlocking"


class RekeyPage(BackPage):
    """``deed_requested`` carries the change once ``unlocking`` would take what was typed."""

    deed_requested = Signal(object)

    def __init__(self, theme: Theme, runner: JobRunner, unlocking: "Unlocking", parent: QWidget | None = None) -> None:
        super().__init__(theme, "rekey_page", self.tr("設定に戻る"), parent)
        self._runner, self._unlocking = runner, unlocking
        self.title.setText(self.tr("鍵を替える"))
        self.words.say(
            self.tr(
                "この端末の資料と書き込みを守る鍵を、新しくします。鍵やパスフレーズを人に見られたかもしれないときに使います。"
                "資料と書き込みはそのままで、前の鍵で守られていた控えは開けなくなります。"
                "ほかに開いている dxmeet があれば、先に閉じてください。"
            )
        )
        self.present = self._add("present_field", self.tr("今のパスフレーズ(&P)"), self.tr("今のパスフレーズ"), "P")
        self.new = self._add("new_field", self.tr("新しいパスフレーズ(&N)"), self.tr("新しいパスフレーズ"), "N")
        self.again = self._add(
            "again_field", self.tr("新しいパスフレーズをもう一度(&A)"), self.tr("新しいパスフレーズをもう一度"), "A"
        )
        self.rekey_button = QPushButton(self.tr("鍵を替える"))
        self.rekey_button.setObjectName("rekey_button")
        self.rekey_button.setProperty("primary", True)
        self.rekey_button.setAccessibleName(self.tr("鍵を替える"))
        self.rekey_button.setToolTip(self.tr("鍵を替えて、開き直します（Enter）"))
        self.rekey_button.clicked.connect(self._check)
        self.column.addWidget(self.rekey_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        self._guard: Guard | None = None
        self._deed: deeds.Deed | None = None
        self._show_fields()
        job = Job(lambda _progress: unlocking.guard())
        job.done.connect(self._take)
        runner.start(job, _LANE)

    def hideEvent(self, event: QHideEvent) -> None:
        """What was typed does not wait for the next who comes here."""
        super().hideEvent(event)
        for each in (self.present, self.new, self.again):
            each.field.clear()

    def _take(self, guard: "Guard") -> None:
        self._guard = guard
        if guard.asked:
            self.new.field.setPlaceholderText(self.tr("替えないときは、空のまま"))
        self._show_fields()

    def _show_fields(self) -> None:
        guard = self._guard
        self.present.setVisible(guard is not None and guard.asked)
        for each in (self.new, self.again):
            each.setVisible(guard is not None and guard.passphrase)
        self.rekey_button.setEnabled(guard is not None)

    def _check(self) -> None:
        """Nobody is shown out for a passphrase that is not the right one."""
        error = differing(self.new.field.text(), self.again.field.text())
        if error is not None:
            self._runner.trouble.emit(error)
            return
        present, new = self.present.field.text() or None, self.new.field.text() or None
        self.rekey_button.setEnabled(False)
        self._deed = deeds.rekey(present, new)
        job = Job(lambda _progress: self._unlocking.check_change(present, new))
        job.done.connect(self._go)
        job.failed.connect(self._refuse)
        self._runner.start(job, _LANE)

    def _go(self) -> None:
        if self._deed is not None:
            self.deed_requested.emit(self._deed)

    def _refuse(self) -> None:
        self.rekey_button.setEnabled(True)
        field = (self.new if self.present.isHidden() else self.present).field
        field.setFocus()
        field.selectAll()

    def _add(self, name: str, labelled: str, words: str, key: str) -> "Passphrase":
        made = Passphrase(self._theme, name, labelled, words, key)
        made.field.returnPressed.connect(self._press)
        self.column.addWidget(made)
        return made

    def _press(self) -> None:
        """Enter in a field is the button."""
        self.rekey_button.click()


class Passphrase(QWidget):
    """A field that shows nothing of what is typed; above it ``labelled``: the words with their key."""

    def __init__(self, theme: Theme, name: str, labelled: str, words: str, key: str) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setObjectName(name)
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(words)
        self.field.setToolTip(keyed(words, f"Alt+{key}"))
        self.field.setMaximumWidth(theme.px(420))
        above = label(theme, labelled)
        above.setBuddy(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(above)
        column.addWidget(self.field)
