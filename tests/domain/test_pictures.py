"""Where a picture lies in another one is the same whether it is reckoned all at once or pixel by pixel."""

from math import sqrt

from hypothesis import given, settings
from hypothesis import strategies as st

from dxmeet.domain.features import Grey
from dxmeet.domain.pictures import Plane, Template, locate, overlays, shrunk


@st.composite
def greys(draw: st.DrawFn, most: int) -> Grey:
    width, height = draw(st.integers(1, most)), draw(st.integers(1, most))
    return Grey(width, height, draw(st.binary(min_size=width * height, max_size=width * height)))


def pixel_by_pixel(page: Grey, picture: Grey, x: int, y: int) -> float:
    if x < 0 or y < 0 or x + picture.width > page.width or y + picture.height > page.height:
        return 0.0
    there = [page.row(y + line)[x + at] for line in range(picture.height) for at in range(picture.width)]
    count, total, own = len(there), sum(there), sum(picture.pixels)
    spread = count * sum(v * v for v in there) - total**2, count * sum(v * v for v in picture.pixels) - own**2
    product = count * sum(a * b for a, b in zip(there, picture.pixels, strict=True)) - total * own
    return product / sqrt(spread[0] * spread[1]) if min(spread) > 0 else 0.0


@given(greys(14), greys(8), st.integers(-4, 10), st.integers(-4, 10))
@settings(max_examples=60, deadline=None)
def test_all_places_at_once_are_what_each_place_alone_is(page: Grey, picture: Grey, x: int, y: int) -> None:
    found = Plane(page).correlations(Template(picture), range(x, x + 4), range(y, y + 4))
    assert len(found) == 16
    for at, peak in found.items():
        assert abs(peak - pixel_by_pixel(page, picture, *at)) < 1e-9


def noise(width: int, height: int) -> Grey:
    """The same picture at every call, and no part of it like another."""
    seed, pixels = 1, bytearray()
    for _ in range(width * height):
        seed = seed * 1103515245 + 12345 & 0x7FFFFFFF
        pixels.append(255 if seed >> 16 & 3 else 0)
    return Grey(width, height, bytes(pixels))


def placed(picture: Grey, width: int, height: int, x: int, y: int) -> Grey:
    rows = [bytearray(b"\xff" * width) for _ in range(height)]
    for line in range(picture.height):
        rows[y + line][x : x + picture.width] = picture.row(line)
    return Grey(width, height, b"".join(rows))


def test_a_picture_too_large_for_four_bytes_a_sum_is_found_all_the_same() -> None:
    picture = Grey(300, 300, bytes(max(level, 250) for level in noise(300, 300).pixels))
    found = Plane(placed(picture, 306, 306, 4, 3)).correlations(Template(picture), range(7), range(7))
    assert max(found, key=lambda at: found[at]) == (4, 3)
    assert found[4, 3] > 0.999


@given(st.integers(0, 200), st.integers(0, 100))
@settings(max_examples=12, deadline=None)
def test_a_page_put_anywhere_on_a_larger_one_is_found(x: int, y: int) -> None:
    fine = noise(40, 52)
    page = Grey(160, 208, bytes(fine.row(line // 4)[at // 4] for line in range(208) for at in range(160)))
    sheet = placed(page, 400, 320, x, y)
    (peak, (dx, dy)), *_ = overlays(page, (Plane(shrunk(sheet, 4)), Plane(shrunk(sheet, 2))), 1.0)
    assert peak > 0.6
    assert abs(dx - 2 * x) <= 5
    assert abs(dy - 2 * y) <= 5


def test_how_much_better_a_place_is_than_the_next_says_whether_there_are_two() -> None:
    picture = noise(20, 20)
    once = placed(picture, 120, 60, 20, 20)
    twice = placed(picture, 120, 60, 20, 20)
    rows = [bytearray(twice.row(y)) for y in range(60)]
    for line in range(20):
        rows[20 + line][60:80] = picture.row(line)
    twice = Grey(120, 60, b"".join(bytes(row) for row in rows))
    alone, repeated = (locate(picture, Plane(each), Plane(shrunk(each, 2)), (40, 40), 90) for each in (once, twice))
    assert alone is not None
    assert repeated is not None
    assert alone.peak > 0.99
    assert alone.margin > 0.3 > 0.05 > repeated.margin
