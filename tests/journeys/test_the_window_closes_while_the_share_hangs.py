"""A file server that does not answer holds up neither the window nor its end."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from people import Person, write_pdf
from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from dxmeet.app import make_entrance
from dxmeet.desktop.appearance import Appearance
from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.main_window import MainWindow
from dxmeet.desktop.visit import Visit
from dxmeet.paths import resource
from dxmeet.sharing.share import Deadlines

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pipe stands in for a server that hangs")


@dataclass
class Hanging:
    """A window that looks at a share whose marker answers nobody, within the hour that a look may take."""

    window: MainWindow
    visit: Visit
    reader: Person
    marker: Path
    kept: bytes

    def answer(self) -> None:
        self.marker.unlink()
        self.marker.write_bytes(self.kept)


@pytest.fixture
def hanging(
    qtbot: QtBot, qapp: QApplication, enrol: Callable[..., Person], share: Path, today: str
) -> Iterator[Hanging]:
    write_pdf(share / "会議" / f"{today} 庁議" / "次第.pdf", [(595, 842, "次第")])
    reader = enrol("佐藤", "企画政策課", share)
    reader.sync()
    marker = share / "dxmeet.toml"
    kept = marker.read_bytes()
    marker.unlink()
    os.mkfifo(marker)  # whoever opens it waits until somebody writes
    reader.services.synchronising._share._deadlines = Deadlines(small=3600, listing=3600, chunk=3600)
    runner = JobRunner()
    appearance = Appearance(qapp, resource("icons"), resource("translations"))
    appearance.apply("light", 100, "ja")
    window = MainWindow(appearance.theme)
    visit = Visit(window, make_entrance(reader.profile, keyring=lambda: None), appearance, runner)
    visit.begin(reader.services)
    window.show()
    session = visit._session
    assert session is not None
    qtbot.waitUntil(lambda: session._rounds.looking)
    yield Hanging(window, visit, reader, marker, kept)
    window.hide()
    visit.close()
    window.deleteLater()


def test_it_closes_at_once_and_the_next_look_works(qtbot: QtBot, hanging: Hanging) -> None:
    session = hanging.visit._session
    assert session is not None
    beats, clock = list[int](), QElapsedTimer()
    clock.start()
    heart = QTimer()
    heart.timeout.connect(lambda: beats.append(clock.restart()))
    heart.start(1)
    qtbot.waitUntil(lambda: len(beats) > 200)  # the window lives on
    heart.stop()
    assert session._rounds.looking
    hanging.window.hide()
    hanging.visit.close()  # within the hour that a look may take
    hanging.answer()
    assert hanging.reader.sync().trouble is None


def test_the_materials_are_shut_at_once(qtbot: QtBot, hanging: Hanging) -> None:
    hanging.visit.show("settings")
    settings = hanging.window.screen_named("settings")
    assert settings is not None
    lock = settings.findChild(QPushButton, "lock_button")
    assert lock is not None
    lock.click()
    assert hanging.window.current == "door"
    qtbot.waitUntil((hanging.reader.profile / "locked").exists)
    hanging.answer()
