"""Figures from two terminals: merged, exported, verified."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from calls import A3, A4, Terminal, write_pdf


@pytest.fixture
def counted(sato: Terminal, terminal: Callable[[str], Terminal], share: Path, tmp_path: Path) -> Terminal:
    """An admin on whose share one packet was distributed and opened by another reader."""
    paper = write_pdf(tmp_path / "資料1.pdf", A4, A4, A4, A3)
    declared = ("--copies", 10, "--sides", 2, "--basis", "declared")
    sato.json("publish", "--kind", "meeting", "--title", "庁議", "--date", "2026-11-25", *declared, paper)
    sato.json("sync")
    tanaka = terminal("tanaka")
    tanaka.json("setup", "--share", share, "--reader", "田中", "--department", "総務課")
    tanaka.json("sync")
    tanaka.json("page", "資料1", "--page", 1, "--dpi", 36, "--out", tmp_path / "p.png")
    tanaka.json("sync")
    return sato


def test_figures_of_what_was_never_gathered_are_provisional(counted: Terminal, tmp_path: Path) -> None:
    given = ("--fy", 2026, "--format", "csv", "--out", tmp_path / "r.csv")
    assert counted.json("stats", "export", *given)["provisional"] is True
    assert "暫定" in (tmp_path / "r.csv").read_text(encoding="utf-8-sig")
    counted.json("stats", "merge")
    assert counted.json("stats", "export", *given)["provisional"] is False


def test_merging_again_changes_nothing(counted: Terminal) -> None:
    first, second = counted.json("stats", "merge"), counted.json("stats", "merge")
    assert first == {"segments": 2, "events": 2, "problems": [], "gaps": [], "forks": [], "provisional": False}
    assert second == {**first, "segments": 0, "events": 0}


def test_what_was_distributed_counts_though_the_organiser_never_synchronises(
    sato: Terminal, terminal: Callable[[str], Terminal], share: Path, tmp_path: Path
) -> None:
    papers = [write_pdf(tmp_path / f"資料{number}.pdf", *[A4] * 2 * number) for number in (1, 2)]
    declared = ("--copies", 10, "--basis", "declared")
    done = sato.json("publish", "--kind", "meeting", "--title", "庁議", "--date", "2026-11-25", *declared, papers[0])
    tanaka = terminal("tanaka")
    tanaka.json("setup", "--share", share, "--reader", "田中", "--department", "総務課")
    for paper in (None, papers[1]):
        if paper is not None:
            sato.json("replace", done["packet"], done["materials"][0]["id"], paper)
        tanaka.json("sync")
        tanaka.json("page", "資料1", "--page", 1, "--dpi", 36, "--out", tmp_path / "p.png")
    tanaka.json("sync")
    assert tanaka.json("stats", "merge")["events"] == 4
    out = tmp_path / "report.json"
    tanaka.json("stats", "export", "--fy", 2026, "--format", "json", "--out", out)
    total = json.loads(out.read_text(encoding="utf-8"))["total"]
    assert total["gross_b"]["a4"] > 0
    assert total["reference_c"]["a4"] == 0


def test_an_admins_own_entries_are_merged_without_another_synchronisation(sato: Terminal, tmp_path: Path) -> None:
    paper = write_pdf(tmp_path / "資料1.pdf", A4, A4)
    sato.json("publish", "--kind", "meeting", "--title", "庁議", "--date", "2026-11-25", paper)
    sato.json("sync")
    sato.json("print", "資料1", "--reason", "その他", "--to", tmp_path / "job.pdf")
    assert sato.json("stats", "merge")["events"] == 2


def test_the_report_is_the_arithmetic_of_what_was_opened(counted: Terminal, tmp_path: Path) -> None:
    counted.json("stats", "merge")
    out, entries = tmp_path / "report.json", tmp_path / "entries.jsonl"
    given = ("--fy", 2026, "--format", "json", "--out", out, "--entries", entries, "--include-small")
    done = counted.json("stats", "export", *given)
    expected = {"out": str(out), "format": "json", "fy": 2026, "entries": str(entries), "provisional": False}
    assert done == expected
    report = json.loads(out.read_text(encoding="utf-8"))
    assert report["total"]["gross_b"] == {"a4": 2, "a3": 1}
    assert report["packets"][0]["title"] == "庁議"
    lines = [json.loads(line) for line in entries.read_text(encoding="utf-8").splitlines()]
    assert sorted(line["type"] for line in lines) == ["distributed", "opened"]
    assert "田中" not in entries.read_text(encoding="utf-8")


def test_anyone_can_verify_an_export_and_a_changed_one_is_found_out(
    counted: Terminal, terminal: Callable[[str], Terminal], tmp_path: Path
) -> None:
    counted.json("stats", "merge")
    entries = tmp_path / "entries.jsonl"
    counted.json("stats", "export", "--fy", 2026, "--format", "csv", "--out", tmp_path / "a.csv", "--entries", entries)
    stranger = terminal("a stranger without a profile")
    assert stranger.json("stats", "verify", entries) == {"ok": True, "fy": 2026, "events": 2}
    entries.write_text(entries.read_text(encoding="utf-8").replace('"pages_a4":3', '"pages_a4":9'), encoding="utf-8")
    assert stranger.refused("stats", "verify", entries) == "figures-differ"
    entries.write_text("{", encoding="utf-8")
    assert stranger.refused("stats", "verify", entries) == "entries-invalid"
    assert stranger.refused("stats", "verify", tmp_path / "none.jsonl") == "file-missing"
    alone = tmp_path / "alone.jsonl"
    alone.write_text("", encoding="utf-8")
    assert stranger.refused("stats", "verify", alone) in ("nothing-to-compare", "file-empty", "file-missing")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_other_formats(counted: Terminal, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"report.{form}"
    assert counted.json("stats", "export", "--fy", 2026, "--format", form, "--out", out)["entries"] is None
    assert out.stat().st_size > 100


def test_places_an_export_cannot_go(counted: Terminal, tmp_path: Path) -> None:
    given = ("stats", "export", "--fy", 2026, "--format", "csv")
    out = tmp_path / "a.csv"
    assert counted.refused(*given, "--out", tmp_path) == "file-is-folder"
    assert counted.refused(*given, "--out", tmp_path / "none" / "a.csv") == "file-missing"
    assert counted.refused(*given, "--out", out, "--entries", out) == "file-exists"
    assert not out.exists()


def test_formats_and_years_there_are_not(counted: Terminal, tmp_path: Path) -> None:
    out = ("--out", tmp_path / "a")
    assert counted.run("stats", "export", "--fy", 2026, "--format", "odt", *out).code == 2
    assert counted.run("stats", "export", "--fy", 1999, "--format", "csv", *out).code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with names in folders there")
def test_a_pipe_is_not_made_an_ordinary_file(sato: Terminal, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert sato.refused("stats", "export", "--fy", 2026, "--format", "csv", "--out", pipe) == "file-denied"
    assert pipe.is_fifo()


def test_purchases_are_taken_in_once_and_a_line_that_is_none_takes_in_nothing(sato: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "購入.csv"
    file.write_bytes('年月,枚数,区分,出典\n2026年4月,"373,000",実績,契約課\n令和8年5月,360000,推計,\n'.encode("cp932"))
    expected = [
        {"month": "2026-04", "sheets": 373_000, "kind": "actual", "source": "契約課"},
        {"month": "2026-05", "sheets": 360_000, "kind": "estimate", "source": ""},
    ]
    assert sato.json("stats", "purchases", "import", file) == {"new": 2, "purchases": expected}
    assert sato.json("stats", "purchases", "import", file) == {"new": 0, "purchases": expected}
    file.write_text("2026-06,350000\n2026-07,many\n", encoding="utf-8")
    assert sato.refused("stats", "purchases", "import", file) == "purchases-invalid"
    assert sato.refused("stats", "purchases", "import", tmp_path / "none.csv") == "file-missing"
    file.write_text("", encoding="utf-8")
    assert sato.json("stats", "purchases", "import", file) == {"new": 0, "purchases": expected}


def test_a_heading_or_a_title_is_passed_over(sato: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "購入.csv"
    for first in ("月,A4枚数,区分", "令和8年度 用紙購入枚数,,", "month,sheets"):
        file.write_text(f"{first}\n2026-07,360000\n", encoding="utf-8")
        sato.json("stats", "purchases", "import", file)
    assert [each["sheets"] for each in sato.json("stats", "purchases")["purchases"]] == [360_000]


@pytest.mark.parametrize(
    "first", ["2026-13,350000", "2026-06,35O000", "4月,350000", "2026-06,-5", "2026-06,many", ",350000", "x" * 200_000]
)
def test_a_first_line_that_was_typed_wrong_is_no_heading(sato: Terminal, tmp_path: Path, first: str) -> None:
    file = tmp_path / "購入.csv"
    file.write_text(f"{first}\n2026-07,360000\n", encoding="utf-8")
    assert sato.refused("stats", "purchases", "import", file) == "purchases-invalid"
    assert sato.json("stats", "purchases")["purchases"] == []


def test_the_targets_are_those_of_the_plan_until_others_are_set(sato: Terminal) -> None:
    targets = sato.json("stats", "targets")["targets"]
    assert [(each["fy"], each["sheets"], each["kind"]) for each in targets] == [
        (2025, 4_600_000, "estimate"),
        (2026, 4_480_000, "target"),
        (2027, 4_310_000, "target"),
        (2028, 4_115_000, "target"),
    ]
    assert "4,480,000" in sato.run("stats", "targets").out


def test_the_ledger_of_one_month(counted: Terminal) -> None:
    (entry,) = counted.json("ledger")["entries"]
    common = {"type", "terminal", "epoch", "seq", "at", "reader", "department"}
    assert common < set(entry)
    assert counted.json("ledger", "--month", "1999-01")["entries"] == []
    assert counted.run("ledger", "--month", "1999-13").code == 2
    assert "配布した" in counted.run("ledger").out


def test_an_own_entry_is_taken_back_by_one_more(counted: Terminal) -> None:
    (entry,) = counted.json("ledger")["entries"]
    number = f"{entry['epoch']}-{entry['seq']}"
    assert counted.run("ledger", "--correct", number).code == 2
    after = counted.json("ledger", "--correct", number, "--why", "誤って配布")
    assert [each["type"] for each in after["entries"]] == ["distributed", "correction"]
    assert after["taken_back"] == [[entry["terminal"], entry["epoch"], entry["seq"]]]
    assert counted.refused("ledger", "--correct", str(entry["seq"]), "--why", "もう一度") == "entry-corrected"
    assert counted.refused("ledger", "--correct", "99", "--why", "ない") == "entry-unknown"
    assert "取り消し済み" in counted.run("ledger").out


def test_a_purchase_and_a_target_are_entered_and_corrected(sato: Terminal) -> None:
    sato.json("stats", "purchases", "enter", "2026", "4,480,000", "--source", "契約課")
    known = sato.json("stats", "purchases")["purchases"]
    assert known == [{"month": "2026", "sheets": 4_480_000, "kind": "actual", "source": "契約課"}]
    assert sato.run("stats", "purchases").out.split() == ["2026", "4,480,000", "実績", "契約課"]
    sato.json("stats", "purchases", "enter", "2026", "4470000", "--source", "訂正")
    assert [each["sheets"] for each in sato.json("stats", "purchases")["purchases"]] == [4_470_000]
    assert sato.refused("stats", "purchases", "enter", "2026-13", "1") == "input-invalid"
    targets = sato.json("stats", "targets", "enter", "2027", "4300000", "--source", "改訂計画")["targets"]
    assert [each["sheets"] for each in targets] == [4_600_000, 4_480_000, 4_300_000, 4_115_000]


def test_a_share_that_is_away_stops_the_merge(counted: Terminal, share: Path) -> None:
    share.rename(share.with_name("gone"))
    assert counted.refused("stats", "merge") == "share-unreachable"
