"""The window as it first comes up under a window manager, as JSON. Run as a program with nothing but a display."""

import json
import sys

from PySide6.QtTest import QTest

from dxmeet.desktop.appearance import Appearance
from dxmeet.desktop.application import make_application
from dxmeet.desktop.main_window import MainWindow
from dxmeet.paths import resource

_PATIENCE_MS = 60_000


def main() -> int:
    application = make_application(sys.argv)
    appearance = Appearance(application, resource("icons"), resource("translations"))
    appearance.apply("light", 100, "ja")
    window = MainWindow(appearance.theme)
    window.show()
    if not QTest.qWaitForWindowActive(window, _PATIENCE_MS):  # then it has its frame
        raise SystemExit("the window manager gave it no keys")
    outer, room = window.frameGeometry(), window.screen().availableGeometry()
    print(
        json.dumps(
            {
                "frame": [outer.left(), outer.top(), outer.right(), outer.bottom()],
                "room": [room.left(), room.top(), room.right(), room.bottom()],
                "title": window.geometry().top() - outer.top(),
                "size": [window.width(), window.height()],
            }
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
