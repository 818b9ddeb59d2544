"""Events are numbered without gaps, chained, and never changed."""

import hashlib
import json
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from dxmeet.domain.event import GENESIS, Event, EventType, canonical, chained
from dxmeet.domain.packet import TerminalId
from dxmeet.storage.database import Database, open_database
from dxmeet.storage.ledger import Cut, EventStore
from dxmeet.storage.migrations import MIGRATIONS

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
OPENED = {"packet": "p", "material": "m", "revision": "r", "pages_a4": 3, "pages_a3": 1, "changed": {"q": (1, 0)}}


@pytest.fixture
def store(database: Database) -> EventStore:
    return EventStore(database, TerminalId("t1"))


def append(store: EventStore, **fields: object) -> Event:
    return store.append(EventType.OPENED, {**OPENED, **fields}, at=NOW, reader="r", department="企画課")


def test_an_event_comes_back_as_it_was_returned(store: EventStore) -> None:
    events = [append(store, page=number) for number in range(3)]
    assert [event.seq for event in events] == [1, 2, 3]
    assert store.entries() == events
    assert [event for event, _ in store.events(store.epoch, 2)] == events[1:]
    assert events[0].terminal == "t1"
    assert events[0].fields["changed"] == {"q": [1, 0]}


def test_the_time_is_kept_in_utc(store: EventStore) -> None:
    tokyo = NOW.astimezone(timezone(timedelta(hours=9)))
    event = store.append(EventType.PRINTED, {}, at=tokyo, reader="r", department="d")
    assert event.plain()["at"] == "2026-11-25T01:00:00+00:00"
    with pytest.raises(ValueError, match="time zone"):
        store.append(EventType.PRINTED, {}, at=NOW.replace(tzinfo=None), reader="r", department="d")


def test_the_chain_can_be_followed_by_a_stranger(store: EventStore) -> None:
    """SHA-256 over the former hash's 32 bytes and the event's canonical JSON."""
    for number in range(4):
        append(store, page=number, title="議案")
    former = "0" * 64
    for event, hash in store.events(store.epoch):
        text = json.dumps(event.plain(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        expected = hashlib.sha256(bytes.fromhex(former) + text.encode()).hexdigest()
        assert hash == expected == chained(former, event)
        assert store.hash_at(store.epoch, event.seq) == hash
        former = hash
    assert store.head() == (4, former)
    assert (store.hash_at(store.epoch, 0), GENESIS) == ("0" * 64, "0" * 64)
    assert store.hash_at(store.epoch, 5) is None


def test_before_the_first_event(store: EventStore) -> None:
    assert store.head() == (0, GENESIS)
    assert (store.entries(), store.uncut(), store.cuts()) == ([], [], [])


def test_fields_that_cannot_be_kept_are_refused(store: EventStore) -> None:
    for fields in ({"x": float("nan")}, {"seq": 7}, {"type": "printed"}):
        with pytest.raises(ValueError, match=r"."):
            store.append(EventType.OPENED, fields, at=NOW, reader="r", department="d")
    assert store.head() == (0, GENESIS)
    assert append(store).seq == 1


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE event SET body = '{}'",
        "UPDATE event SET hash = 'x' WHERE seq = 1",
        "UPDATE OR REPLACE event SET seq = 1 WHERE seq = 2",
        "DELETE FROM event",
        "DELETE FROM event WHERE seq = 2",
        "INSERT OR REPLACE INTO event VALUES (1, 1, 1, 'opened', 'x', '{}', 'x')",
        "REPLACE INTO event VALUES (2, 1, 2, 'opened', 'x', '{}', 'x')",
        "INSERT INTO event VALUES (4, 1, 4, 'opened', 'x', '{}', 'x')",
        "INSERT INTO event VALUES (3, 1, 4, 'opened', 'x', '{}', 'x')",
        "INSERT INTO event VALUES (0, 1, 0, 'opened', 'x', '{}', 'x')",
        "INSERT INTO event VALUES (1, 1, 1, 'o', 'x', '{}', 'x') ON CONFLICT DO UPDATE SET body = excluded.body",
        "UPDATE epoch SET id = 'another'",
        "DELETE FROM epoch",
    ],
)
def test_the_database_itself_refuses_to_change_them(store: EventStore, database: Database, tampering: str) -> None:
    append(store)
    append(store)
    before = store.events(store.epoch)
    with pytest.raises(Exception, match=r"never|without gaps"):
        database.execute(tampering)
    assert store.events(store.epoch) == before


def test_an_epoch_is_the_life_of_one_database(tmp_path: Path) -> None:
    epochs = []
    for name in ("one.db", "one.db", "two.db"):
        database = open_database(tmp_path / name, bytes(32), MIGRATIONS)
        store = EventStore(database, TerminalId("t1"))
        epochs.append(store.epoch)
        append(store)
        database.close()
    assert epochs[0] == epochs[1] != epochs[2]
    assert len(epochs[0]) == 16
    assert int(epochs[0], 16) >= 0


def test_events_are_bound_to_segments_in_order_and_once(store: EventStore) -> None:
    for number in range(5):
        append(store, page=number)
    waiting = store.uncut()
    assert store.cut("one", waiting[:2])
    assert not store.cut("again", waiting[:2])
    assert not store.cut("too far", waiting[3:])
    assert [event.seq for event, _ in store.uncut()] == [3, 4, 5]
    assert store.cuts() == [Cut("one", store.epoch, 1, 2)]


def test_a_new_epoch_is_for_later_events_and_the_earlier_ones_keep_their_key(store: EventStore) -> None:
    events = [append(store, page=number) for number in range(4)]
    old = store.epoch
    store.cut("one", store.uncut()[:2])
    store.begin_epoch()
    later = append(store, page=4)
    assert later.epoch == store.epoch != old
    assert store.entries() == [*events, later]
    assert [event for event, _ in store.uncut()] == events[2:]
    assert not store.cut("too far", store.events(store.epoch))
    assert store.cut("two", store.uncut())
    assert [event for event, _ in store.uncut()] == [later]
    store.note_strangers(["theirs"])
    store.note_strangers(["theirs"])
    assert store.strangers() == {"theirs"}


def test_a_database_of_the_first_form_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "dxmeet.db"
    first = open_database(path, bytes(32), MIGRATIONS[:4])
    epoch = first.one("SELECT epoch FROM journal")
    assert epoch is not None
    previous = GENESIS
    for seq in (1, 2):
        event = Event(EventType.OPENED, "t1", epoch["epoch"], seq, NOW, "r", "企画課", dict(OPENED))
        previous = chained(previous, event)
        body = canonical(event.plain()).decode()
        first.execute("INSERT INTO event VALUES (?, 'opened', 'x', ?, ?)", (seq, body, previous))
    first.execute("UPDATE journal SET published = 1")
    first.close()
    database = open_database(path, bytes(32), MIGRATIONS)
    store = EventStore(database, TerminalId("t1"))
    assert (store.epoch, store.head()) == (epoch["epoch"], (2, previous))
    assert [event.seq for event, _ in store.uncut()] == [2]
    assert append(store).seq == 3
    database.close()


def test_two_stores_at_once_leave_no_gap_and_no_break(tmp_path: Path) -> None:
    databases = [open_database(tmp_path / "dxmeet.db", bytes(32), MIGRATIONS) for _ in range(2)]
    stores = [EventStore(database, TerminalId("t1")) for database in databases]

    def write(store: EventStore) -> None:
        for number in range(30):
            append(store, page=number)

    threads = [threading.Thread(target=write, args=(store,)) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    events = stores[0].events(stores[0].epoch)
    assert [event.seq for event, _ in events] == list(range(1, 61))
    former = GENESIS
    for event, hash in events:
        assert hash == chained(former, event)
        former = hash
    assert canonical(events[0][0].plain())
    for database in databases:
        database.close()
