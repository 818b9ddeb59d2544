"""The rows of packets, materials, revisions and observations as domain values, and back."""

import json
from datetime import date, datetime, time
from typing import Any

from dxmeet.domain.packet import (
    Audience,
    Baseline,
    Basis,
    Keeping,
    Kind,
    Material,
    MaterialId,
    Packet,
    PacketId,
    Per,
    ReaderId,
    Revision,
    RevisionId,
    Source,
    State,
)
from dxmeet.domain.page import PageSize
from dxmeet.domain.syncplan import Observation
from dxmeet.storage.database import Row
from dxmeet.storage.moments import as_text, maybe_from, maybe_text


def packet_row(packet: Packet) -> Row:
    """The packet's own fields, without ``checked_at``."""
    return {
        "id": packet.id,
        "kind": packet.kind.value,
        "title": packet.title,
        "date": packet.date.isoformat() if packet.date else None,
        "folder": packet.folder,
        "source": packet.source.value,
        "generation": packet.generation,
        "starts": packet.starts.isoformat() if packet.starts else None,
        "place": packet.place,
        "author": packet.author,
        "month": packet.month,
        "baseline": _baseline_text(packet.baseline),
        "audience": json.dumps(
            {"readers": sorted(packet.audience.readers), "departments": sorted(packet.audience.departments)}
        ),
        "keeping": str(packet.keeping),
        "keep_until": packet.keeping.until.isoformat() if packet.keeping.until else None,
        "withdrawn": int(packet.withdrawn),
        "printing": int(packet.printing),
    }


def packet_of(row: Row, materials: tuple[Material, ...]) -> Packet:
    audience = json.loads(row["audience"])
    until = date.fromisoformat(row["keep_until"]) if row["keep_until"] else None
    return Packet(
        id=PacketId(row["id"]),
        kind=Kind(row["kind"]),
        title=row["title"],
        date=date.fromisoformat(row["date"]) if row["date"] else None,
        folder=row["folder"],
        source=Source(row["source"]),
        generation=row["generation"],
        starts=time.fromisoformat(row["starts"]) if row["starts"] else None,
        place=row["place"],
        author=row["author"],
        month=row["month"],
        baseline=_baseline_of(row["baseline"]),
        audience=Audience(frozenset(map(ReaderId, audience["readers"])), frozenset(audience["departments"])),
        keeping=Keeping.parse(row["keeping"], until),
        withdrawn=bool(row["withdrawn"]),
        materials=materials,
        checked_at=maybe_from(row["checked_at"]),
        printing=bool(row["printing"]),
    )


def material_of(row: Row) -> Material:
    """From a material's row joined with its current revision, if it has one."""
    changed: dict[str, Any] = json.loads(row["changed"] or "{}")
    return Material(
        id=MaterialId(row["id"]),
        packet=PacketId(row["packet"]),
        order=row["position"],
        title=row["title"],
        name=row["name"],
        state=State(row["state"]),
        code=row["code"],
        revision=revision_of(row) if row["revision"] is not None else None,
        earlier=tuple(map(RevisionId, json.loads(row["earlier"]))),
        changed={RevisionId(name): (a4, a3) for name, (a4, a3) in changed.items()},
        checked_at=maybe_from(row["checked_at"]),
        read_revision=None if row["read_revision"] is None else RevisionId(row["read_revision"]),
        notes=row["notes"],
    )


def pages_as_text(pages: tuple[PageSize, ...]) -> str:
    return json.dumps([[page.width, page.height] for page in pages])


def revision_row(revision: Revision, at: datetime) -> Row:
    return {
        "id": revision.id,
        "size": revision.size,
        "pages": pages_as_text(revision.pages),
        "fingerprints": json.dumps(revision.fingerprints),
        "added_at": as_text(at),
    }


def revision_of(row: Row) -> Revision:
    return Revision(
        id=RevisionId(row["revision"]),
        size=row["size"],
        pages=tuple(PageSize(width, height) for width, height in json.loads(row["pages"])),
        fingerprints=tuple(json.loads(row["fingerprints"])),
    )


def observation_row(observation: Observation) -> Row:
    return {
        "material": observation.material,
        "path": observation.path,
        "size": observation.size,
        "mtime_ns": observation.mtime_ns,
        "taken_as": observation.taken_as,
        "missing_since": maybe_text(observation.missing_since),
    }


def observation_of(row: Row) -> Observation:
    return Observation(
        material=MaterialId(row["material"]),
        path=row["path"],
        size=row["size"],
        mtime_ns=row["mtime_ns"],
        taken_as=None if row["taken_as"] is None else RevisionId(row["taken_as"]),
        missing_since=maybe_from(row["missing_since"]),
    )


def _baseline_text(baseline: Baseline | None) -> str | None:
    if baseline is None:
        return None
    plain = {"copies": baseline.copies, "sides": baseline.sides, "nup": baseline.nup}
    return json.dumps({**plain, "basis": baseline.basis.value, "per": baseline.per.value})


def _baseline_of(text: str | None) -> Baseline | None:
    if text is None:
        return None
    plain = json.loads(text)
    return Baseline(plain["copies"], plain["sides"], plain["nup"], Basis(plain["basis"]), Per(plain["per"]))
