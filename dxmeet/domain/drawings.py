"""What one hand drew close together in one go is one drawing, and goes to one place."""

from collections.abc import Sequence
from dataclasses import replace
from math import hypot

from dxmeet.domain.annotation import Box, Note, NoteKind, Outcome
from dxmeet.domain.placement import Placement
from dxmeet.domain.surroundings import extent

_SAME = 1.6  # points; parts that moved by no more than that apart moved together
_SOON, _CLOSE = 10.0, 14.0  # seconds and points between strokes of one drawing


def drawings(notes: Sequence[Note]) -> list[list[int]]:
    """Ink and shapes that one hand drew close together in one go, as indices; single ones left out."""
    drawn = [i for i, note in enumerate(notes) if note.kind in (NoteKind.INK, NoteKind.SHAPE)]
    drawn.sort(key=lambda i: notes[i].created_at)
    groups: list[list[int]] = []
    for i in drawn:
        joined = [group for group in groups if any(_together(notes[i], notes[j]) for j in group)]
        groups = [group for group in groups if group not in joined]
        groups.append(sorted([i, *(j for group in joined for j in group)]))
    return [group for group in groups if len(group) > 1]


def _together(a: Note, b: Note) -> bool:
    soon = abs((a.created_at - b.created_at).total_seconds()) <= _SOON
    return soon and a.author == b.author and _gap(extent(a), extent(b)) <= _CLOSE


def _gap(a: Box, b: Box) -> float:
    return hypot(max(a[0] - b[2], b[0] - a[2], 0.0), max(a[1] - b[3], b[1] - a[3], 0.0))


def keep_together(group: Sequence[int], found: list[Placement]) -> None:
    """Parts of a drawing that are sure of the same movement take the doubtful ones along; if they part, all are doubtful."""
    sure = [found[i] for i in group if found[i].outcome in (Outcome.KEPT, Outcome.MOVED)]
    if not sure:
        return
    first = sure[0]
    agree = all(
        (each.page, each.scale) == (first.page, first.scale) and hypot(each.dx - first.dx, each.dy - first.dy) <= _SAME
        for each in sure
    )
    for i in group:
        if not agree and found[i].outcome in (Outcome.KEPT, Outcome.MOVED):
            found[i] = replace(found[i], outcome=Outcome.REVIEW, reason="unsure")
        elif agree and len(sure) * 2 >= len(group):
            outcome = found[i].outcome if found[i].outcome in (Outcome.KEPT, Outcome.MOVED) else first.outcome
            found[i] = replace(first, outcome=outcome, score=found[i].score or first.score)
