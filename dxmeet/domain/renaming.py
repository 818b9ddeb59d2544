"""A file or folder that somebody renamed with Explorer keeps its identity here, and with it its notes. Pure.

A plain folder's ids come from names. Under a new name with the size and time (to 100 ns) of one file that is gone, a
file is that file; under a new name with most of its files so, a folder is that folder. Every such file is read once more,
so that its content confirms it: other bytes become a new revision, as if it had been overwritten.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace

from dxmeet.domain.packet import MaterialId, Packet, PacketId, Source, State
from dxmeet.domain.syncplan import Local, Observation, RemoteLook, RemoteMaterial, RemotePacket

_Print = tuple[int, int]


@dataclass(frozen=True)
class _Known:
    """What this machine knows of plain folders: where each material and packet was last seen."""

    packets: Mapping[PacketId, Packet]
    observations: Mapping[MaterialId, Observation]
    homes: Mapping[MaterialId, PacketId]
    at: Mapping[tuple[PacketId, str], MaterialId]  # (packet, path) of a file that was seen under another name first


def with_kept_names(look: RemoteLook, local: Local) -> RemoteLook:
    """The look with the ids that its renamed plain packets and files had before."""
    plain = {packet.id: packet for packet in local.packets.values() if packet.source is Source.FOLDER}
    if not plain or not look.packets:
        return look
    known = _known(plain, local.observations)
    ids = _packet_ids(look, plain, known)
    found: list[RemotePacket] = []
    for remote in look.packets:
        if remote.packet.source is Source.FOLDER:
            id = ids[remote.packet.id]
            kept = remote if id == remote.packet.id else replace(remote, packet=replace(remote.packet, id=id))
            found.append(_kept(kept, known, look.complete))
        else:
            found.append(remote)
    return replace(look, packets=tuple(found))


def _packet_ids(look: RemoteLook, plain: Mapping[PacketId, Packet], known: _Known) -> dict[PacketId, PacketId]:
    """For the id that each plain folder has by its name, the one that it has here: first what lies where it lay, then
    what holds files where they lay, then what has kept its name, then what was renamed; last a newcomer under the former name of another one."""
    folders = {each.packet.id: each for each in look.packets if each.packet.source is Source.FOLDER}
    lay = {packet.folder: packet.id for packet in sorted(plain.values(), key=_liveliness)}
    ids = {name: lay[each.packet.folder] for name, each in folders.items() if each.packet.folder in lay}
    _settle_by_files(ids, folders, plain, known)
    shown = {each.packet.folder for each in folders.values()}
    for name in sorted(folders.keys() & plain.keys() - ids.keys()):
        if plain[name].folder not in shown and name not in ids.values():
            ids[name] = name
    gone = [packet for packet in plain.values() if packet.id not in ids.values()]
    for name in sorted(folders.keys() - ids.keys()):
        former = _former(folders[name], gone, known, look.complete)
        free = former is not None and former not in ids.values()
        ids[name] = former if former and free else PacketId(_another(name, {*ids.values(), *plain}))
    return ids


def _settle_by_files(
    ids: dict[PacketId, PacketId],
    folders: Mapping[PacketId, RemotePacket],
    plain: Mapping[PacketId, Packet],
    known: _Known,
) -> None:
    """Adds the folders in which files lie where they were last seen. Of a packet that lay elsewhere: a listing of a moment
    ago showed its former name, and the line broke before its files were read there."""
    live = {each.id for packet in plain.values() for each in packet.materials if each.state is State.READY}
    owner = {path: packet for (packet, path), material in known.at.items() if material in live}
    for name in sorted(folders.keys() - ids.keys()):
        paths = [each.file.path for each in folders[name].materials if each.file is not None]
        owners = Counter(owner[path] for path in paths if path in owner)
        for packet in ids.values():
            owners.pop(packet, None)
        if owners:
            ids[name] = max(owners, key=lambda each: (owners[each], each))


def _liveliness(packet: Packet) -> tuple[int, PacketId]:
    """Of several packets that once lay in one folder, the last in this order is the one that still does."""
    return sum(material.state is State.READY for material in packet.materials), packet.id


def _known(plain: Mapping[PacketId, Packet], observations: Mapping[MaterialId, Observation]) -> _Known:
    homes = {material.id: packet.id for packet in plain.values() for material in packet.materials}
    at = {(homes[each.material], each.path): each.material for each in observations.values() if each.material in homes}
    return _Known(plain, observations, homes, at)


def _former(remote: RemotePacket, gone: Iterable[Packet], known: _Known, complete: bool) -> PacketId | None:
    """The packet that is gone and whose files mostly lie in this new folder; None unless exactly one is."""
    if not complete or not remote.complete:
        return None
    here = {(each.name, *_print(each)) for each in remote.materials if each.file is not None}
    likely: list[PacketId] = []
    for packet in gone:
        had = {
            (material.name, seen.size, seen.mtime_ns)
            for material in packet.materials
            if (seen := known.observations.get(material.id)) and seen.taken_as and material.state is State.READY
        }
        if had and 2 * len(had & here) > max(len(had), len(here)):
            likely.append(packet.id)
    return likely[0] if len(likely) == 1 else None


def _kept(remote: RemotePacket, known: _Known, complete: bool) -> RemotePacket:
    """The packet with the former ids of its files."""
    packet = known.packets.get(remote.packet.id, remote.packet)
    by_name = {material.name: material.id for material in packet.materials}
    paths = {each.file.path for each in remote.materials if each.file is not None}
    ids = {each.id: _id_by_place(each, packet.id, by_name, paths, known) for each in remote.materials}
    if complete and remote.complete:
        ids |= _by_print(remote, packet, known, ids)
    if all(id == former for former, id in ids.items()):
        return remote
    used = Counter(ids.values())
    return replace(
        remote,
        materials=tuple(
            replace(each, id=ids[each.id] if used[ids[each.id]] == 1 else each.id) for each in remote.materials
        ),
    )


def _id_by_place(
    remote: RemoteMaterial, packet: PacketId, by_name: Mapping[str, MaterialId], paths: set[str], known: _Known
) -> MaterialId:
    owner = known.at.get((packet, remote.file.path)) if remote.file is not None else None
    if owner is not None:
        return owner
    home = known.homes.get(remote.id)
    if home is None and remote.file is None:
        return remote.id
    if home != packet:  # in a renamed folder: the same name inside it
        return by_name.get(remote.name) or MaterialId(_another(remote.id, known.homes))
    seen = known.observations.get(remote.id)
    if remote.file is not None and seen is not None and seen.path != remote.file.path and seen.path in paths:
        return MaterialId(_another(remote.id, known.homes))  # a newcomer under the former name of a renamed file
    return remote.id


def _another(former: str, known: Container[str]) -> str:
    """The id itself where nobody has it, else the next one made from it."""
    number, found = 1, former
    while found in known:
        number += 1
        found = f"{former}.{number}"
    return found


def _by_print(
    remote: RemotePacket, packet: Packet, known: _Known, ids: Mapping[MaterialId, MaterialId]
) -> dict[MaterialId, MaterialId]:
    """New files that have the size and time of exactly one file that is gone, and of no other new file."""
    gone: dict[_Print, list[MaterialId]] = defaultdict(list)
    shown = set(ids.values())
    for material in packet.materials:
        seen = known.observations.get(material.id)
        if material.id not in shown and material.state is State.READY and seen is not None and seen.taken_as:
            gone[(seen.size, seen.mtime_ns)].append(material.id)
    fresh = [each for each in remote.materials if ids[each.id] not in known.homes and _takeable(each)]
    prints = Counter(_print(each) for each in fresh)
    return {
        each.id: gone[_print(each)][0]
        for each in fresh
        if prints[_print(each)] == 1 and len(gone.get(_print(each), ())) == 1
    }


def _takeable(remote: RemoteMaterial) -> bool:
    return remote.file is not None and not remote.problem and remote.file.size > 0


def _print(remote: RemoteMaterial) -> _Print:
    return (remote.file.size, remote.file.mtime_ns) if remote.file is not None else (-1, -1)
