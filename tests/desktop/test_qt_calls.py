"""What PySide6 does to the program around it."""

import os
import subprocess
import sys

_CALLS = """
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

app = QApplication([])
widget = QWidget()
image = QImage(8, 8, QImage.Format.Format_RGB32)
painter = QPainter(image)
color = QColor("red")
for number in range(50_000):
    widget.update()
    painter.setPen(color)
painter.end()
print("alive")
"""


_IMPORTS = """
import linecache
from dxmeet.desktop.binding import load_qt
load_qt()
import dxmeet.desktop.application
try:
    dxmeet.desktop.application.QTimer("when")
except TypeError as told:
    assert "Supported signatures" in str(told), told  # a wrong call is still explained
print([name for name in linecache.cache if "dxmeet" in name and "site-packages" not in name])
"""


def test_no_source_is_read_for_a_feature_nobody_uses() -> None:
    run = subprocess.run([sys.executable, "-c", _IMPORTS], capture_output=True, text=True, timeout=170)
    assert run.stdout.strip() == "[]", run.stderr


def test_fifty_thousand_qt_calls_do_not_abort_the_process() -> None:
    """PySide6 6.12.0 on Python 3.11 loses a reference to None at every void call and aborts after about 5,000 of them."""
    run = subprocess.run(
        [sys.executable, "-c", _CALLS],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=170,
    )
    assert run.returncode == 0, run.stderr
    assert "alive" in run.stdout
