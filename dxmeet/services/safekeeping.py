"""Keep copies of the notes, so that a damaged database loses no more than what was written since the newest one."""

from collections.abc import Callable
from datetime import datetime

from dxmeet.storage.backups import Backup, Backups


class Safekeeping:
    """The window asks for a copy when it opens and each hour."""

    def __init__(self, backups: Backups, clock: Callable[[], datetime]) -> None:
        self._backups = backups
        self._clock = clock

    def back_up(self) -> Backup | None:
        """None when nothing was written since the newest. Raises ProfileDamaged, ProfileDenied or DiskFull."""
        return self._backups.make(self._clock())

    def backups(self) -> list[Backup]:
        """Oldest first."""
        return self._backups.all()
