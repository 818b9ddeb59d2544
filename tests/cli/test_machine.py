"""A profile from its first day to its last, and what happens where there is none."""

from collections.abc import Callable
from pathlib import Path

import pytest
from calls import PASSPHRASE, Terminal, write_pdf

from dxmeet.app import make_engine, make_entrance

SETUP = ("--reader", "佐藤 進", "--department", "企画政策課")


@pytest.mark.parametrize(
    "command",
    [
        ("list",),
        ("sync",),
        ("ledger",),
        ("lock",),
        ("forget", "--yes"),
        ("stats", "merge"),
        ("notes", "list", "m-1"),
        ("withdraw", "p-1"),
    ],
    ids=lambda command: command[0],
)
def test_without_a_profile(terminal: Callable[[str], Terminal], command: tuple[str, ...]) -> None:
    machine = terminal("nobody")
    assert machine.refused(*command) == "profile-missing"
    assert not machine.profile.exists()


def test_setup_refusals_leave_nothing(terminal: Callable[[str], Terminal], share: Path, tmp_path: Path) -> None:
    machine = terminal("sato")
    assert machine.refused("setup", "--share", tmp_path / "none", *SETUP) == "share-unreachable"
    mistyped = machine.run("setup", "--share", tmp_path / "none", *SETUP, "--json").refusal
    assert mistyped["safe"] == "登録は行っていません。この端末の中身は変更していません。"
    assert "自動で" not in mistyped["next"]
    assert machine.refused("setup", "--share", share, *SETUP, passphrase="") == "keyring-unavailable"
    assert machine.refused("setup", "--share", share, *SETUP, passphrase="short") == "passphrase-weak"
    for name in (" ", "佐藤\n進", "佐藤\x1b[31m", "名" * 101):
        assert machine.refused("setup", "--share", share, "--reader", name, "--department", "企画") == "input-invalid"
    assert not machine.profile.exists()
    assert list(share.iterdir()) == []


def test_setup_twice(sato: Terminal, share: Path) -> None:
    assert sato.refused("setup", "--share", share, *SETUP) == "profile-exists"


def test_the_passphrase(sato: Terminal) -> None:
    assert sato.refused("list", passphrase="wrong horse") == "passphrase-wrong"
    assert sato.refused("list", passphrase="") == "passphrase-needed"


def test_a_locked_profile_opens_with_its_passphrase_only(sato: Terminal) -> None:
    assert sato.json("lock") == {"profile": str(sato.profile), "locked": True}
    assert sato.refused("list", passphrase="") == "profile-locked"
    assert sato.refused("list", passphrase="wrong horse") == "passphrase-wrong"
    sato.json("list")
    assert sato.refused("list", passphrase="") == "passphrase-needed"


def test_forget_asks_first(sato: Terminal, share: Path) -> None:
    assert sato.run("forget").code == 2  # nobody there to ask
    assert sato.profile.exists()
    before = sorted(share.rglob("*"))
    assert sato.json("forget", "--yes") == {"profile": str(sato.profile), "forgotten": True}
    assert not sato.profile.exists()
    assert sorted(share.rglob("*")) == before


def test_forget_leaves_what_is_not_the_profiles(sato: Terminal) -> None:
    letter = sato.profile / "手紙.txt"
    letter.write_text("残す", encoding="utf-8")
    sato.json("list")
    sato.json("forget", "--yes")
    assert list(sato.profile.iterdir()) == [letter]


def test_a_damaged_profile_says_so_and_can_still_be_forgotten(sato: Terminal) -> None:
    (sato.profile / "profile.json").write_text("{", encoding="utf-8")
    assert sato.refused("list") == "profile-damaged"
    sato.json("forget", "--yes")
    assert not sato.profile.exists()


def test_check_works_with_and_without_a_profile(sato: Terminal, terminal: Callable[[str], Terminal]) -> None:
    inside, outside = sato.json("check"), terminal("nobody").json("check")
    assert {each["name"] for each in inside["findings"]} >= {"versions", "disk", "keyring", "share", "clock"}
    assert all(isinstance(each["ok"], bool) for each in inside["findings"])
    assert inside["ok"] is all(each["ok"] for each in inside["findings"])
    assert outside["ok"] is False
    assert {"name": "profile", "ok": False, "code": "profile-missing"} in outside["findings"]
    assert "disk" in {each["name"] for each in outside["findings"]}
    assert {"name": "profile", "ok": False, "code": "passphrase-wrong"} in sato.json("check", passphrase="bad horse!")[
        "findings"
    ]


def test_check_tells_no_secrets(sato: Terminal) -> None:
    told = sato.run("check", "--json").out + sato.run("check").out
    assert PASSPHRASE not in told
    assert "佐藤" not in told


def test_options_are_understood_before_and_after_the_command(
    terminal: Callable[[str], Terminal], tmp_path: Path
) -> None:
    machine = terminal("nobody")
    other = tmp_path / "other"
    for arguments in (
        ("--profile", other, "--json", "--lang", "en", "list"),
        ("list", "--profile", other, "--json", "--lang", "en"),
        ("--profile", "x", "--lang", "ja", "list", "--profile", other, "--json", "--lang", "en"),
        ("notes", "--json", "list", "m-1", "--profile", other, "--lang", "en"),
    ):
        answer = machine.run(*arguments)
        assert answer.refusal["code"] == "profile-missing", arguments
        assert answer.refusal["message"].isascii() or str(other) in answer.refusal["message"]


def test_a_refusal_is_one_plain_line_with_its_code(terminal: Callable[[str], Terminal]) -> None:
    answer = terminal("nobody").run("list")
    assert answer.out == ""
    assert answer.err.count("\n") == 1
    assert answer.err.endswith("[profile-missing]\n")
    assert "。" in answer.err
    assert terminal("nobody").run("list", DXMEET_LANG="en").err.isascii()


def test_nothing_is_no_place(
    terminal: Callable[[str], Terminal], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    answer = terminal("nobody").run("setup", "--share", "", "--reader", "佐藤", "--department", "企画")
    assert (answer.code, "--share" in answer.err) == (2, True)
    assert list(here.iterdir()) == []


def test_the_window_and_the_demo_are_called_with_what_was_asked(
    terminal: Callable[[str], Terminal], tmp_path: Path
) -> None:
    machine, file = terminal("nobody"), tmp_path / "a.pdf"
    file.write_bytes(b"%PDF-")
    assert machine.run().out == f"window {machine.profile} None \n", "the profile's own language"
    assert machine.run("--lang", "ja").out == f"window {machine.profile} None ja\n"
    assert machine.run("--lang", "en").out == f"window {machine.profile} None en\n"
    assert machine.run("open", file, "--lang", "en").out == f"window {machine.profile} {file} en\n"
    demo = machine.run("demo", "--out", tmp_path)
    assert (demo.code, demo.out) == (3, f"demo {tmp_path} ja\n")
    assert machine.run("demo", "--out", tmp_path, "--json").out == f"demo {tmp_path} ja json\n"
    assert machine.refused("open", tmp_path / "none.pdf") == "file-missing"
    assert machine.refused("open", tmp_path) == "file-is-folder"


def test_usage(terminal: Callable[[str], Terminal]) -> None:
    machine = terminal("nobody")
    assert machine.run("unheard-of").code == 2
    assert machine.run("list", "--unheard-of").code == 2
    assert machine.run("--lang", "fr", "list").code == 2
    helped = machine.run("--help")
    assert helped.code == 0
    assert "Synchronise once." in helped.out
    for absent in ("search", "print", "carry"):
        assert machine.run(absent).code == 2


def test_a_database_that_is_gone_is_damage_and_never_made_anew(
    terminal: Callable[[str], Terminal], share: Path
) -> None:
    machine = terminal("sato")
    machine.json("setup", "--share", share, *SETUP)
    database = machine.profile / "dxmeet.db"
    database.rename(database.with_name("elsewhere"))
    assert machine.refused("list") == "profile-damaged"
    assert machine.refused("sync") == "profile-damaged"
    assert not database.exists()


def test_a_database_with_a_flipped_byte_is_damage_and_stays_as_it_is(
    terminal: Callable[[str], Terminal], share: Path
) -> None:
    machine = terminal("sato")
    machine.json("setup", "--share", share, *SETUP)
    database = machine.profile / "dxmeet.db"
    harmed = bytearray(database.read_bytes())
    harmed[50] ^= 1
    database.write_bytes(harmed)
    assert machine.refused("list") == "profile-damaged"
    assert machine.refused("sync") == "profile-damaged"
    assert database.read_bytes() == bytes(harmed)


def test_a_damaged_profile_comes_back_from_its_backup(
    terminal: Callable[[str], Terminal], sato: Terminal, share: Path, tmp_path: Path
) -> None:
    paper = write_pdf(tmp_path / "資料1.pdf")
    sato.json("publish", "--kind", "meeting", "--title", "庁議", "--date", "2026-11-25", paper)
    sato.json("sync")
    note = '[{"kind": "sticky", "page": 1, "at": [9, 9], "text": "確認"}]'
    sato.json("notes", "add", "資料1", "-", stdin=note)
    entrance = make_entrance(sato.profile, engine=make_engine(), keyring=lambda: None)
    services = entrance.enter(entrance.unlocking.unlock(PASSPHRASE))
    assert services.safekeeping.back_up() is not None
    services.close()
    entrance.close()
    database = sato.profile / "dxmeet.db"
    content = database.read_bytes()
    database.write_bytes(b"\0" * 4096 + content[4096:])
    assert sato.refused("list") == "profile-damaged"
    assert sato.json("recover") == {"profile": str(sato.profile), "notes": 1}
    assert [each["text"] for each in sato.json("notes", "list", "資料1")["notes"]] == ["確認"]
    sato.json("page", "資料1", "--page", "1", "--out", tmp_path / "p.png")
    assert sato.json("recover")["notes"] == 1, "a sound one is left alone"
    assert len(list((sato.profile / "set-aside").iterdir())) == 1


def test_an_admin_orders_and_sees_who_obeyed(terminal: Callable[[str], Terminal], sato: Terminal, share: Path) -> None:
    lost = terminal("lost")
    name = lost.json("setup", "--share", share, *SETUP)["terminal"]
    assert sato.refused("orders", "give", "lock", "t-nobody") == "input-invalid"
    order = sato.json("orders", "give", "lock", name)
    assert lost.refused("sync") == "ordered-lock"
    assert lost.refused("list") == "ordered-lock"
    [told] = [each for each in sato.json("orders", "list")["terminals"] if each["id"] == name]
    assert told["heard_at"] is not None, "it said that it obeyed"
    assert [(each["id"], each["stands"], each["done_at"] is None) for each in told["orders"]] == [
        (order["order"], True, False)
    ]
    listed = sato.run("orders", "list").out.splitlines()
    assert [line.split()[0] for line in listed] == [name, f"{sato.json('orders', 'list')['own']}(この端末)"]
    assert sato.run("orders", "give", "forget", name).code == 2, "what cannot be undone is asked first"
    assert len(sato.json("orders", "list")["terminals"][0]["orders"]) == 1
    sato.json("orders", "give", "forget", name, "--yes")
    sato.json("orders", "give", "open", name)
    assert lost.refused("sync") == "ordered-lock", "only a lock is lifted"
