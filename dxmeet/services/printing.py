"""Print a material: what it costs, how it will look, the job as a file or on a printer, and the fact in the ledger.

    PrintJob ── imposed (PDF worker) ──▶ a PDF whose pages are the printed faces
                   │ to a file: as it is, all copies in it
                   └ to a printer: drawn page by page in bands ──▶ Press (a process of its own, the printer's driver in it)

What is recorded is what was handed over, read back from where it went; what was cancelled or failed before that is not
recorded. Handing over and recording cannot be one act, so the intention is written down first:

    intention ──▶ hand over ──▶ ledger ──▶ intention struck out
        crash here ─────┴──────────┴─ the next start finds the intention without its record and records it, once

and a driver that dies or hangs while it takes the job is treated the same. So a crash never doubles a record and never loses one; at worst it counts paper that the spooler did not get, which
makes the reported figure smaller and not larger.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from dxmeet.domain.event import EventType
from dxmeet.domain.packet import Material, MaterialId, Packet, Revision, RevisionId
from dxmeet.domain.page import PageSize, PaperClass, Pixels, RenderRequest, Tile
from dxmeet.domain.paper import Sheets, sheets_of
from dxmeet.domain.printing import Face, PrintSettings, pages_sent, runs
from dxmeet.errors import (
    Cancelled,
    DxmeetError,
    FileExists,
    MaterialNotReady,
    PrinterRefused,
    PrintError,
    PrintingDenied,
    PrintingOff,
)
from dxmeet.progress import Progress
from dxmeet.services.changes import NOTHING, Changes
from dxmeet.services.ledger import Ledger
from dxmeet.services.opened import Opened
from dxmeet.services.press import Press, Ticket
from dxmeet.services.reports.placement import place

if TYPE_CHECKING:
    from dxmeet.domain.annotation import Note
    from dxmeet.pdf.client import PdfDocument, PdfEngine
    from dxmeet.services.lending import Lending
    from dxmeet.services.retaining import Retaining
    from dxmeet.storage.annotations import NoteStore
    from dxmeet.storage.packets import PacketStore
    from dxmeet.storage.settings import SettingsStore

_INTENTION = "printing.intention"
_BAND_PIXELS = 4 << 20  # 12 MB a band
_FINEST, _PICTURES = 600, 300
"""Dots an inch. A scanned page has no more in it than the second."""
_POINTS_AN_INCH = 72.0


@dataclass(frozen=True)
class Sent:
    """What was handed over: (A4, A3) pages of one copy, and how. ``sheets`` are those of all copies."""

    pages: tuple[int, int]
    copies: int
    sides: int
    nup: int
    changes: Changes = NOTHING

    @property
    def sheets(self) -> Sheets:
        return sheets_of(*self.pages, self.nup, self.sides) * self.copies


class PrintJob:
    """One material on its way to paper, with the notes that may be printed along. Made by ``Printing.begin``."""

    def __init__(
        self,
        engine: "PdfEngine",
        document: "PdfDocument",
        packet: Packet,
        material: Material,
        notes: "Sequence[Note]",
    ) -> None:
        self.packet = packet
        self.material = material
        self._engine = engine
        self._document = document
        self._notes = tuple(notes)

    @property
    def pages(self) -> tuple[PageSize, ...]:
        return self._document.pages

    @property
    def noted(self) -> bool:
        """Whether there is anything to print along."""
        return bool(self._notes)

    def imposed(
        self, faces: Sequence[Face], settings: PrintSettings, *, copies: int = 1, protect: bool = False
    ) -> bytes:
        """These faces as a PDF. Raises PageFailed."""
        return self._document.imposed(faces, self._notes if settings.notes else (), copies=copies, protect=protect)

    def preview(self, settings: PrintSettings, number: int, height: int) -> tuple[Pixels, int]:
        """Face ``number`` (from 0; the last one for more) about ``height`` pixels high, and how many faces a copy has."""
        faces = [face for run in runs(self.pages, settings) for face in run]
        face = faces[min(number, len(faces) - 1)]
        document = self._engine.open(self.imposed([face], settings), name=self._document.name)
        try:
            return document.render(RenderRequest(1, height / document.pages[0].height)), len(faces)
        finally:
            document.close()

    def drawn(self, faces: Sequence[Face], settings: PrintSettings) -> "DrawnJob":
        """The faces ready to be drawn in bands; close it."""
        content = self.imposed(faces, settings)
        return DrawnJob(self._engine.open(content, name=self._document.name), self._document, faces)

    def close(self) -> None:
        self._document.close()


class DrawnJob:
    """The job's own PDF, drawn in bands of at most 16 MB for a printer."""

    def __init__(self, document: "PdfDocument", source: "PdfDocument", faces: Sequence[Face]) -> None:
        self._document = document
        self._source = source
        self._faces = faces

    def bands(self, number: int, dpi: int) -> Iterator[tuple[Pixels, int, int]]:
        """Face ``number`` (from 0) from the top: pixels, the row of its first one, and the dots an inch they are for.

        Bare paper is left out: at 600 dots an inch a printer's driver takes a second for a page, white or not.
        """
        face = self._faces[number]
        if not face.places:
            return
        fine = min(dpi, _FINEST)
        if fine > _PICTURES and any(self._source.is_picture(each.page) for each in face.places):
            fine = _PICTURES
        scale = fine / _POINTS_AN_INCH
        size = self._document.pages[number]
        width, height = round(size.width * scale), round(size.height * scale)
        rows = max(1, _BAND_PIXELS // width)
        for top in range(0, height, rows):
            tile = Tile(0, top, width, min(rows, height - top))
            pixels = self._document.render(RenderRequest(number + 1, scale, 0, tile))
            if not pixels.blank:
                yield pixels, top, fine

    def close(self) -> None:
        self._document.close()


class Printing:
    """``make_press`` starts a process with the printers' drivers in it; it is only asked when something is printed."""

    def __init__(
        self,
        packets: "PacketStore",
        lending: "Lending",
        notes: "NoteStore",
        engine: "PdfEngine",
        ledger: Ledger,
        retaining: "Retaining",
        settings: "SettingsStore",
        make_press: Callable[[], Press],
    ) -> None:
        self._packets = packets
        self._lending = lending
        self._notes = notes
        self._engine = engine
        self._ledger = ledger
        self._retaining = retaining
        self._settings = settings
        self._make_press = make_press

    def press(self) -> Press:
        """A press of the caller's own, to be closed by it."""
        return self._make_press()

    def begin(
        self, material: MaterialId, *, revision: RevisionId | None = None, password: str | None = None
    ) -> PrintJob:
        """The newest revision here, or an earlier one. Close the job.

        Raises PrintingOff, PrintingDenied, MaterialUnknown, MaterialNotReady and what opening raises.
        """
        packet, known = self._packets.material(material)
        self._check(packet, known)
        packet, known, content = self._lending.lend(material, revision)
        shown = self._packets.revision(revision) if revision else known.revision
        if shown is None:
            raise MaterialNotReady(material=material, state=known.code or known.state.value)
        document = self._engine.open(content, name=known.name, password=password)
        return self._begun(document, packet, replace(known, revision=shown))

    def take(self, opened: Opened) -> PrintJob:
        """What is open in the reader, the revision that is shown. Close the job. Raises PrintingOff, PrintingDenied."""
        assert opened.packet is not None
        assert opened.material is not None
        packet, material = self._packets.material(opened.material.id)
        self._check(packet, material)
        document = self._engine.reopen(cast("PdfDocument", opened.document))
        return self._begun(document, packet, replace(material, revision=opened.revision))

    def _check(self, packet: Packet, material: Material) -> None:
        self._retaining.check(packet, material.id)
        if not packet.printing:
            raise PrintingOff(material=material.title)

    def _begun(self, document: "PdfDocument", packet: Packet, material: Material) -> PrintJob:
        if not document.permissions.print:
            document.close()
            raise PrintingDenied(name=material.title)
        assert material.revision is not None
        notes = self._notes.notes(material.id, material.revision.id)
        return PrintJob(self._engine, document, packet, material, notes)

    def write(self, job: PrintJob, settings: PrintSettings, reason: str, out: Path) -> Sent:
        """The whole job, all copies, as a PDF at ``out``; each of its pages is one side of a sheet.

        Raises FileExists, FileMissing, FileIsFolder, FileDenied, DiskFull, PageFailed, PageUnknown, InputInvalid; then
        nothing is recorded.
        """
        settings.checked(len(job.pages))
        if out.exists():
            raise FileExists(path=str(out))
        faces = [face for run in runs(job.pages, settings) for face in run]
        content = job.imposed(faces, settings, copies=settings.copies, protect=True)
        sent = Sent(pages_sent(job.pages, settings), settings.copies, settings.sides, settings.nup)
        self._intend(job, sent, reason)
        try:
            place(out, content)
        except DxmeetError:
            self._settings.set(_INTENTION, None)
            raise
        return replace(sent, changes=self.settle())

    def send(
        self,
        job: PrintJob,
        settings: PrintSettings,
        reason: str,
        printer: str,
        progress: Progress,
        press: Press,
    ) -> Sent:
        """Draw the job on a printer: its A4 pages, then its A3 pages, each handed over as a whole.

        Where the second part fails, the first is recorded, and the error is raised all the same; where it is cancelled,
        the answer is what was handed over by then. Raises PrinterMissing, PrinterRefused, PrinterFailed, Cancelled, PageFailed, PageUnknown, InputInvalid.
        """
        settings.checked(len(job.pages))
        done = Sent((0, 0), settings.copies, settings.sides, settings.nup)
        total = sum(len(run) for run in runs(job.pages, settings)) * settings.copies
        faces_before = 0
        try:
            for run in runs(job.pages, settings):
                ticket = _ticket(job, settings, printer, run[0])
                copies = self._draw(job, run, settings, ticket, press, progress, (faces_before, total))
                pages = pages_sent(job.pages, settings)
                a4 = pages[0] if run[0].paper is PaperClass.A4 else done.pages[0]
                a3 = pages[1] if run[0].paper is PaperClass.A3 else done.pages[1]
                after = replace(done, pages=(a4, a3), copies=copies)
                self._intend(job, after, reason)
                try:
                    press.end()
                except PrintError:  # it says that it did not take it; a press that is lost meanwhile may have
                    self._intend(job, done, reason)
                    raise
                done, faces_before = after, faces_before + len(run) * settings.copies
        except BaseException as end:
            press.abort()
            changes = self.settle()
            if isinstance(end, Cancelled) and any(done.pages):
                return replace(done, changes=changes)
            raise
        return replace(done, changes=self.settle())

    def settle(self) -> Changes:
        """Record what was handed over and has no record yet. Doing it again changes nothing."""
        mark: dict[str, Any] | None = self._settings.get(_INTENTION)
        if mark is None:
            return NOTHING
        changes = NOTHING
        fields = mark["fields"]
        if any(fields["pages"]) and not self._recorded(mark):
            packet, material = self._packets.material(MaterialId(mark["material"]))
            revision = self._packets.revision(RevisionId(mark["revision"]))
            changes = self._ledger.printed(
                packet,
                replace(material, revision=revision),
                (fields["pages"][0], fields["pages"][1]),
                fields["copies"],
                fields["sides"],
                fields["nup"],
                mark["reason"],
            )
        self._settings.set(_INTENTION, None)
        return changes

    def _draw(
        self,
        job: PrintJob,
        run: Sequence[Face],
        settings: PrintSettings,
        ticket: Ticket,
        press: Press,
        progress: Progress,
        so_far: tuple[int, int],
    ) -> int:
        """Everything but the handing over; the copies that the press will have made."""
        accepted = press.begin(ticket)
        asked = (ticket.paper, ticket.sides, ticket.copies)
        if (accepted.paper, accepted.sides, accepted.copies * accepted.repeat) != asked:
            raise PrinterRefused(printer=ticket.printer)
        drawn = job.drawn(run, settings)
        done, total = so_far
        share = settings.copies // accepted.repeat  # faces that the printer repeats by itself
        try:
            for _ in range(accepted.repeat):
                for number, face in enumerate(run):
                    progress.report("printing", done, total, job.material.title)
                    press.page(landscape=face.landscape)
                    for pixels, top, dpi in drawn.bands(number, accepted.dpi):
                        progress.check()
                        press.band(pixels, top, dpi)
                    done += share
        finally:
            drawn.close()
        progress.report("printing", done, total, job.material.title)
        return accepted.copies * accepted.repeat

    def _intend(self, job: PrintJob, sent: Sent, reason: str) -> None:
        """From now on a crash counts this. The place in the ledger tells later whether it has been recorded."""
        entries = self._ledger.entries()
        revision: Revision | None = job.material.revision
        mark = {
            "after": entries[-1].seq if entries else 0,
            "material": job.material.id,
            "revision": revision.id if revision else "",
            "reason": reason,
            "fields": {"pages": list(sent.pages), "copies": sent.copies, "sides": sent.sides, "nup": sent.nup},
        }
        self._settings.set(_INTENTION, mark)

    def _recorded(self, mark: dict[str, Any]) -> bool:
        return any(
            event.seq > mark["after"]
            and event.type is EventType.PRINTED
            and event.fields["material"] == mark["material"]
            for event in self._ledger.entries()
        )


def _ticket(job: PrintJob, settings: PrintSettings, printer: str, face: Face) -> Ticket:
    return Ticket(
        printer=printer,
        title=job.material.title,
        paper=face.paper,
        landscape=face.landscape,
        sides=settings.sides,
        copies=settings.copies,
    )
