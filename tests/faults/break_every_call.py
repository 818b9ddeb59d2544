"""Kill a work at every system call, and fail every single one: afterwards it must go on as if nothing had been.

    uv run python tests/faults/break_every_call.py                         all works, killed and failed   (Linux, with strace)
    uv run python tests/faults/break_every_call.py fetch seal              some of them
    uv run python tests/faults/break_every_call.py --kill | --fail         one of the two ways
    uv run python tests/faults/break_every_call.py --sample 9              9 points of each way, spread over the work

A work (``works.py``) is done once undisturbed; strace counts its calls. Then it is done again for each of these calls:
killed when it makes it, or told EIO, ENOSPC, EACCES or ENOENT instead of an answer. Whatever happens must be a plain refusal
(DxmeetError), never a traceback; what it left must be sound; and the work, done once more, must end where it would have
ended. Prints for each work: calls, kills, failures, how many of these were refused or overcome; stops with exit code 1, and
says where, if one did not recover. Ended early (Ctrl+C, or SIGTERM), it says so, and how many were tried until then.
"""

import argparse
import contextlib
import ctypes
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from works import WORKS, Work, fresh  # noqa: E402

from dxmeet.errors import DxmeetError  # noqa: E402

CALLS = (
    "openat", "read", "pread64", "write", "pwrite64", "fsync", "fdatasync", "rename", "link", "unlink", "unlinkat",
    "mkdir", "rmdir", "ftruncate", "newfstatat", "statx", "getdents64", "fstat", "lseek",
)  # fmt: skip
WRONGS = ("EIO", "ENOSPC", "EACCES", "ENOENT")
_DONE, _REFUSED, _TRACEBACK, _KILLED, _HUNG = "done", "refused", "traceback", "killed", "hung"
_PATIENCE = 60.0  # seconds
_PR_SET_PTRACER = 0x59616D61


@dataclass
class Outcome:
    """Of one work: how each broken run ended, and where one did not recover."""

    work: str
    calls: int = 0
    ends: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    defects: list[str] = field(default_factory=list[str])
    whole: bool = False

    def told(self) -> str:
        kills = sum(count for (way, _), count in self.ends.items() if way == "kill")
        fails = sum(count for (way, _), count in self.ends.items() if way == "fail")
        refused, overcome = self.ends["fail", _REFUSED], self.ends["fail", _DONE]
        return (
            f"{self.work:13} calls {self.calls:5}   killed {kills:5}   failed {fails:5} "
            f"(refused {refused}, overcome {overcome})   not recovered {len(self.defects)}"
            f"{'' if self.whole else '   CUT OFF'}"
        )


def broken(work: Work, world: Path, inject: str, log: Path) -> str:
    """Do the work in a process of its own with one thing injected (or nothing); how it ended."""
    ready, go = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        _child(work, world, ready[1], go[0])
    os.close(ready[1])
    os.close(go[0])
    try:
        os.read(ready[0], 1)
        command = ["strace", "-p", str(child), "-e", f"trace={','.join(CALLS)}", "-o", str(log)]
        tracer = subprocess.Popen([*command, *(["-e", f"inject={inject}"] if inject else [])], stderr=subprocess.PIPE)
        assert tracer.stderr is not None
        assert b"attached" in tracer.stderr.readline(), "strace may not watch here"
        os.write(go[1], b"!")
        return _ended(child, tracer)
    finally:
        os.close(ready[0])
        os.close(go[1])


def _child(work: Work, world: Path, ready: int, go: int) -> None:
    """Never returns."""
    ctypes.CDLL(None).prctl(_PR_SET_PTRACER, ctypes.c_ulong(-1 & 0xFFFFFFFFFFFFFFFF), 0, 0, 0)
    code = 0
    try:
        os.write(ready, b"!")
        select.select([go], [], [])  # no call that is counted
        work.act(world)
    except DxmeetError:
        code = 3
    except BaseException:  # noqa: BLE001 - whatever it is, it is what is being looked for
        code = 4
        with contextlib.suppress(OSError):
            (world / "traceback").write_text(traceback.format_exc(), encoding="utf-8")
    os._exit(code)


def _ended(child: int, tracer: "subprocess.Popen[bytes]") -> str:
    handle = os.pidfd_open(child)
    try:
        if not select.select([handle], [], [], _PATIENCE)[0]:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return _HUNG
        _, status = os.waitpid(child, 0)
    finally:
        os.close(handle)
        tracer.communicate()
    if os.WIFSIGNALED(status):
        return _KILLED
    return {0: _DONE, 3: _REFUSED}.get(os.WEXITSTATUS(status), _TRACEBACK)


def counted(log: Path) -> Counter[str]:
    return Counter(re.findall(r"^(\w+)\(", log.read_text(errors="replace"), re.MULTILINE))


def points(calls: Counter[str], way: str, sample: int) -> list[tuple[str, str]]:
    """(where, what to inject) for every call, or for ``sample`` of them spread over all."""
    every = [(call, number) for call, count in sorted(calls.items()) for number in range(1, count + 1)]
    if way == "kill":
        found = [(f"{call} {number}", f"{call}:signal=KILL:when={number}") for call, number in every]
    else:
        found = [
            (f"{call} {number} {wrong}", f"{call}:error={wrong}:when={number}")
            for call, number in every
            for wrong in WRONGS
        ]
    return [found[len(found) * each // sample] for each in range(sample)] if sample else found


def tried(work: Work, ways: tuple[str, ...], sample: int = 0) -> Outcome:
    """Every point of one work, unless it is interrupted. Defects are told as they are found."""
    outcome = Outcome(work.name)
    with contextlib.suppress(KeyboardInterrupt):
        try_all(work, ways, sample, outcome)
        outcome.whole = True
    return outcome


def try_all(work: Work, ways: tuple[str, ...], sample: int, outcome: Outcome) -> None:
    with tempfile.TemporaryDirectory(prefix="dxmeet-broken-") as place:
        pristine, world, log = Path(place) / "pristine", Path(place) / "world", Path(place) / "log"
        pristine.mkdir()
        work.prepare(pristine)
        work.act(fresh(pristine, world))  # here, once, so that nothing is imported in between later
        wanted = work.state(world)
        assert broken(work, fresh(pristine, world), "", log) == _DONE
        assert work.state(world) == wanted
        calls = counted(log)
        outcome.calls = sum(calls.values())
        for way in ways:
            for where, inject in points(calls, way, sample):
                end = broken(work, fresh(pristine, world), inject, log)
                outcome.ends[way, end] += 1
                found = defect(work, world, end, wanted)
                if found:
                    outcome.defects.append(f"{work.name}: {way} {where}: {found}")
                    print(outcome.defects[-1], flush=True)


def defect(work: Work, world: Path, end: str, wanted: object) -> str:
    """What is wrong after a broken run; empty when the work, done again, ends where it would have ended."""
    if end in (_TRACEBACK, _HUNG):
        told = world / "traceback"
        return f"{end} {told.read_text(encoding='utf-8')[-1500:] if told.exists() else ''}"
    try:
        work.state(world)
    except DxmeetError:
        pass  # said; the work, done again, has to mend it
    except AssertionError as error:
        return f"left unsound: {error!r}"
    try:
        work.act(world)
        now = work.state(world)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is being looked for
        return f"does not go on: {error!r}"
    return "" if now == wanted else f"ended at {now!r} instead of {wanted!r}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("works", nargs="*")
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--fail", action="store_true")
    parser.add_argument("--sample", type=int, default=0)
    wanted = parser.parse_args()
    if shutil.which("strace") is None:
        print("strace is not installed")
        return 2
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    both = wanted.kill == wanted.fail
    ways = tuple(way for way, on in (("kill", wanted.kill), ("fail", wanted.fail)) if on or both)
    outcomes: list[Outcome] = []
    for work in WORKS:
        if not wanted.works or work.name in wanted.works:
            outcomes.append(tried(work, ways, wanted.sample))
            print(outcomes[-1].told(), flush=True)
            if not outcomes[-1].whole:
                return 130
    return 1 if any(each.defects for each in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
