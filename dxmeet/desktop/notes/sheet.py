"""Transparent pictures of what is written on the pages in sight, so that a stroke costs what it covers and no more.

    page's picture ◀ markers (multiplied, painted each time) ◀ sheet (pens, shapes, words; kept) ◀ stroke under way ◀ stickies

A sheet is as large as its page on the screen; a page shown larger than ``_LARGEST`` is painted note by note instead.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from dxmeet.desktop.notes.geometry import grown, overlap
from dxmeet.desktop.notes.index import NoteIndex
from dxmeet.desktop.notes.painting import NotePainter
from dxmeet.domain.annotation import Box, Note, NoteId, NoteKind

_LARGEST = 16_000_000  # pixels, 64 MB
_KEPT = 4  # sheets: a spread, and what is scrolling in and out
_ON_SHEETS = (NoteKind.INK, NoteKind.SHAPE, NoteKind.TEXT)


class Film:
    """A transparent picture over one page at ``scale`` logical pixels a point and ``ratio`` real pixels a logical one."""

    def __init__(self, page: tuple[float, float], scale: float, ratio: float) -> None:
        self.scale, self.ratio = scale, ratio
        width, height = (max(1, ceil(length * scale * ratio)) for length in page)
        self.image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        self.image.fill(Qt.GlobalColor.transparent)

    @staticmethod
    def fits(page: tuple[float, float], scale: float, ratio: float) -> bool:
        return page[0] * page[1] * (scale * ratio) ** 2 <= _LARGEST

    def painter(self) -> QPainter:
        """Its unit is the page's point."""
        painter = QPainter(self.image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.scale * self.ratio, self.scale * self.ratio)
        return painter

    def blit(self, painter: QPainter, seen: Box) -> None:
        """Lay ``seen`` (points) of it on the page that ``painter`` paints in points."""
        across = self.scale * self.ratio
        x0, y0 = int(seen[0] * across), int(seen[1] * across)
        x1, y1 = (
            min(self.image.width(), ceil(seen[2] * across) + 1),
            min(self.image.height(), ceil(seen[3] * across) + 1),
        )
        if x1 <= x0 or y1 <= y0:
            return
        source = QRectF(x0, y0, x1 - x0, y1 - y0)
        transform = painter.transform()
        if transform.m12() or transform.m21() or transform.m11() < 0:  # a page turned on its side
            painter.drawImage(
                QRectF(x0 / across, y0 / across, source.width() / across, source.height() / across), self.image, source
            )
            return
        corner = transform.map(QPointF(0, 0))
        left, top = (round(each * self.ratio) / self.ratio for each in (corner.x(), corner.y()))
        painter.save()
        painter.resetTransform()
        target = QRectF(
            left + x0 / self.ratio, top + y0 / self.ratio, source.width() / self.ratio, source.height() / self.ratio
        )
        painter.drawImage(target, self.image, source)
        painter.restore()


class Sheets:
    """The sheets of one document. ``hidden`` notes are not on them: they are being moved, erased or typed into."""

    def __init__(
        self,
        notes: Callable[[int], NoteIndex],
        painter: NotePainter,
        size: Callable[[int], tuple[float, float]],
    ) -> None:
        self.hidden: set[NoteId] = set()
        self._notes = notes
        self._painter = painter
        self._size = size
        self._films: OrderedDict[int, Film] = OrderedDict()

    def paint(self, painter: QPainter, page: int, scale: float, seen: Box) -> None:
        """Everything written on ``page`` but the stickies."""
        size = self._size(page)
        for note in self._notes(page).near(seen):
            if note.kind is NoteKind.HIGHLIGHT and self._shown(note, seen):
                self._painter.paint(painter, note, scale, size)
        ratio = painter.device().devicePixelRatioF()
        if Film.fits(size, scale, ratio):
            self._film(page, scale, ratio).blit(painter, seen)
        else:
            self._paint_notes(painter, page, scale, seen)

    def draw(self, note: Note) -> None:
        """Add a note on top."""
        film = self._films.get(note.page)
        if film is not None and note.kind in _ON_SHEETS and not note.printed and note.id not in self.hidden:
            painter = film.painter()
            self._painter.paint(painter, note, film.scale, self._size(note.page))
            painter.end()

    def refresh(self, page: int, box: Box) -> None:
        """Draw ``box`` (points) anew: something in it is gone or another."""
        film = self._films.get(page)
        if film is None:
            return
        painter = film.painter()
        painter.setClipRect(QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1]))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        painter.fillRect(QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1]), Qt.GlobalColor.transparent)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        self._paint_notes(painter, page, film.scale, box)
        painter.end()

    def forget(self) -> None:
        self._films.clear()

    def _film(self, page: int, scale: float, ratio: float) -> Film:
        film = self._films.get(page)
        if film is None or (film.scale, film.ratio) != (scale, ratio):
            film = self._films[page] = Film(self._size(page), scale, ratio)
            painter = film.painter()
            self._paint_notes(painter, page, scale, (0.0, 0.0, *self._size(page)))
            painter.end()
        self._films.move_to_end(page)
        while len(self._films) > _KEPT:
            self._films.popitem(last=False)
        return film

    def _paint_notes(self, painter: QPainter, page: int, scale: float, seen: Box) -> None:
        size = self._size(page)
        for note in self._candidates(page, seen):
            if note.kind in _ON_SHEETS and self._shown(note, seen):
                self._painter.paint(painter, note, scale, size)

    def _candidates(self, page: int, seen: Box) -> Iterable[Note]:
        index, size = self._notes(page), self._size(page)
        whole = seen[0] <= 0 and seen[1] <= 0 and seen[2] >= size[0] and seen[3] >= size[1]
        return index.all() if whole else index.near(seen)

    def _shown(self, note: Note, seen: Box) -> bool:
        if note.printed or note.id in self.hidden:
            return False
        return overlap(grown(self._painter.covered(note, 1.0, self._size(note.page)), 2.0), seen)
