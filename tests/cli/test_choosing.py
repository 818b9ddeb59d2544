"""What a word on the command line means."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxmeet.cli.choosing import choose_material, choose_packet
from dxmeet.domain.packet import Kind, Material, MaterialId, Packet, PacketId, Source, State
from dxmeet.errors import InputInvalid, MaterialUnknown, PacketUnknown


def packet(id: str, title: str, *materials: tuple[str, str, str]) -> Packet:
    return Packet(
        id=PacketId(id),
        kind=Kind.MEETING,
        title=title,
        date=date(2026, 11, 25),
        folder=f"会議/2026-11-25 {title}",
        source=Source.FOLDER,
        materials=tuple(
            Material(MaterialId(each), PacketId(id), order, name_title, name, State.WAITING)
            for order, (each, name_title, name) in enumerate(materials, 1)
        ),
    )


PACKETS = [
    packet("p-abc1", "庁議", ("m-1234", "次第", "01 次第.pdf"), ("m-1299", "資料1", "02 資料1.pdf")),
    packet(
        "p-abd2", "部長会議", ("m-5678", "次第", "次第.pdf"), ("m-9", "ガイド", "ガイド.PDF"), ("m-90", "表", "表.pdf")
    ),
]


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        ("m-1234", "m-1234"),
        ("m-5", "m-5678"),
        ("資料1", "m-1299"),
        ("02 資料1.pdf", "m-1299"),
        ("02 資料1", "m-1299"),
        ("ガイド.pdf", "m-9"),  # case does not count
        ("カ\u3099イト\u3099", "m-9"),  # nor how a Mac writes ガイド
        ("m-9", "m-9"),  # an exact id wins over being the beginning of another
    ],
)
def test_a_material_is_found(wanted: str, meant: str) -> None:
    assert choose_material(PACKETS, wanted) == meant


@pytest.mark.parametrize("wanted", ["次第", "m-12", "m-"])
def test_a_material_that_may_be_two_is_refused(wanted: str) -> None:
    with pytest.raises(InputInvalid) as caught:
        choose_material(PACKETS, wanted)
    assert caught.value.facts == {"field": "material", "value": wanted}


@pytest.mark.parametrize("wanted", ["", " ", "m-0", "資料", "234"])
def test_an_unknown_material(wanted: str) -> None:
    with pytest.raises(MaterialUnknown):
        choose_material(PACKETS, wanted)


@pytest.mark.parametrize("wanted", ["p-abd2", "p-abd", "部長会議", "2026-11-25 部長会議", "会議/2026-11-25 部長会議"])
def test_a_packet_is_found(wanted: str) -> None:
    assert choose_packet(PACKETS, wanted) == "p-abd2"


def test_an_unknown_or_doubtful_packet() -> None:
    with pytest.raises(PacketUnknown):
        choose_packet(PACKETS, "p-x")
    with pytest.raises(InputInvalid):
        choose_packet(PACKETS, "p-ab")


@given(st.sampled_from([each for packet in PACKETS for each in packet.materials]), st.integers(0, 10))
def test_the_beginning_of_an_id_never_means_another_material(material: Material, length: int) -> None:
    try:
        found = choose_material(PACKETS, material.id[:length])
    except (InputInvalid, MaterialUnknown):
        return
    assert found == material.id or found == material.id[:length]
