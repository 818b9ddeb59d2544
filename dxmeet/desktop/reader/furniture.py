"""What stands around the page and is built after the first page is seen: tools, the meeting's materials, the side tabs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dxmeet.desktop.reader.bookmarks import BookmarksTab
from dxmeet.desktop.reader.folding import Room
from dxmeet.desktop.reader.head import ReaderHead
from dxmeet.desktop.reader.keys import Command
from dxmeet.desktop.reader.materials import MaterialsList
from dxmeet.desktop.reader.notes_tab import NotesTab
from dxmeet.desktop.reader.outline import OutlineTree
from dxmeet.desktop.reader.pane import Pane
from dxmeet.desktop.reader.place import PlaceKeeper
from dxmeet.desktop.reader.rendering import PageRenderer
from dxmeet.desktop.reader.side import LeftPanel, RightPanel, SideTab
from dxmeet.desktop.reader.slots import Slots, fill
from dxmeet.desktop.reader.thumbnails import ThumbnailList
from dxmeet.desktop.reader.toolbar import ToolBar
from dxmeet.desktop.theme import Theme
from dxmeet.domain.annotation import Note, NoteId, NoteKind
from dxmeet.domain.packet import MaterialId

if TYPE_CHECKING:
    from dxmeet.services.reading import Opened


class SideTabs(QObject):
    """書き込み, しおり, ページ and 目次 in the right panel. ``outline_wanted`` when 目次 is first looked at."""

    page_chosen = Signal(int)
    outline_wanted = Signal()

    def __init__(self, theme: Theme, renderer: PageRenderer, *, with_notes: bool) -> None:
        super().__init__()
        self.notes = NotesTab(theme) if with_notes else None
        self.bookmarks = BookmarksTab(theme) if with_notes else None
        self.thumbnails = ThumbnailList(theme, renderer)
        self.outline = OutlineTree(theme)
        tabs: list[SideTab] = []
        if self.notes is not None and self.bookmarks is not None:
            tabs.append(SideTab(self.tr("書き込み"), "pen-line", Command.NOTES_TAB, self.notes, self.notes.list))
            tabs.append(
                SideTab(self.tr("しおり"), "bookmark", Command.BOOKMARKS_TAB, self.bookmarks, self.bookmarks.list)
            )
        tabs.append(SideTab(self.tr("ページ"), "layout-grid", Command.THUMBNAILS_TAB, self.thumbnails, self.thumbnails))
        tabs.append(SideTab(self.tr("目次"), "list-tree", Command.OUTLINE_TAB, self.outline, self.outline.tree))
        self.panel = RightPanel(theme, tabs)
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
        place: PlaceKeeper,
        page: int,
        today: datetime,
        chosen: NoteId | None,
        material: MaterialId | None,
    ) -> None:
        if self.notes is not None and self.bookmarks is not None:
            written = [note for note in notes if note.kind is not NoteKind.BOOKMARK]
            self.notes.show_notes(written, place.running, today, chosen, material)
            self.panel.count(Command.NOTES_TAB, len(written))
            self.bookmarks.show_notes(notes, place.running, page)

    def _tab_chosen(self) -> None:
        if self.panel.stack.currentWidget() is self.outline and not self._outline_asked:
            self._outline_asked = True
            self.outline_wanted.emit()


class Surroundings(QObject):
    """The tool bar, the materials and the side tabs in their slots, for the pane that has the keys. Signals:
    ``fold_requested("left" or "right")``, ``material_chosen(material id)``, ``place_chosen(material id, page)``."""

    fold_requested = Signal(str)
    material_chosen = Signal(str)
    place_chosen = Signal(str, int)

    def __init__(self, theme: Theme, slots: Slots, pane: Pane) -> None:
        super().__init__(slots.tool)
        self.tool_bar: ToolBar | None = None
        self.materials: MaterialsList | None = None
        self.tabs: SideTabs | None = None
        self._theme = theme
        self._slots = slots
        self._pane = self._tabs_of = pane

    def furnish(self, pane: Pane, *, names: bool) -> None:
        """For the document that is open in ``pane`` now; what fits it already stays."""
        self._pane = pane
        opened = pane.opened
        if opened is not None:
            self._furnish_tools(names)
            self._furnish_left(opened)
            self._furnish_right(opened)

    def show_notes(self, today: datetime) -> None:
        layer, notebook = self._pane.desk.layer, self._pane.desk.notebook
        if self.tabs is not None and layer is not None and notebook is not None:
            place, page, material = self._pane.place, self._pane.canvas.page, notebook.material
            self.tabs.show_notes(notebook.notes, place, page, today, layer.chosen, material)

    def show_page(self, page: int) -> None:
        if self.tabs is not None:
            self.tabs.thumbnails.show_page(page)
            notebook = self._pane.desk.notebook
            if self.tabs.bookmarks is not None and notebook is not None:
                self.tabs.bookmarks.show_page(notebook.notes, page)

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
        desk = self._pane.desk
        if desk.layer is not None and desk.notebook is not None:
            self.tool_bar = ToolBar(self._theme, desk.layer, desk.notebook, desk.remembered)
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
        with_notes = self._pane.desk.notebook is not None
        if self.tabs is None or self._tabs_of is not self._pane or (self.tabs.notes is not None) != with_notes:
            held = self.tabs.panel.tabs.currentIndex() if self.tabs is not None else 0
            if self.tabs is not None:
                self.tabs.panel.hide()
                self.tabs.panel.deleteLater()
            self.tabs, self._tabs_of = self._made_tabs(self._pane, with_notes), self._pane
            self.tabs.panel.tabs.setCurrentIndex(held)
            fill(self._slots.right, self.tabs.panel)
        if self.tabs.notes is not None and opened.material is not None:
            self.tabs.notes.title = opened.material.title
        self.tabs.thumbnails.show_pages(opened.document.pages, self._pane.canvas.page)
        self.tabs.new_document()

    def _made_tabs(self, pane: Pane, with_notes: bool) -> SideTabs:
        tabs = SideTabs(self._theme, pane.renderer, with_notes=with_notes)
        tabs.panel.fold_requested.connect(self._fold_right)
        tabs.page_chosen.connect(pane.jump_to)
        tabs.outline_wanted.connect(self._fetch_outline)
        if tabs.notes is not None and tabs.bookmarks is not None:
            tabs.notes.list.chosen.connect(self._go_to)
            tabs.notes.list.removal_wanted.connect(pane.desk.remove)
            tabs.notes.list.rewritten.connect(pane.desk.rewrite)
            tabs.notes.export_wanted.connect(pane.desk.export)
            tabs.notes.list_wanted.connect(pane.desk.write_list)
            tabs.notes.marks_wanted.connect(pane.desk.bring_in)
            tabs.notes.packet_wanted.connect(partial(pane.desk.gather, tabs.notes.show_packet))
            tabs.notes.past_wanted.connect(pane.desk.fill_past)
            pane.desk.said.connect(tabs.notes.say)
            tabs.bookmarks.toggled.connect(pane.toggle_bookmark)
            tabs.bookmarks.list.chosen.connect(pane.go_to_note)
            tabs.bookmarks.list.removal_wanted.connect(pane.desk.remove)
            tabs.bookmarks.list.rewritten.connect(pane.rename_bookmark)
        return tabs

    def _go_to(self, note: Note) -> None:
        """A note of the list: on this material's pages, or on another's."""
        notebook = self._pane.desk.notebook
        if notebook is not None and note.material == notebook.material:
            self._pane.go_to_note(note)
        else:
            self.place_chosen.emit(note.material, note.page)

    def _fetch_outline(self) -> None:
        if self.tabs is not None:
            self._pane.renderer.fetch(lambda document: document.outline(), self.tabs.outline.show_entries)

    def _fold_left(self) -> None:
        self.fold_requested.emit("left")

    def _fold_right(self) -> None:
        self.fold_requested.emit("right")
