"""plan(): from what the share shows and what this machine holds, what to do next. Pure; the heart of sync.

Absence is never deletion. Only a published packet's manifest withdraws at once. A file of a plain folder counts as gone
after it was missing in two complete looks at least 30 s apart; and a pass that would take away too much takes away
nothing of it and asks (``Plan.held``):

    more than 20 % of a packet's live materials     (one file of a packet of up to four may go)
    half or more of all live materials              (one single file may go)
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from operator import attrgetter

from dxmeet.domain import retention
from dxmeet.domain.packet import Kind, Material, MaterialId, Packet, PacketId, Source, State
from dxmeet.domain.renaming import with_kept_names
from dxmeet.domain.syncplan import (
    Action,
    Await,
    Describe,
    Fetch,
    Local,
    NoteMissing,
    NoteSeen,
    Observation,
    Plan,
    Refuse,
    RemoteFile,
    RemoteLook,
    RemoteMaterial,
    RemotePacket,
    ShareState,
    Terms,
    Withdraw,
)

SETTLE = timedelta(seconds=30)
"""Between the two complete looks that must miss a file: Windows clients cache listings for about 10 s."""

STILL_WRITING = timedelta(seconds=5)
"""A plain file changed so recently may still be being written; Explorer sets the original time only when a copy is whole."""

FRESH = timedelta(days=2)
"""A file older than this, by whatever clock, is not being written now."""

_SKEW = timedelta(days=1)  # a time in the future within this is a server whose clock is ahead
_SMALL_PACKET = 4
_PACKET_SHARE = 0.20
_WHOLE_SHARE = 0.50
_JAPAN = timezone(timedelta(hours=9))
_WAITING_CODES = ("still-writing", "unlisted", "missing-file", "not-offline", "file-empty", "no-room")
_GONE = (State.WITHDRAWN, State.ERASED)


@dataclass
class _Draft:
    """The actions collected so far, by the order in which they will be carried out."""

    describe: list[Action] = field(default_factory=list[Action])
    notes: list[Action] = field(default_factory=list[Action])
    withdraw: list[Withdraw] = field(default_factory=list[Withdraw])
    fetch: list[tuple[tuple[object, ...], Fetch]] = field(default_factory=list[tuple[tuple[object, ...], Fetch]])


_EVERYONE = Terms()


def plan(
    look: RemoteLook, local: Local, now: datetime, terms: Terms = _EVERYONE, *, settle: timedelta = SETTLE
) -> Plan:
    """What to do, in order: describe, note, withdraw, fetch (the next meeting first, then agenda order, then size).

    A look that did not reach the right share gives no actions; ``held`` withdrawals wait for a person's word.
    """
    if look.state is not ShareState.OK:
        return Plan(look.state, ())
    look = with_kept_names(look, local)
    draft = _Draft()
    for remote in sorted(look.packets, key=lambda each: each.packet.id):
        _plan_packet(remote, local, terms.share_now or now, terms.steady, draft)
    gone = _gone(look, local, terms.share_now or now, settle + terms.took, draft) if look.complete else []
    held = _too_many(gone, look, local)
    draft.withdraw.extend(each for each in gone if each not in held)
    fetches = [fetch for _, fetch in sorted(draft.fetch, key=lambda pair: pair[0])]
    fetches = list(_with_room(fetches, terms.room, draft))
    actions = (*draft.describe, *draft.notes, *draft.withdraw, *fetches)
    return Plan(ShareState.HELD if held else ShareState.OK, actions, tuple(held), _seen(look, local))


def _with_room(fetches: list[Fetch], room: int | None, draft: _Draft) -> Iterator[Fetch]:
    """Those that fit, the most urgent first; a smaller one may still fit where a larger one does not."""
    for fetch in fetches:
        size = fetch.material.file.size if fetch.material.file else 0
        if room is None or size <= room:
            room = None if room is None else room - size
            yield fetch
        else:
            draft.notes.append(Await(fetch.packet, fetch.material, "no-room"))


def _seen(look: RemoteLook, local: Local) -> frozenset[MaterialId]:
    """What this look really saw whole: only of these may be said that they were checked now."""
    older = {each.id: each.generation for each in local.packets.values()}
    whole = [each for each in look.packets if each.complete and each.packet.generation >= older.get(each.packet.id, 0)]
    return frozenset(material.id for each in whole for material in each.materials if not material.problem)


def _plan_packet(
    remote: RemotePacket, local: Local, now: datetime, steady: frozenset[RemoteFile] | None, draft: _Draft
) -> None:
    known = local.packets.get(remote.packet.id)
    if known is None and not remote.complete and not remote.materials:
        return  # nothing can be said of it yet
    if known is not None and remote.packet.generation < known.generation:
        return  # the share shows less than was seen before (a restored backup, a torn manifest): no conclusion
    if _described_anew(remote, known):
        draft.describe.append(Describe(remote))
    here = {material.id: material for material in known.materials} if known else {}
    for material in sorted(remote.materials, key=lambda each: (each.order, each.id)):
        seen = local.observations.get(material.id)
        held = here.get(material.id)
        if seen is not None and seen.missing_since is not None and _is_there(material):
            draft.notes.append(NoteSeen(material.id))
        fresh = steady is not None and material.revision is None and _unsteady(material, steady, now)
        unsteady = fresh and _wanted(material, held, seen)  # what is here already may be read all the same
        shown = replace(material, problem=material.problem or "still-writing") if unsteady else material
        _plan_material(remote.packet, shown, held, seen, now, draft)


def _plan_material(
    packet: Packet,
    remote: RemoteMaterial,
    held: Material | None,
    seen: Observation | None,
    now: datetime,
    draft: _Draft,
) -> None:
    if remote.withdrawn:
        if held is not None and held.state not in _GONE:
            draft.withdraw.append(Withdraw(packet.id, remote.id, declared=True))
        return
    if _has(held, remote) and remote.problem in _WAITING_CODES:
        return  # what the share is short of is already here
    if not remote.problem and not _wanted(remote, held, seen):
        return
    code = remote.problem or _obstacle(packet, remote, held, seen, now)
    if not code:
        replaces = held is not None and held.state is State.READY and held.revision is not None
        draft.fetch.append((_urgency(packet, remote, now), Fetch(packet.id, remote, replaces)))
    elif code in _WAITING_CODES:
        draft.notes.append(Await(packet.id, remote, code))
    elif code != _OVER:
        draft.notes.append(Refuse(packet.id, remote, code))


_OVER = "keeping-over"
_said = attrgetter(*(each.name for each in fields(Packet) if each.name not in ("materials", "checked_at")))
"""What the share says of a packet itself."""


def _obstacle(
    packet: Packet, remote: RemoteMaterial, held: Material | None, seen: Observation | None, now: datetime
) -> str:
    """Why a wanted file is not fetched now; "" when nothing speaks against it."""
    file = remote.file
    if file is None:
        return "missing-file"
    if retention.over(packet, now):
        return _OVER
    if packet.keeping.policy == "memory":
        return "not-offline"
    if remote.revision is None and _still_writing(file, now):
        return "still-writing"
    if remote.revision is None and file.size == 0:
        return "file-empty"
    return _refused_before(file, held, seen)


def _refused_before(file: RemoteFile, held: Material | None, seen: Observation | None) -> str:
    """The code with which these very bytes were refused: reading them again would end the same way."""
    if held is None or seen is None or seen.taken_as is not None:
        return ""
    if (file.path, file.size, file.mtime_ns) != (seen.path, seen.size, seen.mtime_ns):
        return ""
    of_its_bytes = held.code not in _WAITING_CODES and not held.code.startswith("name-")
    return held.code if of_its_bytes else ""


def _wanted(remote: RemoteMaterial, held: Material | None, seen: Observation | None) -> bool:
    """Whether the bytes on the share are not what this machine holds."""
    if held is None or held.state is not State.READY:
        return True  # also of one that was erased, while its keeping time is over only here: a clock can be wrong
    if held.code:
        return True  # an earlier edition is held: what is said of the newest is said again at every look, or is over
    if remote.revision is not None:
        return not _has(held, remote)
    return not _same_bytes(remote, seen)


def _has(held: Material | None, remote: RemoteMaterial) -> bool:
    """The very revision that a manifest names is sealed here."""
    sealed = held.revision if held is not None and held.state is State.READY else None
    return sealed is not None and sealed.id == remote.revision


def _same_bytes(remote: RemoteMaterial, seen: Observation | None) -> bool:
    """As far as names, sizes and times tell, the bytes are those observed last."""
    if seen is None:
        return False
    if remote.revision is not None and seen.taken_as is not None:
        return remote.revision == seen.taken_as
    file = remote.file  # under another path it is read once more, so that its content confirms that it is the same
    return file is not None and (file.path, file.size, file.mtime_ns) == (seen.path, seen.size, seen.mtime_ns)


def _still_writing(file: RemoteFile, now: datetime) -> bool:
    try:
        written = datetime.fromtimestamp(file.mtime_ns / 1e9, UTC)
    except (OverflowError, OSError, ValueError):
        return False
    return -_SKEW < now - written < STILL_WRITING


def _unsteady(remote: RemoteMaterial, steady: frozenset[RemoteFile], now: datetime) -> bool:
    """A plain file that was changed within days, by whatever clock, and was not seen so before."""
    file = remote.file
    return (
        file is not None and file not in steady and abs(file.mtime_ns / 1e9 - now.timestamp()) < FRESH.total_seconds()
    )


def _is_there(remote: RemoteMaterial) -> bool:
    return remote.file is not None or bool(remote.problem and remote.problem != "missing-file")


def _described_anew(remote: RemotePacket, known: Packet | None) -> bool:
    if known is None:
        return True
    if not remote.complete and not remote.materials:
        return False
    if _said(known) != _said(remote.packet):
        return True
    here = {each.id: (each.order, each.title, each.name) for each in known.materials}
    live = [each for each in remote.materials if not each.problem and not each.withdrawn]
    return any(here.get(each.id) != (each.order, each.title, each.name) for each in live)


def _urgency(packet: Packet, remote: RemoteMaterial, now: datetime) -> tuple[object, ...]:
    today = now.astimezone(_JAPAN).date()
    day = packet.date or _first_of(packet.month)
    if day is None:
        when = (2, 0)
    elif day >= today or (packet.date is None and packet.month == f"{today:%Y-%m}"):
        when = (0, day.toordinal())
    else:
        when = (1, -day.toordinal())
    size = remote.file.size if remote.file else 0
    return (*when, packet.kind is not Kind.MEETING, packet.title, packet.id, remote.order, size, remote.id)


def _first_of(month: str) -> date | None:
    try:
        return date.fromisoformat(f"{month}-01")
    except ValueError:
        return None


def _live(packets: Iterable[Packet]) -> Iterator[tuple[PacketId, MaterialId]]:
    for packet in packets:
        for material in packet.materials:
            if material.state not in _GONE:
                yield packet.id, material.id


def _absent(look: RemoteLook, local: Local) -> list[tuple[PacketId, MaterialId]]:
    """Live materials of plain folders that a complete look did not show. A published packet says itself what is gone."""
    shown = {each.packet.id: each for each in look.packets}
    plain = [packet for packet in local.packets.values() if packet.source is Source.FOLDER]
    found: list[tuple[PacketId, MaterialId]] = []
    for packet_id, material in _live(plain):
        remote = shown.get(packet_id)
        unclear = remote is not None and not remote.complete
        unclear = unclear or local.packets[packet_id].folder.partition("/")[0] in look.unseen
        if not unclear and (remote is None or all(each.id != material for each in remote.materials)):
            found.append((packet_id, material))
    return sorted(found)


def _gone(look: RemoteLook, local: Local, now: datetime, settle: timedelta, draft: _Draft) -> list[Withdraw]:
    """Notes what is missing for the first time; returns what was missing long enough to be believed."""
    believed: list[Withdraw] = []
    for packet, material in _absent(look, local):
        seen = local.observations.get(material)
        since = seen.missing_since if seen is not None else None
        if since is None or since > now:  # a clock that was set back starts again
            draft.notes.append(NoteMissing(material, now))
        elif now - since >= settle:
            believed.append(Withdraw(packet, material, declared=False))
    return believed


def _too_many(gone: list[Withdraw], look: RemoteLook, local: Local) -> list[Withdraw]:
    """Those withdrawals that are too many to be true. What is missing but not yet believed counts with them."""
    missing = _absent(look, local) if gone else []
    everything = len(list(_live(local.packets.values())))
    if len(missing) > 1 and len(missing) >= _WHOLE_SHARE * everything:
        return gone
    held: list[Withdraw] = []
    for withdraw in gone:
        live = len(list(_live([local.packets[withdraw.packet]])))
        lost = sum(packet == withdraw.packet for packet, _ in missing)
        alone = lost == 1 and live <= _SMALL_PACKET
        if lost > _PACKET_SHARE * live and not alone:
            held.append(withdraw)
    return held
