"""A page's text: found words lead to their boxes, and survive being packed."""

from hypothesis import given
from hypothesis import strategies as st

from dxmeet.domain.annotation import Box
from dxmeet.domain.folding import folded
from dxmeet.domain.pagetext import PageText, Span, running, unpack


def typeset(text: str, *, width: float = 10.0) -> PageText:
    """Every character 10 points wide, a line 20 points below the other."""
    boxes: list[Box] = []
    x, y = 0.0, 0.0
    for character in text:
        if character in "\n\f":
            boxes.append((x, y, x, y))
            x, y = 0.0, y + 20
        else:
            boxes.append((x, y, x + width, y + 12))
            x += width
    return PageText.of(text, boxes)


def test_a_word_on_one_line_has_one_box() -> None:
    page = typeset("令和八年度予算案")
    assert page.boxes_of(page.find(folded("予算"))[0]) == ((50.0, 0.0, 70.0, 12.0),)


def test_a_word_over_a_line_end_has_a_box_on_each_line() -> None:
    page = typeset("令和の地方公\n共団体の")
    (span,) = page.find(folded("地方公共団体"))
    assert page.boxes_of(span) == ((30.0, 0.0, 60.0, 12.0), (0.0, 20.0, 30.0, 32.0))
    assert page.words(span) == "地方公共団体"


def test_a_voiced_half_width_kana_brings_its_mark() -> None:
    page = typeset("ｶﾞｽ")
    (span,) = page.find(folded("ガ"))
    assert span == Span(0, 2)
    assert page.boxes_of(span) == ((0.0, 0.0, 20.0, 12.0),)


def test_a_snippet_is_one_line_with_the_words_in_their_own_spelling() -> None:
    page = typeset("前の\fｄｘ推進\n計画は the end\nof it")
    (span,) = page.find(folded("DX推進計画"))
    snippet = page.snippet(span, around=9)
    assert (snippet.before, snippet.hit, snippet.after) == ("前の ", "ｄｘ推進計画", "は the end…")
    assert str(snippet) == "前の ｄｘ推進計画は the end…"


def test_running_text_has_spaces_between_latin_words_only() -> None:
    assert running("the end\nof it") == "the end of it"
    assert running("地方公共\n団体") == "地方公共団体"


coordinates = st.floats(-1000, 100_000, allow_nan=False)
characters = st.characters(codec="utf-8") | st.just("\f") | st.just("\n")


@given(st.lists(st.tuples(characters, coordinates, coordinates, coordinates, coordinates), max_size=30), st.booleans())
def test_a_page_comes_back_out_of_its_packing(
    rows: list[tuple[str, float, float, float, float]], reliable: bool
) -> None:
    page = PageText.of("".join(row[0] for row in rows), [row[1:] for row in rows], reliable=reliable)
    again = unpack(page.pack())
    assert (again.text, again.folded, list(again.starts)) == (page.text, page.folded, list(page.starts))
    assert again.reliable is reliable
    for box, other in zip(page.boxes, again.boxes, strict=True):
        assert all(abs(a - b) <= 0.125 for a, b in zip(box, other, strict=True))
