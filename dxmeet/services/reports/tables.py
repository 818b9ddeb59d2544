"""The document as tables with Japanese headings, and as a CSV file that a spreadsheet opens without harm."""

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from dxmeet.domain import fiscal
from dxmeet.services.reports import meaning
from dxmeet.services.reports.figures import SIZES
from dxmeet.services.reports.placement import place

Cell = str | int | float

HIDDEN = "3人未満のため非表示"
NOT_ATTRIBUTED = (
    "実現率は、購入量の減少を、記録された削減枚数(純削減・A4)で割った値です。購入量は電子決裁や事業の増減など、"
    "ほかの理由でも変わります。購入量の減少がすべてこの取り組みの成果であることを示すものではありません。"
)
NOT_ADDED = "参考は、配布部数の申告がない資料、対象者以外または部数を超えた閲覧です。純削減には加えません。"
_NOT_SHOWN = "閲覧者が3人未満の行と、差し引きで分かってしまう行は表示していません。合計には含まれます。"
_ALL_SHOWN = "表示していない行はありません。"

_TIER_NAMES = {
    "gross_a": "実績(A)",
    "gross_b": "申告(B)",
    "printed": "印刷",
    "net": "純削減",
    "reference_c": "参考(C)",
}
_KINDS = {"estimate": "推計", "actual": "実績", "target": "目標"}
_TURNING = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_DANGEROUS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")


@dataclass(frozen=True)
class Table:
    """One section: its title, one heading a column, and rows as long as the headings. Numbers are sheets."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables(document: dict[str, Any]) -> list[Table]:
    """Every section in the order of the file, from the document of ``figures.to_json``."""
    by_size = tuple(f"{name} {size.upper()}" for name in _TIER_NAMES.values() for size in SIZES)
    columns = (*by_size, "純削減 A4換算(A3=2)")
    return [
        _overview(document),
        _totals(document),
        Table("月別", ("月", *columns), tuple((row["month"], *_numbers(row)) for row in document["months"])),
        Table(
            "会議・配布別",
            ("名称", "識別子", *columns),
            tuple((plain(row["title"]), plain(row["packet"]), *_numbers(row)) for row in document["packets"]),
        ),
        Table(
            "部署別",
            ("部署", *columns),
            tuple((plain(row["department"]), *_numbers(row)) for row in document["departments"]),
        ),
        Table(
            "印刷の理由",
            ("理由", "A4", "A3", "A4換算(A3=2)"),
            tuple((plain(reason), *_sizes(sheets)) for reason, sheets in document["reasons"].items()),
        ),
        _purchases(document),
        _targets(document),
        Table(
            "端末",
            ("端末", "記録の末尾"),
            tuple((plain(name), plain(head)) for name, head in document["heads"].items()),
        ),
        _missing(document),
    ]


def on_hiding(document: dict[str, Any]) -> str:
    """Whether a row of the breakdowns is hidden, and why."""
    rows = (row for part in ("packets", "departments", "materials") for row in document[part])
    return _NOT_SHOWN if any(row["suppressed"] for row in rows) else _ALL_SHOWN


def _overview(document: dict[str, Any]) -> Table:
    realisation = document["realisation"]
    rows: tuple[tuple[Cell, ...], ...] = (
        ("年度", f"{document['fy']}年度"),
        ("期間", f"{document['from']} ~ {document['to']}"),
        ("確からしさ", "暫定(記録に欠けがあります)" if document["provisional"] else "欠けなし"),
        ("数え方", f"method {document['method']}"),
        ("プログラム", plain(document["program"])),
        ("純削減 A4(枚)", document["total"]["net"]["a4"]),
        ("純削減 A3(枚)", document["total"]["net"]["a3"]),
        ("実現率", "算出できません" if realisation is None else realisation),
        ("購入と削減", meaning.of_document(document)),
        ("見通し", meaning.outlook_of(document)),
        ("実現率について", NOT_ATTRIBUTED),
        ("参考について", NOT_ADDED),
        ("非表示について", on_hiding(document)),
    )
    return Table("概要", ("項目", "値"), rows)


def _totals(document: dict[str, Any]) -> Table:
    rows = tuple((name, *_sizes(document["total"][tier])) for tier, name in _TIER_NAMES.items())
    return Table("合計", ("区分", "A4", "A3", "A4換算(A3=2)"), rows)


def _purchases(document: dict[str, Any]) -> Table:
    known = fiscal.by_month(fiscal.Purchase(**each) for each in document["purchases"])
    target = next((each["sheets"] for each in document["targets"] if each["fy"] == document["fy"]), None)
    twelfth: Cell = "" if target is None else round(target / 12)
    rows: list[tuple[Cell, ...]] = []
    for month in fiscal.months(document["fy"]):
        now, before = known.get(month), known.get(fiscal.year_before(month))
        if now or before:
            rows.append((month, *_bought(now), *_bought(before), twelfth, plain(now.source) if now else ""))
    whole = known.get(f"{document['fy']:04}")
    if whole:
        rows.append((f"{document['fy']}年度", *_bought(whole), "", "", "", plain(whole.source)))
    headings = ("月", "購入量", "種別", "前年同月", "前年の種別", "目標の12分の1", "出典")
    return Table("購入量(A4)", headings, tuple(rows))


def _bought(purchase: fiscal.Purchase | None) -> tuple[Cell, Cell]:
    return (purchase.sheets, _KINDS.get(purchase.kind, "")) if purchase else ("", "")


def _targets(document: dict[str, Any]) -> Table:
    rows = tuple(
        (f"{each['fy']}年度", each["sheets"], _KINDS.get(each["kind"], ""), plain(each["source"]))
        for each in document["targets"]
    )
    return Table("目標(A4購入量)", ("年度", "枚数", "種別", "出典"), rows)


def _missing(document: dict[str, Any]) -> Table:
    rows: list[tuple[Cell, ...]] = [("抜け", plain(each)) for each in document["gaps"]]
    rows += [("食い違い", plain(each)) for each in document["forks"]]
    rows += [("30日以上届いていない端末", plain(each)) for each in document["silent_terminals"]]
    rows += [("数えなかった記録", plain(each)) for each in document["set_aside"]]
    return Table("欠け", ("種類", "内容"), tuple(rows) or (("なし", ""),))


def _numbers(row: dict[str, Any]) -> tuple[Cell, ...]:
    width = len(_TIER_NAMES) * len(SIZES) + 1
    if row.get("suppressed"):
        return (HIDDEN, *[""] * (width - 1))
    sizes = tuple(row[tier][size] for tier in _TIER_NAMES for size in SIZES)
    return (*sizes, row["net"]["a4"] + 2 * row["net"]["a3"])


def _sizes(sheets: dict[str, int]) -> tuple[Cell, ...]:
    return (sheets["a4"], sheets["a3"], sheets["a4"] + 2 * sheets["a3"])


def plain(untrusted: Any) -> str:
    """One line of text that every format can hold and that reads as it is written; at most 2,000 characters.

    Control characters, lone surrogates, what XML has not and what turns the reading direction become spaces.
    """
    if isinstance(untrusted, dict):
        pairs = cast("dict[str, Any]", untrusted).items()
        untrusted = " ".join(f"{name}={each if isinstance(each, str) else json.dumps(each)}" for name, each in pairs)
    elif isinstance(untrusted, list):
        untrusted = " ".join(str(each) for each in cast("Sequence[Any]", untrusted))
    text = str(untrusted)[:2000]
    return "".join(" " if _unprintable(each) else each for each in text)


def _unprintable(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or character in _TURNING + "\ufffe\uffff"


def inert(cell: Cell) -> Cell:
    """Text that a spreadsheet would take for a formula gets an apostrophe; our own numbers stay numbers."""
    if isinstance(cell, str) and (cell[:1].isspace() or cell.lstrip().startswith(_DANGEROUS)):
        return "'" + cell
    return cell


def csv_bytes(sections: Iterable[Table]) -> bytes:
    """UTF-8 with BOM and CRLF, sections after one another: title, headings, rows, an empty line."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for position, section in enumerate(sections):
        if position:
            writer.writerow([])
        writer.writerows([[f"【{section.title}】"], section.headings])
        writer.writerows([inert(cell) for cell in row] for row in section.rows)
    return out.getvalue().encode("utf-8-sig")


def write_csv(document: dict[str, Any], path: Path) -> None:
    """The tables as one CSV file. Raises what ``place`` raises."""
    place(path, csv_bytes(tables(document)))
