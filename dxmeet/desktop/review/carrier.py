"""Carries notes over in the background: after a look at the share, and keeps what that needs after every note."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.domain.packet import MaterialId
from dxmeet.progress import Progress

if TYPE_CHECKING:
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
        self._anchoring: Job | None = None
        self._unanchored: set[MaterialId] = set()

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
        """Notes were written and saved; what is around them can follow now."""
        self._unanchored |= changes.notes
        if self._anchoring is not None or not self._unanchored:
            return
        some, self._unanchored = self._unanchored, set[MaterialId]()

        def anchor(progress: Progress) -> None:
            for material in some:
                self._carrying.anchor(material, progress)

        self._anchoring = Job(anchor, quiet=True)
        self._anchoring.finished.connect(self._finish_anchoring)
        self._runner.start(self._anchoring, "carrying")

    def stop(self) -> None:
        """What is under way ends at its next step; it is begun again another time."""
        for job in (self._carrying_job, self._anchoring):
            if job is not None:
                job.cancel()

    def _tell(self, changes: "Changes") -> None:
        if changes:
            self.changed.emit(changes)

    def _finish_carrying(self) -> None:
        self._carrying_job = None

    def _finish_anchoring(self) -> None:
        self._anchoring = None
        if self._unanchored:
            from dxmeet.services.changes import Changes

            self.after_notes(Changes())
