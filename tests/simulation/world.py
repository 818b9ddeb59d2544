"""What the simulated city consists of: its days, its folders and files, and what a PDF is there."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from dxmeet.domain.packet import Revision, RevisionId, ShareId
from dxmeet.domain.page import PageSize

BEGIN = datetime(2026, 11, 25, 1, 0, tzinfo=UTC).timestamp()
DAY = 86_400.0
JAPAN = timezone(timedelta(hours=9))
SHARE = ShareId("s123456")
VAULT = "/vault"
_MARKER = 'share = "{share}"\npseudonym_key = "00112233445566778899aabbccddeeff"\n'
MARKER, OTHER = _MARKER.format(share=SHARE).encode(), _MARKER.format(share="sother").encode()
FOLDERS = ("会議/2026-11-25 庁議", "会議/2026-11-27 部長会", "配布/2026-11 通知")
NAMES = ("次第.pdf", "資料1.pdf", "資料2.pdf", "参考.pdf", "カ\u3099イド.pdf")
KINDS = ("busy", "hang", "slow", "sleep", "drop", "missing", "denied", "odd", "stale")
CHUNK = 25_000
HALF = 40_000
"""Bytes of half the memory that a terminal has in common with its share's worker."""
RESUMABLE = 60_000


def revision_of(content: bytes | memoryview) -> Revision:
    return _revision(bytes(content))


@lru_cache(64)  # the same bytes are met again by every terminal, and in the end
def _revision(content: bytes) -> Revision:
    name = hashlib.sha256(content).hexdigest()
    return Revision(RevisionId(name), len(content), (PageSize(595, 842),), (name[:8],))
