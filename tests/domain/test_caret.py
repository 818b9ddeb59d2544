"""Steps through a page's text: by character, word and line, along lines and down columns, never off the ink."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxmeet.domain.annotation import Box
from dxmeet.domain.caret import Step, first_in, is_vertical, stepped
from dxmeet.domain.pagetext import PageText


def _page(*lines: str, vertical: bool = False) -> PageText:
    """Characters of 10 × 10 points, lines 20 points apart; columns go from right to left."""
    text, boxes = "\n".join(lines), list[Box]()
    for number, line in enumerate(lines):
        if number:
            boxes.append((0, 0, 0, 0))
        for at, letter in enumerate(line):
            x, y = (500 - 20 * number, 10 * at) if vertical else (10 * at, 20 * number)
            boxes.append((x, y, x, y) if letter == " " else (x, y, x + 10, y + 10))
    return PageText.of(text, boxes)


PAGE = _page("令和8年度 予算", "  ", "説明資料")


@pytest.mark.parametrize(
    ("start", "step", "reads"),
    [
        (0, Step.NEXT, "和"),
        (4, Step.NEXT, "予"),
        (6, Step.PREVIOUS, "度"),
        (0, Step.NEXT_WORD, "8"),
        (3, Step.PREVIOUS_WORD, "8"),
        (2, Step.PREVIOUS_WORD, "令"),
        (4, Step.LINE_START, "令"),
        (0, Step.LINE_END, "算"),
        (2, Step.NEXT_LINE, "資"),
        (6, Step.NEXT_LINE, "料"),
        (13, Step.PREVIOUS_LINE, "和"),
        (0, Step.PREVIOUS, "令"),
        (0, Step.PREVIOUS_LINE, "令"),
    ],
)
def test_where_a_step_leads(start: int, step: Step, reads: str) -> None:
    assert PAGE.text[stepped(PAGE, start, step)] == reads


def test_a_column_is_known_as_one_and_its_neighbour_is_at_the_same_height() -> None:
    page = _page("議案第一号", "補正予算", vertical=True)
    assert is_vertical(page, 0)
    assert not is_vertical(PAGE, 0)
    assert page.text[stepped(page, 2, Step.NEXT_LINE)] == "予"


def test_the_first_character_in_sight() -> None:
    assert first_in(PAGE, (0, 30, 500, 500)) == PAGE.text.index("説")
    assert first_in(PAGE, (0, 300, 500, 500)) is None


@given(
    st.lists(st.text("予算案a1 ", max_size=8), min_size=1, max_size=6),
    st.lists(st.sampled_from(Step), max_size=20),
    st.booleans(),
)
def test_no_step_leaves_the_ink(lines: list[str], steps: list[Step], vertical: bool) -> None:
    page = _page(*lines, vertical=vertical)
    at = first_in(page, (0, 0, 1000, 1000))
    if at is None:
        return
    for step in steps:
        at = stepped(page, at, step)
        assert page.boxes[at][0] < page.boxes[at][2]
