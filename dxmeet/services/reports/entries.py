"""The events a figure came from, one JSON object a line, and the totals that lie beside them to compare with.

FILE               {"at":…,"department":…,"epoch":…,…}   one event a line, by (terminal, epoch, seq)
FILE.totals.json   the document with nothing hidden, and "entries": {"sha256"}
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn, cast

from dxmeet.domain.event import METHOD, Event
from dxmeet.domain.statistics import Report, Row
from dxmeet.errors import EntriesInvalid, FiguresDiffer, FileInvalid, NothingToCompare
from dxmeet.services.reports.figures import SIZES, TIERS, plain_sheets, plain_sum
from dxmeet.services.reports.placement import document_bytes, json_bytes, place, translated

TOTALS = ".totals.json"
"""What the name of the totals adds to the name of the entries."""


def write_entries(events: Iterable[Event], path: Path) -> str:
    """Write each event as it comes, none twice in a row; the SHA-256 of the file. Raises what ``place`` raises."""
    digest = hashlib.sha256()

    def lines() -> Iterator[bytes]:
        last = b""
        for event in events:
            line = _line(event) + b"\n"
            if line != last:
                digest.update(line)
                yield line
            last = line

    place(path, lines())
    return digest.hexdigest()


def _line(event: Event) -> bytes:
    try:
        return json_bytes(event.plain())
    except ValueError:  # NaN or infinity, which JSON has not: as null it is set aside by everyone alike
        return json_bytes(_finite(event.plain()))


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _finite(each) for name, each in cast("dict[str, Any]", value).items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in cast("Sequence[Any]", value)]
    return None if isinstance(value, float) and value - value != 0 else value


def read_entries(path: Path) -> list[Event]:
    """Raises EntriesInvalid at the first line that is not an event, and FileMissing, FileIsFolder or FileDenied."""
    events: list[Event] = []
    for number, line in enumerate(_content(path).removesuffix(b"\n").split(b"\n"), 1):
        if not line and number == 1:
            break  # nothing happened yet: an empty file
        try:
            untrusted = json.loads(line, parse_constant=_refuse)
            if not isinstance(untrusted, dict):
                raise TypeError("not an object")
            events.append(Event.from_plain(cast("dict[str, Any]", untrusted)))
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise EntriesInvalid(path=str(path), line=number) from error
    return events


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def write_totals(document: dict[str, Any], sha256: str, entries: Path) -> Path:
    """Lay the totals beside the entries; where. ``document`` is ``to_json`` with nothing hidden."""
    path = totals_of(entries)
    place(path, document_bytes({**document, "entries": {"sha256": sha256}}))
    return path


def totals_of(entries: Path) -> Path:
    return entries.parent / (entries.name + TOTALS)


def read_totals(entries: Path) -> tuple[dict[str, Any], str]:
    """The document and the entries' SHA-256 as they were exported.

    Raises NothingToCompare where there are none beside the entries, FileInvalid where they cannot be understood.
    """
    path = totals_of(entries)
    if not os.path.exists(path):
        raise NothingToCompare(path=str(path))
    try:
        untrusted = json.loads(_content(path))
        if untrusted["method"] != METHOD or not isinstance(untrusted["fy"], int):
            raise ValueError("method or fiscal year")
        return untrusted, str(untrusted["entries"]["sha256"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise FileInvalid(path=str(path), reason="totals") from error


def sha256_of(path: Path) -> str:
    return hashlib.sha256(_content(path)).hexdigest()


def compare(exported: dict[str, Any], recomputed: Report) -> None:
    """Raises FiguresDiffer at the first figure that is not the recomputed one. Hidden rows cannot be compared."""
    _same("fy", exported.get("fy"), recomputed.fy)
    _same("from", exported.get("from"), recomputed.start.isoformat())
    _same("to", exported.get("to"), recomputed.end.isoformat())
    _same_sum("total", exported.get("total"), plain_sum(recomputed.total))
    for section, name, rows in (
        ("months", "month", recomputed.months),
        ("packets", "packet", recomputed.packets),
        ("departments", "department", recomputed.departments),
        ("materials", "material", recomputed.materials),
    ):
        _same_rows(section, name, exported.get(section), rows)
    reasons = _object(exported.get("reasons"))
    ours = {reason: plain_sheets(sheets) for reason, sheets in recomputed.reasons.items()}
    _same("reasons", ", ".join(sorted(reasons)), ", ".join(sorted(ours)))
    for reason, sheets in ours.items():
        for size in SIZES:
            _same(f"reasons {reason} {size}", _object(reasons[reason]).get(size), sheets[size])


def _same_rows(section: str, name: str, untrusted: Any, rows: Sequence[Row]) -> None:
    listed = cast("list[Any]", untrusted) if isinstance(untrusted, list) else []
    theirs = {
        (str(row.get("packet", "")) if name == "material" else "", str(row.get(name))): row
        for row in map(_object, listed)
    }
    _same(section, len(listed), len(rows))
    for row in rows:
        found = theirs.get((row.packet, row.id))
        if found is None:
            raise FiguresDiffer(where=f"{section} {row.id}", exported="", recomputed=row.id)
        if found.get("suppressed") is not True:
            _same_sum(f"{section} {row.id}", found, plain_sum(row.sum))


def _same_sum(where: str, untrusted: Any, ours: dict[str, Any]) -> None:
    for tier in TIERS:
        theirs = _object(_object(untrusted).get(tier))
        for size in SIZES:
            _same(f"{where} {tier} {size}", theirs.get(size), ours[tier][size])


def _same(where: str, exported: Any, recomputed: str | int) -> None:
    if type(exported) is not type(recomputed) or exported != recomputed:
        shown = exported if isinstance(exported, str | int | float) else ""
        raise FiguresDiffer(where=where, exported=shown, recomputed=recomputed)


def _object(untrusted: Any) -> dict[str, Any]:
    return cast("dict[str, Any]", untrusted) if isinstance(untrusted, dict) else {}


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise translated(error, path) from error
