"""Three tools one can take with a key, each with its colour and width."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from dxmeet.desktop.notes.layer import NoteLayer
from dxmeet.desktop.notes.swatches import Swatches
from dxmeet.desktop.notes.tools import Style, ToolKind, colors_of
from dxmeet.desktop.notes.words import color_word
from dxmeet.desktop.tokens import MARKERS, PENS

FAVOURITE_KEYS = "QWR"
"""Around the eraser's E, under the left hand."""
_CHOOSING = (ToolKind.SELECT, ToolKind.LASSO)


@dataclass(frozen=True)
class Favourite:
    """A tool as it was when it was remembered."""

    tool: ToolKind
    style: Style


def first_favourites() -> list[Favourite]:
    return [
        Favourite(ToolKind.PEN, Style(PENS["赤"], 2.0)),
        Favourite(ToolKind.MARKER, Style(MARKERS["黄"], 14.0)),
        Favourite(ToolKind.PEN, Style(PENS["青"], 2.0)),
    ]


def as_text(favourites: list[Favourite]) -> str:
    """One line, to be kept with the preferences: ``pen #C62828 2; …``."""
    return "; ".join(f"{each.tool.value} {each.style.color} {each.style.width:g}" for each in favourites)


def from_text(untrusted: str) -> list[Favourite]:
    """What ``as_text`` wrote; the first ones where it makes no sense."""
    try:
        found = [_read(each) for each in untrusted.split("; ")]
    except ValueError:
        return first_favourites()
    return found if len(found) == len(first_favourites()) else first_favourites()


def _read(untrusted: str) -> Favourite:
    tool, color, width = untrusted.split(" ")
    return Favourite(ToolKind(tool), Style(color, float(width)))


class FavouriteMenu(QMenu):
    """Take one of them, or put the tool in hand in its place. ``kept`` when they are others now."""

    kept = Signal()

    def __init__(
        self,
        swatches: Swatches,
        layer: NoteLayer,
        favourites: list[Favourite],
        names: Mapping[ToolKind, str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._swatches, self._layer, self._favourites, self._names = swatches, layer, favourites, names
        self.aboutToShow.connect(self._fill)

    def take(self, number: int) -> None:
        """``number`` from 1."""
        favourite = self._favourites[number - 1]
        self._layer.styles[favourite.tool] = favourite.style
        self._layer.choose_tool(favourite.tool)

    def keep(self, number: int) -> None:
        """The tool in hand becomes the favourite of that number, from 1; 選ぶ and 囲む have nothing to remember."""
        tool = self._layer.tool
        if tool not in _CHOOSING:
            self._favourites[number - 1] = Favourite(tool, self._layer.styles[tool])
            self.kept.emit()

    def _fill(self) -> None:
        self.clear()
        for number, each in enumerate(self._favourites, start=1):
            color = next((name for name, value in colors_of(each.tool).items() if value == each.style.color), "")
            words = " ".join(word for word in (color_word(color), self._names[each.tool]) if word)
            take = QAction(
                self._swatches.color(each.style.color), f"{number}  {words}\t{FAVOURITE_KEYS[number - 1]}", self
            )
            take.triggered.connect(lambda _checked=False, number=number: self.take(number))
            self.addAction(take)
        self.addSeparator()
        for number in range(1, len(self._favourites) + 1):
            keep = QAction(
                self.tr("いまの道具を {n} に覚える").format(n=number) + f"\tShift+{FAVOURITE_KEYS[number - 1]}", self
            )
            keep.setEnabled(self._layer.tool not in _CHOOSING)
            keep.triggered.connect(lambda _checked=False, number=number: self.keep(number))
            self.addAction(keep)
