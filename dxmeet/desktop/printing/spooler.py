"""The other side of the press, in its own process: QPrinter, settings set and read back, pages drawn in bands.

Everything goes the same way on every system, as pixels through QPrinter: Windows has no path for a PDF, and settings can
only be read back where they were set. (On Linux a PDF could be handed to CUPS; then what was sent would be another truth.)
"""

import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from dxmeet.desktop.images import image_of
from dxmeet.domain.page import PIXEL_BYTES, PaperClass, Pixels
from dxmeet.errors import PrinterFailed, PrinterMissing
from dxmeet.services.press import Accepted, PrinterDescription, Ticket

_PAPER = {PaperClass.A4: QPageSize.PageSizeId.A4, PaperClass.A3: QPageSize.PageSizeId.A3}
_FINEST = 600
_TWO_SIDED = (QPrinter.DuplexMode.DuplexLongSide, QPrinter.DuplexMode.DuplexShortSide, QPrinter.DuplexMode.DuplexAuto)


class Spooler:
    """One job at a time. ``folder`` is where Qt may put what it has not handed over yet."""

    def __init__(self, arena: memoryview) -> None:
        self._arena = arena
        self._application: QGuiApplication | None = None
        self._printer: QPrinter | None = None
        self._painter: QPainter | None = None

    def printers(self, folder: str) -> list[PrinterDescription]:
        self._settle_in(folder)
        default = QPrinterInfo.defaultPrinterName()
        return [_described(each, default) for each in QPrinterInfo.availablePrinters()]

    def begin(self, folder: str, ticket: Ticket) -> Accepted:
        self._settle_in(folder)
        info = QPrinterInfo.printerInfo(ticket.printer)
        if info.isNull():
            raise PrinterMissing(printer=ticket.printer)
        printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        return self.set_up(printer, ticket)

    def set_up(self, printer: QPrinter, ticket: Ticket) -> Accepted:
        """Set what is asked for, and answer what the printer then says of itself."""
        printer.setDocName(ticket.title)
        printer.setCreator("dxmeet")
        printer.setFullPage(True)
        printer.setPageSize(QPageSize(_PAPER[ticket.paper]))
        printer.setPageOrientation(
            QPageLayout.Orientation.Portrait
        )  # as the paper lies; a face that lies wide is turned
        printer.setResolution(min(_FINEST, max(printer.resolution(), 1)))
        printer.setDuplex(_duplex(ticket))
        repeats = not printer.supportsMultipleCopies()
        printer.setCollateCopies(True)
        printer.setCopyCount(1 if repeats else ticket.copies)
        self._printer, self._painter = printer, None
        size = printer.pageLayout().pageSize().id()
        return Accepted(
            paper=next((paper for paper, id in _PAPER.items() if id == size), ticket.paper),
            sides=2 if printer.duplex() in _TWO_SIDED else 1,
            copies=printer.copyCount(),
            repeat=ticket.copies if repeats else 1,
            dpi=printer.resolution(),
        )

    def page(self, folder: str, landscape: bool) -> None:
        assert self._printer is not None
        if self._painter is None:
            painter = QPainter()
            if not painter.begin(self._printer):
                raise PrinterFailed(printer=self._printer.printerName())
            self._painter = painter
        elif not self._printer.newPage():
            raise PrinterFailed(printer=self._printer.printerName())
        self._painter.resetTransform()
        if landscape:
            self._painter.translate(0, _paper_height(self._printer))
            self._painter.rotate(-90)

    def band(self, folder: str, width: int, height: int, top: int, dpi: int) -> None:
        assert self._printer is not None
        assert self._painter is not None
        size = width * height * PIXEL_BYTES
        image = image_of(Pixels(width, height, self._arena[:size]))  # grey ones: a third of the work and of the spool
        ratio = self._printer.resolution() / dpi
        upper, lower = round(top * ratio), round((top + height) * ratio)
        self._painter.drawImage(QRect(0, upper, round(width * ratio), lower - upper), image)

    def end(self, folder: str) -> None:
        """Hand it over."""
        assert self._printer is not None
        assert self._painter is not None
        done = self._painter.end()
        failed = self._printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)
        name, self._painter, self._printer = self._printer.printerName(), None, None
        if not done or failed:
            raise PrinterFailed(printer=name)

    def _settle_in(self, folder: str) -> None:
        """Before Qt starts: no screen is needed, and what it writes goes where it is removed afterwards."""
        if self._application is None:
            os.environ["TMPDIR" if sys.platform != "win32" else "TMP"] = folder
            os.environ["QT_QPA_PLATFORM"] = "windows" if sys.platform == "win32" else "offscreen"
            self._application = QGuiApplication(["dxmeet"])


def handlers(arena: memoryview) -> Mapping[str, Callable[..., Any]]:
    """The press's requests; ``arena`` holds the pixels of a band."""
    spooler = Spooler(arena)
    return {
        "printers": spooler.printers,
        "begin": spooler.begin,
        "page": spooler.page,
        "band": spooler.band,
        "end": spooler.end,
    }


def _described(info: QPrinterInfo, default: str) -> PrinterDescription:
    name = info.printerName()
    modes = info.supportedDuplexModes()
    sizes = {size.id() for size in info.supportedPageSizes()}
    return PrinterDescription(
        name=name,
        shown=info.description() or name,
        default=name == default,
        duplex=any(mode in modes for mode in _TWO_SIDED),
        a3=QPageSize.PageSizeId.A3 in sizes,
    )


def _paper_height(printer: QPrinter) -> int:
    """In the printer's pixels."""
    return printer.pageLayout().fullRectPixels(printer.resolution()).height()


def _duplex(ticket: Ticket) -> QPrinter.DuplexMode:
    """Sheets that lie wide are turned over their short edge, as a book's pages are."""
    if ticket.sides == 1:
        return QPrinter.DuplexMode.DuplexNone
    return QPrinter.DuplexMode.DuplexShortSide if ticket.landscape else QPrinter.DuplexMode.DuplexLongSide
