"""The pen's line, rubbing out a part of it, and the loop that takes notes in."""

from datetime import UTC, datetime
from itertools import pairwise
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxmeet.domain.annotation import Note, NoteId, NoteKind, Stroke
from dxmeet.domain.erasing import rubbed
from dxmeet.domain.lasso import enclosed
from dxmeet.domain.packet import MaterialId, RevisionId
from dxmeet.domain.smoothing import legs

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
_coordinate = st.floats(0, 600, allow_nan=False)
_strokes = st.lists(st.tuples(_coordinate, _coordinate, st.floats(0, 1)), min_size=1, max_size=20).map(tuple)


def ink(*strokes: Stroke) -> Note:
    return Note(
        NoteId("n"), MaterialId("m"), RevisionId("r"), 1, NoteKind.INK, "#c62828", 2.0, "山田", NOW, strokes=strokes
    )  # fmt: skip


@given(_strokes)
def test_the_line_is_one_piece_from_the_first_point_to_the_last_and_close_to_all(stroke: Stroke) -> None:
    found = legs(stroke)
    if len(stroke) == 1:
        assert found == []
        return
    assert found[0].start == stroke[0][:2]
    assert found[-1].end == stroke[-1][:2]
    for first, second in pairwise(found):
        assert first.end == second.start
    for leg in found:
        if leg.bend is not None:
            (ax, ay), (bx, by), (cx, cy) = leg.start, leg.bend, leg.end
            middle = (ax + 2 * bx + cx) / 4, (ay + 2 * by + cy) / 4
            assert hypot(middle[0] - bx, middle[1] - by) <= 0.7501


@given(_strokes, _coordinate, _coordinate, st.floats(0.5, 60))
def test_what_is_rubbed_is_gone_and_the_rest_is_where_it_was(stroke: Stroke, x: float, y: float, radius: float) -> None:
    left = rubbed(ink(stroke), (x, y), radius)
    pieces = left.strokes if left is not None else ()
    for piece in pieces:
        for px, py, _ in piece:
            assert hypot(px - x, py - y) >= radius - 1e-3 or left.strokes == (stroke,)
            assert min(_far((px, py), a, b) for a, b in zip(stroke, stroke[1:] or stroke, strict=False)) < 1e-3
    kept = [p for p in stroke if hypot(p[0] - x, p[1] - y) > radius + 1e-3]
    if len(stroke) > 1:
        assert all(any(p == q for piece in pieces for q in piece) for p in kept)


def _far(at: tuple[float, float], a: tuple[float, ...], b: tuple[float, ...]) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else min(1.0, max(0.0, ((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / length))
    return hypot(a[0] + t * dx - at[0], a[1] + t * dy - at[1])


def test_rubbing_in_the_middle_leaves_two_strokes_of_the_same_note() -> None:
    left = rubbed(ink(((0, 0, 0.0), (100, 0, 1.0))), (50, 3), 5)
    assert left is not None
    assert left.id == "n"
    (first, second) = left.strokes
    assert first == ((0, 0, 0.0), pytest.approx((46, 0, 0.46)))
    assert second == (pytest.approx((54, 0, 0.54)), (100, 0, 1.0))
    untouched = ink(((0, 0, 0.5), (9, 0, 0.5)))
    assert rubbed(untouched, (50, 50), 5) is untouched
    assert rubbed(untouched, (4, 0), 50) is None


def test_a_loop_takes_in_what_lies_more_than_half_inside() -> None:
    loop = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]
    assert enclosed(ink(((10, 10, 0.5), (50, 50, 0.5), (150, 150, 0.5))), loop)
    assert not enclosed(ink(((10, 10, 0.5), (150, 50, 0.5), (150, 150, 0.5))), loop)
