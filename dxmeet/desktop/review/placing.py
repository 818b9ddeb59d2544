"""Where a note is taken up and how it is put down: by a drag from either page or from the list, or by the page's keys."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent

from dxmeet.desktop.review.dragging import NoteDrag
from dxmeet.desktop.review.frame import ReviewFrame
from dxmeet.desktop.review.grip import Grip
from dxmeet.desktop.review.pagepane import PageSheet, middle_of
from dxmeet.desktop.theme import Theme
from dxmeet.domain.annotation import Note, NoteId

_STEP, _FINE = 8.0, 1.0  # points by an arrow key, and with Shift


class Placing(QObject):
    """``put(note, place)`` in points of the page on the right; ``left(note)`` when it was let go over the list of notes;
    ``page_wanted(index)`` and ``turned(way)`` when another page is to be shown meanwhile.

    ``begun(note)`` comes before anything is shown, so that there can be a page to put it on; ``ended`` however it ended.
    """

    put = Signal(object, QPointF)
    left = Signal(object)
    page_wanted = Signal(int)
    turned = Signal(int)
    begun = Signal(object)
    ended = Signal()

    def __init__(self, theme: Theme, frame: ReviewFrame, named: Callable[[NoteId], Note | None]) -> None:
        """``named`` gives a note as it is now."""
        super().__init__(frame)
        self._sheet, self._named = frame.new_pane.sheet, named
        self._bring = partial(frame.sides.bring, frame.new_pane)
        self._drag = NoteDrag(theme, frame)
        self._by_keys = False
        self._drag.put.connect(self.put)
        self._drag.left.connect(self.left)
        self._drag.page_wanted.connect(self.page_wanted)
        self._drag.ended.connect(self._end)
        for sheet in (frame.old_pane.sheet, frame.new_pane.sheet):
            self._hold(sheet)
        frame.notes.taken.connect(self._take_row)
        frame.notes.moved.connect(self._drag.move)
        frame.notes.let_go.connect(self._drag.let_go)
        self._sheet.pointed.connect(self._drag.let_go)
        self._sheet.hovered.connect(self._drag.move)
        self._sheet.key_pressed.connect(self._key)

    @property
    def under_way(self) -> bool:
        return self._drag.note is not None

    def begin(self, note: Note) -> None:
        """By pointing or with the keys: it stands on the page on the right until it is put down."""
        self.cancel()
        self._bring()
        self.begun.emit(note)
        sheet = self._sheet
        seen = QPointF(sheet.visibleRegion().boundingRect().center()) / sheet.scale
        self._by_keys = True
        sheet.choose_place(True)
        self._drag.begin(note, sheet.scale, QPointF())
        self._drag.stand(middle_of(note) if sheet.shows(note) else seen)
        self._drag.nudge(0, 0)
        sheet.lift(note.id)

    def rescale(self) -> None:
        """Another page is shown on the right."""
        place = self._drag.standing
        self._drag.rescale(self._sheet.scale)
        if self._by_keys:
            self._drag.stand(place)

    def cancel(self) -> None:
        self._drag.cancel()

    def _hold(self, sheet: PageSheet) -> None:
        grip = Grip(sheet, lambda place: not self._by_keys and sheet.note_at(place) is not None)

        def take(place: QPointF) -> None:
            shown = sheet.note_at(place)
            if shown is not None:
                self._start(shown.id, place / sheet.scale - sheet.middle_shown(shown))

        grip.taken.connect(take)
        grip.moved.connect(self._drag.move)
        grip.let_go.connect(self._drag.let_go)

    def _take_row(self, id_: str) -> None:
        self._bring()
        self._start(NoteId(id_), QPointF())

    def _start(self, id_: NoteId, grip: QPointF) -> None:
        note = self._named(id_)
        if note is not None:
            self.cancel()
            self.begun.emit(note)
            self._drag.begin(note, self._sheet.scale, grip)
            self._sheet.lift(note.id)

    def _key(self, event: QKeyEvent) -> None:
        step = _FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
        ways = {
            Qt.Key.Key_Left: (-step, 0.0),
            Qt.Key.Key_Right: (step, 0.0),
            Qt.Key.Key_Up: (0.0, -step),
            Qt.Key.Key_Down: (0.0, step),
        }
        key = Qt.Key(event.key())
        if key in ways:
            self._drag.nudge(*ways[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._drag.put_down()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        else:
            event.ignore()

    def _end(self) -> None:
        if self._by_keys:
            self._by_keys = False
            self._sheet.choose_place(False)
        self._sheet.lift(None)
        self.ended.emit()
