"""The window's longest stall while the share hangs, and how long the window then takes to close.

    QT_QPA_PLATFORM=offscreen uv run python tests/benchmarks/hanging_share.py          20 s of hanging
    QT_QPA_PLATFORM=offscreen uv run python tests/benchmarks/hanging_share.py 600      ten minutes

The marker of the share is a pipe that nobody writes to: whoever opens it waits, as in a call to a dead file server. A beat
of 5 ms feels the event loop; screens are changed and looks asked for meanwhile. Prints milliseconds and seconds.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QApplication

from dxmeet.app import make_entrance
from dxmeet.desktop.appearance import Appearance
from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.main_window import MainWindow
from dxmeet.desktop.visit import Visit
from dxmeet.paths import resource
from dxmeet.services.unlocking import Enrolment
from dxmeet.sharing.files import ShareFiles
from dxmeet.sharing.preparing import prepare

SCREENS = ("home", "meetings", "contents", "circulars", "notes")
BEAT = 5  # ms


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 20.0
    application = QApplication([])
    with tempfile.TemporaryDirectory() as work:
        share = Path(work) / "share"
        share.mkdir()
        prepare(ShareFiles(share))
        entrance = make_entrance(Path(work) / "profile", keyring=lambda: None)
        services = entrance.enter(entrance.unlocking.setup(Enrolment(share, "佐藤", "企画", "correct horse"))[0])
        services.synchronising.synchronise()
        (share / "dxmeet.toml").unlink()
        os.mkfifo(share / "dxmeet.toml")
        appearance = Appearance(application, resource("icons"), resource("translations"))
        appearance.apply("light", 100, "ja")
        window = MainWindow(appearance.theme)
        visit = Visit(window, entrance, appearance, JobRunner())
        visit.begin(services)
        window.show()
        beats, clock = list[int](), QElapsedTimer()
        heart, hand = QTimer(), QTimer()
        heart.timeout.connect(lambda: beats.append(clock.nsecsElapsed()) or clock.restart())
        hand.timeout.connect(lambda: visit.show(SCREENS[len(beats) % len(SCREENS)]))
        QTimer.singleShot(3_000, lambda: (clock.start(), heart.start(BEAT), hand.start(500)))
        QTimer.singleShot(int(seconds * 1_000) + 3_000, application.quit)
        application.exec()
        began = time.perf_counter()
        window.hide()
        visit.close()
        services.close()
        took = time.perf_counter() - began
    longest = max(beats[1:]) / 1e6 - BEAT
    print(f"hanging for {seconds:.0f} s: longest stall {longest:.0f} ms, closed in {took:.2f} s")


if __name__ == "__main__":
    main()
