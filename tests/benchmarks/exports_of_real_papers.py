"""Export a note of every kind on pages of real papers, and look where three viewers show it.

    python tests/benchmarks/exports_of_real_papers.py FOLDER… [--pages 3] [--seed 7]

Of each PDF some pages are taken, the first and the last among them. On each a note of every kind is put where the paper is
blank, as far as it has such places, and the document is exported, as annotations and flat. MuPDF, PDFium and poppler must
then show every note within a point of its place, and find as many annotations as were written; the source must be what it
was. Prints a line a file, and at the end per viewer how many notes were looked for, seen, and seen in their place, and what
was not. The password of a locked file is tried from ``--password``, more than once if there are several.
"""

import argparse
import collections
import hashlib
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pypdfium2

sys.path[:0] = [str(Path(__file__).parents[1] / "pdf")]

from every_kind import FIELD, KINDS, Placed, placed  # noqa: E402
from viewers import View, Viewer, annotations_by_pdfium, by_mupdf, viewers  # noqa: E402

from dxmeet.domain.annotation import Note  # noqa: E402
from dxmeet.errors import DxmeetError, PdfPasswordNeeded, PdfPasswordWrong  # noqa: E402
from dxmeet.pdf.client import PdfEngine  # noqa: E402
from dxmeet.workers import Worker  # noqa: E402

_SCALE = 2.0
"""Pixels a point: half a point can be told."""
_LARGEST = 3500.0
"""Points; a larger page would be a picture of hundreds of megabytes, and is left out."""


def unlocked(engine: PdfEngine, path: Path, passwords: list[str]) -> tuple[str, Any]:
    for each in ["", *passwords]:
        try:
            return each, engine.open(path, name=path.name, password=each or None)
        except (PdfPasswordNeeded, PdfPasswordWrong):
            continue
    raise PdfPasswordNeeded(name=path.name)


def blank_fields(view: View, size: tuple[float, float], chance: random.Random, count: int) -> list[tuple[float, float]]:
    """Where the paper is white and nothing overlaps, in points."""
    found: list[tuple[float, float]] = []
    for _ in range(600):
        x, y = chance.uniform(0, size[0] - FIELD[0]), chance.uniform(26, size[1] - FIELD[1])
        x, y = round(x * view.scale) / view.scale, round(y * view.scale) / view.scale
        apart = all(abs(x - u) > FIELD[0] + 1 or abs(y - v) > FIELD[1] + 1 for u, v in found)
        if apart and view.blank((x, y, x + FIELD[0], y + FIELD[1])):
            found.append((x, y))
            if len(found) == count:
                break
    return found


def notes_for(path: Path, page: int, size: tuple[float, float], password: str, chance: random.Random) -> list[Placed]:
    if size[0] < FIELD[0] + 30 or size[1] < FIELD[1] + 30 or max(size) > _LARGEST:
        return []
    view = by_mupdf(path, page, _SCALE, password)
    kinds = [kind for kind in KINDS if kind != "bookmark"]
    chance.shuffle(kinds)
    places = blank_fields(view, size, chance, len(kinds))
    found = [placed(kind, page, x, y, size[0]) for kind, (x, y) in zip(kinds, places, strict=False)]
    corner = placed("bookmark", page, 0, 0, size[0])
    return [*found, corner] if view.blank(corner.field) else found


class Tally:
    def __init__(self) -> None:
        self.looked: collections.Counter[str] = collections.Counter()
        self.seen: collections.Counter[str] = collections.Counter()
        self.right: collections.Counter[str] = collections.Counter()
        self.wrong: list[str] = []

    def add(self, viewer: str, where: str, each: Placed, found: Any) -> None:
        self.looked[viewer] += 1
        self.seen[viewer] += found is not None
        self.right[viewer] += each.right(found)
        if not each.right(found):
            told = found and tuple(round(side, 1) for side in found)
            self.wrong.append(f"{viewer} {where} {each.kind}: {told}, not {each.seen or each.note.box}")


def compare(name: str, view: Viewer, source: Path, out: Path, page: int, scale: float, password: str) -> Any:
    try:
        return view(source, page, scale, password), view(out, page, scale, password)
    except (subprocess.CalledProcessError, pypdfium2.PdfiumError) as broken:
        return f"{name} cannot show it: {broken}"


def try_one(
    engine: PdfEngine, path: Path, passwords: list[str], pages: int, chance: random.Random, tally: Tally
) -> str:
    password, document = unlocked(engine, path, passwords)
    sizes = [(page.width, page.height) for page in document.pages]
    document.close()
    numbers = sorted({1, len(sizes), *chance.sample(range(1, len(sizes) + 1), min(pages, len(sizes)))})[: pages + 1]
    wanted = {number: notes_for(path, number, sizes[number - 1], password, chance) for number in numbers}
    notes: list[Note] = [each.note for several in wanted.values() for each in several]
    before, told = hashlib.sha256(path.read_bytes()).digest(), ""
    with tempfile.TemporaryDirectory() as folder:
        for flat in (False, True):
            out = Path(folder) / f"{flat}.pdf"
            engine.export(path, notes, out, author="x", name=path.name, password=password or None, flat=flat)
            if not flat and annotations_by_pdfium(out, password) != annotations_by_pdfium(path, password) + len(notes):
                told += f" COUNT {annotations_by_pdfium(out, password)} = {annotations_by_pdfium(path, password)} + {len(notes)}?"
            for name, view in viewers().items():
                for number, several in wanted.items():
                    if not several:
                        continue
                    both = compare(name, view, path, out, number, _SCALE, password)
                    if isinstance(both, str):
                        told += f" {both} (page {number})"
                        continue
                    for each in several:
                        where = f"{path.name} p.{number}{' flat' if flat else ''}"
                        tally.add(name, where, each, both[0].changed(both[1], each.field))
    assert hashlib.sha256(path.read_bytes()).digest() == before, "the source was written"
    return f"{len(notes)} notes on {len(numbers)} of {len(sizes)} pages{told}"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--password", action="append", default=[])
    wanted = parser.parse_args()
    engine = PdfEngine(Worker("dxmeet.pdf.engine", name="pdf", arena_bytes=32 << 20))
    chance, tally = random.Random(wanted.seed), Tally()
    for path in sorted(each for folder in wanted.folders for each in folder.rglob("*.pdf")):
        try:
            told = try_one(engine, path, wanted.password, wanted.pages, chance, tally)
        except DxmeetError as refused:
            told = f"refused: {refused}"
        print(f"{path.name}: {told}", flush=True)
    engine.close()
    for line in tally.wrong:
        print(line)
    for name, looked in tally.looked.items():
        print(f"{name}: {looked} notes looked for, {tally.seen[name]} seen, {tally.right[name]} within a point")
    return bool(tally.wrong)


if __name__ == "__main__":
    sys.exit(main())
