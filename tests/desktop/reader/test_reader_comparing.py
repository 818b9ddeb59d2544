"""見比べ, しおり, and the way back: stories of the reading screen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from reader_fakes import A4, FlatDocument, ReaderPage, material, meeting, packet

from dxmeet.domain.annotation import NoteKind
from dxmeet.domain.look import Fit, Look, View
from dxmeet.services.changes import NOTHING
from dxmeet.services.opened import Opened

_Key, _Alt, _Control = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def plan() -> Opened:
    """資料2 of the same meeting, as the window would open it."""
    document = FlatDocument(*(A4,) * 4)
    document.name = "資料2.pdf"
    other = material("m2", 2, "資料2 計画", *document.pages)
    whole = packet(material("m0", 0, "次第", A4), material("m1", 1, "資料1 予算", *(A4,) * 9), other)
    return Opened(document, whole, other, other.revision, 1, NOTHING)


def _compare(reader: ReaderPage, pages: int = 9) -> None:
    reader.open_and_settle(meeting(FlatDocument(*(A4,) * pages), page=2))
    reader.key(_Key.Key_F7)
    reader.rest()


def test_two_places_of_one_material_each_with_its_own_keys(reader: ReaderPage) -> None:
    _compare(reader)
    left, right = reader.view.panes.all
    assert reader.view.pane is right
    reader.key(_Key.Key_PageDown)
    reader.key(_Key.Key_PageDown)
    assert (left.canvas.page, right.canvas.page) == (2, 4)
    reader.key(_Key.Key_F6)
    assert left.canvas.hasFocus()
    reader.key(_Key.Key_PageUp)
    assert (left.canvas.page, right.canvas.page) == (1, 4)
    assert left.page_bar.page_field.text() == "1"
    assert right.page_bar.page_field.text() == "4"


def test_linked_they_turn_and_grow_together(reader: ReaderPage) -> None:
    _compare(reader)
    left, right = reader.view.panes.all
    reader.key(_Key.Key_PageDown)
    reader.key(_Key.Key_F8)
    reader.key(_Key.Key_PageDown)
    assert (left.canvas.page, right.canvas.page) == (3, 4)
    reader.key(_Key.Key_F6)
    reader.key(_Key.Key_PageUp)
    assert (left.canvas.page, right.canvas.page) == (2, 3)
    reader.key(_Key.Key_9, _Control)
    assert right.canvas.fit is Fit.WIDTH
    reader.key(_Key.Key_F8)
    reader.key(_Key.Key_PageDown)
    assert right.canvas.page == 3


def test_another_material_is_opened_where_the_keys_are(reader: ReaderPage) -> None:
    _compare(reader)
    left, right = reader.view.panes.all
    with reader.bot.waitSignal(reader.view.material_requested) as asked:
        reader.key(_Key.Key_PageDown, _Control)
    assert asked.args == ["m2"]
    reader.open_and_settle(plan())
    assert left.here.material == "m1"
    assert right.here.material == "m2"
    assert right.canvas.hasFocus()


def test_whichever_pane_has_the_keys_its_material_is_told(reader: ReaderPage) -> None:
    _compare(reader)
    reader.view.route.go_to(reader.view.pane, "m2")
    reader.open_and_settle(plan())
    told: list[Opened] = []
    reader.view.attended.connect(told.append)
    reader.key(_Key.Key_F6)
    reader.key(_Key.Key_F6)
    reader.key(_Key.Key_F7)
    assert [each.material.id for each in told if each.material][:2] == ["m1", "m2"]
    assert told[-1].material is not None
    assert told[-1].material.id == "m1"


@pytest.mark.parametrize("away", [False, True], ids=["見比べ off", "another material"])
@pytest.mark.parametrize("folded", [False, True])
def test_after_comparing_the_panels_are_as_they_were(reader: ReaderPage, folded: bool, away: bool) -> None:
    reader.view.resize(1280, 720)
    reader.open_and_settle(meeting(FlatDocument(*(A4,) * 9), page=2))
    if folded:
        reader.key(_Key.Key_F9)
    slots = reader.view.frame.slots
    before = slots.left.isHidden(), slots.right.isHidden()
    assert before == (folded, False)
    reader.key(_Key.Key_F7)
    assert (slots.left.isHidden(), slots.right.isHidden()) == (True, True)
    if away:
        reader.view.leave()
        reader.open_and_settle(meeting(FlatDocument(*(A4,) * 9)))
    else:
        reader.key(_Key.Key_F7)
    reader.rest()
    assert (slots.left.isHidden(), slots.right.isHidden()) == before


def test_closing_the_second_leaves_the_first_as_it_was(reader: ReaderPage) -> None:
    _compare(reader)
    reader.key(_Key.Key_PageDown)
    reader.key(_Key.Key_F7)
    reader.rest()
    assert not reader.view.panes.comparing
    assert reader.page == 2
    reader.key(_Key.Key_PageDown)
    reader.rest()
    assert reader.color_at(300, 400)[2] == 3


def test_a_note_made_at_one_place_is_seen_at_the_other(reader: ReaderPage) -> None:
    _compare(reader)
    left, right = reader.view.panes.all
    reader.key(_Key.Key_B, _Control)
    reader.rest()
    assert [note.kind for note in reader.annotating.rows] == [NoteKind.BOOKMARK]
    assert left.desk.notebook is not None
    assert right.desk.notebook is not None
    reader.wait(lambda: len(left.desk.notebook.notes) == 1 == len(right.desk.notebook.notes))


def test_a_bookmark_is_put_in_listed_followed_and_taken_out(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument(), page=2))
    reader.key(_Key.Key_B, _Control)
    reader.rest()
    tab = reader.tabs.bookmarks
    assert tab is not None
    reader.wait(lambda: tab.list.count() == 1)
    assert tab.list.item(0).text() == "2ページ（通し3）"
    assert tab.button.isChecked()
    reader.key(_Key.Key_End)
    assert not tab.button.isChecked()
    reader.key(_Key.Key_7, _Alt)
    assert tab.list.hasFocus()
    reader.key(_Key.Key_Down)
    reader.key(_Key.Key_Return)
    assert reader.page == 2
    tab.list.setFocus()
    reader.key(_Key.Key_Delete)
    reader.rest()
    reader.wait(lambda: tab.list.count() == 0)
    assert reader.annotating.rows == []


def test_a_bookmark_can_be_given_a_name(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.key(_Key.Key_B, _Control)
    reader.rest()
    tab = reader.tabs.bookmarks
    assert tab is not None
    reader.wait(lambda: tab.list.count() == 1)
    tab.list.item(0).setText("教育費")
    reader.rest()
    assert [note.text for note in reader.annotating.rows] == ["教育費"]
    reader.wait(lambda: tab.list.item(0).text().startswith("教育費"))


def test_alt_left_leads_back_over_jumps_and_then_out_of_the_reader(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument(*(A4,) * 9), page=2))
    reader.view.pane.jump_to(8)
    reader.key(_Key.Key_PageDown)  # no jump
    reader.view.pane.jump_to(4)
    reader.key(_Key.Key_Left, _Alt)
    assert reader.page == 9
    reader.key(_Key.Key_Left, _Alt)
    assert reader.page == 2
    reader.key(_Key.Key_Right, _Alt)
    assert reader.page == 9
    reader.key(_Key.Key_Left, _Alt)
    for leave in (lambda: reader.key(_Key.Key_Left, _Alt), reader.view.head.back_button.click):
        with reader.bot.waitSignal(reader.view.left) as left:
            leave()
        assert left.args == [False], "to where the reader was opened from"
    with reader.bot.waitSignal(reader.view.left) as left:
        reader.key(_Key.Key_Home, _Alt)
    assert left.args == [True]


def test_back_from_another_material_asks_for_the_one_before(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument(), page=3))
    reader.key(_Key.Key_PageDown, _Control)
    reader.open_and_settle(plan())
    with reader.bot.waitSignal(reader.view.material_requested) as asked:
        reader.key(_Key.Key_Left, _Alt)
    assert asked.args == ["m1"]
    reader.open_and_settle(meeting(FlatDocument(), page=1))
    assert reader.page == 3


def test_the_look_chosen_is_remembered_with_the_place(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.key(_Key.Key_2, _Alt)
    reader.key(_Key.Key_4, _Alt)
    reader.view.leave()
    reader.rest()
    assert reader.reading.looks == [Look(View.SPREAD, right_bound=True)]


def test_a_document_is_shown_as_it_was_last_looked_at(reader: ReaderPage) -> None:
    document = FlatDocument()
    opened = meeting(document, page=2)
    look = Look(View.SPREAD, Fit.PAGE, 1.0, 0, True)
    reader.open_and_settle(Opened(document, opened.packet, opened.material, opened.revision, 2, NOTHING, look=look))
    places = dict(reader.view.canvas.placements())
    assert places[2].left > places[3].left
    reader.key(_Key.Key_Left)  # bound at the right, reading goes to the left
    assert reader.page == 4
    assert reader.view.page_bar.view_button.accessibleName().endswith("見開き")


@pytest.mark.parametrize("action", ["spread", "continuous", "turn-right"])
def test_the_menu_of_the_page_bar_does_what_the_keys_do(reader: ReaderPage, action: str) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    menu = reader.view.page_bar.view_button.menu()
    menu.aboutToShow.emit()
    next(each for each in menu.actions() if each.objectName() == f"{action}_action").trigger()
    look = reader.view.canvas.look
    assert {"spread": look.view is View.SPREAD, "continuous": look.view is View.CONTINUOUS}.get(
        action, look.rotation == 90
    )


def test_tabs_at_the_right_are_reached_by_keys(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.key(_Key.Key_8, _Alt)
    assert reader.tabs.panel.stack.currentWidget() is reader.tabs.thumbnails
    assert reader.tabs.thumbnails.hasFocus()
    reader.key(_Key.Key_9, _Alt)
    assert reader.tabs.panel.stack.currentWidget() is reader.tabs.outline


def test_f9_folds_and_unfolds_the_panels(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    reader.key(_Key.Key_F9)
    assert reader.view.frame.slots.left.isHidden()
    reader.key(_Key.Key_F9)
    assert not reader.view.frame.slots.left.isHidden()
    QTest.keyClick(reader.view.canvas, _Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    assert reader.view.frame.slots.right.isHidden()
