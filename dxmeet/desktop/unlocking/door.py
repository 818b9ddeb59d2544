"""The way in as a page of the window: the first set-up, the passphrase, or the deliberate act after a lock."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dxmeet.desktop.forms.setup import Ui_SetupForm
from dxmeet.desktop.forms.unlock import Ui_UnlockForm
from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.desktop.rows import label, wrapped
from dxmeet.desktop.strip import TroubleStrip
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.unlocking.enrolling import Answers, complaint
from dxmeet.errors import DxmeetError, KeyLost, KeyringUnavailable, ProfileDamaged
from dxmeet.progress import Progress

if TYPE_CHECKING:
    from dxmeet.services.unlocking import Unlocking


class DoorScreen(QScrollArea):
    """Asks ``unlocking`` what stands in the way and shows that; ``entered`` carries the Unlocked."""

    entered = Signal(object)

    def __init__(self, theme: Theme, runner: JobRunner, unlocking: "Unlocking", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._runner = runner
        self._unlocking = unlocking
        self._passphrase = ""
        self.setObjectName("surface")
        self.setAccessibleName(self.tr("使い始める"))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._make_page()

    def ask(self, why: DxmeetError | None = None) -> None:
        """Find out what is needed; an open door leads straight in. ``why`` somebody was shown out stays to be read."""
        self._run(lambda _progress: self._unlocking.door().value, self._show_door)
        if why is not None:
            self.strip.show_error(why)

    def _make_page(self) -> None:
        theme = self._theme
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        self.strip = TroubleStrip(theme)
        outer.addWidget(self.strip)
        middle = QWidget()
        middle.setMaximumWidth(theme.px(640))
        self._column = QVBoxLayout(middle)
        self._column.setContentsMargins(theme.px(24), theme.px(24), theme.px(24), theme.px(24))
        self._column.setSpacing(theme.px(12))
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setAccessibleName(self.tr("確認しています"))
        self._busy_words = label(theme, self.tr("確認しています"), "body", "ink2")
        self._column.addWidget(self._busy_words)
        self._column.addWidget(self._busy)
        self._form: QWidget | None = None
        centred = QHBoxLayout()  # not an alignment: that would give wrapped text the height of one line
        centred.addStretch(1)
        centred.addWidget(middle, 100)
        centred.addStretch(1)
        outer.addLayout(centred)
        outer.addStretch(1)
        middle.setMinimumWidth(theme.px(480))
        self.setWidget(page)

    def _show_door(self, door: str) -> None:
        match door:
            case "setup":
                required = self._unlocking.passphrase_required()
                self._show_setup(required=required)
            case "passphrase":
                self._show_unlock()
            case "locked":
                self._show_locked()
            case _:
                self._run(lambda _progress: self._unlocking.unlock(), self.entered.emit)

    def _show_setup(self, *, required: bool) -> None:
        head = self.tr("この端末で使い始める")
        text = self.tr("共有フォルダーの会議資料と配布資料を、この端末で読めるようにします。")
        if required:
            text += self.tr("この端末には鍵をしまう場所がないため、パスフレーズで資料を守ります。忘れると開けません。")
        frame = self._start_form(head, text)
        form = self.setup_form = Ui_SetupForm()
        form.setupUi(frame)
        form.form_layout.setContentsMargins(0, 0, 0, 0)
        for field in (form.passphrase_label, form.passphrase_field, form.again_label, form.again_field):
            field.setVisible(required)
        form.choose_button.clicked.connect(self._choose_folder)
        form.setup_button.clicked.connect(self._set_up)
        for field in (form.share_field, form.reader_field, form.department_field, form.again_field):
            field.returnPressed.connect(self._set_up)
        self._put_form(frame, form.share_field)

    def _show_unlock(self) -> None:
        frame = self._start_form(self.tr("端末の資料を開く"), self.tr("この端末の資料はパスフレーズで守られています。"))
        form = self.unlock_form = Ui_UnlockForm()
        form.setupUi(frame)
        form.form_layout.setContentsMargins(0, 0, 0, 0)
        form.unlock_button.clicked.connect(self._unlock)
        form.passphrase_field.returnPressed.connect(self._unlock)
        self._put_form(frame, form.passphrase_field)

    def _show_locked(self) -> None:
        frame = self._start_form(
            self.tr("資料は閉じてあります"),
            self.tr("この端末の資料は閉じられています。資料と書き込みは端末に残っています。"),
        )
        button = QPushButton(self.tr("ここで開く"))
        button.setObjectName("reopen_button")
        button.setAccessibleName(self.tr("閉じた資料をここで開く"))
        button.setToolTip(self.tr("閉じた資料をここで開く（Enter）"))
        button.clicked.connect(self._reopen)
        self._put_deed(frame, button)

    def _show_damaged(self) -> None:
        """The records cannot be read: the way back is one button away, and stays when it led nowhere."""
        if self._form is not None and self._form.findChild(QPushButton, "recover_button") is not None:
            return
        frame = self._start_form(
            self.tr("記録を控えから元に戻す"),
            self.tr(
                "書き込みの控えを使います。控えのあとに書いたものも、読めるかぎり戻します。壊れた記録は消さずに残します。"
            ),
        )
        button = QPushButton(self.tr("控えから元に戻す"))
        button.setObjectName("recover_button")
        button.setAccessibleName(self.tr("記録を控えから元に戻す"))
        button.setToolTip(self.tr("記録を控えから元に戻す（Enter）"))
        button.clicked.connect(self._recover)
        self._put_deed(frame, button)

    def _start_form(self, head: str, text: str) -> QWidget:
        """Head and text above a new frame, in place of what stood there."""
        if self._form is not None:
            self._column.removeWidget(self._form)
            self._form.deleteLater()
            if hasattr(self, "unlock_form"):
                del self.unlock_form  # its fields go with it
        self._form = QWidget()
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(12))
        column.addWidget(label(self._theme, head, "title"))
        column.addWidget(wrapped(self._theme, text, "body", "ink2"))
        return QWidget()

    def _put_deed(self, frame: QWidget, button: QPushButton) -> None:
        """The one thing to do here."""
        button.setProperty("primary", True)
        QVBoxLayout(frame).addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._put_form(frame, button)

    def _put_form(self, frame: QWidget, first: QWidget) -> None:
        if self._form is not None:
            layout = self._form.layout()
            if layout is not None:
                layout.addWidget(frame)
            self._column.addWidget(self._form)
        first.setFocus()

    def _choose_folder(self) -> None:
        """The system's own chooser, in its own window; the answer comes by signal."""
        chooser = QFileDialog(self, self.tr("共有フォルダーを選ぶ"), self.setup_form.share_field.text())
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.fileSelected.connect(self.setup_form.share_field.setText)
        chooser.open()

    def _set_up(self) -> None:
        form = self.setup_form
        answers = Answers(
            form.share_field.text().strip(),
            form.reader_field.text(),
            form.department_field.text(),
            None if form.passphrase_field.isHidden() else form.passphrase_field.text(),
            form.again_field.text(),
        )
        error = complaint(answers)
        if error is not None:
            self.strip.show_error(error)
            return
        from dxmeet.services.unlocking import Enrolment

        wanted = Enrolment(Path(answers.share), answers.reader, answers.department, answers.passphrase)
        self._run(lambda _progress: self._unlocking.setup(wanted)[0], self.entered.emit)

    def _unlock(self) -> None:
        passphrase = self._passphrase = self.unlock_form.passphrase_field.text()
        if passphrase:
            self._run(lambda _progress: self._unlocking.unlock(passphrase), self.entered.emit)

    def _recover(self) -> None:
        passphrase = self._passphrase or None
        self._run(lambda _progress: self._unlocking.recover(passphrase), self.entered.emit)

    def _reopen(self) -> None:
        self._run(lambda _progress: self._unlocking.unlock(deliberate=True), self.entered.emit)

    def _run(self, call: Callable[[Progress], Any], done: Callable[[Any], object]) -> None:
        self.strip.hide()
        self._show_busy(True)
        job = Job(call, quiet=True)
        job.done.connect(done)
        job.failed.connect(self._fail)
        job.finished.connect(lambda: self._show_busy(False))
        self._runner.start(job, "unlocking")

    def _show_busy(self, busy: bool) -> None:
        self._busy.setVisible(busy)
        self._busy_words.setVisible(busy)
        if self._form is not None:
            self._form.setEnabled(not busy)
            if not busy and self._form.isVisibleTo(self) and hasattr(self, "unlock_form"):
                self.unlock_form.passphrase_field.setFocus()

    def _fail(self, error: DxmeetError) -> None:
        self.strip.show_error(error)
        if isinstance(error, KeyLost | KeyringUnavailable) and hasattr(self, "setup_form"):
            self._show_setup(required=True)
        elif error.code == "passphrase-needed":
            self._show_unlock()
        elif isinstance(error, ProfileDamaged):
            self._show_damaged()
        if hasattr(self, "unlock_form"):
            self.unlock_form.passphrase_field.selectAll()
