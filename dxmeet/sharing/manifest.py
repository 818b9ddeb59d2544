"""The manifest of a published packet: what an organiser distributed, as an immutable JSON file, and how two are merged.

{ "format": 1, "packet": "p-" + 26 base-32 letters, "kind": "meeting" | "circular", "title", "date": "2026-11-25",
  "starts": "10:00" | null, "place", "author": terminal, "issuer", "generation": 1…, "parents": [sha256 of manifests],
  "created": ISO 8601 with offset, "withdrawn": bool,
  "baseline": null | { "copies", "sides", "nup", "basis", "per" },
  "audience": { "readers": [pseudonym], "departments": [name] },      both empty: everyone
  "keeping": { "offline": "keep" | "lease(14)" | "memory", "until": date | null },
  "printing": false,                                                  only where the packet is not to be printed
  "materials": [ { "id": "m-" + 20 hex, "order", "title", "file", "sha256", "size", "pages", "pages_a4", "pages_a3",
                   "changed": { earlier sha256: [a4, a3] }, "earlier": [sha256], "withdrawn": bool } ] }

packet.json (1) ──┬── packet.0002.taaaaaaa.….json      two organisers at once: neither is lost; readers merge both heads,
                  └── packet.0002.tbbbbbbb.….json      and the next one to publish names both as parents

Everything read here comes from a folder that anyone may write to: sizes, types, counts and names are checked.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any, TypeVar

from dxmeet.domain.event import canonical
from dxmeet.domain.packet import (
    Audience,
    Baseline,
    Basis,
    Keeping,
    Kind,
    MaterialId,
    PacketId,
    Per,
    ReaderId,
    RevisionId,
    TerminalId,
)
from dxmeet.sharing.layout import manifest_hash, plain_file_name, shown

MANIFEST_LIMIT = 8 << 20
"""Bytes; a larger file is not read."""
MOST_MATERIALS = 2_000

_FORMAT = 1
_SHA256 = re.compile(r"[0-9a-f]{64}")
_PACKET = re.compile(r"p-[a-z2-7]{26}")
_MATERIAL = re.compile(r"m-[0-9a-f]{20}")
_TERMINAL = re.compile(r"[0-9A-Za-z_-]{1,80}")

_Field = TypeVar("_Field")


@dataclass(frozen=True)
class Content:
    """The bytes a material has now, and how they differ from earlier ones: it changes as one."""

    file: str
    sha256: RevisionId
    size: int
    pages: int
    pages_a4: int
    pages_a3: int
    changed: Mapping[RevisionId, tuple[int, int]] = field(default_factory=dict[RevisionId, tuple[int, int]])


@dataclass(frozen=True)
class Entry:
    """One material of a manifest. ``earlier``: revisions it had before, newest first."""

    id: MaterialId
    order: int
    title: str
    content: Content
    earlier: tuple[RevisionId, ...] = ()
    withdrawn: bool = False


@dataclass(frozen=True)
class Manifest:
    """One generation of a published packet."""

    packet: PacketId
    kind: Kind
    title: str
    date: date | None
    starts: time | None
    place: str
    author: TerminalId
    generation: int
    parents: tuple[str, ...]
    created: datetime
    baseline: Baseline | None
    audience: Audience
    keeping: Keeping
    withdrawn: bool
    materials: tuple[Entry, ...]
    issuer: str = ""  # the department that distributes, as shown
    printing: bool = True


@dataclass(frozen=True)
class Lineage:
    """What all valid manifests of one folder say together. ``heads`` are the hashes nothing descends from."""

    now: Manifest
    heads: tuple[str, ...]

    @property
    def two_organisers(self) -> bool:
        return len(self.heads) > 1


def parse(name: str, untrusted: bytes) -> tuple[str, Manifest]:
    """(SHA-256 of the bytes, manifest). Raises ValueError for one that is torn, too large or not ours."""
    digest = hashlib.sha256(untrusted).hexdigest()
    promised = manifest_hash(name)
    if promised is None or not digest.startswith(promised) or len(untrusted) > MANIFEST_LIMIT:
        raise ValueError("hash")
    try:
        return digest, _manifest(json.loads(untrusted))
    except (KeyError, TypeError, AttributeError, RecursionError, UnicodeDecodeError, OverflowError) as error:
        raise ValueError(str(error)) from error


def serialise(manifest: Manifest) -> bytes:
    """The bytes whose SHA-256 is the manifest's identity."""
    baseline = manifest.baseline
    return canonical(
        {
            "format": _FORMAT,
            "packet": manifest.packet,
            "kind": manifest.kind.value,
            "title": manifest.title,
            "date": manifest.date.isoformat() if manifest.date else None,
            "starts": manifest.starts.isoformat() if manifest.starts else None,
            "place": manifest.place,
            "author": manifest.author,
            "issuer": manifest.issuer,
            "generation": manifest.generation,
            "parents": list(manifest.parents),
            "created": manifest.created.isoformat(),
            "withdrawn": manifest.withdrawn,
            "baseline": None
            if baseline is None
            else {
                "copies": baseline.copies,
                "sides": baseline.sides,
                "nup": baseline.nup,
                "basis": baseline.basis.value,
                "per": baseline.per.value,
            },
            "audience": {
                "readers": sorted(manifest.audience.readers),
                "departments": sorted(manifest.audience.departments),
            },
            "keeping": {
                "offline": str(manifest.keeping),
                "until": manifest.keeping.until.isoformat() if manifest.keeping.until else None,
            },
            "materials": [_plain_entry(entry) for entry in manifest.materials],
            **({} if manifest.printing else {"printing": False}),
        }
    )


def lineage(manifests: Mapping[str, Manifest]) -> Lineage | None:
    """What the manifests of one folder, by hash, say together; None without any.

    All heads are merged field by field against what they have in common, in the order of (generation, hash): the last
    wins where two changed the same field, and a revision that lost stays listed as an earlier one.
    """
    if not manifests:
        return None
    newest = max(manifests, key=lambda each: (manifests[each].generation, each))
    packet = manifests[newest].packet
    ours = {digest: manifest for digest, manifest in manifests.items() if manifest.packet == packet}
    above = {digest: _ancestors(digest, ours) for digest in ours}
    heads = sorted(
        (digest for digest in ours if not any(digest in ancestors for ancestors in above.values())),
        key=lambda each: (ours[each].generation, each),
    )
    common = set[str].intersection(*(above[head] for head in heads)) & set(ours)
    before = lineage({digest: ours[digest] for digest in common})  # which may have had two heads itself
    base = before.now if before is not None else None
    merged = ours[heads[0]]
    for head in heads[1:]:
        merged = _merged(base, merged, ours[head])
    return Lineage(merged, tuple(heads))


def _ancestors(digest: str, manifests: Mapping[str, Manifest]) -> set[str]:
    found: set[str] = set()
    waiting = [*manifests[digest].parents]
    while waiting:
        parent = waiting.pop()
        if parent not in found and parent != digest:
            found.add(parent)
            waiting.extend(manifests[parent].parents if parent in manifests else ())
    return found


def _merged(base: Manifest | None, first: Manifest, second: Manifest) -> Manifest:
    def chosen(name: str) -> Any:
        return _pick(
            getattr(base, name) if base else None, getattr(first, name), getattr(second, name), base is not None
        )

    names = ("title", "date", "starts", "place", "baseline", "audience", "keeping", "withdrawn", "printing")
    olds = {entry.id: entry for entry in base.materials} if base else {}
    ones = {entry.id: entry for entry in first.materials}
    twos = {entry.id: entry for entry in second.materials}
    entries = [_merged_entry(olds.get(each), ones.get(each), twos.get(each)) for each in ones | twos]
    entries.sort(key=lambda entry: (entry.order, entry.id))
    return replace(second, **{name: chosen(name) for name in names}, materials=tuple(entries))


def _merged_entry(base: Entry | None, first: Entry | None, second: Entry | None) -> Entry:
    if first is None or second is None:
        only = first or second
        assert only is not None
        return only
    content = _pick(base.content if base else None, first.content, second.content, base is not None)
    every = (first.content.sha256, *second.earlier, *first.earlier, second.content.sha256)
    earlier = tuple(dict.fromkeys(each for each in every if each != content.sha256))
    return replace(
        second,
        order=_pick(base.order if base else None, first.order, second.order, base is not None),
        title=_pick(base.title if base else None, first.title, second.title, base is not None),
        withdrawn=_pick(base.withdrawn if base else None, first.withdrawn, second.withdrawn, base is not None),
        content=content,
        earlier=earlier,
    )


def _pick(base: _Field | None, first: _Field, second: _Field, known: bool) -> _Field:
    """Three ways: whoever changed it; the second where both did or where nobody knows what it was."""
    return first if known and second == base else second


def _plain_entry(entry: Entry) -> dict[str, Any]:
    content = entry.content
    return {
        "id": entry.id,
        "order": entry.order,
        "title": entry.title,
        "file": content.file,
        "sha256": content.sha256,
        "size": content.size,
        "pages": content.pages,
        "pages_a4": content.pages_a4,
        "pages_a3": content.pages_a3,
        "changed": {earlier: list(pages) for earlier, pages in content.changed.items()},
        "earlier": list(entry.earlier),
        "withdrawn": entry.withdrawn,
    }


def _manifest(untrusted: Any) -> Manifest:
    if untrusted["format"] != _FORMAT or len(untrusted["materials"]) > MOST_MATERIALS:
        raise ValueError("format")
    entries = tuple(_entry(each) for each in untrusted["materials"])
    if len({entry.id for entry in entries}) != len(entries):
        raise ValueError("materials")
    created = datetime.fromisoformat(untrusted["created"])
    if created.tzinfo is None:
        raise ValueError("created")
    return Manifest(
        PacketId(_matching(_PACKET, untrusted["packet"])),
        Kind(untrusted["kind"]),
        _text(untrusted["title"], 500),
        date.fromisoformat(untrusted["date"]) if untrusted["date"] is not None else None,
        time.fromisoformat(untrusted["starts"]) if untrusted.get("starts") is not None else None,
        _text(untrusted.get("place", ""), 500),
        TerminalId(_matching(_TERMINAL, untrusted["author"])),
        _count(untrusted["generation"], least=1, most=999_999_999),
        tuple(_matching(_SHA256, each) for each in untrusted["parents"]),
        created,
        _baseline(untrusted.get("baseline")),
        _audience(untrusted.get("audience", {})),
        _keeping(untrusted.get("keeping", {})),
        _truth(untrusted.get("withdrawn", False)),
        tuple(sorted(entries, key=lambda entry: (entry.order, entry.id))),
        _text(untrusted.get("issuer", ""), 200),
        _truth(untrusted.get("printing", True)),
    )


def _entry(untrusted: Any) -> Entry:
    file = untrusted["file"]
    if not isinstance(file, str) or not plain_file_name(file):
        raise ValueError("file")
    changed = {
        RevisionId(_matching(_SHA256, earlier)): (_count(a4), _count(a3))
        for earlier, (a4, a3) in untrusted.get("changed", {}).items()
    }
    content = Content(
        file,
        RevisionId(_matching(_SHA256, untrusted["sha256"])),
        _count(untrusted["size"], most=1 << 50),
        _count(untrusted["pages"]),
        _count(untrusted["pages_a4"]),
        _count(untrusted["pages_a3"]),
        changed,
    )
    return Entry(
        MaterialId(_matching(_MATERIAL, untrusted["id"])),
        _count(untrusted["order"]),
        _text(untrusted["title"], 500),
        content,
        tuple(RevisionId(_matching(_SHA256, each)) for each in untrusted.get("earlier", [])),
        _truth(untrusted.get("withdrawn", False)),
    )


def _baseline(untrusted: Any) -> Baseline | None:
    if untrusted is None:
        return None
    sides, nup = _count(untrusted["sides"]), _count(untrusted["nup"])
    if sides not in (1, 2) or nup not in (1, 2, 4):
        raise ValueError("baseline")
    return Baseline(_count(untrusted["copies"]), sides, nup, Basis(untrusted["basis"]), Per(untrusted["per"]))


def _audience(untrusted: Any) -> Audience:
    readers = frozenset(ReaderId(_text(each, 200)) for each in untrusted.get("readers", []))
    return Audience(readers, frozenset(_text(each, 200) for each in untrusted.get("departments", [])))


def _keeping(untrusted: Any) -> Keeping:
    until = untrusted.get("until")
    return Keeping.parse(untrusted.get("offline", "keep"), date.fromisoformat(until) if until is not None else None)


def _text(untrusted: Any, most: int) -> str:
    if not isinstance(untrusted, str):
        raise ValueError("text")
    return shown(untrusted)[:most]


def _matching(form: re.Pattern[str], untrusted: Any) -> str:
    if not isinstance(untrusted, str) or not form.fullmatch(untrusted):
        raise ValueError(form.pattern)
    return untrusted


def _count(untrusted: Any, least: int = 0, most: int = 1_000_000) -> int:
    if type(untrusted) is not int or not least <= untrusted <= most:
        raise ValueError("number")
    return untrusted


def _truth(untrusted: Any) -> bool:
    if not isinstance(untrusted, bool):
        raise ValueError("true or false")
    return untrusted


def every_file(manifests: Iterable[Manifest]) -> frozenset[str]:
    """The files that any generation names: an earlier revision still lying there is listed, not a stranger."""
    return frozenset(entry.content.file for manifest in manifests for entry in manifest.materials)
