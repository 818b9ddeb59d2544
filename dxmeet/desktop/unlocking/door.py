"""The way in as a page of the window: set-up, the passphrase, the deliberate act after a lock, and the ways back.

What is lost or damaged ends in a form that leads on: no person has to know a command for it.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.desktop.rows import label
from dxmeet.desktop.strip import TroubleStrip
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.unlocking.deeds import Deed
from dxmeet.desktop.unlocking.enrolling import Answers, complaint
from dxmeet.desktop.unlocking.panels import DeedPanel, Panel, SetupPanel, UnlockPanel
from dxmeet.errors import (
    DxmeetError,
    KeyLost,
    KeyringUnavailable,
    PassphraseNeeded,
    ProfileDamaged,
    ProfileExists,
)
from dxmeet.progress import Progress

if TYPE_CHECKING:
    from dxmeet.services.unlocking import Enrolment, Unlocked, Unlocking


class DoorScreen(QScrollArea):
    """Asks ``unlocking`` what stands in the way and shows that; ``entered`` carries the Unlocked."""

    entered = Signal(object)

    def __init__(self, theme: Theme, runner: JobRunner, unlocking: "Unlocking", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._runner = runner
        self._unlocking = unlocking
        self._passphrase = ""
        self._panel: Panel | None = None
        self.setObjectName("surface")
        self.setAccessibleName(self.tr("使い始める"))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._make_page()

    def ask(self, why: DxmeetError | None = None, first: Callable[[], None] | None = None) -> None:
        """Find out what is needed; an open door leads straight in. ``why`` somebody was shown out stays to be read.

        ``first`` shuts what is still open behind whoever came out.
        """

        def look() -> str:
            if first is not None:
                first()
            return self._unlocking.door().value

        self._busy_words.setText(self.tr("確認しています"))
        self._run(lambda _progress: look(), self._show_door)
        if why is not None:
            self.strip.show_error(why)

    def carry_out(self, deed: Deed, first: Callable[[], None]) -> None:
        """Do it to the profile that ``first`` shuts, say so, and ask what is needed then. One that failed is told, too."""

        def act() -> "Unlocked | None":
            first()
            return deed.act(self._unlocking)

        self._busy_words.setText(deed.busy)
        self._run(lambda _progress: act(), partial(self._tell_done, deed), self._tell_undone)

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
        centred = QHBoxLayout()  # not an alignment: that would give wrapped text the height of one line
        centred.addStretch(1)
        centred.addWidget(middle, 100)
        centred.addStretch(1)
        outer.addLayout(centred)
        outer.addStretch(1)
        middle.setMinimumWidth(theme.px(320))
        self.setWidget(page)

    def _tell_done(self, deed: Deed, found: "Unlocked | None") -> None:
        if not deed.head:
            self.ask()
            return
        panel = DeedPanel(self._theme, deed.head, deed.text)
        button = panel.add_deed("go_on_button", self.tr("続ける"), self.tr("続ける"))
        button.clicked.connect(partial(self._go_on, found))
        self._show(panel)

    def _tell_undone(self, error: DxmeetError) -> None:
        self.strip.show_error(error)
        text = self.tr("上のことをお読みください。続けると、この端末の資料を開きます。")
        panel = DeedPanel(self._theme, self.tr("できませんでした"), text)
        button = panel.add_deed("go_on_button", self.tr("続ける"), self.tr("続ける"))
        button.clicked.connect(partial(self._go_on, None))
        self._show(panel)

    def _go_on(self, found: "Unlocked | None") -> None:
        if found is not None:
            self.entered.emit(found)
        else:
            self.ask()

    def _show_door(self, door: str) -> None:
        match door:
            case "setup":
                self._begin_setup()
            case "passphrase":
                self._show_unlock()
            case "locked":
                self._show_locked()
            case _:
                self._run(lambda _progress: self._unlocking.unlock(), self.entered.emit)

    def _begin_setup(self, *, again: bool = False) -> None:
        """The keyring is asked in the background: it may keep somebody waiting."""
        self._run(
            lambda _progress: self._unlocking.passphrase_required(),
            lambda required: self._show_setup(required=required, again=again),
        )

    def _begin_again(self) -> None:
        self._begin_setup(again=True)

    def _show_setup(self, *, required: bool, again: bool = False) -> None:
        head = self.tr("この端末で使い始める")
        text = self.tr("共有フォルダーの会議資料と配布資料を、この端末で読めるようにします。")
        if again:
            head = self.tr("この端末を登録し直す")
            text = self.tr("資料は共有フォルダーからもう一度届きます。開けない記録と書き込みは、消さずに別に残します。")
        if required:
            text += self.tr("この端末には鍵をしまう場所がないため、パスフレーズで資料を守ります。忘れると開けません。")
        panel = SetupPanel(self._theme, head, text, passphrase=required)
        panel.answered.connect(self._set_up_again if again else self._set_up)
        if again:
            panel.offer_back()
            panel.declined.connect(self.ask)
        self._show(panel)

    def _show_unlock(self) -> None:
        text = self.tr("この端末の資料はパスフレーズで守られています。")
        panel = UnlockPanel(self._theme, self.tr("端末の資料を開く"), text)
        panel.answered.connect(self._unlock)
        panel.forgotten.connect(self._begin_again)
        self._show(panel)

    def _show_locked(self) -> None:
        text = self.tr("この端末の資料は閉じられています。資料と書き込みは端末に残っています。")
        panel = DeedPanel(self._theme, self.tr("資料は閉じてあります"), text)
        button = panel.add_deed("reopen_button", self.tr("ここで開く"), self.tr("閉じた資料をここで開く"))
        button.clicked.connect(self._reopen)
        self._show(panel)

    def _show_damaged(self) -> None:
        """The records cannot be read: the way back is one button away, and stays when it led nowhere."""
        text = self.tr(
            "書き込みの控えを使います。控えのあとに書いたものも、読めるかぎり戻します。壊れた記録は消さずに残します。"
        )
        panel = DeedPanel(self._theme, self.tr("記録を控えから元に戻す"), text)
        button = panel.add_deed("recover_button", self.tr("控えから元に戻す"), self.tr("記録を控えから元に戻す"))
        button.clicked.connect(self._recover)
        self._offer_again(panel)
        self._show(panel)

    def _show_lost(self) -> None:
        """The key is gone: whoever has no command line finds the way on."""
        text = self.tr(
            "鍵が戻るかもしれないときは、先に情報システム担当にご相談ください。記録は消さずに残してあります。"
        )
        panel = DeedPanel(self._theme, self.tr("この端末を登録し直す"), text)
        self._offer_again(panel)
        self._show(panel)

    def _offer_again(self, panel: DeedPanel) -> None:
        button = panel.add_deed("again_button", self.tr("登録し直す"), self.tr("この端末を登録し直す"))
        button.clicked.connect(self._begin_again)

    def _show(self, panel: Panel) -> None:
        """In place of what stood there."""
        if self._panel is not None:
            self._column.removeWidget(self._panel)
            self._panel.setParent(None)  # gone now, and deleted when its own signal has been served
            self._panel.deleteLater()
        self._panel = panel
        self._column.addWidget(panel)
        panel.first.setFocus()

    def _set_up(self, answers: Answers) -> None:
        self._enrol(answers, self._unlocking.setup)

    def _set_up_again(self, answers: Answers) -> None:
        self._enrol(answers, self._unlocking.setup_again)

    def _enrol(self, answers: Answers, way_in: "Callable[[Enrolment], tuple[Unlocked, bool]]") -> None:
        error = complaint(answers)
        if error is not None:
            self.strip.show_error(error)
            return
        from dxmeet.services.unlocking import Enrolment

        wanted = Enrolment(Path(answers.share), answers.reader, answers.department, answers.passphrase)
        self._run(lambda _progress: way_in(wanted)[0], self.entered.emit)

    def _unlock(self, passphrase: str) -> None:
        self._passphrase = passphrase
        self._run(lambda _progress: self._unlocking.unlock(passphrase), self.entered.emit)

    def _recover(self) -> None:
        passphrase = self._passphrase or None
        self._run(lambda _progress: self._unlocking.recover(passphrase), self.entered.emit)

    def _reopen(self) -> None:
        self._run(lambda _progress: self._unlocking.unlock(deliberate=True), self.entered.emit)

    def _run(
        self,
        call: Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[DxmeetError], object] | None = None,
    ) -> None:
        self.strip.hide()
        self._show_busy(True)
        job = Job(call, quiet=True)
        job.done.connect(done)
        job.failed.connect(failed or self._fail)
        job.finished.connect(lambda: self._show_busy(False))
        self._runner.start(job, "unlocking")

    def _show_busy(self, busy: bool) -> None:
        self._busy.setVisible(busy)
        self._busy_words.setVisible(busy)
        if self._panel is not None:
            self._panel.setEnabled(not busy)
            if not busy and self._panel.isVisibleTo(self):
                self._panel.first.setFocus()

    def _fail(self, error: DxmeetError) -> None:
        self.strip.show_error(error)
        match error, self._panel:
            case KeyringUnavailable(), SetupPanel() as panel:
                panel.ask_passphrase(True)
            case KeyLost(), _:
                self._show_lost()
            case PassphraseNeeded() | ProfileExists(), _:
                self._show_unlock()
            case ProfileDamaged(), _:
                self._show_damaged()
            case _, UnlockPanel() as panel:
                panel.offer_again()
            case _:
                pass  # the strip says it, and what was typed stays
