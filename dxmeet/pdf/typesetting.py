"""Worker side: set Japanese papers with headings, paragraphs, ruled tables and bar charts.

Positions are in points from the top left; ``y`` of a line of text is its top.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dxmeet.pdf.whole import pymupdf

A4 = (595.0, 842.0)
A3_WIDE = (1191.0, 842.0)
Color = tuple[float, float, float]
BLACK, GREY, RULE = (0.0, 0.0, 0.0), (0.4, 0.4, 0.4), (0.35, 0.35, 0.35)
BLUE, PALE, WARM = (0.16, 0.38, 0.62), (0.90, 0.93, 0.96), (0.80, 0.48, 0.18)
_NOT_FIRST = "、。，．）」』・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ％"
_MINUS = "△"
_ASCENT = 0.88  # of the size, from the top of a line to its baseline


@dataclass(frozen=True)
class Column:
    """Of a table: its heading, width in points and how its cells are aligned (``left``, ``center`` or ``right``)."""

    heading: str
    width: float
    align: str = "left"


class Paper:
    """A document being set, page after page."""

    def __init__(self, title: str, author: str) -> None:
        self._document: Any = pymupdf.open()
        self._document.set_metadata(
            {"title": title, "author": author, "producer": "dxmeet sample", "creator": "dxmeet"}
        )
        self._font: Any = pymupdf.Font("japan")
        self._page: Any = None
        self._outline: list[tuple[int, str, int]] = []
        self._writers: dict[tuple[Color, bool], Any] = {}

    def page(self, size: tuple[float, float] = A4) -> None:
        self._finish()
        self._page = self._document.new_page(width=size[0], height=size[1])

    def entry(self, depth: int, title: str) -> None:
        """A line of the outline that leads to this page."""
        self._outline.append((depth + 1, title, len(self._document)))

    def width(self, text: str, size: float) -> float:
        return self._font.text_length(text, fontsize=size)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 10.5,
        align: str = "left",
        color: Color = BLACK,
        bold: bool = False,
    ) -> None:
        """One line; ``x`` is its left, centre or right end by ``align``."""
        if not text:
            return
        if align == "right" and text.startswith(_MINUS):  # this font draws it too small to be read as a sign
            rest, larger = text.removeprefix(_MINUS), size * 1.6
            middle = x - self.width(rest, size) - self.width(_MINUS, larger) * 0.4
            self.text(middle, y + (size - larger) * _ASCENT + size * 0.22, _MINUS, larger, "center", color, bold)
            text = rest
        shift = {"left": 0.0, "center": 0.5, "right": 1.0}[align] * self.width(text, size)
        if (color, bold) not in self._writers:
            self._writers[color, bold] = pymupdf.TextWriter(self._page.rect, color=color)
        self._writers[color, bold].append((x - shift, y + size * _ASCENT), text, font=self._font, fontsize=size)

    def wrapped(self, text: str, width: float, size: float) -> list[str]:
        """Lines no wider than ``width``; none begins with a closing mark."""
        lines: list[str] = []
        for paragraph in text.split("\n"):
            line = ""
            for character in paragraph:
                if line and self.width(line + character, size) > width:
                    kept = len(line) - 1 if character in _NOT_FIRST and len(line) > 1 else len(line)
                    lines.append(line[:kept])
                    line = line[kept:]
                line += character
            lines.append(line)
        return lines

    def paragraph(
        self, x: float, y: float, width: float, text: str, size: float = 10.5, leading: float = 1.75
    ) -> float:
        """Set ``text`` and answer the y below it."""
        for line in self.wrapped(text, width - size, size):
            self.text(x, y, line, size)
            y += size * leading
        return y

    def heading(self, x: float, y: float, width: float, text: str, size: float = 13) -> float:
        self.rectangle((x, y - 3, x + 5, y + size + 3), BLUE)
        self.text(x + 12, y, text, size, bold=True)
        self.line((x, y + size + 6), (x + width, y + size + 6), BLUE, 0.7)
        return y + size + 16

    def line(
        self, start: tuple[float, float], end: tuple[float, float], color: Color = RULE, width: float = 0.5
    ) -> None:
        self._page.draw_line(start, end, color=color, width=width)

    def rectangle(
        self, box: tuple[float, float, float, float], fill: Color | None = None, color: Color | None = None
    ) -> None:
        self._page.draw_rect(box, color=color, fill=fill, width=0.5 if color else 0)

    def table(
        self,
        x: float,
        y: float,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        size: float = 8.5,
        pad: float = 4.0,
        strong: Sequence[int] = (),
    ) -> float:
        """A ruled table whose rows grow with their cells; rows in ``strong`` (from 0) are sums. The y below it."""
        top, edges = y, [x]
        for column in columns:
            edges.append(edges[-1] + column.width)
        heads = Column("", 0, "center")
        y = self._row(edges, y, [c.heading for c in columns], [heads] * len(columns), size, pad, PALE, True)
        for number, row in enumerate(rows):
            fill = (0.96, 0.96, 0.93) if number in strong else None
            y = self._row(edges, y, row, columns, size, pad, fill, number in strong)
        for edge in edges:
            self.line((edge, top), (edge, y))
        self._page.draw_rect((x, top, edges[-1], y), color=BLACK, width=1)
        return y

    def _row(
        self,
        edges: Sequence[float],
        y: float,
        cells: Sequence[str],
        columns: Sequence[Column],
        size: float,
        pad: float,
        fill: Color | None,
        bold: bool,
    ) -> float:
        widths = [right - left for left, right in pairwise(edges)]
        wrapped = [self.wrapped(cell, width - 2 * pad, size) for cell, width in zip(cells, widths, strict=True)]
        height = max(len(lines) for lines in wrapped) * size * 1.3 + 2 * pad - size * 0.2
        if fill is not None:
            self.rectangle((edges[0], y, edges[-1], y + height), fill)
        for left, width, lines, column in zip(edges, widths, wrapped, columns, strict=False):
            at = {"left": left + pad, "center": left + width / 2, "right": left + width - pad}[column.align]
            line_y = y + (height - len(lines) * size * 1.3 + size * 0.3) / 2
            for line in lines:
                self.text(at, line_y, line, size, column.align, bold=bold)
                line_y += size * 1.3
        self.line((edges[0], y), (edges[-1], y))
        return y + height

    def bars(
        self, box: tuple[float, float, float, float], bars: Sequence[tuple[str, float]], unit: str, color: Color = BLUE
    ) -> None:
        """A bar chart with a value over each bar and grid lines at quarters of a round maximum."""
        left, top, right, bottom = box[0] + 34, box[1] + 16, box[2], box[3] - 18
        highest = _round_up(max(value for _, value in bars))
        self.text(box[0], box[1], f"（{unit}）", 8, color=GREY)
        for quarter in range(5):
            y = bottom - (bottom - top) * quarter / 4
            self.line((left, y), (right, y), (0.8, 0.8, 0.8) if quarter else BLACK)
            self.text(left - 4, y - 4, f"{highest * quarter / 4:,.0f}", 7.5, "right", GREY)
        step = (right - left) / len(bars)
        for number, (label, value) in enumerate(bars):
            center = left + step * (number + 0.5)
            y = bottom - (bottom - top) * value / highest
            self.rectangle((center - step * 0.28, y, center + step * 0.28, bottom), color)
            label_width = self.width(f"{value:,.0f}", 8) / 2 + 2
            self.rectangle((center - label_width, y - 11, center + label_width, y - 1), (1.0, 1.0, 1.0))
            self.text(center, y - 10, f"{value:,.0f}", 8, "center")
            self.text(center, bottom + 5, label, 8, "center")

    def content(self) -> bytes:
        """The finished PDF; equal papers are equal bytes."""
        self._finish()
        if self._outline:
            self._document.set_toc([list(entry) for entry in self._outline])
        self._document.subset_fonts()
        return self._document.tobytes(garbage=3, deflate=True, no_new_id=True)

    def _finish(self) -> None:
        for (_, bold), writer in self._writers.items():
            writer.write_text(self._page, render_mode=2 if bold else 0)
        self._writers = {}


def _round_up(value: float) -> float:
    step = 10.0 ** (len(str(int(value))) - 1)
    return next(step * factor for factor in (1, 2, 4, 6, 8, 10, 20) if step * factor >= value * 1.08)
