"""Terminals and their journals on the share: public keys, and the segments each terminal leaves there."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dxmeet.domain.event import canonical
from dxmeet.domain.packet import TerminalId
from dxmeet.errors import InputInvalid, ShareUnreachable
from dxmeet.sharing.files import Listed, ShareFiles
from dxmeet.sharing.journal import ENDING, MOST_BYTES
from dxmeet.sharing.layout import JOURNAL, MARKER, TERMINALS

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LIMIT = 64 << 10  # bytes of one terminal's file
_ID = re.compile(r"[0-9A-Za-z_-]{1,80}")
_SEGMENT = re.compile(r"[0-9A-Za-z_.-]{1,200}" + re.escape(ENDING))


@dataclass(frozen=True)
class Terminal:
    """``public_key`` is hexadecimal, as storage.keys gives it."""

    public_key: str
    department: str
    enrolled_at: datetime


@dataclass(frozen=True)
class Journal:
    """The names of all segments of one terminal."""

    terminal: TerminalId
    names: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """One segment, as it lay in a terminal's journal."""

    terminal: TerminalId
    name: str
    content: bytes


def enrol(files: ShareFiles, terminal: TerminalId, public_key: str, department: str, at: datetime) -> None:
    """Put the terminal's public key on the share. The same key again is fine; InputInvalid for another one."""
    path = f"{TERMINALS}/{_checked(terminal)}.json"
    content = canonical({"v": 1, "key": public_key, "department": department, "enrolled_at": at.isoformat()})
    files.make_folders(TERMINALS)
    try:
        files.claim(path, content)
    except FileExistsError:
        there = _terminal(files.load(path, _LIMIT))
        if there is None:  # we were cut off while writing it; nobody else makes files with our id
            files.write(TERMINALS, f"{terminal}.json", content, terminal)
        elif there.public_key != public_key:
            raise InputInvalid(field="terminal", value=terminal) from None


def terminals(files: ShareFiles) -> Iterator[tuple[TerminalId, Terminal] | None]:
    """One a step. A file that cannot be read as a terminal is passed over (its segments are then not believed)."""
    for each in _listing(files, TERMINALS):
        name = each.name.removesuffix(".json")
        if each.file and name != each.name and _ID.fullmatch(name) and each.size <= _LIMIT:
            found = _terminal(files.load(f"{TERMINALS}/{each.name}", _LIMIT))
            yield (TerminalId(name), found) if found else None


def heard(files: ShareFiles) -> dict[TerminalId, datetime]:
    """When each terminal last wrote into its journal, by the file server's clock: one listing for all of them."""
    return {
        TerminalId(each.name): _EPOCH + timedelta(microseconds=each.mtime_ns // 1000)
        for each in _listing(files, JOURNAL)
        if each.folder and _ID.fullmatch(each.name)
    }


def public_key(files: ShareFiles, terminal: TerminalId) -> str:
    """Of a terminal that enrolled; empty for any other."""
    if not _ID.fullmatch(terminal):
        return ""
    try:
        found = _terminal(files.load(f"{TERMINALS}/{terminal}.json", _LIMIT))
    except FileNotFoundError:
        return ""
    return found.public_key if found is not None else ""


def clock(files: ShareFiles, terminal: TerminalId) -> datetime:
    """The time the file server gives to a file made now, in the terminal's own journal."""
    folder = f"{JOURNAL}/{_checked(terminal)}"
    path = files.part_name(folder, "clock", terminal)
    try:
        files.claim(path)
    except FileNotFoundError:
        files.stat(MARKER)  # a share that is gone says so here, instead of being made anew as an empty folder
        files.make_folders(folder)
        files.claim(path)
    made = files.stat(path)
    files.remove(path)
    return datetime.fromtimestamp(made.mtime_ns / 1e9, UTC)


def put_segment(files: ShareFiles, terminal: TerminalId, name: str, content: bytes) -> None:
    """A name holds the hash of its bytes: the same name is the same segment, already there."""
    if not _SEGMENT.fullmatch(name):
        raise InputInvalid(field="segment", value=name)
    folder = f"{JOURNAL}/{_checked(terminal)}"
    try:
        files.stat(MARKER)
    except FileNotFoundError as error:  # a mount that dropped meanwhile is an empty folder: what it is given is lost
        raise ShareUnreachable(path=str(files.root)) from error
    try:
        there = {each.name: each.size for each in files.listing(folder)}
    except FileNotFoundError:
        there = {}
        files.make_folders(folder)
    if there.get(name) != len(content):
        files.write(folder, name, content, terminal)


def segment_names(files: ShareFiles, terminal: TerminalId) -> dict[str, int]:
    """The segments in a terminal's journal, each with its size in bytes."""
    return _segments(_listing(files, f"{JOURNAL}/{_checked(terminal)}"))


def segment(files: ShareFiles, terminal: TerminalId, name: str) -> bytes | None:
    """One segment; None where it is gone."""
    try:
        return files.load(f"{JOURNAL}/{_checked(terminal)}/{name}", MOST_BYTES)
    except FileNotFoundError:
        return None


def segments(files: ShareFiles, known: frozenset[str]) -> Iterator[Journal | Found]:
    """Each terminal's journal as it is listed, then those of its segments that are not ``known`` (``<terminal>/<name>``)."""
    for folder in _listing(files, JOURNAL):
        if not folder.folder or not _ID.fullmatch(folder.name):
            continue
        terminal = TerminalId(folder.name)
        names = tuple(segment_names(files, terminal))
        yield Journal(terminal, names)
        for name in names:
            if f"{terminal}/{name}" not in known:
                content = segment(files, terminal, name)
                if content is not None:
                    yield Found(terminal, name, content)


def _segments(listed: list[Listed]) -> dict[str, int]:
    return {each.name: each.size for each in listed if each.file and _SEGMENT.fullmatch(each.name)}


def _listing(files: ShareFiles, path: str) -> list[Listed]:
    try:
        return files.listing(path)
    except FileNotFoundError:
        return []


def _terminal(untrusted: bytes) -> Terminal | None:
    try:
        read = json.loads(untrusted)
        at = datetime.fromisoformat(read["enrolled_at"])
        key, department = read["key"], read["department"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(key, str) or not isinstance(department, str) or at.tzinfo is None:
        return None
    return Terminal(key, department, at)


def _checked(terminal: TerminalId) -> str:
    if not _ID.fullmatch(terminal):
        raise InputInvalid(field="terminal", value=terminal)
    return terminal
