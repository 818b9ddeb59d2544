"""Worker side: one note becomes one real PDF annotation, with an appearance every viewer can show.

Notes are in points from the top left of the page as shown. MuPDF's own setters take just that space; where we write an
appearance ourselves its form keeps that space too, and the form's Matrix leads back to PDF user space:

    form (shown points, y down) ── Matrix = inverse page matrix ──▶ user space (rotation, CropBox offset) ── Rect
"""

import json
from collections.abc import Sequence
from typing import Any

import pymupdf
from pymupdf import mupdf as _mupdf

from dxmeet.domain.annotation import Box, Note, NoteKind, Point, ShapeKind
from dxmeet.domain.notation import note_plain
from dxmeet.domain.smoothing import Leg, legs, pressed_width
from dxmeet.errors import NoteInvalid
from dxmeet.pdf.opening import transformed_box

mupdf: Any = _mupdf

PRIVATE = "DXMeetNote"
"""The key of an annotation under which the whole note lies as JSON, so that reading it back loses nothing."""
_STICKY = 20.0  # points, the side of a note's icon
_TEXT_SIZES = (11.0, 10.0, 9.0, 8.0, 7.0, 6.0, 5.0, 4.0)
_BOOKMARK = "しおり"
_SHAPES = {
    ShapeKind.LINE: mupdf.PDF_ANNOT_LINE,
    ShapeKind.ARROW: mupdf.PDF_ANNOT_LINE,
    ShapeKind.BOX: mupdf.PDF_ANNOT_SQUARE,
    ShapeKind.ELLIPSE: mupdf.PDF_ANNOT_CIRCLE,
}


class PageWriter:
    """Adds notes to one page of a document that is going to be saved elsewhere. Raises NoteInvalid for odd geometry."""

    def __init__(self, pdf: Any, page: int) -> None:
        self._pdf = pdf
        self._page = mupdf.pdf_load_page(pdf, page - 1)
        shown, matrix = transformed_box(self._page.obj())
        self._size = shown.x1 - shown.x0, shown.y1 - shown.y0
        self._to_user = mupdf.fz_invert_matrix(matrix)

    def add(self, note: Note, author: str, *, signed: bool = True) -> None:
        """``author`` is /T where the note itself names nobody; not ``signed``: neither a name nor a time goes with it."""
        match note.kind:
            case NoteKind.INK:
                annotation = self._ink(note)
            case NoteKind.HIGHLIGHT:
                annotation = self._highlight(note)
            case NoteKind.STICKY:
                annotation = self._icon(note, note.at, "Comment")
            case NoteKind.BOOKMARK:
                annotation = self._icon(note, (self._size[0] - _STICKY, 0.0), "Key")
                mupdf.pdf_set_annot_subject(annotation, _BOOKMARK)
            case NoteKind.TEXT:
                annotation = self._text(note)
            case NoteKind.SHAPE:
                annotation = self._shape(note)
        self._sign(annotation, note, author if signed else None)
        mupdf.pdf_update_annot(annotation)
        # An appearance of our own comes last: every setter and update above would replace it.
        if note.kind is NoteKind.INK:
            self._draw_ink(annotation, note)
        elif note.kind is NoteKind.HIGHLIGHT and note.boxes:
            self._draw_highlight(annotation, note)
        elif note.kind is NoteKind.TEXT:
            self._draw_text(annotation, note)

    def _sign(self, annotation: Any, note: Note, author: str | None) -> None:
        stored = mupdf.pdf_annot_obj(annotation)
        mupdf.pdf_dict_put_text_string(stored, mupdf.pdf_new_name("NM"), note.id)
        mupdf.pdf_dict_put_text_string(stored, mupdf.pdf_new_name(PRIVATE), _private(note, author))
        text = note.text or note.quote
        mupdf.pdf_set_annot_contents(
            annotation, f"{_BOOKMARK} {text}".strip() if note.kind is NoteKind.BOOKMARK else text
        )
        mupdf.pdf_set_annot_flags(annotation, mupdf.PDF_ANNOT_IS_PRINT)
        if author is None:
            for name in ("T", "M", "CreationDate"):
                mupdf.pdf_dict_dels(stored, name)
            return
        mupdf.pdf_dict_put_text_string(stored, mupdf.pdf_new_name("T"), note.author or author)
        seconds = int(note.created_at.timestamp())
        mupdf.pdf_set_annot_creation_date(annotation, seconds)
        mupdf.pdf_set_annot_modification_date(annotation, seconds)

    def _created(self, kind: int, color: Sequence[float]) -> Any:
        annotation = mupdf.pdf_create_annot(self._page, kind)
        mupdf.pdf_set_annot_color(annotation, list(color))
        return annotation

    def _ink(self, note: Note) -> Any:
        if not any(note.strokes):
            raise NoteInvalid(reason="strokes")
        annotation = self._created(mupdf.PDF_ANNOT_INK, rgb(note.color))
        mupdf.pdf_set_annot_border_width(annotation, note.width)
        for stroke in note.strokes:
            mupdf.pdf_add_annot_ink_list_stroke(annotation)
            for x, y, _pressure in stroke:
                mupdf.pdf_add_annot_ink_list_stroke_vertex(annotation, mupdf.FzPoint(x, y))
        return annotation

    def _draw_ink(self, annotation: Any, note: Note) -> None:
        xs = [x for stroke in note.strokes for x, _, _ in stroke]
        ys = [y for stroke in note.strokes for _, y, _ in stroke]
        edge = pressed_width(note.width, 1.0) / 2 + 1
        box = min(xs) - edge, min(ys) - edge, max(xs) + edge, max(ys) + edge
        red, green, blue = rgb(note.color)
        drawing = f"{red:.4f} {green:.4f} {blue:.4f} RG 1 J 1 j\n" + "".join(
            _inked(stroke, note.width) for stroke in note.strokes
        )
        self._show(annotation, box, mupdf.FzMatrix(), box, mupdf.pdf_new_dict(self._pdf, 1), drawing.encode())

    def _highlight(self, note: Note) -> Any:
        if not note.boxes:  # only its words are known: said in the corner, so that it keeps no other note back
            return self._icon(note, (0.0, 0.0), "Comment")
        annotation = self._created(mupdf.PDF_ANNOT_HIGHLIGHT, rgb(note.color))
        for box in note.boxes:
            mupdf.pdf_add_annot_quad_point(annotation, mupdf.fz_quad_from_rect(mupdf.FzRect(*box)))
        return annotation

    def _draw_highlight(self, annotation: Any, note: Note) -> None:
        """Flat ends, as on the screen (MuPDF's own bulge into the next character); multiplied, so that text stays black."""
        lefts, tops, rights, bottoms = zip(*note.boxes, strict=True)
        box = min(lefts), min(tops), max(rights), max(bottoms)
        red, green, blue = rgb(note.color)
        bars = "".join(f"{x0:.2f} {y0:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re\n" for x0, y0, x1, y1 in note.boxes)
        drawing = f"/Marker gs {red:.4f} {green:.4f} {blue:.4f} rg\n{bars}f"
        resources, states, marker = (mupdf.pdf_new_dict(self._pdf, 1) for _ in range(3))
        mupdf.pdf_dict_puts(marker, "BM", mupdf.pdf_new_name("Multiply"))
        mupdf.pdf_dict_puts(states, "Marker", marker)
        mupdf.pdf_dict_puts(resources, "ExtGState", states)
        self._show(annotation, box, mupdf.FzMatrix(), box, resources, drawing.encode())

    def _icon(self, note: Note, at: Point | None, icon: str) -> Any:
        if at is None:
            raise NoteInvalid(reason="at")
        annotation = self._created(mupdf.PDF_ANNOT_TEXT, rgb(note.color))
        mupdf.pdf_set_annot_rect(annotation, mupdf.FzRect(at[0], at[1], at[0] + _STICKY, at[1] + _STICKY))
        mupdf.pdf_set_annot_icon_name(annotation, icon)
        return annotation

    def _shape(self, note: Note) -> Any:
        if note.shape is None or len(note.points) != 2:
            raise NoteInvalid(reason="points")
        (x0, y0), (x1, y1) = note.points
        annotation = self._created(_SHAPES[note.shape], rgb(note.color))
        mupdf.pdf_set_annot_border_width(annotation, note.width)
        if note.shape in (ShapeKind.LINE, ShapeKind.ARROW):
            mupdf.pdf_set_annot_line(annotation, mupdf.FzPoint(x0, y0), mupdf.FzPoint(x1, y1))
            if note.shape is ShapeKind.ARROW:
                mupdf.pdf_set_annot_line_end_style(annotation, mupdf.PDF_ANNOT_LE_OPEN_ARROW)
        else:
            box = mupdf.FzRect(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            mupdf.pdf_set_annot_rect(annotation, mupdf.fz_expand_rect(box, note.width / 2))
        return annotation

    def _text(self, note: Note) -> Any:
        if note.box is None:
            raise NoteInvalid(reason="box")
        annotation = mupdf.pdf_create_annot(self._page, mupdf.PDF_ANNOT_FREE_TEXT)
        mupdf.pdf_set_annot_rect(annotation, mupdf.FzRect(*note.box))
        mupdf.pdf_set_annot_border_width(annotation, 0)
        red, green, blue = rgb(note.color)
        style = f"/Helv {text_size(note):g} Tf {red:.4f} {green:.4f} {blue:.4f} rg"
        mupdf.pdf_dict_put_text_string(mupdf.pdf_annot_obj(annotation), mupdf.pdf_new_name("DA"), style)
        return annotation

    def _draw_text(self, annotation: Any, note: Note) -> None:
        """Set the text with an embedded subset of a Japanese font, so that it shows where no such font is installed."""
        assert note.box is not None
        x0, y0, x1, y1 = note.box
        typeset = _typeset(note, x1 - x0, y1 - y0)
        leaf = mupdf.pdf_lookup_page_obj(typeset, 0)
        fonts = mupdf.pdf_graft_mapped_object(
            mupdf.pdf_new_graft_map(self._pdf), mupdf.pdf_dict_get_inheritable(leaf, mupdf.pdf_new_name("Resources"))
        )
        drawing = _frame(note, x1 - x0, y1 - y0) + content_of(leaf)
        upright = mupdf.FzMatrix(1, 0, 0, -1, x0, y1)
        self._show(annotation, note.box, upright, (0.0, 0.0, x1 - x0, y1 - y0), fonts, drawing)

    def _show(self, annotation: Any, box: Box, matrix: Any, form: Box, resources: Any, drawing: bytes) -> None:
        """Make ``drawing`` the normal appearance: ``form`` is its box, ``matrix`` leads from it to shown points in ``box``."""
        rect = mupdf.fz_transform_rect(mupdf.FzRect(*box), self._to_user)
        stored = mupdf.pdf_annot_obj(annotation)
        content = mupdf.fz_new_buffer_from_copied_data(drawing)
        to_user = mupdf.fz_concat(matrix, self._to_user)
        appearance = mupdf.pdf_new_xobject(self._pdf, mupdf.FzRect(*form), to_user, resources, content)
        states = mupdf.pdf_new_dict(self._pdf, 1)
        mupdf.pdf_dict_puts(states, "N", appearance)
        mupdf.pdf_dict_puts(stored, "AP", states)
        mupdf.pdf_dict_put_rect(stored, mupdf.pdf_new_name("Rect"), rect)


def rgb(color: str) -> tuple[float, float, float]:
    """``#rrggbb`` as three numbers 0–1. Raises NoteInvalid."""
    try:
        value = int(color.removeprefix("#"), 16)
    except ValueError as odd:
        raise NoteInvalid(reason="color") from odd
    return (value >> 16 & 255) / 255, (value >> 8 & 255) / 255, (value & 255) / 255


def _private(note: Note, author: str | None) -> str:
    plain = note_plain(note)
    if author is None:
        del plain["author"], plain["created_at"]
    return json.dumps(plain)


def text_size(note: Note) -> float:
    """A text note's size in points: its ``width`` where that is a size one can read, else 11."""
    return note.width if note.width >= _TEXT_SIZES[-1] else _TEXT_SIZES[0]


def _inked(stroke: Sequence[tuple[float, float, float]], width: float) -> str:
    if len(stroke) == 1:
        x, y, pressure = stroke[0]
        return f"{pressed_width(width, pressure):.2f} w {x:.2f} {y:.2f} m {x:.2f} {y:.2f} l S\n"
    return "".join(_leg(leg, width) for leg in legs(stroke))


def _leg(leg: Leg, width: float) -> str:
    """A quadratic curve is drawn as the cubic it equals: PDF has no other."""
    (x, y), (u, v) = leg.start, leg.end
    to = f"{u:.2f} {v:.2f} l"
    if leg.bend is not None:
        b, c = leg.bend
        ends = (x + 2 * b) / 3, (y + 2 * c) / 3, (u + 2 * b) / 3, (v + 2 * c) / 3, u, v
        to = " ".join(f"{each:.2f}" for each in ends) + " c"
    return f"{pressed_width(width, leg.pressure):.2f} w {x:.2f} {y:.2f} m {to} S\n"


def _typeset(note: Note, width: float, height: float) -> Any:
    """A one-page PDF of the note's box with its text; the text shrinks until it fits, and is cut at the smallest size."""
    document: Any = pymupdf.open()
    page = document.new_page(width=max(width, 1.0), height=max(height, 1.0))
    font: Any = pymupdf.Font("japan")
    writer: Any = pymupdf.TextWriter(page.rect, color=rgb(note.color))
    size, lines = _fitting(note, font, width, height)
    if note.stamp is not None:  # its word stands in the middle of the frame
        size, lines = text_size(note), []
        across = font.text_length(note.text, fontsize=size)
        writer.append(((width - across) / 2, height / 2 + size * 0.35), note.text, font=font, fontsize=size)
    for row, line in enumerate(lines):
        if line.strip():
            writer.append((0, size * (1.0 + 1.3 * row)), line, font=font, fontsize=size)
    writer.write_text(page)
    document.subset_fonts()
    return mupdf.pdf_document_from_fz_document(document.this)


def _frame(note: Note, width: float, height: float) -> bytes:
    """The edge of a stamp."""
    if note.stamp is None:
        return b""
    edge = max(0.8, text_size(note) * 0.09)
    red, green, blue = rgb(note.color)
    box = f"{edge / 2:.2f} {edge / 2:.2f} {width - edge:.2f} {height - edge:.2f} re"
    return f"q {red:.4f} {green:.4f} {blue:.4f} RG {edge:.2f} w {box} S Q\n".encode()


def _fitting(note: Note, font: Any, width: float, height: float) -> tuple[float, list[str]]:
    wanted = text_size(note)
    size, lines = wanted, wrapped(note.text, font, wanted, width)
    for smaller in (each for each in _TEXT_SIZES if each < wanted):
        if len(lines) * size * 1.3 <= height:
            break
        size, lines = smaller, wrapped(note.text, font, smaller, width)
    return size, lines


def wrapped(text: str, font: Any, size: float, width: float) -> list[str]:
    """Lines no wider than ``width`` points, broken anywhere."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line, used = "", 0.0
        for character in paragraph:
            advance = font.text_length(character, fontsize=size)
            if line and used + advance > width:
                lines.append(line)
                line, used = "", 0.0
            line, used = line + character, used + advance
        lines.append(line)
    return lines


def content_of(leaf: Any) -> bytes:
    """The content streams of a page, joined."""
    contents = mupdf.pdf_dict_gets(leaf, "Contents")
    count = mupdf.pdf_array_len(contents) if mupdf.pdf_is_array(contents) else 0
    streams = [mupdf.pdf_array_get(contents, index) for index in range(count)] if count else [contents]
    return b"\n".join(mupdf.fz_buffer_extract_copy(mupdf.pdf_load_stream(stream)) for stream in streams)
