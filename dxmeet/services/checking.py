"""What works on this machine, for the help desk: share, clock, keyring, disk, versions. No secrets, no titles."""

import platform
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from dxmeet.errors import DxmeetError
from dxmeet.sharing.share import Share

_MINIMUM_FREE = 1_000_000_000  # bytes: below this a meeting's materials may no longer fit


@dataclass(frozen=True)
class Finding:
    """One line: what was looked at (a word such as ``share``), whether it works, and the facts."""

    name: str
    ok: bool
    facts: dict[str, str | int | float | bool]


class Checking:
    """Looks at everything it can, and never stops at the first trouble."""

    def __init__(
        self,
        profile: Path,
        share: Share | None,
        keyring: Callable[[], str],
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
    ) -> None:
        self._profile = profile
        self._share = share
        self._keyring = keyring
        self._clock = clock
        self._monotonic = monotonic

    def check(self) -> list[Finding]:
        return [self._versions(), self._disk(), self._keyring_kind(), self._share_state(), self._time()]

    def _versions(self) -> Finding:
        facts: dict[str, str | int | float | bool] = {
            "python": platform.python_version(),
            "system": platform.platform(),
        }
        for name in ("dxmeet", "PySide6-Essentials", "pymupdf", "sqlcipher3", "cryptography", "keyring"):
            try:
                facts[name] = version(name)
            except PackageNotFoundError:
                facts[name] = "?"
        return Finding("versions", "?" not in facts.values(), facts)

    def _disk(self) -> Finding:
        place = next(p for p in (self._profile, *self._profile.parents) if p.exists())
        free = shutil.disk_usage(place).free
        return Finding("disk", free >= _MINIMUM_FREE, {"free_bytes": free, "needed_bytes": _MINIMUM_FREE})

    def _keyring_kind(self) -> Finding:
        kind = self._keyring()
        return Finding("keyring", bool(kind), {"backend": kind or "none"})

    def _share_state(self) -> Finding:
        if self._share is None:
            return Finding("share", False, {"code": "profile-missing"})
        before, began = self._share.requests, self._monotonic()
        try:
            identity = self._share.identity()
        except DxmeetError as error:
            return Finding("share", False, {"code": error.code})
        took = round(self._monotonic() - began, 3)
        return Finding("share", True, {"id": identity.id, "seconds": took, "requests": self._share.requests - before})

    def _time(self) -> Finding:
        now = self._clock()
        return Finding("clock", now.year >= 2026, {"now": now.isoformat(timespec="seconds")})
