"""The choices behind a tool's button: which shape, which stamp, how the eraser works."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from dxmeet.desktop.notes.layer import NoteLayer
from dxmeet.desktop.notes.tools import ToolKind
from dxmeet.desktop.notes.words import stamp_word
from dxmeet.desktop.reader.controls import bar_icon
from dxmeet.desktop.theme import Theme
from dxmeet.domain.annotation import ShapeKind, Stamp

_SHAPE_ICONS = {
    ShapeKind.LINE: "slash",
    ShapeKind.ARROW: "move-up-right",
    ShapeKind.BOX: "square",
    ShapeKind.ELLIPSE: "circle",
}

_Choice = TypeVar("_Choice", bound=Enum | bool)


class ToolMenus(QObject):
    """A choice also takes the tool."""

    def __init__(self, theme: Theme, layer: NoteLayer, buttons: Mapping[ToolKind, QToolButton], ratio: float) -> None:
        super().__init__(buttons[ToolKind.SHAPE])
        self._theme, self._layer, self._buttons, self._ratio = theme, layer, buttons, ratio
        shapes = {
            ShapeKind.LINE: self.tr("直線"),
            ShapeKind.ARROW: self.tr("矢印"),
            ShapeKind.BOX: self.tr("四角"),
            ShapeKind.ELLIPSE: self.tr("丸"),
        }
        erasers = {False: self.tr("線をまるごと消す"), True: self.tr("なぞった所だけ消す（ペンの線）")}
        stamps = {stamp: stamp_word(stamp) for stamp in Stamp}
        self._fill(ToolKind.SHAPE, shapes, layer.shape, self._choose_shape)
        self._fill(ToolKind.STAMP, stamps, layer.stamp, self._choose_stamp)
        self._fill(ToolKind.ERASER, erasers, layer.part_eraser, self._choose_eraser)
        self._show_shape()

    def _fill(
        self, tool: ToolKind, names: Mapping[_Choice, str], chosen: _Choice, choose: Callable[[_Choice], None]
    ) -> None:
        button = self._buttons[tool]
        menu = QMenu(button)
        group = QActionGroup(menu)
        for value, name in names.items():
            action = QAction(name, menu)
            if isinstance(value, ShapeKind):
                action.setIcon(bar_icon(self._theme, _SHAPE_ICONS[value], self._ratio))
            action.setCheckable(True)
            action.setChecked(value == chosen)
            action.triggered.connect(lambda _checked=False, value=value: choose(value))
            group.addAction(action)
            menu.addAction(action)
        button.setMenu(menu)
        modes = QToolButton.ToolButtonPopupMode
        # An eraser is wanted at once, as it was; a shape or a stamp is nothing until one says which.
        button.setPopupMode(modes.MenuButtonPopup if tool is ToolKind.ERASER else modes.InstantPopup)

    def _choose_shape(self, shape: ShapeKind) -> None:
        self._layer.shape = shape
        self._show_shape()
        self._layer.choose_tool(ToolKind.SHAPE)

    def _show_shape(self) -> None:
        self._buttons[ToolKind.SHAPE].setIcon(bar_icon(self._theme, _SHAPE_ICONS[self._layer.shape], self._ratio))

    def _choose_stamp(self, stamp: Stamp) -> None:
        self._layer.stamp = stamp
        self._layer.choose_tool(ToolKind.STAMP)

    def _choose_eraser(self, part: bool) -> None:
        self._layer.part_eraser = part
        self._layer.choose_tool(ToolKind.ERASER)
