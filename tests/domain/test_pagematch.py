"""A page is told from a copy of it that differs in a few words, by text and by picture; where it cannot be, that is said."""

from random import Random

from dxmeet.domain.features import Grey, PageFeatures
from dxmeet.domain.pagematch import PageMatch, PagePair, pair_pages

WIDE, HIGH = 298, 421  # pixels of an A4 page


def drawn(seed: int, noise: int, changed: tuple[int, ...] = ()) -> PageFeatures:
    """A scanned page of forty lines, each of its own words; those of ``changed`` are others. ``noise`` is the scanner's."""
    pixels = bytearray(b"\xf0" * (WIDE * HIGH))
    for line in range(40):
        words = Random(f"{seed} {line} {'other' if line in changed else ''}")
        for x in range(20, WIDE - 20):
            for y in range(3):
                if words.random() < 0.45:
                    pixels[(12 + 10 * line + y) * WIDE + x] = words.randrange(0, 120)
    dust = Random(noise)
    for _ in range(3000):
        pixels[dust.randrange(len(pixels))] = dust.randrange(256)
    return PageFeatures((595.0, 842.0), grey=Grey(WIDE, HIGH, bytes(pixels)))


def paired(old: list[PageFeatures], new: list[PageFeatures]) -> list[PagePair]:
    return pair_pages(
        [f"old {n}" for n in range(len(old))],
        [f"new {n}" for n in range(len(new))],
        dict(enumerate(old, 1)),
        dict(enumerate(new, 1)),
    )


def places(pairs: list[PagePair]) -> dict[int, int | None]:
    return {pair.old: pair.new for pair in pairs if pair.old is not None}


def test_a_scanned_page_is_told_from_a_copy_with_other_words_that_stands_in_its_place() -> None:
    old = [drawn(1, 1), drawn(2, 2), drawn(3, 3)]
    new = [drawn(1, 4), drawn(2, 5, changed=(7, 8, 22, 23, 31)), drawn(2, 6), drawn(3, 7)]
    pairs = paired(old, new)
    assert places(pairs) == {1: 1, 2: 3, 3: 4}
    assert [pair.new for pair in pairs if pair.match is PageMatch.INSERTED] == [2]
    assert not any(pair.twin for pair in pairs)


def test_a_copy_that_is_left_over_from_an_old_page_taken_out_is_not_that_page() -> None:
    old = [drawn(1, 1), drawn(2, 2), drawn(2, 3, changed=(7, 8, 22, 23, 31)), drawn(3, 4)]
    new = [drawn(1, 5), drawn(2, 6, changed=(7, 8, 22, 23, 31)), drawn(3, 7)]
    assert places(paired(old, new)) == {1: 1, 2: None, 3: 2, 4: 3}


def test_of_two_pages_that_look_the_same_nobody_knows_which_one_it_was() -> None:
    old = [drawn(1, 1), drawn(2, 2), drawn(3, 3)]
    new = [drawn(1, 4), drawn(2, 5), drawn(2, 6), drawn(3, 7)]
    assert {pair.old: pair.twin for pair in paired(old, new) if pair.old} == {1: False, 2: True, 3: False}


def test_equal_pages_of_which_none_came_or_went_keep_their_order() -> None:
    old, new = [drawn(1, n) for n in range(4)], [drawn(1, n) for n in range(4, 8)]
    pairs = paired(old, new)
    assert places(pairs) == {1: 1, 2: 2, 3: 3, 4: 4}
    assert not any(pair.twin for pair in pairs)
