"""Someone looks at what is recorded of them, sees what is sent, and takes an entry back."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from window_fakes import READER

from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.records.screen import RecordsScreen
from dxmeet.desktop.theme import make_theme
from dxmeet.domain.event import Event, EventType, Key
from dxmeet.domain.paper import Sheets
from dxmeet.paths import resource
from dxmeet.services.changes import Changes
from dxmeet.services.ledger import OwnEntry


class FakeLedger:
    def __init__(self) -> None:
        self.gone: dict[Key, str] = {}

    def told(self) -> list[OwnEntry]:
        pages = {"packet": "p", "material": "m", "pages_a4": 8, "pages_a3": 1}
        opened = self._entry(EventType.OPENED, 1, pages, Sheets())
        printed = self._entry(EventType.PRINTED, 2, {**pages, "reason": "見比べたい"}, Sheets(4, 1))
        return [opened, printed]

    def corrected(self, key: Key, why: str) -> Changes:
        self.gone[key] = why
        return Changes(ledger=True)

    def _entry(self, kind: EventType, seq: int, fields: dict[str, Any], sheets: Sheets) -> OwnEntry:
        at = datetime(2026, 11, 25, 0, seq, tzinfo=UTC)
        event = Event(kind, "t", "e", seq, at, READER.pseudonym, READER.department, fields)
        return OwnEntry(event, "庁議", "資料1", sheets, event.key in self.gone)


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    made = JobRunner()
    yield made
    made.close()


def test_own_entries_in_plain_words_and_one_is_taken_back(qtbot: QtBot, runner: JobRunner) -> None:
    ledger: Any = FakeLedger()
    screen = RecordsScreen(make_theme("light", 100, resource("icons")), runner, ledger, READER)
    qtbot.addWidget(screen)
    screen.show()
    screen.refresh()
    qtbot.waitUntil(lambda: screen.table.rowCount() == 2)
    assert screen.table.words() == [
        ["2026-11-25 09:02", "印刷した: A4 4枚・A3 1枚(見比べたい)", "庁議", "資料1", "有効"],
        ["2026-11-25 09:01", "開いた: A4 8ページ・A3 1ページ", "庁議", "資料1", "有効"],
    ]
    assert READER.name not in screen.words.plain
    screen.table.selectRow(0)
    assert f'"reader":"{READER.pseudonym}"' in screen.sent.toPlainText()
    assert READER.name not in screen.sent.toPlainText()
    assert not screen.correct_button.isEnabled()
    screen.why_field.setText("二重に印刷")
    with qtbot.waitSignal(screen.changed):
        screen.correct_button.click()
    assert ledger.gone == {("t", "e", 2): "二重に印刷"}
    qtbot.waitUntil(lambda: screen.table.words()[0][4] == "取り消し済み")
