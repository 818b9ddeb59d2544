"""縮小表示: small pictures of the pages, drawn only for those in sight and only when no page is wanted."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from dxmeet.desktop.reader.rendering import PageRenderer
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.tokens import PAPER
from dxmeet.domain.page import PageSize

_Index = QModelIndex | QPersistentModelIndex
_CELL = (112, 150)  # logical pixels, number included
_NUMBER = 22


class ThumbnailModel(QAbstractListModel):
    """One row a page."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: tuple[PageSize, ...] = ()

    def show_pages(self, pages: tuple[PageSize, ...]) -> None:
        self.beginResetModel()
        self.pages = pages
        self.endResetModel()

    def touch(self, page: int) -> None:
        index = self.index(page - 1)
        self.dataChanged.emit(index, index)

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.pages)

    def data(self, index: _Index, role: int = 0) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.tr("{page}ページ").format(page=index.row() + 1)
        return None


class ThumbnailDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, renderer: PageRenderer, model: ThumbnailModel, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme
        self._renderer = renderer
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(self._theme.px(_CELL[0]), self._theme.px(_CELL[1]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        box: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue] - the stub forgets QStyleOption's fields
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        px, theme = self._theme.px, self._theme
        page = index.row() + 1
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box.adjusted(2, 2, -2, -2), theme.color("accent_tint" if selected else "hover"))
        size = self._model.pages[page - 1]
        room = box.adjusted(px(8), px(8), -px(8), -px(_NUMBER + 4))
        scale = min(room.width() / size.width, room.height() / size.height)
        paper = QRect(0, 0, max(1, round(size.width * scale)), max(1, round(size.height * scale)))
        paper.moveCenter(room.center())
        painter.fillRect(paper, QColor(PAPER))
        image = self._renderer.thumbnails.get(page)
        if image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(paper, image)
        painter.setPen(QPen(theme.color("accent" if selected else "edge"), 2 if selected else 1))
        painter.drawRect(paper)
        painter.setFont(theme.figures("small", bold=selected))
        painter.setPen(theme.color("ink"))
        number = QRect(box.x(), box.bottom() - px(_NUMBER), box.width(), px(_NUMBER))
        painter.drawText(number, int(Qt.AlignmentFlag.AlignCenter), str(page))
        painter.restore()


class ThumbnailList(QListView):
    """``chosen(page)`` on a click or Enter."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, renderer: PageRenderer) -> None:
        super().__init__()
        self.setObjectName("thumbnail_list")
        self.setAccessibleName(self.tr("縮小表示"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._renderer = renderer
        self._pages = ThumbnailModel()
        self.setModel(self._pages)
        self.setItemDelegate(ThumbnailDelegate(theme, renderer, self._pages, self))
        renderer.thumbnail_arrived.connect(self._arrived)
        self.clicked.connect(lambda: self.chosen.emit(self.currentIndex().row() + 1))
        self.activated.connect(lambda: self.chosen.emit(self.currentIndex().row() + 1))

    def show_pages(self, pages: tuple[PageSize, ...], page: int) -> None:
        self._pages.show_pages(pages)
        self.show_page(page)

    def show_page(self, page: int) -> None:
        self.setCurrentIndex(self._pages.index(page - 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._renderer.want_thumbnails(self._in_sight())

    def _arrived(self, page: int) -> None:
        if self.isVisible() and page <= len(self._pages.pages):
            self._pages.touch(page)

    def _in_sight(self) -> list[int]:
        room = self.viewport().rect()
        first = self.indexAt(room.topLeft() + self._inset())
        if not first.isValid():
            return []
        pages: list[int] = []
        for row in range(first.row(), len(self._pages.pages)):
            if self.visualRect(self._pages.index(row)).top() > room.bottom():
                break
            pages.append(row + 1)
        return pages

    def _inset(self) -> QPoint:
        return QPoint(8, 8)
