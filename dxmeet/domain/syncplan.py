"""What the share holds, what this machine holds, and the plan that brings the second after the first. Pure; the heart of sync.

Remote observations and the plan's actions are values defined here; ``sharing`` makes the former, ``services`` carries out
the latter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from dxmeet.domain.packet import MaterialId, Packet, PacketId, RevisionId


class ShareState(StrEnum):
    NEVER = "never"  # nobody has looked yet
    OK = "ok"
    UNREACHABLE = "share-unreachable"
    WRONG = "wrong-share"
    HELD = "held"  # a pass that would remove too much stopped and asks


class RemoteFile(NamedTuple):
    """One file as one look saw it. ``path`` is relative to the share, with ``/``; ``size`` in bytes."""

    path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True)
class RemoteMaterial:
    """A material as the share shows it now.

    In a published packet ``revision`` (the manifest's SHA-256) is known beforehand; in a plain folder it is None until
    read. ``problem`` is a code (``name-reserved``, ``still-writing``, ``unlisted``, ``missing-file`` …) when it cannot be taken.
    """

    id: MaterialId
    order: int
    title: str
    name: str
    file: RemoteFile | None
    revision: RevisionId | None = None
    changed: dict[RevisionId, tuple[int, int]] = field(default_factory=dict[RevisionId, tuple[int, int]])
    withdrawn: bool = False
    problem: str = ""


@dataclass(frozen=True)
class RemotePacket:
    """A packet as the share shows it now: ``packet`` carries its own fields (no materials), ``complete`` is False when
    its folder could not be listed to the end; then nothing may be concluded from what is missing.

    ``problem`` is a code an organiser should know (``two-organisers``: two published at once and both were merged;
    ``manifest-damaged``, ``folder-unreadable``, ``duplicate-packet``); the materials can be used all the same.
    """

    packet: Packet
    materials: tuple[RemoteMaterial, ...]
    complete: bool = True
    problem: str = ""


@dataclass(frozen=True)
class RemoteLook:
    """One look at the whole share. ``complete`` is False if a root could not be listed or the marker was gone at the end.

    ``unseen`` are top folders that were not there themselves: nothing is known of what lay in them.
    """

    state: ShareState
    packets: tuple[RemotePacket, ...] = ()
    complete: bool = True
    requests: int = 0
    unseen: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Observation:
    """What this machine last knew about a remote file: persisted, so that the next look has something to compare with.

    ``missing_since`` is set by the first complete look that did not see it.
    """

    material: MaterialId
    path: str
    size: int
    mtime_ns: int
    taken_as: RevisionId | None = None
    missing_since: datetime | None = None


@dataclass(frozen=True)
class Fetch:
    """Bring this file here; it replaces what the material had, if anything."""

    packet: PacketId
    material: RemoteMaterial
    replaces: bool


@dataclass(frozen=True)
class Describe:
    """The packet's or material's own fields changed (title, order, generation, audience …), no bytes move."""

    packet: RemotePacket


@dataclass(frozen=True)
class Await:
    """Not taken yet; ``code`` says why (``still-writing``, ``unlisted``, ``missing-file``)."""

    packet: PacketId
    material: RemoteMaterial
    code: str


@dataclass(frozen=True)
class Refuse:
    """Never taken as it is; ``code`` says why (``name-reserved``, ``name-collides`` …)."""

    packet: PacketId
    material: RemoteMaterial
    code: str


@dataclass(frozen=True)
class NoteMissing:
    """First complete look without it: remember since when. Nothing is concluded yet."""

    material: MaterialId
    since: datetime


@dataclass(frozen=True)
class NoteSeen:
    """It is back (or was never gone): forget ``missing_since``."""

    material: MaterialId


@dataclass(frozen=True)
class Withdraw:
    """回収: by the manifest, or missing in two complete looks. The notes stay; so do the sealed bytes unless policy erases."""

    packet: PacketId
    material: MaterialId
    declared: bool


Action = Fetch | Describe | Await | Refuse | NoteMissing | NoteSeen | Withdraw


@dataclass(frozen=True)
class Plan:
    """What to do, in order. ``held`` lists the withdrawals that were not planned because they are too many to be true;
    ``seen`` are the materials the look saw whole (確認した時点)."""

    state: ShareState
    actions: tuple[Action, ...]
    held: tuple[Withdraw, ...] = ()
    seen: frozenset[MaterialId] = frozenset()


@dataclass(frozen=True)
class Local:
    """What this machine knows: packets with their materials, and the last observation of each material's file."""

    packets: Mapping[PacketId, Packet]
    observations: Mapping[MaterialId, Observation]


@dataclass(frozen=True)
class Terms:
    """What a plan has to respect beside the share.

    ``room`` is how many bytes may still be sealed: what the quota and the disk's reserve leave; None where nobody measured it. ``share_now`` is the time by
    the file server's clock, by which the times of its files count. Where the server did not tell it, ``steady`` holds the
    plain files that an earlier look of this pass saw just as they are now: of fresh ones only these are whole. ``took`` is
    how long ago the look began: a machine that slept in the middle of it may have listed a folder hours ago.
    """

    room: int | None = None
    share_now: datetime | None = None
    steady: frozenset[RemoteFile] | None = None
    took: timedelta = timedelta()
