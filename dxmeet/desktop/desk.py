"""The reader in the window: a document is laid on it, a password asked for where needed, and it is put away again."""

from collections.abc import Callable, Collection, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from dxmeet.desktop.jobs import Job, JobRunner
from dxmeet.desktop.main_window import MainWindow
from dxmeet.desktop.opening import Opening, Opens
from dxmeet.desktop.password import PasswordPrompt
from dxmeet.desktop.printing.windows import PrintWindows
from dxmeet.desktop.reader.folding import page_height
from dxmeet.desktop.theme import Theme
from dxmeet.desktop.waiting import WaitingNotice

if TYPE_CHECKING:
    from dxmeet.desktop.reader.first_sight import FirstSight
    from dxmeet.domain.packet import MaterialId
    from dxmeet.services.annotating import Annotating
    from dxmeet.services.opened import Opened
    from dxmeet.services.printing import Printing
    from dxmeet.services.reading import Reading

_BREATH = 1
"""Milliseconds between two steps: what is sent with 0 is done before the keys and the pen are looked at."""
MakeView = Callable[[Theme, JobRunner], Iterator[Any]]
"""The steps in which a ReaderView is made, the view last; between two of them the window can answer. A test may make
something simpler."""


def make_reader(theme: Theme, runner: JobRunner) -> Iterator[Any]:
    """Imported only when something is opened: Home is on the screen without it."""
    from dxmeet.desktop.reader.pane import Pane
    from dxmeet.desktop.reader.view import ReaderView

    pane = Pane(theme, runner)
    yield pane
    yield ReaderView(theme, runner, first=pane)


def load_reader(_progress: object = None) -> None:
    """Everything ``make_reader`` and the first document import: 60 ms in which the window could not answer."""
    for part in ("reader.view", "reader.furniture", "notes.layer", "notes.writing"):
        import_module(f"dxmeet.desktop.{part}")


class Desk(QObject):
    """``left(home)`` when the reader wants back, to Home or to where it was opened from; ``material_requested`` for another one, ``changed`` with Changes,
    ``laid`` with the Opened that is on it now, ``remembered`` with the favourite tools when they are others."""

    left = Signal(bool)
    material_requested = Signal(str)
    changed = Signal(object)
    laid = Signal(object)
    remembered = Signal(str)

    def __init__(
        self, frame: MainWindow, runner: JobRunner, theme: Theme, language: str, make_view: MakeView = make_reader
    ) -> None:
        super().__init__(frame)
        self._frame = frame
        self._runner = runner
        self._theme = theme
        self._language = language
        self._make_view = make_view
        self._view: Any = None
        self._steps: Iterator[Any] | None = None
        self._made: Any = None  # the newest step
        self._sight: FirstSight | None = None
        self._laid = False
        self._title = ""  # of the window while the reader shows
        self._keepable = False
        self._reading: Reading | None = None
        self._annotating: Annotating | None = None
        self._printing: Printing | None = None
        self._remembered = ""
        self._prints = PrintWindows(frame, runner)
        self._prints.changed.connect(self.changed)
        self._notice: WaitingNotice | None = None
        frame.full_screen_changed.connect(self._fill_screen)
        self._opening = Opening(runner, self)
        self._opening.opened.connect(self._arrived)
        self._opening.password_needed.connect(self._ask_password)
        self._opening.failed.connect(self._tell)
        self._opening.waiting.connect(self._say_waiting)

    def attach(self, reading: "Reading", annotating: "Annotating", printing: "Printing") -> None:
        """From now on materials are opened: places are remembered, notes can be written, and it can be printed."""
        self._reading, self._annotating, self._printing = reading, annotating, printing

    def remember(self, favourites: str) -> None:
        """The favourite tools that the profile has kept."""
        self._remembered = favourites
        if self._view is not None:
            self._view.remembered.text = favourites

    def dress(self, theme: Theme, language: str) -> None:
        """The frame was built anew: the next document gets a new view."""
        self.put_away()
        self._theme, self._language, self._view, self._made, self._steps = theme, language, None, None, None

    def warm_up(self) -> None:
        """While nothing is asked for: load what a document needs, then build the view."""
        self._load_then(lambda: self._build_then(lambda: None))

    def await_page(self) -> None:
        """Show the reader; in a new window the page that is being opened comes first, and the reader is built behind it."""
        if self._view is not None:
            self._frame.show_screen("reader")
            return
        from dxmeet.desktop.reader.first_sight import FirstSight

        self._sight = FirstSight(self._theme)
        self._sight.seen.connect(self._lay_behind, Qt.ConnectionType.QueuedConnection)
        self._frame.add_screen("sight", self._sight, covering=True, folds=True)
        self._frame.show_screen("sight")

    def prepare(self) -> None:
        """Build the view before the first document arrives."""
        if self._view is not None:
            return
        for made in self._begun():
            self._made = made
        self._view, self._made, self._steps = self._made, None, None
        self._view.remembered.text = self._remembered
        self._view.remembered.altered.connect(self._remember)
        self._view.left.connect(self.left)
        self._view.material_requested.connect(self.material_requested)
        self._view.changed.connect(self.changed)
        self._view.seen.connect(self._record)
        self._view.full_screen_requested.connect(self._frame.set_full_screen)
        self._view.print_requested.connect(self._print)
        self._view.attended.connect(self._entitle)
        self._frame.add_screen("reader", self._view, covering=True, folds=True)

    def open(self, call: Opens, name: str = "", *, keepable: bool = False) -> None:
        """``keepable``: a password that is asked for can be kept."""
        self._keepable = keepable
        self._frame.strip.hide()
        self._opening.open(call, name, self._page_height())

    def prepared(self) -> Any:
        """The view, to be told what to show of a material that will be opened."""
        self.prepare()
        return self._view

    def reload_notes(self, materials: "Collection[MaterialId]") -> None:
        """Others than the reader have changed the notes of these."""
        if self._laid:
            self._view.reload_notes(materials)

    def add_strip(self, strip: QWidget) -> None:
        """Something to say under the reader's head; gone with the view."""
        self._view.frame.add_strip(strip)

    def put_away(self) -> None:
        """Save the place and release the document; what is still being opened is no longer wanted."""
        self._opening.forget()
        self._drop_sight()
        self._prints.put_away()
        if self._laid:
            self._laid = False
            self._view.leave()
            self._frame.setWindowTitle("dxmeet")

    def close(self) -> None:
        """At the end: what is being printed is no longer wanted, either."""
        self.put_away()
        self._prints.close()

    def _arrived(self, opened: "Opened") -> None:
        if self._sight is not None and opened.glimpse is not None:
            self._sight.show_page(opened)  # and _lay follows once it is seen
        else:
            self._lay(opened)

    def _lay_behind(self, opened: "Opened") -> None:
        """The page is seen: load the rest on another thread, and build it in steps, so that the window answers meanwhile."""

        def lay() -> None:
            if self._sight is not None:
                self._lay(opened)

        self._load_then(lambda: self._build_then(lay))

    def _begun(self) -> Iterator[Any]:
        """The view that is being made."""
        if self._steps is None:
            self._steps = self._make_view(self._theme, self._runner)
        return self._steps

    def _build_then(self, then: Callable[[], None]) -> None:
        """A step of the view, and the next when the window has answered to what happened meanwhile."""

        def build() -> None:
            self.prepare()
            QTimer.singleShot(_BREATH, self, then)

        if self._view is None and self._steps is None:
            self._made = next(self._begun())
        QTimer.singleShot(_BREATH, self, build)

    def _load_then(self, then: Callable[[], None]) -> None:
        job = Job(load_reader, quiet=True)
        job.done.connect(then)
        self._runner.start(job, "reader")

    def _drop_sight(self) -> None:
        if self._sight is not None:
            self._sight = None
            self._frame.drop_screen("sight")

    def _remember(self, favourites: str) -> None:
        self._remembered = favourites
        self.remembered.emit(favourites)

    def _say_waiting(self, on: bool) -> None:
        if self._notice is not None:
            self._notice.deleteLater()
        self._notice = WaitingNotice(self._theme, self._frame) if on else None

    def _record(self, opened: "Opened") -> None:
        """It is on the screen: that is what counts as opened."""
        reading = self._reading
        if reading is not None and opened.material is not None:
            job = Job(lambda _progress: reading.seen(opened))
            job.done.connect(self.changed)
            self._runner.start(job, "notes")

    def _lay(self, opened: "Opened") -> None:
        self.prepare()
        material = opened.material is not None
        self._view.show_opened(
            opened,
            reading=self._reading if material else None,
            annotating=self._annotating if material else None,
            language=self._language,
        )
        self._laid = True
        self._frame.show_screen("reader")
        self._frame.drop_screen("password")
        self._drop_sight()
        self._entitle(opened)
        self.laid.emit(opened)
        if opened.changes:
            self.changed.emit(opened.changes)

    def _entitle(self, opened: "Opened") -> None:
        title = opened.material.title if opened.material is not None else opened.document.name
        meeting = f"{opened.packet.title} " if opened.packet is not None else ""
        self._title = f"{meeting}{title} ― dxmeet"
        self._frame.setWindowTitle(self._title)

    def _print(self) -> None:
        """The print window of what is being read; one window a material."""
        opened = self._view.pane.opened
        if opened is not None and opened.material is not None and self._printing is not None:
            self._prints.show(self._theme, self._printing, opened, self._view.canvas.page)

    def _page_height(self) -> int:
        """What a page fitted into this window is high, in its pixels: what the first picture is drawn at."""
        frame = self._frame
        return round(page_height(frame.width(), frame.height(), self._theme.percent) * frame.devicePixelRatioF())

    def _fill_screen(self, wanted: bool) -> None:
        if self._view is not None and self._laid:
            self._view.set_full_screen(wanted)

    def _ask_password(self, name: str, wrong: bool) -> None:
        prompt = PasswordPrompt(self._theme, name, wrong=wrong, keepable=self._keepable)
        prompt.given.connect(self._opening.try_password)
        prompt.declined.connect(self._decline)
        self._frame.add_screen("password", prompt, covering=True)
        self._frame.show_screen("password")
        self._frame.setWindowTitle(f"{name} ― dxmeet")
        self._drop_sight()
        prompt.password_field.setFocus()

    def _decline(self) -> None:
        """Back to what is being read, if anything is."""
        self._opening.forget()
        self._frame.drop_screen("password")
        if self._laid:
            self._frame.show_screen("reader")
            self._frame.setWindowTitle(self._title)
        else:
            self.left.emit(False)

    def _tell(self, error: object) -> None:
        self._frame.show_trouble(error)  # pyright: ignore[reportArgumentType] - Opening.failed carries DxmeetErrors
        if self._sight is not None:
            self.prepare()
            self._frame.show_screen("reader")
            self._drop_sight()
        if not self._frame.current:
            self.left.emit(True)
