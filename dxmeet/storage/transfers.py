"""Transfers under way and what earlier looks saw of each folder: observations that let the next pass begin where this one ends."""

from collections.abc import Collection, Mapping

from dxmeet.domain.packet import MaterialId
from dxmeet.domain.syncplan import RemoteFile
from dxmeet.storage.database import Database
from dxmeet.storage.vault import Started


class TransferStore:
    """Small and disposable: without it, transfers begin anew and the next look lists every folder."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def started(self, material: MaterialId) -> tuple[RemoteFile, Started] | None:
        """The file whose bytes were on their way, and where they lie so far."""
        row = self._database.one("SELECT * FROM transfer WHERE material = ?", (material,))
        if row is None:
            return None
        return RemoteFile(row["path"], row["size"], row["mtime_ns"]), Started(row["file"], row["key"])

    def start(self, material: MaterialId, file: RemoteFile, started: Started) -> None:
        row = {"material": material, "path": file.path, "size": file.size, "mtime_ns": file.mtime_ns}
        with self._database.transaction():
            self._database.upsert("transfer", row | {"file": started.file, "key": started.key}, "material")

    def end(self, material: MaterialId) -> None:
        self._database.execute("DELETE FROM transfer WHERE material = ?", (material,))

    def keep_only(self, seen: Collection[RemoteFile]) -> None:
        """End those of files that are not as they were any more. Their bytes are of some version in between: the former
        file may come back, with its size and its time, and they are none of its."""
        for row in self._database.rows("SELECT material, path, size, mtime_ns FROM transfer"):
            if RemoteFile(row["path"], row["size"], row["mtime_ns"]) not in seen:
                self.end(row["material"])

    def parts(self) -> set[str]:
        """The files in the vault that belong to transfers under way."""
        rows = self._database.rows("SELECT file, key FROM transfer")
        return {Started(row["file"], row["key"]).part for row in rows}

    def sightings(self) -> dict[str, str]:
        """What was seen of each folder at the last listing, as the share's side wrote it down."""
        return {row["folder"]: row["body"] for row in self._database.rows("SELECT folder, body FROM sighting")}

    def keep_sightings(self, seen: Mapping[str, str]) -> None:
        """By folder; an empty text forgets it."""
        with self._database.transaction():
            for folder, body in seen.items():
                if body:
                    self._database.execute("INSERT OR REPLACE INTO sighting VALUES (?, ?)", (folder, body))
                else:
                    self._database.execute("DELETE FROM sighting WHERE folder = ?", (folder,))
