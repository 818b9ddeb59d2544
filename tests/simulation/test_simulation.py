"""Histories of a city hall on a bad day. ``tests/faults/histories.py`` lives 200,000 of them by the same code."""

import pytest
from city import City

KEPT = (5, 26, 47, 151, 439, 499, 631, 1519, 1530, 2673, 5229, 100111, 101639)
"""Seeds that once found something. They stay."""


@pytest.mark.parametrize("seed", [*KEPT, *range(100_000, 100_120)])
def test_no_promise_is_broken(seed: int) -> None:
    City(seed).live()


@pytest.mark.parametrize("seed", range(8))
def test_the_same_seed_is_the_same_history(seed: int) -> None:
    assert City(seed).live() == City(seed).live()


def test_another_seed_is_another_history() -> None:
    assert len({City(seed).live() for seed in range(8)}) == 8
