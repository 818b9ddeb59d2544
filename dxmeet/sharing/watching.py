"""Hints that something may have changed on the share. Only ever says "look now"; a full look runs anyway.

A local folder is watched by the system. A network folder is not: SMB tells nothing of what others do, and polling it
file by file costs a round trip each; it is looked at by the clock, as is every folder whose watch failed.
"""

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

_NETWORK_SYSTEMS = ("cifs", "smb", "nfs", "9p", "afs", "davfs", "fuse", "autofs", "ncpfs")
_NOWHERE = "192.0.2.1"  # an address that belongs to nobody (RFC 5737): what way out there is, nothing is sent
_CHANGES = ("created", "deleted", "modified", "moved", "closed")


class Watcher:
    """``look_now`` is called from watchdog's own thread, once for each change: it must be cheap and only ask for a look.

    ``start`` may be called again at any time, such as after every look that reached the share: a watch that died
    because the folder vanished for a while begins anew, and one that lives goes on.
    """

    def __init__(self, root: Path, look_now: Callable[[], None], network: Callable[[Path], bool] | None = None) -> None:
        self._root = root
        self._listener = _Listener(look_now, self._lost)
        self._network = network or on_network
        self._observer: Any = None
        self._dead = False

    @property
    def watching(self) -> bool:
        """Whether the system tells of changes; if not, only the clock counts."""
        return self._observer is not None and not self._dead and self._observer.is_alive()

    def start(self) -> None:
        """Begin to watch, where that is possible. Never raises and never waits for a network folder."""
        if self.watching or self._network(self._root):
            return
        self.stop()
        observer = Observer()
        try:
            observer.schedule(self._listener, str(self._root), recursive=True)
            observer.start()
        except (OSError, RuntimeError):  # no such folder now, or no watches left: the clock goes on
            return
        self._observer, self._dead = observer, False

    def stop(self) -> None:
        """End the watch and its thread."""
        observer, self._observer = self._observer, None
        if observer is not None:
            observer.stop()
            observer.join()

    def _lost(self, event: FileSystemEvent) -> None:
        if event.event_type == "deleted" and Path(str(event.src_path)) == self._root:
            self._dead = True


class _Listener(FileSystemEventHandler):
    def __init__(self, look_now: Callable[[], None], lost: Callable[[FileSystemEvent], None]) -> None:
        self._look_now = look_now
        self._lost = lost

    def on_any_event(self, event: FileSystemEvent) -> None:
        self._lost(event)
        if event.event_type in _CHANGES and not left_by_terminals(str(event.src_path)):
            self._look_now()


def left_by_terminals(path: str) -> bool:
    """Whether terminals write this themselves, at every look: it must not ask for the next one."""
    return path.endswith(".part") or f"{os.sep}.dxmeet" in path


def local_address() -> str:
    """This machine's address on the network it would use now; "" without one. Asks nobody and never waits."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((_NOWHERE, 9))
            return str(probe.getsockname()[0])
        except OSError:
            return ""


def on_network(root: Path, mounts: Path = Path("/proc/self/mounts")) -> bool:
    """Whether the folder lies on a file server, found out without asking the server. Unknown counts as yes."""
    if sys.platform == "win32":
        import ctypes

        drive = root.drive
        local = (3, 2, 6)  # DRIVE_FIXED, DRIVE_REMOVABLE, DRIVE_RAMDISK
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") not in local
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return sys.platform != "darwin"
    place = str(root.absolute())
    best, system = "", "unknown"
    for device_point_system in (line.split(" ") for line in lines):
        point = device_point_system[1].replace("\\040", " ")
        inside = point == "/" or place == point or place.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, system = point, device_point_system[2]
    return system == "unknown" or system.startswith(_NETWORK_SYSTEMS)
