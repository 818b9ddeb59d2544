"""Editing a document as a secretariat does, and knowing what became of every place.

Every edit takes an open PyMuPDF document and a seeded Random, and gives the edited bytes with their ``Truth``. Bands are
cut out of pages with clipping, which is how this keeps text, pictures and lines of the original exactly.
"""

from collections.abc import Callable, Sequence
from math import cos, radians, sin
from random import Random
from typing import Any

import pymupdf
from known_truth import Band, Truth

Edit = Callable[[Any, Random], tuple[bytes, Truth]]
_FONT = "japan"


def sizes_of(document: Any) -> list[tuple[float, float]]:
    return [(page.rect.width, page.rect.height) for page in document]


def copy_of(document: Any) -> Any:
    return pymupdf.open("pdf", document.tobytes())


def bytes_of(document: Any) -> bytes:
    return document.tobytes(garbage=1, deflate=True)


def some_pages(random: Random, pages: int, share: float) -> list[int]:
    """Some pages from 1, at least one."""
    return sorted(random.sample(range(1, pages + 1), max(1, round(pages * share))))


def _sorted_in(random: Random, document: Any, order: Sequence[int | None], strange: str = "") -> tuple[bytes, Truth]:
    """The pages in a new order; None: a new page in between."""
    truth = Truth.unchanged(sizes_of(document))
    made = pymupdf.open()
    places: dict[int, int | None] = dict.fromkeys(range(1, len(document) + 1))
    for place, page in enumerate(order, 1):
        if page is None:
            size = sizes_of(document)[0]
            fresh = made.new_page(width=size[0], height=size[1])
            for line in range(12):
                words = "".join(
                    random.choice("新しい資料を追加して説明します令和八年度の事業費と財源内訳") for _ in range(26)
                )
                fresh.insert_text((60, 90 + line * 24), f"{strange}{words}", fontname=_FONT, fontsize=11)
        else:
            made.insert_pdf(document, from_page=page - 1, to_page=page - 1)
            if places[page] is None:
                places[page] = place
            else:
                twins = {places[page], place}
                for each in twins:
                    truth.twins.setdefault(each, set()).update(twins)
    truth.renumber(places)
    return bytes_of(made), truth


def pages_inserted(document: Any, random: Random) -> tuple[bytes, Truth]:
    order: list[int | None] = list(range(1, len(document) + 1))
    for _ in range(random.randint(1, 3)):
        order.insert(random.randint(0, len(order)), None)
    return _sorted_in(random, document, order)


def pages_removed(document: Any, random: Random) -> tuple[bytes, Truth]:
    gone = some_pages(random, len(document), 0.15)
    return _sorted_in(random, document, [page for page in range(1, len(document) + 1) if page not in gone])


def page_moved(document: Any, random: Random) -> tuple[bytes, Truth]:
    order = list(range(1, len(document) + 1))
    page = order.pop(random.randrange(len(order)))
    order.insert(random.randint(0, len(order)), page)
    return _sorted_in(random, document, order)


def pages_swapped(document: Any, random: Random) -> tuple[bytes, Truth]:
    order = list(range(1, len(document) + 1))
    a, b = random.sample(range(len(order)), 2)
    order[a], order[b] = order[b], order[a]
    return _sorted_in(random, document, order)


def page_duplicated(document: Any, random: Random) -> tuple[bytes, Truth]:
    order = list(range(1, len(document) + 1))
    page = random.choice(order)
    order.insert(order.index(page) + 1, page)
    return _sorted_in(random, document, order)


Parts = list[tuple[int, Band]]
"""New page (from 1) and the band that is shown on it."""


def composed(document: Any, sizes: Sequence[tuple[float, float]], parts: Sequence[tuple[int, Band]]) -> Any:
    """New pages of ``sizes`` that show bands: (old page, band); the band's ``page`` is the new one."""
    made = pymupdf.open()
    for width, height in sizes:
        made.new_page(width=width, height=height)
    document = turned_upright(document)
    for old, band in parts:
        source = document[old - 1].rect
        top, bottom = max(0.0, band.top), min(source.height, band.bottom)
        clip = pymupdf.Rect(max(0.0, band.left), top, min(source.width, band.right), bottom)
        target = clip * pymupdf.Matrix(band.scale, band.scale) + (band.dx, band.dy, band.dx, band.dy)
        if target.is_empty or clip.is_empty:
            continue
        made[band.page - 1].show_pdf_page(target, document, old - 1, clip=clip, keep_proportion=False)
    return made


def turned_upright(document: Any) -> Any:
    """The same pages as shown, with the rotation in their content instead of beside it."""
    if not any(page.rotation for page in document):
        return document
    upright = copy_of(document)
    for page in upright:
        page.remove_rotation()
    return upright


def gap_in(document: Any, page: int, random: Random) -> float:
    """A height between two lines of text where a page can be cut without cutting through anything written."""
    lines = sorted(
        (line["bbox"][1], line["bbox"][3])
        for block in document[page - 1].get_text("dict")["blocks"]
        for line in block.get("lines", ())
    )
    height = document[page - 1].rect.height
    free: list[float] = []
    reached = 0.0
    for top, bottom in lines:
        if top > reached + 1 and height * 0.12 < (top + reached) / 2 < height * 0.8:
            free.append((top + reached) / 2)
        reached = max(reached, bottom)
    return random.choice(free) if free else height * random.uniform(0.3, 0.6)


def banded(
    document: Any,
    random: Random,
    share: float,
    cut: Callable[[int, float, float], list[Band]],
    fill: Callable[..., None],
) -> tuple[bytes, Truth]:
    chosen = set(some_pages(random, len(document), share))
    truth = Truth.unchanged(sizes_of(document))
    made = pymupdf.open()
    for page, size in enumerate(sizes_of(document), 1):
        if page not in chosen:
            made.insert_pdf(document, from_page=page - 1, to_page=page - 1)
            continue
        at = gap_in(document, page, random)
        bands = cut(page, at, size[1])
        truth.bands[page] = bands
        shown = [Band(b.top, b.bottom, 1, b.dx, b.dy) for b in bands if b.page is not None]
        one = composed(document, [size], [(page, band) for band in shown])
        fill(one[0], at, size)
        made.insert_pdf(one)
    return bytes_of(made), truth


def paragraph_added(document: Any, random: Random) -> tuple[bytes, Truth]:
    """Everything below moves down; what no longer fits falls off the page."""
    height = random.choice((14.0, 28.0, 44.0))

    def cut(page: int, at: float, bottom: float) -> list[Band]:
        return [Band(-1e4, at, page), Band(at, bottom - height, page, 0, height), Band(bottom - height, 1e4, None)]

    def fill(page: Any, at: float, size: tuple[float, float]) -> None:
        for line in range(int(height // 14)):
            page.insert_text(
                (70, at + 11 + 14 * line), "このほか、新たに次の事項を加える。", fontname=_FONT, fontsize=10.5
            )

    return banded(document, random, 0.5, cut, fill)


def row_inserted(document: Any, random: Random) -> tuple[bytes, Truth]:
    height = random.choice((16.0, 18.5, 22.0))

    def cut(page: int, at: float, bottom: float) -> list[Band]:
        return [Band(-1e4, at, page), Band(at, bottom - height, page, 0, height), Band(bottom - height, 1e4, None)]

    def fill(page: Any, at: float, size: tuple[float, float]) -> None:
        page.draw_line((50, at), (size[0] - 50, at), width=0.5)
        page.insert_text((70, at + height - 5), "雑入", fontname=_FONT, fontsize=10)
        for x in range(200, int(size[0] - 60), 90):
            page.insert_text((x, at + height - 5), f"{random.randint(0, 9999):,}", fontname=_FONT, fontsize=10)

    return banded(document, random, 0.5, cut, fill)


def paragraph_deleted(document: Any, random: Random) -> tuple[bytes, Truth]:
    height = random.choice((20.0, 36.0, 60.0))

    def cut(page: int, at: float, bottom: float) -> list[Band]:
        return [Band(-1e4, at, page), Band(at, at + height, None), Band(at + height, 1e4, page, 0, -height)]

    return banded(document, random, 0.5, cut, lambda *_: None)


def page_split(document: Any, random: Random) -> tuple[bytes, Truth]:
    """The lower half of a page goes to the head of a new one."""
    page = random.randint(1, len(document))
    sizes = sizes_of(document)
    at = gap_in(document, page, random)
    truth = Truth.unchanged(sizes)
    truth.renumber({each: each + (each > page) for each in range(1, len(document) + 1)})
    truth.bands[page] = [Band(-1e4, at, page), Band(at, 1e4, page + 1, 0, 40 - at)]
    halves = composed(
        document, [sizes[page - 1]] * 2, [(page, Band(-1e4, at, 1)), (page, Band(at, 1e4, 2, 0, 40 - at))]
    )
    made = copy_of(document)
    made.delete_page(page - 1)
    made.insert_pdf(halves, start_at=page - 1)
    return bytes_of(made), truth


def _everywhere(document: Any, dx: float, dy: float, scale: float) -> tuple[bytes, Truth]:
    sizes = sizes_of(document)
    wide = [(w * scale, h * scale) for w, h in sizes] if scale in (1.0, 2**0.5, 0.5**0.5) else sizes
    bands = [(page, Band(-1e4, 1e4, page, dx, dy, scale)) for page in range(1, len(sizes) + 1)]
    return bytes_of(composed(document, wide, bands)), Truth({page: [band] for page, band in bands})


def pages_shifted(document: Any, random: Random) -> tuple[bytes, Truth]:
    return _everywhere(document, random.uniform(-14, 14), random.uniform(-20, 20), 1.0)


def enlarged_to_a3(document: Any, random: Random) -> tuple[bytes, Truth]:
    return _everywhere(document, 0, 0, 2**0.5)


def reduced_to_a4(document: Any, random: Random) -> tuple[bytes, Truth]:
    return _everywhere(document, 0, 0, 0.5**0.5)


def printed_fitted(document: Any, random: Random) -> tuple[bytes, Truth]:
    """「用紙に合わせる」: everything a little smaller, on the same paper."""
    size = sizes_of(document)[0]
    scale = random.choice((0.94, 0.97))
    return _everywhere(document, size[0] * (1 - scale) / 2, size[1] * (1 - scale) / 2, scale)


def margins_cropped(document: Any, random: Random) -> tuple[bytes, Truth]:
    made = copy_of(document)
    left, top = random.randint(5, 25), random.randint(5, 30)
    truth = Truth.unchanged(sizes_of(document))
    for number, page in enumerate(made, 1):
        if page.rotation == 0:
            box = page.mediabox
            page.set_cropbox(pymupdf.Rect(box.x0 + left, box.y0 + top, box.x1 - 5, box.y1 - 5))
            truth.bands[number] = [Band(-1e4, 1e4, number, -left, -top)]
    return bytes_of(made), truth


def words_of(page: Any) -> list[tuple[Any, str]]:
    shown = page.rotation_matrix
    return [
        (pymupdf.Rect(w[:4]) * shown if page.rotation else pymupdf.Rect(w[:4]), w[4]) for w in page.get_text("words")
    ]


def rewrite(page: Any, changes: Sequence[tuple[Any, str]]) -> None:
    """Take words out of an unrotated page and write others there."""
    for box, _ in changes:
        page.add_redact_annot(pymupdf.Rect(box.x0 + 0.5, box.y0 + 1.5, box.x1 - 0.5, box.y1 - 1.5), fill=(1, 1, 1))
    page.apply_redactions(images=pymupdf.PDF_REDACT_IMAGE_NONE, graphics=pymupdf.PDF_REDACT_LINE_ART_NONE)
    for box, words in changes:
        size = max(4.0, min(box.height * 0.8, box.width / max(1, len(words)) * (1.9 if words.isascii() else 1.0)))
        page.insert_text((box.x0, box.y1 - box.height * 0.2), words, fontname=_FONT, fontsize=size)


def rewritten(
    document: Any, random: Random, share: float, choose: Callable[[Any], list[tuple[Any, str]]]
) -> tuple[bytes, Truth]:
    made = copy_of(document)
    truth = Truth.unchanged(sizes_of(document))
    for number in some_pages(random, len(made), share):
        page = made[number - 1]
        if page.rotation:
            continue
        changes = choose(page)
        if changes:
            rewrite(page, changes)
            truth.altered[number] = [(box.x0 - 1, box.y0 - 1, box.x1 + 1, box.y1 + 1) for box, _ in changes]
    return bytes_of(made), truth


def figures_changed(document: Any, random: Random) -> tuple[bytes, Truth]:
    def choose(page: Any) -> list[tuple[Any, str]]:
        figures = [(box, word) for box, word in words_of(page) if len(word) >= 2 and any(c.isdigit() for c in word)]
        chosen = random.sample(figures, min(len(figures), random.randint(1, 8)))
        return [(box, "".join(str(random.randint(0, 9)) if c.isdigit() else c for c in word)) for box, word in chosen]

    return rewritten(document, random, 0.6, choose)


def lines_edited(document: Any, random: Random) -> tuple[bytes, Truth]:
    def choose(page: Any) -> list[tuple[Any, str]]:
        lines = [(box, word) for box, word in words_of(page) if len(word) >= 8]
        chosen = random.sample(lines, min(len(lines), random.randint(1, 3)))
        return [(box, "なお書きの内容を改めた"[: max(3, len(word) // 2)]) for box, word in chosen]

    return rewritten(document, random, 0.6, choose)


def headers_renumbered(document: Any, random: Random) -> tuple[bytes, Truth]:
    made = copy_of(document)
    truth = Truth.unchanged(sizes_of(document))
    for number, page in enumerate(made, 1):
        if page.rotation:
            continue
        head = [(box, word) for box, word in words_of(page) if box.y1 < 45 or box.y0 > page.rect.height - 45]
        rewrite(page, [(box, f"改{number + 3}") for box, _ in head])
        page.insert_text((page.rect.width - 120, 24), f"資料1-{number} 改訂版", fontname=_FONT, fontsize=9)
        truth.altered[number] = [tuple(box) for box, _ in head] + [
            (page.rect.width - 122, 12, page.rect.width - 30, 28)
        ]
    return bytes_of(made), truth


def resaved(document: Any, random: Random) -> tuple[bytes, Truth]:
    """Nothing but the producer's name and the order of the objects changes."""
    made = copy_of(document)
    made.set_metadata({"producer": "another", "title": "改"})
    return made.tobytes(garbage=4, deflate=True, clean=True), Truth.unchanged(sizes_of(document))


def scanned(
    document: Any,
    random: Random,
    dpi: int = 130,
    noise: float = 0.004,
    askew: float = 0.8,
    scale: float = 1.0,
    levels: bytes | None = None,
) -> tuple[bytes, Truth]:
    """Printed and scanned: an image without text, up to ``askew`` degrees, off and noisy; ``levels``: another grey for each."""
    made = pymupdf.open()
    truth = Truth()
    for number, page in enumerate(document, 1):
        width, height = page.rect.width, page.rect.height
        angle, dx, dy = random.uniform(-askew, askew), random.uniform(-9, 9), random.uniform(-9, 9)
        c, s = cos(radians(angle)), sin(radians(angle))
        zoom = dpi / 72
        size = zoom * scale
        turned = pymupdf.Matrix(c * size, s * size, -s * size, c * size, dx * zoom, dy * zoom)
        image = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, round(width * zoom), round(height * zoom)), 0)
        image.clear_with(250)
        drawn = page.get_displaylist().get_pixmap(matrix=turned, colorspace=pymupdf.csGRAY, alpha=0)
        image.copy(drawn, drawn.irect)
        samples = bytearray(image.samples.translate(levels) if levels else image.samples)
        for _ in range(int(len(samples) * noise)):
            samples[random.randrange(len(samples))] = random.randrange(256)
        noisy = pymupdf.Pixmap(pymupdf.csGRAY, image.width, image.height, bytes(samples), False)
        fresh = made.new_page(width=width, height=height)
        fresh.insert_image(fresh.rect, stream=noisy.tobytes("jpeg", jpg_quality=random.choice((45, 70))))
        truth.bands[number] = [Band(-1e4, 1e4, number, dx, dy, scale, angle)]
    return bytes_of(made), truth


def scanned_badly(document: Any, random: Random) -> tuple[bytes, Truth]:
    """A second scan by an old machine: coarse, black and white."""
    after, truth = scanned(document, random, dpi=100, noise=0.0)
    made = pymupdf.open("pdf", after)
    for page in made:
        grey = page.get_pixmap(dpi=100, colorspace=pymupdf.csGRAY)
        level = random.choice((150, 190))
        black = bytes(0 if sample < level else 255 for sample in grey.samples)
        page.insert_image(page.rect, pixmap=pymupdf.Pixmap(pymupdf.csGRAY, grey.width, grey.height, black, False))
    return bytes_of(made), truth


def stamped(document: Any, random: Random) -> tuple[bytes, Truth]:
    """A pale 案 over every page and a red date in its corner."""
    made = copy_of(turned_upright(document))
    for page in made:
        width, height = page.rect.width, page.rect.height
        page.insert_text(
            (width * 0.3, height * 0.6), "案", fontname=_FONT, fontsize=width * 0.4, color=(0.85, 0.85, 0.85)
        )
        page.insert_text((width - 130, 40), "R8.11.26 改訂", fontname=_FONT, fontsize=11, color=(0.8, 0.1, 0.1))
    return bytes_of(made), Truth.unchanged(sizes_of(document))


def two_on_one(document: Any, random: Random) -> tuple[bytes, Truth]:
    """Two pages side by side on one of twice the width, as A4 booklets become A3 sheets."""
    sizes = sizes_of(document)
    sheets: list[tuple[float, float]] = []
    parts: list[tuple[int, Band]] = []
    for first in range(1, len(sizes) + 1, 2):
        pair = [page for page in (first, first + 1) if page <= len(sizes)]
        sheets.append((sum(sizes[page - 1][0] for page in pair), max(sizes[page - 1][1] for page in pair)))
        left = 0.0
        for page in pair:
            parts.append((page, Band(-1e4, 1e4, len(sheets), left)))
            left += sizes[page - 1][0]
    return bytes_of(composed(document, sheets, parts)), Truth({page: [band] for page, band in parts})


def halves_swapped(document: Any, random: Random) -> tuple[bytes, Truth]:
    """On some pages what stood below comes to stand above."""

    def cut(page: int, at: float, bottom: float) -> list[Band]:
        top = min(40.0, at / 2)
        return [
            Band(-1e4, top, page),
            Band(top, at, page, 0, bottom - 40 - at),
            Band(at, bottom - 40, page, 0, top - at),
            Band(bottom - 40, 1e4, page),
        ]

    return banded(document, random, 0.4, cut, lambda *_: None)


def lines_pushed_on(document: Any, random: Random) -> tuple[bytes, Truth]:
    """Lines added on one page push the last ones of it, and of every page after it, over to the next."""
    sizes = sizes_of(document)
    if len(set(sizes)) > 1:
        return paragraph_added(document, random)
    height, top, bottom = random.choice((24.0, 48.0, 72.0)), 50.0, sizes[0][1] - 50.0
    begin = random.randint(1, len(sizes))
    truth = Truth.unchanged(sizes)
    parts: list[tuple[int, Band]] = []
    for page in range(1, len(sizes) + 2):
        if page <= len(sizes):
            at = gap_in(document, page, random) if page == begin else top
            truth.bands[page] = [Band(-1e4, 1e4, page)]
            if page >= begin:
                over = bottom - height
                truth.bands[page] = [
                    Band(-1e4, at, page),
                    Band(at, over, page, 0, height),
                    Band(over, bottom, page + 1, 0, top - over),
                    Band(bottom, 1e4, page),
                ]
            parts += [(page, band) for band in truth.bands[page]]
    made = composed(document, [*sizes, sizes[-1]], parts)
    return bytes_of(made), truth


def _then(first: Edit, second: Edit) -> Edit:
    def both(document: Any, random: Random) -> tuple[bytes, Truth]:
        between, one = first(document, random)
        after, two = second(pymupdf.open("pdf", between), random)
        return after, joined(one, two)

    return both


def joined(one: Truth, two: Truth) -> Truth:
    """The truth of two edits one after the other; the first may only have translated."""
    result = Truth(twins=two.twins)
    for page, bands in one.bands.items():
        result.bands[page] = []
        for band in bands:
            if band.page is None:
                result.bands[page].append(band)
                continue
            for next_ in two.bands[band.page]:
                top, bottom = max(band.top, next_.top - band.dy), min(band.bottom, next_.bottom - band.dy)
                if top < bottom:
                    moved = next_.moved((band.dx, band.dy))
                    result.bands[page].append(
                        Band(top, bottom, next_.page, *moved, next_.scale, next_.angle)
                        if next_.page is not None
                        else Band(top, bottom, None)
                    )
            for box in two.altered.get(band.page, ()):
                result.altered.setdefault(page, []).append(
                    (box[0] - band.dx, box[1] - band.dy, box[2] - band.dx, box[3] - band.dy)
                )
        result.altered.setdefault(page, []).extend(one.altered.get(page, ()))
    return result


EDITS: dict[str, Edit] = {
    each.__name__: each
    for each in (
        pages_inserted, pages_removed, page_moved, pages_swapped, page_duplicated, page_split,
        paragraph_added, paragraph_deleted, row_inserted, figures_changed, lines_edited, headers_renumbered,
        pages_shifted, enlarged_to_a3, reduced_to_a4, printed_fitted, margins_cropped, resaved, scanned,
        scanned_badly, stamped, two_on_one, halves_swapped, lines_pushed_on,
    )
} | {
    "inserted_then_row": _then(pages_inserted, row_inserted),
    "removed_then_figures": _then(pages_removed, figures_changed),
    "added_then_headers": _then(paragraph_added, headers_renumbered),
    "inserted_then_scanned": _then(pages_inserted, scanned),
    "deleted_then_figures": _then(paragraph_deleted, figures_changed),
    "swapped_then_shifted": _then(pages_swapped, pages_shifted),
}  # fmt: skip
"""Name → edit."""
