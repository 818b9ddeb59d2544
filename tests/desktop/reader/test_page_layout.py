"""Which pages lie where, for any document, canvas and look."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxmeet.desktop.reader.layout import PageLayout
from dxmeet.desktop.reader.placing import MARGIN, Placement, Viewport
from dxmeet.domain.look import Fit, Look, View
from dxmeet.domain.page import PageSize

A4, A3 = PageSize(595.0, 842.0), PageSize(1191.0, 842.0)
ROOM = Viewport(1300, 700)

pages = st.lists(st.builds(PageSize, st.floats(20, 3000), st.floats(20, 3000)), min_size=1, max_size=12)
viewports = st.builds(
    Viewport, st.integers(200, 2500), st.integers(200, 1600), st.sampled_from([1.0, 1.25, 1.5, 1.75, 2.0])
)
looks = st.builds(
    Look,
    st.sampled_from(View),
    st.sampled_from(Fit),
    st.floats(0.1, 8.0),
    st.sampled_from([0, 90, 180, 270]),
    st.booleans(),
)


def lefts(layout: PageLayout, page: int) -> dict[int, float]:
    return {number: place.left for number, place in layout.placements(page, 0, 0)}


def test_the_cover_is_alone_and_pages_meet_at_the_spine() -> None:
    layout = PageLayout([A4] * 5, ROOM, Look(View.SPREAD))
    assert [layout.pages_of(row) for row in range(-1, 4)] == [[], [1], [2, 3], [4, 5], []]
    (two, left), (three, right) = layout.placements(3, 0, 0)
    assert (two, three) == (2, 3)
    assert left.left + left.width == right.left
    [(_, cover)] = layout.placements(1, 0, 0)
    assert cover.left == right.left  # the front of a book
    assert (layout.beside(2, 1), layout.beside(3, -1), layout.beside(4, 1)) == (4, 1, None)


def test_bound_at_the_right_the_lower_number_is_at_the_right() -> None:
    places = lefts(PageLayout([A4] * 5, ROOM, Look(View.SPREAD, right_bound=True)), 2)
    assert places[2] > places[3]


def test_pages_of_a_spread_are_each_fitted() -> None:
    layout = PageLayout([A4, A4, A3], ROOM, Look(View.SPREAD))
    (_, left), (_, right) = layout.placements(2, 0, 0)
    assert left.height == pytest.approx(700 - 2 * MARGIN, abs=1)
    assert right.width == pytest.approx(650 - MARGIN, abs=1)


def test_continuous_reads_the_first_page_that_is_half_in_sight() -> None:
    layout = PageLayout([A4] * 9, ROOM, Look(View.CONTINUOUS, Fit.WIDTH))
    assert [layout.page_at(layout.scroll_to(page)) for page in range(1, 9)] == list(range(1, 9))
    half = layout.scroll_to(3) - round(ROOM.height * 0.6)
    assert layout.page_at(half) == 2
    assert [page for page, _ in layout.placements(2, 0, half)] == [2, 3]


@given(pages, viewports, looks, st.data())
def test_pages_in_sight_neither_overlap_nor_leave_the_ground(
    sizes: list[PageSize], room: Viewport, look: Look, data: st.DataObject
) -> None:
    layout = PageLayout(sizes, room, look)
    page = data.draw(st.integers(1, len(sizes)))
    across, down = (data.draw(st.integers(0, most)) for most in layout.scroll_range(page))
    places = layout.placements(page, across, down)
    if not layout.continuous:
        assert [number for number, _ in places] == layout.pages_of(layout.row_of(page))
    for index, (_, place) in enumerate(places):
        assert all(_apart(place, other) for _, other in places[:index])
        assert abs(place.left * room.ratio - round(place.left * room.ratio)) < 1e-6


@given(pages, viewports, looks, st.data())
def test_every_page_can_be_scrolled_into_sight(
    sizes: list[PageSize], room: Viewport, look: Look, data: st.DataObject
) -> None:
    layout = PageLayout(sizes, room, look)
    page = data.draw(st.integers(1, len(sizes)))
    down = min(layout.scroll_to(page), layout.scroll_range(page)[1])
    place = dict(layout.placements(page, 0, down))[page]
    assert place.top < room.height
    assert place.top + place.height > 0


@given(viewports, looks, st.floats(0, 595), st.floats(0, 842))
def test_a_point_goes_to_the_canvas_and_back_however_the_view_is_turned(
    room: Viewport, look: Look, x: float, y: float
) -> None:
    [(_, place)] = PageLayout([A4], room, look).placements(1, 0, 0)
    seen = place.to_canvas(x, y)
    assert place.to_page(*seen) == pytest.approx((x, y), abs=1e-6)
    slack = 1.0  # the page is rounded to whole pixels
    assert place.left - slack <= seen[0] <= place.left + place.width + slack
    assert place.top - slack <= seen[1] <= place.top + place.height + slack


def _apart(one: Placement, other: Placement) -> bool:
    near = 1.0
    across = one.left + one.width <= other.left + near or other.left + other.width <= one.left + near
    return across or one.top + one.height <= other.top + near or other.top + other.height <= one.top + near
