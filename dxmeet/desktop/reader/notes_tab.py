"""The list of notes in the side panel: found by words, kind and colour, and taken away as a PDF or as text."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dxmeet.desktop.notes.filtering import NoteFilter
from dxmeet.desktop.notes.panel import MaterialRow, NotesPanel, Row, rows_of
from dxmeet.desktop.notes.swatches import Swatches
from dxmeet.desktop.notes.words import ICONS, color_name, color_word, kind_name
from dxmeet.desktop.reader.controls import bar_icon, bar_style, icon_button
from dxmeet.desktop.rows import make_clearable, wrapped
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.wording import file_name
from dxmeet.domain.annotation import Note, NoteId, NoteKind
from dxmeet.domain.packet import Material, MaterialId


class NotesTab(QWidget):
    """``export_wanted(path, flat, signed)`` for a PDF, ``list_wanted(path, whole packet)`` for the list, ``marks_wanted`` for
    what the PDF itself carries, ``packet_wanted`` when the notes of all materials are to be shown,
    ``past_wanted(menu)`` when the moments one can go back to are asked for."""

    export_wanted = Signal(str, bool, bool)
    list_wanted = Signal(str, bool)
    marks_wanted = Signal()
    packet_wanted = Signal()
    past_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._ratio = self.devicePixelRatioF()
        self._swatches = Swatches(theme, self._ratio)
        self._filter = NoteFilter()
        self._shown: tuple[Sequence[Note], Callable[[int], int | None], datetime, NoteId | None] | None = None
        self._material: MaterialId | None = None
        self.title = ""
        """Of the material, for the name of what is written out."""
        self._chapters: Sequence[tuple[Material, Sequence[Note]]] = ()
        self.packet_button = self._packet_button()
        self.list = NotesPanel(theme)
        self.search_field = QLineEdit()
        self.search_field.setObjectName("note_search_field")
        self.search_field.setPlaceholderText(self.tr("書き込みを探す"))
        self.search_field.setAccessibleName(self.tr("書き込みを探す"))
        self.search_field.setFont(theme.font("control"))
        make_clearable(self.search_field)
        self.search_field.textChanged.connect(self._search)
        self.filter_button = self._menu_button("list-filter", self.tr("種類や色で絞る"), "note_filter_button")
        self.filter_button.setCheckable(True)
        self.out_button = self._menu_button("file-output", self.tr("書き込みを書き出す・前に戻す"), "note_out_button")
        self._filter_menu, self._out_menu = QMenu(self), QMenu(self)
        self._filter_menu.aboutToShow.connect(self._fill_filter)
        self.filter_button.setMenu(self._filter_menu)
        self.out_button.setMenu(self._out_menu)
        self._fill_out()
        self._said = QLabel()
        self._said.setFont(theme.font("small"))
        self._said.setWordWrap(True)
        self._said.setMargin(theme.px(8))
        self._said.hide()
        self._none = wrapped(theme, "", "control")
        self._none.setMargin(theme.px(14))
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._none)
        self._lay_out()

    def show_notes(
        self,
        notes: Sequence[Note],
        running: Callable[[int], int | None],
        today: datetime,
        chosen: NoteId | None,
        material: MaterialId | None = None,
    ) -> None:
        """The notes of the material being read; what the others have was given to ``show_packet``."""
        if material != self._material:
            self._material = material
            self._widen(self.packet_button.isChecked())
        self._shown = notes, running, today, chosen
        self._show()

    def show_packet(self, chapters: Sequence[tuple[Material, Sequence[Note]]]) -> None:
        self._chapters = chapters
        self._show()

    def say(self, words: str) -> None:
        """A line under the list: what became of an export."""
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def set_filter(self, wanted: NoteFilter) -> None:
        self._filter = wanted
        self.filter_button.setChecked(bool(wanted.kinds or wanted.colors))
        self._show()

    def _widen(self, whole: bool) -> None:
        if whole:
            self.packet_wanted.emit()
        else:
            self.show_packet(())

    def _show(self) -> None:
        if self._shown is None:
            return
        notes, running, today, chosen = self._shown
        rows = self._all_rows(today) if self._chapters else rows_of(self._found(notes), running, today)
        self._none.say(
            self.tr("当てはまる書き込みはありません。")
            if notes or self._chapters
            else self.tr("まだ書き込みはありません。ペンやマーカーを選び、ページの上で書きます。")
        )
        self._stack.setCurrentWidget(self.list if rows else self._none)
        self.list.show_notes(rows, chosen, self._material)

    def _found(self, notes: Sequence[Note]) -> Sequence[Note]:
        return [note for note in notes if self._filter.shows(note)] if self._filter else notes

    def _all_rows(self, today: datetime) -> list[Row]:
        """Of each material that has some; of the one being read as they are on the page at this moment."""
        rows: list[Row] = []
        for material, there in self._chapters:
            found = self._found(self._shown[0] if self._shown and material.id == self._material else there)
            found = [note for note in found if note.kind is not NoteKind.BOOKMARK]
            if found:
                rows += [MaterialRow(material.title, len(found)), *rows_of(found, lambda _page: None, today)]
        return rows

    @property
    def _all(self) -> list[Note]:
        """Everything that the list could show."""
        others = [note for material, there in self._chapters if material.id != self._material for note in there]
        return [*(self._shown[0] if self._shown else ()), *others]

    def _lay_out(self) -> None:
        theme = self._theme
        head = QWidget()
        head.setStyleSheet(bar_style(theme))
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.px(8), theme.px(6), theme.px(6), theme.px(4))
        row.setSpacing(theme.px(2))
        self.search_field.setMinimumHeight(theme.px(32))
        row.addWidget(self.search_field, 1)
        row.addWidget(self.filter_button)
        row.addWidget(self.out_button)
        beneath = QWidget()
        beneath.setStyleSheet(bar_style(theme))
        private = QHBoxLayout(beneath)
        private.setContentsMargins(theme.px(12), 0, theme.px(6), theme.px(6))
        private.setSpacing(theme.px(6))
        lock, words = QLabel(), wrapped(theme, self.tr("自分だけに見えます"), "small")
        words.setAlignment(Qt.AlignmentFlag.AlignVCenter)  # beside the button; two lines where its words are long
        lock.setPixmap(theme.icons.pixmap("lock", theme.px(14), "ink2", self._ratio))
        private.addWidget(lock)
        private.addWidget(words, 1)
        private.addWidget(self.packet_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(beneath)
        column.addWidget(self._stack, 1)
        column.addWidget(self._said)

    def _packet_button(self) -> QToolButton:
        button = QToolButton()
        button.setObjectName("packet_notes_button")
        button.setText(self.tr("会議の全資料"))
        button.setAccessibleName(self.tr("会議の全資料"))
        button.setToolTip(self.tr("この会議のすべての資料の書き込みを見せる"))
        button.setFont(self._theme.font("small"))
        button.setMinimumHeight(self._theme.px(32))
        edge = f"QToolButton {{ border-color: {self._theme.tokens.edge}; }}"
        ring = f"QToolButton:focus {{ border: 2px solid {self._theme.tokens.focus}; }}"
        button.setStyleSheet(f"{bar_style(self._theme)} {edge} {ring}")
        button.setCheckable(True)
        button.toggled.connect(self._widen)
        return button

    def _menu_button(self, icon: str, tip: str, name: str) -> QToolButton:
        button = icon_button(self._theme, tip, icon, tip, self._ratio, name=name)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _search(self, words: str) -> None:
        self.set_filter(NoteFilter(words, self._filter.kinds, self._filter.colors))

    def _fill_filter(self) -> None:
        """Only kinds and colours that occur."""
        menu, notes = self._filter_menu, self._all
        menu.clear()
        everything = QAction(self.tr("すべて見せる"), menu)
        everything.triggered.connect(lambda: self.set_filter(NoteFilter(self._filter.words)))
        menu.addAction(everything)
        menu.addSeparator()
        for kind in (each for each in NoteKind if any(note.kind is each for note in notes)):
            icon = bar_icon(self._theme, ICONS[kind], self._ratio)
            self._choice(
                menu, icon, kind_name(kind), kind in self._filter.kinds, lambda kind=kind: self._toggle_kind(kind)
            )
        menu.addSeparator()
        for color, name in {note.color.lower(): color_name(note) for note in notes if color_name(note)}.items():
            self._choice(
                menu,
                self._swatches.color(color),
                color_word(name),
                color in self._filter.colors,
                lambda color=color: self._toggle_color(color),
            )

    def _choice(self, menu: QMenu, icon: QIcon, name: str, chosen: bool, call: Callable[[], None]) -> None:
        action = QAction(icon, name, menu)
        action.setCheckable(True)
        action.setChecked(chosen)
        action.triggered.connect(lambda _checked=False: call())
        menu.addAction(action)

    def _toggle_kind(self, kind: NoteKind) -> None:
        self.set_filter(NoteFilter(self._filter.words, self._filter.kinds ^ {kind}, self._filter.colors))

    def _toggle_color(self, color: str) -> None:
        self.set_filter(NoteFilter(self._filter.words, self._filter.kinds, self._filter.colors ^ {color}))

    def _fill_out(self) -> None:
        ways: list[tuple[str, Callable[[], None]]] = [
            (self.tr("書き込みを付けたPDFを作る…"), lambda: self._ask_pdf(flat=False, signed=True)),
            (self.tr("名前と日時を付けずにPDFを作る…"), lambda: self._ask_pdf(flat=False, signed=False)),
            (self.tr("ページに焼き付けたPDFを作る…"), lambda: self._ask_pdf(flat=True, signed=True)),
            (self.tr("一覧をPDFまたは文字で書き出す…"), lambda: self._ask_list(whole=False)),
            (self.tr("会議の全資料の一覧を書き出す…"), lambda: self._ask_list(whole=True)),
        ]
        for name, call in ways:
            action = QAction(name, self._out_menu)
            action.triggered.connect(call)
            self._out_menu.addAction(action)
        self._out_menu.addSeparator()
        marks = QAction(self.tr("PDFに付いている書き込みを一覧に加える"), self._out_menu)
        marks.triggered.connect(self.marks_wanted)
        self._out_menu.addAction(marks)
        past = self._out_menu.addMenu(self.tr("書き込みをこの時点に戻す"))
        past.aboutToShow.connect(lambda: self.past_wanted.emit(past))

    def _ask_pdf(self, *, flat: bool, signed: bool) -> None:
        self._ask("PDF (*.pdf)", lambda path: self.export_wanted.emit(path, flat, signed))

    def _ask_list(self, *, whole: bool) -> None:
        self._ask(self.tr("PDF (*.pdf);;文字 (*.txt)"), lambda path: self.list_wanted.emit(path, whole))

    def _ask(self, kinds: str, chosen: Callable[[str], object]) -> None:
        """The system's own chooser, in its own window; the answer comes by signal."""
        chooser = QFileDialog(self, self.tr("書き出す場所"), "", kinds)
        chooser.setObjectName("file_dialog")
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix("pdf")
        chooser.selectFile(file_name(self.tr("{title}（書き込み）").format(title=self.title)))
        chooser.filterSelected.connect(partial(_name_after, chooser))
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.fileSelected.connect(chosen)
        chooser.open()


def _name_after(chooser: QFileDialog, kinds: str) -> None:
    """A name typed without an ending gets that of the kind that is chosen."""
    chooser.setDefaultSuffix("txt" if "*.txt" in kinds else "pdf")
