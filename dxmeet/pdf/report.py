"""Worker side: a Leaflet on two pages of A4: the sum and the charts, then the tables and how it was counted."""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

from dxmeet.domain.leaflet import Cell, Chart, Grid, Leaflet, Series
from dxmeet.pdf.typesetting import A4, BLACK, GREY, RULE, Paper

_LEFT, _RIGHT, _TOP, _BOTTOM = 48.0, A4[0] - 48.0, 46.0, A4[1] - 40.0
_WIDTH = _RIGHT - _LEFT
_SMALL = 7.6  # points of a table's text
_FEW = 40  # sheets
_INK, _FILL, _EDGE, _TARGET, _SHADE = (
    (0.11, 0.14, 0.15),
    (0.66, 0.80, 0.86),
    (0.09, 0.34, 0.48),
    (0.65, 0.23, 0.12),
    (0.95, 0.96, 0.96),
)
_NARROW = 6
"""Columns up to which a table takes half of the page's width."""
_SHORT = 52.0
"""Points up to which a text is never cut."""
_LINE, _ROWS = 12.0, 12
"""Points of a row, and rows of a narrow table; what does not fit is said, and is in the other formats."""


def typeset(leaflet: Leaflet) -> bytes:
    """The PDF: two pages whatever the figures are; equal leaflets are equal bytes."""
    wide = [grid for grid in leaflet.tables if len(grid.headings) > _NARROW]
    narrow = [grid for grid in leaflet.tables if len(grid.headings) <= _NARROW]
    paper = Paper(leaflet.title, "dxmeet")
    paper.page()
    y = _head(paper, leaflet)
    y = _sum(paper, leaflet, y)
    y = _charts(paper, leaflet.charts, y)
    _sentences(paper, leaflet.sentences, y + 4)
    _foot(paper, leaflet, 1)
    paper.page()
    y = _TOP
    lower = max(_heights(narrow)) if narrow else 0.0
    for number, grid in enumerate(wide):
        room = (_BOTTOM - 14 - lower - y) / (len(wide) - number)
        rows = len(grid.rows) if not number else max(3, int((room - 56) / _LINE))  # a year has all its months
        y = _table(paper, grid, (_LEFT, _RIGHT), y, rows=rows) + 14
    _pairs(paper, narrow, y)
    _foot(paper, leaflet, 2)
    return paper.content()


def _head(paper: Paper, leaflet: Leaflet) -> float:
    paper.text(_LEFT, _TOP, leaflet.title, 19, color=_INK, bold=True)
    paper.text(_RIGHT, _TOP + 7, leaflet.period, 10, "right", GREY)
    paper.line((_LEFT, _TOP + 28), (_RIGHT, _TOP + 28), BLACK, 1.6)
    y = _TOP + 40
    if leaflet.doubt:
        paper.rectangle((_LEFT, y - 4, _RIGHT, y + 17), (0.98, 0.94, 0.84))
        paper.text(_LEFT + 8, y, leaflet.doubt, 10, color=(0.48, 0.31, 0.0), bold=True)
        y += 30
    return y


def _sum(paper: Paper, leaflet: Leaflet, y: float) -> float:
    """The steps as one adds them by hand: a sign, a name, A4 and A3 sheets in columns of their own; a rule before the result."""
    name_at, a4_at, a3_at = _LEFT + 26, _LEFT + 300, _LEFT + 420
    paper.text(a4_at, y, "A4(枚)", 9, "right", GREY)
    paper.text(a3_at, y, "A3(枚)", 9, "right", GREY)
    y += 16
    for number, (name, sign, a4, a3) in enumerate(leaflet.steps):
        result = number == len(leaflet.steps) - 1
        if result:
            paper.line((_LEFT, y - 1), (a3_at + 8, y - 1), BLACK, 1.0)
            y += 5
        size = 18 if result else 12
        paper.text(_LEFT + 8, y, sign, size, color=_INK)
        paper.text(name_at, y, name, size, color=_INK, bold=result)
        paper.text(a4_at, y, shown(a4), size, "right", _INK, result)
        paper.text(a3_at, y, shown(a3), size, "right", _INK, result)
        y += size * 1.55
    paper.text(
        _LEFT + 26, y, "A4 と A3 は別々に数え、足し合わせていません。購入の目標は A4 の枚数です。", 8.5, color=GREY
    )
    return y + 24


def _charts(paper: Paper, charts: Sequence[Chart], y: float) -> float:
    """One above the other, each with a scale of its own that it names; what room is left goes to them."""
    height = min(185.0, (_BOTTOM - 64 - y) / max(1, len(charts)))
    for chart in charts:
        _chart(paper, chart, (_LEFT, y, _RIGHT, y + height - 10))
        y += height
    return y


def _chart(paper: Paper, chart: Chart, box: tuple[float, float, float, float]) -> None:
    paper.text(box[0], box[1], chart.title, 11.5, color=_INK, bold=True)
    paper.text(box[0] + paper.width(chart.title, 11.5) + 10, box[1] + 2, f"単位: {chart.unit}", 8.5, color=GREY)
    _legend(paper, chart, box)
    left, top, right, bottom = box[0] + 52, box[1] + 24, box[2], box[3] - 14
    numbers = [value for series in chart.series for value in series.values if value is not None]
    line = [] if chart.line is None else [chart.line[1]]
    if not numbers:
        paper.text((left + right) / 2, (top + bottom) / 2 - 6, "まだ数字がありません", 10, "center", GREY)
        paper.line((left, bottom), (right, bottom), BLACK, 0.8)
        return
    low, high = _scale(min([0.0, *numbers]), max([1.0, *numbers, *line]))

    def at(value: float) -> float:
        return bottom - (bottom - top) * (value - low) / (high - low)

    for quarter in range(5):
        value = low + (high - low) * quarter / 4
        paper.line((left, at(value)), (right, at(value)), (0.85, 0.87, 0.87), 0.5)
        paper.text(left - 5, at(value) - 4, shown(round(value)), 7.5, "right", GREY)
    step = (right - left) / len(chart.labels)
    for number, label in enumerate(chart.labels):
        _column(paper, chart.series, number, (left + step * number, left + step * (number + 1)), at)
        paper.text(left + step * (number + 0.5), bottom + 3, label, 8, "center", _INK)
    paper.line((left, at(0)), (right, at(0)), BLACK, 0.8)
    if chart.line is not None:
        paper.line((left, at(chart.line[1])), (right, at(chart.line[1])), _TARGET, 1.2)


def _column(
    paper: Paper, series: Sequence[Series], number: int, between: tuple[float, float], at: Callable[[float], float]
) -> None:
    room = (between[1] - between[0]) * 0.76
    width, start = room / len(series), between[0] + (between[1] - between[0] - room) / 2
    for place, each in enumerate(series):
        value = each.values[number]
        if value is None:
            continue
        upper, lower = sorted((at(value), at(0)))
        box = (start + width * place + 0.5, upper, start + width * (place + 1) - 0.5, lower)
        paper.rectangle(box, None if each.hollow else _FILL, _EDGE if not each.hollow else GREY)


def _legend(paper: Paper, chart: Chart, box: tuple[float, float, float, float]) -> None:
    x = box[2]
    if chart.line is not None:
        words = f"{chart.line[0]} {shown(round(chart.line[1]))}"
        x -= paper.width(words, 8.5)
        paper.text(x, box[1] + 2, words, 8.5, color=_TARGET)
        paper.line((x - 20, box[1] + 7), (x - 5, box[1] + 7), _TARGET, 1.2)
        x -= 32
    for each in reversed(chart.series if len(chart.series) > 1 else ()):
        x -= paper.width(each.name, 8.5)
        paper.text(x, box[1] + 2, each.name, 8.5, color=_INK)
        paper.rectangle((x - 15, box[1] + 3, x - 5, box[1] + 11), None if each.hollow else _FILL, _EDGE)
        x -= 27


def _heights(grids: Sequence[Grid]) -> tuple[float, float]:
    """About what two columns of narrow tables take."""
    ends = [0.0, 0.0]
    for grid in grids:
        ends[ends.index(min(ends))] += min(len(grid.rows), _ROWS) * _LINE + 56
    return ends[0], ends[1]


def _pairs(paper: Paper, grids: Sequence[Grid], y: float) -> None:
    """Two columns of narrow tables, each next one where there is more room."""
    half = (_WIDTH - 16.0) / 2
    columns = [(_LEFT, _LEFT + half), (_RIGHT - half, _RIGHT)]
    ends = [y, y]
    for grid in grids:
        column = ends.index(min(ends))
        rows = min(_ROWS, int((_BOTTOM - 10 - ends[column] - 46) / _LINE))
        if rows > 0:
            ends[column] = _table(paper, grid, columns[column], ends[column], rows=rows) + 14


def _table(paper: Paper, grid: Grid, between: tuple[float, float], y: float, *, rows: int) -> float:
    paper.text(between[0], y, grid.title, 10.5, color=_INK, bold=True)
    y += 16
    numeric = [any(not isinstance(row[column], str) for row in grid.rows) for column in range(len(grid.headings))]
    edges = _edges(paper, grid, between, numeric)
    paper.line((between[0], y), (between[1], y), BLACK, 0.9)
    y = _headings(paper, edges, grid.headings, numeric, y + 2)
    paper.line((between[0], y), (between[1], y), RULE, 0.5)
    kept = grid.rows if len(grid.rows) <= rows else (*grid.rows[: rows - 1], *(grid.rows[-1:] if grid.total else ()))
    for number, row in enumerate(kept):
        total = grid.total and number == len(kept) - 1
        if total:
            paper.line((between[0], y), (between[1], y), BLACK, 0.8)
        elif number % 2:
            paper.rectangle((between[0], y, between[1], y + _LINE), _SHADE)
        _row(paper, edges, row, numeric, y, bold=total)
        y += _LINE
    paper.line((between[0], y), (between[1], y), BLACK, 0.9)
    if len(kept) < len(grid.rows):
        left_out = f"ほか {len(grid.rows) - len(kept)}件は、表計算の書き出しにあります。"
        paper.text(between[0], y + 2, left_out, 7.2, color=GREY)
        y += 12
    return y


def _edges(paper: Paper, grid: Grid, between: tuple[float, float], numeric: Sequence[bool]) -> list[float]:
    """Numbers, months and kinds get what they need; what is left, or is missing, is the longer texts'."""
    wanted: list[float] = []
    for column, heading in enumerate(grid.headings):
        longest = [paper.width(part, _SMALL) for part in heading.split(" ", 1)]
        longest += [paper.width(shown(row[column]), _SMALL) for row in grid.rows if not _spans(row, column)]
        wanted.append(max(longest) + 9)
    spare = between[1] - between[0] - sum(wanted)
    texts = [number for number, is_number in enumerate(numeric) if not is_number and wanted[number] > _SHORT]
    texts = texts or list(range(len(wanted)))
    of_texts = sum(wanted[number] for number in texts)
    edges = [between[0]]
    for number, width in enumerate(wanted):
        edges.append(edges[-1] + width + (spare * width / of_texts if number in texts else 0.0))
    return edges


def _headings(
    paper: Paper, edges: Sequence[float], headings: Sequence[str], numeric: Sequence[bool], y: float
) -> float:
    """Two lines where any heading has a space to break at."""
    lines = [each.split(" ", 1) for each in headings]
    for (left, right), each, number in zip(pairwise(edges), lines, numeric, strict=True):
        for place, line in enumerate(each):
            x, align = (right - 4, "right") if number else (left + 3, "left")
            cut = _cut(paper, line, right - left - 6, _SMALL)
            paper.text(x, y + 1.5 + place * 10, cut, _SMALL, align, GREY)
    return y + (12 if max(map(len, lines)) == 1 else 22)


def _row(
    paper: Paper, edges: Sequence[float], row: Sequence[Cell], numeric: Sequence[bool], y: float, *, bold: bool
) -> None:
    for column, (left, right) in enumerate(pairwise(edges)):
        if _spans(row, column):
            paper.text(
                left + 3, y + 1.5, _cut(paper, str(row[column]), edges[-1] - left - 6, _SMALL), _SMALL, color=GREY
            )
            return
        x, align = (right - 4, "right") if numeric[column] else (left + 3, "left")
        cut = _cut(paper, shown(row[column]), right - left - 5, _SMALL)
        paper.text(x, y + 1.5, cut, _SMALL, align, _INK, bold)


def _spans(row: Sequence[Cell], column: int) -> bool:
    """A word in place of all the figures of a row, such as why they are hidden; a figure before zeros is none."""
    said, rest = row[column], row[column + 1 :]
    return column > 0 and isinstance(said, str) and bool(said) and len(rest) > 1 and all(each == "" for each in rest)


def _cut(paper: Paper, text: str, width: float, size: float) -> str:
    if paper.width(text, size) <= width:
        return text
    while text and paper.width(text + "…", size) > width:
        text = text[:-1]
    return text + "…"


def _sentences(paper: Paper, sentences: Sequence[str], y: float) -> float:
    for sentence in sentences:
        for line in paper.wrapped(sentence, _WIDTH, 8.5):
            paper.text(_LEFT, y, line, 8.5, color=_INK)
            y += 13
        y += 3
    return y


def _foot(paper: Paper, leaflet: Leaflet, page: int) -> None:
    paper.line((_LEFT, _BOTTOM), (_RIGHT, _BOTTOM), RULE, 0.5)
    small = "  ".join(leaflet.small_print)
    paper.text(_LEFT, _BOTTOM + 5, _cut(paper, small, _WIDTH - 40, 7.5), 7.5, color=GREY)
    paper.text(_RIGHT, _BOTTOM + 5, f"{page} / 2", 7.5, "right", GREY)


def _scale(low: float, high: float) -> tuple[float, float]:
    """Round bounds around the numbers: four equal parts with short names, whole sheets each."""
    span = max(high, -low, 1.0)
    if span <= _FEW:
        top = 4.0 * math.ceil(span / 4)
        return (-top if low < 0 else 0.0, top)
    step = 10.0 ** (len(str(int(span))) - 1)
    top = next(step * f for f in (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10) if step * f >= span)
    return (-top if low < 0 else 0.0, top)


def shown(cell: Cell) -> str:
    """Sheets with commas, △ before a negative one; a quotient with two decimals."""
    if isinstance(cell, str):
        return cell
    number = f"{abs(cell):,}" if isinstance(cell, int) else f"{abs(cell):,.2f}"
    return f"△{number}" if cell < 0 else number
