"""What there is to read: today's and coming meetings, circulars, and where the reader stopped."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dxmeet.domain.fiscal import fiscal_year, local_date
from dxmeet.domain.packet import Kind, Material, MaterialId, Packet, PacketId, State, by_day
from dxmeet.domain.retention import lease_over
from dxmeet.domain.syncplan import ShareState
from dxmeet.services.timekeeping import Timekeeping
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.settings import SettingsStore


@dataclass(frozen=True)
class Recent:
    """A material the reader stopped in, with the page (from 1) and when."""

    packet: Packet
    material: Material
    page: int
    at: datetime


@dataclass(frozen=True)
class SyncState:
    """What is known about the share and what of it is on this machine. ``problems`` are (name, code) pairs of materials,
    ``notices`` those of packets that an organiser should look at. Of ``ready`` materials ``outdated`` are here in an earlier
    edition, the newest could not be taken; ``refused`` are not here at all. ``seen`` is when a lease began last: by the file server's
    clock where it told; what is ``shut`` has one that is over, and opens again once the share was seen.
    """

    state: ShareState
    checked_at: datetime | None
    ready: int
    waiting: int
    problems: tuple[tuple[str, str], ...] = ()
    notices: tuple[tuple[str, str], ...] = ()
    seen: datetime | None = None
    refused: int = 0
    outdated: int = 0
    shut: frozenset[PacketId] = frozenset()

    @property
    def complete(self) -> bool:
        """All that is distributed to be kept here is here, in its newest edition."""
        return not (self.waiting or self.refused or self.outdated)


class Library:
    """Reads only; what it returns are values that a screen may keep until the next Changes."""

    def __init__(self, packets: PacketStore, settings: SettingsStore, clock: Callable[[], datetime]) -> None:
        self._packets = packets
        self._settings = settings
        self._clock = clock

    def today(self) -> date:
        return local_date(self._clock())

    def fiscal_year(self) -> int:
        """The current one (年度, from April)."""
        return fiscal_year(self._clock())

    def packets(self, kind: Kind | None = None) -> list[Packet]:
        """Newest first, withdrawn ones included (their notes stay readable)."""
        return by_day(self._packets.packets(kind))

    def meetings_of(self, day: date) -> list[Packet]:
        """That day's meetings in the order they start."""
        found = [p for p in self._packets.packets(Kind.MEETING) if p.date == day and not p.withdrawn]
        return sorted(found, key=lambda p: (p.starts is None, p.starts and p.starts.isoformat(), p.title))

    def coming(self, after: date) -> list[Packet]:
        """Meetings on later days, soonest first."""
        found = [p for p in self._packets.packets(Kind.MEETING) if p.date and p.date > after and not p.withdrawn]
        return sorted(found, key=lambda p: (p.date or date.max, (p.starts and p.starts.isoformat()) or "", p.title))

    def past(self, before: date) -> list[Packet]:
        """Meetings on earlier days or with no day in their name, newest first."""
        return [p for p in self.packets(Kind.MEETING) if p.date is None or p.date < before]

    def circulars(self) -> list[Packet]:
        return self.packets(Kind.CIRCULAR)

    def packet(self, packet: PacketId) -> Packet:
        """Raises PacketUnknown."""
        return self._packets.packet(packet)

    def material(self, material: MaterialId) -> tuple[Packet, Material]:
        """Raises MaterialUnknown."""
        return self._packets.material(material)

    def recent(self, limit: int = 5) -> list[Recent]:
        found: list[Recent] = []
        for material, page, at in self._packets.recent(limit):
            packet, known = self._packets.material(material)
            if known.openable:
                found.append(Recent(packet, known, page, at))
        return found

    def sync_state(self) -> SyncState:
        """In words on every screen: when the share was last seen and what is here."""
        saved: dict[str, Any] = self._settings.get("sync.state", {})
        at = saved.get("checked_at")
        time = Timekeeping(self._settings, self._clock)
        packets = [packet for packet in self._packets.packets() if not packet.withdrawn]
        live = [m for p in packets for m in p.materials]
        return SyncState(
            ShareState(saved.get("state", ShareState.NEVER)),
            datetime.fromisoformat(at) if at else None,
            sum(m.state is State.READY for m in live),
            sum(m.state is State.WAITING and not m.online for m in live),
            tuple((str(name), str(code)) for name, code in saved.get("problems", ())),
            tuple((str(title), str(code)) for title, code in saved.get("notices", ())),
            time.seen(),
            sum(m.state is State.REFUSED for m in live),
            sum(m.outdated for m in live),
            frozenset(p.id for p in packets if lease_over(p, time.seen(), time.at_least())),
        )
