"""Every character's place in the new text is known from what it stands between, wherever lines and pages break."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from dxmeet.domain.features import PageFeatures
from dxmeet.domain.reading import Reading, Spot

WORDS = "予算歳入総務費教育費土木費民生費令和年度会議資料議案市道公園条例改正報告計画整備推進"
SENTENCES = st.lists(st.text(WORDS, min_size=20, max_size=40), min_size=6, max_size=14, unique=True)


def pages(text: str, high: int) -> dict[int, PageFeatures]:
    """A text set in lines of twenty, ``high`` of them on a page."""
    found: dict[int, PageFeatures] = {}
    for number, first in enumerate(range(0, max(1, len(text)), 20 * high), 1):
        chars = text[first : first + 20 * high]
        boxes = tuple(
            (10.0 * (i % 20), 20.0 * (i // 20), 10.0 * (i % 20) + 10, 20.0 * (i // 20) + 10) for i in range(len(chars))
        )
        found[number] = PageFeatures((595, 842), chars, boxes, tuple(range(0, len(chars), 20)))
    return found


def read(old: str, new: str, first: int, last: int, high: int = 1000) -> Spot | None:
    """Of the whole old text's characters ``first`` to ``last``."""
    return Reading(pages(old, 1000), pages(new, high)).became(1, first, last)


@given(SENTENCES, st.data())
@settings(max_examples=60, deadline=None)
def test_sentences_that_were_added_or_taken_out_elsewhere_change_nothing(some: list[str], data: st.DataObject) -> None:
    random = Random(data.draw(st.integers(0, 999)))
    mine = random.randrange(len(some))
    kept = [each for at, each in enumerate(some) if at == mine or random.random() < 0.8]
    at = random.randint(0, len(kept))
    new = "".join([*kept[:at], "ここに新しい一文を書き加えたものである。", *kept[at:]])
    high = data.draw(st.integers(2, 9))
    first = sum(map(len, some[:mine])) + 4
    spot = read("".join(some), new, first, first + 9, high)
    begin = (sum(map(len, kept[: kept.index(some[mine])])) + 4) + (20 if kept.index(some[mine]) >= at else 0)
    page, index = divmod(begin, 20 * high)
    if index + 9 < 20 * high:  # else a page ends within it
        assert spot is not None
        assert (spot.page, spot.first, spot.last) == (page + 1, index, index + 9)
    else:
        assert spot is None


@given(SENTENCES, st.integers(0, 999))
@settings(max_examples=40, deadline=None)
def test_whatever_became_of_a_text_it_reads_the_same_there(some: list[str], seed: int) -> None:
    random = Random(seed)
    new = [each[random.randint(0, 5) :] for each in random.sample(some, len(some)) for _ in range(random.randint(0, 2))]
    old, after = "".join(some), pages("".join(new), 5)
    reading = Reading(pages(old, 1000), after)
    for first in range(0, len(old) - 5, 7):
        spot = reading.became(1, first, first + 5)
        if spot is not None:
            assert after[spot.page].chars[spot.first : spot.last + 1] == old[first : first + 6]


def test_equal_headings_are_told_apart_by_what_stands_around_them() -> None:
    water, sewage = "議案第13号令和8年度水道事業会計予算", "議案第14号令和8年度下水道事業会計予算"
    old = f"{water}収入では八億円を予定している。{sewage}収入では六億円を予定しております。"
    new = f"なお一文を加える。{water}収入では八億円を予定している。{sewage}収入では六億円を予定しております。"
    first = old.index("会計予算", old.index("下水道"))
    spot = read(old, new, first, first + 3)
    assert spot is not None
    assert spot.first == new.index("会計予算", new.index("下水道"))


def test_words_that_were_taken_out_are_not_found_where_others_read_like_them() -> None:
    old = "歳入では、県支出金千円を計上いたしました。歳出では、人件費を含む総務費二千円を計上いたしました。"
    new = "歳入では、県支出金千円を計上いたしました。"
    first = old.rindex("計上いたしました")
    assert read(old, new, first, first + 7) is None


def test_a_text_that_has_nothing_in_common_became_nothing() -> None:
    assert read("令和八年度予算の概要" * 3, "市道廃止路線図", 0, 4) is None
    assert read("", "市道廃止路線図", 0, 0) is None
    assert Reading({}, pages("市道廃止路線図", 9)).became(1, 0, 2) is None
