"""A report and its context as one plain document (the shape of ``stats export json``), with small groups hidden.

Every other format is made from this document, so no format can say what another hides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, cast

from dxmeet.domain import fiscal
from dxmeet.domain.event import METHOD
from dxmeet.domain.fiscal import Purchase, Target
from dxmeet.domain.paper import Sheets
from dxmeet.domain.statistics import Report, Row, Sum

TIERS = ("gross_a", "gross_b", "reference_c", "printed", "net")
SIZES = ("a4", "a3")

FEWEST_READERS = 3
"""A packet or department with fewer readers than this is hidden in a file: it would tell what one person read."""


@dataclass(frozen=True)
class Context:
    """What a report rests on besides events. ``program`` is the version; ``heads`` maps a terminal to its last entry.

    ``gaps``, ``forks`` and ``silent_terminals`` are listed as they are: strings, numbers, tuples, mappings, dataclasses.
    ``problems`` are (segment, code) of what was not believed.
    """

    program: str
    provisional: bool
    heads: dict[str, Any]
    gaps: list[Any]
    forks: list[Any]
    silent_terminals: list[Any]
    purchases: list[Purchase]
    targets: list[Target]
    problems: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])


def to_json(report: Report, context: Context, *, include_small: bool = False) -> dict[str, Any]:
    """The document. Sheets are whole numbers; those of a hidden row are None and the row has ``suppressed: true``."""
    return {
        "method": METHOD,
        "fy": report.fy,
        "from": report.start.isoformat(),
        "to": report.end.isoformat(),
        "provisional": context.provisional or bool(context.gaps or context.forks or context.problems),
        "total": plain_sum(report.total),
        "months": [{"month": row.id, **plain_sum(row.sum)} for row in report.months],
        "packets": _rows(report.packets, "packet", include_small),
        "departments": _rows(report.departments, "department", include_small),
        "materials": _rows(report.materials, "material", include_small),
        "reasons": {reason: plain_sheets(sheets) for reason, sheets in report.reasons.items()},
        "purchases": [asdict(each) for each in sorted(context.purchases, key=lambda each: (each.month, each.kind))],
        "targets": [asdict(each) for each in sorted(context.targets, key=lambda each: each.fy)],
        **_against_purchases(report, context),
        "heads": _plain(context.heads),
        "gaps": _plain(context.gaps),
        "forks": _plain(context.forks),
        "silent_terminals": _plain(context.silent_terminals),
        "problems": [{"segment": segment, "code": code} for segment, code in sorted(context.problems)],
        "set_aside": [{**_key(each.key), "why": each.why} for each in report.set_aside],
        "program": context.program,
    }


def plain_sum(total: Sum) -> dict[str, Any]:
    """SUM: each tier with its A4 and its A3 sheets."""
    return {tier: plain_sheets(getattr(total, tier)) for tier in TIERS}


def plain_sheets(sheets: Sheets) -> dict[str, int]:
    return {"a4": sheets.a4, "a3": sheets.a3}


def hidden(rows: Sequence[Row]) -> frozenset[tuple[str, str]]:
    """The (packet, id) of the rows of one breakdown that a file does not show.

    A single hidden row is the total less all others, and two rows of one reader each tell each of them about the other:
    so the next smallest rows are hidden too until there are at least two, of at least three readers together.
    """
    by_size = sorted(rows, key=lambda row: (row.readers, row.packet, row.id))
    count = sum(row.readers < FEWEST_READERS for row in rows)
    while 0 < count < len(rows) and (count < 2 or sum(row.readers for row in by_size[:count]) < FEWEST_READERS):
        count += 1
    return frozenset((row.packet, row.id) for row in by_size[:count])


def _rows(rows: Sequence[Row], name: str, include_small: bool) -> list[dict[str, Any]]:
    secret = frozenset[tuple[str, str]]() if include_small else hidden(rows)
    nothing = {tier: dict.fromkeys(SIZES) for tier in TIERS}
    return [
        {
            **({"packet": row.packet} if name == "material" else {}),
            name: row.id,
            **({} if name == "department" else {"title": row.title}),
            "suppressed": (row.packet, row.id) in secret,
            **(nothing if (row.packet, row.id) in secret else plain_sum(row.sum)),
        }
        for row in rows
    ]


def _against_purchases(report: Report, context: Context) -> dict[str, Any]:
    """What was bought beside what was recorded: compared, summed over twelve months, carried on to the end of the year."""
    known = fiscal.by_month(context.purchases)
    net = {row.id: row.sum.net.a4 for row in report.months}
    compared = fiscal.compared(report.fy, context.purchases, context.targets, net)
    forecast = fiscal.forecast(report.fy, context.purchases)
    moving = {month: fiscal.moving_sum(month, known) for month in fiscal.months(report.fy)}
    return {
        "realisation": compared.realisation if compared else None,
        "comparison": {**_plain(compared), "fall": compared.fall} if compared else None,
        "moving_sums": {month: sheets for month, sheets in moving.items() if sheets is not None},
        "forecast": _plain(forecast) if forecast else None,
    }


def _key(key: tuple[str, str, int]) -> dict[str, Any]:
    return dict(zip(("terminal", "epoch", "seq"), key, strict=True))


def _plain(value: Any) -> Any:
    """As JSON has it; what has no order of its own gets one, so that equal contexts give equal files."""
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in sorted(cast("dict[Any, Any]", value).items(), key=_text_of)}
    if isinstance(value, set | frozenset):
        return sorted((_plain(each) for each in cast("Iterable[Any]", value)), key=str)
    if isinstance(value, list | tuple):
        return [_plain(each) for each in cast("Sequence[Any]", value)]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _text_of(pair: tuple[Any, Any]) -> str:
    return str(pair[0])
