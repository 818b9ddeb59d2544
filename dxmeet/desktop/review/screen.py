"""差し替えの確認: old and new side by side, what differs tinted and in words, my notes and what can be decided about them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from dxmeet.desktop.keys import WindowKey
from dxmeet.desktop.review.frame import ReviewFrame
from dxmeet.desktop.review.placing import Placing
from dxmeet.desktop.review.words import sentence
from dxmeet.desktop.theme import Theme
from dxmeet.domain.anchoring import came_from
from dxmeet.domain.annotation import Note, NoteId, Outcome
from dxmeet.domain.pagematch import PageMatch, PagePair
from dxmeet.domain.surroundings import extent

if TYPE_CHECKING:
    from dxmeet.domain.differing import Difference
    from dxmeet.domain.page import Pixels
    from dxmeet.services.reviewing import OldPlace, Review


class ReviewScreen(ReviewFrame):
    """Shows a Review and tells what is wanted; ``pair_requested`` asks for pictures and differences of the shown pair."""

    back_requested = Signal()
    pair_requested = Signal(object)
    accept_requested = Signal(object)
    leave_requested = Signal(object)
    place_requested = Signal(object, int, QPointF)
    old_requested = Signal()
    new_requested = Signal()
    undo_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setObjectName("review_screen")
        self._review: Review | None = None
        self._pair: PagePair | None = None
        self._differences: Sequence[Difference] = ()
        self._chosen: Note | None = None
        self._waiting: Review | None = None
        self._placing = Placing(theme, self, self._named)
        self._connect()
        self._say_hint()

    def show_review(self, review: "Review") -> None:
        """From the beginning: at the first note in doubt, else at the first change."""
        self._review = review
        self.packet_label.setText(review.packet.title)
        self.title_label.setText(review.material.title)
        self.editions_label.setText(self.tr("{a}版 → {b}版").format(a=review.editions[0], b=review.editions[1]))
        self.page_strip.show_pairs(review.pages)
        doubtful = self._of(Outcome.REVIEW) or self._of(Outcome.UNPLACED)
        changed = next((i for i, pair in enumerate(review.pages) if not pair.identical), 0)
        QTimer.singleShot(0, lambda: self._choose(doubtful[0].id) if doubtful else self._show_pair(changed))
        self._tell()

    def update_review(self, review: "Review") -> None:
        """After a decision: the same pages, the notes as they are now. Not under the hand of one who drags a note."""
        if self._placing.under_way:
            self._waiting = review
            return
        self._review = review
        kept = self._chosen.id if self._chosen else None
        self._chosen = next((note for note in review.notes if note.id == kept), None)
        if self._chosen is not None and self._outcome(self._chosen) not in (Outcome.REVIEW, Outcome.UNPLACED):
            later = self._of(Outcome.REVIEW)
            if later:
                self._choose(later[0].id)
        self._tell()

    def show_picture(self, pair: PagePair, *, new: bool, pixels: "Pixels") -> None:
        if pair == self._pair:
            (self.new_pane if new else self.old_pane).sheet.show_picture(pixels)

    def show_differences(self, pair: PagePair, found: "Sequence[Difference]") -> None:
        if pair == self._pair:
            self._differences = found
            self.difference_list.show_differences(found, pair)
            self._mark()
            if self._chosen is None and found:
                self._go_to_first(found)

    def show_old_places(self, found: "Sequence[tuple[Note, OldPlace | None]]") -> None:
        """Pictures of where the notes of the tray were."""
        for note, place in found:
            self.notes.show_old_place(note, place)
        if not self._placing.under_way:
            self._tell()

    @property
    def scales(self) -> tuple[float, float]:
        """Logical pixels a point of the two shown pages, old and new."""
        return self.old_pane.sheet.scale, self.new_pane.sheet.scale

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.back_requested)
        self.back_button.setShortcut(QKeySequence(WindowKey.BACK.value))  # the window's own leads Home
        self.old_button.clicked.connect(self.old_requested)
        self.new_button.clicked.connect(self.new_requested)
        self.previous_button.clicked.connect(lambda: self._step(-1, _is_other))
        self.next_button.clicked.connect(lambda: self._step(1, _is_other))
        self.page_strip.chosen.connect(self._show_pair)
        self.notes.chosen.connect(self._choose)
        self.notes.accepted.connect(self._accept)
        self.notes.left_behind.connect(self._leave)
        self.notes.all_accepted.connect(lambda: self.accept_requested.emit(self._of(Outcome.REVIEW)))
        self.notes.placing.connect(self._begin_placing)
        self._placing.begun.connect(self._make_room)
        self._placing.ended.connect(self._end_placing)
        self._placing.put.connect(self._put)
        self._placing.left.connect(self._put_in_tray)
        self._placing.page_wanted.connect(self._turn_to)
        self._placing.turned.connect(self._turn)
        for one, other in ((self.old_pane, self.new_pane), (self.new_pane, self.old_pane)):
            one.area.verticalScrollBar().valueChanged.connect(other.area.verticalScrollBar().setValue)
            one.area.horizontalScrollBar().valueChanged.connect(other.area.horizontalScrollBar().setValue)
        self.undo_button.clicked.connect(self.undo_requested)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(self.undo_requested)
        self._give_up = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._give_up.activated.connect(self._placing.cancel)
        self._give_up.setEnabled(False)
        for each in (undo, self._give_up):
            each.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _show_pair(self, index: int, *, keep: bool = False) -> None:
        if self._review is None or not 0 <= index < len(self._review.pages):
            return
        if not keep:
            self._chosen = None
            self._placing.cancel()
        self._pair = pair = self._review.pages[index]
        self._differences = ()
        self.page_strip.mark(index)
        self.difference_list.show_differences(None, pair)
        document = self._review.old_document
        self.old_pane.show_side(self._review.editions[0], pair.old, document.pages if document else None)
        self.new_pane.show_side(self._review.editions[1], pair.new, self._review.new_document.pages)
        self._mark()
        if not keep:
            self.notes.show_notes(self._review.notes, None)
        self.pair_requested.emit(pair)

    def _mark(self) -> None:
        if self._review is None or self._pair is None:
            return
        old = [box for each in self._differences for box in each.old_boxes]
        new = [box for each in self._differences for box in each.new_boxes]
        here = [note for note in self._review.notes if self._outcome(note) is not Outcome.UNPLACED]
        on_new = [note for note in here if note.page == self._pair.new]
        before = [came_from(note) for note in self._review.notes]
        on_old = [note for note in before if note.page == self._pair.old and note.revision == self._review.old]
        chosen = self._chosen if self._chosen in on_new else None
        first = came_from(self._chosen) if self._chosen else None
        self.old_pane.sheet.show_marks(old, on_old, first if first in on_old else None)
        self.new_pane.sheet.show_marks(new, on_new, chosen)

    def _choose(self, id_: str) -> None:
        if self._review is None:
            return
        self._placing.cancel()
        note = self._named(NoteId(id_))
        if note is None or note.anchor.carried is None:
            return
        self._chosen = note
        placed = self._outcome(note) is not Outcome.UNPLACED
        place = (note.page, True) if placed else (note.anchor.carried.page, False)
        index = next(
            (i for i, pair in enumerate(self._review.pages) if (pair.new if place[1] else pair.old) == place[0]), 0
        )
        self._show_pair(index, keep=True)
        self.notes.show_notes(self._review.notes, note.id)
        (self.new_pane if placed else self.old_pane).go_to(extent(note))

    def _go_to_first(self, found: "Sequence[Difference]") -> None:
        first = next((each for each in found if each.new_boxes or each.old_boxes), None)
        if first is not None:
            pane, boxes = (self.new_pane, first.new_boxes) if first.new_boxes else (self.old_pane, first.old_boxes)
            pane.go_to(boxes[0])

    def _accept(self, id_: str) -> None:
        self.accept_requested.emit([note for note in self.review_notes if note.id == id_])

    def _leave(self, id_: str) -> None:
        self.leave_requested.emit([note for note in self.review_notes if note.id == id_])

    def _begin_placing(self, id_: str) -> None:
        """Where the note goes is pointed at, or said with the keys."""
        note = self._named(NoteId(id_))
        if note is not None:
            self._placing.begin(note)
            self.hint_label.say(
                self.tr(
                    "新しい版の、付けたい場所を押します。矢印キーで動かし、Enterで置くこともできます。Escでやめます。"
                )
            )

    def _make_room(self, note: Note) -> None:
        """There is a page on the right to put it on: the nearest one, where the page shown is gone."""
        if self._pair is not None and self._pair.new is None and not self._turn(-1):
            self._turn(1)
        self._give_up.setEnabled(True)
        self.hint_label.say(
            self.tr(
                "新しい版の、付けたい場所で放します。ほかのページは上の番号に重ねます。この一覧で放すと前の版に残します。"
            )
        )

    def _end_placing(self) -> None:
        self._give_up.setEnabled(False)
        self._say_hint()
        if self._waiting is not None:
            review, self._waiting = self._waiting, None
            QTimer.singleShot(0, lambda: self.update_review(review))

    def _say_hint(self) -> None:
        self.hint_label.say(self.tr("書き込みはつかんで動かせます。決めなくても会議は続けられます。"))

    def _put(self, note: Note, place: QPointF) -> None:
        if self._pair is not None and self._pair.new is not None:
            self._chosen = note
            self.place_requested.emit(note, self._pair.new, place)

    def _put_in_tray(self, note: Note) -> None:
        if self._outcome(note) is not Outcome.UNPLACED:
            self.leave_requested.emit([note])

    def _turn_to(self, index: int) -> None:
        if self._review is not None and self._review.pages[index].new is not None:
            self._show_pair(index, keep=True)
            self._placing.rescale()

    def _turn(self, way: int) -> bool:
        """Another page, while a note is under way."""
        return self._step(way, _is_there, keep=True)

    def _step(self, way: int, wanted: Callable[[PagePair], bool], *, keep: bool = False) -> bool:
        """Show the next pair of pages that is wanted, that way; whether there is one."""
        if self._review is None or self._pair is None:
            return False
        pages = self._review.pages
        at = pages.index(self._pair)
        order = range(at + way, len(pages) if way > 0 else -1, way)
        found = next((i for i in order if wanted(pages[i])), None)
        if found is not None:
            self._show_pair(found, keep=keep)
            self._placing.rescale()
        return found is not None

    def _tell(self) -> None:
        if self._review is not None:
            self.undo_button.setEnabled(self._review.undoable)
            self.sentence_label.say(sentence(self._review.summary))
            self.notes.show_notes(self._review.notes, self._chosen.id if self._chosen else None)
            self._mark()

    @property
    def review_notes(self) -> Sequence[Note]:
        return self._review.notes if self._review else ()

    def _named(self, id_: NoteId) -> Note | None:
        return next((note for note in self.review_notes if note.id == id_), None)

    def _of(self, outcome: Outcome) -> list[Note]:
        return [note for note in self.review_notes if self._outcome(note) is outcome]

    @staticmethod
    def _outcome(note: Note) -> Outcome | None:
        return note.anchor.carried.outcome if note.anchor.carried else None


def _is_there(pair: PagePair) -> bool:
    """In the new version."""
    return pair.new is not None


def _is_other(pair: PagePair) -> bool:
    return pair.match is not PageMatch.SAME
