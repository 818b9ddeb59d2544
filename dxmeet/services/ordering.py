"""For admins: order a lost terminal to lock or to forget, and see which obeyed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from dxmeet.domain.orders import Order, OrderKind, standing
from dxmeet.domain.packet import TerminalId
from dxmeet.errors import InputInvalid, ShareWrong
from dxmeet.services.reader import Reader
from dxmeet.sharing.share import Given, Share
from dxmeet.storage.keys import SigningKey, verify


@dataclass(frozen=True)
class OrderState:
    """``done_at`` is the terminal's own signed word, ISO 8601; empty while it has not been heard. ``stands`` is False for a
    lock that was lifted."""

    order: Order
    done_at: str
    stands: bool


@dataclass(frozen=True)
class OrderedTerminal:
    """A terminal as it enrolled, and its orders in the order they were given. ``heard_at``: when it last wrote to the share,
    by the file server's clock; None before it ever did. A look that finds nothing to send writes nothing."""

    terminal: TerminalId
    department: str
    enrolled_at: datetime
    orders: tuple[OrderState, ...]
    heard_at: datetime | None = None

    @property
    def open_to(self) -> frozenset[OrderKind]:
        """What would change anything for it: nothing more where it is to forget, no second lock, no lifting of none."""
        standing = {each.order.kind for each in self.orders if each.stands}
        if OrderKind.FORGET in standing:
            return frozenset()
        return frozenset({OrderKind.FORGET, OrderKind.OPEN if OrderKind.LOCK in standing else OrderKind.LOCK})


class Ordering:
    """Everybody may look; who may order is the permission of the folder on the share."""

    def __init__(self, share: Share, reader: Reader, signing: SigningKey, clock: Callable[[], datetime]) -> None:
        self._share = share
        self._reader = reader
        self._signing = signing
        self._clock = clock

    def terminals(self) -> list[OrderedTerminal]:
        """The newest enrolment first. Raises a ShareError."""
        enrolled, heard = self._share.terminals(), self._share.heard()
        keys = {terminal: each.public_key for terminal, each in enrolled.items()}
        given: dict[TerminalId, list[Given]] = {}
        for each in self._share.all_orders():
            if each.order.share == self._reader.share and verify(each.key, each.signature, each.order.message):
                given.setdefault(each.order.terminal, []).append(each)
        found = [
            OrderedTerminal(
                terminal,
                each.department,
                each.enrolled_at,
                _states(given.get(terminal, []), keys[terminal]),
                heard.get(terminal),
            )
            for terminal, each in enrolled.items()
        ]
        return sorted(found, key=lambda each: (each.enrolled_at, each.terminal), reverse=True)

    def give(self, terminal: TerminalId, kind: OrderKind) -> Order:
        """``open`` lifts every lock that stands. Raises InputInvalid for a terminal that never enrolled, ShareWrong or a ShareError."""
        if self._share.identity().id != self._reader.share:
            raise ShareWrong(path=str(self._share.root))
        known = next((each for each in self.terminals() if each.terminal == terminal), None)
        if known is None:
            raise InputInvalid(field="terminal", value=terminal)
        locks = [each.order.id for each in known.orders if each.order.kind is OrderKind.LOCK and each.stands]
        lifts = tuple(locks) if kind is OrderKind.OPEN else ()
        order = Order(self._reader.share, terminal, kind, self._reader.terminal, self._clock(), lifts)
        self._share.give_order(order, order.written(self._signing.sign(order.message)))
        return order


def _states(given: list[Given], key: str) -> tuple[OrderState, ...]:
    orders = sorted((each.order for each in given), key=lambda order: (order.at, order.id))
    done = {each.order.id: each.done for each in given}
    states: list[OrderState] = []
    for order in orders:
        told = done[order.id]
        heard = told[2] if told is not None and verify(key, told[1], told[0]) else ""
        lifts = [each for each in orders if each.kind is OrderKind.OPEN and order.id in each.lifts]
        stands = order.kind is not OrderKind.OPEN and standing([order, *lifts]) is not None
        states.append(OrderState(order, heard, stands))
    return tuple(states)
