"""What stands around the page and is built after the first page is seen: tools, the meeting's materials, the side tabs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from dxmeet.desktop.notes.panel import NoteRow, NotesPanel, PageRow, rows_of
from dxmeet.desktop.reader.canvas import PageCanvas
from dxmeet.desktop.reader.desk import NoteDesk
from dxmeet.desktop.reader.folding import Room
from dxmeet.desktop.reader.head import ReaderHead
from dxmeet.desktop.reader.materials import MaterialsList
from dxmeet.desktop.reader.outline import OutlineTree
from dxmeet.desktop.reader.rendering import PageRenderer
from dxmeet.desktop.reader.side import LeftPanel, RightPanel
from dxmeet.desktop.reader.slots import Slots, fill
from dxmeet.desktop.reader.thumbnails import ThumbnailList
from dxmeet.desktop.reader.toolbar import ToolBar
from dxmeet.desktop.theme import Theme
from dxmeet.domain.annotation import Note, NoteId

if TYPE_CHECKING:
    from dxmeet.services.reading import Opened


class NotesTab(QWidget):
    """The list of notes under the line that says who sees them; words where there is none yet."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.list = NotesPanel(theme)
        private = QWidget()
        row = QHBoxLayout(private)
        row.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6))
        row.setSpacing(theme.px(6))
        lock = QLabel()
        lock.setPixmap(theme.icons.pixmap("lock", theme.px(14), "ink2", self.devicePixelRatioF()))
        words = QLabel(self.tr("自分だけに見えます"))
        words.setFont(theme.font("small"))
        row.addWidget(lock)
        row.addWidget(words, 1)
        self._none = QLabel(self.tr("まだ書き込みはありません。ペンやマーカーを選び、ページの上で書きます。"))
        self._none.setFont(theme.font("control"))
        self._none.setWordWrap(True)
        self._none.setMargin(theme.px(14))
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(private)
        column.addWidget(self._stack, 1)

    def show_rows(self, rows: list[PageRow | NoteRow], chosen: NoteId | None) -> None:
        self._stack.setCurrentWidget(self.list if rows else self._none)
        self.list.show_notes(rows, chosen)


class SideTabs(QObject):
    """書き込み, 縮小表示 and 目次 in the right panel. ``outline_wanted`` when 目次 is first looked at."""

    page_chosen = Signal(int)
    outline_wanted = Signal()

    def __init__(self, theme: Theme, renderer: PageRenderer, *, with_notes: bool) -> None:
        super().__init__()
        self.notes = NotesTab(theme) if with_notes else None
        self.thumbnails = ThumbnailList(theme, renderer)
        self.outline = OutlineTree(theme)
        self._notes_title = self.tr("書き込み")
        pages: list[tuple[str, QWidget]] = [(self._notes_title, self.notes)] if self.notes else []
        pages += [(self.tr("縮小表示"), self.thumbnails), (self.tr("目次"), self.outline)]
        self.panel = RightPanel(theme, pages)
        self.panel.tab_chosen.connect(self._tab_chosen)
        self.thumbnails.chosen.connect(self.page_chosen)
        self.outline.chosen.connect(self.page_chosen)
        self._outline_asked = False

    def new_document(self) -> None:
        """The 目次 shown is another document's."""
        self._outline_asked = False
        self._tab_chosen()

    def show_notes(
        self,
        notes: Sequence[Note],
        running: Callable[[int], int | None],
        today: datetime,
        chosen: NoteId | None,
    ) -> None:
        if self.notes is not None:
            self.notes.show_rows(rows_of(notes, running, today), chosen)
            title = f"{self._notes_title} {len(notes)}" if notes else self._notes_title
            self.panel.tabs.setTabText(0, title)

    def _tab_chosen(self) -> None:
        if self.panel.stack.currentWidget() is self.outline and not self._outline_asked:
            self._outline_asked = True
            self.outline_wanted.emit()


class Surroundings(QObject):
    """The tool bar, the materials and the side tabs in their slots. Signals: ``fold_requested("left" or "right")``,
    ``material_chosen(material id)``, ``page_chosen(page)``."""

    fold_requested = Signal(str)
    material_chosen = Signal(str)
    page_chosen = Signal(int)

    def __init__(self, theme: Theme, renderer: PageRenderer, canvas: PageCanvas, desk: NoteDesk, slots: Slots) -> None:
        super().__init__(canvas)
        self.tool_bar: ToolBar | None = None
        self.materials: MaterialsList | None = None
        self.tabs: SideTabs | None = None
        self._theme = theme
        self._renderer = renderer
        self._canvas = canvas
        self._desk = desk
        self._slots = slots

    def furnish(self, opened: Opened, *, names: bool) -> None:
        """For the document that is open now; what fits it already stays."""
        self._furnish_tools(names)
        self._furnish_left(opened)
        self._furnish_right(opened)

    def show_notes(self, running: Callable[[int], int | None], today: datetime) -> None:
        layer, notebook = self._desk.layer, self._desk.notebook
        if self.tabs is not None and layer is not None and notebook is not None:
            self.tabs.show_notes(notebook.notes, running, today, layer.chosen)

    def show_page(self, page: int) -> None:
        if self.tabs is not None:
            self.tabs.thumbnails.show_page(page)

    def fold(self, room: Room, head: ReaderHead) -> None:
        """The tools lose their names first; then the saved mark moves up into the head, and is never cut."""
        if self.tool_bar is not None:
            self.tool_bar.show_names(room.names)
            (self.tool_bar if room.mark else head).mark_row.addWidget(self.tool_bar.saved_mark)

    def _furnish_tools(self, names: bool) -> None:
        if self.tool_bar is not None:
            for former in (self.tool_bar.saved_mark, self.tool_bar):  # the mark may be in the head
                former.hide()
                former.deleteLater()
            self.tool_bar = None
        if self._desk.layer is not None and self._desk.notebook is not None:
            self.tool_bar = ToolBar(self._theme, self._desk.layer, self._desk.notebook)
            self.tool_bar.show_names(names)
            fill(self._slots.tool, self.tool_bar)

    def _furnish_left(self, opened: Opened) -> None:
        if opened.packet is None or opened.material is None:
            return
        if self.materials is None:
            self.materials = MaterialsList(self._theme)
            self.materials.chosen.connect(self.material_chosen)
            panel = LeftPanel(self._theme, self.materials, self.tr("会議の資料"))
            panel.fold_requested.connect(self._fold_left)
            fill(self._slots.left, panel)
        self.materials.show_packet(opened.packet, opened.material.id)

    def _furnish_right(self, opened: Opened) -> None:
        with_notes = self._desk.notebook is not None
        if self.tabs is None or (self.tabs.notes is not None) != with_notes:
            if self.tabs is not None:
                self.tabs.panel.hide()
                self.tabs.panel.deleteLater()
            self.tabs = self._made_tabs(with_notes)
            fill(self._slots.right, self.tabs.panel)
        self.tabs.thumbnails.show_pages(opened.document.pages, self._canvas.page)
        self.tabs.new_document()

    def _made_tabs(self, with_notes: bool) -> SideTabs:
        tabs = SideTabs(self._theme, self._renderer, with_notes=with_notes)
        tabs.panel.fold_requested.connect(self._fold_right)
        tabs.page_chosen.connect(self.page_chosen)
        tabs.outline_wanted.connect(self._fetch_outline)
        if tabs.notes is not None:
            tabs.notes.list.chosen.connect(self._desk.go_to)
            tabs.notes.list.removal_wanted.connect(self._desk.remove)
            tabs.notes.list.rewritten.connect(self._desk.rewrite)
        return tabs

    def _fetch_outline(self) -> None:
        if self.tabs is not None:
            self._renderer.fetch(lambda document: document.outline(), self.tabs.outline.show_entries)

    def _fold_left(self) -> None:
        self.fold_requested.emit("left")

    def _fold_right(self) -> None:
        self.fold_requested.emit("right")
