"""The reading screen, put together: head, tools, the meeting's materials, the page, the side tabs, the page bar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.reader.canvas import PageCanvas
from dxmeet.desktop.reader.commands import ReaderCommands
from dxmeet.desktop.reader.controls import level_rule, painted_ground
from dxmeet.desktop.reader.desk import NoteDesk
from dxmeet.desktop.reader.folding import Folding
from dxmeet.desktop.reader.head import ReaderHead
from dxmeet.desktop.reader.pagebar import PageBar
from dxmeet.desktop.reader.pictures import picture
from dxmeet.desktop.reader.place import PlaceKeeper, at_running, running_pages
from dxmeet.desktop.reader.rendering import PageRenderer
from dxmeet.desktop.reader.slots import Slots, make_slot
from dxmeet.desktop.reader.strip import UnsavedStrip
from dxmeet.desktop.theme import Theme
from dxmeet.domain.fiscal import TOKYO
from dxmeet.domain.packet import MaterialId

if TYPE_CHECKING:
    from dxmeet.desktop.reader.furniture import Surroundings
    from dxmeet.services.annotating import Annotating
    from dxmeet.services.opened import Opened
    from dxmeet.services.reading import Reading


_NARROWEST, _LOWEST = 640, 300  # logical pixels


def _now() -> datetime:
    return datetime.now(UTC)


class ReaderView(QWidget):
    """Signals: ``home_requested``; ``material_requested(material id)``; ``changed(Changes)`` after every commit;
    ``full_screen_requested(bool)``, which the window answers."""

    home_requested = Signal()
    material_requested = Signal(str)
    changed = Signal(object)
    full_screen_requested = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        runner: JobRunner,
        parent: QWidget | None = None,
        *,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("reader_view")
        painted_ground(self, theme, "window")
        self._theme = theme
        self._clock = clock
        self._folding = Folding(theme.percent)
        self._full_screen = False
        self._opened: Opened | None = None
        self._wanted_page: tuple[MaterialId, int] | None = None
        self.renderer = PageRenderer(runner, self)
        self.canvas = PageCanvas(theme, self.renderer)
        self.head = ReaderHead(theme)
        self.page_bar = PageBar(theme)
        self.strip = UnsavedStrip(theme)
        self.around: Surroundings | None = None
        self._place = PlaceKeeper(runner, self)
        self.desk = NoteDesk(theme, runner, self.canvas, self.renderer, clock, self)
        self._commands = ReaderCommands(self.canvas, self.page_bar, self.desk)
        self._tool_slot, self._left_slot, self._right_slot = (
            make_slot(theme, name) for name in ("tool", "left", "right")
        )
        self._lay_out()
        self._connect()
        self._fold()

    def show_opened(
        self,
        opened: Opened,
        *,
        reading: Reading | None,
        annotating: Annotating | None,
        language: str,
    ) -> None:
        """Show a document in place of the former one, at the page the reader last saw, or the one they just asked for."""
        self.leave()
        self._opened = opened
        self.setAccessibleName(opened.document.name)
        page = self._first_page(opened)
        self._place.open(opened, reading)
        self.renderer.open(opened.document)
        if opened.glimpse is not None:
            self.renderer.cache.put(picture(*opened.glimpse), opened.page)
        self.desk.open(opened, annotating)
        packet, material = opened.packet, opened.material
        self.head.show_titles(packet.title if packet else "", material.title if material else opened.document.name)
        self._fold()
        self.canvas.show_document(opened.document, page)
        self._turned(self.canvas.page)
        self.canvas.setFocus()
        if self.around is not None:
            self._furnish()

    def leave(self) -> None:
        """Write down the place and what is being typed, close the document, and free its pictures."""
        if self._opened is None:
            return
        self.desk.close()
        self._place.close()
        self.canvas.clear()
        self.renderer.close()
        self._opened = None

    def set_full_screen(self, on: bool) -> None:
        """Only the page and the page bar, or everything again; for the window to call when it has changed."""
        self._full_screen = on
        self._fold()
        self.canvas.setFocus()

    def _first_page(self, opened: Opened) -> int:
        wanted, self._wanted_page = self._wanted_page, None
        if wanted is not None and opened.material is not None and opened.material.id == wanted[0]:
            return wanted[1]
        return opened.page

    def _lay_out(self) -> None:
        theme = self._theme
        self._tool_slot.setFixedHeight(theme.px(46))
        self._left_slot.setFixedWidth(theme.px(248))
        self._right_slot.setFixedWidth(theme.px(272))
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.canvas, 1)
        middle.addWidget(level_rule(theme))
        middle.addWidget(self.page_bar)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._left_slot)
        body.addLayout(middle, 1)
        body.addWidget(self._right_slot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.setSizeConstraint(
            QLayout.SizeConstraint.SetNoConstraint
        )  # parts fold when it is narrow, so let it be so
        self.setMinimumSize(_NARROWEST, _LOWEST)
        self._head_rules = [level_rule(theme), level_rule(theme)]
        column.addWidget(self.head)
        column.addWidget(self._head_rules[0])
        column.addWidget(self.strip)
        column.addWidget(self._tool_slot)
        column.addWidget(self._head_rules[1])
        column.addLayout(body, 1)

    def _connect(self) -> None:
        self.head.home_requested.connect(self.home_requested)
        self.head.full_screen_requested.connect(self._ask_full_screen)
        self.canvas.turned.connect(self._turned)
        self.canvas.rescaled.connect(self._rescaled)
        self.canvas.painted.connect(self._furnish_later)
        self.page_bar.turn_requested.connect(self.canvas.turn)
        self.page_bar.page_chosen.connect(self.canvas.turn_to)
        self.page_bar.running_chosen.connect(self._go_to_running)
        self.page_bar.zoom_requested.connect(self.canvas.zoom_by)
        self.page_bar.fit_chosen.connect(self.canvas.set_fit)
        self.page_bar.field_left.connect(self.canvas.setFocus)
        self.page_bar.left_button.clicked.connect(lambda: self._fold_by_hand(left=True))
        self.page_bar.right_button.clicked.connect(lambda: self._fold_by_hand(right=True))
        self.strip.again_requested.connect(self.desk.save_again)
        self.desk.unsaved.connect(self.strip.show_unsaved)
        self.desk.changed.connect(self.changed)
        self.desk.notes_altered.connect(self._show_notes)
        self._place.changed.connect(self.changed)

    def _furnish_later(self) -> None:
        QTimer.singleShot(0, self._furnish)

    def _furnish(self) -> None:
        """Build what is missing around the open document; nothing when it was left meanwhile."""
        from dxmeet.desktop.reader.furniture import Surroundings  # not before the first page is seen

        if self._opened is None:
            return
        if self.around is None:
            slots = Slots(self._tool_slot, self._left_slot, self._right_slot)
            self.around = Surroundings(self._theme, self.renderer, self.canvas, self.desk, slots)
            self.around.fold_requested.connect(self._folding_asked)
            self.around.material_chosen.connect(self.material_requested)
            self.around.page_chosen.connect(self.canvas.turn_to)
        self.around.furnish(self._opened, names=self._folding.now.names)
        self._show_notes()
        self._fold()

    def _folding_asked(self, side: str) -> None:
        self._fold_by_hand(left=False if side == "left" else None, right=False if side == "right" else None)

    def _show_notes(self) -> None:
        if self.around is not None:
            self.around.show_notes(self._place.running, self._clock().astimezone(TOKYO))

    def _turned(self, page: int) -> None:
        opened = self._opened
        self._place.turned(page)
        last = running_pages(opened.packet) if opened and opened.packet else 0
        self.page_bar.show_place(page, self.canvas.pages, self._place.running(page), last)
        self._rescaled()
        if self.around is not None:
            self.around.show_page(page)

    def _rescaled(self) -> None:
        self.page_bar.show_zoom(self.canvas.zoom, self.canvas.fit)

    def _go_to_running(self, running: int) -> None:
        opened = self._opened
        target = at_running(opened.packet, running) if opened and opened.packet else None
        if opened is None or target is None or opened.material is None:
            return
        if target[0] == opened.material.id:
            self.canvas.turn_to(target[1])
        else:
            self._wanted_page = target
            self.material_requested.emit(target[0])

    def _fold_by_hand(self, *, left: bool | None = None, right: bool | None = None) -> None:
        self._folding.fold(left=left, right=right)
        self._fold()
        self.canvas.setFocus()

    def _fold(self) -> None:
        room, opened = self._folding.now, self._opened
        full = self._full_screen
        in_packet = opened is not None and opened.packet is not None
        self.head.setVisible(not full)
        self._head_rules[0].setVisible(not full)
        tools = self.desk.layer is not None and not full
        self._tool_slot.setVisible(tools)
        self._head_rules[1].setVisible(tools)
        self._left_slot.setVisible(room.left and in_packet and not full)
        self._right_slot.setVisible(room.right and opened is not None and not full)
        self.page_bar.left_button.setVisible(not room.left and in_packet and not full)
        self.page_bar.right_button.setVisible(not room.right and not full)
        if self.around is not None:
            self.around.fold(room, self.head)

    def _ask_full_screen(self) -> None:
        self.set_full_screen(not self._full_screen)
        self.full_screen_requested.emit(self._full_screen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._folding.resize(self.width()):
            self._fold()

    def showEvent(self, event: QShowEvent) -> None:
        """The keys turn pages from the first moment, wherever they went while another screen was shown."""
        super().showEvent(event)
        self.canvas.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wanted = self._commands.handle(event)
        if wanted == "full-screen" or (wanted == "cancel" and self._full_screen):
            self._ask_full_screen()
        elif wanted == "home":
            self.home_requested.emit()
        elif wanted is None:
            super().keyPressEvent(event)
