"""Every way of counting gives the same sheets: SQL, its views read by another program, dxmeet's arithmetic, plain Python."""

import os
from pathlib import Path

from tests.storage.agreement import agree

HISTORIES = 600 if os.environ.get("CI") else 60


def test_four_ways_of_counting_agree_on_random_histories(tmp_path: Path) -> None:
    assert sum(agree(seed, tmp_path) for seed in range(HISTORIES)) > HISTORIES
