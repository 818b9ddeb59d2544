"""A file's page is on the screen before the reader is built, and does not move when that takes its place."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from reader_fakes import A3, A4, FlatDocument, ReaderPage, from_disk

from dxmeet.desktop.desk import Desk
from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.main_window import MainWindow
from dxmeet.desktop.reader.first_sight import FirstSight
from dxmeet.desktop.reader.folding import canvas_size
from dxmeet.desktop.reader.view import ReaderView
from dxmeet.desktop.theme import Theme, make_theme
from dxmeet.domain.page import PageSize
from dxmeet.paths import resource
from dxmeet.services.opened import Opened, glimpse_of

SLIDE = PageSize(960.0, 540.0)
PLAN = PageSize(2384.0, 1684.0)


def _opened(size: PageSize) -> Opened:
    document = FlatDocument(size)
    return replace(from_disk(document), glimpse=glimpse_of(document, 1, 600))


def _sight(bot: QtBot) -> FirstSight:
    sight = FirstSight(make_theme("light", 100, resource("icons")))
    bot.addWidget(sight)
    return sight


def _shown_box(widget: QWidget) -> tuple[int, int, int, int]:
    """Left, right, top and bottom of page 1's flat colour, along the lines through the middle of the canvas."""
    image = widget.grab().toImage()

    def is_page(x: int, y: int) -> bool:
        red, green, blue = image.pixelColor(x, y).getRgb()[:3]
        return (red, green, blue) == (200, 200, 1)

    middle = canvas_size(image.width(), image.height(), 100)[0] // 2, image.height() // 2
    across = [x for x in range(image.width()) if is_page(x, middle[1])]
    down = [y for y in range(image.height()) if is_page(middle[0], y)]
    return across[0], across[-1], down[0], down[-1]


@pytest.mark.parametrize("page", [A4, A3, SLIDE, PLAN], ids=["a4", "a3", "slide", "plan"])
@pytest.mark.parametrize("size", [(1280, 720), (1000, 640)], ids=["wide", "narrow"])
def test_the_page_is_where_the_reader_shows_it(
    qtbot: QtBot, reader: ReaderPage, page: PageSize, size: tuple[int, int]
) -> None:
    opened = _opened(page)
    sight = _sight(qtbot)
    sight.resize(*size)
    sight.show_page(opened)
    reader.view.resize(*size)
    reader.open_and_settle(opened)
    reader.wait(lambda: reader.color_at(9, 9) == (200, 200, 1) and reader.view.width() == size[0])
    assert _shown_box(sight) == pytest.approx(_shown_box(reader.view), abs=1)


def test_it_tells_once_that_the_page_is_seen(qtbot: QtBot) -> None:
    opened, told = _opened(A4), list[Any]()
    sight = _sight(qtbot)
    sight.seen.connect(told.append)
    sight.resize(1280, 720)
    sight.grab()
    assert told == []
    sight.show_page(opened)
    sight.grab()
    sight.grab()
    assert told == [opened]


def test_the_window_answers_between_the_steps_in_which_the_reader_is_built(qtbot: QtBot) -> None:
    beats, at_step = list[int](), list[int]()
    heart = QTimer(interval=0)
    heart.timeout.connect(lambda: beats.append(1))

    def steps(theme: Theme, runner: JobRunner) -> Iterator[Any]:
        at_step.append(len(beats))
        yield None
        at_step.append(len(beats))
        yield ReaderView(theme, runner)

    theme, runner = make_theme("light", 100, resource("icons")), JobRunner()
    frame = MainWindow(theme)
    qtbot.addWidget(frame)
    desk = Desk(frame, runner, theme, "ja", make_view=steps)
    heart.start()
    desk.warm_up()
    qtbot.waitUntil(lambda: frame.screen_named("reader") is not None)
    assert at_step[0] < at_step[1]
    desk.close()
    runner.close()
