"""Live many ledgers through crashes, copies, backups and a forgetful file server, and tell how many broke a promise.

    uv run python tests/faults/ledger_histories.py 20000                seeds 0 … 19,999; every other one is ``blind``
    uv run python tests/faults/ledger_histories.py 1000 --first 7       seeds 7 … 1,006
    uv run python tests/faults/ledger_histories.py 1000 --in /dev/shm   databases in memory

What happens in them and what is promised: tests/services/ledger_life.py. Prints a line for each seed that broke one, and
last the number of histories and recorded events, how many broke a promise, and the time taken; exits 1 if any did.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.services.ledger_life import Life


def lived(seed: int, place: Path | None) -> int:
    """How many events were recorded. Raises AssertionError, or an error that nobody planned for."""
    with tempfile.TemporaryDirectory(dir=place) as folder:
        life = Life(seed, Path(folder), blind=bool(seed % 2))
        try:
            life.live()
        finally:
            life.close()
        return life.recorded


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--in", dest="place", type=Path)
    wanted = parser.parse_args()
    began, events, broken = time.monotonic(), 0, 0
    for seed in range(wanted.first, wanted.first + wanted.count):
        try:
            events += lived(seed, wanted.place)
        except Exception as error:  # noqa: BLE001 - an error nobody planned for is a broken promise, too
            broken += 1
            print(f"seed {seed}: {type(error).__name__}: {str(error)[:300]}", flush=True)
    took = time.monotonic() - began
    print(f"{wanted.count} histories from {wanted.first}, {events} events, {broken} broken, {took:.0f} s", flush=True)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
