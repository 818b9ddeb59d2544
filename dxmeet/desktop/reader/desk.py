"""The notes of the open material on the canvas: notebook, layer and typing, opened and closed together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.notes.remembered import Remembered
from dxmeet.desktop.reader.canvas import PageCanvas
from dxmeet.desktop.reader.rendering import PageRenderer
from dxmeet.desktop.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from dxmeet.desktop.notes.layer import NoteLayer, Writing
    from dxmeet.desktop.notes.notebook import Notebook
    from dxmeet.desktop.notes.outlet import NoteOutlet
    from dxmeet.desktop.notes.writing import NoteWriting
    from dxmeet.domain.annotation import Box, Note, NoteId
    from dxmeet.domain.packet import Material
    from dxmeet.domain.page import Word
    from dxmeet.services.annotating import Annotating
    from dxmeet.services.opened import Opened

_LISTED = 120  # ms after the last change before the list shows it


class NoteDesk(QObject):
    """Signals: ``changed(Changes)``; ``notes_altered`` the list is another; ``unsaved(count)`` refused steps, of this
    material and of those left before."""

    changed = Signal(object)
    notes_altered = Signal()
    unsaved = Signal(int)
    said = Signal(str)

    def __init__(
        self,
        theme: Theme,
        runner: JobRunner,
        canvas: PageCanvas,
        renderer: PageRenderer,
        clock: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.notebook: Notebook | None = None
        self.layer: NoteLayer | None = None
        self.writing: NoteWriting | None = None
        self._theme = theme
        self._runner = runner
        self._canvas = canvas
        self._renderer = renderer
        self._clock = clock
        self._kept: list[Notebook] = []
        self._listing = QTimer(self, singleShot=True, interval=_LISTED)
        self._listing.timeout.connect(self._alter)
        self.remembered = Remembered(self)
        self._outlet: NoteOutlet | None = None
        canvas.installEventFilter(self)
        canvas.about_to_turn.connect(self.commit)
        canvas.turned.connect(self._turned)
        canvas.moved.connect(self._follow)
        canvas.rescaled.connect(self._follow)

    def open(self, opened: Opened, annotating: Annotating | None) -> None:
        """Nothing is kept for a file opened from disk: then there is no layer."""
        if annotating is None or opened.material is None or opened.revision is None:
            return
        from dxmeet.desktop.notes.layer import NoteLayer  # a file opened from disk does without, and is there sooner
        from dxmeet.desktop.notes.notebook import Notebook
        from dxmeet.desktop.notes.outlet import NoteOutlet
        from dxmeet.desktop.notes.painting import NotePainter
        from dxmeet.desktop.notes.writing import NoteWriting

        pages, painter = opened.document.pages, NotePainter(self._theme)
        notebook = Notebook(annotating, opened.material, opened.revision, self._runner, self._clock)
        layer = NoteLayer(notebook, painter, pages, self)
        ground = self._canvas.viewport()
        writing = NoteWriting(
            self._theme, notebook, painter, ground, lambda page: pages[page - 1], self._canvas.placement
        )
        self.notebook, self.layer, self.writing = notebook, layer, writing
        layer.selection.page = self._canvas.page
        self._outlet = NoteOutlet(annotating, notebook, opened.material.id, opened.revision.id, self._runner, layer)
        self._outlet.said.connect(self.said)
        self._kept.append(notebook)
        self._connect(notebook, layer, writing)
        self._canvas.overlays.insert(0, layer)
        self._canvas.targets.insert(0, layer)
        self._show_cursor()
        notebook.load()

    def _connect(self, notebook: Notebook, layer: NoteLayer, writing: NoteWriting) -> None:
        notebook.replaced.connect(self._alter_later)
        notebook.changed.connect(self.changed)
        notebook.restored.connect(self._canvas.turn_to)
        notebook.state_altered.connect(self._count_unsaved)
        layer.dirty.connect(self._canvas.update_box)
        layer.writing_wanted.connect(self._write)
        layer.chosen_altered.connect(self.notes_altered)
        layer.tool_altered.connect(self._show_cursor)
        layer.words_wanted.connect(self._fetch_words)
        writing.hidden_altered.connect(self._hide)
        writing.ended.connect(self._canvas.setFocus)

    def close(self) -> None:
        """Commit what is being typed; what the database has refused is tried once more and otherwise kept."""
        self.commit()
        if self.layer is not None:
            self.layer.cancel()
            self._canvas.overlays.remove(self.layer)
            self._canvas.targets.remove(self.layer)
            self.layer.deleteLater()
        if self.writing is not None:
            self.writing.deleteLater()
        if self.notebook is not None and self.notebook.unsaved:
            self.notebook.save_again()
        self.notebook = self.layer = self.writing = self._outlet = None
        self.said.emit("")
        self._canvas.viewport().unsetCursor()

    def commit(self) -> None:
        if self.writing is not None:
            self.writing.commit()
        if self.layer is not None:
            self.layer.cancel()

    def export(self, path: str, flat: bool, signed: bool) -> None:
        if self._outlet is not None:
            self._outlet.export(path, flat, signed)

    def write_list(self, path: str, whole: bool) -> None:
        if self._outlet is not None:
            self._outlet.write_list(path, whole)

    def bring_in(self) -> None:
        if self._outlet is not None:
            self._outlet.bring_in()

    def gather(self, done: Callable[[list[tuple[Material, list[Note]]]], object]) -> None:
        """The notes of the whole packet; nothing where there is none."""
        if self._outlet is not None:
            self._outlet.gather(done)

    def fill_past(self, menu: QMenu) -> None:
        if self._outlet is not None:
            self._outlet.fill_past(menu)

    def save_again(self) -> None:
        for notebook in list(self._kept):
            notebook.save_again()

    def undo(self) -> None:
        if self.notebook is not None and self.notebook.can_undo:
            self.notebook.undo()

    def redo(self) -> None:
        if self.notebook is not None and self.notebook.can_redo:
            self.notebook.redo()

    def go_to(self, note: Note) -> None:
        """Turn to the note's page and choose it."""
        self._canvas.turn_to(note.page)
        place = self._canvas.placement(note.page)
        if self.layer is not None and place is not None:
            self.layer.put_down()
            self.layer.choose(note)
            self._canvas.reveal(self.layer.covered(note, place.scale), note.page)

    def remove(self, note: Note) -> None:
        if self.notebook is not None and self.layer is not None:
            self.layer.choose(None)
            self.notebook.remove(note)

    def remove_chosen(self) -> None:
        if self.layer is not None:
            self.layer.remove_chosen()

    def take_tool(self, letter: str, *, keep: bool = False) -> bool:
        """Whether ``letter`` is a tool's or a favourite's key, and there is something to write on.

        ``keep``: the tool in hand becomes that favourite.
        """
        if self.layer is None:
            return False
        from dxmeet.desktop.notes import favourites

        number = favourites.FAVOURITE_KEYS.find(letter) + 1
        if number:
            (favourites.keep if keep else favourites.take)(self.layer, self.remembered, number)
        return bool(number) or (not keep and self.layer.take(letter))

    def duplicate(self) -> None:
        if self.layer is not None:
            self.layer.selection.duplicate()

    def paste(self) -> None:
        if self.layer is not None:
            self.layer.selection.paste()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        up = event.type() == QEvent.Type.KeyRelease
        if up and isinstance(event, QKeyEvent) and not event.isAutoRepeat() and self.layer is not None:
            self.layer.let_go(event.text().upper())
        return False

    def mark(self, page: int, boxes: Sequence[Box], quote: str) -> Note | None:
        """A marker over selected text, in the marker's colour; None where there is nothing to write on."""
        return self.layer.mark(page, boxes, quote) if self.layer is not None and boxes else None

    def rewrite(self, note: Note, text: str) -> None:
        if self.writing is not None:
            self.writing.rewrite(note, text)

    def cancel(self) -> bool:
        """Esc: give up what is being drawn, else put the tool down, else let go of the chosen note; whether there was any."""
        layer = self.layer
        if layer is None:
            return False
        if layer.cancel():
            return True
        if layer.put_down():
            return True
        if layer.selection:
            layer.choose(None)
            return True
        return False

    def _alter_later(self, before: object, after: object) -> None:
        """The list of notes waits until the pen is up: a page may have thousands."""
        self._listing.start()

    def _alter(self) -> None:
        if self.layer is not None and self.layer.busy:
            self._listing.start()
        else:
            self.notes_altered.emit()

    def _write(self, writing: Writing) -> None:
        if self.writing is not None:
            if self.writing.editor is not None:
                self.writing.commit()  # a press beside the open field ends it, and opens no other
                return
            self.writing.open(writing)

    def _hide(self, note: NoteId | None) -> None:
        if self.layer is not None:
            self.layer.hide(note)

    def _turned(self, page: int) -> None:
        if self.layer is not None:
            self.layer.selection.page = page

    def _follow(self) -> None:
        if self.writing is not None:
            self.writing.follow()

    def _show_cursor(self) -> None:
        if self.layer is not None:
            self._canvas.viewport().setCursor(self.layer.cursor())

    def _fetch_words(self, page: int) -> None:
        layer = self.layer
        if layer is None:
            return

        def received(words: list[Word]) -> None:
            layer.words[page] = words
            layer.dirty.emit(page, None)

        self._renderer.fetch(lambda document: document.words(page), received)

    def _count_unsaved(self) -> None:
        self._kept = [each for each in self._kept if each is self.notebook or each.busy]
        self.unsaved.emit(sum(each.unsaved for each in self._kept))
