"""A person whose material was replaced: the strip says so, the review shows what is in doubt, and takes the decision."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from hearing import trouble
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from window_fakes import A4, FakeDocument, cabinet, services_of
from window_pages import HomePage, Page

from dxmeet.domain.annotation import Anchor, Carried, Note, NoteId, NoteKind, Outcome
from dxmeet.domain.differing import Difference
from dxmeet.domain.packet import MaterialId, RevisionId
from dxmeet.domain.page import Pixels, RenderRequest
from dxmeet.domain.pagematch import PageMatch, PagePair
from dxmeet.services.changes import Changes
from dxmeet.services.reviewing import Review, Summary

OLD, NEW = RevisionId("0" * 64), RevisionId("1" * 64)
PAPER = MaterialId("cabinet-2")
BOX = (80.0, 120.0, 200.0, 140.0)


def carried_note(name: str, page: int, outcome: Outcome, reason: str = "") -> Note:
    stamp = Carried(NoteId(f"first {name}"), NoteId(f"first {name}"), OLD, page, outcome, 0.7, 1.0, 0.0, 0.0, BOX)
    return Note(
        NoteId(name),
        PAPER,
        NEW,
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
    placed: list[tuple[NoteId, int]] = field(default_factory=list[tuple[NoteId, int]])
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
        return replace(review, notes=tuple(self.notes), summary=summary)

    def differences(self, review: Review, pair: PagePair) -> list[Difference]:
        if pair.identical:
            return []
        return [Difference("教育費", "9,532", "9,765", ((80, 100, 120, 112),), ((80, 100, 120, 112),))]

    def accept(self, notes: list[Note]) -> Changes:
        chosen = {each.id for each in notes}
        self.notes = [with_outcome(n, Outcome.KEPT) if n.id in chosen else n for n in self.notes]
        return Changes(notes=frozenset({PAPER}))

    def leave(self, note: Note, revision: RevisionId) -> Changes:
        self.notes = [with_outcome(n, Outcome.UNPLACED) if n.id == note.id else n for n in self.notes]
        return Changes(notes=frozenset({PAPER}))

    def place(self, note: Note, revision: RevisionId, page: int, middle: tuple[float, float]) -> Changes:
        self.placed.append((note.id, page))
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
    return replace(note, anchor=Anchor(carried=replace(note.anchor.carried, outcome=outcome, settled=True, reason="")))


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
    """The window with the review opened from the strip, as a person does."""
    services = replace(services_of([paper_replaced()]), reviewing=cast(Any, reviewing))
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


def test_a_screen_reader_finds_a_name_and_a_role_for_everything(review: Any) -> None:
    page = ReviewPage(review.window)
    review.bot.waitUntil(lambda: "accept_button" in page.offered())
    assert trouble(page.widget) == []


def test_what_differs_on_the_page_is_said_in_words(review: Any) -> None:
    page = ReviewPage(review.window)
    review.bot.waitUntil(lambda: "9,765" in page.words)
    assert "9,532" in page.words
    assert "1か所" in page.words


def test_a_note_without_a_place_is_put_where_a_person_presses(review: Any, reviewing: ReviewingInMemory) -> None:
    page = ReviewPage(review.window)
    page.press("note_gone")
    review.bot.waitUntil(lambda: "place_button" in page.offered() and "leave_button" not in page.offered())
    page.press("place_button")
    sheet = cast(Any, page.widget).new_pane.sheet
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    review.settle()
    assert reviewing.placed == [(NoteId("gone"), 2)]


def test_back_says_it_was_looked_at_and_closes_both_documents(review: Any, reviewing: ReviewingInMemory) -> None:
    page = ReviewPage(review.window)
    cast(Any, page.widget).back_button.click()
    review.reach("reader")
    assert reviewing.reviewed
    assert [each.closed for each in reviewing.documents] == [True, True]
    label = review.reader.findChild(QLabel, "replaced_label")
    assert label is None or not label.isVisible(), "what was looked at is not said again"
