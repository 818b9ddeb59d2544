"""A note as plain JSON values and back: the shape that commands, tests and the database share.

    {"id", "kind", "page", "color": "#rrggbb", "width", "text", "author", "created_at", and by kind:
     ink "strokes": [[[x, y, pressure], …], …] · highlight "quote", "boxes": [[x0, y0, x1, y1], …] · sticky "at": [x, y] ·
     text "box" (and "stamp": confirmed, important or question) · shape "shape", "points": [[x, y], [x, y]] · bookmark
     nothing; and "origin": revision, where the mark was read out of that revision's own PDF}

Points from the top left of the page as shown, y downwards; pages from 1; times with an offset.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from math import isfinite
from typing import Any, TypeVar, cast

from dxmeet.domain.annotation import Anchor, Box, Note, NoteId, NoteKind, Point, ShapeKind, Stamp, Stroke
from dxmeet.domain.packet import MaterialId, RevisionId
from dxmeet.errors import NoteInvalid

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_FARTHEST = 1_000_000.0  # points; a PDF page is at most 14,400 of them unless it scales itself
_LONGEST = 100_000  # characters of a text
_YEARS = range(1970, 9999)  # at the edges of the calendar there is no other time zone
_MOST = 200_000  # points of one note's strokes, boxes of one marker

_PENS = {NoteKind.INK: 1.5, NoteKind.SHAPE: 1.5}
_MARKER, _RED = "#ffd54f", "#d32f2f"
_COLORS = {NoteKind.HIGHLIGHT: _MARKER, NoteKind.STICKY: _MARKER}

_Value = TypeVar("_Value")


def note_plain(note: Note) -> dict[str, Any]:
    """JSON values only. The material, the revision and the anchor are not in it: they say where the note is, not what."""
    plain: dict[str, Any] = {
        "id": note.id,
        "kind": note.kind.value,
        "page": note.page,
        "color": note.color,
        "width": note.width,
        "text": note.text,
        "author": note.author,
        "created_at": note.created_at.isoformat(),
    }
    if note.origin:
        plain["origin"] = note.origin
    match note.kind:
        case NoteKind.INK:
            plain["strokes"] = [[list(point) for point in stroke] for stroke in note.strokes]
        case NoteKind.HIGHLIGHT:
            plain["quote"] = note.quote
            plain["boxes"] = [list(box) for box in note.boxes]
        case NoteKind.STICKY:
            plain["at"] = list(note.at or ())
        case NoteKind.TEXT:
            plain["box"] = list(note.box or ())
            if note.stamp:
                plain["stamp"] = note.stamp.value
        case NoteKind.SHAPE:
            plain["shape"] = note.shape.value if note.shape else None
            plain["points"] = [list(point) for point in note.points]
        case NoteKind.BOOKMARK:
            pass
    return plain


def note_from_plain(
    untrusted: object,
    *,
    id: NoteId,
    material: MaterialId,
    revision: RevisionId,
    author: str,
    created_at: datetime,
    anchor: Anchor | None = None,
) -> Note:
    """The note that ``untrusted`` (from JSON) describes. An id in it is ignored; ``author`` and ``created_at`` are for one
    that has none. Colour and width have defaults; what its kind needs has not.

    Raises NoteInvalid; its reason is the name of the key that is missing or wrong, or ``object``.
    """
    if not isinstance(untrusted, dict):
        raise NoteInvalid(reason="object")
    plain = cast("dict[str, Any]", untrusted)
    kind = _checked("kind", lambda: NoteKind(plain["kind"]))
    note = Note(
        id=id,
        material=material,
        revision=revision,
        page=_checked("page", lambda: _page(plain["page"])),
        kind=kind,
        color=_checked("color", lambda: _color(plain.get("color", _COLORS.get(kind, _RED)))),
        width=_checked("width", lambda: _width(plain.get("width", _PENS.get(kind, 0.0)))),
        author=_checked("author", lambda: _text(plain.get("author", author))),
        created_at=_checked("created_at", lambda: _moment(plain.get("created_at", created_at))),
        text=_checked("text", lambda: _text(plain.get("text", ""))),
        anchor=anchor or Anchor(),
        origin=_checked("origin", lambda: RevisionId(_text(plain["origin"])) if plain.get("origin") else None),
    )
    return _with_geometry(note, plain)


def _with_geometry(note: Note, plain: dict[str, Any]) -> Note:
    match note.kind:
        case NoteKind.INK:
            return replace(note, strokes=_checked("strokes", lambda: _strokes(plain["strokes"])))
        case NoteKind.HIGHLIGHT:
            quote = _checked("quote", lambda: _text(plain.get("quote", "")))
            boxes = _checked("boxes", lambda: tuple(_box(each) for each in _list(plain.get("boxes", []), 0)))
            if not quote.strip() and not boxes:
                raise NoteInvalid(reason="boxes")
            return replace(note, quote=quote, boxes=boxes)
        case NoteKind.STICKY:
            return replace(note, at=_checked("at", lambda: _point(plain["at"])))
        case NoteKind.TEXT:
            stamp = _checked("stamp", lambda: Stamp(plain["stamp"]) if plain.get("stamp") else None)
            return replace(note, box=_checked("box", lambda: _box(plain["box"])), stamp=stamp)
        case NoteKind.SHAPE:
            shape = _checked("shape", lambda: ShapeKind(plain["shape"]))
            points = _checked("points", lambda: tuple(_point(each) for each in _list(plain["points"], 2)))
            if len(points) != 2:
                raise NoteInvalid(reason="points")
            return replace(note, shape=shape, points=points)
        case NoteKind.BOOKMARK:
            return note


def _checked(name: str, read: Callable[[], _Value]) -> _Value:
    try:
        return read()
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise NoteInvalid(reason=name) from error


def _list(untrusted: Any, least: int) -> list[Any]:
    if not isinstance(untrusted, (list, tuple)):
        raise TypeError
    found = list(cast("list[Any]", untrusted))
    if not least <= len(found) <= _MOST:
        raise ValueError
    return found


def _number(untrusted: Any) -> float:
    if type(untrusted) is float and -_FARTHEST <= untrusted <= _FARTHEST:
        return untrusted  # a page of handwriting has tens of thousands of these
    if isinstance(untrusted, bool) or not isinstance(untrusted, int | float):
        raise TypeError
    value = float(untrusted)
    if not isfinite(value) or abs(value) > _FARTHEST:
        raise ValueError
    return value


def _numbers(untrusted: Any, count: int) -> list[float]:
    if not isinstance(untrusted, (list, tuple)):
        raise TypeError
    found = cast("list[Any]", untrusted)
    if len(found) != count:
        raise ValueError
    return [_number(each) for each in found]


def _point(untrusted: Any) -> Point:
    x, y = _numbers(untrusted, 2)
    return (x, y)


def _box(untrusted: Any) -> Box:
    x0, y0, x1, y1 = _numbers(untrusted, 4)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _strokes(untrusted: Any) -> tuple[Stroke, ...]:
    strokes = tuple(tuple(_touch(point) for point in _list(stroke, 1)) for stroke in _list(untrusted, 1))
    if sum(map(len, strokes)) > _MOST:
        raise ValueError
    return strokes


def _touch(untrusted: Any) -> tuple[float, float, float]:
    x, y, pressure = _numbers(untrusted, 3)
    if not 0.0 <= pressure <= 1.0:
        raise ValueError
    return (x, y, pressure)


def _page(untrusted: Any) -> int:
    if type(untrusted) is not int or not 1 <= untrusted <= _FARTHEST:
        raise ValueError
    return untrusted


def _color(untrusted: Any) -> str:
    if not _COLOR.fullmatch(untrusted):
        raise ValueError
    return str(untrusted)


def _width(untrusted: Any) -> float:
    width = _number(untrusted)
    if width < 0:
        raise ValueError
    return width


def _text(untrusted: Any) -> str:
    if not isinstance(untrusted, str):
        raise TypeError
    untrusted.encode()  # half a character of JSON's \ud800 cannot be written anywhere
    if len(untrusted) > _LONGEST or "\0" in untrusted:
        raise ValueError
    return untrusted


def _moment(untrusted: Any) -> datetime:
    at = untrusted if isinstance(untrusted, datetime) else datetime.fromisoformat(untrusted)
    if at.tzinfo is None or at.year not in _YEARS:
        raise ValueError
    return at
