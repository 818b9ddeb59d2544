"""What must be erased follows from what is known alone; a lease opens nothing once it is over."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dxmeet.domain.packet import (
    Keeping,
    Kind,
    Material,
    MaterialId,
    Packet,
    PacketId,
    Revision,
    RevisionId,
    Source,
    State,
)
from dxmeet.domain.retention import Erasure, due, lease_over, over

NOW = datetime(2026, 11, 25, 14, 59, tzinfo=UTC)  # 23:59 in Japan
MATERIAL, ONE, TWO = MaterialId("m"), RevisionId("r1"), RevisionId("r2")
SEALED = frozenset({ONE, TWO})


def held(keeping: Keeping, state: State = State.READY, source: Source = Source.PUBLISHED, id: str = "p") -> Packet:
    material = Material(MATERIAL, PacketId(id), 1, "資料", "資料.pdf", state, "", Revision(TWO, 9, ()), (ONE,))
    return Packet(PacketId(id), Kind.MEETING, "庁議", None, "会議/庁議", source, keeping=keeping, materials=(material,))


@pytest.mark.parametrize(
    ("keeping", "state", "source", "wanted"),
    [
        (Keeping(), State.READY, Source.PUBLISHED, None),
        (Keeping("lease", 1), State.READY, Source.PUBLISHED, None),
        (Keeping("memory"), State.READY, Source.FOLDER, (State.WAITING, "not-offline")),
        (Keeping(until=date(2026, 11, 25)), State.READY, Source.PUBLISHED, None),
        (Keeping(until=date(2026, 11, 24)), State.READY, Source.PUBLISHED, (State.ERASED, "")),
        (Keeping(until=date(2026, 11, 24)), State.WITHDRAWN, Source.PUBLISHED, (State.WITHDRAWN, "")),
        (Keeping(), State.WITHDRAWN, Source.PUBLISHED, (State.WITHDRAWN, "")),
        (Keeping(), State.WITHDRAWN, Source.FOLDER, None),  # merely missed: absence erases nothing
    ],
)
def test_what_is_due(keeping: Keeping, state: State, source: Source, wanted: tuple[State, str] | None) -> None:
    found = due([held(keeping, state, source)], SEALED, NOW)
    assert found == ([] if wanted is None else [Erasure(MATERIAL, (ONE, TWO), *wanted)])


def test_an_erasure_that_was_cut_off_is_due_again_and_then_no_more() -> None:
    gone = held(Keeping(until=date(2026, 11, 24)), State.ERASED)
    assert due([gone], frozenset({ONE}), NOW) == [Erasure(MATERIAL, (ONE,), State.ERASED)]
    assert due([gone], frozenset(), NOW) == []


def test_what_another_packet_still_needs_stays() -> None:
    over_now, kept = held(Keeping(until=date(2026, 11, 24))), held(Keeping(), id="q")
    assert due([over_now, kept], SEALED, NOW) == [Erasure(MATERIAL, (), State.ERASED)]


def test_the_last_day_is_a_day_in_japan() -> None:
    packet = held(Keeping(until=date(2026, 11, 25)))
    assert not over(packet, NOW)
    assert over(packet, NOW + timedelta(minutes=1))


def test_a_lease_runs_from_the_time_the_share_was_last_seen() -> None:
    packet = held(Keeping("lease", 14))
    assert not lease_over(packet, NOW - timedelta(days=14), NOW)
    assert lease_over(packet, NOW - timedelta(days=14, seconds=1), NOW)
    assert lease_over(packet, None, NOW)
    assert not lease_over(held(Keeping()), None, NOW)
