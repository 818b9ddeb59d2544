"""What a program said, one JSON object a line, before it was killed with all the processes it had started."""

import json
import os
import signal
import subprocess
from typing import Any


def killed(program: "subprocess.Popen[str]", said: list[str]) -> list[dict[str, Any]]:
    """Kill ``program``, started in a session of its own; ``said`` are the lines already read from it."""
    assert program.stdout is not None
    os.killpg(program.pid, signal.SIGKILL)
    said += program.stdout.read().splitlines()
    program.wait()
    whole: list[dict[str, Any]] = []
    for line in said:
        try:
            whole.append(json.loads(line))
        except ValueError:
            continue  # cut off in the middle of a line: not said
    assert whole, "it never began"
    return whole
