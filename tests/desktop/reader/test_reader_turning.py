"""Turning, zooming and jumping: one key, one page, in the same event."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reader_fakes import A3, A4, FlatDocument, ReaderPage, from_disk, meeting

from dxmeet.desktop.reader.keys import Command
from dxmeet.domain.look import Fit
from dxmeet.domain.page import PageSize

_Key = Qt.Key


def test_opens_where_the_reader_stopped(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument(), page=3))
    assert reader.page == 3
    assert reader.color_at(300, 400)[2] == 3


@pytest.mark.parametrize(
    ("key", "start", "end"),
    [
        (_Key.Key_PageDown, 2, 3),
        (_Key.Key_PageUp, 2, 1),
        (_Key.Key_Space, 2, 3),
        (_Key.Key_Right, 2, 3),
        (_Key.Key_Left, 2, 1),
        (_Key.Key_Down, 2, 3),
        (_Key.Key_Up, 2, 1),
        (_Key.Key_End, 2, 5),
        (_Key.Key_Home, 4, 1),
        (_Key.Key_PageDown, 5, 5),
        (_Key.Key_PageUp, 1, 1),
    ],
)
def test_one_key_turns_one_page(reader: ReaderPage, key: Qt.Key, start: int, end: int) -> None:
    reader.open_and_settle(meeting(FlatDocument(), page=start))
    reader.key(key)
    assert reader.page == end


def test_a_prefetched_page_is_on_the_screen_without_returning_to_the_event_loop(reader: ReaderPage) -> None:
    document = FlatDocument()
    reader.open_and_settle(meeting(document))
    document.gate.clear()  # nothing more is drawn from here on
    reader.key(_Key.Key_PageDown)
    assert reader.color_at(300, 400)[2] == 2
    document.gate.set()


def test_a_page_not_drawn_yet_is_paper_with_its_number(reader: ReaderPage) -> None:
    document = FlatDocument(*(A4,) * 9)
    reader.open_and_settle(meeting(document))
    document.gate.clear()
    reader.key(_Key.Key_End)
    assert reader.color_at(20, 20) == (255, 255, 255)
    document.gate.set()
    reader.rest()
    assert reader.color_at(20, 20)[2] == 9


def test_clicks_at_the_edges_turn(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument(), page=2))
    ground = reader.view.canvas.viewport()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(ground, left, none, QPoint(ground.width() - 10, 200))
    assert reader.page == 3
    QTest.mouseClick(ground, left, none, QPoint(10, 200))
    assert reader.page == 2
    QTest.mouseClick(ground, left, none, QPoint(ground.width() // 2, 200))
    assert reader.page == 2


def _wheel(reader: ReaderPage, angle: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    ground = reader.view.canvas.viewport()
    where = QPointF(ground.width() / 2, ground.height() / 2)
    event = QWheelEvent(
        where,
        QPointF(ground.mapToGlobal(where.toPoint())),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(ground, event)


def test_a_notch_of_the_wheel_turns_a_page_and_parts_of_it_add_up(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    _wheel(reader, -120)
    assert reader.page == 2
    _wheel(reader, -50)
    _wheel(reader, -50)
    assert reader.page == 2
    _wheel(reader, -50)
    assert reader.page == 3


def test_a_zoomed_page_scrolls_first_and_turns_at_its_end(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.view.page_bar.fit_chosen.emit(Fit.WIDTH)
    assert reader.view.canvas.scrolls
    presses = 0
    while reader.page == 1:
        reader.key(_Key.Key_PageDown)
        presses += 1
        assert presses < 20
    assert presses > 1
    assert reader.view.canvas.verticalScrollBar().value() == 0
    reader.key(_Key.Key_PageUp)
    bar = reader.view.canvas.verticalScrollBar()
    assert (reader.page, bar.value()) == (1, bar.maximum())


def test_zooming_at_the_pointer_keeps_the_point_under_it(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    canvas = reader.view.canvas
    reader.view.page_bar.fit_chosen.emit(Fit.WIDTH)
    ground = canvas.viewport()
    middle = ground.width() / 2, ground.height() / 2
    before = canvas.placement()
    _wheel(reader, 120, Qt.KeyboardModifier.ControlModifier)
    after = canvas.placement()
    assert before is not None
    assert after is not None
    assert after.scale > before.scale
    assert after.to_page(*middle) == pytest.approx(before.to_page(*middle), abs=2.0)


def test_zoom_keys_and_back_to_the_whole_page(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    fitted = reader.view.canvas.zoom
    reader.key(_Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert reader.view.canvas.zoom > fitted
    reader.key(_Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    reader.key(_Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert reader.view.canvas.zoom == pytest.approx(fitted)


def test_pages_of_mixed_sizes_are_each_fitted(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument(A4, A3, A4)))
    room = reader.view.canvas.viewport().size()
    for page, size in ((1, A4), (2, A3)):
        reader.view.canvas.turn_to(page)
        place = reader.view.canvas.placement()
        assert place is not None
        assert place.width / place.height == pytest.approx(size.width / size.height, rel=0.01)
        slack = min(room.width() - place.width, room.height() - place.height)
        assert 20 <= slack <= 28


def test_a_number_and_enter_goes_to_the_running_page(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.type("4")
    reader.key(_Key.Key_Return)
    assert reader.page == 3  # after the one page of 次第
    assert reader.view.canvas.hasFocus()


def test_a_running_page_of_another_material_is_asked_for_and_then_shown(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    with reader.bot.waitSignal(reader.view.material_requested) as asked:
        reader.type("8")
        reader.key(_Key.Key_Return)
    assert asked.args == ["m2"]


def test_escape_in_the_field_changes_nothing(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument(), page=2))
    reader.type("5")
    reader.key(_Key.Key_Escape)
    assert reader.page == 2
    assert reader.view.page_bar.running_field.text() == "3"


def test_a_file_from_disk_has_no_tools_no_notes_and_no_running_number(reader: ReaderPage) -> None:
    reader.open_and_settle(from_disk(FlatDocument()))
    assert reader.view.around is not None
    assert reader.view.around.tool_bar is None
    assert reader.tabs.notes is None
    assert reader.view.page_bar.running_field.isHidden()
    reader.type("5")
    reader.key(_Key.Key_Return)
    assert reader.page == 5


def test_full_screen_leaves_the_page_and_its_bar(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    with reader.bot.waitSignal(reader.view.full_screen_requested) as asked:
        reader.key(_Key.Key_F11)
    assert asked.args == [True]
    assert reader.view.head.isHidden()
    assert not reader.view.page_bar.isHidden()
    reader.key(_Key.Key_Escape)
    assert not reader.view.head.isHidden()


def test_leaving_remembers_the_place_and_closes_the_document(reader: ReaderPage) -> None:
    document = FlatDocument()
    reader.open_and_settle(meeting(document))
    reader.key(_Key.Key_PageDown)
    reader.view.leave()
    reader.rest()
    assert reader.reading.places == [("m1", 2)]
    assert document.closed
    assert reader.view.renderer.cache.used == 0


def test_the_outline_is_asked_for_when_it_is_looked_at(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    tabs = reader.tabs
    assert tabs.outline.tree.topLevelItemCount() == 0
    tabs.panel.show_tab(Command.OUTLINE_TAB)
    reader.wait(lambda: tabs.outline.tree.topLevelItemCount() == 1)
    tabs.page_chosen.emit(3)
    assert reader.page == 3


def test_one_click_changes_the_material(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    materials = reader.materials
    third = materials.visualRect(materials.model().index(2, 0)).center()
    with reader.bot.waitSignal(reader.view.material_requested) as asked:
        QTest.mouseClick(materials.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, third)
    assert asked.args == ["m2"]


class _Watching:
    """An overlay that notes the pages it is painted above."""

    def __init__(self) -> None:
        self.pages: list[int] = []

    def paint(self, painter: QPainter, page: int, scale: float, seen: object) -> None:
        self.pages.append(page)


def test_a_turn_paints_its_page_once(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    watching = _Watching()
    reader.view.canvas.overlays.append(watching)
    reader.key(_Key.Key_PageDown)
    reader.rest()
    QApplication.processEvents()
    assert watching.pages == [2]


@pytest.mark.parametrize("fit", [Fit.PAGE, Fit.WIDTH])
def test_of_pages_of_other_sizes_nothing_stays_on_the_screen(reader: ReaderPage, fit: Fit) -> None:
    sideways = PageSize(A3.height, A3.width)
    reader.open_and_settle(meeting(FlatDocument(sideways, A4, sideways, A4, A3)))
    reader.view.page_bar.fit_chosen.emit(fit)
    ground = reader.view.canvas.viewport()
    at = ground.mapTo(reader.view, QPoint(0, 0))
    for key in (_Key.Key_End, _Key.Key_Home, _Key.Key_End, _Key.Key_Left, _Key.Key_Left, _Key.Key_Left):
        reader.key(key)
        reader.rest()
        QApplication.processEvents()
        lit = reader.view.screen().grabWindow(
            reader.view.winId(), at.x(), at.y(), ground.width(), ground.height()
        ).toImage()  # fmt: skip
        anew = ground.grab().toImage()
        assert lit.convertToFormat(anew.format()) == anew
