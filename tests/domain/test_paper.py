"""Sheets of paper, by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxmeet.domain.paper import Sheets, sheets, sheets_of


@pytest.mark.parametrize(
    ("pages", "nup", "sides", "expected"),
    [
        (0, 1, 2, 0),
        (1, 1, 1, 1),
        (1, 1, 2, 1),
        (5, 1, 1, 5),
        (5, 1, 2, 3),  # five faces on three sheets
        (10, 2, 2, 3),  # five faces on three sheets; 10 / 4 = 2.5
        (9, 4, 1, 3),  # faces of 4, 4 and 1
        (9, 4, 2, 2),
        (100, 1, 2, 50),
    ],
)
def test_one_copy(pages: int, nup: int, sides: int, expected: int) -> None:
    assert sheets(pages, nup, sides) == expected


def test_ten_handouts_of_one_page_are_ten_sheets_and_not_five() -> None:
    assert sheets_of(1, 0, nup=1, sides=2) * 10 == Sheets(10, 0)


def test_a4_and_a3_pages_are_laid_out_separately() -> None:
    # three A4 pages duplex are two sheets, three A3 pages another two
    assert sheets_of(3, 3, nup=1, sides=2) == Sheets(2, 2)


def test_equivalent_takes_an_a3_sheet_for_two() -> None:
    assert Sheets(3, 2).equivalent == 7


def test_a_net_may_be_negative() -> None:
    assert Sheets(1, 0) - Sheets(4, 1) == Sheets(-3, -1)
    assert not Sheets(1, 1) - Sheets(1, 1)


@pytest.mark.parametrize(("pages", "nup", "sides"), [(-1, 1, 1), (1, 0, 1), (1, 1, 0)])
def test_impossible_numbers(pages: int, nup: int, sides: int) -> None:
    with pytest.raises(ValueError, match=r"\(.*\)"):
        sheets(pages, nup, sides)


@given(st.integers(0, 10**6), st.sampled_from([1, 2, 4]), st.sampled_from([1, 2]))
def test_a_sheet_less_would_not_hold_the_pages(pages: int, nup: int, sides: int) -> None:
    taken = sheets(pages, nup, sides)
    assert taken * nup * sides >= pages
    assert pages == 0 or (taken - 1) * nup * sides < pages
