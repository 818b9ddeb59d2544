"""Memory goes back to the system, and what is still needed stays as it was."""

import subprocess
import sys

import pytest

from dxmeet.memory import read_only

_MAPS = """\
55d0-55e0 r--p 00000000 fe:00 1 /usr/bin/python3
7f00-7f20 r--p 00000000 fe:00 2 /opt/a b/libQt6Gui.so.6
7f20-7f90 r-xp 00020000 fe:00 2 /opt/a b/libQt6Gui.so.6
7f90-7fa0 r--p 00090000 fe:00 2 /opt/a b/libQt6Gui.so.6
7fa0-7fb0 rw-p 000a0000 fe:00 2 /opt/a b/libQt6Gui.so.6
7fb0-7fc0 rw-p 00000000 00:00 0
7fc0-7fd0 r-xp 00000000 00:00 0 [vdso]
"""

_SHED = """
from pathlib import Path
from PySide6.QtGui import QColor, QImage
from dxmeet.memory import give_back, unmap_code

def held():
    told = Path("/proc/self/smaps_rollup").read_text().split("Rss:")[1]
    return int(told.split()[0])

image = QImage(64, 64, QImage.Format.Format_RGB32)
image.fill(QColor("red"))
before = held()
unmap_code()
give_back()
assert held() < before, (before, held())
assert image.scaled(32, 32).pixelColor(5, 5) == QColor("red")
print("alive")
"""


def test_only_what_is_never_written_to_is_let_go() -> None:
    assert list(read_only(_MAPS.splitlines())) == [(0x7F00, 0x20), (0x7F20, 0x70)]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has to be told")
def test_code_that_was_let_go_still_runs() -> None:
    run = subprocess.run([sys.executable, "-c", _SHED], capture_output=True, text=True, timeout=170)
    assert run.stdout.strip() == "alive", run.stderr
