"""Columns that line up."""

from hypothesis import given
from hypothesis import strategies as st

from dxmeet.cli.tables import cells, shown, table


def test_japanese_is_two_cells_wide() -> None:
    assert cells("庁議 A") == 6
    assert cells("ｶﾞ") == 2
    assert cells("カ\u3099") == 2


def test_columns_line_up() -> None:
    assert table([("庁議", "1", "x"), ("a", "10", "")], indent=" ") == [" 庁議  1   x", " a     10"]


def test_no_rows() -> None:
    assert table([]) == []


@given(st.lists(st.tuples(st.text("aあ ", max_size=5), st.just("|")), min_size=1))
def test_the_last_column_always_begins_at_the_same_cell(rows: list[tuple[str, str]]) -> None:
    assert len({cells(line.rpartition("|")[0]) for line in table(rows)}) == 1


def test_a_name_cannot_move_the_cursor() -> None:
    assert shown("a\x1b[2Jb\n\u202ec") == "a�[2Jb��c"


def test_a_name_keeps_its_full_width_space_and_its_emoji() -> None:
    assert shown("資料１　案 👨\u200d👩") == "資料１　案 👨\u200d👩"
    assert cells("👨\u200d👩") == 4
