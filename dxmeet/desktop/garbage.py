"""Python's cyclic garbage, collected on the window's thread only.

The interpreter collects in whichever thread happens to ask for memory. A widget's timer that ends in a lane's thread stays in
the window's list of timers, and takes the window down when it is due.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 2000
"""Milliseconds; what is unreachable for so long is a few hundred kilobytes."""


def gather_garbage(parent: QObject) -> None:
    """From now on while ``parent`` lives, and without looking at the 100,000 objects that stay until the end: 40 ms."""
    gc.disable()
    gc.freeze()
    rounds = QTimer(parent, interval=_EVERY)
    rounds.timeout.connect(collect_due)
    rounds.start()


def collect_due() -> None:
    """The oldest generation that is due by the interpreter's own counters, if any."""
    counted = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [generation for generation, (count, limit) in enumerate(counted) if count > limit]
    if due:
        gc.collect(due[-1])
