"""Worker side: the characters of a page as runs of text with boxes, in reading order.

display list ─▶ MuPDF's lines of characters ─▶ runs: split at white space and at gaps (the next cell of a table)
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pymupdf
from pymupdf import mupdf as _mupdf

from dxmeet.domain.annotation import Box
from dxmeet.domain.page import Word

mupdf: Any = _mupdf

_FLAGS = pymupdf.TEXT_PRESERVE_LIGATURES | pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
_GAP = 1.0  # of the character's size; wider than that is another cell or column


@dataclass(frozen=True)
class _Character:
    text: str
    box: Box
    size: float


def _lines(drawing: Any) -> Iterator[list[_Character]]:
    options: Any = mupdf.FzStextOptions()
    options.flags = _FLAGS
    layer: Any = pymupdf.TextPage(mupdf.FzStextPage(drawing, options))
    for block in layer.extractRAWDICT()["blocks"]:
        for line in block.get("lines", ()):
            yield [
                _Character(char["c"], tuple(char["bbox"]), span["size"])
                for span in line["spans"]
                for char in span["chars"]
            ]


def words(drawing: Any) -> list[Word]:
    """Runs of text without white space inside; Japanese lines stay whole. The text is the document's own, not normalised."""
    found: list[Word] = []
    for line in _lines(drawing):
        run: list[_Character] = []
        for character in line:
            if run and (character.text.isspace() or _apart(run[-1], character)):
                found.append(_word(run))
                run = []
            if not character.text.isspace():
                run.append(character)
        if run:
            found.append(_word(run))
    return found


def quote(drawing: Any, boxes: Sequence[Box]) -> str:
    """The text whose characters have their centres inside one of ``boxes``; line ends inside Japanese vanish."""
    text = ""
    for line in _lines(drawing):
        part = "".join(each.text for each in line if any(_inside(each.box, box) for box in boxes)).strip()
        if part:
            text += part if not text or _joins(text[-1], part[0]) else f" {part}"
    return text


def plain(drawing: Any) -> str:
    """What the page reads, NFKC and without white space: equal for the same words set in another way."""
    text = "".join(character.text for line in _lines(drawing) for character in line)
    return "".join(unicodedata.normalize("NFKC", text).split())


def _apart(left: _Character, right: _Character) -> bool:
    gap = max(right.box[0] - left.box[2], right.box[1] - left.box[3], left.box[0] - right.box[2])
    return gap > _GAP * max(left.size, 1.0)


def _word(run: Sequence[_Character]) -> Word:
    boxes = [character.box for character in run]
    return Word(
        "".join(character.text for character in run),
        (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)),
    )


def _inside(character: Box, box: Box) -> bool:
    x, y = (character[0] + character[2]) / 2, (character[1] + character[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _joins(left: str, right: str) -> bool:
    return unicodedata.east_asian_width(left) in "WF" or unicodedata.east_asian_width(right) in "WF"
