"""What the PDF worker finds in a file: its pages at once, their fingerprints when another revision is held against it."""

from collections.abc import Callable, Sequence
from contextlib import suppress

from dxmeet.domain.packet import Revision, RevisionId
from dxmeet.errors import PdfError, PdfPasswordNeeded, SealBroken, WorkerError
from dxmeet.pdf.client import PdfEngine
from dxmeet.pdf.measuring import Bytes, Measured
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.vault import Vault

Content = tuple[Bytes, RevisionId, str]
"""A file's bytes, their SHA-256 and its name."""


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

    def measured(
        self, files: Sequence[Content], meanwhile: Callable[[], None]
    ) -> list[Revision | PdfError | WorkerError]:
        """Each with its pages, or what is wrong with it; ``meanwhile`` is done while the worker measures."""
        known = {revision: self._packets.revision(revision) for _, revision, _ in files}
        fresh = [(content, name) for content, revision, name in files if known[revision] is None]
        found = iter(self._inspector.measure(fresh, meanwhile))
        return [known[revision] or _revision(len(content), revision, next(found)) for content, revision, _ in files]

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
