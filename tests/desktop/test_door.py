"""The way in: first set-up, passphrase, and a locked machine."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from window_pages import DoorPage, strip_words

from dxmeet.errors import DxmeetError, KeyringUnavailable, OrderedForget, OrderedLock, ShareUnreachable
from dxmeet.services.unlocking import Door


def test_an_open_door_leads_straight_home(open_window: Any) -> None:
    opened = open_window(door=Door.OPEN)
    opened.visit.knock()
    opened.reach("home")


def test_a_wrong_passphrase_shows_the_strip_and_the_right_one_leads_in(open_window: Any) -> None:
    opened = open_window(door=Door.PASSPHRASE)
    opened.visit.knock()
    opened.reach("door")
    page = DoorPage(opened.window)
    page.fill("passphrase_field", "違うパスフレーズ")
    page.press("unlock_button")
    opened.bot.waitUntil(page.strip.isVisible)
    opened.settle()
    assert all(strip_words(page.strip))
    page.fill("passphrase_field", "正しいパスフレーズ")
    QTest.keyClick(page.part(QLineEdit, "passphrase_field"), Qt.Key.Key_Return)
    opened.reach("home")


@pytest.mark.parametrize("key", [False, True])
def test_whoever_remembers_the_passphrase_after_all_goes_back(open_window: Any, key: bool) -> None:
    opened = open_window(door=Door.PASSPHRASE)
    opened.visit.knock()
    opened.reach("door")
    page = DoorPage(opened.window)
    page.press("forgotten_button")
    opened.bot.waitUntil(lambda: page.widget.findChild(QLineEdit, "share_field") is not None)
    opened.settle()
    if key:
        with opened.bot.waitActive(opened.window):
            opened.window.activateWindow()
        QTest.keyClick(page.part(QLineEdit, "share_field"), Qt.Key.Key_Escape)
    else:
        page.press("back_button")
    opened.bot.waitUntil(lambda: page.widget.findChild(QLineEdit, "share_field") is None)
    opened.settle()
    page.fill("passphrase_field", "正しいパスフレーズ")
    page.press("unlock_button")
    opened.reach("home")
    assert opened.unlocking.enrolled == []


def test_the_first_set_up_has_no_way_back_to_nothing(open_window: Any) -> None:
    opened = open_window(door=Door.SETUP)
    opened.visit.knock()
    opened.reach("door")
    assert DoorPage(opened.window).widget.findChild(QPushButton, "back_button") is None


def test_a_locked_machine_opens_by_a_deliberate_act(open_window: Any) -> None:
    opened = open_window(door=Door.LOCKED)
    opened.visit.knock()
    opened.reach("door")
    DoorPage(opened.window).press("reopen_button")
    opened.reach("home")


@pytest.mark.parametrize("door", [Door.OPEN, Door.PASSPHRASE])
def test_a_damaged_database_comes_back_from_its_backup_at_a_button(open_window: Any, door: Door) -> None:
    opened = open_window(door=door)
    opened.unlocking.damaged, opened.unlocking.backups = True, False
    opened.visit.knock()
    opened.reach("door")
    page = DoorPage(opened.window)
    if door is Door.PASSPHRASE:
        page.fill("passphrase_field", "正しいパスフレーズ")
        page.press("unlock_button")
    for _ in range(2):  # there is no backup yet: the sentence, and the button stays
        opened.bot.waitUntil(lambda: page.strip.isVisible() and page.part(QPushButton, "recover_button").isVisible())
        opened.settle()
        assert "記録" in "".join(strip_words(page.strip))
        page.press("recover_button")
    opened.bot.waitUntil(page.strip.isVisible)
    opened.settle()
    opened.unlocking.backups = True
    page.press("recover_button")
    opened.reach("home")


def fill_setup(page: DoorPage) -> None:
    page.fill("share_field", "//server/共有")
    page.fill("reader_field", "佐藤")
    page.fill("department_field", "企画政策課")


def test_the_first_set_up_asks_for_a_passphrase_only_where_there_is_no_keyring(open_window: Any) -> None:
    opened = open_window(door=Door.SETUP)
    opened.visit.knock()
    opened.reach("door")
    page = DoorPage(opened.window)
    assert not page.part(QLineEdit, "passphrase_field").isVisible()
    fill_setup(page)
    page.press("setup_button")
    opened.reach("home")
    assert opened.unlocking.enrolled[0].passphrase is None
    assert opened.unlocking.enrolled[0].department == "企画政策課"


def test_two_different_passphrases_are_not_taken(open_window: Any) -> None:
    opened = open_window(door=Door.SETUP)
    opened.unlocking.required = True
    opened.visit.knock()
    opened.reach("door")
    page = DoorPage(opened.window)
    fill_setup(page)
    page.fill("passphrase_field", "長いパスフレーズ一")
    page.fill("again_field", "長いパスフレーズ二")
    page.press("setup_button")
    opened.bot.waitUntil(page.strip.isVisible)
    assert opened.unlocking.enrolled == []
    what, _safe, next_ = strip_words(page.strip)
    assert what == "二つのパスフレーズが同じではありません。"
    assert "上と同じパスフレーズ" in next_
    page.fill("again_field", "長いパスフレーズ一")
    page.press("setup_button")
    opened.reach("home")
    assert opened.unlocking.enrolled[0].passphrase == "長いパスフレーズ一"


def test_a_lost_key_leads_to_being_set_up_again_and_every_record_is_said_to_be_kept(open_window: Any) -> None:
    opened = open_window(door=Door.OPEN)
    opened.unlocking.lost = True
    opened.visit.knock()
    opened.reach("door")
    page = DoorPage(opened.window)
    opened.bot.waitUntil(lambda: opened.window.findChild(QPushButton, "again_button") is not None)
    assert "鍵" in strip_words(page.strip)[0]
    page.press("again_button")
    opened.bot.waitUntil(lambda: opened.window.findChild(QLineEdit, "share_field") is not None)
    opened.settle()
    fill_setup(page)
    page.press("setup_button")
    opened.reach("home")
    assert opened.unlocking.again


def test_a_forgotten_passphrase_leads_to_being_set_up_again_and_a_remembered_one_back_in(open_window: Any) -> None:
    opened = open_window(door=Door.PASSPHRASE)
    opened.unlocking.required = True
    opened.visit.knock()
    opened.reach("door")
    page = DoorPage(opened.window)
    for passphrase in ("正しいパスフレーズ", "別の長いパスフレーズ"):
        page.press("forgotten_button")
        opened.bot.waitUntil(lambda: opened.window.findChild(QLineEdit, "share_field") is not None)
        opened.settle()
        fill_setup(page)
        page.fill("passphrase_field", passphrase)
        page.fill("again_field", passphrase)
        page.press("setup_button")
        if passphrase == "正しいパスフレーズ":
            opened.bot.waitUntil(lambda: opened.window.findChild(QPushButton, "forgotten_button") is not None)
            opened.settle()
            assert opened.unlocking.enrolled == []
    opened.reach("home")
    assert opened.unlocking.again


def test_a_keyring_that_goes_away_while_it_is_set_up_keeps_what_was_typed(open_window: Any) -> None:
    opened = open_window(door=Door.SETUP)
    opened.unlocking.trouble = KeyringUnavailable()
    opened.visit.knock()
    opened.reach("door")
    page = DoorPage(opened.window)
    fill_setup(page)
    page.press("setup_button")
    opened.bot.waitUntil(page.part(QLineEdit, "passphrase_field").isVisible)
    assert page.part(QLineEdit, "reader_field").text() == "佐藤"


@pytest.mark.parametrize("field", ["share_field", "reader_field", "department_field"])
def test_an_empty_field_is_named(open_window: Any, field: str) -> None:
    opened = open_window(door=Door.SETUP)
    opened.visit.knock()
    opened.reach("door")
    page = DoorPage(opened.window)
    fill_setup(page)
    page.fill(field, " ")
    page.press("setup_button")
    assert page.part(QLineEdit, field).accessibleName() in strip_words(page.strip)[0]


def test_a_share_that_cannot_be_reached_keeps_what_was_typed(open_window: Any) -> None:
    opened = open_window(door=Door.SETUP)
    opened.unlocking.trouble = ShareUnreachable(path="//server/共有")
    opened.visit.knock()
    opened.reach("door")
    page = DoorPage(opened.window)
    fill_setup(page)
    page.press("setup_button")
    opened.bot.waitUntil(page.strip.isVisible)
    opened.settle()
    assert page.part(QLineEdit, "reader_field").text() == "佐藤"
    assert page.part(QLineEdit, "reader_field").isEnabled()


@pytest.mark.parametrize(
    ("why", "door", "then"),
    [(OrderedLock(), Door.LOCKED, "reopen_button"), (OrderedForget(), Door.SETUP, "setup_button")],
    ids=["locked", "forgotten"],
)
def test_an_order_shows_everybody_out(open_window: Any, why: DxmeetError, door: Door, then: str) -> None:
    """What another hand locked or erased is not on the screen any more, and the strip says why."""
    opened = open_window()
    opened.visit.read("cabinet-0")
    opened.reach("reader")
    opened.unlocking.answer = door

    def refuse() -> None:
        raise why

    opened.services.synchronising.before = refuse
    opened.window.check_requested.emit()
    opened.reach("door")
    page = DoorPage(opened.window)
    opened.bot.waitUntil(lambda: opened.window.findChild(QPushButton, then) is not None)
    assert all(strip_words(page.strip))
    assert opened.window.screen_named("reader") is None
    assert opened.window.screen_named("home") is None
    opened.services.synchronising.before = lambda: None
    if door is Door.LOCKED:
        page.press("reopen_button")
        opened.reach("home")
