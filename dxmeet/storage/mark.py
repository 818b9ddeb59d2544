"""What a database cannot know of itself: on which machine and in which file it lies, and how far it had got.

ledger.mark, beside the database:  {"epoch": …, "place": …, "seq": …}      no name, no text

A database that was copied lies in another file or on another machine; one that was put back from a backup is behind.
Either would give numbers a second time, so its later events go into a new epoch. The mark may be behind (it is written
after the commit and not synced), never ahead. What it cannot notice, a whole disk that was cloned, the shared folder
shows at the next look: ``services/sending.py``.
"""

import contextlib
import hashlib
import json
import os
import platform
import secrets
from pathlib import Path
from typing import Any


class Mark:
    """The mark at ``path`` of the database at ``database``. ``host`` is this machine."""

    def __init__(self, path: Path, database: Path, host: str = "") -> None:
        self._path = path
        self._database = database
        self._host = host or platform.node()

    def fits(self, epoch: str, seq: int) -> bool:
        """Whether the database whose last event this is was marked, and is no earlier state of it."""
        try:
            said: dict[str, Any] = json.loads(self._path.read_bytes())
            return (said["place"], said["epoch"]) == (self._place(), epoch) and seq >= int(said["seq"])
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def set(self, epoch: str, seq: int) -> None:
        """The last event there is. A mark that cannot be written stays behind, which is no harm."""
        part = self._path.with_name(f".{self._path.name}.{secrets.token_hex(8)}.part")
        with contextlib.suppress(OSError):
            try:
                part.write_text(json.dumps({"epoch": epoch, "place": self._place(), "seq": seq}), encoding="ascii")
                os.replace(part, self._path)
            finally:
                part.unlink(missing_ok=True)

    def _place(self) -> str:
        """A file keeps its number when it is written and moved; a copy has another."""
        return hashlib.sha256(f"{self._host}\0{self._database.stat().st_ino}".encode()).hexdigest()[:32]
