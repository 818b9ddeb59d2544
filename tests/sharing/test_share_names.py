"""Names on the share: what is ignored, refused, the same, and what a name tells."""

import unicodedata
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxmeet.domain.packet import Kind, ShareId
from dxmeet.sharing.layout import (
    colliding,
    folder_packet_id,
    ignored,
    is_pdf,
    manifest_hash,
    manifest_name,
    name_key,
    numbered,
    plain_file_name,
    plain_material_id,
    refusal,
    safe_name,
    shown,
)
from dxmeet.sharing.naming import FolderName, agenda_key, file_title, folder_name

_DEVICES = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
_PORTS = [f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"]
_RESERVED = [
    spelled
    for name in _DEVICES + _PORTS
    for spelled in (f"{name}.pdf", f"{name.lower()}.pdf", f"{name}.資料.pdf", f"{name} .pdf")
]
_CONTROLS = [f"資料{chr(point)}1.pdf" for point in (*range(0x20), 0x7F, 0x85, 0x9F, 0x202E, 0x2066, 0x2028, 0xDC80)]
_CHARACTERS = [f"資料{letter}.pdf" for letter in '<>:"\\|?*']
_TRAILING = ["資料.pdf.", "資料.pdf ", "資料.pdf. .", " 資料.pdf", "資料.pdf...", "会議. ", "会議."]
_GOOD = [
    "01 次第.pdf",
    "資料1 議員勉強会資料(A3).pdf",
    "コン.pdf",
    "console.pdf",
    "COM.pdf",
    "COM10.pdf",
    "LPTX.pdf",
    "ＣＯＮ.pdf",
    "会議〜資料.pdf",
    "会議～資料.pdf",
    "髙橋﨑.pdf",
    "資料①.PDF",
    "か\u3099.pdf",
    "…".join("予算") + ".pdf",
    "庁" * 80 + ".pdf",
    "a.b.c.pdf",
    "資料 .pdf",
    "😀.pdf",
    "資料\u3000別紙.pdf",
]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *((name, "name-reserved") for name in _RESERVED),
        *((name, "name-control") for name in _CONTROLS),
        *((name, "name-characters") for name in _CHARACTERS),
        *((name, "name-trailing") for name in _TRAILING),
        *((name, "") for name in _GOOD),
        ("", "name-control"),
    ],
)
def test_refusal(name: str, code: str) -> None:
    assert refusal(name) == code
    if name.startswith(("資料", "01")):
        assert is_pdf(name)  # a hostile name is refused with a reason, not passed over


@pytest.mark.parametrize(
    "name",
    ["~$資料.docx", "~$x.pdf", ".~lock.x.pdf#", "x.tmp", "X.TMP", "Thumbs.db", "desktop.ini", "DESKTOP.INI", ".x.pdf",
     ".publishing-aaa", "$RECYCLE.BIN", "@eaDir", "x.pdf.part", ".DS_Store", "x.pdf.crdownload"],
)  # fmt: skip
def test_ignored(name: str) -> None:
    assert ignored(name)


@pytest.mark.parametrize("name", _GOOD)
def test_not_ignored(name: str) -> None:
    assert not ignored(name)
    assert plain_file_name(name)


@pytest.mark.parametrize(
    "name", ["..", ".", "../x.pdf", "a/b.pdf", "a\\b.pdf", "C:x.pdf", "/x", "x\0.pdf", "", ".x.pdf", "庁" * 300]
)
def test_an_untrusted_name_stays_inside_its_folder(name: str) -> None:
    assert not plain_file_name(name)


def test_decomposed_and_composed_names_are_the_same_and_width_is_not() -> None:
    assert name_key("が.pdf") == name_key(unicodedata.normalize("NFD", "が.pdf"))
    assert name_key("資料A.PDF") == name_key("資料a.pdf")
    assert name_key("ﾃｽﾄ") != name_key("テスト")
    assert name_key("①") != name_key("1")
    assert name_key("〜") != name_key("～")


def test_names_collide_under_the_key() -> None:
    nfd = unicodedata.normalize("NFD", "が.pdf")
    assert colliding(["が.pdf", nfd, "A.pdf", "a.pdf", "b.pdf"]) == {"が.pdf", nfd, "A.pdf", "a.pdf"}


def test_ids_do_not_depend_on_spelling_but_on_share_kind_and_name() -> None:
    share = ShareId("s1")
    first = folder_packet_id(share, Kind.MEETING, "2026-11-25 が")
    assert first == folder_packet_id(share, Kind.MEETING, unicodedata.normalize("NFD", "2026-11-25 が"))
    assert first != folder_packet_id(share, Kind.CIRCULAR, "2026-11-25 が")
    assert first != folder_packet_id(ShareId("s2"), Kind.MEETING, "2026-11-25 が")
    assert first.startswith("f-")
    assert len(first) == 22
    assert plain_material_id(first, "A.pdf") == plain_material_id(first, "a.pdf")
    assert plain_material_id(first, "A.pdf", exact=True) != plain_material_id(first, "a.pdf", exact=True)
    assert plain_material_id(first, "\udc80.pdf").startswith("d-")


@pytest.mark.parametrize(
    ("name", "title", "day", "month", "starts"),
    [
        ("2026-11-25 庁議", "庁議", date(2026, 11, 25), "", None),
        ("2026-11-25 1000 庁議", "庁議", date(2026, 11, 25), "", time(10)),
        ("2026-11-25_0930_庁議", "庁議", date(2026, 11, 25), "", time(9, 30)),
        ("2026-11-25 10:30 庁議", "庁議", date(2026, 11, 25), "", time(10, 30)),
        ("20261125_庁議", "庁議", date(2026, 11, 25), "", None),
        ("2026.11.25 庁議", "庁議", date(2026, 11, 25), "", None),
        ("2026年11月25日 庁議", "庁議", date(2026, 11, 25), "", None),
        ("令和8年11月25日 庁議", "庁議", date(2026, 11, 25), "", None),
        ("令和８年１１月２５日（水）10時30分 庁議", "庁議", date(2026, 11, 25), "", time(10, 30)),
        ("令和元年5月1日 改元", "改元", date(2019, 5, 1), "", None),
        ("R8.11.25 庁議", "庁議", date(2026, 11, 25), "", None),
        ("Ｒ８．１１．２５　庁議", "庁議", date(2026, 11, 25), "", None),
        ("H31.4.30 庁議", "庁議", date(2019, 4, 30), "", None),
        ("２０２６－１１－２５　庁議", "庁議", date(2026, 11, 25), "", None),
        ("2026-11-25", "2026-11-25", date(2026, 11, 25), "", None),
        ("2026-11-25 2500 件の資料", "2500 件の資料", date(2026, 11, 25), "", None),
        ("2026-04 政府通知", "政府通知", None, "2026-04", None),
        ("2026年4月 政府通知", "政府通知", None, "2026-04", None),
        ("令和8年4月 政府通知", "政府通知", None, "2026-04", None),
        ("202604 政府通知", "政府通知", None, "2026-04", None),
        ("庁議", "庁議", None, "", None),
        ("2026-13-40 庁議", "2026-13-40 庁議", None, "", None),
        ("2026-02-30 庁議", "2026-02-30 庁議", None, "", None),
        ("令和8年度 予算", "令和8年度 予算", None, "", None),
        ("2026年度 予算", "2026年度 予算", None, "", None),
        ("123456789 庁議", "123456789 庁議", None, "", None),
        ("0000-00-00", "0000-00-00", None, "", None),
    ],
)  # fmt: skip
def test_what_a_folder_name_tells(name: str, title: str, day: date | None, month: str, starts: time | None) -> None:
    assert folder_name(name) == FolderName(title, day, month, starts)


@pytest.mark.parametrize(
    ("name", "order", "title"),
    [
        ("01 次第.pdf", 1, "次第"),
        ("2_資料.PDF", 2, "資料"),
        ("３．資料.pdf", 3, "資料"),
        ("03-別紙.pdf", 3, "別紙"),
        ("資料1 議員勉強会資料(A3).pdf", None, "資料1 議員勉強会資料(A3)"),
        ("1-1 予算.pdf", None, "1-1 予算"),
        ("3.5兆円.pdf", None, "3.5兆円"),
        ("2026年度.pdf", None, "2026年度"),
        ("10.pdf", None, "10"),
        (".pdf", None, ".pdf"),
    ],
)
def test_what_a_file_name_tells(name: str, order: int | None, title: str) -> None:
    assert file_title(name) == (order, title)


def test_agenda_order() -> None:
    agenda = [
        "会議次第.pdf", "01 挨拶.pdf", "02 資料9.pdf", "資料１.pdf", "資料1 別紙.pdf", "資料2.pdf", "資料2 別紙.pdf",
        "資料3/資料1.pdf", "資料10.pdf", "参考1.pdf", "参考資料10.pdf",
    ]  # fmt: skip
    disordered = [*agenda[::2], *agenda[1::2]]
    assert sorted(disordered, key=agenda_key) == agenda


@given(st.text(max_size=60))
def test_any_name_can_be_asked_about(name: str) -> None:
    shown(name).encode()
    refusal(name), ignored(name), is_pdf(name)
    folder_name(name)
    file_title(name)
    assert agenda_key(name) <= agenda_key(name)
    assert name_key(name_key(name)) == name_key(name)


@given(st.text(max_size=400))
def test_a_safe_name_is_one_every_system_can_open(title: str) -> None:
    name = safe_name(title, ".pdf")
    assert plain_file_name(name)
    assert len(name.encode()) <= 200


@given(st.lists(st.sampled_from(["x.pdf", "X (2).pdf", "x (3).pdf"])))
def test_a_numbered_name_is_free(taken: list[str]) -> None:
    assert name_key(numbered("x.pdf", taken)) not in {name_key(each) for each in taken}


def test_manifest_names() -> None:
    name = manifest_name(2, "taaaaaaaaaaaaaaa1", "0123456789abcdef")
    assert name == "packet.0002.taaaaaaa.0123456789ab.json"
    assert manifest_hash(name) == "0123456789ab"
    assert manifest_hash("packet.json") == ""
    assert manifest_hash("packet.0002.json") is None
