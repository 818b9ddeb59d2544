"""A material's revisions with their notes, and what was kept of their pages: what carrying over and reviewing both work on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from dxmeet.domain.packet import Material, MaterialId, Packet, Revision, RevisionId
from dxmeet.pdf.client import PdfDocument, PdfEngine
from dxmeet.services.inspecting import Inspecting
from dxmeet.storage.annotations import NoteStore
from dxmeet.storage.carryings import CarryingStore
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.vault import Vault


class KeepsPromises(Protocol):
    """Raises MaterialNotReady where a lease has run out or a keeping time is over."""

    def check(self, packet: Packet, material: MaterialId) -> None: ...


@dataclass(frozen=True)
class Archive:
    """Made once by app.py, for ``Carrying`` and ``Reviewing``."""

    carryings: CarryingStore
    notes: NoteStore
    packets: PacketStore
    vault: Vault
    engine: PdfEngine
    promises: KeepsPromises
    clock: Callable[[], datetime]

    def in_full(self, revision: RevisionId, material: Material) -> Revision | None:
        """With fingerprints as long as they can be made; None for one that nobody knows."""
        inspecting = Inspecting(self.packets, self.vault, self.engine)
        full = inspecting.in_full(revision, material.name, self.packets.password(material.id))
        return full or self.packets.revision(revision)

    def opened(self, revision: RevisionId, material: Material, engine: PdfEngine | None = None) -> PdfDocument | None:
        """None for a revision that was erased. Raises a PdfError or SealBroken. Whoever opened it closes it.

        In ``engine`` where given, else in that of the slow work.
        """
        sealed = self.packets.sealed(revision)
        if sealed is None:
            return None
        password = self.packets.password(material.id)
        return (engine or self.engine).open(self.vault.read(sealed), name=material.name, password=password)
