"""Where the reader jumped from, so that they can go back, and forward again; as in a web browser."""

from dataclasses import dataclass

_LONGEST = 200


@dataclass(frozen=True)
class Place:
    """A page (from 1) of a material; ``material`` is empty for a file from disk."""

    material: str
    page: int


class Trail:
    """
    _before ─▶ [.., Place, Place]   here   [Place, Place, ..] ◀─ _after
    """

    def __init__(self) -> None:
        self._before: list[Place] = []
        self._after: list[Place] = []

    @property
    def can_go_back(self) -> bool:
        return bool(self._before)

    @property
    def can_go_forward(self) -> bool:
        return bool(self._after)

    def leave(self, here: Place) -> None:
        """Before a jump away from ``here``; what lay ahead is given up."""
        if not self._before or self._before[-1] != here:
            self._before.append(here)
            del self._before[:-_LONGEST]
        self._after.clear()

    def back(self, here: Place) -> Place | None:
        """Where to go; None at the beginning. Places equal to ``here`` are passed over."""
        return _step(self._before, self._after, here)

    def forward(self, here: Place) -> Place | None:
        return _step(self._after, self._before, here)

    def clear(self) -> None:
        self._before.clear()
        self._after.clear()


def _step(source: list[Place], sink: list[Place], here: Place) -> Place | None:
    while source:
        place = source.pop()
        if place != here:
            sink.append(here)
            return place
    return None
