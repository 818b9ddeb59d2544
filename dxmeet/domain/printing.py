"""A print job as a value, the sheets it costs, and where every page lies on the paper.

    chosen pages ──▶ a run on A4, then a run on A3 (each in the order of the document)
    a run ──▶ faces: ``nup`` pages each; printed on both sides, an odd run ends with an empty face

so that each paper size and each copy begins on a new sheet, and ``faces ÷ sides`` are the sheets that LEDGER's method
counts: ``copies × ceil(ceil(pages / nup) / sides)`` for each size. Lengths are points (1/72 inch) from the top left.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dxmeet.domain.page import PageSize, PaperClass, classes
from dxmeet.domain.paper import Sheets, sheets_of
from dxmeet.errors import InputInvalid, PageUnknown

MOST_COPIES = 999
NUPS = (1, 2, 4)
SIDES = (1, 2)

_MILLIMETRE = 72 / 25.4
_PORTRAIT = {
    PaperClass.A4: (210 * _MILLIMETRE, 297 * _MILLIMETRE),
    PaperClass.A3: (297 * _MILLIMETRE, 420 * _MILLIMETRE),
}
_MARGIN = 4.3 * _MILLIMETRE
"""What office printers leave white at every edge (4.2 mm): a page that is no sheet of paper is fitted inside it."""
_GUTTER = 3 * _MILLIMETRE
_SAME_SIZE = 0.03  # a page this close to the paper's own size is printed as it is, edge to edge

_RANGE = re.compile(r"(\d*)(-?)(\d*)")


class Reason(StrEnum):
    """Why paper is needed: what the ledger records and the statistics show. The values are the ledger's own words."""

    SMALL_TYPE = "文字が小さい"
    COMPARE = "見比べたい"
    WRITE = "書き込みたい"
    SUBMIT = "提出・決裁"
    VISITOR = "来庁者用"
    OTHER = "その他"


@dataclass(frozen=True)
class PrintSettings:
    """What a person chose. ``pages`` count from 1, ascending; ``shrink`` puts A3 pages on A4 paper (a printer without A3)."""

    pages: tuple[int, ...]
    copies: int = 1
    sides: int = 2
    nup: int = 1
    notes: bool = False
    shrink: bool = False

    def checked(self, pages: int) -> "PrintSettings":
        """Itself. Raises InputInvalid, or PageUnknown for one beyond ``pages``."""
        if not 1 <= self.copies <= MOST_COPIES:
            raise InputInvalid(field="copies", value=self.copies)
        if self.sides not in SIDES:
            raise InputInvalid(field="sides", value=self.sides)
        if self.nup not in NUPS:
            raise InputInvalid(field="nup", value=self.nup)
        if not self.pages:
            raise InputInvalid(field="pages", value="")
        for page in self.pages:
            if not 1 <= page <= pages:
                raise PageUnknown(page=page, pages=pages)
        return self


@dataclass(frozen=True)
class Place:
    """Page ``page`` (from 1) drawn to fill this box of a face; the box has the page's own proportions."""

    page: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Face:
    """One side of a sheet; without places it stays empty."""

    paper: PaperClass
    landscape: bool
    places: tuple[Place, ...]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as read."""
        short, long = _PORTRAIT[self.paper]
        return (long, short) if self.landscape else (short, long)


def page_range(text: str, pages: int) -> tuple[int, ...]:
    """``1-4,7`` as page numbers: ascending, each once; ``3-`` is to the end, ``-3`` from the beginning, empty is all.

    Full-width digits, ``、`` and ``〜`` mean what they look like. Raises InputInvalid, or PageUnknown beyond ``pages``.
    """
    plain = unicodedata.normalize("NFKC", text).translate(str.maketrans("、，〜～~‐–—―−ー", ",,---------"))
    parts = ["".join(part.split()) for part in plain.split(",")]
    if not any(parts):
        return tuple(range(1, pages + 1))
    chosen: set[int] = set()
    for part in parts:
        found = _RANGE.fullmatch(part)
        if found is None or not (found[1] or found[3]) or len(part) > 20:
            raise InputInvalid(field="pages", value=text[:80])
        first = int(found[1] or 1)
        last = int(found[3] or pages) if found[2] else first
        if first > last or first < 1:
            raise InputInvalid(field="pages", value=text[:80])
        if last > pages:
            raise PageUnknown(page=last, pages=pages)
        chosen.update(range(first, last + 1))
    return tuple(sorted(chosen))


def pages_sent(sizes: Sequence[PageSize], settings: PrintSettings) -> tuple[int, int]:
    """(A4, A3) pages of one copy, by the paper they are printed on."""
    if settings.shrink:
        return len(settings.pages), 0
    return classes(sizes[page - 1] for page in settings.pages)


def cost(sizes: Sequence[PageSize], settings: PrintSettings) -> Sheets:
    """Sheets of all copies."""
    return sheets_of(*pages_sent(sizes, settings), settings.nup, settings.sides) * settings.copies


def runs(sizes: Sequence[PageSize], settings: PrintSettings) -> list[tuple[Face, ...]]:
    """The faces of one copy, a run for each paper size, A4 first. A run's faces are a multiple of ``sides``."""
    found: list[tuple[Face, ...]] = []
    for paper in (PaperClass.A4, PaperClass.A3):
        chosen = [page for page in settings.pages if _paper(sizes[page - 1], settings) is paper]
        if chosen:
            found.append(_run(sizes, chosen, paper, settings))
    return found


def _paper(size: PageSize, settings: PrintSettings) -> PaperClass:
    return PaperClass.A4 if settings.shrink else size.paper


def _run(
    sizes: Sequence[PageSize], pages: Sequence[int], paper: PaperClass, settings: PrintSettings
) -> tuple[Face, ...]:
    nup = settings.nup
    wide = [size.width > size.height for size in (sizes[page - 1] for page in pages)]
    mostly_wide = sum(wide) * 2 > len(wide)
    faces: list[Face] = []
    for start in range(0, len(pages), nup):
        # one page follows its own shape; two lie along the paper's long edge, four as one would
        landscape = wide[start] if nup == 1 else mostly_wide != (nup == 2)
        empty = Face(paper, landscape, ())
        faces.append(_filled(empty, sizes, pages[start : start + nup], nup))
    while len(faces) % settings.sides:
        faces.append(Face(paper, faces[-1].landscape, ()))
    return tuple(faces)


def _filled(face: Face, sizes: Sequence[PageSize], pages: Sequence[int], nup: int) -> Face:
    width, height = face.size
    across, down = {1: (1, 1), 2: (2, 1) if face.landscape else (1, 2), 4: (2, 2)}[nup]
    margin = 0.0 if nup == 1 and _fills(sizes[pages[0] - 1], face) else _MARGIN
    cell_width = (width - 2 * margin - (across - 1) * _GUTTER) / across
    cell_height = (height - 2 * margin - (down - 1) * _GUTTER) / down
    places: list[Place] = []
    for number, page in enumerate(pages):
        row, column = divmod(number, across)
        size = sizes[page - 1]
        scale = min(cell_width / size.width, cell_height / size.height)
        shown = size.width * scale, size.height * scale
        left = margin + column * (cell_width + _GUTTER) + (cell_width - shown[0]) / 2
        top = margin + row * (cell_height + _GUTTER) + (cell_height - shown[1]) / 2
        places.append(Place(page, left, top, *shown))
    return replace(face, places=tuple(places))


def _fills(page: PageSize, face: Face) -> bool:
    width, height = face.size
    return abs(page.width / width - 1) <= _SAME_SIZE and abs(page.height / height - 1) <= _SAME_SIZE
