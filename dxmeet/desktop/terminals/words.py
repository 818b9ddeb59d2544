"""What is said of terminals and their orders: what was given and what became of it, and what another one would do. Pure."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from dxmeet.desktop.wording import moment
from dxmeet.domain.orders import OrderKind
from dxmeet.services.ordering import OrderedTerminal, OrderState

translate = QCoreApplication.translate


def told(terminal: OrderedTerminal) -> str:
    """The orders that hold, each with whether it was obeyed; where none does, the lock that was lifted last."""
    given = [each for each in terminal.orders if each.order.kind is not OrderKind.OPEN]
    holding = [each for each in given if each.stands] or given[-1:]
    return translate("Terminals", "、", "between two orders").join(_state(each) for each in holding)


def _state(given: OrderState) -> str:
    kind = translate("Terminals", "閉じる") if given.order.kind is OrderKind.LOCK else translate("Terminals", "消す")
    if not given.stands:
        return translate("Terminals", "{kind}: 解除済み").format(kind=kind)
    if given.done_at:
        done = moment(datetime.fromisoformat(given.done_at))
        return translate("Terminals", "{kind}: 実行済み（{at}）").format(kind=kind, at=done)
    return translate("Terminals", "{kind}: 指示済み（{at}）").format(kind=kind, at=moment(given.order.at))


def heard(terminal: OrderedTerminal) -> str:
    """When it last wrote to the share."""
    return moment(terminal.heard_at) if terminal.heard_at is not None else translate("Terminals", "まだありません")


def question(terminal: OrderedTerminal, kind: OrderKind, *, own: bool) -> str:
    """What happens when the order is given, before it is."""
    happens = _happens(kind).format(department=terminal.department, terminal=terminal.terminal)
    return (
        translate("Terminals", "{happens}これは、今お使いのこの端末です。").format(happens=happens) if own else happens
    )


def _happens(kind: OrderKind) -> str:
    match kind:
        case OrderKind.LOCK:
            return translate(
                "Terminals",
                "{department}の端末 {terminal} は、次に共有フォルダーにつながったときに閉じ、指示を解くまで開きません。"
                "資料と書き込みは、端末に残ります。共有フォルダーにつながらないあいだは、指示は届きません。",
            )
        case OrderKind.FORGET:
            return translate(
                "Terminals",
                "{department}の端末 {terminal} は、次に共有フォルダーにつながったときに、記録を送ってから資料と書き込みをすべて消します。"
                "書き出していない書き込みは、なくなります。この指示は取り消せません。"
                "共有フォルダーにつながらないあいだは、指示は届きません。",
            )
        case OrderKind.OPEN:
            return translate(
                "Terminals",
                "{department}の端末 {terminal} に出した閉じる指示を解きます。共有フォルダーにつながるところで、また開けます。",
            )


def given(kind: OrderKind) -> str:
    """Said once it lies on the share."""
    if kind is OrderKind.OPEN:
        return translate("Terminals", "閉じる指示を解きました。")
    return translate("Terminals", "指示を出しました。実行されると「実行済み」に変わります。")
