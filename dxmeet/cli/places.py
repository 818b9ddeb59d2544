"""Files that a person names on the command line: can they be read, can something be put there."""

from pathlib import Path

from dxmeet.errors import FileDenied, FileEmpty, FileInvalid, FileIsFolder, FileMissing

_LONGEST = 64 * 1024 * 1024  # bytes: more is no list of names and no list of notes


def check_readable(path: Path) -> None:
    """Raises FileMissing, FileIsFolder, FileEmpty or FileDenied."""
    try:
        if path.is_dir():
            raise FileIsFolder(path=str(path))
        if not path.exists():
            raise FileMissing(path=str(path))
        with open(path, "rb") as file:
            if not file.read(1):
                raise FileEmpty(path=str(path))
    except OSError as error:
        raise FileDenied(path=str(path)) from error


def check_folder_of(out: Path) -> None:
    """Before slow work whose result would have no place. Raises FileIsFolder or FileMissing (the folder)."""
    if out.is_dir():
        raise FileIsFolder(path=str(out))
    if not out.absolute().parent.is_dir():
        raise FileMissing(path=str(out.parent))


def read_text(path: Path) -> str:
    """A small UTF-8 file, with or without a BOM. Raises a FileError."""
    check_readable(path)
    try:
        with open(path, "rb") as file:
            content = file.read(_LONGEST + 1)
    except OSError as error:
        raise FileDenied(path=str(path)) from error
    return decoded(content, str(path))


def decoded(content: bytes, path: str) -> str:
    """Raises FileInvalid; ``path`` is only named in it."""
    if len(content) > _LONGEST:
        raise FileInvalid(path=path, reason="too-large")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileInvalid(path=path, reason="utf-8") from error
