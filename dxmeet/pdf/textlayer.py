"""Worker side: the characters of a page as text in reading order with boxes, vertical Japanese included.

display list ─▶ MuPDF's characters ─▶ fragments ─▶ rows ─▶ chains of rows (dxmeet.pdf.rows) ─▶ PageText
"""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from dxmeet.domain.annotation import Box
from dxmeet.domain.folding import BARRIER
from dxmeet.domain.page import Word
from dxmeet.domain.pagetext import PageText, joined, running
from dxmeet.pdf.mupdf import mupdf, raw_dict
from dxmeet.pdf.rows import Character, Direction, Row, chains, rows_of

_SAID = mupdf.FZ_STEXT_PRESERVE_LIGATURES | mupdf.FZ_STEXT_PRESERVE_WHITESPACE | mupdf.FZ_STEXT_MEDIABOX_CLIP
_SEEN = _SAID | mupdf.FZ_STEXT_IGNORE_ACTUALTEXT
"""What is drawn, not what the document says of it: a paper made from a former one may carry the former one's ActualText,
which then stands on the wrong places and hides the words that can be seen."""
_LOST = "\ufffd"
_GAP = 1.0  # of the character's size; wider than that is another cell or column
_STRAY = 0.6  # of the size: a character further off its line's middle than this stands in another line
_DOUBTFUL_SHARE = 0.1  # of characters that say nothing, or that stand alone though they are many
_MANY = 40
_UPRIGHT_SHIFT = 0.88
"""Of the size. MuPDF 1.28 puts the box of a vertical font's glyph where its horizontal origin would be, which lies that far
below the top of the glyph by the PDF standard's default (DW2 880)."""


def page_text(drawing: Any) -> PageText:
    """What a person would read out, in reading order, each character with its box."""
    text: list[str] = []
    boxes: list[Box] = []
    rows = rows_of(_fragments(drawing))
    for chain in chains(rows):
        for place, row in enumerate(chain):
            if text:
                text.append("\n" if place else BARRIER)
                boxes.append(_after(boxes[-1]))
            for each in row.characters:
                text.extend(each.text)
                boxes.extend([_after(each.box) if each.text.isspace() else each.box] * len(each.text))
    return PageText.of("".join(text), boxes, reliable=_reliable(text, rows))


def words(drawing: Any) -> list[Word]:
    """Runs of text without white space inside; Japanese lines stay whole. The text is the document's own, not folded."""
    found: list[Word] = []
    for row in rows_of(_fragments(drawing)):
        run: list[Character] = []
        for character in row.characters:
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
    parts = (
        "".join(each.text for each in row.characters if any(_inside(each.box, box) for box in boxes)).strip()
        for row in rows_of(_fragments(drawing))
    )
    return running("\n".join(part for part in parts if part))


def plain(drawing: Any) -> str:
    """What the page reads, NFKC and without white space: equal for the same words set in another way."""
    text = "".join(each.text for line in _lines(drawing) for each in line[1])
    return "".join(unicodedata.normalize("NFKC", text).split())


def _lines(drawing: Any) -> Iterator[tuple[Direction, list[Character]]]:
    """MuPDF's lines, in the order they were drawn. Where a font does not tell its characters, what the document says."""
    seen = list(_lines_by(drawing, _SEEN))
    lost = _lost(seen)
    said = list(_lines_by(drawing, _SAID)) if lost else []
    return iter(said if said and _lost(said) < lost else seen)


def _lost(lines: Sequence[tuple[Direction, list[Character]]]) -> int:
    return sum(each.text == _LOST for _, characters in lines for each in characters)


def _lines_by(drawing: Any, flags: int) -> Iterator[tuple[Direction, list[Character]]]:
    options: Any = mupdf.FzStextOptions()
    options.flags = flags
    for block in raw_dict(mupdf.FzStextPage(drawing, options))["blocks"]:
        for line in block.get("lines", ()):
            shift = (
                (-_UPRIGHT_SHIFT * line["dir"][0], -_UPRIGHT_SHIFT * line["dir"][1]) if line["wmode"] else (0.0, 0.0)
            )
            yield (
                Direction.of(*line["dir"]),
                [
                    Character(_sound(char["c"]), _shifted(char["bbox"], shift, span["size"]), span["size"])
                    for span in line["spans"]
                    for char in span["chars"]
                ],
            )


def _sound(character: str) -> str:
    """A broken table of characters may say half a character or a control code; neither can be shown or stored."""
    return _LOST if unicodedata.category(character[0]) in ("Cs", "Cc") and not character.isspace() else character


def _shifted(box: Sequence[float], shift: tuple[float, float], size: float) -> Box:
    across, down = shift[0] * size, shift[1] * size
    return box[0] + across, box[1] + down, box[2] + across, box[3] + down


def _fragments(drawing: Any) -> Iterator[Row]:
    """What is certainly one behind another on one line. MuPDF puts a vertical 。 and the sign below it on one."""
    for direction, characters in _lines(drawing):
        part: list[Character] = []
        for each in characters:
            if part and _strays(direction, part[-1], each):
                yield Row(direction, part)
                part = []
            if not (part and _twice(part[-1], each)):
                part.append(each)
        if any(not each.text.isspace() for each in part):
            yield Row(direction, part)


def _strays(direction: Direction, left: Character, right: Character) -> bool:
    before, after = direction.seen(left.box), direction.seen(right.box)
    return abs(before.middle - after.middle) > _STRAY * max(left.size, right.size)


def _twice(left: Character, right: Character) -> bool:
    """Drawn again a little beside itself, to look bold."""
    near = 0.15 * max(left.size, 1.0)
    return (
        left.text == right.text
        and abs(left.box[0] - right.box[0]) < near
        and abs(left.box[1] - right.box[1]) < near
        and not left.text.isspace()
    )


def _reliable(text: Sequence[str], rows: Sequence[Row]) -> bool:
    """Whether the characters say something, and stand in lines."""
    letters = [each for each in text if not each.isspace()]
    lost = sum(each == _LOST or unicodedata.category(each) in ("Co", "Cn", "Cc", "Cs") for each in letters)
    alone = sum(len(row.characters) == 1 and row.characters[0].text.isalpha() for row in rows)
    scattered = len(letters) >= _MANY and alone > len(letters) / 2
    return lost <= _DOUBTFUL_SHARE * len(letters) and not scattered


def _after(box: Box) -> Box:
    return box[2], box[1], box[2], box[1]


def _apart(left: Character, right: Character) -> bool:
    gap = max(
        right.box[0] - left.box[2],
        right.box[1] - left.box[3],
        left.box[0] - right.box[2],
        left.box[1] - right.box[3],
    )
    return gap > _GAP * max(left.size, 1.0)


def _word(run: Sequence[Character]) -> Word:
    box = run[0].box
    for character in run[1:]:
        box = joined(box, character.box)
    return Word("".join(character.text for character in run), box)


def _inside(character: Box, box: Box) -> bool:
    x, y = (character[0] + character[2]) / 2, (character[1] + character[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
