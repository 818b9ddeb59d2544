"""`dxmeet print`: the job as a file, its sheets told and recorded; what may not be printed is refused in a sentence."""

import json
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from calls import A3, A4, Terminal, settled, write_pdf


@pytest.fixture
def paper(sato: Terminal, share: Path) -> str:
    """Three A4 pages and two A3 pages of a meeting that is read here; the material's id."""
    settled(write_pdf(share / "会議" / "2026-11-25 庁議" / "資料1 予算.pdf", A4, A3, A4, A4, A3))
    sato.json("sync")
    return sato.json("list")["packets"][0]["materials"][0]["id"]


def printed(machine: Terminal) -> list[Any]:
    return [each for each in machine.json("ledger")["entries"] if each["type"] == "printed"]


def test_the_file_has_the_sheets_that_are_said_and_recorded(sato: Terminal, paper: str, tmp_path: Path) -> None:
    out = tmp_path / "job.pdf"
    said = sato.json("print", paper, "--copies", 2, "--nup", 2, "--reason", "見比べたい", "--to", out)
    assert said["sheets"] == {"a4": 2, "a3": 2}
    assert len(pymupdf.open(out)) == 2 * (2 + 2)
    (event,) = printed(sato)
    assert {name: event[name] for name in ("pages_a4", "pages_a3", "copies", "sides", "nup", "reason")} == {
        "pages_a4": 3,
        "pages_a3": 2,
        "copies": 2,
        "sides": 2,
        "nup": 2,
        "reason": "見比べたい",
    }
    assert sato.json("stats", "merge")["events"] >= 0


def test_chosen_pages_on_one_side_for_a_reason_named_in_english(sato: Terminal, paper: str, tmp_path: Path) -> None:
    said = sato.json(
        "print", paper, "--pages", "1-2，5", "--sides", 1, "--reason", "small-type", "--to", tmp_path / "a.pdf"
    )
    assert said["pages"] == [1, 2, 5]
    assert said["sheets"] == {"a4": 1, "a3": 2}
    assert said["reason"] == "文字が小さい"


def test_a_person_reads_the_sheets_in_words(sato: Terminal, paper: str, tmp_path: Path) -> None:
    answer = sato.run("print", paper, "--reason", "その他", "--to", tmp_path / "a.pdf")
    assert answer.code == 0
    assert "A4 2枚 + A3 1枚" in answer.out


def test_notes_are_printed_when_asked_for(sato: Terminal, paper: str, tmp_path: Path) -> None:
    note = {"kind": "sticky", "page": 1, "color": "#FFF6D2", "width": 1, "text": "確認する", "at": [300, 300]}
    (tmp_path / "notes.json").write_text(json.dumps([note]), encoding="utf-8")
    sato.json("notes", "add", paper, tmp_path / "notes.json")
    for name, more in (("with.pdf", ["--notes"]), ("without.pdf", [])):
        sato.json("print", paper, "--reason", "その他", "--to", tmp_path / name, *more)
        assert ("確認する" in pymupdf.open(tmp_path / name)[0].get_text()) == bool(more)


def test_what_cannot_be_printed_is_refused_and_not_counted(sato: Terminal, paper: str, tmp_path: Path) -> None:
    def refused(*options: object, to: str = "job.pdf") -> str:
        return sato.refused("print", paper, "--reason", "その他", "--to", tmp_path / to, *options)

    assert refused("--pages", "9") == "page-unknown"
    assert refused("--pages", "4-1") == refused("--pages", "資料") == "input-invalid"
    assert refused("--copies", 0) == refused("--sides", 3) == refused("--nup", 3) == "input-invalid"
    assert refused(to="missing/job.pdf") == "file-missing"
    assert refused(to=".") == "file-is-folder"
    assert printed(sato) == []


def test_no_reason_no_paper_and_nothing_is_overwritten(sato: Terminal, paper: str, tmp_path: Path) -> None:
    assert sato.run("print", paper, "--to", tmp_path / "job.pdf").code == 2
    assert sato.run("print", paper, "--reason", "なんとなく", "--to", tmp_path / "job.pdf").code == 2
    (tmp_path / "job.pdf").write_bytes(b"mine")
    assert sato.refused("print", paper, "--reason", "その他", "--to", tmp_path / "job.pdf") == "file-exists"
    assert (tmp_path / "job.pdf").read_bytes() == b"mine"


def test_a_packet_that_is_not_to_be_printed_reads_but_does_not_print(
    sato: Terminal, share: Path, tmp_path: Path
) -> None:
    file = write_pdf(tmp_path / "人事.pdf")
    sato.json("publish", "--kind", "meeting", "--title", "人事", "--date", "2026-11-25", "--no-printing", file)
    sato.json("sync")
    (packet,) = sato.json("list")["packets"]
    material = packet["materials"][0]["id"]
    assert sato.json("page", material, "--page", 1, "--out", tmp_path / "p.png")["page"] == 1
    out = tmp_path / "job.pdf"
    assert sato.refused("print", material, "--reason", "その他", "--to", out) == "printing-off"
    assert not out.exists()
    assert printed(sato) == []


def test_a_pdf_whose_author_forbids_it_does_not_print(sato: Terminal, share: Path, tmp_path: Path) -> None:
    folder = share / "会議" / "2026-11-25 庁議"
    folder.mkdir(parents=True)
    document = pymupdf.open()
    document.new_page()
    document.save(
        folder / "資料1.pdf",
        encryption=pymupdf.PDF_ENCRYPT_AES_256,
        owner_pw="owner",
        user_pw="",
        permissions=pymupdf.PDF_PERM_COPY,
    )
    settled(folder / "資料1.pdf")
    sato.json("sync")
    assert sato.refused("print", "資料1", "--reason", "その他", "--to", tmp_path / "job.pdf") == "printing-denied"
