"""Put a profile that cannot be opened aside, whole, so that this machine can be set up anew; and its key file in order."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from dxmeet.errors import ProfileDamaged, ProfileMissing
from dxmeet.paths import ProfilePaths
from dxmeet.storage.durable import sync_folder, translated, write_whole
from dxmeet.storage.keys import check_identity


def put_aside(paths: ProfilePaths) -> Path:
    """Move what the lost key opened into a new folder under ``set-aside``; that folder. profile.json goes last, so that what
    is cut off in between still is a profile that does not open. Raises ProfileDenied or DiskFull."""
    aside = paths.set_aside / secrets.token_hex(4)
    try:
        aside.mkdir(parents=True, mode=0o700)
        for path in _lost(paths):
            if path.exists():
                shutil.move(path, aside / path.name)
        sync_folder(aside)
        sync_folder(paths.root)
    except OSError as error:
        put_back(paths, aside)
        raise translated(error, aside) from error
    return aside


def put_back(paths: ProfilePaths, aside: Path) -> None:
    """As it was before ``put_aside``. What a failed set-up left in the way is not ours to keep."""
    for path in reversed(list(_lost(paths))):
        kept = aside / path.name
        if not kept.exists():
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        with suppress(OSError):
            shutil.move(kept, path)
    with suppress(OSError):
        aside.rmdir()
        paths.set_aside.rmdir()


def drop_seals(paths: ProfilePaths) -> None:
    """The sealed files whose keys are lost: they say nothing any more, and the share has the materials."""
    shutil.rmtree(paths.vault, ignore_errors=True)


def keep_identity(paths: ProfilePaths) -> None:
    """profile.json once more beside the backups: it is all that leads to the key. Raises DiskFull or ProfileDenied."""
    try:
        content = paths.identity.read_bytes()
    except OSError as error:
        raise translated(error, paths.identity) from error
    write_whole(paths.kept_identity, content)


def bring_identity_back(paths: ProfilePaths) -> None:
    """Where profile.json is damaged or gone and its copy is not: the copy in its place, the damaged one aside.

    Raises ProfileDamaged, ProfileMissing or ProfileNewer where that does not help.
    """
    try:
        check_identity(paths.identity)
        return
    except (ProfileDamaged, ProfileMissing):
        try:
            check_identity(paths.kept_identity)
        except (ProfileDamaged, ProfileMissing):
            check_identity(paths.identity)
    try:
        if paths.identity.exists():
            aside = paths.set_aside / secrets.token_hex(4)
            aside.mkdir(parents=True, mode=0o700)
            shutil.move(paths.identity, aside / paths.identity.name)
        write_whole(paths.identity, paths.kept_identity.read_bytes())
    except OSError as error:
        raise translated(error, paths.identity) from error


def _lost(paths: ProfilePaths) -> Iterator[Path]:
    for database in (paths.database, paths.search):
        for companion in ("-wal", "-shm", ""):  # the log first: without it the database would lack its newest changes
            yield database.with_name(database.name + companion)
    yield paths.backups
    yield paths.root / "locked"
    yield paths.identity
