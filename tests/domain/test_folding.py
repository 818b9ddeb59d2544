"""One spelling for what reads alike, and the way back to the characters it came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxmeet.domain.folding import BARRIER, fold, folded, occurrences


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＤＸ", "dx"),
        ("DX", "ｄｘ"),
        ("ﾃﾞｰﾀ ﾊﾟﾝﾌﾚｯﾄ", "データパンフレット"),
        ("⽉⽇", "月日"),
        ("⻑⻘", "長青"),
        ("地方公共\n団体", "地方公共団体"),
        ("予　算　書", "予算書"),
        ("令和 8 年度", "令和8年度"),
        ("１，２３４", "1,234"),
        ("①", "1"),
        ("ﬁnance", "finance"),
        ("co-\noperate", "cooperate"),
        ("co-operate", "cooperate"),
        ("2025-\n12", "2025-12"),
        ("2025—12", "2025-12"),
        ("Linux \n Kernel", "linux kernel"),
        ("soft\u00adhyphen", "softhyphen"),
        ("葛\U000e0100城", "葛城"),
        ("か゛", "が"),
        ("〜", "～"),
    ],
)
def test_what_reads_alike_is_spelt_alike(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("は", "ば"), ("ハ", "は"), ("予算", "予 算定"), ("1000", "1,000")])
def test_what_reads_otherwise_stays_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_a_barrier_is_never_matched_over() -> None:
    text, _ = fold(f"令和予{BARRIER}算案")
    assert list(occurrences(text, folded("予算"))) == []
    assert list(occurrences(text, folded("算案"))) == [(4, 6)]


LETTERS = st.text(alphabet=st.sampled_from("予算案ＤＸdxﾃﾞｰ-— 　\n\f1２,.がゞ゛⽉ﬁſßé\u0301"), max_size=40)


@given(LETTERS)
def test_every_folded_letter_has_its_place_in_order(text: str) -> None:
    letters, starts = fold(text)
    assert len(letters) == len(starts)
    assert list(starts) == sorted(starts)
    assert all(0 <= start < len(text) for start in starts)


@given(LETTERS, LETTERS)
def test_what_is_folded_stays_as_it_is(text: str, more: str) -> None:
    once = folded(text + more)
    assert folded(once.replace("\n", BARRIER)) == once


@given(LETTERS, st.data())
def test_a_piece_of_japanese_is_found_wherever_the_line_breaks(before: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, 5))
    words = "地方公共団体"
    text, _ = fold(f"{before}{BARRIER}{words[:cut]}\n　{words[cut:]}")
    assert any(occurrences(text, folded(words)))


@given(st.text(alphabet="ab", max_size=30), st.text(alphabet="ab", min_size=1, max_size=3))
def test_occurrences_are_those_of_a_plain_search(text: str, wanted: str) -> None:
    assert len(list(occurrences(text, wanted))) == text.count(wanted)
    assert all(text[start:end] == wanted for start, end in occurrences(text, wanted))
