"""A document that draws flat colours, notes in memory, and the reader as its user sees it."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.notes.tools import ToolKind
from dxmeet.desktop.reader.furniture import SideTabs
from dxmeet.desktop.reader.materials import MaterialsList
from dxmeet.desktop.reader.toolbar import ToolBar
from dxmeet.desktop.reader.view import ReaderView
from dxmeet.desktop.theme import make_theme
from dxmeet.domain.annotation import Box, Note, NoteId, NoteKind
from dxmeet.domain.look import Look
from dxmeet.domain.notation import note_from_plain
from dxmeet.domain.packet import Kind, Material, MaterialId, Packet, PacketId, Revision, RevisionId, Source, State
from dxmeet.domain.page import Link, OutlineEntry, PageSize, Permissions, Pixels, RenderRequest, Word
from dxmeet.domain.pagetext import PageText
from dxmeet.errors import DiskFull, PageFailed, WorkerDied
from dxmeet.paths import resource
from dxmeet.services.changes import NOTHING, Changes
from dxmeet.services.opened import Opened

A4 = PageSize(595.0, 842.0)
A3 = PageSize(1191.0, 842.0)
NOW = datetime(2026, 11, 25, 1, 12, tzinfo=UTC)


class FlatDocument:
    """Page n is one flat colour whose blue is n; ``asked`` are the requests in the order they came, ``rested`` how many
    of them there were each time it was told to rest. A page that is ``hanging`` is given up when it is interrupted."""

    def __init__(self, *pages: PageSize, words: list[Word] | None = None, failing: set[int] | None = None) -> None:
        self.name = "資料1.pdf"
        self.pages = pages or (A4,) * 5
        self.permissions = Permissions()
        self.asked: list[RenderRequest] = []
        self.rested: list[int] = []
        self.closed = False
        self.linked: dict[int, list[Link]] = {}
        self.texts: dict[int, str] = {}
        self.gate = threading.Event()
        self.gate.set()
        self.hanging: set[int] = set()
        self._given_up = threading.Event()
        self._words = words or []
        self._failing = failing or set()

    def outline(self) -> list[OutlineEntry]:
        return [OutlineEntry(0, "はじめに", 1), OutlineEntry(1, "財政の見通し", 3)]

    def render(self, request: RenderRequest) -> Pixels:
        self.asked.append(request)
        assert self.gate.wait(20)
        if request.page in self.hanging:
            self._given_up.clear()
            assert self._given_up.wait(20)
            raise WorkerDied(worker="pdf")
        if request.page in self._failing:
            raise PageFailed(page=request.page)
        size = self.pages[request.page - 1]
        width, height = max(1, round(size.width * request.scale)), max(1, round(size.height * request.scale))
        if request.tile is not None:
            width, height = request.tile.width, request.tile.height
        return Pixels(width, height, bytes((200, 200, request.page)) * (width * height))

    def glimpse(self, request: RenderRequest, seconds: float, wanted: Callable[[], bool]) -> Pixels:
        return self.render(request)

    def interrupt(self) -> None:
        self._given_up.set()

    def rest(self) -> None:
        self.rested.append(len(self.asked))

    def words(self, page: int) -> list[Word]:
        return self._words

    def links(self, page: int) -> list[Link]:
        return self.linked.get(page, [])

    def packed_text(self, page: int) -> bytes:
        """The lines of ``texts`` for this page, each character 10 points wide and 12 high, lines 20 points apart."""
        text = self.texts.get(page, "")
        boxes: list[Box] = []
        x, y = 100.0, 100.0
        for letter in text:
            boxes.append((x, y, x, y) if letter == "\n" else (x, y, x + 10, y + 12))
            x, y = (100.0, y + 20) if letter == "\n" else (x + 10, y)
        return PageText.of(text, boxes).pack()

    def png(self, page: int, scale: float, notes: Any = ()) -> tuple[bytes, int, int]:
        raise NotImplementedError

    def close(self) -> None:
        self.closed = True


class NotesInMemory:
    """An Annotating that commits to a list; ``gate`` holds every write back, ``full`` refuses it."""

    def __init__(self) -> None:
        self.rows: list[Note] = []
        self.gate = threading.Event()
        self.gate.set()
        self.full = False
        self.beside: list[tuple[Material, list[Note]]] = []
        """Notes on the packet's other materials."""
        self._done: list[tuple[tuple[Note, ...], tuple[Note, ...]]] = []
        self._undone: list[tuple[tuple[Note, ...], tuple[Note, ...]]] = []
        self._ids = itertools.count(1)

    def notes(self, material: MaterialId, revision: RevisionId | None = None) -> list[Note]:
        return list(self.rows)

    def packet_notes(self, material: MaterialId) -> list[tuple[Material, list[Note]]]:
        return [*self.beside, (_paper("m1", 1, "資料1 予算"), list(self.rows))]

    def fresh(self, material: MaterialId, revision: Revision, page: int, untrusted: dict[str, Any]) -> Note:
        return note_from_plain(
            {**untrusted, "page": page},
            id=NoteId(f"{next(self._ids):032x}"),
            material=material,
            revision=revision.id,
            author="佐藤",
            created_at=NOW,
        )

    def add(self, *notes: Note) -> Changes:
        return self._commit((), notes)

    def remove(self, *notes: Note) -> Changes:
        return self._commit(notes, ())

    def change(self, before: Any, after: Any, *, goes_on: bool = False) -> Changes:
        return self._commit(tuple(before), tuple(after))

    def can_undo(self, material: MaterialId, revision: RevisionId | None = None) -> bool:
        return bool(self._done)

    def can_redo(self, material: MaterialId, revision: RevisionId | None = None) -> bool:
        return bool(self._undone)

    def undo(self, material: MaterialId, revision: RevisionId | None = None) -> Changes:
        before, after = self._done.pop()
        self._undone.append((before, after))
        self._replace(after, before)
        return Changes(notes=frozenset({material}))

    def redo(self, material: MaterialId, revision: RevisionId | None = None) -> Changes:
        before, after = self._undone.pop()
        self._done.append((before, after))
        self._replace(before, after)
        return Changes(notes=frozenset({material}))

    def _commit(self, before: tuple[Note, ...], after: tuple[Note, ...]) -> Changes:
        assert self.gate.wait(20)
        if self.full:
            raise DiskFull(path="dxmeet.db")
        self._replace(before, after)
        self._done.append((before, after))
        self._undone.clear()
        return Changes(notes=frozenset({MaterialId("m1")}))

    def _replace(self, before: tuple[Note, ...], after: tuple[Note, ...]) -> None:
        gone = {note.id for note in before}
        self.rows = [note for note in self.rows if note.id not in gone] + list(after)


class PlacesInMemory:
    """A Reading that only remembers."""

    def __init__(self) -> None:
        self.places: list[tuple[str, int]] = []
        self.looks: list[Look | None] = []

    def turn_to(self, material: MaterialId, page: int, look: Look | None = None) -> Changes:
        self.places.append((material, page))
        self.looks.append(look)
        return Changes(reading=True)


def _paper(name: str, order: int, title: str) -> Material:
    return material(name, order, title)


def material(name: str, order: int, title: str, *pages: PageSize) -> Material:
    revision = Revision(RevisionId(name * 32), 1000, pages or (A4,), ("0",) * len(pages or (A4,)))
    return Material(
        MaterialId(name),
        PacketId("p"),
        order,
        title,
        f"{title}.pdf",
        State.READY,
        revision=revision,
        read_revision=revision.id,
    )


def packet(*materials: Material) -> Packet:
    return Packet(PacketId("p"), Kind.MEETING, "庁議（第16回）", NOW.date(), "庁議", Source.FOLDER, materials=materials)


def meeting(document: FlatDocument, page: int = 1) -> Opened:
    """次第 (1 page), 資料1 (``document``), 資料2 (4 pages); 資料1 is open."""
    middle = material("m1", 1, "資料1 予算", *document.pages)
    whole = packet(material("m0", 0, "次第", A4), middle, material("m2", 2, "資料2 計画", *(A4,) * 4))
    return Opened(document, whole, middle, middle.revision, page, NOTHING)


def from_disk(document: FlatDocument) -> Opened:
    return Opened(document, None, None, None, 1, NOTHING)


class ReaderPage:
    """What a person can see and do on the reading screen."""

    def __init__(
        self, qtbot: QtBot, width: int = 1366, height: int = 780, palette: str = "light", percent: int = 100
    ) -> None:
        self.bot = qtbot
        self.runner = JobRunner()
        self.opened_outside: list[str] = []
        self.theme = make_theme(palette, percent, resource("icons"))
        self.view = ReaderView(self.theme, self.runner, clock=lambda: NOW, open_address=self.opened_outside.append)
        qtbot.addWidget(self.view)
        self.view.resize(width, height)
        with qtbot.waitActive(self.view):
            self.view.show()
            self.view.activateWindow()
        self.annotating = NotesInMemory()
        self.reading = PlacesInMemory()

    def close(self) -> None:
        self.annotating.gate.set()
        self.view.leave()
        self.runner.close()

    def open(self, opened: Opened) -> None:
        kept = opened.material is not None
        self.view.show_opened(
            opened,
            reading=self.reading if kept else None,  # pyright: ignore[reportArgumentType]
            annotating=self.annotating if kept else None,  # pyright: ignore[reportArgumentType]
            language="ja",
        )

    def open_and_settle(self, opened: Opened) -> None:
        self.open(opened)
        self.wait(lambda: self.view.around is not None and not self.runner.busy)

    def wait(self, until: Callable[[], bool]) -> None:
        self.bot.waitUntil(until)

    def rest(self) -> None:
        self.wait(lambda: not self.runner.busy)

    @property
    def page(self) -> int:
        return self.view.canvas.page

    @property
    def saved(self) -> str:
        return self.tool_bar.saved_mark.text

    @property
    def tool_bar(self) -> ToolBar:
        assert self.view.around is not None
        assert self.view.around.tool_bar is not None
        return self.view.around.tool_bar

    @property
    def tabs(self) -> SideTabs:
        assert self.view.around is not None
        assert self.view.around.tabs is not None
        return self.view.around.tabs

    @property
    def materials(self) -> MaterialsList:
        assert self.view.around is not None
        assert self.view.around.materials is not None
        return self.view.around.materials

    @property
    def notes(self) -> list[Note]:
        assert self.view.desk.notebook is not None
        return self.view.desk.notebook.notes

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.view.canvas, key, modifiers)

    def key_on_page(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key while the page has the focus, whichever window is in front at this moment."""
        QTest.keyClick(self.view.canvas, key, modifiers)

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.view.canvas, text)

    def take(self, tool: ToolKind) -> None:
        self.tool_bar.tool_buttons[tool].click()

    def at(self, x: float, y: float) -> QPoint:
        """A point of the page (points) on the canvas."""
        place = self.view.canvas.placement()
        assert place is not None
        return QPointF(*place.to_canvas(x, y)).toPoint()

    def draw(
        self, *points: tuple[float, float], modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        ground, left = self.view.canvas.viewport(), Qt.MouseButton.LeftButton
        QTest.mousePress(ground, left, modifier, self.at(*points[0]))
        for point in points[1:]:
            self._drag(self.at(*point), modifier)
        QTest.mouseRelease(ground, left, modifier, self.at(*points[-1]))

    def drag(self, x: float, y: float) -> None:
        """The button is down: the mouse goes on to a point of the page."""
        self._drag(self.at(x, y), Qt.KeyboardModifier.NoModifier)

    def click(self, x: float, y: float) -> None:
        QTest.mouseClick(
            self.view.canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self.at(x, y)
        )

    def double_click(self, x: float, y: float) -> None:
        self.click(x, y)
        for event in (QTest.mouseDClick, QTest.mouseRelease):  # the former leaves the button down
            event(self.view.canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self.at(x, y))

    def _drag(self, where: QPoint, modifier: Qt.KeyboardModifier) -> None:
        from PySide6.QtCore import QEvent
        from PySide6.QtGui import QMouseEvent

        ground = self.view.canvas.viewport()
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(where),
            QPointF(ground.mapToGlobal(where)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            modifier,
        )
        QApplication.sendEvent(ground, event)

    def color_at(self, x: float, y: float) -> tuple[int, int, int]:
        """Red, green, blue of the page on the screen at a point of the page."""
        color = self.view.canvas.viewport().grab().toImage().pixelColor(self.at(x, y))
        return color.red(), color.green(), color.blue()


def ink(page: int, *points: tuple[float, float], number: int = 1) -> Note:
    note = Note(
        NoteId(f"{number:032x}"),
        MaterialId("m1"),
        RevisionId("m1" * 32),
        page,
        NoteKind.INK,
        "#C62828",
        2.0,
        "佐藤",
        NOW,
    )
    return replace(note, strokes=(tuple((x, y, 0.5) for x, y in points),))
