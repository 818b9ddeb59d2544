"""A reader who types into one 付箋 that stays open, until the power goes.

Run as a program: ``typist.py PROFILE``. Types a piece, rests until 保存しました is lit again, prints all that stands in the
field, and types on. It never ends by itself.
"""

import sys
from itertools import count
from pathlib import Path

from own_window import window_on
from pen import until
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QPlainTextEdit, QWidget


def main(profile: Path) -> None:
    with window_on(profile) as window:
        until(lambda: window.findChildren(QAbstractButton, "material_row"))
        QTest.mouseClick(window.findChildren(QAbstractButton, "material_row")[0], Qt.MouseButton.LeftButton)
        until(lambda: window.findChildren(QWidget, "saved_mark"))
        canvas = window.findChild(QAbstractScrollArea, "page_canvas")
        assert canvas is not None
        mark = window.findChildren(QWidget, "saved_mark")[0]
        QTest.keyClick(canvas, Qt.Key.Key_S)
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=canvas.viewport().rect().center())
        field = window.findChild(QPlainTextEdit, "note_editor")
        assert field is not None
        for number in count(1):
            QTest.keyClicks(field, f"{number} ")
            assert not mark.accessibleName().startswith("保存しました"), mark.accessibleName()
            until(lambda: mark.accessibleName().startswith("保存しました"))
            sys.stdout.write(f"{field.toPlainText().strip()}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
