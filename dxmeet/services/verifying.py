"""持ち出し確認: read every sealed material here once to the end, so that what is called here really opens on the road."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from dxmeet.domain.packet import MaterialId, RevisionId, State
from dxmeet.errors import SealBroken
from dxmeet.progress import Progress
from dxmeet.services.changes import NOTHING, Changes
from dxmeet.services.retaining import Retaining
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.vault import Vault


@dataclass(frozen=True)
class Verified:
    """``whole`` materials were read to the end at ``at``, in the revision named; ``broken`` ones were given up, and come again from the share;
    ``absent`` ones are distributed, but not here."""

    at: datetime
    whole: Mapping[MaterialId, RevisionId]
    broken: tuple[MaterialId, ...]
    absent: tuple[MaterialId, ...]
    changes: Changes = NOTHING


class Verifying:
    """Nothing of what is read is kept."""

    def __init__(self, packets: PacketStore, vault: Vault, retaining: Retaining, clock: Callable[[], datetime]) -> None:
        self._packets = packets
        self._vault = vault
        self._retaining = retaining
        self._clock = clock

    def verify(self, progress: Progress | None = None) -> Verified:
        """Every material that is distributed. Raises Cancelled or ProfileDenied."""
        progress = progress or Progress()
        live = [
            material
            for packet in self._packets.packets()
            for material in packet.materials
            if not packet.withdrawn and material.state not in (State.WITHDRAWN, State.ERASED)
        ]
        whole: dict[MaterialId, RevisionId] = {}
        broken: list[MaterialId] = []
        absent: list[MaterialId] = []
        for done, material in enumerate(live):
            progress.report("verifying", done, len(live), material.title)
            sealed = self._packets.sealed(material.revision.id) if material.revision else None
            if material.state is not State.READY or sealed is None:
                absent.append(material.id)
                continue
            try:
                self._vault.read(sealed)
                whole[material.id] = sealed.revision
            except SealBroken:
                self._retaining.give_up(sealed.revision)
                broken.append(material.id)
        progress.report("verifying", len(live), len(live))
        changes = Changes(packets=True) if broken else NOTHING
        return Verified(self._clock(), whole, tuple(broken), tuple(absent), changes)
