"""The figures of one fiscal year: paper avoided, paper printed and what remains, by month, packet, department, material.

Every figure is a sum over the same contributions, so each breakdown adds up to the total by construction.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from dxmeet.domain import fiscal
from dxmeet.domain.counting import Contribution, Tier, contributions, distributions
from dxmeet.domain.event import Event
from dxmeet.domain.facts import Facts, SetAside, facts
from dxmeet.domain.paper import NO_SHEETS, Sheets


@dataclass(frozen=True)
class Sum:
    """Sheets by tier: 実績 (A), 申告 (B), 参考 (C, never added), 印刷 and 純削減."""

    gross_a: Sheets = NO_SHEETS
    gross_b: Sheets = NO_SHEETS
    reference_c: Sheets = NO_SHEETS
    printed: Sheets = NO_SHEETS

    @property
    def net(self) -> Sheets:
        """``gross_a + gross_b − printed``; may be negative and is shown so."""
        return self.gross_a + self.gross_b - self.printed

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(
            self.gross_a + other.gross_a,
            self.gross_b + other.gross_b,
            self.reference_c + other.reference_c,
            self.printed + other.printed,
        )


@dataclass(frozen=True)
class Row:
    """One month (``YYYY-MM``), packet, department or material. ``readers``: how many people opened or printed in it; of a
    month, which concerns everybody, they are not counted."""

    id: str
    title: str
    sum: Sum
    readers: int
    packet: str = ""  # of a material
    kind: str = ""  # of a packet: meeting, circular, or empty where no entry says


@dataclass(frozen=True)
class Report:
    """The figures of fiscal year ``fy``, from its first to its last day. ``reasons``: sheets printed by reason.
    ``materials`` are many: empty where they were not asked for."""

    fy: int
    start: date
    end: date
    total: Sum
    months: tuple[Row, ...]
    packets: tuple[Row, ...]
    departments: tuple[Row, ...]
    materials: tuple[Row, ...]
    reasons: Mapping[str, Sheets]
    set_aside: tuple[SetAside, ...]


def report(events: Iterable[Event], fy: int) -> Report:
    """Count the events by method 1. Depends on the set of events only: order and duplicates change nothing.

    Openings before the year decide which units and revisions were counted already; only what happened within the year
    is summed. Raises ValueError for a year that is none.
    """
    start, end = fiscal.period(fy)
    known = facts(events, end)
    within = [each for each in contributions(known) if each.at >= start]
    named = _Names(known)
    by_month = _groups(within, lambda each: fiscal.month(each.at))
    by_packet = _groups(within, lambda each: each.packet)
    by_department = _groups(within, lambda each: each.department)
    by_material = _groups(within, lambda each: (each.packet, each.material))
    return Report(
        fy=fy,
        start=fiscal.local_date(start),
        end=date(fy + 1, 3, 31),
        total=_sum(within),
        months=tuple(Row(name, name, _sum(by_month.get(name, [])), 0) for name in fiscal.months(fy)),
        packets=tuple(
            sorted((_row(id, named.packet(id), of, kind=named.kind(id)) for id, of in by_packet.items()), key=_by_title)
        ),
        departments=tuple(_row(name, name, by_department[name]) for name in sorted(by_department)),
        materials=tuple(
            _row(material, named.material(packet, material), by_material[packet, material], packet)
            for packet, material in sorted(by_material)
        ),
        reasons=_reasons(known, start),
        set_aside=known.set_aside,
    )


@dataclass(frozen=True)
class Selection:
    """The part of a year's figures that one number stands for; what is empty does not limit it.
    Either ``packets`` or any of the others."""

    month: str = ""
    packets: tuple[str, ...] = ()
    department: str = ""
    reason: str = ""


WHOLE = Selection()
"""All of a year."""


@dataclass(frozen=True)
class Entry:
    """One opening or print job, what it is worth and in which tier; ``packet`` and ``material`` are titles."""

    event: Event
    tier: Tier
    sheets: Sheets
    packet: str
    material: str


@dataclass(frozen=True)
class Listing:
    """Some of the entries that one number came from: those after the first ``skipped``, of ``count`` in all. They follow
    one another packet by packet, and by time within a listing."""

    entries: tuple[Entry, ...]
    skipped: int
    count: int


class _Names:
    """What to call packets and materials in a table: the title last distributed, else the title or folder first opened."""

    def __init__(self, known: Facts) -> None:
        self._distributed = distributions(known)
        self._opened: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        for opening in known.openings:
            if opening.folder:
                self._opened.setdefault(opening.packet, opening.title or opening.folder)
                self._kinds.setdefault(opening.packet, opening.kind)

    def packet(self, packet: str) -> str:
        said = self._distributed.get(packet)
        return (said and said.title) or self._opened.get(packet) or packet

    def kind(self, packet: str) -> str:
        said = self._distributed.get(packet)
        return (said and said.kind) or self._kinds.get(packet, "")

    def material(self, packet: str, material: str) -> str:
        said = self._distributed.get(packet)
        return (said and said.titles.get(material)) or material


_Group = TypeVar("_Group", bound=Hashable)


def _groups(within: Iterable[Contribution], of: Callable[[Contribution], _Group]) -> dict[_Group, list[Contribution]]:
    groups: dict[_Group, list[Contribution]] = defaultdict(list)
    for each in within:
        groups[of(each)].append(each)
    return groups


def _row(id: str, title: str, within: Sequence[Contribution], packet: str = "", kind: str = "") -> Row:
    return Row(id, title, _sum(within), len({each.reader for each in within}), packet, kind)


def _by_title(row: Row) -> tuple[str, str]:
    return (row.title, row.id)


def _sum(within: Iterable[Contribution]) -> Sum:
    a4: dict[Tier, int] = defaultdict(int)
    a3: dict[Tier, int] = defaultdict(int)
    for each in within:  # whole numbers and not Sheets: a city's year has hundreds of thousands of these
        a4[each.tier] += each.sheets.a4
        a3[each.tier] += each.sheets.a3
    return Sum(**{tier: Sheets(a4[tier], a3[tier]) for tier in a4})


def _reasons(known: Facts, start: datetime) -> dict[str, Sheets]:
    reasons: dict[str, Sheets] = defaultdict(Sheets)
    for job in known.printings:
        if job.at >= start:
            reasons[job.reason] += job.sheets
    return dict(sorted(reasons.items()))
