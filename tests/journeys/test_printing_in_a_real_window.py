"""Whoever prints from the window gets the sheets that were said and recorded; whoever stops gets and counts nothing."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from people import A3, A4, Person, write_pdf
from print_hall import Hall, missing, open_hall

from dxmeet.domain.event import EventType
from dxmeet.domain.paper import Sheets, sheets_of

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(
        not all(map(shutil.which, ("Xvfb", "xdotool", "openbox"))), reason="needs Xvfb, openbox and xdotool"
    ),
    pytest.mark.timeout(900),  # every wait inside is for a state; this only ends what hangs
]
PAPER = "資料1 予算.pdf"
MIXED = [(*A4, "一"), (*A3, "二"), (*A4, "三"), (*A4, "四"), (*A3, "五"), (*A4, "六"), (*A4, "七")]


@pytest.fixture
def hall() -> Iterator[Hall]:
    """Not in a folder of pytest's: CUPS's filters run as somebody else, and every run of pytest that begins closes those."""
    if why := missing():
        pytest.skip(why)
    with tempfile.TemporaryDirectory(prefix="dxmeet-hall-") as folder:
        root = Path(folder)
        root.chmod(0o755)
        try:
            hall, server = open_hall(root)
        except (RuntimeError, OSError, subprocess.SubprocessError) as odd:
            pytest.skip(f"CUPS cannot be started here: {odd}")
        yield hall
        server.terminate()
        server.wait()


class Office:
    """Someone at a screen with one paper."""

    def __init__(self, enrol: Callable[..., Person], share: Path, screen: str, pictures: Path) -> None:
        self._enrol, self._screen, self._pictures = enrol, screen, pictures
        person = enrol("田中", "総務課", share)
        person.sync()
        self.profile = person.profile
        person.services.close()

    def prints(self, *jobs: dict[str, Any], **environment: str) -> list[dict[str, str]]:
        program = Path(__file__).with_name("hand_prints.py")
        done = subprocess.run(
            [sys.executable, str(program), str(self.profile), str(self._pictures), json.dumps(jobs)],
            env={**os.environ, "DISPLAY": self._screen, "QT_QPA_PLATFORM": "xcb", **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout)

    def recorded(self) -> list[Sheets]:
        """The sheets of each printing in the ledger, as an auditor would count them from its fields."""
        from dxmeet.app import make_engine, make_entrance

        engine = make_engine()
        entrance = make_entrance(self.profile, engine=engine, keyring=lambda: None)
        services = entrance.enter(entrance.unlocking.unlock("correct horse"))
        printed = [each.fields for each in services.ledger.entries() if each.type is EventType.PRINTED]
        services.close()
        entrance.close()
        return [
            sheets_of(each["pages_a4"], each["pages_a3"], each["nup"], each["sides"]) * each["copies"]
            for each in printed
        ]


@pytest.fixture
def meeting(share: Path, today: str) -> Path:
    return share / "会議" / f"{today} 庁議"


@pytest.fixture
def office(enrol: Callable[..., Person], share: Path, meeting: Path, screen: str, tmp_path: Path) -> Office:
    """With a paper of seven pages, of which two are A3."""
    write_pdf(meeting / PAPER, MIXED)
    return Office(enrol, share, screen, tmp_path)


@pytest.fixture
def slow_office(enrol: Callable[..., Person], share: Path, meeting: Path, screen: str, tmp_path: Path) -> Office:
    """With a paper of sixty grey pages: far more than a driver draws between two looks at the window."""
    paper = write_pdf(meeting / PAPER, [(*A4, "")])
    with pymupdf.open() as document:
        for _ in range(60):
            page = document.new_page(width=A4[0], height=A4[1])
            page.draw_rect(page.rect, color=None, fill=(0.8, 0.8, 0.8))
        content = document.tobytes()
    written = paper.stat()
    paper.write_bytes(content)
    os.utime(paper, (written.st_atime, written.st_mtime))
    return Office(enrol, share, screen, tmp_path)


def test_a_pdf_file_needs_no_printer(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "印刷.pdf"
    (said,) = office.prints({"press": ["nup_2"], "copies": 2, "file": str(out)}, CUPS_SERVER="/nowhere")
    assert said["cost"] == "A4 4枚・A3 2枚・両面"
    assert office.recorded() == [Sheets(4, 2)]
    assert len(pymupdf.open(out)) == 2 * (4 + 2), "both sides of every sheet"


def test_the_sheets_in_the_tray_are_those_that_were_said_and_recorded(office: Office, hall: Hall) -> None:
    """Duplex with mixed sizes; copies; several pages a side; and a range on one side."""
    jobs: list[tuple[dict[str, Any], int, str, Sheets]] = [
        ({}, 2, "A4 3枚・A3 1枚・両面", Sheets(3, 1)),
        ({"copies": 3, "press": ["nup_2"]}, 2, "A4 6枚・A3 3枚・両面", Sheets(6, 3)),
        ({"press": ["sides_1", "nup_4"]}, 1, "A4 2枚・A3 1枚・片面", Sheets(2, 1)),
        ({"press": ["sides_1", "which_range"], "range": "1-3,7"}, 1, "A4 3枚・A3 1枚・片面", Sheets(3, 1)),
    ]
    said = office.prints(*(job for job, *_ in jobs), **hall.environment)
    hall.settle()
    assert [each["cost"] for each in said] == [cost for _, _, cost, _ in jobs]
    tray = hall.tray()
    assert len(tray) == 2 * len(jobs), "an A4 and an A3 part of each"
    for number, (_, sides, _, sheets) in enumerate(jobs):
        assert hall.sheets(tray[2 * number : 2 * number + 2], sides) == sheets
    assert office.recorded() == [sheets for *_, sheets in jobs]


def test_a_job_that_is_stopped_brings_no_sheet_and_no_record(slow_office: Office, hall: Hall) -> None:
    (said,) = slow_office.prints({"copies": 2, "stop": True}, **hall.environment)
    hall.settle()
    assert said["state"] == "やめました。何も渡していないので、印刷も記録もしていません。"
    assert hall.tray() == []
    assert slow_office.recorded() == []
