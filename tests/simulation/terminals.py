"""One laptop of the simulated city: the program's own engine over a disk, rows and a worker that live in memory."""

from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from file_server import ROOT, Hang, Harm
from intakes import Intake
from laptop import Fuse, MemoryDisk
from rows import MemoryRows
from world import HALF, JAPAN, RESUMABLE, SHARE, VAULT, revision_of

from dxmeet.domain.packet import Material, MaterialId, PacketId, ReaderId, RevisionId, Source, State, TerminalId
from dxmeet.errors import DxmeetError, WorkerFailed, WorkerHung
from dxmeet.services.fetching import Fetching
from dxmeet.services.reader import Reader
from dxmeet.services.synchronising import Cache, Synchronising
from dxmeet.services.timekeeping import Timekeeping
from dxmeet.sharing.files import ShareFiles
from dxmeet.sharing.share import Share
from dxmeet.sharing.worker import Desk
from dxmeet.storage.vault import Vault

if TYPE_CHECKING:
    from city import City


class Here:
    """A share worker whose process is this one; a call that hangs ends it, and the next one finds another."""

    def __init__(self, open_files: Callable[[Path], ShareFiles], clock: Callable[[], Callable[[], float]]) -> None:
        """``clock`` gives the clock of a process that begins now."""
        self._open, self._clock = open_files, clock
        self.generation = 1
        self.arena = memoryview(bytearray(2 * HALF))
        self._desk = Desk(self.arena, open_files, clock())

    def ahead(self, request: str, *arguments: Any) -> Callable[[], Any]:
        """The worker is quick: it has done it before anybody asks for the answer."""
        try:
            answer = self.call(request, *arguments, deadline=1.0)
        except DxmeetError as error:
            return partial(_raised, error)
        return lambda: answer

    def heard(self, ahead: Callable[[], Any], *, deadline: float) -> Any:
        return ahead()

    def call(self, request: str, *arguments: Any, deadline: float) -> Any:
        try:
            return getattr(self._desk, request)(*arguments)
        except Hang:
            self._desk = Desk(self.arena, self._open, self._clock())
            self.generation += 1
            raise WorkerHung(worker="share", seconds=deadline) from None
        except DxmeetError:
            raise
        except Harm:
            raise
        except Exception as error:
            raise WorkerFailed(worker="share", cause=f"{type(error).__name__} in {request}: {error}") from error

    def close(self) -> None:
        pass


def _raised(error: DxmeetError) -> Any:
    raise error


class Terminal:
    """One laptop. ``boot`` is what happens after a power cut: the same disk and rows, nothing else."""

    def __init__(self, city: "City", number: int) -> None:
        self.city = city
        self.id = TerminalId(f"t{number}{'abcdef0'}")
        self.offset = 0.0
        self.fuse = Fuse()
        self.disk = MemoryDisk(self.fuse, self.now, city.token)
        self.rows = MemoryRows(self.fuse)
        self.generations: dict[PacketId, int] = {}
        self.known: set[MaterialId] = set()
        self.missed: dict[str, float] = {}  # since when looks in a row have found these files away
        self.opened: set[str] = set()  # the sealed files that were opened since the last power cut
        self.boot()

    def now(self) -> float:
        return self.city.time + self.offset

    def unmoved_clock(self) -> Callable[[], float]:
        """As ``sharing.worker`` has it: what is done to the machine's clock later does not move it."""
        offset = self.offset
        return lambda: self.city.time + offset

    def clock(self) -> datetime:
        return datetime.fromtimestamp(self.now(), UTC)

    def boot(self) -> None:
        self.line = self.city.line()
        self.fuse.left = None
        rows: Any = self.rows
        self.vault = Vault(Path(VAULT), self.disk)
        worker: Any = Here(self.city.opener(self.line), self.unmoved_clock)
        self.share = Share(Path(ROOT), worker, kept=rows)
        cache = Cache(rows, rows, self.vault, rows, Timekeeping(rows, self.clock), _alone)
        inspector: Any = SimpleNamespace(
            inspect=lambda content, name, password=None: revision_of(content),
            intake=Intake.of(lambda content, name: revision_of(content).pages),
            start=lambda: None,
        )
        fetching = Fetching(self.share, rows, rows, self.vault, inspector, self.clock, RESUMABLE)
        ledger: Any = SimpleNamespace(send=lambda share: 0)
        reader = Reader("佐藤", "企画", ReaderId("r"), self.id, SHARE, ROOT)
        self.synchronising = Synchronising(self.share, cache, fetching, ledger, reader, self.clock, self.city.spend)

    def ready(self) -> dict[MaterialId, str]:
        return {
            each.id: each.revision.id
            for each in self.rows._materials.values()
            if each.state is State.READY and each.revision is not None
        }

    def lying(self, folder: str) -> set[MaterialId]:
        """What is ready here of the files in this folder of the share."""
        seen = self.rows._seen
        return {each for each in self.ready() if f"{ROOT}/{seen[each].path}".rpartition("/")[0] == folder}

    def observed(self) -> set[str]:
        """Where it has seen files."""
        return {f"{ROOT}/{seen.path}" for seen in self.rows._seen.values()}

    def unseen(self) -> set[str]:
        """What it has not found again since it first missed it, and concludes nothing from."""
        waiting = {each.id for each in self.rows._materials.values() if each.state is not State.WITHDRAWN}
        return {f"{ROOT}/{seen.path}" for id, seen in self.rows._seen.items() if seen.missing_since and id in waiting}

    def knows_one(self, path: str) -> bool:
        """Whether one material alone was seen at this path; of two, after a rename, one may be missed while its file is there."""
        return sum(f"{ROOT}/{seen.path}" == path for seen in self.rows._seen.values()) == 1

    def over(self, packet: PacketId) -> bool:
        until = self.rows._described[packet].keeping.until
        return until is not None and until < self.clock().astimezone(JAPAN).date()

    def entitled(self) -> set[RevisionId]:
        """The revisions, earlier ones with their notes included, of what may lie here. Two meetings may share a paper."""
        found: set[RevisionId] = set()
        for packet in self.rows.packets():
            if packet.keeping.policy != "memory" and not self.over(packet.id):
                taken_back = packet.source is Source.PUBLISHED
                for each in packet.materials:
                    found |= revisions(each) if not (taken_back and each.state is State.WITHDRAWN) else set()
        return found


def revisions(material: Material) -> set[RevisionId]:
    return {*material.earlier, *([material.revision.id] if material.revision is not None else ())}


@contextmanager
def _alone() -> Any:
    yield True
