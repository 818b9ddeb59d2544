"""A person whose material was replaced: the strip says so, the review shows what is in doubt, and takes the decision."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from hearing import trouble
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget
from window_fakes import A4, FakeDocument, cabinet, services_of
from window_pages import HomePage, Page, SettingsPage, strip_words

from dxmeet.desktop.review.pagepane import PagePane, PageSheet
from dxmeet.domain.anchoring import tray_of
from dxmeet.domain.annotation import Anchor, Carried, Note, NoteId, NoteKind, Outcome, Point
from dxmeet.domain.differing import Difference
from dxmeet.domain.packet import MaterialId, RevisionId
from dxmeet.domain.page import PIXEL_BYTES, Pixels, RenderRequest
from dxmeet.domain.pagematch import PageMatch, PagePair
from dxmeet.services.changes import Changes
from dxmeet.services.preferences import Preference
from dxmeet.services.reviewing import OldPlace, Review, Summary

OLD, NEW = RevisionId("0" * 64), RevisionId("1" * 64)
PAPER = MaterialId("cabinet-2")
BOX = (80.0, 120.0, 200.0, 140.0)


def carried_note(name: str, page: int, outcome: Outcome, reason: str = "") -> Note:
    stamp = Carried(NoteId(f"first {name}"), NoteId(f"first {name}"), OLD, page, outcome, 0.7, 1.0, 0.0, 0.0, BOX)
    return Note(
        NoteId(name),
        PAPER,
        tray_of(NEW) if outcome is Outcome.UNPLACED else NEW,
        page,
        NoteKind.STICKY,
        "yellow",
        1.0,
        "佐藤",
        datetime(2026, 11, 25, tzinfo=UTC),
        text=name,
        at=(BOX[0], BOX[1]),
        anchor=Anchor(carried=replace(stamp, reason=reason)),
    )


class DrawnDocument(FakeDocument):
    def render(self, request: RenderRequest) -> Pixels:
        size = self.pages[request.page - 1]
        width, height = round(size.width * request.scale), round(size.height * request.scale)
        return Pixels(width, height, b"\xff" * (width * height * 3))


@dataclass
class ReviewingInMemory:
    """A material of two pages, the second changed; decisions are kept in ``notes``."""

    notes: list[Note]
    documents: list[DrawnDocument] = field(default_factory=list[DrawnDocument])
    placed: list[tuple[NoteId, int, Point]] = field(default_factory=list[tuple[NoteId, int, Point]])
    behind: list[list[Note]] = field(default_factory=list[list[Note]])
    reviewed: bool = False

    def summary(self, material: MaterialId) -> Summary | None:
        if material != PAPER:
            return None
        outcomes = {each: len([n for n in self.notes if outcome_of(n) is each]) for each in Outcome}
        return Summary(material, "資料2", 1, 0, 0, outcomes, self.reviewed)

    def open(self, material: MaterialId) -> Review:
        packet = paper_replaced()
        known = next(each for each in packet.materials if each.id == material)
        pages = (PagePair(1, 1, PageMatch.SAME, identical=True), PagePair(2, 2, PageMatch.CHANGED))
        summary = self.summary(material)
        assert summary is not None
        self.documents = [DrawnDocument("前", (A4, A4)), DrawnDocument("今", (A4, A4))]
        old, new = (cast(Any, each) for each in self.documents)
        return Review(packet, known, OLD, NEW, (1, 2), pages, summary, tuple(self.notes), old, new)

    def again(self, review: Review) -> Review:
        summary = self.summary(PAPER)
        assert summary is not None
        return replace(review, notes=tuple(self.notes), summary=summary, undoable=bool(self.behind))

    def old_places(self, review: Review, notes: list[Note]) -> list[tuple[Note, OldPlace | None]]:
        white = Pixels(120, 40, b"\xff" * (120 * 40 * PIXEL_BYTES))
        return [(note, OldPlace(white, (60.0, 100.0, 300.0, 180.0))) for note in notes]

    def differences(self, review: Review, pair: PagePair) -> list[Difference]:
        if pair.identical:
            return []
        return [Difference("教育費", "9,532", "9,765", ((80, 100, 120, 112),), ((80, 100, 120, 112),))]

    def undo(self, review: Review) -> Changes:
        self.notes = self.behind.pop()
        return Changes(notes=frozenset({PAPER}))

    def accept(self, notes: list[Note]) -> Changes:
        chosen = {each.id for each in notes}
        self.notes = [with_outcome(n, Outcome.KEPT) if n.id in chosen else n for n in self.notes]
        return Changes(notes=frozenset({PAPER}))

    def leave(self, note: Note, revision: RevisionId) -> Changes:
        self.behind.append(self.notes)
        self.notes = [with_outcome(n, Outcome.UNPLACED) if n.id == note.id else n for n in self.notes]
        return Changes(notes=frozenset({PAPER}))

    def place(self, note: Note, revision: RevisionId, page: int, middle: tuple[float, float]) -> Changes:
        self.behind.append(self.notes)
        self.placed.append((note.id, page, middle))
        self.notes = [with_outcome(n, Outcome.MOVED) if n.id == note.id else n for n in self.notes]
        return Changes(notes=frozenset({PAPER}))

    def finish(self, review: Review) -> Changes:
        self.reviewed = True
        return Changes(packets=True)


def outcome_of(note: Note) -> Outcome:
    assert note.anchor.carried is not None
    return note.anchor.carried.outcome


def with_outcome(note: Note, outcome: Outcome) -> Note:
    assert note.anchor.carried is not None
    stamp = replace(note.anchor.carried, outcome=outcome, settled=True, reason="")
    there = tray_of(NEW) if outcome is Outcome.UNPLACED else NEW
    return replace(note, revision=there, anchor=Anchor(carried=stamp))


def paper_replaced() -> Any:
    packet = cabinet()
    return replace(
        packet,
        materials=tuple(replace(m, earlier=(OLD,)) if m.id == PAPER else m for m in packet.materials),
    )


class ReviewPage(Page):
    def __init__(self, window: Any) -> None:
        super().__init__(window, "review")

    def offered(self) -> set[str]:
        return {each.objectName() for each in self.widget.findChildren(QAbstractButton) if each.isVisible()}

    @property
    def sheet(self) -> PageSheet:
        """The page on the right."""
        return cast(Any, self.widget).new_pane.sheet

    def seen(self, x: float, y: float) -> QPoint:
        """A place of the page on the right (points), on the screen."""
        return self.sheet.mapToGlobal(QPoint(round(x * self.sheet.scale), round(y * self.sheet.scale)))

    def row(self, name: str) -> QAbstractButton:
        return self.part(QAbstractButton, f"note_{name}")

    def under_way(self) -> bool:
        return self.part(QWidget, "note_under_way").isVisible()

    def drag(self, start: QWidget, at: QPoint, to: QPoint, *, let_go: bool = True) -> None:
        """With the mouse: pressed at ``at`` of ``start``, let go at ``to`` of the screen."""
        QTest.mousePress(start, Qt.MouseButton.LeftButton, pos=at)
        for part in (0.3, 0.6, 1.0):
            way = QPointF(start.mapFromGlobal(to) - at) * part
            QTest.mouseMove(start, at + way.toPoint())
        if let_go:
            QTest.mouseRelease(start, Qt.MouseButton.LeftButton, pos=start.mapFromGlobal(to))


@pytest.fixture
def reviewing() -> ReviewingInMemory:
    return ReviewingInMemory(
        [
            carried_note("kept", 1, Outcome.KEPT),
            carried_note("doubtful", 2, Outcome.REVIEW, "changed"),
            carried_note("gone", 2, Outcome.UNPLACED, "not-found"),
        ]
    )


@pytest.fixture
def review(open_window: Any, reviewing: ReviewingInMemory) -> Any:
    return opened_review(open_window, reviewing)


def opened_review(open_window: Any, reviewing: ReviewingInMemory, percent: int = 100) -> Any:
    """The window with the review opened from the strip, as a person does."""
    services = services_of([paper_replaced()], preference=Preference(text_percent=percent))
    services = replace(services, reviewing=cast(Any, reviewing))
    opened = open_window(services)
    opened.window.resize(1280, 720)
    HomePage(opened.window).click("material_row", "公共施設再編計画")
    opened.reach("reader")
    label = opened.reader.findChild(QLabel, "replaced_label")
    opened.bot.waitUntil(lambda: label is not None and label.isVisible())
    Page(opened.window, "reader").press("review_button")
    opened.reach("review")
    return opened


def test_the_strip_leads_to_the_note_in_doubt_and_a_press_settles_it(review: Any, reviewing: ReviewingInMemory) -> None:
    page = ReviewPage(review.window)
    review.bot.waitUntil(lambda: "accept_button" in page.offered())
    assert "わたしの書き込み 3件" in page.words
    assert "書き込みの下の内容が変わりました" in page.words
    assert "差し替えの確認" in review.window.windowTitle()
    page.press("accept_button")
    review.settle()
    assert [outcome_of(note) for note in reviewing.notes] == [Outcome.KEPT, Outcome.KEPT, Outcome.UNPLACED]
    assert "accept_button" not in page.offered()


def test_the_strip_comes_again_in_a_window_that_was_dressed_anew(review: Any) -> None:
    review.visit.show("settings")
    SettingsPage(review.window).choose("palette_box", 1)
    review.settle()
    review.visit.show("home")
    HomePage(review.window).click("material_row", "公共施設再編計画")
    review.reach("reader")
    assert not review.window.strip.isVisible(), strip_words(review.window.strip)
    label = review.reader.findChild(QLabel, "replaced_label")
    assert label is not None, "the strip of the former view went with it"
    review.bot.waitUntil(label.isVisible)


def test_a_screen_reader_finds_a_name_and_a_role_for_everything(review: Any) -> None:
    page = ReviewPage(review.window)
    review.bot.waitUntil(lambda: "accept_button" in page.offered())
    assert trouble(page.widget) == []


@pytest.mark.parametrize("percent", [100, 200])
def test_in_a_narrow_window_one_page_is_seen_at_a_time_and_nothing_scrolls_sideways(
    open_window: Any, reviewing: ReviewingInMemory, percent: int
) -> None:
    review = opened_review(open_window, reviewing, percent)
    page = ReviewPage(review.window)
    review.bot.waitUntil(lambda: "accept_button" in page.offered())
    old, new = (page.part(PagePane, name) for name in ("old_pane", "new_pane"))
    review.window.resize(853, 480)
    review.bot.waitUntil(lambda: not old.isVisible() and new.isVisible())
    room = page.widget.parentWidget().parentWidget()
    assert isinstance(room, QScrollArea)
    review.bot.waitUntil(lambda: room.horizontalScrollBar().maximum() == 0)
    review.bot.waitUntil(lambda: new.width() > 0.9 * page.widget.width())
    assert old.size() == new.size(), "the page behind is fitted as the one before it"
    page.press("old_side_button")
    assert (old.isVisible(), new.isVisible()) == (True, False)
    page.press("note_doubtful")
    assert new.isVisible(), "where the note is now is what is looked at"
    QTest.keyClick(review.window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert (old.isVisible(), new.isVisible()) == (True, False)


def test_in_a_wide_window_both_pages_are_seen_and_there_is_nothing_to_switch(review: Any) -> None:
    page = ReviewPage(review.window)
    review.window.resize(853, 480)
    page.press("old_side_button")
    review.window.resize(1280, 720)
    seen = [page.part(PagePane, name) for name in ("old_pane", "new_pane")]
    review.bot.waitUntil(lambda: all(each.isVisible() for each in seen))
    assert not page.part(QAbstractButton, "new_side_button").isVisible()


def test_in_a_narrow_window_a_note_without_a_place_is_put_on_the_new_page(
    review: Any, reviewing: ReviewingInMemory
) -> None:
    review.window.resize(853, 480)
    page = opened_at(review, "gone", "place_button")
    assert not page.part(PagePane, "new_pane").isVisible(), "where it was is what is looked at"
    page.press("place_button")
    assert page.part(PagePane, "new_pane").isVisible()
    QTest.keyClick(page.sheet, Qt.Key.Key_Return)
    review.settle()
    assert [name for name, _, _ in reviewing.placed] == ["gone"]


def test_what_differs_on_the_page_is_said_in_words(review: Any) -> None:
    page = ReviewPage(review.window)
    review.bot.waitUntil(lambda: "9,765" in page.words)
    assert "9,532" in page.words
    assert "1か所" in page.words


def placed_once(reviewing: ReviewingInMemory, name: str, page: int, x: float, y: float) -> None:
    """Within a pixel of where it was let go."""
    [(note, there, place)] = reviewing.placed
    assert (note, there) == (NoteId(name), page)
    assert place == pytest.approx((x, y), abs=1.5)


def opened_at(review: Any, name: str, button: str) -> ReviewPage:
    """The page with a note chosen in the list and what can be decided about it offered."""
    page = ReviewPage(review.window)
    review.bot.waitUntil(lambda: f"note_{name}" in page.offered())
    page.press(f"note_{name}")
    review.bot.waitUntil(lambda: button in page.offered())
    return page


def test_a_note_without_a_place_is_put_where_a_person_presses(review: Any, reviewing: ReviewingInMemory) -> None:
    page = opened_at(review, "gone", "place_button")
    page.press("place_button")
    assert page.under_way()
    QTest.mouseClick(page.sheet, Qt.MouseButton.LeftButton, pos=page.sheet.mapFromGlobal(page.seen(150, 130)))
    review.settle()
    placed_once(reviewing, "gone", 2, 150, 130)


def test_a_doubtful_note_is_dragged_on_the_page_by_the_place_it_was_taken_at(
    review: Any, reviewing: ReviewingInMemory
) -> None:
    page = opened_at(review, "doubtful", "accept_button")
    taken = page.sheet.mapFromGlobal(page.seen(BOX[0] + 20, BOX[1] + 10))
    page.drag(page.sheet, taken, page.seen(220, 160), let_go=False)
    assert page.under_way()
    picture = page.widget.grab().toImage()
    ratio = picture.devicePixelRatio()
    at = QPointF(page.widget.mapFromGlobal(page.seen(220, 160))) * ratio
    note = QColor(review.appearance.theme.tokens.note)
    near = [picture.pixelColor(round(at.x()) + dx, round(at.y()) + dy) for dx in (0, 3, 6) for dy in (-3, 0, 3)]
    assert note in near, "its picture is under the pointer"
    QTest.mouseRelease(page.sheet, Qt.MouseButton.LeftButton, pos=page.sheet.mapFromGlobal(page.seen(220, 160)))
    review.settle()
    placed_once(reviewing, "doubtful", 2, 200, 150)
    assert not page.under_way()


def test_a_finger_drags_a_note(review: Any, reviewing: ReviewingInMemory) -> None:
    page = opened_at(review, "doubtful", "accept_button")
    finger = QTest.createTouchDevice(QPointingDevice.DeviceType.TouchScreen)  # pyright: ignore
    start, end = (page.sheet.mapFromGlobal(page.seen(*at)) for at in ((BOX[0] + 20, BOX[1] + 10), (180, 170)))
    QTest.touchEvent(page.sheet, finger).press(0, start, page.sheet)
    for part in (0.2, 0.5, 1.0):
        QTest.touchEvent(page.sheet, finger).move(0, start + (QPointF(end - start) * part).toPoint(), page.sheet)
    assert page.under_way()
    QTest.touchEvent(page.sheet, finger).release(0, end, page.sheet)
    review.settle()
    placed_once(reviewing, "doubtful", 2, 160, 160)


def test_a_note_is_dragged_out_of_the_tray_where_its_old_place_is_pictured(
    review: Any, reviewing: ReviewingInMemory
) -> None:
    page = opened_at(review, "gone", "place_button")
    review.bot.waitUntil(lambda: page.widget.findChild(QWidget, "old_place_picture") is not None)
    page.drag(page.row("gone"), QPoint(20, 10), page.seen(120, 140))
    review.settle()
    placed_once(reviewing, "gone", 2, 120, 140)


def test_a_note_that_is_let_go_over_the_list_stays_with_the_former_version_and_comes_back(
    review: Any, reviewing: ReviewingInMemory
) -> None:
    page = opened_at(review, "doubtful", "accept_button")
    taken = page.sheet.mapFromGlobal(page.seen(BOX[0] + 20, BOX[1] + 10))
    notes = page.part(QWidget, "review_notes")
    page.drag(page.sheet, taken, notes.mapToGlobal(notes.rect().center()))
    review.settle()
    assert [outcome_of(note) for note in reviewing.notes] == [Outcome.KEPT, Outcome.UNPLACED, Outcome.UNPLACED]
    page.press("review_undo_button")
    review.settle()
    assert [outcome_of(note) for note in reviewing.notes] == [Outcome.KEPT, Outcome.REVIEW, Outcome.UNPLACED]
    assert not page.part(QAbstractButton, "review_undo_button").isEnabled()


def test_a_note_let_go_beside_the_page_or_given_up_stays_where_it_was(
    review: Any, reviewing: ReviewingInMemory
) -> None:
    page = opened_at(review, "doubtful", "accept_button")
    taken = page.sheet.mapFromGlobal(page.seen(BOX[0] + 20, BOX[1] + 10))
    sentence = page.part(QLabel, "review_sentence")
    page.drag(page.sheet, taken, sentence.mapToGlobal(sentence.rect().center()))
    page.drag(page.sheet, taken, page.seen(200, 150), let_go=False)
    QTest.keyClick(review.window, Qt.Key.Key_Escape)
    assert not page.under_way()
    QTest.mouseRelease(page.sheet, Qt.MouseButton.LeftButton)
    review.settle()
    assert reviewing.placed == []
    assert [outcome_of(note) for note in reviewing.notes] == [Outcome.KEPT, Outcome.REVIEW, Outcome.UNPLACED]


def test_a_note_is_moved_by_arrow_keys_and_put_down_with_enter(review: Any, reviewing: ReviewingInMemory) -> None:
    page = opened_at(review, "doubtful", "place_button")
    page.press("place_button")
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(page.sheet, key)
    QTest.keyClick(page.sheet, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(page.sheet, Qt.Key.Key_Return)
    review.settle()
    placed_once(reviewing, "doubtful", 2, BOX[0] + 15, BOX[1] + 8)


def test_a_note_is_kept_on_the_page(review: Any, reviewing: ReviewingInMemory) -> None:
    page = opened_at(review, "doubtful", "place_button")
    page.press("place_button")
    for _ in range(20):
        QTest.keyClick(page.sheet, Qt.Key.Key_Up)
    QTest.keyClick(page.sheet, Qt.Key.Key_Return)
    review.settle()
    placed_once(reviewing, "doubtful", 2, BOX[0], 0)


def test_a_note_under_way_goes_to_another_page_over_its_number(review: Any, reviewing: ReviewingInMemory) -> None:
    page = opened_at(review, "doubtful", "accept_button")
    taken = page.sheet.mapFromGlobal(page.seen(BOX[0] + 20, BOX[1] + 10))
    number = page.part(QAbstractButton, "pair_0_button")
    page.drag(page.sheet, taken, number.mapToGlobal(number.rect().center()), let_go=False)
    review.bot.waitUntil(number.isChecked)
    QTest.mouseMove(page.sheet, page.sheet.mapFromGlobal(page.seen(170, 110)))
    QTest.mouseRelease(page.sheet, Qt.MouseButton.LeftButton, pos=page.sheet.mapFromGlobal(page.seen(170, 110)))
    review.settle()
    placed_once(reviewing, "doubtful", 1, 150, 100)


@pytest.mark.parametrize("way", ["button", "alt-left"])
def test_back_says_it_was_looked_at_and_closes_both_documents(
    review: Any, reviewing: ReviewingInMemory, way: str
) -> None:
    page = ReviewPage(review.window)
    if way == "button":
        cast(Any, page.widget).back_button.click()
    else:
        review.window.activateWindow()
        review.bot.waitUntil(review.window.isActiveWindow)
        QTest.keyClick(page.widget, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    review.reach("reader")
    assert reviewing.reviewed
    assert [each.closed for each in reviewing.documents] == [True, True]
    label = review.reader.findChild(QLabel, "replaced_label")
    assert label is None or not label.isVisible(), "what was looked at is not said again"
