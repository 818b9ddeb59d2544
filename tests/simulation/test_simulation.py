"""Histories of a city hall on a bad day. ``tests/faults/histories.py`` lives 200,000 of them by the same code."""

import pytest
from city import LATER, City

KEPT = {
    5: "d0f858500acbeb31",
    26: "d54b2abd18bccaaa",
    47: "a6daac9bf2bdfd83",
    151: "ade9b34799650827",
    439: "14dca294bbaf0764",
    499: "eb19a8eeab34dd13",
    631: "758cd633ae66eacc",
    1519: "72c05791067f63b9",
    1530: "c2c31765d698c86a",
    2673: "e40485ffa1a55349",
    5229: "2224fb144043db07",
    100111: "f4666cd3a09d35bc",
    101639: "6a89769b69b82132",
}
"""Seeds that once found something, and the first digits of what each lives: it stays the same, however fast it is lived.

A change of what the program asks of the share changes them; then they are written down anew.
"""


@pytest.mark.parametrize(("seed", "lived"), KEPT.items())
def test_what_once_found_something_is_lived_again(seed: int, lived: str) -> None:
    assert City(seed).live()[:16] == lived


@pytest.mark.parametrize("seed", [*range(100_000, 100_100), *range(LATER, LATER + 30)])
def test_no_promise_is_broken(seed: int) -> None:
    City(seed).live()


@pytest.mark.parametrize("seed", range(8))
def test_the_same_seed_is_the_same_history(seed: int) -> None:
    assert City(seed).live() == City(seed).live()


def test_another_seed_is_another_history() -> None:
    assert len({City(seed).live() for seed in range(8)}) == 8
