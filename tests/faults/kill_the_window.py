"""Kill the app's window while a person at a real X screen writes, erases, undoes and exports in it.

    python tests/faults/kill_the_window.py [--kills 20] [--seed 20261126]            (with Xvfb, openbox and xdotool)

After each kill: the database opens; what is there is the replay of the log; what the window last called saved is there, or
that and the one step that was under way; every export that has its name opens with its notes. Prints the counts, and stops
with an assertion at the first thing that is not so. ``kill_the_reader.py`` does the same, many times faster, without a window.
"""

import argparse
import collections
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pymupdf

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "journeys")]

from dying_words import killed  # noqa: E402
from kill_the_reader import prepared  # noqa: E402
from killed_reader import PASSPHRASE, digest  # noqa: E402

from dxmeet.app import make_entrance  # noqa: E402
from dxmeet.domain.history import replay  # noqa: E402
from dxmeet.domain.packet import RevisionId  # noqa: E402
from dxmeet.storage.annotations import NoteStore  # noqa: E402
from dxmeet.storage.database import open_database  # noqa: E402
from dxmeet.storage.migrations import MIGRATIONS  # noqa: E402


def carried(profile: Path, material: Any) -> RevisionId:
    """Carry over first, so that only the person writes; the revision that the window will show."""
    entrance = make_entrance(profile, keyring=lambda: None)
    services = entrance.enter(entrance.unlocking.unlock(PASSPHRASE))
    services.carrying.carry(material)
    revision = services.library.material(material)[1].revision
    services.close()
    entrance.close()
    assert revision is not None
    return revision.id


def kill_once(profile: Path, out: Path, seed: int, chance: random.Random) -> list[dict[str, Any]]:
    """What the window had said before it was killed, with its screen and its helper processes."""
    program = str(Path(__file__).with_name("killed_window.py"))
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24 -nolisten tcp -noreset"]
    manager = "(openbox & until xdotool get_num_desktops; do kill -0 $! && sleep 0.05 || exit; done) >/dev/null 2>&1"
    screen += ["sh", "-c", f'{manager}; exec "$@"', "sh"]  # it gives our window the keys, if it is there before it
    window = subprocess.Popen(
        [*screen, sys.executable, program, str(profile), str(out), str(seed)],
        stdout=subprocess.PIPE, env={**os.environ, "QT_QPA_PLATFORM": "xcb"}, text=True, start_new_session=True,
    )  # fmt: skip
    assert window.stdout is not None
    said = [window.stdout.readline() for _ in range(chance.randint(1, 20))]
    time.sleep(chance.uniform(0.0, 0.6))
    return killed(window, said)


def check(profile: Path, material: Any, shown: RevisionId, key: bytes, said: list[dict[str, Any]], out: Path) -> str:
    """What was under way when it was killed."""
    database = open_database(profile / "dxmeet.db", key, MIGRATIONS)
    try:
        store = NoteStore(database)
        log = store.log(material)
        assert {note.id: note for note in store.notes(material)} == replay(log)
        saved = [each["present"] for each in said if "present" in each][-1]
        states = [replay(log[: len(log) - back]).values() for back in (0, 1)]
        digests = [digest([note for note in state if note.revision == shown]) for state in states]
        assert saved in digests, "a note whose mark was lit is not there"
    finally:
        database.close()
    wrote = {each["wrote"] for each in said if "wrote" in each}
    assert wrote <= {path.name for path in out.glob("*.pdf")}
    for export in out.glob("*.pdf"):
        with pymupdf.open(export) as document:
            assert document.page_count == 2
            assert not document.is_repaired
        export.unlink()
    doing = [each["doing"] for each in said if "doing" in each]
    return doing[-1] if doing and "doing" in said[-1] else "between"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=20261126)
    wanted = parser.parse_args()
    chance, under_way = random.Random(wanted.seed), collections.Counter[str]()
    deeds = 0
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        profile, material, key = prepared(work)
        shown = carried(profile, material)
        out = work / "out"
        out.mkdir()
        for number in range(wanted.kills):
            said = kill_once(profile, out, wanted.seed + number, chance)
            deeds += sum("doing" in each for each in said)
            under_way[check(profile, material, shown, key, said, out)] += 1
    print(f"{wanted.kills} kills after {deeds} deeds, nothing lost; under way: {dict(under_way)}")


if __name__ == "__main__":
    main()
