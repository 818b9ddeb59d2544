"""What a write changed, so that every screen can refresh what it shows and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a window on one file knows no packets
    from dxmeet.domain.packet import MaterialId


@dataclass(frozen=True)
class Changes:
    """Every write of a service returns one. Join two with ``|``."""

    packets: bool = False
    reading: bool = False
    settings: bool = False
    ledger: bool = False
    statistics: bool = False
    notes: frozenset[MaterialId] = frozenset()

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            self.packets or other.packets,
            self.reading or other.reading,
            self.settings or other.settings,
            self.ledger or other.ledger,
            self.statistics or other.statistics,
            self.notes | other.notes,
        )

    def __bool__(self) -> bool:
        return self != NOTHING


NOTHING = Changes()
