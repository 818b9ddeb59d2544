"""Which packet or material a word on the command line means: an id, the beginning of one, a file's name or a title."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from dxmeet.domain.packet import Material, MaterialId, Packet, PacketId
from dxmeet.errors import InputInvalid, MaterialUnknown, PacketUnknown

_Thing = TypeVar("_Thing", Packet, Material)


def choose_packet(packets: Iterable[Packet], wanted: str) -> PacketId:
    """By exact id, then by title or folder, then by a beginning that only one id has.

    Raises PacketUnknown, or InputInvalid where it may mean more than one.
    """
    found = _meant(
        list(packets), wanted, lambda packet: (packet.title, packet.folder, packet.folder.rpartition("/")[2])
    )
    if not found:
        raise PacketUnknown(packet=wanted)
    return _only(found, "packet", wanted).id


def choose_material(packets: Iterable[Packet], wanted: str) -> MaterialId:
    """By exact id, then by title or file name (with or without its suffix), then by a beginning that only one id has.

    Raises MaterialUnknown, or InputInvalid where it may mean more than one.
    """
    materials = [material for packet in packets for material in packet.materials]
    found = _meant(
        materials, wanted, lambda material: (material.title, material.name, material.name.rpartition(".")[0])
    )
    if not found:
        raise MaterialUnknown(material=wanted)
    return _only(found, "material", wanted).id


def _meant(things: Sequence[_Thing], wanted: str, names: Callable[[_Thing], Sequence[str]]) -> list[_Thing]:
    exact = [each for each in things if each.id == wanted]
    word = _folded(wanted)
    if exact or not word:
        return exact
    named = [each for each in things if word in map(_folded, names(each))]
    return named or [each for each in things if each.id.startswith(wanted)]


def _only(found: Sequence[_Thing], field: str, wanted: str) -> _Thing:
    if len(found) > 1:
        raise InputInvalid(field=field, value=wanted)
    return found[0]


def _folded(name: str) -> str:
    """Names are compared by NFC and case, as on the share."""
    return unicodedata.normalize("NFC", name).casefold().strip()
