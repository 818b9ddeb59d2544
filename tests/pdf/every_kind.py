"""One note of every kind, each in a field of its own on a page, and where its ink must be seen."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from viewers import Box

from dxmeet.domain.annotation import Note, NoteId, NoteKind, ShapeKind, Stamp
from dxmeet.domain.packet import MaterialId, RevisionId

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
FIELD = (112.0, 64.0)
"""Points: the width and height of a note's field."""
KINDS = ("ink", "marker", "sticky", "text", "stamp", "line", "arrow", "box", "ellipse", "bookmark")
CLOSE = 1.0
"""Points a side may be off."""


@dataclass(frozen=True)
class Placed:
    """``seen`` is None where the words decide how much of the field is inked."""

    kind: str
    note: Note
    field: Box
    seen: Box | None

    def right(self, found: Box | None) -> bool:
        """Whether what was found is this note in its place."""
        if found is None:
            return False
        if self.seen is None:
            assert self.note.box is not None
            x0, y0, x1, y1 = self.note.box
            inside = (
                x0 - CLOSE <= found[0] and y0 - CLOSE <= found[1] and found[2] <= x1 + CLOSE and found[3] <= y1 + CLOSE
            )
            return inside and found[0] < x0 + 4  # it begins at the left
        return all(abs(a - b) <= CLOSE for a, b in zip(found, self.seen, strict=True))


def placed(kind: str, page: int, x: float, y: float, width: float) -> Placed:
    """A note of this kind whose field begins at (``x``, ``y``); ``width`` is the page's, where a bookmark lies at the edge."""
    field = (x, y, x + FIELD[0], y + FIELD[1])
    a, b = (x + 20, y + 12), (x + 90, y + 50)
    match kind:
        case "ink":
            made = _note(page, kind, NoteKind.INK, strokes=(((*a, 0.5), (b[0], a[1], 0.5), (*b, 0.5)),))
            return Placed(kind, made, field, (a[0] - 1, a[1] - 1, b[0] + 1, b[1] + 1))
        case "marker":
            boxes = ((*a, b[0], a[1] + 12), (a[0], b[1] - 12, b[0] - 20, b[1]))
            return Placed(kind, _note(page, kind, NoteKind.HIGHLIGHT, boxes=boxes, color="#20a0ff"), field, (*a, *b))
        case "sticky":
            made = _note(page, kind, NoteKind.STICKY, at=a, text="確認", color="#ffd54f")
            return Placed(kind, made, field, (*a, a[0] + 20, a[1] + 20))
        case "text":
            box = (*a, b[0], a[1] + 22)
            return Placed(kind, _note(page, kind, NoteKind.TEXT, box=box, text="予算減額", width=16.0), field, None)
        case "stamp":
            made = _note(page, kind, NoteKind.TEXT, box=(*a, *b), text="確認", width=16.0, stamp=Stamp.CONFIRMED)
            return Placed(kind, made, field, (*a, *b))
        case "bookmark":
            made = _note(page, kind, NoteKind.BOOKMARK, text="ここから", color="#ffd54f")
            return Placed(kind, made, (width - 24, 0.0, width, 24.0), (width - 16.5, 0.0, width - 3.5, 20.0))
        case _:
            shape = ShapeKind(kind)
            made = _note(page, kind, NoteKind.SHAPE, shape=shape, points=(b, a) if shape is ShapeKind.BOX else (a, b))
            # An arrow's wings reach 12 points back, 25.7° to either side of its line: below its tip, not beyond it.
            return Placed(kind, made, field, (a[0] - 1, a[1] - 1, b[0] + 1, b[1] + 1))


def _note(page: int, name: str, kind: NoteKind, **geometry: Any) -> Note:
    whole = {"color": "#d02020", "width": 2.0, "author": "港 一郎", "created_at": NOW} | geometry
    return Note(NoteId(f"{page}-{name}"), MaterialId("m"), RevisionId("r"), page, kind, **whole)
