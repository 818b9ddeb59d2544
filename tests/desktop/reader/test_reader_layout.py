"""What folds when it is narrow, and what the lists beside the page say."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from reader_fakes import NOW, FlatDocument, ReaderPage, ink, material, meeting, packet

from dxmeet.desktop.notes.panel import NoteRow, PageRow, rows_of
from dxmeet.desktop.reader.folding import Folding, Room, room_at
from dxmeet.desktop.reader.materials import place_words, state_words
from dxmeet.desktop.reader.materials import rows_of as material_rows
from dxmeet.desktop.reader.place import at_running, running_pages
from dxmeet.domain.annotation import NoteKind
from dxmeet.domain.packet import MaterialId, RevisionId, State


@pytest.mark.parametrize(
    ("width", "percent", "room"),
    [
        (1280, 100, Room(True, True, True, True)),
        (1239, 100, Room(False, True, True, True)),
        (1119, 125, Room(False, False, True, True)),
        (959, 100, Room(False, False, False, True)),
        (1280, 150, Room(False, False, False, True)),
        (1280, 200, Room(False, False, False, False)),
    ],
)
def test_parts_fold_in_their_order(width: int, percent: int, room: Room) -> None:
    assert room_at(width, percent) == room


def test_a_panel_unfolded_by_hand_stays_until_the_width_crosses_a_line() -> None:
    folding = Folding(100)
    folding.resize(900)
    folding.fold(left=True)
    assert folding.now.left
    assert not folding.resize(910)
    assert folding.now.left
    assert folding.resize(1300)
    assert folding.now == Room(True, True, True, True)


def test_a_small_screen_has_room_for_the_page_and_both_numbers(qtbot: QtBot) -> None:
    reader = ReaderPage(qtbot, width=853, height=440)
    reader.open_and_settle(meeting(FlatDocument(*[FlatDocument().pages[0]] * 3)))
    assert reader.view.width() == 853
    assert reader.view.canvas.width() == 853
    assert not reader.view.page_bar.running_field.isHidden()
    assert not reader.view.page_bar.page_field.isHidden()
    assert reader.tool_bar.tool_buttons  # names folded, tools at their places
    assert all(
        button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in reader.tool_bar.tool_buttons.values()
    )
    reader.view.page_bar.right_button.click()
    assert not reader.tabs.panel.isHidden()
    assert reader.view.canvas.width() < 853
    reader.close()


def test_every_control_says_its_name(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    bars = (reader.tool_bar, reader.view.page_bar, reader.view.head)
    from PySide6.QtWidgets import QToolButton

    for bar in bars:
        for button in bar.findChildren(QToolButton):
            if button.isHidden() or button.objectName() == "":
                continue
            assert button.accessibleName().strip(), button.objectName()
            assert button.toolTip(), button.objectName()
            assert button.width() >= 32, button.objectName()
            assert button.height() >= 32, button.objectName()


def test_notes_are_listed_by_page_then_time() -> None:
    late = replace(ink(2, (1, 1), number=1), created_at=NOW + timedelta(minutes=5))
    early = replace(ink(2, (1, 1), number=2), kind=NoteKind.STICKY, text="内訳を確認")
    first = replace(ink(1, (1, 1), number=3), kind=NoteKind.HIGHLIGHT, quote="教育費 8,842", color="#FFD93B")
    rows = rows_of([late, early, first], lambda page: page + 10, NOW)
    assert [row for row in rows if isinstance(row, PageRow)] == [PageRow(1, 11, 1), PageRow(2, 12, 2)]
    words = [(row.heading, row.detail) for row in rows if isinstance(row, NoteRow)]
    assert words == [
        ("「教育費 8,842」", "マーカー・黄 1:12"),
        ("内訳を確認", "付箋 1:12"),
        ("手書き", "ペン・赤 1:17"),
    ]


def test_materials_say_their_running_pages_and_their_state() -> None:
    first, second = material("m0", 0, "次第"), material("m1", 1, "資料1", *FlatDocument().pages)
    waiting = replace(material("m2", 2, "資料2"), revision=None, state=State.WAITING)
    replaced = replace(second, read_revision=RevisionId("old"))
    whole = packet(first, replaced, waiting)
    rows = material_rows(whole, MaterialId("m1"))
    assert [place_words(row) for row in rows] == ["通し 1", "通し 2–6", ""]
    assert [state_words(row) for row in rows] == ["", "差し替え", "まだ端末にありません"]
    assert running_pages(whole) == 6
    assert at_running(whole, 1) == ("m0", 1)
    assert at_running(whole, 6) == ("m1", 5)
    assert at_running(whole, 7) is None


@pytest.mark.parametrize("palette", ["dark", "contrast"])
def test_the_page_stays_paper_in_every_theme(qtbot: QtBot, palette: str) -> None:
    reader = ReaderPage(qtbot, palette=palette)
    reader.open_and_settle(meeting(FlatDocument()))
    red, green, blue = reader.color_at(300, 400)
    assert red > 150
    assert green > 150
    assert blue <= 2
    reader.close()


def test_with_large_text_the_saved_mark_is_in_the_head_and_whole(qtbot: QtBot) -> None:
    reader = ReaderPage(qtbot, width=1280, percent=200)
    reader.open_and_settle(meeting(FlatDocument()))
    reader.view.head.show_titles("第446回市議会定例会", "04 議案第1号 令和7年度一般会計補正予算（第5号）" * 3)
    mark = reader.tool_bar.saved_mark
    assert reader.view.head.isAncestorOf(mark)
    reader.wait(lambda: reader.view.head.width() == 1280)
    assert reader.view.head.home_button.width() >= reader.view.head.home_button.sizeHint().width()
    reader.open_and_settle(meeting(FlatDocument()))
    assert reader.tool_bar.saved_mark is not mark
    reader.close()
