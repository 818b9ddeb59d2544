"""Merge and report the ledgers of a city's terminals over a year, month by month, and tell what that takes.

    uv run python tests/benchmarks/statistics_scale.py 3000                     about 14 million events; some 20 GB
    uv run python tests/benchmarks/statistics_scale.py 300 --place DIR --keep   a tenth; goes on where it was stopped
    uv run python tests/benchmarks/statistics_scale.py 300 --months 3           a quarter of a year

Every terminal leaves one signed segment each working day, with some twenty openings (a third of them a second time) of
papers that its department is given or that lie in plain folders, replacements, print jobs and corrections.
Prints a line a month: events and segments in all, what this month's merge took and the memory it needed at most, the
size of the database; then merging again with nothing new, the exports, and merging everything anew. The files are
written here by the documented format and not by dxmeet, so that what is measured is reading them.
"""

import argparse
import functools
import hashlib
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from dxmeet.domain.packet import ReaderId, TerminalId
from dxmeet.services.merging import Merging
from dxmeet.services.purchasing import Purchasing
from dxmeet.services.reader import Reader
from dxmeet.services.reporting import Reporting
from dxmeet.sharing.files import ShareFiles
from dxmeet.sharing.preparing import prepare
from dxmeet.sharing.share import Share, make_worker
from dxmeet.storage.database import open_database
from dxmeet.storage.keys import SigningKey
from dxmeet.storage.migrations import MIGRATIONS
from dxmeet.storage.purchases import PurchaseStore
from dxmeet.storage.statistics import Statistics

FY = 2026
DEPARTMENTS = [f"第{number}課" for number in range(60)]
REASONS = ["文字が小さい", "見比べたい", "書き込みたい", "提出・決裁", "来庁者用", "その他"]
A_DAY = 19  # openings of one reader: 3,000 × 244 × 19 is 13.9 million a year


def days(month: int) -> list[datetime]:
    """The working days of a month of the fiscal year (0 is April), at 9:00 in Japan."""
    first = datetime(FY + (month + 3) // 12, (month + 3) % 12 + 1, 1, tzinfo=UTC)
    every = (first + timedelta(days=number) for number in range(31))
    return [day for day in every if day.month == first.month and day.weekday() < 5]


@functools.lru_cache(31)
def packets(day: datetime) -> list[tuple[str, int]]:
    """(packet, number) of those whose papers are read that day: one a department every other day, 15 for everybody."""
    half = range(day.day % 2, len(DEPARTMENTS), 2)
    return [(f"{day:%m%d}-{number}", number) for number in (*half, *range(len(DEPARTMENTS), len(DEPARTMENTS) + 15))]


@functools.lru_cache(20_000)
def revision(packet: str, material: int, part: int) -> str:
    return hashlib.sha256(f"{packet}/{material}/{part}".encode()).hexdigest()


def opened(packet: str, number: int, day: datetime, chance: random.Random) -> str:
    """An opening as canonical JSON has it, with places for what says who, where and when."""
    material = chance.randrange(4)
    pages = 3 + (number * 7 + material * 5) % 40
    first, second = (revision(packet, material, part) for part in (1, 2))
    this, changed = (second, f'{{"{first}":[2,0]}}') if chance.random() < 0.1 else (first, "{}")
    folder = f'"folder":"会議/{day:%Y-%m-%d} 打合せ{number}",' if number % 5 == 4 else ""
    title = f',"title":"打合せ{number}"' if folder else ""
    return (
        f'{{"at":"%(at)s","changed":{changed},"department":"%(department)s","epoch":"e1",{folder}"material":"{packet}-{material}",'
        f'"packet":"{packet}","pages_a3":{material // 3},"pages_a4":{pages},"reader":"%(reader)s","revision":"{this}",'
        f'"seq":%(seq)s,"terminal":"%(terminal)s"{title},"type":"opened"}}'
    )


def printed(packet: str, chance: random.Random) -> str:
    return (
        f'{{"at":"%(at)s","copies":1,"department":"%(department)s","epoch":"e1","material":"{packet}-0","nup":1,"packet":"{packet}",'
        f'"pages_a3":0,"pages_a4":{chance.randint(1, 9)},"reader":"%(reader)s","reason":"{chance.choice(REASONS)}",'
        f'"revision":"{revision(packet, 0, 1)}","seq":%(seq)s,"sides":2,"terminal":"%(terminal)s","type":"printed"}}'
    )


def distributed(packet: str, number: int) -> str:
    audience = json.dumps([DEPARTMENTS[number]] if number < len(DEPARTMENTS) else [], ensure_ascii=False)
    basis = "printed_before" if number % 3 else "declared"
    return (
        f'{{"at":"%(at)s","audience":{{"departments":{audience},"readers":[]}},"baseline":{{"basis":"{basis}","copies":40,"nup":1,'
        f'"per":"reader","sides":2}},"department":"%(department)s","epoch":"e1","generation":1,"kind":"meeting",'
        f'"materials":[],"packet":"{packet}","reader":"%(reader)s","seq":%(seq)s,"source":"published",'
        f'"terminal":"%(terminal)s","title":"会議{number}","type":"distributed"}}'
    )


class City:
    """Terminals that write their segments into a share, by the format that ``sharing/journal.py`` documents."""

    def __init__(self, place: Path, terminals: int) -> None:
        self.share = place / "share"
        self.share.mkdir(parents=True, exist_ok=True)
        self.id = prepare(ShareFiles(self.share)).id
        self.terminals = [f"t{number:08x}" for number in range(terminals)]
        self._heads: dict[str, tuple[int, str]] = {}

    def enrol(self) -> None:
        folder = self.share / ".dxmeet" / "terminals"
        folder.mkdir(parents=True, exist_ok=True)
        for number, terminal in enumerate(self.terminals):
            said = {
                "v": 1,
                "key": self._key(number).public,
                "department": "",
                "enrolled_at": "2026-04-01T00:00:00+00:00",
            }
            (folder / f"{terminal}.json").write_text(json.dumps(said))
            (self.share / ".dxmeet" / "journal" / terminal).mkdir(parents=True, exist_ok=True)

    def live(self, month: int) -> int:
        """How many events a month brings. Months are lived in order."""
        heads = self.share.parent / "heads.json"
        if month:
            self._heads = {name: (seq, hash) for name, (seq, hash) in json.loads(heads.read_text()).items()}
        count = sum(self._of_terminal(number, month) for number in range(len(self.terminals)))
        heads.write_text(json.dumps(self._heads))
        return count

    @staticmethod
    def _key(number: int) -> SigningKey:
        return SigningKey.from_raw(hashlib.sha256(f"key {number}".encode()).digest())

    def _of_terminal(self, number: int, month: int) -> int:
        key, count = self._key(number), 0
        for day in days(month):
            chance = random.Random(f"{number} {day:%j}")
            said = list(self._of_day(number, day, chance))
            self._segment(number, key, day, said)
            count += len(said)
        return count

    def _of_day(self, number: int, day: datetime, chance: random.Random) -> Iterator[str]:
        there = packets(day)
        for packet, of in there[number :: len(self.terminals)]:
            yield distributed(packet, of)
        mine = [each for each in there if each[1] in (number % len(DEPARTMENTS), *range(len(DEPARTMENTS), 99))]
        last = ""
        for _ in range(A_DAY):
            if not last or chance.random() > 0.3:
                last = opened(*chance.choice(mine), day, chance)
            yield last
        if chance.random() < 0.3:
            yield printed(chance.choice(mine)[0], chance)

    def _segment(self, number: int, key: SigningKey, day: datetime, said: list[str]) -> None:
        terminal = self.terminals[number]
        seq, head = self._heads.get(terminal, (0, "0" * 64))
        who = {"department": DEPARTMENTS[number % len(DEPARTMENTS)], "reader": f"r{number}", "terminal": terminal}
        body, first, previous = b"", seq + 1, head
        for minute, event in enumerate(said):
            seq += 1
            at = (day + timedelta(minutes=minute)).isoformat()
            encoded = (event % {**who, "at": at, "seq": seq}).encode()
            head = hashlib.sha256(bytes.fromhex(head) + encoded).hexdigest()
            body += encoded + b"\n"
        facts: dict[str, Any] = {"v": 1, "share": self.id, "terminal": terminal, "epoch": "e1", "first": first}
        facts |= {"last": seq, "count": len(said), "previous": previous, "head": head, "key": key.public}
        facts["body_sha256"] = hashlib.sha256(body).hexdigest()
        header = json.dumps(facts, sort_keys=True, separators=(",", ":")).encode()
        signature = key.sign(b"dxmeet-segment-v1\n" + header).hex().encode()
        content = header + b"\n" + body + b"sig " + signature + b"\n"
        name = f"e1-{first}-{seq}-{hashlib.sha256(content).hexdigest()[:12]}.seg"
        (self.share / ".dxmeet" / "journal" / terminal / name).write_bytes(content)
        self._heads[terminal] = (seq, head)


def admin(place: Path) -> tuple[Merging, Statistics, Share]:
    share = Share(place / "share", make_worker())
    database = open_database(place / "profile.db", bytes(32), MIGRATIONS)
    purchasing = Purchasing(PurchaseStore(database), lambda: datetime.now(UTC))
    statistics = Statistics(place / "statistics.db", place / "aside")
    reader = Reader("監査", "総務課", ReaderId("r"), TerminalId("admin"), share.identity().id, str(place / "share"))
    return Merging(share, statistics, purchasing, reader, "benchmark"), statistics, share


def merge(place: Path) -> dict[str, Any]:
    """One merge, as a process of its own."""
    began = time.perf_counter()
    merging, statistics, share = admin(place)
    result = merging.merge()
    took = time.perf_counter() - began
    statistics.close()
    share.close()
    assert not result.problems, result.problems[:3]
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(each.ru_utime + each.ru_stime for each in used)
    own, helpers = (each.ru_maxrss >> 10 for each in used)
    told = {"seconds": took, "cpu": cpu, "events": result.events, "segments": result.segments}
    return {**told, "mib": own, "mib_share": helpers}


def export(place: Path) -> dict[str, tuple[float, float]]:
    """Seconds, and those of CPU, of each format, from the command's start of its services to the file."""
    found: dict[str, tuple[float, float]] = {}
    for form in ("json", "csv", "xlsx"):
        began, cpu = time.perf_counter(), time.process_time()
        merging, statistics, share = admin(place)
        Reporting(merging).export(FY, form, place / f"report.{form}", include_small=form == "json")
        found[form] = time.perf_counter() - began, time.process_time() - cpu
        statistics.close()
        share.close()
    return found


def apart(work: str, place: Path) -> Any:
    """``work`` in a process of its own, so that its memory is its own."""
    run = subprocess.run([sys.executable, __file__, work, str(place)], check=True, capture_output=True, text=True)
    return json.loads(run.stdout)


def run(terminals: int, months: int, place: Path) -> None:
    done, city = place / "done.json", City(place, terminals)
    lived: list[dict[str, Any]] = json.loads(done.read_text()) if done.exists() else []
    if not lived:
        city.enrol()
    for month in range(len(lived), months):
        began = time.perf_counter()
        events = city.live(month)
        made = time.perf_counter() - began
        told = apart("--merge", place)
        assert told["events"] == events
        size = (place / "statistics.db").stat().st_size >> 20
        lived.append(told)
        done.write_text(json.dumps(lived))
        whole, each = sum(one["events"] for one in lived), told["cpu"] / events * 1e6
        print(
            f"month {month + 1:2}: {whole:>10,} events in all, {sum(one['segments'] for one in lived):>7,} segments; "
            f"merge {told['seconds']:6.1f} s ({told['cpu']:.1f} s of CPU, {each:.0f} µs an event), {told['mib']} MiB, database {size:,} MiB "
            f"(writing the segments {made:.0f} s)",
            flush=True,
        )
    again = apart("--merge", place)
    print(f"nothing new: {again['seconds']:.1f} s ({again['cpu']:.1f} s of CPU), {again['mib']} MiB", flush=True)
    exports = ", ".join(f"{form} {took:.2f} s ({cpu:.2f})" for form, (took, cpu) in apart("--export", place).items())
    print(f"export: {exports}", flush=True)


def main() -> None:
    if sys.argv[1:2] in (["--merge"], ["--export"]):
        print(json.dumps((merge if sys.argv[1] == "--merge" else export)(Path(sys.argv[2]))))
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("terminals", type=int)
    parser.add_argument("--months", type=int, default=12)
    parser.add_argument("--place", type=Path)
    parser.add_argument("--keep", action="store_true")
    wanted = parser.parse_args()
    place = wanted.place or Path(tempfile.mkdtemp())
    try:
        run(wanted.terminals, wanted.months, place)
    finally:
        if not wanted.keep:
            shutil.rmtree(place)


if __name__ == "__main__":
    main()
