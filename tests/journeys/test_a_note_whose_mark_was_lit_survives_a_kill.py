"""The power goes at the worst moment, twenty times: every stroke whose "saved" mark was lit is there."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from people import A4, write_pdf

from dxmeet.app import make_entrance


@pytest.mark.timeout(400)
def test_every_saved_stroke_is_there_after_twenty_kills(share, enrol, today):
    write_pdf(share / "会議" / f"{today} 庁議" / "資料1 計画.pdf", [(*A4, "計画")])
    reader = enrol("田中", "総務課", share)
    reader.sync()
    material = reader.material("資料1")[1].id
    reader.services.close()
    chance = random.Random(20261123)
    saved = 0
    for _ in range(20):
        pen = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("pen.py")), str(reader.profile)],
            stdout=subprocess.PIPE,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            text=True,
        )
        assert pen.stdout is not None
        said = [pen.stdout.readline().strip() for _ in range(chance.randint(1, 12))]
        pen.kill()
        said += pen.stdout.read().split("\n")[:-1]  # what it had said before the kill reached it
        pen.wait()
        assert said[0] == "1"
        saved += int(said[-1])
    entrance = make_entrance(reader.profile, keyring=lambda: None)
    services = entrance.enter(entrance.unlocking.unlock("correct horse"))
    try:
        assert saved > 80
        kept = len(services.annotating.notes(material))
        assert saved <= kept <= saved + 20  # a stroke may be committed before its mark could be lit
        assert services.annotating.can_undo(material)
    finally:
        services.close()
        entrance.close()
