"""The time by which a lease and a keeping time end: setting this machine's clock back does not bring it back."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from dxmeet.errors import DiskFull
from dxmeet.storage.settings import SettingsStore

_WORTH_WRITING = timedelta(minutes=1)
_NAME = "time"


class Timekeeping:
    """Remembers the latest time that was seen, and when the share was last seen, by the file server's clock if it told."""

    def __init__(self, settings: SettingsStore, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._clock = clock

    def at_least(self) -> datetime:
        """As ``now``, and nothing is written."""
        now, latest = self._clock(), self._kept("latest")
        return now if latest is None else max(now, latest)

    def now(self) -> datetime:
        """The later of the system's clock and the latest time ever seen here, which is remembered."""
        now, latest = self._clock(), self._kept("latest")
        if latest is None or now - latest > _WORTH_WRITING:
            with suppress(DiskFull):  # a full disk keeps nobody from what is here
                self._keep(latest=now)
        return now if latest is None else max(now, latest)

    def seen(self) -> datetime | None:
        """When the share was last seen; None when never."""
        return self._kept("seen")

    def meet(self, share_now: datetime | None) -> None:
        """The share is there. Its clock is everybody's: it also puts right a clock here that once was too far ahead."""
        now = share_now or self.now()
        self._keep(seen=now, latest=now if share_now is not None else max(now, self._clock()))

    def _kept(self, name: str) -> datetime | None:
        text = self._settings.get(_NAME, {}).get(name)
        return datetime.fromisoformat(text) if text else None

    def _keep(self, **times: datetime) -> None:
        saved: dict[str, Any] = self._settings.get(_NAME, {})
        self._settings.set(_NAME, saved | {name: time.isoformat() for name, time in times.items()})
