"""Put a finished file where a person asked for it: whole or not at all."""

import contextlib
import errno
import json
import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dxmeet.errors import DiskFull, DxmeetError, FileDenied, FileIsFolder, FileMissing

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


def translated(error: OSError, path: Path) -> DxmeetError:
    """What the file system said, as an error about ``path``."""
    if error.errno in _FULL:
        return DiskFull(path=str(path))
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return FileMissing(path=str(path))
    if isinstance(error, IsADirectoryError):
        return FileIsFolder(path=str(path))
    return FileDenied(path=str(path))


def place(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write ``content``, whole or as it comes, beside ``path`` under a new name, make it last, and give it its name.

    Raises FileMissing (no such folder), FileIsFolder, FileDenied or DiskFull; then ``path`` is as it was.
    """
    if os.path.isdir(path):  # Path.is_dir raises for a name that is too long
        raise FileIsFolder(path=str(path))
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with open(part, "xb") as file:
            for part_of_it in (content,) if isinstance(content, bytes) else content:
                file.write(part_of_it)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as error:
        raise translated(error, path if os.path.isdir(path.parent) else path.parent) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def json_bytes(value: Any, *, indent: int | None = None) -> bytes:
    """JSON in UTF-8 with sorted keys; a lone surrogate, which UTF-8 has not, stays the escape it came as."""
    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=indent is None, separators=separators, allow_nan=False, indent=indent
    )
    return text.encode("utf-8", "backslashreplace")


def write_json(document: dict[str, Any], path: Path) -> None:
    """The document as a file for programs. Raises what ``place`` raises."""
    place(path, json_bytes(document, indent=2) + b"\n")
