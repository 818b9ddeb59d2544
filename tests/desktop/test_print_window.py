"""The print window says the cost before it asks for the reason, and prints nothing without one."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hearing import trouble
from printing_fakes import A3, A4, HALL, HOME, PrintingInMemory, PrintPage
from pytestqt.qtbot import QtBot

from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.theme import make_theme
from dxmeet.domain.printing import Reason
from dxmeet.errors import PrinterRefused, PrintingOff
from dxmeet.paths import resource


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.close()


@pytest.fixture
def open_page(qtbot: QtBot, runner: JobRunner) -> Iterator[Callable[..., PrintPage]]:
    pages: list[PrintPage] = []

    def make(*sizes: Any, printing: PrintingInMemory | None = None, **more: Any) -> PrintPage:
        pages.append(PrintPage(qtbot, runner, printing or PrintingInMemory([HALL, HOME]), *sizes, **more))
        return pages[-1]

    yield make
    for page in pages:
        page.printing.gate.set()
        page.desk.close()
        page.qtbot.waitUntil(lambda: not runner.busy)
        assert all(press.closed for press in page.printing.presses)
        assert all(job.closed for job in page.printing.jobs)


def test_the_cost_is_said_before_anything_is_chosen_and_the_button_waits_for_a_reason(
    open_page: Callable[..., PrintPage],
) -> None:
    page = open_page()
    assert page.cost == "A4 6枚・両面"
    assert not page.button.isEnabled()
    assert page.button.toolTip() == page.state == "理由を選ぶと印刷できます"
    page.press("reason_submit")
    assert page.button.isEnabled()
    assert page.button.accessibleName() == "A4 6枚を印刷する"


def test_a_screen_reader_finds_a_name_and_a_role_for_everything(open_page: Callable[..., PrintPage]) -> None:
    page = open_page()
    assert trouble(page.window) == []
    page.type_range("1-4")
    assert trouble(page.window) == []


def test_every_choice_changes_the_sheets_at_once(open_page: Callable[..., PrintPage]) -> None:
    page = open_page()
    page.press("sides_1")
    assert page.cost == "A4 12枚・片面"
    page.press("nup_2")
    assert page.cost == "A4 6枚・片面"
    page.copies(3)
    assert page.cost == "A4 18枚・片面"
    page.press("which_this")
    assert page.cost == "A4 3枚・片面"
    page.type_range("1-4,7")
    assert page.cost == "A4 9枚・片面"
    page.type_range("99")
    assert page.cost == "―"
    assert not page.button.isEnabled()


def test_a4_and_a3_sheets_are_told_apart(open_page: Callable[..., PrintPage]) -> None:
    assert open_page(A4, A4, A4, A3).cost == "A4 2枚・A3 1枚・両面"


def test_one_press_prints_what_was_shown_and_says_that_it_was_recorded(open_page: Callable[..., PrintPage]) -> None:
    page = open_page()
    page.press("reason_compare")
    page.press("nup_2")
    page.press("print_button")
    page.until(lambda: bool(page.printing.sent))
    ((settings, reason, printer),) = page.printing.sent
    assert (settings.nup, settings.sides, settings.copies, len(settings.pages)) == (2, 2, 1, 12)
    assert (reason, printer) == (Reason.COMPARE, "hall")
    page.until(lambda: "記録しました" in page.state)
    assert "A4 3枚" in page.state
    assert [each.ledger for each in page.changes] == [True]
    assert not page.button.isEnabled(), "the next job needs a reason of its own"
    assert not page.part("reason_compare").isChecked()


def test_a_printer_without_both_sides_or_a3_says_so_and_costs_more(open_page: Callable[..., PrintPage]) -> None:
    page = open_page(A4, A4, A3)
    page.choose_printer(1)
    assert page.cost == "A4 3枚・片面"
    assert "A3 がない" in page.part("cost_words").plain
    assert page.part("sides_2").toolTip() == "このプリンターは両面に印刷できません"
    page.press("reason_other")
    page.press("print_button")
    page.until(lambda: bool(page.printing.sent))
    settings = page.printing.sent[0][0]
    assert (settings.sides, settings.shrink) == (1, True)
    page.choose_printer(0)
    assert page.cost == "A4 1枚・A3 1枚・両面"


def test_stopping_prints_and_records_nothing(open_page: Callable[..., PrintPage]) -> None:
    page = open_page()
    page.printing.gate.clear()
    page.press("reason_other")
    page.press("print_button")
    page.until(lambda: page.state == "印刷しています 1 / 8 面")
    assert page.part("stop_button").text() == "やめる"
    assert not page.part("printer_choice").isEnabled()
    page.press("stop_button")
    page.until(lambda: not page.desk.busy)
    page.printing.gate.set()
    assert page.state == "やめました。何も渡していないので、印刷も記録もしていません。"
    assert page.part("stop_button").text() == "閉じる"
    assert page.button.isEnabled()
    assert (page.printing.sent, page.changes) == ([], [])


def test_stopping_while_it_is_handed_over_says_what_comes_out(open_page: Callable[..., PrintPage]) -> None:
    page = open_page()
    page.printing.handing.clear()
    page.press("reason_other")
    page.press("print_button")
    page.until(lambda: page.state == "印刷しています 1 / 8 面")
    page.press("stop_button")
    assert page.state == "やめています"
    assert page.part("stop_button").text() == "閉じる"
    page.printing.handing.set()
    page.until(lambda: not page.desk.busy)
    assert page.state.startswith("やめる前にA4 6枚を「3階 企画政策課 複合機」に渡していて、記録しました")
    assert [change.ledger for change in page.changes] == [True]


def test_a_printer_that_refuses_is_told_in_three_sentences_and_can_be_tried_again(
    open_page: Callable[..., PrintPage],
) -> None:
    page = open_page()
    page.printing.trouble = PrinterRefused(printer="hall")
    page.press("reason_other")
    page.press("print_button")
    page.until(page.window.strip.isVisible)
    assert "枚数にも数えていません" in page.part("safe_label").plain
    assert page.button.isEnabled()
    page.printing.trouble = None
    page.press("print_button")
    page.until(lambda: bool(page.printing.sent))


def test_what_is_not_to_be_printed_says_so_and_offers_no_button(qtbot: QtBot, runner: JobRunner) -> None:
    printing = PrintingInMemory([HALL])
    printing.refusal = PrintingOff(material="資料1")
    page = PrintPage(qtbot, runner, printing)
    page.until(page.window.strip.isVisible)
    assert "印刷しないように配布されています" in page.part("what_label").plain
    assert not page.button.isEnabled()
    page.desk.close()


def test_a_pdf_file_can_be_chosen_without_any_printer(open_page: Callable[..., PrintPage], tmp_path: Any) -> None:
    page = open_page(printing=PrintingInMemory([]))
    page.press("reason_submit")
    assert page.button.accessibleName() == "A4 6枚を PDF にする"
    page.desk.write(tmp_path / "job.pdf")
    page.until(lambda: "記録しました" in page.state)
    assert page.printing.sent[0][2] == str(tmp_path / "job.pdf")


def test_the_look_shows_one_side_after_the_other_of_what_is_chosen(open_page: Callable[..., PrintPage]) -> None:
    page = open_page()
    page.until(lambda: bool(page.printing.jobs[0].looked))
    page.press("look_button")
    assert page.part("look_pane").isVisible()
    page.until(lambda: page.part("look_label").text() == "1 / 12 面")
    page.press("look_on")
    page.until(lambda: page.part("look_label").text() == "2 / 12 面")
    page.press("nup_4")
    page.until(lambda: page.part("look_label").text() == "2 / 4 面")
    assert page.printing.jobs[0].looked[-1][0].nup == 4


def test_notes_are_only_offered_where_there_are_some(open_page: Callable[..., PrintPage]) -> None:
    assert not open_page(printing=PrintingInMemory([HALL], noted=False)).part("notes_box").isEnabled()
    page = open_page()
    page.part("notes_box").click()
    page.press("reason_write")
    page.press("print_button")
    page.until(lambda: bool(page.printing.sent))
    assert page.printing.sent[0][0].notes


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_it_fits_a_small_screen_at_every_text_size(open_page: Callable[..., PrintPage], percent: int) -> None:
    page = open_page(theme=make_theme("light", percent, resource("icons")))
    room = page.window.screen().availableGeometry()
    assert page.window.width() <= room.width()
    assert page.window.height() <= room.height()
    assert page.button.isVisible()
    page.window.resize(500, 400)
    assert page.window.form.hint.x() < page.window.form.width(), "one column"


def test_it_is_not_modal_and_escape_closes_it(open_page: Callable[..., PrintPage], qtbot: QtBot) -> None:
    page = open_page()
    assert not page.window.isModal()
    gone: list[int] = []
    page.desk.gone.connect(lambda: gone.append(1))
    qtbot.keyClick(page.window, "\x1b")
    page.until(lambda: gone == [1])
