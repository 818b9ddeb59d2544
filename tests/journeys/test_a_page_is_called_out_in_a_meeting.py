"""Somebody says "page 7": its running number and Enter lead there, into the other material, and a しおり is put in."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
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


def test_a_running_number_leads_into_the_other_material_and_back(
    enrol: Callable[..., Person], share: Path, screen: str, today: str, tmp_path: Path
) -> None:
    for name, pages in (("資料1 予算", 5), ("資料2 計画", 4)):
        write_pdf(share / "会議" / f"{today} 庁議" / f"{name}.pdf", [(*A4, f"{name} {n}") for n in range(1, pages + 1)])
    reader = enrol("田中", "総務課", share)
    reader.sync()
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("hand.py")), str(reader.profile), str(tmp_path), "called_out"],
        env={**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=280,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout) == {"there": ["資料2 計画", 2], "back": ["資料1 予算", 1], "listed": 1}
    _, material = reader.material("資料2")
    written = reader.services.annotating.notes(material.id)
    assert [(note.kind, note.page) for note in written] == [(NoteKind.BOOKMARK, 2)]
