"""It is time to look when the clock, a change, a waking or a new network says so; and asking for it never waits."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from dxmeet.domain.packet import Kind, Packet, PacketId, Source
from dxmeet.domain.syncplan import ShareState
from dxmeet.errors import DiskFull
from dxmeet.services.synchronising import SyncResult
from dxmeet.services.watching import Watching

MEETING = Packet(PacketId("p"), Kind.MEETING, "庁議", date(2026, 11, 25), "会議/庁議", Source.FOLDER, starts=time(10))
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@dataclass
class Hall:
    """A terminal whose clock, network and share a test moves."""

    now: datetime = MORNING
    address: str = "10.0.0.7"
    state: ShareState = ShareState.OK
    trouble: Exception | None = None
    minutes: int = 5
    starts: int = 0
    meetings: list[Packet] = field(default_factory=list[Packet])
    hint: Callable[[], None] = lambda: None

    def synchronise(self, progress: object) -> SyncResult:
        if self.trouble is not None:
            raise self.trouble
        return SyncResult(self.state)

    def watching(self) -> Watching:
        def make_watcher(look_now: Callable[[], None]) -> Any:
            self.hint = look_now
            return SimpleNamespace(start=self.start, stop=lambda: None)

        services: tuple[Any, Any, Any] = (
            SimpleNamespace(synchronise=self.synchronise),
            SimpleNamespace(packets=lambda kind: self.meetings),
            SimpleNamespace(get=lambda: SimpleNamespace(sync_minutes=self.minutes)),
        )
        return Watching(*services, make_watcher, lambda: self.address, lambda: self.now, lambda: 0.5)

    def start(self) -> None:
        self.starts += 1

    def passes(self, watching: Watching, seconds: float) -> bool:
        """Whether it became due while it was asked every two seconds."""
        end = self.now + timedelta(seconds=seconds)
        while self.now < end:
            self.now += timedelta(seconds=2)
            if watching.due():
                return True
        return False


@pytest.fixture
def hall() -> Hall:
    return Hall()


def test_the_clock(hall: Hall) -> None:
    watching = hall.watching()
    watching.look()
    assert not hall.passes(watching, 290)
    assert hall.passes(watching, 20)
    watching.look()
    assert not watching.due()


def test_around_a_meeting_it_looks_often(hall: Hall) -> None:
    hall.meetings = [MEETING]
    watching = hall.watching()
    hall.now = datetime(2026, 11, 25, 0, 0, tzinfo=UTC)  # 9:00 in Japan, an hour before it begins
    watching.look()
    assert hall.passes(watching, 30)


def test_a_share_that_fails_is_asked_ever_less_and_watched_again_when_it_is_back(hall: Hall) -> None:
    hall.state = ShareState.UNREACHABLE
    watching = hall.watching()
    for _ in range(3):
        watching.look()
    assert (hall.starts, hall.passes(watching, 880)) == (0, False)
    assert hall.passes(watching, 30)
    hall.trouble = DiskFull(path="C:")
    with pytest.raises(DiskFull):
        watching.look()
    assert not hall.passes(watching, 880)
    hall.state, hall.trouble = ShareState.OK, None
    watching.look()
    assert hall.starts == 1
    assert hall.passes(watching, 310)


def test_a_change_is_looked_at_when_it_has_become_quiet(hall: Hall) -> None:
    watching = hall.watching()
    watching.look()
    hall.hint()
    assert not watching.due()
    assert hall.passes(watching, 2)
    watching.look()
    assert not hall.passes(watching, 20)  # what was hinted before the look has been seen
    for second in range(12):  # a long copy is looked at all the same
        hall.hint()
        assert watching.due() is (second >= 10)
        hall.now += timedelta(seconds=1)


def test_waking_up_and_a_new_network_are_reasons(hall: Hall) -> None:
    watching = hall.watching()
    watching.look()
    assert not hall.passes(watching, 10)
    hall.now += timedelta(minutes=4)  # nobody asked meanwhile: the lid was closed
    assert watching.due()
    watching.look()
    hall.now -= timedelta(days=1)
    assert watching.due()
    watching.look()
    hall.address = ""
    assert not watching.due()
    hall.address = "192.168.1.2"
    assert watching.due()
    assert not watching.due()


def test_a_longer_interval_counts_from_the_last_look(hall: Hall) -> None:
    watching = hall.watching()
    watching.look()
    hall.minutes = 30
    watching.settle()
    assert not hall.passes(watching, 1790)
    assert hall.passes(watching, 20)
