"""Which places of a page stayed exactly where they were, by its picture: a stamp, a date or a figure more moves nothing.

    both pictures as they are ─▶ cells of a few points, the same or not ─▶ rows of cells of which none changed
    ─▶ from there up and down to rows that would look otherwise had they moved

The lines of a table look the same one row farther down, and a picture's edge looks the same anywhere along it: such rows
tell nothing. What a note is on has stayed if nothing changed between what tells above it and what tells below it.
"""

from dataclasses import dataclass, field
from functools import cached_property

from dxmeet.domain.annotation import Box
from dxmeet.domain.features import Grey

_CELL = 6  # pixels; 12 points
_SAME = 40  # grey levels: a pale word over the page leaves what is below it as it was
_SHOWS = 48  # grey levels within a cell that shows something
_MOSTLY = 0.6  # of the cells that showed something: then it is the same page, and nothing moved as a whole
_LEAST = 8  # cells; less on a page says nothing
_NEXT, _REACH = 2, 50  # pixels up or down where a row is looked for that looks the same


@dataclass(frozen=True)
class Standing:
    """Two pictures of one size; ``changed``: of each row of cells, from the top, whether they differ in it."""

    old: Grey = field(repr=False)
    new: Grey = field(repr=False)
    changed: tuple[bool, ...]

    def stayed(self, box: Box) -> bool:
        """Whether ``box`` (points on either page) is where it was."""
        cell = _CELL / self.old.scale
        first, last = (min(max(int(edge / cell), 0), len(self.changed) - 1) for edge in (box[1], box[3]))
        if any(self.changed[first : last + 1]):
            return False
        above = self._told(range(first - 1, -1, -1))
        below = self._told(range(last + 1, len(self.changed)))
        own = any(self._tells[row] for row in range(first, last + 1))
        return above is not False and below is not False and (own or bool(above) or bool(below))

    def _told(self, rows: range) -> bool | None:
        """Whether the first of the rows that tells something did not change, nor any before it; None where none tells."""
        for row in rows:
            if self.changed[row]:
                return False
            if self._tells[row]:
                return True
        return None

    @cached_property
    def _tells(self) -> tuple[bool, ...]:
        """Of each row, whether it would look otherwise had it moved up or down."""
        return tuple(self._looks_its_own(row * _CELL) for row in range(len(self.changed)))

    def _looks_its_own(self, top: int) -> bool:
        lines = [bytes(self.old.row(y)) for y in range(top, min(top + _CELL, self.old.height))]
        return not any(
            self._same_lines(lines, top + dy)
            for dy in (*range(-_REACH, -_NEXT + 1), *range(_NEXT, _REACH + 1))
            if top + dy >= 0 and top + dy + len(lines) <= self.new.height
        )

    def _same_lines(self, lines: list[bytes], top: int) -> bool:
        return all(_alike(line, bytes(self.new.row(top + y))) for y, line in enumerate(lines))


def standing(old: Grey, new: Grey) -> Standing | None:
    """None where the pages are not of one size, or too much of the old one is not where it was."""
    if (old.width, old.height, old.scale) != (new.width, new.height, new.scale):
        return None
    was = still = 0
    changed: list[bool] = []
    for top in range(0, old.height, _CELL):
        cells = list(zip(_cells(old, top), _cells(new, top), strict=True))
        same = [_alike(before, after) for before, after in cells]
        shown = [max(before) - min(before) >= _SHOWS for before, _ in cells]
        was += sum(shown)
        still += sum(map(min, shown, same))
        changed.append(not all(same))
    return Standing(old, new, tuple(changed)) if was >= _LEAST and still >= _MOSTLY * was else None


def _cells(grey: Grey, top: int) -> list[bytes]:
    lines = [bytes(grey.row(y)) for y in range(top, min(top + _CELL, grey.height))]
    return [b"".join(line[left : left + _CELL] for line in lines) for left in range(0, grey.width, _CELL)]


def _alike(before: bytes, after: bytes) -> bool:
    return before == after or all(abs(a - b) <= _SAME for a, b in zip(before, after, strict=True))
