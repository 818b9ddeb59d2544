"""A note survives its plain form; what is not a note is refused with the name of what is wrong."""

import json
import math
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxmeet.domain.annotation import Anchor, Note, NoteId, NoteKind, ShapeKind
from dxmeet.domain.notation import note_from_plain, note_plain
from dxmeet.domain.packet import MaterialId, RevisionId
from dxmeet.errors import NoteInvalid

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)

coordinate = st.floats(-20_000, 20_000, allow_nan=False)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
points = st.tuples(coordinate, coordinate)
touches = st.tuples(coordinate, coordinate, st.floats(0, 1))
boxes = st.tuples(points, points).map(
    lambda p: (min(p[0][0], p[1][0]), min(p[0][1], p[1][1]), max(p[0][0], p[1][0]), max(p[0][1], p[1][1]))
)
geometries: dict[NoteKind, st.SearchStrategy[dict[str, Any]]] = {
    NoteKind.INK: st.fixed_dictionaries(
        {"strokes": st.lists(st.lists(touches, min_size=1, max_size=5).map(tuple), min_size=1, max_size=3).map(tuple)}
    ),
    NoteKind.HIGHLIGHT: st.fixed_dictionaries(
        {"boxes": st.lists(boxes, min_size=1, max_size=3).map(tuple), "quote": texts}
    ),
    NoteKind.STICKY: st.fixed_dictionaries({"at": points}),
    NoteKind.TEXT: st.fixed_dictionaries({"box": boxes}),
    NoteKind.SHAPE: st.fixed_dictionaries({"shape": st.sampled_from(ShapeKind), "points": st.tuples(points, points)}),
    NoteKind.BOOKMARK: st.just({}),
}


@st.composite
def notes(draw: st.DrawFn) -> Note:
    kind = draw(st.sampled_from(NoteKind))
    return Note(
        id=NoteId(draw(st.uuids()).hex),
        material=MaterialId("m"),
        revision=RevisionId("a" * 64),
        page=draw(st.integers(1, 5000)),
        kind=kind,
        color=draw(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)),
        width=draw(st.floats(0, 100)),
        author=draw(texts),
        created_at=draw(st.datetimes(datetime(1970, 1, 1), datetime(9998, 12, 31), timezones=st.just(UTC))),  # noqa: DTZ001
        text=draw(texts),
        anchor=draw(st.builds(Anchor, st.text("0123456789abcdef", max_size=8), points)),
        **draw(geometries[kind]),
    )


def read(plain: object) -> Note:
    return note_from_plain(
        plain, id=NoteId("given"), material=MaterialId("m"), revision=RevisionId("r"), author="山田", created_at=NOW
    )


@given(notes())
def test_a_note_survives_its_plain_form(note: Note) -> None:
    plain = json.loads(json.dumps(note_plain(note), allow_nan=False))
    again = note_from_plain(
        plain,
        id=note.id,
        material=note.material,
        revision=note.revision,
        author="somebody else",
        created_at=NOW,
        anchor=note.anchor,
    )
    assert again == note


def test_what_is_left_out_has_a_default() -> None:
    note = read({"kind": "ink", "page": 2, "strokes": [[[1, 2, 0.5]]]})
    assert (note.id, note.author, note.created_at, note.text) == ("given", "山田", NOW, "")
    assert note.width > 0
    assert note.strokes == (((1.0, 2.0, 0.5),),)
    assert read({"id": "theirs", "kind": "bookmark", "page": 1}).id == "given"


def test_a_marker_may_be_a_quotation_only() -> None:
    assert read({"kind": "highlight", "page": 1, "quote": "予算"}).boxes == ()


def test_a_box_drawn_from_its_other_corner_is_turned_round() -> None:
    assert read({"kind": "text", "page": 1, "box": [30, 40, 10, 20]}).box == (10, 20, 30, 40)


INK = {"kind": "ink", "page": 1, "strokes": [[[1, 2, 0.5]]]}
SHAPE = {"kind": "shape", "page": 1, "shape": "line", "points": [[0, 0], [1, 1]]}


@pytest.mark.parametrize(
    ("plain", "reason"),
    [
        (None, "object"),
        ([INK], "object"),
        ("ink", "object"),
        ({}, "kind"),
        ({**INK, "kind": "scribble"}, "kind"),
        ({**INK, "kind": ["ink"]}, "kind"),
        ({**INK, "page": 0}, "page"),
        ({**INK, "page": -1}, "page"),
        ({**INK, "page": 1.5}, "page"),
        ({**INK, "page": True}, "page"),
        ({**INK, "page": "1"}, "page"),
        ({**INK, "page": 10**30}, "page"),
        ({"kind": "ink", "strokes": []}, "page"),
        ({**INK, "color": "red"}, "color"),
        ({**INK, "color": "#12345"}, "color"),
        ({**INK, "color": "#1234567"}, "color"),
        ({**INK, "color": "#12345g"}, "color"),
        ({**INK, "color": "#d32f2f\n"}, "color"),
        ({**INK, "color": None}, "color"),
        ({**INK, "width": -1}, "width"),
        ({**INK, "width": math.nan}, "width"),
        ({**INK, "width": "thick"}, "width"),
        ({**INK, "text": 3}, "text"),
        ({**INK, "text": "\ud800"}, "text"),
        ({**INK, "text": "a\0b"}, "text"),
        ({**INK, "text": "x" * 100_001}, "text"),
        ({**INK, "author": None}, "author"),
        ({**INK, "created_at": "yesterday"}, "created_at"),
        ({**INK, "created_at": "2026-11-25T10:00:00"}, "created_at"),
        ({**INK, "created_at": 0}, "created_at"),
        ({"kind": "ink", "page": 1}, "strokes"),
        ({**INK, "strokes": []}, "strokes"),
        ({**INK, "strokes": [[]]}, "strokes"),
        ({**INK, "strokes": [[[1, 2]]]}, "strokes"),
        ({**INK, "strokes": [[[1, 2, 1.5]]]}, "strokes"),
        ({**INK, "strokes": [[[math.inf, 2, 0.5]]]}, "strokes"),
        ({**INK, "strokes": [[[10**400, 2, 0.5]]]}, "strokes"),
        ({**INK, "strokes": [[["1", 2, 0.5]]]}, "strokes"),
        ({**INK, "strokes": "abc"}, "strokes"),
        ({**INK, "strokes": {"0": [1]}}, "strokes"),
        ({"kind": "highlight", "page": 1}, "boxes"),
        ({"kind": "highlight", "page": 1, "quote": "　"}, "boxes"),
        ({"kind": "highlight", "page": 1, "boxes": [[1, 2, 3]]}, "boxes"),
        ({"kind": "highlight", "page": 1, "quote": 5}, "quote"),
        ({"kind": "sticky", "page": 1}, "at"),
        ({"kind": "sticky", "page": 1, "at": [1, math.nan]}, "at"),
        ({"kind": "sticky", "page": 1, "at": [1, True]}, "at"),
        ({"kind": "text", "page": 1, "box": [1, 2, 3]}, "box"),
        ({"kind": "text", "page": 1, "box": None}, "box"),
        ({**SHAPE, "shape": "triangle"}, "shape"),
        ({**SHAPE, "points": [[0, 0]]}, "points"),
        ({**SHAPE, "points": [[0, 0], [1, 1], [2, 2]]}, "points"),
    ],
)
def test_what_is_not_a_note_is_refused(plain: object, reason: str) -> None:
    with pytest.raises(NoteInvalid) as caught:
        read(plain)
    assert caught.value.facts == {"reason": reason}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
keys = [
    "page",
    "color",
    "width",
    "text",
    "author",
    "created_at",
    "strokes",
    "boxes",
    "quote",
    "at",
    "box",
    "shape",
    "points",
]


@given(st.sampled_from(NoteKind), st.dictionaries(st.sampled_from(keys), json_values, max_size=6))
def test_whatever_json_holds_it_is_a_note_or_refused(kind: NoteKind, plain: dict[str, Any]) -> None:
    try:
        note = read({"page": 1, **plain, "kind": kind.value})
    except NoteInvalid:
        return
    assert read(note_plain(note)) == note
