"""Worker side: the requests a PDF worker answers, on the documents it holds open.

What the first page does not need is imported by the request that needs it: a window waits for this module.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from dxmeet.domain.page import MAX_PIXELS, PIXEL_BYTES, Link, OutlineEntry, Permissions, RenderRequest, Word
from dxmeet.errors import DxmeetError, InputInvalid, PageFailed
from dxmeet.pdf.drawing import DisplayLists, calm_mupdf, display_list, draw_into, pixmap, shown_pixels
from dxmeet.pdf.opening import Opened, failing_as

if TYPE_CHECKING:
    from dxmeet.domain.annotation import Box, Note
    from dxmeet.domain.leaflet import Leaflet
    from dxmeet.domain.notelist import NoteList
    from dxmeet.domain.printing import Face
    from dxmeet.pdf.imposing import Ground

_PNG_PIXELS = 10 * MAX_PIXELS


class _Expected(NamedTuple):
    """A file that will be asked for in a moment, with its first page drawn."""

    path: str
    opened: Opened
    drawing: Any
    request: RenderRequest
    pixels: bytes


class _Desk:
    """The documents lying open in this worker, by the number their owner gave them."""

    def __init__(self, arena: memoryview) -> None:
        self._arena = arena
        self._open: dict[int, Opened] = {}
        self._expected: _Expected | None = None
        self._drawn: tuple[int, RenderRequest, bytes] | None = None
        self._lists = DisplayLists()
        self._grounds: dict[int, tuple[list[Note], Ground]] = {}

    def open(
        self, handle: int, source: bytes | str | int, name: str, password: str | None
    ) -> tuple[list[tuple[float, float]], Permissions, bool]:
        """``source`` is the file's bytes, its path, or how many bytes of it lie in the arena."""
        expected, self._expected = self._expected, None
        if expected is not None and (source, password) == (expected.path, None):
            opened = expected.opened
            self._lists.keep((handle, 1), expected.drawing)
            self._drawn = (handle, expected.request, expected.pixels)
        else:
            content = bytes(self._arena[:source]) if isinstance(source, int) else source
            opened = Opened(content, name, password)
        self._open[handle] = opened
        return opened.sizes, opened.permissions, opened.encrypted

    def expect(self, path: str, name: str, height: int) -> None:
        """``path`` is about to be opened, and its first page drawn ``height`` pixels high. What is wrong with it is told then."""
        opened = Opened(path, name)
        request = RenderRequest(1, height / opened.sizes[0][1])
        drawing = display_list(opened, 1)
        width, height = draw_into(self._arena, opened.sizes[0], drawing, request)
        self._expected = _Expected(path, opened, drawing, request, bytes(self._arena[: width * height * PIXEL_BYTES]))

    def measure(self, places: Sequence[tuple[int, int, str]]) -> list[list[tuple[float, float]] | DxmeetError]:
        """The page sizes of files that lie in the shared memory, each (start, stop, name), or what is wrong with one."""
        found: list[list[tuple[float, float]] | DxmeetError] = []
        for start, stop, name in places:
            try:
                found.append(Opened(self._arena[start:stop], name).sizes)
            except DxmeetError as error:
                found.append(error)
        return found

    def close(self, handle: int) -> None:
        if self._open.pop(handle, None) is not None:
            self._lists.forget(handle)
            self._grounds.pop(handle, None)

    def render(self, handle: int, request: RenderRequest) -> tuple[int, int]:
        opened = self._open[handle]
        drawn, self._drawn = self._drawn, None
        if drawn is not None and drawn[:2] == (handle, request):
            self._arena[: len(drawn[2])] = drawn[2]
            return shown_pixels(opened.sizes[request.page - 1], request.scale, request.rotation)
        drawing = self._lists.of(handle, opened, request.page)
        with failing_as(lambda: PageFailed(page=request.page)):
            size = draw_into(self._arena, opened.sizes[request.page - 1], drawing, request)
        self._lists.drew(size[0] * size[1] * PIXEL_BYTES)
        return size

    def rest(self) -> None:
        """Nobody turns pages just now."""
        self._lists.rest()

    def png(self, handle: int, page: int, scale: float, notes: Sequence[Note]) -> tuple[bytes, int, int]:
        opened = self._open[handle]
        drawing = self._lists.of(handle, opened, page)
        size = opened.sizes[page - 1]
        width, height = shown_pixels(size, scale, 0) if 0 < scale < 1e4 else (0, 0)
        if not 0 < width * height <= _PNG_PIXELS:
            raise InputInvalid(field="scale", value=scale)
        with failing_as(lambda: PageFailed(page=page)):
            if notes:
                drawing = self._annotated(opened, page, notes)
            image = pixmap(drawing, size, scale)
            self._lists.drew(width * height * 3)
            return image.tobytes("png"), width, height

    def _annotated(self, opened: Opened, page: int, notes: Sequence[Note]) -> Any:
        """Drawn from a second copy: the open one stays as its author made it."""
        from dxmeet.pdf import exporting

        copy = exporting.same_again(opened)
        exporting.annotate(copy, [note for note in notes if note.page == page], author="")
        return display_list(copy, page)

    def words(self, handle: int, page: int) -> list[Word]:
        from dxmeet.pdf import textlayer

        drawing = self._lists.of(handle, self._open[handle], page)
        with failing_as(lambda: PageFailed(page=page)):
            return textlayer.words(drawing)

    def quote(self, handle: int, page: int, boxes: Sequence[Box]) -> str:
        from dxmeet.pdf import textlayer

        drawing = self._lists.of(handle, self._open[handle], page)
        with failing_as(lambda: PageFailed(page=page)):
            return textlayer.quote(drawing, boxes)

    def packed_text(self, handle: int, page: int) -> bytes:
        from dxmeet.pdf import textlayer

        drawing = self._lists.of(handle, self._open[handle], page)
        with failing_as(lambda: PageFailed(page=page)):
            return textlayer.page_text(drawing).pack()

    def links(self, handle: int, page: int) -> list[Link]:
        from dxmeet.pdf import links

        with failing_as(lambda: PageFailed(page=page)):
            return links.links(self._open[handle], page)

    def outline(self, handle: int) -> list[OutlineEntry]:
        return self._open[handle].outline()

    def annotations(self, handle: int) -> list[dict[str, Any]]:
        from dxmeet.pdf import importing

        return importing.annotations(self._open[handle])

    def digest(self, handle: int) -> tuple[str, int]:
        from dxmeet.pdf import inspecting

        return inspecting.digest(self._open[handle])

    def fingerprint(self, handle: int, page: int) -> str:
        from dxmeet.pdf import inspecting

        print_ = inspecting.fingerprint(self._open[handle], page)
        self._lists.drew(4 << 20)
        return print_

    def features(self, handle: int, page: int) -> bytes:
        from dxmeet.domain.features import pack
        from dxmeet.pdf import features

        self._lists.drew(4 << 20)
        return pack(features.features(self._open[handle], page))

    def undrawn_fingerprint(self, handle: int, page: int) -> str:
        from dxmeet.pdf import inspecting

        return inspecting.undrawn_fingerprint(self._open[handle], page)

    def impose(
        self, handle: int, faces: Sequence[Face], notes: list[Note], copies: int, title: str, protect: bool
    ) -> bytes:
        """The document with these notes in it is kept, so that looking at one face after the other costs little."""
        from dxmeet.pdf import imposing

        opened = self._open[handle]
        if handle not in self._grounds or self._grounds[handle][0] != notes:
            self._grounds[handle] = notes, imposing.ground_of(opened, notes)
        return imposing.impose(self._grounds[handle][1], faces, copies, title, opened.password if protect else None)

    def is_picture(self, handle: int, page: int) -> bool:
        from dxmeet.pdf import imposing

        return imposing.is_picture(self._open[handle], page)


def _export(*arguments: Any) -> int:
    from dxmeet.pdf import exporting

    return exporting.export(*arguments)


def _sample(kind: str, edition: int) -> bytes:
    from dxmeet.pdf import samples

    return samples.build(kind, edition)


def _typeset(leaflet: Leaflet) -> bytes:
    from dxmeet.pdf import report

    return report.typeset(leaflet)


def _note_list(notes: NoteList) -> bytes:
    from dxmeet.pdf import notelist

    return notelist.typeset(notes)


_COMPARING = (
    "compare_begin", "compare_add", "compare_pairs", "compare_place", "compare_end", "surroundings", "differences",
)  # fmt: skip


def _compare(comparisons: list[Any], name: str, *arguments: Any) -> Any:
    """Most workers never compare: what does it is made when first asked for."""
    if not comparisons:
        from dxmeet.pdf.comparing import Comparisons

        comparisons.append(Comparisons().handlers())
    return comparisons[0][name](*arguments)


def handlers(arena: memoryview) -> Mapping[str, Callable[..., Any]]:
    """The worker's requests; ``arena`` receives the pixels of ``render``."""
    calm_mupdf()
    desk = _Desk(arena)
    comparisons: list[Any] = []
    return {
        "expect": desk.expect,
        "open": desk.open,
        "measure": desk.measure,
        "close": desk.close,
        "render": desk.render,
        "rest": desk.rest,
        "png": desk.png,
        "words": desk.words,
        "quote": desk.quote,
        "packed_text": desk.packed_text,
        "links": desk.links,
        "outline": desk.outline,
        "digest": desk.digest,
        "fingerprint": desk.fingerprint,
        "features": desk.features,
        "undrawn_fingerprint": desk.undrawn_fingerprint,
        "impose": desk.impose,
        "is_picture": desk.is_picture,
        "export": _export,
        "annotations": desk.annotations,
        "sample": _sample,
        "typeset": _typeset,
        "note_list": _note_list,
        **{name: partial(_compare, comparisons, name) for name in _COMPARING},
    }
