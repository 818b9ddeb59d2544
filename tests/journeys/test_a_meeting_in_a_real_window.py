"""A reader opens today's material with one click, turns pages, draws, closes; the next day the stroke is there."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from people import A4, write_pdf

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(
        not all(map(shutil.which, ("Xvfb", "xdotool", "openbox"))), reason="needs Xvfb, openbox and xdotool"
    ),
]


def _at_the_screen(display: str, profile: Path, pictures: Path, part: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("hand.py")), str(profile), str(pictures), part],
        env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=150,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_read_draw_close_and_find_it_again(share, enrol, screen, today, tmp_path):
    pages = [(*A4, f"予算の状況 {n}ページ") for n in range(1, 6)]
    write_pdf(share / "会議" / f"{today} 庁議" / "資料1 予算.pdf", pages)
    reader = enrol("田中", "総務課", share)
    reader.sync()
    reader.services.close()

    drawn = _at_the_screen(screen, reader.profile, tmp_path, "first")
    assert drawn["page"] == 3
    assert str(drawn["mark"]).startswith("保存しました")

    found = _at_the_screen(screen, reader.profile, tmp_path, "again")
    assert found["page"] == 3
    assert isinstance(found["red"], int)
    assert found["red"] > 100
    for name in ("home", "stroke", "again"):
        assert (tmp_path / f"{name}.png").stat().st_size > 5_000
