"""Notes a reader makes on a page: ink, marker, sticky, text, shape and bookmark, in page coordinates.

Coordinates are points from the top left of the page as shown, y downwards. Strokes keep the raw (x, y, pressure) of the
pen; smoothing is drawing code's business. Notes are rows in the database, never written into the source PDF.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from dxmeet.domain.packet import MaterialId, RevisionId

NoteId = NewType("NoteId", str)
Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""(x0, y0, x1, y1) with x0 ≤ x1 and y0 ≤ y1."""
Stroke = tuple[tuple[float, float, float], ...]
"""(x, y, pressure 0–1) triples."""


class NoteKind(StrEnum):
    INK = "ink"
    HIGHLIGHT = "highlight"
    STICKY = "sticky"
    TEXT = "text"
    SHAPE = "shape"
    BOOKMARK = "bookmark"


class ShapeKind(StrEnum):
    LINE = "line"
    ARROW = "arrow"
    BOX = "box"
    ELLIPSE = "ellipse"


class Stamp(StrEnum):
    """A text note that looks like a stamp; ``text`` holds its word."""

    CONFIRMED = "confirmed"
    IMPORTANT = "important"
    QUESTION = "question"


class Outcome(StrEnum):
    """What became of a note when its material was replaced: そのまま, 移動, 要確認, 行き先なし."""

    KEPT = "kept"
    MOVED = "moved"
    REVIEW = "review"
    UNPLACED = "unplaced"


@dataclass(frozen=True)
class Carried:
    """How a note came to the revision it is on: from ``page`` of ``revision``, as ``outcome``.

    ``note`` is the id it had when a reader made it, ``source`` the one it was carried from; new point = ``scale`` × old
    point + (``dx``, ``dy``). ``box`` is where it was put: a note that is elsewhere by now was moved by its reader.
    ``reason`` says why it is in doubt. ``settled``: the reader has said that this is its place.
    """

    note: NoteId
    source: NoteId
    revision: RevisionId
    page: int
    outcome: Outcome
    score: float
    scale: float
    dx: float
    dy: float
    box: Box
    boxes: tuple[Box, ...] = ()  # a marker's before, where its lines were broken anew
    reason: str = ""
    settled: bool = False


@dataclass(frozen=True)
class Anchor:
    """What the note was made on, saved with it, so that a later revision can be searched for the same place.

    ``size`` is the page's size in points when the note was made; ``fingerprint`` that page's, where it was known. ``carried`` where the note
    came from an earlier revision. What lies around the note is kept apart (``domain/surroundings.py``): it follows later.
    """

    fingerprint: str = ""
    size: tuple[float, float] = (0.0, 0.0)
    carried: Carried | None = None


@dataclass(frozen=True)
class Note:
    """One note. Which of the geometry fields are filled depends on ``kind``:

    ink: strokes · highlight: boxes (and quote) · sticky: at, text · text: box, text (and stamp) · shape: shape, points ·
    bookmark: text

    ``origin`` is the revision whose own PDF carries the mark, for one that was read out of it.
    """

    id: NoteId
    material: MaterialId
    revision: RevisionId
    page: int
    kind: NoteKind
    color: str
    width: float
    author: str
    created_at: datetime
    text: str = ""
    strokes: tuple[Stroke, ...] = ()
    boxes: tuple[Box, ...] = ()
    quote: str = ""
    at: Point | None = None
    box: Box | None = None
    shape: ShapeKind | None = None
    points: tuple[Point, ...] = ()
    anchor: Anchor = field(default_factory=Anchor)
    stamp: Stamp | None = None
    origin: RevisionId | None = None

    @property
    def printed(self) -> bool:
        """Part of the paper itself: listed and searched, but neither painted, moved nor exported a second time."""
        return self.origin == self.revision
