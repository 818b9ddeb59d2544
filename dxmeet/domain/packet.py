"""A packet is the set of materials of one meeting or one circular; a material has revisions.

Packet ── Material ── Revision      identity of what is read: material + revision (the SHA-256 of its bytes)
  │          └─ state               what this machine can say about it
  └─ Baseline, Audience, Keeping    what the organiser declared when publishing
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import NewType

from dxmeet.domain.page import PageSize, classes

ShareId = NewType("ShareId", str)
PacketId = NewType("PacketId", str)
MaterialId = NewType("MaterialId", str)
RevisionId = NewType("RevisionId", str)
"""The SHA-256 of the file's bytes, 64 lower-case hexadecimal digits."""
TerminalId = NewType("TerminalId", str)
ReaderId = NewType("ReaderId", str)
"""A pseudonym: HMAC-SHA-256 of the account under the share's key, so that one person on two terminals is one reader."""


class Kind(StrEnum):
    MEETING = "meeting"
    CIRCULAR = "circular"


class Source(StrEnum):
    FOLDER = "folder"
    PUBLISHED = "published"


class State(StrEnum):
    """What this machine can say about a material."""

    READY = "ready"  # sealed here, verified
    WAITING = "waiting"  # on the share, not yet here
    WITHDRAWN = "withdrawn"  # 回収済み: no longer distributed; notes stay
    REFUSED = "refused"  # cannot be taken; a code says why
    ERASED = "erased"  # its keeping time is over; the key is destroyed


ONLINE = "not-offline"
"""The code of a material that policy never lets lie on this disk."""


class Basis(StrEnum):
    PRINTED_BEFORE = "printed_before"
    DECLARED = "declared"
    NONE = "none"


class Per(StrEnum):
    READER = "reader"
    DEPARTMENT = "department"


@dataclass(frozen=True)
class Baseline:
    """What paper this packet would have cost: ``copies`` sets, ``sides`` 1 or 2, ``nup`` pages a side (1, 2 or 4)."""

    copies: int
    sides: int
    nup: int
    basis: Basis
    per: Per


@dataclass(frozen=True)
class Audience:
    """Who a packet is for. Empty means everyone."""

    readers: frozenset[ReaderId] = frozenset()
    departments: frozenset[str] = frozenset()

    def includes(self, reader: str, department: str) -> bool:
        everyone = not self.readers and not self.departments
        return everyone or reader in self.readers or department in self.departments


_LONGEST_LEASE = 3_650
"""Days; what is to stay for longer than ten years is ``keep``. A larger number has no date at its end."""


@dataclass(frozen=True)
class Keeping:
    """The offline policy: ``keep``, ``lease`` for ``lease_days`` without seeing the share, or ``memory`` (nothing on disk)."""

    policy: str = "keep"
    lease_days: int = 0
    until: date | None = None

    @staticmethod
    def parse(text: str, until: date | None = None) -> "Keeping":
        """``keep``, ``memory`` or ``lease(14)``, of ten years at most. Raises ValueError for anything else."""
        if text in ("keep", "memory"):
            return Keeping(text, 0, until)
        days = text[6:-1] if text.startswith("lease(") and text.endswith(")") else ""
        if days.isdecimal() and len(days) <= 4 and 0 < int(days) <= _LONGEST_LEASE:
            return Keeping("lease", int(days), until)
        raise ValueError(text)

    def __str__(self) -> str:
        return f"lease({self.lease_days})" if self.policy == "lease" else self.policy


@dataclass(frozen=True)
class Revision:
    """One set of bytes that was a material: its size in bytes and its pages in points as shown.

    ``fingerprints`` has one entry a page, or none before another revision had to be held against it; equal entries mean
    pages that look and read the same.
    """

    id: RevisionId
    size: int
    pages: tuple[PageSize, ...]
    fingerprints: tuple[str, ...] = ()

    @property
    def pages_a4(self) -> int:
        return classes(self.pages)[0]

    @property
    def pages_a3(self) -> int:
        return classes(self.pages)[1]


def changed_pages(old: Revision, new: Revision) -> tuple[int, int]:
    """(A4, A3) pages of ``new`` that are not in ``old``: inserted or altered. Moved and removed pages cost no paper."""
    left: dict[str, int] = {}
    for print_ in old.fingerprints:
        left[print_] = left.get(print_, 0) + 1
    fresh: list[PageSize] = []
    prints = new.fingerprints or ("",) * len(new.pages)  # pages behind a password are like no others
    for size, print_ in zip(new.pages, prints, strict=True):
        if left.get(print_, 0):
            left[print_] -= 1
        else:
            fresh.append(size)
    return classes(fresh)


@dataclass(frozen=True)
class Material:
    """One document of a packet as this machine knows it.

    ``name`` is the file's name inside the packet's folder, as shown. ``revision`` is the newest one sealed here (None
    before the first). ``earlier`` are revisions that were read before and stay readable.
    """

    id: MaterialId
    packet: PacketId
    order: int
    title: str
    name: str
    state: State
    code: str = ""  # why it waits or is refused, or its newest edition is not here, such as ``still-writing``
    revision: Revision | None = None
    earlier: tuple[RevisionId, ...] = ()
    changed: dict[RevisionId, tuple[int, int]] = field(default_factory=dict[RevisionId, tuple[int, int]])
    checked_at: datetime | None = None
    read_revision: RevisionId | None = None  # the one last opened here; None while 未読
    notes: int = 0

    @property
    def unread(self) -> bool:
        return self.state is State.READY and self.read_revision is None

    @property
    def outdated(self) -> bool:
        """An earlier edition is here and opens; the newest could not be taken, ``code`` says why."""
        return self.state is State.READY and bool(self.code)

    @property
    def online(self) -> bool:
        """By its packet's policy nothing of it is kept on this machine: it opens while the share is there."""
        return self.state is State.WAITING and self.code == ONLINE

    @property
    def openable(self) -> bool:
        return self.state is State.READY or self.online

    @property
    def replaced(self) -> bool:
        """差し替え: what is here now is not what was read."""
        return self.revision is not None and self.read_revision not in (None, self.revision.id)


@dataclass(frozen=True)
class Packet:
    """A meeting's or a circular's set of materials, in agenda order.

    ``date`` is the meeting's or distribution's day; None when a folder's name gives none (then ``month`` may still sort it).
    """

    id: PacketId
    kind: Kind
    title: str
    date: date | None
    folder: str
    source: Source
    generation: int = 0
    starts: time | None = None
    place: str = ""
    author: str = ""
    month: str = ""  # ``2026-04`` where a folder's name gives a month only
    baseline: Baseline | None = None
    audience: Audience = Audience()
    keeping: Keeping = Keeping()
    withdrawn: bool = False
    materials: tuple[Material, ...] = ()
    checked_at: datetime | None = None
    printing: bool = True  # False: the organiser distributed it not to be printed

    @property
    def state(self) -> str:
        """``withdrawn``, ``ready`` when all that is distributed is sealed here, else ``waiting``."""
        if self.withdrawn:
            return "withdrawn"
        live = [m for m in self.materials if m.state is not State.WITHDRAWN]
        return "ready" if live and all(m.state is State.READY for m in live) else "waiting"

    def running_number(self, material: MaterialId, page: int) -> int:
        """通しページ: the number of ``page`` (from 1) counted through all materials of the packet."""
        before = 0
        for each in self.materials:
            if each.id == material:
                return before + page
            before += len(each.revision.pages) if each.revision else 0
        raise ValueError(material)


def by_day(packets: Sequence[Packet]) -> list[Packet]:
    """Newest day first; within a day by title."""
    return sorted(packets, key=lambda p: (p.date.isoformat() if p.date else p.month, p.title), reverse=True)
