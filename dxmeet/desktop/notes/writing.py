"""Type a sticky or a text on the page in a real text field, so that input methods work; what was typed is never dropped.

keys ─▶ the mark says 書いています ─ they rest ─▶ a note, or the note's new words ─▶ … ─ the field is left ─▶ one undo step
"""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetricsF, QInputMethodEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from dxmeet.desktop.notes.geometry import LINE_HEIGHT
from dxmeet.desktop.notes.layer import Place, Writing
from dxmeet.desktop.notes.notebook import Notebook
from dxmeet.desktop.notes.painting import NotePainter, text_font, text_size
from dxmeet.desktop.notes.tools import Style, sketch
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.tokens import LIGHT, NOTE_HEAD, NOTE_INK, PAPER
from dxmeet.domain.annotation import Box, Note, NoteKind
from dxmeet.domain.page import PageSize

_FINE = 8  # text is measured eight times as large, since fonts have whole pixels
_EDGE = 6.0  # points between a text and the page's right edge
_NARROWEST = 40.0  # points
_REST, _LONGEST = 1_000, 5_000  # ms: what was typed is saved when the keys rest, and at the latest after so long


class NoteEditor(QPlainTextEdit):
    """Committed by leaving it, Ctrl+Enter or Esc: who converts kana presses Esc to cancel that, and now and then once too
    often. ``edited``: other words, or the input method has begun or ended some."""

    committed = Signal()
    edited = Signal()

    def __init__(self, ground: QWidget) -> None:
        super().__init__(ground)
        self.composing = False
        """Whether the input method holds words that are not in the field yet."""
        self.textChanged.connect(self.edited)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        if self.composing is not bool(event.preeditString()):
            self.composing = not self.composing
            self.edited.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason):
            self.committed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape or (enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.committed.emit()
        else:
            super().keyPressEvent(event)


class NoteWriting(QObject):
    """At most one field is open; opening another, turning the page or closing the document commits it first."""

    hidden_altered = Signal(object)
    ended = Signal()

    def __init__(
        self,
        theme: Theme,
        notebook: Notebook,
        painter: NotePainter,
        ground: QWidget,
        page_size: Callable[[int], PageSize],
        placement: Callable[[int], Place | None],
    ) -> None:
        super().__init__(ground)
        self._theme = theme
        self._notebook = notebook
        self._painter = painter
        self._ground = ground
        self._page_size = page_size
        self._placement = placement
        self._editor: NoteEditor | None = None
        self._writing: Writing | None = None
        self._begun = False  # whether this field has made or changed its note already
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._longest = QTimer(self, singleShot=True, interval=_LONGEST)
        for timer in (self._rest, self._longest):
            timer.timeout.connect(self._keep_draft)

    @property
    def editor(self) -> NoteEditor | None:
        return self._editor

    def open(self, writing: Writing) -> None:
        self.commit()
        editor = NoteEditor(self._ground)
        editor.setObjectName("note_editor")
        sticky = writing.kind is NoteKind.STICKY
        editor.setAccessibleName(self.tr("付箋の文") if sticky else self.tr("文字"))
        editor.setPlaceholderText(self.tr("ここに書きます（Ctrl+Enter で確定）"))
        editor.setPlainText(writing.note.text if writing.note else "")
        editor.setFrameShape(QFrame.Shape.Box)
        editor.setTabChangesFocus(True)
        palette = QPalette(editor.palette())
        palette.setColor(QPalette.ColorRole.Base, QColor(LIGHT.note if sticky else PAPER))
        ink = QColor(NOTE_INK) if sticky else QColor(writing.style.color)
        palette.setColor(QPalette.ColorRole.Text, ink)
        palette.setColor(QPalette.ColorRole.PlaceholderText, QColor(NOTE_HEAD if sticky else LIGHT.ink3))
        editor.setPalette(palette)
        editor.committed.connect(self.commit)
        editor.edited.connect(self._edited)
        self._editor, self._writing, self._begun = editor, writing, False
        self.hidden_altered.emit(writing.note.id if writing.note else None)
        self.follow()
        editor.show()
        editor.setFocus()
        editor.moveCursor(editor.textCursor().MoveOperation.End)

    def follow(self) -> None:
        """Stay where the note is on the page when that scrolls or grows."""
        if self._editor is None or self._writing is None:
            return
        placement = self._placement(self._writing.page)
        if placement is None:
            return
        x, y = placement.to_canvas(*self._writing.at)
        if self._writing.kind is NoteKind.STICKY:
            font, width, height = self._theme.font("body"), self._painter.sticky_width() + 12, self._theme.px(110)
        else:
            font = text_font(self._theme.font("body"), self._size() * placement.scale)
            room = (self._page_size(self._writing.page).width - self._writing.at[0]) * placement.scale
            width, height = max(160, min(420, round(room))), max(64, font.pixelSize() * 4)
        self._editor.setFont(font)
        left = max(0, min(round(x), self._ground.width() - width))
        top = max(0, min(round(y), self._ground.height() - height))
        self._editor.setGeometry(left, top, width, height)

    def commit(self) -> None:
        """Make a note of what was typed; an emptied one is removed. Nothing happens when nothing is open."""
        editor, writing = self._editor, self._writing
        if editor is None or writing is None:
            return
        text, begun = editor.toPlainText().strip(), self._begun
        self._close()
        if text:
            self._keep(writing, text, goes_on=begun)
        elif writing.note is not None:
            self._notebook.change([writing.note], [], goes_on=begun)

    def _edited(self) -> None:
        if self._editor is None or self._writing is None:
            return
        kept = self._writing.note.text if self._writing.note else ""
        other = self._editor.toPlainText().strip() != kept
        self._notebook.tell_typing(other or self._editor.composing)
        if other:
            self._rest.start()
            if not self._longest.isActive():
                self._longest.start()

    def _keep_draft(self) -> None:
        """Save what was typed so far, and stay open; that an emptied note goes is decided by leaving it."""
        self._stop_waiting()
        editor, writing = self._editor, self._writing
        text = editor.toPlainText().strip() if editor is not None else ""
        if editor is None or writing is None or not text:
            return
        note = self._keep(writing, text, goes_on=self._begun)
        if note is not None and note is not writing.note:
            self._writing, self._begun = replace(writing, note=note), True
            self.hidden_altered.emit(note.id)
        self._edited()

    def _keep(self, writing: Writing, text: str, *, goes_on: bool) -> Note | None:
        """The note that has these words now; None where they make none."""
        if writing.note is None:
            return self._notebook.add(self._sketch(writing, text))
        if text == writing.note.text:
            return writing.note
        note = self._rewritten(writing.note, text)
        self._notebook.change([writing.note], [note], goes_on=goes_on)
        return note

    def _stop_waiting(self) -> None:
        self._rest.stop()
        self._longest.stop()

    def rewrite(self, note: Note, text: str) -> None:
        """Words typed elsewhere (the list of notes) go into ``note``; none remove it."""
        if not text.strip():
            self._notebook.remove(note)
        elif text.strip() != note.text:
            self._notebook.change([note], [self._rewritten(note, text.strip())])

    def _close(self) -> None:
        editor, self._editor, self._writing = self._editor, None, None
        self._stop_waiting()
        self._notebook.tell_typing(False)
        if editor is not None:
            editor.blockSignals(True)
            focused = editor.hasFocus()
            editor.hide()
            editor.deleteLater()
            self.hidden_altered.emit(None)
            if focused:
                self.ended.emit()

    def _size(self) -> float:
        assert self._writing is not None
        note = self._writing.note
        return text_size(note) if note else self._writing.style.width

    def _sketch(self, writing: Writing, text: str) -> Note:
        if writing.kind is NoteKind.STICKY:
            style = Style(LIGHT.note, 1.0)
            return sketch(writing.page, NoteKind.STICKY, style, at=writing.at, text=text)
        box = self._box(writing.page, writing.at, text, writing.style.width)
        return sketch(writing.page, NoteKind.TEXT, writing.style, box=box, text=text)

    def _rewritten(self, note: Note, text: str) -> Note:
        if note.kind is not NoteKind.TEXT or note.box is None:
            return replace(note, text=text)
        return replace(note, text=text, box=self._box(note.page, note.box[:2], text, text_size(note)))

    def _box(self, page: int, at: tuple[float, float], text: str, size: float) -> Box:
        """As wide as the longest line, but not over the page's right edge; as high as its lines."""
        metrics = QFontMetricsF(text_font(QFont(self._theme.font("body")), size * _FINE))
        room = max(_NARROWEST, self._page_size(page).width - at[0] - _EDGE)
        lines = 0
        widest = 0.0
        for paragraph in text.splitlines() or [""]:
            width = metrics.horizontalAdvance(paragraph) / _FINE + size * 0.2
            widest = max(widest, min(width, room))
            lines += max(1, -int(-width // room))
        return at[0], at[1], at[0] + max(widest, size), at[1] + lines * size * LINE_HEIGHT
