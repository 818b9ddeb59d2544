"""What did not move on a page is told from what did, by its picture; where that cannot be told, it is not said."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dxmeet.domain.features import Grey
from dxmeet.domain.standing import standing
from tests.domain.drawn_lines import HEIGHT, TOPS, WIDTH, lines

POINTS = 2  # a pixel


def around(line: int) -> tuple[float, float, float, float]:
    """A box in points on one of the lines."""
    return (60.0, TOPS[line] * POINTS, 120.0, (TOPS[line] + 5) * POINTS)


def stamped(page: Grey, left: int, top: int, level: int = 0) -> Grey:
    """With a box of 30 × 12 pixels upon it."""
    pixels = bytearray(page.pixels)
    for y in range(top, top + 12):
        for x in range(left, left + 30):
            pixels[y * page.width + x] = min(level, pixels[y * page.width + x])
    return Grey(page.width, page.height, bytes(pixels))


@given(st.integers(0, 999), st.sampled_from(range(4, len(TOPS) - 1)))
@settings(max_examples=10, deadline=None)
def test_a_stamp_above_moves_nothing_below(seed: int, line: int) -> None:
    page = lines(seed, TOPS)
    there = standing(page, stamped(page, 110, 2))
    assert there is not None
    assert there.stayed(around(line))
    assert not there.stayed(around(0))


@given(st.integers(0, 999), st.integers(9, len(TOPS) - 2), st.integers(2, 20))
@settings(max_examples=10, deadline=None)
def test_lines_that_moved_did_not_stay_and_neither_did_what_is_between_them_and_the_others(
    seed: int, at: int, by: int
) -> None:
    moved = standing(lines(seed, TOPS), lines(seed, [top + by * (line >= at) for line, top in enumerate(TOPS)]))
    if moved is None:
        return  # most of the page moved
    assert not any(moved.stayed(around(line)) for line in range(at - 1, len(TOPS)))
    assert moved.stayed(around(1))


def test_a_pale_word_over_the_page_leaves_what_is_below_it_as_it_was() -> None:
    page = lines(3, TOPS)
    there = standing(page, stamped(page, 40, 60, level=220))
    assert there is not None
    assert all(there.stayed(around(line)) for line in range(len(TOPS)))


def test_rows_that_look_the_same_farther_down_do_not_say_that_they_stayed() -> None:
    ruled = Grey(WIDTH, HEIGHT, b"".join((b"\x00" if y % 10 == 0 else b"\xff") * WIDTH for y in range(HEIGHT)))
    there = standing(ruled, ruled)
    assert there is not None
    assert not any(there.stayed(around(line)) for line in range(3, len(TOPS) - 3))


def test_another_page_or_one_of_another_size_is_not_compared() -> None:
    page = lines(1, TOPS)
    assert standing(page, lines(500, [top + 3 for top in TOPS])) is None
    assert standing(page, Grey(WIDTH, HEIGHT - 1, page.pixels[WIDTH:])) is None


def test_a_blank_page_says_nothing() -> None:
    blank = Grey(WIDTH, HEIGHT, b"\xff" * (WIDTH * HEIGHT))
    assert standing(blank, blank) is None
