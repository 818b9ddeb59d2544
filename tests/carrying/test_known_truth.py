"""Notes find their place again in revisions whose truth is known; where they do not, they say so. None is lost.

The same trials on real papers, 90 pairs and 4,500 notes: ``tests/benchmarks/carry_real_papers.py``.
"""

from functools import cache
from random import Random

import pytest
from generated_papers import PAPERS
from revision_edits import EDITS
from set_papers import SET_ANEW
from stranger_edits import STRANGER_EDITS
from trial import tried
from verdicts import Verdict, sums

NOTES = 14
ON = {
    "scanned": "scan",
    "enlarged_to_a3": "deck",
    "pages_shifted": "scan",
    "inserted_then_scanned": "budget",
    "stamped": "deck",
}
"""The paper an edit is tried on, where it is not the minutes or the budget by turns."""


ALL = [*EDITS, *STRANGER_EDITS, *SET_ANEW]
QUICK = [
    edit
    for edit in ALL
    if edit not in EDITS and not any(slow in edit for slow in ("scanned", "larger", "looser", "many"))
]
"""The others are tried by the benchmark."""


@cache
def trials(edit: str) -> list[Verdict]:
    paper = ON.get(edit, ("minutes", "budget")[ALL.index(edit) % 2])
    return tried(paper, PAPERS[paper](Random(7)), edit, NOTES)


@pytest.mark.parametrize("edit", EDITS)
def test_no_note_is_put_in_a_wrong_place(edit: str) -> None:
    found = trials(edit)
    total = sums(found)
    assert [(v.pair, v.note.kind, v.note.page, v.placement) for v in found if v.wrong] == []
    assert sum(total.outcomes.values()) == NOTES
    assert total.share >= 0.85, [
        (v.pair, v.note.kind, v.placement) for v in found if v.fate == "exists" and not v.right
    ]


@pytest.mark.parametrize("edit", QUICK)
def test_whatever_is_exchanged_copied_or_set_anew_no_note_is_put_in_a_wrong_place(edit: str) -> None:
    found = trials(edit)
    assert [(v.pair, v.fate, v.note, v.placement) for v in found if v.wrong] == []
    assert sum(sums(found).outcomes.values()) == NOTES


def test_a_note_on_a_page_that_was_taken_out_waits_without_a_place() -> None:
    found = [v for v in trials("pages_removed") if v.fate == "gone"]
    assert found
    assert {v.placement.outcome.value for v in found} <= {"unplaced", "review"}
