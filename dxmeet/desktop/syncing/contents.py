"""What is on this machine, packet by packet, in words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dxmeet.desktop.library.shelf import state_of
from dxmeet.domain.packet import Packet, State


@dataclass(frozen=True)
class ContentLine:
    """A material: ``here`` says whether it can be read now, ``code`` why not (or why its newest edition is not here)."""

    title: str
    here: bool
    state: str
    code: str


@dataclass(frozen=True)
class ContentBlock:
    title: str
    checked_at: datetime | None
    lines: tuple[ContentLine, ...]

    @property
    def troubled(self) -> bool:
        return any(line.code or not line.here for line in self.lines)


def contents(packets: Sequence[Packet]) -> list[ContentBlock]:
    """What waits or was refused first; then the order given. Withdrawn packets are left out: nothing is expected of them."""
    blocks = [
        ContentBlock(
            packet.title,
            packet.checked_at,
            tuple(
                ContentLine(m.title, m.state is State.READY, state_of(m, False), m.code)
                for m in packet.materials
                if m.state is not State.WITHDRAWN
            ),
        )
        for packet in packets
        if not packet.withdrawn
    ]
    return sorted(blocks, key=lambda block: not block.troubled)
