"""The process in which all file calls to a share are made. Long work goes step by step, each step with its own deadline.

begin(root, work, *arguments) ─▶ token          nothing is called on the share yet
step(token) ─▶ (requests, "more" | "done", value)
drop(token)                                     the owner wants no more of it
"""

import os
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from dxmeet.domain.syncplan import RemoteFile, RemoteLook, RemotePacket
from dxmeet.errors import FileMissing, ShareUnreachable
from dxmeet.sharing import bringing, ordering, preparing, publishing, scanning, terminals
from dxmeet.sharing.files import ShareFiles, translated
from dxmeet.sharing.remembering import Memory

Work = Callable[..., "Iterator[Any]"]


def handlers(arena: memoryview) -> Mapping[str, Callable[..., Any]]:
    """What the owner may ask. The files of a ``bring`` go through the arena, everything else through the pipe."""
    desk = Desk(arena)
    return {"begin": desk.begin, "step": desk.step, "drop": desk.drop}


@dataclass
class _Place:
    files: ShareFiles
    now: Callable[[], float]
    arena: memoryview
    memory: Memory = field(default_factory=Memory)
    sent: dict[str, RemotePacket] = field(default_factory=dict[str, RemotePacket])

    def abridged(self, look: RemoteLook) -> tuple[RemoteLook, list[RemotePacket | str]]:
        """The look without its packets, and these: by their folder where the owner has just this one already."""
        packets: list[RemotePacket | str] = [
            each.packet.folder if self.sent.get(each.packet.folder) is each else each for each in look.packets
        ]
        self.sent = {each.packet.folder: each for each in look.packets}
        return replace(look, packets=()), packets


def unmoved_clock() -> Callable[[], float]:
    """Seconds since 1970 by the clock as it stood when this process began. Whoever sets it meanwhile makes no listing
    older than it is: how long one has been true decides whether it is believed."""
    began = time.time() - time.monotonic()
    return lambda: began + time.monotonic()


@dataclass
class Desk:
    """The works under way in this process, by token."""

    arena: memoryview
    open_files: Callable[[Path], ShareFiles] = ShareFiles
    now: Callable[[], float] = field(default_factory=unmoved_clock)

    places: dict[Path, _Place] = field(default_factory=dict[Path, _Place])
    under_way: dict[str, tuple[_Place, Iterator[Any]]] = field(default_factory=dict[str, tuple[_Place, Iterator[Any]]])
    numbers: Iterator[int] = field(default_factory=count)

    def begin(self, root: Path, work: str, *arguments: Any) -> str:
        if root not in self.places:
            self.places[root] = _Place(self.open_files(root), self.now, self.arena)
        place = self.places[root]
        token = f"{os.getpid()}-{next(self.numbers)}"
        self.under_way[token] = place, _WORKS[work](place, *arguments)
        return token

    def step(self, token: str) -> tuple[int, str, Any]:
        if token not in self.under_way:  # it was begun in a process that hung and was ended
            raise ShareUnreachable(path="")
        place, steps = self.under_way[token]
        try:
            value = next(steps)
            return place.files.requests, "more", value
        except StopIteration as end:
            del self.under_way[token]
            return place.files.requests, "done", end.value
        except OSError as error:
            del self.under_way[token]
            raise translated(error, str(place.files.root)) from error
        except BaseException:
            del self.under_way[token]
            raise

    def drop(self, token: str) -> None:
        _, steps = self.under_way.pop(token, (None, None))
        if isinstance(steps, Generator):
            steps.close()


def _at_once(call: Callable[..., Any]) -> Work:
    """A short work of one step."""

    def work(place: _Place, *arguments: Any) -> Iterator[Any]:
        return call(place.files, *arguments)
        yield

    return work


def _on_files(steps: Callable[..., Iterator[Any]]) -> Work:
    def work(place: _Place, *arguments: Any) -> Iterator[Any]:
        return (yield from steps(place.files, *arguments))

    return work


def _look(place: _Place, expected: Any, known: Any, remembered: Mapping[str, str]) -> Iterator[Any]:
    """What a look gives, and last what an earlier process may be told of it the next time."""
    place.memory.read(remembered)
    for step in scanning.Scanner(place.files, place.memory, place.now).look(expected, known):
        yield place.abridged(step) if step is not None else None
    yield place.memory.written()


def _read(place: _Place, path: str, start: int) -> Iterator[bytes]:
    try:
        yield from place.files.chunks(path, start)
    except FileNotFoundError as error:
        raise _missing(place, path) from error


def _bring(place: _Place, wanted: Sequence[tuple[RemoteFile, int]]) -> Iterator[list[bringing.Piece]]:
    missing, settled = partial(_missing, place), partial(_is_settled, place)
    return bringing.bring(place.files, place.arena, wanted, missing, settled, place.now)


def _missing(place: _Place, path: str) -> FileMissing:
    """A share that is gone says so here, instead of "this file is missing"."""
    scanning.read_marker(place.files)
    place.memory.doubt(path)
    return FileMissing(path=path)


def _settled(place: _Place, file: RemoteFile) -> Iterator[bool]:
    return _is_settled(place, file)
    yield


def _is_settled(place: _Place, file: RemoteFile) -> bool:
    """Whether the file is what the look saw; where it is not, its folder is listed anew whatever the folder's time says."""
    try:
        now = place.files.stat(file.path)
        same = now.file and (now.size, now.mtime_ns) == (file.size, file.mtime_ns)
    except FileNotFoundError:
        same = False
    if not same:
        place.memory.doubt(file.path)
    return same


_WORKS: Mapping[str, Work] = {
    "identity": _at_once(preparing.identity),
    "prepare": _at_once(preparing.prepare),
    "look": _look,
    "read": _read,
    "bring": _bring,
    "settled": _settled,
    "clock": _at_once(terminals.clock),
    "publish": _on_files(publishing.publish),
    "replace": _on_files(publishing.replace_material),
    "withdraw": _on_files(publishing.withdraw),
    "enrol": _at_once(terminals.enrol),
    "terminals": _on_files(terminals.terminals),
    "heard": _at_once(terminals.heard),
    "put_segment": _at_once(terminals.put_segment),
    "segment": _at_once(terminals.segment),
    "segment_names": _at_once(terminals.segment_names),
    "segments": _on_files(terminals.segments),
    "orders_for": _at_once(ordering.orders_for),
    "all_orders": _on_files(ordering.all_orders),
    "give_order": _at_once(ordering.give),
    "tell_done": _at_once(ordering.tell_done),
}
