"""Terminals with the real program behind their commands, and a shared folder they all see."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from calls import Terminal

from dxmeet.app import make_engine, make_entrance
from dxmeet.cli.program import make_group
from dxmeet.services.offered import Entrance


def _window(entrance: Entrance, file: Path | None, language: str) -> int:
    """Stands for the window: says what it was asked to show."""
    print(f"window {entrance.profile} {file} {language}")
    return 0


def _demo(out: Path | None, language: str, json: bool) -> int:
    print(f"demo {out} {language}{' json' if json else ''}")
    return 3


@pytest.fixture(autouse=True)
def unexpected_errors_are_shown(caplog: pytest.LogCaptureFixture) -> None:
    """A failed test prints the traceback that a person never sees."""
    caplog.set_level(logging.DEBUG, "dxmeet.cli")


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


@pytest.fixture
def terminal(tmp_path: Path) -> Callable[[str], Terminal]:
    """terminal("佐藤") → a machine whose profile does not exist yet."""

    def entrance_at(profile: Path | None) -> Entrance:
        return make_entrance(profile, engine=make_engine(), keyring=lambda: None)

    group = make_group(entrance_at, _window, _demo)
    return lambda name: Terminal(group, tmp_path / f"profile-{name}")


@pytest.fixture
def sato(terminal: Callable[[str], Terminal], share: Path) -> Terminal:
    """An organiser who is set up on the share."""
    machine = terminal("sato")
    machine.json("setup", "--share", share, "--reader", "佐藤 進", "--department", "企画政策課")
    return machine
