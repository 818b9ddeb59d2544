"""More edits, which nothing was tuned on: they tell whether what holds for the others holds at all."""

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
    gap_in,
    rewrite,
    rewritten,
    scanned,
    sizes_of,
    some_pages,
    turned_upright,
    words_of,
)


def column_moved(document: Any, random: Random) -> tuple[bytes, Truth]:
    """A column was made narrower: what stands to the right of a cut moved to the left, and the rest stayed."""
    sizes, narrower = sizes_of(document), random.choice((10.0, 18.0, 30.0))
    chosen = some_pages(random, len(sizes), 0.6)
    parts: list[tuple[int, Band]] = []
    for page, (width, _) in enumerate(sizes, 1):
        at = width * random.uniform(0.35, 0.65)
        if page in chosen:
            parts += [
                (page, Band(-1e4, 1e4, page, right=at - narrower)),
                (page, Band(-1e4, 1e4, page, -narrower, left=at)),
            ]
        else:
            parts.append((page, Band(-1e4, 1e4, page)))
    truth = Truth({page: [band for each, band in parts if each == page] for page in range(1, len(sizes) + 1)})
    for page in chosen:
        at = truth.bands[page][1].left
        truth.bands[page].append(Band(-1e4, 1e4, None, left=at - narrower, right=at))
    return bytes_of(composed(document, sizes, parts)), truth


def figure_replaced(document: Any, random: Random) -> tuple[bytes, Truth]:
    """Another picture in the place of one; what stands around it, its caption too, stays."""
    made, truth = copy_of(turned_upright(document)), Truth.unchanged(sizes_of(document))
    for number in some_pages(random, len(made), 0.6):
        page = made[number - 1]
        found = [pymupdf.Rect(each["bbox"]) & page.rect for each in page.get_image_info()]
        found = [
            box for box in found if 60 < box.width < page.rect.width * 0.95 and 40 < box.height < page.rect.height * 0.7
        ]
        width, height = page.rect.width, page.rect.height
        x, y = random.uniform(0.1, 0.4) * width, random.uniform(0.2, 0.6) * height
        box = random.choice(found) if found else pymupdf.Rect(x, y, x + 0.4 * width, y + 0.25 * height)
        page.add_redact_annot(box, fill=(1, 1, 1))
        page.apply_redactions(images=pymupdf.PDF_REDACT_IMAGE_PIXELS)
        page.draw_rect(box, color=(0.3, 0.3, 0.3), fill=(0.93, 0.95, 0.9))
        for bar in range(6):
            left = box.x0 + box.width * (bar + 0.5) / 7
            page.draw_rect(
                (left, box.y1 - box.height * random.uniform(0.2, 0.9), left + box.width / 10, box.y1),
                fill=(0.2, 0.4, 0.6),
            )
        truth.altered[number] = [(box.x0 - 1, box.y0 - 1, box.x1 + 1, box.y1 + 1)]
    return bytes_of(made), truth


def stretches_swapped(document: Any, random: Random) -> tuple[bytes, Truth]:
    """Two equally high stretches of a page, rows or tables that look alike, changed places."""
    high = random.choice((18.0, 40.0, 120.0))

    def cut(page: int, at: float, bottom: float) -> list[Band]:
        last = min(at + 2 * high, bottom)
        middle = (at + last) / 2
        return [
            Band(-1e4, at, page),
            Band(at, middle, page, 0, middle - at),
            Band(middle, last, page, 0, at - middle),
            Band(last, 1e4, page),
        ]

    return banded(document, random, 0.6, cut, lambda *_: None)


def footers_renumbered(document: Any, random: Random) -> tuple[bytes, Truth]:
    """Every page got another number, as when ten pages were put before it."""

    def choose(page: Any) -> list[tuple[Any, str]]:
        low = [
            (box, word)
            for box, word in words_of(page)
            if box.y0 > page.rect.height - 70 and any(c.isdigit() for c in word)
        ]
        return [(box, str(page.number + 11)) for box, _ in low]

    return rewritten(document, random, 1.0, choose)


def scanned_askew(document: Any, random: Random) -> tuple[bytes, Truth]:
    """1.5 degrees, paler and flatter."""
    levels = bytes(round(70 + 170 * (level / 255) ** 0.7) for level in range(256))
    return scanned(document, random, dpi=110, askew=1.5, levels=levels)


def copied_smaller(document: Any, random: Random) -> tuple[bytes, Truth]:
    """A copy at 93 or 96 % of the size, scanned."""
    return scanned(document, random, askew=0.5, scale=random.choice((0.93, 0.96)))


def on_a3_not_scaled(document: Any, random: Random) -> tuple[bytes, Truth]:
    """In the middle of the next larger paper."""
    sizes = sizes_of(document)
    wide = [(w * 2**0.5, h * 2**0.5) for w, h in sizes]
    bands = [
        (page, Band(-1e4, 1e4, page, (wide[page - 1][0] - w) / 2, (wide[page - 1][1] - h) / 2))
        for page, (w, h) in enumerate(sizes, 1)
    ]
    return bytes_of(composed(document, wide, bands)), Truth({page: [band] for page, band in bands})


def pages_turned(document: Any, random: Random) -> tuple[bytes, Truth]:
    """A quarter to the right, as shown."""
    made, truth = copy_of(document), Truth()
    for number, page in enumerate(made, 1):
        height = page.rect.height
        page.set_rotation((page.rotation + 90) % 360)
        truth.bands[number] = [Band(-1e4, 1e4, number, height, 0.0, 1.0, 90.0)]
    return bytes_of(made), truth


def cropped_to_content(document: Any, random: Random) -> tuple[bytes, Truth]:
    """Up to six centimetres of margin cut away, differently on every page."""
    made, truth = copy_of(turned_upright(document)), Truth()
    for number, page in enumerate(made, 1):
        box = page.mediabox
        left, top = random.randint(20, 60), random.randint(20, 70)
        page.set_cropbox(pymupdf.Rect(box.x0 + left, box.y0 + top, box.x1 - 20, box.y1 - 20))
        truth.bands[number] = [Band(-1e4, 1e4, number, -left, -top)]
    return bytes_of(made), truth


def bound_on_both_sides(document: Any, random: Random) -> tuple[bytes, Truth]:
    """Odd pages moved to the right, even ones to the left, to be bound."""
    sizes, by = sizes_of(document), random.uniform(8, 18)
    bands = [(page, Band(-1e4, 1e4, page, by if page % 2 else -by)) for page in range(1, len(sizes) + 1)]
    return bytes_of(composed(document, sizes, bands)), Truth({page: [band] for page, band in bands})


def font_changed(document: Any, random: Random) -> tuple[bytes, Truth]:
    """The same words in the same places in another face."""
    made = copy_of(turned_upright(document))
    for page in made:
        rewrite(page, words_of(page))
    return bytes_of(made), Truth.unchanged(sizes_of(document))


def cells_emptied(document: Any, random: Random) -> tuple[bytes, Truth]:
    """Figures taken out, nothing in their place."""

    def choose(page: Any) -> list[tuple[Any, str]]:
        figures = [box for box, word in words_of(page) if any(c.isdigit() for c in word)]
        return [(box, " ") for box in random.sample(figures, min(len(figures), random.randint(2, 12)))]

    return rewritten(document, random, 0.8, choose)


def two_cuts(document: Any, random: Random) -> tuple[bytes, Truth]:
    """A line taken out above, and two added farther down: three bands that moved otherwise."""
    up, down = random.choice((12.0, 20.0)), random.choice((15.0, 30.0))

    def cut(page: int, at: float, bottom: float) -> list[Band]:
        second = gap_in(document, page, random)
        first, second = min(at, second), max(at, second)
        if second - first < up + 40:
            return [Band(-1e4, first, page), Band(first, bottom - down, page, 0, down), Band(bottom - down, 1e4, None)]
        return [
            Band(-1e4, first, page),
            Band(first, first + up, None),
            Band(first + up, second, page, 0, -up),
            Band(second, bottom - down + up, page, 0, down - up),
            Band(bottom - down + up, 1e4, None),
        ]

    return banded(document, random, 0.6, cut, lambda *_: None)


FURTHER_EDITS: dict[str, Edit] = {
    each.__name__: each
    for each in (
        column_moved, figure_replaced, stretches_swapped, footers_renumbered, scanned_askew, copied_smaller,
        on_a3_not_scaled, pages_turned, cropped_to_content, bound_on_both_sides, font_changed, cells_emptied, two_cuts,
    )
}  # fmt: skip
"""Name → edit."""
