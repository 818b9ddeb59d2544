"""Ask the PDF worker for pictures of pages: what is seen first, what scrolled away not at all, late answers dropped.

canvas ── want([seen, next, previous, after next]) ──▶ PageRenderer ◀─▶ DrawingQueue ── lane "pages" ──▶ Document.render
                                                          │  ◀── Picture, or an error ──
thumbnails ── want_thumbnails([…]) ── when nothing else is wanted ──┘
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from math import sqrt
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from dxmeet.desktop.images import image_of
from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.desktop.reader.drawing_queue import DrawingQueue, Urgency
from dxmeet.desktop.reader.pictures import Picture, PictureCache, Thumbnails
from dxmeet.domain.page import RenderRequest
from dxmeet.errors import Cancelled, DxmeetError, PageFailed, WorkerError
from dxmeet.memory import give_back
from dxmeet.progress import Progress

if TYPE_CHECKING:
    from dxmeet.services.opened import Document

THUMBNAIL = 128
"""Pixels of a thumbnail's longer side at a device pixel ratio of 1."""
_LATE = 400
"""Milliseconds after which a picture that is looked at is late."""
_HELD_UP = 1500
"""Milliseconds after which it no longer waits for another page that is drawn ahead: such a page may hang for seconds."""
_BREATH = 8
"""Milliseconds that drawing ahead waits where nothing is missing in sight: the page just painted is still on its way to the
screen, and a worker that begins now takes a core from the display server. On two cores one turn in ten was 3 ms later."""
_POSTER = 1_500_000.0
"""Square points from which on a page is shown coarsely first: half as large again as A3. Plans take 0.2–1.3 s."""
_COARSE_PIXELS = 500 * 500
_NEXT = {1: Urgency.NEXT}
T = TypeVar("T")
_Answer = tuple[Picture, QImage | None]


def reading_order(page: int, direction: int, pages: int) -> list[int]:
    """The page (or row of pages) being read, the next one the way the reader is going, the previous, the one after next."""
    wanted = [page, page + direction, page - direction, page + 2 * direction]
    return [each for each in wanted if 1 <= each <= pages]


class PageRenderer(QObject):
    """The pictures of one document. Several renderers share the worker through the runner's DrawingQueue.

    ``arrived(page)`` when there is something new to be seen of it: a picture, or that its picture is late.
    """

    arrived = Signal(int)
    failed = Signal(int)
    thumbnail_arrived = Signal(int)

    def __init__(self, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cache = PictureCache()
        self.thumbnails = Thumbnails()
        self.failures: dict[int, DxmeetError] = {}
        self._runner = runner
        self._queue = DrawingQueue.of(runner)
        self._document: Document | None = None
        self._generation = 0
        self._reading = 1
        self._wanted: list[RenderRequest] = []
        self._thumbnails_wanted: list[int] = []
        self._late: int | None = None
        self._lateness = QTimer(self, singleShot=True, interval=_LATE)
        self._lateness.timeout.connect(self._tell_late)
        self._waiting = QTimer(self, singleShot=True, interval=_HELD_UP)
        self._waiting.timeout.connect(self._queue.hurry)
        self._breath = QTimer(self, singleShot=True, interval=_BREATH)
        self._breath.timeout.connect(self._queue.look)
        self._asked: Document | None = None
        self._interrupted = False

    def open(self, document: Document) -> None:
        """From now on pictures of ``document``; those of the former one are gone, and its late answers unheard."""
        self.close()
        self._document = document
        self._queue.join(self)

    def close(self) -> None:
        """Forget the document and its pictures, and close it in the worker once that has answered."""
        former, self._document = self._document, None
        self._generation += 1
        self._wanted, self._thumbnails_wanted = [], []
        self._queue.leave(self)
        self._breath.stop()
        self._in_time()
        self.cache.clear()
        self.thumbnails.clear()
        self.failures.clear()
        if former is not None:
            self._runner.start(Job(lambda progress: former.close(), quiet=True), "pages")

    def want(self, reading: int, requests: Iterable[RenderRequest]) -> None:
        """What should be drawn, most urgent first; replaces what was wanted before and has not been sent. What is in sight
        is asked for at once, what may come next a breath later."""
        if reading != self._reading:
            self._in_time()
            if isinstance(self.failures.get(reading), WorkerError):
                del self.failures[reading]  # the worker has been restarted; the page deserves another try
        self._reading = reading
        self._wanted = list(requests)
        self.cache.want(self._wanted, reading)
        if any(each.page == reading and each not in self.cache for each in self._wanted):
            self._lateness.start()
            self._waiting.start()
            self._queue.look()
        else:
            self._breath.start()

    def want_thumbnails(self, pages: Iterable[int]) -> None:
        """Thumbnails that are seen in a list; drawn when no page is wanted."""
        self._thumbnails_wanted = list(pages)
        self._queue.look()

    def is_late(self, page: int) -> bool:
        """Whether the page is looked at and its right picture takes so long that one should say so."""
        return page == self._late

    def fetch(self, ask: Callable[[Document], T], received: Callable[[T], object]) -> None:
        """Something else of the document (words, 目次), after the page under way; unheard once it is closed."""
        document, generation = self._document, self._generation
        if document is None:
            return

        def heard(answer: T) -> None:
            if generation == self._generation:
                received(answer)

        def asked(_progress: Progress) -> T:
            if generation != self._generation:
                raise Cancelled()
            return ask(document)

        job = Job(asked, quiet=True)
        job.done.connect(heard)
        self._asked, self._interrupted = document, False
        self._queue.start(job, self)

    # what the queue asks

    def urgency(self) -> Urgency | None:
        self._wanted = [each for each in self._wanted if each not in self.cache and each.page not in self.failures]
        if self._wanted:
            page = self._wanted[0].page
            return Urgency.SEEN if page == self._reading else _NEXT.get(abs(page - self._reading), Urgency.NEAR)
        left = [each for each in self._thumbnails_wanted if each not in self.thumbnails and each not in self.failures]
        self._thumbnails_wanted = left
        return Urgency.THUMBNAIL if left else None

    def take(self) -> Job:
        assert self._document is not None
        self._asked, self._interrupted = self._document, False
        kept = bool(self._wanted)
        if kept:
            request = self._coarse_first(self._document, self._wanted[0]) or self._wanted.pop(0)
        else:
            request = self._thumbnail_request(self._document, self._thumbnails_wanted.pop(0))
        upright = request.tile is None and not request.rotation
        small = upright and request.page not in self.thumbnails and request.page != self._reading
        job = Job(partial(_drawn, self._document, request, small or not kept), quiet=True)
        job.done.connect(partial(self._received, self._generation, kept))
        job.failed.connect(partial(self._gave_up, self._generation, request))
        return job

    def interrupt(self) -> None:
        if self._asked is not None:
            self._interrupted = True
            self._asked.interrupt()

    def rest(self) -> None:
        if (document := self._document) is not None:
            self._runner.start(Job(partial(_rested, document), quiet=True), "pages")

    def _coarse_first(self, document: Document, wanted: RenderRequest) -> RenderRequest | None:
        """A plan or a poster of which nothing is there yet is shown coarsely before it is drawn as it should be."""
        size, page = document.pages[wanted.page - 1], wanted.page
        if page != self._reading or size.width * size.height < _POSTER or self.cache.whole(page) is not None:
            return None
        return RenderRequest(page, round(sqrt(_COARSE_PIXELS / (size.width * size.height)), 4), wanted.rotation)

    def _thumbnail_request(self, document: Document, page: int) -> RenderRequest:
        size = document.pages[page - 1]
        return RenderRequest(page, round(2 * THUMBNAIL / max(size.width, size.height), 4))

    def _received(self, generation: int, kept: bool, answer: _Answer) -> None:
        if generation != self._generation:
            return
        drawn, thumbnail = answer
        page = drawn.request.page
        if kept:
            self.cache.put(drawn, self._reading)
        if thumbnail is not None:
            self.thumbnails.put(page, thumbnail, self._reading)
        if page == self._reading and not any(each.page == page and each not in self.cache for each in self._wanted):
            self._in_time()
        if kept:
            self.arrived.emit(page)
        if thumbnail is not None:
            self.thumbnail_arrived.emit(page)

    def _gave_up(self, generation: int, request: RenderRequest, error: DxmeetError) -> None:
        if generation != self._generation:
            return
        page = request.page
        if page == self._reading and self._interrupted:
            self._wanted.insert(0, request)  # it had to wait for something else, and is looked at
            return
        self.failures[page] = error
        if page == self._reading:
            self._in_time()
        self.failed.emit(page)

    def _tell_late(self) -> None:
        self._late = self._reading
        self.arrived.emit(self._reading)

    def _in_time(self) -> None:
        self._lateness.stop()
        self._waiting.stop()
        self._late = None


def _drawn(document: Document, request: RenderRequest, small: bool, progress: Progress) -> _Answer:
    """On the lane's thread: the picture, and a thumbnail made of it where wanted."""
    try:
        drawn = Picture(request, image_of(document.render(request)))
    except DxmeetError:
        raise
    except Exception as odd:
        raise PageFailed(page=request.page) from odd
    return drawn, thumbnail_of(drawn.image) if small else None


def _rested(document: Document, progress: Progress) -> None:
    """On the lane's thread. Pictures that were let go lie between thumbnails that stay: 7 MB after a dozen pages."""
    document.rest()
    give_back()


def thumbnail_of(image: QImage) -> QImage:
    """A smaller copy, sharp at a device pixel ratio of 2."""
    side = 2 * THUMBNAIL
    box = image.size().boundedTo(QSize(side, side))
    small = image.scaled(box, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return small.convertToFormat(image.format())
