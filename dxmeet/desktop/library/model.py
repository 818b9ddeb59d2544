"""Packets and their materials as a tree for QTreeView: packet lines in bold, a line for each material beneath."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from dxmeet.desktop.badges import badge_size, badge_word, paint_badge
from dxmeet.desktop.library.shelf import MaterialEntry, PacketEntry
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.wording import newest_words, reason, whole_day

MATERIAL = Qt.ItemDataRole.UserRole + 1
PACKET = Qt.ItemDataRole.UserRole + 2
BADGE = Qt.ItemDataRole.UserRole + 3

_BADGES = {"unread": "new", "replaced": "replaced", "withdrawn": "withdrawn"}


def state_words(entry: MaterialEntry) -> str:
    """未読, 既読, 差し替え, 回収, or why it is not here; and why its newest edition is not."""
    words = {
        "unread": QCoreApplication.translate("Library", "未読"),
        "read": QCoreApplication.translate("Library", "既読"),
        "replaced": QCoreApplication.translate("Library", "差し替え"),
        "withdrawn": QCoreApplication.translate("Library", "回収"),
        "erased": QCoreApplication.translate("Library", "保存期間が過ぎて消去しました"),
    }
    said = words.get(entry.words) or reason(entry.code)
    return f"{said}  {newest_words(entry.code)}" if entry.outdated else said


def fill(model: QStandardItemModel, shown: Sequence[PacketEntry], theme: Theme) -> None:
    """Put the entries in place of what the model held."""
    model.clear()
    model.setHorizontalHeaderLabels(
        [
            QCoreApplication.translate("Library", "会議・資料"),
            QCoreApplication.translate("Library", "状態"),
            QCoreApplication.translate("Library", "ページ"),
            QCoreApplication.translate("Library", "書き込み"),
        ]
    )
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for column in range(4):
        align = right if column > 1 else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        model.setHeaderData(column, Qt.Orientation.Horizontal, align, Qt.ItemDataRole.TextAlignmentRole)
    for entry in shown:
        model.appendRow(_packet_line(entry, theme))


def _packet_line(entry: PacketEntry, theme: Theme) -> list[QStandardItem]:
    head = "  ".join(
        part for part in (whole_day(entry.date, entry.month), entry.starts, entry.title, entry.place) if part
    )
    first = _item(head, theme, bold=True, struck=entry.withdrawn)
    first.setData(entry.id, PACKET)
    pattern = QCoreApplication.translate("Library", "{ready}/{count}件が端末にあります")
    words = pattern.format(ready=entry.ready, count=entry.count)
    if not entry.count:
        words = QCoreApplication.translate("Library", "資料はまだありません")
    second = _item("" if entry.withdrawn else words, theme)
    if entry.withdrawn:
        second.setData("withdrawn", BADGE)
        second.setData(badge_word("withdrawn"), Qt.ItemDataRole.AccessibleTextRole)
    for material in entry.materials:
        first.appendRow(_material_line(material, theme))
    return [first, second, _item("", theme), _item("", theme)]


def _material_line(entry: MaterialEntry, theme: Theme) -> list[QStandardItem]:
    words = state_words(entry)
    title = _item(entry.title, theme, bold=entry.words == "unread", struck=entry.words == "withdrawn")
    title.setData(entry.id, MATERIAL)
    title.setData(f"{entry.title} {words}", Qt.ItemDataRole.AccessibleTextRole)
    state = _item(words, theme)
    if entry.words in _BADGES:
        state.setData(_BADGES[entry.words], BADGE)
    pages = _item(str(entry.pages) if entry.pages else "", theme, number=True)
    notes = _item(str(entry.notes) if entry.notes else "", theme, number=True)
    return [title, state, pages, notes]


def _item(text: str, theme: Theme, *, bold: bool = False, struck: bool = False, number: bool = False) -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    font = theme.figures("body") if number else theme.font("body", bold=bold)
    font.setStrikeOut(struck)
    item.setFont(font)
    item.setToolTip(text)
    item.setSizeHint(QSize(0, theme.px(36)))
    if number:
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item


class BadgeDelegate(QStyledItemDelegate):
    """Paints the badge of a state before, or instead of, its word."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        kind = index.data(BADGE)
        if not kind:
            super().paint(painter, option, index)
            return
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        word = bare.text  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType] - missing in the stubs
        bare.text = ""  # pyright: ignore[reportAttributeAccessIssue]
        option.widget.style().drawControl(  # pyright: ignore[reportAttributeAccessIssue]
            option.widget.style().ControlElement.CE_ItemViewItem,  # pyright: ignore[reportAttributeAccessIssue]
            bare,
            painter,
            option.widget,  # pyright: ignore[reportAttributeAccessIssue]
        )
        area = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        size = badge_size(self._theme, kind)
        left = area.left() + self._theme.px(4)
        top = area.center().y() - size.height() // 2
        paint_badge(painter, area.__class__(left, top, size.width(), size.height()), self._theme, kind)
        if word and word != badge_word(kind):
            rest = area.adjusted(size.width() + self._theme.px(12), 0, 0, 0)
            painter.setFont(self._theme.font("body"))
            painter.setPen(self._theme.color("ink"))
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, str(word))
