"""A sample of every call: each work killed and failed at a few of its calls ends where it would have ended."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_SCRIPT = Path(__file__).with_name("break_every_call.py")


def _may_watch() -> bool:
    """strace is there, and may look at another process of ours."""
    strace = shutil.which("strace")
    return strace is not None and subprocess.run([strace, "-o", "/dev/null", "true"], check=False).returncode == 0


@pytest.mark.skipif(not _may_watch(), reason="needs strace")
@pytest.mark.parametrize("works", [("publish", "fetch", "seal"), ("migrate", "merge", "recover", "set-up")])
def test_a_work_broken_off_at_a_call_goes_on(works: tuple[str, ...]) -> None:
    command = [sys.executable, str(_SCRIPT), *works, "--sample", "7"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=600, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert done.stdout.count("not recovered 0") == len(works)
