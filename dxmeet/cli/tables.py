"""Plain tables for a terminal: columns line up although Japanese characters are two cells wide."""

import unicodedata
from collections.abc import Sequence

_JOINER = "\u200d"  # holds the parts of one emoji together


def cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0 if each == _JOINER or unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1
        for each in text
    )


def table(rows: Sequence[Sequence[str]], *, indent: str = "") -> list[str]:
    """One line a row, each column as wide as its widest cell; the last column is not padded."""
    widths = [max(cells(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    return [
        (indent + "  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True))).rstrip()
        for row in rows
    ]


def shown(text: str) -> str:
    """A name from outside without characters that would move the cursor or colour the screen."""
    return "".join(each if each.isprintable() or _harmless(each) else "�" for each in text)


def _harmless(letter: str) -> bool:
    """Spaces of every width, such as the full-width one of Japanese names."""
    return letter == _JOINER or unicodedata.category(letter) == "Zs"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cells(text))
