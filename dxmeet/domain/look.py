"""How a reader looks at a document: one page, a spread or one beneath the other, how large, turned which way."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

SMALLEST, LARGEST = 0.1, 8.0
"""Bounds of the zoom as a ratio of 実寸."""


class View(Enum):
    SINGLE = "single"
    SPREAD = "spread"
    CONTINUOUS = "continuous"


class Fit(Enum):
    PAGE = "page"
    WIDTH = "width"
    ACTUAL = "actual"
    FREE = "free"


@dataclass(frozen=True)
class Look:
    """``zoom`` is the ratio to 実寸 where ``fit`` is FREE, ``rotation`` 0, 90, 180 or 270 degrees clockwise.

    ``right_bound``: the spine of a spread is at the right, as in a book set vertically, so the lower page number too.
    """

    view: View = View.SINGLE
    fit: Fit = Fit.PAGE
    zoom: float = 1.0
    rotation: int = 0
    right_bound: bool = False


def look_as_plain(look: Look) -> dict[str, Any]:
    """For a JSON text; ``look_of_plain`` reads it."""
    return {
        "view": look.view.value,
        "fit": look.fit.value,
        "zoom": look.zoom,
        "rotation": look.rotation,
        "right_bound": look.right_bound,
    }


def look_of_plain(plain: dict[str, Any]) -> Look | None:
    """None for what this version does not understand: the document is then shown as it was never looked at."""
    try:
        zoom, rotation = float(plain["zoom"]), int(plain["rotation"])
        if not SMALLEST <= zoom <= LARGEST or rotation not in (0, 90, 180, 270):
            return None
        return Look(View(plain["view"]), Fit(plain["fit"]), zoom, rotation, bool(plain["right_bound"]))
    except (KeyError, TypeError, ValueError):
        return None
