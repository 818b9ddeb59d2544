"""Put a finished file where a person asked for it: whole or not at all."""

import contextlib
import errno
import json
import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

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
    if os.path.exists(path) and not os.path.isfile(path):  # a device or a pipe would become an ordinary file
        raise FileDenied(path=str(path))
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


def json_bytes(value: Any) -> bytes:
    """JSON in UTF-8 with sorted keys; a lone surrogate, which UTF-8 has not, stays the escape it came as."""
    return _encoded(value, sort_keys=True).encode("utf-8", "backslashreplace")


def document_bytes(document: dict[str, Any]) -> bytes:
    """The same for a file that people open, too: a line for each key, in the document's own order, and for each item of a
    list. (An indented document of a city's year takes Python ten times as long.)"""
    parts: list[str] = []
    for name, value in document.items():
        if isinstance(value, list) and value:
            items = ",\n    ".join(_encoded(each) for each in cast("list[Any]", value))
            parts.append(f"  {_encoded(name)}: [\n    {items}\n  ]")
        else:
            parts.append(f"  {_encoded(name)}: {_encoded(value)}")
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode("utf-8", "backslashreplace")


def _encoded(value: Any, *, sort_keys: bool = False) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=sort_keys, separators=(",", ":"), allow_nan=False)


def write_json(document: dict[str, Any], path: Path) -> None:
    """The document as a file for programs. Raises what ``place`` raises."""
    place(path, document_bytes(document))
