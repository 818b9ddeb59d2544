"""Whose picture is drawn next: one request at a time for all documents that are shown, the most urgent first.

renderer A ─┐  urgency?        take()
renderer B ─┼─▶ DrawingQueue ─────────▶ lane "pages" ─▶ worker
renderer C ─┘  ◀── the lane is free ──
"""

from enum import IntEnum
from functools import partial
from itertools import count
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from dxmeet.desktop.jobs import Errand, Job, JobRunner
from dxmeet.memory import keep_large_apart

_REST = 2000
"""Milliseconds without a request after which nobody seems to be turning pages: longer than a reader looks between two."""
_MOVE_OVER = 300
"""Milliseconds that a document to be opened waits for a picture of another; killing the worker costs about as much."""


class Urgency(IntEnum):
    """Lower comes first: a page that is looked at, the next one, whatever else is in sight or near, a thumbnail."""

    SEEN = 0
    NEXT = 1
    NEAR = 2
    THUMBNAIL = 3


class Applicant(Protocol):
    """Somebody with requests. What it no longer wants it simply does not offer any more."""

    def urgency(self) -> Urgency | None:
        """Of its most urgent request; None when it has none."""
        ...

    def take(self) -> Job:
        """A job for that request, connected and not started."""
        ...

    def interrupt(self) -> None:
        """Give up the request last taken."""
        ...

    def rest(self) -> None:
        """Everything wanted has been drawn: memory that was kept for drawing can go."""
        ...


class DrawingQueue(QObject):
    """At most one request is in the worker, so that giving up a request means not sending it.

    Of equally urgent ones the applicant that has waited longest is next, so that neither of two panes starves.
    """

    def __init__(self, runner: JobRunner, rest_after: int = _REST) -> None:
        super().__init__(runner)
        self._runner = runner
        self._applicants: list[Applicant] = []
        self._under_way: Job | None = None
        self._first: list[Errand] = []
        self._given: dict[int, tuple[Errand, Applicant]] = {}
        self._numbers = count()
        self._drawn_for: tuple[Urgency, Applicant] | None = None
        self._resting = QTimer(self, singleShot=True, interval=rest_after)
        self._resting.timeout.connect(self._rest)
        apart = Job(lambda _progress: keep_large_apart(), quiet=True)  # pictures go the moment they are let go
        runner.start(apart, "pages")

    @classmethod
    def of(cls, runner: JobRunner) -> "DrawingQueue":
        """The one of this runner: its lane is what is shared."""
        return runner.findChild(cls) or cls(runner)

    def join(self, applicant: Applicant) -> None:
        self._applicants.append(applicant)

    def leave(self, applicant: Applicant) -> None:
        if applicant in self._applicants:
            self._applicants.remove(applicant)
        if not self._applicants:
            self._resting.stop()

    def look(self) -> None:
        """Send the next request, unless one is under way."""
        if (self._under_way is not None and self._under_way.errand.wanted) or any(each.wanted for each in self._first):
            return  # a runner that was retired wants nothing of the former, and tells nobody
        waiting = [(urgency, each) for each in self._applicants if (urgency := each.urgency()) is not None]
        if not waiting:
            self._resting.start()
            return
        _, chosen = self._drawn_for = min(waiting, key=lambda each: each[0])  # the first of the equals
        self._applicants.remove(chosen)
        self._applicants.append(chosen)
        self._resting.stop()
        job = self._under_way = chosen.take()
        job.done.connect(self._free)
        job.failed.connect(self._free)
        self.start(job, chosen)

    def start(self, job: Job, applicant: Applicant) -> None:
        """Something that keeps the lane busy for ``applicant``: a picture, or what else it asks of its document."""
        number = next(self._numbers)
        self._given[number] = job.errand, applicant
        job.finished.connect(partial(self._given.pop, number, None))
        self._runner.start(job, "pages")

    def start_first(self, job: Job) -> None:
        """In front of every picture that has not begun: a document that is to be opened. One that is being drawn, and
        whatever else the lane is at for an applicant, is given up if it takes long."""
        errand = job.errand
        self._first.append(errand)
        job.finished.connect(partial(self._pass, errand))
        self._runner.start(job, "pages")
        QTimer.singleShot(_MOVE_OVER, self, partial(self._move_over, errand))

    def _move_over(self, errand: Errand) -> None:
        if errand.wanted and not errand.begun:
            for applicant in {
                id(each): each for given, each in self._given.values() if given.begun and given.wanted
            }.values():
                applicant.interrupt()

    def _pass(self, errand: Errand) -> None:
        self._first.remove(errand)
        self.look()

    def hurry(self) -> None:
        """A page that is looked at has waited long: what is being drawn is given up, unless somebody looks at it, too."""
        if self._under_way is not None and self._drawn_for is not None and self._drawn_for[0] is not Urgency.SEEN:
            self._drawn_for[1].interrupt()

    def _free(self, _answer: object) -> None:
        self._under_way = None
        self.look()

    def _rest(self) -> None:
        if self._drawn_for is not None and self._drawn_for[1] in self._applicants:
            self._drawn_for[1].rest()
