"""差し替えの確認: old and new side by side, what differs tinted and in words, my notes and what can be decided about them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from dxmeet.desktop.review.frame import ReviewFrame
from dxmeet.desktop.review.pagepane import PagePane
from dxmeet.desktop.review.words import sentence
from dxmeet.desktop.theme import Theme
from dxmeet.domain.anchoring import came_from
from dxmeet.domain.annotation import Note, NoteId, Outcome
from dxmeet.domain.pagematch import PageMatch, PagePair
from dxmeet.domain.surroundings import extent

if TYPE_CHECKING:
    from dxmeet.domain.differing import Difference
    from dxmeet.domain.page import Pixels
    from dxmeet.services.reviewing import Review


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
        self._placing: Note | None = None
        self._scales = (1.0, 1.0)
        self._connect()

    def show_review(self, review: "Review") -> None:
        """From the beginning: at the first note in doubt, else at the first change."""
        self._review = review
        self.packet_label.setText(review.packet.title)
        self.title_label.setText(review.material.title)
        self.editions_label.setText(self.tr("{a}版 → {b}版").format(a=review.editions[0], b=review.editions[1]))
        self.page_strip.show_pairs(review.pages)
        doubtful = self._of(Outcome.REVIEW) or self._of(Outcome.UNPLACED)
        if doubtful:
            QTimer.singleShot(0, lambda: self._choose(doubtful[0].id))
        else:
            changed = next((i for i, pair in enumerate(review.pages) if not pair.identical), 0)
            QTimer.singleShot(0, lambda: self._show_pair(changed))
        self._tell()

    def update_review(self, review: "Review") -> None:
        """After a decision: the same pages, the notes as they are now."""
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

    @property
    def scales(self) -> tuple[float, float]:
        """Logical pixels a point of the two shown pages, old and new."""
        return self._scales

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.back_requested)
        self.old_button.clicked.connect(self.old_requested)
        self.new_button.clicked.connect(self.new_requested)
        self.previous_button.clicked.connect(lambda: self._step(-1))
        self.next_button.clicked.connect(lambda: self._step(1))
        self.page_strip.chosen.connect(self._show_pair)
        self.notes.chosen.connect(self._choose)
        self.notes.accepted.connect(self._accept)
        self.notes.left_behind.connect(self._leave)
        self.notes.all_accepted.connect(lambda: self.accept_requested.emit(self._of(Outcome.REVIEW)))
        self.notes.placing.connect(self._begin_placing)
        self.new_pane.sheet.pointed.connect(self._place)
        for one, other in ((self.old_pane, self.new_pane), (self.new_pane, self.old_pane)):
            one.area.verticalScrollBar().valueChanged.connect(other.area.verticalScrollBar().setValue)
            one.area.horizontalScrollBar().valueChanged.connect(other.area.horizontalScrollBar().setValue)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.undo_requested)

    def _show_pair(self, index: int, *, keep: bool = False) -> None:
        if self._review is None or not 0 <= index < len(self._review.pages):
            return
        if not keep:
            self._chosen = None
            self._end_placing()
        self._pair = pair = self._review.pages[index]
        self._differences = ()
        self.page_strip.mark(index)
        self.difference_list.show_differences(None, pair)
        old = self._show_side(self.old_pane, self._review.old_document, pair.old, self._review.editions[0])
        new = self._show_side(self.new_pane, self._review.new_document, pair.new, self._review.editions[1])
        self._scales = (old, new)
        self._mark()
        if not keep:
            self.notes.show_notes(self._review.notes, None)
        self.pair_requested.emit(pair)

    def _show_side(self, pane: PagePane, document: object, page: int | None, edition: int) -> float:
        pane.title.setText(self.tr("{n}版").format(n=edition))
        pane.place.setText(self.tr("{n}ページ").format(n=page) if page else "")
        if page is None:
            pane.say_absent(self.tr("この版にはないページです"))
            return 1.0
        pages = getattr(document, "pages", None)
        if pages is None:
            pane.say_absent(self.tr("前の版は保存期間が過ぎ、端末から消えています"))
            return 1.0
        return pane.show_page(pages[page - 1])

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
        self._end_placing()
        note = next((each for each in self._review.notes if each.id == NoteId(id_)), None)
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
        pane, scale = (self.new_pane, self._scales[1]) if placed else (self.old_pane, self._scales[0])
        pane.go_to(extent(note), scale)

    def _go_to_first(self, found: "Sequence[Difference]") -> None:
        for each in found:
            if each.new_boxes:
                self.new_pane.go_to(each.new_boxes[0], self._scales[1])
                return
            if each.old_boxes:
                self.old_pane.go_to(each.old_boxes[0], self._scales[0])
                return

    def _accept(self, id_: str) -> None:
        self.accept_requested.emit(self._named(id_))

    def _leave(self, id_: str) -> None:
        self.leave_requested.emit(self._named(id_))

    def _begin_placing(self, id_: str) -> None:
        """The next press on the new page puts the note there."""
        note = self._named(id_)
        if not note:
            return
        if self._pair is not None and self._pair.new is None and self._review is not None:
            nearest = next((i for i, pair in enumerate(self._review.pages) if pair.new is not None), 0)
            self._show_pair(nearest, keep=True)
        self._placing = note[0]
        self.new_pane.sheet.choosing = True
        self.new_pane.sheet.setCursor(Qt.CursorShape.CrossCursor)
        self.hint_label.say(self.tr("右のページの、付けたい場所を押してください。ほかのページは上の番号で選べます。"))

    def _end_placing(self) -> None:
        self._placing = None
        self.new_pane.sheet.choosing = False
        self.new_pane.sheet.unsetCursor()
        self.hint_label.say(self.tr("決めなくても会議は続けられます。前の版はいつでも読めます。"))

    def _place(self, at: QPointF) -> None:
        if self._placing is not None and self._pair is not None and self._pair.new is not None:
            note, self._placing = self._placing, None
            self._end_placing()
            self.place_requested.emit(note, self._pair.new, at)

    def _step(self, way: int) -> None:
        if self._review is None or self._pair is None:
            return
        pages = self._review.pages
        at = pages.index(self._pair)
        order = range(at + way, len(pages) if way > 0 else -1, way)
        found = next((i for i in order if pages[i].match is not PageMatch.SAME), None)
        if found is not None:
            self._show_pair(found)

    def _tell(self) -> None:
        if self._review is not None:
            self.sentence_label.say(sentence(self._review.summary))
            self.notes.show_notes(self._review.notes, self._chosen.id if self._chosen else None)
            self._mark()

    def _named(self, id_: str) -> list[Note]:
        return [note for note in self._review.notes if note.id == id_] if self._review else []

    def _of(self, outcome: Outcome) -> list[Note]:
        return [note for note in self._review.notes if self._outcome(note) is outcome] if self._review else []

    @staticmethod
    def _outcome(note: Note) -> Outcome | None:
        return note.anchor.carried.outcome if note.anchor.carried else None
