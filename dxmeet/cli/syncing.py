"""sync: one pass, or one after the other until it is asked to end."""

import queue
import signal
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from dxmeet.cli import shapes
from dxmeet.cli.invocation import Invocation
from dxmeet.cli.options import Command, pass_invocation
from dxmeet.cli.refusals import Refusal, Refused, show_refusal
from dxmeet.cli.tables import shown, table
from dxmeet.domain.syncplan import ShareState
from dxmeet.errors import Cancelled, DiskFull, DxmeetError, ShareUnreachable, ShareWrong
from dxmeet.progress import Progress
from dxmeet.reasons import reason

if TYPE_CHECKING:
    from dxmeet.services.offered import Services
    from dxmeet.services.synchronising import SyncResult

_TURN = 1.0  # seconds

_HELD = {
    "ja": Refusal(
        "held",
        "一度に多くの資料が共有フォルダーからなくなっているため、同期を途中で止めました。",
        "この端末にある資料と書き込みはそのままです。",
        "共有フォルダーの中身を確かめて、もう一度同期してください。回収でよければ dxmeet sync --accept-withdrawals とします。",
    ),
    "en": Refusal(
        "held",
        "Too many materials have vanished from the shared folder at once, so synchronising stopped.",
        "The materials and notes on this machine are as they were.",
        "Look into the shared folder, then synchronise again. If they were meant to go: dxmeet sync --accept-withdrawals.",
    ),
}


class Ending:
    """Somebody asked us to end. ``request`` may come from a signal handler, even in the middle of ``wait``.

    A SimpleQueue, because its put is re-entrant; setting an Event from a handler may wait for the lock that the
    interrupted thread holds.
    """

    def __init__(self) -> None:
        self._requests: queue.SimpleQueue[None] = queue.SimpleQueue()

    def request(self) -> None:
        self._requests.put(None)

    def requested(self) -> bool:
        return not self._requests.empty()

    def wait(self, seconds: float) -> bool:
        """Until it is requested (True) or the time is over (False).

        In short turns: a signal that comes just before a turn begins does not wake it, Python looks at it afterwards.
        """
        over = time.monotonic() + seconds
        while not self.requested() and (left := over - time.monotonic()) > 0:
            try:
                self._requests.get(timeout=min(left, _TURN))
            except queue.Empty:
                continue
            self.request()
        return self.requested()


@click.command("sync", cls=Command)
@click.option("--watch", is_flag=True, help="終わりを告げるまで続ける。 Keep going until interrupted.")
@click.option(
    "--accept-withdrawals",
    is_flag=True,
    help="多くの資料がなくなったのは正しい。 The many that vanished were meant to.",
)
@pass_invocation
def sync(invocation: Invocation, watch: bool, accept_withdrawals: bool) -> None:
    """資料を同期する。 Synchronise once."""
    with invocation.services() as services:
        if watch:
            _keep_going(invocation, services)
            return
        with invocation.progress() as progress:
            began = time.monotonic()
            result = services.synchronising.synchronise(progress, accept_held=accept_withdrawals)
            document = _told(services, result, began)
        invocation.answer(document, _lines(invocation, result))
        _refuse_unless_ok(invocation, result, services.reader.share_path)


def _told(services: "Services", result: "SyncResult", began: float) -> dict[str, Any]:
    with suppress(DiskFull):  # the pass is done all the same, and says itself what has no room
        services.safekeeping.back_up()
    return shapes.sync_plain(result, time.monotonic() - began)


def _keep_going(invocation: Invocation, services: "Services") -> None:
    """Says only what changed. With --json the last pass is the answer, given when it ends."""
    last: dict[str, Any] = {"state": None}
    with _ending() as ending:
        progress = Progress(wanted=lambda: not ending.requested())
        while not ending.requested():
            try:
                began = time.monotonic()
                result = services.watching.look(progress)
                document = _told(services, result, began)
            except Cancelled:
                break
            except DxmeetError as error:
                show_refusal(error, invocation)  # such as a full disk: the next pass may find room
            else:
                moved = result.added or result.replaced or result.withdrawn or document["state"] != last["state"]
                if moved and not invocation.json:
                    invocation.answer(document, _lines(invocation, result))
                last = document
            while not services.watching.due() and not ending.wait(_TURN):
                continue
    if invocation.json:
        invocation.answer(last, ())


@contextmanager
def _ending() -> Generator[Ending]:
    """Ctrl+C and SIGTERM ask for the end while the block runs."""
    ending = Ending()
    signals = (signal.SIGINT, signal.SIGTERM)

    def asked(_signal: int, _frame: FrameType | None) -> None:
        ending.request()

    before = [signal.signal(each, asked) for each in signals]
    try:
        yield ending
    finally:
        for each, handler in zip(signals, before, strict=True):
            signal.signal(each, handler)


def _lines(invocation: Invocation, result: "SyncResult") -> list[str]:
    if result.state is not ShareState.OK:
        return [invocation.said("not synced")]
    counts = {name: len(getattr(result, name)) for name in ("added", "replaced", "withdrawn", "waiting", "refused")}
    named = (*result.notices, *result.waiting, *result.refused)
    rows = [(shown(name), reason(code, invocation.language)) for name, code in named]
    return [invocation.said("synced", **counts), *table(rows, indent="  ")]


def _refuse_unless_ok(invocation: Invocation, result: "SyncResult", path: str) -> None:
    match result.state:
        case ShareState.OK | ShareState.NEVER:
            if result.trouble is not None:
                raise result.trouble
        case ShareState.UNREACHABLE:
            raise result.trouble or ShareUnreachable(path=path)
        case ShareState.WRONG:
            raise result.trouble or ShareWrong(path=path)
        case ShareState.HELD:
            raise Refused(_HELD[invocation.language])
