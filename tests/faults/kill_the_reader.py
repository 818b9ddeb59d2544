"""Kill a reader's process at random moments of writing, undoing, carrying over, backing up and exporting.

    python tests/faults/kill_the_reader.py [--kills 300] [--seed 20261125]

After each kill: the database opens; what is there is the replay of the log; it is what was last called saved, or that and
the one step that was under way; every backup is whole; every export that has its name opens, with its notes. At the end
undo and redo work on all of it. Prints the counts, and stops with an assertion at the first thing that is not so.
"""

import argparse
import collections
import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pymupdf

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "journeys")]

from dying_words import killed  # noqa: E402
from killed_reader import PASSPHRASE, digest  # noqa: E402
from people import A4, write_pdf  # noqa: E402

from dxmeet.app import make_entrance  # noqa: E402
from dxmeet.domain.history import replay  # noqa: E402
from dxmeet.domain.packet import Material  # noqa: E402
from dxmeet.services.offered import Services  # noqa: E402
from dxmeet.services.unlocking import Enrolment  # noqa: E402
from dxmeet.storage.annotations import NoteStore  # noqa: E402
from dxmeet.storage.copying import read_rows  # noqa: E402
from dxmeet.storage.database import open_database  # noqa: E402
from dxmeet.storage.migrations import MIGRATIONS  # noqa: E402


def taken(services: Services) -> Material:
    """The material, once a look has brought it: on a machine that is busy a first look may leave it for the next."""
    for _ in range(20):
        services.synchronising.synchronise()
        packets = services.library.packets()
        if packets and packets[0].materials[0].revision is not None:
            break
    return packets[0].materials[0]


def prepared(work: Path) -> tuple[Path, str, bytes]:
    """A profile whose one material was replaced once; its folder, the material, the database's key."""
    share = work / "share"
    paper = share / "会議" / "2026-11-25 庁議" / "資料1.pdf"
    share.mkdir()
    write_pdf(paper, [(*A4, "初版"), (*A4, "二")])
    entrance = make_entrance(work / "profile", keyring=lambda: None)
    unlocked, _ = entrance.unlocking.setup(Enrolment(share, "田中", "総務課", PASSPHRASE))
    key = unlocked.key.derive("database")
    services = entrance.enter(unlocked)
    material = taken(services)
    assert material.revision is not None
    note = {"kind": "sticky", "page": 1, "at": [50, 60], "text": "初版への付箋"}
    services.annotating.add(services.annotating.fresh(material.id, material.revision, 1, note))
    write_pdf(paper, [(*A4, "初版"), (*A4, "二版")])
    services.synchronising.synchronise()
    services.close()
    entrance.close()
    return work / "profile", material.id, key


def kill_once(profile: Path, material: str, out: Path, seed: int, chance: random.Random) -> list[dict[str, Any]]:
    """What the reader had said before it was killed."""
    reader = subprocess.Popen(
        [
            sys.executable,
            str(Path(__file__).with_name("killed_reader.py")),
            str(profile),
            material,
            str(out),
            str(seed),
        ],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert reader.stdout is not None
    said = [reader.stdout.readline()]
    time.sleep(chance.uniform(0.0, 1.2))
    return killed(reader, said)


def check(profile: Path, material: Any, key: bytes, said: list[dict[str, Any]], out: Path) -> str:
    """What was under way when it was killed."""
    database = open_database(profile / "dxmeet.db", key, MIGRATIONS)
    try:
        store = NoteStore(database)
        log, now = store.log(material), store.notes(material)
        assert {note.id: note for note in now} == replay(log)
        saved = [each["present"] for each in said if "present" in each][-1]
        states = [digest(list(replay(log[: len(log) - back]).values())) for back in (0, 1)]
        assert saved in states, "a note whose mark was lit is not there"
    finally:
        database.close()
    for backup in (profile / "backups").glob("dxmeet-*.db"):
        assert read_rows(backup, key, "PRAGMA cipher_integrity_check", settled=True) == []
    for export in out.glob("*.pdf"):
        with pymupdf.open(export) as document:
            assert document.page_count == 2
            assert not document.is_repaired
    wrote = {each["wrote"] for each in said if "wrote" in each}
    assert wrote <= {path.name for path in out.glob("*.pdf")}
    doing = [each["doing"] for each in said if "doing" in each]
    return doing[-1] if doing and "doing" in said[-1] else "between"


def run(kills: int, seed: int) -> "collections.Counter[str]":
    """How often each deed was under way when the kill came."""
    chance = random.Random(seed)
    under_way: collections.Counter[str] = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        profile, material, key = prepared(work)
        out = work / "out"
        out.mkdir()
        for number in range(kills):
            said = kill_once(profile, material, out, seed + number, chance)
            under_way[check(profile, material, key, said, out)] += 1
            for export in out.glob("*.pdf"):
                export.unlink()
        database = open_database(profile / "dxmeet.db", key, MIGRATIONS)
        store = NoteStore(database)
        steps = len(store.log(material))
        undone = 0
        while store.undo(material, None, datetime.now(UTC)) is not None and undone < 200:
            undone += 1
        assert undone > 0
        assert {note.id: note for note in store.notes(material)} == replay(store.log(material))
        redone = sum(store.redo(material, None, datetime.now(UTC)) is not None for _ in range(undone))
        assert redone == undone
        database.close()
    under_way["steps in the log"] = steps
    under_way["undone and redone"] = undone
    return under_way


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=20261125)
    wanted = parser.parse_args()
    began = time.monotonic()
    told = run(wanted.kills, wanted.seed)
    print(f"{wanted.kills} kills, nothing lost, {time.monotonic() - began:.0f} s; under way: {dict(told)}")
