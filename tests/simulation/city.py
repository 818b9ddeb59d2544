"""A city hall in memory: organisers, terminals, one file server, and a seed that decides all that happens to them.

The planner, the executor, the vault, the scanner and the publisher are the program's own; only the share's file calls, the
disk, the rows, the clock and chance are replaced. ``City(seed).live()`` raises Harm at the first broken promise.

    city ── steps ──▶ organisers (publish, replace, withdraw)   explorer (plain folders)   troubles (lines, clocks, disks)
       └── look ──▶ a terminal's engine ──▶ promises (what must be true now, and in the end)
"""

import hashlib
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from explorer import heavy, interrupted, overtaken, plain, postpone
from file_server import ROOT, Harm, Line, PowerCut, Server
from organisers import Given, organise, race
from promises import check, heal, hidden
from terminals import Terminal
from troubles import backup, clock, disk, flicker, server_power, storm, tamper, unmounted, wait, weather
from world import BEGIN, CHUNK, DAY, KINDS, MARKER, OTHER

from dxmeet.domain.packet import PacketId
from dxmeet.domain.syncplan import ShareState
from dxmeet.errors import ProfileDenied, ShareDamaged
from dxmeet.services.synchronising import SyncResult
from dxmeet.sharing.files import ShareFiles

LATER = 1_000_000
"""Seeds from here on live all that was ever thought of; earlier ones live what they always lived."""


class City:
    """``size`` is the number of steps before everything is well again and all must agree."""

    def __init__(self, seed: int, size: int = 10) -> None:
        self.chance = random.Random(seed)
        self.steps = _STEPS if seed < LATER else (*_STEPS, *_LATER_STEPS)
        self.time = BEGIN
        self.size = size
        self.trace = hashlib.sha256()
        self.server = Server(lambda: self.time)
        self.other = Server(lambda: self.time)
        for place, marker in ((self.server, MARKER), (self.other, OTHER)):
            place.folders |= {f"{ROOT}/会議": self.time, f"{ROOT}/配布": self.time}
            place.put(f"{ROOT}/dxmeet.toml", marker, mtime=self.time - DAY)
        # One that may be being written, one that is taken at once.
        for name, days in (("別の会議.pdf", 1), ("昔の会議.pdf", 40)):
            self.other.put(f"{ROOT}/会議/{name}", b"another city's", mtime=self.time - days * DAY)
        self.later: list[tuple[float, Callable[[], None]]] = []
        self._busy = False
        self.whole: set[bytes] = set()
        self.given: dict[PacketId, Given] = {}
        self.terminals = [Terminal(self, number) for number in range(self.chance.choice((1, 1, 1, 1, 2, 2, 3, 5)))]
        self.organisers = [self.line() for _ in range(self.chance.choice((1, 2, 3)))]
        self.number = 0
        self.wrong: dict[str, bytes] = {}  # what is not as it should be on the server, and how it should be

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

    def live(self) -> str:
        """The hash of all that happened. Raises Harm."""
        for line in [each.line for each in self.terminals] + self.organisers:
            if self.chance.random() < 0.3:  # a line that is never quite well
                line.weather.kinds = tuple(self.chance.sample(KINDS, self.chance.randrange(1, 4)))
                line.weather.trouble = self.chance.choice((0.01, 0.03, 0.1))
        for _ in range(self.size):
            self.chance.choice(self.steps)(self)
        heal(self)
        return self.trace.hexdigest()

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
        paths = terminal.observed()
        for path in paths - set(self.server.files):
            terminal.missed.setdefault(path, self.time)
        there, began = paths & set(self.server.files), self.time
        terminal.line.shown.clear()
        terminal.line.read.clear()
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
            for path in (there | (terminal.observed() - paths)) & set(self.server.files):
                if hidden(self, terminal, path, began):
                    terminal.missed.setdefault(path, began)
                elif path not in unseen or (terminal.line.shows(path) and terminal.knows_one(path)):
                    terminal.missed.pop(path, None)
        if result is not None and isinstance(result.trouble, ShareDamaged):
            raise Harm("a share that is whole was said to be damaged")
        terminal.line.fuse = terminal.fuse.left = None
        check(self, terminal, before, accept=accept)
        self.note("sync", terminal.id, result and (result.state, len(result.added), len(result.withdrawn)))
        return result


_STEPS: tuple[Callable[[City], None], ...] = (
    *[City.sync] * 5,
    *[plain] * 3,
    *[organise] * 4,
    race,
    weather,
    weather,
    clock,
    *[wait] * 2,
    disk,
    storm,
    flicker,
    heavy,
    postpone,
    tamper,
    backup,
    server_power,
)
_LATER_STEPS: tuple[Callable[[City], None], ...] = (overtaken, interrupted, unmounted)
