"""list, publish, replace, withdraw: what there is, and what an organiser does with it."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dxmeet.cli import shapes
from dxmeet.cli.choosing import choose_material, choose_packet
from dxmeet.cli.invocation import Invocation
from dxmeet.cli.options import PATH, Command, clock, day, keeping, pass_invocation
from dxmeet.cli.places import check_readable, read_text
from dxmeet.cli.tables import shown, table
from dxmeet.domain.packet import Baseline, Basis, Keeping, Kind, Material, MaterialId, Packet, PacketId, Per, State
from dxmeet.domain.syncplan import ShareState
from dxmeet.errors import DiskFull, FileEmpty, InputInvalid, MaterialUnknown, PacketUnknown, ShareError
from dxmeet.reasons import reason

if TYPE_CHECKING:
    from dxmeet.services.library import SyncState
    from dxmeet.services.offered import Services
    from dxmeet.services.publishing import Distribution

_NOT_HERE = (State.WAITING, State.REFUSED)
_SHORT = 12  # characters of an id in a table: enough to be typed back as its beginning


@click.command("list", cls=Command)
@pass_invocation
def list_(invocation: Invocation) -> None:
    """資料の一覧。 Packets and materials on this machine."""
    with invocation.services() as services:
        state = services.library.sync_state()
        packets = services.library.packets()
        document = shapes.library(services.reader.share, state, packets)
    lines = _state_lines(invocation, state)
    for packet in packets:
        lines += _packet_lines(invocation, packet, state.shut)
    invocation.answer(document, lines if packets else [*lines, invocation.said("no packets")])


@click.command("publish", cls=Command)
@click.option("--share", type=PATH, metavar="DIR", help="配布先の共有フォルダー。 The shared folder.")
@click.option("--kind", type=click.Choice([each.value for each in Kind]), required=True, help="会議・配布資料。 Kind.")
@click.option("--title", required=True, help="件名。 Title.")
@click.option("--date", "held_on", type=day, required=True, help="開催日・配布日。 Day.")
@click.option("--starts", type=clock, help="開始時刻。 Starting time.")
@click.option("--place", default="", help="場所。 Place.")
@click.option("--copies", type=click.IntRange(0, 100_000), help="紙での部数。 Copies on paper.")
@click.option("--sides", type=click.Choice(["1", "2"]), default="2", help="片面・両面。 Sides.")
@click.option("--nup", type=click.Choice(["1", "2", "4"]), default="1", help="集約。 Pages a side.")
@click.option(
    "--basis", type=click.Choice([each.value for each in Basis]), default="none", help="部数の根拠。 Basis of copies."
)
@click.option("--per", type=click.Choice([each.value for each in Per]), default="reader", help="1部の単位。 Copy for.")
@click.option("--audience", type=PATH, metavar="FILE", help="配布先の名簿。 Who it is for, one a line.")
@click.option("--keep-until", type=day, help="保存期限。 Kept until.")
@click.option("--offline", type=keeping, default="keep", help="端末への保存。 keep, memory or lease(14).")
@click.option("--no-printing", is_flag=True, help="印刷させない。 Not to be printed.")
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE...")
@pass_invocation
def publish(invocation: Invocation, share: Path | None, files: tuple[Path, ...], **declared: Any) -> None:
    """資料を配布する。 Distribute PDFs as a packet."""
    wanted = _distribution(files, declared)
    for file in files:
        check_readable(file)
    with invocation.services(share) as services, invocation.progress() as progress:
        done = services.publishing.publish(wanted, progress)
        send_entries(services)
    document = shapes.published_plain(done.packet, done.generation, done.materials)
    lines = [invocation.said("published", packet=done.packet, count=len(done.materials))]
    invocation.answer(document, lines + _material_rows(done.materials))


@click.command("replace", cls=Command)
@click.argument("packet")
@click.argument("material")
@click.argument("file", type=PATH)
@pass_invocation
def replace(invocation: Invocation, packet: str, material: str, file: Path) -> None:
    """資料を差し替える。 Replace a material by a new file."""
    check_readable(file)
    with invocation.services() as services:
        chosen, part = _chosen(services, packet, material)
        done = services.publishing.replace(chosen, MaterialId(part or material), file.absolute())
        send_entries(services)
    document = shapes.published_plain(done.packet, done.generation, done.materials)
    lines = [invocation.said("replaced", packet=done.packet, generation=done.generation)]
    invocation.answer(document, lines + _material_rows(done.materials))


@click.command("withdraw", cls=Command)
@click.argument("packet")
@click.argument("material", required=False)
@pass_invocation
def withdraw(invocation: Invocation, packet: str, material: str | None) -> None:
    """資料または全体を回収する。 Withdraw a material or the whole packet."""
    with invocation.services() as services:
        done = services.publishing.withdraw(*_chosen(services, packet, material))
    document = shapes.published_plain(done.packet, done.generation, done.materials)
    lines = [invocation.said("taken back", packet=done.packet, generation=done.generation)]
    invocation.answer(document, lines + _material_rows(done.materials))


def send_entries(services: "Services") -> None:
    """What was distributed is part of everybody's figures, also where the organiser never synchronises. What cannot be
    sent now goes with the next synchronisation."""
    with suppress(ShareError, DiskFull):
        services.send()


def audience_lines(path: Path) -> tuple[str, ...]:
    """A reader's name or ``department:NAME`` a line; empty lines and those that begin with ``#`` say nothing.

    A file that names nobody would mean everyone, so it is refused: FileEmpty. Raises FileError and InputInvalid.
    """
    lines = [line.strip() for line in read_text(path).splitlines()]
    named = tuple(line for line in lines if line and not line.startswith("#"))
    if not named:
        raise FileEmpty(path=str(path))
    for line in named:
        if line.startswith("department:") and not line.removeprefix("department:").strip():
            raise InputInvalid(field="audience", value=line)
    return named


def _distribution(files: Sequence[Path], declared: Mapping[str, Any]) -> "Distribution":
    """What the options say. Raises InputInvalid or a FileError."""
    from dxmeet.services.publishing import Distribution

    title, offline, audience = declared["title"].strip(), declared["offline"], declared["audience"]
    if not title:
        raise InputInvalid(field="title", value="")
    return Distribution(
        kind=Kind(declared["kind"]),
        title=title,
        day=declared["held_on"],
        files=tuple(file.absolute() for file in files),
        starts=declared["starts"],
        place=declared["place"].strip(),
        baseline=_baseline(declared),
        audience=audience_lines(audience) if audience else (),
        keeping=Keeping(offline.policy, offline.lease_days, declared["keep_until"]),
        printing=not declared["no_printing"],
    )


def _baseline(declared: Mapping[str, Any]) -> Baseline:
    """Whoever claims paper must say how many copies. Raises InputInvalid."""
    copies, basis = declared["copies"], Basis(declared["basis"])
    if basis is not Basis.NONE and not copies:
        raise InputInvalid(field="copies", value="" if copies is None else copies)
    return Baseline(copies or 0, int(declared["sides"]), int(declared["nup"]), basis, Per(declared["per"]))


def _chosen(services: "Services", packet: str, material: str | None) -> tuple[PacketId, MaterialId | None]:
    """What was published a moment ago is not known here yet: then look at the share once and choose again."""
    try:
        return _known(services, packet, material)
    except (PacketUnknown, MaterialUnknown):
        services.synchronising.synchronise()
        return _known(services, packet, material)


def _known(services: "Services", packet: str, material: str | None) -> tuple[PacketId, MaterialId | None]:
    packets = services.library.packets()
    chosen = choose_packet(packets, packet)
    within = [each for each in packets if each.id == chosen]
    return chosen, None if material is None else choose_material(within, material)


def _packet_lines(invocation: Invocation, packet: Packet, shut: frozenset[PacketId]) -> list[str]:
    day = packet.date.isoformat() if packet.date else packet.month or invocation.said("unnamed day")
    heading = [invocation.said(packet.kind.value), day, shown(packet.title), f"[{packet.id[:_SHORT]}]"]
    if packet.id in shut:
        heading.append(reason("lease-over", invocation.language))
    rows = [
        (
            str(each.order),
            shown(each.title),
            invocation.said("pages", count=len(each.revision.pages)) if each.revision and each.revision.pages else "",
            invocation.said(each.state.value) + _because(invocation, each),
            invocation.said("notes", count=each.notes) if each.notes else "",
            f"[{each.id[:_SHORT]}]",
        )
        for each in packet.materials
    ]
    return ["", "  ".join(heading), *table(rows, indent="  ")]


def _because(invocation: Invocation, material: Material) -> str:
    """Why it is not here, or not in its newest edition."""
    why = reason(material.code, invocation.language)
    if material.outdated:
        return f" ({invocation.said('newest', why=why)})"
    return f" ({why})" if material.code and material.state in _NOT_HERE else ""


def _material_rows(materials: tuple[tuple[str, str, str], ...]) -> list[str]:
    return table([(f"[{id}]", shown(title)) for id, title, _ in materials], indent="  ")


def _state_lines(invocation: Invocation, sync: "SyncState") -> list[str]:
    """When the share was last seen whole, and what the last look met if it was not."""
    at = sync.checked_at
    seen = invocation.said("checked", at=at.astimezone().strftime("%m/%d %H:%M")) if at else ""
    if sync.state is ShareState.NEVER:
        return [invocation.said("not checked")]
    trouble = "" if sync.state is ShareState.OK else reason(sync.state.value, invocation.language)
    return [line for line in (seen, trouble) if line]
