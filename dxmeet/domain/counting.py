"""Which openings count as paper that was not printed, in which tier, and how many sheets each is worth (method 1).

For one packet × material:

    openings ──▶ admitted by the audience? ── no ──────────────┐
                        │ yes                                  │
                 unit (reader or department) among the first   │
                 `copies` by (first opening, unit)? ── no ─────┤
                        │ yes                                  ▼
                  tier A or B                             tier C, reference

Both streams follow the once-per-unit rule, each for itself: the first opening is worth the whole revision, a further
revision only what changed, the same revision again nothing.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fnmatch import fnmatchcase
from typing import Any, Literal

from dxmeet.domain.event import Event, EventType
from dxmeet.domain.facts import MOST_COPIES, Distribution, Facts, Opening
from dxmeet.domain.fiscal import local_date
from dxmeet.domain.packet import Baseline, Basis, Per
from dxmeet.domain.paper import Sheets, sheets_of

Tier = Literal["gross_a", "gross_b", "reference_c", "printed"]
"""区分 A, B or C of an opening, and 印刷 for what was printed after all."""

_TIERS: Mapping[Basis, Tier] = {
    Basis.PRINTED_BEFORE: "gross_a",
    Basis.DECLARED: "gross_b",
    Basis.NONE: "reference_c",
}

_WITHOUT_BASELINE = Baseline(copies=0, sides=2, nup=1, basis=Basis.NONE, per=Per.READER)


@dataclass(frozen=True)
class BaselineRule:
    """A baseline for plain folders that match (``[[paper.baseline]]`` of dxmeet.toml).

    ``match`` is a glob over ``会議/<folder>``, compared in NFC; ``*`` also spans ``/``. ``start``: it covers the folders
    first opened on or after that local date. Raises ValueError for a number that no distribution may have.
    """

    match: str
    copies: int
    sides: int
    nup: int
    basis: Basis
    per: Per
    start: date | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.copies <= MOST_COPIES or self.sides not in (1, 2) or self.nup not in (1, 2, 4):
            raise ValueError((self.copies, self.sides, self.nup))

    def fits(self, folder: str, first_opened: datetime) -> bool:
        begun = self.start is None or local_date(first_opened) >= self.start
        return begun and fnmatchcase(unicodedata.normalize("NFC", folder), unicodedata.normalize("NFC", self.match))


RULE = "rule"
"""The terminal that the entries of rules are said to come from. No real one has this id."""


def ruled(
    packet: str, folder: str, title: str, first: datetime, rules: Sequence[BaselineRule], kind: str = ""
) -> Event | None:
    """The ``distributed`` entry by which the first rule that fits gives a plain folder its baseline, or None.

    ``folder``, ``title``, ``kind`` and ``first`` are those of the packet's first opening, so the entry is the same whatever comes
    later. It bears generation 0: a packet that was really distributed keeps what its organiser said.
    """
    rule = next((rule for rule in rules if rule.fits(folder, first)), None)
    if rule is None:
        return None
    fields: dict[str, Any] = {
        "packet": packet,
        "generation": 0,
        "kind": kind or "meeting",
        "title": title or folder,
        "baseline": {
            "copies": rule.copies,
            "sides": rule.sides,
            "nup": rule.nup,
            "basis": Basis(rule.basis).value,
            "per": Per(rule.per).value,
        },
        "audience": {"readers": [], "departments": []},
        "materials": [],
        "source": "rule",
        "match": rule.match,
    }
    return Event(EventType.DISTRIBUTED, RULE, packet, 1, first, "", "", fields)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one opening or one print job adds to one tier, in sheets. Every total is a sum of these."""

    at: datetime
    packet: str
    material: str
    reader: str
    department: str
    tier: Tier
    sheets: Sheets


def distributions(facts: Facts) -> dict[str, Distribution]:
    """What holds for each packet: the highest generation, the last in order among equals."""
    held: dict[str, Distribution] = {}
    for each in facts.distributions:
        before = held.get(each.packet)
        if before is None or each.generation >= before.generation:
            held[each.packet] = each
    return held


def contributions(facts: Facts) -> Iterator[Contribution]:
    """Every opening and every print job of the facts, worth sheets or worth nothing."""
    held = distributions(facts)
    materials: dict[tuple[str, str], list[Opening]] = defaultdict(list)
    for opening in facts.openings:
        materials[opening.packet, opening.material].append(opening)
    for (packet, _), openings in materials.items():
        yield from _counted(openings, held.get(packet))
    for job in facts.printings:
        yield Contribution(job.at, job.packet, job.material, job.reader, job.department, "printed", job.sheets)


def _counted(openings: Sequence[Opening], distribution: Distribution | None) -> Iterator[Contribution]:
    """The openings of one packet × material, in order."""
    terms = (distribution and distribution.baseline) or _WITHOUT_BASELINE
    admitted = [distribution is not None and distribution.admits(opening) for opening in openings]
    first = _first_units((each for each, eligible in zip(openings, admitted, strict=True) if eligible), terms)
    tier = _TIERS[terms.basis]
    read: dict[tuple[bool, str], set[str]] = defaultdict(set)
    for opening, eligible in zip(openings, admitted, strict=True):
        unit = _unit(opening, terms)
        counted = eligible and unit in first
        a4, a3 = _pages(opening, read[counted, unit])
        read[counted, unit].add(opening.revision)
        yield Contribution(
            opening.at,
            opening.packet,
            opening.material,
            opening.reader,
            opening.department,
            tier if counted else "reference_c",
            sheets_of(a4, a3, terms.nup, terms.sides),
        )


def _unit(opening: Opening, terms: Baseline) -> str:
    return opening.department if terms.per is Per.DEPARTMENT else opening.reader


def _first_units(eligible: Iterable[Opening], terms: Baseline) -> frozenset[str]:
    if terms.basis is Basis.NONE:
        return frozenset()
    since: dict[str, datetime] = {}
    for opening in eligible:
        since.setdefault(_unit(opening, terms), opening.at)
    return frozenset(sorted(since, key=lambda unit: (since[unit], unit))[: terms.copies])


def _pages(opening: Opening, read: set[str]) -> tuple[int, int]:
    """The (A4, A3) pages that this opening is worth to a unit for which the revisions in ``read`` have been counted.

    A revision whose changes are unknown is worth nothing, and is one of those revisions from then on.
    """
    if opening.revision in read:
        return (0, 0)
    if not read:
        return opening.pages
    known = [pages for revision, pages in opening.changed.items() if revision in read]
    return min(known, key=lambda pages: (sum(pages), pages[0]), default=(0, 0))
