"""One run of the window: a file at once, or the way in and then a session."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dxmeet.desktop.appearance import Appearance
from dxmeet.desktop.desk import Desk, MakeView, make_reader
from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.main_window import MainWindow
from dxmeet.desktop.pressing import EnterPresses
from dxmeet.paths import resource

if TYPE_CHECKING:
    from dxmeet.desktop.session import Session
    from dxmeet.desktop.unlocking.deeds import Deed
    from dxmeet.desktop.unlocking.door import DoorScreen
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
        self._let_go: Callable[[], None] | None = None  # of the services that are being closed behind the door
        self._desk.left.connect(self.knock)
        self._runner.trouble.connect(frame.show_trouble)
        EnterPresses(self)

    def open_file(self, file: Path) -> None:
        """Straight into the reader; nothing is recorded."""
        files = self._entrance.files
        self._desk.open(
            lambda key, glimpse, progress: files.open(file, password=key.password, glimpse=glimpse, progress=progress),
            file.name,
        )
        self._desk.await_page()

    def knock(self) -> None:
        """Ask the entrance, unless somebody is in already."""
        if self._session is None:
            self._desk.put_away()
            self._show_door().ask()

    def begin(self, services: "Services") -> None:
        """Into a profile that is open already; whoever opened it closes it."""
        from dxmeet.desktop.session import Session

        self._services = services
        self._session = Session(
            self._frame, self._desk, services, self._appearance, self._runner, resource("licences"), self._language
        )
        self._session.shut.connect(self._leave)
        self._session.deed_requested.connect(self._leave_for)
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
        elif self._let_go is not None:
            self._let_go()
        for lane in _WRITING:
            self._runner.drain(lane, _PATIENCE)
        self._runner.close()
        if self._services is not None and self._own:
            self._services.close()
        self._entrance.close()

    def _leave(self, why: "DxmeetError") -> None:
        """The profile was locked or forgotten by another hand: nothing of it stays on the screen."""
        if self._session is not None:
            shut = self._put_out()
            self._show_door().ask(why, shut)

    def _leave_for(self, deed: "Deed") -> None:
        """Something is to be done to the whole profile, and nobody may be in it then."""
        if self._session is not None:
            shut = self._put_out(deed.farewell)
            self._show_door().carry_out(deed, shut)

    def _put_out(self, farewell: "Callable[[Services], None] | None" = None) -> Callable[[], None]:
        """End the session at once; the answer ends, elsewhere, what its jobs are still at, then closes its services."""
        services, session = self._services, self._session
        assert services is not None
        assert session is not None
        session.close()
        session.deleteLater()
        for lane in _WRITING:
            self._runner.drain(lane, _PATIENCE)
        services.let_go()
        self._session, self._services, self._let_go = None, None, services.let_go
        shut = partial(_shut, services, self._runner.retire(), farewell, close=self._own)
        self._desk.dress(self._appearance.theme, self._appearance.language)
        self._frame.dress(self._appearance.theme, None, admin=False)
        return shut

    def _show_door(self) -> "DoorScreen":
        from dxmeet.desktop.unlocking.door import DoorScreen

        door = DoorScreen(self._appearance.theme, self._runner, self._entrance.unlocking)
        door.entered.connect(self._enter)
        self._frame.add_screen("door", door, covering=True)
        self._frame.show_screen("door")
        return door

    def _enter(self, unlocked: "Unlocked") -> None:
        self._own, self._let_go = True, None
        self.begin(self._entrance.enter(unlocked))


def _shut(
    services: "Services",
    ended: Callable[[], None],
    farewell: "Callable[[Services], None] | None",
    *,
    close: bool,
) -> None:
    """``close``: not where somebody else has opened them."""
    ended()
    if farewell is not None:
        farewell(services)
    if close:
        services.close()
