"""Three programs that draw PDF pages, and where one of their pictures differs from another. Boxes in points from the top left.

All draw the same number of pixels for a page, whatever they think of UserUnit: MuPDF heeds it, PDFium and poppler do not.
"""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import Any

import pymupdf
import pypdfium2

Box = tuple[float, float, float, float]
_VISIBLE = 24
"""Levels of 255 in one of the three colours: less is no difference one sees."""


@dataclass(frozen=True)
class View:
    """A page at ``scale`` pixels a point: rows of RGB."""

    width: int
    scale: float
    rows: tuple[bytes, ...]

    def blank(self, box: Box) -> bool:
        """Whether the paper is white there."""
        x0, y0, x1, y1 = (max(0, round(each * self.scale)) for each in box)
        return all(min(row[x0 * 3 : x1 * 3], default=0) > 250 for row in self.rows[y0:y1])

    def changed(self, other: "View", within: Box) -> Box | None:
        """What differs inside ``within``; None where nothing does."""
        left, top, right, bottom = (max(0, round(each * self.scale)) for each in within)
        xs: list[int] = []
        ys: list[int] = []
        for y in range(top, min(bottom, len(self.rows), len(other.rows))):
            one, two = self.rows[y][left * 3 : right * 3], other.rows[y][left * 3 : right * 3]
            if one == two:
                continue
            differing = [place // 3 for place, (a, b) in enumerate(zip(one, two, strict=True)) if abs(a - b) > _VISIBLE]
            if differing:
                xs += [differing[0], differing[-1]]
                ys.append(y)
        if not ys:
            return None
        return (
            (left + min(xs)) / self.scale,
            min(ys) / self.scale,
            (left + max(xs) + 1) / self.scale,
            (max(ys) + 1) / self.scale,
        )

    def same_outside(self, other: "View", boxes: list[Box]) -> bool:
        """Whether nothing at all differs beside ``boxes``."""
        spans = [[max(0, round(each * self.scale)) for each in box] for box in boxes]
        for y, (one, two) in enumerate(zip(self.rows, other.rows, strict=True)):
            at = 0
            for left, right in sorted((box[0], box[2]) for box in spans if box[1] <= y < box[3]):
                if one[at * 3 : left * 3] != two[at * 3 : left * 3]:
                    return False
                at = max(at, right)
            if one[at * 3 :] != two[at * 3 :]:
                return False
        return True


Viewer = Callable[[Path, int, float, str], View]
"""(file, page from 1, pixels a point of the page as MuPDF shows it, password)."""


def by_mupdf(path: Path, page: int, scale: float, password: str = "") -> View:
    with _opened(path, password) as document:
        shown: Any = document[page - 1].get_pixmap(matrix=pymupdf.Matrix(scale, scale), alpha=False)
        return _view(shown.width, shown.height, scale, shown.stride, bytes(shown.samples))


def by_pdfium(path: Path, page: int, scale: float, password: str = "") -> View:
    document: Any = pypdfium2.PdfDocument(path, password=password or None)
    shown = document[page - 1]
    fit = scale * _unit(path, page, password)
    bitmap = shown.render(scale=fit, draw_annots=True, rev_byteorder=True, prefer_bgrx=False)
    assert bitmap.n_channels == 3
    return _view(bitmap.width, bitmap.height, scale, bitmap.stride, bytes(bitmap.buffer))


def by_poppler(path: Path, page: int, scale: float, password: str = "") -> View:
    dots = str(72 * scale * _unit(path, page, password))
    key = ["-upw", password] if password else []
    call = ["pdftoppm", "-cropbox", "-r", dots, *key, "-f", str(page), "-l", str(page), "-singlefile", str(path)]
    ppm = subprocess.run(call, capture_output=True, check=True).stdout
    kind, told, most, pixels = ppm.split(b"\n", 3)
    assert (kind, most) == (b"P6", b"255")
    width, height = map(int, told.split())
    return _view(width, height, scale, width * 3, pixels)


def viewers() -> dict[str, Viewer]:
    """Those that are here."""
    found: dict[str, Viewer] = {"MuPDF": by_mupdf, "PDFium": by_pdfium}
    return found | ({"poppler": by_poppler} if which("pdftoppm") else {})


def _view(width: int, height: int, scale: float, stride: int, pixels: bytes) -> View:
    return View(width, scale, tuple(pixels[y * stride : y * stride + width * 3] for y in range(height)))


def _opened(path: Path, password: str) -> Any:
    document: Any = pymupdf.open(path)
    if document.needs_pass:
        document.authenticate(password)
    return document


def _unit(path: Path, page: int, password: str) -> float:
    """UserUnit: how many points of the page as MuPDF shows it make one of PDFium's."""
    other: Any = pypdfium2.PdfDocument(path, password=password or None)
    with _opened(path, password) as document:
        return document[page - 1].rect.width / other[page - 1].get_width()


def annotations_by_pdfium(path: Path, password: str = "") -> int:
    """How many there are on all pages."""
    document: Any = pypdfium2.PdfDocument(path, password=password or None)
    pages = [document[index] for index in range(len(document))]  # held: the raw page goes with its object
    return sum(pypdfium2.raw.FPDFPage_GetAnnotCount(page.raw) for page in pages)
