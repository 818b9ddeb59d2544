"""A person at the window: Home, lists, settings, and trouble that is told without stopping anything."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
)
from window_fakes import (
    FakePackets,
    FakeSynchronising,
    FakeView,
    FakeWatching,
    cabinet,
    library_of,
    material,
    meeting,
    services_of,
    town,
)
from window_pages import HomePage, ListPage, Page, SettingsPage, strip_words

from dxmeet.desktop.search.results import HitRow, TitleRow
from dxmeet.domain.annotation import NoteId
from dxmeet.domain.packet import MaterialId, PacketId, RevisionId
from dxmeet.domain.pagetext import Snippet
from dxmeet.domain.syncplan import ShareState
from dxmeet.errors import ShareDenied
from dxmeet.services.changes import Changes
from dxmeet.services.preferences import Preference
from dxmeet.services.searching import Hit
from dxmeet.services.synchronising import SyncResult


def test_home_to_a_material_is_one_click_and_alt_left_comes_back(open_window: Any) -> None:
    opened = open_window()
    HomePage(opened.window).click("material_row", "公共施設再編計画")
    opened.reach("reader")
    assert opened.services.reading.opened == ["cabinet-2"]
    assert opened.reader.recorded == [True]
    assert "庁議（第16回） 資料2" in opened.window.windowTitle()
    QTest.keyClick(opened.reader, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    opened.reach("home")
    assert opened.reader.put_away == 1
    assert opened.reader.shown[0].document.closed


def test_the_next_material_is_opened_without_leaving(open_window: Any) -> None:
    opened = open_window()
    HomePage(opened.window).click("material_row", "次第")
    opened.reach("reader")
    opened.reader.material_requested.emit("cabinet-1")
    opened.settle()
    assert [o.material.id for o in opened.reader.shown] == ["cabinet-0", "cabinet-1"]
    assert [o.document.closed for o in opened.reader.shown] == [True, False]


def test_the_primary_button_opens_the_first_material(open_window: Any) -> None:
    opened = open_window()
    HomePage(opened.window).press("open_button")
    opened.reach("reader")
    assert opened.services.reading.opened == ["cabinet-0"]


def test_enter_opens_the_row_that_has_the_focus(open_window: Any) -> None:
    opened = open_window()
    row = HomePage(opened.window).row("recent_row", "資料1")
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    opened.reach("reader")
    assert opened.services.reading.opened == ["cabinet-1"]


def test_what_is_no_longer_wanted_is_not_begun_and_only_what_was_shown_is_recorded(open_window: Any) -> None:
    opened = open_window()
    reading = opened.services.reading
    reading.gate.clear()
    HomePage(opened.window).click("material_row", "資料1")
    opened.bot.waitUntil(lambda: reading.begun == ["cabinet-1"])
    for title in ("資料2", "資料3", "資料4"):
        HomePage(opened.window).click("material_row", title)
    opened.bot.waitUntil(lambda: opened.window.findChild(QLabel, "waiting_notice") is not None)
    notice = opened.window.findChild(QLabel, "waiting_notice")
    assert notice.isVisible()
    assert notice.text() == "資料を開いています"
    reading.gate.set()
    opened.reach("reader")
    assert reading.begun == ["cabinet-1", "cabinet-4"]
    assert [each.material.id for each in opened.reader.shown] == ["cabinet-4"]
    assert reading.shown == ["cabinet-4"]
    opened.bot.waitUntil(lambda: opened.window.findChild(QLabel, "waiting_notice") is None)


def test_what_was_still_being_opened_when_home_was_asked_for_is_not_recorded(open_window: Any) -> None:
    opened = open_window()
    HomePage(opened.window).click("material_row", "次第")
    opened.reach("reader")
    reading = opened.services.reading
    reading.gate.clear()
    opened.reader.material_requested.emit("cabinet-2")
    opened.bot.waitUntil(lambda: reading.begun[-1] == "cabinet-2")
    opened.reader.left.emit(True)
    assert opened.window.current == "home"
    reading.gate.set()
    opened.settle()
    assert opened.window.current == "home"
    assert reading.shown == ["cabinet-0"]


def test_a_circular_with_several_materials_leads_to_its_lines(open_window: Any) -> None:
    opened = open_window()
    HomePage(opened.window).click("circular_row", "インフルエンザ")
    opened.reach("circulars")
    page = ListPage(opened.window, "circulars")
    assert "インフルエンザ" in str(page.tree.currentIndex().data())
    page.click("問診票")
    opened.reach("reader")
    assert opened.services.reading.opened == ["flu-1"]


def test_todays_meeting_is_at_the_top_of_the_meetings_though_many_are_to_come(open_window: Any) -> None:
    papers = [material("far", i, f"先の資料{i}") for i in range(60)]
    past = [
        meeting(f"past{i}", f"前の会議{i}", date(2026, 9, 1 + i), material(f"past{i}", 0, "記録")) for i in range(20)
    ]
    opened = open_window(services_of([meeting("far", "先の会議", date(2026, 12, 20), *papers), cabinet(), *past]))
    opened.visit.show("meetings")
    tree = ListPage(opened.window, "meetings").tree
    opened.bot.waitUntil(lambda: "庁議（第16回）" in str(tree.indexAt(tree.viewport().rect().topLeft()).data()))
    tree.verticalScrollBar().setValue(0)
    opened.visit.show("home")
    opened.visit.show("meetings")
    assert tree.verticalScrollBar().value() == 0, "it stays where it was left"


def test_the_search_field_searches_everything_and_leads_back(open_window: Any) -> None:
    opened = open_window()
    field = opened.window.findChild(QLineEdit, "search_field")
    QTest.keyClick(opened.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    field.setText("再編計画")
    opened.reach("search")
    page = Page(opened.window, "search")
    opened.bot.waitUntil(lambda: "1件" in page.words and "資料2 公共施設再編計画（素案）" in page.words)
    field.setText("見つからない語")
    opened.bot.waitUntil(lambda: "見つかりませんでした" in page.words)
    field.clear()
    opened.reach("home")


def test_enter_and_down_lead_from_the_words_to_what_was_found(open_window: Any) -> None:
    opened = open_window()
    field = opened.window.findChild(QLineEdit, "search_field")
    field.setText("資料")
    QTest.keyClick(field, Qt.Key.Key_Return)  # before anything is found
    opened.bot.waitUntil(lambda: isinstance(opened.window.focusWidget(), HitRow))
    opened.visit.show("home")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Down)  # the words still stand there
    assert opened.window.current == "search"
    opened.bot.waitUntil(lambda: isinstance(opened.window.focusWidget(), HitRow))
    assert all(each.height() >= each.minimumSizeHint().height() for each in opened.window.findChildren(HitRow))


def test_a_line_of_the_search_opens_the_material(open_window: Any) -> None:
    opened = open_window()
    opened.window.findChild(QLineEdit, "search_field").setText("再編計画")
    opened.reach("search")
    opened.bot.waitUntil(lambda: opened.window.findChild(TitleRow) is not None)
    opened.window.findChild(TitleRow).click()
    opened.reach("reader")


def test_back_from_what_was_found_leads_to_the_lines_that_were_found(open_window: Any) -> None:
    """As far down as they were, though the opening itself was a reason to search again."""
    opened = open_window()
    where = PacketId("cabinet"), MaterialId("cabinet-2"), "庁議（第16回）", "資料2", "2026-11-25"
    hits = tuple(Hit(*where, RevisionId("a" * 64), page, Snippet("", f"確認{page}", ""), ()) for page in range(1, 121))
    opened.services.searching.written = hits
    opened.window.findChild(QLineEdit, "search_field").setText("確認")
    opened.reach("search")
    page = Page(opened.window, "search")
    opened.bot.waitUntil(lambda: len(page.widget.findChildren(HitRow)) == 50)
    page.press("more_button")
    opened.bot.waitUntil(lambda: len(page.widget.findChildren(HitRow)) == 100)
    row = page.widget.findChildren(HitRow)[80]
    row.setFocus()
    bar = page.part(QScrollArea, "results_area").verticalScrollBar()
    opened.bot.waitUntil(lambda: 1000 < row.y() <= bar.maximum())
    bar.setValue(row.y() - 40)
    place, name = bar.value(), row.accessibleName()
    assert place > 1000
    opened.services.searching.written = (*hits, replace(hits[0], page=121))  # one more line, at the end
    row.click()
    opened.reach("reader")
    opened.settle()
    QTest.keyClick(opened.reader, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    opened.reach("search")
    opened.bot.waitUntil(lambda: "121件" in page.words)
    assert len(page.widget.findChildren(HitRow)) == 100
    assert page.part(QScrollArea, "results_area").verticalScrollBar().value() == place
    opened.bot.waitUntil(lambda: opened.window.focusWidget().accessibleName() == name)


def test_words_found_in_a_name_alone_are_not_called_not_found(open_window: Any) -> None:
    opened = open_window()
    named = opened.services.searching.search("次第")
    opened.services.searching.search = lambda _text, **_: replace(named, total=0, hits=())
    opened.window.findChild(QLineEdit, "search_field").setText("次第")
    opened.reach("search")
    page = Page(opened.window, "search")
    opened.bot.waitUntil(lambda: "ページと書き込みには見つかりませんでした" in page.words)
    assert opened.window.findChild(TitleRow) is not None


def test_back_leads_to_the_list_a_material_was_opened_from_and_home_leads_home(open_window: Any) -> None:
    opened = open_window()
    opened.visit.show("circulars")
    ListPage(opened.window, "circulars").click("問診票")
    opened.reach("reader")
    opened.reader.left.emit(False)
    opened.reach("circulars")
    ListPage(opened.window, "circulars").click("問診票")
    opened.reach("reader")
    opened.reader.left.emit(True)
    opened.reach("home")


def test_a_note_that_was_found_is_opened_on_the_revision_it_is_on(open_window: Any) -> None:
    opened = open_window()
    old = RevisionId("a" * 64)
    where = PacketId("cabinet"), MaterialId("cabinet-2"), "庁議（第16回）", "資料2", "2026-11-25"
    opened.services.searching.written = (Hit(*where, old, 7, Snippet("", "確認", ""), (), NoteId("n1")),)
    opened.window.findChild(QLineEdit, "search_field").setText("確認")
    opened.bot.waitUntil(lambda: opened.window.findChild(HitRow) is not None)
    opened.window.findChild(HitRow).click()
    opened.reach("reader")
    assert opened.reader.expected == [("cabinet-2", 7, "n1")]
    assert opened.services.reading.revisions == [old]


def test_a_password_is_asked_for_in_the_window_and_a_wrong_one_again(open_window: Any) -> None:
    opened = open_window()
    opened.services.reading.secret = "himitsu"
    HomePage(opened.window).click("material_row", "次第")
    opened.reach("password")
    page = Page(opened.window, "password")
    page.part(QLineEdit, "password_field").setText("chigau")
    page.press("open_button")
    opened.settle()
    opened.bot.waitUntil(lambda: "違いました" in Page(opened.window, "password").words)
    page.part(QLineEdit, "password_field").setText("himitsu")
    page.part(QCheckBox, "keep_box").setChecked(True)
    page.press("open_button")
    opened.reach("reader")
    assert opened.services.reading.kept == [False, False, True]
    assert opened.window.screen_named("password") is None


@pytest.mark.parametrize("way", ["esc", "alt-left", "button"])
def test_giving_up_the_password_leads_back_to_the_material_that_is_read(open_window: Any, way: str) -> None:
    opened = open_window()
    HomePage(opened.window).click("material_row", "次第")
    opened.reach("reader")
    read = opened.window.windowTitle()
    assert "次第" in read
    opened.services.reading.secret = "himitsu"
    opened.reader.material_requested.emit("cabinet-2")
    opened.reach("password")
    assert "次第" not in opened.window.windowTitle()
    assert "公共施設再編計画" in opened.window.windowTitle()
    _give_up(opened, way)
    opened.reach("reader")
    assert opened.window.windowTitle() == read
    assert opened.reader.put_away == 0, "its document was never put away"
    assert opened.window.screen_named("password") is None


@pytest.mark.parametrize("way", ["esc", "alt-left", "button"])
def test_giving_up_the_password_without_a_material_leads_home(open_window: Any, way: str) -> None:
    opened = open_window()
    opened.services.reading.secret = "himitsu"
    HomePage(opened.window).click("material_row", "次第")
    opened.reach("password")
    _give_up(opened, way)
    opened.reach("home")
    assert opened.window.windowTitle() == "dxmeet"


def _give_up(opened: Any, way: str) -> None:
    opened.window.activateWindow()
    opened.bot.waitUntil(opened.window.isActiveWindow)
    page = Page(opened.window, "password")
    field = page.part(QLineEdit, "password_field")
    match way:
        case "esc":
            QTest.keyClick(field, Qt.Key.Key_Escape)
        case "alt-left":
            QTest.keyClick(field, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        case _:
            page.press("decline_button")


def test_the_title_is_of_the_material_that_has_the_keys(open_window: Any) -> None:
    opened = open_window()
    HomePage(opened.window).click("material_row", "次第")
    opened.reach("reader")
    opened.reader.material_requested.emit("cabinet-2")
    opened.bot.waitUntil(lambda: len(opened.reader.shown) == 2)
    assert "公共施設再編計画" in opened.window.windowTitle()
    opened.reader.attended.emit(opened.reader.shown[0])
    assert opened.window.windowTitle() == "庁議（第16回） 次第 ― dxmeet"
    opened.visit.show("home")
    assert opened.window.windowTitle() == "dxmeet"


def test_settings_change_the_palette_and_the_text_size_at_once_and_keep_the_screen(open_window: Any) -> None:
    opened = open_window()
    opened.visit.show("settings")
    SettingsPage(opened.window).choose("palette_box", 1)
    opened.settle()
    assert QApplication.palette().color(QPalette.ColorRole.Window).name().upper() == "#1C2225"
    SettingsPage(opened.window).choose("size_box", 3)
    opened.settle()
    assert opened.appearance.theme.percent == 150
    assert opened.window.current == "settings"
    assert opened.services.preferences.held == Preference(palette="dark", text_percent=150)


def test_the_language_that_was_asked_for_stands_in_the_settings_and_the_preferred_one_can_be_chosen(
    open_window: Any,
) -> None:
    opened = open_window(language="en")
    opened.visit.show("settings")
    settings = SettingsPage(opened.window)
    assert settings.part(QComboBox, "language_box").currentText() == "English"
    settings.choose("palette_box", 1)
    opened.settle()
    assert opened.services.preferences.held == Preference(palette="dark")  # a colour chooses no language
    assert opened.appearance.language == "en"
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    SettingsPage(opened.window).choose("language_box", 0)
    opened.settle()
    assert opened.appearance.language == "ja"
    assert opened.services.preferences.held == Preference(palette="dark")


def test_japanese_that_was_asked_for_wins_over_a_preference_for_english(open_window: Any) -> None:
    services = services_of(town())
    services.preferences.held = Preference(language="en")
    opened = open_window(services, language="ja")
    opened.visit.show("settings")
    assert opened.appearance.language == "ja"
    assert SettingsPage(opened.window).part(QComboBox, "language_box").currentText() == "日本語"
    SettingsPage(opened.window).choose("language_box", 1)
    opened.settle()
    assert opened.appearance.language == "en"


def test_the_keys_stay_where_a_choice_was_made_though_the_frame_is_built_anew(open_window: Any) -> None:
    opened = open_window()
    opened.visit.show("settings")
    with opened.bot.waitActive(opened.window):
        opened.window.activateWindow()
    for name in ("palette_box", "size_box"):
        SettingsPage(opened.window).part(QComboBox, name).setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(opened.window.focusWidget(), Qt.Key.Key_Down)
        opened.settle()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert QApplication.focusWidget() is SettingsPage(opened.window).part(QComboBox, name)


def test_enter_presses_the_button_that_has_the_focus(open_window: Any) -> None:
    opened = open_window()
    with opened.bot.waitActive(opened.window):
        opened.window.activateWindow()
    navigation = opened.window.findChild(QToolButton, "meetings_button")
    navigation.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(navigation, Qt.Key.Key_Return)
    opened.reach("meetings")
    opened.visit.show("home")
    button = HomePage(opened.window).part(QPushButton, "open_button")
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Enter)
    opened.reach("reader")
    assert opened.services.reading.opened == ["cabinet-0"]


def test_statistics_are_there_for_those_who_keep_them(open_window: Any) -> None:
    opened = open_window()
    assert opened.window.findChild(QApplication.instance().__class__, "statistics_button") is None
    opened.visit.show("statistics")
    assert opened.window.current == "home"
    opened.visit.show("settings")
    SettingsPage(opened.window).choose("admin_box", 1)
    opened.settle()
    assert opened.services.preferences.held.admin
    from PySide6.QtWidgets import QToolButton

    assert opened.window.findChild(QToolButton, "statistics_button") is not None


def test_a_new_material_appears_after_a_round(open_window: Any) -> None:
    packets = town()
    services = services_of(packets)
    result = SyncResult(changes=Changes(packets=True))
    added = replace(packets[0], id="extra", title="臨時庁議", materials=())

    def arrive() -> None:
        store = cast(FakePackets, services.library._packets)
        if added not in store.held:
            store.held = [*store.held, added]

    synchronising = FakeSynchronising(result, arrive)
    watching = FakeWatching(synchronising)
    opened = open_window(replace(services, watching=cast(Any, watching)))
    opened.bot.waitUntil(lambda: "臨時庁議" in HomePage(opened.window).words)
    assert synchronising.passes == 1
    HomePage(opened.window).press("check_button")
    opened.bot.waitUntil(lambda: synchronising.passes == 2)
    opened.settle()
    watching.time_to_look = True  # as when the machine woke up
    opened.bot.waitUntil(lambda: synchronising.passes == 3)
    opened.settle()


def test_an_unreachable_share_is_words_in_the_status_line_and_no_strip(open_window: Any) -> None:
    services = services_of(town())
    services = replace(services, library=library_of(town(), state=ShareState.UNREACHABLE))
    opened = open_window(services)
    assert (
        opened.window.status.state_button.text()
        .strip()
        .startswith("共有フォルダーにつながりません。端末にある資料は読めます。")
    )
    assert not opened.window.strip.isVisible()


def test_trouble_is_told_in_three_parts_and_put_away_with_one_button(open_window: Any) -> None:
    opened = open_window()
    opened.window.show_trouble(ShareDenied(path="//server/共有"))
    assert opened.window.strip.isVisible()
    assert all(strip_words(opened.window.strip))
    assert QApplication.activeModalWidget() is None
    opened.window.strip.close_button.click()
    assert not opened.window.strip.isVisible()


def test_a_round_does_not_take_the_focus_or_the_place(open_window: Any) -> None:
    opened = open_window()
    home = HomePage(opened.window)
    home.row("material_row", "窓口業務").setFocus()
    store = cast(FakePackets, opened.services.library._packets)
    store.held = [p for p in store.held if p.id != "cars"]
    opened.visit._session.refresh(Changes(packets=True))
    opened.settle()
    assert len(home.rows("circular_row")) == 3
    focused = opened.window.focusWidget()
    assert focused is not None
    assert "窓口業務" in focused.accessibleName()


def test_a_row_that_is_pressed_while_home_is_read_again_still_opens(open_window: Any) -> None:
    opened = open_window()
    home = HomePage(opened.window)
    row = home.row("material_row", "窓口業務")
    QTest.mousePress(row, Qt.MouseButton.LeftButton)
    store = cast(FakePackets, opened.services.library._packets)
    store.held = [p for p in store.held if p.id != "cars"]
    opened.visit._session.refresh(Changes(packets=True))
    opened.settle()
    QTest.mouseRelease(row, Qt.MouseButton.LeftButton)
    opened.reach("reader")
    opened.bot.waitUntil(lambda: len(home.rows("circular_row")) == 3)


def test_what_gets_the_keys_from_elsewhere_is_brought_into_sight(open_window: Any) -> None:
    opened = open_window()
    opened.window.resize(853, 480)
    opened.visit.show("settings")
    opened.settle()
    page = SettingsPage(opened.window)
    area = page.widget
    assert isinstance(area, QScrollArea)
    opened.bot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    first = page.part(QComboBox, "palette_box")
    assert first.visibleRegion().isEmpty()
    opened.window.findChild(QLineEdit, "search_field").setFocus()
    first.setFocus(Qt.FocusReason.TabFocusReason)
    assert not first.visibleRegion().isEmpty()


@pytest.mark.parametrize("key", [Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4])
def test_keys_lead_to_the_screens(open_window: Any, key: Qt.Key) -> None:
    opened = open_window()
    QTest.keyClick(opened.window, key, Qt.KeyboardModifier.ControlModifier)
    expected = {Qt.Key.Key_1: "home", Qt.Key.Key_2: "meetings", Qt.Key.Key_3: "circulars", Qt.Key.Key_4: "settings"}
    assert opened.window.current == expected[key]


def test_a_file_opens_without_a_profile_and_nothing_is_recorded(open_window: Any) -> None:
    opened = open_window(door="none")
    opened.visit.open_file(Path("議案.pdf"))
    opened.reach("reader")
    opened.bot.waitUntil(lambda: bool(opened.reader.shown))
    assert opened.reader.recorded == [False]
    assert opened.reader.shown[0].material is None
    assert isinstance(opened.reader, FakeView)
    assert opened.window.screen_named("sight") is None


def test_a_file_with_a_password_asks_for_it_before_anything_is_shown(open_window: Any) -> None:
    opened = open_window(door="none")
    opened.files.secret = "himitsu"
    opened.visit.open_file(Path("議案.pdf"))
    opened.reach("password")
    page = Page(opened.window, "password")
    page.part(QLineEdit, "password_field").setText("himitsu")
    page.press("open_button")
    opened.reach("reader")
    assert [each.document.name for each in opened.reader.shown] == ["議案.pdf"]


def test_a_file_that_cannot_be_opened_leaves_the_way_home(open_window: Any) -> None:
    opened = open_window(door="none")
    opened.files.damaged = True
    opened.visit.open_file(Path("議案.pdf"))
    opened.reach("reader")
    assert opened.window.strip.isVisible()
    assert opened.reader.shown == []
    assert opened.window.screen_named("sight") is None


def test_what_was_chosen_last_is_written_before_the_window_is_gone(open_window: Any) -> None:
    opened = open_window()
    opened.visit.show("settings")
    SettingsPage(opened.window).choose("palette_box", 2)
    opened.visit.close()
    assert opened.services.preferences.held.palette == "contrast"


def test_the_notes_are_backed_up_when_the_window_opens_and_each_hour(open_window: Any) -> None:
    opened = open_window()
    opened.settle()
    assert opened.services.safekeeping.asked == 1
    (hourly,) = [timer for timer in opened.window.findChildren(QTimer) if timer.interval() == 3_600_000]
    hourly.timeout.emit()
    opened.settle()
    assert opened.services.safekeeping.asked == 2
