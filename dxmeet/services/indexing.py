"""Read the words of every material that is here, in the background and page by page, so that they can be searched."""

from collections.abc import Sequence
from dataclasses import dataclass

from dxmeet.domain.packet import RevisionId
from dxmeet.errors import PageFailed, PdfError, SealBroken, WorkerError
from dxmeet.pdf.client import PdfDocument, PdfEngine
from dxmeet.progress import Progress
from dxmeet.storage.packets import PacketStore
from dxmeet.storage.shelf import Shelf, Shelved
from dxmeet.storage.textindex import TextIndex
from dxmeet.storage.vault import Vault

_BATCH = 16
"""Pages a commit. A few hundred milliseconds of reading, a few tens of holding the database; a kill loses no more."""


@dataclass(frozen=True)
class IndexState:
    """How far it is: materials that are still to be read, and the pages of those."""

    materials: int
    pages: int


@dataclass(frozen=True)
class _Unread:
    shelved: Shelved
    done: int

    @property
    def left(self) -> int:
        return self.shelved.pages - self.done


class Indexing:
    """Safe to stop anywhere and to call again: it goes on behind the last page that was committed.

    ``inspector`` is the PDF worker of low priority; it is asked for one page a call, so that a sync that shares it, and
    the reader's page turns, wait for one page at most.
    """

    def __init__(
        self, index: TextIndex, shelf: Shelf, packets: PacketStore, vault: Vault, inspector: PdfEngine
    ) -> None:
        self._index = index
        self._shelf = shelf
        self._packets = packets
        self._vault = vault
        self._inspector = inspector

    def state(self) -> IndexState:
        waiting = self._waiting(self._shelf.materials())
        return IndexState(len(waiting), sum(each.left for each in waiting))

    def run(self, progress: Progress | None = None) -> int:
        """Read all that is still unread, the newest packets first; how many pages. Steps are told as ``indexing``.

        What was replaced, withdrawn or erased is let go of first.
        """
        progress = progress or Progress()
        shelf = self._shelf.materials()
        for stale in self._index.known().keys() - {each.revision for each in shelf if each.readable}:
            self._index.drop(stale)
        waiting = self._waiting(shelf)
        total = sum(each.left for each in waiting)
        read = 0
        for each in waiting:
            read += self._read(each, progress, read, total)
        if total:
            progress.report("indexing", total, total)
        return read

    def _waiting(self, shelf: Sequence[Shelved]) -> list[_Unread]:
        """A revision that several materials share is read once."""
        known = self._index.known()
        waiting: dict[RevisionId, _Unread] = {}
        for each in shelf:
            so_far = known.get(each.revision)
            done, trouble = (so_far.done, so_far.trouble) if so_far else (0, "")
            if each.readable and not trouble and done < each.pages:
                waiting.setdefault(each.revision, _Unread(each, done))
        return list(waiting.values())

    def _read(self, unread: _Unread, progress: Progress, before: int, total: int) -> int:
        """One material. Trouble with it is written down, and never stops the others."""
        progress.report("indexing", before, total)
        sealed = self._packets.sealed(unread.shelved.revision)
        if sealed is None:
            return 0
        try:
            document = self._inspector.open(self._vault.read(sealed), name=unread.shelved.name)
        except (SealBroken, WorkerError):
            return 0  # it will be fetched anew, or is gone; a worker that fell is another one next time
        except PdfError as error:
            self._index.give_up(unread.shelved.revision, error.code)
            return 0
        try:
            return self._read_pages(document, unread, progress, before, total)
        finally:
            document.close()

    def _read_pages(self, document: PdfDocument, unread: _Unread, progress: Progress, before: int, total: int) -> int:
        read = 0
        batch: list[bytes | None] = []
        for page in range(unread.done + 1, unread.shelved.pages + 1):
            batch.append(_packed(document, page))
            if len(batch) == _BATCH or page == unread.shelved.pages:
                self._index.add(unread.shelved.revision, page - len(batch) + 1, batch)
                read += len(batch)
                batch = []
                progress.report("indexing", before + read, total)
        return read


def _packed(document: PdfDocument, page: int) -> bytes | None:
    try:
        return document.packed_text(page)
    except (PageFailed, PdfError):  # one page that cannot be read counts as one without text
        return None
