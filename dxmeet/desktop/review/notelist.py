"""わたしの書き込み: those in doubt first, each with what can be decided about it; then the tray, moved, and kept."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dxmeet.desktop.notes.words import heading as note_heading
from dxmeet.desktop.review.grip import Grip
from dxmeet.desktop.review.tray import OldPlacePicture
from dxmeet.desktop.review.words import OUTCOME_ICONS, doubt, outcome_word, way
from dxmeet.desktop.rows import Row, cut_label, figures, label, picture, rule, wrapped
from dxmeet.desktop.theme import Theme
from dxmeet.domain.annotation import Note, NoteId, Outcome
from dxmeet.services.reviewing import OldPlace

_ORDER = (Outcome.REVIEW, Outcome.UNPLACED, Outcome.MOVED, Outcome.KEPT)


class NoteList(QWidget):
    """``chosen``, ``accepted``, ``left_behind``, ``placing`` with a note's id; ``all_accepted`` for every one in doubt.

    A row that is dragged away: ``taken`` with the note's id, ``moved`` and ``let_go`` with the pointer on the screen.
    """

    chosen = Signal(str)
    accepted = Signal(str)
    left_behind = Signal(str)
    placing = Signal(str)
    all_accepted = Signal()
    taken = Signal(str)
    moved = Signal(QPointF)
    let_go = Signal(QPointF)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("review_notes")
        self._theme = theme
        self._places: dict[NoteId, OldPlace] = {}
        self._head = label(theme, "", "body", bold=True)
        self._area = QScrollArea()
        self._area.setAccessibleName(self.tr("わたしの書き込み"))
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        column.setSpacing(theme.px(6))
        column.addWidget(self._head)
        column.addWidget(self._area, 1)

    def lacks_picture(self, note: Note) -> bool:
        return note.id not in self._places

    def show_old_place(self, note: Note, place: OldPlace | None) -> None:
        """From the next ``show_notes`` on, where the note waits for a place; None: nobody has a picture of it."""
        if place is not None:
            self._places[note.id] = place

    def show_notes(self, notes: Sequence[Note], chosen: NoteId | None) -> None:
        self._head.setText(self.tr("わたしの書き込み {n}件").format(n=len(notes)))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(4))
        for outcome in _ORDER:
            some = [note for note in notes if note.anchor.carried and note.anchor.carried.outcome is outcome]
            column.addWidget(self._group_head(outcome, len(some)))
            for note in some:
                column.addWidget(self._row(note, outcome))
                if note.id == chosen:
                    column.addWidget(self._decisions(note, outcome))
            if outcome is Outcome.REVIEW and len(some) > 1:
                column.addWidget(
                    self._button(self.tr("すべて点線の場所に付ける"), "accept_all_button", self.all_accepted)
                )
            column.addWidget(rule())
        column.addStretch(1)
        if self._area.widget():  # one of its rows may be what is pressed or dragged at this moment
            self._area.takeWidget().deleteLater()
        self._area.setWidget(inner)

    def _group_head(self, outcome: Outcome, count: int) -> QWidget:
        icon, tone = OUTCOME_ICONS[outcome]
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, self._theme.px(4), 0, self._theme.px(2))
        line.addWidget(picture(self._theme, icon, tone, 18))
        line.addWidget(label(self._theme, outcome_word(outcome), "body", tone if count else "ink2", bold=count > 0))
        line.addStretch(1)
        line.addWidget(figures(self._theme, str(count), "body", tone if count else "ink2", bold=count > 0))
        return box

    def _row(self, note: Note, outcome: Outcome) -> QWidget:
        words = note_heading(note)
        row = Row(self._theme, f"{words} {way(note)}")
        row.setObjectName(f"note_{note.id}")
        line = QHBoxLayout()
        line.addWidget(cut_label(self._theme, words, "control"), 1)
        line.addWidget(label(self._theme, way(note), "small", "ink2"))
        column = QVBoxLayout()
        column.addLayout(line)
        if outcome is Outcome.UNPLACED and note.id in self._places:
            column.addWidget(OldPlacePicture(self._theme, note, self._places[note.id]))
        row.columns.addLayout(column, 1)
        row.setToolTip(self.tr("つかんで新しい版のページへ動かせます"))
        row.clicked.connect(lambda: self.chosen.emit(note.id))
        grip = Grip(row)
        grip.taken.connect(lambda _place: self.taken.emit(note.id))  # pyright: ignore[reportUnknownLambdaType]
        grip.moved.connect(self.moved)
        grip.let_go.connect(self.let_go)
        return row

    def _decisions(self, note: Note, outcome: Outcome) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(self._theme.px(8), 0, 0, self._theme.px(8))
        column.setSpacing(self._theme.px(6))
        if doubt(note):
            column.addWidget(wrapped(self._theme, doubt(note), "small"))
        if outcome is Outcome.REVIEW:
            accept = self._button(self.tr("ここに付ける"), "accept_button", self.accepted, note)
            accept.setProperty("primary", True)
            accept.setIcon(self._theme.icons.icon("check", "on_accent"))
            column.addWidget(accept)
        line = QHBoxLayout()
        line.addWidget(self._button(self.tr("場所を選ぶ"), "place_button", self.placing, note))
        if outcome is not Outcome.UNPLACED:
            line.addWidget(self._button(self.tr("前の版に残す"), "leave_button", self.left_behind, note))
        column.addLayout(line)
        return box

    def _button(self, words: str, name: str, signal: SignalInstance, note: Note | None = None) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAccessibleName(words)
        button.setFont(self._theme.font("control"))
        button.setMinimumHeight(self._theme.px(32))
        chosen = () if note is None else (note.id,)
        button.clicked.connect(lambda: emit(signal, *chosen))
        return button


def emit(signal: SignalInstance, *arguments: str) -> None:
    """``clicked`` brings its own argument along; this one does not take it."""
    signal.emit(*arguments)
