"""Count many random histories four ways (SQL, its views, dxmeet's arithmetic, plain Python) and tell where they differ.

    uv run python tests/faults/counted_histories.py 20000                seeds 0 … 19,999
    uv run python tests/faults/counted_histories.py 1000 --first 7       seeds 7 … 1,006
    uv run python tests/faults/counted_histories.py 1000 --in /dev/shm   databases in memory

Prints a line for each seed where two of them differ by a sheet (keep it in tests/storage/test_agreement.py), and last the
number of histories and events, how many histories differ, and the time taken; exits 1 if any does.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.storage.agreement import agree


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--in", dest="place", type=Path)
    wanted = parser.parse_args()
    began, events, differing = time.monotonic(), 0, 0
    with tempfile.TemporaryDirectory(dir=wanted.place) as folder:
        for seed in range(wanted.first, wanted.first + wanted.count):
            try:
                events += agree(seed, Path(folder))
            except AssertionError as error:
                differing += 1
                print(f"seed {seed}: {str(error)[:400]}", flush=True)
    took = time.monotonic() - began
    print(
        f"{wanted.count} histories from {wanted.first}, {events} events, {differing} differ, {took:.0f} s", flush=True
    )
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
