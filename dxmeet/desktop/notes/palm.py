"""A hand that lies on the screen while the pen writes is not a finger that draws.

A touch counts only when no pen has been near for half a second; and whatever began a press goes on with it alone, save
that a pen takes over from a touch, which was the palm.
"""

from collections.abc import Callable

AFTER_PEN = 500.0
"""Milliseconds after the last sign of a pen in which a touch is still its hand's."""


class PalmGuard:
    """``clock`` in milliseconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._seen = float("-inf")
        self._near = False

    def saw_pen(self) -> None:
        """It hovered, wrote or left."""
        self._seen = self._clock()

    def pen_near(self, near: bool) -> None:
        """It came into the screen's reach, or went out of it."""
        self._near = near
        self.saw_pen()

    def allows_touch(self) -> bool:
        return not self._near and self._clock() - self._seen >= AFTER_PEN
