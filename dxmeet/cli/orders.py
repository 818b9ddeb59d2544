"""orders: an admin locks a lost terminal, or has it forget everything; and sees which obeyed."""

from typing import TYPE_CHECKING

import click

from dxmeet.cli.doors import ask_first
from dxmeet.cli.invocation import Invocation
from dxmeet.cli.options import Command, Group, pass_invocation
from dxmeet.cli.tables import table
from dxmeet.domain.orders import OrderKind
from dxmeet.domain.packet import TerminalId

if TYPE_CHECKING:
    from dxmeet.services.ordering import OrderedTerminal, OrderState


@click.group("orders", cls=Group)
def orders() -> None:
    """なくした端末への指示。 Orders for lost terminals."""


@orders.command("list", cls=Command)
@pass_invocation
def list_(invocation: Invocation) -> None:
    """端末と、出した指示の一覧。 The terminals, and the orders given to them."""
    with invocation.services() as services:
        own, found = services.reader.terminal, services.ordering.terminals()
    document = {"own": own, "terminals": [_plain(each) for each in found]}
    rows = [
        (
            invocation.said("this one", terminal=each.terminal) if each.terminal == own else each.terminal,
            each.department,
            each.enrolled_at.date().isoformat(),
            each.heard_at.date().isoformat() if each.heard_at is not None else "",
            _told(invocation, each.orders),
        )
        for each in found
    ]
    invocation.answer(document, table(rows) or [invocation.said("no terminals")])


@orders.command("give", cls=Command)
@click.argument("kind", type=click.Choice([each.value for each in OrderKind]))
@click.argument("terminal")
@click.option("--yes", is_flag=True, help="消す指示を確認せずに出す。 Do not ask before an order to forget.")
@pass_invocation
def give(invocation: Invocation, kind: str, terminal: str, yes: bool) -> None:
    """端末に指示を出す。次に共有フォルダーにつながったときに従います。 Obeyed when it next sees the share: no remote wipe."""
    with invocation.services() as services:
        if OrderKind(kind) is OrderKind.FORGET and not yes:
            own = terminal == services.reader.terminal
            ask_first(invocation.said("forget own?" if own else "forget other?", terminal=terminal))
        order = services.ordering.give(TerminalId(terminal), OrderKind(kind))
    document = {"order": order.id, "terminal": terminal, "kind": kind, "at": order.at.isoformat()}
    invocation.answer(document, [invocation.said("ordered", terminal=terminal)])


def _plain(terminal: "OrderedTerminal") -> dict[str, object]:
    given = [
        {
            "id": each.order.id,
            "kind": each.order.kind.value,
            "by": each.order.by,
            "at": each.order.at.isoformat(),
            "stands": each.stands,
            "done_at": each.done_at or None,
        }
        for each in terminal.orders
    ]
    return {
        "id": terminal.terminal,
        "department": terminal.department,
        "enrolled_at": terminal.enrolled_at.isoformat(),
        "heard_at": terminal.heard_at.isoformat() if terminal.heard_at is not None else None,
        "orders": given,
    }


def _told(invocation: Invocation, given: "tuple[OrderState, ...]") -> str:
    words: list[str] = []
    for each in given:
        if each.order.kind is OrderKind.OPEN:
            continue
        state = f"done {each.order.kind.value}" if each.done_at else "not heard"
        state = state if each.stands else "lifted"
        words.append(f"{invocation.said(f'order {each.order.kind.value}')}: {invocation.said(state)}")
    return ", ".join(words)
