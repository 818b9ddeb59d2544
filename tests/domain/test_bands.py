"""How far each band of a page's picture moved up or down is found whatever was added, and a page that stayed is one band."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dxmeet.domain.bands import bands
from dxmeet.domain.features import Grey
from tests.domain.drawn_lines import HEIGHT, TOPS, WIDTH, lines


@given(st.integers(0, 999))
@settings(max_examples=4, deadline=None)
def test_a_page_that_stayed_is_one_band(seed: int) -> None:
    page = lines(seed, TOPS)
    (only,) = bands(page, page)
    assert only.stayed
    assert only.rows[0] <= 40
    assert only.rows[-1] >= 2 * TOPS[-1] - 24


@given(st.integers(0, 999), st.integers(6, 11), st.integers(2, 15).flatmap(lambda n: st.sampled_from((2 * n, -2 * n))))
@settings(max_examples=8, deadline=None)
def test_lines_that_moved_up_or_down_are_a_band_of_their_own(seed: int, at: int, by: int) -> None:
    """By whole pixels of the coarse picture: the drawn stripes are two pixels high, and moved by half a coarse one they are
    grey there, as writing is not. Then one band in a hundred or two is not found, and what lies in it is asked about."""
    gone = -by // 9 + 1 if by < 0 else 0  # lines taken out, so that those below can move up; three are left at least
    moved = [top + by if line >= at + gone else -20 if line >= at else top for line, top in enumerate(TOPS)]
    found = bands(lines(seed, TOPS), lines(seed, moved))
    assert any(band.stayed and band.rows[0] < 2 * TOPS[2] for band in found)
    assert any(abs(band.dy - 2 * by) < 1.0 and band.rows[-1] > 2 * TOPS[-3] for band in found)
    for band in found:
        assert band.stayed or abs(band.dy - 2 * by) < 1.0


def test_another_page_has_no_band_in_common() -> None:
    assert bands(lines(1, TOPS), lines(500, [top + 3 for top in TOPS])) == []


def test_a_blank_page_has_none() -> None:
    blank = Grey(WIDTH, HEIGHT, b"\xff" * (WIDTH * HEIGHT))
    assert bands(blank, blank) == []
