"""What a reader does with the whole profile from 設定: shut it, change its key, erase it. Nobody is in it meanwhile."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton
from window_fakes import services_of, town
from window_pages import DoorPage, OpenedWindow, Page, SettingsPage, strip_words

from dxmeet.errors import ProfileInUse, ShareUnreachable
from dxmeet.services.unlocking import Door, Guard

RIGHT = "正しいパスフレーズ"


def at(open_window: Any, button: str, *, kept: Guard | None = None, send: Any = lambda: 0) -> OpenedWindow:
    """In the window's own profile; ``button`` of the settings pressed. What is done is in ``unlocking.done``, in order."""
    done: list[Any] = []
    services = replace(services_of(town()), close=lambda: done.append("close"), send=send)
    opened: OpenedWindow = open_window(services, door=Door.OPEN)
    opened.unlocking.done = done
    opened.unlocking.kept = kept or Guard(False, False)
    opened.visit.knock()
    opened.reach("home")
    opened.visit.show("settings")
    SettingsPage(opened.window).press(button)
    opened.settle()
    return opened


def go_on(opened: OpenedWindow) -> None:
    page = DoorPage(opened.window)
    opened.bot.waitUntil(lambda: page.widget.findChild(QPushButton, "go_on_button") is not None)
    opened.settle()
    page.press("go_on_button")


def test_materials_are_shut_at_once_and_opened_by_a_deliberate_act(open_window: Any) -> None:
    opened = at(open_window, "lock_button")
    opened.reach("door")
    opened.bot.waitUntil(lambda: opened.window.screen_named("door").findChild(QPushButton, "reopen_button") is not None)
    assert opened.unlocking.done == ["close", "lock"]
    assert opened.window.screen_named("home") is None, "nothing of it stays on the screen"
    DoorPage(opened.window).press("reopen_button")
    opened.reach("home")


def test_the_key_is_changed_where_a_keyring_has_it_without_asking_for_anything(open_window: Any) -> None:
    opened = at(open_window, "rekey_button")
    page = Page(opened.window, "rekey")
    assert not any(field.isVisible() for field in page.widget.findChildren(QLineEdit))
    page.press("rekey_button")
    opened.reach("door")
    go_on(opened)
    opened.reach("home")
    assert opened.unlocking.done == ["close", ("rekey", None, None)]


def test_a_passphrase_is_changed_with_the_key(open_window: Any) -> None:
    opened = at(open_window, "rekey_button", kept=Guard(True, True))
    page = Page(opened.window, "rekey")
    fields = [page.part(QLineEdit, name) for name in ("present_field", "new_field", "again_field")]
    assert all(field.isVisible() for field in fields)
    for field, text in zip(fields, ("違うパスフレーズ", RIGHT, RIGHT), strict=True):
        field.setText(text)
    page.press("rekey_button")
    opened.settle()
    assert opened.window.current == "rekey", "nobody is shown out for a wrong passphrase"
    assert "一致しません" in strip_words(opened.window.strip)[0]
    assert opened.unlocking.done == []
    fields[0].setText(RIGHT)
    fields[2].setText("別のもの")
    page.press("rekey_button")
    opened.settle()
    assert opened.unlocking.done == []
    fields[2].setText(RIGHT)
    fields[2].returnPressed.emit()
    opened.reach("door")
    go_on(opened)
    opened.reach("home")
    assert opened.unlocking.done == ["close", ("rekey", RIGHT, RIGHT)]


def test_a_passphrase_stays_where_no_new_one_is_given(open_window: Any) -> None:
    opened = at(open_window, "rekey_button", kept=Guard(True, True))
    Page(opened.window, "rekey").part(QLineEdit, "present_field").setText(RIGHT)
    Page(opened.window, "rekey").press("rekey_button")
    opened.reach("door")
    go_on(opened)
    opened.reach("home")
    assert opened.unlocking.done == ["close", ("rekey", RIGHT, None)]


def test_a_key_that_could_not_be_changed_leads_back_in_and_says_why(open_window: Any) -> None:
    opened = at(open_window, "rekey_button")
    opened.unlocking.trouble = ProfileInUse(path="profile")
    Page(opened.window, "rekey").press("rekey_button")
    opened.reach("door")
    page = DoorPage(opened.window)
    opened.bot.waitUntil(page.strip.isVisible)
    assert all(strip_words(page.strip))
    go_on(opened)
    opened.reach("home")
    assert opened.unlocking.done == ["close"]


@pytest.mark.parametrize("reached", [True, False])
def test_everything_is_erased_after_a_word_that_it_is_meant(open_window: Any, reached: bool) -> None:
    sent: list[Any] = []

    def send() -> int:
        sent.append(list(opened.unlocking.done))
        if not reached:
            raise ShareUnreachable(path="//server")
        return 3

    opened = at(open_window, "forget_button", send=send)
    page = Page(opened.window, "forget")
    assert page.part(QLabel, "loss_label").accessibleName().startswith("この端末の書き込み18件は、書き出して別に")
    forget = page.part(QPushButton, "forget_button")
    assert not forget.isEnabled()
    page.part(QCheckBox, "sure_box").setChecked(True)
    opened.visit.show("settings")
    opened.visit.show("forget")
    assert not forget.isEnabled(), "the word is given anew each time"
    page.part(QCheckBox, "sure_box").setChecked(True)
    forget.click()
    opened.reach("door")
    go_on(opened)
    opened.bot.waitUntil(lambda: opened.window.screen_named("door").findChild(QLineEdit, "share_field") is not None)
    assert sent == [[]], "what was recorded is sent while the profile is open"
    assert opened.unlocking.done == ["close", "forget"]


def test_typed_passphrases_do_not_wait_for_the_next(open_window: Any) -> None:
    opened = at(open_window, "rekey_button", kept=Guard(True, True))
    field = Page(opened.window, "rekey").part(QLineEdit, "present_field")
    field.setText(RIGHT)
    opened.visit.show("home")
    opened.visit.show("rekey")
    assert field.text() == ""
