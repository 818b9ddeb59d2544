"""What earlier looks saw of each folder, so that a look with nothing new costs little; also written down for the next process."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from dxmeet.domain.packet import Packet
from dxmeet.domain.syncplan import RemotePacket
from dxmeet.sharing.files import Glance, Listed
from dxmeet.sharing.layout import ignored, manifest_hash
from dxmeet.sharing.manifest import Manifest, parse, serialise
from dxmeet.sharing.marker import ShareIdentity


@dataclass(eq=False)
class Seen:
    """One listing of a packet folder, with the folder's own time and when (our clock) that time was first met.

    ``listed`` moves on when another listing finds the same; ``glances`` are what it is compared by.
    """

    mtime_ns: int
    met: float
    listed: float
    entries: tuple[Listed, ...]
    deeper: tuple[tuple[str, tuple[Listed, ...]], ...]
    glances: list[Glance] = field(default_factory=list[Glance])

    @cached_property
    def published(self) -> bool:
        return any(manifest_hash(each.name) is not None for each in self.entries)

    @cached_property
    def folders(self) -> list[str]:
        """The sub-folders that belong to it: none in a published packet."""
        return [] if self.published else [each.name for each in self.entries if each.folder and not ignored(each.name)]

    @cached_property
    def newest_ns(self) -> int:
        """The latest time of the folder and of what lies in it."""
        return max(self.mtime_ns, *(each.mtime_ns for each in self.entries), 0)


@dataclass
class Memory:
    """What earlier looks of this process read, so that a look with nothing new costs little.

    Published folders hold immutable files: an unchanged folder time is proof enough. A file in a plain folder may be
    overwritten without touching the folder's time, so only quiet ones are skipped, and never for more than an hour.
    """

    folders: dict[str, Seen] = field(default_factory=dict[str, Seen])
    manifests: dict[tuple[str, int, int], tuple[str, Manifest]] = field(
        default_factory=dict[tuple[str, int, int], tuple[str, Manifest]]
    )

    # From a listing that has not changed: what the folder's name tells, and the packet it is.
    made: dict[str, tuple[Seen, Packet, RemotePacket | None]] = field(default_factory=dict[str, Any])
    identity: ShareIdentity | None = None  # with which they were made
    marker: tuple[bytes, ShareIdentity] | None = None  # the marker's bytes and the identity that they say
    fresh: set[str] = field(default_factory=set[str])  # folders of which there is something new to write down
    _texts: dict[str, str] = field(default_factory=dict[str, str])  # manifests by their hash

    def meet(self, identity: ShareIdentity) -> None:
        """The share's marker says who it is; packets made under another one are made anew."""
        if self.identity != identity:
            self.made.clear()
            self.identity = identity

    def forget_all(self) -> None:
        """It was another share that was seen."""
        self.folders.clear()
        self.made.clear()

    def doubt(self, path: str) -> None:
        """A file of a remembered folder is not what was remembered: list the folder again."""
        self.forget("/".join(path.split("/")[:2]))

    def forget(self, folder: str) -> None:
        """Nothing of the folder is known any more."""
        self.folders.pop(folder, None)
        self.made.pop(folder, None)
        self.fresh.discard(folder)

    def written(self) -> dict[str, str]:
        """What is new, by folder, as text that ``read`` understands; empty text for a folder that is to be forgotten."""
        fresh, self.fresh = self.fresh, set()
        return {folder: self._text(folder) for folder in sorted(fresh)}

    def read(self, written: Mapping[str, str]) -> None:
        """What an earlier process of this machine wrote down. What cannot be understood is listed again."""
        for folder, text in written.items():
            with suppress(ValueError, KeyError, TypeError):
                plain: Any = json.loads(text)
                deeper = tuple((name, _entries(inside)) for name, inside in plain["deeper"])
                seen = Seen(plain["time"], plain["met"], plain["listed"], _entries(plain["entries"]), deeper)
                times = {each.name: (each.size, each.mtime_ns) for each in seen.entries}
                for name, manifest in plain["manifests"].items():
                    self.manifests[(f"{folder}/{name}", *times[name])] = parse(name, manifest.encode())
                self.folders.setdefault(folder, seen)

    def _text(self, folder: str) -> str:
        seen = self.folders.get(folder)
        if seen is None:
            return ""
        manifests: dict[str, str] = {}
        for each in seen.entries:
            known = self.manifests.get((f"{folder}/{each.name}", each.size, each.mtime_ns))
            if known is not None:
                manifests[each.name] = self._plain(*known)
                if not manifests[each.name]:
                    return ""  # written by another version of the program: read from the share each time
        plain = {
            "time": seen.mtime_ns,
            "met": seen.met,
            "listed": seen.listed,
            "entries": seen.entries,
            "deeper": seen.deeper,
            "manifests": manifests,
        }
        return json.dumps(plain)

    def _plain(self, digest: str, manifest: Manifest) -> str:
        """The manifest's own bytes as text; empty where this version of the program would write others."""
        if digest not in self._texts:
            content = serialise(manifest)
            self._texts[digest] = content.decode() if hashlib.sha256(content).hexdigest() == digest else ""
        return self._texts[digest]


def _entries(plain: list[list[Any]]) -> tuple[Listed, ...]:
    return tuple(Listed(*each) for each in plain)
