"""Format, lint and types are part of the one command that runs all checks."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "check",
    [
        pytest.param(["ruff", "format", "--check", "dxmeet", "tests", "packaging"], id="format"),
        pytest.param(["ruff", "check", "dxmeet", "tests", "packaging"], id="lint"),
        pytest.param(["pyright"], id="types"),
    ],
)
def test_the_tree_passes(check: list[str]):
    done = subprocess.run([sys.executable, "-m", *check], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
