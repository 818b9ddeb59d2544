"""Rounds to the share: one at a time, stopped without a word."""

import threading
from typing import Any

from pytestqt.qtbot import QtBot

from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.syncing.rounds import Rounds
from dxmeet.errors import ShareDenied
from dxmeet.progress import Progress


def test_two_wishes_at_once_are_one_round(qtbot: QtBot) -> None:
    runner, gate, passes = JobRunner(), threading.Event(), list[int]()

    def look(progress: Progress) -> str:
        passes.append(1)
        gate.wait(10)
        return "done"

    rounds = Rounds(runner, look)
    with qtbot.waitSignal(rounds.ended):
        rounds.look_now()
        rounds.look_now()
        assert rounds.looking
        gate.set()
    qtbot.waitUntil(lambda: not rounds.looking)
    assert passes == [1]
    runner.close()


def test_a_failed_round_is_told_and_the_next_one_can_begin(qtbot: QtBot) -> None:
    runner = JobRunner()

    def look(progress: Progress) -> Any:
        raise ShareDenied(path="//server/共有")

    rounds = Rounds(runner, look)
    for _ in range(2):
        with qtbot.waitSignal(rounds.failed) as told:
            rounds.look_now()
        assert isinstance(told.args[0], ShareDenied)
        qtbot.waitUntil(lambda: not rounds.looking)
    runner.close()


def test_steps_are_passed_on_and_a_stopped_round_ends_at_its_next_one(qtbot: QtBot) -> None:
    runner, reached, gate, ended = JobRunner(), threading.Event(), threading.Event(), list[object]()

    def look(progress: Progress) -> None:
        progress.report("fetching", 0, 3)
        reached.set()
        gate.wait(10)
        progress.report("fetching", 1, 3)

    rounds = Rounds(runner, look)
    rounds.ended.connect(ended.append)
    with qtbot.waitSignal(rounds.stepped) as step:
        rounds.look_now()
    assert step.args[0].total == 3
    assert reached.wait(10)
    rounds.stop()
    gate.set()
    qtbot.waitUntil(lambda: not rounds.looking)
    assert ended == []
    runner.close()
