"""The parts of Home: a meeting with its materials, and the rows of the lists beside it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dxmeet.desktop.badges import Badge, badge_word
from dxmeet.desktop.home.agenda import CircularRow, MaterialRow, MeetingBlock, RecentRow
from dxmeet.desktop.rows import Row, beside_icon, cut_label, figures, hold, label, picture
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.wording import (
    Counts,
    moment,
    newest_words,
    outdated_words,
    reason,
    refused_words,
    short_day,
    weekday,
    whole_day,
)
from dxmeet.domain.packet import ONLINE, MaterialId, PacketId, State

Opens = Callable[[MaterialId], None]
Lists = Callable[[PacketId], None]

_LONG_DAY = date(2026, 9, 30)  # a Wednesday; no shorter in any language than other days


def carry_words(block: MeetingBlock, *, wide: bool = True) -> tuple[str, str, str]:
    """(icon, tone, words): may this meeting be carried out of the building as it is now? Fewer words where not ``wide``."""
    if block.shut:
        return "circle-alert", "kogane", reason("lease-over")
    if block.waiting:
        words = QCoreApplication.translate("Home", "取り込み中 あと{n}件").format(n=block.waiting)
        return "hard-drive-download", "kogane", words
    if block.online:
        words = QCoreApplication.translate("Home", "{n}件は持ち出せません（端末に残しません）").format(n=block.online)
        return "circle-alert", "kogane", words
    behind = refused_words(block.refused) or outdated_words(block.outdated)
    if behind and not wide and not block.refused:
        behind = QCoreApplication.translate("Home", "前の版を表示: {n}件").format(n=block.outdated)
    if behind:
        return "circle-alert", "kogane", behind
    if block.ready:
        return "briefcase", "matsu", QCoreApplication.translate("Home", "持ち出しできます")
    return "circle-dashed", "ink2", QCoreApplication.translate("Home", "資料はまだありません")


def pages_words(pages: int) -> str:
    return Counts().pages(pages)


def items_words(count: int) -> str:
    return Counts().items(count)


def running_words(first: int, last: int) -> str:
    span = f"{first}" if first == last else f"{first}-{last}"
    return QCoreApplication.translate("Home", "通し {span}").format(span=span)


class MaterialLine(Row):
    """A material of a meeting; one press opens it."""

    def __init__(self, theme: Theme, row: MaterialRow, *, wide: bool, labels: bool) -> None:
        super().__init__(theme, self._name(row))
        self.setObjectName("material_row")
        self.material = row.id
        self.setEnabled(row.openable)
        if labels:
            head = label(theme, row.label, "body", "ink2")
            head.setFixedWidth(theme.px(48))
            self.columns.addWidget(head)
        title = cut_label(theme, row.title, "body", "ink" if row.openable else "ink3")
        if row.state is State.WITHDRAWN:
            struck = title.font()
            struck.setStrikeOut(True)
            title.setFont(struck)
        self.columns.addWidget(title, 1)
        if row.badge:
            self.columns.addWidget(Badge(theme, row.badge))
        self._columns(theme, row, wide)

    def _columns(self, theme: Theme, row: MaterialRow, wide: bool) -> None:
        if not row.openable:
            self.columns.addWidget(label(theme, reason(row.code), "small", "kogane"))
            return
        if row.outdated:
            words = newest_words(row.code) if wide else QCoreApplication.translate("Home", "前の版")
            self.columns.addWidget(label(theme, words, "small", "kogane"))
        elif row.code == ONLINE:
            self.columns.addWidget(label(theme, reason(row.code), "small", "ink2"))
        notes = QWidget()
        notes.setFixedWidth(theme.px(42))
        line = QHBoxLayout(notes)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(3))
        if row.notes:
            line.addWidget(picture(theme, "pen-line"))
            line.addWidget(figures(theme, str(row.notes), "control", "ink2"))
        line.addStretch(1)
        self.columns.addWidget(notes)
        pages = figures(theme, pages_words(row.pages) if row.pages else "", "control", "ink2")
        hold(pages, theme.px(68), pages_words(88))
        self.columns.addWidget(pages)
        if wide:
            running = figures(theme, running_words(row.first, row.last) if row.pages else "", "control", "ink2")
            hold(running, theme.px(100), running_words(88, 88))
            self.columns.addWidget(running)
        self.columns.addWidget(picture(theme, "chevron-right"))

    def _name(self, row: MaterialRow) -> str:
        parts = [row.label, row.title, badge_word(row.badge)]
        if row.pages and row.openable:
            parts += [pages_words(row.pages), running_words(row.first, row.last)]
        if row.outdated:
            parts.append(newest_words(row.code))
        elif not row.openable or row.code == ONLINE:
            parts.append(reason(row.code))
        if row.notes:
            parts.append(Counts().notes(row.notes))
        return " ".join(part for part in parts if part)


class MeetingPart(QWidget):
    """A meeting: time at the left where it has one (``tight``: above), title, place, 資料を開く, and a row for each material."""

    def __init__(
        self,
        theme: Theme,
        block: MeetingBlock,
        opens: Opens,
        *,
        primary: bool,
        wide: bool,
        timed: bool,
        tight: bool = False,
    ) -> None:
        super().__init__()
        self._theme = theme
        grid = QGridLayout(self)
        grid.setContentsMargins(0, theme.px(12), 0, theme.px(12))
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(theme.px(8))
        if timed:
            time = label(theme, block.starts or "―", "time" if primary else "later")
            time.setFont(theme.figures("time" if primary else "later", bold=True))
            time.setFixedWidth(theme.px(104))
            grid.addWidget(time, 0, int(tight), Qt.AlignmentFlag.AlignTop)
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        words = QVBoxLayout()
        words.setSpacing(theme.px(4))
        words.addWidget(cut_label(theme, block.title, "title" if primary else "heading"))
        words.addLayout(self._place_line(block, wide))
        head.addLayout(words, 1)
        head.addWidget(self._open_button(block, opens, primary), 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(head, int(tight), 1)
        rows = QVBoxLayout()
        rows.setSpacing(0)
        labels = any(row.label for row in block.rows)
        for each in block.rows:
            line = MaterialLine(theme, each, wide=wide, labels=labels)
            line.clicked.connect(lambda _=False, material=each.id: opens(material))
            rows.addWidget(line)
        grid.addLayout(rows, 1 + int(tight), 1)
        grid.setColumnStretch(1, 1)

    def _place_line(self, block: MeetingBlock, wide: bool) -> QHBoxLayout | QVBoxLayout:
        theme = self._theme
        icon, tone, words = carry_words(block, wide=wide)
        state = QHBoxLayout()
        state.setSpacing(theme.px(6))
        state.addWidget(picture(theme, icon, tone))
        state.addWidget(label(theme, words, "body", tone))
        state.addWidget(cut_label(theme, self._count(block), "small", "ink2"), 1)
        if not block.place:
            return state
        place = QHBoxLayout()
        place.setSpacing(theme.px(6))
        place.addWidget(picture(theme, "map-pin"))
        place.addWidget(label(theme, block.place, "body"))
        if wide:
            place.addSpacing(theme.px(8))
            place.addLayout(state, 1)
            return place
        place.addStretch(1)
        both = QVBoxLayout()
        both.addLayout(place)
        both.addLayout(state)
        return both

    def _count(self, block: MeetingBlock) -> str:
        if not block.ready:
            return ""
        items, pages = items_words(block.ready), pages_words(block.pages)
        if block.checked_at is None:
            return QCoreApplication.translate("Home", "（{items}・{pages}）").format(items=items, pages=pages)
        words = QCoreApplication.translate("Home", "（{items}・{pages}  {moment} 照合）")
        return words.format(items=items, pages=pages, moment=moment(block.checked_at))

    def _open_button(self, block: MeetingBlock, opens: Opens, primary: bool) -> QPushButton:
        theme = self._theme
        button = QPushButton(beside_icon(QCoreApplication.translate("Home", "資料を開く")))
        button.setObjectName("open_button")
        button.setFont(theme.font("control"))
        button.setProperty("primary", primary)
        button.setIcon(theme.icons.icon("book-open", "on_accent" if primary else "ink"))
        button.setIconSize(QSize(theme.px(18), theme.px(18)))
        name = QCoreApplication.translate("Home", "{title} の資料を開く").format(title=block.title)
        button.setAccessibleName(name)
        button.setToolTip(name)
        first = block.first
        button.setEnabled(first is not None)
        if first is None:
            button.setToolTip(QCoreApplication.translate("Home", "資料が端末に届くと開けます"))
        else:
            button.clicked.connect(lambda: opens(first))
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return button


class ComingLine(Row):
    """A meeting on a later day, in two lines where it is ``tight``; one press lists its materials."""

    def __init__(self, theme: Theme, block: MeetingBlock, today: date, *, wide: bool, tight: bool = False) -> None:
        day = whole_day(block.date, block.month, today)
        icon, tone, words = carry_words(block, wide=wide)
        count = items_words(len(block.rows))
        super().__init__(theme, " ".join(x for x in (day, block.starts, block.title, block.place, count, words) if x))
        self.setObjectName("coming_row")
        self.columns.setContentsMargins(0, theme.px(4), theme.px(8), theme.px(4))
        first, second = self._lines(tight)
        self._fix(
            first, figures(theme, short_day(block.date) if block.date else "", "control"), 52, short_day(_LONG_DAY)
        )
        self._fix(
            first, label(theme, weekday(block.date) if block.date else "", "small", "ink2"), 20, weekday(_LONG_DAY)
        )
        self._fix(first, figures(theme, block.starts, "control"), 48)
        first.addWidget(cut_label(theme, block.title), 3)
        if wide:
            first.addWidget(cut_label(theme, block.place, "control", "ink2"), 2)
        self._fix(second, figures(theme, count, "control"), 48, items_words(88))
        second.addWidget(picture(theme, icon, tone))
        state = label(theme, words, "control")
        state.setMinimumWidth(theme.px(150))
        second.addWidget(state)
        if tight:
            second.addStretch(1)

    def _lines(self, tight: bool) -> tuple[QHBoxLayout, QHBoxLayout]:
        """Where the parts go: both are one line where there is room for that."""
        if not tight:
            return self.columns, self.columns
        first, second, both = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        for each in (first, second):
            each.setSpacing(self._theme.px(8))
            both.addLayout(each)
        self.columns.addLayout(both, 1)
        return first, second

    def _fix(self, line: QHBoxLayout, widget: QLabel, width: int, *samples: str) -> None:
        hold(widget, self._theme.px(width), *samples)
        line.addWidget(widget)


class CircularLine(Row):
    """A circular: dot and word say 未読 or 既読; one press opens it or lists its materials."""

    def __init__(self, theme: Theme, row: CircularRow, today: date) -> None:
        word = QCoreApplication.translate("Home", "未読") if row.unread else QCoreApplication.translate("Home", "既読")
        small = "  ".join(x for x in (word, row.author, whole_day(row.date, row.month, today), self._count(row)) if x)
        super().__init__(theme, " ".join(x for x in (row.title, small, badge_word(row.badge)) if x))
        self.setObjectName("circular_row")
        self.columns.setContentsMargins(0, theme.px(8), 0, theme.px(8))
        self.columns.addWidget(_dot(theme, row.unread))
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(cut_label(theme, row.title, bold=row.unread))
        words.addWidget(cut_label(theme, small, "small", "ink2"))
        self.columns.addLayout(words, 1)
        if row.badge:
            self.columns.addWidget(Badge(theme, row.badge))

    @staticmethod
    def _count(row: CircularRow) -> str:
        return items_words(row.count) if row.count > 1 else ""


class RecentLine(Row):
    """Where the reader stopped; one press goes back there."""

    def __init__(self, theme: Theme, row: RecentRow) -> None:
        at = QCoreApplication.translate("Home", "{page}ページ").format(page=row.page)
        if row.running:
            at += QCoreApplication.translate("Home", "（通し{page}）").format(page=row.running)
        small = f"{at}  {moment(row.at)}"
        super().__init__(theme, f"{row.title} {small}")
        self.setObjectName("recent_row")
        self.setToolTip(row.packet)
        self.columns.setContentsMargins(0, theme.px(8), theme.px(4), theme.px(8))
        self.columns.addWidget(picture(theme, "bookmark", "accent"))
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(cut_label(theme, row.title))
        words.addWidget(cut_label(theme, small, "small", "ink2"))
        self.columns.addLayout(words, 1)
        self.columns.addWidget(picture(theme, "chevron-right"))


def _dot(theme: Theme, filled: bool) -> QLabel:
    """Filled for 未読, hollow for 既読: the word stands beside it."""
    made = label(theme, "●" if filled else "○", "small", "accent" if filled else "ink3")
    made.setFixedWidth(theme.px(18))
    return made
