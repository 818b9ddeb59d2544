"""This side of the press: a printer in a process of its own, which is killed when the job is no longer wanted.

A printer's driver runs inside the program that prints. Here that is not the window: a driver that hangs or crashes costs
one job, and a killed process hands nothing over. What Qt writes meanwhile lies in a folder that goes with the press.
"""

import shutil
import tempfile
import threading
from collections.abc import Callable
from typing import Any

from dxmeet.domain.page import Pixels
from dxmeet.errors import PrinterFailed, WorkerDied, WorkerFailed, WorkerHung
from dxmeet.services.press import Accepted, PrinterDescription, Ticket
from dxmeet.workers import Worker

_LOOK, _BEGIN, _DRAW, _HAND_OVER = 30.0, 60.0, 60.0, 300.0
"""Seconds. A print server behind a VPN takes its time; a driver that takes longer hangs."""


class PrinterPress:
    """``make_worker`` makes a ``Worker("dxmeet.desktop.printing.spooler", arena_bytes=…)`` that holds a band of pixels."""

    def __init__(self, make_worker: Callable[[], Worker]) -> None:
        self._worker = make_worker()
        self._folder = tempfile.mkdtemp(prefix="dxmeet-print-")  # only ours to read
        self._printer = ""
        self._handing_over = threading.Lock()
        self._closed = False

    def printers(self) -> list[PrinterDescription]:
        """The system's printers, the default one first."""
        found: list[PrinterDescription] = self._ask("printers", patience=_LOOK)
        return sorted(found, key=lambda each: (not each.default, each.shown))

    def begin(self, ticket: Ticket) -> Accepted:
        self._printer = ticket.printer
        return self._ask("begin", ticket, patience=_BEGIN)

    def page(self, *, landscape: bool) -> None:
        self._ask("page", landscape, patience=_DRAW)

    def band(self, pixels: Pixels, top: int, dpi: int) -> None:
        with self._worker.held():
            self._worker.arena[: len(pixels.data)] = pixels.data
            self._ask("band", pixels.width, pixels.height, top, dpi, patience=_DRAW)

    def end(self) -> None:
        try:
            with self._handing_over:
                self._worker.call("end", self._folder, deadline=_HAND_OVER)
        finally:
            if self._closed:  # meanwhile, by another thread
                self.close()

    def abort(self) -> None:
        self._worker.kill()

    def close(self) -> None:
        """End the process, and remove what it left behind; while a job is handed over, as soon as it is.

        Killed between announcing a job and sending it, the process would leave one without a page in the printer's queue,
        where CUPS keeps it for a quarter of an hour, and nobody would know whether it is to be counted. Does not wait.
        """
        self._closed = True
        if self._handing_over.acquire(blocking=False):
            try:
                self._worker.close()
                shutil.rmtree(self._folder, ignore_errors=True)
            finally:
                self._handing_over.release()

    def _ask(self, request: str, *arguments: Any, patience: float) -> Any:
        try:
            return self._worker.call(request, self._folder, *arguments, deadline=patience)
        except (WorkerDied, WorkerHung, WorkerFailed) as lost:
            raise PrinterFailed(printer=self._printer) from lost
