"""print: the print job of a material as a file, counted as if it had gone to a printer."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dxmeet.cli.choosing import choose_material
from dxmeet.cli.invocation import Invocation
from dxmeet.cli.options import PATH, Command, pass_invocation
from dxmeet.cli.pages import with_password
from dxmeet.cli.places import check_folder_of
from dxmeet.domain.paper import Sheets
from dxmeet.domain.printing import PrintSettings, Reason, page_range
from dxmeet.errors import FileExists

if TYPE_CHECKING:
    from dxmeet.services.printing import PrintJob, Sent

_KEYS = {each.name.lower().replace("_", "-"): each for each in Reason}
_REASONS = [each.value for each in Reason] + list(_KEYS)


@click.command("print", cls=Command)
@click.argument("material")
@click.option("--pages", "chosen", default="", metavar="1-4,7", help="ページ(省くとすべて)。 Pages; all without it.")
@click.option("--copies", type=int, default=1, help="部数。 Copies.")
@click.option("--sides", type=int, default=2, help="印刷面(1か2)。 Sides, 1 or 2.")
@click.option("--nup", type=int, default=1, help="1面に載せるページ(1・2・4)。 Pages a side.")
@click.option("--notes", "with_notes", is_flag=True, help="書き込みも印刷。 With the notes.")
@click.option(
    "--reason", type=click.Choice(_REASONS), required=True, metavar="R", help=f"理由。 Why: {', '.join(_REASONS)}"
)
@click.option("--to", "out", type=PATH, required=True, metavar="FILE.pdf", help="書き出し先。 Where the job goes.")
@pass_invocation
def print_(
    invocation: Invocation,
    material: str,
    chosen: str,
    copies: int,
    sides: int,
    nup: int,
    with_notes: bool,
    reason: str,
    out: Path,
) -> None:
    """印刷物をPDFファイルとして作り、枚数を記録する。 The print job as a file, counted honestly."""
    check_folder_of(out)
    if out.exists():
        raise FileExists(path=str(out))
    why = _KEYS.get(reason) or Reason(reason)
    with invocation.services() as services:
        wanted = choose_material(services.library.packets(), material)
        job = with_password(invocation, lambda password: services.printing.begin(wanted, password=password))
        try:
            settings = PrintSettings(page_range(chosen, len(job.pages)), copies, sides, nup, with_notes)
            sent = services.printing.write(job, settings, why, out)
        finally:
            job.close()
    document = {"material": wanted, **_plain(job, settings, sent), "reason": why.value, "out": str(out)}
    said = invocation.said("printed to file", out=out, sheets=_sheets(invocation, sent.sheets), copies=sent.copies)
    invocation.answer(document, [said])


def _plain(job: "PrintJob", settings: PrintSettings, sent: "Sent") -> dict[str, Any]:
    revision = job.material.revision
    return {
        "revision": revision.id if revision else None,
        "pages": list(settings.pages),
        "pages_a4": sent.pages[0],
        "pages_a3": sent.pages[1],
        "copies": sent.copies,
        "sides": sent.sides,
        "nup": sent.nup,
        "notes": settings.notes,
        "sheets": {"a4": sent.sheets.a4, "a3": sent.sheets.a3},
    }


def _sheets(invocation: Invocation, sheets: Sheets) -> str:
    parts = [("sheets a4", sheets.a4), ("sheets a3", sheets.a3)]
    return " + ".join(invocation.said(word, count=count) for word, count in parts if count)
