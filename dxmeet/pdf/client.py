"""Owner side: documents whose calls have deadlines, and outlive a worker that hangs or dies.

PdfEngine ── open ──▶ PdfDocument ── render, words, … ──▶ Worker ──▶ engine (another process)
                         │ keeps its source, and the worker's generation it was opened in
                         └ worker restarted? open again first     page hung or crashed it? PageFailed from then on
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from dxmeet.domain.page import PIXEL_BYTES, Link, OutlineEntry, PageSize, Permissions, Pixels, RenderRequest, Word
from dxmeet.errors import (
    ExportFailed,
    PageFailed,
    PageUnknown,
    PdfDamaged,
    WorkerDied,
    WorkerFailed,
    WorkerHung,
)
from dxmeet.pdf.source import sendable
from dxmeet.workers import Worker

if TYPE_CHECKING:
    from dxmeet.domain.annotation import Box, Note
    from dxmeet.domain.differing import Difference
    from dxmeet.domain.leaflet import Leaflet
    from dxmeet.domain.notelist import NoteList
    from dxmeet.domain.packet import Revision
    from dxmeet.domain.printing import Face
    from dxmeet.pdf.comparison import PdfComparison
    from dxmeet.pdf.measuring import Intake

_PATIENCE = 8.0  # seconds for one page
_OPEN_PATIENCE = 30.0  # seconds; the file may come from a slow server
_WRITE_PATIENCE = 60.0  # seconds for an export or a sample, and one more for each note
T = TypeVar("T")


class PdfEngine:
    """Opens PDFs in a worker ``Worker("dxmeet.pdf.engine", arena_bytes=…)``; safe to use from several threads.

    ``patience`` are the seconds one page may take; ``failures`` counts the worker's crashes and hangs.
    """

    def __init__(self, worker: Worker, *, patience: float = _PATIENCE) -> None:
        self._worker = worker
        self._patience = patience
        self._handles = itertools.count(1)
        self.failures = 0

    def start(self) -> None:
        """Begin to load the engine, and return at once."""
        self._worker.start()

    def expect(self, path: Path, height: int) -> None:
        """``path`` is about to be opened and its first page drawn ``height`` pixels high: begin with both, and return at once."""
        self._worker.tell("expect", os.fspath(path), path.name, height)

    def close(self) -> None:
        """End the worker for good."""
        self._worker.close()

    def open(self, source: bytes | Path, *, name: str, password: str | None = None) -> PdfDocument:
        """Raises PdfInvalid, PdfDamaged, PdfPasswordNeeded, PdfPasswordWrong, PdfTooLarge, WorkerHung and the FileErrors."""
        return PdfDocument(
            self, self._worker, next(self._handles), sendable(source, name), name, password, self._patience
        )

    def reopen(self, document: PdfDocument) -> PdfDocument:
        """The same file once more, in this engine's worker, with the password that opened it. Raises what ``open`` raises."""
        return document.again(self, self._worker, next(self._handles))

    def intake(self) -> Intake:
        """For files whose pages are measured while others arrive; one at a time."""
        from dxmeet.pdf.measuring import Intake

        return Intake(self.open, self._worker)

    def inspect(self, source: bytes | Path, *, name: str, password: str | None = None) -> Revision:
        """What these bytes are: SHA-256, size, page sizes, a fingerprint a page. Raises what ``open`` raises.

        A page that hangs or crashes the worker is known by its content streams instead of its looks.
        """
        from hashlib import sha256  # and OpenSSL with it, 3 MB: a window on one file does without

        from dxmeet.domain.packet import Revision, RevisionId
        from dxmeet.pdf.measuring import fingerprints  # a window on one file does without

        document = self.open(source, name=name, password=password)
        try:
            in_memory = isinstance(source, bytes)  # then it needs no errand to the worker
            identity, size = (sha256(source).hexdigest(), len(source)) if in_memory else document.digest()
            prints = fingerprints(document)
        finally:
            document.close()
        return Revision(RevisionId(identity), size, document.pages, prints)

    def export(
        self,
        source: bytes | Path,
        notes: Sequence[Note],
        out: Path,
        *,
        author: str,
        name: str,
        password: str | None = None,
        overwrite: bool = False,
        flat: bool = False,
        signed: bool = True,
    ) -> int:
        """Write a copy of the PDF with the notes as real annotations; the number written. Never over the source.

        ``flat``: as a part of the pages instead. Not ``signed``: without name and time.

        Raises FileExists, FileDenied, FileMissing, DiskFull, ExportFailed, PageUnknown, NoteInvalid and what ``open`` raises.
        """
        from secrets import token_hex

        part = out.with_name(f".{token_hex(8)}.part")
        try:
            return self._worker.call(
                "export",
                sendable(source, name), name, password, list(notes), str(out), str(part), author, overwrite, flat,
                signed, deadline=_WRITE_PATIENCE + len(notes),
            )  # fmt: skip
        except (WorkerDied, WorkerHung) as lost:
            self.failures += 1
            part.unlink(missing_ok=True)
            raise ExportFailed(path=str(out)) from lost

    def compare(self, old: Sequence[str], new: Sequence[str]) -> PdfComparison:
        """Begin to compare two revisions, given the fingerprints of their pages. Raises WorkerDied, WorkerHung."""
        from dxmeet.pdf.comparison import PdfComparison

        return PdfComparison(self._worker, next(self._handles), old, new)

    def surroundings(self, packed: bytes, notes: Sequence[Note]) -> list[bytes]:
        """What is around notes on the page with these packed features. Raises WorkerDied, WorkerHung."""
        from dxmeet.pdf import comparison

        return comparison.cut(self._worker, packed, notes)

    def differences(self, old: bytes, new: bytes) -> list[Difference]:
        """What differs between two pages, from their packed features. Raises WorkerDied, WorkerHung."""
        from dxmeet.pdf import comparison

        return comparison.differing(self._worker, old, new)

    def sample(self, kind: str, edition: int = 1) -> bytes:
        """One of the demo's generated materials (``dxmeet.pdf.samples`` lists the kinds). Raises InputInvalid."""
        return self._worker.call("sample", kind, edition, deadline=_WRITE_PATIENCE)

    def typeset(self, leaflet: Leaflet) -> bytes:
        """A report as a PDF of two pages. Raises WorkerHung, WorkerDied, WorkerFailed."""
        return self._worker.call("typeset", leaflet, deadline=_WRITE_PATIENCE)

    def note_list(self, notes: NoteList) -> bytes:
        """A list of notes as a PDF on A4. Raises WorkerHung, WorkerDied, WorkerFailed."""
        return self._worker.call("note_list", notes, deadline=_WRITE_PATIENCE)


class PdfDocument:
    """An open PDF. Made by ``PdfEngine.open``; calls may come from any thread and queue up at the worker.

    ``failed`` are the pages that hung or crashed the worker: asking for them again raises PageFailed at once.
    """

    def __init__(
        self,
        engine: PdfEngine,
        worker: Worker,
        handle: int,
        source: bytes | str,
        name: str,
        password: str | None,
        patience: float,
    ) -> None:
        self.name = name
        self.failed: set[int] = set()
        self._engine = engine
        self._worker = worker
        self._handle = handle
        self._source = source
        self._password = password
        self._patience = patience
        self._generation = 0
        self._interrupted = False
        self.pages: tuple[PageSize, ...] = ()
        self.permissions = Permissions()
        self.encrypted = False
        self._whole(lambda: None)

    def again(self, engine: PdfEngine, worker: Worker, handle: int) -> PdfDocument:
        return PdfDocument(engine, worker, handle, self._source, self.name, self._password, self._patience)

    def outline(self) -> list[OutlineEntry]:
        """The 目次, depth first; empty when there is none or it cannot be read."""
        try:
            return self._whole(lambda: self._ask("outline"))
        except (PdfDamaged, WorkerHung):
            return []

    def render(self, request: RenderRequest) -> Pixels:
        """Draw a page or tile. A whole page is ``round(width * scale)`` by ``round(height * scale)`` pixels (at least 1);
        a tile that reaches over its edge is cut there.

        Raises PageUnknown, PageFailed, and InputInvalid for more than ``MAX_PIXELS`` pixels or a tile outside the page.
        """

        return self._paged(request.page, lambda: self._drawn(request, self._patience, lambda: True))

    def glimpse(self, request: RenderRequest, seconds: float, wanted: Callable[[], bool]) -> Pixels:
        """``render`` for one that nobody insists on: after ``seconds``, or once it is no longer ``wanted``, it is given up.
        That raises WorkerHung, and the page is not counted as failed."""
        return self._tried(lambda: self._drawn(request, seconds, wanted))

    def _drawn(self, request: RenderRequest, seconds: float, wanted: Callable[[], bool]) -> Pixels:
        width, height = self._worker.call("render", self._handle, request, deadline=seconds, wanted=wanted)
        pixels = Pixels(width, height, bytes(self._worker.arena[: width * height * PIXEL_BYTES]))
        self._worker.empty_arena()  # 2–12 MB that nobody reads again; 0.3 ms
        return pixels

    def annotations(self) -> list[dict[str, Any]]:
        """What the PDF carries already, as plain notes with ``page`` and ``key``. Raises PdfDamaged, WorkerHung."""
        return self._whole(lambda: self._ask("annotations"))

    def words(self, page: int) -> list[Word]:
        """Runs of text with boxes in points. Raises PageUnknown, PageFailed."""
        return self._paged(page, lambda: self._ask("words", page))

    def packed_text(self, page: int) -> bytes:
        """The page's text with the places of its characters, for ``dxmeet.domain.pagetext.unpack``.

        Raises PageUnknown, PageFailed.
        """
        return self._paged(page, lambda: self._ask("packed_text", page))

    def links(self, page: int) -> list[Link]:
        """What can be pressed on the page and where it leads; boxes in points. Raises PageUnknown, PageFailed."""
        return self._paged(page, lambda: self._ask("links", page))

    def quote(self, page: int, boxes: Sequence[Box]) -> str:
        """The text inside ``boxes`` (points), by the centre of each character. Raises PageUnknown, PageFailed."""
        return self._paged(page, lambda: self._ask("quote", page, list(boxes)))

    def png(self, page: int, scale: float, notes: Sequence[Note] = ()) -> tuple[bytes, int, int]:
        """A page as PNG with its width and height in pixels, ``notes`` of that page drawn on it.

        Raises PageUnknown, PageFailed, NoteInvalid, and InputInvalid for more than ten times ``MAX_PIXELS`` pixels.
        """
        return self._paged(page, lambda: self._ask("png", page, scale, list(notes)))

    def digest(self) -> tuple[str, int]:
        """(SHA-256, number of bytes) of the file."""
        return self._whole(lambda: self._ask("digest"))

    def fingerprint(self, page: int) -> str | None:
        """What the page looks and reads like; None when it cannot be drawn."""
        try:
            return self._paged(page, lambda: self._ask("fingerprint", page))
        except PageFailed:
            return None

    def features(self, page: int) -> bytes | None:
        """What the page is recognised by in another revision, packed; None when it cannot be drawn."""
        try:
            return self._paged(page, lambda: self._ask("features", page))
        except PageFailed:
            return None

    def undrawn_fingerprint(self, page: int) -> str:
        """What the page's content is, without drawing it."""
        return self._whole(lambda: self._ask("undrawn_fingerprint", page))

    def imposed(
        self, faces: Sequence[Face], notes: Sequence[Note] = (), *, copies: int = 1, protect: bool = False
    ) -> bytes:
        """A print job: a PDF with a page for every face, ``copies`` times over, the notes drawn on the pages they are on.

        ``protect``: it opens with this document's password only. Raises PageFailed, NoteInvalid.
        """
        patience = _WRITE_PATIENCE + len(faces) * copies + len(notes)
        return self._whole(
            lambda: self._worker.call(
                "impose", self._handle, list(faces), list(notes), copies, self.name, protect, deadline=patience
            )
        )

    def is_picture(self, page: int) -> bool:
        """Whether the page is a scan or a photograph, as far as its images tell. Raises PageUnknown, PageFailed."""
        return self._paged(page, lambda: self._ask("is_picture", page))

    def interrupt(self) -> None:
        """Give up the page that is being drawn: its call raises WorkerDied, and the page is not counted as failed.

        From any thread, while another waits for the page; without effect when none does.
        """
        self._interrupted = True
        self._worker.kill()

    def rest(self) -> None:
        """Nothing is wanted for a while: the worker gives back what it kept for drawing the next page fast."""
        with self._worker.held():
            if self._generation == self._worker.generation and self._worker.pid is not None:
                self._worker.tell("rest")
                self._worker.empty_arena()

    def close(self) -> None:
        """Let go of the document; nothing happens when the worker no longer has it."""
        with self._worker.held():
            if self._generation == self._worker.generation and self._worker.pid is not None:
                self._generation = 0
                try:
                    self._worker.call("close", self._handle, deadline=self._patience)
                except (WorkerDied, WorkerHung):
                    self._engine.failures += 1

    def _ask(self, request: str, *arguments: Any) -> Any:
        return self._worker.call(request, self._handle, *arguments, deadline=self._patience)

    def _paged(self, page: int, work: Callable[[], T]) -> T:
        if not 1 <= page <= len(self.pages):
            raise PageUnknown(page=page, pages=len(self.pages))
        if page in self.failed:
            raise PageFailed(page=page)
        try:
            return self._tried(work)
        except (WorkerDied, WorkerHung) as lost:
            if self._interrupted:
                raise
            self.failed.add(page)
            raise PageFailed(page=page) from lost

    def _whole(self, work: Callable[[], T]) -> T:
        """A document that ends the worker twice is damaged; one that is late may only have met a busy machine (WorkerHung)."""
        try:
            return self._tried(work)
        except WorkerDied as lost:
            raise PdfDamaged(name=self.name) from lost

    def _tried(self, work: Callable[[], T]) -> T:
        """Do ``work`` on an open document, twice if the worker dies: the first time somebody else may have killed it."""
        self._interrupted = False
        for last in (False, True):
            with self._worker.held():
                try:
                    self._open_here()
                    return work()
                except WorkerHung:
                    self._engine.failures += 1
                    raise
                except WorkerDied:
                    if self._interrupted:
                        raise
                    self._engine.failures += 1
                    if last:
                        raise
                except WorkerFailed:
                    if last or self._generation == self._worker.generation:
                        raise  # else it died, and was replaced, between opening here and asking: the new one has no document
        raise AssertionError("unreachable")

    def _open_here(self) -> None:
        """Open the source in the present worker process, unless this one already has it."""
        self._worker.start()
        if self._generation == self._worker.generation:
            return
        sizes, self.permissions, self.encrypted = self._worker.call(
            "open", self._handle, self._shipped(), self.name, self._password, deadline=_OPEN_PATIENCE
        )
        pages = tuple(PageSize(width, height) for width, height in sizes)
        if self.pages and pages != self.pages:
            raise PdfDamaged(name=self.name)  # the file at this path is another one by now
        self.pages = pages
        self._generation = self._worker.generation

    def _shipped(self) -> bytes | str | int:
        """What to send: a path, or the bytes; bytes that fit in half the arena go that way (1.7 MB: 1 ms, not 7)."""
        arena = self._worker.arena
        if isinstance(self._source, str) or len(self._source) > len(arena) // 2:
            return self._source
        arena[: len(self._source)] = self._source
        return len(self._source)
