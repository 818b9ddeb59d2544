"""Worker side: the annotations that a PDF carries already, as plain notes."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, cast

from dxmeet.errors import PdfDamaged
from dxmeet.pdf.annotating import PRIVATE
from dxmeet.pdf.opening import Opened, failing_as, transformed_box
from dxmeet.pdf.whole import mupdf as _mupdf

mupdf: Any = _mupdf

_MARKED = (
    mupdf.PDF_ANNOT_HIGHLIGHT, mupdf.PDF_ANNOT_UNDERLINE, mupdf.PDF_ANNOT_STRIKE_OUT, mupdf.PDF_ANNOT_SQUIGGLY,
)  # fmt: skip


_LATEST = 253_000_000_000
"""Seconds since 1970, in the year 9987: what a date of a PDF may claim."""


def annotations(opened: Opened) -> list[dict[str, Any]]:
    """Each as a note's plain form with ``page`` and ``key``: what the annotation is called, the same at every reading.

    What dxmeet wrote comes back whole; links, form fields and kinds that no note resembles are left out.
    """
    found: list[dict[str, Any]] = []
    with failing_as(lambda: PdfDamaged(name=opened.name)):
        for number in range(1, len(opened.sizes) + 1):
            page = mupdf.pdf_load_page(opened.pdf, number - 1)
            annotation = mupdf.pdf_first_annot(page)
            while annotation is not None and annotation.m_internal:
                plain = _plain(annotation)
                if plain is not None:
                    found.append({**plain, "page": number, "key": _key(annotation, number)})
                annotation = mupdf.pdf_next_annot(annotation)
    return found


def _plain(annotation: Any) -> dict[str, Any] | None:
    own = _own(annotation)
    if own is not None:
        return own
    geometry = _geometry(annotation)
    if geometry is None:
        return None
    seconds = mupdf.pdf_annot_modification_date(annotation)
    moment = {"created_at": datetime.fromtimestamp(seconds, UTC).isoformat()} if 0 < seconds < _LATEST else {}
    border = float(mupdf.pdf_annot_border_width(annotation)) if geometry["kind"] in ("ink", "shape") else 0.0
    return {
        "color": _color(annotation),
        "text": mupdf.pdf_annot_contents(annotation) or "",
        "author": _text(annotation, "T"),
        "width": border,
        **moment,
        **geometry,
    }


def _own(annotation: Any) -> dict[str, Any] | None:
    """What the exporter wrote beside the annotation."""
    try:
        read: Any = json.loads(_text(annotation, PRIVATE) or "null")
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, Any]", read) if isinstance(read, dict) else None


def _geometry(annotation: Any) -> dict[str, Any] | None:
    kind = mupdf.pdf_annot_type(annotation)
    if kind == mupdf.PDF_ANNOT_INK:
        return {"kind": "ink", "strokes": _strokes(annotation)}
    if kind in _MARKED:
        quads = (mupdf.pdf_annot_quad_point(annotation, i) for i in range(mupdf.pdf_annot_quad_point_count(annotation)))
        return {"kind": "highlight", "boxes": [_box(mupdf.fz_rect_from_quad(quad)) for quad in quads]}
    if kind == mupdf.PDF_ANNOT_LINE:
        a, b = mupdf.FzPoint(), mupdf.FzPoint()
        mupdf.pdf_annot_line(annotation, a, b)
        return {"kind": "shape", "shape": "line", "points": [[a.x, a.y], [b.x, b.y]]}
    if kind not in (mupdf.PDF_ANNOT_TEXT, mupdf.PDF_ANNOT_FREE_TEXT, mupdf.PDF_ANNOT_SQUARE, mupdf.PDF_ANNOT_CIRCLE):
        return None
    if kind == mupdf.PDF_ANNOT_TEXT:
        return {"kind": "sticky", "at": _corner(annotation)}
    x0, y0, x1, y1 = _box(mupdf.pdf_annot_rect(annotation))
    if kind == mupdf.PDF_ANNOT_FREE_TEXT:
        return {"kind": "text", "box": [x0, y0, x1, y1]}
    shape = "box" if kind == mupdf.PDF_ANNOT_SQUARE else "ellipse"
    return {"kind": "shape", "shape": shape, "points": [[x0, y0], [x1, y1]]}


def _corner(annotation: Any) -> list[float]:
    """A Text annotation stands upright on a turned page: its upper left corner in user space is where it is seen."""
    stored = mupdf.pdf_annot_obj(annotation)
    rect = mupdf.pdf_dict_get_rect(stored, mupdf.pdf_new_name("Rect"))
    _, matrix = transformed_box(mupdf.pdf_annot_page(annotation).obj())
    corner = mupdf.fz_transform_point(mupdf.FzPoint(rect.x0, rect.y1), matrix)
    return [corner.x, corner.y]


def _strokes(annotation: Any) -> list[list[list[float]]]:
    strokes: list[list[list[float]]] = []
    for number in range(mupdf.pdf_annot_ink_list_count(annotation)):
        count = mupdf.pdf_annot_ink_list_stroke_count(annotation, number)
        points = (mupdf.pdf_annot_ink_list_stroke_vertex(annotation, number, each) for each in range(count))
        strokes.append([[point.x, point.y, 0.5] for point in points])
    return [stroke for stroke in strokes if stroke]


def _box(rect: Any) -> tuple[float, float, float, float]:
    return rect.x0, rect.y0, rect.x1, rect.y1


def _color(annotation: Any) -> str:
    """/C: one number is grey, three are RGB, four are CMYK."""
    stored = mupdf.pdf_dict_gets(mupdf.pdf_annot_obj(annotation), "C")
    parts = [mupdf.pdf_to_real(mupdf.pdf_array_get(stored, i)) for i in range(mupdf.pdf_array_len(stored))]
    if len(parts) == 1:
        parts *= 3
    if len(parts) == 4:
        parts = [(1 - parts[i]) * (1 - parts[3]) for i in range(3)]
    return _hex(parts) if len(parts) == 3 else "#1b2326"


def _hex(parts: Sequence[float]) -> str:
    return "#" + "".join(f"{round(min(max(part, 0.0), 1.0) * 255):02x}" for part in parts)


def _text(annotation: Any, name: str) -> str:
    stored = mupdf.pdf_dict_gets(mupdf.pdf_annot_obj(annotation), name)
    return str(mupdf.pdf_to_text_string(stored) or "") if stored.m_internal else ""


def _key(annotation: Any, page: int) -> str:
    """/NM, or a digest of what it is and where."""
    name = _text(annotation, "NM")
    if name:
        return name
    told = [str(page), str(mupdf.pdf_annot_type(annotation)), str(_box(mupdf.pdf_bound_annot(annotation)))]
    told += [mupdf.pdf_annot_contents(annotation) or "", _text(annotation, "M")]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
