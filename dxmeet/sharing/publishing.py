"""Publish, replace, withdraw: write beside, fsync, rename; never overwrite what a reader may be reading.

publish    会議/.publishing-<terminal8>-<random>/  ─ files, packet.json ─▶ renamed to its readable name: all of it at once
replace    claim 「資料1 (2版).pdf」 (exclusive create) ─ .part, fsync ─▶ renamed over our own claim ─ a new manifest
withdraw   a new manifest

Each function is a generator that yields the bytes written so far after each step, so that the owner can give every
step a deadline of its own, and returns what was published.
"""

import base64
import hashlib
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from dxmeet.domain.packet import (
    Audience,
    Baseline,
    Keeping,
    Kind,
    MaterialId,
    PacketId,
    Revision,
    RevisionId,
    TerminalId,
)
from dxmeet.errors import (
    FileDenied,
    FileInvalid,
    FileIsFolder,
    FileMissing,
    MaterialNotReady,
    MaterialUnknown,
    PacketChanged,
    PacketNotPublished,
    PacketUnknown,
    ShareError,
)
from dxmeet.sharing.files import CHUNK, Listed, ShareFiles
from dxmeet.sharing.layout import (
    MANIFEST,
    PART,
    PUBLISHING,
    manifest_hash,
    manifest_name,
    name_key,
    numbered,
    plain_file_name,
    safe_name,
    shown,
)
from dxmeet.sharing.manifest import Content, Entry, Lineage, Manifest, lineage, serialise
from dxmeet.sharing.scanning import read_manifest, read_marker

_STALE = timedelta(hours=48)
_TRIES = 50  # names " (2)" … that others may take while we look


@dataclass(frozen=True)
class DraftItem:
    """One file to distribute. ``inspected`` was read from ``source`` before; other bytes are not published."""

    source: Path
    title: str
    order: int
    inspected: Revision


@dataclass(frozen=True)
class Draft:
    """A packet to be published."""

    kind: Kind
    title: str
    date: date
    starts: time | None
    place: str
    baseline: Baseline | None
    audience: Audience
    keeping: Keeping
    author: TerminalId
    at: datetime
    items: tuple[DraftItem, ...]
    issuer: str = ""
    printing: bool = True


@dataclass(frozen=True)
class Published:
    """What is on the share now. ``materials``: (id, title, revision) of those this act concerned, in agenda order."""

    packet: PacketId
    generation: int
    folder: str
    materials: tuple[tuple[MaterialId, str, RevisionId], ...]


Writing = Generator[int, None, Published]


def publish(files: ShareFiles, draft: Draft) -> Writing:
    """A new packet; it appears whole or not at all. Raises a ShareError, FileMissing, FileInvalid."""
    identity = read_marker(files)
    top = identity.meetings if draft.kind is Kind.MEETING else identity.circulars
    files.make_folders(top)
    _clear_up(files, top, draft.author, draft.at)
    building = f"{top}/{PUBLISHING}{draft.author[:8]}-{files.token(6)}"
    files.make_folder(building)
    try:
        entries: list[Entry] = []
        for item in draft.items:
            name = numbered(safe_name(item.title, ".pdf"), [entry.content.file for entry in entries])
            yield from files.writing(f"{building}/{name}", _verified(item.source, item.inspected))
            material = MaterialId(f"m-{files.token(10)}")
            entries.append(Entry(material, item.order, shown(item.title), _content(name, item.inspected, {})))
        manifest = _first_manifest(files, draft, entries)
        files.claim(f"{building}/{MANIFEST}", serialise(manifest))
        folder = _appear(files, building, top, safe_name(f"{draft.date.isoformat()} {draft.title}"))
    except BaseException:  # also when the owner gives up half-way: what nobody can see must not stay
        _abandon(files, building)
        raise
    return _published(manifest, folder, entries)


def replace_material(
    files: ShareFiles,
    folder: str,
    material: MaterialId,
    source: Path,
    inspected: Revision,
    changed: Mapping[RevisionId, tuple[int, int]],
    author: TerminalId,
    at: datetime,
    packet: PacketId | None = None,
) -> Writing:
    """差し替え. Replacing with the bytes that are already distributed changes nothing."""
    said = _lineage(files, folder, packet)
    if said.now.withdrawn:
        raise MaterialNotReady(material=material, state="withdrawn")  # a new file in it would reach nobody
    entry = _entry(said.now, material)
    if entry.content.sha256 == inspected.id and not entry.withdrawn:
        return _published(said.now, folder, [entry])
    _clear_up(files, folder, author, at)
    name = _claimed(files, folder, entry)
    part = files.part_name(folder, name, author)
    try:
        yield from files.writing(part, _verified(source, inspected))
    except BaseException:
        _forget(files, part)
        _forget(files, f"{folder}/{name}")  # our own empty claim
        raise
    files.rename(part, f"{folder}/{name}")
    yield 0
    said = _lineage(files, folder, packet)  # again: somebody may have published while we were copying
    old = _entry(said.now, material)
    earlier = tuple(each for each in (old.content.sha256, *old.earlier) if each != inspected.id)
    new = replace(
        old, content=_content(name, inspected, changed), earlier=tuple(dict.fromkeys(earlier)), withdrawn=False
    )
    return _next(files, folder, said, [new], author, at)


def withdraw(
    files: ShareFiles,
    folder: str,
    material: MaterialId | None,
    author: TerminalId,
    at: datetime,
    packet: PacketId | None = None,
) -> Writing:
    """回収 of one material, or of the whole packet: an entry in a new manifest. The files stay where they are."""
    said = _lineage(files, folder, packet)
    yield 0
    chosen = list(said.now.materials) if material is None else [_entry(said.now, material)]
    if all(entry.withdrawn for entry in chosen) and (material is not None or said.now.withdrawn):
        return _published(said.now, folder, chosen)
    gone = [replace(entry, withdrawn=True) for entry in chosen]
    return _next(files, folder, said, gone, author, at, whole=material is None)


def _next(
    files: ShareFiles,
    folder: str,
    said: Lineage,
    entries: list[Entry],
    author: TerminalId,
    at: datetime,
    *,
    whole: bool = False,
) -> Published:
    """A new generation whose parents are all that was known: it joins what two organisers wrote at once."""
    fresh = {entry.id: entry for entry in entries}
    manifest = replace(
        said.now,
        author=author,
        generation=said.now.generation + 1,
        parents=said.heads,
        created=at,
        withdrawn=said.now.withdrawn or whole,
        materials=tuple(fresh.get(entry.id, entry) for entry in said.now.materials),
    )
    content = serialise(manifest)
    name = manifest_name(manifest.generation, author, hashlib.sha256(content).hexdigest())
    files.write(folder, name, content, author)
    return _published(manifest, folder, entries)


def _first_manifest(files: ShareFiles, draft: Draft, entries: list[Entry]) -> Manifest:
    packet = base64.b32encode(bytes.fromhex(files.token(17))).decode().lower()[:26]
    return Manifest(
        PacketId(f"p-{packet}"),
        draft.kind,
        shown(draft.title),
        draft.date,
        draft.starts,
        shown(draft.place),
        draft.author,
        1,
        (),
        draft.at,
        draft.baseline,
        draft.audience,
        draft.keeping,
        False,
        tuple(entries),
        draft.issuer,
        draft.printing,
    )


def _lineage(files: ShareFiles, folder: str, packet: PacketId | None = None) -> Lineage:
    """Raises PacketUnknown for a folder that is gone, PacketNotPublished for a plain one."""
    read_marker(files)
    try:
        entries = [each for each in files.listing(folder) if each.file and manifest_hash(each.name) is not None]
    except FileNotFoundError as error:
        raise PacketUnknown(packet=folder) from error
    if not entries:
        raise PacketNotPublished(packet=folder)
    said = lineage(dict(_readable(files, folder, entries)))
    if said is None:
        raise PacketChanged(packet=folder)  # only half-written manifests: somebody is at it
    if packet is not None and said.now.packet != packet:
        raise PacketChanged(packet=packet)  # the folder was renamed, and another packet took its name
    return said


def _readable(files: ShareFiles, folder: str, entries: list[Listed]) -> Iterator[tuple[str, Manifest]]:
    for each in entries:
        try:
            yield read_manifest(files, folder, each)
        except ValueError:
            continue


def _entry(manifest: Manifest, material: MaterialId) -> Entry:
    for entry in manifest.materials:
        if entry.id == material:
            return entry
    raise MaterialUnknown(material=material)


def _claimed(files: ShareFiles, folder: str, entry: Entry) -> str:
    """The next free ``title (n版).pdf``, ours by exclusive create."""
    for version in range(len(entry.earlier) + 2, len(entry.earlier) + 2 + _TRIES):
        name = safe_name(f"{entry.title} ({version}版)", ".pdf")
        if f"({version}版)" not in name:  # a title so long that it was cut
            name = safe_name(f"{entry.title[:40]} ({version}版)", ".pdf")
        try:
            files.claim(f"{folder}/{name}")
        except FileExistsError:
            continue
        return name
    raise PacketChanged(packet=folder)


def _appear(files: ShareFiles, building: str, top: str, wanted: str) -> str:
    for _ in range(_TRIES):
        taken = [each.name for each in files.listing(top)]
        folder = f"{top}/{numbered(wanted, taken)}"
        try:
            files.rename(building, folder)
        except FileExistsError:
            continue
        return folder
    raise PacketChanged(packet=wanted)


def _verified(source: Path, inspected: Revision) -> Iterator[bytes]:
    """The bytes of a local file; FileInvalid at the end when they are not those that were inspected."""
    seen = hashlib.sha256()
    try:
        with source.open("rb") as file:
            while chunk := file.read(CHUNK):
                seen.update(chunk)
                yield chunk
    except FileNotFoundError as error:
        raise FileMissing(path=str(source)) from error
    except IsADirectoryError as error:
        raise FileIsFolder(path=str(source)) from error
    except OSError as error:
        raise FileDenied(path=str(source)) from error
    if seen.hexdigest() != inspected.id:
        raise FileInvalid(path=str(source), reason="changed")


def _content(name: str, inspected: Revision, changed: Mapping[RevisionId, tuple[int, int]]) -> Content:
    if not plain_file_name(name):
        raise FileInvalid(path=name, reason="name")
    pages = len(inspected.pages)
    return Content(name, inspected.id, inspected.size, pages, inspected.pages_a4, inspected.pages_a3, dict(changed))


def _published(manifest: Manifest, folder: str, entries: list[Entry]) -> Published:
    materials = tuple((entry.id, entry.title, entry.content.sha256) for entry in entries)
    return Published(manifest.packet, manifest.generation, folder, materials)


def _clear_up(files: ShareFiles, folder: str, author: TerminalId, at: datetime) -> None:
    """Remove what this terminal itself left behind more than 48 hours ago; never anybody else's."""
    latest = (at - _STALE).timestamp() * 1e9
    mine, part = name_key(f"{PUBLISHING}{author[:8]}-"), name_key(f".{author[:8]}-")
    for each in files.listing(folder):
        key = name_key(each.name)
        if each.mtime_ns < latest and each.folder and key.startswith(mine):
            _abandon(files, f"{folder}/{each.name}")
        elif each.mtime_ns < latest and each.file and key.startswith(part) and key.endswith(PART):
            _forget(files, f"{folder}/{each.name}")


def _abandon(files: ShareFiles, folder: str) -> None:
    _quietly(lambda: files.remove_folder(folder))


def _forget(files: ShareFiles, path: str) -> None:
    _quietly(lambda: files.remove(path))


def _quietly(act: Callable[[], None]) -> None:
    """Clearing up is a kindness: its failure must not hide why we came to it."""
    try:
        act()
    except (OSError, ShareError):
        return
