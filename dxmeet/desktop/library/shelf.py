"""The packets of one kind as lines of a list. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dxmeet.domain.packet import Material, MaterialId, Packet, PacketId, State


@dataclass(frozen=True)
class MaterialEntry:
    """``words`` is one of unread, read, replaced, waiting, refused, withdrawn, erased; ``pages`` 0 while it is not here.

    ``outdated``: an earlier edition is here, the newest could not be taken, ``code`` says why.
    """

    id: MaterialId
    title: str
    words: str
    code: str
    pages: int
    notes: int
    outdated: bool = False


@dataclass(frozen=True)
class PacketEntry:
    """``ready`` of ``count`` distributed materials are here."""

    id: PacketId
    title: str
    date: date | None
    month: str
    starts: str
    place: str
    author: str
    withdrawn: bool
    ready: int
    count: int
    materials: tuple[MaterialEntry, ...]


def entries(packets: Sequence[Packet]) -> list[PacketEntry]:
    """In the order given."""
    return [_entry(packet, packet.materials) for packet in packets]


def state_of(material: Material, withdrawn: bool) -> str:
    if withdrawn or material.state is State.WITHDRAWN:
        return "withdrawn"
    if material.state is not State.READY:
        return material.state.value
    if material.replaced:
        return "replaced"
    return "unread" if material.unread else "read"


def _entry(packet: Packet, materials: Sequence[Material]) -> PacketEntry:
    return PacketEntry(
        packet.id,
        packet.title,
        packet.date,
        packet.month,
        f"{packet.starts.hour}:{packet.starts.minute:02}" if packet.starts else "",
        packet.place,
        packet.author,
        packet.withdrawn,
        sum(m.state is State.READY for m in packet.materials),
        sum(m.state is not State.WITHDRAWN for m in packet.materials),
        tuple(
            MaterialEntry(
                m.id,
                m.title,
                state_of(m, packet.withdrawn),
                m.code,
                len(m.revision.pages) if m.revision else 0,
                m.notes,
                m.outdated and not packet.withdrawn,
            )
            for m in materials
        ),
    )
