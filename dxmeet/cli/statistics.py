"""ledger and stats: this terminal's own entries, and the figures of all terminals."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from dxmeet.cli import shapes
from dxmeet.cli.invocation import Invocation
from dxmeet.cli.options import PATH, Command, Group, pass_invocation
from dxmeet.cli.options import month as month_of_year
from dxmeet.cli.places import check_folder_of
from dxmeet.cli.tables import shown, table
from dxmeet.domain.event import Event
from dxmeet.errors import FileExists
from dxmeet.messages import reason


@click.command("ledger", cls=Command)
@click.option("--month", type=month_of_year, metavar="YYYY-MM", help="この月だけ。 Of one month only.")
@pass_invocation
def ledger(invocation: Invocation, month: str | None) -> None:
    """この端末の記録。 This terminal's own entries."""
    with invocation.services() as services:
        entries = services.ledger.entries(month)
    document = {"entries": [each.plain() for each in entries]}
    invocation.answer(document, _rows(entries) or [invocation.said("no entries")])


@click.group("stats", cls=Group)
def stats() -> None:
    """統計の集計・書き出し・検算。 Figures: merge, export, verify."""


@stats.command("merge")
@pass_invocation
def merge(invocation: Invocation) -> None:
    """全端末の記録を集める。 Read the entries of all terminals."""
    with invocation.services() as services:
        with invocation.progress() as progress:
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
    lines = [invocation.said("exported", fy=fy, out=out)]
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


@stats.group("purchases", cls=Group)
def purchases() -> None:
    """用紙の購入量。 Paper purchased."""


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


@stats.command("targets")
@pass_invocation
def targets(invocation: Invocation) -> None:
    """年度ごとの購入量の目標(A4の枚数)。 Targets of purchase by fiscal year, in sheets of A4."""
    with invocation.services() as services:
        known = services.merging.context().targets
    rows = [(str(each.fy), f"{each.sheets:,}", each.kind, each.source) for each in known]
    invocation.answer({"targets": [asdict(each) for each in known]}, table(rows))


def _caution(invocation: Invocation, provisional: bool) -> list[str]:
    return [invocation.said("provisional")] if provisional else []


def _rows(entries: list[Event]) -> list[str]:
    return table(
        [
            (
                str(each.seq),
                each.at.astimezone().strftime("%Y-%m-%d %H:%M"),
                each.type.value,
                str(each.fields.get("packet", "")),
                str(each.fields.get("material", "")),
            )
            for each in entries
        ]
    )
