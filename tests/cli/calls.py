"""`dxmeet` as tests call it: in this process through the real group, or as a program of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pymupdf
from click.testing import CliRunner

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "../shared/corpus"
PASSPHRASE = "correct horse"
A4, A3 = (595.0, 842.0), (1191.0, 842.0)


@dataclass
class Answer:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def refusal(self) -> Any:
        return json.loads(self.err)


class Terminal:
    """One person's machine: a profile, and commands given on it."""

    def __init__(self, group: click.Group, profile: Path) -> None:
        self._group = group
        self.profile = profile

    def run(self, *arguments: object, passphrase: str = PASSPHRASE, stdin: str = "", **environment: str) -> Answer:
        given = {"DXMEET_PASSPHRASE": passphrase, "DXMEET_PROFILE": str(self.profile), "DXMEET_LANG": "", **environment}
        done = CliRunner().invoke(self._group, [str(each) for each in arguments], env=given, input=stdin)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Answer(done.exit_code, done.stdout, done.stderr)

    def json(self, *arguments: object, **more: str) -> Any:
        """The document of a command that has to work."""
        answer = self.run(*arguments, "--json", **more)
        assert answer.code == 0, answer
        assert answer.out.count("\n") == 1
        return answer.json

    def refused(self, *arguments: object, **more: str) -> str:
        """The code of a command that has to be refused, with three sentences and nothing on stdout."""
        answer = self.run(*arguments, "--json", **more)
        assert answer.code == 1, answer
        assert set(answer.refusal) == {"code", "message", "safe", "next"}
        assert answer.refusal["message"]
        assert answer.refusal["next"]
        return answer.refusal["code"]


def program(*arguments: object, cwd: Path = ROOT, **environment: str) -> Answer:
    """`python -m dxmeet` in a process of its own; ``environment`` comes on top of ours."""
    command = [sys.executable, "-m", "dxmeet", *(str(each) for each in arguments)]
    given = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **environment}
    done = subprocess.run(command, cwd=cwd, env=given, capture_output=True, encoding="utf-8", check=False)
    return Answer(done.returncode, done.stdout, done.stderr)


def settled(path: Path) -> Path:
    """As if it had been saved an hour ago: a file that is minutes young may still be being written."""
    then = path.stat().st_mtime - 3600
    os.utime(path, (then, then))
    return path


def write_pdf(path: Path, *pages: tuple[float, float], text: str = "資料") -> Path:
    """A PDF with its text and the page number on every page; one A4 page where none is given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    document = pymupdf.open()
    for number, (width, height) in enumerate(pages or (A4,), start=1):
        page = document.new_page(width=width, height=height)
        page.insert_text((72, 120), f"{text} {number}", fontname="japan", fontsize=24)
    document.save(path)
    document.close()
    return path
