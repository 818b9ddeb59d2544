"""ledger and stats: this terminal's own entries, and the figures of all terminals."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dxmeet.cli import shapes
from dxmeet.cli.invocation import Invocation
from dxmeet.cli.options import PATH, Command, Group, pass_invocation
from dxmeet.cli.options import month as month_of_year
from dxmeet.cli.packets import send_entries
from dxmeet.cli.places import check_folder_of
from dxmeet.cli.tables import shown, table
from dxmeet.domain.event import EventType
from dxmeet.domain.fiscal import TOKYO
from dxmeet.errors import FileExists
from dxmeet.reasons import reason

if TYPE_CHECKING:
    from dxmeet.domain.fiscal import Purchase, Target
    from dxmeet.services.ledger import OwnEntry


@click.command("ledger", cls=Command)
@click.option("--month", type=month_of_year, metavar="YYYY-MM", help="この月だけ。 Of one month only.")
@click.option("--correct", metavar="ENTRY", help="この番号の記録を取り消す。 Take this entry back.")
@click.option("--why", default="", help="取り消す理由。 Why.")
@pass_invocation
def ledger(invocation: Invocation, month: str | None, correct: str | None, why: str) -> None:
    """この端末の記録(私の記録)。 This terminal's own entries."""
    if correct is not None and not why.strip():
        raise click.UsageError("--correct には --why が要ります。 --correct needs --why.")
    with invocation.services() as services:
        if correct is not None:
            services.ledger.corrected(services.ledger.number_of(correct), why.strip())
        told = services.ledger.told(month)
    document = {"entries": [each.event.plain() for each in told]}
    document |= {"taken_back": [list(each.event.key) for each in told if each.taken_back]}
    lines = [invocation.said("entry corrected", entry=shown(correct))] if correct is not None else []
    invocation.answer(document, lines + (_rows(invocation, told) or [invocation.said("no entries")]))


@click.group("stats", cls=Group)
def stats() -> None:
    """統計の集計・書き出し・検算。 Figures: merge, export, verify."""


@stats.command("merge")
@pass_invocation
def merge(invocation: Invocation) -> None:
    """全端末の記録を集める。 Read the entries of all terminals."""
    with invocation.services() as services:
        with invocation.progress() as progress:
            send_entries(services)  # those of this terminal, too
            result = services.merging.merge(progress)
        context = services.merging.context()
    document: dict[str, Any] = {
        "segments": result.segments,
        "events": result.events,
        "problems": shapes.pairs(result.problems),
        "gaps": shapes.plain(context.gaps),
        "forks": shapes.plain(context.forks),
        "provisional": context.provisional,
    }
    counts = {"segments": result.segments, "events": result.events, "problems": len(result.problems)}
    rows = [(shown(name), reason(code, invocation.language)) for name, code in result.problems]
    lines = [invocation.said("merged", **counts), *table(rows, indent="  ")]
    lines += [
        invocation.said(word, **_shown(each)) for word in ("gap", "fork") for each in getattr(context, f"{word}s")
    ]
    invocation.answer(document, lines + _caution(invocation, context.provisional))


@stats.command("export")
@click.option("--fy", type=click.IntRange(2000, 2100), required=True, help="年度。 Fiscal year.")
@click.option(
    "--format", "form", type=click.Choice(["csv", "xlsx", "pdf", "json"]), required=True, help="形式。 Format."
)
@click.option("--out", type=PATH, required=True, metavar="FILE", help="書き出し先。 Where the report goes.")
@click.option("--entries", type=PATH, metavar="FILE", help="元の記録も書き出す。 The entries it came from.")
@click.option("--include-small", is_flag=True, help="3人未満の欄も出す。 Do not hide groups under three readers.")
@pass_invocation
def export(invocation: Invocation, fy: int, form: str, out: Path, entries: Path | None, include_small: bool) -> None:
    """年度の報告を書き出す。 Write the report of a fiscal year."""
    for place in (out, entries):
        if place is not None:
            check_folder_of(place)
    if entries is not None and entries.absolute() == out.absolute():
        raise FileExists(path=str(out))
    with invocation.services() as services:
        written = services.reporting.export(fy, form, out, entries=entries, include_small=include_small)
    document = {name: written[name] for name in ("out", "format", "fy", "entries", "provisional")}
    lines = [invocation.said("exported", fy=fy, out=shown(str(out)))]
    if entries is not None:
        places = {name: shown(written[name]) for name in ("entries", "totals")}
        lines.append(invocation.said("exported entries", **places))
    invocation.answer(document, lines + _caution(invocation, written["provisional"]))


@stats.command("verify")
@click.argument("file", type=PATH)
@pass_invocation
def verify(invocation: Invocation, file: Path) -> None:
    """書き出した記録から検算する。 Recompute the figures from exported entries and compare."""
    from dxmeet.services.reporting import Reporting

    found = Reporting.verify(file)  # without a profile: whoever receives a report may check it
    document = {"ok": True, "fy": found["fy"], "events": found["entries"]}
    invocation.answer(document, [invocation.said("verified", fy=found["fy"], events=found["entries"])])


def _figure(kind: str, kinds: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """What a figure that is entered by hand consists of, besides when: SHEETS, --kind, --source."""

    def asked(command: Callable[..., None]) -> Callable[..., None]:
        command = click.option("--source", default="", help="出典。 Where the figure is from.")(
            pass_invocation(command)
        )
        command = click.option("--kind", default=kind, help=kinds)(command)
        return click.argument("sheets")(command)

    return asked


@stats.group("purchases", cls=Group, invoke_without_command=True)
@click.pass_context
def purchases(context: click.Context) -> None:
    """用紙の購入量。 Paper purchased."""
    if context.invoked_subcommand is None:
        invocation = context.ensure_object(Invocation)
        with invocation.services() as services:
            known = services.purchasing.purchases()
        rows = [_figure_row(invocation, each.month, each) for each in known]
        invocation.answer({"purchases": [asdict(each) for each in known]}, table(rows))


@purchases.command("import")
@click.argument("file", type=PATH)
@pass_invocation
def import_purchases(invocation: Invocation, file: Path) -> None:
    """月,枚数,区分,出典 のCSVを取り込む。 Take in a CSV of month, sheets, kind, source."""
    with invocation.services() as services:
        new, _ = services.purchasing.import_csv(file)
        known = services.purchasing.purchases()
    document = {"new": new, "purchases": [asdict(each) for each in known]}
    invocation.answer(document, [invocation.said("purchases taken", new=new)])


@purchases.command("enter")
@click.argument("month")
@_figure("実績", "実績 か 推計。 actual or estimate.")
def enter_purchase(invocation: Invocation, month: str, sheets: str, kind: str, source: str) -> None:
    """月(2026-04)か年度(2026)の購入枚数を記録・訂正する。 Enter or correct what was purchased."""
    with invocation.services() as services:
        services.purchasing.enter(month, sheets, kind, source)
        known = services.purchasing.purchases()
    said = invocation.said("purchase entered", month=shown(month), sheets=shown(sheets))
    invocation.answer({"purchases": [asdict(each) for each in known]}, [said])


@stats.group("targets", cls=Group, invoke_without_command=True)
@click.pass_context
def targets(context: click.Context) -> None:
    """年度ごとの購入量の目標(A4の枚数)。 Targets of purchase by fiscal year, in sheets of A4."""
    if context.invoked_subcommand is None:
        invocation = context.ensure_object(Invocation)
        with invocation.services() as services:
            known = services.merging.context().targets
        rows = [_figure_row(invocation, str(each.fy), each) for each in known]
        invocation.answer({"targets": [asdict(each) for each in known]}, table(rows))


@targets.command("enter")
@click.argument("fy", type=click.IntRange(2000, 2100))
@_figure("目標", "目標、推計 か 実績。 target, estimate or actual.")
def enter_target(invocation: Invocation, fy: int, sheets: str, kind: str, source: str) -> None:
    """年度の目標を記録・訂正する。 Enter or correct the target of a fiscal year."""
    with invocation.services() as services:
        services.purchasing.set_target(fy, sheets, kind, source)
        known = services.merging.context().targets
    said = invocation.said("target entered", fy=fy, sheets=shown(sheets))
    invocation.answer({"targets": [asdict(each) for each in known]}, [said])


def _shown(listed: dict[str, Any]) -> dict[str, str]:
    return {name: shown(str(each)) for name, each in listed.items()}


def _figure_row(invocation: Invocation, when: str, figure: "Purchase | Target") -> tuple[str, ...]:
    return (when, f"{figure.sheets:,}", invocation.said(f"kind {figure.kind}"), shown(figure.source))


def _caution(invocation: Invocation, provisional: bool) -> list[str]:
    return [invocation.said("provisional")] if provisional else []


def _rows(invocation: Invocation, told: "Sequence[OwnEntry]") -> list[str]:
    return table([_row(invocation, each) for each in told])


def _row(invocation: Invocation, entry: "OwnEntry") -> tuple[str, ...]:
    event = entry.event
    pages = {name: event.fields.get(f"pages_{name}", 0) for name in ("a4", "a3")}
    amount = ""
    if event.type is EventType.OPENED:
        amount = invocation.said("pages of", **pages)
    elif event.type is EventType.PRINTED:
        amount = invocation.said("sheets of", a4=entry.sheets.a4, a3=entry.sheets.a3)
    return (
        entry.number,
        event.at.astimezone(TOKYO).strftime("%Y-%m-%d %H:%M"),
        invocation.said(f"did {event.type.value}"),
        shown(entry.packet),
        shown(entry.material),
        amount,
        invocation.said("entry undone") if entry.taken_back else "",
    )
