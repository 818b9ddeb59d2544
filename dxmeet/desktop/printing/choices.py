"""What a person chooses for a print job, as one value, and what it comes to; no widgets."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from dxmeet.domain.page import PageSize
from dxmeet.domain.paper import Sheets
from dxmeet.domain.printing import PrintSettings, Reason, cost, page_range
from dxmeet.errors import DxmeetError
from dxmeet.services.press import PrinterDescription

TO_FILE = PrinterDescription(name="", shown="", default=False, duplex=True, a3=True)
"""The PDF file that is chosen instead of a printer; it has every paper and both sides."""


@dataclass(frozen=True)
class Choices:
    """``which``: ``all``, ``this`` (the page being read) or ``range`` with its ``text``. ``reason`` None until chosen."""

    sizes: tuple[PageSize, ...]
    page: int
    which: str = "all"
    text: str = ""
    copies: int = 1
    sides: int = 2
    nup: int = 1
    notes: bool = False
    reason: Reason | None = None
    printer: PrinterDescription = TO_FILE

    @property
    def two_sided(self) -> bool:
        return self.sides == 2 and self.printer.duplex

    @property
    def shrinks(self) -> bool:
        """A3 pages go onto A4 paper because the printer has no other."""
        sheets = None if self.printer.a3 else replace(self, printer=TO_FILE).sheets()
        return sheets is not None and sheets.a3 > 0

    def settings(self) -> PrintSettings:
        """Raises InputInvalid or PageUnknown for a range that is none."""
        pages = {
            "all": lambda: tuple(range(1, len(self.sizes) + 1)),
            "this": lambda: (self.page,),
            "range": lambda: page_range(self.text, len(self.sizes)) if self.text.strip() else (),
        }[self.which]()
        settings = PrintSettings(
            pages, self.copies, 2 if self.two_sided else 1, self.nup, self.notes, shrink=not self.printer.a3
        )
        return settings.checked(len(self.sizes))

    def sheets(self) -> Sheets | None:
        """None for a range that is none."""
        try:
            return cost(self.sizes, self.settings())
        except DxmeetError:
            return None

    def hint(self) -> tuple[int, Sheets] | None:
        """How few sheets a closer packing would take: (pages a side, sheets); None where it would save nothing."""
        now = self.sheets()
        closer = {1: 2, 2: 4}.get(self.nup)
        if now is None or closer is None:
            return None
        fewer = cost(self.sizes, replace(self.settings(), nup=closer))
        return (closer, fewer) if fewer.a4 + fewer.a3 < now.a4 + now.a3 else None


def sheets_words(sheets: Sheets) -> str:
    """``A4 6枚・A3 2枚``."""
    a4 = QCoreApplication.translate("Printing", "A4 {n}枚").format(n=f"{sheets.a4:,}")
    a3 = QCoreApplication.translate("Printing", "A3 {n}枚").format(n=f"{sheets.a3:,}")
    if sheets.a4 and sheets.a3:
        return QCoreApplication.translate("Printing", "{a4}・{a3}", "two numbers of sheets, of A4 and of A3").format(
            a4=a4, a3=a3
        )
    return a3 if sheets.a3 else a4


def reason_words(reason: Reason) -> str:
    return {
        Reason.SMALL_TYPE: QCoreApplication.translate("Printing", "文字が小さい"),
        Reason.COMPARE: QCoreApplication.translate("Printing", "見比べたい"),
        Reason.WRITE: QCoreApplication.translate("Printing", "書き込みたい"),
        Reason.SUBMIT: QCoreApplication.translate("Printing", "提出・決裁"),
        Reason.VISITOR: QCoreApplication.translate("Printing", "来庁者用"),
        Reason.OTHER: QCoreApplication.translate("Printing", "その他"),
    }[reason]
