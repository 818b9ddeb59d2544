"""Purchases of paper and targets as an admin entered them; a correction is one more row, and the earlier ones stay."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from dxmeet.domain.fiscal import Purchase, Target
from dxmeet.storage.database import Database
from dxmeet.storage.moments import as_text


class PurchaseStore:
    """Kept in the profile and not among the statistics, which may be thrown away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, purchases: Iterable[Purchase], at: datetime) -> None:
        """All or none."""
        with self._database.transaction():
            for each in purchases:
                self._insert("purchase", {"month": each.month}, each, at)

    def add_target(self, target: Target, at: datetime) -> None:
        with self._database.transaction():
            self._insert("target", {"fy": target.fy}, target, at)

    def purchases(self) -> list[Purchase]:
        """Everything that was ever entered, in the order of entry."""
        rows = self._database.rows("SELECT month, sheets, kind, source FROM purchase ORDER BY number")
        return [Purchase(**row) for row in rows]

    def targets(self) -> list[Target]:
        """Everything that was ever entered, in the order of entry."""
        rows = self._database.rows("SELECT fy, sheets, kind, source FROM target ORDER BY number")
        return [Target(**row) for row in rows]

    def _insert(self, table: str, key: dict[str, Any], entered: Purchase | Target, at: datetime) -> None:
        what = {"sheets": entered.sheets, "kind": entered.kind, "source": entered.source}
        self._database.table(table).insert({**key, **what, "at": as_text(at)})
