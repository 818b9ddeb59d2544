"""All services of one unlocked profile, as the window and the commands receive them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a value that names them does not need them: a window on one file starts without reports and ledgers
    from dxmeet.services.annotating import Annotating
    from dxmeet.services.carrying import Carrying
    from dxmeet.services.checking import Checking
    from dxmeet.services.files import FileReading
    from dxmeet.services.indexing import Indexing
    from dxmeet.services.ledger import Ledger
    from dxmeet.services.library import Library
    from dxmeet.services.merging import Merging
    from dxmeet.services.ordering import Ordering
    from dxmeet.services.preferences import Preferences
    from dxmeet.services.printing import Printing
    from dxmeet.services.publishing import Publishing
    from dxmeet.services.purchasing import Purchasing
    from dxmeet.services.reader import Reader
    from dxmeet.services.reading import Reading
    from dxmeet.services.reporting import Reporting
    from dxmeet.services.reviewing import Reviewing
    from dxmeet.services.safekeeping import Safekeeping
    from dxmeet.services.searching import Searching
    from dxmeet.services.synchronising import Synchronising
    from dxmeet.services.unlocking import Unlocked, Unlocking
    from dxmeet.services.verifying import Verifying
    from dxmeet.services.watching import Watching


@dataclass(frozen=True)
class Services:
    """Made once by app.py. ``send`` leaves on the share what was recorded and is not there yet; it raises a ShareError.
    ``let_go`` gives up what waits for the share; ``close`` ends the helper processes and the databases."""

    reader: Reader
    library: Library
    reading: Reading
    annotating: Annotating
    printing: Printing
    searching: Searching
    indexing: Indexing
    ledger: Ledger
    synchronising: Synchronising
    watching: Watching
    publishing: Publishing
    merging: Merging
    reporting: Reporting
    purchasing: Purchasing
    checking: Checking
    preferences: Preferences
    safekeeping: Safekeeping
    ordering: Ordering
    verifying: Verifying
    carrying: Carrying
    reviewing: Reviewing
    unlocking: Unlocking
    send: Callable[[], int]
    let_go: Callable[[], None]
    close: Callable[[], None]


@dataclass(frozen=True)
class Entrance:
    """The way to the services of one profile: ask ``unlocking``, then ``enter`` with what it gave.

    ``files`` opens any PDF without a profile, ``checking`` looks at the machine without one; what is not asked for is
    not made, so that a window on one file starts fast. ``close`` ends the helper processes.
    """

    profile: Path
    make_unlocking: Callable[[], Unlocking]
    make_checking: Callable[[], Checking]
    enter: Callable[[Unlocked], Services]
    files: FileReading
    close: Callable[[], None]

    @cached_property
    def unlocking(self) -> Unlocking:
        return self.make_unlocking()

    @cached_property
    def checking(self) -> Checking:
        return self.make_checking()
