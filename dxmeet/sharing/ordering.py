"""Orders for lost terminals on the share, and what the terminals say of them. Who may write here is the folder's own
permission: admins create in ``orders``, each terminal in its own journal.

<share>/.dxmeet/orders/<terminal>.<order id>.json             one order; its name tells for whom, so one listing is enough
<share>/.dxmeet/journal/<terminal>/order-<order id>.json      that terminal obeyed it
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from dxmeet.domain.orders import Order, read_done, read_order
from dxmeet.domain.packet import TerminalId
from dxmeet.errors import ShareUnreachable
from dxmeet.sharing.files import ShareFiles
from dxmeet.sharing.layout import JOURNAL, MARKER, ORDERS
from dxmeet.sharing.terminals import public_key

_LIMIT = 64 << 10  # bytes of one order
_NAME = re.compile(r"([0-9A-Za-z_-]{1,80})\.([0-9a-f]{24})\.json")


@dataclass(frozen=True)
class Given:
    """An order as it lay there. ``key`` is the public key of who signed it, as the share has it; empty where it has none.

    ``done`` is what the terminal wrote of it: the bytes that it signed, and its signature; None before it obeyed.
    """

    order: Order
    signature: bytes
    key: str
    done: tuple[bytes, bytes, str] | None = None


def orders_for(files: ShareFiles, terminal: TerminalId) -> list[Given]:
    """One listing where there is none for this terminal. Unreadable ones are passed over."""
    return [
        each for name, owner in _names(files) if owner == terminal and (each := _given(files, name, owner)) is not None
    ]


def all_orders(files: ShareFiles) -> Iterator[Given | None]:
    """Those of every terminal, with whether each was obeyed; one a step."""
    for name, owner in _names(files):
        yield _given(files, name, owner, told=True)


def give(files: ShareFiles, order: Order, content: bytes) -> None:
    """Put an order there. Again is fine: the same order has the same name."""
    _share_is_there(files)
    files.make_folders(ORDERS)
    files.write(ORDERS, f"{order.terminal}.{order.id}.json", content, order.by)


def tell_done(files: ShareFiles, terminal: TerminalId, order: str, content: bytes) -> None:
    """Say that it was obeyed. The first word stands."""
    _share_is_there(files)
    folder = f"{JOURNAL}/{terminal}"
    files.make_folders(folder)
    with suppress(FileExistsError):
        files.claim(f"{folder}/{_done_name(order)}", content)


def _given(files: ShareFiles, name: str, owner: TerminalId, *, told: bool = False) -> Given | None:
    content = _load(files, f"{ORDERS}/{name}")
    read = read_order(content) if content is not None else None
    if read is None:
        return None
    order, signature = read
    if order.terminal != owner or not name.endswith(f".{order.id}.json"):
        return None
    done = _done(files, order) if told else None
    return Given(order, signature, public_key(files, order.by), done)


def _done(files: ShareFiles, order: Order) -> tuple[bytes, bytes, str] | None:
    content = _load(files, f"{JOURNAL}/{order.terminal}/{_done_name(order.id)}")
    read = read_done(content) if content is not None else None
    if read is None or read[0].order != order.id:
        return None
    done, signature = read
    return done.message, signature, done.at.isoformat()


def _names(files: ShareFiles) -> list[tuple[str, TerminalId]]:
    try:
        listed = files.listing(ORDERS)
    except FileNotFoundError:
        return []
    matched = [(each.name, _NAME.fullmatch(each.name)) for each in listed if each.file and each.size <= _LIMIT]
    return [(name, TerminalId(match.group(1))) for name, match in matched if match]


def _done_name(order: str) -> str:
    return f"order-{order}.json"


def _load(files: ShareFiles, path: str) -> bytes | None:
    try:
        return files.load(path, _LIMIT)
    except FileNotFoundError:
        return None


def _share_is_there(files: ShareFiles) -> None:
    """A mount that dropped is an empty folder: what it is given is lost."""
    try:
        files.stat(MARKER)
    except FileNotFoundError as error:
        raise ShareUnreachable(path=str(files.root)) from error
