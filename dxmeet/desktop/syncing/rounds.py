"""What is done at the start, when it is due and when asked (sync, backups); never two at a time, never in the way."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.progress import Progress

_ASKING = 2_000  # ms


class Rounds(QObject):
    """``began``, then ``stepped`` with a Step now and then, then ``ended`` with what came of it, or ``failed``."""

    began = Signal()
    stepped = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        runner: JobRunner,
        synchronise: Callable[[Progress], Any],
        parent: QObject | None = None,
        *,
        lane: str = "sync",
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._synchronise = synchronise
        self._lane = lane
        self._job: Job | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._ask)
        self._due: Callable[[], bool] = lambda: True

    @property
    def looking(self) -> bool:
        return self._job is not None

    def every(self, minutes: int) -> None:
        """The interval from now on; 0 means only when asked."""
        if minutes > 0:
            self._timer.start(minutes * 60_000)
        else:
            self._timer.stop()

    def whenever(self, due: Callable[[], bool]) -> None:
        """As soon as ``due`` says so; it is asked every two seconds, also right after this machine was asleep."""
        self._due = due
        self._timer.start(_ASKING)

    def look_now(self) -> None:
        if self._job is not None:
            return
        self._job = Job(self._synchronise, quiet=True)
        self._job.progressed.connect(self.stepped)
        self._job.done.connect(self.ended)
        self._job.failed.connect(self.failed)
        self._job.finished.connect(self._finish)
        self.began.emit()
        self._runner.start(self._job, self._lane)

    def stop(self) -> None:
        """No more rounds; one under way ends at its next step and tells nobody."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()

    def _ask(self) -> None:
        if self._job is None and self._due():
            self.look_now()

    def _finish(self) -> None:
        self._job = None
