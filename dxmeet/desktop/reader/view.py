"""The reading screen, put together: head, tools, the meeting's materials, one document or two, the side tabs."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.notes.remembered import Remembered
from dxmeet.desktop.reader.arranging import Arranging
from dxmeet.desktop.reader.canvas import PageCanvas
from dxmeet.desktop.reader.commands import ReaderCommands
from dxmeet.desktop.reader.controls import painted_ground
from dxmeet.desktop.reader.desk import NoteDesk
from dxmeet.desktop.reader.frame import ReaderFrame
from dxmeet.desktop.reader.keys import Command
from dxmeet.desktop.reader.links import LinkStrip
from dxmeet.desktop.reader.pagebar import PageBar
from dxmeet.desktop.reader.pane import Pane, now
from dxmeet.desktop.reader.panes import Panes
from dxmeet.desktop.reader.rendering import PageRenderer
from dxmeet.desktop.reader.route import Route
from dxmeet.desktop.theme import Theme
from dxmeet.domain.annotation import NoteId

if TYPE_CHECKING:
    from dxmeet.desktop.reader.furniture import Surroundings
    from dxmeet.services.annotating import Annotating
    from dxmeet.services.opened import Opened
    from dxmeet.services.reading import Reading


_NARROWEST, _LOWEST = 640, 300  # logical pixels


def _open_outside(address: str) -> None:
    QDesktopServices.openUrl(QUrl(address))


class ReaderView(QWidget):
    """Signals: ``left(home)``, to Home or to where the reader was opened from; ``material_requested(material id)``; ``changed(Changes)`` after every commit;
    ``seen(Opened)`` once a page of what was opened is on the screen; ``attended(Opened)`` when another pane has the keys;
    ``print_requested``, and ``full_screen_requested(bool)``, which the window answers.

    ``first`` is a pane that has been made already. ``canvas``, ``desk``, ``page_bar`` and ``renderer`` are those of the
    pane that has the keys.
    """

    left = Signal(bool)
    material_requested = Signal(str)
    changed = Signal(object)
    seen = Signal(object)
    print_requested = Signal()
    attended = Signal(object)
    full_screen_requested = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        runner: JobRunner,
        parent: QWidget | None = None,
        *,
        first: Pane | None = None,
        clock: Callable[[], datetime] = now,
        open_address: Callable[[str], object] = _open_outside,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("reader_view")
        painted_ground(self, theme, "window")
        self._then: tuple[str, Callable[[Pane], object]] | None = None
        self._reading: Reading | None = None
        self._annotating: Annotating | None = None
        self.remembered = Remembered(self)
        self.panes = Panes(theme, first or Pane(theme, runner, clock), lambda: Pane(theme, runner, clock))
        self.frame = ReaderFrame(theme, self.panes)
        self.setLayout(self.frame)
        self.setMinimumSize(_NARROWEST, _LOWEST)
        self.head, self.strip = self.frame.head, self.frame.strip
        self.link_strip = LinkStrip(theme)
        self.link_strip.wanted.connect(open_address)
        self.frame.add_strip(self.link_strip)
        self.arranging = Arranging(theme, self.frame, self.panes, clock)
        self.route = Route(self.panes, self.material_requested.emit)
        self.commands = ReaderCommands(self.panes)
        self._connect()
        self._connect_pane(self.panes.first)
        self._add_deeds()
        self.arranging.arrange()

    @property
    def around(self) -> Surroundings | None:
        return self.arranging.around

    @property
    def pane(self) -> Pane:
        return self.panes.pane

    @property
    def canvas(self) -> PageCanvas:
        return self.pane.canvas

    @property
    def desk(self) -> NoteDesk:
        return self.pane.desk

    @property
    def page_bar(self) -> PageBar:
        return self.pane.page_bar

    @property
    def renderer(self) -> PageRenderer:
        return self.pane.renderer

    def show_opened(
        self,
        opened: Opened,
        *,
        reading: Reading | None,
        annotating: Annotating | None,
        language: str,
    ) -> None:
        """Show a document in the pane that asked for it, in place of the former one, at the page the reader last saw,
        or the one they just asked for."""
        self._reading, self._annotating = reading, annotating
        pane, page = self.route.arrived(opened)
        self._show(pane, opened, page)
        pane.unseen = pane.opened
        self.canvas.setFocus()

    def show_hit(self, material: str, page: int, text: str) -> None:
        """Ask for ``material`` and, when it is here, show ``page`` with the words of ``text`` marked."""
        self._then = material, lambda pane: pane.find_words(text)
        self.route.go_to(self.panes.first, material, page)

    def expect_note(self, material: str, page: int, note: str) -> None:
        """When ``material`` is here, show ``page`` and choose the note there."""
        self._then = material, lambda pane: pane.seek_note(NoteId(note))
        self.route.expect(self.panes.first, material, page)

    def leave(self) -> None:
        """Write down the places and what is being typed, close the documents, and free their pictures."""
        for pane in self.panes.all:
            pane.leave()
            pane.trail.clear()
        self.link_strip.hide()
        self._fold()

    def reload_notes(self, materials: Collection[str]) -> None:
        """Others than the reader have changed the notes of these."""
        self.panes.reload_notes(materials)

    def set_full_screen(self, on: bool) -> None:
        """Only the page and the page bar, or everything again; for the window to call when it has changed."""
        self.arranging.full = on
        self.arranging.arrange()
        self.canvas.setFocus()

    def compare(self) -> None:
        """見比べ: the same document once more at the right, at the same page; or only the first one again."""
        if self.panes.comparing:
            self._fold()
        elif (opened := self.pane.opened) is not None:
            page = self.pane.canvas.page
            self.arranging.set_aside()
            self._show(self.panes.unfold(), opened, page)
        self._attended()
        self.canvas.setFocus()

    def _fold(self) -> None:
        """One pane, and the panels as they were."""
        self.panes.fold()
        self.arranging.bring_back()

    def link(self) -> None:
        """The two go together, or each by itself."""
        self.panes.link(not self.panes.linked)
        self._show_head()

    def _show(self, pane: Pane, opened: Opened, page: int) -> None:
        """Two panes may hold one document: whichever closes it first, the other's next request opens it again."""
        pane.take(opened, reading=self._reading, annotating=self._annotating)
        self._show_head()
        self.arranging.arrange()  # first, so that the page is drawn once and in its size
        pane.show_page(page)
        then, self._then = self._then, None
        if then is not None and opened.material is not None and opened.material.id == then[0]:
            then[1](pane)
        self.arranging.refurnish()

    def _connect_pane(self, pane: Pane) -> None:
        pane.desk.remembered = self.remembered
        pane.turned.connect(partial(self._turned, pane))
        pane.jumped.connect(self._show_head)
        pane.changed.connect(self.changed)
        pane.left.connect(self.link_strip.ask)
        pane.canvas.painted.connect(self.arranging.furnish_later)
        pane.seen.connect(self.seen)
        pane.page_bar.running_chosen.connect(partial(self.route.go_to_running, pane))
        pane.page_bar.left_button.clicked.connect(self.arranging.toggle_left)
        pane.page_bar.right_button.clicked.connect(self.arranging.toggle_right)
        pane.title.close_button.clicked.connect(self.compare)
        pane.desk.notes_altered.connect(self.arranging.show_notes)

    def _connect(self) -> None:
        self.head.home_requested.connect(partial(self.left.emit, True))
        self.head.back_requested.connect(self._go_back)
        self.head.forward_requested.connect(self.route.forward)
        self.head.compare_requested.connect(self.compare)
        self.head.link_requested.connect(self.link)
        self.head.print_requested.connect(self.print_requested)
        self.head.full_screen_requested.connect(self._ask_full_screen)
        self.strip.again_requested.connect(lambda: [pane.desk.save_again() for pane in self.panes.all])
        self.panes.added.connect(self._connect_pane)
        self.panes.attended.connect(self._attended)
        self.panes.unsaved.connect(self.strip.show_unsaved)
        self.arranging.material_chosen.connect(self._open_place)
        self.arranging.place_chosen.connect(self._open_place)
        self.link_strip.done.connect(self._focus_page)

    def _add_deeds(self) -> None:
        self.commands.add(
            {
                Command.BACK: self._go_back,
                Command.FORWARD: self.route.forward,
                Command.NEXT_MATERIAL: lambda: self.route.go_beside(1),
                Command.PREVIOUS_MATERIAL: lambda: self.route.go_beside(-1),
                Command.COMPARE: self.compare,
                Command.LINK: self.link,
                Command.OTHER_PANE: self.panes.change_over,
                Command.LEFT_PANEL: self.arranging.toggle_left,
                Command.RIGHT_PANEL: self.arranging.toggle_right,
                Command.CANCEL: lambda: self._ask_full_screen() if self.arranging.full else None,
                Command.FULL_SCREEN: self._ask_full_screen,
                Command.PRINT: self.print_requested.emit,
                Command.HOME: partial(self.left.emit, True),
            }
        )
        for command in (Command.NOTES_TAB, Command.BOOKMARKS_TAB, Command.THUMBNAILS_TAB, Command.OUTLINE_TAB):
            self.commands.add({command: partial(self.arranging.show_tab, command)})

    def _go_back(self) -> None:
        if not self.route.back():
            self.left.emit(False)

    def _attended(self) -> None:
        """The tools, the lists and the titles are those of the pane that has the keys."""
        self._show_head()
        self.arranging.refurnish()
        if self.pane.opened is not None:
            self.attended.emit(self.pane.opened)

    def _show_head(self) -> None:
        opened, trail = self.pane.opened, self.pane.trail
        if opened is not None:
            packet, material = opened.packet, opened.material
            name = material.title if material else opened.document.name
            self.setAccessibleName(name)
            self.head.show_titles(packet.title if packet else "", name)
        self.head.show_trail(back=trail.can_go_back or self._reading is not None, forward=trail.can_go_forward)
        self.head.show_comparing(on=self.panes.comparing, linked=self.panes.linked)

    def _open_place(self, material: str, page: int | None = None) -> None:
        self.route.go_to(self.pane, material, page)

    def _turned(self, pane: Pane, page: int) -> None:
        if pane is self.pane:
            self.arranging.show_page(page)

    def _ask_full_screen(self) -> None:
        self.set_full_screen(not self.arranging.full)
        self.full_screen_requested.emit(self.arranging.full)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arranging.resize(self.width())

    def showEvent(self, event: QShowEvent) -> None:
        """The keys turn pages from the first moment, wherever they went while another screen was shown."""
        super().showEvent(event)
        self.canvas.setFocus()

    def _focus_page(self) -> None:
        self.canvas.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.commands.handle(event):
            super().keyPressEvent(event)
