"""Memory that a process holds without needing it, and how it goes back to the system. Only Linux has to be told."""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

_M_MMAP_THRESHOLD, _LARGE = -3, 512 << 10  # mallopt(3), bytes
_MADV_DONTNEED = 4  # madvise(2)


def give_back() -> None:
    """Return what is free to the system, also between what is still used: glibc by itself keeps it. Under 1 ms."""
    trim = _glibc("malloc_trim")
    if trim is not None:
        trim(0)


def keep_large_apart() -> None:
    """From now on anything above 512 KiB gets memory of its own, which goes back the moment it is freed."""
    tune = _glibc("mallopt")
    if tune is not None:
        tune(_M_MMAP_THRESHOLD, _LARGE)


def unmap_code() -> None:
    """Once started: let go of the libraries' code and symbols, of which a third was only needed for starting.

    They stay in the system's cache, which may now drop them when it needs room; what runs again is mapped again from
    there, 64 KiB at a time. 2 ms, and 1 ms for what comes back.
    """
    advise = _glibc("madvise")
    if advise is None:
        return
    import ctypes

    for start, size in read_only(Path("/proc/self/maps").read_text(errors="replace").splitlines()):
        advise(ctypes.c_void_p(start), ctypes.c_size_t(size), _MADV_DONTNEED)


def read_only(maps: Iterable[str]) -> Iterator[tuple[int, int]]:
    """(address, bytes) of what is never written to in the lines of /proc/self/maps: the code of libraries, and the
    symbols that a library begins with. Other read-only parts may have been changed while it was loaded."""
    for line in maps:
        addresses, kind, offset, _device, _inode, *path = line.split(maxsplit=5)
        if path and ".so" in path[0] and (kind == "r-xp" or (kind == "r--p" and int(offset, 16) == 0)):
            start, end = (int(each, 16) for each in addresses.split("-"))
            yield start, end - start


def _glibc(name: str) -> Callable[..., int] | None:
    if not sys.platform.startswith("linux"):
        return None
    import ctypes  # 2 ms; a window on its way to the first page does without

    return getattr(ctypes.CDLL(None), name, None)
