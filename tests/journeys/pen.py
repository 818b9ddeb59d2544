"""A reader who draws stroke after stroke in the app's window until the power goes.

Run as a program: ``pen.py PROFILE``. After each stroke it waits until 保存しました is lit, then prints how many strokes
it has seen saved in this run. It never ends by itself.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from own_window import window_on
from PySide6.QtCore import QElapsedTimer, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QWidget


def until(seen: Callable[[], object]) -> None:
    clock = QElapsedTimer()
    clock.start()
    while not seen():
        QTest.qWait(20)
        if clock.elapsed() > 120_000:
            raise SystemExit("not seen")


def main(profile: Path) -> None:
    with window_on(profile) as window:
        until(lambda: window.findChildren(QAbstractButton, "material_row"))
        QTest.mouseClick(window.findChildren(QAbstractButton, "material_row")[0], Qt.MouseButton.LeftButton)
        until(lambda: window.findChildren(QWidget, "saved_mark"))
        canvas = window.findChild(QAbstractScrollArea, "page_canvas")
        assert canvas is not None
        paper, mark = canvas.viewport(), window.findChildren(QWidget, "saved_mark")[0]
        QTest.keyClick(canvas, Qt.Key.Key_P)
        number = 0
        while True:
            number += 1
            start = paper.rect().center() + QPoint(-100, (number * 7) % 200 - 100)
            QTest.mousePress(paper, Qt.MouseButton.LeftButton, pos=start)
            for step in range(1, 8):
                QTest.mouseMove(paper, start + QPoint(step * 20, step))
            QTest.mouseRelease(paper, Qt.MouseButton.LeftButton, pos=start + QPoint(160, 8))
            until(lambda: mark.accessibleName().startswith("保存しました"))
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
