"""search: find words in all materials and in the reader's own notes."""

from typing import TYPE_CHECKING, Any

import click

from dxmeet.cli.invocation import Invocation
from dxmeet.cli.options import Command, pass_invocation
from dxmeet.cli.tables import shown
from dxmeet.errors import InputInvalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dxmeet.services.searching import Found, Hit, Named


@click.command("search", cls=Command)
@click.argument("text", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(0), help="表示する件数。 How many hits; all of them by default.")
@pass_invocation
def search(invocation: Invocation, text: tuple[str, ...], limit: int | None) -> None:
    """すべての資料と書き込みから探す。 Find words in all materials and notes; several words must stand on one page."""
    from dxmeet.services.searching import words_of

    wanted = " ".join(text)
    if not words_of(wanted):
        raise InputInvalid(field="text", value=wanted)
    with invocation.services() as services:
        with invocation.progress() as progress:
            services.indexing.run(progress)
        found = services.searching.search(wanted, limit=limit, boxes=True)
    document = {
        "total": found.total,
        "hits": [_plain(hit) for hit in found.hits],
        "titles": _named(found.titles),
        "silent": _named(found.silent),
        "doubtful": _named(found.doubtful),
        "locked": _named(found.locked),
        "unread": _named(found.unread),
    }
    invocation.answer(document, list(_lines(invocation, found)))


def _plain(hit: "Hit") -> dict[str, Any]:
    before = len(hit.snippet.before)
    return {
        "packet": hit.packet,
        "material": hit.material,
        "page": hit.page,
        "where": "note" if hit.note else "text",
        "snippet": str(hit.snippet),
        "boxes": [[round(value, 2) for value in box] for box in hit.boxes],
        "emphasis": [before, before + len(hit.snippet.hit)],
        "revision": hit.revision,
        "note": hit.note,
    }


def _named(named: "Sequence[Named]") -> list[dict[str, str]]:
    return [{"packet": each.packet, "material": each.material, "title": each.material_title} for each in named]


def _lines(invocation: Invocation, found: "Found") -> "Iterable[str]":
    """Materials by their names; then by packet and material, the word in bold where the terminal can."""
    if found.titles:
        yield invocation.said("named so")
    for each in found.titles:
        yield f"    {shown(each.packet_title)}  {shown(each.material_title)}  [{each.material}]"
    before: tuple[str, str] | None = None
    for hit in found.hits:
        if before != (hit.packet, hit.material):
            before = hit.packet, hit.material
            yield f"{hit.date}  {shown(hit.packet_title)}  {shown(hit.material_title)}  [{hit.material}]"
        mark = invocation.said("note mark") if hit.note else ""
        word = click.style(shown(hit.snippet.hit), bold=True)
        yield f"    p.{hit.page}  {mark}{shown(hit.snippet.before)}{word}{shown(hit.snippet.after)}"
    none = "names only" if found.titles else "no hits"
    yield invocation.said("hits", total=found.total) if found.total else invocation.said(none)
    for word in ("silent", "doubtful", "locked", "unread"):
        named: Sequence[Named] = getattr(found, word)
        if named:
            yield invocation.said(f"{word} text", names="、".join(shown(each.material_title) for each in named))
