"""Sheets of paper: what a number of pages takes when it is printed on one or both sides, several pages a side.

A *page* is one page of a PDF, a *side* one printed face, a *sheet* one piece of paper, a *copy* (部) one set.
A4 and A3 sheets are never added together except in ``equivalent`` (A4換算), which is never a headline.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheets:
    """A number of A4 sheets and a number of A3 sheets; either may be negative (a net)."""

    a4: int = 0
    a3: int = 0

    def __add__(self, other: "Sheets") -> "Sheets":
        return Sheets(self.a4 + other.a4, self.a3 + other.a3)

    def __sub__(self, other: "Sheets") -> "Sheets":
        return Sheets(self.a4 - other.a4, self.a3 - other.a3)

    def __mul__(self, copies: int) -> "Sheets":
        return Sheets(self.a4 * copies, self.a3 * copies)

    def __bool__(self) -> bool:
        return bool(self.a4 or self.a3)

    @property
    def equivalent(self) -> int:
        """A4換算: the area in A4 sheets, an A3 sheet being two."""
        return self.a4 + 2 * self.a3


NO_SHEETS = Sheets()


def sheets(pages: int, nup: int, sides: int) -> int:
    """Sheets of one size for one copy of one document: ``ceil(ceil(pages / nup) / sides)``.

    ``nup`` is pages a side, ``sides`` is 1 or 2. Rounded per document and per copy, as a printer does; never halve a
    total. Raises ValueError for negative pages or for ``nup`` or ``sides`` below 1.
    """
    if pages < 0 or nup < 1 or sides < 1:
        raise ValueError((pages, nup, sides))
    faces = -(-pages // nup)
    return -(-faces // sides)


def sheets_of(pages_a4: int, pages_a3: int, nup: int, sides: int) -> Sheets:
    """Sheets for one copy of one revision: its A4 pages and its A3 pages are laid out separately."""
    return Sheets(sheets(pages_a4, nup, sides), sheets(pages_a3, nup, sides))
