"""Writing on the page: on the screen at once, called saved only after the commit, never lost."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import (
    QAction,
    QInputDevice,
    QInputMethodEvent,
    QPointingDevice,
    QPointingDeviceUniqueId,
    QTabletEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from reader_fakes import A4, FlatDocument, ReaderPage, ink, material, meeting

from dxmeet.desktop.notes.favourites import as_text, first_favourites, from_text
from dxmeet.desktop.notes.filtering import NoteFilter
from dxmeet.desktop.notes.palm import PalmGuard
from dxmeet.desktop.notes.tools import ToolKind
from dxmeet.desktop.reader.findbar import FindBar
from dxmeet.domain.annotation import NoteKind, ShapeKind, Stamp
from dxmeet.domain.packet import MaterialId
from dxmeet.domain.page import Word

_Key = Qt.Key
_CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_stroke_is_seen_at_once_and_called_saved_only_after_the_commit(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.take(ToolKind.PEN)
    reader.annotating.gate.clear()
    reader.draw((100, 125), (200, 125), (300, 125))
    assert [note.kind for note in reader.notes] == [NoteKind.INK]
    assert reader.annotating.rows == []
    assert reader.saved == "保存しています"
    red, green, _ = reader.color_at(200, 125)
    assert red > green  # the line, or its edge
    reader.annotating.gate.set()
    reader.rest()
    assert len(reader.annotating.rows) == 1
    assert reader.saved.startswith("保存しました ")


def test_the_saved_mark_waits_for_the_last_of_several_strokes(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.take(ToolKind.PEN)
    reader.annotating.gate.clear()
    for y in (100, 200, 300):
        reader.draw((100, y), (300, y))
    assert len(reader.notes) == 3
    assert reader.saved == "保存しています"
    reader.annotating.gate.set()
    reader.rest()
    assert len(reader.annotating.rows) == 3


def test_a_refused_stroke_stays_and_is_saved_on_asking_again(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.take(ToolKind.PEN)
    reader.annotating.full = True
    reader.draw((100, 100), (200, 150))
    reader.rest()
    assert reader.saved == "保存できていません"
    assert len(reader.notes) == 1
    assert not reader.view.strip.isHidden()
    assert "1件" in reader.view.strip.text
    reader.annotating.full = False
    reader.view.strip.again_button.click()
    reader.rest()
    assert len(reader.annotating.rows) == 1
    assert reader.view.strip.isHidden()
    assert reader.saved.startswith("保存しました")


def test_a_refused_stroke_survives_a_change_of_material(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.take(ToolKind.PEN)
    reader.annotating.full = True
    reader.draw((100, 100), (200, 150))
    reader.rest()
    reader.open_and_settle(meeting(FlatDocument()))
    assert not reader.view.strip.isHidden()
    reader.annotating.full = False
    reader.view.strip.again_button.click()
    reader.rest()
    assert len(reader.annotating.rows) == 1
    assert reader.view.strip.isHidden()


def test_undo_and_redo_by_key(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    assert not reader.tool_bar.undo_button.isEnabled()
    reader.take(ToolKind.PEN)
    reader.draw((100, 100), (200, 150))
    reader.rest()
    assert reader.tool_bar.undo_button.isEnabled()
    reader.key(_Key.Key_Z, _CONTROL)
    reader.rest()
    assert reader.notes == []
    assert not reader.tool_bar.undo_button.isEnabled()
    reader.key(_Key.Key_Y, _CONTROL)
    reader.rest()
    assert len(reader.notes) == 1


def test_undo_goes_to_the_page_it_changes(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.take(ToolKind.PEN)
    reader.draw((100, 100), (200, 150))
    reader.rest()
    reader.key(_Key.Key_End)
    reader.key(_Key.Key_Z, _CONTROL)
    reader.rest()
    assert reader.page == 1


def test_a_stroke_drawn_while_an_undo_is_under_way_is_kept(reader: ReaderPage) -> None:
    reader.annotating.rows = [ink(1, (100, 300), (300, 300), number=900)]
    reader.open_and_settle(meeting(FlatDocument()))
    reader.take(ToolKind.PEN)
    reader.draw((100, 100), (200, 150))
    reader.rest()
    reader.annotating.gate.clear()
    reader.view.desk.undo()
    reader.draw((100, 500), (200, 550))
    reader.annotating.gate.set()
    reader.rest()
    assert sorted(note.strokes[0][0][1] > 400 for note in reader.notes if note.id != f"{900:032x}") == [True]
    assert {note.id for note in reader.notes} == {note.id for note in reader.annotating.rows}


def test_the_eraser_takes_whole_strokes_in_one_step(reader: ReaderPage) -> None:
    reader.annotating.rows = [
        ink(1, (100, 200), (300, 200), number=901),
        ink(1, (100, 300), (300, 300), number=902),
        ink(1, (100, 600), (300, 600), number=903),
    ]
    reader.open_and_settle(meeting(FlatDocument()))
    reader.take(ToolKind.ERASER)
    reader.draw((200, 100), (200, 200), (200, 300), (200, 400))
    reader.rest()
    assert [int(note.id, 16) for note in reader.notes] == [903]
    reader.key(_Key.Key_Z, _CONTROL)
    reader.rest()
    assert len(reader.notes) == 3


def test_the_marker_snaps_to_the_words_it_runs_along(reader: ReaderPage) -> None:
    line = [Word("歳入歳出予算", (100.0, 200.0, 172.0, 212.0)), Word("教育費", (400.0, 200.0, 436.0, 212.0))]
    reader.open_and_settle(meeting(FlatDocument(words=line)))
    layer = reader.view.desk.layer
    assert layer is not None
    layer.words_wanted.emit(1)
    reader.rest()
    reader.take(ToolKind.MARKER)
    reader.draw((124, 206), (200, 208), (450, 207))
    reader.rest()
    note = reader.notes[0]
    assert note.kind is NoteKind.HIGHLIGHT
    assert note.quote == "歳出予算 教育費"
    assert [tuple(round(v) for v in box) for box in note.boxes] == [(124, 200, 172, 212), (400, 200, 436, 212)]


def test_the_marker_is_a_free_band_where_there_are_no_words(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.take(ToolKind.MARKER)
    reader.draw((100, 300), (200, 302), (300, 301))
    reader.rest()
    (x0, y0, x1, y1) = reader.notes[0].boxes[0]
    assert abs(x0 - 100) < 2
    assert abs(x1 - 300) < 2
    assert round(y1 - y0) == 14
    assert reader.notes[0].quote == ""
    assert reader.color_at(200, 300)[2] < 40  # yellow, multiplied


def test_a_sticky_being_typed_is_committed_by_turning_the_page(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.take(ToolKind.STICKY)
    reader.click(200, 200)
    editor = reader.view.desk.writing.editor if reader.view.desk.writing else None
    assert editor is not None
    editor.insertPlainText("内訳を確認")
    reader.view.canvas.turn_to(2)
    reader.rest()
    assert [(note.page, note.kind, note.text) for note in reader.annotating.rows] == [
        (1, NoteKind.STICKY, "内訳を確認")
    ]


def test_a_sticky_being_typed_is_committed_by_leaving(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.take(ToolKind.TEXT)
    reader.click(200, 200)
    assert reader.view.desk.writing is not None
    assert reader.view.desk.writing.editor is not None
    reader.view.desk.writing.editor.insertPlainText("合う")
    reader.view.leave()
    reader.rest()
    assert [(note.kind, note.text) for note in reader.annotating.rows] == [(NoteKind.TEXT, "合う")]


def test_escape_and_control_enter_commit_a_sticky_and_an_empty_one_is_none(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.take(ToolKind.STICKY)
    for key, modifier in ((_Key.Key_Escape, Qt.KeyboardModifier.NoModifier), (_Key.Key_Return, _CONTROL)):
        reader.click(200, 200)
        reader.type("a")
        reader.key(key, modifier)
        reader.click(400, 400)
        reader.key(key, modifier)
        reader.rest()
    assert [note.text for note in reader.annotating.rows] == ["a", "a"]


def test_what_is_being_typed_is_not_called_saved_and_is_saved_when_the_keys_rest(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.take(ToolKind.PEN)
    reader.draw((100, 100), (200, 150))
    reader.rest()
    assert reader.saved.startswith("保存しました ")
    reader.take(ToolKind.STICKY)
    reader.click(300, 300)
    reader.type("a")
    assert reader.saved == "書いています"
    reader.wait(lambda: reader.saved.startswith("保存しました "))
    writing = reader.view.desk.writing
    assert writing is not None
    assert writing.editor is not None, "it stays open"
    assert [note.text for note in reader.annotating.rows[1:]] == ["a"], "a crash from here on loses nothing"
    reader.type("b")
    assert reader.saved == "書いています"
    writing.editor.selectAll()
    reader.key(_Key.Key_Delete)
    assert reader.saved == "書いています"
    reader.type("c")
    reader.wait(lambda: [note.text for note in reader.annotating.rows[1:]] == ["c"])
    reader.key(_Key.Key_Escape)
    reader.rest()
    assert [note.text for note in reader.notes[1:]] == ["c"]


def test_words_that_the_input_method_still_holds_are_not_called_saved(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.take(ToolKind.STICKY)
    reader.click(300, 300)
    writing = reader.view.desk.writing
    assert writing is not None
    assert writing.editor is not None
    QApplication.sendEvent(writing.editor, QInputMethodEvent("ざいげん", []))
    assert reader.saved == "書いています"
    QApplication.sendEvent(writing.editor, QInputMethodEvent("", []))
    assert reader.saved == ""
    converted = QInputMethodEvent("", [])
    converted.setCommitString("財源")
    QApplication.sendEvent(writing.editor, converted)
    assert reader.saved == "書いています"
    reader.key(_Key.Key_Escape)
    reader.rest()
    assert [note.text for note in reader.notes] == ["財源"]
    assert reader.saved.startswith("保存しました ")


def _with_a_line() -> FlatDocument:
    document = FlatDocument()
    document.texts[1] = "歳入歳出補正予算"
    return document


def test_who_double_clicks_with_a_sticky_has_its_field_open_and_one_stamp_with_a_stamp(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(_with_a_line()))
    selection = reader.view.pane.selection
    reader.wait(lambda: selection.text is not None)
    writing = reader.view.desk.writing
    assert writing is not None
    for tool in (ToolKind.STICKY, ToolKind.TEXT):
        reader.take(tool)
        reader.double_click(125, 106)
        assert writing.editor is not None, tool
        writing.editor.insertPlainText("内訳")
        reader.view.desk.commit()
        reader.rest()
    assert reader.view.desk.layer is not None
    reader.view.desk.layer.choose_tool(ToolKind.STAMP)
    reader.double_click(125, 106)
    reader.rest()
    assert [note.stamp for note in reader.annotating.rows] == [None, None, Stamp.CONFIRMED]
    assert selection.selected is None


def test_two_quick_strokes_from_one_place_are_two_though_they_begin_on_a_word(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(_with_a_line()))
    selection = reader.view.pane.selection
    reader.wait(lambda: selection.text is not None)
    reader.take(ToolKind.PEN)
    for y in (106, 300):  # on the word, on blank paper
        reader.double_click(125, y)
    reader.rest()
    on_word = [note for note in reader.annotating.rows if min(y for _, y, _ in note.strokes[0]) < 200]
    assert len(on_word) == len(reader.annotating.rows) / 2 == 2
    assert selection.selected is None


def test_a_double_click_edits_a_sticky_and_emptying_it_removes_it(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.take(ToolKind.STICKY)
    reader.click(200, 200)
    reader.type("x")
    reader.key(_Key.Key_Return, _CONTROL)
    reader.take(ToolKind.SELECT)
    reader.double_click(210, 205)
    writing = reader.view.desk.writing
    assert writing is not None
    assert writing.editor is not None
    assert writing.editor.toPlainText() == "x"
    writing.editor.clear()
    writing.commit()
    reader.rest()
    assert reader.notes == []


def test_a_note_is_chosen_moved_and_deleted(reader: ReaderPage) -> None:
    reader.annotating.rows = [ink(1, (100, 200), (300, 200), number=901)]
    reader.open_and_settle(meeting(FlatDocument()))
    reader.draw((200, 200), (220, 230), (240, 260))
    reader.rest()
    moved = reader.annotating.rows[0]
    assert int(moved.id, 16) == 901
    assert abs(moved.strokes[0][0][0] - 140) < 2
    assert abs(moved.strokes[0][0][1] - 260) < 2
    reader.key(_Key.Key_Delete)
    reader.rest()
    assert reader.annotating.rows == []


def test_shift_draws_straight_lines(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.take(ToolKind.PEN)
    reader.draw((100, 100), (150, 180), (300, 100), modifier=Qt.KeyboardModifier.ShiftModifier)
    reader.rest()
    assert len(reader.notes[0].strokes[0]) == 2
    assert {pressure for _, _, pressure in reader.notes[0].strokes[0]} == {0.5}


def test_an_arrow(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.type("g")
    reader.draw((100, 100), (200, 200))
    reader.draw((300, 300), (300, 300))  # a slip
    reader.rest()
    assert [(note.shape, len(note.points)) for note in reader.notes] == [(ShapeKind.ARROW, 2)]


def test_letters_take_tools_and_escape_puts_them_down(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    layer = reader.view.desk.layer
    assert layer is not None
    for letter, tool in (("p", ToolKind.PEN), ("m", ToolKind.MARKER), ("e", ToolKind.ERASER), ("v", ToolKind.SELECT)):
        reader.type(letter)
        assert layer.tool is tool
    reader.type("p")
    reader.key(_Key.Key_Escape)
    assert layer.tool is ToolKind.SELECT


def _tablet(reader: ReaderPage, kind: QEvent.Type, x: float, y: float, pressure: float) -> bool:
    device = QPointingDevice(
        "pen",
        1,
        QInputDevice.DeviceType.Stylus,
        QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
        1,
        1,
        "",
        QPointingDeviceUniqueId(),
    )
    where = QPointF(reader.at(x, y))
    left = Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    event = QTabletEvent(kind, device, where, where, pressure, 0.0, 0.0, 0.0, 0.0, 0.0, none, left, left)
    event.setAccepted(False)
    QApplication.sendEvent(reader.view.canvas.viewport(), event)
    return event.isAccepted()


def test_a_pen_keeps_its_pressure_and_is_accepted(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.take(ToolKind.PEN)
    assert _tablet(reader, QEvent.Type.TabletPress, 100, 100, 0.2)
    assert _tablet(reader, QEvent.Type.TabletMove, 150, 120, 0.9)
    reader.draw((400, 400), (500, 500))  # a mouse, meanwhile, draws nothing
    assert _tablet(reader, QEvent.Type.TabletRelease, 150, 120, 0.0)
    reader.rest()
    assert len(reader.notes) == 1
    assert [round(pressure, 1) for _, _, pressure in reader.notes[0].strokes[0]] == [0.2, 0.9]


def test_the_list_jumps_to_a_note_on_another_page(reader: ReaderPage) -> None:
    reader.annotating.rows = [ink(4, (100, 200), (300, 200), number=901)]
    reader.open_and_settle(meeting(FlatDocument(*(A4,) * 6)))
    tabs = reader.tabs
    assert tabs.notes is not None
    assert tabs.panel.tabs.tabText(0) == "書き込み 1"
    tabs.notes.list.chosen.emit(reader.notes[0])
    assert reader.page == 4
    assert reader.view.desk.layer is not None
    assert reader.view.desk.layer.chosen == reader.notes[0].id


def test_the_reader_tells_what_it_changed(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.take(ToolKind.PEN)
    with reader.bot.waitSignal(reader.view.changed) as told:
        reader.draw((100, 100), (200, 150))
    assert told.args is not None
    assert told.args[0].notes == {"m1"}


def test_a_part_of_a_stroke_is_rubbed_out_and_comes_back_on_undo(reader: ReaderPage) -> None:
    reader.annotating.rows = [ink(1, (100, 200), (300, 200), number=901)]
    reader.open_and_settle(meeting(FlatDocument()))
    layer = reader.view.desk.layer
    assert layer is not None
    layer.part_eraser = True
    reader.take(ToolKind.ERASER)
    reader.draw((200, 150), (200, 250))
    reader.rest()
    (note,) = reader.notes
    assert [round(x) for stroke in note.strokes for x, _, _ in stroke] != [100, 300]
    assert len(note.strokes) == 2
    red, green, _ = reader.color_at(120, 200)
    assert red > green
    assert reader.color_at(200, 200)[1] > 150, "what was rubbed out is paper again"
    reader.key(_Key.Key_Z, _CONTROL)
    reader.rest()
    assert len(reader.notes[0].strokes) == 1


def test_the_key_of_the_eraser_held_erases_for_the_moment(reader: ReaderPage) -> None:
    reader.annotating.rows = [ink(1, (100, 200), (300, 200), number=901)]
    reader.open_and_settle(meeting(FlatDocument()))
    reader.take(ToolKind.PEN)
    QTest.keyPress(reader.view.canvas, _Key.Key_E)
    reader.draw((200, 150), (200, 200), (200, 250))
    QTest.keyRelease(reader.view.canvas, _Key.Key_E)
    reader.rest()
    assert reader.notes == []
    assert reader.view.desk.layer is not None
    assert reader.view.desk.layer.tool is ToolKind.PEN


def test_notes_in_a_loop_are_moved_recoloured_copied_and_removed_together(reader: ReaderPage) -> None:
    reader.annotating.rows = [
        ink(1, (100, 200), (150, 200), number=901),
        ink(1, (100, 240), (150, 240), number=902),
        ink(1, (100, 600), (150, 600), number=903),
    ]
    reader.open_and_settle(meeting(FlatDocument()))
    reader.take(ToolKind.LASSO)
    reader.draw((60, 160), (200, 160), (200, 280), (60, 280), (60, 165))
    reader.draw((120, 220), (140, 240), (160, 260))
    reader.rest()
    places = {int(note.id, 16): note.strokes[0][0][:2] for note in reader.notes}
    assert abs(places[901][0] - 140) < 2
    assert abs(places[902][1] - 280) < 2
    assert places[903] == (100, 600)
    reader.tool_bar.color_buttons[2].click()
    reader.rest()
    assert [note.color for note in reader.notes].count("#1F5FB0") == 2
    reader.tool_bar.copy_button.click()
    reader.rest()
    assert len(reader.notes) == 5
    reader.key(_Key.Key_Delete)
    reader.rest()
    assert len(reader.notes) == 3
    assert len(reader.annotating.rows) == 3


def test_a_pen_held_still_makes_its_line_straight(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.take(ToolKind.PEN)
    ground, left = reader.view.canvas.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(ground, left, pos=reader.at(100, 200))
    for x in range(110, 310, 10):
        reader.drag(x, 200 + x % 20)
    layer = reader.view.desk.layer
    assert layer is not None
    reader.wait(lambda: len(getattr(layer.gesture, "points", ())) == 2)
    QTest.mouseRelease(ground, left, pos=reader.at(300, 200))
    reader.rest()
    assert len(reader.notes[0].strokes[0]) == 2


def test_a_stamp_is_a_text_that_says_what_it_is(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    layer = reader.view.desk.layer
    assert layer is not None
    layer.stamp = Stamp.IMPORTANT
    layer.choose_tool(ToolKind.STAMP)
    reader.click(300, 300)
    reader.rest()
    (note,) = reader.notes
    assert (note.kind, note.text, note.stamp) == (NoteKind.TEXT, "重要", Stamp.IMPORTANT)


def test_a_favourite_is_taken_and_kept_by_key(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    layer = reader.view.desk.layer
    assert layer is not None
    reader.key_on_page(_Key.Key_W)
    assert layer.tool is ToolKind.MARKER
    reader.tool_bar.width_buttons[2].click()
    reader.key_on_page(_Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    layer.choose_tool(ToolKind.PEN)
    reader.key_on_page(_Key.Key_R)
    assert layer.tool is ToolKind.MARKER
    assert layer.styles[ToolKind.MARKER].width == 22.0


def test_favourites_are_the_same_in_both_panes_and_for_the_profile(reader: ReaderPage) -> None:
    kept: list[str] = []
    reader.view.remembered.text = "stamp #1F5FB0 16; shape #C62828 4; eraser #C62828 24"
    reader.view.remembered.altered.connect(kept.append)
    reader.open_and_settle(meeting(FlatDocument()))
    reader.key_on_page(_Key.Key_W)
    layer = reader.view.desk.layer
    assert layer is not None
    assert (layer.tool, layer.styles[ToolKind.SHAPE].width) == (ToolKind.SHAPE, 4.0)
    reader.key_on_page(_Key.Key_Q, Qt.KeyboardModifier.ShiftModifier)
    assert kept == ["shape #C62828 4; shape #C62828 4; eraser #C62828 24"]
    reader.view.compare()
    assert reader.view.desk.layer is not layer
    reader.key_on_page(_Key.Key_Q)
    assert reader.view.desk.layer is not None
    assert reader.view.desk.layer.tool is ToolKind.SHAPE


def test_favourites_that_make_no_sense_are_the_first_ones() -> None:
    for odd in ("", "pen", "pen #C62828 nan; pen #C62828 2; pen #C62828 2", "lasso #C62828 2; " * 2 + "pen #C62828 2"):
        assert from_text(odd) == first_favourites()
    assert from_text(as_text(first_favourites())) == first_favourites()


def test_a_hand_on_the_screen_is_not_a_finger_while_the_pen_is_near() -> None:
    now = [10_000.0]
    palm = PalmGuard(lambda: now[0])
    assert palm.allows_touch()
    palm.pen_near(True)
    now[0] += 60_000
    assert not palm.allows_touch()
    palm.pen_near(False)
    now[0] += 499
    assert not palm.allows_touch()
    now[0] += 1
    assert palm.allows_touch()


def test_the_list_is_searched_and_filtered(reader: ReaderPage) -> None:
    reader.annotating.rows = [ink(1, (100, 200), (150, 200), number=901), ink(2, (100, 240), (150, 240), number=902)]
    reader.open_and_settle(meeting(FlatDocument()))
    reader.wait(lambda: reader.view.around is not None and reader.tabs.notes is not None)
    tab = reader.tabs.notes
    assert tab is not None
    reader.wait(lambda: tab.list.model().rowCount() == 4)
    tab.search_field.setText("手書き")
    assert tab.list.model().rowCount() == 4
    tab.search_field.setText("予算")
    assert tab.list.model().rowCount() == 0
    tab.search_field.clear()
    tab.set_filter(NoteFilter(kinds=frozenset({NoteKind.STICKY})))
    assert tab.list.model().rowCount() == 0
    tab.set_filter(NoteFilter(colors=frozenset({"#c62828"})))
    assert tab.list.model().rowCount() == 4


def test_the_notes_of_the_whole_meeting_are_one_list_and_one_click_from_their_place(reader: ReaderPage) -> None:
    other = replace(ink(3, (100, 200), (150, 200), number=903), material=MaterialId("m2"))
    reader.annotating.rows = [ink(1, (100, 200), (150, 200), number=901)]
    reader.annotating.beside = [(material("m2", 2, "資料2 計画"), [other])]
    reader.open_and_settle(meeting(FlatDocument()))
    tab = reader.tabs.notes
    assert tab is not None
    asked: list[str] = []
    reader.view.material_requested.connect(asked.append)
    reader.wait(lambda: tab.list.model().rowCount() == 2)
    tab.packet_button.click()
    reader.wait(lambda: tab.list.model().rowCount() == 6)
    model = tab.list.model()
    assert [model.index(row, 0).data() for row in (0, 3)] == ["資料2 計画 1件", "資料1 予算 1件"]
    reader.take(ToolKind.PEN)
    reader.draw((100, 300), (200, 300))
    reader.wait(lambda: tab.list.model().rowCount() == 7)
    there = model.index(2, 0)
    assert there.data().startswith("手書き")
    assert not there.flags() & Qt.ItemFlag.ItemIsEditable
    tab.list.clicked.emit(there)
    assert asked == ["m2"]
    tab.packet_button.click()
    reader.wait(lambda: tab.list.model().rowCount() == 3)


def test_a_note_that_was_searched_for_is_chosen_on_its_page_and_nothing_is_looked_for(reader: ReaderPage) -> None:
    wanted = ink(4, (100, 100), (200, 100), number=2)
    reader.annotating.rows = [ink(1, (100, 100), (200, 100)), wanted]
    reader.view.expect_note("m1", 4, wanted.id)
    reader.open_and_settle(meeting(FlatDocument()))
    assert reader.page == 4
    assert reader.view.desk.layer is not None
    assert reader.view.desk.layer.chosen == wanted.id
    assert reader.view.findChild(FindBar) is None


def test_what_is_pasted_is_seen_though_the_page_was_scrolled_meanwhile(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    canvas = reader.view.canvas
    reader.take(ToolKind.PEN)
    reader.draw((100, 60), (200, 90))
    reader.take(ToolKind.SELECT)
    assert reader.view.desk.layer is not None
    reader.view.desk.layer.choose(reader.notes[0])
    reader.key(_Key.Key_C, _CONTROL)
    canvas.zoom_to(3.0)
    bar = canvas.verticalScrollBar()
    bar.setValue(bar.maximum())
    reader.key(_Key.Key_V, _CONTROL)
    place = canvas.placement()
    assert place is not None
    copied = reader.notes[1].strokes[0]
    middle = place.to_canvas(*((copied[0][axis] + copied[-1][axis]) / 2 for axis in (0, 1)))
    assert canvas.viewport().rect().contains(QPointF(*middle).toPoint())


def test_what_is_written_out_has_a_name_already(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    tab = reader.tabs.notes
    assert tab is not None
    assert reader.view.pane.opened is not None
    assert reader.view.pane.opened.material is not None
    tab.title = f"第1.2版 A/B {reader.view.pane.opened.material.title}"
    first = next(each for each in tab.findChildren(QAction) if each.text().startswith("書き込みを付けたPDF"))
    first.trigger()
    chooser = tab.findChild(QFileDialog, "file_dialog")
    assert chooser is not None
    assert [Path(each).name for each in chooser.selectedFiles()] == [
        f"第1_2版 A_B {reader.view.pane.opened.material.title}（書き込み）.pdf"
    ]
    chooser.close()


def test_the_name_of_what_is_written_out_is_the_materials(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    opened = reader.view.pane.opened
    assert reader.tabs.notes is not None
    assert opened is not None
    assert opened.material is not None
    assert reader.tabs.notes.title == opened.material.title
