"""Grey pictures of pages as other engines draw them, and where two of them differ."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pymupdf
import pypdfium2

SCALE = 2
"""Pixels a point."""


@dataclass(frozen=True)
class Picture:
    rows: tuple[bytes, ...]

    def darker_than(self, level: int) -> int:
        return sum(sum(value < level for value in row) for row in self.rows)

    def column(self, x: int) -> bytes:
        return bytes(row[x] for row in self.rows)


def drawn(path: Path, password: str | None = None) -> Picture:
    """The first page by PDFium."""
    document: Any = pypdfium2.PdfDocument(path, password=password)
    bitmap = document[0].render(scale=SCALE, grayscale=True, draw_annots=True)
    pixels = bytes(bitmap.buffer)
    return Picture(tuple(pixels[y * bitmap.stride : y * bitmap.stride + bitmap.width] for y in range(bitmap.height)))


def loaded(path: Path) -> Picture:
    """A PNG file."""
    grey: Any = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.Pixmap(path))
    return Picture(tuple(grey.samples[y * grey.stride : y * grey.stride + grey.width] for y in range(grey.height)))


def difference(left: Picture, right: Picture) -> tuple[float, float, float, float] | None:
    """The box in points in which two pictures of one size differ visibly."""
    assert len(left.rows) == len(right.rows)
    places = [
        (x, y)
        for y, (one, other) in enumerate(zip(left.rows, right.rows, strict=True))
        if one != other
        for x, (a, b) in enumerate(zip(one, other, strict=True))
        if abs(a - b) > 24
    ]
    if not places:
        return None
    xs, ys = [x for x, _ in places], [y for _, y in places]
    return min(xs) / SCALE, min(ys) / SCALE, (max(xs) + 1) / SCALE, (max(ys) + 1) / SCALE
