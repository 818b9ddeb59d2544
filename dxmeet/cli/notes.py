"""notes: list them, add some from JSON, export a PDF that carries them, carry them to the newest revision."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from dxmeet.cli import shapes
from dxmeet.cli.choosing import choose_material
from dxmeet.cli.invocation import Invocation
from dxmeet.cli.options import PATH, Group, pass_invocation
from dxmeet.cli.pages import with_password
from dxmeet.cli.places import check_folder_of, decoded, read_text
from dxmeet.cli.tables import shown, table
from dxmeet.domain.annotation import Note, Outcome
from dxmeet.domain.packet import MaterialId, Revision
from dxmeet.errors import InputInvalid, MaterialNotReady, NoteInvalid

if TYPE_CHECKING:
    from dxmeet.services.offered import Services


@click.group("notes", cls=Group)
def notes() -> None:
    """書き込みの一覧・追加・書き出し・引き継ぎ。 Notes: list, add, export, carry."""


@notes.command("list")
@click.argument("material")
@pass_invocation
def list_(invocation: Invocation, material: str) -> None:
    """書き込みの一覧。 The notes of a material, those on earlier revisions included."""
    with invocation.services() as services:
        chosen, revision = _material(services, material)
        found = services.annotating.notes(chosen)
    document = shapes.notes_plain(chosen, revision.id if revision else None, found)
    invocation.answer(document, _rows(found) or [invocation.said("no notes")])


@notes.command("add")
@click.argument("material")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@pass_invocation
def add(invocation: Invocation, material: str, file: Path) -> None:
    """JSONから書き込みを追加(全部か、なしか)。 Add notes from JSON, all or none; - reads stdin."""
    untrusted = read_notes(sys.stdin.buffer.read() if str(file) == "-" else file)
    with invocation.services() as services:
        chosen, revision = _material(services, material)
        if revision is None:
            known = services.library.material(chosen)[1]
            raise MaterialNotReady(material=chosen, state=known.code or known.state.value)
        fresh = [services.annotating.fresh(chosen, revision, each["page"], each) for each in untrusted]
        services.annotating.add(*fresh)
    document = shapes.notes_plain(chosen, revision.id, fresh)
    invocation.answer(document, [invocation.said("notes added", count=len(fresh))])


@notes.command("export")
@click.argument("material")
@click.option("--out", type=PATH, required=True, metavar="FILE.pdf", help="書き出し先。 Where the PDF goes.")
@click.option("--flat", is_flag=True, help="ページに焼き付ける。 Drawn into the pages instead.")
@click.option("--list", "listed", is_flag=True, help="書き込みの一覧だけ。 Only the list of notes, as PDF or text.")
@click.option("--packet", is_flag=True, help="会議の全資料の一覧。 The list of all materials of the packet.")
@click.option("--anonymous", is_flag=True, help="名前と日時を付けない。 Without names and times.")
@pass_invocation
def export(
    invocation: Invocation, material: str, out: Path, flat: bool, listed: bool, packet: bool, anonymous: bool
) -> None:
    """書き込みの入ったPDFを書き出す。 Write a PDF with real annotations; a FILE.txt gets the list for the minutes."""
    check_folder_of(out)
    if listed or packet or out.suffix.lower() == ".txt":
        if out.suffix.lower() not in (".pdf", ".txt"):
            raise InputInvalid(field="out", value=out.name)
        _export_list(invocation, material, out, whole=packet)
        return
    with invocation.services() as services:
        chosen, _ = _material(services, material)
        count = with_password(
            invocation,
            lambda password: services.annotating.export(
                chosen, out, password=password, flat=flat, signed=not anonymous
            ),
        )
    invocation.answer({"out": str(out), "notes": count}, [invocation.said("notes exported", count=count, out=out)])


@notes.command("import")
@click.argument("material")
@pass_invocation
def import_(invocation: Invocation, material: str) -> None:
    """資料のPDFに付いている書き込みを一覧に加える。 List the annotations that the PDF itself carries; never twice."""
    with invocation.services() as services:
        chosen, _ = _material(services, material)
        count, _ = with_password(invocation, lambda password: services.annotating.bring_in(chosen, password=password))
    invocation.answer({"material": chosen, "notes": count}, [invocation.said("notes added", count=count)])


@notes.command("history")
@click.argument("material")
@pass_invocation
def history(invocation: Invocation, material: str) -> None:
    """書き込みの履歴。 Every moment the notes of a material can be brought back to."""
    with invocation.services() as services:
        chosen, _ = _material(services, material)
        moments = services.annotating.history(chosen)
    rows = [
        (f"{each.number}", each.at.isoformat(timespec="seconds"), each.deed.value, f"{each.notes}") for each in moments
    ]
    document = {"material": chosen, "moments": shapes.plain(moments)}
    invocation.answer(document, table(rows) or [invocation.said("no notes")])


@notes.command("restore")
@click.argument("material")
@click.option(
    "--to", "number", type=click.IntRange(min=0), required=True, help="履歴の番号。 A number of notes history."
)
@pass_invocation
def restore(invocation: Invocation, material: str, number: int) -> None:
    """書き込みをその時点に戻す(元に戻せる)。 Bring the notes back to how they were; that can be undone itself."""
    with invocation.services() as services:
        chosen, _ = _material(services, material)
        done = bool(services.annotating.restore(chosen, number))
        count = len(services.annotating.notes(chosen))
    word = "notes restored" if done else "nothing to restore"
    invocation.answer({"material": chosen, "restored": done, "notes": count}, [invocation.said(word, number=number)])


@notes.command("carry")
@click.argument("material")
@pass_invocation
def carry(invocation: Invocation, material: str) -> None:
    """差し替え後の版へ書き込みを移す。 Carry notes to the newest revision; again changes nothing."""
    with invocation.services() as services:
        chosen, _ = _material(services, material)
        with invocation.progress() as progress:
            result = services.carrying.carry(chosen, progress)
    counts = {outcome.value: result.count(outcome) for outcome in Outcome}
    lines = [invocation.said("notes carried", **counts)] if result.old else [invocation.said("nothing to carry")]
    invocation.answer(shapes.carried_plain(result), lines)


def read_notes(source: Path | bytes) -> list[dict[str, Any]]:
    """The notes of a JSON list (or of an answer of ``notes list``), each with a page; nothing else in them is checked.

    Raises NoteInvalid, or a FileError.
    """
    text = decoded(source, "-") if isinstance(source, bytes) else read_text(source)
    try:
        untrusted: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NoteInvalid(reason="json") from error
    if isinstance(untrusted, dict):
        untrusted = cast("dict[str, Any]", untrusted).get("notes")
    if not isinstance(untrusted, list):
        raise NoteInvalid(reason="list")
    return [_with_page(each) for each in cast("list[Any]", untrusted)]


def _with_page(untrusted: Any) -> dict[str, Any]:
    if not isinstance(untrusted, dict):
        raise NoteInvalid(reason="object")
    note = cast("dict[str, Any]", untrusted)
    if type(note.get("page")) is not int:  # True is an int, too
        raise NoteInvalid(reason="page")
    return note


def _material(services: "Services", wanted: str) -> tuple[MaterialId, Revision | None]:
    chosen = choose_material(services.library.packets(), wanted)
    return chosen, services.library.material(chosen)[1].revision


def _export_list(invocation: Invocation, material: str, out: Path, *, whole: bool) -> None:
    with invocation.services() as services:
        chosen, _ = _material(services, material)
        count = services.annotating.write_list(chosen, out, whole=whole)
    invocation.answer({"out": str(out), "notes": count}, [invocation.said("notes exported", count=count, out=out)])


def _rows(found: list[Note]) -> list[str]:
    return table(
        [(f"p.{each.page}", each.kind.value, shown(each.text or each.quote), f"[{each.id}]") for each in found]
    )
