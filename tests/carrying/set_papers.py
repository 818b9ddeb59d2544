"""Papers set line by line from the words of real ones, edited as in a word processor, and set anew: a sentence more breaks all
lines after it differently, and pushes the last ones over to the next page.

Every character has a number of its own, so that where it went is known, however alike others are.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count, groupby, pairwise
from random import Random
from typing import Any

import pymupdf
from known_truth import Band, Truth

_WIDTH, _HEIGHT = 595.0, 842.0
_FONT = pymupdf.Font("japan")
_TOP, _BOTTOM = 80.0, 770.0
_COLUMNS = (0.0, 0.4, 0.7)

Chars = list[tuple[str, int]]
"""Characters with their numbers."""


@dataclass
class Item:
    """A paragraph, or with several cells a row of a table."""

    cells: list[Chars]

    @property
    def row(self) -> bool:
        return len(self.cells) > 1


@dataclass(frozen=True)
class Style:
    size: float = 10.5
    lead: float = 17.0
    left: float = 70.0
    right: float = 525.0


@dataclass
class Line:
    """Where the characters of a line stand: number → left edge, width."""

    page: int
    base: float
    at: dict[int, tuple[float, float]] = field(default_factory=dict)


class Numbered:
    def __init__(self) -> None:
        self._next = count(1)

    def text(self, words: str) -> Chars:
        return [(c, next(self._next)) for c in words]


def items_of(document: Any, numbered: Numbered, most: int) -> list[Item]:
    """Paragraphs and rows as they follow each other in a real paper."""
    found: list[Item] = []
    for page in document:
        for block in page.get_text("blocks", sort=True):
            lines = [line.strip() for line in block[4].split("\n") if line.strip()]
            if block[6] or not lines:
                continue
            if 2 <= len(lines) <= len(_COLUMNS) and all(len(line) <= 11 for line in lines):
                found.append(Item([numbered.text(line) for line in lines]))
            else:
                found.append(Item([numbered.text("".join(lines)[:400])]))
        if len(found) >= most:
            break
    found = [item for item in found if all(cell for cell in item.cells)][:most]
    return found or [Item([numbered.text(f"{n}番目の地点は市道に面している。")]) for n in range(60)]  # of a scan


def set_(items: list[Item], style: Style) -> tuple[bytes, list[Line]]:
    made = pymupdf.open()
    lines: list[Line] = []
    page: Any = None
    writer: Any = None
    y = _BOTTOM + 1
    for item in items:
        broken = [item.cells] if item.row else [[part] for part in _broken(item.cells[0], style)]
        for cells in broken:
            if y > _BOTTOM:
                if page is not None:
                    writer.write_text(page)
                page, writer = made.new_page(width=_WIDTH, height=_HEIGHT), pymupdf.TextWriter((0, 0, _WIDTH, _HEIGHT))
                page.insert_text((style.left, 50), "令和八年度 当初予算の概要", fontname="japan", fontsize=9)
                page.insert_text((_WIDTH / 2, 815), f"- {len(made)} -", fontname="japan", fontsize=9)
                y = _TOP
            line = Line(len(made), y)
            for cell, column in zip(cells, _COLUMNS, strict=False):
                x = style.left + column * (style.right - style.left)
                writer.append((x, y), "".join(c for c, _ in cell), font=_FONT, fontsize=style.size)
                for c, number in cell:
                    wide = _FONT.text_length(c, style.size)
                    line.at[number] = (x, wide)
                    x += wide
            if item.row:
                page.draw_line((style.left, y + 4.5), (style.right, y + 4.5), width=0.4)
            lines.append(line)
            y += style.lead
        y += 0 if item.row else style.lead * 0.4
    writer.write_text(page)
    return made.tobytes(garbage=1, deflate=True), lines


def _broken(text: Chars, style: Style) -> list[Chars]:
    lines: list[Chars] = [[]]
    x = 0.0
    for c, number in text:
        wide = _FONT.text_length(c, style.size)
        if x + wide > style.right - style.left and lines[-1]:
            lines.append([])
            x = 0.0
        lines[-1].append((c, number))
        x += wide
    return lines


def truth_of(old: list[Line], new: list[Line], ratio: float) -> Truth:
    """A band for every stretch of an old line whose characters moved together. ``ratio``: how much larger they are set."""
    where = {number: (line.page, at[0], line.base) for line in new for number, at in line.at.items()}
    truth = Truth()
    for page, some in groupby(old, key=lambda line: line.page):
        lines = list(some)
        went = Counter(where[number][0] for line in lines for number in line.at if number in where)
        likely = went.most_common(1)[0][0] if went else None  # what stands on every page goes with most of it
        bands = [Band(-1e4, 58.0, likely), Band(_BOTTOM + 22, 1e4, likely)]
        for i, line in enumerate(lines):
            top = (lines[i - 1].base + line.base) / 2 - 4 if i else 58.0
            bottom = (lines[i + 1].base + line.base) / 2 - 4 if i + 1 < len(lines) else _BOTTOM + 22
            bands += _stretches(line, top, bottom, where, ratio)
        truth.bands[page] = bands
    return truth


def _stretches(
    line: Line, top: float, bottom: float, where: dict[int, tuple[int, float, float]], ratio: float
) -> list[Band]:
    runs: list[tuple[float, float, tuple[int, float, float] | None]] = []
    for number, (x, wide) in line.at.items():
        there = where.get(number)
        went = (there[0], there[1] - x * ratio, there[2] - line.base * ratio) if there else None
        same = runs and (
            (went is None and runs[-1][2] is None)
            or (went and runs[-1][2] and went[0] == runs[-1][2][0]
                and abs(went[1] - runs[-1][2][1]) < 0.3 and abs(went[2] - runs[-1][2][2]) < 0.3)
        )  # fmt: skip
        if same:
            runs[-1] = (runs[-1][0], x + wide, runs[-1][2])
        else:
            runs.append((x, x + wide, went))
    edges = [-1e4, *((a[1] + b[0]) / 2 for a, b in pairwise(runs)), 1e4]
    found: list[Band] = []
    for (_, _, went), left, right in zip(runs, edges, edges[1:], strict=False):
        if went is None:
            found.append(Band(top, bottom, None, left=left, right=right))
        else:
            found.append(Band(top, bottom, went[0], went[1], went[2], ratio, left=left, right=right))
    return found


Change = Callable[[list[Item], int, Random, Numbered], None]
"""Makes one change at the item with that index."""


def _a_sentence(items: list[Item], random: Random) -> str:
    return random.choice(
        (
            "なお、詳細は別に定める。",
            "財源については国庫支出金を充てる。",
            "これに伴い所要の経費を計上する。",
            "令和九年度以降も継続して実施する予定である。",
            "".join(c for c, _ in random.choice(items).cells[0])[:40],
        )
    )


def sentence_added(items: list[Item], at: int, random: Random, numbered: Numbered) -> None:
    cell = random.choice(items[at].cells)
    place = random.randint(0, len(cell))
    words = str(random.randint(10, 999)) if items[at].row else _a_sentence(items, random)
    cell[place:place] = numbered.text(words)


def words_deleted(items: list[Item], at: int, random: Random, numbered: Numbered) -> None:
    cell = random.choice(items[at].cells)
    if len(cell) > 6:
        place = random.randint(0, len(cell) - 4)
        del cell[place : place + random.randint(1, min(30, len(cell) - 1 - place))]


def words_changed(items: list[Item], at: int, random: Random, numbered: Numbered) -> None:
    cell = random.choice(items[at].cells)
    place = random.randrange(len(cell))
    last = min(len(cell), place + random.randint(1, 8))
    cell[place:last] = numbered.text("".join(random.choice("新改正後増減0123456789") for _ in range(last - place)))


def item_added(items: list[Item], at: int, random: Random, numbered: Numbered) -> None:
    """Often nearly the same as one that is there: rows and paragraphs are copied and then edited."""
    model = items[at if random.random() < 0.6 else random.randrange(len(items))]
    items.insert(at, Item([numbered.text("".join(c for c, _ in cell)) for cell in model.cells]))
    words_changed(items, at, random, numbered)


def item_deleted(items: list[Item], at: int, random: Random, numbered: Numbered) -> None:
    if len(items) > 5:
        del items[at]


def item_moved(items: list[Item], at: int, random: Random, numbered: Numbered) -> None:
    item = items.pop(at)
    items.insert(random.randint(max(0, at - 30), min(len(items), at + 30)), item)


def neighbours_swapped(items: list[Item], at: int, random: Random, numbered: Numbered) -> None:
    if at + 1 < len(items):
        items[at], items[at + 1] = items[at + 1], items[at]


CHANGES: tuple[Change, ...] = (
    sentence_added, words_deleted, words_changed, item_added, item_deleted, item_moved, neighbours_swapped,
)  # fmt: skip
STYLES = {
    "": Style(),
    "narrower": Style(right=500.0),
    "larger": Style(size=11.5, lead=18.5),
    "looser": Style(lead=18.2),
}


def set_pair(source: Any, random: Random, kind: str) -> tuple[bytes, bytes, Truth]:
    """``kind``: a change's name, ``few`` or ``many`` of every kind, with a style after a colon."""
    numbered = Numbered()
    items = items_of(source, numbered, 260)
    before = [Item([list(cell) for cell in item.cells]) for item in items]
    name, _, style = kind.partition(":")
    by_name = {change.__name__: change for change in CHANGES}
    changes = [by_name[name]] if name in by_name else list(CHANGES)
    times = {"many": 0.12, "none": 0.0}.get(name, 0.03)
    for _ in range(round(len(items) * times + 0.49)):
        random.choice(changes)(items, random.randrange(len(items)), random, numbered)
    old, old_lines = set_(before, Style())
    new, new_lines = set_(items, STYLES[style])
    return old, new, truth_of(old_lines, new_lines, STYLES[style].size / Style().size)


SET_ANEW = {
    f"set_{kind.replace(':', '_')}": kind
    for kind in (
        *(change.__name__ for change in CHANGES), "few", "many", "few:narrower", "few:larger", "few:looser", "none:larger",
    )
}  # fmt: skip
"""Name of an edit → kind."""
