"""What a print job costs is what its faces take: for all documents, page choices, sides, N-up, copies and mixed sizes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxmeet.domain.page import PageSize, PaperClass
from dxmeet.domain.paper import Sheets
from dxmeet.domain.printing import Face, PrintSettings, cost, page_range, pages_sent, runs
from dxmeet.errors import InputInvalid, PageUnknown

A4, A4_WIDE = PageSize(595.0, 842.0), PageSize(842.0, 595.0)
A3, A3_WIDE = PageSize(842.0, 1191.0), PageSize(1191.0, 842.0)
SLIDE, LETTER, A2 = PageSize(960.0, 540.0), PageSize(612.0, 792.0), PageSize(1191.0, 1684.0)
SIZES = (A4, A4_WIDE, A3, A3_WIDE, SLIDE, LETTER, A2, PageSize(10.0, 4000.0))


@st.composite
def jobs(draw: st.DrawFn) -> tuple[tuple[PageSize, ...], PrintSettings]:
    sizes = tuple(draw(st.lists(st.sampled_from(SIZES), min_size=1, max_size=40)))
    pages = draw(st.sets(st.integers(1, len(sizes)), min_size=1))
    settings = PrintSettings(
        tuple(sorted(pages)),
        copies=draw(st.integers(1, 30)),
        sides=draw(st.sampled_from([1, 2])),
        nup=draw(st.sampled_from([1, 2, 4])),
        shrink=draw(st.booleans()),
    )
    return sizes, settings


def all_faces(sizes: tuple[PageSize, ...], settings: PrintSettings) -> list[Face]:
    return [face for run in runs(sizes, settings) for face in run]


def sheets_in(faces: list[Face], sides: int) -> Sheets:
    """What these faces take, printed in this order."""
    a4, a3 = (sum(face.paper is paper for face in faces) for paper in (PaperClass.A4, PaperClass.A3))
    assert (a4 % sides, a3 % sides) == (0, 0), "two copies or two sizes would share a sheet"
    return Sheets(a4 // sides, a3 // sides)


@given(jobs())
def test_the_sheets_that_are_shown_are_the_sheets_that_are_produced(
    job: tuple[tuple[PageSize, ...], PrintSettings],
) -> None:
    sizes, settings = job
    one = all_faces(sizes, settings)
    assert cost(sizes, settings) == sheets_in(one * settings.copies, settings.sides)
    assert cost(sizes, settings) == sheets_in(one, settings.sides) * settings.copies


@given(jobs())
def test_every_chosen_page_is_printed_once_on_its_own_paper_and_in_order(
    job: tuple[tuple[PageSize, ...], PrintSettings],
) -> None:
    sizes, settings = job
    placed = [(face.paper, place.page) for face in all_faces(sizes, settings) for place in face.places]
    assert sorted(page for _, page in placed) == list(settings.pages)
    for paper in PaperClass:
        on_it = [page for its, page in placed if its is paper]
        assert on_it == sorted(on_it)
        assert all(settings.shrink or sizes[page - 1].paper is paper for page in on_it)
    assert pages_sent(sizes, settings) == tuple(sum(its is paper for its, _ in placed) for paper in PaperClass)


@given(jobs())
def test_pages_lie_whole_on_the_face_undistorted_and_beside_each_other(
    job: tuple[tuple[PageSize, ...], PrintSettings],
) -> None:
    sizes, settings = job
    for face in all_faces(sizes, settings):
        assert len(face.places) <= settings.nup
        width, height = face.size
        boxes: list[tuple[float, float, float, float]] = []
        for place in face.places:
            size = sizes[place.page - 1]
            assert place.width / size.width == pytest.approx(place.height / size.height)
            slack = 0.03 * max(width, height) if settings.nup == 1 else 0.01
            assert -slack <= place.left
            assert -slack <= place.top
            assert place.left + place.width <= width + slack
            assert place.top + place.height <= height + slack
            boxes.append((place.left, place.top, place.left + place.width, place.top + place.height))
        for (_, _, r0, b0), (l1, t1, _, _) in pairwise(boxes):
            assert r0 <= l1 + 0.01 or b0 <= t1 + 0.01, "the next page is to the right or below"


def test_a_page_as_large_as_the_paper_is_printed_as_it_is() -> None:
    (face,) = all_faces((A4,), PrintSettings((1,), sides=1))
    (place,) = face.places
    assert (place.left, place.top) == pytest.approx((0.0, 0.0), abs=0.2)
    assert place.width == pytest.approx(595.0, abs=0.5)


def test_two_upright_pages_share_a_sheet_that_lies_wide_and_two_slides_one_that_stands() -> None:
    two = PrintSettings((1, 2), nup=2, sides=1)
    assert [face.landscape for face in all_faces((A4, A4), two)] == [True]
    assert [face.landscape for face in all_faces((SLIDE, SLIDE), two)] == [False]
    four = PrintSettings((1, 2, 3, 4), nup=4, sides=1)
    assert [face.landscape for face in all_faces((SLIDE,) * 4, four)] == [True]


def test_a4_and_a3_pages_begin_on_sheets_of_their_own() -> None:
    settings = PrintSettings((1, 2, 3), sides=2)
    first, second = runs((A4, A3, A4), settings)
    assert [face.paper for face in first] == [PaperClass.A4, PaperClass.A4]
    assert [bool(face.places) for face in second] == [True, False]
    assert cost((A4, A3, A4), settings) == Sheets(1, 1)


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", (1, 2, 3, 4, 5, 6, 7, 8)),
        ("1-4,7", (1, 2, 3, 4, 7)),
        ("１〜４、７", (1, 2, 3, 4, 7)),
        ("7, 1 - 2", (1, 2, 7)),
        ("6-", (6, 7, 8)),
        ("-2", (1, 2)),
        ("3,3,2-3", (2, 3)),
    ],
)
def test_a_range_is_what_people_type(text: str, pages: tuple[int, ...]) -> None:
    assert page_range(text, 8) == pages


@pytest.mark.parametrize("text", ["x", "1,,2", "4-1", "0", "-", "1--2", "1;2", "１．５", "9" * 5000, "1-2-3"])
def test_what_is_no_range_is_refused(text: str) -> None:
    with pytest.raises((InputInvalid, PageUnknown)):
        page_range(text, 8)


@given(st.text(max_size=30), st.integers(1, 50))
def test_any_text_is_a_choice_of_real_pages_or_refused(text: str, pages: int) -> None:
    try:
        chosen = page_range(text, pages)
    except (InputInvalid, PageUnknown):
        return
    assert chosen == tuple(sorted(set(chosen)))
    assert set(chosen) <= set(range(1, pages + 1))
    assert chosen


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        (PrintSettings((1,), copies=0), "copies"),
        (PrintSettings((1,), copies=1000), "copies"),
        (PrintSettings((1,), sides=3), "sides"),
        (PrintSettings((1,), nup=3), "nup"),
        (PrintSettings(()), "pages"),
    ],
)
def test_settings_that_no_printer_has_are_refused(settings: PrintSettings, field: str) -> None:
    with pytest.raises(InputInvalid) as caught:
        settings.checked(5)
    assert caught.value.facts["field"] == field
