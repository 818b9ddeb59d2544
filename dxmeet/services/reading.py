"""Open a material: borrow its bytes, hand them to the PDF worker; once it is seen, record that it was opened."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from dxmeet.domain.look import Look
from dxmeet.domain.packet import Material, MaterialId, Packet, Revision, RevisionId
from dxmeet.domain.pagematch import new_place
from dxmeet.errors import PdfPasswordNeeded, PdfPasswordWrong
from dxmeet.pdf.client import PdfDocument, PdfEngine
from dxmeet.progress import Progress
from dxmeet.services.changes import NOTHING, Changes
from dxmeet.services.ledger import Ledger
from dxmeet.services.lending import Lending
from dxmeet.services.opened import Opened, glimpse_of
from dxmeet.storage.carryings import Carrying
from dxmeet.storage.packets import PacketStore


class Reading:
    """Documents come from here only; the window never sees a path of the vault or a key."""

    def __init__(
        self,
        packets: PacketStore,
        lending: Lending,
        engine: PdfEngine,
        ledger: Ledger,
        clock: Callable[[], datetime],
        indexed: Callable[[RevisionId, int], bytes | None] = lambda _revision, _page: None,
        carrying: Callable[[MaterialId, RevisionId], Carrying | None] = lambda _material, _revision: None,
    ) -> None:
        """``indexed`` gives the text of a page that was read for the search; ``carrying`` how a revision's pages match those
        of the former one."""
        self._carrying = carrying
        self._indexed = indexed
        self._packets = packets
        self._lending = lending
        self._engine = engine
        self._ledger = ledger
        self._clock = clock

    def open(
        self,
        material: MaterialId,
        *,
        revision: RevisionId | None = None,
        password: str | None = None,
        keep_password: bool = False,
        glimpse: int = 0,
        progress: Progress | None = None,
    ) -> Opened:
        """The newest revision, or an earlier one; ``seen`` records it. Raises what ``Lending.lend`` raises, and Cancelled.

        ``keep_password`` keeps a password that was right, in the encrypted database, so that it is not asked again.
        """
        progress = progress or Progress()
        progress.check()
        packet, known, content = self._lending.lend(material, revision)
        progress.check()
        wanted = revision or (known.revision.id if known.revision else None)
        assert wanted is not None
        document = self._unlocked(content, known, password)
        if keep_password and password:
            self._packets.keep_password(material, password)
        changes = NOTHING
        shown = self._packets.revision(wanted)
        if shown is not None and not shown.pages:
            packet, known, shown = self._learn(material, replace(shown, pages=document.pages))
            changes = Changes(packets=True)
        page = min(max(1, self._last_page(known, wanted)), len(document.pages))
        drawn = glimpse_of(document, page, glimpse, progress.is_wanted)
        look = self._packets.last_look(material)
        indexed = partial(self._indexed, wanted)
        return Opened(document, packet, known, shown, page, changes, drawn, look, indexed)

    def seen(self, opened: Opened) -> Changes:
        """Somebody has it before them: that is what counts as opened. Call it once for each that ``open`` gave.

        In the ledger; and as read, but an earlier revision that is looked up again is not news.
        """
        packet, known, shown = opened.packet, opened.material, opened.revision
        if packet is None or known is None or shown is None:
            return NOTHING
        changes = self._ledger.opened(packet, known, shown)
        if known.revision is not None and shown.id == known.revision.id:
            if known.read_revision not in (None, shown.id):
                # the place that was kept is one of the former revision
                self._packets.turn_to(known.id, opened.page, self._clock())
            self._packets.mark_read(known.id, shown.id, self._clock())
        return changes | Changes(reading=True)

    def _last_page(self, known: Material, wanted: RevisionId) -> int:
        """Where its reader stopped, from 1: on a revision that is new to them, where that page went."""
        page = self._packets.last_page(known.id)
        former = known.read_revision
        carrying = self._carrying(known.id, wanted) if former not in (None, wanted) else None
        if carrying is None or carrying.old != former:
            return page
        return new_place(carrying.pages, page)

    def _learn(self, material: MaterialId, shown: Revision) -> tuple[Packet, Material, Revision]:
        """How many pages a password had hidden: the meeting's running numbers need them, and so does the ledger."""
        self._packets.learn_pages(shown)
        return *self._packets.material(material), shown

    def _unlocked(self, content: bytes, known: Material, password: str | None) -> PdfDocument:
        """With the password given, else with the one that was kept; a kept one that is wrong is asked for anew."""
        try:
            return self._engine.open(content, name=known.name, password=password)
        except PdfPasswordNeeded:
            kept = self._packets.password(known.id)
            if kept is None:
                raise
        try:
            return self._engine.open(content, name=known.name, password=kept)
        except PdfPasswordWrong as changed:
            self._packets.keep_password(known.id, None)
            raise PdfPasswordNeeded(name=known.name) from changed

    def turn_to(self, material: MaterialId, page: int, look: Look | None = None) -> Changes:
        """Remember where the reader is, and how it is shown if that was chosen."""
        self._packets.turn_to(material, page, self._clock(), look)
        return Changes(reading=True)
