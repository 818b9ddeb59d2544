"""One document being read: its canvas, its notes, its page bar and its place. The reader has one, or two to compare."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dxmeet.desktop.images import image_of
from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.reader.canvas import PageCanvas
from dxmeet.desktop.reader.caret import TextCaret
from dxmeet.desktop.reader.controls import TitleLabel, bar_style, icon_button, keyed, level_rule, painted_ground
from dxmeet.desktop.reader.desk import NoteDesk
from dxmeet.desktop.reader.links import PageLinks
from dxmeet.desktop.reader.pagebar import PageBar
from dxmeet.desktop.reader.pictures import Picture
from dxmeet.desktop.reader.place import PlaceKeeper, running_pages
from dxmeet.desktop.reader.rendering import PageRenderer
from dxmeet.desktop.reader.selecting import TextSelection
from dxmeet.desktop.reader.speaking import PageSpeech
from dxmeet.desktop.reader.trail import Place, Trail
from dxmeet.desktop.theme import Theme
from dxmeet.domain.annotation import NoteKind

if TYPE_CHECKING:
    from dxmeet.desktop.reader.finding import Finder
    from dxmeet.domain.annotation import Box, Note, NoteId
    from dxmeet.domain.page import Link
    from dxmeet.services.annotating import Annotating
    from dxmeet.services.opened import Opened
    from dxmeet.services.reading import Reading


def now() -> datetime:
    return datetime.now(UTC)


class PaneTitle(QWidget):
    """While two are compared: which material this is, bold and underlined where the keys go."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setFixedHeight(theme.px(32))
        self._theme = theme
        self._label = TitleLabel(theme, "control", bold=False)
        self.close_button = icon_button(
            theme, self.tr("閉じる"), "x", keyed(self.tr("見比べをやめる"), "F7"), self.devicePixelRatioF(), name="close_pane_button"
        )  # fmt: skip
        self.setStyleSheet(bar_style(theme))
        self._line = QWidget(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), 0, theme.px(4), 0)
        row.addWidget(self._label)
        row.addStretch(1)
        row.addWidget(self.close_button)
        self.show_attended(False)

    def show_title(self, title: str) -> None:
        self._label.setText(title)
        self._label.updateGeometry()

    def show_attended(self, on: bool) -> None:
        painted_ground(self, self._theme, "accent_tint" if on else "window")
        painted_ground(self._line, self._theme, "accent" if on else "rule")
        self._label.setFont(self._theme.font("control", bold=on))
        self._label.updateGeometry()

    def resizeEvent(self, event: object) -> None:
        thick = self._theme.px(3)
        self._line.setGeometry(0, self.height() - thick, self.width(), thick)


class Pane(QWidget):
    """Signals: ``turned(page)``; ``seen(Opened)`` once a page of what was ``unseen`` is on the screen; ``jumped`` when the trail has grown or been followed; ``changed(Changes)``;
    ``left(address)`` when a link leads out of the document."""

    turned = Signal(int)
    seen = Signal(object)
    jumped = Signal()
    changed = Signal(object)
    left = Signal(str)

    def __init__(self, theme: Theme, runner: JobRunner, clock: Callable[[], datetime] = now) -> None:
        super().__init__()
        self.opened: Opened | None = None
        self.unseen: Opened | None = None
        self.trail = Trail()
        self.renderer = PageRenderer(runner, self)
        self.canvas = PageCanvas(theme, self.renderer)
        self.page_bar = PageBar(theme)
        self.title = PaneTitle(theme)
        self.place = PlaceKeeper(runner, self)
        self.speech = PageSpeech(self.canvas, self.renderer)
        self.links = PageLinks(theme, self.canvas, self.renderer)
        self.canvas.overlays.append(self.links)
        self.canvas.targets.append(self.links)
        self.desk = NoteDesk(theme, runner, self.canvas, self.renderer, clock, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addWidget(self.canvas, 1)
        column.addWidget(level_rule(theme))
        column.addWidget(self.page_bar)
        self.title.hide()
        self._theme, self._runner, self._column = theme, runner, column
        self.selection = TextSelection(theme, self.renderer, self.canvas, self)
        self.caret = TextCaret(theme, self.canvas, self.selection, self)
        self._finder: Finder | None = None
        self._sought: NoteId | None = None
        self._connect()

    def _connect(self) -> None:
        canvas, bar = self.canvas, self.page_bar
        canvas.turned.connect(self._turned)
        canvas.painted.connect(self._tell_seen)
        canvas.rescaled.connect(self._rescaled)
        canvas.look_chosen.connect(self.place.looked)
        bar.turn_requested.connect(canvas.turn)
        bar.page_chosen.connect(self.jump_to)
        bar.zoom_requested.connect(canvas.zoom_by)
        bar.fit_chosen.connect(canvas.set_fit)
        bar.look_chosen.connect(canvas.set_look)
        bar.field_left.connect(canvas.setFocus)
        self.links.followed.connect(self._follow)
        self.desk.changed.connect(self.changed)
        self.place.changed.connect(self.changed)

    @property
    def here(self) -> Place:
        material = self.opened.material if self.opened else None
        return Place(material.id if material else "", self.canvas.page)

    def take(self, opened: Opened, *, reading: Reading | None, annotating: Annotating | None) -> None:
        """Another document in place of the former one; ``show_page`` puts it on the screen."""
        self.leave()
        self.renderer.open(opened.document)
        if opened.glimpse is not None:
            request, pixels = opened.glimpse
            self.renderer.cache.put(Picture(request, image_of(pixels)), opened.page)
            opened = replace(opened, glimpse=None)  # a megabyte that nobody looks at any more
        self.opened = opened
        self.place.open(opened, reading)
        self.links.forget()
        self.desk.open(opened, annotating)
        if self._finder is not None:
            self._finder.open(opened)
        self.selection.open(opened)
        name = opened.material.title if opened.material else opened.document.name
        self.setAccessibleName(name)
        self.title.show_title(name)

    def show_page(self, page: int) -> None:
        """The document taken, at ``page``, as it was last looked at."""
        if self.opened is not None:
            self.canvas.show_document(self.opened.document, page, self.opened.look)
            self._turned(self.canvas.page)

    def leave(self) -> None:
        """Write down the place and what is being typed, close the document, and free its pictures."""
        self.unseen = None
        if self.opened is None:
            return
        if self._finder is not None:
            self._finder.close()
        self.caret.leave()
        self.selection.close()
        self.desk.close()
        self.place.close()
        self.canvas.clear()
        self.renderer.close()
        self.opened = None

    def jump_to(self, page: int, box: Box | None = None) -> None:
        """Turn to ``page`` and bring ``box`` (points) into sight, so that 戻る leads back here."""
        here = self.here
        if self.canvas.turn_to(page):
            self.trail.leave(here)
            self.jumped.emit()
        if box is not None:
            self.canvas.reveal(box, page)

    def find_words(self, text: str = "") -> None:
        """Ctrl+F: the bar for finding words; with ``text``, those words marked."""
        from dxmeet.desktop.reader.findbar import FindBar  # most documents are read without
        from dxmeet.desktop.reader.finding import Finder

        if self.opened is None:
            return
        if self._finder is None:
            bar = FindBar(self._theme)
            self._column.insertWidget(1, bar)
            self._finder = Finder(self._runner, self.canvas, bar, self.jump_to, self)
            self._finder.open(self.opened)
        self._finder.show(text)

    def find_next(self, direction: int) -> None:
        if self._finder is not None:
            self._finder.step(direction)

    def go_to_note(self, note: Note) -> None:
        """Turn to the note's page and choose it."""
        self.jump_to(note.page)
        self.desk.go_to(note)

    def seek_note(self, note: NoteId) -> None:
        """The same by its id, as soon as it has been read from the database."""
        if self.desk.notebook is not None:
            self._sought = note
            self.desk.notebook.replaced.connect(self._find_sought)

    def _find_sought(self, _before: object, after: Iterable[Note]) -> None:
        found = next((each for each in after if each.id == self._sought), None)
        if found is not None:
            self._sought = None
            self.go_to_note(found)

    def toggle_bookmark(self) -> None:
        """Put a しおり at the page being read, or take it out."""
        notebook, page = self.desk.notebook, self.canvas.page
        if notebook is None:
            return
        from dxmeet.desktop.notes.tools import ToolKind, first_style, sketch

        there = [note for note in notebook.on_page(page) if note.kind is NoteKind.BOOKMARK]
        if there:
            notebook.remove(*there)
        else:
            notebook.add(sketch(page, NoteKind.BOOKMARK, first_style(ToolKind.SELECT)))

    def rename_bookmark(self, note: Note, text: str) -> None:
        if self.desk.notebook is not None and text.strip() != note.text:
            self.desk.notebook.change([note], [replace(note, text=text.strip())])

    def turn_view(self, degrees: int) -> None:
        """Turn what is seen clockwise; the document stays as it is."""
        look = self.canvas.look
        self.canvas.set_look(replace(look, rotation=(look.rotation + degrees) % 360))

    def _follow(self, link: Link) -> None:
        if link.uri:
            self.left.emit(link.uri)
        else:
            box = None if link.top is None else (0.0, link.top, 0.0, link.top)
            self.jump_to(link.page, box)

    def _tell_seen(self) -> None:
        seen, self.unseen = self.unseen, None
        if seen is not None:
            self.seen.emit(seen)

    def _turned(self, page: int) -> None:
        opened = self.opened
        self.place.turned(page)
        last = running_pages(opened.packet) if opened and opened.packet else 0
        self.page_bar.show_place(page, self.canvas.pages, self.place.running(page), last)
        self._rescaled()
        self.turned.emit(page)

    def _rescaled(self) -> None:
        self.page_bar.show_look(self.canvas.zoom, self.canvas.look)
