"""The text of one page in reading order with the place of every character, how it is found, and its form in few bytes.

text     令和8年度⏎予算案…␌歳入      as the document has it; ⏎ the next line of the same words, ␌ something else
folded   令和8年度予算案…⏎歳入        one spelling for all that reads alike (domain.folding)
starts   0 1 2 3 4 6 7 8 …           folded character → text character
boxes    a box for each text character, in points; an empty one for a line end and other things that leave no ink
"""

import re
import struct
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from dxmeet.domain.annotation import Box
from dxmeet.domain.folding import BARRIER, fold, occurrences

_CUT = struct.Struct("<I")  # bytes of the compressed words, which stand before the places
_HEAD = struct.Struct("<BIII")  # reliable; bytes of text, bytes of folded text, number of characters
_GRAIN = 16.0  # steps a point
_JOINT = re.compile(r"(?<=[\u2e80-\U0010ffff])\n|\n(?=[\u2e80-\U0010ffff])")
_WHITE = re.compile(r"\s+")


class PageText:
    """``reliable`` is False where the characters cannot be trusted (a font without a usable table of them)."""

    def __init__(
        self, text: str, folded: str, gaps: "array[int]", places: bytes | Sequence[Box], *, reliable: bool
    ) -> None:
        """``gaps`` are the differences of ``starts``; what is packed stays so until it is asked for."""
        self.text = text
        self.folded = folded
        self.reliable = reliable
        self._gaps = gaps
        self._places = places

    @classmethod
    def of(cls, text: str, boxes: Sequence[Box], *, reliable: bool = True) -> "PageText":
        """From what the page reads and a box for each character of it."""
        if len(text) != len(boxes):
            raise ValueError("one box a character")
        folded, starts = fold(text)
        return cls(text, folded, array("I", (b - a for a, b in pairwise([0, *starts]))), boxes, reliable=reliable)

    @cached_property
    def starts(self) -> Sequence[int]:
        return array("I", accumulate(self._gaps))

    @cached_property
    def boxes(self) -> Sequence[Box]:
        return _boxes(self._places, len(self.text)) if isinstance(self._places, bytes) else self._places

    def find(self, wanted: str) -> list["Span"]:
        """Where the folded words ``wanted`` stand on the page, in reading order."""
        return [self.span(start, end) for start, end in occurrences(self.folded, wanted)]

    def span(self, start: int, end: int) -> "Span":
        """The characters of the text that the folded ones from ``start`` to ``end`` stand for."""
        first = sum(self._gaps[: start + 1])
        last = first + sum(self._gaps[start + 1 : end + 1]) if end < len(self._gaps) else len(self.text)
        return Span(first, first + len(self.text[first:last].rstrip(f"\n {BARRIER}")))

    def boxes_of(self, span: "Span") -> tuple[Box, ...]:
        """The places of a span, one box a line."""
        rows: list[Box] = []
        fresh = True
        for index in range(span.start, span.end):
            box = self.boxes[index]
            if box[0] >= box[2] or box[1] >= box[3]:
                fresh = fresh or self.text[index] in ("\n", BARRIER)
            elif fresh:
                rows.append(box)
                fresh = False
            else:
                rows[-1] = joined(rows[-1], box)
        return tuple(rows)

    def words(self, span: "Span") -> str:
        """What a span reads, as it is quoted or copied: lines inside Japanese run on."""
        return running(self.text[span.start : span.end]).strip()

    def word_at(self, at: int) -> "Span":
        """The run of characters of one kind around ``at``: kanji, kana, or letters and digits; never over a line end."""
        kind, start, end = _kind(self.text[at]), at, at + 1
        while start > 0 and _kind(self.text[start - 1]) == kind:
            start -= 1
        while end < len(self.text) and _kind(self.text[end]) == kind:
            end += 1
        return Span(start, end)

    def snippet(self, span: "Span", around: int = 40) -> "Snippet":
        """The span with about ``around`` characters on either side, on one line."""
        before = self.text[max(0, span.start - around) : span.start]
        after = self.text[span.end : span.end + around]
        return Snippet(
            ("…" if span.start > around else "") + running(before),
            self.words(span),
            running(after) + ("…" if span.end + around < len(self.text) else ""),
        )

    def pack(self) -> bytes:
        """For a pipe or a database; ``unpack`` gives the same page back, places to a sixteenth of a point.

        Its form is kept in search.db: whoever changes it appends a step to its migrations that empties the index.
        """
        text, folded = (each.encode("utf-8", "surrogatepass") for each in (self.text, self.folded))
        head = _HEAD.pack(self.reliable, len(text), len(folded), len(self._gaps))
        words = zlib.compress(b"".join((head, text, folded, self._gaps.tobytes())), 6)
        return _CUT.pack(len(words)) + words + zlib.compress(_planes(self.boxes), 6)


def unpack(packed: bytes) -> PageText:
    """The words are taken out at once, the places when they are asked for."""
    cut = _CUT.size + _CUT.unpack_from(packed)[0]
    whole = zlib.decompress(packed[_CUT.size : cut])
    reliable, text_size, folded_size, count = _HEAD.unpack_from(whole)
    ends = list(accumulate((text_size, folded_size, 4 * count), initial=_HEAD.size))
    text, folded, gaps = (whole[start:end] for start, end in pairwise(ends))
    steps = array("I")
    steps.frombytes(gaps)
    return PageText(
        text.decode("utf-8", "surrogatepass"),
        folded.decode("utf-8", "surrogatepass"),
        steps,
        packed[cut:],
        reliable=bool(reliable),
    )


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a page's text, from ``start`` up to but not including ``end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Snippet:
    """Found words with what stands around them."""

    before: str
    hit: str
    after: str

    def __str__(self) -> str:
        return self.before + self.hit + self.after


def running(text: str) -> str:
    """The text on one line: a line end is a space between Latin words and nothing in Japanese; a barrier is a space."""
    return _WHITE.sub(" ", _JOINT.sub("", text))


def _kind(letter: str) -> str:
    if letter in ("\n", BARRIER) or letter.isspace():
        return "end"
    if "\u3040" <= letter <= "\u309f":
        return "hiragana"
    if "\u30a0" <= letter <= "\u30ff" or "\uff66" <= letter <= "\uff9f":
        return "katakana"
    if not letter.isalnum():
        return "sign"
    return "kanji" if ord(letter) >= 0x2E80 and not "\uff10" <= letter <= "\uff5a" else "letters"


def joined(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _planes(boxes: Iterable[Box]) -> bytes:
    """Four planes of differences: along a line three of them are nearly constant, so they shrink to almost nothing."""
    grains = [[round(value * _GRAIN) for value in box] for box in boxes]
    lefts, tops, rights, bottoms = zip(*grains, strict=True) if grains else ((), (), (), ())
    planes = (
        _steps(lefts),
        _steps(tops),
        _steps(right - left for left, right in zip(lefts, rights, strict=True)),
        _steps(bottom - top for top, bottom in zip(tops, bottoms, strict=True)),
    )
    return b"".join(array("i", plane).tobytes() for plane in planes)


def _steps(values: Iterable[int]) -> Iterator[int]:
    return (after - before for before, after in pairwise([0, *values]))


def _boxes(packed: bytes, count: int) -> list[Box]:
    steps = array("i")
    steps.frombytes(zlib.decompress(packed))
    lefts, tops, widths, heights = (list(accumulate(steps[each * count : (each + 1) * count])) for each in range(4))
    return [
        (left / _GRAIN, top / _GRAIN, (left + width) / _GRAIN, (top + height) / _GRAIN)
        for left, top, width, height in zip(lefts, tops, widths, heights, strict=True)
    ]
