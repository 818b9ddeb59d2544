"""When to look at the share by the clock: often around a meeting, seldom otherwise, ever less while it fails. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

NEAR = timedelta(hours=2)
"""Before and after a meeting's start, its materials may still change."""

_NEAR_PAUSE = timedelta(seconds=25)  # 500 terminals then make about 20 looks a second
_LONGEST_PAUSE = timedelta(minutes=15)
_JITTER = 0.2  # so that 500 terminals that were switched on at half past eight do not look at once


def pause(
    now: datetime, meetings: Iterable[datetime], usual: timedelta, *, failures: int = 0, chance: float = 0.5
) -> timedelta:
    """How long to wait: ``usual``, 25 s near a meeting's start, twice as long for each of ``failures`` looks in a row that
    did not reach the share, up to a quarter of an hour. ``chance`` (0 to 1) makes it up to a fifth shorter or longer."""
    near = any(abs(start - now) <= NEAR for start in meetings)
    wait = min(_NEAR_PAUSE, usual) if near else usual
    wait = max(wait, min(wait * 2 ** min(failures, 10), _LONGEST_PAUSE))
    return wait * (1 - _JITTER + 2 * _JITTER * chance)
