"""Where a note goes on a newer revision, and the note as it is there."""

from dataclasses import dataclass, replace

from dxmeet.domain.annotation import Box, Note, Outcome


@dataclass(frozen=True)
class Placement:
    """Where a note goes: new point = ``scale`` × old point + (``dx``, ``dy``) on ``page`` (from 1).

    ``boxes`` replace a marker's where its lines were broken anew. ``reason`` says why it is in doubt: ``changed`` (what it
    is on), ``unsure`` (where it is), ``page-removed``, ``not-found``. ``score`` is 0–1.
    """

    outcome: Outcome
    score: float
    page: int = 0
    scale: float = 1.0
    dx: float = 0.0
    dy: float = 0.0
    boxes: tuple[Box, ...] = ()
    reason: str = ""


def carried(note: Note, placement: Placement) -> Note:
    """The note's geometry at its new place; page, strokes, boxes and points, nothing else."""
    s, dx, dy = placement.scale, placement.dx, placement.dy

    def at(x: float, y: float) -> tuple[float, float]:
        return round(x * s + dx, 3), round(y * s + dy, 3)

    def box(old: Box) -> Box:
        return (*at(old[0], old[1]), *at(old[2], old[3]))

    if (s, dx, dy) == (1.0, 0.0, 0.0) and not placement.boxes:
        return replace(note, page=placement.page)
    return replace(
        note,
        page=placement.page,
        width=note.width * s,
        strokes=tuple(tuple((*at(x, y), pressure) for x, y, pressure in stroke) for stroke in note.strokes),
        boxes=placement.boxes or tuple(map(box, note.boxes)),
        at=note.at and at(*note.at),
        box=note.box and box(note.box),
        points=tuple(at(*point) for point in note.points),
    )
