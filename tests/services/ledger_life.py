"""A terminal's ledger lived by chance: it is cut off, copied, put back from backups, and its journal loses and gains files.

The databases, the journal, the merging and the reports are the real ones; the shared folder is a dictionary.
"""

import random
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from dxmeet.domain.event import EventType
from dxmeet.domain.fiscal import PLAN
from dxmeet.domain.packet import ReaderId, ShareId, TerminalId
from dxmeet.errors import ShareUnreachable
from dxmeet.services.merging import Merging
from dxmeet.services.reader import Reader
from dxmeet.services.reporting import Reporting
from dxmeet.services.sending import Sending
from dxmeet.sharing.marker import ShareIdentity
from dxmeet.sharing.terminals import Found, Journal, Terminal
from dxmeet.storage.database import Database, open_database
from dxmeet.storage.keys import SigningKey
from dxmeet.storage.ledger import EventStore
from dxmeet.storage.mark import Mark
from dxmeet.storage.migrations import MIGRATIONS
from dxmeet.storage.statistics import Statistics

START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
SHARE = ShareId("s")
SIGNING = {TerminalId(name): SigningKey.from_raw(bytes([number]) * 32) for number, name in enumerate(("ta", "tb"), 1)}
PAPER = {"packet": "p", "material": "m", "revision": "v", "pages_a4": 1, "pages_a3": 0, "sides": 1, "nup": 1}


def enrolled() -> dict[TerminalId, Terminal]:
    return {terminal: Terminal(key.public, "", START) for terminal, key in SIGNING.items()}


@dataclass
class Folder:
    """The shared folder. ``patience``: so many calls succeed, then the share is gone until it is set again."""

    files: dict[tuple[str, str], bytes] = field(default_factory=dict[tuple[str, str], bytes])
    patience: int = 10**9
    chance: random.Random = field(default_factory=random.Random)
    enrolled: dict[TerminalId, Terminal] = field(default_factory=enrolled)

    def _call(self) -> None:
        self.patience -= 1
        if self.patience < 0:
            raise ShareUnreachable(path="/share")

    def segment_names(self, terminal: TerminalId) -> dict[str, int]:
        self._call()
        return {name: len(content) for (of, name), content in self.files.items() if of == terminal}

    def segment(self, terminal: TerminalId, name: str) -> bytes | None:
        self._call()
        return self.files.get((terminal, name))

    def put_segment(self, terminal: TerminalId, name: str, content: bytes) -> None:
        if self.patience == 0 and self.chance.random() < 0.5:
            self.files[terminal, name] = content  # written, and the answer is lost
        self._call()
        self.files[terminal, name] = content

    def enrol(self, *facts: Any) -> None:
        self._call()

    def identity(self) -> ShareIdentity:
        return ShareIdentity(SHARE, "", "会議", "配布", "00")

    def terminals(self) -> dict[TerminalId, Terminal]:
        return self.enrolled

    def segments(self, known: set[str]) -> Iterator[Journal | Found]:
        """In no order."""
        whole = list(self.files)
        self.chance.shuffle(whole)
        for terminal in SIGNING:
            mine = [name for of, name in whole if of == terminal]
            yield Journal(terminal, tuple(mine))
            for name in mine:
                if f"{terminal}/{name}" not in known:
                    yield Found(terminal, name, self.files[terminal, name])


class Machine:
    """One copy of a terminal's profile on a disk of its own, and the program that is started on it again and again."""

    def __init__(self, folder: Path, terminal: TerminalId, share: Folder, host: str) -> None:
        self.folder, self.terminal, self._share, self._host = folder, terminal, share, host
        self._database: Database | None = None
        self.start()

    def start(self) -> None:
        """Again, after it was ended, cut off or its files were changed."""
        self.stop()
        path = self.folder / "dxmeet.db"
        self._database = open_database(path, None, MIGRATIONS)
        mark = Mark(self.folder / "ledger.mark", path, self._host)
        self.events = EventStore(self._database, self.terminal, mark)
        reader = Reader("", "課", ReaderId(self.terminal), self.terminal, SHARE, "/share")
        self._sending = Sending(self.events, reader, SIGNING[self.terminal], lambda: START)

    def stop(self) -> None:
        if self._database is not None:
            self._database.close()

    def records(self, number: int, at: datetime) -> None:
        fields = {**PAPER, "copies": 1, "reason": str(number)}
        self.events.append(EventType.PRINTED, fields, at=at, reader=self.terminal, department="課")

    def sends(self) -> None:
        with suppress(ShareUnreachable):
            self._sending.send(cast("Any", self._share))

    def holds(self) -> set[int]:
        return {int(event.fields["reason"]) for event in self.events.entries()}


class Admin:
    """Someone who merges what is on the share."""

    def __init__(self, folder: Path, share: Folder) -> None:
        self._statistics = Statistics(folder / "statistics.db", folder / "aside")
        reader = Reader("", "課", ReaderId("x"), TerminalId("x"), SHARE, "/share")
        self.merging = Merging(cast("Any", share), self._statistics, cast("Any", _NoPurchases()), reader, "test")
        self._folder = folder

    def export(self) -> bytes:
        self.merging.merge()
        out = self._folder / "report.json"
        Reporting(self.merging).export(2026, "json", out, entries=self._folder / "entries.jsonl", include_small=True)
        return out.read_bytes() + (self._folder / "entries.jsonl").read_bytes()

    def counted(self) -> list[int]:
        return sorted(int(event.fields["reason"]) for event in self.merging.entries(2026))

    def close(self) -> None:
        self._statistics.close()


class _NoPurchases:
    def history(self) -> list[Any]:
        return []

    purchases = history

    def targets(self, preset: Any = ()) -> list[Any]:
        return list(PLAN)


class Life:
    """The same ``seed`` gives the same history. ``blind``: also what no program can notice of itself, a disk that is cloned
    or put back as a whole, mark and all; then two events may bear one number, and both are set aside and listed."""

    def __init__(self, seed: int, folder: Path, *, blind: bool) -> None:
        self.chance = random.Random(seed)
        self._folder, self._blind = folder, blind
        self.share = Folder(chance=self.chance)
        self.machines: list[Machine] = []
        for terminal in SIGNING:
            (folder / terminal).mkdir()
            self.machines.append(Machine(folder / terminal, terminal, self.share, "pc"))
        self._backups: list[tuple[TerminalId, Path]] = []
        self._lost: dict[tuple[str, str], bytes] = {}
        self.recorded, self._places = 0, 0
        (folder / "first").mkdir()
        self.first = Admin(folder / "first", self.share)

    def live(self) -> None:
        steps = (self._record, self._send, self._cut_off, self._restart, self._copy, self._back_up, self._restore)
        steps += (self._lose, self._copy_segment, self._merge)
        for _ in range(self.chance.choice([6, 12, 24])):
            self.chance.choices(steps, [8, 4, 3, 3, 1, 1, 1, 1, 1, 1])[0]()
        self._settle()
        self._check()

    def close(self) -> None:
        self.first.close()
        for machine in self.machines:
            machine.stop()

    def _machine(self) -> Machine:
        return self.chance.choice(self.machines)

    def _record(self) -> None:
        machine = self._machine()
        for _ in range(self.chance.choice([1, 1, 2, 5])):
            self.recorded += 1
            machine.records(self.recorded, START + timedelta(minutes=self.recorded))

    def _send(self) -> None:
        self._machine().sends()

    def _cut_off(self) -> None:
        """The share goes away, or the power does, in the middle of sending."""
        self.share.patience = self.chance.randint(0, 4)
        machine = self._machine()
        machine.sends()
        self.share.patience = 10**9
        if self.chance.random() < 0.5:
            machine.start()

    def _restart(self) -> None:
        self._machine().start()

    def _place(self) -> Path:
        self._places += 1
        return self._folder / f"{self._places}"

    def _copy(self) -> None:
        """The whole profile as files, onto this machine or another. A copied file is another file."""
        source = self._machine()
        source.start()
        target = self._place()
        shutil.copytree(source.folder, target)
        host = self.chance.choice(["pc", "laptop"])
        if self._blind and self.chance.random() < 0.5:
            self._forget_place(target, host)
        self.machines.append(Machine(target, source.terminal, self.share, host))

    def _back_up(self) -> None:
        machine = self._machine()
        machine.start()
        self._backups.append((machine.terminal, self._place()))
        shutil.copytree(machine.folder, self._backups[-1][1])

    def _restore(self) -> None:
        """Into the files that are there, which stay the same files; with their mark only where it goes unnoticed."""
        machine = self._machine()
        earlier = [place for terminal, place in self._backups if terminal == machine.terminal]
        if not earlier:
            return
        machine.stop()
        place = self.chance.choice(earlier)
        for name in ("dxmeet.db", "dxmeet.db-wal", "dxmeet.db-shm"):
            if (place / name).exists():
                (machine.folder / name).write_bytes((place / name).read_bytes())
            else:
                (machine.folder / name).unlink(missing_ok=True)
        if self._blind and self.chance.random() < 0.5 and (place / "ledger.mark").exists():
            (machine.folder / "ledger.mark").write_bytes((place / "ledger.mark").read_bytes())
            self._forget_place(machine.folder, "pc")
        machine.start()

    @staticmethod
    def _forget_place(folder: Path, host: str) -> None:
        """As if the disk were the same, and only its content of another day."""
        database = open_database(folder / "dxmeet.db", None, MIGRATIONS)
        events = EventStore(database, TerminalId(""))
        Mark(folder / "ledger.mark", folder / "dxmeet.db", host).set(events.epoch, events.head()[0])
        database.close()

    def _lose(self) -> None:
        """The file server is put back from a backup; later it may find its files again."""
        if self.share.files:
            key = self.chance.choice(list(self.share.files))
            self._lost[key] = self.share.files.pop(key)

    def _copy_segment(self) -> None:
        """Explorer's "- コピー"."""
        if self.share.files:
            terminal, name = self.chance.choice(list(self.share.files))
            self.share.files[terminal, f"copy_{name}"] = self.share.files[terminal, name]

    def _merge(self) -> None:
        self.first.merging.merge()

    def _settle(self) -> None:
        """Everyone starts once more and sends; the file server finds what it had lost."""
        self.share.files |= self._lost
        for _ in range(2):
            for machine in self.machines:
                machine.start()
                machine.sends()

    def _check(self) -> None:
        """Raises AssertionError."""
        again = self._place()
        again.mkdir()
        second = Admin(again, self.share)
        try:
            assert self.first.export() == second.export() == second.export(), "two admins differ"
            counted, context = second.counted(), second.merging.context()
            assert len(set(counted)) == len(counted), "counted twice"
            recorded = set[int]().union(*(machine.holds() for machine in self.machines))
            keys = {(each["terminal"], each["epoch"], each["seq"]) for each in context.forks}
            aside = {
                int(event.fields["reason"])
                for machine in self.machines
                for event in machine.events.entries()
                if event.key in keys
            }
            assert recorded <= set(counted) | aside, "lost"
            assert not set(counted) & aside, "counted though set aside"
            assert self._blind or not context.forks, "a number was given twice"
            assert context.provisional == bool(context.forks or context.gaps or context.problems), "provisional"
        finally:
            second.close()
