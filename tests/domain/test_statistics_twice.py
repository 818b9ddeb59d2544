"""Any history counted by dxmeet and by a page of plain Python gives the same figures, in any order."""

import os
import random
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dxmeet.domain.event import Event
from dxmeet.domain.paper import Sheets
from dxmeet.domain.statistics import Report, Row, Sum, report
from tests.domain.histories import History
from tests.domain.plain_count import count

EXAMPLES = 2000 if os.environ.get("CI") else 300

READERS = st.sampled_from(["a", "b", "c", "d"])
DEPARTMENTS = st.sampled_from(["総務課", "財政課", "議会"])
PACKETS = st.sampled_from(["p", "p", "p", "q", "folder"])  # crowded, so that rules meet
REVISIONS = ["r1", "r2", "r3", "r4"]
# Around both ends of the fiscal year and the turn of a month in Japan; few of them, so that moments coincide.
MOMENTS = st.builds(
    lambda day, hours: (datetime.fromisoformat(day) + timedelta(hours=hours)).replace(tzinfo=UTC),
    st.sampled_from(["2026-03-31", "2026-04-30", "2026-05-01", "2026-08-09", "2027-03-31"]),
    st.sampled_from([0, 14, 15, 16]),
)
TERMS = st.fixed_dictionaries(
    {
        "copies": st.sampled_from([0, 1, 1, 2, 3]),
        "sides": st.sampled_from([1, 2]),
        "nup": st.sampled_from([1, 2, 4]),
        "basis": st.sampled_from(["printed_before", "declared", "declared", "none"]),
        "per": st.sampled_from(["reader", "department"]),
    }
)


@st.composite
def distributed(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "packet": draw(st.sampled_from(["p", "p", "q"])),
        "generation": draw(st.integers(1, 3)),
        "kind": "meeting",
        "title": "会議",
        "baseline": draw(st.none() | TERMS),
        "audience": {
            "readers": draw(st.lists(READERS, max_size=2)),
            "departments": draw(st.lists(DEPARTMENTS, max_size=1)),
        },
        "materials": [],
        "source": "published",
    }


@st.composite
def opened(draw: st.DrawFn) -> dict[str, Any]:
    packet = draw(PACKETS)
    a4, a3 = draw(st.integers(0, 9)), draw(st.integers(0, 3))
    pages = st.tuples(st.integers(0, a4), st.integers(0, a3)).map(list)
    fields: dict[str, Any] = {
        "packet": packet,
        "material": draw(st.sampled_from(["m1", "m1", "m1", "m2"])),
        "revision": draw(st.sampled_from(REVISIONS)),
        "pages_a4": a4,
        "pages_a3": a3,
        "changed": draw(st.dictionaries(st.sampled_from(REVISIONS), pages, max_size=3)),
    }
    if packet == "folder":
        fields |= {"folder": draw(st.sampled_from(["会議/庁議", "会議/ほか"])), "title": "庁議"}
    return fields


@st.composite
def printed(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "packet": draw(PACKETS),
        "material": "m1",
        "revision": "r1",
        "pages_a4": draw(st.integers(0, 9)),
        "pages_a3": draw(st.integers(0, 3)),
        "copies": draw(st.integers(1, 3)),
        "sides": draw(st.sampled_from([1, 2])),
        "nup": draw(st.sampled_from([1, 2, 4])),
        "reason": draw(st.sampled_from(["見比べたい", "その他"])),
    }


KINDS = st.one_of(
    *(st.tuples(st.just("opened"), opened()),) * 5,
    *(st.tuples(st.just("distributed"), distributed()),) * 2,
    st.tuples(st.just("printed"), printed()),
    st.tuples(st.just("correction"), st.integers(0, 30).map(lambda n: {"corrects": ["t0", "e", n]})),
)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    events: list[Event] = []
    for number, (kind, fields) in enumerate(
        draw(st.lists(KINDS, min_size=draw(st.sampled_from([0, 10])), max_size=25))
    ):
        plain = {
            "type": kind,
            "terminal": "t0",
            "epoch": "e",
            "seq": number,
            "at": draw(MOMENTS).isoformat(),
            "reader": draw(READERS),
            "department": draw(DEPARTMENTS),
        }
        events.append(Event.from_plain(plain | fields))
    return events


def columns(total: Sum) -> dict[str, int]:
    names = ("gross_a", "gross_b", "reference_c", "printed")
    return {
        f"{name} {size}": n for name in names for size in ("a4", "a3") if (n := getattr(getattr(total, name), size))
    }


def ours(figures: Report) -> dict[tuple[str, ...], dict[str, int]]:
    rows = {("total", ""): columns(figures.total)}
    rows |= {("month", row.id): columns(row.sum) for row in figures.months}
    rows |= {("packet", row.id): columns(row.sum) for row in figures.packets}
    rows |= {("department", row.id): columns(row.sum) for row in figures.departments}
    rows |= {("material", row.packet, row.id): columns(row.sum) for row in figures.materials}
    rows |= {("reason", reason): columns(Sum(printed=sheets)) for reason, sheets in figures.reasons.items()}
    return {heading: row for heading, row in rows.items() if row}


@settings(max_examples=EXAMPLES, deadline=None)
@given(histories())
def test_two_ways_of_counting_agree(events: list[Event]) -> None:
    agree(report(events, 2026), count([event.plain() for event in events], 2026))


def agree(figures: Report, theirs: dict[tuple[str, ...], dict[str, int]]) -> None:
    assert figures.set_aside == ()
    assert ours(figures) == {
        heading: filled for heading, row in theirs.items() if (filled := {name: n for name, n in row.items() if n})
    }


def crowded(seed: int) -> list[Event]:
    """One material, few readers, many openings: where audiences, copies, revisions and coinciding moments meet."""
    chance = random.Random(seed)
    h = History()
    for generation in range(chance.choice([1, 1, 2])):
        h.distributed(
            copies=chance.randint(1, 3),
            generation=generation,
            sides=chance.choice([1, 1, 2]),
            per=chance.choice(["reader", "department"]),
            readers=tuple(chance.sample("abcd", chance.choice([0, 1, 2]))),
            departments=chance.choice([(), ("総務課",)]),
        )
    for _ in range(chance.randint(3, 16)):
        opening = h.opened(
            chance.choice("abcd"),
            f"2026-05-0{chance.randint(1, 4)} 09:00",
            (chance.randint(5, 9), chance.randint(5, 9)),
            revision=chance.choice(REVISIONS),
            changed={r: [chance.randint(0, 5), chance.randint(0, 5)] for r in REVISIONS if chance.random() < 0.7},
            department=chance.choice(["総務課", "財政課"]),
        )
        if chance.random() < 0.1:
            h.corrected(opening, "2026-05-05 09:00")
    return h.events


def test_two_ways_of_counting_agree_on_crowded_histories() -> None:
    for seed in range(1000):
        events = crowded(seed)
        agree(report(events, 2026), count([event.plain() for event in events], 2026))


@settings(max_examples=EXAMPLES // 2, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_breakdowns_add_up_and_order_and_duplicates_change_nothing(
    events: list[Event], shuffling: random.Random
) -> None:
    figures = report(events, 2026)
    for rows in (figures.months, figures.packets, figures.departments, figures.materials):
        assert added(rows) == figures.total
    assert sum((sheets.a4 for sheets in figures.reasons.values()), 0) == figures.total.printed.a4
    again = events + events[::2]
    shuffling.shuffle(again)
    assert report(again, 2026) == figures


def added(rows: tuple[Row, ...]) -> Sum:
    total = Sum()
    for row in rows:
        total += row.sum
    return total


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=EXAMPLES, deadline=None)
@given(histories(), st.data())
def test_nothing_a_terminal_sends_stops_the_report(events: list[Event], data: st.DataObject) -> None:
    for event in events:
        if event.fields and data.draw(st.booleans()):
            spoilt = data.draw(st.sampled_from(sorted(event.fields)))
            event.fields[spoilt] = data.draw(JSON)
    figures = report(events, 2026)
    assert added(figures.months) == added(figures.packets) == added(figures.departments) == figures.total
    assert figures.total.gross_a.a4 >= 0
    assert isinstance(figures.total.net, Sheets)
