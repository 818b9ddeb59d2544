"""The report on paper: two pages of A4 whatever the figures, every figure of the sum on it, readable and embedded."""

from dataclasses import replace
from typing import Any

import pymupdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dxmeet.domain.leaflet import Chart, Grid, Leaflet, Series
from dxmeet.pdf.client import PdfEngine

MONTHS = tuple(f"{month}月" for month in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3))
WIDE = tuple(f"区分{number} A4" for number in range(9))
YEAR = Leaflet(
    title="2026年度 紙の購入と削減",
    period="2026-04-01 ~ 2027-03-31",
    doubt="暫定: 記録に欠けがあります。",
    steps=(
        ("実績(A)", "", 34112, 346),
        ("申告(B)", "+", 26979, 148),
        ("印刷した枚数", "−", 71712, 33),
        ("純削減", "=", -10621, 461),
    ),
    sentences=("購入量の減少がすべてこの取り組みの成果であることを示すものではありません。", "参考は加えません。"),
    charts=(
        Chart(
            "購入枚数",
            "A4・枚",
            MONTHS,
            (Series("前年度", (380_000,) * 12, hollow=True), Series("今年度", (365_000,) * 8 + (None,) * 4)),
            ("目標(年度の12分の1)", 373_333.3),
        ),
        Chart("記録された純削減", "A4・枚", MONTHS, (Series("純削減", (5171, -3946) * 6),)),
    ),
    tables=(
        Grid("月別", ("月", *WIDE), tuple((f"2026-{month:02}", *range(9)) for month in range(1, 13))),
        Grid("会議・配布別", ("名称", *WIDE), (("庁議", *range(9)), ("人事委員会", "3人未満のため非表示", *[""] * 8))),
        Grid("印刷の理由", ("理由", "A4", "A3"), (("文字が小さい", 226, 12),)),
        Grid("欠け", ("種類", "内容"), (("なし", ""),)),
    ),
    small_print=("数え方 method 1", "作成 dxmeet 0.1.0"),
)


def printed(engine: PdfEngine, leaflet: Leaflet) -> Any:
    return pymupdf.open("pdf", engine.typeset(leaflet))


def test_the_sum_can_be_redone_by_hand_from_the_paper(engine: PdfEngine) -> None:
    document = printed(engine, YEAR)
    assert [round(page.rect.width) for page in document] == [595, 595]
    first, second = (page.get_text() for page in document)
    for figure in ("34,112", "26,979", "71,712", "△10,621", "461", "暫定", "373,333", "購入枚数", "成果である"):
        assert figure in first, figure
    for word in ("月別", "2026-12", "3人未満のため非表示", "文字が小さい", "method 1"):
        assert word in second, word


def test_a_figure_before_zeros_is_a_figure(engine: PdfEngine) -> None:
    zeros = Grid("月別", ("月", *WIDE), (("2026-11", 0, 0, 9, *[0] * 6),))
    words = [word[4] for word in printed(engine, replace(YEAR, tables=(zeros,)))[1].get_text("words")]
    at = words.index("2026-11")
    assert words[at : at + 10] == ["2026-11", "0", "0", "9", *["0"] * 6]


def test_the_scale_of_a_few_sheets_has_whole_sheets(engine: PdfEngine) -> None:
    few = Chart("記録された純削減", "A4・枚", MONTHS, (Series("純削減", (0,) * 12),))
    words = [word[4] for word in printed(engine, replace(YEAR, charts=(few,)))[0].get_text("words")]
    assert [each for each in words if each in "01234"][:5] == ["0", "1", "2", "3", "4"]


def test_nothing_lies_outside_the_paper_or_on_other_text(engine: PdfEngine) -> None:
    for page in printed(engine, YEAR):
        lines = [line for block in page.get_text("dict")["blocks"] for line in block.get("lines", [])]
        boxes = [pymupdf.Rect(line["bbox"]) for line in lines]
        assert all(box in page.rect for box in boxes)
        for number, box in enumerate(boxes):
            for other in boxes[number + 1 :]:
                both = box & other
                assert both.is_empty or both.width < 2 or both.height < min(box.height, other.height) * 0.45


def test_its_font_is_a_small_part_of_it(engine: PdfEngine) -> None:
    content = engine.typeset(YEAR)
    assert len(content) < 300_000
    fonts = pymupdf.open("pdf", content).get_page_fonts(0, full=True)
    assert fonts
    assert all("+" in font[3] for font in fonts), "subsets are embedded"


def test_equal_figures_are_equal_bytes(engine: PdfEngine) -> None:
    assert engine.typeset(YEAR) == engine.typeset(YEAR)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.lists(st.none() | st.integers(-10_000_000, 10_000_000), min_size=12, max_size=12),
    rows=st.integers(0, 60),
    name=st.text(max_size=60),
)
def test_any_figures_and_names_take_two_pages(
    engine: PdfEngine, values: list[int | None], rows: int, name: str
) -> None:
    chart = Chart("純削減", "枚", MONTHS, (Series("純削減", tuple(values)),))
    table = Grid("会議・配布別", ("名称", *WIDE), ((name.replace("\n", " "), *range(9)),) * rows)
    assert (
        len(printed(engine, replace(YEAR, charts=(chart, chart), tables=(YEAR.tables[0], table, *YEAR.tables[2:]))))
        == 2
    )


@pytest.mark.parametrize("leaflet", [replace(YEAR, charts=(), tables=(), steps=(), sentences=(), doubt="")])
def test_a_year_without_anything_is_two_pages_too(engine: PdfEngine, leaflet: Leaflet) -> None:
    assert len(printed(engine, leaflet)) == 2
