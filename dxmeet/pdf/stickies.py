"""Worker side: a sticky note as it lies on printed paper: its whole text, in a yellow box that leans inwards."""

from typing import Any

from dxmeet.domain.annotation import Box, Note
from dxmeet.pdf.annotating import wrapped
from dxmeet.pdf.whole import pymupdf

_WIDTH = 141.0  # points: 188 logical pixels at 実寸, as on the screen
_SIZE, _LEADING = 9.0, 12.6  # points
_LEFT, _TOP, _BAR = 9.0, 6.0, 3.0
_LONGEST = 400  # points; a longer text is cut, and ends with …
_PAPER, _EDGE, _INK = (1.0, 0.965, 0.839), (0.604, 0.482, 0.118), (0.106, 0.137, 0.149)


def sticky_box(note: Note, page: tuple[float, float]) -> Box:
    """Where it lies on a page of this size, in points."""
    x, y = note.at or (0.0, 0.0)
    height = _height(len(_lines(note.text, _font())))
    x, y = max(0.0, min(x, page[0] - _WIDTH)), max(0.0, min(y, page[1] - height))
    return x, y, x + _WIDTH, y + height


def sticky_paper(note: Note) -> Any:
    """A PDF of one page as large as the note, with an embedded subset of the font."""
    font = _font()
    lines = _lines(note.text, font)
    document: Any = pymupdf.open()
    page = document.new_page(width=_WIDTH, height=_height(len(lines)))
    page.draw_rect(page.rect, color=None, fill=_PAPER)
    page.draw_rect((0, 0, _BAR, page.rect.y1), color=None, fill=_EDGE)
    page.draw_rect((0.25, 0.25, page.rect.x1 - 0.25, page.rect.y1 - 0.25), color=_EDGE, width=0.5)
    writer: Any = pymupdf.TextWriter(page.rect, color=_INK)
    for row, line in enumerate(lines):
        if line.strip():
            writer.append((_LEFT, _TOP + _SIZE + row * _LEADING), line, font=font, fontsize=_SIZE)
    writer.write_text(page)
    document.subset_fonts()
    return document


def _font() -> Any:
    return pymupdf.Font("japan")


def _height(lines: int) -> float:
    return 2 * _TOP + max(1, lines) * _LEADING


def _lines(text: str, font: Any) -> list[str]:
    room = int((_LONGEST - 2 * _TOP) / _LEADING)
    lines = wrapped(text, font, _SIZE, _WIDTH - _LEFT - 6)
    return lines if len(lines) <= room else [*lines[: room - 1], "…"]
