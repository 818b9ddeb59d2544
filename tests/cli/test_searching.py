"""dxmeet search: pages and notes, by packet and page, newest first."""

import json
from pathlib import Path

import pymupdf
from calls import Terminal, settled, write_pdf


def _scan(path: Path) -> Path:
    """A page that is only a picture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    document = pymupdf.open()
    grey = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 40, 40))
    grey.clear_with(120)
    document.new_page().insert_image(pymupdf.Rect(72, 72, 400, 400), pixmap=grey)
    document.save(path)
    return path


def test_pages_and_notes_newest_packet_first(sato: Terminal, share: Path) -> None:
    two = ((595.0, 842.0), (595.0, 842.0))
    settled(write_pdf(share / "会議" / "2026-11-24 庁議" / "資料1.pdf", *two, text="ＤＸ推進の予算"))
    settled(write_pdf(share / "会議" / "2026-11-25 庁議" / "資料1.pdf", text="予算"))
    settled(_scan(share / "会議" / "2026-11-25 庁議" / "資料2.pdf"))
    sato.json("sync")
    answer = sato.json("search", "予算")
    assert answer["total"] == 3
    assert [(hit["page"], hit["where"]) for hit in answer["hits"]] == [(1, "text"), (1, "text"), (2, "text")]
    newest, older, _ = answer["hits"]
    assert newest["packet"] != older["packet"]
    assert newest["snippet"] == "予算 1"
    start, end = newest["emphasis"]
    assert newest["snippet"][start:end] == "予算"
    ((x0, y0, x1, y1),) = newest["boxes"]
    assert (round(x0), round(x1)) == (72, 120)
    assert y0 < 115 < y1
    assert [each["title"] for each in answer["silent"]] == ["資料2"]

    note = {"kind": "sticky", "page": 2, "at": [100, 100], "text": "ｄｘの予算を確認"}
    sato.json("notes", "add", older["material"], "-", stdin=json.dumps([note]))
    answer = sato.json("search", "dx", "予算")
    assert [(hit["page"], hit["where"]) for hit in answer["hits"]] == [(1, "text"), (2, "text"), (2, "note")]
    assert answer["hits"][-1]["snippet"] == "ｄｘの予算を確認"
    assert [each["title"] for each in sato.json("search", "資料1")["titles"]] == ["資料1", "資料1"]


def test_materials_are_found_by_their_names(sato: Terminal, share: Path) -> None:
    settled(write_pdf(share / "会議" / "2026-11-25 庁議" / "株主総会の資料.pdf", text="予算"))
    sato.json("sync")
    told = sato.run("search", "株主総会").out
    assert "名前に含む資料:" in told
    assert "株主総会の資料  [" in told


def test_a_scan_is_named_where_nothing_was_found(sato: Terminal, share: Path) -> None:
    settled(_scan(share / "会議" / "2026-11-25 庁議" / "資料2.pdf"))
    sato.json("sync")
    told = sato.run("search", "予算").out
    assert "見つかりませんでした" in told
    assert "文字情報がありません" in told
    assert "資料2" in told


def test_what_is_taken_back_is_no_longer_found(sato: Terminal, share: Path, tmp_path: Path) -> None:
    source = write_pdf(tmp_path / "資料1.pdf", text="門外不出")
    made = sato.json(
        "publish", "--share", share, "--kind", "meeting", "--title", "庁議", "--date", "2026-11-25", "--copies", 1,
        "--sides", 1, "--nup", 1, "--basis", "none", "--per", "reader", source,
    )  # fmt: skip
    sato.json("sync")
    assert sato.json("search", "門外不出")["total"] == 1
    sato.json("withdraw", made["packet"])
    sato.json("sync")
    assert sato.json("search", "門外不出")["total"] == 0


def test_nothing_to_look_for_is_refused(sato: Terminal) -> None:
    assert sato.refused("search", "　") == "input-invalid"
