"""Two documents at once: the page that is looked at comes first, and neither waits for ever."""

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot
from reader_fakes import A4, FlatDocument

from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.desktop.reader.drawing_queue import DrawingQueue
from dxmeet.desktop.reader.rendering import PageRenderer
from dxmeet.domain.page import PageSize, RenderRequest


class Shown:
    """A renderer with its document, as a pane has it."""

    def __init__(self, runner: JobRunner, *pages: PageSize, order: list[tuple[str, int]], name: str) -> None:
        self.document = FlatDocument(*(pages or (A4,) * 30))
        draw = self.document.render

        def noted(request: RenderRequest) -> object:
            order.append((name, request.page))
            return draw(request)

        self.document.render = noted  # type: ignore[method-assign,assignment]
        self.renderer = PageRenderer(runner)
        self.renderer.open(self.document)

    def want(self, *pages: int) -> None:
        self.renderer.want(pages[0], [RenderRequest(page, 0.1) for page in pages])


def test_what_is_looked_at_in_one_pane_comes_before_what_is_near_in_the_other(qtbot: QtBot) -> None:
    runner, order = JobRunner(), list[tuple[str, int]]()
    left, right = Shown(runner, order=order, name="left"), Shown(runner, order=order, name="right")
    left.document.gate.clear()
    left.want(5, 6, 4, 7)
    right.want(9, 10, 8, 11)
    left.document.gate.set()
    qtbot.waitUntil(lambda: len(order) == 8)
    assert order[:2] == [("left", 5), ("right", 9)]
    assert set(order[2:6]) == {("left", 6), ("right", 10), ("left", 4), ("right", 8)}
    runner.close()


def test_two_panes_of_the_same_urgency_take_turns(qtbot: QtBot) -> None:
    runner, order = JobRunner(), list[tuple[str, int]]()
    left, right = Shown(runner, order=order, name="left"), Shown(runner, order=order, name="right")
    left.document.gate.clear()
    left.want(10, 20, 21, 22)
    right.want(10, 20, 21, 22)
    left.document.gate.set()
    qtbot.waitUntil(lambda: len(order) == 8)
    assert [name for name, page in order if page >= 20] in (["left", "right"] * 3, ["right", "left"] * 3)
    runner.close()


def test_once_all_is_drawn_the_document_rests(qtbot: QtBot) -> None:
    runner, order = JobRunner(), list[tuple[str, int]]()
    DrawingQueue(runner, rest_after=50)
    shown = Shown(runner, order=order, name="only")
    shown.want(5, 6, 4, 7)
    qtbot.waitUntil(lambda: shown.document.rested == [4])
    shown.want(6, 7, 5, 8)
    qtbot.waitUntil(lambda: shown.document.rested == [4, 5])
    runner.close()


def test_a_document_that_was_closed_is_not_drawn_any_more(qtbot: QtBot) -> None:
    runner, order = JobRunner(), list[tuple[str, int]]()
    left, right = Shown(runner, order=order, name="left"), Shown(runner, order=order, name="right")
    left.document.gate.clear()
    left.want(1, 2, 3)
    right.want(1, 2)
    left.renderer.close()
    left.document.gate.set()
    qtbot.waitUntil(lambda: [each for each in order if each[0] == "right"] == [("right", 1), ("right", 2)])
    runner.close()
    assert [each for each in order if each[0] == "left"] == [("left", 1)]


def test_a_poster_is_shown_coarsely_first(qtbot: QtBot) -> None:
    runner, order = JobRunner(), list[tuple[str, int]]()
    poster = Shown(runner, PageSize(2384.0, 3370.0), A4, order=order, name="poster")
    asked = RenderRequest(1, 0.5)
    poster.renderer.want(1, [asked, RenderRequest(2, 0.5)])
    qtbot.waitUntil(lambda: asked in poster.renderer.cache and len(order) == 3)
    assert order == [("poster", 1), ("poster", 1), ("poster", 2)]
    assert poster.document.asked[0].scale < 0.2
    runner.close()


def test_a_picture_that_takes_long_is_late_until_it_is_there(qtbot: QtBot) -> None:
    runner, order = JobRunner(), list[tuple[str, int]]()
    shown = Shown(runner, order=order, name="slow")
    shown.document.gate.clear()
    shown.want(3, 4)
    qtbot.waitUntil(lambda: shown.renderer.is_late(3))
    shown.document.gate.set()
    qtbot.waitUntil(lambda: not shown.renderer.is_late(3))
    QCoreApplication.processEvents()
    runner.close()


def test_a_document_to_be_opened_does_not_wait_for_a_page_that_takes_long(qtbot: QtBot) -> None:
    """Nor is the page that had to wait called broken: it is drawn afterwards."""
    runner, order = JobRunner(), list[tuple[str, int]]()
    shown = Shown(runner, order=order, name="heavy")
    shown.document.hanging.add(5)
    shown.want(5, 6)
    qtbot.waitUntil(lambda: order == [("heavy", 5)])
    opening = Job(lambda _progress: (shown.document.hanging.clear(), order.append(("opened", 0))), quiet=True)
    DrawingQueue.of(runner).start_first(opening)
    qtbot.waitUntil(lambda: len(order) == 4)
    assert order == [("heavy", 5), ("opened", 0), ("heavy", 5), ("heavy", 6)]
    qtbot.waitUntil(lambda: not runner.busy)
    assert shown.renderer.failures == {}
    runner.close()


def test_a_document_that_was_left_holds_nobody_up(qtbot: QtBot) -> None:
    runner, order = JobRunner(), list[tuple[str, int]]()
    left = Shown(runner, order=order, name="left")
    left.document.hanging.add(1)
    left.want(1)
    qtbot.waitUntil(lambda: order == [("left", 1)])
    left.renderer.close()
    opening = Job(lambda _progress: order.append(("opened", 0)), quiet=True)
    DrawingQueue.of(runner).start_first(opening)
    qtbot.waitUntil(lambda: order == [("left", 1), ("opened", 0)])
    qtbot.waitUntil(lambda: not runner.busy)
    runner.close()


def test_pictures_are_drawn_again_after_a_runner_was_retired(qtbot: QtBot) -> None:
    runner, order = JobRunner(), list[tuple[str, int]]()
    before = Shown(runner, order=order, name="before")
    before.document.gate.clear()
    before.want(1)
    qtbot.waitUntil(lambda: order == [("before", 1)])
    ended = runner.retire()
    before.document.gate.set()
    ended()
    after = Shown(runner, order=order, name="after")
    after.want(2)
    qtbot.waitUntil(lambda: order == [("before", 1), ("after", 2)])
    runner.close()
