"""What the share holds now: plain folders and published packets, at about one listing a folder.

A look draws no conclusion from what it does not see; it only says whether it saw everything (``complete``).

  marker ─▶ 会議, 配布 ─▶ each packet folder ─▶ manifests not read before ─▶ marker again
                            └ skipped when its own time says that nothing changed (see ``Memory``)
"""

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import replace

from dxmeet.domain.packet import Kind, Packet, PacketId, ShareId, Source
from dxmeet.domain.syncplan import RemoteFile, RemoteLook, RemoteMaterial, RemotePacket, ShareState
from dxmeet.errors import ShareDamaged, ShareError, ShareUnreachable
from dxmeet.sharing.files import Glance, Listed, ShareFiles, listed
from dxmeet.sharing.layout import (
    MARKER,
    colliding,
    folder_packet_id,
    ignored,
    is_pdf,
    manifest_hash,
    name_key,
    plain_material_id,
    refusal,
    shown,
)
from dxmeet.sharing.manifest import MANIFEST_LIMIT, Entry, Lineage, Manifest, every_file, lineage, parse
from dxmeet.sharing.marker import MARKER_LIMIT, MarkerInvalid, ShareIdentity, parse_marker
from dxmeet.sharing.naming import agenda_key, file_title, folder_name
from dxmeet.sharing.remembering import Memory, Seen

_UNFINISHED = ("still-writing", "missing-file")
_LAG = 20.0  # seconds; Windows shows a listing that is 10 s old beside the folder's new time, and FAT's times are 2 s coarse
_TELLING = 0.2  # seconds after which the owner hears that the look goes on
_QUIET = 14 * 86_400.0  # seconds: a plain folder untouched for so long is a past meeting
_RECONCILE = 3_600.0  # seconds: even then it is listed again once an hour


class Scanner:
    """Looks at one share. ``now`` is the wall clock in seconds since 1970."""

    def __init__(self, files: ShareFiles, memory: Memory, now: Callable[[], float]) -> None:
        self._files = files
        self._memory = memory
        self._now = now
        self._told = now()

    def look(self, expected: ShareId, known: frozenset[str]) -> Iterator[RemoteLook | None]:
        """None after each listing, and last the look. ``known``: top folders under which this machine knows files.

        Raises ShareDamaged, ShareDenied. An unreachable share is a state, not an error.
        """
        try:
            identity = self._marker()
        except (FileNotFoundError, ShareUnreachable):
            yield RemoteLook(ShareState.UNREACHABLE, complete=False)
            return
        if identity.id != expected:
            yield RemoteLook(ShareState.WRONG, complete=False)
            return
        self._memory.meet(identity)
        found: list[RemotePacket] = []
        complete = True
        unseen: set[str] = set()
        for kind, top in ((Kind.MEETING, identity.meetings), (Kind.CIRCULAR, identity.circulars)):
            try:
                entries = listed((yield from self._told_of(self._files.glancing(top))))
            except FileNotFoundError:
                entries = []
                unseen.add(top)
            except ShareUnreachable:
                yield RemoteLook(ShareState.UNREACHABLE, complete=False)
                return
            visible = [each for each in entries if not ignored(each.name)]
            # An empty folder where there were files is a dropped drive or a fresh mount point until shown otherwise.
            complete = complete and (bool(visible) or top not in known)
            yield None
            yield from self._collected(self._packets(identity, kind, top, visible), found)
        now = self._marker_again()
        if now is not None and now.id != expected:  # a drive letter that went over to another share meanwhile
            self._memory.forget_all()
            yield RemoteLook(ShareState.WRONG, complete=False)
            return
        whole = complete and now == identity
        yield RemoteLook(ShareState.OK, tuple(_without_copies(found)), whole, unseen=frozenset(unseen))

    def _told_of(self, glancing: Generator[None, None, Glance]) -> Generator[None, None, Glance]:
        """The steps of a listing, as far as the owner should hear of them."""
        while True:
            try:
                next(glancing)
            except StopIteration as end:
                return end.value
            yield from self._going_on()

    def _going_on(self) -> Iterator[None]:
        """None when it is time that the owner hears that the look goes on."""
        if self._now() - self._told > _TELLING:
            self._told = self._now()
            yield None

    def _collected(self, packets: Iterator[RemotePacket | None], found: list[RemotePacket]) -> Iterator[None]:
        for packet in packets:
            if packet is not None:
                found.append(packet)
            yield from self._going_on()

    def _marker(self) -> ShareIdentity:
        """It is read at the beginning and at the end of each look, and hardly ever changes."""
        untrusted = self._files.load(MARKER, MARKER_LIMIT)
        before = self._memory.marker
        if before is not None and before[0] == untrusted:
            return before[1]
        self._memory.marker = untrusted, _identity(self._files, untrusted)
        return self._memory.marker[1]

    def _marker_again(self) -> ShareIdentity | None:
        try:
            return self._marker()
        except (FileNotFoundError, ShareError):
            return None

    def _packets(
        self, identity: ShareIdentity, kind: Kind, top: str, entries: list[Listed]
    ) -> Iterator[RemotePacket | None]:
        entries = [each for each in entries if each.folder or (each.file and is_pdf(each.name))]
        twins = colliding(each.name for each in entries)
        refused: dict[PacketId, RemotePacket] = {}
        for entry in entries:
            made = self._memory.made.get(f"{top}/{entry.name}")
            if made is not None and entry.folder and entry.name not in twins:
                yield self._folder(made[1], entry)
                continue
            packet = _plain_packet(identity, kind, top, entry)
            code = "name-collides" if entry.name in twins else refusal(entry.name)
            if code:
                held = refused.get(packet.id, RemotePacket(packet, (), complete=False, problem=code))
                note = _refused(packet.id, entry.name, code, exact=True)
                refused[packet.id] = replace(held, materials=(*held.materials, note))
            elif entry.file:
                yield RemotePacket(packet, tuple(_plain_materials(packet.id, top, (entry,), ())))
            else:
                yield self._folder(packet, entry)
        yield from refused.values()

    def _folder(self, packet: Packet, entry: Listed) -> RemotePacket | None:
        """The packet in one folder; an incomplete one where it cannot be read now; None where there is nothing in it."""
        folder = packet.folder
        try:
            seen = self._listed(folder, entry)
            before = self._memory.made.get(folder)
            if before is not None and before[0] is seen:
                return before[2]
            found = self._made(packet, seen)
        except (FileNotFoundError, ShareError):
            self._memory.forget(folder)
            return RemotePacket(packet, (), complete=False, problem="folder-unreadable")
        if folder in self._memory.folders:
            self._memory.made[folder] = seen, packet, found
        return found

    def _made(self, packet: Packet, seen: Seen) -> RemotePacket | None:
        manifests = [each for each in seen.entries if each.file and manifest_hash(each.name) is not None]
        if not manifests:
            materials = tuple(_plain_materials(packet.id, packet.folder, seen.entries, seen.deeper))
            return RemotePacket(packet, materials) if materials else None
        read = dict(each for each in (self._manifest(packet.folder, each) for each in manifests) if each)
        said = lineage(read)
        if said is None:
            self._memory.forget(packet.folder)
            return RemotePacket(packet, (), complete=False, problem="manifest-damaged")
        found = published_packet(packet.folder, said, seen.entries, every_file(read.values()))
        if len(read) < len(manifests) or any(each.problem in _UNFINISHED for each in found.materials):
            # Somebody copies the folder here file by file: they grow without a change of the folder's own time.
            self._memory.forget(packet.folder)
        return found

    def _listed(self, folder: str, entry: Listed) -> Seen:
        now = self._now()
        before = self._memory.folders.get(folder)
        same = before is not None and before.mtime_ns == entry.mtime_ns
        if before is not None and same and self._settled(before, now):
            return before
        glance = self._files.glance(folder)
        told = before is not None and before.glances[:1] == [glance]
        entries = before.entries if before is not None and told else tuple(listed(glance))
        seen = Seen(entry.mtime_ns, before.met if before is not None and same else now, now, entries, ())
        subs = before.folders if before is not None and told else seen.folders
        seen.glances = [glance, *(self._files.glance(f"{folder}/{name}") for name in subs)]
        if before is not None and same and before.glances == seen.glances:
            self._memory.fresh.update({folder} if before.published else ())
            before.listed = now
            return before
        seen.deeper = tuple((name, tuple(listed(each))) for name, each in zip(subs, seen.glances[1:], strict=True))
        self._memory.fresh.add(folder)
        self._memory.folders[folder] = seen
        return seen

    def _settled(self, seen: Seen, now: float) -> bool:
        if not seen.met + _LAG <= seen.listed <= now:
            return False  # the listing may have been older than the time it came with
        if seen.published:
            return True
        return now - seen.newest_ns / 1e9 > _QUIET and not seen.deeper and now - seen.listed < _RECONCILE

    def _manifest(self, folder: str, entry: Listed) -> tuple[str, Manifest] | None:
        key = (f"{folder}/{entry.name}", entry.size, entry.mtime_ns)
        if key in self._memory.manifests:
            return self._memory.manifests[key]
        try:
            read = read_manifest(self._files, folder, entry)
        except ValueError:
            return None  # torn, being written or not ours: asked again next time
        self._memory.manifests[key] = read
        return read


def read_marker(files: ShareFiles) -> ShareIdentity:
    """Raises FileNotFoundError, ShareDamaged or another ShareError."""
    return _identity(files, files.load(MARKER, MARKER_LIMIT))


def _identity(files: ShareFiles, untrusted: bytes) -> ShareIdentity:
    try:
        return parse_marker(untrusted)
    except MarkerInvalid as error:
        raise ShareDamaged(path=str(files.root / MARKER), **error.facts) from error


def read_manifest(files: ShareFiles, folder: str, entry: Listed) -> tuple[str, Manifest]:
    """Raises ValueError for one that is not (yet) a manifest."""
    if entry.size > MANIFEST_LIMIT:
        raise ValueError("size")
    return parse(entry.name, files.load(f"{folder}/{entry.name}", MANIFEST_LIMIT))


def published_packet(
    folder: str, said: Lineage, entries: tuple[Listed, ...], files_named: frozenset[str]
) -> RemotePacket:
    """What the manifests say, held against what lies in the folder."""
    now = said.now
    packet = Packet(
        now.packet,
        now.kind,
        now.title,
        now.date,
        folder,
        Source.PUBLISHED,
        now.generation,
        now.starts,
        now.place,
        now.issuer,
        "",
        now.baseline,
        now.audience,
        now.keeping,
        now.withdrawn,
        printing=now.printing,
    )
    lying = {name_key(each.name): each for each in entries if each.file}
    materials = [_listed_material(folder, entry, lying, now.withdrawn) for entry in now.materials]
    named = {name_key(name) for name in files_named}
    strangers = [
        each for key, each in sorted(lying.items()) if is_pdf(each.name) and not ignored(each.name) and key not in named
    ]
    for order, each in enumerate(strangers, max((entry.order for entry in now.materials), default=0) + 1):
        code = refusal(each.name) or "unlisted"
        materials.append(replace(_refused(now.packet, each.name, code), order=order, title=file_title(each.name)[1]))
    return RemotePacket(packet, tuple(materials), problem="two-organisers" if said.two_organisers else "")


def _listed_material(folder: str, entry: Entry, lying: dict[str, Listed], withdrawn: bool) -> RemoteMaterial:
    content = entry.content
    there = lying.get(name_key(content.file))
    file = RemoteFile(f"{folder}/{there.name}", there.size, there.mtime_ns) if there else None
    gone = entry.withdrawn or withdrawn
    problem = ""
    if not gone and there is None:
        problem = "missing-file"
    elif not gone and there is not None and there.size != content.size:
        problem = "still-writing"  # somebody copies the folder here file by file
    return RemoteMaterial(
        entry.id, entry.order, entry.title, content.file, file, content.sha256, dict(content.changed), gone, problem
    )


def _plain_packet(identity: ShareIdentity, kind: Kind, top: str, entry: Listed) -> Packet:
    named = folder_name(entry.name if entry.folder else file_title(entry.name)[1])
    return Packet(
        folder_packet_id(identity.id, kind, entry.name),
        kind,
        named.title,
        named.day,
        f"{top}/{entry.name}" if not refusal(entry.name) else f"{top}/{shown(entry.name)}",
        Source.FOLDER,
        starts=named.starts,
        month=named.month,
        keeping=identity.keeping,
    )


def _plain_materials(
    packet: PacketId, folder: str, entries: tuple[Listed, ...], deeper: tuple[tuple[str, tuple[Listed, ...]], ...]
) -> Iterator[RemoteMaterial]:
    """The PDFs of a plain folder in agenda order, one level of sub-folders included as ``sub/name``."""
    files = {each.name: each for each in entries if each.file and is_pdf(each.name) and not ignored(each.name)}
    too_deep: list[str] = []
    for sub, inside in deeper:
        for each in inside:
            if each.folder and not ignored(each.name):
                too_deep.append(f"{sub}/{each.name}")
            elif each.file and is_pdf(each.name) and not ignored(each.name):
                files[f"{sub}/{each.name}"] = each
    twins = colliding(files)
    titles = _titles(files)
    claimed: set[str] = set()
    order = 0
    for order, name in enumerate(sorted(files, key=agenda_key), 1):
        file = files[name]
        code = "name-collides" if name in twins else next(filter(None, map(refusal, name.split("/"))), "")
        if code:
            exact = code != "name-collides" or name_key(name) in claimed
            claimed.add(name_key(name))
            yield replace(_refused(packet, name, code, exact=exact), order=order)
            continue
        place = RemoteFile(f"{folder}/{name}", file.size, file.mtime_ns)
        yield RemoteMaterial(plain_material_id(packet, name), order, titles[name], name, place)
    for more, name in enumerate(sorted(too_deep), order + 1):
        yield replace(_refused(packet, name, "too-deep", exact=True), order=more)


def _titles(names: Iterable[str]) -> dict[str, str]:
    """What each file is called; with its sub-folder where another one of the packet is called the same."""
    titles = {name: file_title(name.rpartition("/")[2])[1] for name in names}
    alike = Counter(titles.values())
    return {
        name: f"{shown(name.rpartition('/')[0])} / {title}" if alike[title] > 1 and "/" in name else title
        for name, title in titles.items()
    }


def _refused(packet: PacketId, name: str, code: str, *, exact: bool = False) -> RemoteMaterial:
    title = file_title(name.rpartition("/")[2])[1]
    return RemoteMaterial(plain_material_id(packet, name, exact=exact), 0, title, shown(name), None, problem=code)


def _without_copies(packets: list[RemotePacket]) -> Iterator[RemotePacket]:
    """A published folder copied with Explorer has its original's packet id: the newest generation is the packet."""
    if len({each.packet.id for each in packets}) == len(packets):
        yield from packets
        return
    best: dict[PacketId, RemotePacket] = {}
    for each in sorted(packets, key=lambda found: (-found.packet.generation, found.packet.folder)):
        best.setdefault(each.packet.id, each)
    copies = Counter(each.packet.id for each in packets)
    for each in packets:
        if best[each.packet.id] is each:
            copied = copies[each.packet.id] > 1
            yield replace(each, problem=each.problem or "duplicate-packet") if copied else each
