"""The tables as an Excel workbook with a native chart of the months; the home of xlsxwriter."""

import io
import unicodedata
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter

from dxmeet.services.reports.placement import place
from dxmeet.services.reports.tables import Table, tables

_A4_PAPER = 9  # Excel's number for A4
_WIDEST = 60
_LINE, _MOST_LINES = 15, 10  # points; a name of 2,000 characters is no reason for a row as high as a page
_SHEETS = (
    ("概要", ("概要", "合計")),
    ("月別", ("月別",)),
    ("会議・配布別", ("会議・配布別",)),
    ("部署別", ("部署別",)),
    ("印刷の理由", ("印刷の理由",)),
    ("購入量と目標", ("購入量(A4)", "目標(A4購入量)")),
    ("欠け", ("端末", "欠け")),
)
_CHARTED = ("実績(A) A4", "申告(B) A4", "印刷 A4", "純削減 A4")


def xlsx_bytes(document: dict[str, Any]) -> bytes:
    """The workbook. Equal documents give equal bytes: the date of making is the last day of the period."""
    sections = {section.title: section for section in tables(document)}
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book: Any = xlsxwriter.Workbook(out, options)
    made = datetime.combine(datetime.fromisoformat(document["to"]), time(), tzinfo=None)
    book.set_properties({"title": f"{document['fy']}年度 紙の削減枚数", "created": made, "author": "dxmeet"})
    styles = _Styles(book)
    for name, titles in _SHEETS:
        sheet = book.add_worksheet(name)
        _page(sheet, name)
        parts = [sections[title] for title in titles]
        below = 0
        for part in parts:
            below = _section(sheet, styles, part, below) + 1
        for column, width in enumerate(_widths(parts)):
            sheet.set_column(column, column, width)
        if name == "月別":
            _chart(book, sheet, sections["月別"], below)
        elif name == "購入量と目標":
            _purchase_chart(book, sheet, sections["購入量(A4)"], below)
    book.close()
    return out.getvalue()


def write_xlsx(document: dict[str, Any], path: Path) -> None:
    """The workbook as a file. Raises what ``place`` raises."""
    place(path, xlsx_bytes(document))


class _Styles:
    """The four looks of a cell."""

    def __init__(self, book: Any) -> None:
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.heading = book.add_format(
            {"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        self.text = book.add_format({"text_wrap": True, "valign": "top", "indent": 1})
        self.number = book.add_format({"num_format": "#,##0;-#,##0;0", "valign": "top"})
        self.quotient = book.add_format({"num_format": "0.00", "valign": "top"})

    def of(self, cell: float) -> Any:
        return self.quotient if isinstance(cell, float) else self.number


def _page(sheet: Any, name: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4_PAPER)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{name}&R&P / &N")


def _section(sheet: Any, styles: _Styles, section: Table, top: int) -> int:
    """Write one table from row ``top``; the first row below it. Text is written as text whatever it begins with."""
    sheet.write_string(top, 0, section.title, styles.title)
    for column, heading in enumerate(section.headings):
        sheet.write_string(top + 1, column, heading, styles.heading)
    for row, cells in enumerate(section.rows, top + 2):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                if cell:
                    sheet.write_string(row, column, cell, styles.text)
            else:
                sheet.write_number(row, column, cell, styles.of(cell))
        long = [_width(cell) for cell in cells if isinstance(cell, str) and 2 * len(cell) > _WIDEST]
        lines = -(-max(long, default=0) // _WIDEST)
        if lines > 1:  # not every program makes room for wrapped text by itself
            sheet.set_row(row, _LINE * min(lines, _MOST_LINES))
    return top + 2 + len(section.rows)


def _widths(parts: Sequence[Table]) -> list[int]:
    """Widths in characters of the default font; a Japanese character takes two."""
    widths = [0] * max(len(part.headings) for part in parts)
    for part in parts:
        for column, cells in enumerate(zip(part.headings, *part.rows, strict=True)):
            texts = {cell for cell in cells if isinstance(cell, str)}
            numbers = [cell for cell in cells if not isinstance(cell, str)]
            texts |= {f"{end(numbers):,}" for end in (min, max) if numbers}
            widths[column] = max(widths[column], *map(_width, texts))
    return [min(_WIDEST, width + 2) for width in widths]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text)


def _purchase_chart(book: Any, sheet: Any, section: Table, below: int) -> None:
    """This year's purchases beside those of the year before, and a twelfth of the target as a line."""
    months = [row for row in section.rows if "-" in str(row[0])]  # a whole year's figure stands below them
    if not months:
        return
    chart, line = book.add_chart({"type": "column"}), book.add_chart({"type": "line"})
    first, last = 2, 1 + len(months)
    for heading, of in (("前年同月", chart), ("購入量", chart), ("目標の12分の1", line)):
        column = section.headings.index(heading)
        of.add_series(
            {
                "name": ["購入量と目標", 1, column],
                "categories": ["購入量と目標", first, 0, last, 0],
                "values": ["購入量と目標", first, column, last, column],
            }
        )
    chart.combine(line)
    chart.set_title({"name": "購入枚数(A4)と目標"})
    chart.set_y_axis({"name": "枚", "num_format": "#,##0", "min": 0})  # a bar cut at its foot tells a false proportion
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 960, "height": 380})
    sheet.insert_chart(below + 1, 0, chart)


def _chart(book: Any, sheet: Any, section: Table, below: int) -> None:
    """Columns of A4 sheets by month; the months stand from the third row of the sheet."""
    chart = book.add_chart({"type": "column"})
    first, last = 2, 1 + len(section.rows)
    for heading in _CHARTED:
        column = section.headings.index(heading)
        chart.add_series(
            {
                "name": ["月別", 1, column],
                "categories": ["月別", first, 0, last, 0],
                "values": ["月別", first, column, last, column],
            }
        )
    chart.set_title({"name": "月別のA4枚数"})
    chart.set_y_axis({"name": "枚", "num_format": "#,##0"})
    chart.set_x_axis({"label_position": "low"})  # below the plot even where a net is negative
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 960, "height": 380})
    sheet.insert_chart(below + 1, 0, chart)
