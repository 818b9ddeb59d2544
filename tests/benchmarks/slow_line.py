"""How near the first synchronisation of a share on a slow line comes to the line itself: what is fetched is not waited for.

    uv run python tests/benchmarks/slow_line.py              20 files of 9 MB over 10 MB/s
    uv run python tests/benchmarks/slow_line.py 100 0.9      100 of 0.9 MB
    uv run python tests/benchmarks/slow_line.py 20 9 --line 20 --ahead 0 --in DIR

The line is a limit in the share's worker process: bytes come at its pace, one file after the other. While nobody reads, at
most ``--ahead`` bytes of what comes next arrive (1 MiB; the SMB clients of Windows and Linux read at least so far ahead);
with 0 the line rests whenever the program does anything else, hashing included. Prints the seconds of the pass, those that
the bytes alone need, and the ratio.
"""

import argparse
import shutil
import tempfile
import time
from pathlib import Path

from first_sync import build
from slow_calls import LINE, slow_worker

from dxmeet.app import make_entrance
from dxmeet.services.unlocking import Enrolment
from dxmeet.sharing.files import ShareFiles
from dxmeet.sharing.preparing import prepare


def measure(place: Path, count: int, size: int) -> None:
    root = place / "share"
    root.mkdir()
    prepare(ShareFiles(root))
    build(root, count, size)
    entrance = make_entrance(place / "profile", keyring=lambda: None)
    services = entrance.enter(entrance.unlocking.setup(Enrolment(root, "佐藤", "企画", "a long passphrase"))[0])
    shelf = services.synchronising._share
    shelf.close()
    shelf._worker = slow_worker()
    try:
        began = time.perf_counter()
        result = services.synchronising.synchronise()
        took = time.perf_counter() - began
        assert len(result.added) == count, (result.waiting[:3], result.refused[:3])
        line = result.bytes / 1e6 / float(LINE.read_text().split()[0])
        print(
            f"{count} files of {size / 1e6:.1f} MB: {took:.2f} s, the line alone {line:.2f} s, ratio {took / line:.3f}"
        )
    finally:
        services.close()
        entrance.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=20)
    parser.add_argument("megabytes", type=float, nargs="?", default=9.0)
    parser.add_argument("--line", type=float, default=10.0, help="MB/s")
    parser.add_argument("--ahead", type=int, default=1 << 20, help="bytes")
    parser.add_argument("--in", dest="place", type=Path)
    wanted = parser.parse_args()
    LINE.write_text(f"{wanted.line} {wanted.ahead}")
    place = Path(tempfile.mkdtemp(dir=wanted.place))
    try:
        measure(place, wanted.count, int(wanted.megabytes * 1e6))
    finally:
        shutil.rmtree(place)
        LINE.unlink()


if __name__ == "__main__":
    main()
