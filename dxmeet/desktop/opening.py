"""Opens documents into the reader: off the window's thread, asking for a password where one is needed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.errors import DxmeetError, PdfPasswordNeeded, PdfPasswordWrong

if TYPE_CHECKING:
    from dxmeet.services.opened import Opened

Opens = Callable[["Key", int], "Opened"]
"""Open it with this key; and draw the page to be shown so many pixels high."""


@dataclass(frozen=True)
class Key:
    """The password of a PDF, None where none was given yet; ``keep`` it, so that it is not asked again."""

    password: str | None = None
    keep: bool = False


_NO_KEY = Key()


class Opening(QObject):
    """One at a time: what is asked for later makes the earlier unwanted; its document is closed when it arrives."""

    opened = Signal(object)
    password_needed = Signal(str, bool)
    failed = Signal(object)

    def __init__(self, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._call: Opens | None = None
        self._name = ""
        self._glimpse = 0
        self._number = 0

    def open(self, call: Opens, name: str = "", glimpse: int = 0, key: Key = _NO_KEY) -> None:
        """``name`` is what a question for the password calls it; ``glimpse`` the pixels its page will be high, about."""
        self._call, self._name, self._glimpse = call, name, glimpse
        self._number += 1
        number = self._number
        job = Job(lambda _progress: call(key, glimpse), quiet=True)
        job.done.connect(partial(self._arrive, number))
        job.failed.connect(partial(self._fail, number))
        self._runner.start(job, "pages")

    def try_password(self, password: str, keep: bool) -> None:
        """Open the same again."""
        if self._call is not None:
            self.open(self._call, self._name, self._glimpse, Key(password, keep))

    def forget(self) -> None:
        """Nothing is wanted any more."""
        self._number += 1

    def _arrive(self, number: int, opened: "Opened") -> None:
        if number == self._number:
            self.opened.emit(opened)
        else:
            closing = Job(lambda _progress: opened.document.close(), quiet=True)
            self._runner.start(closing, "pages")

    def _fail(self, number: int, error: DxmeetError) -> None:
        if number != self._number:
            return
        if isinstance(error, PdfPasswordNeeded | PdfPasswordWrong):
            name = self._name or str(error.facts.get("name", ""))
            self.password_needed.emit(name, isinstance(error, PdfPasswordWrong))
        else:
            self.failed.emit(error)
