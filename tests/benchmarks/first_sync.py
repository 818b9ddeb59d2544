"""What the first synchronisation costs beside ``rsync -a`` and ``cp -a``: read, hashed, encrypted, fsynced, measured.

Afterwards every file is durable, verified and opens offline; its PDF was opened once and its pages measured. Fingerprints
of pages are not in it: they are made when a second revision comes.

    uv run python tests/benchmarks/first_sync.py                2,000 files of one page, 1.8 GB in 40 folders: 20 GB of disk
    uv run python tests/benchmarks/first_sync.py --touched      the same in memory that was in use just before
    uv run python tests/benchmarks/first_sync.py 200 0.9 --in DIR    200 of 0.9 MB, share and profile in DIR

Nothing is deleted before the end, and nothing should have been on this disk in the five minutes before: so long ext4 gives
no deleted file's inode away again and passes over each of them at every new file (``recently_deleted`` in
fs/ext4/ialloc.c). After 2,000 of them a new file costs 0.7 ms of processor and not 0.04; which of the three pays is chance.

In a virtual machine memory that nobody has touched for a while costs whoever is first four times the copying. Since nothing
is deleted, each of the three finds such memory; with ``--touched`` each finds some that was in use just before.

Prints round by round the seconds of `dxmeet sync`'s own pass (its program started and its profile open), of ``rsync -a`` and
of ``cp -a`` to the same disk, each followed by nothing (``sync``: the time until the disk has it is told beside), and the
ratios; last their medians.
"""

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dxmeet.app import make_entrance
from dxmeet.services.unlocking import Enrolment
from dxmeet.sharing.files import ShareFiles
from dxmeet.sharing.preparing import prepare

PAGE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n"
    b"4 0 obj<</Length 38>>stream\n0 0 1 rg 72 72 200 200 re f          \nendstream endobj\n5 0 obj<</Length %d>>stream\n"
)


def paper(size: int, chance: random.Random) -> bytes:
    """A PDF of one page that carries ``size`` bytes nobody can compress, as photographs are."""
    body = PAGE.replace(b"%d", b"%d" % size) + chance.randbytes(size) + b"\nendstream endobj\n"
    offsets = [body.index(b"%d 0 obj" % number) for number in range(1, 6)]
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in offsets)
    return body + table + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=2_000)
    parser.add_argument("megabytes", type=float, nargs="?", default=0.9)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--touched", action="store_true")
    parser.add_argument("--in", dest="place", type=Path)
    wanted = parser.parse_args()
    place = Path(tempfile.mkdtemp(dir=wanted.place))
    try:
        size = int(wanted.megabytes * 1e6)
        measure(place, wanted.count, size, wanted.rounds, 2 * wanted.count * size if wanted.touched else 0)
    finally:
        shutil.rmtree(place)


def build(share: Path, count: int, size: int) -> None:
    chance, long_ago = random.Random(1), time.time() - 40 * 86_400
    for number in range(count):
        file = share / "会議" / f"2026-11-25 会議{number // 50}" / f"資料{number % 50}.pdf"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(paper(size, chance))
        os.utime(file, (long_ago, long_ago))
    os.sync()


def synchronised(share: Path, profile: Path, count: int) -> float:
    entrance = make_entrance(profile, keyring=lambda: None)
    services = entrance.enter(entrance.unlocking.setup(Enrolment(share, "佐藤", "企画", "a long passphrase"))[0])
    try:
        began = time.perf_counter()
        result = services.synchronising.synchronise()
        took = time.perf_counter() - began
        assert len(result.added) == count, (result.waiting[:3], result.refused[:3])
        return took
    finally:
        services.close()
        entrance.close()


def copied(place: Path, copy: str, *command: str) -> tuple[float, float]:
    """(seconds of the command, the same and until all of it is on the disk)."""
    began = time.perf_counter()
    subprocess.run([*command, f"{place}/share/", str(place / copy)], check=True)
    took = time.perf_counter() - began
    os.sync()
    return took, time.perf_counter() - began


def touch(size: int) -> None:
    """Let a program fill so many bytes of memory and end: whoever comes next finds some that was in use just before."""
    subprocess.run([sys.executable, "-c", f"b'x' * {size}"], check=True)


def measure(place: Path, count: int, size: int, rounds: int, memory: int) -> None:
    share = place / "share"
    share.mkdir()
    prepare(ShareFiles(share))
    build(share, count, size)
    ratios = list[tuple[float, ...]]()
    for number in range(rounds):
        touch(memory)
        ours = synchronised(share, place / f"profile-{number}", count)
        os.sync()
        touch(memory)
        rsync, lasting = copied(place, f"rsync-{number}", "rsync", "-a")
        touch(memory)
        plain, _ = copied(place, f"cp-{number}", "cp", "-a")
        ratios.append((ours / rsync, ours / lasting, ours / plain))
        words = f"sync {ours:.2f} s, rsync -a {rsync:.2f} s (on the disk after {lasting:.2f}), cp -a {plain:.2f} s"
        print(f"{count} files, {count * size / 1e9:.2f} GB: {words}: ratio {ours / rsync:.2f}", flush=True)
    middle = [f"{statistics.median(each):.2f}" for each in zip(*ratios, strict=True)]
    print("medians: {} of rsync -a, {} of rsync -a until it is on the disk, {} of cp -a".format(*middle))


if __name__ == "__main__":
    main()
