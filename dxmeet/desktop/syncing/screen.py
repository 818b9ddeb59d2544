"""The machine's contents: for each material whether it is here, when that was checked, and if not, why."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dxmeet.desktop.columns import NameTree
from dxmeet.desktop.keys import WindowKey, native
from dxmeet.desktop.line import FoldingLine
from dxmeet.desktop.rows import beside_icon, cut_label, wrapped
from dxmeet.desktop.syncing.contents import ContentBlock, ContentLine, arrived_since, contents
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.wording import JAPAN, advice, dated, keyed, moment, newest_words, reason, sync_words
from dxmeet.domain.packet import ONLINE, Packet

if TYPE_CHECKING:
    from dxmeet.services.library import SyncState
    from dxmeet.services.verifying import Verified


class ContentsScreen(QWidget):
    """Reached from the status bar and from Home; 今すぐ確認 looks at the share."""

    check_requested = Signal()
    verify_requested = Signal()
    home_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("端末の中身"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(14), theme.px(24), theme.px(8))
        column.setSpacing(theme.px(8))
        named = QWidget()
        head = QHBoxLayout(named)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(theme.px(12))
        head.addWidget(self._button("back_button", self.tr("ホーム"), "arrow-left", "Alt+←", self.home_requested))
        head.addWidget(cut_label(theme, self.tr("端末の中身"), "title"), 1)
        self.verify_button = self._button(
            "verify_button", self.tr("持ち出し確認"), "briefcase", native(WindowKey.VERIFY.value), self.verify_requested
        )
        self.verify_button.setShortcut(WindowKey.VERIFY.value)
        self.check_button = self._button(
            "check_button", self.tr("今すぐ確認"), "refresh-cw", "F5", self.check_requested
        )
        deeds = FoldingLine(theme.px(12), self.verify_button, self.check_button)
        column.addWidget(FoldingLine(theme.px(12), named, deeds))
        self._state = wrapped(theme, "", "body", "ink2")
        self._state.setObjectName("state_label")
        column.addWidget(self._state)
        self.tree = NameTree()
        self.tree.setObjectName("contents_tree")
        self.tree.setAccessibleName(self.tr("端末の中身"))
        self.tree.setToolTip(self.tr("資料ごとに、端末にあるかどうかと理由"))
        self._verified: Verified | None = None
        self._packets: Sequence[Packet] = ()
        self._sync: SyncState | None = None
        self._model = QStandardItemModel(self.tree)
        self.tree.setModel(self._model)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(theme.px(24))
        column.addWidget(self.tree, 1)

    def show_contents(self, packets: Sequence[Packet], sync: "SyncState") -> None:
        self._packets, self._sync = packets, sync
        verified = self._verified
        self._state.say(self._verdict(verified, sync.outdated) if verified is not None else sync_words(sync))
        self._model.clear()
        self._model.setHorizontalHeaderLabels(
            [self.tr("会議・資料"), self.tr("状態"), self.tr("いつまで"), self.tr("確認した時点")]
        )
        for title, code in sync.notices:
            self._model.appendRow([self._item(title, bold=True), self._item(reason(code), bold=True)])
        for block in contents(packets, sync.seen, verified):
            self._model.appendRow(self._block(block))
        self.tree.expandAll()
        for row in range(self._model.rowCount()):
            parent = self._model.index(row, 0)
            for line in range(self._model.rowCount(parent)):
                if self._model.rowCount(self._model.index(line, 0, parent)):  # what to do goes over all columns
                    self.tree.setFirstColumnSpanned(0, self._model.index(line, 0, parent), True)
        self.tree.set_widths([self._theme.px(width) for width in (130, 165, 130)], sharing=True)

    def show_verified(self, verified: "Verified") -> None:
        """What a 持ち出し確認 has found; it stays until other materials arrive."""
        self._verified = verified
        if self._sync is not None:
            self.show_contents(self._packets, self._sync)

    def _block(self, block: ContentBlock) -> list[QStandardItem]:
        head = self._item(block.title, bold=True)
        at = moment(block.checked_at) if block.checked_at is not None else self.tr("未確認")
        until = self._until(block) if any(line.here for line in block.lines) else ""
        for line in block.lines:
            first = self._item(line.title)
            todo = "" if line.here and not line.code else advice(line.code)
            if todo:
                first.appendRow([self._item(self.tr("すること: {todo}").format(todo=todo))])
            here = until if line.here else ""
            head.appendRow([first, self._item(self._words(line)), self._item(here), self._item(at)])
        here = sum(line.here for line in block.lines)
        count = self.tr("{here}/{count}件が端末にあります").format(here=here, count=len(block.lines))
        count = count if block.lines else self.tr("資料はまだありません")
        return [head, self._item(count, bold=block.troubled), self._item(until), self._item(at)]

    def _until(self, block: ContentBlock) -> str:
        """Until when it opens offline; what ends first counts."""
        if block.opens_until is not None and (
            block.kept_until is None or block.opens_until.astimezone(JAPAN).date() <= block.kept_until
        ):
            return self.tr("{moment} まで").format(moment=moment(block.opens_until))
        if block.kept_until is not None:
            return self.tr("{day} まで").format(day=dated(block.kept_until))
        return self.tr("期限なし")

    def _verdict(self, verified: "Verified", outdated: int) -> str:
        missing, arrived = len(verified.absent) + len(verified.broken), arrived_since(self._packets, verified)
        if arrived:
            words = self.tr("持ち出し確認（{at}）のあとに、{arrived}件が新しく届きました。もう一度確かめてください。")
        elif missing:
            words = self.tr(
                "持ち出し確認: {whole}件を確かめました。{missing}件は持ち出せません。下の「すること」をご覧ください。（{at}）"
            )
        elif outdated:
            words = self.tr(
                "持ち出し確認: {whole}件を確かめました。すべて開けますが、{outdated}件は前の版です。新しい版は取り込めていません。（{at}）"
            )
        else:
            words = self.tr("持ち出し確認: {whole}件を確かめました。すべて開けます。（{at}）")
        facts = {"whole": len(verified.whole), "missing": missing, "arrived": arrived, "outdated": outdated}
        return words.format(**facts, at=moment(verified.at))

    def show_checking(self, words: str) -> None:
        """``words`` while the share is being looked at, or what is here is read; empty afterwards."""
        self.check_button.setEnabled(not words)
        self.verify_button.setEnabled(not words)
        if words:
            self._state.say(words)

    def end_checking(self) -> None:
        self.show_checking("")

    def _words(self, line: ContentLine) -> str:
        if line.here:
            return self._here(line)
        if line.state == "erased":
            return self.tr("保存期間が過ぎて消去しました")
        if line.code == ONLINE:
            return reason(line.code)
        kind = self.tr("取り込めません") if line.state == "refused" else self.tr("待っています")
        return f"{kind}: {reason(line.code)}"

    def _here(self, line: ContentLine) -> str:
        if line.outdated:
            here = self.tr("前の版が端末にあり、開けます") if line.verified else self.tr("前の版が端末にあります")
            return self.tr("{here}（{reason}）").format(here=here, reason=newest_words(line.code))
        return self.tr("端末にあります・確かめました") if line.verified else self.tr("端末にあります")

    def _item(self, text: str, *, bold: bool = False) -> QStandardItem:
        item = QStandardItem(text)
        item.setEditable(False)
        item.setFont(self._theme.font("body", bold=bold))
        item.setToolTip(text)
        item.setSizeHint(QSize(0, self._theme.px(36)))
        item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return item

    def _button(self, name: str, words: str, icon: str, key: str, signal: object) -> QPushButton:
        button = QPushButton(beside_icon(words))
        button.setObjectName(name)
        button.setAccessibleName(words)
        button.setToolTip(keyed(words, key))
        button.setFont(self._theme.font("control"))
        button.setIcon(self._theme.icons.icon(icon))
        button.setIconSize(QSize(self._theme.px(16), self._theme.px(16)))
        button.clicked.connect(signal)
        return button
