"""Memory that a process holds without needing it, and how it goes back to the system. Only Linux has to be told."""

import sys
from collections.abc import Callable

_M_MMAP_THRESHOLD, _LARGE = -3, 128 << 10  # mallopt(3), bytes


def give_back() -> None:
    """Return what is free to the system, also between what is still used: glibc by itself keeps it. Under 1 ms."""
    trim = _glibc("malloc_trim")
    if trim is not None:
        trim(0)


def keep_large_apart() -> None:
    """From now on anything above 128 KiB gets memory of its own, which goes back the moment it is freed."""
    tune = _glibc("mallopt")
    if tune is not None:
        tune(_M_MMAP_THRESHOLD, _LARGE)


def _glibc(name: str) -> Callable[..., int] | None:
    if not sys.platform.startswith("linux"):
        return None
    import ctypes  # 2 ms; a window on its way to the first page does without

    return getattr(ctypes.CDLL(None), name, None)
