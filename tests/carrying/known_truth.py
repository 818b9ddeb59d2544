"""What really became of every place of a page: the known truth that a carry-over is measured against."""

from dataclasses import dataclass, field

from dxmeet.domain.annotation import Box, Point

TOLERANCE = 4.0  # points


@dataclass(frozen=True)
class Band:
    """A stretch of an old page between ``top`` and ``bottom``, ``left`` and ``right`` (points as shown) and where it went;
    ``page`` None: nowhere."""

    top: float
    bottom: float
    page: int | None
    dx: float = 0.0
    dy: float = 0.0
    scale: float = 1.0
    angle: float = 0.0  # degrees about (0, 0) after scaling; a scan that lies askew
    left: float = -1e4
    right: float = 1e4

    def moved(self, at: Point) -> Point:
        from math import cos, radians, sin

        x, y = at[0] * self.scale, at[1] * self.scale
        c, s = cos(radians(self.angle)), sin(radians(self.angle))
        return x * c - y * s + self.dx, x * s + y * c + self.dy


@dataclass
class Truth:
    """By old page (from 1). ``altered`` are boxes on old pages in which something was written anew."""

    bands: dict[int, list[Band]] = field(default_factory=dict)
    altered: dict[int, list[Box]] = field(default_factory=dict)
    twins: dict[int, set[int]] = field(default_factory=dict)  # new page → new pages that are exactly the same

    @staticmethod
    def unchanged(sizes: list[tuple[float, float]]) -> "Truth":
        return Truth({page: [Band(-1e4, 1e4, page)] for page in range(1, len(sizes) + 1)})

    def renumber(self, places: dict[int, int | None]) -> None:
        """New pages got other numbers; None: taken out."""
        for page, bands in self.bands.items():
            self.bands[page] = [
                Band(b.top, b.bottom, places[b.page] if b.page is not None else None, b.dx, b.dy, b.scale, b.angle)
                for b in bands
            ]

    def touched(self, page: int, box: Box) -> bool:
        return any(
            box[0] < a[2] and a[0] < box[2] and box[1] < a[3] and a[1] < box[3] for a in self.altered.get(page, ())
        )

    def of(self, page: int, box: Box) -> list[Band]:
        """The bands that the box lies in: one, or several if it was torn, or is a line just where the page was cut."""
        bands = [band for band in self.bands[page] if box[0] < band.right and band.left < box[2]]
        inside = [band for band in bands if box[1] < band.bottom and band.top < box[3]]
        return inside or [band for band in bands if band.top <= box[1] <= band.bottom]
