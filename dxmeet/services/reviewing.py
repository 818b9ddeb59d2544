"""What changed since the reader last read it, their notes on it, and what they decide about them.

Every decision is an entry of the notes' log, saved at once. In the review the last one is taken back; afterwards all of
them are one step.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from dxmeet.domain.anchoring import original, tray_of
from dxmeet.domain.annotation import Anchor, Box, Note, Outcome, Point
from dxmeet.domain.differing import Difference
from dxmeet.domain.history import Deed
from dxmeet.domain.packet import Material, MaterialId, Packet, RevisionId
from dxmeet.domain.page import PIXEL_BYTES, Pixels, RenderRequest, Tile
from dxmeet.domain.pagematch import PageMatch, PagePair
from dxmeet.domain.placement import Placement, carried
from dxmeet.domain.surroundings import Surroundings, extent, unpack_surroundings
from dxmeet.errors import MaterialNotReady, PdfError, WorkerError
from dxmeet.pdf.client import PdfEngine
from dxmeet.services.archive import Archive
from dxmeet.services.changes import NOTHING, Changes
from dxmeet.services.opened import Document
from dxmeet.storage.carryings import Carrying

_PLACE, _PLACE_SCALE = (280.0, 84.0), 1.5  # points of a place's picture, and its pixels a point


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

    ``editions`` are the two revisions' numbers, from 1. ``undoable``: something was decided that can be taken back.
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
    undoable: bool = False


@dataclass(frozen=True)
class OldPlace:
    """A picture of where a note was: ``pixels`` show ``box`` (points) of its old page."""

    pixels: Pixels
    box: Box


class Reviewing:
    """Opening for a review is not reading: nothing is recorded for it."""

    def __init__(self, archive: Archive, shown: PdfEngine) -> None:
        """``shown`` draws pages for people: they do not wait behind the archive's slow work."""
        self._archive, self._shown = archive, shown
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
        new = self._archive.opened(record.new, known, self._shown) if record else None
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
            self._archive.opened(record.old, known, self._shown),
            new,
            self._undoable(record),
        )

    def again(self, review: Review) -> Review:
        """The same, with the notes as they are now."""
        record = self._store.carrying(review.material.id, review.new)
        if record is None:
            return review
        notes = self._arrived(record)
        summary = self._summed(review.material, record, notes)
        return replace(review, notes=tuple(notes), summary=summary, undoable=self._undoable(record))

    def differences(self, review: Review, pair: PagePair) -> list[Difference]:
        """What differs between the two pages of a pair; empty for pages that are the same, new or gone."""
        if pair.identical or pair.old is None or pair.new is None:
            return []
        old = self._store.features(review.old).get(pair.old)
        new = self._store.features(review.new).get(pair.new)
        return self._archive.engine.differences(old, new) if old and new else []

    def old_places(self, review: Review, notes: Sequence[Note]) -> list[tuple[Note, OldPlace | None]]:
        """Pictures of where they were: from the old revision, else the piece that was kept with the note; else None."""
        return [(note, self._old_place(review, original(note))) for note in notes]

    def _old_place(self, review: Review, was: Note) -> OldPlace | None:
        if review.old_document is not None and was.revision == review.old:
            with suppress(PdfError, WorkerError):
                return drawn_place(review.old_document, was)
        packed = self._store.surroundings(was)
        return kept_place(unpack_surroundings(packed)) if packed is not None else None

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

    def undo(self, review: Review) -> Changes:
        """元に戻す: the last decision, and nothing that was not decided in a review."""
        step = self._notes.undo(review.material.id, review.new, self._archive.clock(), only=Deed.REVIEW)
        return NOTHING if step is None else Changes(notes=frozenset({review.material.id}))

    def finish(self, review: Review) -> Changes:
        """確認済み: the strip need not say it again."""
        self._store.review(review.material.id, review.new, self._archive.clock())
        return Changes(packets=True)

    def _decide(self, before: Sequence[Note], after: Sequence[Note]) -> Changes:
        if not before:
            return NOTHING
        material = before[0].material
        self._notes.change(material, before, after, self._archive.clock(), deed=Deed.REVIEW)
        return Changes(notes=frozenset({material}))

    def _undoable(self, record: Carrying) -> bool:
        last, _ = self._notes.candidates(record.material, record.new)
        return last is not None and last.deed is Deed.REVIEW

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


def drawn_place(document: Document, was: Note) -> OldPlace:
    """Drawn from the document; wide enough that one sees where on the page it is. Raises a PdfError or WorkerError."""
    size = document.pages[was.page - 1]
    x0, y0, x1, y1 = extent(was)
    width, height = max(_PLACE[0], x1 - x0 + 48), max(_PLACE[1], y1 - y0 + 32)
    left = min(max(0.0, (x0 + x1 - width) / 2), max(0.0, size.width - width))
    top = min(max(0.0, (y0 + y1 - height) / 2), max(0.0, size.height - height))
    box = (left, top, min(size.width, left + width), min(size.height, top + height))
    tile = Tile(*(int(each * _PLACE_SCALE) for each in (left, top, box[2] - left, box[3] - top)))
    return OldPlace(document.render(RenderRequest(was.page, _PLACE_SCALE, tile=tile)), box)


def kept_place(around: Surroundings) -> OldPlace | None:
    patch, (x, y) = around.patch, around.patch_at
    if not patch.width or not patch.height:
        return None
    data = b"".join(bytes((grey,)) * PIXEL_BYTES for grey in patch.pixels)
    box = (x, y, x + patch.width / patch.scale, y + patch.height / patch.scale)
    return OldPlace(Pixels(patch.width, patch.height, data), box)


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
