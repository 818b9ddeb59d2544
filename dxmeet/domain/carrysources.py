"""Which notes still have to be carried to a revision, read from the log of what was done to a material's notes.

revision 1   a   b   c            a went to 2 as a′, b was drawn on 1 only later, c′ was erased on 2 by its reader
revision 2   a′      ✕      d     to 3 go: a′ (from where a was), b, d
revision 3
"""

from collections.abc import Iterable, Sequence

from dxmeet.domain.anchoring import lineage, of_tray
from dxmeet.domain.annotation import Note, NoteId
from dxmeet.domain.history import Change, Deed
from dxmeet.domain.packet import RevisionId


def sources(log: Iterable[Change], target: RevisionId, revisions: Sequence[RevisionId]) -> list[Note]:
    """The newest incarnation of every note that is not on ``target``, nor in its tray, nor was taken away there.

    ``revisions`` are the material's, oldest first. What an undo or a return to an earlier moment took away
    counts as never having been there.
    """
    order = {revision: number for number, revision in enumerate(revisions)}
    there: dict[NoteId, dict[int, Note | None]] = {}
    for change in log:
        for note in change.before:
            places = there.get(lineage(note), {})
            place = _order(note, order)
            if change.undoes is not None or change.deed is Deed.RESTORE:
                places.pop(place, None)
            elif place in places:
                places[place] = None
        for note in change.after:
            there.setdefault(lineage(note), {})[_order(note, order)] = note
    last = order[target]
    found: list[Note] = []
    for places in there.values():
        if last in places:
            continue
        earlier = [place for place in places if place < last]
        newest = places[max(earlier)] if earlier else None
        if newest is not None and not newest.printed:
            found.append(newest)  # what is printed in the old paper itself, the new one brings along
    return sorted(found, key=lambda note: (note.page, note.created_at, note.id))


def _order(note: Note, order: dict[RevisionId, int]) -> int:
    """A revision that the material no longer names is older than all."""
    return order.get(of_tray(note.revision) or note.revision, -1)
