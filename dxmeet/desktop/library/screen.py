"""The 会議 or the 配布資料 screen: a tree of packets, opened by one press."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent, QStandardItemModel
from PySide6.QtWidgets import QStackedLayout, QTreeView, QVBoxLayout, QWidget

from dxmeet.desktop.columns import NameTree
from dxmeet.desktop.library.model import MATERIAL, PACKET, BadgeDelegate, fill
from dxmeet.desktop.library.shelf import entries
from dxmeet.desktop.rows import label, wrapped
from dxmeet.desktop.theme import Theme
from dxmeet.domain.packet import Packet


class ShelfView(NameTree):
    """A tree whose lines are chosen by one click, Enter or Space."""

    chosen = Signal(QModelIndex)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clicked.connect(self.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class LibraryScreen(QWidget):
    """Shows the packets it is given; remembers the line the person stood on."""

    material_requested = Signal(str)

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._packets: Sequence[Packet] | None = None
        self._first = ""
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(14), theme.px(24), theme.px(8))
        column.setSpacing(theme.px(8))
        column.addWidget(label(theme, title, "title"))
        self.tree = ShelfView()
        self.tree.setObjectName("packets_tree")
        self.tree.setAccessibleName(title)
        self.tree.setToolTip(self.tr("資料を押すと開きます（Enter）"))
        self._model = QStandardItemModel(self.tree)
        self.tree.setModel(self._model)
        self._delegate = BadgeDelegate(theme)
        self.tree.setItemDelegateForColumn(1, self._delegate)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(theme.px(24))
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.chosen.connect(self._choose)
        self._nothing = wrapped(theme, self.tr("資料はまだありません"), "body", "ink2")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.tree)
        self._pages.addWidget(self._nothing)
        column.addLayout(self._pages, 1)

    def show_packets(self, packets: Sequence[Packet], first: str = "") -> None:
        """``first`` is the packet at the top when the screen is seen for the first time: what is far ahead stands above it."""
        if self._packets is None:
            self._first = first
        if packets != self._packets:
            self._packets = packets
            self._fill()

    def go_to(self, packet: str) -> None:
        """Show this packet's lines at the top."""
        if self._bring_up(packet):
            self.tree.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._bring_up(self._first)
        self._first = ""

    def _bring_up(self, packet: str) -> bool:
        for row in range(self._model.rowCount()):
            index = self._model.index(row, 0)
            if index.data(PACKET) == packet:
                self.tree.setCurrentIndex(index)
                self.tree.scrollTo(index, QTreeView.ScrollHint.PositionAtTop)
                return True
        return False

    def _fill(self) -> None:
        standing = self.tree.currentIndex().siblingAtColumn(0)
        held = standing.data(MATERIAL) or standing.data(PACKET)
        place = self.tree.verticalScrollBar().value()
        shown = entries(self._packets or ())
        fill(self._model, shown, self._theme)
        self.tree.expandAll()
        self.tree.set_widths([self._theme.px(width) for width in (220, 72, 84)])
        self._stand_on(held)
        self.tree.verticalScrollBar().setValue(place)
        self._pages.setCurrentIndex(0 if shown else 1)

    def _stand_on(self, held: object) -> None:
        for row in range(self._model.rowCount()):
            parent = self._model.index(row, 0)
            lines = [parent, *(self._model.index(i, 0, parent) for i in range(self._model.rowCount(parent)))]
            for index in lines:
                if held and held in (index.data(MATERIAL), index.data(PACKET)):
                    self.tree.setCurrentIndex(index)
                    return

    def _choose(self, index: QModelIndex) -> None:
        line = index.siblingAtColumn(0)
        material = line.data(MATERIAL)
        if material:
            self.material_requested.emit(material)
        elif line.isValid():
            self.tree.setExpanded(line, not self.tree.isExpanded(line))
