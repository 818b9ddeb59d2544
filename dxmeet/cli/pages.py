"""page: open a material as the window does and draw one of its pages into a PNG file."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from dxmeet.cli.choosing import choose_material
from dxmeet.cli.doors import asked, pdf_password, someone_there
from dxmeet.cli.invocation import Invocation
from dxmeet.cli.options import PATH, Command, pass_invocation
from dxmeet.cli.places import check_folder_of
from dxmeet.errors import InputInvalid, PageUnknown, PdfPasswordNeeded

_DPI = range(10, 601)
_POINTS_AN_INCH = 72.0

_Result = TypeVar("_Result")


@click.command("page", cls=Command)
@click.argument("material")
@click.option("--page", "number", type=int, required=True, help="ページ(1から)。 Page, from 1.")
@click.option("--dpi", type=int, default=150, help="細かさ。 Dots an inch.")
@click.option("--out", type=PATH, required=True, metavar="P.png", help="書き出し先。 Where the PNG goes.")
@click.option("--notes", "with_notes", is_flag=True, help="書き込みも描く。 Draw the notes, too.")
@pass_invocation
def page(invocation: Invocation, material: str, number: int, dpi: int, out: Path, with_notes: bool) -> None:
    """1ページを画像にする。 Draw one page as PNG; recorded as opened."""
    from dxmeet.services.reports.placement import place

    if dpi not in _DPI:
        raise InputInvalid(field="dpi", value=dpi)
    check_folder_of(out)
    with invocation.services() as services:
        chosen = choose_material(services.library.packets(), material)
        known = services.library.material(chosen)[1].revision
        # Before it counts as opened; of a paper with a password no page is known until then.
        if known is not None and known.pages and not 1 <= number <= len(known.pages):
            raise PageUnknown(page=number, pages=len(known.pages))
        opened = with_password(invocation, lambda password: services.reading.open(chosen, password=password))
        try:
            revision = opened.revision
            notes = services.annotating.notes(chosen, revision.id) if with_notes and revision else []
            there = [note for note in notes if note.page == number]
            png, width, height = opened.document.png(number, dpi / _POINTS_AN_INCH, there)
        finally:
            opened.document.close()
        place(out, png)
        services.reading.seen(opened)
    document = {
        "material": chosen,
        "revision": revision.id if revision else None,
        "page": number,
        "width_px": width,
        "height_px": height,
        "out": str(out),
    }
    invocation.answer(document, [invocation.said("page drawn", out=out, width=width, height=height)])


def with_password(invocation: Invocation, read: Callable[[str | None], _Result]) -> _Result:
    """Try with the environment's password, then with one that a person types. Raises PdfPasswordNeeded, PdfPasswordWrong."""
    try:
        return read(pdf_password())
    except PdfPasswordNeeded:
        if not someone_there():
            raise
    return read(asked(invocation.language, "pdf password"))
