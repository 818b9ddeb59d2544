"""Edits as a stranger would try them: what is alike is exchanged, copied or put in another's place."""

import itertools
from random import Random
from typing import Any

import pymupdf
from known_truth import Band, Truth
from revision_edits import (
    Edit,
    banded,
    bytes_of,
    composed,
    copy_of,
    headers_renumbered,
    joined,
    pages_shifted,
    rewrite,
    row_inserted,
    scanned,
    sizes_of,
    some_pages,
    turned_upright,
    words_of,
)


def gaps_in(page: Any) -> list[float]:
    """Every height between two lines of text where the page can be cut."""
    lines = sorted(
        (line["bbox"][1], line["bbox"][3])
        for block in page.get_text("dict")["blocks"]
        for line in block.get("lines", ())
    )
    found: list[float] = []
    reached = 0.0
    for top, bottom in lines:
        if top > reached + 0.5 and page.rect.height * 0.08 < top < page.rect.height * 0.92:
            found.append((top + reached) / 2 if reached else top - 1)
        reached = max(reached, bottom)
    return found


def _some_gaps(document: Any, page: int, random: Random, count: int) -> list[float]:
    found = gaps_in(turned_upright(document)[page - 1])
    height = document[page - 1].rect.height
    if len(found) < count:  # a picture
        found = [height * (0.2 + 0.6 * i / count) for i in range(count)]
    first = random.randint(0, len(found) - count)
    return found[first : first + count]


def rows_shuffled(document: Any, random: Random) -> tuple[bytes, Truth]:
    """The rows of a table, or a few paragraphs, in another order."""

    def cut(page: int, at: float, bottom: float) -> list[Band]:
        count = random.choice((4, 6, 9))
        if len(gaps_in(turned_upright(document)[page - 1])) < count:
            return [Band(-1e4, 1e4, page)]
        some = _some_gaps(document, page, random, count)
        stretches = list(itertools.pairwise(some))
        bands = [Band(-1e4, some[0], page), Band(some[-1], 1e4, page)]
        order = stretches[:]
        while order == stretches:
            random.shuffle(order)
        at = some[0]
        for top, below in order:
            bands.append(Band(top, below, page, 0, at - top))
            at += below - top
        return bands

    return banded(document, random, 0.6, cut, lambda *_: None)


def row_taken_out(document: Any, random: Random) -> tuple[bytes, Truth]:
    """One line of text, or row of a table, of just its height; what is below moves up."""

    def cut(page: int, at: float, bottom: float) -> list[Band]:
        top, below = _some_gaps(document, page, random, 2)
        return [Band(-1e4, top, page), Band(top, below, None), Band(below, 1e4, page, 0, top - below)]

    return banded(document, random, 0.6, cut, lambda *_: None)


def rows_pulled_apart(document: Any, random: Random) -> tuple[bytes, Truth]:
    """Lines stand farther apart: each moves down by a little more than the one above it."""
    more = random.choice((0.6, 1.5, 3.0))

    def cut(page: int, at: float, bottom: float) -> list[Band]:
        cuts = [-1e4, *gaps_in(turned_upright(document)[page - 1]), 1e4]
        return [Band(top, below, page, 0, more * i) for i, (top, below) in enumerate(itertools.pairwise(cuts))]

    return banded(document, random, 0.5, cut, lambda *_: None)


def columns_exchanged(document: Any, random: Random) -> tuple[bytes, Truth]:
    """What stood on the left stands on the right."""
    sizes = sizes_of(document)
    chosen = some_pages(random, len(sizes), 0.5)
    truth = Truth.unchanged(sizes)
    upright = turned_upright(document)
    for page in chosen:
        width = sizes[page - 1][0]
        words = words_of(upright[page - 1])
        tries = [width * (0.35 + 0.01 * i) for i in range(31)]
        at = min(tries, key=lambda x: (sum(box.x0 < x < box.x1 for box, _ in words), abs(x - width / 2)))
        truth.bands[page] = [
            Band(-1e4, 1e4, page, width - at, right=at),
            Band(-1e4, 1e4, page, -at, left=at),
        ]
    parts = [(page, band) for page, bands in truth.bands.items() for band in bands]
    return bytes_of(composed(document, sizes, parts)), truth


def cells_moved_down(document: Any, random: Random) -> tuple[bytes, Truth]:
    """In one column the figures of some rows stand a row lower; a new one in the first of them."""
    sizes = sizes_of(document)
    chosen = some_pages(random, len(sizes), 0.6)
    truth = Truth.unchanged(sizes)
    upright = turned_upright(document)
    for page in chosen:
        width = sizes[page - 1][0]
        some = _some_gaps(document, page, random, random.choice((4, 7)))
        left = random.uniform(0.25, 0.6) * width
        right = left + random.uniform(0.12, 0.25) * width
        words = [box for box, _ in words_of(upright[page - 1]) if box.y1 > some[0] and box.y0 < some[-1]]
        left = min([left, *(box.x0 - 1 for box in words if box.x0 < left < box.x1)])
        right = max([right, *(box.x1 + 1 for box in words if box.x0 < right < box.x1)])
        high = some[1] - some[0]
        last = some[-1] - high
        truth.bands[page] = [
            Band(-1e4, some[0], page, left=left, right=right),
            Band(some[0], last, page, 0, high, left=left, right=right),
            Band(last, some[-1], None, left=left, right=right),
            Band(some[-1], 1e4, page, left=left, right=right),
            Band(-1e4, 1e4, page, right=left),
            Band(-1e4, 1e4, page, left=right),
        ]
    parts = [(page, band) for page, bands in truth.bands.items() for band in bands if band.page]
    return bytes_of(composed(document, sizes, parts)), truth


def paragraph_to_another_page(document: Any, random: Random) -> tuple[bytes, Truth]:
    """A few lines are taken out of one page and put into another."""
    sizes = sizes_of(document)
    truth = Truth.unchanged(sizes)
    pages = random.sample(range(1, len(sizes) + 1), min(len(sizes) // 2 * 2, 8))
    for page, other in zip(pages[::2], pages[1::2], strict=True):
        cuts = _some_gaps(document, page, random, random.choice((3, 5)))
        top, below = cuts[0], cuts[-1]
        high, bottom = below - top, sizes[other - 1][1]
        at = _some_gaps(document, other, random, 1)[0]
        truth.bands[page] = [
            Band(-1e4, top, page),
            Band(top, below, other, 0, at - top),
            Band(below, 1e4, page, 0, -high),
        ]
        truth.bands[other] = [
            Band(-1e4, at, other),
            Band(at, bottom - high, other, 0, high),
            Band(bottom - high, 1e4, None),
        ]
    parts = [(page, band) for page, bands in truth.bands.items() for band in bands if band.page]
    return bytes_of(composed(document, sizes, parts)), truth


def _nearly_copied(document: Any, random: Random, share: float, *, instead: bool) -> tuple[bytes, Truth]:
    """Before (or ``instead`` of) some pages, copies of them or their neighbours with other figures and words."""
    upright = turned_upright(document)
    chosen = some_pages(random, len(upright), share)
    made, truth = pymupdf.open(), Truth.unchanged(sizes_of(document))
    places: dict[int, int | None] = {}
    for page in range(1, len(upright) + 1):
        if page in chosen:
            others = [each for each in range(1, len(upright) + 1) if each not in chosen]
            model = min(others, key=lambda each: abs(each - page), default=page) if instead else page
            made.insert_pdf(upright, from_page=model - 1, to_page=model - 1)
            words = [each for each in words_of(made[-1]) if any(c.isdigit() for c in each[1]) or len(each[1]) > 6]
            if not words:  # a picture: another one on it
                x, y = random.uniform(60, 300), random.uniform(80, 500)
                made[-1].draw_rect((x, y, x + 120, y + 80), fill=(0.3, 0.5, 0.7))
            some = random.sample(words, max(1, len(words) // 4)) if words else []
            rewrite(made[-1], [(box, _other(word, random)) for box, word in some])
        if page in chosen and instead:
            places[page] = None
            continue
        made.insert_pdf(upright, from_page=page - 1, to_page=page - 1)
        places[page] = len(made)
    truth.renumber(places)
    return bytes_of(made), truth


def _other(word: str, random: Random) -> str:
    if any(c.isdigit() for c in word):
        return "".join(str(random.randint(0, 9)) if c.isdigit() else c for c in word)
    return "".join(random.choice("別表の内容を新たに定めるものとする令和九年度") for _ in word)


def near_copy_before(document: Any, random: Random) -> tuple[bytes, Truth]:
    return _nearly_copied(document, random, 0.3, instead=False)


def like_page_instead(document: Any, random: Random) -> tuple[bytes, Truth]:
    """Some pages are taken out, and in the place of each stands a nearly-copy of its neighbour."""
    return _nearly_copied(document, random, 0.2, instead=True)


def every_figure_changed(document: Any, random: Random) -> tuple[bytes, Truth]:
    """The same tables for another year."""
    made, truth = copy_of(turned_upright(document)), Truth.unchanged(sizes_of(document))
    for number, page in enumerate(made, 1):
        figures = [(box, word) for box, word in words_of(page) if any(c.isdigit() for c in word)]
        rewrite(page, [(box, _other(word, random)) for box, word in figures])
        truth.altered[number] = [(box.x0 - 1, box.y0 - 1, box.x1 + 1, box.y1 + 1) for box, _ in figures]
    return bytes_of(made), truth


def two_on_a4(document: Any, random: Random) -> tuple[bytes, Truth]:
    """Two pages, smaller, side by side on one of the old size lying on its side."""
    sizes = sizes_of(document)
    scale = 0.5**0.5
    sheets: list[tuple[float, float]] = []
    parts: list[tuple[int, Band]] = []
    for first in range(1, len(sizes) + 1, 2):
        pair = [page for page in (first, first + 1) if page <= len(sizes)]
        sheets.append((sum(sizes[p - 1][0] for p in pair) * scale, max(sizes[p - 1][1] for p in pair) * scale))
        left = 0.0
        for page in pair:
            parts.append((page, Band(-1e4, 1e4, len(sheets), left, 0, scale)))
            left += sizes[page - 1][0] * scale
    return bytes_of(composed(document, sheets, parts)), Truth({page: [band] for page, band in parts})


def picture_on_blank(document: Any, random: Random) -> tuple[bytes, Truth]:
    """Where a page was empty there is a picture now."""
    made, truth = copy_of(turned_upright(document)), Truth.unchanged(sizes_of(document))
    for number, page in enumerate(made, 1):
        width, height = page.rect.width, page.rect.height
        words = [box for box, _ in words_of(page)]
        boxes = []
        for _ in range(60):
            x, y = random.uniform(0.05, 0.7) * width, random.uniform(0.05, 0.8) * height
            boxes.append(
                pymupdf.Rect(x, y, x + random.uniform(0.15, 0.3) * width, y + random.uniform(0.1, 0.2) * height)
            )
        free = [box for box in boxes if not any(box.intersects(word) for word in words)]
        if not free:
            continue
        box = max(free, key=lambda each: each.get_area())
        page.draw_rect(box, color=(0.2, 0.2, 0.2), fill=(0.8, 0.85, 0.95))
        for _ in range(8):
            x, y = random.uniform(box.x0, box.x1 - 8), random.uniform(box.y0, box.y1 - 8)
            page.draw_rect((x, y, min(x + 30, box.x1), min(y + 20, box.y1)), fill=(random.random(), 0.4, 0.3))
        truth.altered[number] = [(box.x0 - 1, box.y0 - 1, box.x1 + 1, box.y1 + 1)]
    return bytes_of(made), truth


def scanned_upside_down(document: Any, random: Random) -> tuple[bytes, Truth]:
    after, truth = scanned(document, random, askew=0.3)
    made = pymupdf.open("pdf", after)
    for number, page in enumerate(made, 1):
        page.set_rotation(180)
        width, height = page.rect.width, page.rect.height
        old = truth.bands[number][0]
        truth.bands[number] = [Band(-1e4, 1e4, number, width - old.dx, height - old.dy, 1.0, old.angle + 180)]
    return bytes_of(made), truth


def head_taken_away(document: Any, random: Random) -> tuple[bytes, Truth]:
    """The first line of every page is gone, and all that was below stands higher."""
    sizes, truth = sizes_of(document), Truth()
    upright = turned_upright(document)
    for page in range(1, len(sizes) + 1):
        some = gaps_in(upright[page - 1])
        at = some[1] if len(some) > 2 else 60.0
        up = random.choice((9.0, 16.0))
        truth.bands[page] = [Band(-1e4, at, None), Band(at, 1e4, page, 0, -up)]
    parts = [(page, band) for page, bands in truth.bands.items() for band in bands if band.page]
    return bytes_of(composed(document, sizes, parts)), truth


def _then(first: Edit, second: Edit) -> Edit:
    def both(document: Any, random: Random) -> tuple[bytes, Truth]:
        between, one = first(document, random)
        after, two = second(pymupdf.open("pdf", between), random)
        return after, joined(one, two)

    return both


STRANGER_EDITS: dict[str, Edit] = {
    each.__name__: each
    for each in (
        rows_shuffled, row_taken_out, rows_pulled_apart, columns_exchanged, cells_moved_down,
        paragraph_to_another_page, near_copy_before, like_page_instead, every_figure_changed, two_on_a4,
        picture_on_blank, scanned_upside_down, head_taken_away,
    )
} | {
    "near_copy_then_headers": _then(near_copy_before, headers_renumbered),
    "near_copy_then_shifted": _then(near_copy_before, pages_shifted),
    "near_copy_then_scanned": _then(near_copy_before, scanned),
    "like_page_then_headers": _then(like_page_instead, headers_renumbered),
    "taken_out_then_row": _then(row_taken_out, row_inserted),
    "shuffled_then_scanned": _then(rows_shuffled, scanned),
    "taken_out_then_scanned": _then(row_taken_out, scanned),
}  # fmt: skip
"""Name → edit."""
