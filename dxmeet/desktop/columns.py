"""A tree whose first column, the name, never gives way to the others."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTreeView, QWidget

_LEAST, _ALONE = 0.4, 0.7  # of the tree's width: what names must have beside the others, and what they get before them


class NameTree(QTreeView):
    """Where the others leave too little for names, these come first and the others lie beyond the edge, to be scrolled to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widths: Sequence[int] = ()
        self._sharing = False

    def set_widths(self, widths: Sequence[int], *, sharing: bool = False) -> None:
        """Logical pixels of the second column and those after it; ``sharing``: the second grows together with the first."""
        self._widths, self._sharing = widths, sharing
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        header, mode, room = self.header(), QHeaderView.ResizeMode, self.viewport().width()
        if header.count() <= len(self._widths):
            return
        beside = room - sum(self._widths) >= _LEAST * room
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, mode.Stretch if beside else mode.Interactive)
        header.setSectionResizeMode(1, mode.Stretch if beside and self._sharing else mode.Interactive)
        for column, width in enumerate(self._widths, 1):
            self.setColumnWidth(column, width)
        if not beside:
            self.setColumnWidth(0, round(_ALONE * room))
