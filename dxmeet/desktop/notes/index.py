"""Find the notes near a place of a page without looking at the others. Boxes in points."""

from collections.abc import Iterable
from itertools import count, product

from dxmeet.desktop.notes.geometry import bounds, grown
from dxmeet.domain.annotation import Box, Note, NoteId, NoteKind

_CELL = 48.0  # points
_MOST_CELLS = 400  # a note over more is looked at always


class NoteIndex:
    """One page's notes in the order they were made; stickies and bookmarks, whose size is the screen's, are ``loose``."""

    def __init__(self, notes: Iterable[Note] = ()) -> None:
        self._notes: dict[NoteId, tuple[int, Note]] = {}
        self._cells: dict[tuple[int, int], set[NoteId]] = {}
        self._loose: set[NoteId] = set()
        self._order = count()
        for note in notes:
            self.add(note)

    def __len__(self) -> int:
        return len(self._notes)

    def add(self, note: Note) -> None:
        """A note of the same id is replaced, and keeps its place in the order."""
        former = self._notes.get(note.id)
        if former is not None:
            self.remove(former[1])
        self._notes[note.id] = (former[0] if former else next(self._order), note)
        cells = _cells(note)
        if cells is None:
            self._loose.add(note.id)
        else:
            for cell in cells:
                self._cells.setdefault(cell, set()).add(note.id)

    def remove(self, note: Note) -> None:
        known = self._notes.pop(note.id, None)
        if known is None:
            return
        self._loose.discard(note.id)
        for cell in _cells(known[1]) or ():
            self._cells.get(cell, set()).discard(note.id)

    def get(self, note: NoteId) -> Note | None:
        known = self._notes.get(note)
        return known[1] if known else None

    def all(self) -> list[Note]:
        return [note for _, note in sorted(self._notes.values(), key=lambda each: each[0])]

    def near(self, box: Box) -> list[Note]:
        """Those that may meet ``box``, the loose ones included."""
        found = set(self._loose)
        for cell in _span(box):
            found |= self._cells.get(cell, set())
        return [note for _, note in sorted((self._notes[each] for each in found), key=lambda each: each[0])]


def reach(note: Note) -> float:
    """Points around its geometry that a note's line covers, with the head of an arrow."""
    return note.width * 3 + 8 if note.kind in (NoteKind.INK, NoteKind.SHAPE) else 2.0


def _cells(note: Note) -> list[tuple[int, int]] | None:
    box = bounds(note)
    if box is None:
        return None
    cells = _span(grown(box, reach(note)))
    return cells if len(cells) <= _MOST_CELLS else None


def _span(box: Box) -> list[tuple[int, int]]:
    across = range(int(box[0] // _CELL), int(box[2] // _CELL) + 1)
    down = range(int(box[1] // _CELL), int(box[3] // _CELL) + 1)
    return list(product(across, down))
