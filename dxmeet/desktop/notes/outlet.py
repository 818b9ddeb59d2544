"""Takes the notes of the open material out of the window, and back to an earlier moment; slow calls run beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.desktop.notes.notebook import LANE, Notebook
from dxmeet.desktop.wording import clock_time, short_day
from dxmeet.domain.fiscal import TOKYO
from dxmeet.domain.packet import Material, MaterialId, RevisionId

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from dxmeet.domain.annotation import Note
    from dxmeet.services.annotating import Annotating, Moment
    from dxmeet.services.changes import Changes

_LISTED = 12  # moments


class NoteOutlet(QObject):
    """``said(words)``: what became of it."""

    said = Signal(str)

    def __init__(
        self,
        annotating: Annotating,
        notebook: Notebook,
        material: MaterialId,
        revision: RevisionId,
        runner: JobRunner,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._annotating, self._notebook, self._runner = annotating, notebook, runner
        self._material, self._revision = material, revision

    def export(self, path: str, flat: bool, signed: bool) -> None:
        """A copy of the paper; in the lane of the notes, so that everything written so far is in it."""
        self._write(path, lambda: self._annotating.export(self._material, Path(path), flat=flat, signed=signed))

    def write_list(self, path: str, whole: bool) -> None:
        """As a PDF or as text, after the name; ``whole``: of all materials of the packet."""
        self._write(path, lambda: self._annotating.write_list(self._material, Path(path), whole=whole))

    def bring_in(self) -> None:
        """List the annotations that the PDF itself carries."""
        job = Job(lambda _progress: self._annotating.bring_in(self._material))
        job.done.connect(self._brought)
        job.failed.connect(self._say_nothing)
        self._runner.start(job, LANE)

    def gather(self, done: Callable[[list[tuple[Material, list[Note]]]], object]) -> None:
        """The notes of all materials of the packet, everything written so far included."""
        job = Job(lambda _progress: self._annotating.packet_notes(self._material))
        job.done.connect(done)
        self._runner.start(job, LANE)

    def fill_past(self, menu: QMenu) -> None:
        """The newest moments, newest first."""
        menu.clear()
        waiting = QAction(self.tr("確認しています"), menu)
        waiting.setEnabled(False)
        menu.addAction(waiting)
        job = Job(lambda _progress: self._annotating.history(self._material, self._revision))
        job.done.connect(partial(self._list, menu))
        self._runner.start(job, LANE)

    def _list(self, menu: QMenu, moments: list[Moment]) -> None:
        menu.clear()
        for moment in [*reversed(moments[:-1])][:_LISTED]:
            text = self.tr("{time}（書き込み {n}件）").format(time=_told(moment.at), n=moment.notes)
            action = QAction(text, menu)
            action.triggered.connect(partial(self._notebook.restore, moment.number))
            menu.addAction(action)
        if menu.isEmpty():
            nothing = QAction(self.tr("戻せる時点はまだありません"), menu)
            nothing.setEnabled(False)
            menu.addAction(nothing)

    def _write(self, path: str, call: Callable[[], Any]) -> None:
        self.said.emit(self.tr("書き出しています"))
        job = Job(lambda _progress: call())
        job.done.connect(partial(self._tell, path))
        job.failed.connect(self._say_nothing)
        self._runner.start(job, LANE)

    def _brought(self, answer: tuple[int, Changes]) -> None:
        count, changes = answer
        self._notebook.load()
        if changes:
            self._notebook.changed.emit(changes)
        self.said.emit(
            self.tr("PDF に付いている書き込みを {n}件 一覧に加えました").format(n=count)
            if count
            else self.tr("PDF に付いている書き込みで、一覧にないものはありません")
        )

    def _say_nothing(self, error: object) -> None:
        """The window's strip says what went wrong."""
        self.said.emit("")

    def _tell(self, path: str, count: int) -> None:
        words = self.tr("書き込み {n}件 を「{name}」に書き出しました").format(n=count, name=Path(path).name)
        self.said.emit(words)


def _told(at: datetime) -> str:
    local = at.astimezone(TOKYO)
    return f"{short_day(local)} {clock_time(local)}"
