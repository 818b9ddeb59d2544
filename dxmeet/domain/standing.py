"""Which places of a page stayed exactly where they were, by its picture: a stamp, a date or a figure more moves nothing.

    both pictures as they are ─▶ cells of a few points, the same or not ─▶ rows of cells of which none changed

Lines of a table are alike; so a place is only believed to have stayed with its whole row, and with the next rows above and
below it that show anything.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from dxmeet.domain.annotation import Box
from dxmeet.domain.features import Grey

_CELL = 6  # pixels; 12 points
_SAME = 48  # grey levels: a pale word over the page leaves what is below it as it was
_SHOWS = 48  # grey levels within a cell that shows something
_MOSTLY = 0.6  # of the cells that showed something: then it is the same page, and nothing moved as a whole
_LEAST = 8  # cells; less on a page says nothing


@dataclass(frozen=True)
class Standing:
    """Rows of cells from the top, ``cell`` points high: ``shown`` where something is on either page, ``changed`` where the
    two differ."""

    cell: float
    shown: tuple[bool, ...]
    changed: tuple[bool, ...]

    def stayed(self, box: Box) -> bool:
        """Whether ``box`` (points on either page) is where it was."""
        first, last = (min(max(int(edge / self.cell), 0), len(self.shown) - 1) for edge in (box[1], box[3]))
        own = range(first, last + 1)
        above = next((row for row in range(first - 1, -1, -1) if self.shown[row]), None)
        below = next((row for row in range(last + 1, len(self.shown)) if self.shown[row]), None)
        beside = [row for row in (above, below) if row is not None]
        return bool(beside) and not any(self.changed[row] for row in (*own, *beside))


def standing(old: Grey, new: Grey) -> Standing | None:
    """None where the pages are not of one size, or too much of the old one is not where it was."""
    if (old.width, old.height, old.scale) != (new.width, new.height, new.scale):
        return None
    rows = [_row(old, new, top) for top in range(0, old.height, _CELL)]
    was = sum(had for row in rows for had, _, _ in row)
    still = sum(had and same for row in rows for had, _, same in row)
    if was < _LEAST or still < _MOSTLY * was:
        return None
    shown = tuple(any(had or has for had, has, _ in row) for row in rows)
    return Standing(_CELL / old.scale, shown, tuple(not all(same for _, _, same in row) for row in rows))


def _row(old: Grey, new: Grey, top: int) -> list[tuple[bool, bool, bool]]:
    """Of each cell: whether the old page shows something, whether the new one does, whether they are the same."""
    lines = range(top, min(top + _CELL, old.height))
    found: list[tuple[bool, bool, bool]] = []
    for left in range(0, old.width, _CELL):
        before = b"".join(bytes(old.row(y)[left : left + _CELL]) for y in lines)
        after = b"".join(bytes(new.row(y)[left : left + _CELL]) for y in lines)
        found.append((_shows(before), _shows(after), before == after or _alike(before, after)))
    return found


def _shows(cell: bytes) -> bool:
    return max(cell) - min(cell) >= _SHOWS


def _alike(before: Iterable[int], after: Iterable[int]) -> bool:
    return all(abs(a - b) <= _SAME for a, b in zip(before, after, strict=True))
