"""The press ends its process when it is told to, but not while that hands a job over."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from dxmeet.desktop.printing.press import PrinterPress


class WorkerInMemory:
    """``handing`` is where it stands while it hands a job over, ``through`` lets it."""

    def __init__(self) -> None:
        self.closed = False
        self.handing, self.through = threading.Event(), threading.Event()
        self.folder = Path()

    def call(self, request: str, folder: str, *arguments: Any, deadline: float) -> None:
        self.folder = Path(folder)
        if request == "end":
            self.handing.set()
            self.through.wait(deadline)
            assert not self.closed, "a job half handed over"

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def worker() -> WorkerInMemory:
    return WorkerInMemory()


@pytest.fixture
def hand_over(worker: WorkerInMemory) -> Iterator[Callable[[PrinterPress], threading.Thread]]:
    threads: list[threading.Thread] = []

    def begun(press: PrinterPress) -> threading.Thread:
        threads.append(threading.Thread(target=press.end))
        threads[-1].start()
        assert worker.handing.wait(10)
        return threads[-1]

    yield begun
    worker.through.set()
    for thread in threads:
        thread.join(10)


def test_closing_ends_the_process_and_leaves_no_file(worker: WorkerInMemory) -> None:
    press = PrinterPress(cast("Any", lambda: worker))
    press.page(landscape=False)
    assert worker.folder.is_dir()
    press.close()
    assert worker.closed
    assert not worker.folder.exists()


def test_a_job_that_is_handed_over_is_let_through_before_the_process_ends(
    worker: WorkerInMemory, hand_over: Callable[[PrinterPress], threading.Thread]
) -> None:
    press = PrinterPress(cast("Any", lambda: worker))
    handing = hand_over(press)
    press.close()
    assert not worker.closed
    worker.through.set()
    handing.join(10)
    assert worker.closed
    assert not worker.folder.exists()
