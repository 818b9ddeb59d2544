"""端末と指示: the terminals of the share, when each was last heard of, and orders for those that were lost."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from dxmeet.desktop.backpage import BackPage, WordTable
from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.desktop.room import bring_into_sight
from dxmeet.desktop.rows import beside_icon, wrapped
from dxmeet.desktop.terminals import words
from dxmeet.desktop.terminals.asking import OrderQuestion
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.wording import keyed, whole_day
from dxmeet.domain.fiscal import local_date
from dxmeet.domain.orders import Order, OrderKind
from dxmeet.domain.packet import TerminalId
from dxmeet.services.ordering import OrderedTerminal, Ordering
from dxmeet.services.reader import Reader

_LANE = "orders"


class TerminalsScreen(BackPage):
    """Reads the share each time it is shown. An order is given only after its question was answered."""

    def __init__(
        self, theme: Theme, runner: JobRunner, ordering: Ordering, reader: Reader, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "terminals_screen", self.tr("設定に戻る"), parent)
        self._runner, self._ordering, self._reader = runner, ordering, reader
        self._terminals: list[OrderedTerminal] = []
        self._said = ""  # with the next list
        self.title.setText(self.tr("端末と指示"))
        self.words.say(
            self.tr(
                "共有フォルダーに登録された端末です。「最後の連絡」は、端末が記録などを最後に送ったときで、見ただけのときは変わりません。"
                "なくした端末を選ぶと、指示を出せます。指示できるのは、共有フォルダーで権限のある人だけです。"
            )
        )
        self.state = wrapped(theme, "", "body")
        self.state.setObjectName("state_label")
        self.column.addWidget(self.state)
        headings = (self.tr("端末"), self.tr("部署"), self.tr("指示"), self.tr("最後の連絡"), self.tr("登録"))
        self.table = WordTable(theme, "terminals_table", headings, nothing=self.tr("登録された端末はありません。"))
        self.table.setAccessibleName(self.tr("端末と指示"))
        self.table.setMinimumHeight(theme.px(34 + 32 * 3))
        self.table.itemSelectionChanged.connect(self._offer)
        self.column.addWidget(self.table, 1)
        self.question = OrderQuestion(theme)
        self.question.confirmed.connect(self._give)
        self.question.declined.connect(self._drop_question)
        self.column.addWidget(self.question)
        self._buttons = self._make_buttons()
        self.column.addWidget(self._buttons)
        self._offer()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._drop_question()
        self.refresh()

    def escape(self) -> None:
        """Out of the question first."""
        if self.question.isHidden():
            super().escape()
        else:
            self._drop_question()

    def refresh(self) -> None:
        self.state.say(self.tr("端末の一覧を読んでいます"))
        self.refresh_button.setEnabled(False)
        job = Job(lambda _progress: self._ordering.terminals())
        job.done.connect(self._show)  # methods: a screen that was replaced meanwhile hears nothing
        job.failed.connect(self._tell_unread)
        job.finished.connect(self._end_reading)
        self._runner.start(job, _LANE)

    def _end_reading(self) -> None:
        self.refresh_button.setEnabled(True)

    def _show(self, found: list[OrderedTerminal]) -> None:
        chosen = self._chosen()
        self._terminals = found
        self.table.show_rows([self._row(each) for each in found])
        self.table.clearSelection()
        for row, each in enumerate(found):
            if chosen is not None and each.terminal == chosen.terminal:
                self.table.selectRow(row)
        self.state.say(self._said or self.tr("端末 {n}台").format(n=len(found)))
        self._said = ""
        self._offer()

    def _tell_unread(self) -> None:
        self.state.say(self.tr("一覧を読めませんでした。下の一覧は、前に読んだものです。"))

    def _row(self, each: OrderedTerminal) -> tuple[str, ...]:
        own = each.terminal == self._reader.terminal
        name = self.tr("{terminal}（この端末）").format(terminal=each.terminal) if own else each.terminal
        enrolled = whole_day(local_date(each.enrolled_at), "")
        return (name, each.department, words.told(each), words.heard(each), enrolled)

    def _chosen(self) -> OrderedTerminal | None:
        rows = self.table.selectionModel().selectedRows()
        return self._terminals[rows[0].row()] if rows and rows[0].row() < len(self._terminals) else None

    def _offer(self) -> None:
        chosen = self._chosen()
        for kind, button in self.order_buttons.items():
            button.setEnabled(chosen is not None and kind in chosen.open_to)

    def _ask(self, kind: OrderKind) -> None:
        chosen = self._chosen()
        if chosen is not None:
            own = chosen.terminal == self._reader.terminal
            self.question.ask(chosen.terminal, kind, words.question(chosen, kind, own=own))
            self.table.setEnabled(False)
            self._buttons.hide()
            QTimer.singleShot(0, self.question, lambda: bring_into_sight(self.question))  # once it is laid out

    def _drop_question(self) -> None:
        if not self.question.isHidden():
            self.question.hide()
            self.table.setEnabled(True)
            self._buttons.show()
            self.table.setFocus()

    def _give(self, terminal: TerminalId, kind: OrderKind) -> None:
        self._drop_question()
        self.state.say(self.tr("指示を出しています"))
        job = Job(lambda _progress: self._ordering.give(terminal, kind))
        job.done.connect(self._tell_given)
        job.failed.connect(self._tell_not_given)
        self._runner.start(job, _LANE)

    def _tell_given(self, order: Order) -> None:
        self._said = words.given(order.kind)
        self.refresh()

    def _tell_not_given(self) -> None:
        self.state.say(self.tr("指示は出ていません。"))

    def _make_buttons(self) -> QWidget:
        """Two by two, so that they stand beside each other in a narrow window with large text."""
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(self._theme.px(8))
        grid.setColumnStretch(2, 1)
        self.order_buttons = {
            OrderKind.LOCK: self._button("lock_button", self.tr("閉じる指示を出す"), "lock"),
            OrderKind.OPEN: self._button("open_button", self.tr("閉じる指示を解く"), "key-round"),
            OrderKind.FORGET: self._button("forget_button", self.tr("消す指示を出す"), "trash-2"),
        }
        for place, (kind, button) in enumerate(self.order_buttons.items()):
            button.setToolTip(self.tr("端末を選ぶと押せます。出す前に、何が起きるかをお知らせします。"))
            button.clicked.connect(lambda _checked=False, kind=kind: self._ask(kind))
            grid.addWidget(button, place // 2, place % 2)
        self.refresh_button = self._button("refresh_button", self.tr("読み直す"), "refresh-cw")
        self.refresh_button.setShortcut("Alt+R")
        self.refresh_button.setToolTip(keyed(self.tr("端末の一覧を読み直す"), "Alt+R"))
        self.refresh_button.clicked.connect(self.refresh)
        grid.addWidget(self.refresh_button, 1, 1)
        return box

    def _button(self, name: str, said: str, icon: str) -> QPushButton:
        button = QPushButton(beside_icon(said))
        button.setObjectName(name)
        button.setAccessibleName(said)
        button.setFont(self._theme.font("control"))
        button.setIcon(self._theme.icons.icon(icon, "ink"))
        button.setIconSize(QSize(self._theme.px(16), self._theme.px(16)))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button
