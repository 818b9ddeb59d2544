"""Links: inside they jump and one can come back; outside they ask, and only harmless addresses can be opened."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from reader_fakes import A4, FlatDocument, ReaderPage, meeting

from dxmeet.desktop.reader.links import may_be_opened
from dxmeet.domain.page import Link

_Key, _Alt, _Control = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
INSIDE = Link((100, 100, 200, 120), page=7, top=300.0)
OUTSIDE = Link((100, 200, 200, 220), uri="https://example.lg.jp/予算?q=1")
DANGEROUS = Link((100, 300, 200, 320), uri="file:///C:/Windows/System32/calc.exe")


def _open(reader: ReaderPage) -> None:
    document = FlatDocument(*(A4,) * 9)
    document.linked = {1: [INSIDE, OUTSIDE, DANGEROUS]}
    reader.open_and_settle(meeting(document))
    QTest.mouseMove(reader.view.canvas.viewport(), reader.at(50, 50))
    QTest.mouseMove(reader.view.canvas.viewport(), reader.at(60, 50))
    reader.rest()


def test_a_link_inside_jumps_and_back_returns(reader: ReaderPage) -> None:
    _open(reader)
    QTest.mouseMove(reader.view.canvas.viewport(), reader.at(150, 110))
    assert reader.view.canvas.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    reader.click(150, 110)
    assert reader.page == 7
    reader.key(_Key.Key_Left, _Alt)
    assert reader.page == 1


def test_a_link_outside_asks_with_its_whole_address(reader: ReaderPage) -> None:
    _open(reader)
    reader.click(150, 210)
    strip = reader.view.link_strip
    assert strip.isVisible()
    assert strip.address == "https://example.lg.jp/%E4%BA%88%E7%AE%97?q=1"
    assert reader.opened_outside == []
    reader.key(_Key.Key_Space)  # the button has the keys
    assert reader.opened_outside == [OUTSIDE.uri]
    assert not strip.isVisible()
    assert reader.view.canvas.hasFocus()


def test_what_could_start_a_program_is_only_shown(reader: ReaderPage) -> None:
    _open(reader)
    reader.click(150, 310)
    strip = reader.view.link_strip
    assert strip.isVisible()
    assert strip.open_button.isHidden()
    strip.close_button.click()
    assert reader.opened_outside == []


def test_links_are_walked_through_and_followed_by_keys(reader: ReaderPage) -> None:
    _open(reader)
    place = reader.view.canvas.placement()
    assert place is not None
    edge = 100 - 3 / place.scale
    before = reader.color_at(edge, 110)
    reader.key(_Key.Key_L, _Control)
    assert reader.color_at(edge, 110) != before
    reader.key(_Key.Key_L, _Control)
    reader.key(_Key.Key_Return)
    assert reader.view.link_strip.isVisible()
    reader.view.link_strip.close_button.click()
    reader.key(_Key.Key_L, _Control)
    reader.key(_Key.Key_L, _Control)  # round again
    reader.key(_Key.Key_Return)
    assert reader.page == 7


@pytest.mark.parametrize(
    ("uri", "allowed"),
    [
        ("https://example.jp", True),
        ("HTTP://example.jp", True),
        ("mailto:a@example.jp", True),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("\\\\server\\share\\x.exe", False),
        ("", False),
    ],
)
def test_only_the_web_and_mail_can_be_opened(uri: str, allowed: bool) -> None:
    assert may_be_opened(uri) is allowed
