"""How well notes find their place again in revisions of real papers, by kind of edit.

    uv run python tests/benchmarks/carry_real_papers.py FOLDER [--notes 60] [--seed 0] [--only EDIT,…] [--further] [--paper PART]
                                                        [--worst] [--keep FOLDER]

FOLDER holds PDFs at any depth. Every edit of ``tests/carrying/revision_edits.py`` is made to several of them, notes of
every kind are carried over, and it prints for each edit: pairs, notes, of those whose place still exists the share placed
right without a question, those placed wrong as そのまま or 移動 (must be 0), and the outcomes. ``--worst`` lists every wrong
one and the pairs with most questions. ``--keep`` writes the edited pairs there and takes them from there the next time: then
only the carrying is done anew (not for edits or notes that were changed since). ``--paper`` takes only files with that in
their names.
"""

import argparse
import pickle
import sys
import time
import zlib
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "carrying"))

from further_edits import FURTHER_EDITS
from revision_edits import EDITS
from set_papers import SET_ANEW
from stranger_edits import STRANGER_EDITS
from trial import Trial, prepared
from verdicts import Verdict, sums

PAPERS_AN_EDIT = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--notes", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--papers", type=int, default=PAPERS_AN_EDIT)
    parser.add_argument("--pages", type=int, default=24)
    parser.add_argument("--only", default="")
    parser.add_argument("--further", action="store_true", help="the edits that nothing was tuned on")
    parser.add_argument(
        "--strange", action="store_true", help="what is alike exchanged and copied, and papers set anew"
    )
    parser.add_argument("--paper", default="")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--worst", action="store_true")
    chosen = parser.parse_args()
    papers = sorted(paper for paper in chosen.folder.rglob("*.pdf") if chosen.paper in paper.name)
    all_: list[Verdict] = []
    edits = [*STRANGER_EDITS, *SET_ANEW] if chosen.strange else FURTHER_EDITS if chosen.further else EDITS
    for edit in chosen.only.split(",") if chosen.only else edits:
        order = sorted(papers, key=lambda paper: zlib.crc32(f"{edit}{chosen.seed}{paper.name}".encode()))
        begun = time.monotonic()
        found = [verdict for paper in order[: chosen.papers] for verdict in trial(paper, edit, chosen).verdicts()]
        all_ += found
        tell(edit, found, time.monotonic() - begun)
    tell("ALL", all_, 0)
    for kind in sorted({v.note.kind for v in all_}):
        tell(kind.value, [v for v in all_ if v.note.kind is kind], 0)
    if chosen.worst:
        tell_worst(all_)


def trial(paper: Path, edit: str, chosen: argparse.Namespace) -> Trial:
    kept = chosen.keep and chosen.keep / f"{edit}-{paper.stem}-{chosen.notes}-{chosen.seed}-{chosen.pages}.pickle"
    if kept and kept.exists():
        return pickle.loads(kept.read_bytes())
    made = prepared(paper.stem, paper.read_bytes(), edit, chosen.notes, chosen.seed, chosen.pages)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(made))
    return made


def tell(name: str, verdicts: list[Verdict], seconds: float) -> None:
    total = sums(verdicts)
    pairs = len({v.pair for v in verdicts})
    print(
        f"{name:24} pairs {pairs:3} notes {total.notes:5} exist {total.exist:5} right {total.share:7.2%} "
        f"wrong {total.wrong:3}  {dict(total.outcomes)} {dict(total.fates)} {seconds:.0f} s",
        flush=True,
    )


def tell_worst(verdicts: list[Verdict]) -> None:
    by_pair: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        by_pair[verdict.pair].append(verdict)
    for pair in sorted(by_pair, key=lambda name: sums(by_pair[name]).share)[:12]:
        asked = Counter(
            f"{v.note.kind.value}/{v.placement.outcome.value}/{v.placement.reason}"
            for v in by_pair[pair]
            if v.fate == "exists" and not v.right
        )
        print(f"{sums(by_pair[pair]).share:7.2%} {pair} {dict(asked)}")
    for v in verdicts:
        if v.wrong:
            print("WRONG", v.pair, v.fate, v.note.kind.value, v.note.id, "page", v.note.page, v.placement)


if __name__ == "__main__":
    main()
