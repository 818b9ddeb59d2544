"""A city hall in memory: organisers, terminals, one file server, and a seed that decides all that happens to them.

The planner, the executor, the vault, the scanner and the publisher are the program's own; only the share's file calls, the
disk, the rows, the clock and chance are replaced. ``City(seed).live()`` raises Harm at the first broken promise.
"""

import hashlib
import io
import random
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from file_server import ROOT, STALE, Hang, Harm, Line, PowerCut, Server, Weather
from laptop import Fuse, MemoryDisk, MemoryRows

from dxmeet.domain.packet import (
    Audience,
    Keeping,
    Kind,
    Material,
    MaterialId,
    PacketId,
    ReaderId,
    Revision,
    RevisionId,
    ShareId,
    Source,
    State,
    TerminalId,
)
from dxmeet.domain.page import PageSize
from dxmeet.domain.syncplan import ShareState
from dxmeet.errors import DxmeetError, ProfileDenied, SealBroken, WorkerFailed, WorkerHung
from dxmeet.services.fetching import Fetching
from dxmeet.services.reader import Reader
from dxmeet.services.synchronising import Cache, Synchronising, SyncResult
from dxmeet.services.timekeeping import Timekeeping
from dxmeet.sharing import publishing
from dxmeet.sharing.files import ShareFiles
from dxmeet.sharing.publishing import Draft, DraftItem, Published
from dxmeet.sharing.share import Share
from dxmeet.sharing.worker import Desk
from dxmeet.storage.vault import Vault

BEGIN = datetime(2026, 11, 25, 1, 0, tzinfo=UTC).timestamp()
DAY = 86_400.0
_JAPAN = timezone(timedelta(hours=9))
SHARE = ShareId("s123456")
_MARKER = 'share = "{share}"\npseudonym_key = "00112233445566778899aabbccddeeff"\n'
MARKER, OTHER = _MARKER.format(share=SHARE).encode(), _MARKER.format(share="sother").encode()
FOLDERS = ("会議/2026-11-25 庁議", "会議/2026-11-27 部長会", "配布/2026-11 通知")
NAMES = ("次第.pdf", "資料1.pdf", "資料2.pdf", "参考.pdf", "カ\u3099イド.pdf")
KINDS = ("busy", "hang", "slow", "sleep", "drop", "missing", "denied", "odd", "stale")
CHUNK = 25_000
HALF = 40_000
"""Bytes of half the memory that a terminal has in common with its share's worker."""
RESUMABLE = 60_000


class Paper:
    """A local file that an organiser publishes, as ``publishing`` opens it."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def open(self, mode: str) -> io.BytesIO:
        return io.BytesIO(self.content)


def revision_of(content: bytes) -> Revision:
    name = hashlib.sha256(content).hexdigest()
    return Revision(RevisionId(name), len(content), (PageSize(595, 842),), (name[:8],))


def measured(files: Any, meanwhile: Callable[[], None]) -> list[tuple[PageSize, ...]]:
    meanwhile()
    return [revision_of(content).pages for content, _ in files]


class Here:
    """A share worker whose process is this one; a call that hangs ends it, and the next one finds another."""

    def __init__(self, open_files: Callable[[Path], ShareFiles], now: Callable[[], float]) -> None:
        self._open, self._now = open_files, now
        self.generation = 1
        self.arena = memoryview(bytearray(2 * HALF))
        self._desk = Desk(self.arena, open_files, now)

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
            self._desk = Desk(self.arena, self._open, self._now)
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


@dataclass
class Promise:
    """What may be true of a published material in the end: (revision, withdrawn). One entry unless acts overlapped."""

    options: set[tuple[str, bool]]


@dataclass
class Given:
    """A published packet as its organisers were told it is."""

    folder: str
    keeping: Keeping
    sure: bool
    materials: dict[MaterialId, Promise] = field(default_factory=dict[MaterialId, Promise])
    withdrawn: set[bool] = field(default_factory=lambda: {False})
    said: set[MaterialId | None] = field(default_factory=set[MaterialId | None])  # what an organiser ever took back
    muddled: bool = False  # organisers acted on what a backup showed


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

    def clock(self) -> datetime:
        return datetime.fromtimestamp(self.now(), UTC)

    def boot(self) -> None:
        self.line = self.city.line()
        self.fuse.left = None
        self.rows._depth = 0
        rows: Any = self.rows
        self.vault = Vault(Path("/vault"), self.disk)
        worker: Any = Here(self.city.opener(self.line), self.now)
        self.share = Share(Path(ROOT), worker, kept=rows)
        cache = Cache(rows, rows, self.vault, rows, Timekeeping(rows, self.clock), _alone)
        inspector: Any = SimpleNamespace(
            inspect=lambda content, name, password=None: revision_of(content),
            measure=measured,
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

    def unseen(self) -> set[str]:
        """What it has not found again since it first missed it, and concludes nothing from."""
        waiting = {each.id for each in self.rows._materials.values() if each.state is not State.WITHDRAWN}
        return {f"{ROOT}/{seen.path}" for id, seen in self.rows._seen.items() if seen.missing_since and id in waiting}

    def over(self, packet: PacketId) -> bool:
        until = self.rows._described[packet].keeping.until
        return until is not None and until < self.clock().astimezone(_JAPAN).date()

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


class City:
    """``size`` is the number of steps before everything is well again and all must agree."""

    def __init__(self, seed: int, size: int = 10) -> None:
        self.chance = random.Random(seed)
        self.time = BEGIN
        self.size = size
        self.trace = hashlib.sha256()
        self.server = Server(lambda: self.time)
        self.other = Server(lambda: self.time)
        for place, marker in ((self.server, MARKER), (self.other, OTHER)):
            place.folders |= {f"{ROOT}/会議": self.time, f"{ROOT}/配布": self.time}
            place.put(f"{ROOT}/dxmeet.toml", marker, mtime=self.time - DAY)
        for name, days in (
            ("別の会議.pdf", 1),
            ("昔の会議.pdf", 40),
        ):  # one that may be being written, one that is taken at once
            self.other.put(f"{ROOT}/会議/{name}", b"another city's", mtime=self.time - days * DAY)
        self.later: list[tuple[float, Callable[[], None]]] = []
        self._busy = False
        self.whole: set[bytes] = set()
        self.given: dict[PacketId, Given] = {}
        self.terminals = [Terminal(self, number) for number in range(self.chance.choice((1, 1, 1, 1, 2, 2, 3, 5)))]
        self.organisers = [self.line() for _ in range(self.chance.choice((1, 2, 3)))]
        self.number = 0
        self.wrong: dict[str, bytes] = {}  # what is not as it should be on the server, and how it should be

    # time and chance

    def token(self, size: int) -> str:
        return f"{self.chance.getrandbits(8 * size):0{2 * size}x}"

    def line(self) -> Line:
        return Line(self.server, self.other, self.chance, self.spend)

    def opener(self, line: Line) -> Callable[[Path], ShareFiles]:
        return lambda root: ShareFiles(root, self.spend, True, line, CHUNK)

    def spend(self, seconds: float) -> None:
        """Time passes, and what others had begun goes on meanwhile."""
        self.time += seconds
        if self._busy or not self.later:
            return
        self._busy = True
        try:
            for act in [each for each in self.later if each[0] <= self.time]:
                self.later.remove(act)
                act[1]()
        finally:
            self._busy = False

    def note(self, *words: Any) -> None:
        self.trace.update(repr((round(self.time, 3), *words)).encode())

    def content(self) -> bytes:
        if self.whole and self.chance.random() < 0.07:
            return self.chance.choice(sorted(self.whole))  # the same paper for another meeting
        self.number += 1
        filling = 150_000 if self.chance.random() < 0.08 else self.chance.randrange(10, 90)
        return f"%PDF {self.number} ".encode() + bytes([self.number % 251]) * filling

    # a history

    def live(self) -> str:
        """The hash of all that happened. Raises Harm."""
        for line in [each.line for each in self.terminals] + self.organisers:
            if self.chance.random() < 0.3:  # a line that is never quite well
                line.weather.kinds = tuple(self.chance.sample(KINDS, self.chance.randrange(1, 4)))
                line.weather.trouble = self.chance.choice((0.01, 0.03, 0.1))
        for _ in range(self.size):
            self.chance.choice(_STEPS)(self)
        self.heal()
        return self.trace.hexdigest()

    def weather(self) -> None:
        line = self.chance.choice([each.line for each in self.terminals] + self.organisers)
        line.weather.state = self.chance.choice(("up", "up", "up", "down", "empty", "other", "full", "denied"))
        line.weather.kinds = tuple(self.chance.sample(KINDS, self.chance.randrange(0, 4)))
        line.weather.trouble = self.chance.choice((0.02, 0.1, 0.4))

    def storm(self) -> None:
        """A terminal looks again and again at a share that is not what it seems; it may begin in the middle of a look."""
        terminal = self.chance.choice(self.terminals)
        weather = terminal.line.weather
        state = self.chance.choice(("empty", "other", "denied", "down", "rootless", "rootless"))
        weather.folder = f"/{self.chance.choice(FOLDERS)}"
        weather.kinds = ()
        weather.state = "up"
        if not any(each.endswith(".pdf") and self.is_plain(each) for each in self.server.files):
            self.plain()
        self.spend(6.0)
        self.look(terminal)
        steady = self.chance.random() < 0.6

        def begin() -> None:
            terminal.line.weather.state = state

        if self.chance.random() < 0.5:
            begin()
        else:
            self.later.append((self.time + self.chance.uniform(0.01, 0.4), begin))
        for _ in range(3):
            self.look(terminal)
            self.spend(self.chance.choice((6.0, 31.0)))
            if not steady:
                terminal.line.weather.state = "up"
                self.later.append((self.time + self.chance.uniform(0.01, 0.4), begin))
        self.later = [each for each in self.later if each[1] is not begin]
        terminal.line.weather.state = "up"

    def flicker(self) -> None:
        """A plain file goes and comes back, and a clock jumps meanwhile."""
        terminal = self.chance.choice(self.terminals)
        here = [each for each in self.server.files if each.endswith(".pdf") and self.server.files[each].whole]
        plain = [each for each in here if self.is_plain(each)]
        if not plain:
            return
        path = self.chance.choice(plain)
        node = self.server.files[path]
        for _ in range(self.chance.choice((1, 2, 3))):
            self.look(terminal)
            self.server.take(path)
            self.look(terminal)
            self.spend(self.chance.choice((1.0, 6.0)))
            if self.chance.random() < 0.4:
                terminal.offset = self.chance.choice((0.0, DAY, 40.0))
                self.look(terminal)
            if self.chance.random() < 0.8:
                self.server.put(path, node.content, mtime=node.mtime)
                self.look(terminal)
                self.spend(40.0)
                self.server.take(path)
                self.look(terminal)
            self.server.put(path, node.content, mtime=node.mtime)

    def postpone(self) -> None:
        """A plain folder that a terminal knows gets another name: its materials are the same ones, and keep their notes."""
        terminal = self.chance.choice(self.terminals)
        if all("/." in each for each in self.server.inside(f"{ROOT}/配布")):
            return  # an empty folder is not believed, and nothing is concluded from such a look
        weather, terminal.line.weather = terminal.line.weather, Weather()
        self.number += 1
        folder = f"{ROOT}/会議/2026-12-01 部会{self.number}"
        self.server.remember()
        self.server.folders[folder] = self.time
        self.server.touch(folder)
        for name in NAMES[:2]:
            content = f"%PDF {self.number} {name}".encode()
            self.whole.add(content)
            self.server.put(f"{folder}/{name}", content, mtime=self.time - 40 * DAY)
        self.look(terminal)
        before = terminal.lying(folder)
        self.server.move(folder, f"{folder} 延期")
        result = self.look(terminal)
        known = result is not None and result.state is ShareState.OK and len(before) == 2
        if known and terminal.lying(f"{folder} 延期") != before:
            raise Harm("the materials of a renamed folder are taken for others")
        terminal.line.weather = weather

    def is_plain(self, path: str) -> bool:
        folder = path.rpartition("/")[0]
        return f"{folder}/packet.json" not in self.server.files and "/." not in path

    def heavy(self) -> None:
        """A large file on a line that breaks, and sometimes another one in its place when it is back."""
        terminal = self.chance.choice(self.terminals)
        folder = f"{ROOT}/{FOLDERS[2]}"
        if folder not in self.server.folders:
            self.server.folders[folder] = self.time
            self.server.touch(folder)
        path = f"{folder}/図面.pdf"
        for number in range(2):
            self.number += 1
            content = f"%PDF {self.number} ".encode() + bytes([self.number % 251]) * self.chance.choice(
                (90_000, 150_000)
            )
            self.whole.add(content)
            if number == 0 or self.chance.random() < 0.5:
                self.server.put(path, content, mtime=self.time - 40 * DAY - self.number)
            if self.chance.random() < 0.5:  # somebody saves it in the middle of the look
                at = self.time + self.chance.uniform(0.05, 0.6)
                self.later.append((at, lambda new=content[::-1]: self.save(path, new, whole=False)))
                self.later.append((at + 3.0, lambda new=content: self.save(path, new)))
                self.look(terminal)
                continue
            for _ in range(2):
                if self.chance.random() < 0.3:
                    terminal.line.fuse = self.chance.randrange(12, 40)
                else:
                    terminal.line.weather.kinds, terminal.line.weather.trouble = ("drop",), 0.12
                self.look(terminal)
                terminal.line.weather.kinds = ()

    def save(self, path: str, content: bytes, *, whole: bool = True) -> None:
        """A program writes what it has open; where the folder was renamed meanwhile, it cannot."""
        if path.rpartition("/")[0] in self.server.folders:
            self.server.put(path, content, whole=whole)

    def tamper(self) -> None:
        """Somebody overwrites a published file with as many other bytes; it is put right in the end."""
        published = [
            each
            for each, node in self.server.files.items()
            if each.endswith(".pdf") and not self.is_plain(each) and "/." not in each and node.content
        ]
        if published:
            path = self.chance.choice(published)
            node = self.server.files[path]
            self.wrong.setdefault(path, node.content)
            self.server.put(path, b"!" * len(node.content), whole=False)

    def backup(self) -> None:
        """The server is set back to a backup for a while: the newest manifests of a packet are gone."""
        later = [each for each in self.server.files if "/packet.0" in each]
        if later:
            path = self.chance.choice(later)
            folder = path[len(ROOT) + 1 :].rpartition("/")[0]
            for given in self.given.values():
                given.muddled = given.muddled or given.folder == folder
            self.wrong[path] = self.server.files[path].content
            self.server.take(path)
            for terminal in self.terminals:
                self.look(terminal)

    def clock(self) -> None:
        self.chance.choice(self.terminals).offset = self.chance.choice((0.0, 0.0, DAY, -DAY, 40.0, -40.0))

    def wait(self) -> None:
        self.spend(self.chance.choice((1.0, 6.0, 20.0, 31.0, 31.0, 600.0, 4000.0, DAY, 3 * DAY)))

    def server_power(self) -> None:
        self.server.lose_power()

    def disk(self) -> None:
        self.chance.choice(self.terminals).disk.free = self.chance.choice((1_000_000_010, 50_000_000_000))

    def plain(self) -> None:
        """People work in a plain folder with Explorer."""
        folder = f"{ROOT}/{self.chance.choice(FOLDERS)}"
        if folder not in self.server.folders:
            self.server.remember()
            self.server.folders[folder] = self.time
            self.server.touch(folder)
        here = [each for each in self.server.inside(folder) if each.endswith(".pdf")]
        act = self.chance.random()
        if act >= 0.65 and not all(self.server.files[each].whole for each in here):
            return  # what a program is writing can be neither moved nor deleted
        if not here or act < 0.4:
            for name in self.chance.sample(NAMES, self.chance.choice((1, 1, 2, 4))):
                self.write(f"{folder}/{name}")
        elif act < 0.65:
            self.write(self.chance.choice(here))
        elif act < 0.8:
            self.server.take(self.chance.choice(here))
        elif act < 0.87:
            for path in here:
                self.server.take(path)
        elif act < 0.95:
            new = f"{folder}/改名{self.number}.pdf"
            self.server.move(self.chance.choice(here), new)
        else:
            self.server.move(folder, f"{folder} 延期{self.number}")
        self.note("plain", folder, len(here))

    def write(self, path: str) -> None:
        """In place; mostly in two goes, with a moment in which half of it lies there."""
        content = self.content()
        if self.chance.random() < 0.5:
            self.whole.add(content)
            copied = self.chance.random() < 0.5  # Explorer gives a copy its original's time, when it is whole
            self.server.put(path, content, mtime=self.time - 40 * DAY - self.number if copied else None)
            return
        self.server.put(path, content[: len(content) // 2], whole=False)

        def finish() -> None:
            if path in self.server.files and not self.server.files[path].whole:
                self.whole.add(content)
                self.server.put(path, content)

        self.later.append((self.time + self.chance.uniform(0.1, 4.0), finish))

    # published packets

    def organise(self) -> None:
        """One organiser acts, or two at the same moment."""
        line = self.chance.choice(self.organisers)
        acts = [self.act(line)]
        if len(self.organisers) > 1 and self.chance.random() < 0.5:
            other = self.chance.choice([each for each in self.organisers if each is not line])
            acts.append(self.act(other, acts[0].packet if self.chance.random() < 0.8 else None))
            one, two = acts
            together = one.packet == two.packet and one.packet is not None
            if together and (one.material == two.material or None in (one.material, two.material)):
                one.alone = two.alone = False
        elif self.chance.random() < 0.3 and acts[0].packet is not None:  # and at once again, with a look in between
            while not acts[0].step():
                pass
            self.look(self.chance.choice(self.terminals))
            acts = [self.act(line, acts[0].packet)]
        for act in acts[1:]:
            self.meanwhile(act)
        while not acts[0].step():
            pass
        for act in acts[1:]:
            while not act.ended:
                act.step()

    def meanwhile(self, act: "Act") -> None:
        """The other organiser's program goes on whenever the first one's waits for the server."""

        def go_on() -> None:
            if not act.ended and not act.step():
                self.meanwhile(act)

        self.later.append((self.time + self.chance.choice((0.0, 0.02, 0.1)), go_on))

    def act(self, line: Line, packet: PacketId | None = None) -> "Act":
        wanted = self.chance.random() if packet is None else self.chance.uniform(0.45, 1.0)
        author = TerminalId(f"o{self.organisers.index(line)}aaaaaaa")
        files = ShareFiles(Path(ROOT), self.spend, True, line, CHUNK)
        if self.chance.random() < 0.15:
            line.fuse = self.chance.randrange(1, 40)
        known = [id for id, given in self.given.items() if given.sure]
        if not known or wanted < 0.45:
            return Act(self, line, publishing.publish(files, self.draft(author)), None, None)
        packet = packet or self.chance.choice(known)
        given = self.given[packet]
        material = self.chance.choice(sorted(given.materials))
        at = datetime.fromtimestamp(self.time, UTC)
        if wanted < 0.8:
            return self.replacing(line, packet, material)
        chosen = material if wanted < 0.95 else None
        return Act(self, line, publishing.withdraw(files, given.folder, chosen, author, at, packet), packet, chosen)

    def replacing(self, line: Line, packet: PacketId, material: MaterialId) -> "Act":
        content = self.content()
        self.whole.add(content)
        source: Any = Paper(content)
        seen, at = revision_of(content), datetime.fromtimestamp(self.time, UTC)
        author = TerminalId(f"o{self.organisers.index(line)}aaaaaaa")
        files, folder = ShareFiles(Path(ROOT), self.spend, True, line, CHUNK), self.given[packet].folder
        steps = publishing.replace_material(files, folder, material, source, seen, {}, author, at, packet)
        return Act(self, line, steps, packet, material, seen.id)

    def race(self) -> None:
        """Two organisers replace two materials of one packet, and write down at the same moment that they did."""
        whole = [
            (packet, material)
            for packet, given in self.given.items()
            if given.sure and not given.muddled and given.withdrawn == {False}
            for material, promise in sorted(given.materials.items())
            if all(not withdrawn for _, withdrawn in promise.options)
        ]
        packets = sorted({packet for packet, _ in whole if [each for each, _ in whole].count(packet) > 1})
        if len(self.organisers) < 2 or not packets:
            return
        packet = self.chance.choice(packets)
        materials = self.chance.sample([material for each, material in whole if each == packet], 2)
        lines = self.chance.sample(self.organisers, 2)
        weathers = [line.weather for line in lines]
        for line in lines:
            line.weather, line.fuse = Weather(), None
        one, two = (self.replacing(line, packet, each) for line, each in zip(lines, materials, strict=True))
        for act in (one, two):
            while act.moved != 0 and not act.ended:  # until its file lies there
                act.step()
        self.later.append((self.time + self.chance.uniform(0.0, 0.15), lambda: two.step() and None))
        one.step()
        two.step()
        for line, weather in zip(lines, weathers, strict=True):
            line.weather = weather

    def draft(self, author: TerminalId) -> Draft:
        items: list[DraftItem] = []
        for order in range(1, self.chance.choice((2, 3, 4))):
            content = self.content()
            self.whole.add(content)
            source: Any = Paper(content)
            items.append(DraftItem(source, f"議案{order}", order, revision_of(content)))
        today = datetime.fromtimestamp(self.time, UTC).date()
        keeping = self.chance.choice(
            (
                Keeping(),
                Keeping(),
                Keeping("lease", 3),
                Keeping("memory"),
                Keeping("keep", 0, today + timedelta(days=1)),
            )
        )
        at = datetime.fromtimestamp(self.time, UTC)
        day = date(2026, 11, 25)
        return Draft(Kind.MEETING, "定例会", day, None, "", None, Audience(), keeping, author, at, tuple(items))

    # terminals

    def sync(self) -> None:
        terminal = self.chance.choice(self.terminals)
        cut = self.chance.random()
        if cut < 0.15:
            terminal.line.fuse = self.chance.randrange(1, 60)
        elif cut < 0.3:
            terminal.fuse.left = self.chance.randrange(1, 60)
        self.look(terminal)

    def look(self, terminal: Terminal, *, accept: bool = False) -> SyncResult | None:
        before = terminal.ready()
        paths = {f"{ROOT}/{seen.path}" for seen in terminal.rows._seen.values()}
        for path in paths - set(self.server.files):
            terminal.missed.setdefault(path, self.time)
        there, began = paths & set(self.server.files), self.time
        result = None
        try:
            result = terminal.synchronising.synchronise(accept_held=accept)
        except PowerCut:
            weather = terminal.line.weather
            terminal.disk.lose_power(self.chance)
            terminal.opened.clear()
            terminal.boot()
            terminal.line.weather = weather
        except ProfileDenied as error:
            raise Harm(f"the disk was said to be closed: {error}") from error
        if result is not None and result.state in (ShareState.OK, ShareState.HELD):
            unseen = terminal.unseen()
            for path in there & set(self.server.files):
                if self.hidden(terminal, path, began):
                    terminal.missed.setdefault(path, began)
                elif path not in unseen:
                    terminal.missed.pop(path, None)
        terminal.line.fuse = terminal.fuse.left = None
        self.check(terminal, before, accept=accept)
        self.note("sync", terminal.id, result and (result.state, len(result.added), len(result.withdrawn)))
        return result

    def hidden(self, terminal: Terminal, path: str, began: float) -> bool:
        """Whether an old listing may have been shown, one from a moment when this file was away."""
        stale = "stale" in terminal.line.weather.kinds
        return stale and any(path not in files for at, files, _ in self.server.past if at >= began - STALE)

    def check(self, terminal: Terminal, before: dict[MaterialId, str], *, accept: bool) -> None:
        rows, after = terminal.rows, terminal.ready()
        if terminal.known - set(rows._materials):
            raise Harm("a material was forgotten, and its notes with it")
        terminal.known = set(rows._materials)
        for packet in rows._described.values():
            if packet.generation < terminal.generations.get(packet.id, 0):
                raise Harm("a generation went back")
            terminal.generations[packet.id] = packet.generation
        for material in before:
            if material not in after:
                self.check_gone(terminal, material, accept=accept)
        for material, revision in after.items():
            self.check_ready(terminal, material, revision)

    def check_gone(self, terminal: Terminal, material: MaterialId, *, accept: bool) -> None:
        held = terminal.rows._materials[material]
        packet = terminal.rows._described[held.packet]
        if held.state is State.ERASED or held.code == "not-offline":
            if not (packet.keeping.policy == "memory" or packet.keeping.until):
                raise Harm("erased though nothing says so")
            return
        if held.state is not State.WITHDRAWN:
            raise Harm(f"what was ready is {held.state} {held.code}")
        if packet.source is Source.PUBLISHED:
            given = self.given.get(packet.id)
            if given is not None and not given.said & {material, None}:
                raise Harm("withdrawn though no organiser said so")
            return
        path = f"{ROOT}/{terminal.rows._seen[material].path}"
        if self.time - terminal.missed.get(path, self.time) < 10:
            raise Harm(f"{path} was believed to be gone")

    def check_ready(self, terminal: Terminal, material: MaterialId, revision: str) -> None:
        sealed = terminal.rows._sealed.get(RevisionId(revision))
        if sealed is None:
            raise Harm("ready without a sealed file")
        if sealed.file in terminal.opened:
            return
        terminal.opened.add(sealed.file)
        try:
            content = terminal.vault.read(sealed)
        except SealBroken:
            raise Harm("ready, but the sealed file does not open") from None
        if content not in self.whole:
            raise Harm("half a file was taken for a whole one")

    # the end

    def heal(self) -> None:
        """Every fault ends; then all terminals must come to hold what the share holds, in a few looks."""
        self.spend(30.0)
        while self.later:
            self.spend(5.0)
        for line in [each.line for each in self.terminals] + self.organisers:
            line.weather.state, line.weather.kinds = "up", ()
        for path, content in self.wrong.items():
            self.server.put(path, content)
        self.spend(60.0)
        for terminal in self.terminals:
            terminal.offset, terminal.disk.free = 0.0, 50_000_000_000
            for _ in range(2):
                self.look(terminal)
                self.spend(40.0)
            result = self.look(terminal, accept=True)
            if result is None or result.state is not ShareState.OK:
                raise Harm(f"all is well, and yet {result and result.state} {result and result.trouble}")
            self.check_plain(terminal)
            for packet, given in self.given.items():
                self.check_given(terminal, packet, given)
        self.spend(DAY + 2 * 3600.0)  # a day, because a clock may have been ahead when something was left behind
        for terminal in self.terminals:
            self.check_rest(terminal)

    def check_plain(self, terminal: Terminal) -> None:
        """Every plain file of the share is here as it is there, and nothing else is."""
        published = {each.rpartition("/")[0] for each in self.server.files if each.endswith("packet.json")}
        there = {
            path[len(ROOT) + 1 :]: hashlib.sha256(node.content).hexdigest()
            for path, node in self.server.files.items()
            if path.endswith(".pdf") and path.rpartition("/")[0] not in published and "/." not in path and node.content
        }
        plain = {each.id for each in terminal.rows._described.values() if each.source is Source.FOLDER}
        here = {
            terminal.rows._seen[each.id].path: each.revision.id
            for each in terminal.rows._materials.values()
            if each.packet in plain and each.state is State.READY and each.revision is not None
        }
        for each in terminal.rows._materials.values():
            missed = each.packet in plain and each.state is State.WITHDRAWN and each.revision is not None
            if missed and each.revision.id not in terminal.rows._sealed:
                raise Harm("what was merely missed was erased")
        if here != there:
            raise Harm(f"plain folders differ: {sorted(set(here.items()) ^ set(there.items()))}")

    def check_given(self, terminal: Terminal, packet: PacketId, given: Given) -> None:
        if packet not in terminal.rows._described:
            if given.sure:
                raise Harm("a published packet never arrived")
            return
        known, over = terminal.rows.packet(packet), terminal.over(packet)
        lying, entitled = set(terminal.rows._sealed), terminal.entitled()
        for material in known.materials:
            promise = given.materials.get(material.id)
            if promise is None:
                raise Harm("a material that nobody published")
            gone = material.state is State.WITHDRAWN
            if (over or known.keeping.policy == "memory" or gone) and revisions(material) & lying - entitled:
                raise Harm("what must not lie here does")
            if over or known.keeping.policy == "memory":
                if material.state is State.READY:
                    raise Harm("what must not be read here is ready")
                continue
            if given.muddled:
                continue
            revision = material.revision.id if material.revision is not None else ""
            fits = any(
                gone == (withdrawn or whole) and (gone or (material.state is State.READY and revision == wanted))
                for wanted, withdrawn in promise.options
                for whole in given.withdrawn
            )
            if not fits:
                raise Harm(
                    f"{material.title} is {material.state} {material.code} {revision[:6]}, not {promise.options}"
                )
        here = {each.id for each in known.materials}
        for material, promise in given.materials.items():
            taken_back = True in given.withdrawn or any(withdrawn for _, withdrawn in promise.options)
            if material not in here and not over and not taken_back and not given.muddled:
                raise Harm("a published material never arrived")

    def check_rest(self, terminal: Terminal) -> None:
        """Another look changes nothing, and in the vault lies nothing that nobody knows."""
        result = self.look(terminal)
        if result is None or result.added or result.replaced or result.withdrawn:
            raise Harm("it does not come to rest")
        files = {path.relative_to("/vault").as_posix() for path in terminal.disk.cached}
        if files - terminal.rows.sealed_files() - terminal.rows.parts():
            raise Harm("files that nobody knows stay in the vault")


class Act:
    """Something an organiser does on the share, step by step, and what they are told in the end."""

    def __init__(
        self,
        city: City,
        line: Line,
        steps: Any,
        packet: PacketId | None,
        material: MaterialId | None,
        revision: str = "",
    ) -> None:
        self.city, self.line, self.steps = city, line, steps
        self.packet, self.material, self.revision = packet, material, revision
        self.ended = self.running = False
        self.moved = -1  # bytes that the last step wrote
        self.alone = "stale" not in line.weather.kinds

    def step(self) -> bool:
        """True when it has ended."""
        if self.ended or self.running:
            return self.ended
        self.running = True
        try:
            self.moved = next(self.steps)
            return False
        except StopIteration as end:
            self._told(end.value)
        except PowerCut:
            self._unsure()
            self.line.fuse = None
        except Hang:
            self._unsure()
        except DxmeetError:
            self._unsure()
        except OSError:
            self._unsure()
        finally:
            self.running = False
        self.line.fuse = None
        self.ended = True
        return True

    def _told(self, published: Published) -> None:
        city = self.city
        city.note("told", published.packet, published.generation)
        if self.packet is None:
            given = Given(published.folder, Keeping(), True)
            for material, _, revision in published.materials:
                given.materials[material] = Promise({(revision, False)})
            city.given[published.packet] = given
        else:
            given = city.given[self.packet]
            self._apply(given, sure=self.alone)

    def _unsure(self) -> None:
        """An error may come after the deed."""
        self.city.note("unsure")
        if self.packet is not None:
            given = self.city.given[self.packet]
            self._apply(given, sure=False)
            return
        for path, node in self.city.server.files.items():
            if path.endswith("/packet.json") and "/." not in path and node.content:
                self._appeared(path, node.content)

    def _appeared(self, path: str, content: bytes) -> None:
        """A packet whose organiser was not told that it is there: it may be used all the same."""
        from dxmeet.sharing.manifest import parse

        try:
            manifest = parse("packet.json", content)[1]
        except ValueError:
            return
        if manifest.packet not in self.city.given:
            given = Given(path[len(ROOT) + 1 :].rpartition("/")[0], manifest.keeping, False)
            for entry in manifest.materials:
                given.materials[entry.id] = Promise({(entry.content.sha256, False)})
            self.city.given[manifest.packet] = given

    def _apply(self, given: Given, *, sure: bool) -> None:
        sure = sure and not given.muddled  # what a backup did not show may come back and join
        if not self.revision:
            given.said.add(self.material)
        if self.material is None:
            given.withdrawn = {True} if sure else given.withdrawn | {True}
            return
        promise = given.materials[self.material]
        now = {(self.revision, False)} if self.revision else {(old, True) for old, _ in promise.options}
        promise.options = now if sure else promise.options | now


_STEPS: tuple[Callable[[City], None], ...] = (
    *[City.sync] * 5,
    *[City.plain] * 3,
    *[City.organise] * 4,
    City.race,
    City.weather,
    City.weather,
    City.clock,
    *[City.wait] * 2,
    City.disk,
    City.storm,
    City.flicker,
    City.heavy,
    City.postpone,
    City.tamper,
    City.backup,
    City.server_power,
)
