"""Words found in the open document: its text is read page by page meanwhile, every hit is marked, one is the current one.

bar ── typed ──▶ Finder ── job in the lane "find" ──▶ index, or the PDF worker: a few pages at a time, nearest first
                   │ folded text of the pages read so far
                   └─▶ counts, the current hit, marks on the canvas
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.desktop.reader.canvas import PageCanvas
from dxmeet.desktop.reader.findbar import FindBar
from dxmeet.domain.folding import folded, occurrences
from dxmeet.domain.pagetext import PageText, unpack
from dxmeet.progress import Progress
from dxmeet.services.searching import words_of

if TYPE_CHECKING:
    from dxmeet.domain.annotation import Box
    from dxmeet.services.opened import Opened

_PAGES = 4  # a job: what was typed meanwhile, or a page turn, waits for no more
_MARK, _CURRENT, _EDGE = QColor(255, 217, 59, 130), QColor(246, 160, 70, 170), QColor(140, 45, 15)
"""On paper, whatever the window's theme is; the current one has an edge, too, because colour is never the only sign."""

Jump = Callable[[int, "Box | None"], object]


class Finder(QObject):
    """One document's search. ``jump(page, box)`` brings a hit into sight."""

    def __init__(self, runner: JobRunner, canvas: PageCanvas, bar: FindBar, jump: Jump, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._canvas = canvas
        self._bar = bar
        self._jump = jump
        self._opened: Opened | None = None
        self._job: Job | None = None
        self._left: list[int] = []
        self._packed: dict[int, bytes] = {}
        self._folded: dict[int, str] = {}
        self._wanted: tuple[str, ...] = ()
        self._counts: dict[int, int] = {}
        self._boxes: dict[int, list[tuple[Box, ...]]] = {}
        self._current: tuple[int, int] | None = None
        self._from = 1
        bar.typed.connect(self._look_for_typed)
        bar.step_requested.connect(self.step)
        bar.closed.connect(self.hide)

    def open(self, opened: Opened) -> None:
        """The document to search in; its text is read when something is looked for."""
        self.close()
        self._opened = opened
        self._left = list(range(1, len(opened.document.pages) + 1))

    def close(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._opened = None
        self._packed.clear()
        self._folded.clear()
        self.hide()

    def show(self, text: str = "") -> None:
        """Ctrl+F; with ``text`` the words of a search in everything, each of which is marked."""
        self._from = self._canvas.page
        if self not in self._canvas.overlays:
            self._canvas.overlays.append(self)
        self._bar.begin(text)
        self.look_for(words_of(text) if text else (folded(self._bar.field.text()),))

    def hide(self) -> None:
        self._bar.hide()
        if self in self._canvas.overlays:
            self._canvas.overlays.remove(self)
        self._wanted = ()
        self._clear()
        self._canvas.viewport().update()
        self._canvas.setFocus()

    def _look_for_typed(self, text: str) -> None:
        self.look_for((folded(text),))

    def look_for(self, wanted: tuple[str, ...]) -> None:
        """Folded words, any of which is a hit; the first one from the page being read on becomes the current one."""
        self._wanted = tuple(word for word in wanted if word)
        self._clear()
        for page in self._folded:
            self._count(page)
        if self._wanted:
            self._read_on()
            self._settle()
        self._tell()

    def step(self, direction: int) -> None:
        """To the next hit or the one before, round the end of the document."""
        if self._current is None:
            return
        page, at = self._current
        pages = sorted(self._counts)
        at += direction
        if not 0 <= at < self._counts[page]:
            page = pages[(pages.index(page) + direction) % len(pages)]
            at = 0 if direction > 0 else self._counts[page] - 1
        self._go_to(page, at)

    # the text of the document

    def _read_on(self) -> None:
        """The next few pages, those after the one being read first."""
        opened = self._opened
        if self._job is not None or not self._left or opened is None:
            return
        start = bisect_left(self._left, self._from) % len(self._left)
        pages = self._left[start : start + _PAGES]

        def read(progress: Progress) -> dict[int, bytes]:
            texts: dict[int, bytes] = {}
            for page in pages:
                progress.check()
                texts[page] = opened.packed_text(page)
            return texts

        self._job = Job(read, quiet=True)
        self._job.done.connect(self._take)
        self._runner.start(self._job, "find")

    def _take(self, texts: dict[int, bytes]) -> None:
        self._job = None
        for page, packed in texts.items():
            self._left.remove(page)
            self._packed[page] = packed
            self._folded[page] = unpack(packed).folded if packed else ""
            self._count(page)
        if self._wanted:
            self._read_on()
            self._settle()
            self._canvas.viewport().update()
        self._tell()

    # what was found

    def _clear(self) -> None:
        self._counts.clear()
        self._boxes.clear()
        self._current = None

    def _count(self, page: int) -> None:
        text = self._folded[page]
        if count := sum(text.count(word) for word in self._wanted):
            self._counts[page] = count

    def _settle(self) -> None:
        """The first hit becomes the current one as soon as no page before it is unread."""
        if self._current is not None or not self._counts:
            return
        ahead = [page for page in self._counts if page >= self._from]
        first = min(ahead) if ahead else min(self._counts)
        unread = [page for page in self._left if self._from <= page < first] if ahead else self._left
        if not unread:
            self._go_to(first, 0)

    def _go_to(self, page: int, at: int) -> None:
        self._current = page, at
        boxes = self._marks(page)[at]
        self._jump(page, boxes[0] if boxes else None)
        self._canvas.viewport().update()
        self._tell()

    def _marks(self, page: int) -> list[tuple[Box, ...]]:
        """The boxes of each hit on the page, in reading order."""
        if page not in self._boxes:
            text = unpack(self._packed[page]) if self._packed.get(page) else PageText.of("", ())
            spans = sorted(span for word in self._wanted for span in occurrences(text.folded, word))
            self._boxes[page] = [text.boxes_of(text.span(*span)) for span in spans]
        return self._boxes[page]

    def _tell(self) -> None:
        total = sum(self._counts.values())
        read, pages = len(self._folded), len(self._folded) + len(self._left)
        reading = self.tr("  （{read}/{pages}ページまで）").format(read=read, pages=pages) if self._left else ""
        if not self._wanted:
            words = ""
        elif total and self._current is not None:
            page, at = self._current
            number = sum(count for other, count in self._counts.items() if other < page) + at + 1
            words = f"{number}/{total}" + reading
        elif self._left:
            words = self.tr("探しています") + reading
        elif not any(self._folded.values()):
            words = self.tr("文字情報がありません（スキャンなど）")
        else:
            words = self.tr("見つかりません")
        self._bar.say(words, steps=total > 0)

    # on the page

    def paint(self, painter: QPainter, page: int, scale: float, seen: Box) -> None:
        if page not in self._counts:
            return
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        current = self._current[1] if self._current is not None and self._current[0] == page else -1
        for at, boxes in enumerate(self._marks(page)):
            for x0, y0, x1, y1 in boxes:
                if x1 < seen[0] or x0 > seen[2] or y1 < seen[1] or y0 > seen[3]:
                    continue
                box = QRectF(x0, y0, x1 - x0, y1 - y0)
                painter.fillRect(box, _CURRENT if at == current else _MARK)
                if at == current:  # beside the words, not over them
                    painter.setPen(QPen(_EDGE, 2 / scale))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRect(box.adjusted(-2 / scale, -2 / scale, 2 / scale, 2 / scale))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
