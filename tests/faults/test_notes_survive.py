"""The reader's process is killed, and the power goes, at moments nobody chose: what was called saved is there."""

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from kill_the_reader import run
from lose_the_power import check, left, prepared, rebuilt, recorded

STRACE = shutil.which("strace")


@pytest.mark.timeout(120)
def test_a_few_kills() -> None:
    told = run(2, seed=7)
    assert told["steps in the log"] > 1


@pytest.mark.timeout(120)
@pytest.mark.skipif(not sys.platform.startswith("linux") or STRACE is None, reason="needs strace")
def test_a_few_power_cuts(tmp_path: Path) -> None:
    if subprocess.run(["strace", "-o", "/dev/null", "true"], check=False).returncode:
        pytest.skip("strace may not trace here")
    work, start, disk = tmp_path / "work", tmp_path / "start", tmp_path / "disk"
    work.mkdir()
    profile, material, key = prepared(work)
    out = work / "out"
    out.mkdir()
    shutil.copytree(work, start)
    acts = recorded(work, profile, material, out, 24, seed=7)
    syncs = [number for number, act in enumerate(acts) if act.kind == "sync"]
    assert syncs, "the reader wrote nothing"
    chance = random.Random(7)
    for number in range(6):
        moment = chance.choice(syncs) + chance.randint(0, 1) if number % 2 else chance.randint(1, len(acts))
        rebuilt(start, disk, left(acts, moment, chance), str(work))
        check(disk, key, material, [json.loads(act.data) for act in acts[:moment] if act.kind == "said"])
        shutil.rmtree(disk)
