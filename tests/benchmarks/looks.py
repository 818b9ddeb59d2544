"""What a look with nothing new costs: requests over published packets, and time beside ``rsync -a`` over plain files.

    uv run python tests/benchmarks/looks.py            2,000 packets; 20,000 files in 400 folders
    uv run python tests/benchmarks/looks.py 200 2000   smaller

Prints, for the packets, the file calls of the first look, of the next one, and of the first look of another process that
was told what the first one saw; for the files the best of five times of a look, of all of a pass, and of ``rsync -a``.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from dxmeet.domain.packet import Audience, Keeping, Kind, Revision, RevisionId, TerminalId
from dxmeet.domain.page import PageSize
from dxmeet.sharing.files import Calls, ShareFiles
from dxmeet.sharing.preparing import prepare
from dxmeet.sharing.publishing import Draft, DraftItem, publish
from dxmeet.sharing.share import Share, ShareIdentity, make_worker


class Hasty(Calls):
    """Builds a share without waiting for the disk."""

    def sync(self, file: Any) -> None:
        file.flush()


class Kept:
    """What one process leaves for the next."""

    def __init__(self) -> None:
        self.rows: dict[str, str] = {}

    def sightings(self) -> dict[str, str]:
        return self.rows

    def keep_sightings(self, seen: Any) -> None:
        self.rows |= seen


def publish_packets(root: Path, count: int) -> ShareIdentity:
    """So many packets of one material each, in one folder."""
    files = ShareFiles(root, calls=Hasty())
    identity = prepare(files)
    source = root.parent / "a.pdf"
    source.write_bytes(b"%PDF")
    seen = Revision(RevisionId(hashlib.sha256(b"%PDF").hexdigest()), 4, (PageSize(595, 842),))
    at = datetime.now(UTC)
    for number in range(count):
        item = DraftItem(source, f"資料{number}", 1, seen)
        who = (Audience(), Keeping(), TerminalId("taaaaaaaa"), at, (item,))
        steps = publish(files, Draft(Kind.MEETING, f"会議{number}", date(2026, 11, 25), None, "", None, *who))
        for _ in steps:
            pass
    return identity


def packets(root: Path, count: int) -> None:
    identity = publish_packets(root, count)
    kept = Kept()
    time.sleep(21)  # a listing that is hardly older than the change is not believed
    costs: list[int] = []
    for _ in range(2):
        worker = make_worker()
        share = Share(root, worker, kept=kept)
        for _ in range(3):
            look = share.look(identity.id, {})
            assert len(look.packets) == count
            costs.append(look.requests)
            time.sleep(21)
        share.close()
    first, _, again, elsewhere, *_ = costs
    print(f"{count} packets: first look {first} requests, nothing new {again}, in a new process {elsewhere}")


def plain(root: Path, count: int) -> None:
    files = ShareFiles(root)
    prepare(files)
    for number in range(count):
        folder = root / "会議" / f"2026-11-25 会議{number // 50}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"資料{number % 50}.pdf").write_bytes(b"%PDF" + bytes(500 + number % 3500))
    copy = root.parent / "copy"
    subprocess.run(["rsync", "-a", f"{root}/", copy], check=True)
    worker = make_worker()
    share = Share(root, worker)
    identity = share.identity()
    share.look(identity.id, {})
    looks, others = [], []
    for _ in range(5):
        began = time.perf_counter()
        share.look(identity.id, {})
        looks.append(time.perf_counter() - began)
        began = time.perf_counter()
        subprocess.run(["rsync", "-a", f"{root}/", copy], check=True)
        others.append(time.perf_counter() - began)
    share.close()
    print(f"{count} files: look {min(looks):.3f} s, rsync {min(others):.3f} s, ratio {min(looks) / min(others):.2f}")


def main() -> None:
    given = [int(each) for each in sys.argv[1:3]]
    count, files = (*given, 2_000, 20_000)[:2] if len(given) != 1 else (given[0], 20_000)
    for build, number in ((packets, count), (plain, files)):
        place = Path(tempfile.mkdtemp())
        try:
            (place / "share").mkdir()
            build(place / "share", number)
        finally:
            shutil.rmtree(place)


if __name__ == "__main__":
    main()
