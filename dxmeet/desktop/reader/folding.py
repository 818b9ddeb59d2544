"""Which parts of the reader there is room for, and how much they take."""

from dataclasses import dataclass, replace

FIRST_SIZE = 1280, 720
"""Logical pixels of a window that was never sized, where the screen has them."""
HEAD_HEIGHT, BAR_HEIGHT, SCROLL_BAR = 46, 42, 14
LEFT_WIDTH, RIGHT_WIDTH = 248, 300
"""Logical pixels at a text size of 100 %."""
RULE = 1
"""Logical pixels of the line between a bar and the page."""
MARGIN = 12
"""Logical pixels of canvas around a fitted page."""
_NAMES_FROM, _RIGHT_FROM, _LEFT_FROM, _MARK_FROM = 1240, 1120, 960, 820  # logical pixels at a text size up to 125 %
_LARGE_TEXT = 125


@dataclass(frozen=True)
class Room:
    """True where a part is unfolded; ``mark``: the saved mark fits in the tool bar, else it is in the head."""

    names: bool
    right: bool
    left: bool
    mark: bool


def room_at(width: int, percent: int) -> Room:
    """``width`` of the reader in logical pixels; a text size above 125 % folds as if it were that much narrower."""
    if percent > _LARGE_TEXT:
        width = round(width * 100 / percent)
    return Room(width >= _NAMES_FROM, width >= _RIGHT_FROM, width >= _LEFT_FROM, width >= _MARK_FROM)


class Folding:
    """The room there is, and what the person folded or unfolded since it last changed."""

    def __init__(self, percent: int) -> None:
        self._percent = percent
        self._room = room_at(10_000, percent)
        self.now = self._room
        self._aside: Room | None = None

    def resize(self, width: int) -> bool:
        """Whether anything folds or unfolds; crossing a width overrides what was chosen by hand."""
        room = room_at(width, self._percent)
        if room == self._room:
            return False
        self._room = self.now = room
        self._aside = None
        return True

    def set_aside(self) -> None:
        """Both panels make room for a second page, until ``bring_back``."""
        self._aside = self.now
        self.now = replace(self.now, left=False, right=False)

    def bring_back(self) -> None:
        """As before ``set_aside``; where a width was crossed since then, as it is."""
        self.now, self._aside = self._aside or self.now, None

    def fold(self, *, left: bool | None = None, right: bool | None = None) -> None:
        """By hand: True unfolds, False folds, None leaves a panel as it is; but where there is no room for both beside
        a page, the one that unfolds takes the other's place."""
        if not self._room.right:
            left, right = False if right and not left else left, False if left else right
        self.now = replace(
            self.now,
            left=self.now.left if left is None else left,
            right=self.now.right if right is None else right,
        )


def canvas_size(width: int, height: int, percent: int) -> tuple[int, int]:
    """Logical pixels of the canvas, across and down, in a reader so large without tools; ``percent`` is the text size."""
    right = RIGHT_WIDTH if room_at(width, percent).right else 0
    return width - round(right * percent / 100), height - round((HEAD_HEIGHT + BAR_HEIGHT) * percent / 100) - 2 * RULE


def page_height(width: int, height: int, percent: int = 100) -> int:
    """Logical pixels that a whole page is high there, at most."""
    return canvas_size(width, height, percent)[1] - 2 * MARGIN
