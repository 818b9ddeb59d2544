"""What is on this machine, packet by packet, in words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from dxmeet.desktop.library.shelf import state_of
from dxmeet.domain.packet import Material, Packet, State
from dxmeet.domain.retention import lease_ends

if TYPE_CHECKING:
    from dxmeet.services.verifying import Verified


@dataclass(frozen=True)
class ContentLine:
    """A material: ``here`` says whether it can be read without the share, ``code`` why not, or, where it is ``outdated``, why
    its newest edition is not here; ``verified`` that what is here was read to the end by a 持ち出し確認."""

    title: str
    here: bool
    state: str
    code: str
    outdated: bool = False
    verified: bool = False


@dataclass(frozen=True)
class ContentBlock:
    """``opens_until``: a lease ends then, unless the share is seen before. ``kept_until``: erased after this day."""

    title: str
    checked_at: datetime | None
    lines: tuple[ContentLine, ...]
    opens_until: datetime | None = None
    kept_until: date | None = None

    @property
    def troubled(self) -> bool:
        return any(line.code or not line.here for line in self.lines)


def contents(
    packets: Sequence[Packet], seen: datetime | None = None, verified: "Verified | None" = None
) -> list[ContentBlock]:
    """What waits or was refused first; then the order given. Withdrawn packets are left out: nothing is expected of them."""
    blocks = [
        ContentBlock(
            packet.title,
            packet.checked_at,
            tuple(
                ContentLine(
                    m.title, m.state is State.READY, state_of(m, False), m.code, m.outdated, _verified(m, verified)
                )
                for m in packet.materials
                if m.state is not State.WITHDRAWN
            ),
            lease_ends(packet, seen),
            packet.keeping.until,
        )
        for packet in packets
        if not packet.withdrawn
    ]
    return sorted(blocks, key=lambda block: not block.troubled)


def arrived_since(packets: Sequence[Packet], verified: "Verified") -> int:
    """How many came here, or were replaced, after the 持ち出し確認: of these it says nothing."""
    here = (m for packet in packets if not packet.withdrawn for m in packet.materials if m.state is State.READY)
    return sum(not _verified(m, verified) and m.id not in verified.broken for m in here)


def _verified(material: Material, verified: "Verified | None") -> bool:
    if verified is None or material.revision is None or material.state is not State.READY:
        return False
    return verified.whole.get(material.id) == material.revision.id
