"""Bring files here: read, seal, look again, inspect; only what is on the disk and known for a PDF is READY.

The share's worker reads the next ones while these are sealed and put on the disk, so that a slow line never rests, and the
PDF worker measures those that came before. Small files come together: a batch of them is put on the disk at once, and what
is then known of it is one commit.

    share ─ bring ─▶ seal ─▶ … a batch … ─▶ on the disk ─▶ one commit: READY ─▶ what they supersede is erased
                      └─▶ measure ───────────────────────────▶┘
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dxmeet.domain.packet import Material, MaterialId, PacketId, Revision, RevisionId, State, changed_pages
from dxmeet.domain.syncplan import Fetch, Observation, RemoteFile, RemoteMaterial
from dxmeet.errors import (
    DiskFull,
    DxmeetError,
    FileMissing,
    PdfError,
    PdfTooLarge,
    SealBroken,
    ShareBusy,
    ShareDenied,
    WorkerError,
)
from dxmeet.pdf.client import PdfEngine
from dxmeet.pdf.measuring import Room
from dxmeet.pdf.source import MAX_BYTES
from dxmeet.services.inspecting import Arrivals, Inspecting
from dxmeet.sharing.share import Arriving, Share
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.transfers import TransferStore
from dxmeet.storage.vault import Batch, Chunk, Sealed, Started, Vault

RESUMABLE = 4 << 20
"""Bytes from which a cut transfer is worth a row that remembers it; a smaller file is read again sooner than that."""

_BATCH_FILES = 64
_BATCH_BYTES = 24 << 20  # with one more file they still lie together where the PDF worker looks into them
_BATCH_TIME = timedelta(seconds=1)  # on a slow line what is here is soon said to be here

_OF_THIS_FILE = (FileMissing, ShareBusy, ShareDenied, WorkerError, SealBroken, DiskFull)

Passing = Callable[[Fetch, Iterable[Chunk]], Iterator[Chunk]]
"""Counts the chunks that come from the share, and stops them when the work is no longer wanted."""


@dataclass(frozen=True)
class Fetched:
    """How it went with one file: the ``revision`` that is READY now, or the ``error`` of this file alone, or neither: it
    changed while it was read. What was READY before still is."""

    action: Fetch
    revision: Revision | None = None
    error: DxmeetError | None = None


@dataclass(frozen=True)
class _Kept:
    """A file that is sealed and known, with what its pages have in common with those that were here before."""

    action: Fetch
    sealed: Sealed
    revision: Revision
    changed: Mapping[RevisionId, tuple[int, int]]


@dataclass(frozen=True)
class _Left:
    """What a cut transfer of a file left here, and how many of the file's first bytes that is."""

    started: Started | None = None
    size: int = 0


@dataclass(frozen=True)
class _Arrived:
    """A file that is sealed, and its bytes. ``former`` is the revision whose place it takes; one without is being measured."""

    action: Fetch
    sealed: Sealed
    content: Chunk
    former: Revision | None


@dataclass
class _Batch:
    """``used`` are the bytes of what has arrived."""

    sealing: Batch
    began: datetime
    arrived: list[_Arrived] = field(default_factory=list[_Arrived])
    used: int = 0

    def full(self, now: datetime) -> bool:
        late = not timedelta() <= now - self.began < _BATCH_TIME
        return len(self.arrived) >= _BATCH_FILES or self.used >= _BATCH_BYTES or late

    def add(self, arrived: _Arrived) -> None:
        self.arrived.append(arrived)
        self.used += arrived.sealed.size


@dataclass(frozen=True)
class _Work:
    """What the plan found here of each material, what counts the chunks that come, and who measures what has come."""

    held: Mapping[MaterialId, Material]
    passing: Passing
    arrivals: Arrivals

    def taken(self, action: Fetch, sealed: Sealed, room: Room) -> _Arrived:
        """Bytes that were here before need no second measuring, and of others that replace some more is wanted."""
        material = self.held.get(action.material.id)
        former = material.revision if material is not None else None
        if former is not None:
            self.arrivals.keep(room)
        else:
            self.arrivals.measure(room, sealed.revision, action.material.name)
        return _Arrived(action, sealed, room.content, former)


class Fetching:
    """Idempotent: whatever it was cut off at, the next one ends in the same rows and the same sealed files."""

    def __init__(
        self,
        share: Share,
        packets: PacketStore,
        transfers: TransferStore,
        vault: Vault,
        inspector: PdfEngine,
        clock: Callable[[], datetime],
        resumable: int = RESUMABLE,
    ) -> None:
        self._share = share
        self._packets = packets
        self._transfers = transfers
        self._vault = vault
        self._inspecting = Inspecting(packets, vault, inspector)
        self._clock = clock
        self._resumable = resumable

    def fetch(
        self, fetches: Sequence[Fetch], held: Mapping[MaterialId, Material], passing: Passing
    ) -> Iterator[Fetched]:
        """In this order; each is told when it is on the disk and in the rows. ``held`` is what the plan found here.

        Raises a ShareError that ends all, or Cancelled; what was whole by then has been told before.
        """
        whole = [each for each in fetches if each.material.file is not None]
        # What is too large would be read to the end only to be refused.
        yield from (Fetched(each, error=_too_large(each)) for each in whole if _file(each).size > MAX_BYTES)
        some = [each for each in whole if _file(each).size <= MAX_BYTES]
        if some:
            self._inspecting.begin()
        work = _Work(held, passing, self._inspecting.arrivals())
        try:
            yield from self._arriving(some, work)
        finally:
            work.arrivals.close()

    def _arriving(self, fetches: Sequence[Fetch], work: _Work) -> Iterator[Fetched]:
        """While one is sealed and put on the disk, the share's worker reads the next one."""
        left = [self._left(each) for each in fetches]
        batch = self._begun()
        arriving = self._share.bring([*map(_file, fetches)], [each.size for each in left])
        try:
            for action, before, file in zip(fetches, left, arriving, strict=True):
                if self._resumable_one(action):
                    yield from self._settled(batch, work)
                    yield from self._large(action, before, file, work)
                elif (trouble := self._sealed(action, file, work, batch)) is not None:
                    yield trouble
                if batch.full(self._clock()):
                    yield from self._settled(batch, work)
                    batch = self._begun()
            yield from self._settled(batch, work)
        except DxmeetError:
            yield from self._settled(batch, work)
            raise
        finally:
            batch.sealing.drop()

    def _resumable_one(self, action: Fetch) -> bool:
        return _file(action).size >= self._resumable

    def _begun(self) -> _Batch:
        return _Batch(self._vault.batch(), self._clock())

    def _sealed(self, action: Fetch, arriving: Arriving, work: _Work, batch: _Batch) -> Fetched | None:
        """How it failed; None where it did not: then it is in the batch."""
        room, expected = work.arrivals.room(_file(action).size), action.material.revision
        chunks = _noted(work.passing(action, arriving.chunks()), room.content)
        try:
            sealed = batch.sealing.add(chunks, expected=expected, digest=lambda: arriving.digest)
        except _OF_THIS_FILE as error:
            return Fetched(action, error=error)
        if not arriving.settled or sealed.size != _file(action).size:
            batch.sealing.leave(sealed.file)
            return Fetched(action)
        batch.add(work.taken(action, sealed, room))
        return None

    def _settled(self, batch: _Batch, work: _Work) -> Iterator[Fetched]:
        some, batch.arrived = batch.arrived, []
        return self._kept(some, work, batch.sealing.settle)

    def _large(self, action: Fetch, left: _Left, arriving: Arriving, work: _Work) -> Iterator[Fetched]:
        """By itself, and so that a cut transfer is read on where it was cut."""
        remote, file = action.material, _file(action)
        room, started, batch = work.arrivals.room(file.size), self._vault.begin(), self._vault.batch()

        def settle() -> None:
            batch.settle()
            self._transfers.end(remote.id)

        self._transfers.start(remote.id, file, started)
        chunks = _noted(self._rest(left, action, arriving, work.passing), room.content)
        digest = None if left.size else lambda: arriving.digest  # it reckons what it reads, not what was here
        try:
            sealed = batch.add(chunks, expected=remote.revision, started=started, digest=digest)
            if arriving.settled and sealed.size == file.size:
                yield from self._kept([work.taken(action, sealed, room)], work, settle)
            else:
                batch.leave(sealed.file)
                self._transfers.end(remote.id)
                yield Fetched(action)
        except _OF_THIS_FILE as error:
            yield Fetched(action, error=error)
        finally:
            batch.drop()

    def _kept(self, some: Sequence[_Arrived], work: _Work, settle: Callable[[], None]) -> Iterator[Fetched]:
        """The rows that say READY come after the bytes, never before; what is no longer wanted then is erased last."""
        unwanted = [each.sealed for each in some]
        told: list[Fetched] = []
        try:
            settle()  # first: meanwhile the worker is at the last of them
            known = self._known(some, work.arrivals)
            refused = [each.sealed for each, found in zip(some, known, strict=True) if not isinstance(found, _Kept)]
            unwanted = refused + self._committed([each for each in known if isinstance(each, _Kept)])
            told = [_fetched(each.action, found) for each, found in zip(some, known, strict=True)]
        except DiskFull as error:
            told = [Fetched(each.action, error=error) for each in some]
            work.arrivals.found()  # they are not known of
        finally:
            for sealed in unwanted:
                self._vault.erase(sealed)
        yield from told

    def _committed(self, some: Sequence[_Kept]) -> list[Sealed]:
        """All that is now known of them, in one commit; the seals whose place they took."""
        superseded: list[Sealed | None] = []
        with self._packets.together():
            for each in some:
                remote, file = each.action.material, _file(each.action)
                self._packets.place(_place(each.action.packet, remote))
                revision, changed = each.revision, each.changed
                superseded.append(self._packets.add_revision(remote.id, revision, each.sealed, changed, self._clock()))
                self._packets.observe(Observation(remote.id, file.path, file.size, file.mtime_ns, revision.id))
        return [each for each in superseded if each is not None]

    def _known(self, some: Sequence[_Arrived], arrivals: Arrivals) -> list[_Kept | PdfError | WorkerError]:
        """What the PDF worker finds in them: in those that replace another revision, also what is new in them."""
        measured = iter(arrivals.found())
        found: list[_Kept | PdfError | WorkerError] = []
        for each in some:
            changed = dict(each.action.material.changed)
            revision = next(measured) if each.former is None else self._replacing(each.former, each, changed)
            known = isinstance(revision, Revision)
            found.append(_Kept(each.action, each.sealed, revision, changed) if known else revision)
        return found

    def _replacing(
        self, before: Revision, arrived: _Arrived, changed: dict[RevisionId, tuple[int, int]]
    ) -> Revision | PdfError | WorkerError:
        """The very bytes that were here before need no second inspection; of others, what is new goes to ``changed``."""
        if before.id == arrived.sealed.revision:
            return before
        try:
            name = arrived.action.material.name
            revision = self._inspecting.inspected(arrived.content, arrived.sealed.revision, name)
        except (PdfError, WorkerError) as error:
            return error
        old = self._inspecting.in_full(before.id, arrived.action.material.name)
        changed |= {} if old is None else {old.id: changed_pages(old, revision)}
        return revision

    def _left(self, action: Fetch) -> _Left:
        file, begun = _file(action), 0
        before = self._transfers.started(action.material.id) if self._resumable_one(action) else None
        if before is None:
            return _Left()
        was, started = before
        if was == file:
            for piece in self._vault.resumed(started):
                begun += len(piece)
        return _Left(started, begun)

    def _rest(self, left: _Left, action: Fetch, arriving: Arriving, passing: Passing) -> Iterator[Chunk]:
        """What an earlier transfer of this very file brought, then what the share still has to give."""
        if left.started is not None:
            yield from self._vault.resumed(left.started) if left.size else ()
            self._vault.abandon(left.started)
        yield from passing(action, arriving.chunks())


def _noted(chunks: Iterable[Chunk], memory: memoryview) -> Iterator[Chunk]:
    """The chunks as they pass, copied to the memory."""
    at = 0
    for chunk in chunks:
        held = chunk[: len(memory) - at]  # there is no room for a file that has grown, and no need
        memory[at : at + len(held)] = held
        at += len(held)
        yield chunk


def _file(action: Fetch) -> RemoteFile:
    assert action.material.file is not None
    return action.material.file


def _too_large(action: Fetch) -> PdfTooLarge:
    return PdfTooLarge(name=action.material.name, size=_file(action).size, limit=MAX_BYTES)


def _place(packet: PacketId, remote: RemoteMaterial) -> Material:
    return Material(remote.id, packet, remote.order, remote.title, remote.name, State.READY)


def _fetched(action: Fetch, found: _Kept | PdfError | WorkerError) -> Fetched:
    return Fetched(action, found.revision) if isinstance(found, _Kept) else Fetched(action, error=found)
