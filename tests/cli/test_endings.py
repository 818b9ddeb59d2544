"""How a command ends when a service answers with the unforeseen, with a held pass, or with Ctrl+C."""

import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from calls import Answer, Terminal

from dxmeet.cli.program import make_group
from dxmeet.cli.syncing import Ending
from dxmeet.domain.syncplan import ShareState
from dxmeet.errors import DiskFull
from dxmeet.progress import Progress
from dxmeet.services.synchronising import SyncResult


@dataclass
class Machine:
    """An entrance to services of which only synchronising is there; it does what the test says. Counts what was closed."""

    synchronise: Callable[[Progress], SyncResult]
    profile: Path = Path("profile")
    closed: list[str] = field(default_factory=list)

    @property
    def unlocking(self) -> Any:
        return SimpleNamespace(door=lambda: "open", unlock=lambda passphrase: "unlocked")

    def enter(self, unlocked: str) -> Any:
        assert unlocked == "unlocked"
        return SimpleNamespace(
            synchronising=SimpleNamespace(synchronise=self._pass),
            watching=SimpleNamespace(look=self._pass, due=lambda: True),
            safekeeping=SimpleNamespace(back_up=lambda: None),
            reader=SimpleNamespace(share_path="Z:/share"),
            close=lambda: self.closed.append("services"),
        )

    def _pass(self, progress: Progress, *, accept_held: bool = False) -> SyncResult:
        return self.synchronise(progress)

    def close(self) -> None:
        self.closed.append("entrance")

    def run(self, *arguments: str) -> Answer:
        group = make_group(lambda _: self, lambda *_: 0, lambda *_: 0)  # pyright: ignore[reportArgumentType]
        return Terminal(group, self.profile).run(*arguments)


def fails(error: BaseException) -> Callable[[Progress], SyncResult]:
    def synchronise(_: Progress) -> SyncResult:
        raise error

    return synchronise


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_held_pass_says_so_and_fails(language: str) -> None:
    machine = Machine(lambda _: SyncResult(state=ShareState.HELD))
    answer = machine.run("sync", "--json", "--lang", language)
    assert (answer.code, answer.json["state"], answer.refusal["code"]) == (1, "held", "held")
    assert all(answer.refusal.values())
    assert machine.closed == ["services", "entrance"]


def test_what_nobody_foresaw_ends_in_a_sentence_too() -> None:
    machine = Machine(fails(ZeroDivisionError("x")))
    answer = machine.run("sync", "--json")
    assert (answer.code, answer.out, answer.refusal["code"]) == (1, "", "unexpected")
    assert answer.refusal["cause"] == "ZeroDivisionError"
    assert "Traceback" not in answer.err
    assert machine.run("sync").err.endswith("[unexpected]\n")
    assert machine.closed == ["services", "entrance"] * 2


def test_ctrl_c_is_quiet() -> None:
    machine = Machine(fails(KeyboardInterrupt()))
    assert machine.run("sync") == Answer(1, "", "")
    assert machine.closed == ["services", "entrance"]


def test_watching_survives_a_full_disk_and_answers_once_at_the_end() -> None:
    passes: list[BaseException | SyncResult] = [DiskFull(path="C:"), SyncResult(bytes=7)]

    def synchronise(progress: Progress) -> SyncResult:
        if not passes:
            signal.raise_signal(signal.SIGINT)
            progress.report("looking", 0, 1)
        step = passes.pop(0)
        if isinstance(step, BaseException):
            raise step
        return step

    answer = Machine(synchronise).run("sync", "--watch", "--json")
    assert (answer.code, answer.json["bytes"], answer.refusal["code"]) == (0, 7, "disk-full")


def test_watching_gives_the_signals_back() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    Machine(lambda _: signal.raise_signal(signal.SIGTERM) or SyncResult()).run("sync", "--watch")
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


def test_an_ending_can_be_asked_for_before_the_wait() -> None:
    ending = Ending()
    assert ending.wait(0) is False
    ending.request()
    assert ending.requested()
    assert ending.wait(3600) is True
    assert ending.requested()


@pytest.mark.skipif(sys.platform == "win32", reason="no interval timers")
def test_a_signal_ends_the_wait() -> None:
    ending = Ending()
    before = signal.signal(signal.SIGALRM, lambda *_: ending.request())
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try:
        assert ending.wait(3600) is True
    finally:
        signal.signal(signal.SIGALRM, before)
