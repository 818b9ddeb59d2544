"""From 設定 in the real program: the key and the passphrase are changed, the laptop is shut, and at last it is handed on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from people import Person, write_pdf
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dxmeet.app import make_entrance
from dxmeet.desktop.appearance import Appearance
from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.main_window import MainWindow
from dxmeet.desktop.visit import Visit
from dxmeet.errors import PassphraseWrong
from dxmeet.paths import resource

OLD, NEW = "correct horse", "battery staple"


@dataclass
class Window:
    """One person's window, through the door with their own passphrase."""

    bot: QtBot
    frame: MainWindow
    visit: Visit

    def at(self, screen: str) -> None:
        self.bot.waitUntil(lambda: self.frame.current == screen, timeout=20_000)

    def part(self, kind: type[QWidget], name: str) -> QWidget:
        """Once it is there to be used."""

        def found() -> QWidget | None:
            here = self.frame.screen_named(self.frame.current)
            part = here.findChild(kind, name) if here is not None else None
            return part if part is not None and part.isVisible() and part.isEnabled() else None

        self.bot.waitUntil(lambda: found() is not None, timeout=20_000)
        part = found()
        assert part is not None
        return part

    def press(self, name: str) -> None:
        part = self.part(QAbstractButton, name)
        assert isinstance(part, QAbstractButton)
        part.click()

    def type(self, name: str, text: str) -> None:
        field = self.part(QLineEdit, name)
        assert isinstance(field, QLineEdit)
        field.setText(text)

    def unlock(self, passphrase: str) -> None:
        self.type("passphrase_field", passphrase)
        self.press("unlock_button")
        self.at("home")

    def choose(self, button: str) -> None:
        """In the settings."""
        self.visit.show("settings")
        self.press(button)


@pytest.fixture
def reader(enrol: Callable[..., Person], share: Path, today: str) -> Person:
    """Has read something, written a note and gone home; what was recorded is not sent yet."""
    write_pdf(share / "会議" / f"{today} 庁議" / "資料1.pdf", [(595, 842, "資料")])
    person = enrol("佐藤", "企画政策課", share)
    person.sync()
    person.opens("資料1")
    person.note("資料1", 1, kind="sticky", color="#FFF6D2", width=1, text="確認", at=[100, 100])
    person.services.close()
    return person


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, reader: Person) -> Iterator[Window]:
    runner = JobRunner()
    appearance = Appearance(qapp, resource("icons"), resource("translations"))
    appearance.apply("light", 100, "ja")
    frame = MainWindow(appearance.theme)
    visit = Visit(frame, make_entrance(reader.profile, keyring=lambda: None), appearance, runner)
    frame.show()
    visit.knock()
    made = Window(qtbot, frame, visit)
    made.unlock(OLD)
    yield made
    frame.hide()
    visit.close()
    frame.deleteLater()


def test_the_key_and_the_passphrase_are_changed_and_everything_is_still_there(window: Window, reader: Person) -> None:
    sealed = (reader.profile / "profile.json").read_bytes()
    window.choose("rekey_button")
    window.type("present_field", OLD)
    window.type("new_field", NEW)
    window.type("again_field", NEW)
    window.press("rekey_button")
    window.press("go_on_button")
    window.at("home")
    assert (reader.profile / "profile.json").read_bytes() != sealed
    unlocking = make_entrance(reader.profile, keyring=lambda: None).unlocking
    with pytest.raises(PassphraseWrong):
        unlocking.unlock(OLD)
    entrance = make_entrance(reader.profile, keyring=lambda: None)
    services = entrance.enter(entrance.unlocking.unlock(NEW))
    [packet] = services.library.packets()
    assert [(each.title, each.notes) for each in packet.materials] == [("資料1", 1)]
    services.close()
    entrance.close()


def test_it_is_shut_at_once_and_opened_by_the_passphrase(window: Window, reader: Person) -> None:
    window.choose("lock_button")
    window.press("reopen_button")
    window.unlock(OLD)
    assert not (reader.profile / "locked").exists()


def test_handed_on_it_has_nothing_left_and_the_share_has_what_was_recorded(
    window: Window, reader: Person, share: Path
) -> None:
    terminal = reader.services.reader.terminal
    window.choose("forget_button")
    sure = window.part(QCheckBox, "sure_box")
    assert isinstance(sure, QCheckBox)
    sure.setChecked(True)
    window.press("forget_button")
    window.press("go_on_button")
    window.part(QLineEdit, "share_field")
    assert not reader.profile.exists()
    assert list((share / ".dxmeet" / "journal" / terminal).glob("*.seg"))
    assert list((share / "会議").rglob("資料1.pdf"))
