"""Opens documents into the reader: off the window's thread, asking for a password where one is needed.

desk ── open ──▶ Opening ── in front of the pictures of the document that is shown ──▶ lane "pages" ─▶ services
                    └─ open again, or forget: what has not begun is dropped, what has begun gives up its picture
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.desktop.reader.drawing_queue import DrawingQueue
from dxmeet.errors import DxmeetError, PdfPasswordNeeded, PdfPasswordWrong
from dxmeet.progress import Progress

if TYPE_CHECKING:
    from dxmeet.services.opened import Opened

Opens = Callable[["Key", int, Progress], "Opened"]
"""Open it with this key; and draw the page to be shown so many pixels high, if it is still wanted by then."""
_SLOW = 300
"""Milliseconds after which a person asks whether the press was felt."""


@dataclass(frozen=True)
class Key:
    """The password of a PDF, None where none was given yet; ``keep`` it, so that it is not asked again."""

    password: str | None = None
    keep: bool = False


_NO_KEY = Key()


class Opening(QObject):
    """One at a time: what is asked for later makes the earlier unwanted; a document of that which arrives is closed.

    ``waiting(True)`` when it takes so long that one should say so, ``waiting(False)`` when it is over.
    """

    opened = Signal(object)
    waiting = Signal(bool)
    password_needed = Signal(str, bool)
    failed = Signal(object)

    def __init__(self, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._call: Opens | None = None
        self._name = ""
        self._glimpse = 0
        self._number = 0
        self._job: Job | None = None
        self._slow = QTimer(self, singleShot=True, interval=_SLOW)
        self._slow.timeout.connect(lambda: self.waiting.emit(True))

    def open(self, call: Opens, name: str = "", glimpse: int = 0, key: Key = _NO_KEY) -> None:
        """``name`` is what a question for the password calls it; ``glimpse`` the pixels its page will be high, about."""
        self._call, self._name, self._glimpse = call, name, glimpse
        self._drop()
        job = self._job = Job(partial(_opened, call, key, glimpse), quiet=True)
        job.done.connect(partial(self._arrive, self._number))
        job.failed.connect(partial(self._fail, self._number))
        self._slow.start()
        DrawingQueue.of(self._runner).start_first(job)

    def try_password(self, password: str, keep: bool) -> None:
        """Open the same again."""
        if self._call is not None:
            self.open(self._call, self._name, self._glimpse, Key(password, keep))

    def forget(self) -> None:
        """Nothing is wanted any more."""
        self._drop()
        self._end()

    def _drop(self) -> None:
        """It is heard nevertheless: a document that was open by then must be closed."""
        self._number += 1
        if self._job is not None:
            self._job.stop()
            self._job = None

    def _end(self) -> None:
        self._slow.stop()
        self.waiting.emit(False)

    def _arrive(self, number: int, opened: "Opened") -> None:
        if number == self._number:
            self._job = None
            self._end()
            self.opened.emit(opened)
        else:
            closing = Job(lambda _progress: opened.document.close(), quiet=True)
            self._runner.start(closing, "pages")

    def _fail(self, number: int, error: DxmeetError) -> None:
        if number != self._number:
            return
        self._job = None
        self._end()
        if isinstance(error, PdfPasswordNeeded | PdfPasswordWrong):
            name = self._name or str(error.facts.get("name", ""))
            self.password_needed.emit(name, isinstance(error, PdfPasswordWrong))
        else:
            self.failed.emit(error)


def _opened(call: Opens, key: Key, glimpse: int, progress: Progress) -> "Opened":
    """On the lane's thread."""
    progress.check()
    return call(key, glimpse, progress)
