"""Search in 20,000 pages: how long it takes to index them, how large that gets, and how fast words are found.

    uv run python tests/benchmarks/search_20000_pages.py ../shared/corpus/share [pages [pages a material]]

The pages are those of the PDFs below the folder, each again and again with one character in twenty-five exchanged, in
materials of 200 unless another number is given. Prints for words of 3 and more letters and for words of 1 and 2 the
median, p95 and worst time of ``Searching.search`` for the first 50 hits with their snippets, on the clock and as
processor time (what a machine with nothing else to do would need); then the slowest words; and the median and worst of
the first search of a database that was just opened, one word each.
"""

import random
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from dxmeet.domain.packet import Kind, Material, MaterialId, Packet, PacketId, Revision, RevisionId, Source, State
from dxmeet.domain.page import PageSize
from dxmeet.domain.pagetext import PageText, unpack
from dxmeet.errors import DxmeetError
from dxmeet.pdf.client import PdfEngine
from dxmeet.services.searching import Searching
from dxmeet.storage.annotations import NoteStore
from dxmeet.storage.database import Database, open_database
from dxmeet.storage.migrations import MIGRATIONS, SEARCH
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.shelf import Shelf
from dxmeet.storage.textindex import TextIndex
from dxmeet.storage.vault import Sealed
from dxmeet.workers import Worker

LONG = ("一般会計", "補正予算", "地方公共団体", "データ", "議案第", "下水道", "保険料", "令和8年度", "条例の一部", "1,000", "API", "service", "デジタル", "介護保険", "国庫支出金", "ガバメント")  # fmt: skip
SHORT = ("予算", "庁議", "議会", "市長", "dx", "の", "費", "8", "。", "補正", "円", "a", "災害", "委員", "IT", "負担")
MATERIAL = 200  # pages
_FILES = (("dxmeet", MIGRATIONS), ("search", SEARCH))


def read(folder: Path) -> list[PageText]:
    engine = PdfEngine(Worker("dxmeet.pdf.engine", name="pdf", arena_bytes=32 << 20))
    pages: list[PageText] = []
    began = time.perf_counter()
    for path in sorted(folder.rglob("*.pdf")):
        try:
            document = engine.open(path, name=path.name)
            pages += [unpack(document.packed_text(page)) for page in range(1, len(document.pages) + 1)]
        except DxmeetError:
            continue
    engine.close()
    took = time.perf_counter() - began
    print(f"read {len(pages)} real pages: {1000 * took / len(pages):.1f} ms a page, worker and pipe included")
    return [page for page in pages if page.text]


def varied(page: PageText, chance: random.Random, letters: str) -> PageText:
    text = [chance.choice(letters) if not each.isspace() and chance.random() < 0.04 else each for each in page.text]
    return PageText.of("".join(text), page.boxes, reliable=page.reliable)


def fill(database: Database, index: TextIndex, pages: list[PageText], wanted: int, size: int = MATERIAL) -> None:
    chance, packets = random.Random(1), PacketStore(database)
    letters = "".join(page.text for page in pages[::7]).replace("\f", "").replace("\n", "")
    at, spent = datetime(2026, 11, 25, tzinfo=UTC), 0.0
    for number in range(wanted // size):
        packet, material = PacketId(f"p{number}"), MaterialId(f"m{number}")
        revision = Revision(RevisionId(f"{number:064x}"), 1, (PageSize(595, 842),) * size, ("0" * 32,) * size)
        day = date(2020, 1, 1) + timedelta(days=7 * number)
        packets.describe(Packet(packet, Kind.MEETING, f"会議 {number}", day, f"会議/{number}", Source.FOLDER), at)
        packets.place(Material(material, packet, 1, f"資料 {number}", "1.pdf", State.READY))
        packets.add_revision(material, revision, Sealed(revision.id, f"{number}.bin", b"0" * 32, 1), {}, at)
        packed = [varied(chance.choice(pages), chance, letters).pack() for _ in range(size)]
        began = time.perf_counter()
        for first in range(0, size, 16):
            index.add(revision.id, first + 1, packed[first : first + 16])
        spent += time.perf_counter() - began
    print(f"indexed {wanted} pages: {spent:.1f} s, {1000 * spent / wanted:.2f} ms a page (the reading comes on top)")


def measure(searching: Searching) -> None:
    slowest: list[tuple[float, str, int]] = []
    for name, words in (("3+ letters", LONG), ("1-2 letters", SHORT)):
        times: list[float] = []
        work: list[float] = []
        for turn in range(11):
            for word in words:
                began, worked = time.perf_counter(), time.process_time()
                found = searching.search(word)
                took, busy = 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked)
                if turn:  # the first one warms the cache, as typing does
                    work.append(busy)
                    times.append(took)
                    slowest.append((took, word, found.total))
        times.sort()
        work.sort()
        p95 = times[int(0.95 * len(times))]
        print(
            f"{name}: processor time: median {statistics.median(work):.1f} ms, p95 {work[int(0.95 * len(work))]:.1f} ms"
        )
        print(f"{name}: median {statistics.median(times):.1f} ms, p95 {p95:.1f} ms, worst {times[-1]:.1f} ms")
    seen: set[str] = set()
    for took, word, total in sorted(slowest, reverse=True):
        if word not in seen and len(seen) < 6:
            seen.add(word)
            print(f"    {word}: {total} hits, {took:.1f} ms")


def measure_first(work: Path, key: bytes) -> None:
    """Nothing is in the cache, as after a start; what the disk has read it has."""
    times: list[float] = []
    for word in (*LONG, *SHORT):
        opened = [open_database(work / f"{name}.db", key, steps) for name, steps in _FILES]
        searching = searching_in(*opened)
        began = time.perf_counter()
        searching.search(word)
        times.append(1000 * (time.perf_counter() - began))
        for each in opened:
            each.close()
    print(f"first search after opening: median {statistics.median(times):.1f} ms, worst {max(times):.1f} ms")


def searching_in(database: Database, search: Database) -> Searching:
    nothing = cast(Any, None)  # no packet here is on a lease
    return Searching(TextIndex(search), Shelf(database), NoteStore(database), PacketStore(database), nothing)


def main() -> None:
    folder, given = Path(sys.argv[1]), [int(each) for each in sys.argv[2:4]]
    wanted, material = (*given, 20_000, MATERIAL)[:2] if len(given) != 1 else (given[0], MATERIAL)
    pages = read(folder)
    with tempfile.TemporaryDirectory() as work:
        key = bytes(range(32))
        database, search = (open_database(Path(work) / f"{name}.db", key, steps) for name, steps in _FILES)
        fill(database, TextIndex(search), pages, wanted, material)
        search.checkpoint()
        size = sum(each.stat().st_size for each in Path(work).glob("search.db*"))
        print(f"search.db: {size / 1e6:.0f} MB, {size / wanted:.0f} bytes a page")
        measure(searching_in(database, search))
        search.close()
        database.close()
        measure_first(Path(work), key)


if __name__ == "__main__":
    main()
