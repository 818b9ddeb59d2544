"""A note's anchor as plain JSON values and back, and what it says about where the note comes from."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from dxmeet.domain.annotation import Anchor, Box, Carried, Note, NoteId, Outcome
from dxmeet.domain.packet import RevisionId
from dxmeet.domain.surroundings import extent

_TRAY = "tray:"
_STILL = 0.5  # points; a box that differs by no more was not moved by hand


def tray_of(revision: RevisionId) -> RevisionId:
    """Where the notes wait that found no place on ``revision``: none of its pages, and no other revision's."""
    return RevisionId(f"{_TRAY}{revision}")


def of_tray(revision: RevisionId) -> RevisionId | None:
    """The revision whose tray this is; None for a real one."""
    return RevisionId(revision.removeprefix(_TRAY)) if revision.startswith(_TRAY) else None


def anchor_plain(anchor: Anchor) -> dict[str, Any]:
    """JSON values only."""
    plain: dict[str, Any] = {"fingerprint": anchor.fingerprint, "size": list(anchor.size)}
    if anchor.carried is not None:
        plain["carried"] = asdict(anchor.carried)
    return plain


def anchor_from_plain(plain: Mapping[str, Any]) -> Anchor:
    """What ``anchor_plain`` made. Raises KeyError, TypeError or ValueError for anything else."""
    width, height = plain["size"]
    carried = plain.get("carried")
    return Anchor(plain["fingerprint"], (width, height), None if carried is None else _carried(carried))


def _carried(plain: Mapping[str, Any]) -> Carried:
    return Carried(
        note=NoteId(plain["note"]),
        source=NoteId(plain["source"]),
        revision=RevisionId(plain["revision"]),
        page=plain["page"],
        outcome=Outcome(plain["outcome"]),
        score=plain["score"],
        scale=plain["scale"],
        dx=plain["dx"],
        dy=plain["dy"],
        box=_box(plain["box"]),
        boxes=tuple(map(_box, plain["boxes"])),
        reason=plain["reason"],
        settled=plain["settled"],
    )


def _box(plain: Any) -> Box:
    x0, y0, x1, y1 = plain
    return (x0, y0, x1, y1)


def lineage(note: Note) -> NoteId:
    """The id the note had when a reader made it."""
    return note.anchor.carried.note if note.anchor.carried else note.id


def settled(note: Note) -> bool:
    """Whether its place is a reader's word: made there, confirmed there, or moved there by hand."""
    carried = note.anchor.carried
    if carried is None or carried.settled:
        return True
    return _moved(note, carried)


def _moved(note: Note, carried: Carried) -> bool:
    return any(abs(a - b) > _STILL for a, b in zip(extent(note), carried.box, strict=True))


def original(note: Note) -> Note:
    """The note where a reader put it: on an earlier revision, for one that was only carried since."""
    return note if settled(note) else came_from(note)


def came_from(note: Note) -> Note:
    """The note as it was on the revision it was carried from; itself where it was not, or where a hand has moved it."""
    carried = note.anchor.carried
    if carried is None or _moved(note, carried):
        return note

    def at(x: float, y: float) -> tuple[float, float]:
        return (x - carried.dx) / carried.scale, (y - carried.dy) / carried.scale

    def box(now: Box) -> Box:
        return (*at(now[0], now[1]), *at(now[2], now[3]))

    return replace(
        note,
        revision=carried.revision,
        page=carried.page,
        width=note.width / carried.scale,
        strokes=tuple(tuple((*at(x, y), pressure) for x, y, pressure in stroke) for stroke in note.strokes),
        boxes=carried.boxes or tuple(map(box, note.boxes)),
        at=note.at and at(*note.at),
        box=note.box and box(note.box),
        points=tuple(at(*point) for point in note.points),
    )
