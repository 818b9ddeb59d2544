"""Where the reader is in a document of a packet: the page, its running number, how it is shown, and remembering all that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from dxmeet.desktop.jobs import Job, JobRunner

if TYPE_CHECKING:
    from dxmeet.domain.look import Look
    from dxmeet.domain.packet import MaterialId, Packet
    from dxmeet.services.opened import Opened
    from dxmeet.services.reading import Reading

_RESTED = 1500  # ms on a page before it is written down; leaving writes at once


def running_pages(packet: Packet) -> int:
    """All pages of the packet's materials whose pages are known here."""
    return sum(len(material.revision.pages) for material in packet.materials if material.revision)


def at_running(packet: Packet, running: int) -> tuple[MaterialId, int] | None:
    """The material and its page that 通し ``running`` is."""
    for material in packet.materials:
        pages = len(material.revision.pages) if material.revision else 0
        if 0 < running <= pages:
            return material.id, running
        running -= pages
    return None


def beside(packet: Packet, material: MaterialId, direction: int) -> MaterialId | None:
    """The next (+1) or former (−1) material of the packet that can be read here."""
    ids = [each.id for each in packet.materials if each.revision or each.id == material]
    at = ids.index(material) + direction
    return ids[at] if 0 <= at < len(ids) else None


class PlaceKeeper(QObject):
    """Writes down the page and look of the open material once the reader rests there, and when they leave."""

    changed = Signal(object)

    def __init__(self, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._reading: Reading | None = None
        self._opened: Opened | None = None
        self._now: tuple[int, Look | None] = (1, None)
        self._written = self._now
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(_RESTED)
        self._resting.timeout.connect(self.write)

    def open(self, opened: Opened, reading: Reading | None) -> None:
        self.write()
        self._opened, self._reading = opened, reading
        self._now = self._written = (opened.page, opened.look)

    def close(self) -> None:
        self.write()
        self._opened = self._reading = None

    def turned(self, page: int) -> None:
        self._now = page, self._now[1]
        if self._reading is not None:
            self._resting.start()

    def looked(self, look: Look) -> None:
        """The reader chose to see it so."""
        self._now = self._now[0], look
        if self._reading is not None:
            self._resting.start()

    def running(self, page: int) -> int | None:
        """The running number of ``page``; None outside a packet."""
        opened = self._opened
        if opened is None or opened.packet is None or opened.material is None:
            return None
        return opened.packet.running_number(opened.material.id, page)

    def write(self) -> None:
        self._resting.stop()
        reading, opened, now = self._reading, self._opened, self._now
        if reading is None or opened is None or opened.material is None or now == self._written:
            return
        self._written = now
        material = opened.material.id
        job = Job(lambda progress: reading.turn_to(material, *now), quiet=True)
        job.done.connect(self.changed)
        self._runner.start(job, "notes")
