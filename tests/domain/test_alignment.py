"""A page's text is found on another page in the pieces it moved in, whatever the pieces, and what came from elsewhere is known."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dxmeet.domain.alignment import TextPage, align
from dxmeet.domain.features import PageFeatures

WORDS = "予算歳入総務費教育費土木費民生費令和年度会議資料議案市道公園条例改正"
ROWS = st.lists(st.text(WORDS, min_size=6, max_size=20), min_size=12, max_size=24, unique=True)
SHIFT = st.tuples(st.integers(-30, 30), st.integers(-30, 30))


def page(rows: list[tuple[str, float, float]]) -> PageFeatures:
    """Lines of characters ten points wide, each beginning at (x, y)."""
    chars, runs = "", list[int]()
    boxes: list[tuple[float, float, float, float]] = []
    for words, x, y in rows:
        runs.append(len(chars))
        chars += words
        boxes += [(x + 10 * i, y, x + 10 * i + 10, y + 10) for i in range(len(words))]
    return PageFeatures((595, 842), chars, tuple(boxes), tuple(runs))


def lines(rows: list[str], dx: float = 0, dy: float = 0, first: int = 0) -> list[tuple[str, float, float]]:
    return [(words, 60.0 + dx, 60.0 + 20 * (first + n) + dy) for n, words in enumerate(rows)]


@given(ROWS, SHIFT)
@settings(max_examples=40, deadline=None)
def test_a_page_that_moved_as_a_whole_is_one_piece(rows: list[str], shift: tuple[int, int]) -> None:
    found = align(TextPage(page(lines(rows))), TextPage(page(lines(rows, *shift))), [1.0]).pieces
    assert [(each.dx, each.dy) for each in found] == [shift]
    assert found[0].share == 1.0


@given(ROWS, st.data())
@settings(max_examples=40, deadline=None)
def test_lines_below_an_added_paragraph_are_a_piece_of_their_own(rows: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(4, len(rows) - 4))
    down = data.draw(st.integers(7, 40))
    new = page([*lines(rows[:at]), *lines(rows[at:], 0, down, at)])
    found = align(TextPage(page(lines(rows))), TextPage(new), [1.0]).pieces
    assert {(each.dx, each.dy) for each in found} >= {(0.0, 0.0), (0.0, float(down))}


@given(ROWS, st.sampled_from((0.7071, 0.94, 1.4142)))
@settings(max_examples=30, deadline=None)
def test_another_paper_size_is_one_scale_for_all(rows: list[str], scale: float) -> None:
    old = page(lines(rows))
    boxes = tuple((x0 * scale, y0 * scale, x1 * scale, y1 * scale) for x0, y0, x1, y1 in old.boxes)
    new = PageFeatures((595 * scale, 842 * scale), old.chars, boxes, old.runs)
    found = align(TextPage(old), TextPage(new), [1.0, scale]).pieces
    assert [(each.scale, each.share) for each in found] == [(scale, 1.0)]


@given(ROWS, SHIFT)
@settings(max_examples=30, deadline=None)
def test_a_place_that_a_piece_came_to_is_taken_and_a_fresh_line_is_not(rows: list[str], shift: tuple[int, int]) -> None:
    old, new = page(lines(rows)), page([*lines(rows, *shift), ("新規追加", 300.0, 780.0)])
    alignment = align(TextPage(old), TextPage(new), [1.0])
    there = [alignment.taken(new.chars[i], new.boxes[i]) for i in range(len(new.chars))]
    assert all(there[:-4])
    assert not any(there[-4:])


def test_unrelated_pages_have_no_pieces() -> None:
    assert align(TextPage(page(lines(["予算" * 5] * 3))), TextPage(page(lines(["公園" * 5] * 3))), [1.0]).pieces == ()
