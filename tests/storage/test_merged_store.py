"""The merged events and what they come to are a function of the set of segments, whatever their order."""

import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxmeet.domain.event import GENESIS, Event, EventType, chained
from dxmeet.errors import FileInvalid
from dxmeet.storage.merged import MergedStore
from tests.storage.counting import Chained, Counted, Portion, portion

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)


def chain(
    terminal: str, count: int, *, epoch: str = "e1", pages: Callable[[int], int] = lambda seq: seq
) -> list[Chained]:
    """``count`` events of a terminal; the ones of different terminals interleave in time."""
    entries: list[Chained] = []
    former = GENESIS
    for seq in range(1, count + 1):
        at = NOW + timedelta(minutes=seq * 7 % 11)
        said = {"packet": "p", "material": "m", "revision": f"r{seq}", "pages_a4": pages(seq), "pages_a3": 0}
        event = Event(EventType.OPENED, terminal, epoch, seq, at, f"reader of {terminal}", "企画課", said)
        former = chained(former, event)
        entries.append((event, former))
    return entries


@pytest.fixture
def counted(tmp_path: Path) -> Iterator[Counted]:
    made = Counted(tmp_path)
    yield made
    made.close()


@pytest.fixture
def store(counted: Counted) -> MergedStore:
    return counted.merged


def state(counted: Counted) -> tuple[object, ...]:
    store = counted.merged
    basis = store.forks(), store.gaps(), store.heads(), store.heard(), store.segments(), store.counts()
    return list(store.events()), counted.report(), *basis


def test_events_come_in_the_order_of_their_keys(counted: Counted, store: MergedStore) -> None:
    one, two = chain("t1", 4), chain("t2", 4)
    assert store.add(*portion(two, 0, 4)) == 4
    assert store.add(*portion(one, 0, 4)) == 4
    assert list(store.events()) == [event for event, _ in one + two]
    assert store.heads() == {"t1/e1": {"seq": 4, "hash": one[-1][1]}, "t2/e1": {"seq": 4, "hash": two[-1][1]}}
    assert (store.gaps(), store.forks(), store.counts()) == ([], [], {"events": 8, "segments": 2})
    assert all(name.startswith(("t1/s1-", "t2/s1-")) for name in store.segments())


def test_adding_again_changes_nothing(counted: Counted) -> None:
    part = portion(chain("t1", 5), 0, 5)
    counted.take([part])
    before = state(counted)
    assert counted.merged.add(*part) == 0
    counted.take([])
    assert state(counted) == before


def test_missing_numbers_are_listed_until_they_come(store: MergedStore) -> None:
    entries = chain("t1", 12)
    for start, end in ((2, 4), (5, 6), (9, 12)):
        store.add(*portion(entries, start, end))
    store.add(*portion(chain("t2", 2), 1, 2))
    store.add(*portion(chain("t1", 1, epoch="e2"), 0, 1))
    assert store.gaps() == [
        {"terminal": "t1", "epoch": "e1", "first": 1, "last": 2},
        {"terminal": "t1", "epoch": "e1", "first": 5, "last": 5},
        {"terminal": "t1", "epoch": "e1", "first": 7, "last": 9},
        {"terminal": "t2", "epoch": "e1", "first": 1, "last": 1},
    ]
    store.add(*portion(entries, 0, 12))
    assert store.gaps() == [{"terminal": "t2", "epoch": "e1", "first": 1, "last": 1}]


def test_two_events_under_one_key_are_both_set_aside(counted: Counted, store: MergedStore) -> None:
    good, forged = chain("t1", 3), chain("t1", 3, pages=lambda seq: seq if seq < 2 else 99)
    counted.take([portion(good, 0, 3)])
    assert counted.report().total.reference_c.a4 == 1  # one reader: the whole of the first revision, the others unknown
    counted.take([portion(forged, 0, 3)])
    assert [event.seq for event in store.events()] == [1]
    assert store.forks() == [{"terminal": "t1", "epoch": "e1", "seq": seq} for seq in (2, 3)]
    assert store.heads() == {"t1/e1": {"seq": 3, "hash": ""}}
    assert store.gaps() == []


@pytest.mark.parametrize("turned", [False, True])
def test_a_segment_that_builds_on_another_event_than_the_one_there(counted: Counted, turned: bool) -> None:
    """The event before it is in doubt, although its rival has not come: only its hash."""
    good, forged = chain("t1", 4), chain("t1", 4, pages=lambda seq: seq if seq < 2 else 99)
    parts = [portion(good, 0, 2), portion(forged, 2, 4)]
    counted.take(parts[::-1] if turned else parts)
    assert counted.merged.forks() == [{"terminal": "t1", "epoch": "e1", "seq": 2}]
    assert [event.seq for event in counted.merged.events()] == [1, 3, 4]


def test_the_last_word_of_a_terminal(store: MergedStore) -> None:
    assert store.heard() == {}
    entries = chain("t1", 5)
    store.add(*portion(entries, 0, 5))
    assert store.heard() == {"t1": max(event.at for event, _ in entries)}


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
def test_a_segment_with_what_cannot_be_kept_is_refused_whole(counted: Counted, wrong: dict[str, object]) -> None:
    entries = chain("t1", 2)
    spoilt = (replace(entries[1][0], **wrong), entries[1][1])  # type: ignore[arg-type]
    with pytest.raises(FileInvalid) as caught:
        counted.merged.add("s1", GENESIS, [entries[0], spoilt])
    assert caught.value.facts["path"] == "s1"
    assert (list(counted.merged.events()), counted.merged.segments()) == ([], set())
    counted.take([portion(entries, 0, 2)])  # nothing of the refused one is remembered
    assert list(counted.merged.events()) == [event for event, _ in entries]
    assert counted.report().total.reference_c.a4 == 1


def test_an_event_that_says_nothing_countable_is_listed(counted: Counted) -> None:
    fields = {"packet": "p", "material": "m", "revision": "r", "pages_a4": -1, "pages_a3": 0}
    event = Event(EventType.OPENED, "t1", "e1", 1, NOW, "r", "課", fields)
    counted.take([("s", GENESIS, [(event, chained(GENESIS, event))])])
    assert [(each.key, each.why) for each in counted.report().set_aside] == [(("t1", "e1", 1), "pages_a4")]
    assert list(counted.merged.events()) == []


def test_what_was_remembered_is_that_of_the_last_time(store: MergedStore) -> None:
    assert store.remembered("problems", []) == []
    store.remember("problems", [["s9", "signature"]])
    store.remember("problems", [["s1", "hash"]])
    assert store.remembered("problems", []) == [["s1", "hash"]]


CHAINS = [chain("t1", 9), chain("t2", 6), chain("t1", 5, epoch="e2"), chain("t2", 6, pages=lambda seq: seq // 4)]
segment_lists = st.lists(
    st.tuples(st.sampled_from(CHAINS), st.integers(0, 4), st.integers(1, 5)).map(
        lambda cut: portion(cut[0], cut[1], cut[1] + cut[2])
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(segment_lists, st.randoms(use_true_random=False))
def test_order_duplicates_and_overlaps_change_nothing(segments: list[Portion], choice: random.Random) -> None:
    again = segments + [choice.choice(segments) for _ in segments]
    choice.shuffle(again)
    variants: dict[tuple[str, str, int], set[str]] = {}
    for _, previous, events in segments:
        first = events[0][0]
        if first.seq > 1:
            variants.setdefault((first.terminal, first.epoch, first.seq - 1), set()).add(previous)
        for event, hash in events:
            variants.setdefault(event.key, set()).add(hash)
    there = {event.key for _, _, events in segments for event, _ in events}
    with tempfile.TemporaryDirectory() as folder:
        states = []
        for name, order in (("a.db", segments), ("b.db", again)):
            counted = Counted(Path(folder), name)
            half = choice.randint(0, len(order))
            counted.take(order[:half])
            counted.take(order[half:])
            states.append(state(counted))
            single = {event.key for event in counted.merged.events()}
            forked = {(fork["terminal"], fork["epoch"], fork["seq"]) for fork in counted.merged.forks()}
            assert counted.sums("contribution") == counted.sums("method_1")
            counted.close()
        assert states[0] == states[1]
    assert single == {key for key in there if len(variants[key]) == 1}
    assert forked == {key for key in there if len(variants[key]) > 1}
