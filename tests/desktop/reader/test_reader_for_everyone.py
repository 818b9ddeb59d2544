"""The reading screen for everyone: names for all controls, and the page's text for screen readers."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from reader_fakes import A4, FlatDocument, ReaderPage, meeting

from dxmeet.desktop.application import spoken


def shown(view: QWidget) -> list[QWidget]:
    return [each for each in view.findChildren(QWidget) if each.isVisibleTo(view)]


def unnamed(view: QWidget) -> list[str]:
    return [
        f"{type(each).__name__} {each.objectName()}"
        for each in shown(view)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isEnabled() and not each.accessibleName().strip()
        if not each.objectName().startswith("qt_")
    ]


def _every_state(reader: ReaderPage) -> Iterator[str]:
    """The reader as it can stand: with its panels, with a link asking, comparing."""
    reader.open_and_settle(meeting(FlatDocument(*(A4,) * 143)))
    yield "single"
    reader.view.link_strip.ask("https://www.example.lg.jp/" + "very-long-address/" * 9)
    yield "link"
    reader.view.link_strip.close_button.click()
    reader.key(Qt.Key.Key_F7)
    reader.rest()
    yield "comparing"
    reader.key(Qt.Key.Key_F7)
    reader.rest()


def test_every_control_that_takes_keys_has_a_name(reader: ReaderPage) -> None:
    for state in _every_state(reader):
        for tab in range(reader.tabs.panel.tabs.count()):
            reader.tabs.panel.tabs.setCurrentIndex(tab)
            assert unnamed(reader.view) == [], (state, tab)


def test_every_control_has_a_role_and_says_its_name_to_assistive_technology(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument()))
    for each in shown(reader.view):
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and not each.objectName().startswith("qt_"):
            heard = QAccessible.queryAccessibleInterface(each)
            assert heard is not None
            assert heard.text(QAccessible.Text.Name).strip(), each.objectName()
            assert heard.role() != QAccessible.Role.NoRole, each.objectName()


def test_a_screen_reader_hears_the_page_that_is_read(reader: ReaderPage) -> None:
    QAccessible.installFactory(spoken)
    document = FlatDocument()
    document.texts = {2: "資料1の2ページ", 3: "資料1の3ページ"}
    reader.open_and_settle(meeting(document, page=2))
    canvas = reader.view.canvas
    heard = QAccessible.queryAccessibleInterface(canvas)
    assert heard.role() == QAccessible.Role.Document
    text = heard.textInterface()
    assert text.characterCount() == 0  # asked for only now
    reader.wait(lambda: text.characterCount() > 0)
    assert text.text(0, text.characterCount()) == "資料1の2ページ"
    assert canvas.accessibleName() == "ページ 2 / 5"
    corner = canvas.viewport().mapToGlobal(reader.at(100, 100))
    assert (text.characterRect(0).topLeft() - corner).manhattanLength() <= 2
    assert text.offsetAtPoint(corner + QPoint(2, 2)) == 0
    reader.key(Qt.Key.Key_PageDown)
    assert text.characterCount() == 0  # never the text of another page
    reader.wait(lambda: text.text(0, 99) == "資料1の3ページ")
