"""見比べ: one pane, or two side by side that go together or each by itself; one of them has the keys."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from dxmeet.desktop.reader.controls import upright_line
from dxmeet.desktop.reader.pane import Pane
from dxmeet.desktop.theme import Theme


class Panes(QWidget):
    """``attended(pane)`` when another one has the keys; ``added(pane)`` the second; ``unsaved(count)`` steps the database has refused. The second is made when it is first wanted, and then kept: what
    it could not save is still in its hands."""

    attended = Signal(object)
    added = Signal(object)
    unsaved = Signal(int)

    def __init__(self, theme: Theme, first: Pane, make_pane: Callable[[], Pane]) -> None:
        super().__init__()
        self._make_pane = make_pane
        self.first = first
        self.second: Pane | None = None
        self.pane = self.first
        self.linked = False
        self._apart = 0
        self._refused: dict[Pane, int] = {}
        self._following = False
        self._line = upright_line(theme)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.first, 1)
        self._row.addWidget(self._line)
        self._line.hide()
        self._attach(self.first)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    @property
    def comparing(self) -> bool:
        return self.second is not None and not self.second.isHidden()

    @property
    def all(self) -> list[Pane]:
        return [self.first] if self.second is None else [self.first, self.second]

    @property
    def other(self) -> Pane:
        """Where the keys do not go; the same one where there is no other."""
        if not self.comparing or self.second is None:
            return self.first
        return self.first if self.pane is self.second else self.second

    def unfold(self) -> Pane:
        """Make room for a second document at the right, and give it the keys."""
        if self.second is None:
            self.second = self._make_pane()
            self._attach(self.second)
            self._row.addWidget(self.second, 1)
            self.added.emit(self.second)
        self.second.show()
        self._line.show()
        for pane in self.all:
            pane.title.show()
        self.first.title.close_button.hide()  # the first is what stays
        self.attend(self.second)
        return self.second

    def fold(self) -> None:
        """Only the pane that has the keys stays; its document becomes the first one's only if it was."""
        self.linked = False
        if self.second is not None:
            self.second.leave()
            self.second.hide()
        self._line.hide()
        self.first.title.hide()
        self.attend(self.first)

    def attend(self, pane: Pane) -> None:
        """The keys go to ``pane``."""
        changed, self.pane = pane is not self.pane, pane
        for each in self.all:
            each.title.show_attended(each is pane)
        if changed:
            self.attended.emit(pane)

    def change_over(self) -> None:
        """The keys go to the other pane."""
        self.other.canvas.setFocus()

    def link(self, on: bool) -> None:
        """From now on they turn, scroll and grow together, as many pages apart as they are now."""
        self.linked = on and self.comparing
        if self.linked and self.second is not None:
            self._apart = self.second.canvas.page - self.first.canvas.page
            self._follow(self.pane)

    def _attach(self, pane: Pane) -> None:
        pane.desk.unsaved.connect(partial(self._count_unsaved, pane))
        pane.desk.changed.connect(partial(self._share_notes, pane))
        pane.turned.connect(lambda: self._follow(pane))
        pane.canvas.moved.connect(lambda: self._follow(pane))
        pane.canvas.look_chosen.connect(lambda: self._follow(pane))

    def _count_unsaved(self, pane: Pane, count: int) -> None:
        self._refused[pane] = count
        self.unsaved.emit(sum(self._refused.values()))

    def reload_notes(self, materials: Collection[str], but: Pane | None = None) -> None:
        """Show what is in the database now of the notes of these."""
        for pane in self.all:
            if pane is not but and pane.desk.notebook is not None and pane.desk.notebook.material in materials:
                pane.desk.notebook.load()

    def _share_notes(self, pane: Pane, _changes: object) -> None:
        """Two places of one material show the same notes."""
        self.reload_notes([pane.here.material], but=pane)

    def _follow(self, leader: Pane) -> None:
        """Whoever was moved by the reader leads; what moves because of that does not."""
        if not self.linked or self._following or self.second is None:
            return
        self._following = True
        follower = self.first if leader is self.second else self.second
        apart = self._apart if follower is self.second else -self._apart
        if follower.canvas.look != leader.canvas.look:
            follower.canvas.set_look(leader.canvas.look)
        follower.canvas.turn_to(min(max(1, leader.canvas.page + apart), max(1, follower.canvas.pages)))
        if not leader.canvas.arrangement.continuous:
            _scroll_like(leader, follower)
        self._following = False

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.comparing:
            for pane in self.all:
                if pane.isAncestorOf(now):
                    self.attend(pane)


def _scroll_like(leader: Pane, follower: Pane) -> None:
    """To the same part of the page, whatever its size."""
    for bar, other in (
        (leader.canvas.verticalScrollBar(), follower.canvas.verticalScrollBar()),
        (leader.canvas.horizontalScrollBar(), follower.canvas.horizontalScrollBar()),
    ):
        if bar.maximum() > 0:
            other.setValue(round(bar.value() / bar.maximum() * other.maximum()))
