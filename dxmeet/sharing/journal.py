"""Signed, hash-chained, immutable segments of events: how a terminal's ledger reaches the admin.

  <epoch>-<first>-<last>-<first 12 digits of the file's SHA-256>.seg, UTF-8, lines ending in LF:

  ┌ header  {"body_sha256", "count", "epoch", "first", "head", "key", "last", "previous", "share", "terminal", "v": 1}
  │ event   canonical JSON of Event.plain(), seq = first        chain: hash(first) = chained(previous, event)
  │ event   seq = first + 1                                     …
  │ …                                                           hash(last) = head
  └ sig <128 hexadecimal digits>                                Ed25519 over "dxmeet-segment-v1" LF and the header line

``body_sha256`` covers the event lines with their line ends. The same events give the same bytes, so sending a segment
twice gives the same file. What is read here was written by anyone who can write to the share, until the signature holds.
"""

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dxmeet.domain.event import GENESIS, Event, canonical, linked
from dxmeet.domain.packet import ShareId, TerminalId

MOST_EVENTS = 1_000
MOST_BYTES = 16 << 20
"""A larger file is no segment. We stop at a quarter of that when we write (``portion``)."""
ENDING = ".seg"

_VERSION = 1
_SIGNED = b"dxmeet-segment-v1\n"
_NAME = re.compile(r"(?P<epoch>[0-9A-Za-z_]{1,64})-(?P<first>\d{1,12})-(?P<last>\d{1,12})-(?P<hash>[0-9a-f]{12})\.seg")
_SIGNATURE = re.compile(rb"sig ([0-9a-f]{128})")  # one spelling only: the same segment never has two names
_PORTION = 4 << 20

Chained = tuple[Event, str]
"""An event and its hash in its terminal's chain."""


@dataclass(frozen=True)
class Header:
    """What a segment says of itself. ``previous`` is the chain's hash before ``first``, ``head`` after ``last``."""

    share: ShareId
    terminal: TerminalId
    epoch: str
    first: int
    last: int
    count: int
    previous: str
    head: str
    body_sha256: str
    key: str


@dataclass(frozen=True)
class Segment:
    """A segment whose name, signature, chain and form all hold."""

    header: Header
    events: tuple[Chained, ...]


@dataclass(frozen=True)
class SegmentProblem:
    """Why a segment is not believed: ``hash``, ``signature``, ``unknown-terminal``, ``wrong-share``, ``chain`` or ``form``."""

    code: str


class _Unbelieved(Exception):
    pass


def digest(content: bytes) -> str:
    """The 12 hexadecimal digits with which the name of a segment of these bytes ends."""
    return hashlib.sha256(content).hexdigest()[:12]


def portion(events: Sequence[Chained]) -> list[Chained]:
    """As many of the first events as one segment holds; at least one where there is one."""
    taken: list[Chained] = []
    size = 0
    for each in events[:MOST_EVENTS]:
        size += len(canonical(each[0].plain())) + 1
        if taken and size > _PORTION:
            break
        taken.append(each)
    return taken


def write(
    events: Sequence[Chained],
    *,
    share: ShareId,
    terminal: TerminalId,
    previous: str,
    sign: Callable[[bytes], bytes],
    public_key: str,
) -> tuple[str, bytes]:
    """(name, bytes) of the segment that holds these consecutive events. Raises ValueError without any."""
    if not 0 < len(events) <= MOST_EVENTS:
        raise ValueError("a segment holds 1 to 1,000 events")
    first, last = events[0][0], events[-1][0]
    body = b"".join(canonical(event.plain()) + b"\n" for event, _ in events)
    header = canonical(
        {
            "v": _VERSION,
            "share": share,
            "terminal": terminal,
            "epoch": first.epoch,
            "first": first.seq,
            "last": last.seq,
            "count": len(events),
            "previous": previous,
            "head": events[-1][1],
            "body_sha256": hashlib.sha256(body).hexdigest(),
            "key": public_key,
        }
    )
    content = header + b"\n" + body + b"sig " + sign(_SIGNED + header).hex().encode() + b"\n"
    return f"{first.epoch}-{first.seq}-{last.seq}-{digest(content)}{ENDING}", content


def read(
    name: str,
    content: bytes,
    *,
    share: ShareId,
    terminal: TerminalId,
    key_of: Callable[[TerminalId], str | None],
    verify: Callable[[str, bytes, bytes], bool],
) -> Segment | SegmentProblem:
    """The segment, or why it is not believed. ``terminal``: in whose folder it lay; ``verify(key, signature, message)``."""
    try:
        return _segment(name, content, share, terminal, key_of, verify)
    except _Unbelieved as error:
        return SegmentProblem(str(error))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return SegmentProblem("form")


def _segment(
    name: str,
    content: bytes,
    share: ShareId,
    terminal: TerminalId,
    key_of: Callable[[TerminalId], str | None],
    verify: Callable[[str, bytes, bytes], bool],
) -> Segment:
    named = _NAME.fullmatch(name)
    if named is None or len(content) > MOST_BYTES:
        raise _Unbelieved("form")
    if digest(content) != named["hash"]:
        raise _Unbelieved("hash")
    lines = content.split(b"\n")
    signature = _SIGNATURE.fullmatch(lines[-2]) if len(lines) >= 4 and not lines[-1] else None
    if signature is None:
        raise _Unbelieved("form")
    header = _header(lines[0])
    if header.share != share:
        raise _Unbelieved("wrong-share")
    key = key_of(terminal) if header.terminal == terminal else None
    if key is None:
        raise _Unbelieved("unknown-terminal")
    if header.key != key or not verify(key, bytes.fromhex(signature[1].decode("ascii")), _SIGNED + lines[0]):
        raise _Unbelieved("signature")
    body = lines[1:-2]
    if hashlib.sha256(b"".join(line + b"\n" for line in body)).hexdigest() != header.body_sha256:
        raise _Unbelieved("hash")
    if (header.epoch, header.first, header.last) != (named["epoch"], int(named["first"]), int(named["last"])):
        raise _Unbelieved("form")
    return Segment(header, _events(header, body))


def _events(header: Header, body: list[bytes]) -> tuple[Chained, ...]:
    if not len(body) == header.count == header.last - header.first + 1 <= MOST_EVENTS:
        raise _Unbelieved("form")
    if header.first < 1 or (header.first == 1 and header.previous != GENESIS):
        raise _Unbelieved("chain")
    found: list[Chained] = []
    hash = header.previous
    for seq, line in enumerate(body, header.first):
        event = Event.from_plain(json.loads(line))
        if canonical(event.plain()) != line:
            raise _Unbelieved("form")
        if event.key != (header.terminal, header.epoch, seq):
            raise _Unbelieved("chain")
        hash = linked(hash, line)
        found.append((event, hash))
    if hash != header.head:
        raise _Unbelieved("chain")
    return tuple(found)


def _header(line: bytes) -> Header:
    untrusted: dict[str, Any] = json.loads(line)
    if untrusted.pop("v") != _VERSION or canonical({"v": _VERSION, **untrusted}) != line:
        raise _Unbelieved("form")
    numbers = ("first", "last", "count")
    if any(type(untrusted[name]) is not int or untrusted[name] < 0 for name in numbers):
        raise _Unbelieved("form")
    if any(not isinstance(value, str) for name, value in untrusted.items() if name not in numbers):
        raise _Unbelieved("form")
    return Header(**untrusted)
