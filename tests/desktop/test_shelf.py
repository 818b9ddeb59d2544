"""The lists of meetings and circulars, and what the machine holds, in plain values."""

from window_fakes import TODAY, material, meeting, town

from dxmeet.desktop.library.shelf import entries
from dxmeet.desktop.syncing.contents import contents
from dxmeet.domain.packet import State


def test_every_packet_and_material_is_there_in_order() -> None:
    assert [e.id for e in entries(town())] == [p.id for p in town()]
    assert [len(e.materials) for e in entries(town())] == [len(p.materials) for p in town()]


def test_states_are_told_apart() -> None:
    packet = meeting(
        "s",
        "会議",
        TODAY,
        material("s", 0, "未読", read=False),
        material("s", 1, "既読"),
        material("s", 2, "差し替え", replaced=True),
        material("s", 3, "回収", state=State.WITHDRAWN),
        material("s", 4, "待ち", pages=0, state=State.WAITING, code="still-writing"),
    )
    words = [m.words for m in entries([packet])[0].materials]
    assert words == ["unread", "read", "replaced", "withdrawn", "waiting"]


def test_what_is_missing_stands_first_with_its_reason() -> None:
    blocks = contents(town())
    assert blocks[0].title == "総務委員会（事前説明）"
    assert [(line.here, line.code) for line in blocks[0].lines] == [(True, ""), (False, "still-writing")]
    assert all(not block.troubled for block in blocks[1:])
