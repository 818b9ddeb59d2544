"""A report as it is laid out on paper: headings, a sum, sentences, charts and tables as plain values. No fonts, no pages."""

from dataclasses import dataclass

Cell = str | int | float
"""Text, a number of sheets, or a quotient."""


@dataclass(frozen=True)
class Grid:
    """One table: its title, one heading a column, and rows as long as the headings. ``total``: the last row is a total."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: bool = False


@dataclass(frozen=True)
class Series:
    """One number a label, in sheets; None where there is none. ``hollow`` for what is only there to compare with."""

    name: str
    values: tuple[int | None, ...]
    hollow: bool = False


@dataclass(frozen=True)
class Chart:
    """Columns over ``labels``; ``line`` is a level across all of them with its name, such as a target, or None."""

    title: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    line: tuple[str, float] | None = None


@dataclass(frozen=True)
class Leaflet:
    """What a section chief hands on: two pages of A4.

    ``doubt`` says why the figures are 暫定, or is empty. ``steps`` is the sum that anyone can redo by hand: (name, sign,
    A4 sheets, A3 sheets) from 実績 to 純削減. ``sentences`` are said in this order. ``small_print`` is what an auditor
    needs: method, program, heads.
    """

    title: str
    period: str
    doubt: str
    steps: tuple[tuple[str, str, int, int], ...]
    sentences: tuple[str, ...]
    charts: tuple[Chart, ...]
    tables: tuple[Grid, ...]
    small_print: tuple[str, ...]
