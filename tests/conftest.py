"""For every test: Qt draws into memory, so that the suite runs without a screen, and a busy machine is given time."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PATIENCE_MS = 60_000


class PatientBot(QtBot):
    """Waits a minute for what must come, where pytest-qt waits five seconds: slow is not wrong."""

    def waitUntil(self, callback: Callable[[], Any], *, timeout: int = PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **rest: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **rest)


@pytest.fixture
def qtbot(qapp: Any, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """The program's own application, for pytest-qt."""
    from dxmeet.desktop.proximity import Application

    return Application
