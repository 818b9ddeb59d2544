"""The shared folder as its owner sees it: every call goes to a worker process and comes back within a deadline."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol

from dxmeet.domain.orders import Order
from dxmeet.domain.packet import MaterialId, PacketId, Revision, RevisionId, ShareId, TerminalId
from dxmeet.domain.syncplan import Observation, RemoteFile, RemoteLook, RemotePacket, ShareState
from dxmeet.errors import (
    DxmeetError,
    ShareBusy,
    ShareDenied,
    ShareFull,
    ShareUnreachable,
    WorkerDied,
    WorkerFailed,
    WorkerHung,
)
from dxmeet.sharing.bringing import ARENA_BYTES, End, Piece
from dxmeet.sharing.marker import ShareIdentity, Target
from dxmeet.sharing.ordering import Given
from dxmeet.sharing.publishing import Draft, DraftItem, Published
from dxmeet.sharing.terminals import Found, Journal, Terminal
from dxmeet.workers import Ahead, Worker

__all__ = [
    "Arriving",
    "Deadlines",
    "Draft",
    "DraftItem",
    "Found",
    "Given",
    "Journal",
    "Published",
    "Share",
    "ShareIdentity",
    "Target",
    "Terminal",
]


_GONE = (WorkerHung, WorkerDied, ShareUnreachable)


def make_worker() -> Worker:
    """The process in which the share's files are read and written; not started yet."""
    return Worker("dxmeet.sharing.worker", name="share", arena_bytes=ARENA_BYTES)


@dataclass(frozen=True)
class Deadlines:
    """Seconds that one step may take: a small file, a listing, a chunk of 1 MiB."""

    small: float = 20.0
    listing: float = 60.0
    chunk: float = 30.0


class Sightings(Protocol):
    """Where a process writes down what it saw of each folder, so that the next one need not list it again."""

    def sightings(self) -> dict[str, str]: ...

    def keep_sightings(self, seen: Mapping[str, str]) -> None: ...


class Arriving:
    """One file on its way from the share. How it ended is known when its chunks are at their end."""

    def __init__(self, arena: memoryview, pieces: Iterator[Piece]) -> None:
        self._arena, self._pieces = arena, pieces
        self._end = End()

    @property
    def digest(self) -> RevisionId:
        """The SHA-256 of what was read."""
        return RevisionId(self._end.digest)

    @property
    def settled(self) -> bool:
        """Whether size and time are still those of the look: False for a file that is being written, or gone."""
        return self._end.settled

    def chunks(self) -> Iterator[memoryview]:
        """Each is good until the next is asked for. Raises what is wrong with this file alone (FileMissing, ShareDenied,
        ShareBusy, WorkerFailed), or ShareUnreachable."""
        for piece in self._pieces:
            if piece.stop > piece.start:
                yield self._arena[piece.start : piece.stop]
            if piece.end is not None:
                self._end = piece.end
        if self._end.error is not None:
            raise self._end.error


class Share:
    """One shared folder. Every method raises ShareUnreachable when it is not there or does not answer in time,
    ShareDenied, ShareFull or ShareBusy where the server says so. ``requests`` counts the file calls made so far."""

    def __init__(
        self, root: Path, worker: Worker, deadlines: Deadlines | None = None, kept: Sightings | None = None
    ) -> None:
        self.root = root
        self._kept = kept
        self._seen: dict[str, RemotePacket] = {}
        self._told = -1  # the generation of the worker that was told what is kept
        self._worker = worker
        self._deadlines = deadlines or Deadlines()
        self._counted = 0  # requests of worker processes that are gone
        self._counting = 0  # requests of the present one
        self._generation = 0

    @property
    def requests(self) -> int:
        return self._counted + self._counting

    def identity(self) -> ShareIdentity:
        """What the marker says. Raises ShareNotPrepared, ShareDamaged."""
        return self._once("identity", self._deadlines.small)

    def prepare(self, organisation: str = "") -> ShareIdentity:
        """Make this folder a share, or learn that it already is one. Raises ShareDamaged."""
        return self._once("prepare", self._deadlines.small, organisation)

    def look(self, expected: ShareId, observations: Mapping[MaterialId, Observation]) -> RemoteLook:
        """What the share holds. A share that is unreachable, or another one, is a state of the look, not an error.

        ``observations`` are those of files not taken as gone: a folder that held one of them and is empty is not believed.
        Raises ShareDamaged, ShareDenied.
        """
        before = self.requests
        known = frozenset(seen.path.split("/")[0] for seen in observations.values())
        look = RemoteLook(ShareState.UNREACHABLE, complete=False)
        told = self._told == self._worker.generation
        remembered = self._kept.sightings() if self._kept is not None and not told else {}
        try:
            for step in self._steps("look", self._deadlines.listing, expected, known, remembered):
                if isinstance(step, tuple):
                    look = self._whole(step, self.requests - before)
                elif step and self._kept is not None:
                    self._kept.keep_sightings(step)
            self._told = self._worker.generation
        except ShareUnreachable:
            return RemoteLook(ShareState.UNREACHABLE, complete=False, requests=self.requests - before)
        return look

    def _whole(self, seen: tuple[RemoteLook, list[RemotePacket | str]], requests: int) -> RemoteLook:
        """With the packets that did not change since the last look, of which only the folder was sent."""
        look, packets = seen
        every = tuple(self._seen[each] if isinstance(each, str) else each for each in packets)
        self._seen = {each.packet.folder: each for each in every}
        return replace(look, packets=every, requests=requests)

    def read(self, file: RemoteFile, start: int = 0) -> Iterator[bytes]:
        """The file's bytes from ``start`` in chunks of at most 1 MiB. Raises FileMissing. Ask ``settled`` before believing them."""
        return self._steps("read", self._deadlines.chunk, file.path, start, ahead=True)

    def clock(self, terminal: TerminalId) -> datetime | None:
        """The file server's time, read from a file made for it and removed again; None where that is not allowed."""
        try:
            return self._once("clock", self._deadlines.small, terminal)
        except (ShareDenied, ShareFull, ShareBusy):
            return None

    def settled(self, file: RemoteFile) -> bool:
        """Whether size and time are still those of the look: False for a file that is being written, or gone."""
        return self._once("settled", self._deadlines.small, file)

    def bring(self, files: Sequence[RemoteFile], starts: Sequence[int] = ()) -> Iterator[Arriving]:
        """The files one after the other, each to be emptied before the next; the worker reads on meanwhile.

        Each is read from its own byte of ``starts`` on, from the first where there are none.
        """
        wanted = [*zip(files, starts or [0] * len(files), strict=True)]
        for _, of_one in groupby(self._pieces(wanted), key=lambda piece: piece.number):
            yield Arriving(self._worker.arena, of_one)

    def _pieces(self, wanted: Sequence[tuple[RemoteFile, int]]) -> Iterator[Piece]:
        try:
            for step in self._steps("bring", self._deadlines.chunk, wanted, ahead=True):
                yield from step
        except WorkerFailed as error:  # not one file's trouble: that is its end
            raise ShareUnreachable(path=str(self.root)) from error

    def publish(self, draft: Draft) -> Published:
        """A new packet, visible at once or not at all. Raises FileMissing, FileDenied, or FileInvalid for a source that changed."""
        return self._last("publish", self._deadlines.chunk, draft)

    def replace(
        self,
        folder: str,
        material_id: MaterialId,
        source: Path,
        inspected: Revision,
        changed: Mapping[RevisionId, tuple[int, int]],
        author: TerminalId,
        at: datetime,
        packet: PacketId | None = None,
    ) -> Published:
        """差し替え: a new file and a new generation. ``folder`` is the packet's path on the share.

        Raises PacketUnknown, PacketNotPublished, MaterialUnknown, PacketChanged (also where ``packet`` is given and
        another one lies in that folder now) and what ``publish`` raises.
        """
        wanted = (folder, material_id, source, inspected, dict(changed), author, at, packet)
        return self._last("replace", self._deadlines.chunk, *wanted)

    def withdraw(
        self,
        folder: str,
        material_id: MaterialId | None,
        author: TerminalId,
        at: datetime,
        packet: PacketId | None = None,
    ) -> Published:
        """回収 of one material or (None) of the packet. Raises PacketUnknown, PacketNotPublished, MaterialUnknown."""
        return self._last("withdraw", self._deadlines.chunk, folder, material_id, author, at, packet)

    def enrol(self, terminal: TerminalId, public_key: str, department: str, at: datetime) -> None:
        """Put this terminal's public key on the share. Raises InputInvalid when another key has that name."""
        self._once("enrol", self._deadlines.small, terminal, public_key, department, at)

    def terminals(self) -> dict[TerminalId, Terminal]:
        """Every terminal that enrolled."""
        return dict(each for each in self._steps("terminals", self._deadlines.listing) if each is not None)

    def heard(self) -> dict[TerminalId, datetime]:
        """When each terminal last wrote into its journal; those that never did are left out."""
        return self._once("heard", self._deadlines.listing)

    def put_segment(self, terminal: TerminalId, name: str, content: bytes) -> None:
        """Leave a segment in the terminal's own journal; again is fine."""
        self._once("put_segment", self._deadlines.listing, terminal, name, content)

    def segment_names(self, terminal: TerminalId) -> dict[str, int]:
        """The segments in a terminal's journal, each with its size in bytes."""
        return self._once("segment_names", self._deadlines.listing, terminal)

    def segment(self, terminal: TerminalId, name: str) -> bytes | None:
        """One segment; None where it is gone."""
        return self._once("segment", self._deadlines.chunk, terminal, name)

    def segments(self, known: set[str]) -> Iterator[Journal | Found]:
        """Each terminal's journal as it is listed, then those of its segments not in ``known`` (``<terminal>/<name>``)."""
        return self._steps("segments", self._deadlines.listing, frozenset(known))

    def orders(self, terminal: TerminalId) -> list[Given]:
        """The orders for one terminal, unchecked; one request where there are none."""
        return self._once("orders_for", self._deadlines.small, terminal)

    def all_orders(self) -> list[Given]:
        """The orders for every terminal, unchecked, and what those say that obeyed."""
        return [each for each in self._steps("all_orders", self._deadlines.listing) if each is not None]

    def give_order(self, order: Order, content: bytes) -> None:
        self._once("give_order", self._deadlines.small, order, content)

    def tell_done(self, terminal: TerminalId, order: str, content: bytes) -> None:
        """This terminal's word that it obeyed."""
        self._once("tell_done", self._deadlines.small, terminal, order, content)

    def let_go(self) -> None:
        """Give up the call that is under way, from any thread: it ends with ShareUnreachable. The next one works."""
        self._worker.kill()

    def close(self) -> None:
        """End the worker process."""
        self._worker.close()

    def _once(self, work: str, deadline: float, *arguments: Any) -> Any:
        return self._last(work, deadline, *arguments)

    def _last(self, work: str, deadline: float, *arguments: Any) -> Any:
        """What a work gives in the end."""
        steps = self._steps(work, deadline, *arguments)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                return end.value

    def _steps(self, work: str, deadline: float, *arguments: Any, ahead: bool = False) -> Iterator[Any]:
        """``ahead``: the worker is at the next step already while the owner looks at what the last one gave."""
        token = self._call("begin", self.root, work, *arguments, deadline=deadline)
        ended = False
        try:
            begun = self._begun(token) if ahead else None
            while True:
                requests, kind, value = self._answered(begun, token, deadline)
                self._count(requests)
                if kind == "done":
                    ended = True
                    return value
                begun = self._begun(token) if ahead else None
                yield value
        except DxmeetError:
            ended = True
            raise
        finally:
            if not ended:
                self._drop(token)

    def _drop(self, token: str) -> None:
        try:
            self._call("drop", token, deadline=self._deadlines.small)
        except ShareUnreachable:
            return

    def _begun(self, token: str) -> Ahead:
        try:
            return self._worker.ahead("step", token)
        except _GONE as error:
            raise self._unreachable(error) from error

    def _answered(self, begun: Ahead | None, token: str, deadline: float) -> tuple[int, str, Any]:
        if begun is None:
            return self._call("step", token, deadline=deadline)
        try:
            return self._worker.heard(begun, deadline=deadline)
        except _GONE as error:
            raise self._unreachable(error) from error

    def _call(self, request: str, *arguments: Any, deadline: float) -> Any:
        try:
            return self._worker.call(request, *arguments, deadline=deadline)
        except _GONE as error:
            raise self._unreachable(error) from error

    def _unreachable(self, error: DxmeetError) -> ShareUnreachable:
        return ShareUnreachable(path=error.facts.get("path") or str(self.root))

    def _count(self, requests: int) -> None:
        if self._worker.generation != self._generation:
            self._counted += self._counting
            self._generation = self._worker.generation
        self._counting = requests
