"""A real encrypted database and vault in a folder of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxmeet.storage.database import Database, open_database
from dxmeet.storage.migrations import MIGRATIONS
from dxmeet.storage.statistics_schema import STATISTICS

KEY = bytes(range(32))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "dxmeet.db", KEY, MIGRATIONS)
    yield opened
    opened.close()


@pytest.fixture
def statistics(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "statistics.db", None, STATISTICS)
    yield opened
    opened.close()
