"""The app's own window on a profile, in a process that is a person's program."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dxmeet.app import make_entrance
from dxmeet.desktop.appearance import Appearance
from dxmeet.desktop.application import make_application
from dxmeet.desktop.jobs import JobRunner
from dxmeet.desktop.main_window import MainWindow
from dxmeet.desktop.visit import Visit
from dxmeet.paths import resource

PASSPHRASE = "correct horse"


@contextmanager
def window_on(profile: Path, size: tuple[int, int] = (1280, 720), language: str = "ja") -> Iterator[MainWindow]:
    """Unlocked, shown, and closed as a person closes it."""
    application = make_application([str(profile)])
    appearance = Appearance(application, resource("icons"), resource("translations"))
    appearance.apply("light", 100, language)
    window = MainWindow(appearance.theme)
    entrance = make_entrance(profile, keyring=lambda: None)
    services = entrance.enter(entrance.unlocking.unlock(PASSPHRASE))
    visit = Visit(window, entrance, appearance, JobRunner(), "")
    visit.begin(services)
    window.resize(*size)
    window.show()
    yield window
    window.hide()
    visit.close()
    services.close()
