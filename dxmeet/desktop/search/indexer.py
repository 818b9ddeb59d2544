"""The materials are read for the search while nothing else is to be done: one run after the other, never two."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.progress import Step

if TYPE_CHECKING:
    from dxmeet.services.indexing import Indexing


class Indexer(QObject):
    """``stepped(done, total)`` in pages; ``ended`` when everything that is here was read, or could not be."""

    stepped = Signal(int, int)
    ended = Signal()

    def __init__(self, runner: JobRunner, indexing: "Indexing", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._indexing = indexing
        self._job: Job | None = None
        self._again = False

    def go(self) -> None:
        """What is new will be read; while a run is under way, after it."""
        if self._job is not None:
            self._again = True
            return
        indexing = self._indexing
        self._job = Job(indexing.run, quiet=True)  # a search says what is still missing, whatever stopped it
        self._job.progressed.connect(self._step)
        self._job.finished.connect(self._end)
        self._runner.start(self._job, "index")

    def stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _step(self, step: Step) -> None:
        self.stepped.emit(step.done, step.total)

    def _end(self) -> None:
        self._job = None
        if self._again:
            self._again = False
            self.go()
        else:
            self.ended.emit()
