"""What has outlived its keeping time or its offline lease, and what policy never lets lie on this disk. Pure.

keep        stays until ``keep_until``, then its keys are destroyed
lease(n)    stays, but opens only for n days after the share was last seen
memory      is read from the share into memory; nothing of it is sealed here
withdrawn   by its manifest: its keys are destroyed. What was merely missed is only put away
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from dxmeet.domain.fiscal import local_date
from dxmeet.domain.packet import ONLINE, Material, MaterialId, Packet, RevisionId, Source, State


@dataclass(frozen=True)
class Erasure:
    """Destroy the keys of ``revisions``; the material is then ``state``, because of ``code``."""

    material: MaterialId
    revisions: tuple[RevisionId, ...]
    state: State
    code: str = ""


def over(packet: Packet, now: datetime) -> bool:
    """The keeping time has passed: ``keep_until`` is the last day (in Japan) on which it may be read."""
    return packet.keeping.until is not None and packet.keeping.until < local_date(now)


def lease_ends(packet: Packet, seen: datetime | None) -> datetime | None:
    """Until when a leased packet opens without the share, last ``seen`` then; None where there is no lease."""
    if packet.keeping.policy != "lease" or seen is None:
        return None
    return seen + timedelta(days=packet.keeping.lease_days)


def lease_over(packet: Packet, seen: datetime | None, now: datetime) -> bool:
    """A leased packet stays shut until the share is seen again. Never seen counts as over."""
    ends = lease_ends(packet, seen)
    return packet.keeping.policy == "lease" and (ends is None or now > ends)


def due(packets: Iterable[Packet], sealed: frozenset[RevisionId], now: datetime) -> list[Erasure]:
    """What must be erased now. A revision that another material still needs is left alone.

    It follows from what is known and what is sealed alone, so an erasure that was cut off is taken up again.
    """
    found: list[tuple[Material, State, str]] = []
    needed: set[RevisionId] = set()
    for packet in packets:
        for material in packet.materials:
            end = _end(packet, material, now)
            if end is None:
                needed |= _revisions(material)
            else:
                found.append((material, *end))
    erasures = [
        Erasure(material.id, tuple(sorted(_revisions(material) & sealed - needed)), state, code)
        for material, state, code in found
    ]
    states = {material.id: (material.state, material.code) for material, _, _ in found}
    return [each for each in erasures if each.revisions or states[each.material] != (each.state, each.code)]


def _end(packet: Packet, material: Material, now: datetime) -> tuple[State, str] | None:
    """What becomes of a material whose bytes must go; None for one that may stay."""
    if over(packet, now):
        ended = State.WITHDRAWN if material.state is State.WITHDRAWN else State.ERASED
        return ended, ""
    if material.state is State.WITHDRAWN and packet.source is Source.PUBLISHED:
        return State.WITHDRAWN, ""
    if packet.keeping.policy == "memory" and material.state in (State.READY, State.WAITING):
        return State.WAITING, ONLINE
    return None


def _revisions(material: Material) -> set[RevisionId]:
    return {*material.earlier, *([material.revision.id] if material.revision is not None else [])}
