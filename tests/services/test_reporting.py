"""Exports of the figures: bytes, hostile names, small groups, and the proof from the entries."""

import csv
import io
import json
import random
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dxmeet.domain.counting import BaselineRule, ruled
from dxmeet.domain.event import Event
from dxmeet.domain.fiscal import PLAN, Purchase
from dxmeet.domain.packet import Basis, Per
from dxmeet.domain.paper import Sheets
from dxmeet.domain.statistics import WHOLE, Entry, Listing, Report, Selection, report
from dxmeet.errors import (
    DxmeetError,
    EntriesInvalid,
    FiguresDiffer,
    FileDenied,
    FileExists,
    FileInvalid,
    FileIsFolder,
    FileMissing,
    InputInvalid,
    NothingToCompare,
)
from dxmeet.services.reporting import Reporting
from dxmeet.services.reports import placement
from dxmeet.services.reports.entries import compare, read_entries, write_entries
from dxmeet.services.reports.figures import Context, to_json
from tests.domain.histories import History

FORMATS = ("csv", "xlsx", "json")
RULE = BaselineRule("会議/*庁議*", 3, 2, 1, Basis.PRINTED_BEFORE, Per.READER, date(2026, 4, 1))
PURCHASES = [Purchase("2025-05", 1000, "actual", "財務"), Purchase("2026-05", 990, "actual", "財務")]
CONTEXT = Context(
    program="0.1.0",
    provisional=False,
    heads={"t2": "bb", "t1": "aa"},
    gaps=[{"terminal": "t1", "epoch": "e1", "from": 3, "to": 4}],
    forks=[],
    silent_terminals=["t9"],
    purchases=PURCHASES,
    targets=list(PLAN),
)

HOSTILE = (
    '=HYPERLINK("http://x","開く")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1",
    "\uff1d1+1",
    'コンマ, と "引用符"\n改行',
    "<script>alert(1)</script>",
    "\ud800\ufffe\x00 \u202exslx",
    "http://example.invalid/",
    "題" * 500,
)


def history() -> History:
    h = History()
    h.distributed("p", copies=12)
    for number in range(4):
        h.opened(f"r{number}", "2026-05-10 09:00", (5, 1), packet="p", department="総務課")
    for number in range(3):
        h.opened(f"s{number}", "2026-06-10 09:00", (4, 0), packet="p", department="財政課")
    h.opened(
        "s0", "2026-06-10 09:00", (8, 0), packet="f", department="財政課", folder="会議/定例庁議", title="定例庁議"
    )
    h.opened(
        "lonely", "2026-07-10 09:00", (2, 0), packet="f", department="議会", folder="会議/定例庁議", title="定例庁議"
    )
    h.printed("r1", "2026-07-10 09:00", (40, 0), packet="p", department="総務課", reason="見比べたい")
    return h


@dataclass
class Remembered:
    """Figures of events that are simply there, with the entries of one rule for the plain folders among them."""

    events: list[Event]
    known: Context = CONTEXT

    def report(self, fy: int, *, materials: bool) -> Report:
        return report(self.entries(fy), fy)

    def entries(self, fy: int) -> list[Event]:
        folders: dict[str, Event] = {}
        for event in sorted(self.events, key=lambda each: (each.at, each.key)):
            if event.fields.get("folder"):
                folders.setdefault(event.fields["packet"], event)
        found = [
            ruled(packet, each.fields["folder"], each.fields["title"], each.at, [RULE])
            for packet, each in folders.items()
        ]
        return sorted([*self.events, *(each for each in found if each)], key=lambda each: each.key)

    def entries_of(self, fy: int, part: Selection, skip: int, most: int) -> Listing:
        found = [Entry(each, "reference_c", Sheets(1, 0), "会議", each.fields["material"]) for each in self.events]
        return Listing(tuple(found[skip : skip + most]), skip, len(found))

    def context(self) -> Context:
        return self.known


def reporting(events: list[Event], context: Context = CONTEXT) -> Reporting:
    return Reporting(Remembered(events, context))


def titled(titles: tuple[str, ...]) -> list[Event]:
    """One packet a title, each opened by three readers; the department and the reason are hostile too."""
    h = History()
    for number, title in enumerate(titles):
        for reader in "abc":
            opened = {"packet": f"p{number:02}", "folder": "会議/x", "title": title, "department": title}
            h.opened(reader, "2026-05-01 09:00", **opened)
        h.printed("a", "2026-05-01 09:00", (1, 0), packet=f"p{number:02}", reason=title)
    return h.events


def test_a_paper_of_a_plain_folder_is_called_what_this_machine_knows_it_as() -> None:
    h = History()
    h.opened("a", "2026-05-01 09:00", material="m1", folder="会議/x", title="庁議")
    h.opened("a", "2026-05-01 09:01", material="m2", folder="会議/x", title="庁議")
    known = {"m1": "資料1 予算"}
    listing = Reporting(Remembered(h.events), title_of=lambda material: known.get(material, "")).entries_of(2026, WHOLE)
    assert [each.material for each in listing.entries] == ["資料1 予算", "m2"]


class TestJson:
    def test_the_shape(self) -> None:
        document = reporting(history().events).document(2026)
        assert (document["method"], document["fy"], document["from"], document["to"]) == (
            *(1, 2026),
            *("2026-04-01", "2027-03-31"),
        )
        # p: 4 × 3 A4 and 4 × 1 A3, 3 × 2 A4 = 18 declared; f: 4 + 1 by the rule; printed 20
        assert document["total"] == {
            "gross_a": {"a4": 5, "a3": 0},
            "gross_b": {"a4": 18, "a3": 4},
            "reference_c": {"a4": 0, "a3": 0},
            "printed": {"a4": 20, "a3": 0},
            "net": {"a4": 3, "a3": 4},
        }
        assert [row["month"] for row in document["months"]][::11] == ["2026-04", "2027-03"]
        assert [row["packet"] for row in document["packets"]] == ["p", "f"]
        assert [row["department"] for row in document["departments"]] == ["総務課", "議会", "財政課"]
        assert document["reasons"] == {"見比べたい": {"a4": 20, "a3": 0}}
        assert document["provisional"] is True
        assert document["heads"] == {"t1": "aa", "t2": "bb"}
        assert document["silent_terminals"] == ["t9"]
        assert document["program"] == "0.1.0"
        assert document["targets"][1] == {"fy": 2026, "sheets": 4480000, "kind": "target", "source": PLAN[1].source}
        assert document["realisation"] == round(10 / 12, 4)  # May: purchases fell by 10, net 4 × 3 sheets of A4

    def test_without_purchases_there_is_no_realisation(self) -> None:
        document = reporting(history().events, replace(CONTEXT, purchases=[])).document(2026)
        assert document["realisation"] is None

    def test_a_context_of_any_kind_becomes_json(self) -> None:
        context = replace(CONTEXT, gaps=[("t1", date(2026, 5, 1))], forks=[{"b", "a"}, RULE])
        document = reporting(history().events, context).document(2026)
        assert json.loads(json.dumps(document))["forks"][0] == ["a", "b"]


class TestSmallGroups:
    def test_a_lonely_reader_is_hidden_and_so_is_the_next_smallest(self, tmp_path: Path) -> None:
        reporting(history().events).export(2026, "json", tmp_path / "r.json")
        written = json.loads((tmp_path / "r.json").read_text("utf-8"))
        # 議会 has one reader; with it alone the total less the others would tell, so 財政課 (3) goes before 総務課 (4)
        assert {row["department"]: row["suppressed"] for row in written["departments"]} == {
            "総務課": False,
            "議会": True,
            "財政課": True,
        }
        hidden = written["departments"][1]
        assert hidden["net"] == {"a4": None, "a3": None}
        assert set(hidden) >= {"gross_a", "gross_b", "reference_c", "printed", "net"}
        assert [row["suppressed"] for row in written["packets"]] == [True, True]
        assert written["total"]["gross_b"]["a4"] == 18

    def test_unless_the_admin_says_otherwise(self, tmp_path: Path) -> None:
        reporting(history().events).export(2026, "json", tmp_path / "r.json", include_small=True)
        written = json.loads((tmp_path / "r.json").read_text("utf-8"))
        assert not any(row["suppressed"] for row in written["departments"] + written["packets"])

    @pytest.mark.parametrize(
        ("readers", "expected"),
        [
            ((3, 4, 5), ()),
            ((2, 4, 5), (0, 1)),
            ((2, 1, 5), (0, 1)),  # three readers together
            ((1, 1, 5, 9), (0, 1, 2)),  # each of the two would know the other
            ((1, 1, 1, 9), (0, 1, 2)),
            ((2,), (0,)),
            ((), ()),
        ],
    )
    def test_how_many(self, readers: tuple[int, ...], expected: tuple[int, ...]) -> None:
        h = History()
        for packet, number in enumerate(readers):
            for reader in range(number):
                h.opened(f"{packet}-{reader}", "2026-05-01 09:00", packet=f"p{packet}")
        rows = to_json(report(h.events, 2026), CONTEXT)["packets"]
        assert tuple(number for number, row in enumerate(rows) if row["suppressed"]) == expected


class TestCsv:
    def rows(self, content: bytes) -> list[list[str]]:
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))

    def test_the_bytes(self, tmp_path: Path) -> None:
        reporting(history().events).export(2026, "csv", tmp_path / "r.csv")
        content = (tmp_path / "r.csv").read_bytes()
        assert content.startswith("\ufeff【概要】\r\n項目,値\r\n年度,2026年度\r\n".encode())
        assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
        rows = self.rows(content)
        titles = [row[0] for row in rows if row and row[0].startswith("【")]
        wanted = ["【概要】", "【月別】", "【会議・配布別】", "【部署別】", "【印刷の理由】", "【欠け】"]
        assert [title for title in titles if title in wanted] == wanted
        assert ["2026-07", "1", "0", "0", "0", "20", "0", "-19", "0", "0", "0", "-19"] in rows  # our own minus stays
        assert ["議会", "3人未満のため非表示", *[""] * 10] in rows
        assert ["抜け", "epoch=e1 from=3 terminal=t1 to=4"] in rows
        assert [
            "非表示について",
            "閲覧者が3人未満の行と、差し引きで分かってしまう行は表示していません。合計には含まれます。",
        ] in rows

    def test_a_file_that_hides_nothing_says_so(self, tmp_path: Path) -> None:
        reporting(history().events).export(2026, "csv", tmp_path / "r.csv", include_small=True)
        rows = self.rows((tmp_path / "r.csv").read_bytes())
        assert ["非表示について", "表示していない行はありません。"] in rows
        assert not any("非表示" in cell for row in rows for cell in row[1:])

    def test_hostile_names_are_inert(self, tmp_path: Path) -> None:
        reporting(titled(HOSTILE)).export(2026, "csv", tmp_path / "r.csv")
        rows = self.rows((tmp_path / "r.csv").read_bytes())
        numbers = 0
        for cell in (cell for row in rows for cell in row if cell):
            if cell.lstrip("-").isdecimal():
                numbers += 1
                continue
            assert cell[0] not in "=+-@\t\r\n \uff1d\uff0b\uff0d\uff20", cell
            assert not set(cell) & set("\r\n\x00\u202e")
        assert numbers > 100


class TestWorkbook:
    def test_read_back(self, tmp_path: Path) -> None:
        reporting(history().events).export(2026, "xlsx", tmp_path / "r.xlsx", include_small=True)
        book = openpyxl.load_workbook(tmp_path / "r.xlsx")
        assert book.sheetnames == ["概要", "月別", "会議・配布別", "部署別", "印刷の理由", "購入量と目標", "欠け"]
        months = book["月別"]
        headings = [cell.value for cell in months[2]]
        july = {heading: cell.value for heading, cell in zip(headings, months[6], strict=True)}
        assert july["月"] == "2026-07"
        assert (july["実績(A) A4"], july["印刷 A4"], july["純削減 A4"]) == (1, 20, -19)
        (chart,) = months._charts
        assert [series.val.numRef.f for series in chart.series] == [f"月別!${c}$3:${c}$14" for c in "BDFH"]
        for sheet in book:
            assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
            assert sheet.page_setup.fitToHeight == 0
        assert book.properties.created.isoformat() == "2027-03-31T00:00:00"
        assert all(months.column_dimensions[column].width >= 9 for column in "ABH")

    def test_purchases_stand_in_a_chart_against_the_target(self, tmp_path: Path) -> None:
        """One month is known; a whole year's figure stands beneath it and in no chart."""
        known = replace(CONTEXT, purchases=[*PURCHASES, Purchase("2026", 4_480_000, "actual", "財務")])
        reporting(history().events, known).export(2026, "xlsx", tmp_path / "r.xlsx")
        sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["購入量と目標"]
        assert [cell.value for cell in sheet[3]][:6] == ["2026-05", 990, "実績", 1000, "実績", 373_333]
        assert [cell.value for cell in sheet[4]][:2] == ["2026年度", 4_480_000]
        (chart,) = sheet._charts
        assert [series.val.numRef.f for series in chart.series] == [f"購入量と目標!${c}$3" for c in "DB"]
        assert chart.y_axis.scaling.min == 0  # a bar cut at its foot tells a false proportion

    def test_it_says_in_words_what_the_figures_mean(self, tmp_path: Path) -> None:
        reporting(history().events).export(2026, "xlsx", tmp_path / "r.xlsx")
        said = {row[0].value: row[1].value for row in openpyxl.load_workbook(tmp_path / "r.xlsx")["概要"].iter_rows()}
        assert "990枚で、前年の同じ月(1,000枚)より 10枚 減りました" in said["購入と削減"]
        assert "ほかの理由でも変わります" in said["購入と削減"]

    def test_hostile_names_are_text(self, tmp_path: Path) -> None:
        reporting(titled(HOSTILE)).export(2026, "xlsx", tmp_path / "r.xlsx")
        book = openpyxl.load_workbook(tmp_path / "r.xlsx")
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert not any(cell.hyperlink for cell in cells)
        assert HOSTILE[0] in {cell.value for cell in cells}


@pytest.mark.parametrize("format", FORMATS)
def test_equal_sets_of_events_give_equal_bytes(format: str, tmp_path: Path) -> None:
    events = history().events + titled(HOSTILE[:3])[3:]
    events = [replace(event, terminal=f"t{number % 3}") for number, event in enumerate(events)]
    mixed = events + events[:5]
    random.Random(7).shuffle(mixed)
    context = replace(CONTEXT, heads=dict(reversed(CONTEXT.heads.items())), purchases=PURCHASES[::-1])
    reporting(events).export(2026, format, tmp_path / "one", entries=tmp_path / "one.jsonl")
    reporting(mixed, context).export(2026, format, tmp_path / "two", entries=tmp_path / "two.jsonl")
    for ending in ("", ".jsonl", ".jsonl.totals.json"):
        assert (tmp_path / f"one{ending}").read_bytes() == (tmp_path / f"two{ending}").read_bytes()


def test_a_format_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputInvalid) as raised:
        reporting([]).export(2026, "pdf", tmp_path / "r.pdf")
    assert raised.value.facts == {"field": "format", "value": "pdf"}


class TestVerify:
    @pytest.fixture
    def entries(self, tmp_path: Path) -> Path:
        path = tmp_path / "entries.jsonl"
        reporting(history().events).export(2026, "csv", tmp_path / "r.csv", entries=path)
        return path

    def verify(self, entries: Path) -> dict[str, Any]:
        return reporting([]).verify(entries)

    def test_what_was_exported_is_proved(self, entries: Path) -> None:
        proved = self.verify(entries)
        assert (proved["fy"], proved["entries"], proved["total"]["net"]) == (2026, 12, {"a4": 3, "a3": 4})

    def test_one_canonical_object_a_line_by_key(self, entries: Path) -> None:
        lines = entries.read_bytes().splitlines()
        assert [json.loads(line)["seq"] for line in lines] == [1, *range(1, 12)]
        assert json.loads(lines[0])["source"] == "rule"
        assert lines[2].startswith(b'{"at":"2026-05-10T00:00:00+00:00","changed":{},"department":"')

    @pytest.mark.parametrize(
        ("old", "new", "where"),
        [
            ('"pages_a4":5', '"pages_a4":9', "total gross_b a4"),
            ('"copies":12', '"copies":1', "total gross_b a4"),
            ('"copies":1,', '"copies":2,', "total printed a4"),
            ('"2026-06-10', '"2026-05-11', "months 2026-05 gross_a a4"),
            ('"財政課"', '"総務課"', "departments"),
            ("見比べたい", "その他", "reasons"),
            ('"lonely"', '"other"', "entries sha256"),
        ],
    )
    def test_a_changed_entry(self, entries: Path, old: str, new: str, where: str) -> None:
        self.changed(entries, old, new)
        with pytest.raises(FiguresDiffer) as raised:
            self.verify(entries)
        assert raised.value.facts["where"] == where

    def test_every_changed_figure_of_the_totals(self, entries: Path) -> None:
        path = entries.with_name("entries.jsonl.totals.json")
        whole = json.loads(path.read_text("utf-8"))
        places = [
            ("total",),
            *((part, n) for part in ("months", "packets", "departments") for n in range(len(whole[part]))),
        ]
        for place in places:
            for tier in ("gross_a", "gross_b", "reference_c", "printed", "net"):
                spoilt = json.loads(path.read_text("utf-8"))
                row = spoilt
                for step in place:
                    row = row[step]
                row[tier]["a3"] += 1
                with pytest.raises(FiguresDiffer) as raised:
                    compare(spoilt, report(read_entries(entries), 2026))
                assert str(raised.value.facts["where"]).endswith(f"{tier} a3")

    def test_a_removed_and_an_added_line(self, entries: Path) -> None:
        whole = entries.read_bytes()
        lines = whole.splitlines(keepends=True)
        for number in range(len(lines)):
            entries.write_bytes(b"".join(lines[:number] + lines[number + 1 :]))
            with pytest.raises(FiguresDiffer):
                self.verify(entries)
        entries.write_bytes(
            whole + lines[1]
        )  # the same fact twice changes no figure, but the file is not that exported
        with pytest.raises(FiguresDiffer):
            self.verify(entries)

    @pytest.mark.parametrize("line", ["", "{}", "[]", "null", "\ufeff", '{"type":"opened"}', "NaN", "[" * 100_000])
    def test_a_line_that_is_no_event(self, entries: Path, line: str) -> None:
        lines = entries.read_bytes().splitlines(keepends=True)
        entries.write_bytes(b"".join([*lines[:3], line.encode() + b"\n", *lines[3:]]))
        with pytest.raises(EntriesInvalid) as raised:
            self.verify(entries)
        assert raised.value.facts == {"path": str(entries), "line": 4}

    def test_bytes_that_are_no_text(self, entries: Path) -> None:
        entries.write_bytes(b"\xff\xfe\x00")
        with pytest.raises(EntriesInvalid):
            self.verify(entries)

    @pytest.mark.parametrize("content", ["", "[]", "{}", '{"rules": [{}]}', '{"rules": [], "method": 2, "fy": 2026}'])
    def test_totals_that_are_none(self, entries: Path, content: str) -> None:
        entries.with_name("entries.jsonl.totals.json").write_text(content, "utf-8")
        with pytest.raises(FileInvalid):
            self.verify(entries)

    def test_nothing_to_compare_with(self, entries: Path, tmp_path: Path) -> None:
        (tmp_path / "entries.jsonl.totals.json").unlink()
        with pytest.raises(NothingToCompare):
            self.verify(entries)
        with pytest.raises(FileMissing):
            self.verify(tmp_path / "absent.jsonl")
        with pytest.raises(FileIsFolder):
            self.verify(tmp_path)

    def test_no_events_at_all(self, tmp_path: Path) -> None:
        reporting([]).export(2026, "json", tmp_path / "r.json", entries=tmp_path / "e.jsonl")
        assert self.verify(tmp_path / "e.jsonl")["entries"] == 0

    def test_strange_values_survive_the_way_out_and_back(self, tmp_path: Path) -> None:
        h = history()
        h.opened("a", "2026-05-01 09:00", packet="\ud800", why=float("nan"))
        h.opened("b", "2026-05-01 09:00", packet="q", pages=(float("inf"), 0))  # pyright: ignore[reportArgumentType]
        write_entries(h.events, tmp_path / "e.jsonl")
        assert report(read_entries(tmp_path / "e.jsonl"), 2026) == report(h.events, 2026)

    @staticmethod
    def changed(entries: Path, old: str, new: str) -> None:
        text = entries.read_text("utf-8")
        assert old in text
        entries.write_text(text.replace(old, new), "utf-8")


class TestPlaces:
    def export(self, out: Path, entries: Path | None = None) -> dict[str, Any]:
        return reporting(history().events).export(2026, "json", out, entries=entries)

    def test_what_was_written(self, tmp_path: Path) -> None:
        written = self.export(tmp_path / "r.json", tmp_path / "e.jsonl")
        assert (written["out"], written["entries"]) == (str(tmp_path / "r.json"), str(tmp_path / "e.jsonl"))
        assert sorted(path.name for path in tmp_path.iterdir()) == ["e.jsonl", "e.jsonl.totals.json", "r.json"]

    def test_an_earlier_export_is_replaced(self, tmp_path: Path) -> None:
        (tmp_path / "r.json").write_bytes(b"old")
        self.export(tmp_path / "r.json")
        assert json.loads((tmp_path / "r.json").read_bytes())["fy"] == 2026

    def test_no_such_folder(self, tmp_path: Path) -> None:
        with pytest.raises(FileMissing) as raised:
            self.export(tmp_path / "absent" / "r.json")
        assert raised.value.facts["path"] == str(tmp_path / "absent")

    def test_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(FileIsFolder):
            self.export(tmp_path)

    def test_a_file_where_a_folder_should_be(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_bytes(b"")
        with pytest.raises(FileMissing):
            self.export(tmp_path / "file" / "r.json")

    def test_a_name_too_long_for_any_folder(self, tmp_path: Path) -> None:
        with pytest.raises(DxmeetError):
            self.export(tmp_path / ("題" * 300))
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize(
        ("error", "code"),
        [
            (OSError(28, "full"), "disk-full"),
            (PermissionError(13, "no"), "file-denied"),
            (OSError(5, "io"), "file-denied"),
        ],
    )
    def test_what_the_file_system_says(self, error: OSError, code: str) -> None:
        assert placement.translated(error, Path("r.json")).code == code

    def test_a_full_disk(self) -> None:
        full = Path("/dev/full")
        if not full.exists():
            pytest.skip("this system has no /dev/full")
        with pytest.raises(OSError, match="space") as raised, full.open("wb", buffering=0) as file:
            file.write(b"x")
        assert placement.translated(raised.value, full).code == "disk-full"

    def test_report_and_entries_in_one_file(self, tmp_path: Path) -> None:
        for name in ("e.jsonl", "e.jsonl.totals.json"):
            with pytest.raises(FileExists):
                self.export(tmp_path / name, tmp_path / "e.jsonl")
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("fy", [0, -1, 1999, 2101, 10**9])
    def test_years_that_are_none(self, fy: int, tmp_path: Path) -> None:
        with pytest.raises(InputInvalid):
            reporting([]).export(fy, "json", tmp_path / "r.json")

    def test_an_unknown_format(self, tmp_path: Path) -> None:
        with pytest.raises(InputInvalid):
            reporting([]).export(2026, "docx", tmp_path / "r.docx")

    def test_a_folder_without_permission(self, tmp_path: Path) -> None:
        closed = tmp_path / "closed"
        closed.mkdir(mode=0o500)
        try:
            (closed / "probe").write_bytes(b"")
        except PermissionError:
            with pytest.raises(FileDenied):
                self.export(closed / "r.json")
        else:
            pytest.skip("this user may write everywhere")
