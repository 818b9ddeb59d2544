"""A reader writes, the organiser replaces the file in the plain folder, and the review in the window settles where notes go.

Real papers, the real services and database, a real share in a folder; only the reader's own view is a stand-in.
"""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import pymupdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from window_pages import HomePage, OpenedWindow, Page

from dxmeet.app import make_entrance
from dxmeet.desktop.desk import MakeView, make_reader
from dxmeet.desktop.notes.layer import Writing
from dxmeet.desktop.notes.tools import Style, sketch
from dxmeet.desktop.reader.view import ReaderView
from dxmeet.desktop.review.pagepane import PageSheet
from dxmeet.domain.annotation import Note, NoteKind, Outcome
from dxmeet.domain.fiscal import local_date
from dxmeet.domain.packet import Material
from dxmeet.domain.surroundings import extent
from dxmeet.services.offered import Services
from dxmeet.services.unlocking import Enrolment

SECRET = "himitsu-2026"
PAGES = (
    ("防災計画の見直しについて", "避難所の備蓄品を更新する", "公共交通の路線を再編する", "保育所の定員を拡大する"),
    ("財源は基金から繰り入れる", "図書館の開館時間を延長する", "学校給食の費用を補助する", "橋の点検を前倒しする"),
    ("窓口の予約を始める", "水道管を耐震のものに替える", "公園の遊具を点検する", "選挙の投票所を見直す"),
)
Lines = tuple[tuple[str, ...], ...]


def paper(pages: Lines, secret: str = "") -> bytes:
    document: Any = pymupdf.open()
    for lines in pages:
        page = document.new_page()
        for number, words in enumerate(lines):
            page.insert_text((80, 120 + 60 * number), f"{number + 1} {words}", fontname="japan", fontsize=13)
    if secret:
        return document.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=secret, owner_pw="owner")
    return document.tobytes()


@dataclass
class Town:
    """A share with one meeting of one paper, and the terminal of one reader."""

    services: Services
    folder: Path
    age: int = 7200
    written: dict[str, str] = field(default_factory=dict[str, str])

    def put(self, content: bytes, name: str = "資料1 重点施策.pdf") -> None:
        """As an organiser does: over the old file, or in its place under another name."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for former in self.folder.glob("*.pdf"):
            if former.name != name:
                former.unlink()
        self.age -= 60
        moment = time.time() - self.age  # a file that is a moment old counts as still being written
        (self.folder / name).write_bytes(content)
        os.utime(self.folder / name, (moment, moment))
        for _ in range(20):  # a busy machine may leave a file for the next look
            self.services.synchronising.synchronise()
            if self._arrived(content):
                break

    def _arrived(self, content: bytes) -> bool:
        """Taken, or refused where it is no PDF."""
        known = [material for packet in self.services.library.packets() for material in packet.materials]
        if not content.startswith(b"%PDF"):
            return any(each.code == "pdf-invalid" for each in known)
        taken = sha256(content).hexdigest()
        return any(each.revision is not None and each.revision.id == taken for each in known)

    @property
    def material(self) -> Material:
        [packet] = self.services.library.packets()
        [material] = packet.materials
        return material

    def underline(self, page: int, line: int) -> None:
        """Pen under a line of text."""
        y = 124.0 + 60 * line
        self.write(page, {"kind": "ink", "strokes": [[[80, y, 0.5], [160, y + 1, 0.5], [240, y, 0.5]]]})

    def write(self, page: int, plain: dict[str, Any]) -> None:
        material = self.material
        assert material.revision is not None
        annotating = self.services.annotating
        annotating.add(annotating.fresh(material.id, material.revision, page, plain))
        self.services.carrying.anchor(material.id)

    def carry(self) -> None:
        self.services.carrying.carry(self.material.id)

    def notes(self) -> list[Note]:
        """On the newest version."""
        material = self.material
        assert material.revision is not None
        return self.services.annotating.notes(material.id, material.revision.id)

    @property
    def outcomes(self) -> dict[str, int]:
        summary = self.services.reviewing.summary(self.material.id)
        assert summary is not None
        return {outcome.value: count for outcome, count in summary.outcomes.items() if count}


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    share = tmp_path / "share"
    share.mkdir()
    entrance = make_entrance(tmp_path / "profile", keyring=lambda: None)
    unlocked, _ = entrance.unlocking.setup(Enrolment(share, "田中", "総務課", "correct horse"))
    services = entrance.enter(unlocked)
    made = Town(services, share / "会議" / f"{local_date(datetime.now(UTC)).isoformat()} 庁議")
    made.put(paper(PAGES))
    yield made
    services.close()
    entrance.close()


@pytest.fixture
def open_town(town: Town, qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[..., OpenedWindow]]:
    """The window on the town's services, with the real reader where one is given; it watches the share until those are
    closed."""
    opened: list[OpenedWindow] = []

    def make(make_view: MakeView | None = None) -> OpenedWindow:
        opened.append(OpenedWindow(qtbot, qapp, town.services, None, make_view=make_view))
        opened[0].visit.begin(town.services)
        opened[0].reach("home")
        return opened[0]

    yield make
    for each in opened:
        each.window.hide()
        each.visit.close()
        each.window.deleteLater()


@pytest.fixture
def reviewed(open_town: Callable[[], OpenedWindow]) -> Callable[[], "RealReview"]:
    """The review, opened from the strip in the reader."""

    def make() -> RealReview:
        opened = open_town()
        opened.window.resize(1280, 720)
        HomePage(opened.window).click("material_row", "重点")
        opened.reach("reader")
        label = opened.reader.findChild(QLabel, "replaced_label")
        opened.bot.waitUntil(lambda: label is not None and label.isVisible())
        Page(opened.window, "reader").press("review_button")
        opened.reach("review")
        review = RealReview(opened)
        opened.bot.waitUntil(review.drawn)
        return review

    return make


class RealReview(Page):
    def __init__(self, opened: OpenedWindow) -> None:
        super().__init__(opened.window, "review")
        self.opened = opened

    def settle(self) -> None:
        self.opened.settle()

    def drawn(self) -> bool:
        """Whether the first page is there, and the pictures of the tray."""
        widget = cast(Any, self.widget)
        return (widget.old_pane.sheet.drawn or widget.new_pane.sheet.drawn) and not self.opened.runner.busy

    @property
    def sheet(self) -> PageSheet:
        return cast(Any, self.widget).new_pane.sheet

    def badges(self) -> list[str]:
        return [
            each.accessibleName() for each in self.widget.findChildren(QAbstractButton) if "pair_" in each.objectName()
        ]

    def offers(self, name: str) -> bool:
        found = self.widget.findChild(QAbstractButton, name)
        return found is not None and found.isVisible()

    def drag_row(self, note: Note, x: float, y: float) -> None:
        """From the list to a place of the page on the right, in points."""
        row = self.part(QAbstractButton, f"note_{note.id}")
        QTest.mousePress(row, Qt.MouseButton.LeftButton, pos=QPoint(20, 12))
        QTest.mouseMove(row, QPoint(60, 40))
        to = row.mapFromGlobal(self.sheet.mapToGlobal(QPoint(round(x * self.sheet.scale), round(y * self.sheet.scale))))
        QTest.mouseMove(row, to)
        QTest.mouseRelease(row, Qt.MouseButton.LeftButton, pos=to)
        self.settle()


def middle(note: Note) -> tuple[float, float]:
    x0, y0, x1, y1 = extent(note)
    return (x0 + x1) / 2, (y0 + y1) / 2


def test_a_doubtful_note_is_accepted_and_the_strip_is_silent_from_then_on(
    town: Town, reviewed: Callable[[], RealReview]
) -> None:
    for line in range(4):
        town.underline(2, line)
    changed = (PAGES[0], (*PAGES[1][:2], "全く別の議案に差し替えました", PAGES[1][3]), PAGES[2])
    town.put(paper(changed))
    town.carry()
    assert town.outcomes.get("review") == 1
    review = reviewed()
    assert "2ページ 変更" in review.badges()
    review.opened.bot.waitUntil(lambda: "全く別の議案" in review.words)
    review.press("accept_button")
    review.settle()
    assert "review" not in town.outcomes
    assert len(town.notes()) == 4
    cast(Any, review.widget).back_button.click()
    review.opened.reach("reader")
    summary = town.services.reviewing.summary(town.material.id)
    assert summary is not None
    assert summary.reviewed


def test_a_third_version_takes_notes_from_where_they_were_made(town: Town, reviewed: Callable[[], RealReview]) -> None:
    """The second version has lost the line, the third has it again: there the note is at home."""
    town.underline(1, 2)
    town.put(paper(((*PAGES[0][:2], "全く別の議案に差し替えました", PAGES[0][3]), *PAGES[1:])))
    town.carry()
    assert "kept" not in town.outcomes
    town.put(paper(PAGES[:2]))
    town.carry()
    assert town.outcomes == {"kept": 1}
    review = reviewed()
    assert "3ページ −削除" in review.badges()
    assert "そのまま" in review.words
    assert middle(town.notes()[0]) == pytest.approx((160, 244.5), abs=0.6)


def test_a_note_whose_page_is_gone_waits_with_a_picture_and_is_dragged_to_a_page(
    town: Town, reviewed: Callable[[], RealReview]
) -> None:
    town.underline(3, 1)
    town.put(paper(PAGES[:2]))
    town.carry()
    assert town.outcomes == {"unplaced": 1}
    [waiting] = town.services.reviewing.open(town.material.id).notes
    review = reviewed()
    review.opened.bot.waitUntil(lambda: review.widget.findChild(QWidget, "old_place_picture") is not None)
    review.drag_row(waiting, 240, 60)
    [note] = town.notes()
    assert note.page == 2, "the nearest page that is still there"
    assert middle(note) == pytest.approx((240, 60), abs=1.5)
    assert town.outcomes == {"moved": 1}
    review.press("review_undo_button")
    review.settle()
    assert (town.notes(), town.outcomes) == ([], {"unplaced": 1})


def test_a_whole_review_is_taken_back_by_one_undo_in_the_reader(town: Town, reviewed: Callable[[], RealReview]) -> None:
    for line in (0, 2):
        town.underline(3, line)
    town.put(paper(PAGES[:2]))
    town.carry()
    waiting = town.services.reviewing.open(town.material.id).notes
    review = reviewed()
    for number, each in enumerate(waiting):
        review.drag_row(each, 200, 40 + 30 * number)
    assert town.outcomes == {"moved": 2}
    revision = town.material.revision
    assert revision is not None
    town.services.annotating.undo(town.material.id, revision.id)
    assert town.outcomes == {"unplaced": 2}
    town.services.annotating.redo(town.material.id, revision.id)
    assert town.outcomes == {"moved": 2}


def test_a_file_that_is_no_pdf_changes_nothing(town: Town, open_town: Callable[[], OpenedWindow]) -> None:
    town.underline(1, 0)
    before = town.notes()
    town.put("これはPDFではありません".encode())
    town.services.carrying.carry_all()
    assert town.notes() == before
    opened = open_town()
    HomePage(opened.window).click("material_row", "重点")
    opened.reach("reader")
    label = opened.reader.findChild(QLabel, "replaced_label")
    assert label is None or not label.isVisible()
    town.put(paper(PAGES[:2]))
    town.services.carrying.carry_all()
    assert town.outcomes == {Outcome.KEPT.value: 1}


def test_notes_wait_on_the_former_version_until_the_new_ones_password_is_known(
    town: Town, reviewed: Callable[[], RealReview]
) -> None:
    town.underline(1, 1)
    town.put(paper((("表紙", "令和八年度"), *PAGES), SECRET))
    town.services.carrying.carry_all()
    assert town.services.reviewing.summary(town.material.id) is None, "nothing is decided about what nobody has seen"
    assert len(town.services.annotating.notes(town.material.id)) == 1
    town.services.reading.open(town.material.id, password=SECRET, keep_password=True).document.close()
    town.services.carrying.carry_all()
    assert town.outcomes == {"moved": 1}
    assert "1ページ ＋追加" in reviewed().badges()


class RealReader:
    """The reader's own view on the town's paper, which stays open while the paper is replaced."""

    def __init__(self, opened: OpenedWindow, town: Town) -> None:
        self.opened, self.town = opened, town
        HomePage(opened.window).click("material_row", "重点")
        opened.reach("reader")
        opened.bot.waitUntil(lambda: self.view.desk.layer is not None)
        opened.settle()

    @property
    def view(self) -> ReaderView:
        found = self.opened.window.screen_named("reader")
        assert isinstance(found, ReaderView)
        return found

    @property
    def shown(self) -> list[Note]:
        notebook = self.view.desk.notebook
        return notebook.notes if notebook is not None else []

    def draw(self, page: int, line: int) -> None:
        y = 124.0 + 60 * line
        notebook = self.view.desk.notebook
        assert notebook is not None
        stroke = ((80.0, y, 0.5), (160.0, y + 1, 0.5), (240.0, y, 0.5))
        assert notebook.add(sketch(page, NoteKind.INK, Style("#C62828", 2.0), strokes=(stroke,)))

    def type_sticky(self, page: int, text: str) -> None:
        """And leave it open."""
        writing = self.view.desk.writing
        assert writing is not None
        writing.open(Writing(NoteKind.STICKY, page, (300.0, 180.0), Style("#FFD54F", 1.0)))
        assert writing.editor is not None
        writing.editor.insertPlainText(text)

    def is_replaced(self, content: bytes) -> None:
        """While it is open; the window looks at the share and carries what there is."""
        self.town.put(content)
        self.view.window().check_requested.emit()  # pyright: ignore[reportAttributeAccessIssue]
        services, material = self.town.services, self.town.material.id
        self.opened.bot.waitUntil(lambda: services.reviewing.summary(material) is not None)
        self.opened.settle()


NEXT = (("表紙", "令和八年度"), *PAGES)


def test_what_is_written_on_the_old_paper_after_it_was_replaced_is_on_the_new_one(
    town: Town, open_town: Callable[..., OpenedWindow]
) -> None:
    town.underline(1, 0)
    opened = open_town(make_reader)
    reader = RealReader(opened, town)
    reader.type_sticky(2, "財源を聞く")
    reader.is_replaced(paper(NEXT))
    reader.draw(3, 1)
    opened.bot.waitUntil(lambda: len(town.notes()) == 2)
    opened.bot.waitUntil(lambda: opened.window.screen_named("reader") is not None)
    Page(opened.window, "reader").press("review_button")
    opened.reach("review")
    opened.bot.waitUntil(lambda: len(town.notes()) == 3)
    screen: Any = opened.window.screen_named("review")
    opened.bot.waitUntil(lambda: len(screen.review_notes) == 3)
    assert sorted((note.page, note.kind.value) for note in town.notes()) == [(2, "ink"), (3, "sticky"), (4, "ink")]
    assert town.outcomes == {"moved": 3}
    opened.settle()
    assert len(town.notes()) == 3, "once"


def test_a_new_paper_that_is_open_shows_what_comes_to_it_meanwhile(
    town: Town, open_town: Callable[..., OpenedWindow]
) -> None:
    town.underline(1, 0)
    old = town.material.revision
    assert old is not None
    town.put(paper(NEXT))
    town.carry()
    opened = open_town(make_reader)
    reader = RealReader(opened, town)
    assert len(reader.shown) == 1
    annotating, services = town.services.annotating, town.services
    plain = {"kind": "ink", "strokes": [[[80, 184, 0.5], [240, 184, 0.5]]]}
    note = annotating.fresh(town.material.id, old, 2, plain)
    changes = annotating.add(note)  # as a window that was left with the old paper
    reader.view.changed.emit(changes)
    opened.bot.waitUntil(lambda: len(reader.shown) == 2)
    assert services.reviewing.summary(town.material.id) is not None


def test_undo_in_the_reader_leaves_what_was_carried(town: Town, open_town: Callable[..., OpenedWindow]) -> None:
    for line in range(3):
        town.underline(1, line)
    town.put(paper(NEXT))
    town.carry()
    opened = open_town(make_reader)
    reader = RealReader(opened, town)
    notebook = reader.view.desk.notebook
    assert notebook is not None
    assert not notebook.can_undo
    reader.draw(2, 3)
    opened.settle()
    reader.view.desk.undo()
    opened.settle()
    reader.view.desk.undo()
    notebook.undo()
    opened.settle()
    assert len(reader.shown) == len(town.notes()) == 3
    assert town.outcomes == {"moved": 3}
    reader.view.desk.redo()
    opened.settle()
    assert len(reader.shown) == 4


def test_a_sticky_saved_while_it_is_typed_is_one_step_and_its_last_words_follow_to_the_new_paper(
    town: Town, open_town: Callable[..., OpenedWindow]
) -> None:
    opened = open_town(make_reader)
    reader = RealReader(opened, town)
    material, old = town.material.id, town.material.revision
    assert old is not None
    reader.type_sticky(1, "財源")
    opened.bot.waitUntil(lambda: [note.text for note in town.notes()] == ["財源"])
    editor = reader.view.desk.writing and reader.view.desk.writing.editor
    assert editor is not None
    reader.is_replaced(paper(NEXT))
    opened.bot.waitUntil(lambda: [note.text for note in town.notes()] == ["財源"])
    editor.insertPlainText("は基金")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    opened.bot.waitUntil(lambda: [note.text for note in town.notes()] == ["財源は基金"])
    opened.settle()
    assert [note.text for note in reader.shown] == ["財源は基金"]
    reader.view.desk.undo()
    opened.bot.waitUntil(lambda: reader.shown == [])
    reader.view.desk.redo()
    opened.bot.waitUntil(lambda: [note.text for note in reader.shown] == ["財源は基金"])
    opened.settle()
    assert [note.text for note in town.notes()] == ["財源は基金"]
    assert [note.text for note in town.services.annotating.notes(material, old.id)] == ["財源は基金"]
