"""Every control can be reached, has a name, and shows its words whole, at the sizes people have."""

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
import spoken
from hearing import trouble
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QScrollArea,
    QToolButton,
    QTreeView,
    QWidget,
)
from statistics_fakes import FakeMerging, FakeReporting, year
from window_fakes import services_of, town
from window_pages import OpenedWindow

from dxmeet.desktop.keys import KeyList
from dxmeet.desktop.password import PasswordPrompt
from dxmeet.desktop.rows import CutLabel, Row
from dxmeet.desktop.search.results import HitRow
from dxmeet.errors import ShareUnreachable
from dxmeet.services.preferences import Preference
from dxmeet.services.unlocking import Door, Guard

SCREENS = (
    *("home", "meetings", "circulars", "statistics", "settings", "contents", "search"),
    *("terminals", "rekey", "forget"),
)
SIZES = ((1280, 720, 100), (853, 480, 100), (1280, 720, 150), (1280, 720, 200))


def stand(
    open_window: Any,
    screen: str,
    width: int = 1280,
    height: int = 720,
    percent: int = 100,
    language: str = "ja",
    translations: Path | None = None,
) -> OpenedWindow:
    """An admin's window that shows ``screen`` with something on it."""
    services = services_of(town(), preference=Preference(text_percent=percent, language=language, admin=True))
    statistics = {"merging": cast(Any, FakeMerging()), "reporting": cast(Any, FakeReporting(year()))}
    opened: OpenedWindow = open_window(replace(services, **statistics), translations=translations)
    opened.unlocking.kept = Guard(passphrase=True, asked=True)
    opened.window.resize(width, height)
    if screen == "search":
        opened.window.findChild(QLineEdit, "search_field").setText("資料")
        opened.bot.waitUntil(lambda: opened.window.findChild(HitRow) is not None)
    else:
        opened.visit.show(screen)
    opened.settle()
    QApplication.processEvents()
    opened.window.grab()
    return opened


def cut(window: QWidget) -> list[tuple[str, str, int, int]]:
    """Labels and buttons that are narrower than their words."""
    return [
        (each.objectName(), each.text(), each.width(), each.sizeHint().width())
        for kind in (QLabel, QAbstractButton)
        for each in window.findChildren(kind)
        if each.isVisibleTo(window) and each.text() and not isinstance(each, CutLabel)
        if not each.objectName().startswith("qt_")
        if not (isinstance(each, QLabel) and each.wordWrap())
        if each.width() < each.sizeHint().width()
    ]


def focusable(window: QWidget) -> list[QWidget]:
    return [
        each
        for each in window.findChildren(QWidget)
        if each.isVisibleTo(window) and each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isEnabled()
        if not each.objectName().startswith("qt_")
    ]


@pytest.mark.parametrize("screen", SCREENS)
def test_every_control_has_a_name_and_buttons_say_their_purpose(open_window: Any, screen: str) -> None:
    opened = stand(open_window, screen)
    controls = focusable(opened.window)
    assert len(controls) > 3
    assert [each for each in controls if not each.accessibleName()] == []
    tips = [each for each in controls if isinstance(each, QAbstractButton) and not isinstance(each, Row)]
    assert [each.objectName() for each in tips if not each.toolTip()] == []


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_reader_finds_a_name_and_a_role_for_everything(open_window: Any, screen: str) -> None:
    opened = stand(open_window, screen)
    assert trouble(opened.window) == []


def test_a_screen_reader_hears_the_list_of_keys_and_the_question_for_a_password(open_window: Any) -> None:
    opened = stand(open_window, "home")
    QTest.keyClick(opened.window, Qt.Key.Key_F1)
    opened.bot.waitUntil(lambda: any(isinstance(each, KeyList) for each in QApplication.topLevelWidgets()))
    keys = opened.window.findChild(KeyList)
    assert keys is not None
    assert trouble(keys) == []
    keys.close()
    prompt = PasswordPrompt(opened.appearance.theme, "資料1.pdf", wrong=True, keepable=True)
    opened.bot.addWidget(prompt)
    prompt.show()
    assert trouble(prompt) == []


@pytest.mark.parametrize("door", [Door.SETUP, Door.PASSPHRASE, Door.LOCKED])
def test_the_way_in_has_names_too(open_window: Any, door: Door) -> None:
    opened = open_window(door=door)
    opened.unlocking.required = True
    opened.visit.knock()
    opened.reach("door")
    assert [each.objectName() for each in focusable(opened.window) if not each.accessibleName()] == []
    assert trouble(opened.window) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("door", [Door.SETUP, Door.PASSPHRASE, Door.LOCKED])
def test_the_way_in_shows_its_buttons_whole(open_window: Any, door: Door, size: tuple[int, int, int]) -> None:
    opened = open_window(door=door)
    opened.appearance.apply("light", size[2], "ja")
    opened.window.dress(opened.appearance.theme, None, admin=False)
    opened.window.resize(size[0], size[1])
    opened.unlocking.required = True
    opened.visit.knock()
    opened.reach("door")
    door_screen = opened.window.screen_named("door")

    def cut() -> list[str]:
        shown = [each for each in door_screen.findChildren(QAbstractButton) if each.isVisibleTo(opened.window)]
        return [
            each.objectName()
            for each in shown
            if each.height() < each.sizeHint().height() or not each.parentWidget().rect().contains(each.geometry())
        ]

    opened.bot.waitUntil(lambda: cut() == [])  # the form is laid out when its fields are known, an event later


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("size", SIZES)
def test_no_words_are_cut_off(open_window: Any, screen: str, size: tuple[int, int, int]) -> None:
    assert cut(stand(open_window, screen, *size).window) == []


@pytest.mark.parametrize("screen", ["home", "statistics", "search", "settings", "terminals", "rekey", "forget"])
def test_no_english_words_are_cut_off_in_the_largest_text(open_window: Any, screen: str, tmp_path: Path) -> None:
    opened = stand(
        open_window, screen, 1280, 720, 200, language="en", translations=spoken.compiled(spoken.ENGLISH, tmp_path)
    )
    opened.bot.waitUntil(lambda: cut(opened.window) == [])  # what folds is laid out an event later


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("size", SIZES)
def test_nothing_reaches_over_the_edge(open_window: Any, screen: str, size: tuple[int, int, int]) -> None:
    """A screen wider than its view would hide what stands at its right, for nothing scrolls sideways."""
    opened = stand(open_window, screen, *size)
    over = [
        (each.objectName(), each.mapTo(opened.window, each.rect().topRight()).x())
        for each in focusable(opened.window)
        if each.mapTo(opened.window, each.rect().topRight()).x() >= opened.window.width()
    ]
    assert (opened.window.width(), opened.window.height()) == size[:2]
    assert over == []


@pytest.mark.parametrize("screen", SCREENS)
def test_targets_are_large_enough(open_window: Any, screen: str) -> None:
    opened = stand(open_window, screen)
    buttons = [each for each in focusable(opened.window) if isinstance(each, QAbstractButton)]
    in_foot = opened.window.status
    small = [
        (each.objectName(), each.width(), each.height())
        for each in buttons
        if not in_foot.isAncestorOf(each) and (each.height() < 32 or each.width() < 32)
    ]
    assert small == []


def test_everything_on_home_can_be_scrolled_to(open_window: Any) -> None:
    opened = open_window()
    opened.window.resize(853, 420)
    QApplication.processEvents()
    opened.window.grab()
    area = opened.window.screen_named("home")
    assert isinstance(area, QScrollArea)
    assert area.verticalScrollBar().maximum() > 0


def _out_of_reach(window: QWidget) -> list[str]:
    """What lies beyond the right edge, where nothing scrolls to it."""

    def reached(part: QWidget) -> bool:
        above = part.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea) and above.horizontalScrollBar().maximum() > 0:
                return True
            above = above.parentWidget()
        return part.mapTo(window, part.rect().topRight()).x() < window.width()

    return [each.objectName() for each in focusable(window) if not reached(each)]


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_largest_text_can_be_used_in_the_smallest_window(
    open_window: Any, screen: str, language: str, tmp_path: Path
) -> None:
    """Twice the text on a display of 1280×720 that the system shows half as large again."""
    longer = None
    if language == "en":
        longer = spoken.compiled(spoken.lengthened(spoken.ENGLISH, tmp_path / "longer.ts"), tmp_path)
    opened = stand(open_window, screen, 853, 480, 200, language=language, translations=longer)
    window = opened.window
    opened.bot.waitUntil(lambda: _out_of_reach(window) == [])
    assert (window.width(), window.height()) == (853, 480)
    search = window.findChild(QLineEdit, "search_field")
    assert search.mapTo(window, search.rect().topRight()).x() < 853
    bar = search.parentWidget()
    shown = [each for each in bar.findChildren(QToolButton) if each.property("nav")]
    assert [each.objectName() for each in shown if each.width() < each.sizeHint().width()] == []
    assert [each.accessibleName() for each in shown if not (each.accessibleName() and each.toolTip())] == []


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_only_tables_scroll_sideways_in_the_smallest_window_with_the_largest_text(
    open_window: Any, screen: str, language: str, tmp_path: Path
) -> None:
    english = spoken.compiled(spoken.ENGLISH, tmp_path) if language == "en" else None
    opened = stand(open_window, screen, 853, 480, 200, language=language, translations=english)

    def sideways() -> list[str]:
        areas = [each for each in opened.window.findChildren(QScrollArea) if each.isVisible()]
        return [each.objectName() for each in areas if each.horizontalScrollBar().maximum() > 0]

    opened.bot.waitUntil(lambda: sideways() == [])  # what folds is laid out an event later


@pytest.mark.parametrize("screen", ["meetings", "circulars", "contents"])
@pytest.mark.parametrize("size", [*SIZES, (853, 480, 200)])
def test_the_names_of_materials_never_give_way(open_window: Any, screen: str, size: tuple[int, int, int]) -> None:
    opened = stand(open_window, screen, *size)
    tree = opened.window.screen_named(screen).findChildren(QTreeView)[0]
    assert tree.columnWidth(0) >= 0.3 * tree.viewport().width()


@pytest.mark.parametrize("size", [*SIZES, (853, 480, 200)])
def test_what_went_wrong_is_read_whole(open_window: Any, size: tuple[int, int, int]) -> None:
    opened = stand(open_window, "home", *size)
    opened.window.show_trouble(ShareUnreachable(path="//bunsho.city.example.lg.jp/shichokoshitsu/kaigi"))

    def cut_sentences() -> list[str]:
        lines = [opened.window.strip.findChild(QLabel, name) for name in ("what_label", "safe_label", "next_label")]
        return [each.objectName() for each in lines if each.height() < each.heightForWidth(each.width())]

    opened.bot.waitUntil(lambda: cut_sentences() == [])
    assert opened.window.height() == size[1]
