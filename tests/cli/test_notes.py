"""Notes in and out of the program as JSON and as a PDF."""

import json
from pathlib import Path

import pymupdf
import pytest
from calls import A4, Terminal, write_pdf

INK = {"kind": "ink", "page": 1, "color": "#ff0000", "width": 2, "strokes": [[[10, 10, 0.5], [90, 90, 1]]]}
MARKER = {"kind": "highlight", "page": 2, "boxes": [[72, 100, 200, 130]], "quote": "資料 2"}
STICKY = {"kind": "sticky", "page": 1, "at": [100, 100], "text": "要確認"}
TEXT = {"kind": "text", "page": 1, "box": [50, 300, 250, 340], "text": "ここ"}
SHAPE = {"kind": "shape", "page": 2, "shape": "arrow", "points": [[10, 10], [50, 60]]}
BOOKMARK = {"kind": "bookmark", "page": 2, "text": "あとで"}
ALL = [INK, MARKER, STICKY, TEXT, SHAPE, BOOKMARK]


@pytest.fixture
def reader(sato: Terminal, tmp_path: Path) -> Terminal:
    """Somebody who has 資料1 of two pages."""
    paper = write_pdf(tmp_path / "資料1.pdf", A4, A4)
    sato.json("publish", "--kind", "meeting", "--title", "庁議", "--date", "2026-11-25", paper)
    sato.json("sync")
    return sato


def saved(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


def test_every_kind_of_note_comes_back_as_it_was_added(reader: Terminal, tmp_path: Path) -> None:
    added = reader.json("notes", "add", "資料1", saved(tmp_path / "notes.json", ALL))
    listed = reader.json("notes", "list", "資料1")
    assert set(listed) == {"material", "revision", "notes"}
    assert sorted(each["id"] for each in listed["notes"]) == sorted(each["id"] for each in added["notes"])
    by_kind = {each["kind"]: each for each in listed["notes"]}
    for wanted in ALL:
        found = by_kind[str(wanted["kind"])]
        assert {name: found[name] for name in wanted} == wanted
        assert found["author"] == "佐藤 進"
        assert found["created_at"].endswith("+00:00")
    assert reader.json("list")["packets"][0]["materials"][0]["notes"] == len(ALL)


def test_an_answer_of_list_can_be_added_again_and_stdin_is_read(reader: Terminal) -> None:
    reader.json("notes", "add", "資料1", "-", stdin=json.dumps([STICKY, BOOKMARK]))
    reader.json("notes", "add", "資料1", "-", stdin=json.dumps(reader.json("notes", "list", "資料1")))
    notes = reader.json("notes", "list", "資料1")["notes"]
    assert len({each["id"] for each in notes}) == 4


NO_NOTES = [
    (b"[{", "note-invalid"),
    (b"{}", "note-invalid"),
    (b"null", "note-invalid"),
    (b"[1]", "note-invalid"),
    (b'[{"kind": "sticky", "at": [1, 2]}]', "note-invalid"),
    (b'[{"kind": "sticky", "page": true, "at": [1, 2]}]', "note-invalid"),
    (b'[{"kind": "sticky", "page": "1", "at": [1, 2]}]', "note-invalid"),
    (b'[{"kind": "sticky", "page": 3, "at": [1, 2]}]', "note-invalid"),
    (b'[{"kind": "sticky", "page": 0, "at": [1, 2]}]', "note-invalid"),
    (b'[{"kind": "sticky", "page": 1, "at": [NaN, 2]}]', "note-invalid"),
    (b'[{"kind": "stamp", "page": 1}]', "note-invalid"),
    (b'[{"kind": "sticky", "page": 1, "at": [1, 2], "author": 7, "color": "red"}]', "note-invalid"),
    (b'[{"kind": "sticky", "page": 1, "at": [1, 2], "created_at": "9999-12-31T23:59:59-14:00"}]', "note-invalid"),
    (b'[{"kind": "sticky", "page": 1, "at": [1, 2], "created_at": "0001-01-01T00:00:00+14:00"}]', "note-invalid"),
    (b'[{"kind": "sticky", "page": 1, "at": [1, 2], "text": "\\ud800"}]', "note-invalid"),
    (b"[" * 200_000, "note-invalid"),
    (b'["\xff"]', "file-invalid"),
    (b"", "file-empty"),
]


def test_what_is_no_note_is_refused(reader: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "notes.json"
    for content, code in NO_NOTES:
        file.write_bytes(content)
        assert reader.refused("notes", "add", "資料1", file) == code, content[:40]
    assert reader.json("notes", "list", "資料1")["notes"] == []


def test_one_bad_note_keeps_all_out(reader: Terminal, tmp_path: Path) -> None:
    file = saved(tmp_path / "notes.json", [STICKY, {**STICKY, "page": 99}])
    assert reader.refused("notes", "add", "資料1", file) == "note-invalid"
    assert reader.json("notes", "list", "資料1")["notes"] == []


def test_files_that_are_not_there(reader: Terminal, tmp_path: Path) -> None:
    assert reader.refused("notes", "add", "資料1", tmp_path / "no.json") == "file-missing"
    assert reader.refused("notes", "add", "資料1", tmp_path) == "file-is-folder"
    assert reader.refused("notes", "export", "資料1", "--out", tmp_path / "no" / "a.pdf") == "file-missing"
    assert reader.refused("notes", "list", "m-0") == "material-unknown"


def test_no_notes_is_a_list_too(reader: Terminal, tmp_path: Path) -> None:
    assert reader.json("notes", "add", "資料1", saved(tmp_path / "notes.json", []))["notes"] == []
    assert "ありません" in reader.run("notes", "list", "資料1").out


def test_the_exported_pdf_carries_real_annotations(reader: Terminal, tmp_path: Path) -> None:
    reader.json("notes", "add", "資料1", saved(tmp_path / "notes.json", [INK, MARKER, STICKY, TEXT, SHAPE]))
    out = tmp_path / "out.pdf"
    assert reader.json("notes", "export", "資料1", "--out", out) == {"out": str(out), "notes": 5}
    with pymupdf.open(out) as document:
        kinds = sorted(annotation.type[1] for page in document for annotation in page.annots())
    assert len(kinds) >= 5
    assert {"Ink", "Highlight"} <= set(kinds)


def test_a_page_is_drawn_with_its_notes_only_when_asked(reader: Terminal, tmp_path: Path) -> None:
    reader.json("notes", "add", "資料1", saved(tmp_path / "notes.json", [INK]))
    plain, noted, other = tmp_path / "a.png", tmp_path / "b.png", tmp_path / "c.png"
    reader.json("page", "資料1", "--page", 1, "--dpi", 36, "--out", plain)
    reader.json("page", "資料1", "--page", 1, "--dpi", 36, "--out", noted, "--notes")
    reader.json("page", "資料1", "--page", 2, "--dpi", 36, "--out", other, "--notes")
    assert plain.read_bytes() != noted.read_bytes()
    reader.json("page", "資料1", "--page", 2, "--dpi", 36, "--out", plain)
    assert plain.read_bytes() == other.read_bytes()


def test_notes_stay_after_a_replacement_and_say_where_they_were_made(reader: Terminal, tmp_path: Path) -> None:
    added = reader.json("notes", "add", "資料1", saved(tmp_path / "notes.json", [STICKY]))
    reader.json("replace", "庁議", "資料1", write_pdf(tmp_path / "新.pdf", A4, text="新"))
    reader.json("sync")
    listed = reader.json("notes", "list", "資料1")
    assert listed["revision"] != added["revision"]
    assert [each["revision"] for each in listed["notes"]] == [added["revision"]]


def test_notes_come_back_as_they_were_and_that_can_be_undone(reader: Terminal) -> None:
    reader.json("notes", "add", "資料1", "-", stdin=json.dumps([STICKY]))
    reader.json("notes", "add", "資料1", "-", stdin=json.dumps([BOOKMARK, TEXT]))
    first, second = reader.json("notes", "history", "資料1")["moments"]
    assert (first["notes"], second["notes"]) == (1, 3)
    assert reader.json("notes", "restore", "資料1", "--to", first["number"])["notes"] == 1
    assert reader.json("notes", "restore", "資料1", "--to", first["number"])["restored"] is False
    assert reader.json("notes", "restore", "資料1", "--to", second["number"])["notes"] == 3
    assert [each["deed"] for each in reader.json("notes", "history", "資料1")["moments"]] == [
        "write", "write", "restore", "restore",
    ]  # fmt: skip


def test_an_export_read_back_brings_every_note_once(reader: Terminal, tmp_path: Path) -> None:
    stamp = {**TEXT, "stamp": "confirmed", "text": "確認"}
    reader.json("notes", "add", "資料1", saved(tmp_path / "notes.json", [*ALL, stamp]))
    out = tmp_path / "out.pdf"
    assert reader.json("notes", "export", "資料1", "--out", out)["notes"] == 7
    reader.json("publish", "--kind", "meeting", "--title", "部会", "--date", "2026-11-26", out)
    reader.json("sync")
    packets = reader.json("list")["packets"]
    other = next(each for each in packets if each["title"] == "部会")["materials"][0]["id"]
    assert reader.json("notes", "import", other)["notes"] == 7
    assert reader.json("notes", "import", other)["notes"] == 0
    notes = reader.json("notes", "list", other)["notes"]
    assert next(each for each in notes if each["kind"] == "ink")["strokes"] == INK["strokes"]
    again = tmp_path / "again.pdf"
    assert reader.json("notes", "export", other, "--out", again)["notes"] == 0, "they are in the paper already"
    with pymupdf.open(again) as written:
        assert sum(len(list(page.annots())) for page in written) == 7


def test_foreign_annotations_are_listed_and_never_twice(sato: Terminal, tmp_path: Path) -> None:
    paper = write_pdf(tmp_path / "他.pdf", A4)
    with pymupdf.open(paper) as document:
        page = document[0]
        page.add_highlight_annot((72, 100, 200, 130))
        page.add_text_annot((300, 300), "ここ")
        page.add_rect_annot((10, 10, 50, 50))
        page.add_ink_annot([[(10, 10), (20, 30)]])
        page.add_line_annot((5, 5), (50, 60))
        page.add_freetext_annot((50, 400, 150, 430), "追記")
        document.save(tmp_path / "注釈.pdf")
    sato.json("publish", "--kind", "meeting", "--title", "委員会", "--date", "2026-11-27", tmp_path / "注釈.pdf")
    sato.json("sync")
    assert sato.json("notes", "import", "注釈")["notes"] == 6
    assert sato.json("notes", "import", "注釈")["notes"] == 0
    kinds = sorted(each["kind"] for each in sato.json("notes", "list", "注釈")["notes"])
    assert kinds == ["highlight", "ink", "shape", "shape", "sticky", "text"]


def test_flat_anonymous_and_as_text(reader: Terminal, tmp_path: Path) -> None:
    reader.json("notes", "add", "資料1", saved(tmp_path / "notes.json", ALL))
    flat, nobody, text = (tmp_path / name for name in ("flat.pdf", "nobody.pdf", "list.txt"))
    reader.json("notes", "export", "資料1", "--out", flat, "--flat")
    with pymupdf.open(flat) as written:
        assert [len(list(page.annots())) for page in written] == [0, 0]
        assert written[0].get_drawings()
    reader.json("notes", "export", "資料1", "--out", nobody, "--anonymous")
    assert "佐藤" not in str([each.info for page in pymupdf.open(nobody) for each in page.annots()])
    assert b"DXMeetNote" in nobody.read_bytes()
    assert reader.json("notes", "export", "資料1", "--out", text)["notes"] == len(ALL)
    said = text.read_text(encoding="utf-8")
    assert "・付箋: 要確認" in said
    assert "「資料 2」" in said
    assert reader.refused("notes", "export", "資料1", "--out", text) == "file-exists"
    assert reader.refused("notes", "export", "資料1", "--packet", "--out", tmp_path / "list.docx") == "input-invalid"
