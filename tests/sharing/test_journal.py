"""Segments: the same events give the same bytes, and what was tampered with is not believed."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from dxmeet.domain.event import GENESIS, Event, EventType, chained
from dxmeet.domain.packet import ShareId, TerminalId
from dxmeet.sharing import journal
from dxmeet.sharing.journal import Chained, Segment, SegmentProblem

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(31) + b"1")
SHARE, TERMINAL = ShareId("s1"), TerminalId("t1")


def public(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes_raw().hex()


def holds(key: str, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signature, message)
    except Exception:  # noqa: BLE001 - any reason means no
        return False
    return True


def chain(count: int, first: int = 1, previous: str = GENESIS, terminal: str = "t1") -> list[Chained]:
    found: list[Chained] = []
    at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    for seq in range(first, first + count):
        event = Event(
            EventType.OPENED, terminal, "e1", seq, at + timedelta(seconds=seq), "r1", "財政課", {"packet": "改\n行"}
        )
        previous = chained(previous, event)
        found.append((event, previous))
    return found


def written(
    events: list[Chained], previous: str = GENESIS, key: Ed25519PrivateKey = KEY, **changes: Any
) -> tuple[str, bytes]:
    how: dict[str, Any] = {"share": SHARE, "terminal": TERMINAL, "sign": key.sign, "public_key": public(key), **changes}
    return journal.write(events, previous=previous, **how)


def read(name: str, content: bytes, terminal: TerminalId = TERMINAL) -> Segment | SegmentProblem:
    keys = {TERMINAL: public(KEY), TerminalId("t2"): public(OTHER)}
    return journal.read(name, content, share=SHARE, terminal=terminal, key_of=keys.get, verify=holds)


def renamed(name: str, content: bytes) -> tuple[str, bytes]:
    """As an attacker would name a changed file."""
    return f"{name.rsplit('-', 1)[0]}-{hashlib.sha256(content).hexdigest()[:12]}.seg", content


def test_written_and_read_again() -> None:
    events = chain(3)
    name, content = written(events)
    assert (name, content) == written(events)
    assert name.startswith("e1-1-3-")
    segment = read(name, content)
    assert isinstance(segment, Segment)
    assert list(segment.events) == events
    assert (segment.header.previous, segment.header.head) == (GENESIS, events[-1][1])
    later = chain(2, 4, events[-1][1])
    assert isinstance(read(*written(later, events[-1][1])), Segment)


def test_what_is_not_ours_or_was_changed() -> None:
    name, content = written(chain(3))
    lines = content.split(b"\n")
    dropped = b"\n".join([lines[0], *lines[2:]])
    assert read(name, content[:-1]) == SegmentProblem("hash")
    assert read(*renamed(name, content[:-1])) == SegmentProblem("form")
    assert read(*renamed(name, content.replace(b"r1", b"r2"))) == SegmentProblem("hash")
    assert read(*renamed(name, dropped)) == SegmentProblem("hash")
    assert read(*renamed(name, content.replace(b'"count":3', b'"count":2'))) == SegmentProblem("signature")
    loud = content.replace(lines[-2], b"sig " + lines[-2][4:].upper())
    assert read(*renamed(name, loud)) == SegmentProblem("form")
    assert read(name.replace("e1-1", "e1-2"), content) == SegmentProblem("form")
    assert read("x.seg", content) == SegmentProblem("form")
    assert read(name, content, TerminalId("t2")) == SegmentProblem("unknown-terminal")
    assert read(name, content, TerminalId("t9")) == SegmentProblem("unknown-terminal")
    assert read(*written(chain(1), share=ShareId("s2"))) == SegmentProblem("wrong-share")
    assert read(*written(chain(1), key=OTHER)) == SegmentProblem("signature")
    assert read(*written(chain(1), key=OTHER, public_key=public(KEY))) == SegmentProblem("signature")


def test_a_signed_segment_whose_chain_does_not_hold() -> None:
    events = chain(3)
    assert read(*written(events, "1" * 64)) == SegmentProblem("chain")
    assert read(*written([*events[:2], (events[2][0], "0" * 64)])) == SegmentProblem("chain")
    assert read(*written([events[0], events[2]])) == SegmentProblem("form")
    assert read(*written([events[0], events[0], events[2]])) == SegmentProblem("chain")
    assert read(*written(chain(1, terminal="t2"))) == SegmentProblem("chain")


@given(st.binary(max_size=400), st.booleans())
def test_any_bytes_are_read_or_refused(content: bytes, named: bool) -> None:
    name = f"e1-1-1-{hashlib.sha256(content).hexdigest()[:12]}.seg" if named else "e1-1-1-0123456789ab.seg"
    assert isinstance(read(name, content), SegmentProblem)


@given(st.integers(0), st.integers(0, 255))
def test_any_single_changed_byte_is_noticed(position: int, value: int) -> None:
    name, content = written(chain(2))
    changed = bytearray(content)
    changed[position % len(content)] = value
    if bytes(changed) != content:
        assert isinstance(read(name, bytes(changed)), SegmentProblem)
        assert isinstance(read(*renamed(name, bytes(changed))), SegmentProblem)


def test_a_portion_fits_a_segment() -> None:
    many = chain(journal.MOST_EVENTS + 5)
    assert len(journal.portion(many)) == journal.MOST_EVENTS
    assert isinstance(read(*written(journal.portion(many))), Segment)
    with pytest.raises(ValueError, match="1,000"):
        written(many)
    with pytest.raises(ValueError, match="1,000"):
        written([])
    big = Event(EventType.OPENED, "t1", "e1", 1, datetime(2026, 11, 23, tzinfo=UTC), "r1", "課", {"x": "y" * (3 << 20)})
    assert len(journal.portion([(big, "")] * 3)) == 1
    assert journal.portion([]) == []
