"""Stands in for ``dxmeet.pdf.measuring.Intake`` where there is no PDF worker."""

from collections.abc import Callable
from typing import Any

from dxmeet.pdf.measuring import Measured, Room


class Intake:
    """Measures at once; ``measured`` knows of a file's bytes and its name."""

    def __init__(self, measured: Callable[[bytes, str], Measured]) -> None:
        self._measured = measured
        self._waiting: list[tuple[Room, str]] = []

    @classmethod
    def of(cls, measured: Callable[[bytes, str], Measured]) -> Any:
        """What a PDF engine has for ``intake``."""
        return lambda: cls(measured)

    def room(self, size: int) -> Room:
        return Room(memoryview(bytearray(size)))

    def keep(self, room: Room) -> None: ...

    def measure(self, room: Room, name: str) -> None:
        self._waiting.append((room, name))

    def found(self) -> list[Measured]:
        some, self._waiting = self._waiting, []
        return [self._measured(bytes(room.content), name) for room, name in some]

    def close(self) -> None:
        self._waiting = []
