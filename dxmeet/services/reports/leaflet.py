"""The document laid out for paper: what the PDF report says, in which order."""

from typing import Any

from dxmeet.domain import fiscal
from dxmeet.domain.leaflet import Chart, Grid, Leaflet, Series
from dxmeet.services.reports import meaning
from dxmeet.services.reports.tables import NOT_ADDED, Table, on_hiding, plain, tables

_STEPS = (
    ("実績(A)", "", "gross_a"),
    ("申告(B)", "+", "gross_b"),
    ("印刷した枚数", "−", "printed"),
    ("純削減", "=", "net"),
)
_ON_PAPER = ("月別", "部署別", "会議・配布別", "印刷の理由", "購入量(A4)", "目標(A4購入量)", "欠け")

_LEFT_OUT = ("識別子", "目標の12分の1")

_COUNTED = (
    "数え方: 1部の枚数は、A4とA3のページを分け、集約で割って切り上げ、両面なら2で割って切り上げます。"
    "差し替えは変わったページだけを数えます。"
)


def leaflet(document: dict[str, Any]) -> Leaflet:
    """From the document of ``figures.to_json``; what that hides stays hidden here."""
    total = document["total"]
    parts = {each.title: each for each in tables(document)}
    return Leaflet(
        title=f"{document['fy']}年度 紙の購入と削減",
        period=f"{document['from']} ~ {document['to']}",
        doubt="暫定: 記録に欠けがあります。欠けの一覧をご覧ください。" if document["provisional"] else "",
        steps=tuple((name, sign, total[tier]["a4"], total[tier]["a3"]) for name, sign, tier in _STEPS),
        sentences=tuple(filter(None, _sentences(document))),
        charts=(_bought(document), _avoided(document)),
        tables=tuple(_grid(parts[name]) for name in _ON_PAPER),
        small_print=(
            f"数え方 method {document['method']}",
            f"作成 {plain(document['program'])}",
            f"端末 {len(document['heads'])}台分の記録",
        ),
    )


def _sentences(document: dict[str, Any]) -> tuple[str, ...]:
    return (meaning.of_document(document), meaning.outlook_of(document), NOT_ADDED, on_hiding(document), _COUNTED)


def _grid(table: Table) -> Grid:
    """Without what is for programs or stands in a chart."""
    kept = [number for number, heading in enumerate(table.headings) if heading not in _LEFT_OUT]
    rows = tuple(tuple(row[number] for number in kept) for row in table.rows)
    return Grid(table.title, tuple(table.headings[number] for number in kept), rows)


def _bought(document: dict[str, Any]) -> Chart:
    """This year's purchases beside last year's, against the target in twelfths; year by year where no month is known."""
    fy = document["fy"]
    known = fiscal.by_month(fiscal.Purchase(**each) for each in document["purchases"])
    if not fiscal.knows_months(fy, known) and document["targets"]:
        years = fiscal.plan_years(fy, known, [fiscal.Target(**each) for each in document["targets"]])
        return Chart(
            "年度ごとの購入枚数",
            "A4・枚",
            tuple(f"{each.fy}年度" + ("(推計)" if each.estimated else "") for each in years),
            (
                Series("目標", tuple(each.target for each in years), hollow=True),
                Series("購入", tuple(each.bought for each in years)),
            ),
            None,
        )
    now, before = fiscal.months(fy), fiscal.months(fy - 1)
    target = next((each["sheets"] for each in document["targets"] if each["fy"] == fy), None)
    return Chart(
        "購入枚数",
        "A4・枚",
        _labels(fy),
        (
            Series("前年度", tuple(known[each].sheets if each in known else None for each in before), hollow=True),
            Series("今年度", tuple(known[each].sheets if each in known else None for each in now)),
        ),
        None if target is None else ("目標(年度の12分の1)", target / 12),
    )


def _avoided(document: dict[str, Any]) -> Chart:
    values = tuple(row["net"]["a4"] for row in document["months"])
    return Chart("記録された純削減", "A4・枚", _labels(document["fy"]), (Series("純削減", values),))


def _labels(fy: int) -> tuple[str, ...]:
    return tuple(f"{int(month[5:])}月" for month in fiscal.months(fy))
