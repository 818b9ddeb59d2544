"""PySide6 6.12.0 on Python 3.11 loses a reference to None at every void call and aborts after about 5,000 of them."""

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


def test_fifty_thousand_qt_calls_do_not_abort_the_process() -> None:
    run = subprocess.run(
        [sys.executable, "-c", _CALLS],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=170,
    )
    assert run.returncode == 0, run.stderr
    assert "alive" in run.stdout
