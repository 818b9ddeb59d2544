"""What `dxmeet` starts with the arguments it was given: the window, a command, or the demonstration."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dxmeet.app import make_engine, make_entrance
from dxmeet.desktop.reader.folding import FIRST_SIZE, page_height
from dxmeet.errors import QtMissing
from dxmeet.workers import leave_no_dump

if TYPE_CHECKING:
    from dxmeet.pdf.client import PdfEngine
    from dxmeet.services.demonstrating import Story
    from dxmeet.services.offered import Entrance, Services


def open_window(entrance: Entrance, file: Path | None, language: str, services: Services | None = None) -> int:
    """Raises QtMissing where Qt's system libraries are not installed."""
    try:
        from dxmeet.desktop.binding import load_qt

        load_qt()
        from dxmeet.desktop.application import run as run_window
    except ImportError as missing:
        raise QtMissing(library=str(missing).split(":")[0]) from missing
    return run_window(entrance, file, language, services)


def open_demo(out: Path | None, language: str, json: bool = False) -> int:
    """The whole main job on sample materials, then the window on it, or pictures where there is no screen."""
    import tempfile

    from dxmeet.cli.demonstration import Telling
    from dxmeet.services.demonstrating import Demonstrating

    target = (out or Path("dxmeet-demo")).absolute()
    target.mkdir(parents=True, exist_ok=True)
    screen = sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if not screen:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    engine = make_engine()
    telling = Telling(language, json)
    with tempfile.TemporaryDirectory(prefix="dxmeet-demo-", ignore_cleanup_errors=True) as work:
        entrance = make_entrance(Path(work) / "window", engine=engine, keyring=lambda: None)
        performance = Demonstrating(
            lambda profile: make_entrance(profile, engine=engine, keyring=lambda: None), engine.sample
        )
        try:
            story = performance.perform(Path(work), target, telling.progress())
            if screen:
                telling.tell(story, [])
                return open_window(entrance, None, language, story.reader)
            telling.tell(story, _take_pictures(entrance, story, target, language))
            return 0
        finally:
            performance.close()
            engine.close()


def _take_pictures(entrance: Entrance, story: Story, out: Path, language: str) -> list[Path]:
    try:
        from dxmeet.desktop.binding import load_qt

        load_qt()
        from dxmeet.desktop.pictures import take
    except ImportError as missing:
        raise QtMissing(library=str(missing).split(":")[0]) from missing
    return take(entrance, story.reader, story.shown, out, language)


def run(arguments: list[str]) -> int:
    """What `dxmeet` does with these arguments; its exit code."""
    leave_no_dump()
    window = not arguments or arguments[0] == "open"
    engine = make_engine(at_once=window)  # it loads while this process loads Qt
    try:
        if len(arguments) == 2 and arguments[0] == "open" and Path(arguments[1]).is_file():
            engine.expect(Path(arguments[1]), page_height(*FIRST_SIZE))
            with suppress(QtMissing):  # then the command below says so in words
                language = os.environ.get("DXMEET_LANG", "")
                return open_window(make_entrance(engine=engine), Path(arguments[1]), language)
        gc.enable()
        return _run_command(arguments, engine)
    finally:
        engine.close()


def _run_command(arguments: list[str], engine: PdfEngine) -> int:
    from dxmeet.cli.program import make_group

    def entrance_at(profile: Path | None) -> Entrance:
        return make_entrance(profile, engine=engine)

    make_group(entrance_at, open_window, open_demo).main(arguments, prog_name="dxmeet", standalone_mode=True)
    return 0
