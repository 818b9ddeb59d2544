"""Ways a file comes to harm on its way: cut off, and with bytes changed; the same for the same seed."""

from collections.abc import Iterator
from random import Random


def cut(content: bytes, count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """``count`` truncations, from almost nothing to almost everything."""
    random = Random(seed)
    for number in range(count):
        length = int(len(content) * (number + random.random()) / count)
        yield f"cut-{length}", content[:length]


def flipped(content: bytes, count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """``count`` copies with 1 to 64 bytes changed, anywhere; every fourth has them close together."""
    random = Random(seed)
    for number in range(count):
        harmed = bytearray(content)
        start, reach = 0, len(harmed)
        if number % 4 == 0:
            start, reach = random.randrange(len(harmed)), 512
        for _ in range(2 ** random.randrange(7)):
            place = min(len(harmed) - 1, start + random.randrange(reach))
            harmed[place] ^= random.randrange(1, 256)
        yield f"flip-{number}", bytes(harmed)
