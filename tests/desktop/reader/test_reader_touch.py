"""Fingers on the page: a swipe turns it, two fingers zoom, one drags, and none of them writes behind a pen's back."""

from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from reader_fakes import A3, A4, FlatDocument, ReaderPage, meeting

from dxmeet.desktop.notes.tools import ToolKind
from dxmeet.domain.look import Fit, Look, View


class Fingers:
    """On the canvas; each stroke is a list of points, one finger a stroke, all moving together."""

    def __init__(self, reader: ReaderPage) -> None:
        self._ground = reader.view.canvas.viewport()
        self._screen: Any = QTest.createTouchDevice()
        self.middle = self._ground.rect().center()

    def stroke(self, *strokes: Sequence[QPoint]) -> None:
        self._send([stroke[0] for stroke in strokes], "press")
        for points in zip(*(stroke[1:] for stroke in strokes), strict=True):
            self._send(points, "move")
        self._send([stroke[-1] for stroke in strokes], "release")

    def swipe(self, across: int, down: int) -> None:
        self.stroke([self.middle + QPoint(across, down) * step / 6 for step in range(7)])

    def pinch(self, before: int, after: int) -> None:
        """From ``before`` to ``after`` pixels on either side of the middle."""
        reach = [before + (after - before) * step // 8 for step in range(9)]
        self.stroke(
            [self.middle - QPoint(each, 0) for each in reach], [self.middle + QPoint(each, 0) for each in reach]
        )

    def _send(self, points: Sequence[QPoint], what: str) -> None:
        sequence: Any = QTest.touchEvent(self._ground, self._screen, False)
        for number, point in enumerate(points):
            getattr(sequence, what)(number, point, self._ground)
        sequence.commit(True)


@pytest.fixture
def fingers(reader: ReaderPage) -> Fingers:
    reader.open_and_settle(meeting(FlatDocument(A4, A3, *(A4,) * 5), page=3))
    return Fingers(reader)


@pytest.mark.parametrize(
    ("across", "down", "page"),
    [(-200, 10, 4), (200, -10, 2), (10, -200, 4), (0, 200, 2), (-30, 0, 3), (150, 150, 3)],
)
def test_a_straight_swipe_turns_a_page_that_is_seen_whole(
    reader: ReaderPage, fingers: Fingers, across: int, down: int, page: int
) -> None:
    fingers.swipe(across, down)
    assert reader.page == page


def test_in_a_book_bound_at_the_right_a_swipe_to_the_right_goes_on(reader: ReaderPage, fingers: Fingers) -> None:
    reader.view.canvas.set_look(Look(View.SPREAD, right_bound=True))
    reader.view.canvas.turn_to(2)
    fingers.swipe(200, 0)
    assert reader.page == 4


def test_a_tap_at_the_edge_turns_and_one_in_the_middle_does_not(reader: ReaderPage, fingers: Fingers) -> None:
    fingers.stroke([QPoint(10, 200)])  # the right one is off the screen that there is without a screen
    assert reader.page == 2
    fingers.stroke([fingers.middle])
    assert reader.page == 2


def test_two_fingers_zoom_and_what_lies_between_them_stays(reader: ReaderPage, fingers: Fingers) -> None:
    reader.view.page_bar.fit_chosen.emit(Fit.WIDTH)
    canvas = reader.view.canvas
    before, middle = canvas.placement(), QPointF(fingers.middle)
    fingers.pinch(60, 120)
    after = canvas.placement()
    assert before is not None
    assert after is not None
    assert after.scale == pytest.approx(before.scale * 2, rel=0.05)
    assert after.to_page(middle.x(), middle.y()) == pytest.approx(before.to_page(middle.x(), middle.y()), abs=8.0)
    assert reader.page == 3
    fingers.pinch(120, 60)
    assert canvas.zoom == pytest.approx(before.scale / canvas.placement().scale * canvas.zoom, rel=0.05)  # type: ignore[union-attr]


def test_one_finger_drags_a_zoomed_page_and_does_not_turn_it(reader: ReaderPage, fingers: Fingers) -> None:
    fingers.pinch(40, 160)
    across, down = reader.view.canvas.horizontalScrollBar(), reader.view.canvas.verticalScrollBar()
    place = across.value(), down.value()
    fingers.swipe(-90, -30)
    assert (across.value(), down.value()) == (place[0] + 90, place[1] + 30)
    assert reader.page == 3


def test_the_second_finger_takes_back_what_the_first_one_began(reader: ReaderPage, fingers: Fingers) -> None:
    reader.take(ToolKind.PEN)
    fingers.pinch(60, 90)
    reader.rest()
    assert reader.notes == []


def test_mixed_sizes_are_each_fitted_after_a_swipe(reader: ReaderPage, fingers: Fingers) -> None:
    reader.view.canvas.set_look(Look(View.SINGLE))
    fingers.swipe(200, 0)
    place = reader.view.canvas.placement()
    assert reader.page == 2
    assert place is not None
    assert place.width / place.height == pytest.approx(A3.width / A3.height, rel=0.01)
    room = reader.view.canvas.viewport().size()
    assert 20 <= min(room.width() - place.width, room.height() - place.height) <= 28
