"""The demo's materials are generated: the same bytes each time, small, Japanese, and the second edition differs where it says."""

import pymupdf
import pytest

from dxmeet.domain.packet import changed_pages
from dxmeet.errors import InputInvalid
from dxmeet.pdf.client import PdfEngine
from dxmeet.pdf.samples import KINDS

PAGES = {"agenda": (1, 0), "budget": (6, 0), "plan": (24, 0), "survey": (0, 2), "circular": (2, 0)}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind(engine: PdfEngine, kind: str) -> None:
    content = engine.sample(kind)
    assert content == engine.sample(kind)
    assert len(content) < 250_000
    revision = engine.inspect(content, name=kind)
    assert (revision.pages_a4, revision.pages_a3) == PAGES[kind]
    assert len(set(revision.fingerprints)) == len(revision.pages)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_runs_over_the_edge_of_a_page(engine: PdfEngine, kind: str) -> None:
    document = engine.open(engine.sample(kind), name=kind)
    for number, page in enumerate(document.pages, start=1):
        for word in document.words(number):
            assert 20 < word.box[0] < word.box[2] < page.width - 20, word
            assert 20 < word.box[1] < word.box[3] < page.height - 12, word
    document.close()


def test_the_second_edition_changes_two_pages_and_inserts_one(engine: PdfEngine) -> None:
    old = engine.inspect(engine.sample("budget", 1), name="資料1")
    new = engine.inspect(engine.sample("budget", 2), name="資料1")
    assert (len(old.pages), len(new.pages)) == (6, 7)
    assert changed_pages(old, new) == (3, 0)
    same = [old.fingerprints.index(print_) + 1 if print_ in old.fingerprints else 0 for print_ in new.fingerprints]
    assert same == [0, 2, 0, 3, 4, 0, 6]


def test_its_sums_are_right(engine: PdfEngine) -> None:
    page = pymupdf.open("pdf", engine.sample("budget", 2))[0]
    table = max(page.find_tables().tables, key=lambda each: each.row_count)
    rows = [[cell.replace(",", "").replace("△", "-") for cell in row] for row in table.extract()[1:]]
    for column in (1, 2, 3):
        numbers = [int(row[column]) for row in rows]
        assert sum(numbers[:-1]) == numbers[-1]


def test_the_plan_has_an_outline(engine: PdfEngine) -> None:
    document = engine.open(engine.sample("plan"), name="資料2")
    entries = document.outline()
    assert entries[1].title == "第１章　計画の策定に当たって"
    assert [e.page for e in entries] == sorted(e.page for e in entries)
    assert any(e.depth == 1 for e in entries)
    document.close()


def test_there_are_no_others(engine: PdfEngine) -> None:
    for kind, edition in [("minutes", 1), ("agenda", 2), ("budget", 3)]:
        with pytest.raises(InputInvalid):
            engine.sample(kind, edition)
