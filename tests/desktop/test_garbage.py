"""Cyclic garbage goes on the window's thread, and only there."""

import gc
from concurrent.futures import ThreadPoolExecutor
from threading import get_ident

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from dxmeet.desktop.garbage import collect_due, gather_garbage


class _Round:
    """Holds itself; notes the thread it ends in."""

    def __init__(self, ended: list[int]) -> None:
        self._self, self._ended = self, ended

    def __del__(self) -> None:
        self._ended.append(get_ident())


def _litter(ended: list[int]) -> None:
    for _ in range(5_000):
        _Round(ended)


def test_what_a_lane_leaves_behind_ends_on_the_windows_thread(qtbot: QtBot) -> None:
    parent, ended = QObject(), list[int]()
    gather_garbage(parent)
    with ThreadPoolExecutor(1) as lane:
        lane.submit(_litter, ended).result()
    assert ended == []
    qtbot.waitUntil(lambda: len(ended) == 5_000)
    assert set(ended) == {get_ident()}
    gc.unfreeze()


def test_nothing_is_collected_that_is_not_due() -> None:
    gc.collect()
    ended = list[int]()
    _Round(ended)
    collect_due()
    assert ended == []
    gc.collect()
    assert len(ended) == 1
