"""Send this terminal's events to the shared folder as signed segments, and notice when a copy of it does the same."""

from collections.abc import Callable
from datetime import datetime

from dxmeet.domain.event import GENESIS
from dxmeet.domain.packet import TerminalId
from dxmeet.services.reader import Reader
from dxmeet.sharing import journal
from dxmeet.sharing.share import Share
from dxmeet.storage.keys import SigningKey, verify
from dxmeet.storage.ledger import Cut, EventStore


class Sending:
    """Events are bound to a segment before it is sent, so that a send that was cut off writes the same file again.

    What lies in our journal and was not written here comes from another life of this database: a backup that was
    restored, or a copy on another machine. From then on we record in a new epoch. What was recorded before keeps its
    key: an event that several copies hold is sent by each as the same one and counts once, and where two copies gave a
    number to different events, those who merge set both aside and list them.
    """

    def __init__(self, events: EventStore, reader: Reader, signing: SigningKey, clock: Callable[[], datetime]) -> None:
        self._events = events
        self._reader = reader
        self._signing = signing
        self._clock = clock
        self._looked = False

    def send(self, share: Share) -> int:
        """Publish what the share does not have, also what it has lost; how many events. Raises a ShareError."""
        if self._looked and not self._events.uncut():
            return 0
        there = share.segment_names(self._reader.terminal)
        self._face_strangers(share, there)
        while self._bind():
            pass
        missing = [cut for cut in self._events.cuts() if cut.name not in there]
        if missing:  # again is fine; a share restored from before the enrolment would not believe the segments
            share.enrol(self._reader.terminal, self._signing.public, self._reader.department, self._clock())
        for cut in missing:
            name, content = self._written(cut)
            share.put_segment(self._reader.terminal, name, content)
        self._looked = True
        return sum(cut.last - cut.first + 1 for cut in missing)

    def _bind(self) -> bool:
        waiting = journal.portion(self._events.uncut())
        if not waiting:
            return False
        event = waiting[0][0]
        name, _ = self._written(Cut("", event.epoch, event.seq, waiting[-1][0].seq))
        self._events.cut(name, waiting)
        return True

    def _written(self, cut: Cut) -> tuple[str, bytes]:
        previous = self._events.hash_at(cut.epoch, cut.first - 1)
        return journal.write(
            self._events.events(cut.epoch, cut.first, cut.last),
            share=self._reader.share,
            terminal=self._reader.terminal,
            previous=previous or GENESIS,
            sign=self._signing.sign,
            public_key=self._signing.public,
        )

    def _face_strangers(self, share: Share, there: dict[str, int]) -> None:
        ours = {cut.name for cut in self._events.cuts()} | self._events.strangers()
        strangers: list[str] = []
        forked = False
        for name in sorted(there.keys() - ours):
            found = self._read(name, share.segment(self._reader.terminal, name))
            if found is None:
                continue  # not believed by anyone who merges, either
            header = found.header
            if self._holds(found):
                self._events.adopt(name, header.epoch, header.first, header.last)
                continue
            strangers.append(name)
            forked = forked or header.epoch == self._events.epoch
        if forked:
            self._events.begin_epoch()  # before they are noted: cut off in between, it is done twice, not never
        self._events.note_strangers(strangers)

    def _read(self, name: str, content: bytes | None) -> journal.Segment | None:
        if content is None:
            return None
        keys: dict[TerminalId, str] = {self._reader.terminal: self._signing.public}
        terminal, share = self._reader.terminal, self._reader.share
        found = journal.read(name, content, share=share, terminal=terminal, key_of=keys.get, verify=verify)
        return found if isinstance(found, journal.Segment) else None

    def _holds(self, found: journal.Segment) -> bool:
        """Whether the segment's events, and the one that it builds on, are all our own."""
        header = found.header
        mine = {event.seq: hash for event, hash in self._events.events(header.epoch, header.first, header.last)}
        builds_on = self._events.hash_at(header.epoch, header.first - 1)
        return builds_on == header.previous and mine == {event.seq: hash for event, hash in found.events}
