"""The reading screen for everyone: names for all controls, the page's text for screen readers, words that are never cut."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hearing import trouble
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from reader_fakes import A4, FlatDocument, ReaderPage, meeting

from dxmeet.desktop.appearance import Appearance
from dxmeet.desktop.application import spoken
from dxmeet.desktop.reader.controls import TitleLabel
from dxmeet.paths import resource

SIZES = [(width, height, percent) for width, height in ((853, 420), (1280, 660)) for percent in (100, 150, 200)]


@pytest.fixture
def wordy(qapp: QApplication, tmp_path: Path) -> Iterator[None]:
    """A language about 40 % wordier than English."""
    import spoken as files

    longer = files.lengthened(files.ENGLISH, tmp_path / "longer.ts", 0.4)
    appearance = Appearance(qapp, resource("icons"), files.compiled(longer, tmp_path))
    appearance.apply("light", 100, "en")
    yield
    appearance.apply("light", 100, "ja")


def shown(view: QWidget) -> list[QWidget]:
    return [each for each in view.findChildren(QWidget) if each.isVisibleTo(view)]


def unnamed(view: QWidget) -> list[str]:
    return [
        f"{type(each).__name__} {each.objectName()}"
        for each in shown(view)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isEnabled() and not each.accessibleName().strip()
        if not each.objectName().startswith("qt_")
    ]


def cut(view: QWidget) -> list[tuple[str, str, int, int]]:
    """Buttons and labels whose words do not fit, and those that reach over the edge of what holds them."""
    found: list[tuple[str, str, int, int]] = []
    for each in shown(view):
        if not isinstance(each, QAbstractButton | QLabel) or not each.text() or isinstance(each, TitleLabel):
            continue
        if isinstance(each, QLabel) and each.wordWrap():
            continue
        parent = each.parentWidget()
        if each.width() < each.sizeHint().width() or (parent and not parent.rect().contains(each.geometry())):
            found.append((each.objectName(), each.text(), each.width(), each.sizeHint().width()))
    return found


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


def test_a_screen_reader_finds_a_name_and_a_role_for_everything(reader: ReaderPage) -> None:
    QAccessible.installFactory(spoken)
    for state in _every_state(reader):
        for tab in range(reader.tabs.panel.tabs.count()):
            reader.tabs.panel.tabs.setCurrentIndex(tab)
            assert trouble(reader.view) == [], (state, tab)
    reader.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert trouble(reader.view.pane) == []


@pytest.mark.parametrize("size", SIZES)
def test_no_words_are_cut_in_japanese(qtbot: QtBot, size: tuple[int, int, int]) -> None:
    width, height, percent = size
    reader = ReaderPage(qtbot, width, height, percent=percent)
    for state in _every_state(reader):
        QApplication.processEvents()
        reader.view.grab()
        assert cut(reader.view) == [], state
    reader.close()


@pytest.mark.parametrize("size", SIZES)
def test_no_words_are_cut_in_a_wordier_language(qtbot: QtBot, wordy: None, size: tuple[int, int, int]) -> None:
    width, height, percent = size
    reader = ReaderPage(qtbot, width, height, percent=percent)
    for state in _every_state(reader):
        QApplication.processEvents()
        reader.view.grab()
        assert cut(reader.view) == [], state
    reader.close()


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
