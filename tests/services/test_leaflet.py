"""What the report on paper says is what the document says."""

from dataclasses import replace
from pathlib import Path

from dxmeet.domain.leaflet import Leaflet
from dxmeet.services.reporting import Reporting
from tests.services.test_reporting import CONTEXT, Remembered, history


def test_a_leaflet_has_the_sum_the_charts_and_the_tables(tmp_path: Path) -> None:
    laid: list[Leaflet] = []
    reporting = Reporting(Remembered(history().events), lambda leaflet, _: laid.append(leaflet))
    reporting.export(2026, "pdf", tmp_path / "r.pdf")
    (leaflet,) = laid
    assert leaflet.doubt.startswith("暫定")
    assert [(sign, a4) for _, sign, a4, _ in leaflet.steps] == [("", 5), ("+", 18), ("−", 20), ("=", 3)]
    bought, avoided = leaflet.charts
    assert bought.line == ("目標(年度の12分の1)", 4_480_000 / 12)
    assert bought.series[0].values[:3] == (None, 1000, None)
    assert avoided.series[0].values[:4] == (0, 12, 10, -19)
    assert all(len(row) == len(grid.headings) for grid in leaflet.tables for row in grid.rows)


def test_before_a_month_of_purchases_is_known_the_plan_is_laid_out_year_by_year(tmp_path: Path) -> None:
    laid: list[Leaflet] = []
    nothing = replace(CONTEXT, purchases=[])
    reporting = Reporting(Remembered(history().events, nothing), lambda leaflet, _: laid.append(leaflet))
    reporting.export(2026, "pdf", tmp_path / "r.pdf")
    bought = laid[0].charts[0]
    assert bought.labels == ("2025年度(推計)", "2026年度", "2027年度", "2028年度")
    assert [series.values for series in bought.series] == [
        (None, 4_480_000, 4_310_000, 4_115_000),
        (4_600_000, None, None, None),
    ]
    said = "".join(laid[0].sentences)
    assert "120,000枚 少ない数です。これまでに記録された純削減は 3枚です。" in said
    assert "グラフの線" not in said
