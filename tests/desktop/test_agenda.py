"""What Home shows on which day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from window_fakes import NOW, TODAY, cabinet, circular, library_of, material, meeting, town

from dxmeet.desktop.home.agenda import make_agenda, material_rows, split_label
from dxmeet.desktop.home.blocks import carry_words
from dxmeet.domain.packet import Keeping, Packet, Source, State
from dxmeet.domain.syncplan import ShareState


def test_todays_meetings_stand_first_in_the_order_they_start() -> None:
    agenda = make_agenda(library_of(town()), TODAY)
    assert agenda.nearest == "today"
    assert [(b.starts, b.title) for b in agenda.shown] == [("10:00", "庁議（第16回）"), ("14:00", "情報化推進委員会")]
    assert [b.title for b in agenda.coming] == ["部長会議", "総務委員会（事前説明）", "防災会議 幹事会"]


def test_without_a_meeting_today_the_next_day_with_one_is_shown_and_not_twice() -> None:
    agenda = make_agenda(library_of(town()), date(2026, 11, 26))
    assert agenda.nearest == "next"
    assert [b.title for b in agenda.shown] == ["部長会議"]
    assert [b.title for b in agenda.coming] == ["総務委員会（事前説明）", "防災会議 幹事会"]


def test_after_the_last_meeting_the_latest_day_is_shown() -> None:
    agenda = make_agenda(library_of(town()), date(2027, 1, 4))
    assert (agenda.nearest, [b.title for b in agenda.shown]) == ("latest", ["防災会議 幹事会"])


def test_folders_without_a_day_still_have_their_materials_one_press_away() -> None:
    undated = meeting("u", "資料置き場", None, material("u", 0, "資料1 案"), source=Source.FOLDER)
    agenda = make_agenda(library_of([undated]), TODAY)
    assert agenda.nearest == "latest"
    assert agenda.shown[0].starts == ""
    assert agenda.shown[0].first == "u-0"


def test_a_fresh_profile_is_empty_in_words() -> None:
    agenda = make_agenda(library_of([], state=ShareState.UNREACHABLE), TODAY)
    assert agenda.empty
    assert agenda.nearest == "none"


@pytest.mark.parametrize(("days", "told"), [(13, "持ち出しできます"), (15, "持ち出しの期限が過ぎました")])
def test_what_a_lease_has_shut_is_not_said_to_be_ready_to_be_carried_out(days: int, told: str) -> None:
    leased = replace(meeting("m", "庁議", TODAY, material("m", 0, "資料1 案")), keeping=Keeping("lease", 14))
    agenda = make_agenda(library_of([leased], seen=NOW - timedelta(days=days)), TODAY)
    assert carry_words(agenda.shown[0])[2] == told


def test_withdrawn_meetings_and_circulars_are_not_on_home() -> None:
    packets = [replace(packet, withdrawn=True) for packet in town()]
    agenda = make_agenda(library_of(packets), TODAY)
    assert agenda.empty


def test_rows_carry_badges_notes_and_running_pages() -> None:
    rows = material_rows(cabinet())
    assert [(r.label, r.badge, r.notes, r.first, r.last) for r in rows] == [
        ("", "", 0, 1, 1),
        ("資料1", "replaced", 12, 2, 13),
        ("資料2", "", 5, 14, 37),
        ("資料3", "new", 0, 38, 43),
        ("資料4", "", 1, 44, 45),
        ("参考1", "", 0, 46, 49),
    ]


@given(st.lists(st.integers(min_value=0, max_value=30), max_size=8))
def test_running_pages_are_those_of_the_packet(pages: list[int]) -> None:
    papers = [material("p", i, f"資料{i}", pages=count) for i, count in enumerate(pages)]
    packet = meeting("p", "会議", TODAY, *papers)
    for row in material_rows(packet):
        if row.pages:
            assert row.first == packet.running_number(row.id, 1)
            assert row.last == packet.running_number(row.id, row.pages)


@pytest.mark.parametrize(
    ("title", "label", "rest"),
    [
        ("資料1 予算の状況", "資料1", "予算の状況"),
        ("資料１－２　別表", "資料１－２", "別表"),
        ("03 資料2 別紙", "資料2", "別紙"),
        ("参考1 調査(A3)", "参考1", "調査(A3)"),
        ("資料1", "", "資料1"),
        ("資料の見方", "", "資料の見方"),
        ("議案第10号 令和8年度予算", "", "議案第10号 令和8年度予算"),
        ("次第", "", "次第"),
    ],
)
def test_labels_are_split_off_only_where_they_are_labels(title: str, label: str, rest: str) -> None:
    assert split_label(title) == (label, rest)


@given(st.text(max_size=40))
def test_no_title_loses_its_words(title: str) -> None:
    label, rest = split_label(title)
    assert rest in title
    assert label in title


def test_unread_circulars_come_first_and_a_single_material_opens_at_once() -> None:
    agenda = make_agenda(library_of(town()), TODAY)
    assert [c.unread for c in agenda.circulars] == [True, True, False, False]
    opens = {c.title: c.opens for c in agenda.circulars}
    assert opens["公用車の冬期運行に関する通知"] == "cars-0"
    assert opens["インフルエンザ予防接種の日程"] is None
    assert agenda.unread == 2


def test_an_old_unread_circular_has_no_badge_but_stays_unread() -> None:
    old = circular("o", "古い通知", date(2026, 9, 1), "総務課", material("o", 0, "通知", read=False))
    row = make_agenda(library_of([old]), TODAY).circulars[0]
    assert (row.unread, row.badge) == (True, "")


def test_a_material_that_is_not_here_cannot_be_opened_and_says_why() -> None:
    packet: Packet = meeting(
        "w", "会議", TODAY, material("w", 0, "資料1 案", pages=0, state=State.REFUSED, code="pdf-damaged")
    )
    block = make_agenda(library_of([packet]), TODAY).shown[0]
    assert block.first is None
    assert (block.rows[0].openable, block.rows[0].code) == (False, "pdf-damaged")
