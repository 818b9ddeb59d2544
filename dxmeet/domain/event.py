"""The facts the ledger records: distributed, opened, printed, correction. Append-only, never updated.

An event is kept and exported as a flat JSON object (``Event.plain``) whose field names are those of the counting
method (method 1); a stranger recomputes every figure from these lines alone.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

METHOD = 1
"""The version of the counting rules; every export names it."""


class EventType(StrEnum):
    DISTRIBUTED = "distributed"
    OPENED = "opened"
    PRINTED = "printed"
    CORRECTION = "correction"


Key = tuple[str, str, int]
"""(terminal, epoch, seq): the primary key under which events of all terminals are merged."""


@dataclass(frozen=True)
class Event:
    """One fact: who (a pseudonym and a department), where (terminal, epoch, seq), when (aware UTC) and the type's own fields."""

    type: EventType
    terminal: str
    epoch: str
    seq: int
    at: datetime
    reader: str
    department: str
    fields: dict[str, Any] = field(default_factory=dict[str, Any])

    @property
    def key(self) -> Key:
        return (self.terminal, self.epoch, self.seq)

    def plain(self) -> dict[str, Any]:
        """The flat JSON object that is signed, merged and exported."""
        return {
            "type": self.type.value,
            "terminal": self.terminal,
            "epoch": self.epoch,
            "seq": self.seq,
            "at": self.at.isoformat(),
            "reader": self.reader,
            "department": self.department,
            **self.fields,
        }

    @staticmethod
    def from_plain(untrusted: dict[str, Any]) -> "Event":
        """Raises KeyError, TypeError or ValueError where a common field is missing or of the wrong kind."""
        common = ("type", "terminal", "epoch", "seq", "at", "reader", "department")
        at = datetime.fromisoformat(untrusted["at"])
        if at.tzinfo is None or not isinstance(untrusted["seq"], int):
            raise ValueError("at needs an offset, seq must be a whole number")
        return Event(
            EventType(untrusted["type"]),
            str(untrusted["terminal"]),
            str(untrusted["epoch"]),
            untrusted["seq"],
            at,
            str(untrusted["reader"]),
            str(untrusted["department"]),
            {name: value for name, value in untrusted.items() if name not in common},
        )


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(value: object) -> bytes:
    """Canonical JSON: sorted keys, no spaces, UTF-8. What is hashed and signed."""
    return _CANONICAL.encode(value).encode()


GENESIS = "0" * 64
"""The hash before a terminal's first event of an epoch."""


def chained(previous: str, event: Event) -> str:
    """The event's place in its terminal's chain: SHA-256 (hexadecimal) over the 32 bytes of ``previous`` and the event's
    canonical JSON. Raises ValueError when ``previous`` is not hexadecimal."""
    return linked(previous, canonical(event.plain()))


def linked(previous: str, line: bytes) -> str:
    """``chained`` for an event whose canonical JSON is at hand."""
    return hashlib.sha256(bytes.fromhex(previous) + line).hexdigest()
