"""Start Qt and run the window."""

import logging
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication

from dxmeet.desktop.appearance import Appearance
from dxmeet.desktop.garbage import gather_garbage
from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.main_window import MainWindow
from dxmeet.desktop.proximity import Application
from dxmeet.desktop.visit import Visit
from dxmeet.errors import WorkerFailed
from dxmeet.paths import resource

if TYPE_CHECKING:
    from dxmeet.desktop.reader.canvas import PageCanvas
    from dxmeet.services.offered import Entrance, Services

_SETTLED = 2000  # ms after which what a start needs is there
_LOG = logging.getLogger("dxmeet.desktop")


def make_application(argv: Sequence[str]) -> QApplication:
    """Fusion, and the names the system shows."""
    program = argv[0] if argv else "dxmeet"
    application = Application([program, "-style", "fusion"])  # setStyle would take 6 ms of looking at kinds of styles
    application.setApplicationName("dxmeet")
    application.setApplicationDisplayName("dxmeet")
    application.setDesktopFileName("dxmeet")
    QAccessible.installFactory(spoken)
    return application


def spoken(class_name: str, thing: QObject) -> QAccessibleInterface | None:
    """What Qt's own classes do not say to a screen reader by themselves; asked for only when one listens."""
    if class_name != "PageCanvas":
        return None
    from dxmeet.desktop.reader.speaking import accessible_canvas

    return accessible_canvas(cast("PageCanvas", thing))


def run(entrance: "Entrance", file: Path | None = None, language: str = "", services: "Services | None" = None) -> int:
    """The window until it is closed; its exit code.

    ``file`` goes straight into the reader. ``services`` is a profile that is open already (the demonstration). A
    ``language`` that was asked for (ja or en) wins over the profile's preference.
    """
    application = make_application(sys.argv)
    appearance = Appearance(application, resource("icons"), resource("translations"))
    appearance.apply("light", 100, language or "ja")
    runner = JobRunner()
    window = MainWindow(appearance.theme)
    visit = Visit(window, entrance, appearance, runner, language)
    before = sys.excepthook
    sys.excepthook = _Telling(window)
    if file is not None:
        visit.open_file(file)
    elif services is not None:
        visit.begin(services)
    else:
        visit.knock()
    window.show()
    QTimer.singleShot(_SETTLED, partial(gather_garbage, application))
    try:
        return application.exec()
    finally:
        window.hide()
        visit.close()
        sys.excepthook = before


class _Telling:
    """The last resort: a slot that failed becomes a sentence in the strip, and its type, nothing else, goes to the log."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _LOG.error("unexpected %s", kind.__name__)
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(130)
            return
        self._window.show_trouble(WorkerFailed(worker="window", cause=kind.__name__))
