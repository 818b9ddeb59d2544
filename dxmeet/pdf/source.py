"""What a PDF is opened from, as it is sent to a worker."""

import os
from pathlib import Path

from dxmeet.errors import PdfTooLarge

Bytes = bytes | memoryview

MAX_BYTES = 1 << 30
"""A larger PDF is refused with PdfTooLarge."""


def sendable(source: bytes | Path, name: str) -> bytes | str:
    """A path goes as text. Raises PdfTooLarge."""
    if isinstance(source, Path):
        return os.fspath(source)
    if len(source) > MAX_BYTES:
        raise PdfTooLarge(name=name, size=len(source), limit=MAX_BYTES)
    return source
