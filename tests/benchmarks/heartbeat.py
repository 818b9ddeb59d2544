"""The longest stall of the window's event loop while every file of a folder is opened and paged through.

    Xvfb :77 -screen 0 1366x768x24 & DISPLAY=:77 uv run python tests/benchmarks/heartbeat.py ../shared/corpus/hard

prints a line a file (longest stall in ms; the longest in which this process had the processor, which is what a machine
with nothing else to do would feel; what was seen; pages; pages that failed) and at the end the longest of all. ``--where`` samples what the window was doing in a stall of more than 25 ms (that costs some itself).
``--password foo`` is tried where one is asked for.
"""

import argparse
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "faults"))
from reading_window import ReadingWindow


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--pages", type=int, default=None, help="of each file; all")
    arguments.add_argument("--pace", type=float, default=0.03, help="seconds a page stays at least")
    arguments.add_argument("--password", default="foo")
    arguments.add_argument("--where", action="store_true")
    chosen = arguments.parse_args()
    window = ReadingWindow(watched=chosen.where)
    stalls: list[tuple[float, float, str]] = []
    for file in sorted(chosen.folder.rglob("*.pdf")):
        seen = window.read(file, password=chosen.password, pages=chosen.pages, pace=chosen.pace)
        stalls.append((seen.longest, seen.ours, seen.name))
        told = f" failed {seen.failed}" if seen.failed else ""
        told += f" BLANK {seen.blank}" if seen.blank else ""
        print(
            f"{seen.longest:7.1f} {seen.ours:7.1f} ms  {seen.first:8} {seen.pages:4} pages  {seen.name}{told} {seen.where}",
            flush=True,
        )
    window.close()
    worst, own = max(stalls), max(stalls, key=lambda each: each[1])
    print(f"longest {worst[0]:.1f} ms ({worst[2]}); with the processor {own[1]:.1f} ms ({own[2]})")
    print(f"median of the files {statistics.median(each[0] for each in stalls):.1f} ms")
    print(*window.crashes, sep="\n")


if __name__ == "__main__":
    main()
