"""People with a terminal each, and the folder they share: the real program, assembled by app.py, without a screen."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from people import Person

from dxmeet.app import make_engine, make_entrance
from dxmeet.domain.fiscal import local_date
from dxmeet.pdf.client import PdfEngine
from dxmeet.services.unlocking import Enrolment


@pytest.fixture(scope="session")
def engine() -> Iterator[PdfEngine]:
    engine = make_engine()
    yield engine
    engine.close()


@pytest.fixture
def enrol(tmp_path: Path, engine: PdfEngine) -> Iterator[Callable[..., Person]]:
    """enrol("佐藤", "企画政策課", share) → a Person."""
    people: list[Person] = []

    def make(name: str, department: str, share: Path) -> Person:
        profile = tmp_path / f"profile-{len(people)}"
        entrance = make_entrance(profile, engine=engine, keyring=lambda: None)
        unlocked, _ = entrance.unlocking.setup(Enrolment(share, name, department, "correct horse"))
        person = Person(name, entrance.enter(unlocked), profile)
        people.append(person)
        return person

    yield make
    for person in people:
        person.services.close()


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


@pytest.fixture
def today() -> str:
    """The date in Japan, as folder names begin with it."""
    return local_date(datetime.now(UTC)).isoformat()


@pytest.fixture
def screen(request: pytest.FixtureRequest) -> Iterator[str]:
    """An X server of our own with a 1366×768 screen, or the size given as parameter; its display name."""
    size = getattr(request, "param", "1366x768")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as said:
        display = f":{said.readline().strip()}"
    there = {**os.environ, "DISPLAY": display}
    keeper = subprocess.Popen(["openbox"], env=there, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while subprocess.run(["xdotool", "get_num_desktops"], env=there, capture_output=True, check=False).returncode:
        assert keeper.poll() is None  # a window that is there before its manager would be moved under the pointer
        time.sleep(0.05)
    yield display
    for each in (keeper, server):
        each.terminate()
        each.wait()
