"""From an empty folder to a page on a screen: setup, publish, sync, list, page, replace, withdraw."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pymupdf
import pytest
from calls import A3, A4, Terminal, settled, write_pdf


def publish(machine: Terminal, *more: object, title: str = "庁議") -> dict[str, object]:
    return machine.json("publish", "--kind", "meeting", "--title", title, "--date", "2026-11-25", *more)


def test_setup_prepares_an_empty_folder_once(terminal: Callable[[str], Terminal], share: Path) -> None:
    first = terminal("sato").json("setup", "--share", share, "--reader", "佐藤", "--department", "企画")
    second = terminal("tanaka").json("setup", "--share", share, "--reader", "田中", "--department", "総務")
    assert set(first) == {"profile", "share", "prepared", "terminal"}
    assert (first["prepared"], second["prepared"]) == (True, False)
    assert first["terminal"] != second["terminal"]
    assert first["share"] == str(share)
    assert {each.name for each in share.iterdir()} >= {"dxmeet.toml", "会議", "配布"}


def test_setup_says_that_it_prepared_the_folder(terminal: Callable[[str], Terminal], share: Path) -> None:
    given = ("setup", "--share", share, "--reader", "佐藤", "--department", "企画")
    assert "dxmeet.toml" in terminal("sato").run(*given).out
    assert "dxmeet.toml" not in terminal("tanaka").run(*given).out


def test_list_before_the_first_sync(sato: Terminal) -> None:
    found = sato.json("list")
    assert found["packets"] == []
    assert found["share"]["checked_at"] is None
    assert found["share"]["state"] == "never"
    assert "まだ確認していません" in sato.run("list").out


def test_list_says_that_the_last_look_did_not_reach_the_share(sato: Terminal, share: Path) -> None:
    sato.json("sync")
    share.rename(share.with_name("away"))
    assert sato.refused("sync") == "share-unreachable"
    assert "共有フォルダーにつながりません" in sato.run("list").out


def test_a_pdf_with_a_password_comes_and_is_asked_for_it_when_opened(
    sato: Terminal, share: Path, tmp_path: Path
) -> None:
    plain = write_pdf(tmp_path / "plain.pdf")
    locked = share / "会議" / "2026-11-25 庁議" / "秘密.pdf"
    locked.parent.mkdir(parents=True)
    with pymupdf.open(plain) as document:
        document.save(locked, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="open", owner_pw="owner")
    settled(locked)
    synced = sato.json("sync")
    assert (len(synced["added"]), synced["refused"]) == (1, [])
    assert "秘密" in sato.run("list").out
    assert "0ページ" not in sato.run("list").out, "how many it has is not known yet"
    assert sato.refused("page", "秘密", "--page", 1, "--out", tmp_path / "p.png") == "pdf-password-needed"
    assert "パスワードを入力" in sato.run("page", "秘密", "--page", 1, "--out", tmp_path / "p.png").err


def test_what_is_published_is_listed_after_sync(sato: Terminal, share: Path, tmp_path: Path) -> None:
    one, two = write_pdf(tmp_path / "次第.pdf"), write_pdf(tmp_path / "資料1.pdf", A4, A4, A3)
    baseline = ("--copies", 20, "--sides", 1, "--nup", 2, "--basis", "printed_before", "--per", "department")
    extra = ("--starts", "09:30", "--place", "第1会議室", "--offline", "lease(14)", "--keep-until", "2027-03-31")
    published = publish(sato, "--share", share, *baseline, *extra, one, two)
    assert set(published) == {"packet", "generation", "materials"}
    assert [set(each) for each in published["materials"]] == [{"id", "title", "revision"}] * 2

    synced = sato.json("sync")
    assert synced["state"] == "ok"
    assert synced["added"] == [each["id"] for each in published["materials"]]
    assert (synced["replaced"], synced["withdrawn"], synced["waiting"], synced["refused"]) == ([], [], [], [])
    assert synced["bytes"] == one.stat().st_size + two.stat().st_size
    assert synced["requests"] > 0
    assert isinstance(synced["seconds"], float)

    listed = sato.json("list")
    assert listed["share"]["state"] == "ok"
    assert datetime.fromisoformat(listed["share"]["checked_at"]).tzinfo is not None
    (packet,) = listed["packets"]
    assert packet["id"] == published["packet"]
    assert (packet["kind"], packet["title"], packet["date"]) == ("meeting", "庁議", "2026-11-25")
    assert (packet["source"], packet["generation"], packet["state"]) == ("published", 1, "ready")
    assert (packet["starts"], packet["place"]) == ("09:30", "第1会議室")
    second = packet["materials"][1]
    assert (second["order"], second["title"]) == (2, "資料1")
    assert (second["pages"], second["pages_a4"], second["pages_a3"]) == (3, 2, 1)
    assert (second["revision"], second["state"]) == (published["materials"][1]["revision"], "ready")
    assert second["notes"] == 0
    assert datetime.fromisoformat(second["checked_at"]).tzinfo is not None

    (entry,) = sato.json("ledger")["entries"]
    assert entry["type"] == "distributed"
    expected = {"copies": 20, "sides": 1, "nup": 2, "basis": "printed_before", "per": "department"}
    assert entry["baseline"] == expected


def test_the_list_for_a_person(sato: Terminal, tmp_path: Path) -> None:
    publish(sato, write_pdf(tmp_path / "資料1.pdf", A4, A4), write_pdf(tmp_path / "資料2.pdf", A4))
    sato.json("sync")
    japanese, english = sato.run("list").out, sato.run("list", "--lang", "en").out
    assert "会議  2026-11-25  庁議" in japanese
    assert "資料1  2ページ  端末にあります" in japanese
    assert "meeting  2026-11-25  庁議" in english
    assert "2 pages  ready" in english
    assert "1 page   ready" in english
    assert "1 pages" not in english


def test_a_new_edition_that_was_cut_short_is_told_beside_the_one_that_is_here(sato: Terminal, share: Path) -> None:
    paper = settled(write_pdf(share / "会議" / "2026-11-25 庁議" / "01 次第.pdf", A4, A4))
    sato.json("sync")
    content = paper.read_bytes()
    paper.write_bytes(content[: len(content) // 3])
    settled(paper)
    assert [each["code"] for each in sato.json("sync")["refused"]] == ["pdf-damaged"]
    assert "次第  2ページ  端末にあります (新しい版: PDFが壊れています)" in sato.run("list").out
    assert "ready (new version: damaged PDF)" in sato.run("list", "--lang", "en").out


def test_a_page_is_drawn_and_counts_as_opened(sato: Terminal, tmp_path: Path) -> None:
    published = publish(sato, write_pdf(tmp_path / "資料1.pdf", A4, A3))
    sato.json("sync")
    out = tmp_path / "p.png"
    drawn = sato.json("page", "資料1", "--page", 2, "--dpi", 72, "--out", out)
    assert drawn == {
        "material": published["materials"][0]["id"],
        "revision": published["materials"][0]["revision"],
        "page": 2,
        "width_px": 1191,
        "height_px": 842,
        "out": str(out),
    }
    assert out.read_bytes().startswith(b"\x89PNG")
    assert [each["type"] for each in sato.json("ledger")["entries"]] == ["distributed", "opened"]
    assert [each.name for each in tmp_path.glob(".*")] == []


def test_a_page_that_cannot_be_drawn_does_not_count_as_opened(sato: Terminal, tmp_path: Path) -> None:
    publish(sato, write_pdf(tmp_path / "資料1.pdf", A4, A4))
    sato.json("sync")
    out = tmp_path / "p.png"
    for number in (0, 3, -1, 10**9):
        assert sato.refused("page", "資料1", "--page", number, "--out", out) == "page-unknown"
    for dpi in (9, 601, 0, -5, 10**12):
        assert sato.refused("page", "資料1", "--page", 1, "--dpi", dpi, "--out", out) == "input-invalid"
    assert sato.refused("page", "資料1", "--page", 1, "--out", tmp_path / "no" / "p.png") == "file-missing"
    assert sato.refused("page", "資料1", "--page", 1, "--out", tmp_path) == "file-is-folder"
    assert sato.refused("page", "資料9", "--page", 1, "--out", out) == "material-unknown"
    assert not out.exists()
    assert [each["type"] for each in sato.json("ledger")["entries"]] == ["distributed"]


def test_replace_and_withdraw_work_on_what_was_published_a_moment_ago(sato: Terminal, tmp_path: Path) -> None:
    first = publish(sato, write_pdf(tmp_path / "資料1.pdf"), write_pdf(tmp_path / "資料2.pdf", text="別"))
    material = first["materials"][0]["id"]
    second = sato.json("replace", first["packet"], "資料1", write_pdf(tmp_path / "新しい.pdf", A4, A4))
    assert (second["packet"], second["generation"]) == (first["packet"], 2)
    assert [each["id"] for each in second["materials"]] == [material]
    assert sato.json("sync")["replaced"] == [material]
    third = sato.json("withdraw", "庁議", "資料2")
    assert third["generation"] == 3
    assert sato.json("sync")["withdrawn"] == [first["materials"][1]["id"]]
    states = [each["state"] for each in sato.json("list")["packets"][0]["materials"]]
    assert states == ["ready", "withdrawn"]
    assert sato.json("withdraw", first["packet"])["generation"] == 4
    sato.json("sync")
    assert sato.json("list")["packets"][0]["state"] == "withdrawn"


def test_a_plain_folder_is_listed_but_cannot_be_replaced_or_withdrawn(
    sato: Terminal, share: Path, tmp_path: Path
) -> None:
    settled(write_pdf(share / "会議" / "2026-11-25 庁議" / "01 次第.pdf", A4))
    sato.json("sync")
    (packet,) = sato.json("list")["packets"]
    assert (packet["source"], packet["title"], packet["date"]) == ("folder", "庁議", "2026-11-25")
    assert sato.refused("withdraw", "庁議") == "packet-not-published"
    new = write_pdf(tmp_path / "x.pdf")
    assert sato.refused("replace", "庁議", "次第", new) == "packet-not-published"


def test_what_publish_refuses(sato: Terminal, share: Path, tmp_path: Path) -> None:
    good = write_pdf(tmp_path / "資料1.pdf")
    bad, empty, short = tmp_path / "a.pdf", tmp_path / "b.pdf", tmp_path / "c.pdf"
    bad.write_bytes("これはPDFではありません".encode())
    empty.touch()
    short.write_bytes(good.read_bytes()[:300])
    before = sorted(share.rglob("*.json"))
    given = ("publish", "--kind", "circular", "--title", "通知", "--date", "2026-11-25")
    assert sato.refused(*given, good, bad) == "pdf-invalid"
    assert sato.refused(*given, good, empty) == "file-empty"
    assert sato.refused(*given, short) == "pdf-damaged"
    assert sato.refused(*given, tmp_path) == "file-is-folder"
    assert sato.refused(*given, tmp_path / "none.pdf") == "file-missing"
    assert sato.refused(*given, "--basis", "declared", good) == "input-invalid"
    assert sato.refused(*given, "--basis", "declared", "--copies", 0, good) == "input-invalid"
    assert (
        sato.refused("publish", "--kind", "circular", "--title", " ", "--date", "2026-11-25", good) == "input-invalid"
    )
    assert sato.refused(*given, "--share", tmp_path / "none", good) == "share-unreachable"
    mistyped = sato.run(*given, "--share", tmp_path / "none", good, "--json").refusal
    assert mistyped["safe"] == "共有フォルダーには、まだ何も書いていません。"
    assert "自動で" not in mistyped["next"]
    assert sato.refused(*given, "--share", tmp_path, good) == "share-not-prepared"
    assert sorted(share.rglob("*.json")) == before
    assert sato.json("ledger")["entries"] == []


def test_publish_reaches_the_same_share_by_another_path_and_refuses_another_share(
    sato: Terminal, terminal: Callable[[str], Terminal], share: Path, tmp_path: Path
) -> None:
    good, drive, other = write_pdf(tmp_path / "資料1.pdf"), tmp_path / "drive", tmp_path / "other"
    drive.symlink_to(share)
    other.mkdir()
    terminal("tanaka").json("setup", "--share", other, "--reader", "田中", "--department", "総務")
    publish(sato, "--share", drive, good)
    assert len(sato.json("sync")["added"]) == 1
    given = ("publish", "--kind", "circular", "--title", "通知", "--date", "2026-11-25", "--share", other, good)
    assert sato.refused(*given) == "share-wrong"


@pytest.mark.parametrize(
    "more",
    [
        ("--date", "2026-13-45"),
        ("--sides", "3"),
        ("--nup", "3"),
        ("--copies", "-1"),
        ("--offline", "lease(0)"),
        ("--offline", "lease(99999999999)"),
        ("--keep-until", "soon"),
        ("--starts", "25:00"),
    ],
)
def test_values_no_option_takes_are_usage_errors(
    terminal: Callable[[str], Terminal], tmp_path: Path, more: tuple[str, str]
) -> None:
    given = ("publish", "--kind", "meeting", "--title", "庁議", "--date", "2026-11-25")
    answer = terminal("nobody").run(*given, *more, tmp_path / "資料1.pdf")
    assert answer.code == 2
    assert more[0] in answer.err


def test_what_could_not_be_recorded_is_not_distributed(
    sato: Terminal, share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper, other = write_pdf(tmp_path / "資料1.pdf"), write_pdf(tmp_path / "資料2.pdf", A4, A4)
    done = sato.json("publish", "--kind", "meeting", "--title", "庁議", "--date", "2026-11-25", paper)
    sato.json("sync")
    before = sorted(str(path) for path in share.rglob("*") if path.is_file())
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=0, total=1, used=1))
    again = ("--kind", "meeting", "--title", "別の会議", "--date", "2026-11-25")
    assert sato.refused("publish", *again, paper) == "disk-full"
    assert sato.refused("replace", done["packet"], done["materials"][0]["id"], other) == "disk-full"
    assert sorted(str(path) for path in share.rglob("*") if path.is_file()) == before


def test_an_audience_file_names_readers_and_departments(sato: Terminal, tmp_path: Path) -> None:
    names, good = tmp_path / "audience.txt", write_pdf(tmp_path / "資料1.pdf")
    names.write_text("\ufeff# 幹部\n佐藤 進\r\n\ndepartment:総務課\n", encoding="utf-8")
    publish(sato, "--audience", names, good)
    (entry,) = sato.json("ledger")["entries"]
    assert entry["audience"]["departments"] == ["総務課"]
    assert entry["audience"]["readers"] == [entry["reader"]]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"# nobody\n\n", "file-empty"),
        (b"", "file-empty"),
        ("佐藤".encode("cp932"), "file-invalid"),
        (b"department: \n", "input-invalid"),
    ],
)
def test_an_audience_that_names_nobody_is_not_everyone(
    terminal: Callable[[str], Terminal], tmp_path: Path, content: bytes, code: str
) -> None:
    names, good = tmp_path / "audience.txt", write_pdf(tmp_path / "資料1.pdf")
    names.write_bytes(content)
    given = ("publish", "--kind", "meeting", "--title", "庁議", "--date", "2026-11-25", "--audience", names, good)
    assert terminal("nobody").refused(*given) == code


def test_sync_says_the_state_and_fails_when_the_share_is_away(sato: Terminal, share: Path, tmp_path: Path) -> None:
    publish(sato, write_pdf(tmp_path / "資料1.pdf"))
    sato.json("sync")
    share.rename(tmp_path / "gone")
    away = sato.run("sync", "--json")
    assert (away.code, away.json["state"], away.refusal["code"]) == (1, "share-unreachable", "share-unreachable")
    assert sato.json("list")["packets"][0]["materials"][0]["state"] == "ready"

    share.mkdir()
    (share / "dxmeet.toml").write_bytes((tmp_path / "gone" / "dxmeet.toml").read_bytes().replace(b'"s', b'"s0'))
    wrong = sato.run("sync", "--json")
    assert (wrong.code, wrong.json["state"], wrong.refusal["code"]) == (1, "wrong-share", "share-wrong")


def test_sync_names_what_it_could_not_take(sato: Terminal, share: Path) -> None:
    folder = share / "会議" / "2026-11-25 庁議"
    good, bad = settled(write_pdf(folder / "01 次第.pdf")), folder / "02 壊れた.pdf"
    bad.write_bytes(b"no pdf")
    settled(bad)
    synced = sato.json("sync")
    assert len(synced["added"]) == 1
    assert synced["refused"] == [{"name": "02 壊れた.pdf", "code": "pdf-invalid"}]
    assert synced["bytes"] == good.stat().st_size + bad.stat().st_size
    assert "02 壊れた.pdf" in sato.run("sync").out
    first, second = sato.json("list")["packets"][0]["materials"]
    assert (first["state"], second["state"]) == ("ready", "refused")
    assert (second["revision"], second["pages"]) == (None, None)


def test_what_would_be_over_before_anybody_has_it_is_not_distributed(
    sato: Terminal, share: Path, tmp_path: Path
) -> None:
    given = ("publish", "--kind", "meeting", "--title", "庁議", "--date", "2020-01-01", "--keep-until", "2020-01-31")
    assert sato.refused(*given, write_pdf(tmp_path / "資料1.pdf")) == "input-invalid"
    assert list((share / "会議").iterdir()) == []
