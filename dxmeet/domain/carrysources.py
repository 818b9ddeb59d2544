"""Which notes still have to be carried to a revision, read from the log of what was done to a material's notes.

revision 1   a   b   c   e→e*     a went to 2 as a′, b was drawn on 1 only later, c′ was erased on 2 by its reader
revision 2   a′      ✕   e′  d    to 2 go: b, and e* in place of e′, which nobody has touched there
revision 3                        to 3 go: a′ (from where a was), b, e′, d
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dxmeet.domain.anchoring import lineage, of_tray
from dxmeet.domain.annotation import Note, NoteId
from dxmeet.domain.history import Change, Deed
from dxmeet.domain.packet import RevisionId


@dataclass
class _Life:
    """Where a note is: by the revision's place in the order; None where its reader took it away."""

    places: dict[int, Note | None] = field(default_factory=dict[int, Note | None])
    arrived: bool = False
    """Whether it was ever on the target."""
    own: bool = False
    """Whether a reader did anything to it there."""
    behind: bool = False
    """Whether it was changed where it came from since it arrived."""


def sources(
    log: Iterable[Change], target: RevisionId, revisions: Sequence[RevisionId], *, again: bool = True
) -> list[Note]:
    """The newest incarnation of every note that is not on ``target``, nor in its tray, nor was taken away there; and of
    those that were changed since they came there, if nobody has touched them there.

    ``revisions`` are the material's, oldest first. What a return to an earlier moment took away counts as never having
    been there; with ``again`` false it has been there all the same.
    """
    order = {revision: number for number, revision in enumerate(revisions)}
    last = order[target]
    lives: dict[NoteId, _Life] = {}
    for change in log:
        for note in change.before:
            _leave(lives.setdefault(lineage(note), _Life()), _order(note, order), last, change.deed)
        for note in change.after:
            _come(lives.setdefault(lineage(note), _Life()), note, _order(note, order), last, change.deed)
    found = (_source(life, last, again=again) for life in lives.values())
    due = [note for note in found if note is not None and not note.printed]  # printed ones come with the new paper
    return sorted(due, key=lambda note: (note.page, note.created_at, note.id))


def _leave(life: _Life, place: int, last: int, deed: Deed) -> None:
    if deed in (Deed.CARRY, Deed.RESTORE):
        life.places.pop(place, None)
    elif place in life.places:
        life.places[place] = None
    life.own |= place == last and deed is not Deed.CARRY


def _come(life: _Life, note: Note, place: int, last: int, deed: Deed) -> None:
    carried = deed is Deed.CARRY
    if place == last:
        life.arrived = True
        life.own |= not carried
        life.behind &= not carried
    elif last in life.places and place == max(each for each in {*life.places, place} if each < last):
        life.behind |= not carried
    life.places[place] = note


def _source(life: _Life, last: int, *, again: bool) -> Note | None:
    if last in life.places:
        if life.own or not life.behind:
            return None
    elif life.arrived and not again:
        return None
    return next((life.places[place] for place in sorted(life.places, reverse=True) if place < last), None)


def _order(note: Note, order: dict[RevisionId, int]) -> int:
    """A revision that the material no longer names is older than all."""
    return order.get(of_tray(note.revision) or note.revision, -1)
