"""What changed since the reader last read it, their notes on it, and what they decide about them.

Every decision is a step of the notes' log: saved at once, and undone like any other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dxmeet.domain.anchoring import original, tray_of
from dxmeet.domain.annotation import Anchor, Note, Outcome, Point
from dxmeet.domain.differing import Difference
from dxmeet.domain.packet import Material, MaterialId, Packet, RevisionId
from dxmeet.domain.pagematch import PageMatch, PagePair
from dxmeet.domain.placement import Placement, carried
from dxmeet.domain.surroundings import extent
from dxmeet.errors import MaterialNotReady
from dxmeet.services.archive import Archive
from dxmeet.services.changes import NOTHING, Changes
from dxmeet.services.opened import Document
from dxmeet.storage.carryings import Carrying


@dataclass(frozen=True)
class Summary:
    """The sentence of the strip, as numbers: pages that changed, came and went, and the notes by outcome.

    A note whose place the reader has settled counts as そのまま or 移動, as which it then was.
    """

    material: MaterialId
    title: str
    changed: int
    inserted: int
    removed: int
    outcomes: dict[Outcome, int]
    reviewed: bool

    @property
    def notes(self) -> int:
        return sum(self.outcomes.values())


@dataclass(frozen=True)
class Review:
    """Both revisions, open, and what is to be said about them. ``old_document`` is None where it was erased.

    ``editions`` are the two revisions' numbers, from 1.
    """

    packet: Packet
    material: Material
    old: RevisionId
    new: RevisionId
    editions: tuple[int, int]
    pages: tuple[PagePair, ...]
    summary: Summary
    notes: tuple[Note, ...]
    old_document: Document | None
    new_document: Document


class Reviewing:
    """Opening for a review is not reading: nothing is recorded for it."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._store, self._notes, self._packets = archive.carryings, archive.notes, archive.packets

    def summary(self, material: MaterialId) -> Summary | None:
        """None where nothing was replaced since the reader knew it, or it was not compared yet."""
        _, known = self._packets.material(material)
        record = self._store.carrying(material, known.revision.id) if known.revision else None
        return None if record is None else self._summed(known, record, self._arrived(record))

    def open(self, material: MaterialId) -> Review:
        """Raises MaterialUnknown, MaterialNotReady, a PdfError or SealBroken."""
        packet, known = self._packets.material(material)
        self._archive.promises.check(packet, material)
        record = self._store.carrying(material, known.revision.id) if known.revision else None
        new = self._archive.opened(record.new, known) if record else None
        if record is None or new is None:
            raise MaterialNotReady(material=material, state=known.code or known.state.value)
        notes = self._arrived(record)
        editions = [*known.earlier, record.new]
        return Review(
            packet,
            known,
            record.old,
            record.new,
            (editions.index(record.old) + 1 if record.old in editions else 1, len(editions)),
            record.pages,
            self._summed(known, record, notes),
            tuple(notes),
            self._archive.opened(record.old, known),
            new,
        )

    def again(self, review: Review) -> Review:
        """The same, with the notes as they are now."""
        record = self._store.carrying(review.material.id, review.new)
        if record is None:
            return review
        notes = self._arrived(record)
        return replace(review, notes=tuple(notes), summary=self._summed(review.material, record, notes))

    def differences(self, review: Review, pair: PagePair) -> list[Difference]:
        """What differs between the two pages of a pair; empty for pages that are the same, new or gone."""
        if pair.identical or pair.old is None or pair.new is None:
            return []
        old = self._store.features(review.old).get(pair.old)
        new = self._store.features(review.new).get(pair.new)
        return self._archive.engine.differences(old, new) if old and new else []

    def accept(self, notes: Sequence[Note]) -> Changes:
        """ここに付ける: this is their place from now on."""
        return self._decide(notes, [_settled(note, note) for note in notes])

    def place(self, note: Note, revision: RevisionId, page: int, middle: Point) -> Changes:
        """場所を選ぶ: put the note's middle there, on a page (from 1) of ``revision``."""
        box = extent(note)
        dx, dy = middle[0] - (box[0] + box[2]) / 2, middle[1] - (box[1] + box[3]) / 2
        moved = carried(note, Placement(Outcome.MOVED, 1.0, page, 1.0, dx, dy))
        return self._decide([note], [_settled(note, replace(moved, revision=revision))])

    def leave(self, note: Note, revision: RevisionId) -> Changes:
        """初版に残す: the note waits in the tray of ``revision`` as it was before."""
        was = original(note)
        stamp = note.anchor.carried
        if stamp is None:
            return NOTHING
        kept = replace(
            stamp,
            outcome=Outcome.UNPLACED,
            scale=1.0,
            dx=0.0,
            dy=0.0,
            box=extent(was),
            boxes=(),
            settled=False,
            reason="left",
        )
        waiting = replace(was, id=note.id, revision=tray_of(revision), anchor=replace(note.anchor, carried=kept))
        return self._decide([note], [waiting])

    def finish(self, review: Review) -> Changes:
        """確認済み: the strip need not say it again."""
        self._store.review(review.material.id, review.new, self._archive.clock())
        return Changes(packets=True)

    def _decide(self, before: Sequence[Note], after: Sequence[Note]) -> Changes:
        if not before:
            return NOTHING
        material = before[0].material
        self._notes.change(material, before, after, self._archive.clock())
        return Changes(notes=frozenset({material}))

    def _arrived(self, record: Carrying) -> list[Note]:
        there = self._notes.notes(record.material, record.new)
        there += self._notes.notes(record.material, tray_of(record.new))
        return [note for note in there if note.anchor.carried is not None]

    @staticmethod
    def _summed(known: Material, record: Carrying, notes: Sequence[Note]) -> Summary:
        def pages(*matches: PageMatch) -> int:
            return sum(pair.match in matches and not pair.identical for pair in record.pages)

        outcomes = dict.fromkeys(Outcome, 0)
        for note in notes:
            if note.anchor.carried is not None:
                outcomes[note.anchor.carried.outcome] += 1
        return Summary(
            record.material,
            known.title,
            pages(PageMatch.CHANGED, PageMatch.MOVED),
            pages(PageMatch.INSERTED),
            pages(PageMatch.REMOVED),
            outcomes,
            record.reviewed_at is not None,
        )


def _settled(before: Note, after: Note) -> Note:
    """The note at its new place, which is now its reader's word."""
    stamp = before.anchor.carried
    if stamp is None:
        return after
    still = extent(after) == extent(original(before)) and after.page == stamp.page
    outcome = Outcome.KEPT if still else Outcome.MOVED
    was, now = extent(before), extent(after)
    kept = replace(
        stamp,
        outcome=outcome,
        dx=stamp.dx + now[0] - was[0],
        dy=stamp.dy + now[1] - was[1],
        box=now,
        settled=True,
        reason="",
    )
    return replace(after, anchor=Anchor(before.anchor.fingerprint, before.anchor.size, kept))
