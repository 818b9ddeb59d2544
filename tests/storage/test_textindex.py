"""Words are found exactly, whatever their length; what is dropped leaves nothing behind."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxmeet.domain.folding import folded
from dxmeet.domain.packet import RevisionId
from dxmeet.domain.pagetext import PageText
from dxmeet.storage.database import Database, open_database
from dxmeet.storage.migrations import SEARCH
from dxmeet.storage.textindex import TextIndex

KEY = bytes(range(32))
ONE, OTHER = RevisionId("a" * 64), RevisionId("b" * 64)


def packed(text: str, *, reliable: bool = True) -> bytes:
    return PageText.of(text, [(1.0, 2.0, 3.0, 4.0)] * len(text), reliable=reliable).pack()


@pytest.fixture
def searched(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "search.db", KEY, SEARCH)
    yield opened
    opened.close()


@pytest.fixture
def index(searched: Database) -> TextIndex:
    return TextIndex(searched)


def test_words_of_every_length_are_found(index: TextIndex) -> None:
    index.add(ONE, 1, [packed("令和八年度の予算案"), packed("庁議"), None, packed("(1) DX-計画。")])
    number = index.known()[ONE].number
    for words, pages in {
        ("予算",): [1],
        ("庁議",): [2],
        ("議",): [2],
        ("庁",): [2],
        ("令和八年度の予算案",): [1],
        ("dx",): [4],
        ("x-",): [4],
        ("-計画",): [4],
        ("(",): [4],
        ("。",): [4],
        ("令和", "予算案"): [1],
        ("予算", "庁議"): [],
        ("算予",): [],
        ('"',): [],
        ("*",): [],
    }.items():
        assert index.find(words) == ({number: pages} if pages else {}), words
    assert index.find(()) == {}


def test_reading_goes_on_where_it_was_left(index: TextIndex) -> None:
    index.add(ONE, 1, [packed("一枚目"), packed("")])
    index.add(ONE, 2, [packed("二枚目をもう一度")])  # another process was quicker
    index.add(ONE, 3, [packed("��", reliable=False)])
    index.add(OTHER, 5, [packed("途中から")])  # dropped meanwhile
    known = index.known()
    assert set(known) == {ONE}
    assert (known[ONE].done, known[ONE].silent, known[ONE].doubtful) == (3, 1, 1)
    assert index.find(("二枚目",)) == {}


def test_the_text_of_a_page_comes_back(index: TextIndex) -> None:
    index.add(ONE, 1, [packed("予算"), None])
    number = index.known()[ONE].number
    assert index.page(ONE, 1) == packed("予算")
    assert index.page(ONE, 2) is None
    assert index.page(OTHER, 1) is None
    assert index.texts([(number, 1), (number, 2)])[number, 1].text == "予算"


def test_what_cannot_be_read_is_not_tried_again(index: TextIndex) -> None:
    index.give_up(ONE, "pdf-password-needed")
    assert index.known()[ONE].trouble == "pdf-password-needed"


def test_an_index_of_the_form_before_is_emptied_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "older.db"
    older = open_database(path, KEY, SEARCH[:1])
    TextIndex(older).add(ONE, 1, [packed("予算の概要")])
    older.close()
    newer = open_database(path, KEY, SEARCH)
    index = TextIndex(newer)
    assert (index.known(), index.find(["予算"]), index.find(["予算の"])) == ({}, {}, {})
    index.add(ONE, 1, [packed("決算の概要")])
    assert index.find(["決算の"]) == {index.known()[ONE].number: [1]}
    assert index.find(["予算"]) == {}
    newer.close()


def test_what_is_dropped_leaves_no_word_behind(index: TextIndex, searched: Database) -> None:
    index.add(ONE, 1, [packed("門外不出の予算案"), packed("予算")])
    index.add(OTHER, 1, [packed("予算のあらまし")])
    index.drop(ONE)
    index.drop(ONE)
    assert set(index.known()) == {OTHER}
    assert index.find(("予算",)) == {index.known()[OTHER].number: [1]}
    assert index.find(("門外不出",)) == {}
    for table, column in (("page_trigram_data", "block"), ("page_pair_data", "block")):
        left = b"".join(row[column] for row in searched.rows(f"SELECT {column} FROM {table}"))
        assert "門外".encode() not in left
        assert "不出".encode() not in left


letters = st.text(alphabet="予算案dx-1( \f", max_size=12)


@settings(max_examples=40, deadline=None)
@given(st.lists(letters, min_size=1, max_size=6), st.lists(letters, min_size=1, max_size=8))
def test_the_index_finds_what_reading_every_page_finds(pages: list[str], wanted: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(Path(folder) / "search.db", KEY, SEARCH)
        index = TextIndex(database)
        index.add(ONE, 1, [packed(page) for page in pages])
        texts = [PageText.of(page, [(0.0, 0.0, 0.0, 0.0)] * len(page)).folded for page in pages]
        for word in filter(None, map(folded, wanted)):
            expected = [number for number, text in enumerate(texts, start=1) if word in text]
            assert [page for found in index.find([word]).values() for page in found] == expected
        database.close()
