"""How long work reports on itself, and learns that it is no longer wanted."""

from collections.abc import Callable
from dataclasses import dataclass

from dxmeet.errors import Cancelled


@dataclass(frozen=True)
class Step:
    """One report: ``done`` of ``total`` units of ``doing`` (a word a screen can translate, such as ``fetching``)."""

    doing: str
    done: int
    total: int
    name: str = ""


class Progress:
    """Handed into slow service calls. The default listens to nothing and is never cancelled."""

    def __init__(
        self, listener: Callable[[Step], None] | None = None, wanted: Callable[[], bool] = lambda: True
    ) -> None:
        self._listener = listener
        self._wanted = wanted

    def is_wanted(self) -> bool:
        return self._wanted()

    def check(self) -> None:
        """Raises Cancelled when the work is no longer wanted; for the steps too small to report."""
        if not self._wanted():
            raise Cancelled()

    def report(self, doing: str, done: int, total: int, name: str = "") -> None:
        """Tell the listener; raises Cancelled when the work is no longer wanted."""
        self.check()
        if self._listener is not None:
            self._listener(Step(doing, done, total, name))
