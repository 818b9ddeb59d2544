"""Bring files here: read, seal, look again, inspect; only what is on the disk and known for a PDF is READY.

The share's worker reads the next ones while these are sealed and put on the disk, so that a slow line never rests. Small
files come together: a batch of them is put on the disk at once, and what is then known of it is one commit.

    share ─ bring ─▶ seal, measure ─▶ … a batch … ─▶ on the disk ─▶ one commit: READY ─▶ what they supersede is erased
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
from dxmeet.pdf.source import MAX_BYTES
from dxmeet.services.inspecting import Content, Inspecting
from dxmeet.sharing.share import Arriving, Share
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.transfers import TransferStore
from dxmeet.storage.vault import Batch, Chunk, Sealed, Started, Vault

RESUMABLE = 4 << 20
"""Bytes from which a cut transfer is worth a row that remembers it; a smaller file is read again sooner than that."""

_BATCH_FILES = 64
_BATCH_BYTES = 24 << 20  # with one more file they still go to the PDF worker in one errand
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
    """A file that is sealed, and its bytes."""

    action: Fetch
    sealed: Sealed
    content: Chunk


@dataclass
class _Batch:
    """``memory`` holds the bytes of what has arrived until their pages are measured; the next batch uses it again."""

    sealing: Batch
    began: datetime
    memory: bytearray
    arrived: list[_Arrived] = field(default_factory=list[_Arrived])
    used: int = 0

    def full(self, now: datetime) -> bool:
        late = not timedelta() <= now - self.began < _BATCH_TIME
        return len(self.arrived) >= _BATCH_FILES or self.used >= _BATCH_BYTES or late

    def noted(self, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
        """The chunks as they pass, copied to the memory behind what has arrived."""
        return _noted(chunks, self.memory, self.used)

    def add(self, action: Fetch, sealed: Sealed) -> None:
        content = memoryview(self.memory)[self.used : self.used + sealed.size]
        self.arrived.append(_Arrived(action, sealed, content))
        self.used += sealed.size


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
        yield from self._arriving([each for each in whole if _file(each).size <= MAX_BYTES], held, passing)

    def _arriving(
        self, fetches: Sequence[Fetch], held: Mapping[MaterialId, Material], passing: Passing
    ) -> Iterator[Fetched]:
        """While one is sealed, put on the disk and measured, the share's worker reads the next one."""
        if fetches:
            self._inspecting.begin()
        left = [self._left(each) for each in fetches]
        small = sum(_file(each).size for each in fetches if not self._resumable_one(each))
        batch = self._begun(bytearray(min(small, _BATCH_BYTES + self._resumable)))
        arriving = self._share.bring([*map(_file, fetches)], [each.size for each in left])
        try:
            for action, before, file in zip(fetches, left, arriving, strict=True):
                if self._resumable_one(action):
                    yield from self._settled(batch, held)
                    yield from self._large(action, before, file, held, passing)
                elif (trouble := self._sealed(action, file, passing, batch)) is not None:
                    yield trouble
                if batch.full(self._clock()):
                    yield from self._settled(batch, held)
                    batch = self._begun(batch.memory)
            yield from self._settled(batch, held)
        except DxmeetError:
            yield from self._settled(batch, held)
            raise
        finally:
            batch.sealing.drop()

    def _resumable_one(self, action: Fetch) -> bool:
        return _file(action).size >= self._resumable

    def _begun(self, memory: bytearray) -> _Batch:
        return _Batch(self._vault.batch(), self._clock(), memory)

    def _sealed(self, action: Fetch, arriving: Arriving, passing: Passing, batch: _Batch) -> Fetched | None:
        """How it failed; None where it did not: then it is in the batch."""
        chunks, expected = batch.noted(passing(action, arriving.chunks())), action.material.revision
        try:
            sealed = batch.sealing.add(chunks, expected=expected, digest=lambda: arriving.digest)
        except _OF_THIS_FILE as error:
            return Fetched(action, error=error)
        if not arriving.settled or sealed.size != _file(action).size:
            batch.sealing.leave(sealed.file)
            return Fetched(action)
        batch.add(action, sealed)
        return None

    def _settled(self, batch: _Batch, held: Mapping[MaterialId, Material]) -> Iterator[Fetched]:
        some, batch.arrived = batch.arrived, []
        return self._kept(some, held, batch.sealing.settle)

    def _large(
        self, action: Fetch, left: _Left, arriving: Arriving, held: Mapping[MaterialId, Material], passing: Passing
    ) -> Iterator[Fetched]:
        """By itself, and so that a cut transfer is read on where it was cut."""
        remote, file = action.material, _file(action)
        content, started, batch = bytearray(file.size), self._vault.begin(), self._vault.batch()

        def settle() -> None:
            batch.settle()
            self._transfers.end(remote.id)

        self._transfers.start(remote.id, file, started)
        chunks = _noted(self._rest(left, action, arriving, passing), content)
        digest = None if left.size else lambda: arriving.digest  # it reckons what it reads, not what was here
        try:
            sealed = batch.add(chunks, expected=remote.revision, started=started, digest=digest)
            if arriving.settled and sealed.size == file.size:
                yield from self._kept([_Arrived(action, sealed, memoryview(content))], held, settle)
            else:
                batch.leave(sealed.file)
                self._transfers.end(remote.id)
                yield Fetched(action)
        except _OF_THIS_FILE as error:
            yield Fetched(action, error=error)
        finally:
            batch.drop()

    def _kept(
        self, some: Sequence[_Arrived], held: Mapping[MaterialId, Material], settle: Callable[[], None]
    ) -> Iterator[Fetched]:
        """The rows that say READY come after the bytes, never before; what is no longer wanted then is erased last."""
        unwanted = [each.sealed for each in some]
        told: list[Fetched] = []
        try:
            known = self._known(some, held, settle)
            settle()  # nothing to do, unless there was nothing to measure
            refused = [each.sealed for each, found in zip(some, known, strict=True) if not isinstance(found, _Kept)]
            unwanted = refused + self._committed([each for each in known if isinstance(each, _Kept)])
            told = [_fetched(each.action, found) for each, found in zip(some, known, strict=True)]
        except DiskFull as error:
            told = [Fetched(each.action, error=error) for each in some]
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

    def _known(
        self, some: Sequence[_Arrived], held: Mapping[MaterialId, Material], settle: Callable[[], None]
    ) -> list[_Kept | PdfError | WorkerError]:
        """What the PDF worker finds in them, while they are put on the disk: in those that replace another revision, also
        what is new in them."""
        new = [_to_inspect(each) for each in some if _before(each, held) is None]
        measured = iter(self._inspecting.measured(new, settle))
        found: list[_Kept | PdfError | WorkerError] = []
        for each in some:
            before, changed = _before(each, held), dict(each.action.material.changed)
            revision = next(measured) if before is None else self._replacing(before, each, changed)
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
            revision = self._inspecting.inspected(*_to_inspect(arrived))
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


def _noted(chunks: Iterable[Chunk], memory: bytearray, at: int = 0) -> Iterator[Chunk]:
    """The chunks as they pass, copied to the memory from ``at`` on."""
    for chunk in chunks:
        held = chunk[: len(memory) - at]  # there is no room for a file that has grown, and no need
        memory[at : at + len(held)] = held
        at += len(held)
        yield chunk


def _file(action: Fetch) -> RemoteFile:
    assert action.material.file is not None
    return action.material.file


def _before(arrived: _Arrived, held: Mapping[MaterialId, Material]) -> Revision | None:
    material = held.get(arrived.action.material.id)
    return material.revision if material is not None else None


def _to_inspect(arrived: _Arrived) -> Content:
    return arrived.content, arrived.sealed.revision, arrived.action.material.name


def _too_large(action: Fetch) -> PdfTooLarge:
    return PdfTooLarge(name=action.material.name, size=_file(action).size, limit=MAX_BYTES)


def _place(packet: PacketId, remote: RemoteMaterial) -> Material:
    return Material(remote.id, packet, remote.order, remote.title, remote.name, State.READY)


def _fetched(action: Fetch, found: _Kept | PdfError | WorkerError) -> Fetched:
    return Fetched(action, found.revision) if isinstance(found, _Kept) else Fetched(action, error=found)
