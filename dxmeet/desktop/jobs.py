"""Run service calls off the window's thread: configure a Job, connect its signals, start it last.

    job = Job(lambda progress: library.circulars())
    job.done.connect(self._show)
    runner.start(job)

Jobs of one lane run one after another, in order; lanes run beside each other.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from dxmeet.errors import Cancelled, DxmeetError, WorkerFailed
from dxmeet.progress import Progress, Step


class Errand:
    """What a lane's thread holds of a job: never the job itself.

    That is an object of Qt and belongs to the window's thread: let go of by another, it would end while a signal of its
    is just being delivered.
    """

    def __init__(self, call: Callable[[Progress], Any]) -> None:
        self.wanted = True
        self.begun = False
        self._call = call

    def run(self, report: Callable[[Step], None], tell: Callable[[Any, Any], object]) -> None:
        """On the lane's thread; what is told reaches the window's through its event queue: (value, error)."""
        self.begun = True
        try:
            answer: tuple[Any, Any] = (self._call(Progress(report, lambda: self.wanted)), None)
        except DxmeetError as error:
            answer = (None, error)
        except Exception as error:  # noqa: BLE001 - a programming error must become a sentence, not a dead thread
            answer = (None, WorkerFailed(worker="job", cause=f"{type(error).__name__}: {error}"))
        tell(*answer)


class Job(QObject):
    """One call. Its signals are emitted on the window's thread, whoever ran the call.

    ``quiet`` jobs tell only their own ``failed``; of all others the runner's ``trouble`` tells as well.
    """

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(object)
    finished = Signal()

    def __init__(self, call: Callable[[Progress], Any], *, quiet: bool = False) -> None:
        super().__init__()
        self.quiet = quiet
        self.errand = Errand(call)
        self._heard = True

    def cancel(self) -> None:
        """No longer wanted: it stops at its next report, and tells nobody."""
        self.errand.wanted = self._heard = False

    def stop(self) -> None:
        """It stops at its next report, and tells what it has come to by then; where that is nothing, only ``finished``."""
        self.errand.wanted = False

    def deliver(self, value: object, error: object) -> None:
        """What the errand came to, for the runner to call."""
        if self._heard and not isinstance(error, Cancelled):
            if error is None:
                self.done.emit(value)
            else:
                self.failed.emit(error)
        self.finished.emit()


class JobRunner(QObject):
    """The only place of the window that starts threads. Lanes: ``pages``, ``notes``, ``library``, ``sync``, ``thumbnails``…"""

    trouble = Signal(object)
    _reported = Signal(int, object)
    _arrived = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[str, ThreadPoolExecutor] = {}
        self._running: dict[int, Job] = {}
        self._numbers = count()
        self._closed = False
        self._retired: list[ThreadPoolExecutor] = []
        self._reported.connect(self._report, Qt.ConnectionType.QueuedConnection)
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(self, job: Job, lane: str = "library") -> None:
        if self._closed:
            return
        number = next(self._numbers)
        self._running[number] = job
        if not job.quiet:
            job.failed.connect(self.trouble)
        if lane not in self._lanes:
            self._lanes[lane] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"dxmeet-{lane}")
        report, tell = partial(self._reported.emit, number), partial(self._arrived.emit, number)
        self._lanes[lane].submit(job.errand.run, report, tell)

    @Slot(int, object)
    def _report(self, number: int, step: Step) -> None:
        if number in self._running:
            self._running[number].progressed.emit(step)

    @Slot(int, object, object)
    def _deliver(self, number: int, value: object, error: object) -> None:
        if number in self._running:
            self._running[number].deliver(value, error)
            self._running.pop(number, None)

    @property
    def busy(self) -> bool:
        return bool(self._running)

    def drain(self, lane: str, seconds: float) -> None:
        """Let what this lane has been given run, for at most ``seconds``: before ``close``, so that no write is dropped."""
        if lane in self._lanes and not self._closed:
            with suppress(TimeoutError):
                self._lanes[lane].submit(lambda: None).result(timeout=seconds)

    def retire(self) -> Callable[[], None]:
        """Drop what has not begun and tell nobody of what has; later jobs run in lanes of their own. What is answered waits,
        on another thread, until the former lanes are at their end."""
        for job in self._running.values():
            job.cancel()
        former = list(self._lanes.values())
        for lane in former:
            lane.shutdown(wait=False, cancel_futures=True)
        self._retired += former
        self._lanes.clear()
        self._running.clear()

        def wait() -> None:
            for lane in former:
                lane.shutdown(wait=True)

        return wait

    def close(self, *, wait: bool = True) -> None:
        """Drop what has not begun and wait for what has (each call ends by its own deadline)."""
        self._closed = True
        self.retire()
        for lane in self._retired:
            lane.shutdown(wait=wait)
        self._retired.clear()
