"""Finding words in the document: Ctrl+F, every hit marked and counted, on and back round its end."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolTip
from reader_fakes import FlatDocument, ReaderPage, meeting

from dxmeet.domain.page import Link, Permissions

_Key = Qt.Key


def _document() -> FlatDocument:
    document = FlatDocument()
    document.texts = {1: "令和八年度", 2: "予算と予\n算案", 4: "ＤＸの予算"}
    return document


def _state(reader: ReaderPage) -> str:
    return reader.view.findChild(QLabel, "find_state_label").text()


def _find(reader: ReaderPage, text: str) -> None:
    reader.key(_Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    reader.view.findChild(QLineEdit, "find_field").setText(text)
    reader.rest()
    reader.wait(lambda: "（" not in _state(reader) or "文字" in _state(reader))


def test_every_hit_is_counted_and_enter_goes_on_round_the_end(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(_document()))
    _find(reader, "予算")
    assert (reader.page, _state(reader)) == (2, "1/3")
    reader.key(_Key.Key_Return)
    assert (reader.page, _state(reader)) == (2, "2/3")
    reader.key(_Key.Key_Return)
    assert (reader.page, _state(reader)) == (4, "3/3")
    reader.key(_Key.Key_Return)
    assert (reader.page, _state(reader)) == (2, "1/3")
    reader.key(_Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert (reader.page, _state(reader)) == (4, "3/3")


def test_f3_goes_on_while_the_page_has_the_keys(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(_document()))
    _find(reader, "予算")
    reader.view.canvas.setFocus()
    reader.key(_Key.Key_F3)
    assert _state(reader) == "2/3"
    reader.key(_Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert _state(reader) == "1/3"


def test_hits_are_marked_on_the_paper_over_a_line_end_too(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(_document()))
    _find(reader, "予算")
    paper = reader.color_at(300, 300)
    for x, y in ((110, 106), (135, 106), (104, 126)):  # 予算, 予, 算
        assert reader.color_at(x, y) != paper
    assert reader.color_at(125, 106) == paper  # と
    reader.key(_Key.Key_Escape)
    assert reader.color_at(110, 106) == paper
    assert not reader.view.findChild(QLineEdit, "find_field").isVisible()


def test_the_search_begins_at_the_page_being_read(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(_document(), page=3))
    _find(reader, "予算")
    assert (reader.page, _state(reader)) == (4, "3/3")


def test_widths_and_case_do_not_matter(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(_document()))
    _find(reader, "dx")
    assert (reader.page, _state(reader)) == (4, "1/1")


def test_what_is_not_there_is_said_and_a_scan_is_not_called_empty(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(_document()))
    _find(reader, "庁議")
    assert _state(reader) == "見つかりません"
    reader.open_and_settle(meeting(FlatDocument()))
    _find(reader, "庁議")
    assert "文字情報がありません" in _state(reader)


def test_text_is_selected_by_dragging_and_copied(reader: ReaderPage) -> None:
    document = _document()
    reader.open_and_settle(meeting(document, page=2))
    reader.wait(lambda: reader.view.pane.selection.text is not None)
    reader.draw((102, 106), (118, 106), (104, 126))
    reader.key(_Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "予算と予算"
    selected = reader.view.pane.selection.selected
    assert selected is not None
    assert selected.boxes == ((100.0, 100.0, 140.0, 112.0), (100.0, 120.0, 110.0, 132.0))


def test_text_is_selected_and_copied_by_keys_alone(reader: ReaderPage) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    reader.open_and_settle(meeting(_document(), page=2))
    reader.key_on_page(_Key.Key_F4)
    reader.wait(lambda: reader.view.pane.caret.shown)
    reader.key_on_page(_Key.Key_Right, shift)
    reader.key_on_page(_Key.Key_Down, shift)
    reader.key_on_page(_Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "予算と予算案"
    reader.key_on_page(_Key.Key_Escape)
    assert reader.page == 2
    reader.key_on_page(_Key.Key_Right)  # turns again
    assert reader.page == 3


def test_a_page_without_text_says_so_when_text_is_to_be_selected(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument(), page=1))
    reader.key_on_page(_Key.Key_F4)
    reader.wait(lambda: "文字の情報がありません" in QToolTip.text())
    assert not reader.view.pane.caret.shown


def test_a_link_in_the_text_is_still_followed(reader: ReaderPage) -> None:
    document = _document()
    document.linked = {2: [Link((100.0, 100.0, 140.0, 112.0), page=4)]}
    reader.open_and_settle(meeting(document, page=2))
    reader.wait(lambda: reader.view.pane.selection.text is not None)

    def followed() -> bool:
        for x in (50, 110):  # links are fetched when the mouse comes
            QTest.mouseMove(reader.view.canvas.viewport(), reader.at(x, 106))
            reader.rest()
        reader.click(110, 106)
        return reader.page == 4

    reader.wait(followed)


def test_a_double_click_selects_a_word(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(_document(), page=4))
    reader.wait(lambda: reader.view.pane.selection.text is not None)
    reader.double_click(105, 106)
    selected = reader.view.pane.selection.selected
    assert selected is not None
    assert selected.quote == "ＤＸ"


def test_a_pdf_that_forbids_it_is_not_copied(reader: ReaderPage) -> None:
    document = _document()
    document.permissions = Permissions(copy=False)
    QApplication.clipboard().setText("前から")
    reader.open_and_settle(meeting(document, page=2))
    reader.wait(lambda: reader.view.pane.selection.text is not None)
    reader.draw((102, 106), (118, 106))
    reader.key(_Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "前から"
