"""端末の中身: what is here, until when, what is not and what to do about it; and 持ち出し確認."""

from dataclasses import replace
from datetime import date
from typing import Any, cast

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QPushButton
from window_fakes import NOW, TODAY, FakePackets, material, meeting, revision, services_of
from window_pages import HomePage, ListPage, Page

from dxmeet.desktop.rows import Sentences
from dxmeet.desktop.syncing.contents import contents
from dxmeet.domain.packet import Keeping, State
from dxmeet.reasons import advice
from dxmeet.services.changes import Changes
from dxmeet.services.preferences import Preference


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
    assert "資料1 | 端末にあります | 2026/12/25 まで" in rows
    assert "資料1 | 端末にあります | 12/9 9:42 まで" in rows
    assert "資料3 | 保存期間が過ぎて消去しました | " in rows
    assert "資料1 | 端末に残しません。つながると開けます | " in rows
    assert any(row.startswith("すること: ファイルの名前を変えるよう") for row in rows)

    opened.bot.mouseClick(screen.findChild(QPushButton, "verify_button"), Qt.MouseButton.LeftButton)
    opened.bot.waitUntil(lambda: "資料1 | 端末にあります・確かめました | 2026/12/25 まで" in _rows(screen.tree.model()))
    opened.bot.waitUntil(screen.verify_button.isEnabled)


def _behind() -> list[Any]:
    """The new edition of 資料2 could not be taken, the former one is here."""
    return [
        meeting(
            "behind", "予算委員会", TODAY, material("behind", 1, "資料1"),
            material("behind", 2, "資料2", code="pdf-damaged"),
        ),
    ]  # fmt: skip


def test_an_edition_that_could_not_be_taken_is_never_green(open_window: Any) -> None:
    words = "新しい版を取り込めていません（前の版を表示）: 1件"
    opened = open_window(services_of(_behind()))
    opened.window.resize(1280, 720)
    home = HomePage(opened.window)
    assert home.words.count(words) == 2, "of the meeting and of what is here"
    assert "持ち出しできます" not in home.words
    assert "新しい版: PDFが壊れています" in home.row("material_row", "資料2").accessibleName()
    state = opened.window.status.state_button.text()
    assert f"2件が端末にあります。{words}" in state
    opened.visit.show("meetings")
    opened.reach("meetings")
    states = _rows(ListPage(opened.window, "meetings").tree.model())
    assert any(row.startswith("資料2 | 既読  新しい版: PDFが壊れています") for row in states)


def test_twice_the_text_in_a_small_window_says_it_in_fewer_words(open_window: Any) -> None:
    opened = open_window(services_of(_behind(), preference=Preference(text_percent=200)))
    opened.window.resize(853, 480)
    home = HomePage(opened.window)
    opened.bot.waitUntil(lambda: "前の版を表示: 1件" in home.words)
    opened.bot.waitUntil(lambda: cast(Any, home.widget).horizontalScrollBar().maximum() == 0)
    state = opened.window.status.state_button
    opened.bot.waitUntil(lambda: state.text().endswith("…"))
    assert state.accessibleName().endswith("新しい版を取り込めていません（前の版を表示）: 1件")
    opened.bot.waitUntil(lambda: state.width() >= state.sizeHint().width())


def test_what_cannot_be_taken_at_all_is_counted_in_the_status_line(open_window: Any) -> None:
    packets = _behind()
    refused = material("behind", 3, "資料3", pages=0, state=State.REFUSED, code="pdf-damaged")
    packets = [replace(packets[0], materials=(*packets[0].materials, refused))]
    opened = open_window(services_of(packets))
    assert "取り込めない資料: 1件" in HomePage(opened.window).words
    assert "2件が端末にあります。取り込めない資料: 1件。新しい版を" in opened.window.status.state_button.text()


def test_the_check_before_leaving_says_which_edition_opens_and_no_more_than_it_knows(open_window: Any) -> None:
    opened = open_window(services_of(_behind()))
    opened.visit.show("contents")
    opened.reach("contents")
    page = ContentsPage(opened.window)
    assert "資料2 | 前の版が端末にあります（新しい版: PDFが壊れています） | 期限なし" in page.rows()
    page.press("verify_button")
    opened.bot.waitUntil(
        lambda: "資料2 | 前の版が端末にあり、開けます（新しい版: PDFが壊れています） | 期限なし" in page.rows()
    )
    opened.settle()
    assert "2件を確かめました。すべて開けますが、1件は前の版です。" in page.state

    store = cast(FakePackets, opened.services.library._packets)
    first = replace(store.held[0].materials[0], revision=revision("newer", 2))
    store.held = [replace(store.held[0], materials=(first, store.held[0].materials[1], material("behind", 3, "資料3")))]
    opened.visit._session.refresh(Changes(packets=True))
    opened.settle()
    assert "のあとに、2件が新しく届きました。もう一度確かめてください。" in page.state
    assert "資料1 | 端末にあります | 期限なし" in page.rows()


def test_advice_for_a_file_whose_transfer_hung_does_not_speak_of_a_lost_connection() -> None:
    assert advice("worker-hung") == "次に確認するとき、もう一度取り込みます。"
    assert "next look" in advice("worker-hung", "en")


class ContentsPage(Page):
    def __init__(self, window: Any) -> None:
        super().__init__(window, "contents")

    def rows(self) -> list[str]:
        return _rows(cast(Any, self.widget).tree.model())

    @property
    def state(self) -> str:
        """The sentence over the list."""
        return self.part(Sentences, "state_label").plain
