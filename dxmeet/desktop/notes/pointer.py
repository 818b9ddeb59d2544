"""Where the pen or the mouse is on a page. A module of its own: the canvas needs it before any note is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dxmeet.domain.annotation import Point

MOUSE_PRESSURE = 0.5


@dataclass(frozen=True)
class Pointer:
    """``at`` in points of the page, ``pressure`` 0–1, ``scale`` logical pixels a point.

    ``inside`` is False for a place beside the page, whose ``at`` is then the nearest on it.
    """

    page: int
    at: Point
    scale: float
    pressure: float = MOUSE_PRESSURE
    straight: bool = False
    eraser: bool = False
    inside: bool = True
    finger: bool = False
