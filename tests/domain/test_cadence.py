"""When to look at the share by the clock."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dxmeet.domain.cadence import NEAR, pause

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
USUAL = timedelta(minutes=5)
LONGEST = timedelta(minutes=15)


def test_often_around_a_meeting_and_seldom_otherwise() -> None:
    assert pause(NOW, [NOW + timedelta(hours=1)], USUAL) == timedelta(seconds=25)
    assert pause(NOW, [NOW - NEAR], USUAL) == timedelta(seconds=25)
    assert pause(NOW, [NOW + timedelta(days=1)], USUAL) == pause(NOW, [], USUAL) == USUAL
    assert pause(NOW, [NOW], timedelta(seconds=10)) == timedelta(seconds=10)


def test_ever_less_often_while_the_share_fails() -> None:
    waits = [pause(NOW, [], USUAL, failures=failures) for failures in range(4)]
    assert waits == [USUAL, 2 * USUAL, LONGEST, LONGEST]
    assert pause(NOW, [NOW], USUAL, failures=3) == timedelta(seconds=200)
    assert pause(NOW, [], timedelta(minutes=30), failures=9) == timedelta(minutes=30)


@given(st.integers(0, 10**9), st.floats(0, 1), st.integers(1, 60), st.booleans())
def test_chance_moves_it_by_a_fifth_and_it_never_ends(failures: int, chance: float, minutes: int, near: bool) -> None:
    usual = timedelta(minutes=minutes)
    middle = pause(NOW, [NOW] if near else [], usual, failures=failures)
    wait = pause(NOW, [NOW] if near else [], usual, failures=failures, chance=chance)
    assert 0.79 * middle <= wait <= 1.21 * middle
    assert wait <= 1.2 * max(LONGEST, usual)
