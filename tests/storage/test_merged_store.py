"""The merged events are a function of the set of segments, whatever their order."""

import random
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxmeet.domain.event import GENESIS, Event, EventType, chained
from dxmeet.errors import FileInvalid
from dxmeet.storage.database import Database, open_database
from dxmeet.storage.merged import MergedStore
from dxmeet.storage.migrations import STATISTICS

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
Entry = tuple[Event, str]


def chain(
    terminal: str, count: int, *, epoch: str = "e1", pages: Callable[[int], int] = lambda seq: seq
) -> list[Entry]:
    """``count`` events of a terminal; the ones of different terminals interleave in time."""
    entries: list[Entry] = []
    former = GENESIS
    for seq in range(1, count + 1):
        at = NOW + timedelta(minutes=seq * 7 % 11)
        event = Event(EventType.OPENED, terminal, epoch, seq, at, "r", "企画課", {"pages_a4": pages(seq)})
        former = chained(former, event)
        entries.append((event, former))
    return entries


@pytest.fixture
def store(statistics: Database) -> MergedStore:
    return MergedStore(statistics)


def state(store: MergedStore) -> tuple[object, ...]:
    heard = {terminal: store.heard(terminal) for terminal in ("t1", "t2", "t3")}
    return list(store.events()), store.forks(), store.gaps(), store.heads(), heard, store.segments()


def test_events_come_by_time_then_key(store: MergedStore) -> None:
    one, two = chain("t1", 4), chain("t2", 4)
    assert store.add(two, "s2") == 4
    assert store.add(one, "s1") == 4
    expected = sorted((event for event, _ in one + two), key=lambda event: (event.at, event.key))
    assert list(store.events()) == expected
    assert store.heads() == {"t1/e1": {"seq": 4, "hash": one[-1][1]}, "t2/e1": {"seq": 4, "hash": two[-1][1]}}
    assert (store.gaps(), store.forks(), store.segments()) == ([], [], {"s1", "s2"})


def test_adding_again_changes_nothing(store: MergedStore) -> None:
    entries = chain("t1", 5)
    store.add(entries, "s1")
    before = state(store)
    assert store.add(entries, "s1") == 0
    assert state(store) == before


def test_missing_numbers_are_listed(store: MergedStore) -> None:
    entries = chain("t1", 12)
    store.add(entries[2:4] + entries[5:6] + entries[9:], "s1")
    store.add(chain("t2", 2)[1:], "s2")
    store.add(chain("t1", 1, epoch="e2"), "s3")
    assert store.gaps() == [
        {"terminal": "t1", "epoch": "e1", "first": 1, "last": 2},
        {"terminal": "t1", "epoch": "e1", "first": 5, "last": 5},
        {"terminal": "t1", "epoch": "e1", "first": 7, "last": 9},
        {"terminal": "t2", "epoch": "e1", "first": 1, "last": 1},
    ]
    store.add(entries, "s4")
    assert store.gaps() == [{"terminal": "t2", "epoch": "e1", "first": 1, "last": 1}]


def test_two_events_under_one_key_are_both_set_aside(store: MergedStore) -> None:
    good, forged = chain("t1", 3), chain("t1", 3, pages=lambda seq: seq if seq < 2 else 99)
    store.add(good, "s1")
    store.add(forged, "s2")
    assert [event.seq for event in store.events()] == [1]
    assert store.forks() == [{"terminal": "t1", "epoch": "e1", "seq": seq} for seq in (2, 3)]
    assert store.heads() == {"t1/e1": {"seq": 3, "hash": ""}}
    assert store.gaps() == []


def test_the_same_event_in_another_chain_is_a_fork_too(store: MergedStore) -> None:
    ((event, hash),) = chain("t1", 1)
    store.add([(event, hash)], "s1")
    store.add([(event, "f" * 64)], "s2")
    assert list(store.events()) == []
    assert len(store.forks()) == 1


def test_the_last_word_of_a_terminal(store: MergedStore) -> None:
    assert store.heard("t1") is None
    entries = chain("t1", 5)
    store.add(entries, "s1")
    assert store.heard("t1") == max(event.at for event, _ in entries)


@pytest.mark.parametrize(
    "wrong",
    [
        {"seq": 0},
        {"seq": -1},
        {"seq": 2**53 + 1},
        {"seq": 10**30},
        {"reader": "\ud800"},
        {"fields": {"x": float("nan")}},
        {"at": datetime.fromisoformat("0001-01-01T00:00:00+09:00")},
        {"at": datetime(2026, 1, 1)},  # noqa: DTZ001
    ],
)
def test_a_segment_with_what_cannot_be_kept_is_refused_whole(store: MergedStore, wrong: dict[str, object]) -> None:
    entries = chain("t1", 2)
    with pytest.raises(FileInvalid) as caught:
        store.add([entries[0], (replace(entries[1][0], **wrong), entries[1][1])], "s1")  # type: ignore[arg-type]
    assert caught.value.facts["path"] == "s1"
    assert (list(store.events()), store.segments()) == ([], set())


def test_terminals_and_problems_are_those_of_the_last_merge(store: MergedStore) -> None:
    assert (store.terminals(), store.problems()) == ({}, [])
    store.set_terminals({"t1": "企画課", "t2": "財政課"})
    store.set_terminals({"t1": "総務課"})
    store.set_problems([("s9", "signature"), ("s1", "damaged")])
    assert (store.terminals(), store.problems()) == ({"t1": "総務課"}, [("s1", "damaged"), ("s9", "signature")])


CHAINS = [chain("t1", 9), chain("t2", 6), chain("t1", 5, epoch="e2"), chain("t2", 6, pages=lambda seq: seq // 4)]
segment_lists = st.lists(
    st.tuples(st.sampled_from(CHAINS), st.integers(0, 8), st.integers(1, 5)).map(
        lambda cut: cut[0][cut[1] : cut[1] + cut[2]]
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(segment_lists, st.randoms(use_true_random=False))
def test_order_duplicates_and_overlaps_change_nothing(segments: list[list[Entry]], choice: random.Random) -> None:
    named = [(f"s{number}", entries) for number, entries in enumerate(segments)]
    again = named + [choice.choice(named) for _ in named]
    choice.shuffle(again)
    variants: dict[tuple[str, str, int], set[str]] = {}
    for entries in segments:
        for event, hash in entries:
            variants.setdefault(event.key, set()).add(hash)
    with tempfile.TemporaryDirectory() as folder:
        states = []
        for name, order in (("a", named), ("b", again)):
            database = open_database(Path(folder) / f"{name}.db", bytes(32), STATISTICS)
            store = MergedStore(database)
            for segment, entries in order:
                shuffled = list(entries)
                choice.shuffle(shuffled)
                store.add(shuffled, segment)
            states.append(state(store))
            single = {event.key for event in store.events()}
            forked = {(fork["terminal"], fork["epoch"], fork["seq"]) for fork in store.forks()}
            database.close()
        assert states[0] == states[1]
    assert single == {key for key, hashes in variants.items() if len(hashes) == 1}
    assert forked == {key for key, hashes in variants.items() if len(hashes) > 1}
