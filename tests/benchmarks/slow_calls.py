"""The share's file calls over a line of so many MB/s. A module of its own, because the worker process loads it: it must cost
no more to load than the real one."""

import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

from dxmeet.sharing import share, worker
from dxmeet.sharing.files import Calls, ShareFiles
from dxmeet.workers import Worker

LINE = Path(tempfile.gettempdir()) / "dxmeet-slow-line"  # for the worker process to read: MB/s, and bytes ahead


class Throttled:
    """An open file whose bytes come at the pace of the line."""

    def __init__(self, file: BinaryIO, pace: float, ahead: int) -> None:
        self._file, self._pace, self._ahead = file, pace, ahead * pace  # seconds a byte, seconds that come unasked
        self._arrived = time.monotonic()  # when all that was read so far had come

    def read(self, size: int = -1) -> bytes:
        asked = time.monotonic()
        content = self._file.read(size)
        self._arrived = max(self._arrived, asked - self._ahead) + len(content) * self._pace
        time.sleep(max(0.0, self._arrived - time.monotonic()))
        return content

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> "Throttled":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


class SlowCalls(Calls):
    def open(self, path: str, mode: str) -> BinaryIO:
        file = super().open(path, mode)
        speed, ahead = LINE.read_text().split()
        return cast(BinaryIO, Throttled(file, 1e-6 / float(speed), int(ahead))) if mode == "rb" else file


def handlers(arena: memoryview) -> Mapping[str, Callable[..., Any]]:
    """What the share's worker process does, over the slow line."""
    desk = worker.Desk(arena, lambda root: ShareFiles(root, calls=SlowCalls()))
    return {"begin": desk.begin, "step": desk.step, "drop": desk.drop}


def slow_worker() -> Worker:
    return Worker("slow_calls", name="share", arena_bytes=share.ARENA_BYTES)
