"""The lists of meetings and circulars, and what the machine holds, in plain values."""

from hypothesis import given
from hypothesis import strategies as st
from window_fakes import TODAY, cabinet, material, meeting, town

from dxmeet.desktop.library.shelf import entries
from dxmeet.desktop.syncing.contents import contents
from dxmeet.domain.packet import State


def test_every_packet_is_there_without_a_search() -> None:
    assert [e.id for e in entries(town())] == [p.id for p in town()]


def test_a_search_finds_materials_whatever_their_width_and_leaves_the_others_out() -> None:
    found = entries([cabinet()], "１２月 定例会")
    assert [m.title for m in found[0].materials] == ["資料3 12月定例会 提出予定議案"]
    assert (found[0].ready, found[0].count) == (6, 6)


def test_a_search_for_the_meeting_shows_all_its_materials() -> None:
    assert len(entries([cabinet()], "庁議")[0].materials) == 6


def test_words_may_be_in_the_meeting_and_in_the_material() -> None:
    assert [m.title for m in entries([cabinet()], "庁議 窓口")[0].materials] == ["資料4 年末年始の窓口業務について"]


@given(st.text(max_size=20))
def test_a_search_never_invents(search: str) -> None:
    everything = {e.id: {m.id for m in e.materials} for e in entries(town())}
    for entry in entries(town(), search):
        assert {m.id for m in entry.materials} <= everything[entry.id]


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
