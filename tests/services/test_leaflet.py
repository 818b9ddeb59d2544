"""What the report on paper says is what the document says."""

from pathlib import Path

from dxmeet.domain.leaflet import Leaflet
from dxmeet.services.reporting import Reporting
from tests.services.test_reporting import Remembered, history


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
