"""A page's picture with lines of writing and a frame down both sides."""

from collections.abc import Sequence
from random import Random

from dxmeet.domain.features import Grey

WIDTH, HEIGHT = 150, 210
"""Pixels; 300 × 420 points."""

TOPS = [12 + 9 * line for line in range(18)]
"""Of a page full of lines, in pixels."""


def lines(seed: int, heights: Sequence[int]) -> Grey:
    """Lines of writing, each with its top at one of ``heights`` (pixels); the same seed writes the same words."""
    rows = [bytearray(b"\xff" * WIDTH) for _ in range(HEIGHT)]
    for number, top in enumerate(heights):
        random = Random(seed + number)
        for y in range(top, top + 6, 2):
            stripe = bytes(level for _ in range(60) for level in [random.choice((0, 90, 255))] * 2)
            for row in rows[max(0, y) : max(0, y + 2)]:
                row[15:135] = stripe
    for row in rows:
        row[8:10] = row[140:142] = b"\x00\x00"
    return Grey(WIDTH, HEIGHT, b"".join(rows))
