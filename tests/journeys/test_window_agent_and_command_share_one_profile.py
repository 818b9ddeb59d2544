"""The window is open, the agent watches, and somebody gives commands: three processes on one profile, and nothing is lost."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from people import A4, write_pdf

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 120.0  # seconds


def _command(profile: Path, *arguments: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, "DXMEET_PASSPHRASE": "correct horse", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "dxmeet", "--profile", str(profile), *arguments, "--json"]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", cwd=ROOT
    )


def _until(what, patience: float = _PATIENCE) -> None:
    over = time.monotonic() + patience
    while not what():
        assert time.monotonic() < over, "it never came"
        time.sleep(0.05)


def test_three_processes_on_one_profile(share, enrol, tmp_path):
    window = enrol("佐藤", "総務課", share)  # its services are open, as the window's are
    folder = share / "会議" / "2026-11-25 庁議"
    for number in range(1, 9):
        write_pdf(folder / f"{number:02} 資料{number}.pdf", [(*A4, f"資料{number}")])
    agent = _command(window.profile, "sync", "--watch")
    passes = [_command(window.profile, "sync") for _ in range(2)]
    try:
        mine = window.sync()
        answers = [each.communicate(timeout=_PATIENCE) for each in passes]
        assert [each.returncode for each in passes] == [0, 0], answers
        added = [name for answer, _ in answers for name in json.loads(answer)["added"]] + mine.added
        _until(lambda: len(window.services.library.packets()) == 1)
        materials = window.services.library.packets()[0].materials
        assert [each.state.value for each in materials] == ["ready"] * 8
        assert len(added) == len(set(added)), "each was fetched by one of them only"

        jotted = tmp_path / "note.json"
        jotted.write_text('[{"kind": "sticky", "page": 1, "at": [9, 9], "text": "命令"}]', encoding="utf-8")
        commands = [_command(window.profile, "notes", "add", each.id, str(jotted)) for each in materials[:3]]
        for number in range(20):  # at the same time
            window.note("資料3", 1, kind="sticky", color="#FFF6D2", width=1, text=f"窓 {number}", at=[9, 9])
        assert [each.communicate(timeout=_PATIENCE)[1] for each in commands] == ["", "", ""]
        assert [window.material(f"資料{number}")[1].notes for number in (1, 2, 3)] == [1, 1, 21]
    finally:
        agent.send_signal(signal.SIGTERM)
        said, _ = agent.communicate(timeout=_PATIENCE)
    assert agent.returncode == 0
    assert json.loads(said)["state"] == "ok"
    assert window.services.verifying.verify().broken == ()
    assert len(list(window.profile.glob("vault/*/*.sealed"))) == 8
