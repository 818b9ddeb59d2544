"""Where the program's own files (icons, translations, licences) and a profile's files lie."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(kind: str) -> Path:
    """The folder of one kind of resource: ``icons``, ``translations`` or ``licences``.

    In a wheel and in a bundle they lie inside the package; in a checkout (an editable install) beside it.
    """
    packed = _PACKAGE / "_resources" / kind
    return packed if packed.is_dir() else _PACKAGE.parent / "resources" / kind


def default_profile() -> Path:
    """``%LOCALAPPDATA%\\dxmeet`` on Windows, ``$XDG_DATA_HOME/dxmeet`` elsewhere: local, never roaming, no admin rights."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(local) / "dxmeet"
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "dxmeet"


@dataclass(frozen=True)
class ProfilePaths:
    """The files of one profile. Only ``identity`` is readable without the key, and it names nobody.

    <root>/profile.json        format, profile id, the slots that hold or wrap the key
    <root>/dxmeet.db           SQLCipher: packets, notes, events, settings
    <root>/ledger.mark         where dxmeet.db lies and how many events it has, to notice a copy of it
    <root>/search.db           SQLCipher: the words of the pages; made again when it is lost
    <root>/statistics.db       plain SQLite: the merged events of all terminals (an admin's machine only)
    <root>/vault/              sealed revision files
    <root>/backups/            earlier states of dxmeet.db, encrypted as it is; five of them; and profile.json once more
    <root>/set-aside/          a damaged database, moved here and never deleted by us
    <root>/dxmeet.log          codes and ids, no names, no text
    """

    root: Path

    @property
    def identity(self) -> Path:
        return self.root / "profile.json"

    @property
    def database(self) -> Path:
        return self.root / "dxmeet.db"

    @property
    def ledger_mark(self) -> Path:
        return self.root / "ledger.mark"

    @property
    def search(self) -> Path:
        return self.root / "search.db"

    @property
    def statistics(self) -> Path:
        return self.root / "statistics.db"

    @property
    def vault(self) -> Path:
        return self.root / "vault"

    @property
    def set_aside(self) -> Path:
        return self.root / "set-aside"

    @property
    def sync_lock(self) -> Path:
        return self.root / "sync.lock"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def kept_identity(self) -> Path:
        return self.backups / "profile.json"

    @property
    def log(self) -> Path:
        return self.root / "dxmeet.log"
