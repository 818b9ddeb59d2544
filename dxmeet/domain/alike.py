"""Which marks that a PDF carries are known already, though another program has written the PDF anew.

Such a program renames objects, drops names and dates, and rounds places: what is left of a mark is its kind, its words and
where it lies. Each known note answers for one mark at most, so that two equal marks stay two.
"""

from collections.abc import Sequence

from dxmeet.domain.anchoring import lineage
from dxmeet.domain.annotation import Note, NoteKind
from dxmeet.domain.surroundings import extent

_CLOSE = 3.0
"""Points a side may lie off: some programs round to whole points, or draw the box around the width of the line."""


def known_ones(marks: Sequence[Note], known: Sequence[Note]) -> list[Note | None]:
    """For each mark the known note that it is, or None; of several the one with its name, else on the nearest page."""
    free = list(known)
    found: list[Note | None] = [None] * len(marks)
    for number, mark in enumerate(marks):  # names first: they leave no doubt
        found[number] = _taken(free, [each for each in free if mark.id in (each.id, lineage(each))], mark)
    for number, mark in enumerate(marks):
        if found[number] is None:
            found[number] = _taken(free, [each for each in free if alike(mark, each)], mark)
    return found


def alike(one: Note, other: Note) -> bool:
    """The same kind, words and place on a page, whichever page."""
    if one.kind is not other.kind or _words(one) != _words(other):
        return False
    if one.kind is NoteKind.BOOKMARK:
        return one.page == other.page
    sides = 2 if one.kind is NoteKind.STICKY else 4  # how large its icon is, each program says for itself
    return all(abs(a - b) <= _CLOSE for a, b in zip(extent(one)[:sides], extent(other)[:sides], strict=True))


def _words(note: Note) -> list[str]:
    """A marker's own words leave as what is said about it."""
    return (note.text or note.quote).split()


def _taken(free: list[Note], those: Sequence[Note], mark: Note) -> Note | None:
    if not those:
        return None
    best = min(those, key=lambda each: (each.revision != mark.revision, abs(each.page - mark.page)))
    free.remove(best)
    return best
