"""What a power cut leaves of the notes: replay what a reader's process wrote, and drop what was not yet on the disk.

    python tests/faults/lose_the_power.py [--steps 120] [--cuts 300] [--seed 20261125]        (Linux, with strace)

The process of ``killed_reader.py`` writes, undoes, carries over, backs up and exports under strace. A cut is a moment in
its calls; at that moment everything is on the disk that was synced (data by fsync or fdatasync of its file, names by fsync
of its folder), and of the rest, in its order, any prefix: the suffix is dropped. The database rebuilt from that must open,
be the replay of its log, and hold what was last called saved; backups and exports with their names must be whole. Prints
the counts, and stops with an assertion at the first cut that is not so.
"""

import argparse
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pymupdf

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "journeys")]

from kill_the_reader import prepared  # noqa: E402
from killed_reader import digest  # noqa: E402

from dxmeet.domain.history import replay  # noqa: E402
from dxmeet.storage.annotations import NoteStore  # noqa: E402
from dxmeet.storage.copying import read_rows  # noqa: E402
from dxmeet.storage.database import open_database  # noqa: E402
from dxmeet.storage.migrations import MIGRATIONS  # noqa: E402

_CALLS = "openat,write,pwrite64,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,link,linkat"
_LINE = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+)(?:<.*>)?(?: .*)?$")
_FD = re.compile(r"^\d+<((?:[^<>\\]|\\x[0-9a-f]{2})*)>")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Act:
    """One call: ``data`` at ``offset`` of a file, its length, a name, a sync, or something said."""

    kind: str
    path: str
    data: bytes = b""
    offset: int = 0
    other: str = ""


def recorded(work: Path, profile: Path, material: str, out: Path, steps: int, seed: int) -> list[Act]:
    """What the reader's process did until it had said ``steps`` lines, and then a little."""
    trace, told = work / "trace", work / "said"
    with open(told, "wb") as said:
        reader = subprocess.Popen(
            ["strace", "-f", "-y", "-xx", "-s", "4000000", "-e", f"trace={_CALLS}", "-o", str(trace), sys.executable,
             str(Path(__file__).with_name("killed_reader.py")), str(profile), material, str(out), str(seed)],
            stdout=said, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    while told.read_bytes().count(b"\n") < steps and reader.poll() is None:
        time.sleep(0.02)
    assert reader.poll() is None, "the reader ended by itself"
    os.killpg(reader.pid, signal.SIGKILL)
    reader.wait()
    return parsed(trace, str(work), str(told))


def parsed(trace: Path, within: str, told: str) -> list[Act]:
    """The calls that touch files ``within`` a folder, and the lines the process printed, which went to ``told``."""
    acts: list[Act] = []
    places: dict[str, int] = {}
    pending: dict[str, str] = {}
    with open(trace, encoding="ascii", errors="replace") as lines:
        for line in lines:
            found = _LINE.match(joined(line.rstrip("\n"), pending))
            if found is None or int(found[4]) < 0:
                continue
            acts += made(found[2], found[3], int(found[4]), places, within, told)
    return acts


def joined(line: str, pending: dict[str, str]) -> str:
    """A call that another thread interrupted is told in two lines."""
    thread, _, rest = line.partition(" ")
    if rest.endswith("<unfinished ...>"):
        pending[thread] = rest.removesuffix("<unfinished ...>").strip()
        return ""
    resumed = re.match(r"^ *<\.\.\. \w+ resumed>(.*)$", rest)
    return f"{thread} {pending.pop(thread, '')}{resumed[1]}" if resumed else line


def made(call: str, arguments: str, answer: int, places: dict[str, int], within: str, told: str) -> list[Act]:
    fd = _FD.match(arguments)
    path = plain(fd[1]).decode() if fd else ""
    texts = [plain(each) for each in _TEXT.findall(arguments)]
    if path == told:
        return [Act("said", "", each) for each in texts[0].splitlines()]
    names = [each.decode(errors="replace") for each in texts]
    if call == "openat":
        inside = "O_CREAT" in arguments and names and names[0].startswith(within)
        if inside and ("O_EXCL" in arguments or names[0] not in places):
            places[names[0]] = 0
            return [Act("create", names[0])]
        return []
    if call.startswith(("rename", "link")) and len(names) == 2:
        places[names[1]] = places.get(names[0], 0)
        return (
            [Act("rename" if call.startswith("rename") else "link", names[0], other=names[1])]
            if names[1].startswith(within)
            else []
        )
    if call.startswith("unlink"):
        return [Act("unlink", names[0])] if names and names[0].startswith(within) else []
    if not path.startswith(within) or path.endswith("-shm"):
        return []
    if call == "pwrite64":
        return [Act("data", path, texts[0], int(arguments.rsplit(",", 1)[1]))]
    if call == "write":
        offset = places.get(path, 0)
        places[path] = offset + answer
        return [Act("data", path, texts[0][:answer], offset)]
    if call == "ftruncate":
        return [Act("length", path, offset=int(arguments.rsplit(",", 1)[1]))]
    return [Act("sync", path)] if call in ("fsync", "fdatasync") else []


def plain(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", "")) if "\\x" in escaped else escaped.encode()


def left(acts: list[Act], moment: int, chance: random.Random) -> list[Act]:
    """What is on the disk after a cut at ``moment``."""
    synced: set[int] = set()
    open_acts: dict[str, list[int]] = {}
    for number, act in enumerate(acts[:moment]):
        if act.kind == "sync":
            synced.update(open_acts.pop(act.path, []))
        elif act.kind in ("data", "length"):
            open_acts.setdefault(act.path, []).append(number)
        elif act.kind in ("create", "rename", "link", "unlink"):
            open_acts.setdefault(os.path.dirname(act.other or act.path), []).append(number)
            if act.kind == "rename":  # what was written under the old name is synced under the new one
                open_acts.setdefault(act.other, []).extend(open_acts.pop(act.path, []))
    floating = [number for numbers in open_acts.values() for number in numbers]
    floating.sort()
    kept = set(floating[: chance.randint(0, len(floating))])
    return [act for number, act in enumerate(acts[:moment]) if number in synced or number in kept or act.kind == "said"]


def rebuilt(start: Path, disk: Path, acts: list[Act], prefix: str) -> None:
    """The folder ``start`` with ``acts`` carried out on it, at ``disk``."""
    shutil.copytree(start, disk)

    def here(path: str) -> Path:
        return disk / os.path.relpath(path, prefix)

    for act in acts:
        if act.kind == "create":
            here(act.path).parent.mkdir(parents=True, exist_ok=True)
            here(act.path).touch()
        elif act.kind in ("data", "length"):
            target = here(act.path)
            if not target.exists():
                continue  # its name never reached the disk
            with open(target, "r+b") as file:
                if act.kind == "length":
                    file.truncate(act.offset)
                else:
                    file.seek(act.offset)
                    file.write(act.data)
        elif act.kind == "rename" and here(act.path).exists():
            os.replace(here(act.path), here(act.other))
        elif act.kind == "link" and here(act.path).exists():
            shutil.copy(here(act.path), here(act.other))
        elif act.kind == "unlink":
            here(act.path).unlink(missing_ok=True)


def check(disk: Path, key: bytes, material: Any, said: list[dict[str, Any]]) -> None:
    for shared in (disk / "profile").glob("*-shm"):
        shared.unlink()
    database = open_database(disk / "profile" / "dxmeet.db", key, MIGRATIONS)
    try:
        store = NoteStore(database)
        log = store.log(material)
        assert {note.id: note for note in store.notes(material)} == replay(log)
        saved = [each["present"] for each in said if "present" in each]
        states = [digest(list(replay(log[: len(log) - back]).values())) for back in (0, 1)]
        assert not saved or saved[-1] in states, "a note whose mark was lit is not there"
    finally:
        database.close()
    for backup in (disk / "profile" / "backups").glob("dxmeet-*.db"):
        assert read_rows(backup, key, "PRAGMA cipher_integrity_check", settled=True) == [], backup.name
    exports = list((disk / "out").glob("*.pdf"))
    for export in exports:
        with pymupdf.open(export) as document:
            assert document.page_count == 2
            assert not document.is_repaired, export.name
    assert {each["wrote"] for each in said if "wrote" in each} <= {path.name for path in exports}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=120)
    parser.add_argument("--cuts", type=int, default=300)
    parser.add_argument("--seed", type=int, default=20261125)
    wanted = parser.parse_args()
    chance = random.Random(wanted.seed)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / "work"
        work.mkdir()
        profile, material, key = prepared(work)
        out = work / "out"
        out.mkdir()
        start = Path(folder) / "start"
        shutil.copytree(work, start)
        acts = recorded(work, profile, material, out, wanted.steps, wanted.seed)
        said = sum(act.kind == "said" for act in acts)
        syncs = [number for number, act in enumerate(acts) if act.kind == "sync"]
        assert said > 5, "the reader said nothing"
        for number in range(wanted.cuts):
            moment = chance.choice(syncs) + chance.randint(0, 1) if number % 2 else chance.randint(1, len(acts))
            disk = Path(folder) / "disk"
            state = left(acts, moment, chance)
            rebuilt(start, disk, [act for act in state if act.kind != "said"], str(work))
            check(disk, key, material, [json.loads(act.data) for act in acts[:moment] if act.kind == "said"])
            shutil.rmtree(disk)
        deeds = sorted({json.loads(act.data).get("doing", "") for act in acts if act.kind == "said"} - {""})
    print(
        f"{len(acts)} calls, {len(syncs)} of them syncs, {said} lines said ({', '.join(deeds)}); {wanted.cuts} cuts, nothing lost"
    )


if __name__ == "__main__":
    main()
