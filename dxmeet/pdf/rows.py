"""Fragments of text to rows, and rows to chains that read on: vertical lines of single glyphs, ruby, cells, columns.

Everything is judged along the line ("along") and across it ("across", growing towards the next line), so that vertical
Japanese and Latin turned by a quarter are the same thing: rows that run down, each next one to the left.

    → right: along x, across y      ↓ down: along y, across −x      ← left: along −x, across −y      ↑ up: along −y, across x
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from dxmeet.domain.annotation import Box
from dxmeet.domain.pagetext import joined

_LOOK_BACK = 8  # rows: ruby and the cells beside may come in between
_ALIKE = 0.68  # the smaller size to the larger; ruby is about half as large as its text
_CLOSE = 1.0  # of the size: a gap inside a line
_SPREAD = 6.0  # of the size: a gap where one side is a single character (均等割付)
_OVERLAP = 0.4  # of the size: fragments of one line may touch
_TIGHT_PITCH = 1.2  # of the size: two glyphs under each other so close are a vertical line, not two rows of a table
_LOOSE_PITCH = 1.9  # what a vertical line may be spread to
_LEADING = 2.6  # of the size: from one line's middle to the next one's


class Extent(NamedTuple):
    """A box seen along a direction."""

    start: float
    end: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        return (self.start + self.end) / 2


class Direction(Enum):
    RIGHT = 0
    DOWN = 1
    LEFT = 2
    UP = 3

    @classmethod
    def of(cls, x: float, y: float) -> "Direction":
        """From a line's direction, y downwards; the nearest quarter."""
        if abs(x) >= abs(y):
            return cls.RIGHT if x >= 0 else cls.LEFT
        return cls.DOWN if y > 0 else cls.UP

    def seen(self, box: Box) -> Extent:
        x0, y0, x1, y1 = box
        match self:
            case Direction.RIGHT:
                return Extent(x0, x1, y0, y1)
            case Direction.DOWN:
                return Extent(y0, y1, -x1, -x0)
            case Direction.LEFT:
                return Extent(-x1, -x0, -y1, -y0)
            case Direction.UP:
                return Extent(-y1, -y0, x0, x1)


@dataclass(frozen=True, slots=True)
class Character:
    """A character with its box in points and its font's size in points."""

    text: str
    box: Box
    size: float


class Row:
    """Characters that stand one behind another in one line."""

    def __init__(self, direction: Direction, characters: Sequence[Character]) -> None:
        self.direction = direction
        self.characters = list(characters)
        self.size = max((each.size for each in characters), default=1.0) or 1.0
        seen = [each for each in characters if not each.text.isspace()]
        self.count = len(seen)
        box = (seen or characters)[0].box
        for each in seen[1:]:
            box = joined(box, each.box)
        self.box: Box = box
        self.extent = direction.seen(box)

    def turned(self, direction: Direction) -> "Row":
        return self if direction is self.direction else Row(direction, self.characters)

    def take(self, other: "Row") -> None:
        """``other`` goes on where this row ends."""
        self.characters += other.characters
        self.count += other.count
        self.box = joined(self.box, other.box)
        self.extent = self.direction.seen(self.box)


def rows_of(fragments: Iterable[Row]) -> list[Row]:
    """Fragments joined to rows, in the order in which their first fragments were drawn."""
    rows: list[Row] = []
    for fragment in fragments:
        recent = rows[: -_LOOK_BACK - 1 : -1]
        if any(_repeated(row, fragment) for row in recent):
            continue
        if not (_taken_sideways(recent, fragment) or _taken_below(recent, fragment)):
            rows.append(fragment)
    return rows


def chains(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows that read on from one to the next: the lines of a paragraph, or of one cell; chains by their first row."""
    made: list[list[Row]] = []
    for row in rows:
        for chain in made[: -2 * _LOOK_BACK - 1 : -1]:
            if _reads_on(chain[-1], row):
                chain.append(row)
                break
        else:
            made.append([row])
    yield from made


def _repeated(row: Row, fragment: Row) -> bool:
    """The same characters at the same place again: a shadow, or a bold that is none."""
    near = 0.15 * row.size
    return (
        row.count == fragment.count
        and all(abs(one - other) < near for one, other in zip(row.box, fragment.box, strict=True))
        and [each.text for each in row.characters] == [each.text for each in fragment.characters]
    )


def _taken_sideways(recent: Sequence[Row], fragment: Row) -> bool:
    """Whether a row of the same direction goes on with this fragment."""
    for row in recent:
        if row.direction is not fragment.direction or not _alike(row, fragment):
            continue
        before, after, size = row.extent, fragment.extent, max(row.size, fragment.size)
        if abs(before.middle - after.middle) > 0.35 * size:
            continue
        gap = after.start - before.end
        single = row.count == 1 or fragment.count == 1
        spread = single and _is_wide(row.characters[-1].text) and _is_wide(fragment.characters[0].text)
        if -_OVERLAP * size <= gap <= (_SPREAD if spread else _CLOSE) * size:
            row.take(fragment)
            return True
    return False


def _taken_below(recent: Sequence[Row], fragment: Row) -> bool:
    """Whether a vertical line goes on with this fragment: a glyph, turned Latin, or two digits side by side (縦中横)."""
    if fragment.count > 4 and fragment.direction is not Direction.DOWN:
        return False
    for row in recent[:4]:
        vertical = row.direction is Direction.DOWN
        if not (vertical or (row.count == 1 and _is_letter(row.characters[-1].text))) or not _alike(row, fragment):
            continue
        before, after = row.turned(Direction.DOWN), fragment.turned(Direction.DOWN)
        size = max(row.size, fragment.size)
        if abs(before.extent.middle - after.extent.middle) > 0.35 * size:
            continue
        if not vertical and not (_is_wide(fragment.characters[0].text) or fragment.direction is Direction.DOWN):
            continue
        if after.extent.start < before.extent.start or not _follows(row.characters[-1], after, size, loose=vertical):
            continue
        if not vertical:
            row.direction, row.extent = Direction.DOWN, before.extent
        row.take(after)
        return True
    return False


def _follows(last: Character, after: Row, size: float, *, loose: bool) -> bool:
    """From centre to centre one em, whatever the font says of ascenders; a longer run begins where the glyph ends."""
    before = Direction.DOWN.seen(last.box)
    if after.count == 1 or after.extent.end - after.extent.start <= 1.5 * size:
        pitch = (after.extent.centre - before.centre) / size
        return 0.4 <= pitch <= (_LOOSE_PITCH if loose else _TIGHT_PITCH)
    return -_OVERLAP * size <= after.extent.start - before.end <= 0.8 * size


def _reads_on(row: Row, following: Row) -> bool:
    """Whether ``following`` is the next line of the same words: below, as large, over part of the same width."""
    if row.direction is not following.direction or not _alike(row, following):
        return False
    if row.count == following.count == 1:  # ○ and × in the cells of a column
        return False
    before, after, size = row.extent, following.extent, max(row.size, following.size)
    if not 0.5 * size < after.middle - before.middle <= _LEADING * size:
        return False
    return min(before.end, after.end) - max(before.start, after.start) > 0 or (
        row.direction is Direction.DOWN and abs(after.start - before.start) < 4 * size
    )


def _alike(row: Row, other: Row) -> bool:
    small, large = sorted((row.size, other.size))
    return small >= _ALIKE * large


def _is_wide(text: str) -> bool:
    return unicodedata.east_asian_width(text[0]) in "WF"


def _is_letter(text: str) -> bool:
    """What a vertical line may begin with; ○ and digits in a column are cells."""
    return _is_wide(text) and unicodedata.category(text[0])[0] in "LP"
