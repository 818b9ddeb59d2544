"""A document in the reader, wherever it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from dxmeet.domain.page import MAX_PIXELS, Link, OutlineEntry, PageSize, Permissions, Pixels, RenderRequest, Word
from dxmeet.errors import PdfError, WorkerError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dxmeet.domain.annotation import Note
    from dxmeet.domain.look import Look
    from dxmeet.domain.packet import Material, Packet, Revision
    from dxmeet.services.changes import Changes


class Document(Protocol):
    """An open PDF. Calls block for at most a deadline and may come from any thread."""

    @property
    def name(self) -> str: ...
    @property
    def pages(self) -> tuple[PageSize, ...]: ...
    @property
    def permissions(self) -> Permissions: ...
    def outline(self) -> list[OutlineEntry]: ...
    def render(self, request: RenderRequest) -> Pixels: ...
    def glimpse(self, request: RenderRequest, seconds: float, wanted: Callable[[], bool]) -> Pixels: ...
    def words(self, page: int) -> list[Word]: ...
    def packed_text(self, page: int) -> bytes: ...
    def links(self, page: int) -> list[Link]: ...
    def png(self, page: int, scale: float, notes: Sequence[Note] = ()) -> tuple[bytes, int, int]: ...
    def interrupt(self) -> None: ...
    def rest(self) -> None: ...
    def close(self) -> None: ...


@dataclass(frozen=True)
class Opened:
    """A document in the reader. ``material`` is None for a file opened from disk: then nothing is recorded or kept.

    ``page`` is where the reader stopped last time (from 1) and ``look`` how it was shown then, None for never;
    ``glimpse`` is that page drawn along with the opening, so that there is something to show before the window knows its
    size. ``indexed`` gives a page's packed text where it was read for the search already.
    """

    document: Document
    packet: Packet | None
    material: Material | None
    revision: Revision | None
    page: int
    changes: Changes
    glimpse: tuple[RenderRequest, Pixels] | None = None
    look: Look | None = None
    indexed: Callable[[int], bytes | None] | None = None

    def packed_text(self, page: int) -> bytes:
        """Out of the index where it is there, else from the document; empty when it cannot be read."""
        try:
            indexed = self.indexed(page) if self.indexed is not None else None
            return indexed if indexed is not None else self.document.packed_text(page)
        except (PdfError, WorkerError):
            return b""


_GLIMPSE_SECONDS = 1.0
"""A heavier page comes as pages do: with words that it takes long, coarsely first where it is large."""


def glimpse_of(
    document: Document, page: int, height: int, wanted: Callable[[], bool] = lambda: True
) -> tuple[RenderRequest, Pixels] | None:
    """``page`` about ``height`` pixels high; None for 0, for what would be too large, for a page that cannot be drawn or
    takes too long, and once it is no longer ``wanted``."""
    size = document.pages[page - 1]
    scale = height / size.height
    if height <= 0 or size.width * size.height * scale * scale > MAX_PIXELS:
        return None
    request = RenderRequest(page, scale)
    try:
        return request, document.glimpse(request, _GLIMPSE_SECONDS, wanted)
    except (PdfError, WorkerError):
        return None  # the canvas will ask again, and say what is wrong
