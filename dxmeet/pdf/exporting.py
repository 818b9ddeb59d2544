"""Worker side: write notes into a copy of a PDF as annotations, verify the copy, then put it in place."""

import errno
import os
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from dxmeet.domain.annotation import Note
from dxmeet.errors import DiskFull, DxmeetError, ExportFailed, FileDenied, FileExists, FileMissing, PageUnknown
from dxmeet.pdf.annotating import PageWriter
from dxmeet.pdf.opening import Opened, failing_as
from dxmeet.pdf.whole import mupdf as _mupdf

mupdf: Any = _mupdf


def same_again(opened: Opened) -> Opened:
    """A second document on the same bytes, to be written into."""
    return Opened(opened.source, opened.name, opened.password)


def annotate(opened: Opened, notes: Sequence[Note], author: str, *, signed: bool = True, flat: bool = False) -> None:
    """Add ``notes`` to the document in memory; ``flat``: they will be baked. Raises PageUnknown and NoteInvalid."""
    for page, on_page in groupby(sorted(notes, key=lambda note: note.page), key=lambda note: note.page):
        if not 1 <= page <= len(opened.sizes):
            raise PageUnknown(page=page, pages=len(opened.sizes))
        writer = PageWriter(opened.pdf, page, flat=flat)
        for note in on_page:
            writer.add(note, author, signed=signed)


def export(
    source: bytes | str,
    name: str,
    password: str | None,
    notes: Sequence[Note],
    out: str,
    part: str,
    author: str,
    overwrite: bool,
    flat: bool = False,
    signed: bool = True,
) -> int:
    """Write ``part``, verify it, and rename it to ``out``; the number of notes written.

    ``flat``: every annotation becomes a part of the page, which no viewer can hide or move. A note that the paper itself
    carries already is not written a second time. Not ``signed``: no name, no time.

    The source is never written: not even when ``overwrite`` is allowed. A copy of a protected PDF stays protected.
    Raises FileExists, FileDenied, FileMissing, DiskFull, ExportFailed, and what opening and the notes raise.
    """
    if os.path.lexists(out) and (not overwrite or os.path.isdir(out) or _same(source, out)):
        raise FileExists(path=out)
    opened = Opened(source, name, password)
    with failing_as(lambda: ExportFailed(path=out)):
        fresh = [note for note in notes if not note.printed]
        annotate(opened, fresh, author, signed=signed, flat=flat)
        if flat:
            mupdf.pdf_bake_document(opened.pdf, 1, 0)
        content = _written(opened)
    try:
        _write(content, part, out)
        _verify(part, out, password, len(opened.sizes), [] if flat else fresh)
        os.replace(part, out)
        _sync_folder(out)
    except OSError as refused:
        raise _translated(refused, out) from refused
    finally:
        if os.path.lexists(part):
            os.unlink(part)
    return len(fresh)


def _sync_folder(out: str) -> None:
    """Make the new name last; Windows has no such call."""
    if os.name == "nt":
        return
    descriptor = os.open(os.path.dirname(out) or ".", os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _same(source: bytes | str, out: str) -> bool:
    return isinstance(source, str) and os.path.exists(out) and os.path.samefile(source, out)


def _written(opened: Opened) -> bytes:
    """The document with what was added to it; protected as it was."""
    options = mupdf.PdfWriteOptions()
    options.do_garbage = options.do_compress = 1
    options.do_encrypt = mupdf.PDF_ENCRYPT_KEEP
    buffer = mupdf.fz_new_buffer(len(opened.source))
    output = mupdf.FzOutput(buffer)
    mupdf.pdf_write_document(opened.pdf, output, options)
    output.fz_close_output()
    return mupdf.fz_buffer_extract_copy(buffer)


def _write(content: bytes, part: str, out: str) -> None:
    with open(part, "xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _verify(part: str, out: str, password: str | None, pages: int, notes: Sequence[Note]) -> None:
    """Open what lies on the disk, not what was meant to be written."""
    with failing_as(lambda: ExportFailed(path=out)):
        written = Opened(part, out, password)
        names = _names(written)
        lost = [note.id for note in notes if note.id not in names]
        if len(written.sizes) != pages or lost:
            raise ExportFailed(path=out)


def _names(opened: Opened) -> set[str]:
    """/NM of every annotation."""
    found: set[str] = set()
    for index in range(len(opened.sizes)):
        annotations = mupdf.pdf_dict_gets(mupdf.pdf_lookup_page_obj(opened.pdf, index), "Annots")
        for place in range(mupdf.pdf_array_len(annotations)):
            found.add(mupdf.pdf_to_text_string(mupdf.pdf_dict_gets(mupdf.pdf_array_get(annotations, place), "NM")))
    return found


def _translated(refused: OSError, out: str) -> DxmeetError:
    if refused.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(path=out)
    return FileMissing(path=os.path.dirname(out)) if refused.errno == errno.ENOENT else FileDenied(path=out)
