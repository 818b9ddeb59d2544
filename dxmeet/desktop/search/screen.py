"""検索: what was found in all materials and notes, by packet and page, newest first."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.desktop.rows import Row, heading, label, wrapped
from dxmeet.desktop.search.results import HitRow, TitleRow
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.wording import whole_day
from dxmeet.services.searching import Found, Named

if TYPE_CHECKING:
    from dxmeet.services.searching import Hit, Searching

_PAUSE = 150  # ms without a key before it is searched for
_AT_ONCE = 50  # hits
_NAMED = 6  # materials that are listed by name in one sentence


def _day(untrusted: str) -> str:
    """Of a packet, which may name a month only."""
    try:
        return whole_day(date.fromisoformat(untrusted), "")
    except ValueError:
        return whole_day(None, untrusted)


class SearchScreen(QWidget):
    """``hit_requested(Hit, text)`` for a line with a page, ``material_requested`` for one with a name."""

    hit_requested = Signal(object, str)
    material_requested = Signal(str)

    def __init__(self, theme: Theme, runner: JobRunner, searching: "Searching", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._runner = runner
        self._searching = searching
        self._text = ""
        self._found: Found | None = None  # what the lines say, those that were asked for later among them
        self._opened = ""  # the name of the line
        self._hurried = self._stale = False
        self._job: Job | None = None
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("検索"))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(lambda: self._ask(0))
        self._lay_out(theme)
        self._invite()

    @property
    def text(self) -> str:
        return self._text

    def look_for(self, text: str) -> None:
        """After a short pause, so that a word is searched for when it is typed and not at every letter of it."""
        if text == self._text:
            return
        self._text, self._found, self._opened = text, None, ""
        self._drop_job()
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self._invite()

    def look_again(self) -> None:
        """The same words once more: something was read, written, replaced or taken back meanwhile. As many lines as
        there are; whoever stands among them stays there. Once it is seen again, where it is not."""
        self._stale = not self.isVisible()
        if not self._stale and self._text.strip() and not self._pause.isActive():
            self._ask(0, max(_AT_ONCE, self._shown))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.look_again()

    def show_indexing(self, done: int, total: int) -> None:
        """How far the reading of the materials is; nothing once all are read."""
        left = total - done
        self._progress.say(
            self.tr("検索の準備をしています（{done}/{total}ページ）。まだ読んでいない資料は見つかりません。").format(
                done=done, total=total
            )
            if left > 0
            else ""
        )
        self._progress.setVisible(left > 0)

    def focus_first(self) -> None:
        """Down and Enter in the search field lead here, and back from the reader: to the line opened last, else the first;
        while it is still being searched, as soon as there is a line."""
        self._hurried = self._job is not None or self._pause.isActive()
        row = self._named(self._opened) or self._inner.findChild(HitRow) or self._inner.findChild(TitleRow)
        if row is not None and not self._hurried:
            row.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def _shown(self) -> int:
        return len(self._found.hits) if self._found is not None else 0

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(14), theme.px(24), theme.px(8))
        column.setSpacing(theme.px(8))
        head = QHBoxLayout()
        head.addWidget(label(theme, self.tr("検索"), "title"))
        head.addSpacing(theme.px(16))
        self.count_label = label(theme, "", "body", "ink2")
        self.count_label.setObjectName("count_label")
        head.addWidget(self.count_label)
        head.addStretch(1)
        column.addLayout(head)
        self._progress = wrapped(theme, "", "small", "ink2")
        self._progress.hide()
        column.addWidget(self._progress)
        self.missing = wrapped(theme, "", "small", "kogane")
        self.missing.hide()
        column.addWidget(self.missing)
        self._area = QScrollArea()
        self._area.setObjectName("results_area")
        self._area.setAccessibleName(self.tr("見つかったところ"))
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._area, 1)

    def _fresh(self) -> None:
        """New lines, not yet shown: rows put into a widget that is seen stand squeezed until the next event."""
        self._inner = QWidget()
        self._inner.setObjectName("surface")
        self._lines = QVBoxLayout(self._inner)
        self._lines.setContentsMargins(0, 0, self._theme.px(8), 0)
        self._lines.setSpacing(0)
        self._last: tuple[str, str] | None = None

    def _invite(self) -> None:
        self._fresh()
        self.count_label.setText("")
        self.missing.hide()
        self._lines.addWidget(
            wrapped(self._theme, self.tr("資料の中の言葉や、自分の書き込みを探せます。言葉を二つ入れると、どちらもあるページを探します。"), "body", "ink2")
        )  # fmt: skip
        self._lines.addStretch(1)
        self._area.setWidget(self._inner)

    def _ask(self, skip: int, limit: int = _AT_ONCE) -> None:
        self._drop_job()
        text, searching = self._text, self._searching
        self._job = Job(lambda _progress: searching.search(text, limit=limit, skip=skip))
        self._job.done.connect(partial(self._show, text, skip))
        self._runner.start(self._job, "search")

    def _drop_job(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _show(self, text: str, skip: int, found: Found) -> None:
        if text != self._text:
            return
        self._job = None
        former = self._found
        self._found = found if skip == 0 or former is None else replace(found, hits=former.hits + found.hits)
        if self._found != former:
            scrolled, held = self._area.verticalScrollBar().value(), self._inner.focusWidget()
            name = held.accessibleName() if held and held.hasFocus() else ""
            self._list(skip, found)
            if former is not None:
                self._stay(scrolled, name)
        if self._hurried:
            self.focus_first()

    def _list(self, skip: int, found: Found) -> None:
        """The lines from ``skip`` on."""
        if skip == 0:
            self._fresh()
            self._show_titles(found.titles)
        else:
            self._drop_foot()
        self.count_label.setText(self._count(found))
        self._say_missing(found)
        for hit in found.hits:
            if self._last != (hit.packet, hit.material):
                self._last = hit.packet, hit.material
                self._head(f"{_day(hit.date)}  {hit.packet_title} › {hit.material_title}")
            row = HitRow(self._theme, hit)
            row.clicked.connect(partial(self._open, row, hit, self._text))
            self._lines.addWidget(row)
        if self._shown < found.total:
            self._offer_more(found.total - self._shown)
        self._lines.addStretch(1)
        if skip == 0:
            self._area.setWidget(self._inner)

    def _open(self, row: Row, hit: "Hit", text: str) -> None:
        self._opened = row.accessibleName()
        self.hit_requested.emit(hit, text)

    def _named(self, name: str) -> Row | None:
        return next((each for each in self._inner.findChildren(Row) if each.accessibleName() == name), None)

    def _stay(self, scrolled: int, name: str) -> None:
        """New lines stand as far down as the former did, and the one of that name has the keys again."""
        row = self._named(name)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.verticalScrollBar().setValue(scrolled)

    def _count(self, found: Found) -> str:
        if found.total:
            return self.tr("{n}件（ページと書き込みの数）").format(n=found.total)
        if found.titles:
            return self.tr("ページと書き込みには見つかりませんでした")
        return self.tr("見つかりませんでした")

    def _show_titles(self, titles: tuple[Named, ...]) -> None:
        if not titles:
            return
        self._head(self.tr("名前に含む資料"))
        for named in titles[:_AT_ONCE]:
            row = TitleRow(self._theme, named)
            row.clicked.connect(lambda _=False, named=named: self.material_requested.emit(named.material))
            self._lines.addWidget(row)

    def _head(self, text: str) -> None:
        head = heading(self._theme, text)
        head.setContentsMargins(0, self._theme.px(14), 0, 0)
        self._lines.addWidget(head)

    def _offer_more(self, left: int) -> None:
        more = QPushButton(self.tr("続きを見る（あと{n}件）").format(n=left))
        more.setObjectName("more_button")
        more.setAccessibleName(more.text())
        more.clicked.connect(lambda: self._ask(self._shown))
        self._lines.addSpacing(self._theme.px(8))
        self._lines.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _drop_foot(self) -> None:
        """The button and the space at the end give way to the next lines."""
        while self._lines.count():
            item = self._lines.itemAt(self._lines.count() - 1)
            widget = item.widget() if item is not None else None
            if isinstance(widget, HitRow | TitleRow):
                return
            self._lines.takeAt(self._lines.count() - 1)
            if widget is not None:
                widget.deleteLater()

    def _say_missing(self, found: Found) -> None:
        """What could not be searched is named, so that nobody takes silence for absence."""
        sentences = [
            (self.tr("文字情報がありません（スキャンなど。探せません）: {names}"), found.silent),
            (self.tr("文字情報が壊れていて、探しきれません: {names}"), found.doubtful),
            (self.tr("開けないため、探せません: {names}"), found.locked),
            (self.tr("まだ読み取り中です: {names}"), found.unread),
        ]
        lines = [sentence.format(names=self._names(named)) for sentence, named in sentences if named]
        self.missing.say(" · ".join(lines))
        self.missing.setVisible(bool(lines))

    def _names(self, named: tuple[Named, ...]) -> str:
        names = self.tr("、").join(each.material_title for each in named[:_NAMED])
        rest = len(named) - _NAMED
        return names if rest <= 0 else self.tr("{names} ほか{n}件").format(names=names, n=rest)
