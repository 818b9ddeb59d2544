"""What stands around the pages: built once the first page is seen, folded as there is room or as the person likes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from dxmeet.desktop.reader.folding import Folding
from dxmeet.desktop.theme import Theme
from dxmeet.domain.fiscal import TOKYO

if TYPE_CHECKING:
    from dxmeet.desktop.reader.frame import ReaderFrame
    from dxmeet.desktop.reader.furniture import Surroundings
    from dxmeet.desktop.reader.keys import Command
    from dxmeet.desktop.reader.panes import Panes


class Arranging(QObject):
    """``material_chosen(material id)`` in the list at the left, ``place_chosen(material id, page)`` in that of notes.
    Everything shown is of the pane that has the keys."""

    material_chosen = Signal(str)
    place_chosen = Signal(str, int)

    def __init__(self, theme: Theme, frame: ReaderFrame, panes: Panes, clock: Callable[[], datetime]) -> None:
        super().__init__(frame)
        self.around: Surroundings | None = None
        self.full = False
        self._theme = theme
        self._frame = frame
        self._panes = panes
        self._clock = clock
        self._folding = Folding(theme.percent)

    def resize(self, width: int) -> None:
        if self._folding.resize(width):
            self.arrange()

    def furnish_later(self) -> None:
        QTimer.singleShot(0, self.furnish)

    def furnish(self) -> None:
        """Build what is missing around the open document; nothing when it was left meanwhile."""
        from dxmeet.desktop.reader.furniture import Surroundings  # not before the first page is seen

        pane = self._panes.pane
        if pane.opened is None:
            return
        if self.around is None:
            self.around = Surroundings(self._theme, self._frame.slots, pane)
            self.around.fold_requested.connect(self._fold_side)
            self.around.material_chosen.connect(self.material_chosen)
            self.around.place_chosen.connect(self.place_chosen)
        self.around.furnish(pane, names=self._folding.now.names)
        self.show_notes()
        self.arrange()

    def refurnish(self) -> None:
        """Another pane or document, if anything has been built yet."""
        if self.around is not None:
            self.furnish()
        self.arrange()

    def show_notes(self) -> None:
        if self.around is not None:
            self.around.show_notes(self._clock().astimezone(TOKYO))

    def show_page(self, page: int) -> None:
        if self.around is not None:
            self.around.show_page(page)

    def show_tab(self, command: Command) -> None:
        """Unfold the right panel, and the keys go into its tab."""
        if self.around is not None and self.around.tabs is not None:
            self._folding.fold(right=True)
            self.arrange()
            self.around.tabs.panel.show_tab(command)

    def fold(self, *, left: bool | None = None, right: bool | None = None) -> None:
        """By hand: True unfolds, False folds, None leaves a panel as it is."""
        self._folding.fold(left=left, right=right)
        self.arrange()
        self._panes.pane.canvas.setFocus()

    def set_aside(self) -> None:
        """Both panels make room for a second page."""
        self._folding.set_aside()
        self.arrange()

    def bring_back(self) -> None:
        """The panels as they were before a second page came."""
        self._folding.bring_back()
        self.arrange()

    def toggle_left(self) -> None:
        self.fold(left=not self._folding.now.left)

    def toggle_right(self) -> None:
        self.fold(right=not self._folding.now.right)

    def arrange(self) -> None:
        """Show what there is room for."""
        pane = self._panes.pane
        self._frame.arrange(
            self._folding.now,
            packet=pane.opened is not None and pane.opened.packet is not None,
            document=pane.opened is not None,
            tools=pane.desk.layer is not None,
            full=self.full,
        )
        if self.around is not None:
            self.around.fold(self._folding.now, self._frame.head)

    def _fold_side(self, side: str) -> None:
        self.fold(left=False if side == "left" else None, right=False if side == "right" else None)
