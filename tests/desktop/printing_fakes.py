"""A printing service in memory, a hall of printers, and the print window as its user sees it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.printing.desk import PrintDesk
from dxmeet.desktop.rows import Sentences
from dxmeet.desktop.theme import Theme, make_theme
from dxmeet.domain.packet import Kind, Material, MaterialId, Packet, PacketId, Revision, RevisionId, Source, State
from dxmeet.domain.page import PageSize, Pixels
from dxmeet.domain.printing import PrintSettings, pages_sent, runs
from dxmeet.errors import DxmeetError
from dxmeet.paths import resource
from dxmeet.progress import Progress
from dxmeet.services.changes import NOTHING, Changes
from dxmeet.services.opened import Opened
from dxmeet.services.press import PrinterDescription
from dxmeet.services.printing import Sent

A4, A3 = PageSize(595.0, 842.0), PageSize(1191.0, 842.0)
HALL = PrinterDescription("hall", "3階 企画政策課 複合機", default=True, duplex=True, a3=True)
HOME = PrinterDescription("home", "自宅のプリンター", default=False, duplex=False, a3=False)


class PressInMemory:
    def __init__(self, printers: list[PrinterDescription]) -> None:
        self.closed = False
        self._printers = printers

    def printers(self) -> list[PrinterDescription]:
        return self._printers

    def close(self) -> None:
        self.closed = True


class JobInMemory:
    def __init__(self, pages: tuple[PageSize, ...], material: Material, *, noted: bool) -> None:
        self.pages, self.material, self.noted = pages, material, noted
        self.closed = False
        self.looked: list[tuple[PrintSettings, int]] = []

    def preview(self, settings: PrintSettings, number: int, height: int) -> tuple[Pixels, int]:
        self.looked.append((settings, number))
        faces = sum(len(run) for run in runs(self.pages, settings))
        return Pixels(10, 14, bytes((60, 60, min(number, 250))) * 140), faces

    def close(self) -> None:
        self.closed = True


class PrintingInMemory:
    """``gate`` holds a job back while it is being printed, ``handing`` while it is handed over, where stopping no longer
    helps; ``trouble`` is raised instead of printing."""

    def __init__(self, printers: list[PrinterDescription], *, noted: bool = True) -> None:
        self.presses: list[PressInMemory] = []
        self.sent: list[tuple[PrintSettings, str, str]] = []
        self.jobs: list[JobInMemory] = []
        self.refusal: DxmeetError | None = None
        self.trouble: DxmeetError | None = None
        self.gate = threading.Event()
        self.handing = threading.Event()
        self.gate.set()
        self.handing.set()
        self._printers, self._noted = printers, noted

    def press(self) -> PressInMemory:
        self.presses.append(PressInMemory(self._printers))
        return self.presses[-1]

    def take(self, opened: Opened) -> JobInMemory:
        if self.refusal is not None:
            raise self.refusal
        assert opened.material is not None
        self.jobs.append(JobInMemory(opened.document.pages, opened.material, noted=self._noted))
        return self.jobs[-1]

    def send(
        self, job: JobInMemory, settings: PrintSettings, reason: str, printer: str, progress: Progress, press: Any
    ) -> Sent:
        progress.report("printing", 1, 8)
        while not self.gate.wait(0.02):
            progress.check()
        self.handing.wait()
        return self._hand_over(job, settings, reason, printer)

    def write(self, job: JobInMemory, settings: PrintSettings, reason: str, out: Path) -> Sent:
        return self._hand_over(job, settings, reason, str(out))

    def _hand_over(self, job: JobInMemory, settings: PrintSettings, reason: str, where: str) -> Sent:
        if self.trouble is not None:
            raise self.trouble
        self.sent.append((settings, reason, where))
        sent = Sent(pages_sent(job.pages, settings), settings.copies, settings.sides, settings.nup)
        return Sent(sent.pages, sent.copies, sent.sides, sent.nup, Changes(ledger=True))


class _Pages:
    def __init__(self, pages: tuple[PageSize, ...]) -> None:
        self.pages, self.name = pages, "資料1.pdf"


def opened_of(*pages: PageSize) -> Opened:
    revision = Revision(RevisionId("a" * 64), 1000, pages)
    material = Material(MaterialId("m-1"), PacketId("p-1"), 1, "資料1", "資料1.pdf", State.READY, revision=revision)
    packet = Packet(PacketId("p-1"), Kind.MEETING, "庁議", None, "会議/庁議", Source.FOLDER, materials=(material,))
    return Opened(cast(Any, _Pages(pages)), packet, material, revision, 1, NOTHING)


class PrintPage:
    """The print window: what it says, and pressing things in it by their names."""

    def __init__(
        self, qtbot: QtBot, runner: JobRunner, printing: PrintingInMemory, *pages: PageSize, theme: Theme | None = None
    ) -> None:
        self.qtbot, self.printing = qtbot, printing
        self.parent = QWidget()
        self.changes: list[Changes] = []
        theme = theme or make_theme("light", 100, resource("icons"))
        self.desk = PrintDesk(theme, runner, cast(Any, printing), opened_of(*(pages or (A4,) * 12)), 4, self.parent)
        self.desk.changed.connect(self.changes.append)
        self.desk.show()
        self.window = self.desk.window
        qtbot.waitUntil(lambda: bool(printing.presses) and not runner.busy)

    def part(self, name: str, kind: type[QWidget] = QWidget) -> Any:
        found = self.window.findChild(kind, name)
        assert found is not None, name
        return found

    def press(self, name: str) -> None:
        QTest.mouseClick(self.part(name, QAbstractButton), Qt.MouseButton.LeftButton)

    @property
    def cost(self) -> str:
        return self.part("cost_label", QLabel).text()

    @property
    def button(self) -> QAbstractButton:
        return self.part("print_button", QAbstractButton)

    @property
    def state(self) -> str:
        return self.part("print_state", Sentences).plain

    def choose_printer(self, number: int) -> None:
        self.part("printer_choice", QComboBox).setCurrentIndex(number)

    def type_range(self, text: str) -> None:
        self.press("which_range")
        self.part("range_field", QLineEdit).setText(text)

    def copies(self, number: int) -> None:
        self.part("copies_field", QSpinBox).setValue(number)

    def until(self, what: Any) -> None:
        self.qtbot.waitUntil(what)
