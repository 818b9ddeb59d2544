"""Worker side: lay pages of a PDF on the faces of a print job, as a PDF of our own.

    source page ── Form XObject, in its own user space ── cm: shown points → its place on the face ──▶ page of the job

A page is drawn as it is shown: rotation, CropBox and user unit applied, annotations and form fields included. It stays
vectors and text; a page that is printed several times is stored once.
"""

from collections.abc import Sequence
from typing import Any

from dxmeet.domain.annotation import Note, NoteKind
from dxmeet.domain.printing import Face, Place
from dxmeet.errors import PageFailed
from dxmeet.pdf.annotating import content_of
from dxmeet.pdf.exporting import annotate, same_again
from dxmeet.pdf.opening import Opened, failing_as, transformed_box
from dxmeet.pdf.stickies import sticky_box, sticky_paper
from dxmeet.pdf.whole import mupdf as _mupdf
from dxmeet.pdf.whole import pymupdf

mupdf: Any = _mupdf

_PICTURE = 1_000_000
"""Pixels of an image that makes its page a scan or a photograph: no printer draws it better at more than 300 dpi."""


class Ground:
    """A document whose annotations and fields, and a reader's notes, have become part of its pages.

    Bookmarks are a place and not a mark, and a marker of which only the words are known has none: neither is drawn.
    """

    def __init__(self, opened: Opened, notes: Sequence[Note]) -> None:
        self.opened = same_again(opened)
        self.stickies = [note for note in notes if note.kind is NoteKind.STICKY and note.at is not None]
        drawn = [
            note
            for note in notes
            if note.kind not in (NoteKind.STICKY, NoteKind.BOOKMARK)
            and not (note.kind is NoteKind.HIGHLIGHT and not note.boxes)
        ]
        annotate(self.opened, drawn, author="")
        mupdf.pdf_bake_document(self.opened.pdf, 1, 1)


class Imposition:
    """The job while it is being made."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._document: Any = pymupdf.open()
        self._pdf = mupdf.pdf_document_from_fz_document(self._document.this)
        self._grafted = mupdf.pdf_new_graft_map(self._pdf)
        self._forms: dict[int, tuple[Any, Any]] = {}
        self._stickies: dict[str, tuple[Any, Any]] = {}

    def add(self, face: Face) -> None:
        """One more page, as large as the face. Raises PageFailed."""
        resources, forms = mupdf.pdf_new_dict(self._pdf, 1), mupdf.pdf_new_dict(self._pdf, 4)
        drawing: list[str] = []
        for place in face.places:
            with failing_as(lambda place=place: PageFailed(page=place.page)):
                for form, matrix in self._placed(place, face):
                    name = f"P{len(drawing)}"
                    mupdf.pdf_dict_puts(forms, name, form)
                    drawing.append(f"q {_numbers(matrix)} cm /{name} Do Q")
        mupdf.pdf_dict_puts(resources, "XObject", forms)
        content = mupdf.fz_new_buffer_from_copied_data("\n".join(drawing).encode())
        page = mupdf.pdf_add_page(self._pdf, mupdf.FzRect(0, 0, *face.size), 0, resources, content)
        mupdf.pdf_insert_page(self._pdf, -1, page)

    def content(self, title: str, password: str | None = None) -> bytes:
        """The finished PDF; with ``password`` it opens with that only, as the source did."""
        source = self._ground.opened
        layers = mupdf.pdf_dict_gets(mupdf.pdf_dict_gets(mupdf.pdf_trailer(source.pdf), "Root"), "OCProperties")
        if not mupdf.pdf_is_null(layers):  # else a layer its author hid would be printed
            root = mupdf.pdf_dict_gets(mupdf.pdf_trailer(self._pdf), "Root")
            mupdf.pdf_dict_puts(root, "OCProperties", mupdf.pdf_graft_mapped_object(self._grafted, layers))
        document: Any = pymupdf.open("pdf", self._document.tobytes())
        document.set_metadata({"title": title, "creator": "dxmeet", "producer": "dxmeet"})
        if password is None:
            return document.tobytes(garbage=1, deflate=True)
        return document.tobytes(
            garbage=1,
            deflate=True,
            encryption=mupdf.PDF_ENCRYPT_AES_256,
            user_pw=password,
            owner_pw=password,
            permissions=int(mupdf.pdf_document_permissions(source.pdf)),
        )

    def _placed(self, place: Place, face: Face) -> list[tuple[Any, Any]]:
        """The page and the stickies on it: each a form, and the matrix that leads from it to the face (y upwards)."""
        width, height = self._ground.opened.sizes[place.page - 1]
        scale = place.width / width
        on_face = mupdf.FzMatrix(scale, 0, 0, -scale, place.left, face.size[1] - place.top)
        if place.page not in self._forms:
            self._forms[place.page] = _form(self._pdf, self._grafted, self._ground.opened.pdf, place.page - 1)
        form, shown = self._forms[place.page]
        found = [(form, mupdf.fz_concat(shown, on_face))]
        for note in (each for each in self._ground.stickies if each.page == place.page):
            left, top, _, _ = sticky_box(note, (width, height))
            if note.id not in self._stickies:
                pdf = mupdf.pdf_document_from_fz_document(sticky_paper(note).this)
                self._stickies[note.id] = _form(self._pdf, mupdf.pdf_new_graft_map(self._pdf), pdf, 0)
            form, shown = self._stickies[note.id]
            there = mupdf.fz_concat(mupdf.fz_concat(shown, mupdf.fz_translate(left, top)), on_face)
            found.append((form, there))
        return found


def impose(ground: Ground, faces: Sequence[Face], copies: int, title: str, password: str | None) -> bytes:
    """The faces, ``copies`` times over, one copy after the other. Raises PageFailed for a page that cannot be read."""
    job = Imposition(ground)
    for _ in range(copies):
        for face in faces:
            job.add(face)
    return job.content(title, password)


def is_picture(opened: Opened, page: int) -> bool:
    """Whether a large image lies on the page."""
    with failing_as(lambda: PageFailed(page=page)):
        images: list[Any] = opened.document.get_page_images(page - 1)
        return any(image[2] * image[3] >= _PICTURE for image in images)


def ground_of(opened: Opened, notes: Sequence[Note]) -> Ground:
    """Raises PageUnknown, NoteInvalid and PageFailed."""
    with failing_as(lambda: PageFailed(page=1)):
        return Ground(opened, notes)


def _form(target: Any, grafted: Any, source: Any, index: int) -> tuple[Any, Any]:
    """A page's content as a form of ``target``, and the matrix from its user space to the page as shown (y downwards)."""
    page = mupdf.pdf_lookup_page_obj(source, index)
    shown, matrix = transformed_box(page)
    box = mupdf.fz_transform_rect(shown, mupdf.fz_invert_matrix(matrix))
    resources = mupdf.pdf_dict_get_inheritable(page, mupdf.pdf_new_name("Resources"))
    kept = (
        mupdf.pdf_new_dict(target, 1)
        if mupdf.pdf_is_null(resources)
        else mupdf.pdf_graft_mapped_object(grafted, resources)
    )
    content = mupdf.fz_new_buffer_from_copied_data(content_of(page))
    form = mupdf.pdf_new_xobject(target, box, mupdf.FzMatrix(), kept, content)
    group = mupdf.pdf_dict_gets(page, "Group")
    if not mupdf.pdf_is_null(group):  # how the page's transparency is blended
        mupdf.pdf_dict_puts(form, "Group", mupdf.pdf_graft_mapped_object(grafted, group))
    return form, matrix


def _numbers(matrix: Any) -> str:
    return " ".join(f"{value:.5f}" for value in (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f))
