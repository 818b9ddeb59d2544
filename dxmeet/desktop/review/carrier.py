"""Carries notes over in the background: after a look at the share, and after every note, which may be on an old paper."""

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.domain.packet import MaterialId
from dxmeet.errors import DxmeetError
from dxmeet.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxmeet.services.carrying import Carrying
    from dxmeet.services.changes import Changes


class Carrier(QObject):
    """``changed`` with Changes when notes were carried; ``stepped`` with a Step now and then.

    Nobody waits for it: what fails is tried again after the next look, or by ``dxmeet notes carry``, which says why.
    """

    changed = Signal(object)
    stepped = Signal(object)

    def __init__(self, runner: JobRunner, carrying: "Carrying", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._carrying = carrying
        self._carrying_job: Job | None = None
        self._following: Job | None = None
        self._written: set[MaterialId] = set()

    def after_look(self) -> None:
        """Materials may have been replaced."""
        if self._carrying_job is not None:
            return
        self._carrying_job = Job(self._carrying.carry_all, quiet=True)
        self._carrying_job.progressed.connect(self.stepped)
        self._carrying_job.done.connect(self._tell)
        self._carrying_job.finished.connect(self._finish_carrying)
        self._runner.start(self._carrying_job, "carrying")

    def after_notes(self, changes: "Changes") -> None:
        """Notes were written and saved: what is around them is kept, and those on an earlier revision go to the newest."""
        self._written |= changes.notes
        if self._following is not None or not self._written:
            return
        some, self._written = self._written, set[MaterialId]()
        self._following = Job(partial(self._follow, some), quiet=True)
        self._following.done.connect(self._tell)
        self._following.finished.connect(self._finish_following)
        self._runner.start(self._following, "carrying")

    def _follow(self, materials: "Iterable[MaterialId]", progress: Progress) -> "Changes":
        """On the lane's thread."""
        from dxmeet.services.changes import NOTHING

        changes = NOTHING
        for material in materials:
            progress.check()
            with suppress(DxmeetError):  # of this one material
                self._carrying.anchor(material, progress)
                changes |= self._carrying.follow(material, progress)
        return changes

    def stop(self) -> None:
        """What is under way ends at its next step; it is begun again another time."""
        for job in (self._carrying_job, self._following):
            if job is not None:
                job.cancel()

    def _tell(self, changes: "Changes") -> None:
        if changes:
            self.changed.emit(changes)

    def _finish_carrying(self) -> None:
        self._carrying_job = None

    def _finish_following(self) -> None:
        self._following = None
        if self._written:
            from dxmeet.services.changes import Changes

            self.after_notes(Changes())
