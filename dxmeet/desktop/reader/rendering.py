"""Ask the PDF worker for pictures of pages: one request at a time, the one that is seen first, late answers dropped.

canvas ── want([seen, next, previous, after next]) ──▶ PageRenderer ── lane "pages" ──▶ Document.render
                                                          │  ◀── Picture, or an error ──
thumbnails ── want_thumbnails([…]) ── when nothing else is wanted ──┘
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage

from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.desktop.reader.pictures import CACHE_BYTES, Picture, PictureCache, picture
from dxmeet.domain.page import RenderRequest
from dxmeet.errors import DxmeetError, PageFailed, WorkerError
from dxmeet.progress import Progress

if TYPE_CHECKING:
    from dxmeet.services.opened import Document

THUMBNAIL = 128
"""Pixels of a thumbnail's longer side at a device pixel ratio of 1."""
T = TypeVar("T")
_Answer = tuple[Picture, QImage | None]


def reading_order(page: int, direction: int, pages: int) -> list[int]:
    """The page (or row of pages) being read, the next one the way the reader is going, the previous, the one after next."""
    wanted = [page, page + direction, page - direction, page + 2 * direction]
    return [each for each in wanted if 1 <= each <= pages]


class PageRenderer(QObject):
    """Keeps at most one request in the worker, so that giving up a request means not sending it."""

    arrived = Signal(int)
    failed = Signal(int)
    thumbnail_arrived = Signal(int)

    def __init__(self, runner: JobRunner, parent: QObject | None = None, *, limit: int = CACHE_BYTES) -> None:
        super().__init__(parent)
        self.cache = PictureCache(limit)
        self.thumbnails: dict[int, QImage] = {}
        self.failures: dict[int, DxmeetError] = {}
        self._runner = runner
        self._document: Document | None = None
        self._generation = 0
        self._reading = 1
        self._wanted: list[RenderRequest] = []
        self._thumbnails_wanted: list[int] = []
        self._under_way: Job | None = None

    def open(self, document: Document) -> None:
        """From now on pictures of ``document``; those of the former one are gone, and its late answers unheard."""
        self.close()
        self._document = document

    def close(self) -> None:
        """Forget the document and its pictures, and close it in the worker once that has answered."""
        former, self._document = self._document, None
        self._generation += 1
        self._wanted, self._thumbnails_wanted = [], []
        self._under_way = None
        self.cache.clear()
        self.thumbnails.clear()
        self.failures.clear()
        if former is not None:
            self._runner.start(Job(lambda progress: former.close(), quiet=True), "pages")

    def want(self, reading: int, requests: Iterable[RenderRequest]) -> None:
        """What should be drawn, most urgent first; replaces what was wanted before and has not been sent."""
        if reading != self._reading and isinstance(self.failures.get(reading), WorkerError):
            del self.failures[reading]  # the worker has been restarted; the page deserves another try
        self._reading = reading
        self._wanted = [each for each in requests if each not in self.cache and each.page not in self.failures]
        self._send_next()

    def want_thumbnails(self, pages: Iterable[int]) -> None:
        """Thumbnails that are seen in a list; drawn when no page is wanted."""
        self._thumbnails_wanted = [each for each in pages if each not in self.thumbnails and each not in self.failures]
        self._send_next()

    def fetch(self, ask: Callable[[Document], T], received: Callable[[T], object]) -> None:
        """Something else of the document (words, 目次), after the page under way; unheard once it is closed."""
        document, generation = self._document, self._generation
        if document is None:
            return

        def heard(answer: T) -> None:
            if generation == self._generation:
                received(answer)

        job = Job(lambda progress: ask(document), quiet=True)
        job.done.connect(heard)
        self._runner.start(job, "pages")

    def _send_next(self) -> None:
        document = self._document
        if document is None or self._under_way is not None:
            return
        self._wanted = [each for each in self._wanted if each not in self.cache and each.page not in self.failures]
        if self._wanted:
            request, kept = self._wanted.pop(0), True
        elif page := self._next_thumbnail():
            request, kept = self._thumbnail_request(document, page), False
        else:
            return
        upright = request.tile is None and not request.rotation
        small = upright and request.page not in self.thumbnails and request.page != self._reading
        job = Job(partial(_drawn, document, request, small or not kept), quiet=True)
        job.done.connect(partial(self._received, self._generation, kept))
        job.failed.connect(partial(self._gave_up, self._generation, request.page))
        self._under_way = job
        self._runner.start(job, "pages")

    def _next_thumbnail(self) -> int:
        """0 when every one that is seen is there."""
        while self._thumbnails_wanted:
            page = self._thumbnails_wanted.pop(0)
            if page not in self.thumbnails and page not in self.failures:
                return page
        return 0

    def _thumbnail_request(self, document: Document, page: int) -> RenderRequest:
        size = document.pages[page - 1]
        return RenderRequest(page, round(2 * THUMBNAIL / max(size.width, size.height), 4))

    def _received(self, generation: int, kept: bool, answer: _Answer) -> None:
        if generation != self._generation:
            return
        self._under_way = None
        drawn, thumbnail = answer
        page = drawn.request.page
        if kept:
            self.cache.put(drawn, self._reading)
        if thumbnail is not None:
            self.thumbnails[page] = thumbnail
        self._send_next()
        if kept:
            self.arrived.emit(page)
        if thumbnail is not None:
            self.thumbnail_arrived.emit(page)

    def _gave_up(self, generation: int, page: int, error: DxmeetError) -> None:
        if generation != self._generation:
            return
        self._under_way = None
        self.failures[page] = error
        self._send_next()
        self.failed.emit(page)


def _drawn(document: Document, request: RenderRequest, small: bool, progress: Progress) -> _Answer:
    """On the lane's thread: the picture, and a thumbnail made of it where wanted."""
    try:
        drawn = picture(request, document.render(request))
    except DxmeetError:
        raise
    except Exception as odd:
        raise PageFailed(page=request.page) from odd
    return drawn, thumbnail_of(drawn.image) if small else None


def thumbnail_of(image: QImage) -> QImage:
    """A smaller copy, owning its pixels, sharp at a device pixel ratio of 2."""
    side = 2 * THUMBNAIL
    box = image.size().boundedTo(QSize(side, side))
    return image.scaled(box, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation).copy()
