"""The key in a real keyring, in none, in a locked one, lost or exchanged: never in a file, and never a new database."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_SCRIPT = Path(__file__).parents[1] / "faults" / "keyring_matrix.py"

EXPECTED = {
    "real, unlocked: set up": "opens",
    "real, unlocked": "opens",
    "none": "keyring-closed",
    "none: set up": "keyring-unavailable",
    "none: set up again": "keyring-closed",
    "plain text installed": "keyring-closed",
    "plain text installed: set up": "keyring-unavailable",
    "plain text installed, real beside it": "opens",
    "another key": "key-lost",
    "the right key again": "opens",
    "locked": "keyring-closed",
    "locked: set up again": "keyring-closed",
    "lost": "key-lost",
    "lost: set up again": "opens",
    "set up again": "opens",
}


@pytest.mark.skipif(
    not shutil.which("gnome-keyring-daemon") or not shutil.which("dbus-run-session"),
    reason="needs gnome-keyring and dbus",
)
def test_every_keyring_has_its_sentence_and_none_is_given_a_file() -> None:
    command = ["dbus-run-session", "--", sys.executable, str(_SCRIPT)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    told = [line.split("\t") for line in done.stdout.splitlines()]
    assert {case: code for case, code, _ in told} == EXPECTED
    assert all(bool(todo) == (code != "opens") for _, code, todo in told)
