"""Histories of a city hall on a bad day. ``tests/faults/histories.py`` lives 200,000 of them by the same code."""

import pytest
from city import LATER, City

KEPT = {
    5: "08aa613b26bcc7a9",
    26: "31520a50a3447d3e",
    47: "e36baadc29a46f54",
    151: "1e9a753bee01187b",
    439: "87af386a6e2cd8b7",
    499: "b9024404a7ab4053",
    631: "8d65d1a799ad0d69",
    1519: "14a1e45656477642",
    1530: "e1ff04c01685ceeb",
    2673: "56b304680b66fe94",
    5229: "e29bc161a7a2f4c6",
    100111: "98b4d6a02b44e917",
    101639: "ba4973b40cc5be0c",
    1013670: "eeeb47c246479a2b",
    1014742: "dc6e7571035dc02f",
    1026828: "b267a91ce84170f9",
    1032747: "3ca1b17a0b99ba87",
    1033167: "44ec403c7108bd01",
    1036077: "50526848e729fe82",
    1037251: "b6d70951701fd43d",
    1113387: "c19450b494ea02a3",
    1114836: "2fd069e60192eb7b",
    1119434: "d21eb779157a634a",
    1226762: "2472b45ba690e1dd",
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
