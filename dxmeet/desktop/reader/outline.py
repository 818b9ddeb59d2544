"""目次: the document's own table of contents as a tree; a click goes to the page."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
)

from dxmeet.desktop.theme import Theme
from dxmeet.domain.page import OutlineEntry

_PAGE = int(Qt.ItemDataRole.UserRole)


class OutlineTree(QStackedWidget):
    """``chosen(page)``; says so in words where a document has no 目次."""

    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.tree = QTreeWidget()
        self.tree.setObjectName("outline_tree")
        self.tree.setAccessibleName(self.tr("目次"))
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setHeaderHidden(True)
        self.tree.setColumnCount(2)
        self.tree.setFont(theme.font("control"))
        self.tree.setIndentation(theme.px(16))
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.setStyleSheet(f"QTreeView::item {{ height: {theme.px(32)}px; }}")
        self.tree.itemClicked.connect(self._choose)
        self.tree.itemActivated.connect(self._choose)
        self._none = QLabel(self.tr("この資料には目次がありません"))
        self._none.setFont(theme.font("control"))
        self._none.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._none.setMargin(theme.px(16))
        self._none.setWordWrap(True)
        self.addWidget(self.tree)
        self.addWidget(self._none)

    def show_entries(self, entries: Sequence[OutlineEntry]) -> None:
        self.tree.clear()
        path: list[QTreeWidgetItem] = []
        for entry in entries:
            item = QTreeWidgetItem([entry.title, str(entry.page)])
            item.setData(0, _PAGE, entry.page)
            item.setToolTip(0, entry.title)
            item.setFont(1, self._theme.figures("small"))
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            del path[entry.depth :]
            if path:
                path[-1].addChild(item)
            else:
                self.tree.addTopLevelItem(item)
            path.append(item)
        self.tree.expandToDepth(0)
        self.setCurrentWidget(self.tree if entries else self._none)

    def _choose(self, item: QTreeWidgetItem) -> None:
        self.chosen.emit(int(item.data(0, _PAGE)))
