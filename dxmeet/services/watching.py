"""When to look at the share: by the clock, on a change that the system tells of, on waking, on a new network."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from dxmeet.domain.cadence import NEAR, pause
from dxmeet.domain.fiscal import TOKYO, local_date
from dxmeet.domain.packet import Kind
from dxmeet.domain.syncplan import ShareState
from dxmeet.progress import Progress
from dxmeet.services.preferences import Preferences
from dxmeet.services.synchronising import Synchronising, SyncResult
from dxmeet.sharing.watching import Watcher
from dxmeet.storage.packets import PacketStore

_QUIET = timedelta(seconds=2)  # somebody copies a folder here: look when it has become quiet …
_AT_LAST = timedelta(seconds=10)  # … or after so long, quiet or not
_SLEPT = timedelta(seconds=60)  # nobody asked for so long, though they ask every few seconds: the machine was asleep
_MORNING = time(9)  # of a meeting whose hour nobody wrote down


class Watching:
    """``look`` is one pass; ``due`` says, asked every few seconds from any thread, whether it is time for the next one.

    What it says it takes from memory: it never waits, least of all for the share.
    """

    def __init__(
        self,
        synchronising: Synchronising,
        packets: PacketStore,
        preferences: Preferences,
        make_watcher: Callable[[Callable[[], None]], Watcher],
        address: Callable[[], str],
        clock: Callable[[], datetime],
        chance: Callable[[], float],
    ) -> None:
        self.synchronising = synchronising
        self._packets = packets
        self.preferences = preferences
        self._watcher = make_watcher(self._hint)
        self._address, self._clock, self._chance = address, clock, chance
        self._next: datetime | None = None  # None while a look is under way, and where only asking counts
        self._ended = clock()
        self._failures = 0
        self._hints: tuple[datetime, datetime] | None = None  # the first and the last since the look began
        self._asked = clock()
        self._place = address()

    def look(self, progress: Progress | None = None) -> SyncResult:
        """Synchronise, then settle when to look again. Raises what ``synchronise`` raises."""
        self._next, self._hints = None, None
        reached = False
        try:
            result = self.synchronising.synchronise(progress)
            reached = result.state in (ShareState.OK, ShareState.HELD)
            return result
        finally:
            self._ended = self._clock()
            self._failures = 0 if reached else self._failures + 1
            if reached:
                self._watcher.start()  # a watch that died with the folder begins anew
            self.settle()

    def settle(self) -> None:
        """Reckon anew when to look by the clock: after a look, and after the usual time was changed."""
        usual = timedelta(minutes=self.preferences.get().sync_minutes)
        if usual:
            wait = pause(self._ended, self._starts(), usual, failures=self._failures, chance=self._chance())
            self._next = self._ended + wait

    def due(self) -> bool:
        now, asked = self._clock(), self._asked
        self._asked = now
        moved = self._moved()
        if self._next is None:
            return False
        woke = not timedelta() <= now - asked < _SLEPT  # or the clock was set
        return now >= self._next or woke or moved or self._has_become_quiet(now)

    def stop(self) -> None:
        """End the watch."""
        self._watcher.stop()

    def _moved(self) -> bool:
        """Whether there is a network that was not there when this was last asked."""
        before, self._place = self._place, self._address()
        return self._place not in ("", before)

    def _hint(self) -> None:
        now = self._clock()
        first, _ = self._hints or (now, now)
        self._hints = first, now

    def _has_become_quiet(self, now: datetime) -> bool:
        if self._hints is None:
            return False
        first, last = self._hints
        return now - last >= _QUIET or now - first >= _AT_LAST

    def _starts(self) -> list[datetime]:
        """Of the meetings around now."""
        days = {local_date(self._ended - NEAR), local_date(self._ended + NEAR)}
        meetings = [each for each in self._packets.packets(Kind.MEETING) if each.date in days and not each.withdrawn]
        return [datetime.combine(each.date, each.starts or _MORNING, TOKYO) for each in meetings if each.date]
