"""What is printed is recorded once: after it was handed over, as it was handed over, and whatever breaks in between."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dxmeet.domain.event import EventType
from dxmeet.domain.packet import (
    Kind,
    Material,
    MaterialId,
    Packet,
    PacketId,
    ReaderId,
    ShareId,
    Source,
    State,
    TerminalId,
)
from dxmeet.domain.page import PIXEL_BYTES, PaperClass, Pixels
from dxmeet.domain.paper import Sheets, sheets_of
from dxmeet.domain.printing import PrintSettings
from dxmeet.errors import (
    Cancelled,
    DxmeetError,
    FileExists,
    FileMissing,
    PrinterFailed,
    PrinterRefused,
    PrintingDenied,
    PrintingOff,
)
from dxmeet.pdf.client import PdfEngine
from dxmeet.progress import Progress, Step
from dxmeet.services.ledger import Ledger
from dxmeet.services.lending import Lending
from dxmeet.services.press import Accepted, PrinterDescription, Ticket
from dxmeet.services.printing import Printing, PrintJob
from dxmeet.services.reader import Reader
from dxmeet.services.retaining import Retaining
from dxmeet.services.timekeeping import Timekeeping
from dxmeet.storage.annotations import NoteStore
from dxmeet.storage.database import Database, open_database
from dxmeet.storage.keys import SigningKey
from dxmeet.storage.ledger import EventStore
from dxmeet.storage.migrations import MIGRATIONS
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.settings import SettingsStore
from dxmeet.storage.vault import Vault
from dxmeet.workers import Worker

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
A4, A3 = (595.0, 842.0), (1191.0, 842.0)
PACKET = Packet(PacketId("p-1"), Kind.MEETING, "庁議", date(2026, 11, 25), "会議/庁議", Source.PUBLISHED)
PAPER = MaterialId("m-1")


@dataclass
class PaperPress:
    """A printer that keeps its sheets. ``able`` changes what it says of itself; ``breaks_at`` the end of which job fails."""

    able: dict[str, Any] = field(default_factory=dict[str, Any])
    multiplies: bool = True
    breaks_at: int = 0
    out: list[tuple[Ticket, list[bool], int]] = field(default_factory=list[Any])
    bands: list[tuple[int, int, int]] = field(default_factory=list[Any])
    aborted: int = 0
    ended: int = 0
    _ticket: Ticket | None = None
    _faces: list[bool] = field(default_factory=list[bool])

    def printers(self) -> list[PrinterDescription]:
        return [PrinterDescription("hall", "3階 複合機", True, True, True)]

    def begin(self, ticket: Ticket) -> Accepted:
        self._ticket, self._faces = ticket, []
        copies, repeat = (ticket.copies, 1) if self.multiplies else (1, ticket.copies)
        return replace(Accepted(ticket.paper, ticket.sides, copies, repeat, 50), **self.able)

    def page(self, *, landscape: bool) -> None:
        self._faces.append(landscape)

    def band(self, pixels: Pixels, top: int, dpi: int) -> None:
        self.bands.append((pixels.width, pixels.height, top))

    def end(self) -> None:
        self.ended += 1
        assert self._ticket is not None
        if self.ended == self.breaks_at:
            raise PrinterFailed(printer=self._ticket.printer)
        self.out.append((self._ticket, self._faces, self._ticket.copies if self.multiplies else 1))

    def abort(self) -> None:
        self.aborted += 1

    def close(self) -> None: ...

    def sheets(self) -> Sheets:
        """The paper that lies in the tray."""
        tray = Sheets()
        for ticket, faces, copies in self.out:
            one, rest = divmod(len(faces), ticket.sides)
            assert rest == 0
            tray += (Sheets(one, 0) if ticket.paper is PaperClass.A4 else Sheets(0, one)) * copies
        return tray


@dataclass
class Office:
    """One profile on real storage, with a press beside it."""

    database: Database
    printing: Printing
    ledger: Ledger
    press: PaperPress
    packets: PacketStore
    settings: SettingsStore
    folder: Path

    def job(self) -> PrintJob:
        return self.printing.begin(PAPER)

    def printed(self) -> list[dict[str, Any]]:
        return [each.fields for each in self.ledger.entries() if each.type is EventType.PRINTED]

    def recorded(self) -> Sheets:
        total = Sheets()
        for each in self.printed():
            total += sheets_of(each["pages_a4"], each["pages_a3"], each["nup"], each["sides"]) * each["copies"]
        return total


@pytest.fixture(scope="module")
def engine() -> Iterator[PdfEngine]:
    engine = PdfEngine(Worker("dxmeet.pdf.engine", name="inspector", arena_bytes=32 << 20))
    yield engine
    engine.close()


@pytest.fixture
def open_office(tmp_path: Path, engine: PdfEngine) -> Iterator[Any]:
    opened: list[Office] = []

    def make(content: bytes, packet: Packet = PACKET) -> Office:
        database = open_database(tmp_path / "dxmeet.db", bytes(32), MIGRATIONS)
        packets, vault, settings = PacketStore(database), Vault(tmp_path / "vault"), SettingsStore(database)
        revision = engine.inspect(content, name="資料1.pdf")
        material = Material(PAPER, packet.id, 1, "資料1", "資料1.pdf", State.READY, revision=revision)
        packets.describe(packet, NOW)
        packets.place(material)
        packets.add_revision(PAPER, revision, vault.seal([content]), {}, NOW)
        reader = Reader("佐藤", "企画政策課", ReaderId("r"), TerminalId("t"), ShareId("s"), "/share")
        ledger = Ledger(EventStore(database, reader.terminal), packets, reader, SigningKey.generate(), lambda: NOW)
        press = PaperPress()
        retaining = Retaining(packets, vault, Timekeeping(settings, lambda: NOW))
        share: Any = None
        lending = Lending(share, reader.share, packets, vault, engine, retaining, lambda: NOW)
        printing = Printing(packets, lending, NoteStore(database), engine, ledger, retaining, settings, lambda: press)
        office = Office(database, printing, ledger, press, packets, settings, tmp_path)
        opened.append(office)
        return office

    yield make
    for each in opened:
        each.database.close()


def pdf(*sizes: tuple[float, float], permissions: int | None = None) -> bytes:
    document = pymupdf.open()
    for number, (width, height) in enumerate(sizes, start=1):
        document.new_page(width=width, height=height).insert_text((72, 120), f"page {number}", fontsize=24)
    if permissions is None:
        return document.tobytes()
    lock = pymupdf.PDF_ENCRYPT_AES_256
    return document.tobytes(encryption=lock, owner_pw="owner", user_pw="", permissions=permissions)


MIXED = pdf(A4, A3, A4, A4, A3)


class Cut(BaseException):
    """The program ends here."""


@pytest.mark.parametrize("multiplies", [True, False])
def test_what_lies_in_the_tray_is_what_was_recorded(open_office: Any, multiplies: bool) -> None:
    office = open_office(MIXED)
    office.press.multiplies = multiplies
    job = office.job()
    sent = office.printing.send(job, PrintSettings((1, 2, 3, 4, 5), 3), "見比べたい", "hall", Progress(), office.press)
    job.close()
    assert office.press.sheets() == office.recorded() == sent.sheets == Sheets(6, 3)
    assert len(office.printed()) == 1
    assert office.printed()[0]["reason"] == "見比べたい"
    assert sent.changes.ledger


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pages=st.sets(st.integers(1, 5), min_size=1),
    copies=st.integers(1, 4),
    sides=st.sampled_from([1, 2]),
    nup=st.sampled_from([1, 2, 4]),
    multiplies=st.booleans(),
)
def test_tray_and_ledger_agree_for_every_choice(
    mixed_office: Office, pages: set[int], copies: int, sides: int, nup: int, multiplies: bool
) -> None:
    office, before = mixed_office, mixed_office.recorded()
    office.press.multiplies, office.press.out = multiplies, []
    job = office.job()
    chosen = PrintSettings(tuple(sorted(pages)), copies, sides, nup)
    office.printing.send(job, chosen, "その他", "hall", Progress(), office.press)
    job.close()
    assert office.recorded() - before == office.press.sheets()


@pytest.fixture
def mixed_office(open_office: Any) -> Office:
    return open_office(MIXED)


def shaded() -> bytes:
    """One A4 page, grey all over."""
    with pymupdf.open() as document:
        page = document.new_page(width=A4[0], height=A4[1])
        page.draw_rect(page.rect, color=None, fill=(0.8, 0.8, 0.8))
        return document.tobytes()


def test_bare_paper_costs_the_driver_nothing_and_is_a_side_all_the_same(open_office: Any) -> None:
    office = open_office(pdf(A4, A4))
    office.press.able = {"dpi": 600}
    job = office.job()
    office.printing.send(job, PrintSettings((1, 2), sides=1), "その他", "hall", Progress(), office.press)
    job.close()
    height = round(841.89 * 600 / 72)
    assert 0 < sum(band[1] for band in office.press.bands) < height, "a few words on each page"
    assert office.press.sheets() == Sheets(2, 0)


def test_the_pages_reach_the_printer_whole_and_in_bands(open_office: Any) -> None:
    office = open_office(shaded())
    office.press.able = {"dpi": 600}
    job = office.job()
    office.printing.send(job, PrintSettings((1,), sides=1), "その他", "hall", Progress(), office.press)
    job.close()
    width = {band[0] for band in office.press.bands}
    assert width == {round(595.28 * 600 / 72)}
    assert sum(band[1] for band in office.press.bands) == round(841.89 * 600 / 72)
    assert all(band[0] * band[1] * PIXEL_BYTES <= 16 << 20 for band in office.press.bands)
    tops = [band[2] for band in office.press.bands]
    assert tops == sorted(tops)
    assert tops[0] == 0


def test_a_cancelled_job_is_not_recorded(open_office: Any) -> None:
    office = open_office(pdf(A4, A4, A4))
    steps: list[Step] = []
    job = office.job()
    with pytest.raises(Cancelled):
        office.printing.send(
            job,
            PrintSettings((1, 2, 3)),
            "その他",
            "hall",
            Progress(steps.append, lambda: len(steps) < 2),
            office.press,
        )
    job.close()
    assert office.press.aborted
    assert (office.press.out, office.printed()) == ([], [])
    assert office.printing.settle().ledger is False


def test_of_a_job_cancelled_after_its_a4_pages_those_are_recorded_and_told(open_office: Any) -> None:
    office = open_office(MIXED)
    job = office.job()
    sent = office.printing.send(
        job,
        PrintSettings((1, 2, 3, 4, 5)),
        "その他",
        "hall",
        Progress(None, lambda: not office.press.out),
        office.press,
    )
    job.close()
    assert sent.sheets == office.press.sheets() == office.recorded() == Sheets(2, 0)
    assert sent.changes.ledger


@pytest.mark.parametrize(("breaks_at", "left"), [(1, Sheets()), (2, Sheets(2, 0))])
def test_what_a_printer_did_not_take_is_not_recorded(open_office: Any, breaks_at: int, left: Sheets) -> None:
    office = open_office(MIXED)
    office.press.breaks_at = breaks_at
    job = office.job()
    with pytest.raises(PrinterFailed):
        office.printing.send(job, PrintSettings((1, 2, 3, 4, 5)), "その他", "hall", Progress(), office.press)
    job.close()
    assert office.press.sheets() == office.recorded() == left


@pytest.mark.parametrize("able", [{"sides": 1}, {"paper": PaperClass.A3}, {"copies": 1}], ids=str)
def test_a_printer_that_would_take_other_paper_than_was_shown_gets_nothing(open_office: Any, able: Any) -> None:
    office = open_office(pdf(A4, A4))
    office.press.able = able
    job = office.job()
    with pytest.raises(PrinterRefused):
        office.printing.send(job, PrintSettings((1, 2), copies=2), "その他", "hall", Progress(), office.press)
    job.close()
    assert (office.press.out, office.printed()) == ([], [])


@pytest.mark.parametrize("when", ["before the record", "after the record"])
def test_a_program_that_ends_after_handing_over_records_once(open_office: Any, when: str) -> None:
    office = open_office(pdf(A4, A4, A4))
    printing, record = office.printing, office.ledger.printed

    def cut(*arguments: Any) -> Any:
        if when == "after the record":
            record(*arguments)
        raise Cut

    printing._ledger = type("Cutting", (), {"entries": office.ledger.entries, "printed": staticmethod(cut)})()
    job = office.job()
    with pytest.raises(Cut):
        printing.send(job, PrintSettings((1, 2, 3)), "その他", "hall", Progress(), office.press)
    job.close()
    printing._ledger = office.ledger  # the next start
    printing.settle()
    printing.settle()
    assert office.recorded() == office.press.sheets() == Sheets(2, 0)
    assert len(office.printed()) == 1


def test_two_jobs_after_each_other_are_two_records(open_office: Any) -> None:
    office = open_office(pdf(A4))
    for name in ("a.pdf", "b.pdf"):
        job = office.job()
        office.printing.write(job, PrintSettings((1,)), "その他", office.folder / name)
        job.close()
    assert len(office.printed()) == 2


def test_a_file_holds_the_sheets_that_were_recorded(open_office: Any) -> None:
    office = open_office(MIXED)
    job = office.job()
    out = office.folder / "job.pdf"
    sent = office.printing.write(job, PrintSettings((1, 2, 3, 5), copies=2, nup=2), "提出・決裁", out)
    job.close()
    assert sent.sheets == office.recorded() == Sheets(2, 2)
    assert len(pymupdf.open(out)) == 8  # two sides of two A4 and two A3 sheets


@pytest.mark.parametrize(
    ("out", "error"), [("missing/job.pdf", FileMissing), (".", FileExists), ("there.pdf", FileExists)]
)
def test_a_file_that_cannot_be_written_is_not_recorded(open_office: Any, out: str, error: type[DxmeetError]) -> None:
    office = open_office(pdf(A4))
    (office.folder / "there.pdf").write_bytes(b"somebody's")
    job = office.job()
    with pytest.raises(error):
        office.printing.write(job, PrintSettings((1,)), "その他", office.folder / out)
    job.close()
    assert office.printed() == []
    assert (office.folder / "there.pdf").read_bytes() == b"somebody's"
    assert not office.printing.settle()


def test_what_its_author_or_its_organiser_does_not_want_printed_is_not(open_office: Any) -> None:
    locked = open_office(pdf(A4, permissions=pymupdf.PDF_PERM_COPY))
    with pytest.raises(PrintingDenied):
        locked.job()
    locked.packets.describe(replace(PACKET, printing=False), NOW)
    with pytest.raises(PrintingOff):
        locked.job()


def test_a_look_at_the_job_shows_the_face_and_how_many_there_are(open_office: Any) -> None:
    office = open_office(MIXED)
    job = office.job()
    pixels, faces = job.preview(PrintSettings((1, 2, 3, 4, 5), nup=2), 0, 200)
    assert (pixels.height, faces) == (200, 4)
    assert pixels.width > pixels.height
    last, _ = job.preview(PrintSettings((1,)), 99, 200)
    assert len(set(last.data)) == 1, "an empty back"
    job.close()
