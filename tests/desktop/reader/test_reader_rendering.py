"""What is drawn when: the page in sight first, one request at a time, nothing of a former document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from reader_fakes import A4, FlatDocument, ReaderPage, from_disk, meeting

from dxmeet.desktop.images import image_of
from dxmeet.desktop.reader.layout import PageLayout
from dxmeet.desktop.reader.pictures import Picture, PictureCache
from dxmeet.desktop.reader.placing import Viewport
from dxmeet.desktop.reader.rendering import reading_order
from dxmeet.desktop.reader.tiling import TILE, pixel_size, tile_requests, whole_request
from dxmeet.domain.look import Look
from dxmeet.domain.page import MAX_PIXELS, PageSize, Pixels, RenderRequest, Tile
from dxmeet.services.opened import Opened


def _picture(page: int, size: int = 100) -> Picture:
    return Picture(RenderRequest(page, 1.0), QImage(size, 1, QImage.Format.Format_Grayscale8))


def test_the_next_page_in_the_direction_of_travel_comes_second() -> None:
    assert reading_order(5, 1, 9) == [5, 6, 4, 7]
    assert reading_order(5, -1, 9) == [5, 4, 6, 3]
    assert reading_order(1, 1, 9) == [1, 2, 3]
    assert reading_order(1, 1, 1) == [1]


def test_pages_are_drawn_in_that_order(reader: ReaderPage) -> None:
    document = FlatDocument(*(A4,) * 9)
    reader.open(meeting(document, page=4))
    reader.wait(lambda: len(document.asked) >= 4)
    assert [request.page for request in document.asked[:4]] == [4, 5, 3, 6]


def test_a_document_is_seen_once_its_page_is_on_the_screen(reader: ReaderPage) -> None:
    seen: list[Opened] = []
    reader.view.seen.connect(seen.append)
    skipped, read = FlatDocument(*(A4,) * 9), FlatDocument(*(A4,) * 9)
    skipped.gate.clear()
    reader.open(meeting(skipped))
    reader.wait(lambda: len(skipped.asked) == 1)
    reader.open(meeting(read))
    skipped.gate.set()
    reader.wait(lambda: bool(seen))
    reader.key(Qt.Key.Key_PageDown)
    reader.view.compare()
    reader.wait(lambda: not reader.runner.busy)
    assert [each.document for each in seen] == [read]


def test_a_request_not_yet_sent_is_given_up_for_the_page_in_sight(reader: ReaderPage) -> None:
    document = FlatDocument(*(A4,) * 30)
    document.gate.clear()
    reader.open(meeting(document, page=1))
    reader.wait(lambda: len(document.asked) == 1)
    for _ in range(9):
        reader.key(Qt.Key.Key_PageDown)
    document.gate.set()
    reader.wait(lambda: 10 in [request.page for request in document.asked])
    assert [request.page for request in document.asked[:2]] == [1, 10]


def test_drawing_ahead_begins_only_after_the_turn(reader: ReaderPage) -> None:
    document = FlatDocument(*(A4,) * 9)
    reader.open(meeting(document))
    reader.wait(lambda: {request.page for request in document.asked} >= {1, 2, 3} and not reader.runner.busy)
    document.gate.clear()
    reader.key(Qt.Key.Key_PageDown)
    assert not reader.runner.busy
    document.gate.set()
    reader.wait(lambda: document.asked[-1].page == 4)


def test_a_page_that_is_not_there_yet_is_asked_for_within_the_turn(reader: ReaderPage) -> None:
    document = FlatDocument(*(A4,) * 9)
    reader.open(meeting(document))
    reader.wait(lambda: {request.page for request in document.asked} >= {1, 2, 3} and not reader.runner.busy)
    document.gate.clear()
    reader.key(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert reader.runner.busy
    document.gate.set()
    reader.wait(lambda: [each.page for each in document.asked[3:4]] == [9])


def test_the_farthest_page_goes_first() -> None:
    cache = PictureCache(250)
    for page in (1, 2, 3, 4):
        cache.put(_picture(page), reading=4)
    assert [page for page in range(1, 6) if cache.whole(page)] == [3, 4]
    assert cache.used == 200


def test_what_is_wanted_stays_whatever_it_takes_and_goes_once_it_is_not() -> None:
    cache = PictureCache(0)
    tiles = [RenderRequest(2, 4.0, 0, Tile(x, 0, 64, 64)) for x in (0, 64, 128)]
    cache.want([RenderRequest(2, 1.0), *tiles], reading=2)
    for request in (RenderRequest(2, 0.5), *tiles):
        cache.put(Picture(request, QImage(100, 1, QImage.Format.Format_Grayscale8)), reading=2)
    assert cache.whole(2) is not None  # coarse, until the right one is there
    assert all(tile in cache for tile in tiles)
    cache.want([RenderRequest(3, 1.0)], reading=3)
    assert cache.used == 0


@given(
    st.lists(st.tuples(st.integers(1, 40), st.integers(1, 500)), max_size=60),
    st.integers(1, 40),
    st.sets(st.integers(1, 40), max_size=6),
)
def test_the_cache_keeps_to_its_limit_and_to_what_is_wanted(
    puts: list[tuple[int, int]], reading: int, wanted: set[int]
) -> None:
    cache = PictureCache(1000)
    cache.want([RenderRequest(page, 1.0) for page in wanted], reading)
    for page, size in puts:
        cache.put(_picture(page, size), reading)
        assert page not in wanted or cache.whole(page) is not None
        spare = [kept.size for each in range(1, 41) if each not in wanted and (kept := cache.whole(each)) is not None]
        assert sum(spare) <= 1000
    held = [cache.whole(page) for page in range(1, 41)]
    assert cache.used == sum(each.size for each in held if each)


def test_an_answer_of_the_former_document_is_not_shown(reader: ReaderPage) -> None:
    former, present = FlatDocument(*(A4,) * 7), FlatDocument()
    former.gate.clear()
    reader.open(meeting(former, page=5))
    reader.wait(lambda: len(former.asked) == 1)
    reader.open(meeting(present, page=1))
    former.gate.set()
    reader.rest()
    assert reader.view.renderer.cache.whole(5) is None
    assert former.closed
    assert reader.color_at(300, 400)[2] == 1


def test_a_page_that_cannot_be_drawn_says_so_and_the_others_still_read(reader: ReaderPage) -> None:
    document = FlatDocument(*(A4,) * 4, failing={2})
    reader.open_and_settle(meeting(document))
    reader.key(Qt.Key.Key_PageDown)
    reader.rest()
    assert reader.color_at(20, 20) == (255, 255, 255)
    picture = reader.view.canvas.viewport().grab().toImage()
    middle = reader.at(100, 421), reader.at(495, 421)
    dark = [
        picture.pixelColor(x, y).lightness() < 120
        for y in range(middle[0].y() - 60, middle[0].y() + 60)
        for x in range(middle[0].x(), middle[1].x())
    ]
    assert any(dark)  # the sentence
    reader.key(Qt.Key.Key_PageDown)
    assert reader.color_at(300, 400)[2] == 3
    assert 2 not in [request.page for request in document.asked[-1:]]


def test_a_huge_page_is_coarse_first_and_then_tiles_in_sight() -> None:
    plan = PageSize(2384.0, 1684.0)
    scale = 2.0
    assert whole_request(1, plan, 0.5) == RenderRequest(1, 0.5)
    coarse = whole_request(1, plan, scale)
    assert coarse.scale < scale
    tiles = tile_requests(1, plan, scale, (0, 0, 1200, 700))
    assert {(each.tile.x, each.tile.y) for each in tiles if each.tile} == {(0, 0), (TILE, 0)}
    assert tile_requests(1, plan, 0.5, (0, 0, 1200, 700)) == []


@given(st.floats(10, 3000), st.floats(10, 3000), st.floats(0.5, 6), st.floats(0, 4000), st.floats(0, 4000))
def test_tiles_cover_what_is_seen_and_none_is_too_large(
    width: float, height: float, scale: float, x: float, y: float
) -> None:
    page = PageSize(width, height)
    across, down = pixel_size(page, scale)
    tiles = [each.tile for each in tile_requests(1, page, scale, (x, y, x + 900, y + 600)) if each.tile]
    for tile in tiles:
        assert tile.width * tile.height <= MAX_PIXELS
        assert 0 <= tile.x < tile.x + tile.width <= across
        assert 0 <= tile.y < tile.y + tile.height <= down
    if across * down > MAX_PIXELS and x + 450 < across and y + 300 < down:
        assert any(t.x <= x + 450 < t.x + t.width and t.y <= y + 300 < t.y + t.height for t in tiles)


@given(
    st.floats(10, 5000),
    st.floats(10, 5000),
    st.integers(200, 3000),
    st.integers(200, 2000),
    st.sampled_from([1.0, 1.25, 1.5, 2.0]),
)
def test_a_fitted_page_is_inside_the_canvas_and_on_whole_pixels(
    width: float, height: float, across: int, down: int, ratio: float
) -> None:
    layout = PageLayout([PageSize(width, height)], Viewport(across, down, ratio), Look())
    [(_, place)] = layout.placements(1, 0, 0)
    assert place.left >= 0
    assert place.top >= 0
    assert place.left + place.width <= across + 1
    assert place.top + place.height <= down + 1
    assert abs(place.left * ratio - round(place.left * ratio)) < 1e-6
    x, y = place.to_canvas(*place.to_page(10, 20))
    assert abs(x - 10) < 1e-6
    assert abs(y - 20) < 1e-6


def test_a_page_drawn_ahead_that_hangs_does_not_keep_the_reader_waiting(reader: ReaderPage) -> None:
    document = FlatDocument(*(A4,) * 6)
    document.hanging = {2}
    reader.open(from_disk(document))
    reader.wait(lambda: [each.page for each in document.asked] == [1, 2])
    reader.view.canvas.turn_to(4)
    reader.wait(lambda: reader.view.renderer.cache.whole(4) is not None)
    assert document.asked[2].page == 4


def test_a_page_that_was_given_up_is_drawn_when_it_is_looked_at(reader: ReaderPage) -> None:
    document = FlatDocument(*(A4,) * 6)
    document.hanging = {2}
    reader.open(from_disk(document))
    reader.wait(lambda: [each.page for each in document.asked] == [1, 2])
    reader.view.canvas.turn_to(4)
    reader.wait(lambda: 2 in reader.view.renderer.failures)
    document.hanging = set()
    reader.view.canvas.turn_to(2)
    reader.wait(lambda: reader.view.renderer.cache.whole(2) is not None)


@pytest.mark.parametrize(("color", "size"), [((90, 90, 90), 1), ((90, 90, 91), 3)])
def test_a_page_without_colour_takes_a_third(color: tuple[int, int, int], size: int) -> None:
    image = image_of(Pixels(41, 20, bytes(color) * 820))
    assert [image.pixelColor(x, y).getRgb()[:3] for x, y in ((0, 0), (40, 19))] == [color] * 2
    assert image.bytesPerLine() == -(-41 * size // 4) * 4
