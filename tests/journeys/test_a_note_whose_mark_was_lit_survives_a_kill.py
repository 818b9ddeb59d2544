"""The power goes at the worst moment, again and again: every stroke and every word whose "saved" mark was lit is there."""

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


@pytest.mark.timeout(400)
def test_what_was_typed_into_an_open_sticky_is_there_as_far_as_the_mark_was_lit(share, enrol, today):
    write_pdf(share / "会議" / f"{today} 庁議" / "資料1 計画.pdf", [(*A4, "計画")])
    reader = enrol("田中", "総務課", share)
    reader.sync()
    material = reader.material("資料1")[1].id
    reader.services.close()
    said: list[str] = []
    for pieces in (1, 3, 5):
        typist = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("typist.py")), str(reader.profile)],
            stdout=subprocess.PIPE,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            text=True,
        )
        assert typist.stdout is not None
        heard = [typist.stdout.readline().strip() for _ in range(pieces)]
        typist.kill()
        heard += typist.stdout.read().split("\n")[:-1]
        typist.wait()
        assert heard[0] == "1"
        said.append(heard[-1])
    entrance = make_entrance(reader.profile, keyring=lambda: None)
    services = entrance.enter(entrance.unlocking.unlock("correct horse"))
    try:
        kept = [note.text for note in services.annotating.notes(material)]
        assert len(kept) == len(said) == 3
        assert all(words.startswith(heard) for words, heard in zip(sorted(kept), sorted(said), strict=True)), (
            kept,
            said,
        )
        services.annotating.undo(material)
        assert len(services.annotating.notes(material)) == 2, "all of it was one step"
    finally:
        services.close()
        entrance.close()
