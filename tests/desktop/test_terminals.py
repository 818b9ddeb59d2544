"""An admin orders a lost terminal, is told plainly what will happen, and sees whether it was obeyed."""

from typing import Any, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from window_fakes import FakeOrdering, services_of, town
from window_pages import OpenedWindow, Page, SettingsPage

from dxmeet.desktop.backpage import WordTable
from dxmeet.domain.orders import OrderKind
from dxmeet.errors import ShareDenied, ShareUnreachable
from dxmeet.services.preferences import Preference

LOST = "t0123456789abcdef"


class TerminalsPage(Page):
    """The first row is the lost one's."""

    def __init__(self, opened: OpenedWindow) -> None:
        super().__init__(opened.window, "terminals")
        self.opened = opened

    @property
    def table(self) -> WordTable:
        return self.part(WordTable, "terminals_table")

    @property
    def told(self) -> str:
        """What became of the orders of the lost one."""
        return self.table.words()[0][2]

    @property
    def question(self) -> str:
        return self.part(QLabel, "question_label").accessibleName()

    @property
    def state(self) -> str:
        return self.part(QLabel, "state_label").accessibleName()

    def offered(self) -> list[str]:
        names = ("lock_button", "open_button", "forget_button")
        return [name for name in names if self.part(QAbstractButton, name).isEnabled()]

    def order(self, button: str) -> str:
        """Give it; the question that was answered."""
        self.table.selectRow(0)
        self.press(button)
        asked = self.question
        self.press("confirm_button")
        self.opened.settle()
        return asked


def admin_at_terminals(open_window: Any, ordering: FakeOrdering | None = None) -> TerminalsPage:
    services = services_of(town(), preference=Preference(admin=True))
    if ordering is not None:
        object.__setattr__(services, "ordering", ordering)
    opened = open_window(services)
    opened.visit.show("settings")
    SettingsPage(opened.window).press("terminals_button")
    opened.reach("terminals")
    return TerminalsPage(opened)


def test_terminals_are_listed_with_when_they_were_last_heard_of(open_window: Any) -> None:
    page = admin_at_terminals(open_window)
    assert page.table.words() == [
        [LOST, "消防課", "", "まだありません", "2026/10/26 月"],
        ["t1（この端末）", "企画政策課", "", "11/25 9:42", "2026/10/26 月"],
    ]
    assert page.state == "端末 2台"
    assert page.offered() == []


def test_a_lock_is_given_after_its_question_obeyed_and_lifted(open_window: Any) -> None:
    page = admin_at_terminals(open_window)
    ordering = cast(FakeOrdering, page.opened.services.ordering)
    page.table.selectRow(0)
    assert page.offered() == ["lock_button", "forget_button"]
    asked = page.order("lock_button")
    assert asked.startswith(f"消防課の端末 {LOST} は、次に共有フォルダーにつながったときに閉じ")
    assert "資料と書き込みは、端末に残ります" in asked
    assert "つながらないあいだは、指示は届きません" in asked
    assert page.told == "閉じる: 指示済み（11/25 9:42）"
    assert page.state == "指示を出しました。実行されると「実行済み」に変わります。"
    assert page.offered() == ["open_button", "forget_button"]
    ordering.obey(LOST)
    page.press("refresh_button")
    page.opened.settle()
    assert page.told == "閉じる: 実行済み（11/25 9:50）"
    page.order("open_button")
    assert page.told == "閉じる: 解除済み"
    assert page.offered() == ["lock_button", "forget_button"]


def test_to_forget_is_told_to_be_for_good_and_nothing_is_offered_after_it(open_window: Any) -> None:
    page = admin_at_terminals(open_window)
    asked = page.order("forget_button")
    assert "書き出していない書き込みは、なくなります。この指示は取り消せません。" in asked
    assert page.told == "消す: 指示済み（11/25 9:42）"
    assert page.offered() == []


def test_ones_own_terminal_is_named_in_the_question(open_window: Any) -> None:
    page = admin_at_terminals(open_window)
    page.table.selectRow(1)
    page.press("lock_button")
    assert "今お使いのこの端末です" in page.question


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape])
def test_a_key_pressed_by_habit_orders_nothing(open_window: Any, key: Qt.Key) -> None:
    page = admin_at_terminals(open_window)
    page.table.selectRow(0)
    page.press("forget_button")
    focused = page.opened.window.focusWidget()
    assert focused is page.part(QAbstractButton, "decline_button")
    QTest.keyClick(focused, key)
    page.opened.settle()
    assert not page.part(QAbstractButton, "confirm_button").isVisible()
    assert page.opened.window.current == "terminals"
    assert page.told == ""


@pytest.mark.parametrize("trouble", [ShareDenied(path="//s/.dxmeet/orders"), ShareUnreachable(path="//s")])
def test_an_order_that_could_not_be_given_is_said_to_be_none(open_window: Any, trouble: Any) -> None:
    page = admin_at_terminals(open_window, FakeOrdering(trouble=trouble))
    page.order("lock_button")
    assert page.opened.window.strip.isVisible()
    assert page.state == "指示は出ていません。"
    assert page.told == ""


@pytest.mark.parametrize(("percent", "height"), [(100, 720), (100, 480), (150, 480), (200, 480)])
def test_the_question_is_in_sight_when_it_is_asked(open_window: Any, percent: int, height: int) -> None:
    services = services_of(town(), preference=Preference(admin=True, text_percent=percent))
    opened = open_window(services)
    opened.window.resize(853, height)
    opened.visit.show("terminals")
    opened.settle()
    page = TerminalsPage(opened)
    page.table.selectRow(0)
    page.press("forget_button")
    question = page.part(QLabel, "question_label")
    room = page.widget.parentWidget()
    opened.bot.waitUntil(lambda: room.rect().contains(question.mapTo(room, QPoint(0, 0))))


def test_only_those_in_charge_have_the_screen(open_window: Any) -> None:
    opened = open_window(services_of(town()))
    opened.visit.show("settings")
    assert SettingsPage(opened.window).widget.findChild(QAbstractButton, "terminals_button") is None
    opened.visit.show("terminals")
    assert opened.window.current == "settings"


def test_what_may_be_ordered_follows_from_what_was(open_window: Any) -> None:
    ordering = FakeOrdering()
    known = ordering.held[0]
    assert known.open_to == {OrderKind.LOCK, OrderKind.FORGET}
    ordering.give(known.terminal, OrderKind.LOCK)
    assert ordering.held[0].open_to == {OrderKind.OPEN, OrderKind.FORGET}
    ordering.give(known.terminal, OrderKind.FORGET)
    assert ordering.held[0].open_to == frozenset()
