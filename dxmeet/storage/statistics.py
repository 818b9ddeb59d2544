"""statistics.db on an admin's machine: plain SQLite, opened when it is first needed, thrown away when it is no use."""

import threading
from pathlib import Path

from dxmeet.errors import ProfileDamaged, ProfileNewer
from dxmeet.storage.counted import CountedStore
from dxmeet.storage.database import Database, open_database, set_aside
from dxmeet.storage.merged import MergedStore
from dxmeet.storage.statistics_schema import STATISTICS


class Statistics:
    """A reader's profile never has the file: it is made by the first merge or report. It repeats what is on the share, so
    a damaged one is set aside and merged anew."""

    def __init__(self, path: Path, aside: Path) -> None:
        self._path = path
        self._aside = aside
        self._lock = threading.Lock()
        self._database: Database | None = None

    @property
    def database(self) -> Database:
        """Raises ProfileDenied or DiskFull."""
        with self._lock:
            if self._database is None:
                self._database = self._opened()
            return self._database

    def stores(self) -> tuple[MergedStore, CountedStore]:
        merged = MergedStore(self.database)
        return merged, CountedStore(self.database, merged)

    def start_anew(self) -> None:
        """Forget everything that was merged."""
        with self._lock:
            self._close()
            set_aside(self._path, self._aside)

    def close(self) -> None:
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    def _opened(self) -> Database:
        try:
            return open_database(self._path, None, STATISTICS)
        except (ProfileDamaged, ProfileNewer):
            set_aside(self._path, self._aside)
            return open_database(self._path, None, STATISTICS)
