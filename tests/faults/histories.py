"""Live many simulated histories and tell how many broke a promise.

    uv run python tests/faults/histories.py 200000            seeds 0 … 199,999
    uv run python tests/faults/histories.py 1000 --first 7    seeds 7 … 1,006
    uv run python tests/faults/histories.py 300 --stop        end at the first one

Prints a line for each seed that broke one (keep it in tests/simulation/test_simulation.py), and last the number of
histories, how many broke a promise, and the time taken; exits 1 if any did.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "simulation"))

from city import City


def broken_by(seed: int) -> str:
    """What this history broke; empty when nothing."""
    try:
        City(seed).live()
    except Exception as error:  # noqa: BLE001 - an error nobody planned for is a broken promise, too
        return f"{type(error).__name__}: {error}"
    return ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--stop", action="store_true")
    wanted = parser.parse_args()
    began, cpu, broken, lived = time.monotonic(), time.process_time(), 0, 0
    for seed in range(wanted.first, wanted.first + wanted.count):
        lived += 1
        if words := broken_by(seed):
            broken += 1
            print(f"seed {seed}: {words}", flush=True)
            if wanted.stop:
                break
        if lived % 10_000 == 0:
            print(f"… {lived} histories, {broken} broken, {time.process_time() - cpu:.0f} s of CPU", flush=True)
    took = f"{time.monotonic() - began:.0f} s, {time.process_time() - cpu:.0f} s of CPU"
    print(f"{lived} histories, {broken} broken, {took}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
