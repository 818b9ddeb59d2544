"""Damaged files through the real window: each must end in a page or in a sentence, and the window must live.

    Xvfb :77 -screen 0 1366x768x24 &
    DISPLAY=:77 uv run python tests/faults/damaged_papers.py --broken ../shared/corpus/broken --papers A.pdf B.pdf C.pdf

opens every file of ``--broken``, and of the ``--papers`` 50 truncations and 500 copies with random bytes changed (``--cuts``,
``--flips``, ``--seed``), turns through up to ``--pages`` pages of each, and prints how often a page, a sentence or a
question for the password was seen, after how many seconds, failed pages, worker restarts, the files that were slow or cost
a restart, and everything that went wrong by name. Exit code 1 when anything did.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from damage import cut, flipped
from reading_window import ReadingWindow

_SLOW = 5.0
"""Seconds until something was seen after which a file is named."""


def _files(folder: Path, broken: Path | None, papers: list[Path], cuts: int, flips: int, seed: int) -> Iterator[Path]:
    if broken is not None:
        yield from sorted(broken.rglob("*.pdf"))
    for number, paper in enumerate(papers):
        content = paper.read_bytes()
        share = [(count + len(papers) - 1 - number) // len(papers) for count in (cuts, flips)]
        for kind, harmed in (*cut(content, share[0], seed + number), *flipped(content, share[1], seed + number)):
            file = folder / f"{number}-{kind}.pdf"
            file.write_bytes(harmed)
            yield file
            file.unlink()


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--broken", type=Path)
    arguments.add_argument("--papers", type=Path, nargs="*", default=[])
    arguments.add_argument("--cuts", type=int, default=50)
    arguments.add_argument("--flips", type=int, default=500)
    arguments.add_argument("--pages", type=int, default=3)
    arguments.add_argument("--seed", type=int, default=20261125)
    chosen = arguments.parse_args()
    window, seen, bad = ReadingWindow(), Counter[str](), list[str]()
    took: list[float] = []
    restarts = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for file in _files(Path(folder), chosen.broken, chosen.papers, chosen.cuts, chosen.flips, chosen.seed):
            outcome = window.read(file, pages=chosen.pages)
            seen[outcome.first] += 1
            restarts += outcome.restarts
            failed += len(outcome.failed)
            took.append(outcome.seconds)
            if outcome.restarts or outcome.seconds > _SLOW:
                print(
                    f"{outcome.name}: {outcome.first} after {outcome.seconds:.1f} s, restarts {outcome.restarts}",
                    flush=True,
                )
            if not outcome.fine:
                bad.append(f"{outcome.name}: {outcome.first}, blank pages {outcome.blank}")
    window.close()
    print(f"{sum(seen.values())} files: {dict(seen)}; {failed} pages told as failed; worker restarts {restarts}")
    took.sort()
    print(f"seconds until something was seen: median {took[len(took) // 2]:.2f}, longest {took[-1]:.1f}")
    print(f"unhandled errors in the window: {len(window.crashes)}")
    print(*bad, *window.crashes, sep="\n")
    return 1 if bad or window.crashes else 0


if __name__ == "__main__":
    sys.exit(main())
