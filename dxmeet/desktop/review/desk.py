"""The review in the window: opened, its pages drawn, decisions carried out, and put away again."""

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QPointF, QTimer, Signal

from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.desktop.main_window import MainWindow
from dxmeet.domain.anchoring import of_tray
from dxmeet.domain.packet import MaterialId
from dxmeet.domain.page import MAX_PIXELS, RenderRequest
from dxmeet.domain.pagematch import PagePair
from dxmeet.progress import Progress

if TYPE_CHECKING:
    from dxmeet.desktop.review.screen import ReviewScreen
    from dxmeet.desktop.theme import Theme
    from dxmeet.domain.annotation import Note
    from dxmeet.domain.page import Pixels
    from dxmeet.services.changes import Changes
    from dxmeet.services.opened import Document
    from dxmeet.services.reviewing import Review, Reviewing

T = TypeVar("T")

_LANE, _BESIDE = "review", "review-differences"


class ReviewDesk(QObject):
    """``left`` when the reader wants back; ``changed`` with Changes; ``reading_requested`` for (material, revision or "")."""

    left = Signal()
    changed = Signal(object)
    reading_requested = Signal(str, str)

    def __init__(self, frame: MainWindow, runner: JobRunner, reviewing: "Reviewing", parent: QObject) -> None:
        super().__init__(parent)
        self._frame, self._runner = frame, runner
        self._reviewing = reviewing
        self._screen: ReviewScreen | None = None
        self._review: Review | None = None
        self._drawing: list[Job] = []

    def open(self, material: MaterialId, theme: "Theme") -> None:
        job = Job(lambda _progress: self._reviewing.open(material))
        job.done.connect(partial(self._show, theme))
        self._runner.start(job, _LANE)

    def put_away(self) -> None:
        """Close both documents; what was decided is saved already."""
        review, self._review, self._screen = self._review, None, None
        if review is not None:
            closing = Job(lambda _progress: _close(review), quiet=True)
            self._runner.start(closing, _LANE)
        self._frame.drop_screen("review")

    def reload_notes(self, materials: "Collection[MaterialId]") -> None:
        """Notes were carried to a paper; after what is being opened is shown."""

        from dxmeet.services.changes import NOTHING

        def reload(_: object) -> None:
            if self._review is not None and self._review.material.id in materials:
                self._decide(lambda: NOTHING)

        job = Job(lambda _progress: None, quiet=True)
        job.done.connect(reload)
        self._runner.start(job, _LANE)

    def _show(self, theme: "Theme", review: "Review") -> None:
        from dxmeet.desktop.review.screen import ReviewScreen

        self.put_away()
        self._review = review
        self._screen = screen = ReviewScreen(theme)
        screen.back_requested.connect(self._finish)
        screen.pair_requested.connect(self._draw)
        screen.accept_requested.connect(self._accept)
        screen.leave_requested.connect(self._leave)
        screen.place_requested.connect(self._place)
        screen.undo_requested.connect(self._undo)
        screen.old_requested.connect(lambda: self._read(review.old))
        screen.new_requested.connect(lambda: self._read(""))
        self._frame.add_screen("review", screen, covering=True)
        self._frame.show_screen("review")
        words = self.tr("差し替えの確認")
        self._frame.setWindowTitle(f"{words} {review.material.title} ― dxmeet")
        screen.show_review(review)
        QTimer.singleShot(0, lambda: self._picture_tray(review))  # after the pages that are shown

    def _picture_tray(self, review: "Review") -> None:
        """Of the places where notes were that have none now."""
        screen = self._screen
        if screen is None:
            return
        waiting = [note for note in review.notes if of_tray(note.revision) and screen.notes.lacks_picture(note)]
        if not waiting:
            return
        job = Job(lambda _progress: self._reviewing.old_places(review, waiting), quiet=True)
        job.done.connect(screen.show_old_places)
        self._runner.start(job, _LANE)

    def _finish(self) -> None:
        self._mark_reviewed()
        self.put_away()
        self.left.emit()

    def _read(self, revision: str) -> None:
        review = self._review
        if review is None:
            return
        if not revision:
            self._mark_reviewed()
        self.put_away()
        self.reading_requested.emit(review.material.id, revision)

    def _mark_reviewed(self) -> None:
        review = self._review
        if review is not None:
            job = Job(lambda _progress: self._reviewing.finish(review))
            job.done.connect(self.changed)
            self._runner.start(job, _LANE)

    def _draw(self, pair: PagePair) -> None:
        """Both pictures and the differences of a pair; what was asked for of another pair is not wanted any more."""
        review, screen = self._review, self._screen
        if review is None or screen is None:
            return
        for job in self._drawing:
            job.cancel()
        self._drawing = []
        ratio = screen.devicePixelRatioF()
        sides = ((review.old_document, pair.old, False), (review.new_document, pair.new, True))
        for (document, page, new), scale in zip(sides, screen.scales, strict=True):
            if document is not None and page is not None:
                self._draw_page(document, page, scale * ratio, partial(self._take_picture, pair, new))
        self._look(lambda: self._reviewing.differences(review, pair), partial(screen.show_differences, pair), _BESIDE)

    def _draw_page(self, document: "Document", page: int, scale: float, done: "Callable[[Pixels], None]") -> None:
        size = document.pages[page - 1]
        most = (MAX_PIXELS / (size.width * size.height)) ** 0.5 * 0.99
        self._look(lambda: document.render(RenderRequest(page, min(scale, most))), done, _LANE)

    def _look(self, call: "Callable[[], T]", done: "Callable[[T], None]", lane: str) -> None:
        """``call`` unless it is not wanted any more when its turn comes."""

        def wanted(progress: Progress) -> "T":
            progress.check()
            return call()

        job = Job(wanted, quiet=True)
        job.done.connect(done)
        self._drawing.append(job)
        self._runner.start(job, lane)

    def _take_picture(self, pair: PagePair, new: bool, pixels: "Pixels") -> None:
        if self._screen is not None:
            self._screen.show_picture(pair, new=new, pixels=pixels)

    def _accept(self, notes: "list[Note]") -> None:
        self._decide(lambda: self._reviewing.accept(notes))

    def _leave(self, notes: "list[Note]") -> None:
        review = self._review
        if review is not None and notes:
            self._decide(lambda: self._reviewing.leave(notes[0], review.new))

    def _place(self, note: "Note", page: int, at: QPointF) -> None:
        review, middle = self._review, (at.x(), at.y())
        if review is not None:
            self._decide(lambda: self._reviewing.place(note, review.new, page, middle))

    def _undo(self) -> None:
        review = self._review
        if review is not None:
            self._decide(lambda: self._reviewing.undo(review))

    def _decide(self, act: "Callable[[], Changes]") -> None:
        review = self._review
        if review is None:
            return
        job = Job(lambda _progress: (act(), self._reviewing.again(review)))
        job.done.connect(self._take)
        self._runner.start(job, _LANE)

    def _take(self, both: "tuple[Changes, Review]") -> None:
        changes, self._review = both
        if self._screen is not None:
            self._screen.update_review(self._review)
            self._picture_tray(self._review)
        if changes:
            self.changed.emit(changes)


def _close(review: "Review") -> None:
    for document in (review.old_document, review.new_document):
        if document is not None:
            document.close()
