"""Work off the window's thread: done once, told once, and then forgotten."""

import gc
import weakref
from collections.abc import Callable
from threading import Event

from pytestqt.qtbot import QtBot

from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.errors import PageFailed
from dxmeet.progress import Progress


class _Paper:
    """Something large that a job works on."""

    def read(self, _progress: Progress) -> str:
        return "予算"

    def tear(self, _progress: Progress) -> str:
        raise PageFailed(page=1)


def test_a_job_that_is_over_keeps_nothing_of_what_it_worked_on(qtbot: QtBot) -> None:
    runner, told = JobRunner(), list[str]()
    paper = _Paper()
    gone = weakref.ref(paper)
    for call in (paper.read, paper.tear):
        job = Job(call, quiet=True)
        job.done.connect(told.append)
        job.failed.connect(lambda error: told.append(type(error).__name__))  # the error itself knows where it came from
        runner.start(job, "pages")
        del job
    del paper, call
    qtbot.waitUntil(lambda: not runner.busy)
    gc.collect()
    assert gone() is None
    assert told == ["予算", "PageFailed"]
    runner.close()


def test_a_lane_holds_what_it_was_told_to_do_and_never_the_job(qtbot: QtBot) -> None:
    """Qt's objects belong to their thread: one that another let go of ended while its signal was being delivered."""
    runner, gate = JobRunner(), Event()
    job = Job(lambda _progress: gate.wait(), quiet=True)
    gone = weakref.ref(job)
    runner.start(job, "pages")
    runner.close(wait=False)
    del job
    gc.collect()
    held = gone()
    gate.set()
    assert held is None


def test_what_is_retired_tells_nobody_and_can_be_waited_for_while_other_work_goes_on(qtbot: QtBot) -> None:
    runner, gate, begun, told, ended = JobRunner(), Event(), Event(), list[str](), list[str]()

    def slow(_progress: Progress) -> str:
        begun.set()
        gate.wait()
        ended.append("slow")
        return "slow"

    def start(call: Callable[[Progress], str], lane: str) -> None:
        job = Job(call, quiet=True)
        job.done.connect(told.append)
        runner.start(job, lane)

    start(slow, "sync")
    start(lambda _progress: "never begun", "sync")
    assert begun.wait(10)
    wait = runner.retire()
    assert not runner.busy
    start(lambda _progress: "beside it", "sync")
    qtbot.waitUntil(lambda: told == ["beside it"])

    def after(_progress: Progress) -> str:
        wait()
        return f"after {ended}"

    start(after, "unlocking")
    gate.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert told == ["beside it", "after ['slow']"]
    runner.close()
