"""Worker side: open a PDF from bytes or a path, and tell how large its pages are without loading them."""

import os
import stat
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import cached_property
from math import isfinite
from typing import Any

from dxmeet.domain.page import OutlineEntry, Permissions
from dxmeet.errors import (
    DxmeetError,
    FileDenied,
    FileEmpty,
    FileInvalid,
    FileIsFolder,
    FileMissing,
    PdfDamaged,
    PdfInvalid,
    PdfPasswordNeeded,
    PdfPasswordWrong,
    PdfTooLarge,
)
from dxmeet.pdf.mupdf import mupdf
from dxmeet.pdf.source import MAX_BYTES, Bytes

_HEADER_WITHIN = 1024  # bytes; what Acrobat accepts (Adobe's implementation note 13 to PDF 1.7)
_MAX_PAGES = 100_000
_SHORTEST, _LONGEST = 1.0, 100_000.0  # points
_A4 = (595.0, 842.0)


@contextmanager
def failing_as(failure: Callable[[], DxmeetError]) -> Generator[None]:
    """Whatever MuPDF raises on a damaged file becomes ``failure()``; our own errors pass."""
    try:
        yield
    except DxmeetError:
        raise
    except Exception as cause:
        raise failure() from cause


class Opened:
    """An open document: its pages' sizes in points as shown, what its author allows, and its bytes.

    ``file`` and ``pdf`` are MuPDF's two views of it; they keep their memory until the last reference is gone.

    Raises PdfInvalid, PdfDamaged, PdfTooLarge, PdfPasswordNeeded, PdfPasswordWrong and the FileErrors.
    """

    def __init__(self, source: Bytes | str, name: str, password: str | None = None) -> None:
        self.name, self.password = name, password
        self.source = _checked(source, name)
        with failing_as(lambda: PdfDamaged(name=name)):
            stream = mupdf.fz_open_memory(mupdf.python_buffer_data(self.source), len(self.source))
            self.file = mupdf.fz_open_document_with_stream("application/pdf", stream)
            self.pdf = mupdf.pdf_document_from_fz_document(self.file)
            if not self.pdf.m_internal:
                raise PdfInvalid(name=name)
            if mupdf.fz_needs_password(self.file):
                if password is None:
                    raise PdfPasswordNeeded(name=name)
                if not mupdf.fz_authenticate_password(self.file, password):
                    raise PdfPasswordWrong(name=name)
            self.sizes = self._sizes()
            granted = int(mupdf.pdf_document_permissions(self.pdf))
            self.encrypted = mupdf.fz_lookup_metadata2(self.file, "encryption") != "None"
        self.permissions = Permissions(
            print=bool(granted & mupdf.PDF_PERM_PRINT),
            copy=bool(granted & mupdf.PDF_PERM_COPY),
            annotate=bool(granted & mupdf.PDF_PERM_ANNOTATE),
        )

    @cached_property
    def document(self) -> Any:
        """The file once more as a ``pymupdf.Document``, for looking things up that showing a page does not need."""
        from dxmeet.pdf.whole import pymupdf

        document: Any = pymupdf.Document(stream=self.source, filetype="pdf")
        if document.needs_pass:
            document.authenticate(self.password)
        return document

    def _sizes(self) -> list[tuple[float, float]]:
        count = mupdf.fz_count_pages(self.file)
        if not 0 < count <= _MAX_PAGES:
            raise PdfDamaged(name=self.name)
        return [self._size(index) for index in range(count)]

    def _size(self, index: int) -> tuple[float, float]:
        """From the page's boxes, rotation and user unit, the way MuPDF will draw it; a page that cannot be found is A4."""
        try:
            box = transformed_box(mupdf.pdf_lookup_page_obj(self.pdf, index))[0]
        except Exception:  # noqa: BLE001 - one lost page must not close the others
            return _A4
        return _drawable(box.x1 - box.x0), _drawable(box.y1 - box.y0)

    def outline(self) -> list[OutlineEntry]:
        """The 目次; entries that lead nowhere in this document are left out."""
        entries: list[OutlineEntry] = []
        with failing_as(lambda: PdfDamaged(name=self.name)):
            self._collect(mupdf.fz_load_outline(self.file), 0, entries)
        return entries

    def _collect(self, item: Any, depth: int, entries: list[OutlineEntry]) -> None:
        while item is not None and item.m_internal:
            page = mupdf.fz_page_number_from_location(self.file, mupdf.FzLocation(item.m_internal.page)) + 1
            if 0 < page <= len(self.sizes):
                entries.append(OutlineEntry(depth, (item.m_internal.title or "").strip(), page))
            if item.m_internal.down and depth < 32:
                self._collect(item.down(), depth + 1, entries)
            item = item.next()


def transformed_box(page_object: Any) -> tuple[Any, Any]:
    """The page's box as shown (from the top left, points) and the matrix from PDF user space to it."""
    box, matrix = mupdf.FzRect(), mupdf.FzMatrix()
    mupdf.pdf_page_obj_transform(page_object, box, matrix)
    return mupdf.fz_transform_rect(box, matrix), matrix


def _drawable(length: float) -> float:
    return min(max(length, _SHORTEST), _LONGEST) if isfinite(length) else _A4[1]


def _checked(source: Bytes | str, name: str) -> Bytes:
    content = _file_bytes(source, name) if isinstance(source, str) else source
    if not content:
        raise FileEmpty(path=source if isinstance(source, str) else name)
    if len(content) > MAX_BYTES:
        raise PdfTooLarge(name=name, size=len(content), limit=MAX_BYTES)
    if b"%PDF-" not in bytes(content[: _HEADER_WITHIN + 5]):
        raise PdfInvalid(name=name)
    return content


def _file_bytes(path: str, name: str) -> bytes:
    """Read at once: an open file would stand in the way of whoever replaces it on a Windows share."""
    try:
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):
            raise FileIsFolder(path=path)
        if not stat.S_ISREG(status.st_mode):
            raise FileInvalid(path=path, reason="not-a-file")
        if status.st_size > MAX_BYTES:
            raise PdfTooLarge(name=name, size=status.st_size, limit=MAX_BYTES)
        with open(path, "rb") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError) as missing:
        raise FileMissing(path=path) from missing
    except (OSError, ValueError) as refused:  # ValueError: a path with a zero byte
        raise FileDenied(path=path) from refused
