"""Do what an admin ordered for this terminal: lock it, or forget everything. Only when the share is seen: no remote wipe."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from dxmeet.domain.orders import Done, Order, OrderKind, standing
from dxmeet.errors import OrderedForget, OrderedLock, ShareError
from dxmeet.services.ledger import Ledger
from dxmeet.services.reader import Reader
from dxmeet.sharing.share import Share
from dxmeet.storage.keys import SigningKey, verify


class Obeying:
    """``lock`` and ``forget`` are the profile's own; ``check`` raises ProfileLocked where it was locked meanwhile."""

    def __init__(
        self,
        share: Share,
        reader: Reader,
        signing: SigningKey,
        ledger: Ledger,
        lock: Callable[[str], None],
        forget: Callable[[], None],
        check: Callable[[], None],
        clock: Callable[[], datetime],
    ) -> None:
        self._share = share
        self._reader = reader
        self._signing = signing
        self._ledger = ledger
        self._lock = lock
        self._forget = forget
        self._clock = clock
        self.check = check

    def obey(self) -> None:
        """Carry out what stands, then say so on the share. What was recorded is sent before anything is forgotten.

        Raises OrderedLock or OrderedForget when there was something, and a ShareError from looking.
        """
        order = order_for(self._share, self._reader)
        if order is None:
            return
        with suppress(ShareError):
            self._ledger.send(self._share)
        if order.kind is OrderKind.FORGET:
            self._forget()  # the key first: said to be done before it is, it might never be
            self._tell(order)
            raise OrderedForget()
        self._lock(order.id)
        self._tell(order)
        raise OrderedLock()

    def _tell(self, order: Order) -> None:
        """Not telling does not undo it: a lock says so at the next look, a forgotten terminal stays unheard."""
        done = Done(order.id, self._clock())
        with suppress(ShareError):
            self._share.tell_done(self._reader.terminal, order.id, done.written(self._signing.sign(done.message)))


def order_for(share: Share, reader: Reader) -> Order | None:
    """The order that holds for this terminal now. One that is not signed by an enrolled terminal, or is another share's,
    is none. Raises a ShareError."""
    given = [
        each.order
        for each in share.orders(reader.terminal)
        if each.order.share == reader.share and verify(each.key, each.signature, each.order.message)
    ]
    return standing(given)
