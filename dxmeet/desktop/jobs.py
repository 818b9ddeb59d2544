"""Run service calls off the window's thread: configure a Job, connect its signals, start it last.

    job = Job(lambda progress: library.circulars())
    job.done.connect(self._show)
    runner.start(job)

Jobs of one lane run one after another, in order; lanes run beside each other.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, cast

from PySide6.QtCore import QObject, Qt, Signal, Slot

from dxmeet.errors import Cancelled, DxmeetError, WorkerFailed
from dxmeet.progress import Progress, Step


class Job(QObject):
    """One call. Its signals are emitted on the window's thread, whoever ran the call.

    ``quiet`` jobs tell only their own ``failed``; of all others the runner's ``trouble`` tells as well.
    """

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(object)
    finished = Signal()
    _arrived = Signal(object, object)

    def __init__(self, call: Callable[[Progress], Any], *, quiet: bool = False) -> None:
        super().__init__()
        self.quiet = quiet
        self._call = call
        self._wanted = self._heard = True
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """No longer wanted: it stops at its next report, and tells nobody."""
        self._wanted = self._heard = False

    def stop(self) -> None:
        """It stops at its next report, and tells what it has come to by then; where that is nothing, only ``finished``."""
        self._wanted = False

    def run(self) -> None:
        """On the lane's thread. A signal emitted here reaches the window's thread through its event queue."""
        try:
            answer: tuple[Any, Any] = (self._call(Progress(self._report, lambda: self._wanted)), None)
        except DxmeetError as error:
            answer = (None, error)
        except Exception as error:  # noqa: BLE001 - a programming error must become a sentence, not a dead thread
            answer = (None, WorkerFailed(worker="job", cause=f"{type(error).__name__}: {error}"))
        self._arrived.emit(*answer)

    def _report(self, step: Step) -> None:
        self.progressed.emit(step)

    @Slot(object, object)
    def _deliver(self, value: object, error: object) -> None:
        if self._heard and not isinstance(error, Cancelled):
            if error is None:
                self.done.emit(value)
            else:
                self.failed.emit(error)
        self.finished.emit()


class JobRunner(QObject):
    """The only place of the window that starts threads. Lanes: ``pages``, ``notes``, ``library``, ``sync``, ``thumbnails``…"""

    trouble = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[str, ThreadPoolExecutor] = {}
        self._running: set[Job] = set()
        self._closed = False

    def start(self, job: Job, lane: str = "library") -> None:
        if self._closed:
            return
        self._running.add(job)  # a Job without a Python reference would be deleted under its thread
        job.finished.connect(self._let_go)  # a slot that held the job would keep it and its work for ever
        if not job.quiet:
            job.failed.connect(self.trouble)
        if lane not in self._lanes:
            self._lanes[lane] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"dxmeet-{lane}")
        self._lanes[lane].submit(job.run)

    def _let_go(self) -> None:
        self._running.discard(cast("Job", self.sender()))

    @property
    def busy(self) -> bool:
        return bool(self._running)

    def drain(self, lane: str, seconds: float) -> None:
        """Let what this lane has been given run, for at most ``seconds``: before ``close``, so that no write is dropped."""
        if lane in self._lanes and not self._closed:
            with suppress(TimeoutError):
                self._lanes[lane].submit(lambda: None).result(timeout=seconds)

    def close(self, *, wait: bool = True) -> None:
        """Drop what has not begun and wait for what has (each call ends by its own deadline)."""
        self._closed = True
        for job in self._running:
            job.cancel()
        for lane in self._lanes.values():
            lane.shutdown(wait=wait, cancel_futures=True)
        self._lanes.clear()
        self._running.clear()
