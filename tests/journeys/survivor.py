"""A reader whose helper processes are all killed while the window is open.

Run as a program: ``survivor.py PROFILE``. Prints one JSON object: how many processes were killed, and whether the last
page, which nobody had drawn before, and a further look at the share came all the same.
"""

import json
import os
import signal
import sys
from pathlib import Path

from pen import until
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QWidget

from dxmeet.app import make_entrance
from dxmeet.desktop.appearance import Appearance
from dxmeet.desktop.application import make_application
from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.main_window import MainWindow
from dxmeet.desktop.visit import Visit
from dxmeet.paths import resource


def helpers() -> list[int]:
    """The children that do our work; the interpreter's own resource tracker is none of them."""
    found: list[int] = []
    for task in Path("/proc/self/task").iterdir():
        found += [int(pid) for pid in (task / "children").read_text().split()]
    return [pid for pid in found if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def dark(canvas: QWidget) -> int:
    image = canvas.grab().toImage()
    points = ((x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2))
    return sum(image.pixelColor(x, y).lightness() < 60 for x, y in points)


def main(profile: Path) -> None:
    application = make_application(sys.argv)
    appearance = Appearance(application, resource("icons"), resource("translations"))
    appearance.apply("light", 100, "ja")
    window, runner = MainWindow(appearance.theme), JobRunner()
    entrance = make_entrance(profile, keyring=lambda: None)
    services = entrance.enter(entrance.unlocking.unlock("correct horse"))
    visit = Visit(window, entrance, appearance, runner, "")
    visit.begin(services)
    window.resize(1280, 720)
    window.show()
    until(lambda: window.findChildren(QAbstractButton, "material_row"))
    QTest.mouseClick(window.findChildren(QAbstractButton, "material_row")[0], Qt.MouseButton.LeftButton)
    until(lambda: window.findChildren(QWidget, "saved_mark"))
    until(lambda: not runner.busy)
    killed = helpers()
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    canvas = window.findChild(QAbstractScrollArea, "page_canvas")
    assert canvas is not None
    QTest.keyClick(canvas, Qt.Key.Key_End)
    until(lambda: dark(canvas) > 60)
    state = services.synchronising.synchronise().state
    seen = {"killed": len(killed), "page": canvas.page, "dark": dark(canvas), "share": state.value}  # pyright: ignore
    window.hide()
    visit.close()
    services.close()
    sys.stdout.write(json.dumps(seen))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
