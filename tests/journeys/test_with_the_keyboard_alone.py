"""Someone who uses no mouse finds a word, reads on, compares, writes a note, sets a bookmark, and goes home by keys."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from people import A4, Person, write_pdf

from dxmeet.domain.annotation import NoteKind

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(
        not all(map(shutil.which, ("Xvfb", "xdotool", "openbox"))), reason="needs Xvfb, openbox and xdotool"
    ),
    pytest.mark.timeout(300),
]


def test_from_home_to_a_note_and_back_without_a_mouse(
    enrol: Callable[..., Person], share: Path, screen: str, today: str, tmp_path: Path
) -> None:
    pages = [(*A4, f"{'DX 推進' if n == 2 else '予算の状況'} {n}ページ") for n in range(1, 6)]
    write_pdf(share / "会議" / f"{today} 庁議" / "資料1 予算.pdf", pages)
    reader = enrol("田中", "総務課", share)
    reader.sync()
    reader.services.indexing.run()
    reader.services.preferences.set(replace(reader.services.preferences.get(), admin=True))
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("keyboard.py")), str(reader.profile), str(tmp_path)],
        env={**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=280,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    seen = json.loads(done.stdout)
    assert (seen["hit"], seen["page"]) == (2, 3)
    assert [f"{where}: {each}" for where, walk in seen["walks"].items() for each in walk["wrong"]] == []
    assert [f"{where}: {walk['stops']}" for where, walk in seen["walks"].items() if not walk["round"]] == []
    _, material = reader.material("資料1")
    written = reader.services.annotating.notes(material.id)
    assert {(note.kind, note.page) for note in written} == {(NoteKind.STICKY, 3), (NoteKind.BOOKMARK, 3)}
    assert [note.text for note in written if note.kind is NoteKind.STICKY] == ["memo"]
