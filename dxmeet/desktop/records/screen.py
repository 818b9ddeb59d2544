"""私の記録: one's own entries in plain words, what of them is sent, and how one is taken back."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from dxmeet.desktop.backpage import BackPage, WordTable
from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.desktop.rows import label
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.wording import JAPAN
from dxmeet.domain.event import EventType, canonical
from dxmeet.services.changes import Changes
from dxmeet.services.ledger import Ledger, OwnEntry

if TYPE_CHECKING:
    from dxmeet.services.reader import Reader

_LANE = "ledger"


class RecordsScreen(BackPage):
    """``changed`` carries the Changes of an entry that was taken back."""

    changed = Signal(object)

    def __init__(
        self, theme: Theme, runner: JobRunner, ledger: Ledger, reader: "Reader", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "records_screen", self.tr("設定に戻る"), parent)
        self._runner, self._ledger = runner, ledger
        self._entries: list[OwnEntry] = []
        self.title.setText(self.tr("私の記録"))
        self.words.say(
            self.tr(
                "共有フォルダーへ送るのは、ここにある行だけです。名前は送らず、仮名 {pseudonym} と部署「{department}」で記録します。"
                "どのページを読んだか、書き込みの内容、検索した言葉は記録しません。行を選ぶと、送る内容をそのまま示します。"
            ).format(pseudonym=reader.pseudonym[:8], department=reader.department)
        )
        headings = self.tr("日時"), self.tr("したこと"), self.tr("会議・配布資料"), self.tr("資料"), self.tr("記録")
        self.table = WordTable(theme, "records_table", headings, nothing=self.tr("まだ記録はありません。"))
        self.table.setAccessibleName(self.tr("私の記録"))
        self.table.itemSelectionChanged.connect(self._show_chosen)
        self.table.setMinimumHeight(theme.px(34 + 32 * 2))
        self.column.addWidget(self.table, 3)
        self.sent = QPlainTextEdit(self)
        self.sent.setObjectName("sent_text")
        self.sent.setReadOnly(True)
        self.sent.setTabChangesFocus(True)
        self.sent.setAccessibleName(self.tr("送る内容"))
        self.sent.setFont(theme.font("body"))
        self.sent.setMinimumHeight(theme.px(32))
        self.sent.hide()  # until a row is chosen the rows need the room
        self.column.addWidget(self.sent, 1)
        self.column.addLayout(self._foot())

    def refresh(self) -> None:
        job = Job(lambda progress: self._ledger.told())
        job.done.connect(self._show)
        self._runner.start(job, _LANE)

    def _show(self, entries: list[OwnEntry]) -> None:
        """Newest first. The chosen row stays chosen where nothing has come."""
        if self._entries and entries == self._entries[::-1]:
            return
        self._entries = entries[::-1]
        self.table.show_rows([self._row(entry) for entry in self._entries])
        self.table.clearSelection()
        self._show_chosen()

    def _row(self, entry: OwnEntry) -> tuple[str, ...]:
        at = entry.event.at.astimezone(JAPAN).strftime("%Y-%m-%d %H:%M")
        standing = self.tr("取り消し済み") if entry.taken_back else self.tr("有効")
        return (at, self._did(entry), entry.packet, entry.material, standing)

    def _did(self, entry: OwnEntry) -> str:
        fields = entry.event.fields
        pages: dict[str, Any] = {name: fields.get(f"pages_{name}", 0) for name in ("a4", "a3")}
        match entry.event.type:
            case EventType.OPENED:
                return self.tr("開いた: A4 {a4}ページ・A3 {a3}ページ").format(**pages)
            case EventType.PRINTED:
                words = self.tr("印刷した: A4 {a4}枚・A3 {a3}枚({reason})")
                sheets = entry.sheets
                return words.format(a4=sheets.a4, a3=sheets.a3, reason=fields.get("reason", ""))
            case EventType.DISTRIBUTED:
                return self.tr("配布した: 第{n}版").format(n=fields.get("generation", 1))
            case _:
                return self.tr("記録を取り消した: {why}").format(why=fields.get("why", ""))

    def _chosen(self) -> OwnEntry | None:
        rows = self.table.selectionModel().selectedRows()
        return self._entries[rows[0].row()] if rows else None

    def _show_chosen(self) -> None:
        entry = self._chosen()
        self.sent.setPlainText(canonical(entry.event.plain()).decode() if entry else "")
        self.sent.setVisible(entry is not None)
        if entry is not None:
            self.table.scrollTo(self.table.currentIndex())
        self._offer()

    def _offer(self) -> None:
        entry = self._chosen()
        open_to = entry is not None and not entry.taken_back and entry.event.type is not EventType.CORRECTION
        self.correct_button.setEnabled(open_to and bool(self.why_field.text().strip()))

    def _correct(self) -> None:
        entry, why = self._chosen(), self.why_field.text().strip()
        if entry is None:
            return
        job = Job(lambda progress: self._ledger.corrected(entry.event.key, why))
        job.done.connect(self._corrected)
        self._runner.start(job, _LANE)

    def _corrected(self, changes: Changes) -> None:
        self.why_field.clear()
        self.changed.emit(changes)
        self.refresh()

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(8))
        self.why_field = QLineEdit(self)
        self.why_field.setObjectName("why_field")
        self.why_field.setAccessibleName(self.tr("取り消す理由"))
        self.why_field.textChanged.connect(self._offer)
        self.correct_button = QPushButton(self.tr("この記録を取り消す"), self)
        self.correct_button.setObjectName("correct_button")
        self.correct_button.setAccessibleName(self.tr("この記録を取り消す"))
        self.correct_button.setToolTip(self.tr("行を選び、理由を書くと取り消せます。元の記録も残ります。"))
        self.correct_button.clicked.connect(self._correct)
        row.addWidget(label(self._theme, self.tr("取り消す理由"), "small", "ink2"))
        row.addWidget(self.why_field, 1)
        row.addWidget(self.correct_button)
        return row
