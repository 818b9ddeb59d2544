"""Carry notes over to the newest revision of their material, and keep what is needed to find their places again.

    after a note     anchor()   the page's features (kept), the note's surroundings (kept)      in the background
    after a 差し替え  carry()    features of both revisions ─▶ pages matched ─▶ notes placed ─▶ one step of the notes' log
    after a note     follow()   the same for what was written on an earlier revision that was still open

Everything before that last step can be cut off and is found again; the step itself is one transaction.
"""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dxmeet.domain.anchoring import lineage, of_tray, original, tray_of
from dxmeet.domain.annotation import Anchor, Carried, Note, NoteId, Outcome
from dxmeet.domain.carrysources import sources
from dxmeet.domain.history import Deed
from dxmeet.domain.packet import Material, MaterialId, Revision, RevisionId, State
from dxmeet.domain.pagematch import PageMatch, PagePair, identical_pairs, pair_pages
from dxmeet.domain.placement import Placement, carried
from dxmeet.domain.surroundings import extent
from dxmeet.errors import MaterialNotReady, PdfError, PdfPasswordNeeded, SealBroken, WorkerDied, WorkerHung
from dxmeet.progress import Progress
from dxmeet.services.archive import Archive
from dxmeet.services.changes import NOTHING, Changes
from dxmeet.storage.carryings import Carrying as Record

_TO_ASK = (Outcome.REVIEW, Outcome.UNPLACED)


@dataclass(frozen=True)
class CarryResult:
    """``notes`` are those of the newest revision that came from an earlier one, and those that wait in its tray.

    ``old`` and ``pages`` are None and empty where nothing was read or written before the newest revision.
    """

    material: MaterialId
    old: RevisionId | None
    new: RevisionId
    pages: tuple[PagePair, ...]
    notes: tuple[Note, ...]
    changes: Changes = NOTHING

    def count(self, outcome: Outcome) -> int:
        return sum(note.anchor.carried is not None and note.anchor.carried.outcome is outcome for note in self.notes)


class Carrying:
    """May be asked again at any time: what was carried is not carried twice."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._store, self._notes, self._packets = archive.carryings, archive.notes, archive.packets

    def carry_all(self, progress: Progress | None = None) -> Changes:
        """Every material whose newest revision was not compared yet with what its reader knew."""
        progress = progress or Progress()
        changes = NOTHING
        for packet in self._packets.packets():
            for material in packet.materials:
                progress.check()
                if not material.earlier or not _readable(material) or not self._due(material):
                    continue
                try:
                    changes |= self.carry(material.id, progress).changes
                except (PdfError, SealBroken, WorkerDied, WorkerHung, MaterialNotReady):
                    continue  # of this one material; it is tried again after the next look
        return changes

    def carry(self, material: MaterialId, progress: Progress | None = None) -> CarryResult:
        """Raises MaterialUnknown, MaterialNotReady, a PdfError, WorkerDied or WorkerHung; then nothing was changed."""
        progress = progress or Progress()
        packet, known = self._packets.material(material)
        self._archive.promises.check(packet, material)
        if known.revision is None or self._packets.sealed(known.revision.id) is None:
            raise MaterialNotReady(material=material, state=known.code or known.state.value)
        target = known.revision
        if not target.pages:  # nobody has seen them yet; notes that were sent to the tray now would have to come back
            raise PdfPasswordNeeded(name=known.name)
        target = self._archive.in_full(target.id, known) or target
        record = self._store.carrying(material, target.id)
        old = record.old if record else self._known_before(known, target.id)
        if old is None:
            return CarryResult(material, None, target.id, (), ())
        waiting = self._waiting(known, target.id, again=True)
        changes = NOTHING
        if waiting or record is None:
            record = record or Record(material, old, target.id, (), self._archive.clock())
            record, changes = self._bring(known, target, record, waiting, progress, again=True)
        return CarryResult(
            material, old, target.id, record.pages, tuple(self.carried_notes(material, target.id)), changes
        )

    def follow(self, material: MaterialId, progress: Progress | None = None) -> Changes:
        """What was written on an earlier revision since the newest was compared with it; quick where there is nothing.

        What a reader has taken back on the newest one does not come again by itself. Raises what ``carry`` raises.
        """
        _, known = self._packets.material(material)
        target = known.revision
        record = self._store.carrying(material, target.id) if target and _readable(known) else None
        if record is None or target is None:
            return NOTHING
        waiting = self._waiting(known, target.id, again=False)
        if not waiting:
            return NOTHING
        target = self._archive.in_full(target.id, known) or target
        return self._bring(known, target, record, waiting, progress or Progress(), again=False)[1]

    def carried_notes(self, material: MaterialId, revision: RevisionId) -> list[Note]:
        """The notes that came to this revision, and those that wait in its tray; by page."""
        there = self._notes.notes(material, revision) + self._notes.notes(material, tray_of(revision))
        return [note for note in there if note.anchor.carried is not None]

    def anchor(self, material: MaterialId, progress: Progress | None = None) -> int:
        """Keep the surroundings of the material's notes that have none yet; how many. Quick when there is nothing to do."""
        progress = progress or Progress()
        _, known = self._packets.material(material)
        by_revision: dict[RevisionId, list[Note]] = defaultdict(list)
        for note in map(original, self._notes.notes(material)):
            if of_tray(note.revision) is None and self._store.surroundings(note) is None:
                by_revision[note.revision].append(note)
        done = 0
        for revision, some in by_revision.items():
            done += self._anchor(known, revision, some, progress)
        return done

    def _due(self, material: Material) -> bool:
        if material.revision is None or self._store.carrying(material.id, material.revision.id) is not None:
            return False
        return self._known_before(material, material.revision.id) is not None

    def _waiting(self, material: Material, target: RevisionId, *, again: bool) -> list[Note]:
        return sources(self._notes.log(material.id), target, [*material.earlier, target], again=again)

    def _bring(
        self,
        material: Material,
        target: Revision,
        record: Record,
        waiting: Sequence[Note],
        progress: Progress,
        *,
        again: bool,
    ) -> tuple[Record, Changes]:
        placed, pages = self._placed(material, target, record.old, waiting, record.pages, progress)
        record = replace(record, pages=tuple(pages))
        return record, self._keep(material, target, record, placed, again=again)

    def _known_before(self, material: Material, new: RevisionId) -> RevisionId | None:
        """The revision its reader read last; else the newest one with notes; None where there is neither."""
        if material.read_revision not in (None, new):
            return material.read_revision
        written = {note.revision for note in map(original, self._notes.notes(material.id))}
        if material.read_revision is None and not written:
            return None
        return next((revision for revision in reversed(material.earlier) if revision in written), None)

    def _placed(
        self,
        material: Material,
        target: Revision,
        old: RevisionId,
        waiting: Sequence[Note],
        pages: Sequence[PagePair],
        progress: Progress,
    ) -> tuple[list[tuple[Note, Placement]], Sequence[PagePair]]:
        """Each waiting note with its place; and how the pages of ``old`` compare."""
        by_revision: dict[RevisionId, list[Note]] = defaultdict(list)
        for note in waiting:
            by_revision[original(note).revision].append(note)
        placed: list[tuple[Note, Placement]] = []
        if not pages:
            by_revision.setdefault(old, [])
        for revision, some in by_revision.items():
            pairs, found = self._compared(material, revision, target, some, progress)
            placed += found
            if revision == old:
                pages = pairs
        return placed, pages

    def _compared(
        self, material: Material, revision: RevisionId, target: Revision, notes: Sequence[Note], progress: Progress
    ) -> tuple[list[PagePair], list[tuple[Note, Placement]]]:
        before = self._archive.in_full(revision, material)
        prints = before.fingerprints if before else ()
        same = identical_pairs(prints, target.fingerprints)
        if len(same) == len(prints) == len(target.fingerprints):  # another producer's name, or another order
            pairs = pair_pages(prints, target.fingerprints, {}, {})
            return pairs, [(note, _as_page(original(note), pairs)) for note in notes]
        rest = [page for page in range(1, len(prints) + 1) if page not in same]
        fresh = [page for page in range(1, len(target.fingerprints) + 1) if page not in same.values()]
        self._anchor(material, revision, [original(note) for note in notes], progress)
        old_features = self._features(material, revision, rest, progress)
        new_features = self._features(material, target.id, fresh, progress)
        comparison = self._archive.engine.compare(prints, target.fingerprints)
        try:
            comparison.add(old_features, new_features)
            pairs = comparison.pairs()
            placed: list[tuple[Note, Placement]] = []
            for page, some in _by_page(notes).items():
                progress.report("carrying", len(placed), len(notes), material.title)
                around = [(original(note), self._store.surroundings(original(note))) for note in some]
                ready = [(note, packed) for note, packed in around if packed is not None]
                found = iter(comparison.place(ready)) if ready else iter(())
                for note, (_, packed) in zip(some, around, strict=True):
                    placed.append((note, next(found) if packed is not None else _lost(page, pairs)))
        finally:
            comparison.close()
        return pairs, placed

    def _anchor(self, material: Material, revision: RevisionId, notes: Sequence[Note], progress: Progress) -> int:
        missing = [note for note in notes if self._store.surroundings(note) is None]
        if not missing:
            return 0
        by_page = _by_page(missing)
        features = self._features(material, revision, sorted(by_page), progress)
        done = 0
        for page, some in by_page.items():
            progress.check()
            if page in features:
                cut = self._archive.engine.surroundings(features[page], some)
                self._store.keep_surroundings(list(zip(some, cut, strict=True)))
                done += len(some)
        return done

    def _features(
        self, material: Material, revision: RevisionId, pages: Sequence[int], progress: Progress
    ) -> dict[int, bytes]:
        """Those of ``pages`` that are kept or can be made; what was erased or cannot be drawn is left out."""
        kept = self._store.features(revision)
        missing = [page for page in pages if page not in kept]
        document = self._archive.opened(revision, material) if missing else None
        if document is not None:
            try:
                for done, page in enumerate(missing):
                    progress.report("comparing", done, len(missing), material.title)
                    made = document.features(page) if page <= len(document.pages) else None
                    if made is not None:
                        self._store.keep_features(revision, {page: made})
                        kept[page] = made
            finally:
                document.close()
        return {page: kept[page] for page in pages if page in kept}

    def _keep(
        self,
        material: Material,
        target: Revision,
        record: Record,
        placed: Iterable[tuple[Note, Placement]],
        *,
        again: bool,
    ) -> Changes:
        """In one transaction with another look: what somebody else has carried, erased or changed meanwhile is left alone."""
        with self._notes.alone():
            waiting = {note.id: note for note in self._waiting(material, target.id, again=again)}
            there = {lineage(note): note for note in self.carried_notes(material.id, target.id)}
            before: list[Note] = []
            fresh: list[Note] = []
            for source, placement in placed:
                if waiting.get(source.id) == source:
                    former = there.get(lineage(source))
                    before += [former] if former else []
                    fresh.append(_arrived(source, placement, target, former))
            if fresh:
                self._notes.change(material.id, before, fresh, self._archive.clock(), deed=Deed.CARRY)
            to_ask = any(note.anchor.carried and note.anchor.carried.outcome in _TO_ASK for note in fresh)
            known = self._store.carrying(material.id, target.id)
            reviewed = None if to_ask or known is None else known.reviewed_at
            self._store.record(replace(record, reviewed_at=reviewed))
        return Changes(packets=True, notes=frozenset({material.id}) if fresh else frozenset())


def _readable(material: Material) -> bool:
    return material.revision is not None and material.state is State.READY


def _by_page(notes: Iterable[Note]) -> dict[int, list[Note]]:
    pages: dict[int, list[Note]] = defaultdict(list)
    for note in notes:
        pages[original(note).page].append(note)
    return dict(sorted(pages.items()))


def _as_page(note: Note, pairs: Sequence[PagePair]) -> Placement:
    """Where only whole pages were moved or taken out."""
    for pair in pairs:
        if pair.old == note.page and pair.new is not None:
            return Placement(Outcome.KEPT if pair.new == note.page else Outcome.MOVED, 1.0, pair.new)
    return Placement(Outcome.UNPLACED, 0.0, reason="page-removed")


def _lost(page: int, pairs: Sequence[PagePair]) -> Placement:
    """Of a note whose surroundings nobody has any more: sure only on an identical page."""
    for pair in pairs:
        if pair.old == page and pair.identical and pair.new is not None:
            return Placement(Outcome.KEPT if pair.new == page else Outcome.MOVED, 1.0, pair.new)
        if pair.old == page and pair.match in (PageMatch.CHANGED, PageMatch.MOVED) and pair.new is not None:
            return Placement(Outcome.REVIEW, 0.0, pair.new, reason="unsure")
    return Placement(Outcome.UNPLACED, 0.0, reason="not-found")


def _arrived(source: Note, placement: Placement, target: Revision, former: Note | None) -> Note:
    """The note as it will be on the new revision, or in its tray at its old place; instead of ``former``."""
    first = original(source)
    placed = placement.outcome is not Outcome.UNPLACED
    there = carried(first, placement) if placed else first
    size = target.pages[placement.page - 1] if placed else None
    stamp = Carried(
        note=lineage(source),
        source=source.id,
        revision=first.revision,
        page=first.page,
        outcome=placement.outcome,
        score=placement.score,
        scale=placement.scale,
        dx=placement.dx,
        dy=placement.dy,
        box=extent(there),
        boxes=first.boxes if placement.boxes else (),
        reason=placement.reason,
    )
    return replace(
        there,
        id=former.id if former else NoteId(secrets.token_hex(16)),
        revision=target.id if placed else tray_of(target.id),
        anchor=Anchor(
            target.fingerprints[placement.page - 1] if placed and target.fingerprints else first.anchor.fingerprint,
            (size.width, size.height) if size else first.anchor.size,
            stamp,
        ),
    )
