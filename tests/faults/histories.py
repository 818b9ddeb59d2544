"""Live many simulated histories and tell how many broke a promise.

    uv run python tests/faults/histories.py 200000            seeds 0 … 199,999, on all cores
    uv run python tests/faults/histories.py 1000 --first 7    seeds 7 … 1,006
    uv run python tests/faults/histories.py 1000 --first 1000000    seeds that live what was thought of later, too
    uv run python tests/faults/histories.py 300 --stop        end at the first one
    uv run python tests/faults/histories.py 2000 --twice      live each one twice: the same seed is the same history

Prints a line for each seed that broke one (keep it in tests/simulation/test_simulation.py), and last the number of
histories, how many broke a promise, the time taken, and one hash of all that happened (the same on every machine);
exits 1 if any did. ``--processes 1`` runs in this process alone.
"""

import argparse
import hashlib
import multiprocessing
import os
import sys
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "simulation"), str(Path(__file__).parents[1])]

from city import City  # noqa: E402


def lived(seed: int, *, twice: bool = False) -> tuple[int, str, str]:
    """The seed, the hash of what happened, and what it broke; empty when nothing."""
    try:
        trace = City(seed).live()
        if twice and City(seed).live() != trace:
            return seed, trace, "the same seed was another history"
    except Exception as error:  # noqa: BLE001 - an error nobody planned for is a broken promise, too
        return seed, "", f"{type(error).__name__}: {error}"
    return seed, trace, ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--stop", action="store_true")
    parser.add_argument("--twice", action="store_true")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    wanted = parser.parse_args()
    seeds = range(wanted.first, wanted.first + wanted.count)
    one = partial(lived, twice=wanted.twice)
    if wanted.processes == 1:
        return told(map(one, seeds), stop=wanted.stop)
    with multiprocessing.get_context("spawn").Pool(wanted.processes) as pool:
        return told(pool.imap(one, seeds, chunksize=25), stop=wanted.stop)


def told(histories: Iterable[tuple[int, str, str]], *, stop: bool) -> int:
    began, broken, count, traces = time.monotonic(), 0, 0, hashlib.sha256()
    for seed, trace, words in histories:
        count += 1
        traces.update(trace.encode())
        if words:
            broken += 1
            print(f"seed {seed}: {words}", flush=True)
            if stop:
                break
        if count % 10_000 == 0:
            print(f"… {count} histories, {broken} broken, {time.monotonic() - began:.0f} s", flush=True)
    print(f"{count} histories, {broken} broken, {time.monotonic() - began:.0f} s, trace {traces.hexdigest()[:16]}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
