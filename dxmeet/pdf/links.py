"""Worker side: the links on a page, and where they lead."""

from math import isfinite
from typing import Any

from dxmeet.domain.page import Link
from dxmeet.pdf.mupdf import mupdf
from dxmeet.pdf.opening import Opened

_MOST = 2000  # a page of a damaged file may claim any number


def links(opened: Opened, page: int) -> list[Link]:
    """In the file's order; a link that leads nowhere is left out. MuPDF's errors pass through."""
    found: list[Link] = []
    link: Any = mupdf.fz_load_links(mupdf.fz_load_page(opened.file, page - 1))
    while link is not None and link.m_internal and len(found) < _MOST:
        made = _link(opened, link.m_internal.rect, str(link.m_internal.uri or ""))
        if made is not None:
            found.append(made)
        link = link.next()
    return found


def _link(opened: Opened, rect: Any, uri: str) -> Link | None:
    box = min(rect.x0, rect.x1), min(rect.y0, rect.y1), max(rect.x0, rect.x1), max(rect.y0, rect.y1)
    if not uri or not all(map(isfinite, box)):
        return None
    if mupdf.fz_is_external_link(uri):
        return Link(box, uri=uri)
    target: Any = mupdf.ll_fz_resolve_link_dest(opened.file.m_internal, uri)
    page = mupdf.fz_page_number_from_location(opened.file, mupdf.FzLocation(target.loc)) + 1
    return Link(box, page=page, top=target.y if isfinite(target.y) else None) if 0 < page <= len(opened.sizes) else None
