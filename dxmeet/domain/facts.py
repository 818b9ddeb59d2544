"""The ledger's events read as facts that can be counted; what cannot be believed is set aside with a reason.

Events come from other terminals, so every field is untrusted here. Nothing is repaired: an event whose numbers are
missing, of the wrong kind or out of bounds counts as nothing, and the report lists it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from dxmeet.domain.event import Event, EventType, Key, canonical
from dxmeet.domain.packet import Audience, Baseline, Basis, Per, ReaderId
from dxmeet.domain.paper import Sheets, sheets_of

MOST_PAGES = 100_000
"""No material has more pages of one size; an event that says so is set aside."""
MOST_COPIES = 100_000
"""No distribution or print job has more copies; an event that says so is set aside."""
OTHER_REASON = "その他"

Order = tuple[datetime, str, str, int]
"""(at, terminal, epoch, seq): the order in which facts are taken."""


@dataclass(frozen=True)
class SetAside:
    """An event that was not counted and why: the name of the field at fault, or ``fork``."""

    key: Key
    why: str


@dataclass(frozen=True)
class Distribution:
    """What was said when a packet was distributed, by its organiser or by a rule."""

    packet: str
    generation: int
    order: Order
    title: str
    baseline: Baseline | None
    audience: Audience
    titles: Mapping[str, str] = field(default_factory=dict[str, str])
    kind: str = ""

    def admits(self, opening: "Opening") -> bool:
        """Is this the opening of an eligible reader?"""
        return self.audience.includes(opening.reader, opening.department)


@dataclass(frozen=True, slots=True)
class Opening:
    """One reader opened one revision of a material. ``pages`` and ``changed`` are (A4, A3) pages."""

    order: Order
    reader: str
    department: str
    packet: str
    material: str
    revision: str
    pages: tuple[int, int]
    changed: Mapping[str, tuple[int, int]]
    folder: str
    title: str
    kind: str = ""

    @property
    def at(self) -> datetime:
        return self.order[0]


@dataclass(frozen=True)
class Printing:
    """One print job: all its sheets, copies included."""

    at: datetime
    reader: str
    department: str
    packet: str
    material: str
    sheets: Sheets
    reason: str


@dataclass(frozen=True)
class Facts:
    """All facts that can be counted, and what was set aside, each in a fixed order."""

    distributions: tuple[Distribution, ...]
    openings: tuple[Opening, ...]
    printings: tuple[Printing, ...]
    set_aside: tuple[SetAside, ...]


class Unbelievable(ValueError):
    """Names the field at fault."""


def fact(event: Event) -> "Distribution | Opening | Printing | Key":
    """What one event says; of a correction, the key that it corrects. Whether it can be counted depends on its own
    fields only. Raises Unbelievable."""
    if event.type is EventType.CORRECTION:
        return _corrected_key(event)
    return _READERS[event.type](event)


def facts(events: Iterable[Event], end: datetime) -> Facts:
    """The facts before ``end``. The result depends on the *set* of events only.

    Two different events under one key are a fork: both are set aside. Corrections act whenever they were made.
    """
    single, aside = _unforked(events)
    removed, invalid = corrected(single)
    aside += invalid
    read: dict[EventType, list[Any]] = {kind: [] for kind in EventType}
    for event in sorted(single, key=_order):
        if event.type is EventType.CORRECTION or event.at >= end or event.key in removed:
            continue
        try:
            read[event.type].append(fact(event))
        except Unbelievable as fault:
            aside.append(SetAside(event.key, str(fault)))
    return Facts(
        tuple(read[EventType.DISTRIBUTED]),
        tuple(read[EventType.OPENED]),
        tuple(read[EventType.PRINTED]),
        tuple(sorted(aside, key=lambda each: each.key)),
    )


def _order(event: Event) -> Order:
    return (event.at, *event.key)


def _unforked(events: Iterable[Event]) -> tuple[list[Event], list[SetAside]]:
    held: dict[Key, Event] = {}
    forked: set[Key] = set()
    naive: set[Key] = set()
    for event in events:
        if event.at.tzinfo is None:
            naive.add(event.key)
            continue
        other = held.setdefault(event.key, event)
        if other is not event and not _same(other, event):
            forked.add(event.key)
    single = [event for key, event in held.items() if key not in forked | naive]
    return single, [SetAside(key, "fork") for key in forked - naive] + [SetAside(key, "at") for key in naive]


def _same(one: Event, other: Event) -> bool:
    """As canonical JSON, because Python takes 1, 1.0 and True for equal. Moments are the same in any offset."""
    if one.at != other.at:
        return False
    try:
        return canonical({**one.plain(), "at": ""}) == canonical({**other.plain(), "at": ""})
    except (TypeError, ValueError):  # not JSON (NaN, a lone surrogate): never the same, so set aside
        return False


def corrected(events: Iterable[Event]) -> tuple[set[Key], list[SetAside]]:
    """The keys that corrections remove.

    Corrections are taken from the last to the first by ``Order``. A correction that a later one in force names is
    itself removed, so that what it had removed counts again; one that names itself or a later correction does nothing
    to it, which is how a circle ends.
    """
    removed: set[Key] = set()
    invalid: list[SetAside] = []
    corrections = (event for event in events if event.type is EventType.CORRECTION)
    for event in sorted(corrections, key=_order, reverse=True):
        if event.key in removed:
            continue
        try:
            removed.add(_corrected_key(event))
        except Unbelievable as fault:
            invalid.append(SetAside(event.key, str(fault)))
    return removed, invalid


def _corrected_key(event: Event) -> Key:
    match event.fields.get("corrects"):
        case [str() as terminal, str() as epoch, int() as seq] if not isinstance(seq, bool):
            return (terminal, epoch, seq)
        case _:
            raise Unbelievable("corrects")


def _distribution(event: Event) -> Distribution:
    untrusted = event.fields
    return Distribution(
        packet=_name(untrusted, "packet"),
        generation=_number(untrusted, "generation", 0, 10**9),
        order=_order(event),
        title=_text(untrusted, "title"),
        baseline=_baseline(untrusted.get("baseline")),
        audience=_audience(untrusted.get("audience")),
        titles=_titles(untrusted.get("materials")),
        kind=_kind(untrusted),
    )


def _baseline(untrusted: Any) -> Baseline | None:
    if untrusted is None:
        return None
    if not isinstance(untrusted, dict):
        raise Unbelievable("baseline")
    said = cast("dict[str, Any]", untrusted)
    nup = _number(said, "nup", 1, 4)
    if nup == 3:
        raise Unbelievable("nup")
    try:
        basis, per = Basis(said.get("basis")), Per(said.get("per"))
    except ValueError:
        raise Unbelievable("baseline") from None
    return Baseline(_number(said, "copies", 0, MOST_COPIES), _number(said, "sides", 1, 2), nup, basis, per)


def _audience(untrusted: Any) -> Audience:
    """An unknown key is a fault and not an empty audience: that would let everyone count."""
    if not isinstance(untrusted, dict):
        raise Unbelievable("audience")
    said = cast("dict[Any, Any]", untrusted)
    names: list[list[str]] = []
    for part in ("readers", "departments"):
        listed = said.get(part, [])
        if not isinstance(listed, list | tuple) or not all(isinstance(one, str) for one in cast("list[Any]", listed)):
            raise Unbelievable("audience")
        names.append(list(cast("list[str]", listed)))
    if not said.keys() <= {"readers", "departments"}:
        raise Unbelievable("audience")
    return Audience(frozenset(ReaderId(reader) for reader in names[0]), frozenset(names[1]))


def _titles(untrusted: Any) -> dict[str, str]:
    """Only names for a table: what is not one is left out, and no figure depends on it."""
    titles: dict[str, str] = {}
    for one in cast("list[Any]", untrusted) if isinstance(untrusted, list | tuple) else []:
        match one:
            case {"material": str() as material, "title": str() as title}:
                titles[material] = title
            case _:
                pass
    return titles


def _opening(event: Event) -> Opening:
    untrusted = event.fields
    pages = (_number(untrusted, "pages_a4", 0, MOST_PAGES), _number(untrusted, "pages_a3", 0, MOST_PAGES))
    return Opening(
        order=_order(event),
        reader=event.reader,
        department=event.department,
        packet=_name(untrusted, "packet"),
        material=_name(untrusted, "material"),
        revision=_name(untrusted, "revision"),
        pages=pages,
        changed=_changed(untrusted.get("changed"), pages),
        folder=_text(untrusted, "folder"),
        title=_text(untrusted, "title"),
        kind=_kind(untrusted),
    )


def _changed(untrusted: Any, pages: tuple[int, int]) -> dict[str, tuple[int, int]]:
    """Changed pages are pages of the revision itself, so there cannot be more of them than it has."""
    if untrusted is None:
        return {}
    if not isinstance(untrusted, dict):
        raise Unbelievable("changed")
    changed: dict[str, tuple[int, int]] = {}
    for revision, counts in cast("dict[Any, Any]", untrusted).items():
        match counts:
            case [int() as a4, int() as a3] if 0 <= a4 <= pages[0] and 0 <= a3 <= pages[1]:
                if isinstance(a4, bool) or isinstance(a3, bool):
                    raise Unbelievable("changed")
                changed[str(revision)] = (a4, a3)
            case _:
                raise Unbelievable("changed")
    return changed


def _printing(event: Event) -> Printing:
    """The reason is only a heading: without one the paper was used all the same, and leaving it out would flatter."""
    untrusted = event.fields
    each = sheets_of(
        _number(untrusted, "pages_a4", 0, MOST_PAGES),
        _number(untrusted, "pages_a3", 0, MOST_PAGES),
        _number(untrusted, "nup", 1, 16),
        _number(untrusted, "sides", 1, 2),
    )
    return Printing(
        at=event.at,
        reader=event.reader,
        department=event.department,
        packet=_name(untrusted, "packet"),
        material=_name(untrusted, "material"),
        sheets=each * _number(untrusted, "copies", 0, MOST_COPIES),
        reason=_text(untrusted, "reason") or OTHER_REASON,
    )


_READERS: Mapping[EventType, Callable[[Event], Distribution | Opening | Printing]] = {
    EventType.DISTRIBUTED: _distribution,
    EventType.OPENED: _opening,
    EventType.PRINTED: _printing,
}


def _number(untrusted: Mapping[str, Any], name: str, least: int, most: int) -> int:
    value = untrusted.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Unbelievable(name)
    return value


def _kind(untrusted: Mapping[str, Any]) -> str:
    """Of a packet; only a heading."""
    kind = _text(untrusted, "kind")
    return kind if kind in ("meeting", "circular") else ""


def _name(untrusted: Mapping[str, Any], name: str) -> str:
    value = _text(untrusted, name)
    if not value:
        raise Unbelievable(name)
    return value


def _text(untrusted: Mapping[str, Any], name: str) -> str:
    value = untrusted.get(name)
    return value if isinstance(value, str) else ""
