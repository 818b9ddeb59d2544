"""Spread, continuous and turned views, and who gets a press."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from reader_fakes import A3, A4, FlatDocument, ReaderPage, meeting

from dxmeet.desktop.notes.pointer import Pointer
from dxmeet.desktop.notes.tools import ToolKind
from dxmeet.domain.annotation import Box
from dxmeet.domain.look import Fit, Look, View
from dxmeet.domain.page import PageSize

_Key = Qt.Key


class Recorder:
    """A target and an overlay that writes down what it is asked, and takes what it is told to."""

    def __init__(self, *, takes: bool = False, keeps: bool = True, clicks: bool = False) -> None:
        self.heard: list[tuple[str, int]] = []
        self.painted: set[int] = set()
        self._takes, self._keeps, self._clicks = takes, keeps, clicks

    def press(self, pointer: Pointer) -> bool:
        self.heard.append(("press", pointer.page))
        return self._takes

    def move(self, pointer: Pointer) -> None:
        self.heard.append(("move", pointer.page))

    def release(self, pointer: Pointer) -> bool:
        self.heard.append(("release", pointer.page))
        return self._keeps

    def click(self, pointer: Pointer) -> bool:
        self.heard.append(("click", pointer.page))
        return self._clicks

    def open_at(self, pointer: Pointer) -> bool:
        return False

    def cursor_at(self, pointer: Pointer) -> Qt.CursorShape | None:
        return Qt.CursorShape.PointingHandCursor if self._clicks else None

    def paint(self, painter: QPainter, page: int, scale: float, seen: Box) -> None:
        self.painted.add(page)


def _show(reader: ReaderPage, view: View, fit: Fit = Fit.PAGE, rotation: int = 0, pages: int = 9) -> FlatDocument:
    document = FlatDocument(*(A4,) * pages)
    reader.open_and_settle(meeting(document))
    reader.view.canvas.set_look(Look(view, fit, rotation=rotation))
    reader.rest()
    return document


def _color(reader: ReaderPage, page: int) -> int:
    place = reader.view.canvas.placement(page)
    assert place is not None
    where = QPointF(place.left + place.width / 2, place.top + min(place.height, 300) / 2).toPoint()
    return reader.view.canvas.viewport().grab().toImage().pixelColor(where).blue()


def test_a_spread_shows_both_pages_and_turns_two(reader: ReaderPage) -> None:
    _show(reader, View.SPREAD)
    reader.key(_Key.Key_PageDown)
    assert reader.page == 2
    reader.rest()
    assert (_color(reader, 2), _color(reader, 3)) == (2, 3)
    reader.key(_Key.Key_Right)
    assert reader.page == 4
    reader.key(_Key.Key_PageUp)
    assert reader.page == 2


def test_the_next_spread_is_on_the_screen_within_the_key_press(reader: ReaderPage) -> None:
    document = _show(reader, View.SPREAD)
    reader.key(_Key.Key_PageDown)
    reader.rest()
    document.gate.clear()
    reader.key(_Key.Key_PageDown)
    assert (_color(reader, 4), _color(reader, 5)) == (4, 5)
    document.gate.set()


def test_continuous_scrolls_through_and_says_which_page_is_read(reader: ReaderPage) -> None:
    _show(reader, View.CONTINUOUS, Fit.WIDTH)
    bar = reader.view.canvas.verticalScrollBar()
    seen = {reader.page}
    while bar.value() < bar.maximum():
        bar.setValue(bar.value() + 200)
        seen.add(reader.page)
    assert seen == set(range(1, 10))
    assert reader.view.page_bar.page_field.text() == "9"


def test_in_continuous_every_page_is_reached_by_its_number(reader: ReaderPage) -> None:
    _show(reader, View.CONTINUOUS)
    for page in (9, 4, 1):
        reader.view.canvas.turn_to(page)
        assert reader.page == page
        assert reader.view.canvas.placement(page) is not None
        reader.rest()
        assert _color(reader, page) == page


def test_a_view_turned_by_a_quarter_shows_the_page_turned(reader: ReaderPage) -> None:
    document = _show(reader, View.SINGLE, rotation=90)
    place = reader.view.canvas.placement()
    assert place is not None
    assert place.width > place.height
    assert document.asked[-1].rotation == 90
    assert place.to_canvas(0, 0) == pytest.approx((place.left + place.width, place.top))


def test_a_stroke_in_a_turned_view_lies_where_the_pen_was(reader: ReaderPage) -> None:
    _show(reader, View.SINGLE, rotation=270)
    reader.take(ToolKind.PEN)
    reader.draw((100, 100), (200, 100), (300, 100))
    [note] = reader.notes
    assert [point[:2] for point in note.strokes[0]] == [pytest.approx((x, 100), abs=1) for x in (100, 200, 300)]
    assert reader.color_at(200, 100)[1] < 100 < reader.color_at(200, 130)[1]


def test_a_stroke_on_the_right_page_of_a_spread_is_that_pages(reader: ReaderPage) -> None:
    _show(reader, View.SPREAD)
    reader.view.canvas.turn_to(2)
    reader.take(ToolKind.PEN)
    place = reader.view.canvas.placement(3)
    assert place is not None
    ground, left = reader.view.canvas.viewport(), Qt.MouseButton.LeftButton
    start = QPointF(*place.to_canvas(100, 100)).toPoint()
    QTest.mousePress(ground, left, pos=start)
    reader._drag(QPointF(*place.to_canvas(-200, 140)).toPoint(), Qt.KeyboardModifier.NoModifier)
    QTest.mouseRelease(ground, left, pos=QPointF(*place.to_canvas(-200, 140)).toPoint())
    [note] = reader.notes
    assert note.page == 3
    assert min(x for x, _, _ in note.strokes[0]) == 0


def test_overlays_are_painted_on_every_page_in_sight(reader: ReaderPage) -> None:
    _show(reader, View.SPREAD)
    over = Recorder()
    reader.view.canvas.overlays.append(over)
    reader.view.canvas.turn_to(4)
    reader.view.canvas.viewport().grab()
    assert over.painted == {4, 5}


def test_a_press_goes_to_the_first_that_takes_it(reader: ReaderPage) -> None:
    _show(reader, View.SINGLE)
    first, second, third = Recorder(), Recorder(takes=True), Recorder()
    reader.view.canvas.targets += [first, second, third]
    reader.draw((100, 100), (200, 200))
    assert first.heard == [("press", 1)]
    assert second.heard == [("press", 1), ("move", 1), ("release", 1)]
    assert third.heard == []


def test_a_press_without_a_move_is_a_click_for_those_behind(reader: ReaderPage) -> None:
    _show(reader, View.SINGLE)
    first, second, third = Recorder(takes=True, keeps=False), Recorder(clicks=True), Recorder()
    reader.view.canvas.targets += [first, second, third]
    reader.click(300, 300)
    assert second.heard == [("click", 1)]
    assert third.heard == []
    QTest.mouseMove(reader.view.canvas.viewport(), reader.at(200, 200))
    reader.wait(lambda: reader.view.canvas.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor)


def test_mixed_sizes_are_each_fitted_in_continuous(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument(A4, A3, A4)))
    reader.view.canvas.set_look(Look(View.CONTINUOUS, Fit.WIDTH))
    layout = reader.view.canvas.arrangement
    assert layout.scale(2) * A3.width == pytest.approx(layout.scale(1) * A4.width)


def test_an_edge_click_still_turns_when_no_target_wants_it(reader: ReaderPage) -> None:
    _show(reader, View.SINGLE)
    reader.view.canvas.targets.append(Recorder())
    ground = reader.view.canvas.viewport()
    QTest.mouseClick(ground, Qt.MouseButton.LeftButton, pos=QPoint(ground.width() - 5, 100))
    assert reader.page == 2


def test_a_poster_is_as_wide_as_the_canvas_and_asking_for_less_does_not_make_it_larger(reader: ReaderPage) -> None:
    reader.open_and_settle(meeting(FlatDocument(PageSize(18000, 36000))))
    canvas = reader.view.canvas
    canvas.set_fit(Fit.WIDTH)
    place = canvas.placement()
    assert place is not None
    assert canvas.viewport().width() - 40 < place.width <= canvas.viewport().width()
    assert canvas.horizontalScrollBar().maximum() == 0
    for fit in (Fit.WIDTH, Fit.PAGE):
        canvas.set_fit(fit)
        before = canvas.zoom
        canvas.zoom_by(-1)
        assert canvas.zoom == before < 0.1
    canvas.zoom_by(1)
    assert canvas.zoom == pytest.approx(0.1)


@pytest.mark.parametrize(("zoom", "stays"), [(0.25, False), (1.5, True)])
def test_a_size_chosen_for_a_poster_is_not_that_of_the_next_paper(reader: ReaderPage, zoom: float, stays: bool) -> None:
    reader.open_and_settle(meeting(FlatDocument(PageSize(7200, 7200))))
    canvas = reader.view.canvas
    canvas.zoom_to(zoom)
    reader.open_and_settle(meeting(FlatDocument(A4)))
    assert (canvas.fit is Fit.FREE) is stays
    assert canvas.zoom == zoom if stays else canvas.zoom > 0.4
