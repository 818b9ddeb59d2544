"""Home: the day and its meetings first, then what comes; circulars, 続きから and the machine's contents beside them."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dxmeet.desktop.home.agenda import Agenda
from dxmeet.desktop.home.blocks import CircularLine, ComingLine, MeetingPart, RecentLine
from dxmeet.desktop.rows import beside_icon, cut_label, heading, label, picture, rule, wrapped
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.wording import checked, day_heading, day_rest, here, sync_words

_BESIDE, _WIDE, _LOOSE = 1080, 900, 560  # logical pixels at a text size of 100 %


class HomeScreen(QScrollArea):
    """Shows an Agenda; tells what was pressed. Under 1080 px the right column goes beneath, under 900 columns fold, under
    560 (twice the text on a small display) lines do."""

    material_requested = Signal(str)
    packet_requested = Signal(str)
    meetings_requested = Signal()
    circulars_requested = Signal()
    check_requested = Signal()
    contents_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._agenda: Agenda | None = None
        self._fold = (False, False, False)
        self._checking = ""
        self.setObjectName("surface")
        self.setAccessibleName(self.tr("ホーム"))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_agenda(self, agenda: Agenda) -> None:
        """Build the rows anew; the scroll position and the focused row stay where they were."""
        if agenda != self._agenda:
            self._agenda = agenda
            self._build_when_let_go()

    def show_checking(self, words: str) -> None:
        """``words`` while the share is being looked at; empty afterwards."""
        self._checking = words
        button = self.findChild(QPushButton, "check_button")
        if button is not None:
            button.setEnabled(not words)
            button.setToolTip(words or self.tr("共有フォルダーをいま確認します（F5）"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width() * 100 / self._theme.percent
        fold = (width < _BESIDE, width < _WIDE, width < _LOOSE)
        if fold != self._fold:
            self._fold = fold
            self._build()

    def _build_when_let_go(self) -> None:
        """A row that is pressed just now would be gone before it is let go, and the press lost."""
        pressed = next((each for each in self.findChildren(QAbstractButton) if each.isDown()), None)
        if pressed is None:
            self._build()
        else:  # after what the press asks for
            pressed.released.connect(self._build, Qt.ConnectionType.QueuedConnection)

    def _build(self) -> None:
        agenda = self._agenda
        if agenda is None:
            return
        place = self.verticalScrollBar().value()
        focused = self.focusWidget()  # the last one here, which would take the keys away from another screen
        held = (focused.objectName(), focused.accessibleName()) if focused and focused.hasFocus() else None
        theme = self._theme
        page = QWidget()
        columns = QBoxLayout(
            QBoxLayout.Direction.TopToBottom if self._fold[0] else QBoxLayout.Direction.LeftToRight, page
        )
        columns.setContentsMargins(theme.px(24), theme.px(14), theme.px(24), theme.px(16))
        columns.setSpacing(theme.px(24 if self._fold[0] else 36))
        columns.addLayout(self._left(agenda), 808)
        columns.addLayout(self._right(agenda), 388)
        if self._fold[0]:
            columns.addStretch(1)
        self.setWidget(page)
        page.show()
        self.verticalScrollBar().setValue(place)
        if held is not None:
            self._focus(*held)
        self.show_checking(self._checking)

    def _focus(self, kind: str, name: str) -> None:
        for each in self.findChildren(QWidget, kind):
            if each.accessibleName() == name:
                each.setFocus()
                return

    def _left(self, agenda: Agenda) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(self._day(agenda))
        column.addSpacing(self._theme.px(6))
        column.addWidget(rule(ink=True))
        if agenda.empty:
            self._add_welcome(column)
        elif agenda.nearest != "today":
            self._add_nearest(column, agenda)
        timed = any(block.starts for block in agenda.shown)
        for index, block in enumerate(agenda.shown):
            if index:
                column.addWidget(rule())
            part = MeetingPart(
                *(self._theme, block, self.material_requested.emit),
                primary=index == 0,
                wide=not self._fold[1],
                timed=timed,
                tight=self._fold[2],
            )
            column.addWidget(part)
        if agenda.coming:
            self._add_coming(column, agenda)
        elif not agenda.empty:
            column.addSpacing(self._theme.px(12))
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(self._link("meetings_button", self.tr("すべての会議を見る"), self.meetings_requested))
            column.addLayout(row)
        column.addStretch(1)
        return column

    def _day(self, agenda: Agenda) -> QBoxLayout:
        theme, tight, way = self._theme, self._fold[2], QBoxLayout.Direction
        day = QHBoxLayout()
        day.setSpacing(theme.px(10))
        bottom = Qt.AlignmentFlag.AlignBottom
        day.addWidget(label(theme, day_heading(agenda.today), "later" if tight else "time"), 0, bottom)
        day.addWidget(cut_label(theme, day_rest(agenda.today), "heading", "ink2", bold=False), 1, bottom)
        line = QBoxLayout(way.TopToBottom if tight else way.LeftToRight)
        line.setSpacing(theme.px(10))
        line.addLayout(day, 1)
        if agenda.nearest == "today":
            count = self.tr("きょうの会議 {n}件").format(n=len(agenda.shown))
            line.addWidget(label(theme, count, "body", "ink2"), 0, bottom)
        return line

    def _add_nearest(self, column: QVBoxLayout, agenda: Agenda) -> None:
        theme = self._theme
        column.addSpacing(theme.px(12))
        column.addWidget(label(theme, self.tr("きょうの会議はありません"), "body", "ink2"))
        if not agenda.shown:
            return
        kind = self.tr("次の会議") if agenda.nearest == "next" else self.tr("最近の会議")
        day = agenda.shown[0].date
        column.addSpacing(theme.px(8))
        when = f"{day_heading(day)}  {day_rest(day)}" if day is not None else ""
        column.addWidget(heading(theme, kind, label(theme, when, "body", "ink2")))

    def _add_welcome(self, column: QVBoxLayout) -> None:
        theme = self._theme
        column.addSpacing(theme.px(16))
        column.addWidget(label(theme, self.tr("資料はまだありません"), "title"))
        column.addSpacing(theme.px(8))
        text = self.tr(
            "共有フォルダーの「会議」と「配布」にある PDF が、ここに並びます。取り込んだ資料は、つながっていないときも読めます。"
        )
        column.addWidget(wrapped(theme, text, "body", "ink2"))
        column.addSpacing(theme.px(12))
        row = QHBoxLayout()
        button = QPushButton(self.tr("今すぐ確認"))
        button.setObjectName("first_check_button")
        button.setAccessibleName(self.tr("共有フォルダーを今すぐ確認"))
        button.setToolTip(self.tr("共有フォルダーをいま確認します（F5）"))
        button.setFont(theme.font("control"))
        button.setProperty("primary", True)
        button.clicked.connect(self.check_requested)
        row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)

    def _add_coming(self, column: QVBoxLayout, agenda: Agenda) -> None:
        link = self._link("meetings_button", self.tr("すべての会議を見る"), self.meetings_requested)
        column.addSpacing(self._theme.px(12))
        column.addWidget(heading(self._theme, self.tr("これからの会議"), link))
        for block in agenda.coming:
            line = ComingLine(self._theme, block, agenda.today, wide=not self._fold[1], tight=self._fold[2])
            line.clicked.connect(lambda _=False, packet=block.id: self.packet_requested.emit(packet))
            column.addWidget(line)

    def _right(self, agenda: Agenda) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        theme = self._theme
        unread = label(theme, self.tr("未読 {n}件").format(n=agenda.unread), "body", "ink2")
        everything = self._link("circulars_button", self.tr("すべて見る"), self.circulars_requested)
        column.addWidget(heading(theme, self.tr("配布資料"), unread, everything))
        for row in agenda.circulars:
            line = CircularLine(theme, row, agenda.today)
            if row.opens is not None:
                line.clicked.connect(lambda _=False, material=row.opens: self.material_requested.emit(material))
            else:
                line.clicked.connect(lambda _=False, packet=row.id: self.packet_requested.emit(packet))
            column.addWidget(line)
        if not agenda.circulars:
            self._add_nothing(column, self.tr("配布資料はありません"))
        column.addSpacing(theme.px(16))
        column.addWidget(heading(theme, self.tr("続きから")))
        for recent in agenda.recents:
            line = RecentLine(theme, recent)
            line.clicked.connect(lambda _=False, material=recent.material: self.material_requested.emit(material))
            column.addWidget(line)
        if not agenda.recents:
            self._add_nothing(column, self.tr("読みかけの資料はありません"))
        column.addSpacing(theme.px(16))
        self._add_contents(column, agenda)
        column.addStretch(1)
        return column

    def _add_nothing(self, column: QVBoxLayout, words: str) -> None:
        column.addSpacing(self._theme.px(8))
        column.addWidget(label(self._theme, words, "body", "ink2"))

    def _add_contents(self, column: QVBoxLayout, agenda: Agenda) -> None:
        theme = self._theme
        button = QPushButton(beside_icon(self.tr("今すぐ確認")))
        button.setObjectName("check_button")
        button.setAccessibleName(self.tr("共有フォルダーを今すぐ確認"))
        button.setFont(theme.font("control"))
        button.setIcon(theme.icons.icon("refresh-cw"))
        button.setIconSize(QSize(theme.px(16), theme.px(16)))
        button.clicked.connect(self.check_requested)
        column.addWidget(heading(theme, self.tr("端末の中身"), button))
        column.addSpacing(theme.px(10))
        sync = agenda.sync
        fine = sync.state.value == "ok" and sync.complete
        line = QHBoxLayout()
        line.setSpacing(theme.px(12))
        icon = ("circle-check", "matsu") if fine else ("circle-alert", "kogane")
        line.addWidget(picture(theme, *icon), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(wrapped(theme, here(sync)))
        if sync.state.value == "ok":
            words.addWidget(cut_label(theme, checked(sync), "small", "ink2"))
        else:
            words.addWidget(wrapped(theme, sync_words(sync), "small", "ink2"))
        line.addLayout(words, 1)
        column.addLayout(line)
        column.addSpacing(theme.px(6))
        row = QHBoxLayout()
        row.addWidget(self._link("contents_button", self.tr("一つずつ見る"), self.contents_requested))
        row.addStretch(1)
        column.addLayout(row)

    def _link(self, name: str, words: str, signal: object) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.setFont(self._theme.font("small"))
        button.setProperty("flat_link", True)
        button.clicked.connect(signal)
        return button
