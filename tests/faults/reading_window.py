"""The real window, assembled as the program does it, driven from inside: files are opened and paged through, and the
heartbeat of its event loop is felt. Needs a screen (Xvfb will do), or ``QT_QPA_PLATFORM=offscreen``."""

from __future__ import annotations

import gc
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from dxmeet.app import make_engine, make_entrance
from dxmeet.desktop.appearance import Appearance
from dxmeet.desktop.application import make_application
from dxmeet.desktop.garbage import gather_garbage
from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.main_window import MainWindow
from dxmeet.desktop.reader.canvas import PageCanvas
from dxmeet.desktop.visit import Visit
from dxmeet.paths import resource

BEAT = 5
"""Milliseconds between two beats of the event loop when nothing is in their way."""


@dataclass
class Outcome:
    """What a person saw of one file, ``seconds`` after it was opened. ``longest`` is the longest stall of the event loop in milliseconds, ``ours`` the part
    of it in which this process had a processor (the rest it waited for one, on a busy machine)."""

    name: str
    first: str = "nothing"  # page | sentence | password | nothing
    seconds: float = 0.0
    pages: int = 0
    failed: list[int] = field(default_factory=list[int])
    blank: list[int] = field(default_factory=list[int])  # neither drawn nor told within the patience
    restarts: int = 0
    longest: float = 0.0
    ours: float = 0.0
    where: str = ""

    @property
    def fine(self) -> bool:
        return self.first in ("page", "sentence", "password") and not self.blank


class Heart:
    """A timer of 5 ms; what comes later than that was kept waiting. ``where`` is what the window did meanwhile."""

    def __init__(self, watched: bool) -> None:
        self.longest = self.ours = 0.0
        self.where = ""
        self._last = time.perf_counter()
        self._used = time.process_time()
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=BEAT)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        self._stack = ""
        self._main = threading.get_ident()
        if watched:
            threading.Thread(target=self._watch, daemon=True).start()

    def rest(self) -> None:
        self._last, self._used, self.longest, self.ours = time.perf_counter(), time.process_time(), 0.0, 0.0
        self.where = self._stack = ""

    def _beat(self) -> None:
        now, used = time.perf_counter(), time.process_time()
        late = (now - self._last) * 1e3 - BEAT
        ours = min(late, (used - self._used) * 1e3)
        if late > self.longest:
            self.longest = late
        if ours > self.ours:
            self.ours, self.where = ours, self._stack
        self._last, self._used, self._stack = now, used, ""

    def _watch(self) -> None:
        while True:
            time.sleep(0.004)
            if (time.perf_counter() - self._last) * 1e3 > 25 and not self._stack:
                frame = sys._current_frames().get(self._main)
                lines = traceback.extract_stack(frame)[-6:] if frame else []
                self._stack = " < ".join(
                    f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in lines[::-1]
                )


class ReadingWindow:
    """One window and one worker for all the files; ``patience`` are the seconds a page may take here, ``opening`` those
    until there must be something to be seen of a file: longer than every deadline of the program together."""

    def __init__(
        self,
        application: QApplication | None = None,
        *,
        patience: float = 12.0,
        opening: float = 100.0,
        watched: bool = False,
    ) -> None:
        gc.disable()
        self.patience, self.opening = patience, opening
        self.crashes: list[str] = []
        self._engine = make_engine()
        self._entrance = make_entrance(Path("unused-profile"), engine=self._engine, keyring=lambda: None)
        self._application = application or make_application(sys.argv)
        appearance = Appearance(self._application, resource("icons"), resource("translations"))
        appearance.apply("light", 100, "ja")
        self._runner = JobRunner()
        self.window = MainWindow(appearance.theme)
        self._visit = Visit(self.window, self._entrance, appearance, self._runner)
        self._hook, sys.excepthook = sys.excepthook, self._note
        self.window.show()
        QTimer.singleShot(2000, lambda: gather_garbage(self.window))
        self._visit._desk.warm_up()  # as Home does  # pyright: ignore[reportPrivateUsage]
        self._await(lambda: self._canvas() is not None)
        self.heart = Heart(watched)

    def close(self) -> None:
        self.window.hide()
        self._visit.close()
        sys.excepthook = self._hook
        gc.enable()

    def read(self, file: Path, *, password: str = "", pages: int | None = None, pace: float = 0.0) -> Outcome:
        """Open ``file`` and turn through its first ``pages`` pages (None: all), each for at least ``pace`` seconds."""
        outcome = Outcome(file.name)
        before = self._engine.failures
        self.heart.rest()
        began = time.perf_counter()
        self._visit.open_file(file)
        self._await(lambda: self._shown(file.name) != "nothing", self.opening)
        if self._shown(file.name) == "password" and password:
            self._visit._desk._opening.try_password(password, False)  # pyright: ignore[reportPrivateUsage]
            self._await(lambda: self._shown(file.name) in ("page", "sentence"))
        outcome.first, outcome.seconds = self._shown(file.name), time.perf_counter() - began
        if outcome.first == "page":
            self._turn_through(outcome, pages, pace)
        outcome.restarts = self._engine.failures - before
        outcome.longest, outcome.ours, outcome.where = self.heart.longest, self.heart.ours, self.heart.where
        return outcome

    def _turn_through(self, outcome: Outcome, pages: int | None, pace: float) -> None:
        canvas = self._canvas()
        assert canvas is not None
        outcome.pages = canvas.pages if pages is None else min(pages, canvas.pages)
        for page in range(1, outcome.pages + 1):
            canvas.turn_to(page)
            told = self._await(lambda page=page: self._drawn(canvas, page) or self._failed(canvas, page))
            if self._failed(canvas, page):
                outcome.failed.append(page)
            elif not told:
                outcome.blank.append(page)
            if pace:
                self._await(lambda: False, pace)

    def _canvas(self) -> PageCanvas | None:
        reader = self.window.screen_named("reader")
        return reader.findChild(PageCanvas) if reader is not None else None

    def _drawn(self, canvas: PageCanvas, page: int) -> bool:
        return canvas._renderer.cache.whole(page) is not None  # pyright: ignore[reportPrivateUsage]

    def _failed(self, canvas: PageCanvas, page: int) -> bool:
        return page in canvas._renderer.failures  # pyright: ignore[reportPrivateUsage]

    def _shown(self, name: str) -> str:
        """What the window shows of the file of that name."""
        if self.window.current == "password":
            return "password"
        if self.window.strip.isVisible():
            return "sentence"
        canvas = self._canvas()
        if canvas is None or not canvas.pages or name not in self.window.windowTitle():
            return "nothing"
        page = canvas.page
        return "page" if self._drawn(canvas, page) or self._failed(canvas, page) else "nothing"

    def _await(self, done: Callable[[], bool], seconds: float | None = None) -> bool:
        """Let the event loop run until ``done``; False when that took too long."""
        if done():
            return True
        loop = QEventLoop()
        end = time.perf_counter() + (self.patience if seconds is None else seconds)
        look = QTimer(interval=BEAT)
        look.timeout.connect(lambda: (done() or time.perf_counter() > end) and loop.quit())
        look.start()
        loop.exec()
        look.stop()
        return done()

    def _note(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.crashes.append("".join(traceback.format_exception(kind, error, trace)))
        self._hook(kind, error, trace)
