"""Put some forty bugs into a copy of the program, one at a time, and tell which of them the simulation catches.

    uv run python tests/faults/mutations.py             all, up to 400 histories from each of two places
    uv run python tests/faults/mutations.py 100 fsync   up to 100 from each, only those whose name holds "fsync"

Prints a line for each bug: caught (with what) or survived; exits 1 if more than one in thirty survived.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
FIRST = (0, 1_000_000)  # what was always lived; and, from a million on, all that was ever thought of

# name: (module, what is there, what the bug puts there)
BUGS = {
    "trust the first absence": (
        "domain/planning.py",
        "draft.notes.append(NoteMissing(material, now))",
        "believed.append(Withdraw(packet, material, declared=False))",
    ),
    "believe a second absence at once": ("domain/planning.py", "elif now - since >= settle:", "elif True:"),
    "conclude from an incomplete look": ("domain/planning.py", " if look.complete else []", ""),
    "conclude from an unreadable folder": (
        "sharing/scanning.py",
        'complete=False, problem="folder-unreadable"',
        'problem="folder-unreadable"',
    ),
    "not look at the marker again": (
        "sharing/scanning.py",
        "now = self._marker_again()",
        "now = identity",
    ),
    "take an empty mount for an empty share": ("sharing/scanning.py", "(bool(visible) or top not in known)", "True"),
    "take another share for ours": ("sharing/scanning.py", " != expected:", " != expected and False:"),
    "forget that it was seen again": ("services/synchronising.py", "missing_since=None", "missing_since=seen.missing_since"),
    "count absence by this machine's clock": (
        "domain/planning.py",
        "_gone(look, local, terms.share_now or now,",
        "_gone(look, local, now,",
    ),
    "drop the fsync of a sealed file": ("storage/durable.py", "        disk.sync(each.file)\n", ""),
    "drop the fsync of its name": ("storage/durable.py", "        disk.sync_folder(folder)\n\n\n", "        pass\n\n\n"),
    "fsync after the rename": (
        "storage/durable.py",
        "        disk.sync(each.file)\n",
        "        disk.rename(each.part, each.path)\n        disk.sync(each.file)\n        disk.rename(each.path, each.part)\n",
    ),
    "drop the fsync on the share": (
        "sharing/files.py",
        "                self._asked(path, lambda: self._calls.sync(file))\n                yield",
        "                yield",
    ),
    "not verify the promised hash": (
        "storage/vault.py",
        "if expected is not None and revision != expected:",
        "if False:",
    ),
    "not look again after reading": ("services/fetching.py", "if not arriving.settled or sealed.size != _file(action).size:", "if False:"),
    "take what is being written": ("domain/planning.py", "return -_SKEW < now - written < STILL_WRITING", "return False"),
    "ask this machine's clock what is being written": (
        "domain/planning.py",
        "_plan_packet(remote, local, terms.share_now or now, terms",
        "_plan_packet(remote, local, now, terms",
    ),
    "let a generation go back": ("domain/planning.py", "remote.packet.generation < known.generation", "False"),
    "not withdraw what the manifest withdraws": ("domain/planning.py", "    if remote.withdrawn:", "    if False:"),
    "overwrite the file that is replaced": (
        "sharing/publishing.py",
        "    name = _claimed(files, folder, entry)",
        "    name = entry.content.file",
    ),
    "use a look as a claim": (
        "sharing/publishing.py",
        '            files.claim(f"{folder}/{name}")\n        except FileExistsError:\n            continue',
        '            files.stat(f"{folder}/{name}")\n        except FileNotFoundError:\n            return name',
    ),
    "claim what is there": ("sharing/files.py", 'self._opened(path, "xb") as file:\n            self._write_all', 'self._opened(path, "wb") as file:\n            self._write_all'),
    "begin a held write again": (
        "sharing/files.py",
        "        rest = memoryview(content)\n        while rest:\n"
        "            rest = rest[self._asked(path, lambda rest=rest: file.write(rest)) :]",
        "        def again() -> None:\n            rest = memoryview(content)\n            while rest:\n"
        "                rest = rest[file.write(rest) :]\n\n        self._asked(path, again)",
    ),
    "read on where a failed read stopped": ("sharing/files.py", "    if file.tell() != at:", "    if file.tell() == 0:"),
    "take a newcomer for the renamed folder": ("domain/renaming.py", "ids = {name: lay[each.packet.folder] for name, each in folders.items() if each.packet.folder in lay}", "ids = {}"),
    "forget a renamed folder": ("domain/renaming.py", "        former = _former(folders[name], gone, known, look.complete)", "        former = None"),
    "overwrite the manifest": (
        "sharing/publishing.py",
        "    files.write(folder, name, content, author)",
        "    files.write(folder, MANIFEST, content, author)",
    ),
    "hear only one of two organisers": ("sharing/manifest.py", "for head in heads[1:]:", "for head in ():"),
    "forget the materials that were not replaced": (
        "sharing/publishing.py",
        "materials=tuple(fresh.get(entry.id, entry) for entry in said.now.materials)",
        "materials=tuple(entries)",
    ),
    "sweep what rows name": (
        "services/synchronising.py",
        "known = self._packets.sealed_files() | self._cache.transfers.parts()",
        "known = set()",
    ),
    "read on at the wrong place": ("services/fetching.py", "begun += len(piece)", "begun = len(piece)"),
    "read on in another file": ("services/fetching.py", "if was == file:", "if True:"),
    "never list a folder again": ("sharing/scanning.py", "        return now - seen.newest_ns / 1e9 > _QUIET", "        return True or now - seen.newest_ns / 1e9 > _QUIET"),
    "trust a listing of the same tick": ("sharing/scanning.py", "_LAG = 20.0", "_LAG = -1e9"),
    "take away what is readable while waiting": (
        "services/synchronising.py",
        "if state in (State.WAITING, State.REFUSED) and held is not None and held.revision is not None:",
        "if False:",
    ),
    "erase what was merely missed": ("domain/retention.py", " and packet.source is Source.PUBLISHED:", ":"),
    "keep what was withdrawn": ("domain/retention.py", "if material.state is State.WITHDRAWN and", "if False and"),
    "keep what is over": ("domain/retention.py", "packet.keeping.until < local_date(now)", "False"),
    "erase what another material needs": ("domain/retention.py", "& sealed - needed", "& sealed"),
}  # fmt: skip


def caught_by(bug: tuple[str, str, str], histories: int, work: Path) -> str:
    """What the simulation says of the program with this bug; empty when it says nothing."""
    module, there, instead = bug
    copy = work / "dxmeet"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(ROOT / "dxmeet", copy, ignore=shutil.ignore_patterns("__pycache__"))
    text = (copy / module).read_text(encoding="utf-8")
    if text.count(there) < 1:
        raise SystemExit(f"{module} no longer holds: {there}")
    (copy / module).write_text(text.replace(there, instead), encoding="utf-8")
    return next(filter(None, (_said_from(first, histories, work) for first in FIRST)), "")


def _said_from(first: int, histories: int, work: Path) -> str:
    script = ROOT / "tests" / "faults" / "histories.py"
    done = subprocess.run(
        [sys.executable, str(script), str(histories), "--first", str(first), "--stop", "--processes", "1"],
        env=os.environ | {"PYTHONPATH": str(work)},
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in done.stdout.splitlines() if line.startswith("seed ")]
    return said[0] if said else done.stderr[-300:] if done.returncode else ""


def main() -> int:
    histories = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    part = sys.argv[2] if len(sys.argv) > 2 else ""
    chosen = {name: bug for name, bug in BUGS.items() if part in name}
    survived = 0
    with tempfile.TemporaryDirectory() as work:
        for name, bug in chosen.items():
            words = caught_by(bug, histories, Path(work))
            survived += not words
            print(f"{'caught  ' if words else 'SURVIVED'}  {name}: {words}", flush=True)
    print(f"{len(chosen) - survived} of {len(chosen)} caught")
    return 1 if survived > len(chosen) / 30 else 0


if __name__ == "__main__":
    sys.exit(main())
