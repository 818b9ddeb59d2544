"""Whoever opens the program on a small screen sees all of the window: its title bar above, its status line below."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(
        not all(map(shutil.which, ("Xvfb", "xdotool", "openbox"))), reason="needs Xvfb, openbox and xdotool"
    ),
]


def _first_window(display: str) -> dict[str, list[int]]:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("first_window.py"))],
        env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=150,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


@pytest.mark.parametrize("screen", ["1280x720", "1024x600"], indirect=True)
def test_on_a_small_screen_no_edge_is_beyond_it(screen):
    seen = _first_window(screen)
    assert seen["title"] > 0, "a window manager frames it"
    left, top, right, bottom = seen["frame"]
    room = seen["room"]
    assert (left >= room[0], top >= room[1], right <= room[2], bottom <= room[3]) == (True,) * 4, seen


@pytest.mark.parametrize("screen", ["1920x1080"], indirect=True)
def test_on_a_large_screen_it_has_the_size_it_is_made_for(screen):
    assert _first_window(screen)["size"] == [1280, 720]
