"""A worker answers, passes errors on, and is replaced when it hangs or dies."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from dxmeet.errors import FileMissing, WorkerDied, WorkerFailed, WorkerHung
from dxmeet.workers import Worker

PATIENCE = 10.0


def handlers(arena: memoryview) -> Mapping[str, Callable[..., Any]]:
    """This file is itself the worker's module."""
    kept: list[int] = []

    def keep(number: int) -> list[int]:
        kept.append(number)
        return kept

    def refuse() -> None:
        raise FileMissing(path="資料.pdf")

    def stumble() -> None:
        raise ZeroDivisionError

    def paint(value: int, size: int) -> int:
        arena[:size] = bytes([value]) * size
        return len(arena)

    return {
        "echo": lambda value: value,
        "keep": keep,
        "pid": os.getpid,
        "nice": lambda: os.nice(0),
        "hang": threading.Event().wait,
        "die": lambda: os._exit(9),
        "refuse": refuse,
        "stumble": stumble,
        "crash": lambda: os.kill(os.getpid(), signal.SIGSEGV),
        "unsendable": lambda: lambda: None,
        "paint": paint,
    }


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker(__name__, name="test", arena_bytes=1 << 20)
    yield worker
    worker.close()


def test_values_and_errors_come_back(worker: Worker) -> None:
    assert worker.call("echo", {"頁": (1, b"\x00")}, deadline=PATIENCE) == {"頁": (1, b"\x00")}
    with pytest.raises(FileMissing) as missing:
        worker.call("refuse", deadline=PATIENCE)
    assert missing.value.facts == {"path": "資料.pdf"}
    with pytest.raises(WorkerFailed) as failed:
        worker.call("stumble", deadline=PATIENCE)
    assert "ZeroDivisionError" in str(failed.value.facts["cause"])
    with pytest.raises(WorkerFailed):
        worker.call("no such request", deadline=PATIENCE)
    assert worker.generation == 1


def test_large_values_pass_both_ways(worker: Worker) -> None:
    large = os.urandom(5 << 20)
    assert worker.call("echo", large, deadline=PATIENCE) == large


def test_an_answer_that_cannot_be_sent_is_a_failure_not_the_end(worker: Worker) -> None:
    with pytest.raises(WorkerFailed):
        worker.call("unsendable", deadline=PATIENCE)
    assert worker.call("echo", 1, deadline=PATIENCE) == 1
    assert worker.generation == 1


def test_an_argument_that_cannot_be_sent_leaves_the_worker_usable(worker: Worker) -> None:
    with pytest.raises(WorkerFailed):
        worker.call("echo", lambda: None, deadline=PATIENCE)
    assert worker.call("echo", 1, deadline=PATIENCE) == 1


def test_the_arena_is_shared_and_survives_a_restart(worker: Worker) -> None:
    for value in (7, 8):
        with worker.held():
            assert worker.call("paint", value, 1000, deadline=PATIENCE) == 1 << 20
            assert bytes(worker.arena[:1000]) == bytes([value]) * 1000
        worker.kill()


def test_a_worker_ends_though_somebody_holds_a_piece_of_its_arena() -> None:
    worker = Worker(__name__, name="test", arena_bytes=1 << 20)
    piece = worker.arena[:1000]
    worker.close()
    assert bytes(piece) == bytes(1000)


def test_an_emptied_arena_can_be_filled_again(worker: Worker) -> None:
    worker.call("paint", 7, 100_000, deadline=PATIENCE)
    worker.empty_arena()
    if sys.platform == "linux":
        assert worker.arena[:100_000] == bytes(100_000)
    worker.call("paint", 8, 100_000, deadline=PATIENCE)
    assert worker.arena[:100_000] == bytes([8]) * 100_000


def test_what_it_is_told_is_done_before_what_it_is_asked(worker: Worker) -> None:
    worker.tell("keep", 1)
    worker.tell("refuse")
    worker.tell("stumble")
    assert worker.call("keep", 2, deadline=PATIENCE) == [1, 2]
    assert worker.call("echo", "頁", deadline=PATIENCE) == "頁"


def test_what_it_is_told_may_end_it_and_a_later_call_works(worker: Worker) -> None:
    worker.call("echo", 1, deadline=PATIENCE)
    worker.tell("die")
    with suppress(WorkerDied):  # unless it was seen to be dead already, and replaced
        worker.call("echo", 1, deadline=PATIENCE)
    assert worker.call("echo", 2, deadline=PATIENCE) == 2


def test_an_answer_is_waited_for_later(worker: Worker) -> None:
    one, two = worker.ahead("echo", 1), worker.ahead("keep", 2)
    worker.tell("stumble")
    assert worker.call("echo", 3, deadline=PATIENCE) == 3  # another call in between has its own answer
    refused = worker.ahead("refuse")
    assert worker.heard(two, deadline=PATIENCE) == [2]
    assert worker.heard(one, deadline=PATIENCE) == 1
    with pytest.raises(FileMissing):
        worker.heard(refused, deadline=PATIENCE)


def test_what_a_lost_worker_owed_is_lost(worker: Worker) -> None:
    assert worker.call("echo", 1, deadline=PATIENCE) == 1
    hanging, behind = worker.ahead("hang"), worker.ahead("echo", 2)
    with pytest.raises(WorkerHung):
        worker.heard(hanging, deadline=0.2)
    assert worker.call("echo", 3, deadline=PATIENCE) == 3
    for each in (hanging, behind):
        with pytest.raises(WorkerDied):
            worker.heard(each, deadline=PATIENCE)


def test_a_hang_is_ended_and_the_next_call_works(worker: Worker) -> None:
    assert worker.call("keep", 1, deadline=PATIENCE) == [1]
    with pytest.raises(WorkerHung):
        worker.call("hang", deadline=0.2)
    assert worker.call("keep", 2, deadline=PATIENCE) == [2]
    assert (worker.generation, worker.restarts) == (2, 1)


def test_a_death_is_told_and_the_next_call_works(worker: Worker) -> None:
    with pytest.raises(WorkerDied):
        worker.call("die", deadline=PATIENCE)
    assert worker.call("echo", 1, deadline=PATIENCE) == 1


def test_killed_from_outside_between_calls_then_works_again(worker: Worker) -> None:
    os.kill(worker.call("pid", deadline=PATIENCE), signal.SIGKILL)
    try:
        worker.call("echo", 1, deadline=PATIENCE)
    except WorkerDied:
        assert worker.call("echo", 1, deadline=PATIENCE) == 1
    assert worker.restarts == 1


def test_kill_from_another_thread_ends_a_call(worker: Worker) -> None:
    worker.call("echo", 1, deadline=PATIENCE)
    killer = threading.Timer(0.1, worker.kill)
    killer.start()
    with pytest.raises(WorkerDied):
        worker.call("hang", deadline=PATIENCE)
    killer.join()


def test_each_thread_gets_its_own_answer(worker: Worker) -> None:
    wrong: list[tuple[int, int]] = []

    def ask(number: int) -> None:
        for _ in range(50):
            answer = worker.call("echo", number, deadline=PATIENCE)
            if answer != number:
                wrong.append((number, answer))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_closing_is_final_and_leaves_no_process(worker: Worker) -> None:
    pid = worker.call("pid", deadline=PATIENCE)
    worker.close()
    worker.close()
    with pytest.raises(WorkerDied):
        worker.call("echo", 1, deadline=PATIENCE)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_closing_does_not_wait_for_a_call_that_hangs(worker: Worker) -> None:
    worker.call("echo", 1, deadline=PATIENCE)
    ended: list[type[BaseException]] = []

    def hang() -> None:
        try:
            worker.call("hang", deadline=60.0)
        except WorkerDied as error:
            ended.append(type(error))

    caller = threading.Thread(target=hang)
    caller.start()
    threading.Timer(0.1, worker.close).start()
    caller.join(PATIENCE)
    assert ended == [WorkerDied]


@pytest.mark.skipif(not hasattr(os, "nice"), reason="no nice values here")
def test_a_low_priority_worker_steps_back() -> None:
    worker = Worker(__name__, name="low", low_priority=True)
    assert worker.call("nice", deadline=PATIENCE) >= min(19, os.nice(0) + 10)
    worker.close()


_AT_ONCE = """
import os, sys
from dxmeet.workers import Worker
worker = Worker("test_workers", name="test", arena_bytes=1 << 16)
worker.start(at_once=True)
first = worker.call("pid", deadline=10.0)
with worker.held():
    worker.call("paint", 7, 10, deadline=10.0)
    assert bytes(worker.arena[:10]) == bytes([7]) * 10
os.kill(first, 9)
try:
    worker.call("echo", 1, deadline=10.0)
except Exception:
    pass
assert worker.call("pid", deadline=10.0) not in (first, os.getpid())
print(worker.restarts)
worker.close()
"""


def test_a_worker_started_at_once_is_like_any_other_and_is_replaced() -> None:
    """In a program of its own: this one has threads and Qt, and must not be copied."""
    done = subprocess.run(
        [sys.executable, "-c", _AT_ONCE], cwd=Path(__file__).parent, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("1", "")


@pytest.mark.skipif(sys.platform == "win32", reason="core files are a thing of POSIX")
def test_a_crash_leaves_no_memory_on_the_disk(worker: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    monkeypatch.chdir(tmp_path)
    before = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
    try:
        with pytest.raises(WorkerDied):
            worker.call("crash", deadline=PATIENCE)
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)
    assert list(tmp_path.iterdir()) == []
