"""A picture of every view of the window, with real papers, to be looked at by a person.

    uv run python tests/benchmarks/every_view.py ../shared/corpus/share OUT
    uv run python tests/benchmarks/every_view.py ../shared/corpus/share OUT light-ja-200 contrast-en-100-x1.5

takes them at 1280×720 in every combination of palette, language, text size and scale of ``LOOKS``, or in those named,
and prints each file it wrote. ``x1.5`` is the system's scale on the same panel, so the window has 853×480. Offscreen
where there is no DISPLAY. The folder of papers is copied, one of its meetings is moved to today, one of its materials is
replaced; nothing is written into it. Only the views named after ``--only`` are taken: ``--only home reader``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pymupdf
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QToolButton, QWidget

from dxmeet.app import make_entrance
from dxmeet.desktop.appearance import Appearance
from dxmeet.desktop.application import make_application
from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.main_window import MainWindow
from dxmeet.desktop.reader.view import ReaderView
from dxmeet.desktop.search.results import HitRow
from dxmeet.desktop.terminals.screen import TerminalsScreen
from dxmeet.desktop.visit import Visit
from dxmeet.domain.fiscal import local_date
from dxmeet.domain.orders import OrderKind
from dxmeet.errors import ShareUnreachable
from dxmeet.paths import resource
from dxmeet.services.offered import Services
from dxmeet.services.unlocking import Enrolment

LOOKS = (
    "light-ja-100",
    "dark-ja-100",
    "contrast-ja-100",
    "light-en-100",
    "light-ja-200",
    "light-en-200",
    "light-ja-100-x1.5",
    "dark-en-100-x1.5",
    "contrast-ja-200-x1.5",
)
_PHRASE = "correct horse"
_TODAY, _REPLACED = "第446回市議会定例会", "アンケート"
_Key, _Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier
_BACK_TO_WORK = 3600  # seconds: a file that is a moment old counts as still being written


class Camera:
    """A window on the profile in one look. ``views`` yields the name of each view when it stands."""

    def __init__(self, profile: Path, out: Path, look: str) -> None:
        palette, language, percent = look.split("-")[:3]
        self.look, self.out = look, out
        application = make_application(sys.argv)
        appearance = Appearance(application, resource("icons"), resource("translations"))
        appearance.apply(palette, int(percent), language)
        self.runner = JobRunner()
        self.window = MainWindow(appearance.theme)
        self.entrance = make_entrance(profile, keyring=lambda: None)
        self.services = self.entrance.enter(self.entrance.unlocking.unlock(_PHRASE))
        changed = replace(
            self.services.preferences.get(),
            palette=palette,
            language=language,
            text_percent=int(percent),
            admin=True,
        )
        self.services.preferences.set(changed)
        self.visit = Visit(self.window, self.entrance, appearance, self.runner, language)
        scale = float(os.environ.get("QT_SCALE_FACTOR", "1"))
        self.window.setMinimumSize(0, 0)
        self.window.resize(round(1280 / scale), round(720 / scale))
        self.window.show()

    def views(self) -> Iterator[tuple[str, QWidget]]:
        window = self.window
        self.visit.knock()
        self.settle()
        yield "door", window
        self.visit.begin(self.services)
        self.until(lambda: window.current == "home")
        self.settle()
        yield "home", window
        for name in ("meetings", "circulars", "statistics", "settings", "contents", "rekey", "forget"):
            self.visit.show(name)
            self.settle()
            yield name, window
        yield from self._orders()
        self.visit.show("home")
        self.part("search_field").insert("予算")
        self.until(lambda: window.findChild(HitRow) is not None)
        self.settle()
        yield "search", window
        QTest.keyClick(window, _Key.Key_F1)
        yield from self.other("keys")
        yield from self._reading()
        yield from self._errors()

    def _orders(self) -> Iterator[tuple[str, QWidget]]:
        self.visit.show("terminals")
        self.settle()
        yield "terminals", self.window
        screen = self.window.screen_named("terminals")
        assert isinstance(screen, TerminalsScreen)
        screen.table.selectRow(0)
        screen.order_buttons[OrderKind.FORGET].click()
        self.settle()
        yield "terminals-question", self.window

    def _reading(self) -> Iterator[tuple[str, QWidget]]:
        window = self.window
        self.read("一般会計補正予算")
        yield "reader", window
        self.press(_Key.Key_PageDown)
        self.press(_Key.Key_PageDown)
        self.settle()
        for key, name in ((_Key.Key_2, "spread"), (_Key.Key_3, "continuous"), (_Key.Key_1, "single")):
            self.press(key, Qt.KeyboardModifier.AltModifier)
            self.settle()
            yield f"reader-{name}", window
        for tab in range(4):
            self._tab(tab)
            self.settle()
            yield f"reader-tab{tab}", window
        self.press(_Key.Key_F, _Ctrl)
        self.part("find_field").insert("予算")
        self.settle()
        yield "reader-find", window
        QTest.keyClick(self.part("find_field"), _Key.Key_Escape)
        self.press(_Key.Key_F7)
        self.settle()
        yield "reader-compare", window
        self.press(_Key.Key_F7)
        for name in ("view_button", "more_button"):
            yield from self._menu(name)
        self.press(_Key.Key_F11)
        self.settle()
        yield "reader-full", window
        self.press(_Key.Key_F11)
        self.press(_Key.Key_P, _Ctrl)
        self.settle()
        yield from self.other("print")
        self.read("議員勉強会資料")
        yield "reader-a3", window
        self.read("市道の廃止")
        yield "reader-plan", window
        self.read(_REPLACED)
        self.settle()
        yield "reader-replaced", window
        button = self.window.findChild(QAbstractButton, "review_button")
        if button is not None and button.isVisible():
            button.click()
            self.until(lambda: window.current == "review")
            self.settle()
            yield "review", window
        self.visit.show("home")

    def _errors(self) -> Iterator[tuple[str, QWidget]]:
        self.settle()
        self.window.show_trouble(ShareUnreachable(path="//file/share"))
        self.settle()
        yield "error", self.window

    def _menu(self, name: str) -> Iterator[tuple[str, QWidget]]:
        button = self.window.findChild(QToolButton, name)
        if button is None or not button.isVisible() or button.menu() is None:
            return
        menu = button.menu()
        assert isinstance(menu, QMenu)
        menu.popup(button.mapToGlobal(QPoint(0, 0)))
        self.settle()
        yield f"menu-{name}", menu
        menu.close()

    def _tab(self, number: int) -> None:
        around = self.reader.around
        if around is not None and around.tabs is not None:
            self.reader.arranging.fold(right=True)
            around.tabs.panel.tabs.setCurrentIndex(number)

    def other(self, name: str) -> Iterator[tuple[str, QWidget]]:
        """A window beside the window."""
        self.settle()
        shown = [each for each in QApplication.topLevelWidgets() if each.isVisible() and each is not self.window]
        for each in shown:
            yield name, each
            each.close()

    def read(self, title: str) -> None:
        for packet in self.services.library.packets():
            for material in packet.materials:
                if title in material.title:
                    self.visit.read(material.id)
                    self.until(lambda found=material: found.title in self.window.windowTitle())
                    self.settle()
                    return
        raise SystemExit(f"no material {title}")

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """On the page of the reader."""
        QTest.keyClick(self.reader.canvas, key, modifier)

    @property
    def reader(self) -> ReaderView:
        view = self.window.screen_named("reader")
        assert isinstance(view, ReaderView)
        return view

    def part(self, name: str) -> QLineEdit:
        found = self.window.findChild(QLineEdit, name)
        assert found is not None, name
        return found

    def settle(self) -> None:
        """Until nothing runs any more, twice: an answer may ask again."""
        for _ in range(2):
            self.until(lambda: not self.runner.busy)
            self.until(_elapsed(0.25))

    def until(self, done: Callable[[], bool], seconds: float = 60.0) -> None:
        end = time.monotonic() + seconds
        while not done():
            QApplication.processEvents()
            time.sleep(0.005)
            if time.monotonic() > end:
                self.window.grab().save(str(self.out / f"{self.look}-STUCK.png"))
                raise SystemExit(f"{self.look}: waited too long")

    def close(self) -> None:
        self.window.hide()
        self.visit.close()
        self.services.close()


def _elapsed(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def prepare(papers: Path, root: Path) -> Path:
    """A profile that has read a share with these papers."""
    share, profile = root / "share", root / "profile"
    shutil.copytree(papers, share)
    for each in share.rglob("*"):
        each.chmod(0o755 if each.is_dir() else 0o644)
    today = local_date(datetime.now(UTC)).isoformat()
    for folder in (share / "会議").iterdir():
        if _TODAY in folder.name:
            folder.rename(folder.with_name(f"{today} {_TODAY}"))
    for each in share.rglob("*.pdf"):
        _age(each)
    entrance = make_entrance(profile, keyring=lambda: None)
    unlocked, _ = entrance.unlocking.setup(Enrolment(share, "佐藤 進", "企画政策課", _PHRASE))
    services = entrance.enter(unlocked)
    services.synchronising.synchronise()
    _write(services)
    _alter(next(each for each in share.rglob("*.pdf") if _REPLACED in each.name))
    services.synchronising.synchronise()
    services.purchasing.set_target(services.library.fiscal_year(), 60_000, source="削減計画")
    for month, sheets in (("04", 6000), ("05", 5500), ("06", 5000), ("07", 5200), ("09", 4100), ("10", 3900)):
        services.purchasing.enter(f"{services.library.fiscal_year()}-{month}", sheets, source="納品書")
    services.synchronising.synchronise()
    services.indexing.run()
    services.merging.merge()
    services.close()
    entrance.close()
    return profile


def _write(services: Services) -> None:
    """Some of everything is opened, and notes are written on two papers."""
    for packet in services.library.packets():
        for material in packet.materials[:3]:
            opened = services.reading.open(material.id)
            services.reading.turn_to(material.id, min(3, len(opened.document.pages)))
            opened.document.close()
            if not ("補正予算" in material.title or _REPLACED in material.title) or material.revision is None:
                continue
            for untrusted in (
                {"kind": "highlight", "color": "#FFD93B", "width": 1, "quote": "予算", "boxes": [[90, 200, 300, 214]]},
                {"kind": "sticky", "color": "#FFF6D2", "width": 1, "text": "内訳を財政課に確認", "at": [360, 240]},
                {"kind": "ink", "color": "#C62828", "width": 2, "strokes": [[[100, 300, 0.5], [320, 306, 0.6]]]},
                {"kind": "bookmark", "color": "#17567A", "width": 1, "text": "歳入の総括"},
            ):
                services.annotating.add(services.annotating.fresh(material.id, material.revision, 1, untrusted))


def _alter(paper: Path) -> None:
    """The same paper with a page less and a line more."""
    document = pymupdf.open(paper)
    if len(document) > 3:
        document.delete_page(2)
    document[0].insert_text((72, 72), "差し替え", fontname="japan", fontsize=14)
    data = document.tobytes()
    document.close()
    paper.write_bytes(data)
    _age(paper)


def _age(paper: Path) -> None:
    before = time.time() - _BACK_TO_WORK
    os.utime(paper, (before, before))


def take(profile: Path, out: Path, look: str, only: list[str]) -> None:
    camera = Camera(profile, out, look)
    try:
        for name, widget in camera.views():
            if only and name not in only:
                continue
            file = out / f"{look}-{name}.png"
            widget.grab().save(str(file))
            print(file, flush=True)
    finally:
        camera.close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("papers", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("looks", nargs="*", default=LOOKS)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--profile", type=Path, help="one that was prepared before")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    if given.profile is not None and os.environ.get("EVERY_VIEW_CHILD"):
        take(given.profile, given.out, given.looks[0], given.only)
        return
    with tempfile.TemporaryDirectory() as work:
        profile = given.profile or prepare(given.papers, Path(work))
        for look in given.looks:
            scale = look.split("-x")[1] if "-x" in look else "1"
            environment = {**os.environ, "QT_SCALE_FACTOR": scale, "EVERY_VIEW_CHILD": "1"}
            if "DISPLAY" not in environment:
                environment["QT_QPA_PLATFORM"] = "offscreen"
            command = [sys.executable, __file__, str(given.papers), str(given.out), look, "--profile", str(profile)]
            subprocess.run([*command, "--only", *given.only], env=environment, check=False)


if __name__ == "__main__":
    main()
