"""Two copies of one terminal's database send to one journal: nothing counts twice, nothing is lost in silence."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from dxmeet.domain.event import Event, EventType
from dxmeet.domain.facts import corrected
from dxmeet.domain.packet import ReaderId, ShareId, TerminalId
from dxmeet.errors import EntryCorrected, EntryUnknown
from dxmeet.services.ledger import Ledger
from dxmeet.services.reader import Reader
from dxmeet.services.sending import Sending
from dxmeet.sharing import journal
from dxmeet.storage.database import Database, open_database
from dxmeet.storage.keys import SigningKey, verify
from dxmeet.storage.ledger import EventStore
from dxmeet.storage.merged import MergedStore
from dxmeet.storage.migrations import MIGRATIONS
from dxmeet.storage.statistics_schema import STATISTICS

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
READER = Reader("佐藤", "企画課", ReaderId("r"), TerminalId("t"), ShareId("s"), "/share")
SIGNING = SigningKey.generate()
PAPER = {
    "packet": "p",
    "material": "m",
    "revision": "v",
    "pages_a4": 1,
    "pages_a3": 0,
    "sides": 1,
    "nup": 1,
    "reason": "",
}
Open = Callable[[str], "Copy"]


class Place:
    """The terminal's place on the share."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def segment_names(self, terminal: TerminalId) -> dict[str, int]:
        return {name: len(content) for name, content in self.files.items()}

    def segment(self, terminal: TerminalId, name: str) -> bytes | None:
        return self.files.get(name)

    def put_segment(self, terminal: TerminalId, name: str, content: bytes) -> None:
        self.files[name] = content

    def enrol(self, *facts: Any) -> None:
        pass


class Copy:
    """One copy of the terminal's database, and the program that runs on it."""

    def __init__(self, database: Database, place: Place) -> None:
        self.events = EventStore(database, READER.terminal)
        self.ledger = Ledger(self.events, cast(Any, None), READER, SIGNING, lambda: NOW)
        self._place = place
        self._sending = Sending(self.events, READER, SIGNING, lambda: NOW)

    def prints(self, copies: int) -> Event:
        fields = {**PAPER, "copies": copies}
        return self.events.append(EventType.PRINTED, fields, at=NOW, reader="r", department="企画課")

    def send(self) -> int:
        return self._sending.send(cast(Any, self._place))


@pytest.fixture
def place() -> Place:
    return Place()


@pytest.fixture
def opened(tmp_path: Path, place: Place) -> Iterator[Open]:
    """Opens a copy by its name: each opening is the program started anew."""
    databases: list[Database] = []

    def open(name: str) -> Copy:
        databases.append(open_database(tmp_path / f"{name}.db", bytes(32), MIGRATIONS))
        return Copy(databases[-1], place)

    yield open
    for database in databases:
        database.close()


def duplicate(tmp_path: Path, source: str, target: str) -> None:
    for ending in (".db", ".db-wal"):
        if (tmp_path / (source + ending)).exists():
            shutil.copy(tmp_path / (source + ending), tmp_path / (target + ending))


def merged(place: Place, tmp_path: Path) -> tuple[list[int], list[int]]:
    """The copies of the prints that count, and the numbers of the forks."""
    database = open_database(tmp_path / "statistics.db", None, STATISTICS)
    store = MergedStore(database)
    keys = {READER.terminal: SIGNING.public}
    for name, content in place.files.items():
        found = journal.read(
            name, content, share=READER.share, terminal=READER.terminal, key_of=keys.get, verify=verify
        )
        assert isinstance(found, journal.Segment)
        store.add(name, found.header.previous, found.events)
    counted = sorted(event.fields["copies"] for event in store.events() if event.type is EventType.PRINTED)
    forks = [each["seq"] for each in store.forks()]
    database.close()
    return counted, forks


def test_an_unsent_event_that_three_copies_hold_counts_once(opened: Open, place: Place, tmp_path: Path) -> None:
    first = opened("a")
    first.prints(1)
    first.send()
    first.prints(2)  # not sent when the copies are made
    duplicate(tmp_path, "a", "b")
    duplicate(tmp_path, "a", "c")
    first.prints(3)
    first.send()
    for number, name in enumerate(("b", "c")):
        copy = opened(name)
        copy.send()
        copy.prints(4 + number)
        copy.send()
    assert merged(place, tmp_path) == ([1, 2, 3, 4, 5], [])


def test_a_number_that_two_copies_gave_to_different_events_is_set_aside_and_listed(
    opened: Open, place: Place, tmp_path: Path
) -> None:
    first = opened("a")
    first.prints(1)
    first.send()
    duplicate(tmp_path, "a", "b")
    first.prints(2)
    first.send()
    second = opened("b")
    second.prints(3)
    second.send()
    assert merged(place, tmp_path) == ([1], [2])
    later = [second.prints(4), opened("a").prints(5)]
    assert later[0].epoch != later[1].epoch
    second.send()
    assert merged(place, tmp_path) == ([1, 4], [2])


def test_a_backup_goes_on_in_a_new_epoch_and_what_was_sent_before_counts(
    opened: Open, place: Place, tmp_path: Path
) -> None:
    first = opened("a")
    first.prints(1)
    first.send()
    duplicate(tmp_path, "a", "backup")
    first.prints(2)
    first.send()
    restored = opened("backup")
    assert restored.send() == 0
    assert restored.prints(3).seq == 1
    restored.send()
    assert merged(place, tmp_path) == ([1, 2, 3], [])


def test_what_the_share_has_lost_is_written_again_as_it_was(opened: Open, place: Place) -> None:
    terminal = opened("a")
    terminal.prints(1)
    assert terminal.send() == 1
    before = dict(place.files)
    place.files.clear()
    assert opened("a").send() == 1
    assert place.files == before


def test_a_correction_is_one_more_entry_and_only_once(opened: Open) -> None:
    terminal = opened("a")
    event = terminal.prints(1)
    terminal.ledger.corrected(event.key, "二重に記録")
    assert terminal.ledger.taken_back() == {event.key} == corrected(terminal.ledger.entries())[0]
    assert len(terminal.ledger.entries()) == 2
    with pytest.raises(EntryCorrected):
        terminal.ledger.corrected(event.key, "もう一度")
    with pytest.raises(EntryUnknown):
        terminal.ledger.corrected((READER.terminal, "0", 1), "ない")
