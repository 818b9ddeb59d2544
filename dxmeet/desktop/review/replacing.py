"""Everything a replaced material means to the window: notes carried in the background, the strip in the reader, the review."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dxmeet.desktop.appearance import Appearance
from dxmeet.desktop.desk import Desk
from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.desktop.main_window import MainWindow
from dxmeet.desktop.review.carrier import Carrier
from dxmeet.domain.packet import MaterialId

if TYPE_CHECKING:
    from dxmeet.desktop.review.desk import ReviewDesk
    from dxmeet.desktop.review.strip import ReplacedStrip
    from dxmeet.services.changes import Changes
    from dxmeet.services.offered import Services
    from dxmeet.services.opened import Opened
    from dxmeet.services.reviewing import Summary


class Replacing(QObject):
    """``changed`` with Changes; ``reading_requested`` for (material, revision or ""). Built up as it is needed."""

    changed = Signal(object)
    reading_requested = Signal(str, str)

    def __init__(
        self,
        frame: MainWindow,
        desk: Desk,
        services: "Services",
        appearance: Appearance,
        runner: JobRunner,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._frame, self._desk, self._services = frame, desk, services
        self._appearance, self._runner = appearance, runner
        self._strip: ReplacedStrip | None = None
        self._review: ReviewDesk | None = None
        self._reading: MaterialId | None = None
        self.carrier = Carrier(runner, services.carrying, self)
        self.carrier.changed.connect(self._carried)
        desk.laid.connect(self._look_at)

    def open(self, material: str) -> None:
        """The review of a material; the reader is put away for it."""
        if self._review is None:
            from dxmeet.desktop.review.desk import ReviewDesk

            self._review = ReviewDesk(self._frame, self._runner, self._services.reviewing, self)
            self._review.changed.connect(self.changed)
            self._review.reading_requested.connect(self.reading_requested)
            self._review.left.connect(self._back)
        self._reading = MaterialId(material)
        self._review.open(self._reading, self._appearance.theme)

    def put_away(self) -> None:
        if self._review is not None:
            self._review.put_away()

    def _back(self) -> None:
        if self._reading is not None:
            self.reading_requested.emit(self._reading, "")

    def _carried(self, changes: "Changes") -> None:
        """Whoever shows these notes shows them anew."""
        self.changed.emit(changes)
        self._desk.reload_notes(changes.notes)
        if self._review is not None:
            self._review.reload_notes(changes.notes)
        if self._reading is not None and self._frame.current == "reader":
            self._ask(self._reading)

    def _look_at(self, opened: "Opened") -> None:
        self._reading = opened.material.id if opened.material is not None else None
        strip = self._former_strip()
        if strip is not None:
            strip.hide()
        if opened.material is not None and opened.material.earlier:
            from dxmeet.services.changes import Changes

            self._ask(opened.material.id)
            self.carrier.after_notes(Changes(notes=frozenset({opened.material.id})))  # a crash may have come between
            self.carrier.after_look()  # a password may have been given, without which nothing could be compared

    def _ask(self, material: MaterialId) -> None:
        job = Job(lambda _progress: self._services.reviewing.summary(material), quiet=True)
        job.done.connect(lambda found: self._tell(material, found))  # pyright: ignore[reportUnknownLambdaType]
        self._runner.start(job, "library")

    def _tell(self, material: MaterialId, summary: "Summary | None") -> None:
        if material != self._reading or self._frame.current != "reader":
            return
        strip = self._current_strip()
        strip.show_summary(summary)

    def _former_strip(self) -> "ReplacedStrip | None":
        """The one that is there; a view that was built anew, in another theme say, took its strip with it."""
        from shiboken6 import isValid

        if self._strip is not None and not isValid(self._strip):
            self._strip = None
        return self._strip

    def _current_strip(self) -> "ReplacedStrip":
        strip = self._former_strip()
        if strip is None:
            from dxmeet.desktop.review.strip import ReplacedStrip

            self._strip = strip = ReplacedStrip(self._appearance.theme)
            strip.review_requested.connect(self._review_now)
            self._desk.add_strip(strip)
        return strip

    def _review_now(self, material: str) -> None:
        self._desk.put_away()
        self.open(material)
