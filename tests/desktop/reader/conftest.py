"""The reader, opened and put away."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot
from reader_fakes import ReaderPage


@pytest.fixture
def reader(qtbot: QtBot) -> Iterator[ReaderPage]:
    page = ReaderPage(qtbot)
    yield page
    page.close()
