"""端末の中身: what is here, until when, what is not and what to do about it; and 持ち出し確認."""

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QPushButton
from window_fakes import NOW, TODAY, material, meeting, services_of

from dxmeet.desktop.syncing.contents import contents
from dxmeet.domain.packet import Keeping, State


def _town() -> list[Any]:
    return [
        meeting(
            "mixed", "議会運営委員会", TODAY, material("mixed", 1, "資料1"),
            material("mixed", 2, "資料2", pages=0, state=State.REFUSED, code="name-trailing"),
            material("mixed", 3, "資料3", pages=3, state=State.ERASED), keeping=Keeping("keep", 0, date(2026, 12, 25)),
        ),
        meeting(
            "hr", "人事協議", TODAY, material("hr", 1, "資料1", state=State.WAITING, code="not-offline"),
            keeping=Keeping("memory"),
        ),
        meeting("lent", "部長会議", TODAY, material("lent", 1, "資料1"), keeping=Keeping("lease", 14)),
    ]  # fmt: skip


def _rows(model: Any, parent: QModelIndex = QModelIndex()) -> list[str]:  # noqa: B008
    found: list[str] = []
    for row in range(model.rowCount(parent)):
        cells = [str(model.index(row, column, parent).data() or "") for column in range(3)]
        found.append(" | ".join(cells))
        found += _rows(model, model.index(row, 0, parent))
    return found


def test_what_was_erased_or_may_not_stay_is_not_said_to_be_here() -> None:
    blocks = {block.title: block for block in contents(_town(), NOW)}
    assert [line.here for line in blocks["議会運営委員会"].lines] == [True, False, False]
    assert [line.here for line in blocks["人事協議"].lines] == [False]
    assert blocks["部長会議"].opens_until is not None
    assert (blocks["部長会議"].opens_until - NOW).days == 14
    assert blocks["議会運営委員会"].kept_until == date(2026, 12, 25)


def test_the_screen_says_until_when_why_not_and_what_to_do(open_window: Any) -> None:
    services = services_of(_town())
    library: Any = services.library
    state = library.sync_state()
    library.sync_state = lambda: replace(state, seen=NOW)
    opened = open_window(services)
    opened.visit.show("contents")
    opened.reach("contents")
    screen = opened.window.screen_named("contents")
    rows = _rows(screen.tree.model())
    assert "資料1 | 端末にあります | 12/25 まで" in rows
    assert "資料1 | 端末にあります | 12/9 9:42 まで" in rows
    assert "資料3 | 保存期間が過ぎて消去しました | " in rows
    assert "資料1 | 端末に残しません。つながると開けます | " in rows
    assert any(row.startswith("すること: ファイルの名前を変えるよう") for row in rows)

    opened.bot.mouseClick(screen.findChild(QPushButton, "verify_button"), Qt.MouseButton.LeftButton)
    opened.bot.waitUntil(lambda: "資料1 | 端末にあります・確かめました | 12/25 まで" in _rows(screen.tree.model()))
    opened.bot.waitUntil(screen.verify_button.isEnabled)
