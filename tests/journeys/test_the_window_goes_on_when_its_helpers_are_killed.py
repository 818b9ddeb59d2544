"""kill -9 of the PDF worker and of the share worker: the window goes on, the next page and the next look come."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from people import A4, write_pdf


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the processes in /proc")
def test_the_next_page_and_the_next_look_come_all_the_same(share, enrol, today):
    pages = [(*A4, f"第{number}ページ 予算の状況と今後の見通し") for number in range(1, 13)]
    write_pdf(share / "会議" / f"{today} 庁議" / "資料1 予算.pdf", pages)
    reader = enrol("田中", "総務課", share)
    reader.sync()
    reader.services.close()
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("survivor.py")), str(reader.profile)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=150,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    seen = json.loads(done.stdout)
    assert seen["killed"] >= 2
    assert seen["page"] == 12
    assert seen["share"] == "ok"
