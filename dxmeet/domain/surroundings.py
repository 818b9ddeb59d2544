"""What lies under and around a note, saved with it: enough to find its place on another page without the old file.

     ┌ near: characters with their neighbours, as positions on the old page, the nearest few hundred
note ┼ under: those of them that the note is on        quote, prefix, suffix: the same as text
     └ patch: a small grey picture of the place, wide enough to show something
"""

import struct
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import hypot, sqrt

from dxmeet.domain.annotation import Box, Note, NoteKind, Point, ShapeKind
from dxmeet.domain.features import NO_PICTURE, Grey, PageFeatures, Token, pack, unpack

_MOST_NEAR = 320  # characters
_CONTEXT = 32  # characters before and after the quote
_QUOTE = 200  # characters
_FLAT_LINE, _UNDERLINED = 8.0, 10.0  # points; ink no higher than that is under the line that much above it
_REACH = 14.0  # points within which a sticky or a line is on a character
_PATCHES = (60.0, 110.0, 170.0)  # points around the note's middle, the first that shows something
_LARGEST_PATCH = 340.0  # points
_SHOWS = 14.0  # standard deviation of greys in a patch that shows something
_CELL, _ONE_PLACE = 8.0, 0.4  # points; and of a character's size, its middle to the other's
_FLAT = 0.35  # what stands on the same line is nearer than what stands as far above: rows belong together


@dataclass(frozen=True)
class Surroundings:
    """``page`` holds the near characters only; ``under`` are indices into them; ``box`` is the note's.

    ``patch`` begins at ``patch_at`` (points on the old page).
    """

    page: PageFeatures
    box: Box
    under: tuple[int, ...]
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    patch: Grey = field(default=NO_PICTURE, repr=False)
    patch_at: Point = (0.0, 0.0)

    @cached_property
    def weights(self) -> tuple[float, ...]:
        """How much each near character says about the place, 0–1."""
        return tuple(1 / (1 + (distance(self.box, token.at) / 30) ** 2) for token in self.page.tokens)

    @cached_property
    def shared(self) -> Mapping[int, tuple[int, ...]]:
        """Near characters that stand in one place with others → those: papers carry covered text, and one is not seen."""
        cells: dict[tuple[int, int], list[Token]] = defaultdict(list)
        for token in self.page.tokens:
            cells[int(token.at[0] // _CELL), int(token.at[1] // _CELL)].append(token)
        found: dict[int, tuple[int, ...]] = {}
        for token in self.page.tokens:
            x0, y0, x1, y1 = self.page.boxes[token.index]
            column, row = int(token.at[0] // _CELL), int(token.at[1] // _CELL)
            there = tuple(
                other.index
                for x in (column - 1, column, column + 1)
                for y in (row - 1, row, row + 1)
                for other in cells.get((x, y), ())
                if other is not token
                and abs(other.at[0] - token.at[0]) < _ONE_PLACE * (x1 - x0)
                and abs(other.at[1] - token.at[1]) < _ONE_PLACE * (y1 - y0)
            )
            if there:
                found[token.index] = there
        return found


def extent(note: Note) -> Box:
    """The box around the note's geometry in points; (0, 0, 0, 0) for a bookmark."""
    points = [*note.points, *((x, y) for stroke in note.strokes for x, y, _ in stroke)]
    points += [corner for box in note.boxes for corner in (box[:2], box[2:])]
    if note.box is not None:
        points += [note.box[:2], note.box[2:]]
    if note.at is not None:
        points.append(note.at)
    if not points:
        return (0.0, 0.0, 0.0, 0.0)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))


def distance(box: Box, at: Point) -> float:
    """Points from a box to a point, sideways ones counted less."""
    x = max(box[0] - at[0], 0.0, at[0] - box[2])
    y = max(box[1] - at[1], 0.0, at[1] - box[3])
    return hypot(x * _FLAT, y)


def surroundings(page: PageFeatures, note: Note) -> Surroundings:
    """Cut out of ``page`` what belongs to ``note``, which was made on it."""
    box = extent(note)
    under = set(_under(page, note, box))
    order = sorted(range(len(page.chars)), key=lambda i: (i not in under, distance(box, page.tokens[i].at)))
    near = _whole_runs(page, sorted(order[:_MOST_NEAR]))
    quote, prefix, suffix = _texts(page, under, box)
    patch, at = _patch(page, box)
    place = {index: position for position, index in enumerate(near)}
    return Surroundings(
        _only(page, near), box, tuple(sorted(place[i] for i in under if i in place)), quote, prefix, suffix, patch, at
    )


def _under(page: PageFeatures, note: Note, box: Box) -> Iterable[int]:
    """The characters the note is on: marked, encircled, crossed, or right beside a 付箋."""
    for token in page.tokens:
        x, y = token.at
        match note.kind:
            case NoteKind.HIGHLIGHT:
                on = any(b[0] <= x <= b[2] and b[1] <= y <= b[3] for b in note.boxes)
            case NoteKind.STICKY:
                on = hypot(max(box[0] - x, x - box[2]), y - box[1]) <= _REACH
            case NoteKind.SHAPE if note.shape in (ShapeKind.LINE, ShapeKind.ARROW):
                on = _from_segment(note.points, token.at) <= _REACH * 0.6
            case NoteKind.BOOKMARK:
                on = False
            case _:
                above = _UNDERLINED if box[3] - box[1] < _FLAT_LINE else 2
                on = box[0] - 2 <= x <= box[2] + 2 and box[1] - above <= y <= box[3] + 2
        if on:
            yield token.index


def _from_segment(points: Sequence[Point], at: Point) -> float:
    (ax, ay), (bx, by) = points[0], points[-1]
    length = (bx - ax) ** 2 + (by - ay) ** 2
    along = 0.0 if length == 0 else max(0.0, min(1.0, ((at[0] - ax) * (bx - ax) + (at[1] - ay) * (by - ay)) / length))
    return hypot(at[0] - ax - along * (bx - ax), at[1] - ay - along * (by - ay))


def _whole_runs(page: PageFeatures, near: Sequence[int]) -> list[int]:
    """Characters at a cut would seem to end a run; so a neighbour on each side comes along."""
    chosen = set(near)
    starts = set(page.runs)
    for index in near:
        if index not in starts and index:
            chosen.add(index - 1)
        if index + 1 < len(page.chars) and index + 1 not in starts:
            chosen.add(index + 1)
    return sorted(chosen)


def _only(page: PageFeatures, chosen: Sequence[int]) -> PageFeatures:
    starts = set(page.runs)
    runs = [at for at, i in enumerate(chosen) if i in starts or at == 0 or chosen[at - 1] != i - 1]
    return PageFeatures(
        page.size, "".join(page.chars[i] for i in chosen), tuple(page.boxes[i] for i in chosen), tuple(runs)
    )


def _texts(page: PageFeatures, under: set[int], box: Box) -> tuple[str, str, str]:
    """Quote, prefix and suffix; for a note on nothing, of the nearest character."""
    if not page.chars:
        return "", "", ""
    first, last = (min(under), max(under)) if under else _nearest(page, box)
    quote = page.chars[first : last + 1][:_QUOTE] if under else ""
    return quote, page.chars[max(0, first - _CONTEXT) : first], page.chars[last + 1 : last + 1 + _CONTEXT]


def _nearest(page: PageFeatures, box: Box) -> tuple[int, int]:
    index = min(page.tokens, key=lambda token: distance(box, token.at)).index
    return index, index - 1


def _patch(page: PageFeatures, box: Box) -> tuple[Grey, Point]:
    found: tuple[Grey, Point] = (NO_PICTURE, (0.0, 0.0))
    for margin in _PATCHES:
        found = crop(page.grey, _around(box, margin))
        if deviation(found[0]) >= _SHOWS:
            break
    return found


def _around(box: Box, margin: float) -> Box:
    """The note with room around it, or as much of its middle as a patch may hold."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    half = (
        min((box[2] - box[0]) / 2 + margin, _LARGEST_PATCH / 2),
        min((box[3] - box[1]) / 2 + margin, _LARGEST_PATCH / 2),
    )
    return (x - half[0], y - half[1], x + half[0], y + half[1])


def crop(grey: Grey, box: Box) -> tuple[Grey, Point]:
    """The part of a picture inside ``box`` (points), and where it begins (points)."""
    x0, y0 = max(0, int(box[0] * grey.scale)), max(0, int(box[1] * grey.scale))
    x1, y1 = min(grey.width, int(box[2] * grey.scale) + 1), min(grey.height, int(box[3] * grey.scale) + 1)
    if x1 <= x0 or y1 <= y0:
        return NO_PICTURE, (0.0, 0.0)
    rows = b"".join(bytes(grey.row(y)[x0:x1]) for y in range(y0, y1))
    return Grey(x1 - x0, y1 - y0, rows, grey.scale), (x0 / grey.scale, y0 / grey.scale)


def deviation(grey: Grey) -> float:
    """Standard deviation of the greys; 0 for no picture."""
    count = len(grey.pixels)
    if not count:
        return 0.0
    mean = sum(grey.pixels) / count
    return sqrt(max(0.0, sum(map(int.__mul__, grey.pixels, grey.pixels)) / count - mean * mean))


_HEAD = struct.Struct("<6f5I")


def pack_surroundings(place: Surroundings) -> bytes:
    """A kilobyte or three."""
    page = pack(PageFeatures(place.page.size, place.page.chars, place.page.boxes, place.page.runs, place.patch))
    texts = [text.encode("utf-8", "surrogatepass") for text in (place.quote, place.prefix, place.suffix)]
    under = struct.pack(f"<{len(place.under)}I", *place.under)
    head = _HEAD.pack(*place.box, *place.patch_at, len(page), len(under), *map(len, texts))
    return zlib.compress(head + page + under + b"".join(texts))


def unpack_surroundings(packed: bytes) -> Surroundings:
    """Raises ValueError for bytes that ``pack_surroundings`` did not make."""
    try:
        content = zlib.decompress(packed)
        *edges, page_size, under_size, quote, prefix, suffix = _HEAD.unpack_from(content)
        at = _HEAD.size + page_size
        page = unpack(content[_HEAD.size : at])
        under = struct.unpack(f"<{under_size // 4}I", content[at : at + under_size])
        at += under_size
        texts: list[str] = []
        for length in (quote, prefix, suffix):
            texts.append(content[at : at + length].decode("utf-8", "surrogatepass"))
            at += length
    except (zlib.error, struct.error, UnicodeDecodeError) as odd:
        raise ValueError("not a note's surroundings") from odd
    bare = PageFeatures(page.size, page.chars, page.boxes, page.runs)
    x0, y0, x1, y1, left, top = edges
    return Surroundings(bare, (x0, y0, x1, y1), under, *texts, patch=page.grey, patch_at=(left, top))
