"""The files of one profile and the keys that open them: what the way in stands on."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from dxmeet.domain.packet import ReaderId, ShareId, TerminalId
from dxmeet.errors import KeyLost, PassphraseWrong, ProfileDamaged
from dxmeet.paths import ProfilePaths
from dxmeet.services.reader import Reader
from dxmeet.services.renewing import keep_identity
from dxmeet.storage.backups import Backups
from dxmeet.storage.database import Database, open_database
from dxmeet.storage.keys import Keyring, MasterKey, SigningKey, finish_change, open_key, open_later
from dxmeet.storage.migrations import MIGRATIONS
from dxmeet.storage.settings import SettingsStore

_OWN = (
    *("profile.json*", "dxmeet.db*", "search.db*", "statistics.db*", "dxmeet.log*"),
    *("ledger.mark", "locked", "sync.lock", ".*.part"),
)
"""The names of a profile's own files, with what SQLite and an interrupted write leave beside them."""


@dataclass(frozen=True)
class Unlocked:
    """An open profile: what app.py needs to assemble the services."""

    key: MasterKey
    database: Database
    reader: Reader
    signing: SigningKey


class Profile:
    """Opens, ends a change of the key, removes; what a person may do is for ``Unlocking`` to say."""

    def __init__(
        self, paths: ProfilePaths, keyring: Callable[[], Keyring | None], clock: Callable[[], datetime]
    ) -> None:
        self._paths = paths
        self._keyring = keyring
        self._clock = clock

    def enter(self, passphrase: str | None) -> Unlocked:
        """Under the key, or under the one that a change cut off had begun; then that change is brought to its end."""
        keyring = self._keyring()
        try:
            _, key = open_key(self._paths.identity, keyring=keyring, passphrase=passphrase)
            return self.open(key)
        except (ProfileDamaged, PassphraseWrong, KeyLost):
            later = open_later(self._paths.identity, keyring=keyring, passphrase=passphrase)
            if later is None:
                raise
            found = self.open(later)
            self.settle(later)
            return found

    def open(self, key: MasterKey) -> Unlocked:
        if not self._paths.database.exists():  # an empty one in its place would hide that the notes are gone
            raise ProfileDamaged(path=str(self._paths.database))
        database = open_database(self._paths.database, key.derive("database"), MIGRATIONS)
        settings = SettingsStore(database)
        saved: dict[str, Any] | None = settings.get("reader")
        if saved is None:  # setup was cut off before it was whole
            database.close()
            raise ProfileDamaged(path=str(self._paths.database))
        reader = Reader(
            name=saved["name"],
            department=saved["department"],
            pseudonym=ReaderId(saved["pseudonym"]),
            terminal=TerminalId(saved["terminal"]),
            share=ShareId(saved["share"]),
            share_path=saved["share_path"],
        )
        return Unlocked(key, database, reader, SigningKey.from_raw(bytes.fromhex(settings.get("signing"))))

    def settle(self, key: MasterKey) -> None:
        """The database is under ``key``: nothing else may be left under another one."""
        finish_change(self._paths.identity, keyring=self._keyring())
        keep_identity(self._paths)
        for companion in ("-wal", "-shm", ""):  # it repeats what is in the materials, and is filled again
            self._paths.search.with_name(self._paths.search.name + companion).unlink(missing_ok=True)
        Backups(self._paths.database, self._paths.backups, key.derive("database")).start_anew(self._clock())

    def remove(self, *folders: Path) -> None:
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
        for pattern in _OWN:
            for path in self._paths.root.glob(pattern):
                with suppress(OSError):  # held open by another program; without its key it says nothing
                    path.unlink()
        with suppress(OSError):  # somebody may have put a profile into a folder of their own: what else is there stays
            self._paths.root.rmdir()
