"""Any tools in any order, undone, redone, carried over, closed and opened: what is shown is what is kept, and the log's replay."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from PySide6.QtCore import QDeadlineTimer
from PySide6.QtWidgets import QApplication

from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.notes.layer import NoteLayer, Writing
from dxmeet.desktop.notes.notebook import Notebook, Saved
from dxmeet.desktop.notes.painting import NotePainter
from dxmeet.desktop.notes.pointer import Pointer
from dxmeet.desktop.notes.tools import WIDTHS, Style, ToolKind, colors_of, sketch
from dxmeet.desktop.theme import make_theme
from dxmeet.domain.annotation import Note, NoteId, NoteKind, ShapeKind, Stamp
from dxmeet.domain.history import Deed, replay
from dxmeet.domain.packet import Material, MaterialId, PacketId, Revision, RevisionId, State
from dxmeet.domain.page import PageSize
from dxmeet.paths import resource
from dxmeet.services.annotating import Annotating
from dxmeet.storage.annotations import NoteStore
from dxmeet.storage.database import open_database
from dxmeet.storage.migrations import MIGRATIONS

NOON = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
A4 = PageSize(595.0, 842.0)
OLD, NEW = (Revision(RevisionId(name * 64), 1, (A4, A4), ("0", "0")) for name in "ab")
PAPER = Material(MaterialId("m"), PacketId("p"), 1, "資料1", "資料1.pdf", State.READY, revision=NEW)
ways = st.lists(st.tuples(st.integers(0, 595), st.integers(0, 842)), min_size=2, max_size=5)
DRAWING = [tool for tool in ToolKind if tool not in (ToolKind.SELECT, ToolKind.LASSO, ToolKind.ERASER)]


class AnyTools(RuleBasedStateMachine):
    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.runner = JobRunner()
        self.now = NOON
        self.carried = 0
        self.painter = NotePainter(make_theme("light", 100, resource("icons")))
        self.open(OLD)

    def open(self, revision: Revision) -> None:
        nothing: Any = None
        self.revision = revision
        self.database = open_database(Path(self.folder.name) / "dxmeet.db", bytes(32), MIGRATIONS)
        self.store = NoteStore(self.database)
        self.annotating = Annotating(self.store, nothing, nothing, nothing, "佐藤", self.clock)
        self.lay()

    def lay(self) -> None:
        self.notebook = Notebook(self.annotating, PAPER, self.revision, self.runner, self.clock)
        self.layer = NoteLayer(self.notebook, self.painter, (A4, A4))
        self.layer.writing_wanted.connect(self.write)
        self.notebook.load()
        self.rest()

    def clock(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def write(self, writing: Writing) -> None:
        """As the field on the page does when it is left."""
        place = {"at": writing.at} if writing.kind is NoteKind.STICKY else {"box": (*writing.at, 500.0, 800.0)}
        x, y = writing.at
        if x < 500 and y < 800:
            self.notebook.add(sketch(writing.page, writing.kind, writing.style, text="確認", **place))

    def rest(self) -> None:
        patience = QDeadlineTimer(60_000)
        while self.runner.busy or self.notebook.state is Saved.SAVING:
            QApplication.processEvents()
            assert not patience.hasExpired()

    def take(self, tool: ToolKind, number: int) -> None:
        self.layer.choose_tool(tool)
        self.layer.shape, self.layer.stamp = list(ShapeKind)[number % 4], list(Stamp)[number % 3]
        self.layer.part_eraser = bool(number % 2)
        colors = list(colors_of(tool).values()) or ["#C62828"]
        if tool in WIDTHS:
            self.layer.set_style(Style(colors[number % len(colors)], WIDTHS[tool][number % 3]))

    def press(self, page: int, way: list[tuple[int, int]], *, eraser: bool = False, given_up: bool = False) -> None:
        pointers = [Pointer(page, (float(x), float(y)), 1.5, 0.4, eraser=eraser) for x, y in way]
        if self.layer.press(pointers[0]):
            for each in pointers[1:]:
                self.layer.move(each)
            if given_up:
                self.layer.cancel()
            self.layer.release(pointers[-1])

    @rule(tools=st.lists(st.tuples(st.sampled_from(DRAWING), st.integers(0, 11), ways), min_size=1, max_size=4))
    def draw(self, tools: list[tuple[ToolKind, int, list[tuple[int, int]]]]) -> None:
        for tool, number, way in tools:
            self.take(tool, number)
            self.press(1 + number % 2, way)

    @rule(tool=st.sampled_from(DRAWING), way=ways)
    def give_up(self, tool: ToolKind, way: list[tuple[int, int]]) -> None:
        self.take(tool, 0)
        self.press(1, way, given_up=True)

    @rule(page=st.integers(1, 2), number=st.integers(0, 11), way=ways)
    def erase(self, page: int, number: int, way: list[tuple[int, int]]) -> None:
        self.take(ToolKind.ERASER, number)
        self.press(page, way, eraser=bool(number % 3))

    @rule(tool=st.sampled_from([ToolKind.SELECT, ToolKind.LASSO]), page=st.integers(1, 2), way=ways)
    def choose(self, tool: ToolKind, page: int, way: list[tuple[int, int]]) -> None:
        """And move, where something lies under the first place."""
        self.take(tool, 0)
        self.press(page, way)

    @rule()
    def choose_all(self) -> None:
        self.take(ToolKind.LASSO, 0)
        self.press(1, [(0, 0), (595, 0), (595, 842), (0, 842)])

    @rule(deed=st.sampled_from(["remove", "duplicate", "copy", "paste"]))
    def do_with_the_chosen(self, deed: str) -> None:
        getattr(self.layer.selection, deed)()

    @rule(color=st.sampled_from(["#C62828", "#1F5FB0"]))
    def recolour(self, color: str) -> None:
        if self.layer.selection:
            self.layer.set_style(Style(color, 2.0))

    @rule(times=st.integers(1, 3))
    def undo(self, times: int) -> None:
        self.back_and_forth(self.notebook.undo, times)

    @rule(times=st.integers(1, 3))
    def redo(self, times: int) -> None:
        self.back_and_forth(self.notebook.redo, times)

    def back_and_forth(self, step: Callable[[], None], times: int) -> None:
        for _ in range(times):
            step()

    @rule(chance=st.integers(0, 1000))
    def restore(self, chance: int) -> None:
        self.rest()
        log = self.store.log(PAPER.id)
        self.notebook.restore(chance % (len(log) + 1))

    @rule()
    def carry(self) -> None:
        """The material was replaced: what is on the old revision goes to the new one as well, which is then read."""
        self.rest()
        notes: list[Note] = []
        for note in self.store.notes(PAPER.id, OLD.id):
            self.carried += 1  # a name that no other has had, as the program gives it
            notes.append(replace(note, id=NoteId(f"c{self.carried}"), revision=NEW.id))
        if notes:
            self.store.change(PAPER.id, (), notes, self.clock(), deed=Deed.CARRY)
        self.revision = NEW if self.revision is OLD else OLD
        self.lay()

    @rule()
    def restart(self) -> None:
        self.rest()
        self.database.close()
        self.open(self.revision)

    @invariant()
    def what_is_shown_is_kept_and_what_is_kept_is_the_log_replayed(self) -> None:
        if not hasattr(self, "notebook"):
            return
        self.rest()
        kept = {note.id: note for note in self.store.notes(PAPER.id)}
        assert kept == replay(self.store.log(PAPER.id))
        assert {note.id: note for note in self.notebook.notes} == {
            key: note for key, note in kept.items() if note.revision == self.revision.id
        }
        assert self.notebook.unsaved == 0
        assert self.notebook.can_undo == self.annotating.can_undo(PAPER.id, self.revision.id)
        assert self.notebook.can_redo == self.annotating.can_redo(PAPER.id, self.revision.id)

    def teardown(self) -> None:
        if hasattr(self, "runner"):
            self.rest()
            self.runner.close()
            self.database.close()
            self.folder.cleanup()


AnyTools.TestCase.settings = settings(max_examples=10, stateful_step_count=20, deadline=None)


@pytest.mark.usefixtures("qapp")
class TestAnyTools(AnyTools.TestCase):
    pass
