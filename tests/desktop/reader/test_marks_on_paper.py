"""Marks on white paper, whatever the look of the window: the words beneath can be read, the lines are seen."""

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot
from reader_fakes import ink

from dxmeet.desktop.icons import IconSet
from dxmeet.desktop.notes.painting import NotePainter
from dxmeet.desktop.review.pagepane import PageSheet
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.tokens import PALETTES
from dxmeet.domain.page import PageSize, Pixels
from dxmeet.paths import resource

_SIDE = 100


@pytest.mark.parametrize("look", list(PALETTES))
@pytest.mark.parametrize(("tint", "tone", "struck"), [("old_tint", "shu", True), ("new_tint", "accent", False)])
def test_words_that_changed_can_be_read_in_every_look(
    qtbot: QtBot, look: str, tint: str, tone: str, struck: bool
) -> None:
    tokens = PALETTES[look]
    sheet = PageSheet(Theme(tokens, IconSet(resource("icons"), tokens)), tint, tone, struck=struck)
    qtbot.addWidget(sheet)
    sheet.show_page(PageSize(_SIDE, _SIDE), 1.0)
    sheet.show_picture(Pixels(_SIDE, _SIDE, bytes((255, 255, 255)) * _SIDE * _SIDE))
    sheet.show_marks([(20, 20, 80, 60)], [], None)
    seen = sheet.grab().toImage()
    column = [seen.pixelColor(50, y) for y in range(19, 62)]
    ground, line = seen.pixelColor(50, 25), min(column, key=QColor.lightness)
    assert _contrast(ground, QColor("black")) >= 7
    assert _contrast(line, QColor("white")) >= 4.5


@pytest.mark.parametrize("look", list(PALETTES))
def test_the_frame_of_a_chosen_note_is_seen_in_every_look(qtbot: QtBot, look: str) -> None:
    tokens = PALETTES[look]
    painter = NotePainter(Theme(tokens, IconSet(resource("icons"), tokens)))
    dimmed = QColor("#E0E0E0")  # as paper is in the dark
    page = QImage(_SIDE, _SIDE, QImage.Format.Format_RGB32)
    page.fill(dimmed)
    brush = QPainter(page)
    painter.paint_frame(brush, ink(1, (30, 50), (70, 50)), 1.0, (_SIDE, _SIDE))
    brush.end()
    seen = [page.pixelColor(x, y) for x in range(_SIDE) for y in range(_SIDE)]
    assert max(_contrast(each, dimmed) for each in seen) >= 3


def _contrast(one: QColor, other: QColor) -> float:
    """As WCAG 2 has it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
