"""Three tools one can take with a key, each with its colour and width."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from dxmeet.desktop.notes.layer import NoteLayer
from dxmeet.desktop.notes.remembered import Remembered
from dxmeet.desktop.notes.swatches import Swatches
from dxmeet.desktop.notes.tools import Style, ToolKind, colors_of
from dxmeet.desktop.notes.words import color_word
from dxmeet.desktop.tokens import MARKERS, PENS

FAVOURITE_KEYS = "QWR"
"""Around the eraser's E, under the left hand."""
_CHOOSING = (ToolKind.SELECT, ToolKind.LASSO)
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_WIDEST = 100.0  # points


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
    """One line: ``pen #C62828 2; …``."""
    return "; ".join(f"{each.tool.value} {each.style.color} {each.style.width:g}" for each in favourites)


def from_text(untrusted: str) -> list[Favourite]:
    """What ``as_text`` wrote; the first ones where it makes no sense."""
    try:
        found = [_read(each) for each in untrusted.split("; ")]
    except ValueError:
        return first_favourites()
    return found if len(found) == len(FAVOURITE_KEYS) else first_favourites()


def take(layer: NoteLayer, remembered: Remembered, number: int) -> None:
    """The favourite of that number, from 1, is in hand."""
    favourite = from_text(remembered.text)[number - 1]
    layer.styles[favourite.tool] = favourite.style
    layer.choose_tool(favourite.tool)


def keep(layer: NoteLayer, remembered: Remembered, number: int) -> None:
    """The tool in hand becomes the favourite of that number, from 1; 選ぶ and 囲む have nothing to remember."""
    if layer.tool not in _CHOOSING:
        favourites = from_text(remembered.text)
        favourites[number - 1] = Favourite(layer.tool, layer.styles[layer.tool])
        remembered.keep(as_text(favourites))


def _read(untrusted: str) -> Favourite:
    tool, color, width = untrusted.split(" ")
    found = Favourite(ToolKind(tool), Style(color, float(width)))
    if found.tool in _CHOOSING or not _COLOR.fullmatch(color) or not 0 < found.style.width < _WIDEST:
        raise ValueError(untrusted)
    return found


class FavouriteMenu(QMenu):
    """Take one of them, or put the tool in hand in its place."""

    def __init__(
        self,
        swatches: Swatches,
        layer: NoteLayer,
        remembered: Remembered,
        names: Mapping[ToolKind, str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._swatches, self._layer, self._remembered, self._names = swatches, layer, remembered, names
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        layer, remembered = self._layer, self._remembered
        for number, each in enumerate(from_text(self._remembered.text), start=1):
            color = next((name for name, value in colors_of(each.tool).items() if value == each.style.color), "")
            words = " ".join(word for word in (color_word(color), self._names[each.tool]) if word)
            action = QAction(
                self._swatches.color(each.style.color), f"{number}  {words}\t{FAVOURITE_KEYS[number - 1]}", self
            )
            action.triggered.connect(lambda _checked=False, number=number: take(layer, remembered, number))
            self.addAction(action)
        self.addSeparator()
        for number in range(1, len(FAVOURITE_KEYS) + 1):
            action = QAction(
                self.tr("いまの道具を {n} に覚える").format(n=number) + f"\tShift+{FAVOURITE_KEYS[number - 1]}", self
            )
            action.setEnabled(layer.tool not in _CHOOSING)
            action.triggered.connect(lambda _checked=False, number=number: keep(layer, remembered, number))
            self.addAction(action)
