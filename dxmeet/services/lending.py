"""Give the bytes of a material for as long as they are looked at: unsealed here, or out of the share where policy keeps
nothing on this machine. They are in memory only, either way."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from dxmeet.domain.packet import Material, MaterialId, Packet, Revision, RevisionId, ShareId, State
from dxmeet.domain.syncplan import RemoteFile
from dxmeet.errors import (
    FileMissing,
    MaterialNotOffline,
    MaterialNotReady,
    PdfPasswordNeeded,
    PdfTooLarge,
    SealBroken,
    ShareError,
)
from dxmeet.pdf.client import PdfEngine
from dxmeet.pdf.source import MAX_BYTES
from dxmeet.services.retaining import Retaining
from dxmeet.sharing.share import Share
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.vault import Vault


class Lending:
    """The one home of a material's bytes for whoever shows, prints or exports it."""

    def __init__(
        self,
        share: Share,
        expected: ShareId,
        packets: PacketStore,
        vault: Vault,
        inspector: PdfEngine,
        retaining: Retaining,
        clock: Callable[[], datetime],
    ) -> None:
        """``expected`` is the share this machine enrolled with; another one that is mounted in its place gives nothing."""
        self._share = share
        self._expected = expected
        self._packets = packets
        self._vault = vault
        self._inspector = inspector
        self._retaining = retaining
        self._clock = clock

    def lend(self, material: MaterialId, revision: RevisionId | None = None) -> tuple[Packet, Material, bytes]:
        """The bytes of ``revision``, or of the newest one: then the material's is it.

        Raises MaterialUnknown; MaterialNotReady where it is not here, may not be opened any more, or changed under our
        hands; MaterialNotOffline where it opens only with the share, and the share is away; SealBroken for a damaged
        sealed file, which is given up, so that the next look at the share fetches it again; and PdfError.
        """
        packet, known = self._packets.material(material)
        self._retaining.check(packet, material)
        if known.online and revision in (None, known.revision.id if known.revision else None):
            return self._borrowed(packet, known)
        wanted = revision or (known.revision.id if known.revision else None)
        sealed = self._packets.sealed(wanted) if wanted else None
        if wanted is None or sealed is None:
            if packet.keeping.policy == "memory" and known.state is not State.WITHDRAWN:
                raise MaterialNotOffline(material=known.title)
            raise MaterialNotReady(material=known.title, state=known.code or known.state.value)
        try:
            return packet, known, self._vault.read(sealed)
        except SealBroken:
            self._retaining.give_up(wanted)
            raise

    def _borrowed(self, packet: Packet, known: Material) -> tuple[Packet, Material, bytes]:
        """Read from the share, checked like a fetched one, and not written anywhere."""
        try:
            content = self._read(known)
        except FileMissing as error:
            raise MaterialNotReady(material=known.title, state="missing-file") from error
        except ShareError as error:
            raise MaterialNotOffline(material=known.title) from error
        revision = RevisionId(hashlib.sha256(content).hexdigest())
        if known.revision is None or known.revision.id != revision:
            self._learn(known, revision, content)
            packet, known = self._packets.material(known.id)
        return packet, known, content

    def _read(self, known: Material) -> bytes:
        seen = self._packets.observation(known.id)
        if seen is None or not seen.path:
            raise MaterialNotReady(material=known.title, state="missing-file")
        if seen.size > MAX_BYTES:
            raise PdfTooLarge(name=known.name, size=seen.size, limit=MAX_BYTES)
        if self._share.identity().id != self._expected:
            raise MaterialNotOffline(material=known.title)
        file = RemoteFile(seen.path, seen.size, seen.mtime_ns)
        content = b"".join(self._share.read(file))
        promised = seen.taken_as in (None, hashlib.sha256(content).hexdigest())
        if len(content) != seen.size or not promised or not self._share.settled(file):
            raise MaterialNotReady(material=known.title, state="still-writing")  # the next look knows what it is now
        return content

    def _learn(self, known: Material, revision: RevisionId, content: bytes) -> None:
        """Its pages, which running numbers and the ledger need; what is in them is not kept."""
        try:
            learned = self._inspector.inspect(content, name=known.name)
        except PdfPasswordNeeded:
            learned = Revision(revision, len(content), ())
        with self._packets.together():
            self._packets.add_revision(known.id, learned, None, known.changed, self._clock())
            self._packets.set_state(known.id, State.WAITING, known.code)
