"""Whatever happens to a terminal's profile and to the shared folder: nothing is lost, and nothing is counted twice."""

from pathlib import Path

import pytest

from tests.services.ledger_life import Life

HISTORIES = 20


@pytest.mark.parametrize("blind", [False, True], ids=["noticed", "unnoticed"])
def test_nothing_is_lost_or_counted_twice(tmp_path: Path, blind: bool) -> None:
    for seed in range(HISTORIES):
        folder = tmp_path / f"{seed}"
        folder.mkdir()
        life = Life(seed, folder, blind=blind)
        try:
            life.live()
        finally:
            life.close()
