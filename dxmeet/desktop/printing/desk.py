"""Printing from the reader: the window, the job behind it and the press, opened and put away together."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from dxmeet.desktop.images import image_of
from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.desktop.printing.choices import TO_FILE, Choices, sheets_words
from dxmeet.desktop.printing.window import PrintWindow
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.wording import JAPAN
from dxmeet.domain.page import Pixels
from dxmeet.errors import DxmeetError
from dxmeet.progress import Progress, Step

if TYPE_CHECKING:
    from dxmeet.services.opened import Opened
    from dxmeet.services.press import Press, PrinterDescription
    from dxmeet.services.printing import Printing, PrintJob, Sent

_LANE, _LOOKS = "printing", "printing-looks"
_SETTLED = 200  # ms without a new choice before the job is looked at
_LOOK_HEIGHT = 560  # pixels of the picture of a face


def _now() -> datetime:
    return datetime.now(UTC)


class PrintDesk(QObject):
    """One window for one material. ``changed`` with Changes after something was recorded, ``gone`` at the end."""

    changed = Signal(object)
    gone = Signal()

    def __init__(
        self,
        theme: Theme,
        runner: JobRunner,
        printing: "Printing",
        opened: "Opened",
        page: int,
        parent: QWidget,
        *,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        super().__init__(parent)
        assert opened.material is not None
        self._runner, self._printing, self._clock = runner, printing, clock
        self._job: PrintJob | None = None
        self._press: Press | None = None
        self._under_way: Job | None = None
        self._stopping = False
        self._look: Job | None = None
        self._closed = False
        self.material = opened.material.id
        choices = Choices(opened.document.pages, page)
        self.window = PrintWindow(theme, opened.material.title, choices, notes=False, parent=parent)
        self.window.asked.connect(self._ask)
        self.window.stopped.connect(self._stop)
        self.window.gone.connect(self.close)
        self.window.altered.connect(self._look_later)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED)
        self._settled.timeout.connect(self._look_now)
        self._start(lambda _progress: printing.take(opened), self._take, self._refuse)
        self._start(lambda _progress: self._printers(), self.window.show_printers, self.window.show_trouble)

    def show(self) -> None:
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    @property
    def busy(self) -> bool:
        """Whether something is being printed."""
        return self._under_way is not None

    def close(self) -> None:
        """End what is under way, the press and the job; the window, where it is not closing already."""
        if self._closed:
            return
        self._closed = True
        self._settled.stop()
        self._stop()
        job, press = self._job, self._press
        self._job = self._press = None
        if press is not None:
            press.close()
        if job is not None:
            self._runner.start(Job(lambda _progress: job.close(), quiet=True), _LOOKS)
        self.window.close()
        self.gone.emit()

    def _printers(self) -> "list[PrinterDescription]":
        """On the lane's thread: it asks the system, which may ask a print server."""
        press = self._printing.press()
        if self._closed:
            press.close()
            return []
        self._press = press
        return press.printers()

    def _take(self, job: "PrintJob") -> None:
        self._job = job
        if self._closed:
            self._job = None
            self._runner.start(Job(lambda _progress: job.close(), quiet=True), _LOOKS)
            return
        self.window.show_ready(notes=job.noted)
        self._look_later()

    def _refuse(self, error: DxmeetError) -> None:
        """It may not be printed, or cannot be: nothing can be chosen."""
        self.window.show_trouble(error)
        self.window.form.setEnabled(False)
        self.window.foot.print_button.setEnabled(False)

    def _look_later(self) -> None:
        if not self._closed:
            self._settled.start()

    def _look_now(self) -> None:
        """Draw the face that is looked at; a look that is no longer wanted is not heard."""
        job, choices, number = self._job, self.window.choices, self.window.look.number
        if job is None or choices.sheets() is None:
            return
        if self._look is not None:
            self._look.cancel()
        settings = choices.settings()

        def seen(face: tuple[Pixels, int]) -> None:
            pixels, faces = face
            if not self._closed:
                self.window.show_picture(image_of(pixels), faces)

        looking = Job(lambda _progress: job.preview(settings, number, _LOOK_HEIGHT), quiet=True)
        looking.done.connect(seen)
        self._look = looking
        self._runner.start(looking, _LOOKS)

    def _ask(self) -> None:
        if self._job is None or self._under_way is not None:
            return
        if self.window.choices.printer is TO_FILE:
            self._ask_file()
        else:
            self._print()

    def _ask_file(self) -> None:
        assert self._job is not None
        dialog = QFileDialog(self.window, self.tr("PDF ファイルに保存"))
        dialog.setObjectName("file_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # nothing is ever overwritten
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.setModal(False)
        dialog.selectFile(f"{self._job.material.title}.pdf")
        dialog.fileSelected.connect(self._write_to)
        dialog.show()

    def _write_to(self, path: str) -> None:
        self.write(Path(path))

    def write(self, out: Path) -> None:
        """The job as a file at ``out``."""
        job, choices = self._job, self.window.choices
        if job is None or choices.reason is None or self._under_way is not None:
            return
        settings, reason = choices.settings(), choices.reason
        self._start_printing(lambda _progress: self._printing.write(job, settings, reason, out), out.name)

    def _print(self) -> None:
        job, choices, press = self._job, self.window.choices, self._press
        if job is None or choices.reason is None or press is None:
            return
        settings, reason, printer = choices.settings(), choices.reason, choices.printer

        def send(progress: Progress) -> "Sent":
            return self._printing.send(job, settings, reason, printer.name, progress, press)

        self._start_printing(send, printer.shown)

    def _start_printing(self, call: Callable[[Progress], "Sent"], where: str) -> None:
        self._stopping = False
        self.window.show_progress(0, 1)
        self._under_way = self._start(call, self._told(where), self._fail, self._finish)

    def _told(self, where: str) -> Callable[[object], None]:
        def done(sent: object) -> None:
            handed = cast("Sent", sent)
            self._under_way = None
            at = self._clock().astimezone(JAPAN)
            words = self.tr("{sheets}を「{where}」に渡し、記録しました {time}")
            if self._stopping:
                words = self.tr("やめる前に{sheets}を「{where}」に渡していて、記録しました {time}")
            words = words.format(sheets=sheets_words(handed.sheets), where=where, time=f"{at.hour}:{at.minute:02}")
            if not self._closed:
                self.window.show_done(words)
            self.changed.emit(handed.changes)

        return done

    def _step(self, step: Step) -> None:
        if self._under_way is not None and not self._closed and not self._stopping:
            self.window.show_progress(step.done, step.total)

    def _fail(self, error: DxmeetError) -> None:
        self._under_way = None
        if not self._closed:
            self.window.show_trouble(error)

    def _stop(self) -> None:
        """What was handed over by then comes out and is recorded; the job says what that is, if anything."""
        if self._under_way is not None:
            self._stopping = True
            self._under_way.stop()
            if not self._closed:
                self.window.foot.show_stopping()

    def _finish(self) -> None:
        """Stopped before anything was handed over: the job had nothing to tell."""
        if self._under_way is not None:
            self._under_way = None
            if not self._closed:
                self.window.show_stopped()

    def _start(
        self,
        call: Callable[[Progress], object],
        done: Callable[..., None],
        failed: Callable[..., None],
        finished: Callable[[], None] | None = None,
    ) -> Job:
        job = Job(call, quiet=True)
        job.done.connect(done)
        job.failed.connect(failed)
        if finished is not None:
            job.finished.connect(finished)
        job.progressed.connect(self._step)
        self._runner.start(job, _LANE)
        return job
