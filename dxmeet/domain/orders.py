"""Orders for lost terminals: lock it, forget everything, open it again. Immutable facts on the share; pure.

An order is never taken back by removing it: an ``open`` names the locks that it lifts. A forgotten terminal has no key
any more, so nothing lifts a ``forget``; whoever enrols anew is another terminal.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from dxmeet.domain.event import canonical
from dxmeet.domain.packet import ShareId, TerminalId

_TAG = b"dxmeet order 1\0"
_VERSION = 1


class OrderKind(StrEnum):
    LOCK = "lock"
    FORGET = "forget"
    OPEN = "open"


@dataclass(frozen=True)
class Order:
    """``by`` is the terminal that gave it; ``lifts`` are the ids of the locks that an ``open`` lifts. ``id`` is its own."""

    share: ShareId
    terminal: TerminalId
    kind: OrderKind
    by: TerminalId
    at: datetime
    lifts: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """24 hexadecimal digits of the hash of what it says."""
        return hashlib.sha256(self.message).hexdigest()[:24]

    @property
    def message(self) -> bytes:
        """What is signed: it belongs to one share and one terminal, so it means nothing elsewhere."""
        return _TAG + canonical(self.plain())

    def plain(self) -> dict[str, Any]:
        said = {"share": self.share, "terminal": self.terminal, "kind": self.kind.value, "by": self.by}
        return {"v": _VERSION, **said, "at": self.at.isoformat(), "lifts": list(self.lifts)}

    def written(self, signature: bytes) -> bytes:
        """As it lies on the share."""
        return canonical({**self.plain(), "signature": signature.hex()})


@dataclass(frozen=True)
class Done:
    """A terminal's own word that it obeyed ``order``."""

    order: str
    at: datetime

    @property
    def message(self) -> bytes:
        return b"dxmeet order done 1\0" + canonical({"order": self.order, "at": self.at.isoformat()})

    def written(self, signature: bytes) -> bytes:
        return canonical({"v": _VERSION, "order": self.order, "at": self.at.isoformat(), "signature": signature.hex()})


def read_order(untrusted: bytes) -> tuple[Order, bytes] | None:
    """An order and its signature, which nobody has checked yet; None for anything else."""
    try:
        read = json.loads(untrusted)
        at = datetime.fromisoformat(read["at"])
        lifts = tuple(str(each) for each in read["lifts"])
        names = [read[name] for name in ("share", "terminal", "by")]
        order = Order(ShareId(names[0]), TerminalId(names[1]), OrderKind(read["kind"]), TerminalId(names[2]), at, lifts)
        signature = bytes.fromhex(read["signature"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    plain = all(isinstance(each, str) for each in names) and read["v"] == _VERSION and at.tzinfo is not None
    return (order, signature) if plain else None


def read_done(untrusted: bytes) -> tuple[Done, bytes] | None:
    """Likewise for the word that one was obeyed."""
    try:
        read = json.loads(untrusted)
        at = datetime.fromisoformat(read["at"])
        done, signature = Done(str(read["order"]), at), bytes.fromhex(read["signature"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return (done, signature) if at.tzinfo is not None else None


def standing(orders: Iterable[Order]) -> Order | None:
    """The one of a terminal's orders that holds now: a forget before all others, else a lock that nothing lifts."""
    given = sorted(orders, key=lambda order: (order.at, order.id))
    lifted = {each for order in given if order.kind is OrderKind.OPEN for each in order.lifts}
    forgets = [order for order in given if order.kind is OrderKind.FORGET]
    locks = [order for order in given if order.kind is OrderKind.LOCK and order.id not in lifted]
    return next(iter(forgets + locks), None)
