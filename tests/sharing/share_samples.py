"""What the tests of the shared folder have in common."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from dxmeet.domain.packet import Revision, RevisionId, TerminalId
from dxmeet.domain.page import PageSize
from dxmeet.sharing.publishing import Published, Writing

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
AUTHOR = TerminalId("taaaaaaaaaaaaaaa1")


def inspected(path: Path) -> Revision:
    content = path.read_bytes()
    return Revision(RevisionId(hashlib.sha256(content).hexdigest()), len(content), (PageSize(595, 842),))


def done(writing: Writing) -> Published:
    """Carry out a writing to its end."""
    while True:
        try:
            next(writing)
        except StopIteration as end:
            return end.value
