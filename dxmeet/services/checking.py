"""What works on this machine, for the help desk: share, speed, clock, keyring, disk, printers, versions, and what is here.
No secrets, no titles, no names of people."""

import platform
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from dxmeet.domain.packet import TerminalId
from dxmeet.domain.syncplan import RemoteFile
from dxmeet.errors import DxmeetError
from dxmeet.services.library import Library
from dxmeet.services.press import Press
from dxmeet.services.safekeeping import Safekeeping
from dxmeet.services.verifying import Verifying
from dxmeet.sharing.share import Share
from dxmeet.storage.packets import PacketStore

_MOST_READ = 4 << 20  # bytes read to tell the speed of the line
_SKEW = (
    300.0  # seconds that this clock may differ from the file server's: signatures and leases bear more, people do not
)
_MINIMUM_FREE = 1_000_000_000  # bytes: below this a meeting's materials may no longer fit


@dataclass(frozen=True)
class Finding:
    """One line: what was looked at (a word such as ``share``), whether it works, and the facts."""

    name: str
    ok: bool
    facts: dict[str, str | int | float | bool]


@dataclass(frozen=True)
class Inside:
    """What can be looked at in an open profile only."""

    share: Share
    terminal: TerminalId
    packets: PacketStore
    library: Library
    safekeeping: Safekeeping
    verifying: Verifying
    make_press: Callable[[], Press]


class Checking:
    """Looks at everything it can, and never stops at the first trouble."""

    def __init__(
        self,
        profile: Path,
        inside: Inside | None,
        keyring: Callable[[], str],
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
    ) -> None:
        self._profile = profile
        self._inside = inside
        self._keyring = keyring
        self._clock = clock
        self._monotonic = monotonic

    def check(self, *, materials: bool = False) -> list[Finding]:
        """``materials``: also read every sealed file to the end, which takes a second for each gigabyte or so."""
        found = [self._versions(), self._disk(), self._keyring_kind()]
        if self._inside is None:
            return [*found, Finding("share", False, {"code": "profile-missing"}), self._time(None)]
        looks = [self._profile_state, self._share_state, self._speed, self._share_time, self._printers]
        looks += [self._materials] if materials else []
        return found + [_found(look.__name__.removeprefix("_"), look, self._inside) for look in looks]

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

    def _profile_state(self, inside: Inside) -> Finding:
        sync, backups = inside.library.sync_state(), inside.safekeeping.backups()
        return Finding(
            "profile",
            bool(backups),
            {
                "terminal": inside.terminal,
                "state": sync.state.value,
                "checked_at": sync.checked_at.isoformat(timespec="seconds") if sync.checked_at else "",
                "ready": sync.ready,
                "waiting": sync.waiting,
                "refused": sum(code not in _WILL_COME for _, code in sync.problems),
                "sealed_bytes": inside.packets.sealed_bytes(),
                "backups": len(backups),
                "newest_backup": backups[-1].at if backups else "",
            },
        )

    def _share_state(self, inside: Inside) -> Finding:
        before, began = inside.share.requests, self._monotonic()
        identity = inside.share.identity()
        took = round(self._monotonic() - began, 3)
        return Finding("share", True, {"id": identity.id, "seconds": took, "requests": inside.share.requests - before})

    def _speed(self, inside: Inside) -> Finding:
        """How fast the largest known file comes, as far as ``_MOST_READ``; nothing is kept of it."""
        files = [
            RemoteFile(seen.path, seen.size, seen.mtime_ns)
            for seen in inside.packets.observations().values()
            if seen.path and seen.missing_since is None
        ]
        if not files:
            return Finding("speed", True, {"read_bytes": 0})
        began, read = self._monotonic(), 0
        chunks = inside.share.read(max(files, key=lambda file: file.size))
        for chunk in chunks:
            read += len(chunk)
            if read >= _MOST_READ:
                break
        took = max(self._monotonic() - began, 0.001)
        return Finding("speed", True, {"read_bytes": read, "bytes_per_second": int(read / took)})

    def _share_time(self, inside: Inside) -> Finding:
        return self._time(inside.share.clock(inside.terminal))

    def _printers(self, inside: Inside) -> Finding:
        press = inside.make_press()
        try:
            printers = press.printers()
        finally:
            press.close()
        return Finding("printers", True, {"count": len(printers)})

    def _materials(self, inside: Inside) -> Finding:
        found = inside.verifying.verify()
        facts = {"whole": len(found.whole), "broken": len(found.broken), "absent": len(found.absent)}
        return Finding("materials", not found.broken, {**facts})

    def _time(self, share: datetime | None) -> Finding:
        now = self._clock()
        facts: dict[str, str | int | float | bool] = {"now": now.isoformat(timespec="seconds")}
        if share is None:
            return Finding("clock", now.year >= 2026, facts)
        ahead = round((now - share).total_seconds(), 1)
        return Finding("clock", abs(ahead) <= _SKEW, {**facts, "ahead_of_share_seconds": ahead})


def _found(name: str, look: Callable[[Inside], Finding], inside: Inside) -> Finding:
    """What a look finds, or why it could not."""
    try:
        return look(inside)
    except DxmeetError as error:
        return Finding(_NAMES.get(name, name), False, {"code": error.code})


_NAMES = {"profile_state": "profile", "share_state": "share", "share_time": "clock"}
_WILL_COME = ("still-writing", "missing-file", "not-offline", "no-room", "unlisted")
