"""What a page is recognised by in another revision: its characters with their boxes, and a small grey picture of it.

    PageFeatures ── pack ──▶ bytes for the database and the worker's pipe ── unpack ──▶ PageFeatures

Points from the top left of the page as shown, y downwards. Characters are NFKC, one for each glyph, so that a page reads
the same from another producer; a run is what stands together in one line or one cell of a table.
"""

import struct
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from dxmeet.domain.annotation import Box, Point

GREY_SCALE = 0.5
"""Pixels a point in the grey picture: 36 dpi, enough to find a place within about a point."""

_HEAD = struct.Struct("<4s2f5I")
_MAGIC = b"dxf1"
_LEVELS = bytes(level & 0xF0 for level in range(256))  # 16 greys: noise costs more room than it tells


@dataclass(frozen=True)
class Grey:
    """A grey picture: rows of one byte a pixel from the top left, 0 black; ``scale`` pixels a point."""

    width: int
    height: int
    pixels: bytes = field(repr=False)
    scale: float = GREY_SCALE

    def row(self, y: int) -> memoryview:
        return memoryview(self.pixels)[y * self.width : (y + 1) * self.width]


NO_PICTURE = Grey(0, 0, b"")


@dataclass(frozen=True)
class PageFeatures:
    """``chars[i]`` stands in ``boxes[i]``; a run begins at each index of ``runs`` (the first is 0).

    ``size`` in points as shown. Of a page that cannot be drawn everything else is empty.
    """

    size: tuple[float, float]
    chars: str = ""
    boxes: tuple[Box, ...] = field(default=(), repr=False)
    runs: tuple[int, ...] = field(default=(), repr=False)
    grey: Grey = field(default=NO_PICTURE, repr=False)

    @cached_property
    def tokens(self) -> "tuple[Token, ...]":
        """One token a character."""
        return tuple(_tokens(self))


@dataclass(frozen=True, slots=True)
class Token:
    """A character with its two neighbours in the run (empty at its ends), the middle of its box, and its index."""

    key: str
    at: Point
    index: int


def _tokens(page: PageFeatures) -> Iterable[Token]:
    ends = (*page.runs[1:], len(page.chars))[: len(page.runs)]
    for start, end in zip(page.runs, ends, strict=True):
        for i in range(start, end):
            before = page.chars[i - 1] if i > start else "^"
            after = page.chars[i + 1] if i + 1 < end else "$"
            x0, y0, x1, y1 = page.boxes[i]
            yield Token(before + page.chars[i] + after, ((x0 + x1) / 2, (y0 + y1) / 2), i)


def pack(page: PageFeatures) -> bytes:
    """A few kilobytes; ``unpack`` gives the page back with boxes to single precision and 16 greys."""
    text = page.chars.encode("utf-8", "surrogatepass")
    boxes = array("f", (edge for box in page.boxes for edge in box)).tobytes()
    runs = array("I", page.runs).tobytes()
    pixels = page.grey.pixels.translate(_LEVELS)
    head = _HEAD.pack(_MAGIC, *page.size, len(text), len(boxes), len(runs), page.grey.width, page.grey.height)
    return zlib.compress(head + text + boxes + runs + struct.pack("<f", page.grey.scale) + pixels, 6)


def unpack(packed: bytes) -> PageFeatures:
    """Raises ValueError for bytes that ``pack`` did not make."""
    try:
        content = zlib.decompress(packed)
        magic, width, height, text, boxes, runs, grey_width, grey_height = _HEAD.unpack_from(content)
        if magic != _MAGIC:
            raise ValueError(magic)
        at = _HEAD.size
        chars = content[at : at + text].decode("utf-8", "surrogatepass")
        edges = array("f", content[at + text : at + text + boxes])
        starts = array("I", content[at + text + boxes : at + text + boxes + runs])
        at += text + boxes + runs
        (scale,) = struct.unpack_from("<f", content, at)
        pixels = content[at + 4 : at + 4 + grey_width * grey_height]
    except (zlib.error, struct.error, UnicodeDecodeError) as odd:
        raise ValueError("not a page's features") from odd
    four = (edges[0::4], edges[1::4], edges[2::4], edges[3::4])
    return PageFeatures(
        (width, height),
        chars,
        tuple(zip(*four, strict=True)),
        tuple(starts),
        Grey(grey_width, grey_height, pixels, scale),
    )
