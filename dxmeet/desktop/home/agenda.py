"""What Home shows: today's meetings or the nearest ones, what comes, what is unread, where the reader stopped. Pure.

Library ──▶ make_agenda(library, today) ──▶ Agenda ──▶ HomeScreen
                                             ├─ shown: MeetingBlock … MaterialRow
                                             ├─ coming: ComingRow
                                             ├─ circulars: CircularRow
                                             └─ recents: RecentRow, sync: SyncState
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from dxmeet.domain.packet import Kind, Material, MaterialId, Packet, PacketId, State

if TYPE_CHECKING:
    from dxmeet.services.library import Recent, SyncState

_LABEL = re.compile(
    r"^(?:\d{1,3}[ _.\-　]+)?((?:資料|参考資料|参考|別紙|別添|様式)\s?[0-9０-９]{1,2}(?:[-－][0-9０-９]{1,2})?)[ _　]+(\S.*)$"
)
_NEW_DAYS = 7
_SHOWN = 8


class Shelf(Protocol):
    """The part of services.library.Library that Home asks."""

    def packets(self, kind: Kind | None = None) -> list[Packet]: ...
    def meetings_of(self, day: date) -> list[Packet]: ...
    def coming(self, after: date) -> list[Packet]: ...
    def past(self, before: date) -> list[Packet]: ...
    def recent(self, limit: int = 5) -> "list[Recent]": ...
    def sync_state(self) -> "SyncState": ...


@dataclass(frozen=True)
class MaterialRow:
    """One material. ``first`` and ``last`` are running page numbers, 0 while it is not here; ``badge`` may be empty."""

    id: MaterialId
    label: str
    title: str
    badge: str
    notes: int
    pages: int
    first: int
    last: int
    state: State
    code: str
    openable: bool
    outdated: bool = False


@dataclass(frozen=True)
class MeetingBlock:
    """A meeting with its materials. ``starts`` is ``10:00`` or empty; counts are of what is distributed.

    Of ``ready`` ones ``outdated`` are here in an earlier edition; ``online`` are not kept on this machine: they open while
    the share is there. Where its time for reading offline is over it is ``shut``: nothing of it opens before the share is seen.
    """

    id: PacketId
    title: str
    date: date | None
    month: str
    starts: str
    place: str
    ready: int
    waiting: int
    refused: int
    outdated: int
    online: int
    pages: int
    checked_at: datetime | None
    rows: tuple[MaterialRow, ...]
    shut: bool = False

    @property
    def first(self) -> MaterialId | None:
        """What 資料を開く opens."""
        return next((row.id for row in self.rows if row.openable), None)


@dataclass(frozen=True)
class CircularRow:
    """``opens`` is the material that one press opens; None leads to the list of a circular with several or none."""

    id: PacketId
    title: str
    author: str
    date: date | None
    month: str
    unread: bool
    badge: str
    count: int
    opens: MaterialId | None


@dataclass(frozen=True)
class RecentRow:
    material: MaterialId
    title: str
    packet: str
    page: int
    running: int
    at: datetime


@dataclass(frozen=True)
class Agenda:
    """``nearest`` says what ``shown`` is: today, next (the coming day with meetings), latest (the last one), or none."""

    today: date
    nearest: str
    shown: tuple[MeetingBlock, ...]
    coming: tuple[MeetingBlock, ...]
    circulars: tuple[CircularRow, ...]
    unread: int
    recents: tuple[RecentRow, ...]
    sync: "SyncState"

    @property
    def empty(self) -> bool:
        return not (self.shown or self.coming or self.circulars)


def split_label(title: str) -> tuple[str, str]:
    """``資料1 予算の状況`` → (資料1, 予算の状況); a title without such a label, or with nothing else, stays whole."""
    found = _LABEL.match(title)
    return (found.group(1), found.group(2)) if found else ("", title)


def badge_of(material: Material) -> str:
    """The badge's kind, or empty."""
    if material.state is State.WITHDRAWN:
        return "withdrawn"
    if material.replaced:
        return "replaced"
    return "new" if material.unread else ""


def material_rows(packet: Packet) -> tuple[MaterialRow, ...]:
    """In agenda order, with running page numbers counted as Packet.running_number does."""
    rows: list[MaterialRow] = []
    before = 0
    for each in packet.materials:
        pages = len(each.revision.pages) if each.revision else 0
        label, title = split_label(each.title)
        rows.append(
            MaterialRow(
                each.id,
                label,
                title,
                badge_of(each),
                each.notes,
                pages,
                before + 1 if pages else 0,
                before + pages if pages else 0,
                each.state,
                each.code,
                each.openable or (each.state is State.WITHDRAWN and each.revision is not None),
                each.outdated,
            )
        )
        before += pages
    return tuple(rows)


def meeting_block(packet: Packet, shut: frozenset[PacketId]) -> MeetingBlock:
    live = [m for m in packet.materials if m.state is not State.WITHDRAWN]
    starts = f"{packet.starts.hour}:{packet.starts.minute:02}" if packet.starts else ""
    rows = material_rows(packet)
    return MeetingBlock(
        packet.id,
        packet.title,
        packet.date,
        packet.month,
        starts,
        packet.place,
        sum(m.state is State.READY for m in live),
        sum(m.state is State.WAITING and not m.online for m in live),
        sum(m.state is State.REFUSED for m in live),
        sum(m.outdated for m in live),
        sum(m.online for m in live),
        sum(row.pages for row in rows if row.state is not State.WITHDRAWN),
        packet.checked_at,
        rows,
        packet.id in shut,
    )


def make_agenda(library: Shelf, today: date) -> Agenda:
    """Reads the library a few times; run it off the window's thread."""
    nearest, shown = _nearest(library, today)
    ids, sync = {packet.id for packet in shown}, library.sync_state()
    coming = [meeting_block(p, sync.shut) for p in library.coming(today) if p.id not in ids][:_SHOWN]
    circulars = [circular_row(p, today) for p in library.packets(Kind.CIRCULAR) if not p.withdrawn]
    ordered = sorted(circulars, key=lambda row: not row.unread)  # stable: newest first within each
    return Agenda(
        today,
        nearest,
        tuple(meeting_block(p, sync.shut) for p in shown),
        tuple(coming),
        tuple(ordered[:_SHOWN]),
        sum(row.unread for row in circulars),
        tuple(_recent_row(each) for each in library.recent(4)),
        sync,
    )


def circular_row(packet: Packet, today: date) -> CircularRow:
    live = [m for m in packet.materials if m.state is not State.WITHDRAWN]
    here = [m for m in live if m.openable]
    unread = any(m.unread for m in live)
    fresh = packet.date is None or packet.date >= today - timedelta(days=_NEW_DAYS)
    badge = "replaced" if any(m.replaced for m in live) else "new" if unread and fresh else ""
    opens = here[0].id if len(live) == 1 and here else None
    return CircularRow(
        packet.id, packet.title, packet.author, packet.date, packet.month, unread, badge, len(live), opens
    )


def _nearest(library: Shelf, today: date) -> tuple[str, Sequence[Packet]]:
    found = library.meetings_of(today)
    if found:
        return "today", found
    coming = library.coming(today)
    if coming:
        return "next", [packet for packet in coming if packet.date == coming[0].date]
    past = [packet for packet in library.past(today) if not packet.withdrawn]
    return ("latest", _newest(past)) if past else ("none", [])


def _newest(past: Iterable[Packet]) -> Sequence[Packet]:
    """The meetings of the last day; where no folder names a day, the first by title."""
    dated = [packet for packet in past if packet.date is not None]
    return [p for p in dated if p.date == dated[0].date] if dated else [next(iter(past))]


def _recent_row(recent: "Recent") -> RecentRow:
    several = len(recent.packet.materials) > 1
    running = recent.packet.running_number(recent.material.id, recent.page) if several else 0
    return RecentRow(recent.material.id, recent.material.title, recent.packet.title, recent.page, running, recent.at)
