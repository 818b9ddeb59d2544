"""The JSON shapes of the commands: domain values in, plain values out. Other programs rely on these names."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, cast

from dxmeet.domain.annotation import Carried, Note, Outcome
from dxmeet.domain.notation import note_plain
from dxmeet.domain.packet import Material, MaterialId, Packet

if TYPE_CHECKING:
    from dxmeet.services.carrying import CarryResult
    from dxmeet.services.checking import Finding
    from dxmeet.services.library import SyncState
    from dxmeet.services.synchronising import SyncResult


def moment(at: datetime | None) -> str | None:
    """ISO 8601 with its offset."""
    return None if at is None else at.isoformat()


def library(share: str, state: "SyncState", packets: Iterable[Packet]) -> dict[str, Any]:
    return {
        "share": {"id": share, "state": state.state.value, "checked_at": moment(state.checked_at)},
        "packets": [packet_plain(each) for each in packets],
    }


def packet_plain(packet: Packet) -> dict[str, Any]:
    return {
        "id": packet.id,
        "kind": packet.kind.value,
        "title": packet.title,
        "date": packet.date.isoformat() if packet.date else None,
        "month": packet.month or None,
        "starts": packet.starts.isoformat("minutes") if packet.starts else None,
        "place": packet.place,
        "source": packet.source.value,
        "generation": packet.generation,
        "state": packet.state,
        "checked_at": moment(packet.checked_at),
        "materials": [material_plain(each) for each in packet.materials],
    }


def material_plain(material: Material) -> dict[str, Any]:
    """Without a revision here the pages are not known: null, not nought."""
    revision = material.revision
    return {
        "id": material.id,
        "order": material.order,
        "title": material.title,
        "file": material.name,
        "revision": revision.id if revision else None,
        "pages": len(revision.pages) if revision else None,
        "pages_a4": revision.pages_a4 if revision else None,
        "pages_a3": revision.pages_a3 if revision else None,
        "state": material.state.value,
        "code": material.code or None,
        "checked_at": moment(material.checked_at),
        "notes": material.notes,
    }


def sync_plain(result: "SyncResult", seconds: float) -> dict[str, Any]:
    return {
        "state": result.state.value,
        "added": list(result.added),
        "replaced": list(result.replaced),
        "withdrawn": list(result.withdrawn),
        "waiting": pairs(result.waiting),
        "refused": pairs(result.refused),
        "notices": pairs(result.notices),
        "bytes": result.bytes,
        "requests": result.requests,
        "seconds": round(seconds, 3),
        "sent": result.sent,
    }


def pairs(named: Iterable[Sequence[str]]) -> list[dict[str, str]]:
    """(name, code) pairs as objects."""
    return [{"name": name, "code": code} for name, code in named]


def notes_plain(material: MaterialId, revision: str | None, notes: Iterable[Note]) -> dict[str, Any]:
    """A note says on which revision it was made: after a 差し替え that may be an earlier one."""
    return {
        "material": material,
        "revision": revision,
        "notes": [{**note_plain(each), "revision": each.revision} for each in notes],
    }


def carried_plain(result: "CarryResult") -> dict[str, Any]:
    """``id`` is the note's from when it was made, whatever became of it since; ``placed_as`` the one on the new revision."""
    return {
        "material": result.material,
        "from": result.old,
        "to": result.new,
        "pages": [{"old": pair.old, "new": pair.new, "match": pair.match.value} for pair in result.pages],
        "notes": [_carried_note(note, note.anchor.carried) for note in result.notes if note.anchor.carried],
    }


def _carried_note(note: Note, carried: Carried) -> dict[str, Any]:
    """Where it now is; for one without a place, where it was."""
    placed = carried.outcome is not Outcome.UNPLACED
    return {
        **note_plain(note),
        "id": carried.note,
        "outcome": carried.outcome.value,
        "score": carried.score,
        "reason": carried.reason or None,
        "revision": note.revision if placed else carried.revision,
        "carried_from": {"id": carried.source, "revision": carried.revision, "page": carried.page},
        "placed_as": note.id,
    }


def published_plain(packet: str, generation: int, materials: Iterable[Sequence[str]]) -> dict[str, Any]:
    return {
        "packet": packet,
        "generation": generation,
        "materials": [{"id": id, "title": title, "revision": revision} for id, title, revision in materials],
    }


def findings_plain(findings: Sequence["Finding"]) -> dict[str, Any]:
    """``name`` and ``ok`` always mean the finding's own; a fact of such a name gives way."""
    return {
        "ok": all(each.ok for each in findings),
        "findings": [{**each.facts, "name": each.name, "ok": each.ok} for each in findings],
    }


def plain(value: Any) -> Any:
    """Any value that a service returns, as JSON has it."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {str(name): plain(each) for name, each in cast("dict[Any, Any]", value).items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in cast("Sequence[Any]", value)]
    if isinstance(value, set | frozenset):
        return sorted((plain(each) for each in cast("Iterable[Any]", value)), key=str)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, Enum):
        return value.value
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
