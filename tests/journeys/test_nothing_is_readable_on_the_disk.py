"""A laptop is stolen after a full day of use: nothing of the materials or notes can be read from its disk."""

import tempfile
from pathlib import Path

from people import A4, write_pdf

PHRASES = [
    "令和九年度当初予算の編成方針",
    "駅前広場の用地買収",
    "職員の処分について",
    "内訳を教育総務課に確認",
    "反対意見が多い",
    "資料7 非公開の検討",
    "臨時庁議",
    "田中恵子",
    "budget-canary-4711",
    "note-canary-0815",
]


def _bytes_below(folder: Path):
    return [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]


def test_no_phrase_of_a_material_or_a_note_is_in_profile_temp_or_logs(share, enrol, tmp_path, monkeypatch):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    text = " ".join([*PHRASES[:3], PHRASES[8]])
    write_pdf(share / "会議" / f"2026-11-25 {PHRASES[6]}" / f"{PHRASES[5]}.pdf", [(*A4, text), (*A4, PHRASES[1])])
    reader = enrol(PHRASES[7], "総務課", share)
    reader.sync()
    reader.opens(PHRASES[5])
    reader.note(PHRASES[5], 1, kind="sticky", color="#FFF6D2", width=1, text=PHRASES[3], at=[100, 100])
    reader.note(PHRASES[5], 2, kind="text", color="#C62828", width=1, text=PHRASES[4], box=[10, 10, 200, 60])
    material = reader.note(PHRASES[5], 2, kind="bookmark", color="#C62828", width=1, text=PHRASES[9])
    reader.services.annotating.undo(material)
    reader.services.annotating.redo(material)
    opened = reader.services.reading.open(material)
    opened.document.png(1, 1.0, reader.services.annotating.notes(material))
    opened.document.close()
    reader.sync()
    assert not (reader.profile / "statistics.db").exists()  # plain, so only the machine of an admin who merges has it

    database = (reader.profile / "dxmeet.db").read_bytes()
    assert not database.startswith(b"SQLite format 3")
    files = [*_bytes_below(reader.profile), *_bytes_below(temporary)]
    assert len([f for f in files if f.is_relative_to(reader.profile)]) >= 4
    found = [
        (path.name, phrase)
        for path in files
        for phrase in PHRASES
        for coded in (phrase.encode(), phrase.encode("utf-16-le"), phrase.encode("cp932", "replace"))
        if coded in path.read_bytes()
    ]
    assert found == []
    assert not any(b"%PDF" in path.read_bytes() for path in files)
