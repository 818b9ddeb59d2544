"""A window on fakes, opened and closed around each test; a test that leaves a thread running fails."""

import gc
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_fakes import services_of, town
from window_pages import OpenedWindow

from dxmeet.desktop.garbage import collect_due
from dxmeet.services.offered import Services

OpenWindow = Callable[..., OpenedWindow]


@pytest.fixture(autouse=True)
def gathered() -> Iterator[None]:
    """Garbage is collected between the tests, on this thread, as the window does it."""
    gc.disable()
    yield
    collect_due()
    gc.enable()


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication) -> Iterator[OpenWindow]:
    """``open_window(services, door=…, translations=…)``; without a door the session has begun and Home is shown."""
    opened: list[OpenedWindow] = []
    threads = set(threading.enumerate())

    def make(
        services: Services | None = None, door: Any = None, translations: Path | None = None, language: str = ""
    ) -> OpenedWindow:
        made = OpenedWindow(qtbot, qapp, services or services_of(town()), door, translations, language=language)
        opened.append(made)
        if door is None:
            made.visit.begin(made.services)
            made.reach("home")
        return made

    yield make
    for each in opened:
        each.window.hide()
        each.visit.close()
        each.window.deleteLater()
        each.appearance.apply("light", 100, "ja")  # translators belong to the application, which stays
    qapp.processEvents()
    assert {t for t in threading.enumerate() if t not in threads} == set()
