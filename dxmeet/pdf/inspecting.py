"""Worker side: what identifies a file and each of its pages.

A page's fingerprint says what it looks and reads like, wherever it sits: size, text and a grey drawing. So pages that
moved, or came unchanged into a new revision, are recognised.
"""

import hashlib
from math import sqrt
from typing import Any

from dxmeet.errors import PageFailed
from dxmeet.pdf import textlayer
from dxmeet.pdf.drawing import display_list, pixmap
from dxmeet.pdf.opening import Opened, failing_as
from dxmeet.pdf.whole import mupdf as _mupdf

mupdf: Any = _mupdf

_GREY_PIXELS = 1_000_000  # 72 dpi, and less for pages larger than about 1.4 m²


def digest(opened: Opened) -> tuple[str, int]:
    """(SHA-256 of the file's bytes, their number): the revision's identity."""
    return hashlib.sha256(opened.source).hexdigest(), len(opened.source)


def fingerprint(opened: Opened, page: int) -> str:
    """32 hexadecimal digits, equal for pages that look and read the same. Raises PageFailed when it cannot be drawn."""
    with failing_as(lambda: PageFailed(page=page)):
        drawing = display_list(opened, page)
        size = opened.sizes[page - 1]
        grey = pixmap(drawing, size, min(1.0, sqrt(_GREY_PIXELS / (size[0] * size[1]))), grey=True)
        read = f"{round(size[0])} {round(size[1])}\n{textlayer.plain(drawing)}\n"
        seen = hashlib.sha256(read.encode("utf-8", "surrogatepass"))  # a broken ToUnicode table can say anything
        seen.update(f"{grey.width} {grey.height}\n".encode())
        seen.update(grey.samples_mv)
    return seen.hexdigest()[:32]


def undrawn_fingerprint(opened: Opened, page: int) -> str:
    """For a page that cannot be drawn: its size and the bytes of its content streams, as far as they can be read."""
    size = opened.sizes[page - 1]
    seen = hashlib.sha256(f"undrawn {round(size[0])} {round(size[1])}\n".encode())
    try:
        contents = mupdf.pdf_dict_gets(mupdf.pdf_lookup_page_obj(opened.pdf, page - 1), "Contents")
        several = mupdf.pdf_is_array(contents)
        streams = (
            [mupdf.pdf_array_get(contents, i) for i in range(mupdf.pdf_array_len(contents))] if several else [contents]
        )
        for stream in streams:
            seen.update(mupdf.fz_buffer_extract_copy(mupdf.pdf_load_raw_stream(stream)))
    except Exception:  # noqa: BLE001 - a page so broken is known by its size and what could be read
        seen.update(b"unread")
    return seen.hexdigest()[:32]
