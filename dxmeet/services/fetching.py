"""Bring one file here: read it on from where a cut left it, seal it, look again, inspect it; only then is it READY."""

from collections.abc import Callable, Iterator
from datetime import datetime

from dxmeet.domain.packet import Material, Revision, RevisionId, State, changed_pages
from dxmeet.domain.syncplan import Fetch, Observation, RemoteFile, RemoteMaterial
from dxmeet.errors import PdfPasswordNeeded, PdfTooLarge
from dxmeet.pdf.client import MAX_BYTES, PdfEngine
from dxmeet.sharing.share import Share
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.transfers import TransferStore
from dxmeet.storage.vault import Sealed, Started, Vault

RESUMABLE = 4 << 20
"""Bytes from which a cut transfer is worth a row that remembers it; a smaller file is read again sooner than that."""

Passing = Callable[[Iterator[bytes]], Iterator[bytes]]
"""Counts the chunks that come from the share, and stops them when the work is no longer wanted."""


class Fetching:
    """Idempotent: whatever it was cut off at, the next one ends in the same rows and the same sealed file."""

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
        self._inspector = inspector
        self._clock = clock
        self._resumable = resumable

    def fetch(self, action: Fetch, file: RemoteFile, held: Material | None, passing: Passing) -> Revision | None:
        """The revision that is READY now; None for a file that changed while it was read.

        Raises a ShareError, FileMissing, SealBroken (other bytes than the manifest promises), a PdfError, a WorkerError,
        DiskFull or Cancelled; then what was READY before still is.
        """
        remote = action.material
        if file.size > MAX_BYTES:  # it would be read to the end only to be refused
            raise PdfTooLarge(name=remote.name, size=file.size, limit=MAX_BYTES)
        sealed = self._sealed(remote, file, passing)
        kept = False
        try:
            if not self._share.settled(file):
                return None
            revision = self._known(sealed, held) or self._inspected(sealed, remote.name)
            superseded = self._keep(action, file, held, revision, sealed)
            kept = True
            if superseded is not None:
                self._vault.erase(superseded)
            return revision
        finally:
            if not kept:
                self._vault.erase(sealed)

    def _inspected(self, sealed: Sealed, name: str) -> Revision:
        """What a password hides is known by its bytes; its pages are learned when the reader opens it."""
        try:
            return self._inspector.inspect(self._vault.read(sealed), name=name)
        except PdfPasswordNeeded:
            return Revision(sealed.revision, sealed.size, ())

    def _known(self, sealed: Sealed, held: Material | None) -> Revision | None:
        """The very bytes that were here before, as after a renaming, need no second inspection."""
        revision = held.revision if held is not None else None
        return revision if revision is not None and revision.id == sealed.revision else None

    def _keep(
        self, action: Fetch, file: RemoteFile, held: Material | None, revision: Revision, sealed: Sealed
    ) -> Sealed | None:
        """All that is now known of it, in one commit: the row that says READY comes after the bytes, never before."""
        remote = action.material
        changed = dict(remote.changed) | _differences(held, revision)
        with self._packets.together():
            place = Material(remote.id, action.packet, remote.order, remote.title, remote.name, State.READY)
            self._packets.place(place)
            superseded = self._packets.add_revision(remote.id, revision, sealed, changed, self._clock())
            self._packets.observe(Observation(remote.id, file.path, file.size, file.mtime_ns, revision.id))
        return superseded

    def _sealed(self, remote: RemoteMaterial, file: RemoteFile, passing: Passing) -> Sealed:
        if file.size < self._resumable:
            return self._vault.seal(passing(self._share.read(file)), expected=remote.revision)
        before = self._transfers.started(remote.id)
        started = self._vault.begin()
        self._transfers.start(remote.id, file, started)
        chunks = self._rest(before, file, passing)
        sealed = self._vault.seal(chunks, expected=remote.revision, started=started)
        self._transfers.end(remote.id)
        return sealed

    def _rest(self, before: tuple[RemoteFile, Started] | None, file: RemoteFile, passing: Passing) -> Iterator[bytes]:
        """What an earlier transfer of this very file brought, then what the share still has to give."""
        begun = 0
        if before is not None:
            was, started = before
            if was == file:
                for piece in self._vault.resumed(started):
                    begun += len(piece)
                    yield piece
            self._vault.abandon(started)
        yield from passing(self._share.read(file, begun))


def _differences(held: Material | None, revision: Revision) -> dict[RevisionId, tuple[int, int]]:
    before = held.revision if held is not None else None
    if before is None or before.id == revision.id:
        return {}
    return {before.id: changed_pages(before, revision)}
