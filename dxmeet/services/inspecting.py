"""What the PDF worker finds in a file: its pages at once, their fingerprints when another revision is held against it."""

from contextlib import suppress

from dxmeet.domain.packet import Revision, RevisionId
from dxmeet.errors import PdfError, PdfPasswordNeeded, SealBroken, WorkerError
from dxmeet.pdf.client import PdfEngine
from dxmeet.pdf.measuring import Intake, Measured, Room
from dxmeet.pdf.source import Bytes
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.vault import Vault


class Arrivals:
    """Files that arrive one after another, and are measured meanwhile; ``room`` says where the bytes of the next one go."""

    def __init__(self, packets: PacketStore, intake: Intake) -> None:
        self._packets = packets
        self._intake = intake
        self._measured: list[tuple[RevisionId, int, Revision | None]] = []

    def room(self, size: int) -> Room:
        """For a file of ``size`` bytes; it is the next one's unless this one is kept or measured."""
        return self._intake.room(size)

    def keep(self, room: Room) -> None:
        """Its bytes are wanted until the others are ``found``."""
        self._intake.keep(room)

    def measure(self, room: Room, revision: RevisionId, name: str) -> None:
        """The file whose bytes are in ``room`` and whose SHA-256 is ``revision``; of what is known nothing is measured."""
        known = self._packets.revision(revision)
        if known is None:
            self._intake.measure(room, name)
        self._measured.append((revision, len(room.content), known))

    def found(self) -> list[Revision | PdfError | WorkerError]:
        """Each that was measured, with its pages, or what is wrong with it."""
        some, self._measured = self._measured, []
        found = iter(self._intake.found())
        return [known or _revision(size, revision, next(found)) for revision, size, known in some]

    def close(self) -> None:
        """Nobody asks for what is not found yet."""
        self._measured = []
        self._intake.close()


class Inspecting:
    """A fingerprint means drawing the page; the first revision of a material does without until a second one comes.

    What a password hides is known by its bytes; its pages are learned when the reader opens it.
    """

    def __init__(self, packets: PacketStore, vault: Vault, inspector: PdfEngine) -> None:
        self._packets = packets
        self._vault = vault
        self._inspector = inspector

    def begin(self) -> None:
        """The worker loads, while whatever it shall look into is on its way."""
        with suppress(WorkerError):  # whoever needs it then hears of that
            self._inspector.start()

    def arrivals(self) -> Arrivals:
        return Arrivals(self._packets, self._inspector.intake())

    def inspected(self, content: Bytes, revision: RevisionId, name: str, password: str | None = None) -> Revision:
        """With its pages and their fingerprints. Raises a PdfError or a WorkerError."""
        known = self._packets.revision(revision)
        if known is not None and known.fingerprints:
            return known
        try:
            return self._inspector.inspect(bytes(content), name=name, password=password)
        except PdfPasswordNeeded:
            return known or Revision(revision, len(content), ())

    def in_full(self, revision: RevisionId, name: str, password: str | None = None) -> Revision | None:
        """One that is sealed here, with fingerprints, which are kept with it; None where they can no longer be made."""
        known = self._packets.revision(revision)
        if known is None or known.fingerprints:
            return known
        sealed = self._packets.sealed(revision)
        if sealed is None:
            return None
        try:
            found = self.inspected(self._vault.read(sealed), revision, name, password)
        except (PdfError, WorkerError, SealBroken):
            return None
        if found.fingerprints:
            self._packets.learn_fingerprints(found)
        return found


def _revision(size: int, revision: RevisionId, found: Measured) -> Revision | PdfError | WorkerError:
    if isinstance(found, PdfPasswordNeeded):
        return Revision(revision, size, ())
    return Revision(revision, size, found) if isinstance(found, tuple) else found
