"""One run of the window: a file at once, or the way in and then a session."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dxmeet.desktop.appearance import Appearance
from dxmeet.desktop.desk import Desk, MakeView, make_reader
from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.main_window import MainWindow
from dxmeet.paths import resource

if TYPE_CHECKING:
    from dxmeet.desktop.session import Session
    from dxmeet.errors import DxmeetError
    from dxmeet.services.offered import Entrance, Services
    from dxmeet.services.unlocking import Unlocked

_WRITING = ("notes", "library")
"""Lanes that write what the person did: the place, notes, preferences."""

_PATIENCE = 5.0  # seconds


class Visit(QObject):
    """Holds what lives as long as the window. For a file nothing of a profile is touched until Home is asked for."""

    def __init__(
        self,
        frame: MainWindow,
        entrance: "Entrance",
        appearance: Appearance,
        runner: JobRunner,
        language: str = "",
        make_view: MakeView = make_reader,
    ) -> None:
        super().__init__(frame)
        self._frame = frame
        self._entrance = entrance
        self._appearance = appearance
        self._runner = runner
        self._language = language
        self._desk = Desk(frame, runner, appearance.theme, appearance.language, make_view)
        self._session: Session | None = None
        self._services: Services | None = None
        self._own = False
        self._desk.left.connect(self.knock)
        self._runner.trouble.connect(frame.show_trouble)

    def open_file(self, file: Path) -> None:
        """Straight into the reader; nothing is recorded."""
        files = self._entrance.files
        self._desk.open(lambda key, glimpse: files.open(file, password=key.password, glimpse=glimpse), file.name)
        self._desk.await_page()

    def knock(self, why: "DxmeetError | None" = None) -> None:
        """Ask the entrance, unless somebody is in already. ``why`` is said at the door."""
        if self._session is not None:
            return
        from dxmeet.desktop.unlocking.door import DoorScreen

        self._desk.put_away()
        door = DoorScreen(self._appearance.theme, self._runner, self._entrance.unlocking)
        door.entered.connect(self._enter)
        self._frame.add_screen("door", door, covering=True)
        self._frame.show_screen("door")
        door.ask(why)

    def begin(self, services: "Services") -> None:
        """Into a profile that is open already; whoever opened it closes it."""
        from dxmeet.desktop.session import Session

        self._services = services
        self._session = Session(
            self._frame, self._desk, services, self._appearance, self._runner, resource("licences"), self._language
        )
        self._session.shut.connect(self._leave)
        self._session.enter()

    def show(self, screen: str) -> None:
        """One of the session's screens by name; nothing before somebody is in."""
        if self._session is not None:
            self._session.show(screen)

    def read(self, material: str) -> None:
        """Open a material of the session in the reader."""
        if self._session is not None:
            self._session.open(material)

    def close(self) -> None:
        """Save the place, finish what has begun, end the helper processes."""
        if self._session is not None:
            self._session.close()
        else:
            self._desk.put_away()
        if self._services is not None:
            self._services.let_go()  # a file server that hangs does not keep the window from closing
        for lane in _WRITING:
            self._runner.drain(lane, _PATIENCE)
        self._runner.close()
        if self._services is not None and self._own:
            self._services.close()
        self._entrance.close()

    def _leave(self, why: "DxmeetError") -> None:
        """The profile was locked or forgotten by another hand: nothing of it stays on the screen."""
        if self._session is None:
            return
        self._session.close()
        self._session.deleteLater()
        self._session = None
        for lane in _WRITING:
            self._runner.drain(lane, _PATIENCE)
        if self._services is not None and self._own:
            self._services.close()
        self._services = None
        self._desk.dress(self._appearance.theme, self._appearance.language)
        self._frame.dress(self._appearance.theme, None, admin=False)
        self.knock(why)

    def _enter(self, unlocked: "Unlocked") -> None:
        self._own = True
        self.begin(self._entrance.enter(unlocked))
