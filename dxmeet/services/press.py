"""What the printing service needs of a printer: settings that can be read back, pages in bands, and an end."""

from dataclasses import dataclass
from typing import Protocol

from dxmeet.domain.page import PaperClass, Pixels


@dataclass(frozen=True)
class PrinterDescription:
    """One printer of this machine. ``duplex`` and ``a3``: whether it can. ``name`` is the system's, ``shown`` for people."""

    name: str
    shown: str
    default: bool
    duplex: bool
    a3: bool


@dataclass(frozen=True)
class Ticket:
    """What is asked of the printer for one job of one paper size. ``landscape`` is the first face's."""

    printer: str
    title: str
    paper: PaperClass
    landscape: bool
    sides: int
    copies: int


@dataclass(frozen=True)
class Accepted:
    """What the printer says of itself after it was asked. It makes ``copies`` of what is drawn ``repeat`` times: whoever
    draws does the repeating, so that copies are set in one place only."""

    paper: PaperClass
    sides: int
    copies: int
    repeat: int
    dpi: int


class Press(Protocol):
    """``begin`` … ``page``, ``band``, … ``end``. Nothing is handed over before ``end`` returns."""

    def printers(self) -> list[PrinterDescription]: ...

    def begin(self, ticket: Ticket) -> Accepted:
        """Raises PrinterMissing, PrinterFailed."""
        ...

    def page(self, *, landscape: bool) -> None:
        """A new face; the first one, too."""
        ...

    def band(self, pixels: Pixels, top: int, dpi: int) -> None:
        """Rows of the present face from the left edge, the first ``top`` rows below its upper edge at ``dpi``."""
        ...

    def end(self) -> None:
        """Hand it over. Raises PrinterFailed; then nothing was. After a WorkerError nobody knows."""
        ...

    def abort(self) -> None:
        """Nothing of what was drawn since ``begin`` is handed over. Never raises."""
        ...

    def close(self) -> None: ...
