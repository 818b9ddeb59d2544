"""Who this share is, and making a folder into a share."""

import time

from dxmeet.errors import ShareDamaged, ShareNotPrepared, ShareUnreachable
from dxmeet.sharing.files import ShareFiles
from dxmeet.sharing.layout import MARKER
from dxmeet.sharing.marker import ShareIdentity, new_marker, parse_marker
from dxmeet.sharing.scanning import read_marker

_PATIENCE = 20  # looks at a marker that somebody else is writing at this moment


def identity(files: ShareFiles) -> ShareIdentity:
    """Raises ShareUnreachable, ShareNotPrepared (the folder is there, the marker is not), ShareDamaged, ShareDenied."""
    try:
        return read_marker(files)
    except FileNotFoundError as error:
        try:
            files.listing()
        except FileNotFoundError:
            raise ShareUnreachable(path=str(files.root)) from error
        raise ShareNotPrepared(path=str(files.root)) from error


def prepare(files: ShareFiles, organisation: str = "") -> ShareIdentity:
    """Make the folders, then the marker by exclusive create. When somebody else was faster, theirs is returned."""
    try:
        return identity(files)
    except ShareNotPrepared:
        content = new_marker(organisation)
    made = parse_marker(content)
    for folder in (made.meetings, made.circulars):
        files.make_folders(folder)
    try:
        files.claim(MARKER, content)
    except FileExistsError:
        return _theirs(files)
    return made


def _theirs(files: ShareFiles) -> ShareIdentity:
    for _ in range(_PATIENCE):
        try:
            return read_marker(files)
        except ShareDamaged:
            time.sleep(0.1)
    return read_marker(files)
