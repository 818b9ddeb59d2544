"""Worker side: one note becomes one real PDF annotation, with an appearance every viewer can show.

Notes are in points from the top left of the page as shown. MuPDF's own setters take just that space; where we write an
appearance ourselves its form keeps that space too, and the form's Matrix leads back to PDF user space:

    form (shown points, y down) ── Matrix = inverse page matrix ──▶ user space (rotation, CropBox offset, UserUnit) ── Rect

Text annotations stay upright on a turned page: viewers turn them around their Rect's upper left corner in user space
(ISO 32000-1, 12.5.6.4 and 12.5.3, NoRotate). Not all do so by themselves, hence the flag; and the corner is the place.
"""

import json
from collections.abc import Sequence
from typing import Any

from dxmeet.domain.annotation import Box, Note, NoteKind, Point, ShapeKind
from dxmeet.domain.notation import note_plain
from dxmeet.errors import NoteInvalid
from dxmeet.pdf.appearances import ICON, icon, inked, marked, rgb, shaped, stamp_frame
from dxmeet.pdf.opening import transformed_box
from dxmeet.pdf.whole import mupdf as _mupdf
from dxmeet.pdf.whole import pymupdf

mupdf: Any = _mupdf

PRIVATE = "DXMeetNote"
"""The key of an annotation under which the whole note lies as JSON, so that reading it back loses nothing."""
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

    def __init__(self, pdf: Any, page: int, *, flat: bool = False) -> None:
        self._pdf, self._flat = pdf, flat
        self._page = mupdf.pdf_load_page(pdf, page - 1)
        shown, matrix = transformed_box(self._page.obj())
        self._size = shown.x1 - shown.x0, shown.y1 - shown.y0
        self._to_user = mupdf.fz_invert_matrix(matrix)
        _turned_forwards(self._page.obj())
        self._unit = abs(self._to_user.a) + abs(self._to_user.b)  # of user space, a shown point; 1 without UserUnit

    def add(self, note: Note, author: str, *, signed: bool = True) -> None:
        """``author`` is /T where the note itself names nobody; not ``signed``: neither a name nor a time goes with it."""
        match note.kind:
            case NoteKind.INK:
                annotation = self._ink(note)
            case NoteKind.HIGHLIGHT:
                annotation = self._highlight(note)
            case NoteKind.STICKY:
                annotation = self._icon(note, "Comment")
            case NoteKind.BOOKMARK:
                annotation = self._icon(note, "Key")
                mupdf.pdf_set_annot_subject(annotation, _BOOKMARK)
            case NoteKind.TEXT:
                annotation = self._text(note)
            case NoteKind.SHAPE:
                annotation = self._shape(note)
        self._sign(annotation, note, author if signed else None)
        mupdf.pdf_update_annot(annotation)
        self._tidy(annotation)
        self._draw(annotation, note)  # last: every setter and update above would replace it

    def _tidy(self, annotation: Any) -> None:
        """Without what MuPDF adds by itself: a window for the words (one more annotation to count; viewers open their own),
        a pointer line, and margins of the appearance that is not used."""
        stored, page = mupdf.pdf_annot_obj(annotation), self._page.obj()
        window = mupdf.pdf_dict_gets(stored, "Popup")
        if window.m_internal:
            listed = mupdf.pdf_dict_gets(page, "Annots")
            place = mupdf.pdf_array_find(listed, window)
            if place >= 0:
                mupdf.pdf_array_delete(listed, place)
        for name in ("Popup", "CL", "RD"):
            mupdf.pdf_dict_dels(stored, name)

    def _draw(self, annotation: Any, note: Note) -> None:
        """As on the screen, in every viewer: MuPDF's own shapes are larger by a line's width, and its markers bulge."""
        match note.kind:
            case NoteKind.INK:
                self._show(annotation, *inked(note))
            case NoteKind.HIGHLIGHT if note.boxes:
                self._show(annotation, *marked(note), resources=self._multiplied())
            case NoteKind.SHAPE:
                self._show(annotation, *shaped(note))
            case NoteKind.TEXT:
                self._draw_text(annotation, note)
            case _:
                self._draw_icon(annotation, note)

    def _sign(self, annotation: Any, note: Note, author: str | None) -> None:
        stored = mupdf.pdf_annot_obj(annotation)
        mupdf.pdf_dict_put_text_string(stored, mupdf.pdf_new_name("NM"), note.id)
        mupdf.pdf_dict_put_text_string(stored, mupdf.pdf_new_name(PRIVATE), _private(note, author))
        text = note.text or note.quote
        mupdf.pdf_set_annot_contents(
            annotation, f"{_BOOKMARK} {text}".strip() if note.kind is NoteKind.BOOKMARK else text
        )
        upright = mupdf.pdf_annot_type(annotation) == mupdf.PDF_ANNOT_TEXT and not self._flat
        mupdf.pdf_set_annot_flags(annotation, mupdf.PDF_ANNOT_IS_PRINT | (upright and mupdf.PDF_ANNOT_IS_NO_ROTATE))
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
        mupdf.pdf_set_annot_border_width(annotation, note.width * self._unit)
        for stroke in note.strokes:
            mupdf.pdf_add_annot_ink_list_stroke(annotation)
            for x, y, _pressure in stroke:
                mupdf.pdf_add_annot_ink_list_stroke_vertex(annotation, mupdf.FzPoint(x, y))
        return annotation

    def _highlight(self, note: Note) -> Any:
        if not note.boxes:  # only its words are known: said in the corner, so that it keeps no other note back
            return self._icon(note, "Comment")
        annotation = self._created(mupdf.PDF_ANNOT_HIGHLIGHT, rgb(note.color))
        for box in note.boxes:
            mupdf.pdf_add_annot_quad_point(annotation, mupdf.fz_quad_from_rect(mupdf.FzRect(*box)))
        return annotation

    def _multiplied(self) -> Any:
        """Resources whose graphics state ``Marker`` lets the text beneath stay black."""
        resources, states, marker = (mupdf.pdf_new_dict(self._pdf, 1) for _ in range(3))
        mupdf.pdf_dict_puts(marker, "BM", mupdf.pdf_new_name("Multiply"))
        mupdf.pdf_dict_puts(states, "Marker", marker)
        mupdf.pdf_dict_puts(resources, "ExtGState", states)
        return resources

    def _icon(self, note: Note, name: str) -> Any:
        annotation = self._created(mupdf.PDF_ANNOT_TEXT, rgb(note.color))
        mupdf.pdf_set_annot_icon_name(annotation, name)
        rect = mupdf.FzRect(*self._icon_box(note))
        mupdf.pdf_dict_put_rect(mupdf.pdf_annot_obj(annotation), mupdf.pdf_new_name("Rect"), rect)
        return annotation

    def _icon_box(self, note: Note) -> Box:
        """In user space, upright there: its upper left corner is the place."""
        at: Point | None = note.at
        if note.kind is NoteKind.BOOKMARK:
            at = (self._size[0] - ICON, 0.0)
        elif note.kind is NoteKind.HIGHLIGHT:
            at = (0.0, 0.0)
        if at is None:
            raise NoteInvalid(reason="at")
        corner, side = mupdf.fz_transform_point(mupdf.FzPoint(*at), self._to_user), ICON * self._unit
        return corner.x, corner.y - side, corner.x + side, corner.y

    def _draw_icon(self, annotation: Any, note: Note) -> None:
        """Where it was meant to be: MuPDF has grown the Rect of one that it thought too small, as on a page in large units."""
        rect = mupdf.FzRect(*self._icon_box(note))
        side, matrix = rect.x1 - rect.x0, mupdf.FzMatrix()
        if self._flat:  # what is drawn into the page turns with it
            corner = mupdf.fz_transform_point(mupdf.FzPoint(rect.x0, rect.y1), mupdf.fz_invert_matrix(self._to_user))
            matrix = mupdf.fz_concat(
                mupdf.FzMatrix(1 / self._unit, 0, 0, -1 / self._unit, corner.x, corner.y + ICON), self._to_user
            )
            rect = mupdf.fz_transform_rect(mupdf.FzRect(0, 0, side, side), matrix)
        # A form of just that size: MuPDF takes a Text annotation's size from there.
        drawing = f"{self._unit:.5f} 0 0 {self._unit:.5f} 0 0 cm ".encode() + icon(note)
        form, nothing = mupdf.FzRect(0, 0, side, side), mupdf.pdf_new_dict(self._pdf, 1)
        self._appear(annotation, rect, form, matrix, nothing, drawing)

    def _shape(self, note: Note) -> Any:
        if note.shape is None or len(note.points) != 2:
            raise NoteInvalid(reason="points")
        (x0, y0), (x1, y1) = note.points
        annotation = self._created(_SHAPES[note.shape], rgb(note.color))
        mupdf.pdf_set_annot_border_width(annotation, note.width * self._unit)
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
        style = f"/Helv {text_size(note) * self._unit:g} Tf {red:.4f} {green:.4f} {blue:.4f} rg"
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
        drawing = content_of(leaf)
        if note.stamp is not None:
            drawing = stamp_frame(note, text_size(note), x1 - x0, y1 - y0) + drawing
        upright = mupdf.fz_concat(mupdf.FzMatrix(1, 0, 0, -1, x0, y1), self._to_user)
        rect = mupdf.fz_transform_rect(mupdf.FzRect(*note.box), self._to_user)
        self._appear(annotation, rect, mupdf.FzRect(0, 0, x1 - x0, y1 - y0), upright, fonts, drawing)

    def _show(self, annotation: Any, box: Box, drawing: bytes, resources: Any = None) -> None:
        """``drawing`` is in points of the page as shown, and so is ``box`` around it."""
        shown = mupdf.FzRect(*box)
        some = resources or mupdf.pdf_new_dict(self._pdf, 1)
        rect = mupdf.fz_transform_rect(shown, self._to_user)
        self._appear(annotation, rect, shown, self._to_user, some, drawing)

    def _appear(self, annotation: Any, rect: Any, form: Any, matrix: Any, resources: Any, drawing: bytes) -> None:
        """Make ``drawing`` the normal appearance: ``form`` is its box, ``matrix`` leads from there to ``rect`` in user space."""
        stored = mupdf.pdf_annot_obj(annotation)
        content = mupdf.fz_new_buffer_from_copied_data(drawing)
        appearance = mupdf.pdf_new_xobject(self._pdf, form, matrix, resources, content)
        states = mupdf.pdf_new_dict(self._pdf, 1)
        mupdf.pdf_dict_puts(states, "N", appearance)
        mupdf.pdf_dict_puts(stored, "AP", states)
        mupdf.pdf_dict_put_rect(stored, mupdf.pdf_new_name("Rect"), rect)


def _turned_forwards(page: Any) -> None:
    """/Rotate as one of 0, 90, 180, 270: MuPDF itself turns an upright annotation wrongly on a page turned by -90."""
    rotate = mupdf.pdf_new_name("Rotate")
    turned = mupdf.pdf_to_int(mupdf.pdf_dict_get_inheritable(page, rotate))
    if turned % 90 == 0 and turned != turned % 360:
        mupdf.pdf_dict_put_int(page, rotate, turned % 360)


def _private(note: Note, author: str | None) -> str:
    plain = note_plain(note)
    if author is None:
        del plain["author"], plain["created_at"]
    return json.dumps(plain)


def text_size(note: Note) -> float:
    """A text note's size in points: its ``width`` where that is a size one can read, else 11."""
    return note.width if note.width >= _TEXT_SIZES[-1] else _TEXT_SIZES[0]


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
