"""Settings by name, as JSON values."""

import json
from typing import Any

from dxmeet.storage.database import Database


class SettingsStore:
    """Small values that belong to the profile; whoever owns a name says what it holds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str, default: Any = None) -> Any:
        row = self._database.one("SELECT value FROM setting WHERE name = ?", (name,))
        return default if row is None else json.loads(row["value"])

    def set(self, name: str, value: Any) -> None:
        """Raises TypeError or ValueError when ``value`` is not JSON."""
        text = json.dumps(value, allow_nan=False)
        with self._database.transaction():
            self._database.upsert("setting", {"name": name, "value": text}, "name")

    def all(self) -> dict[str, Any]:
        rows = self._database.rows("SELECT name, value FROM setting ORDER BY name")
        return {row["name"]: json.loads(row["value"]) for row in rows}
