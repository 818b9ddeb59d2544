"""How long it takes to carry 500 notes over to a new revision of 148 pages, and how long the window stalls meanwhile.

    Xvfb :77 -screen 0 1366x768x24 & DISPLAY=:77 uv run python tests/benchmarks/carry_500_notes.py PAPER.pdf
                                                                   [--notes 500] [--pages 148] [--edit paragraph_added]

PAPER is lengthened or shortened to that many pages, read, written on, and replaced in the shared folder by an edited one.
The program carries the notes in its background while someone pages through another copy in its window, whose heartbeat of
5 ms is felt. Prints the seconds, what became of the notes, and the longest stall (and the longest in which this process had
the processor).
"""

import argparse
import os
import sys
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pymupdf

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "faults"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "carrying"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "journeys"))

from people import Person
from reading_window import ReadingWindow
from revision_edits import EDITS

from dxmeet.app import make_entrance
from dxmeet.desktop.jobs import Job
from dxmeet.domain.annotation import Outcome
from dxmeet.services.unlocking import Enrolment


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paper", type=Path)
    parser.add_argument("--notes", type=int, default=500)
    parser.add_argument("--pages", type=int, default=148)
    parser.add_argument("--edit", default="paragraph_added", choices=EDITS)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        share = Path(folder) / "share"
        shared = share / "会議" / "2026-11-26 庁議" / "資料1.pdf"
        shared.parent.mkdir(parents=True)
        first = of_length(chosen.paper, chosen.pages)
        second, _ = EDITS[chosen.edit](pymupdf.open("pdf", first), Random(chosen.seed))
        other = Path(folder) / "別の資料.pdf"
        other.write_bytes(first)
        window = ReadingWindow()
        entrance = make_entrance(Path(folder) / "profile", keyring=lambda: None)
        unlocked, _ = entrance.unlocking.setup(Enrolment(share, "佐藤", "企画政策課", "correct horse"))
        reader = Person("佐藤", entrance.enter(unlocked), Path(folder) / "profile")
        distribute(shared, first)
        reader.sync()
        write(reader, chosen.notes, chosen.pages, Random(chosen.seed))
        distribute(shared, second)
        reader.sync()
        measure(window, reader, other)
        reader.services.close()
        window.close()


def of_length(paper: Path, pages: int) -> bytes:
    document: Any = pymupdf.open(paper)
    wanted = [page % len(document) for page in range(pages)]
    document.select(wanted)
    for page, original in enumerate(wanted):
        if page != original:  # no page is exactly another one
            document[page].insert_text((30, 30), f"別添 {page + 1}", fontname="japan", fontsize=9)
    return document.tobytes(garbage=1, deflate=True)


def distribute(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    an_hour_ago = time.time() - 3600
    os.utime(path, (an_hour_ago, an_hour_ago + len(content) % 60))


def write(reader: Person, notes: int, pages: int, random: Random) -> None:
    _, material = reader.material("資料1")
    assert material.revision is not None
    annotating = reader.services.annotating
    made = []
    for _ in range(notes):
        page = random.randint(1, pages)
        size = material.revision.pages[page - 1]
        x, y = random.uniform(0.1, 0.7) * size.width, random.uniform(0.1, 0.8) * size.height
        plain = {"kind": "ink", "page": page, "strokes": [[[x, y, 0.5], [x + 60, y + 1, 0.6]]]}
        made.append(annotating.fresh(material.id, material.revision, page, plain))
    annotating.add(*made)
    began = time.monotonic()
    reader.services.carrying.anchor(material.id)
    print(
        f"surroundings of {notes} notes kept in {time.monotonic() - began:.1f} s (in the background, after they were drawn)"
    )


def measure(window: ReadingWindow, reader: Person, other: Path) -> None:
    job = Job(reader.services.carrying.carry_all, quiet=True)
    ended: list[float] = []
    job.finished.connect(lambda: ended.append(time.monotonic()))
    stalls: list[tuple[float, float]] = []
    began, used = time.monotonic(), os.times()
    window._runner.start(job, "carrying")  # pyright: ignore[reportPrivateUsage]
    while not ended:
        seen = window.read(other, pages=12, pace=0.2)
        stalls.append((seen.longest, seen.ours))
    now = os.times()
    _, material = reader.material("資料1")
    result = reader.services.carrying.carry(material.id)
    counts = {each.value: result.count(each) for each in Outcome}
    print(f"{len(result.notes)} notes over {len(result.pages)} pages in {ended[0] - began:.1f} s  {counts}")
    print(f"this process used {now.user + now.system - used.user - used.system:.1f} s of it")
    print(
        f"longest stall {max(each for each, _ in stalls):.0f} ms; with the processor {max(o for _, o in stalls):.0f} ms"
    )


if __name__ == "__main__":
    main()
