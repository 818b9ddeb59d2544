"""Pictures of the real window, taken where there is no screen: home, a material with notes, the figures."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QSize, QTimer

from dxmeet.desktop.appearance import Appearance
from dxmeet.desktop.application import make_application
from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.main_window import MainWindow
from dxmeet.desktop.visit import Visit
from dxmeet.paths import resource

if TYPE_CHECKING:
    from dxmeet.services.offered import Entrance, Services

_SIZE = QSize(1280, 720)
_LOOKS = 400  # times 50 ms: a slow machine draws its pictures late rather than half


def take(entrance: "Entrance", services: "Services", material: str, out: Path, language: str) -> list[Path]:
    """``home.png``, ``reader.png`` and ``statistics.png`` in ``out``, 1280×720 pixels. Needs a Qt platform (offscreen will do)."""
    application = make_application(sys.argv)
    appearance = Appearance(application, resource("icons"), resource("translations"))
    appearance.apply("light", 100, language)
    runner = JobRunner()
    window = MainWindow(appearance.theme)
    visit = Visit(window, entrance, appearance, runner, language)
    visit.begin(services)
    window.resize(_SIZE)
    window.show()
    written: list[Path] = []

    def picture(name: str) -> None:
        _until_settled(runner)
        path = out / f"{name}.png"
        window.grab().save(str(path))
        written.append(path)

    try:
        picture("home")
        _until_settled(runner)
        visit.read(material)
        picture("reader")
        visit.show("statistics")
        picture("statistics")
    finally:
        window.hide()
        visit.close()
    return written


def _until_settled(runner: JobRunner) -> None:
    """Let the window work until no job has been under way for a few looks in a row."""
    loop = QEventLoop()
    timer = QTimer()
    timer.setInterval(50)
    timer.timeout.connect(_Patience(lambda: runner.busy, loop.quit))
    timer.start()
    loop.exec()


class _Patience:
    def __init__(self, busy: Callable[[], bool], quit: Callable[[], None]) -> None:
        self._busy = busy
        self._quit = quit
        self._quiet = 0
        self._looks = 0

    def __call__(self) -> None:
        self._looks += 1
        self._quiet = 0 if self._busy() else self._quiet + 1
        if self._quiet >= 8 or self._looks >= _LOOKS:
            self._quit()
